"""What may be wrong with a source, apart from its figures."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from loading import loaded, said

from bpjscli.model.period import EXAMPLES

FIGURE = 'figures = [{ area = "kalbar", indicator = "coverage", period = 1990, printed = "27 persen" }]\n'


def source(*keys: str, head: str = "format = 1\n") -> str:
    return f"{head}[[source]]\n" + "".join(f"{key}\n" for key in keys) + FIGURE


@pytest.mark.parametrize(
    ("keys", "line", "message"),
    [
        (["published = 2026"], 2, '[F111]: the source has no id; write id = "…"'),
        (["id = 1", "published = 2026"], 3, "[F112]: id is 1; write text in quotes"),
        (['id = "a"', "published = 2026", "publisher = true"], 5, "[F112]: publisher is true; write text in quotes"),
        (['id = "a"', "published = 2026", 'judul = "x"'], 5, '[F101]: unknown key "judul"; did you mean "title"?'),
        (['id = "a"', "published = 2026", "period = 2025"], 5,
         '[F101]: unknown key "period" in a source; it belongs in defaults'),
        (['id = "a"', "published = 2026", 'area = "kalbar"'], 5,
         '[F101]: unknown key "area" in a source; it belongs in defaults'),
        (['id = "a"', "published = 2026", 'printed = "27 persen"'], 5,
         '[F101]: unknown key "printed" in a source; it belongs in a figure'),
        (['id = "a"', "published = 2026", "include = []"], 5,
         '[F101]: unknown key "include" here; it belongs at the top of the file, before the first [[source]]'),
        (['id = "a"', "published = 2026", 'language = "en-GB"'], 5,
         '[F106]: language cannot be "en-GB"; write "id" or "en"'),
        (['id = "a"', "published = 2026", 'language = "EN"'], 5,
         '[F106]: language cannot be "EN"; did you mean "en"?'),
        (['id = "a"', "published = 2026", "language = 1"], 5, '[F112]: language is 1; write "id" or "en"'),
        (['id = "a"', "published = true"], 4,
         f'[F121]: published: true is not a period; write {EXAMPLES}'),
        (['id = "a"', 'published = "2 Februari 2026"'], 4,
         '[F121]: published: "2 Februari 2026" is not a period; '
         f'write {EXAMPLES}'),
        (['id = "a"', "published = 2026-02-02T10:00:00Z"], 4,
         "[F121]: published: 2026-02-02 10:00:00+00:00 has a time in it; write the date alone, such as 2025-03-31"),
        (['id = "a"', "published = 2026", 'accessed = "2026-02-02"'], 5,
         '[F112]: accessed is "2026-02-02"; write a date without quotes, such as 2026-02-02'),
        (['id = "a"', 'published = "2026-02"', "accessed = 2026-01-31"], 5,
         "[F122]: accessed is 2026-01-31, before published, 2026-02; check both"),
    ],
)  # fmt: skip
def test_one_thing_wrong(tmp_path: Path, keys: list[str], line: int, message: str) -> None:
    assert said(tmp_path, source(*keys)) == [f"figures.toml:{line}: error{message}"]


@pytest.mark.parametrize(
    ("published", "text"),
    [
        ("2025", "2025"),
        ('"2025"', "2025"),
        ('"2025-12"', "2025-12"),
        ("2025-12-24", "2025-12-24"),
        ('"2025-H2"', "2025-H2"),
    ],
)
def test_published_is_as_precise_as_it_is_known(tmp_path: Path, published: str, text: str) -> None:
    base = loaded(tmp_path, source('id = "a"', f"published = {published}"))
    assert str(base.sources[0].published) == text


def test_a_source_keeps_what_is_written_about_it(tmp_path: Path) -> None:
    keys = ['id = "a"', "published = 2026-02-02", 'publisher = "Antara"', 'title = "T"', 'speaker = "S"']
    keys += ['link = "https://x.id"', 'language = "en"', 'dateline = "Senin (2/2/2026)"', 'note = "n"']
    (found,) = loaded(tmp_path, source(*keys, "accessed = 2026-02-02")).sources
    assert (found.publisher, found.title, found.speaker, found.link) == ("Antara", "T", "S", "https://x.id")
    assert (found.language, found.dateline, found.accessed) == ("en", "Senin (2/2/2026)", date(2026, 2, 2))
    assert (found.note, found.order) == ("n", 0)


def test_accessed_in_the_month_of_publication_is_right(tmp_path: Path) -> None:
    assert said(tmp_path, source('id = "a"', 'published = "2026-02"', "accessed = 2026-02-01")) == []


def test_a_source_before_there_was_one(tmp_path: Path) -> None:
    text = source('id = "a"', "published = 1976-12-31").replace("1990", "1970")
    assert said(tmp_path, text) == [
        "figures.toml:4: error[F123]: published is 1976-12-31, before 1977; check the year",
    ]
    assert said(tmp_path, text.replace("1976-12-31", "1977-01-01")) == []


def test_a_source_without_a_date_is_noted_by_its_name_where_it_has_one(tmp_path: Path) -> None:
    hint = "does not say when it was published; write published = 2026-02-02, or a year"
    assert said(tmp_path, source('id = "a"')) == [f'figures.toml:2: note[F125]: source "a" {hint}']
    assert f"figures.toml:2: note[F125]: the source {hint}" in said(tmp_path, source())


@pytest.mark.parametrize(
    "link", ["https://example.org/a?b=c#d", "http://example.org", "doi:10.1000/182", "HTTPS://X.ID"]
)
def test_links_that_can_be_followed(tmp_path: Path, link: str) -> None:
    assert loaded(tmp_path, source('id = "a"', "published = 2026", f'link = "{link}"')).sources[0].link == link


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.org",
        "example.org",
        "https://",
        "https://a b",
        'https://a\\"b',
        "https://a<b>",
        " https://a",
        "",
        "ftp://example.org",
    ],
)
def test_links_that_cannot(tmp_path: Path, link: str) -> None:
    (line,) = said(tmp_path, source('id = "a"', "published = 2026", f'link = "{link}"'))
    assert line.startswith('figures.toml:5: error[F134]: link "')
    assert line.endswith(" cannot be followed; write https://…, http://… or doi:…")


@pytest.mark.parametrize("id_", ["a", "2026", "A.b_c-d", "é", "日本", "x" * 100])
def test_ids(tmp_path: Path, id_: str) -> None:
    assert loaded(tmp_path, source(f'id = "{id_}"', "published = 2026")).sources[0].id == id_


@pytest.mark.parametrize(
    "id_", ["", " a", "a b", "a/b", "-a", "_a", ".a", "a\u0301\u0301", "x" * 101, "a\\nb", "a:b", "a,b"]
)
def test_what_cannot_be_an_id(tmp_path: Path, id_: str) -> None:
    assert "error[F114]" in "".join(said(tmp_path, source(f'id = "{id_}"', "published = 2026"))) or id_ == "a\\nb"


def test_an_id_is_kept_in_its_composed_form(tmp_path: Path) -> None:
    assert loaded(tmp_path, source('id = "cafe\u0301"', "published = 2026")).sources[0].id == "caf\u00e9"


@pytest.mark.parametrize(
    ("first", "second", "code", "message"),
    [
        ("antara", "antara", "F115", 'source "antara" is already defined at figures.toml:2; rename one'),
        ("antara", "Antara", "F117", 'source "Antara" looks like "antara" at figures.toml:2; rename one'),
        ("caf\u00e9", "cafe\u0301", "F115", 'source "caf\u00e9" is already defined at figures.toml:2; rename one'),
        ("antara", "\u0430ntara", "F117", 'source "\u0430ntara" looks like "antara" at figures.toml:2; rename one'),
        ("straße", "STRASSE", "F117", 'source "STRASSE" looks like "straße" at figures.toml:2; rename one'),
        ("ﬁle", "file", "F117", 'source "file" looks like "ﬁle" at figures.toml:2; rename one'),
    ],
)
def test_ids_that_are_the_same_or_look_it(tmp_path: Path, first: str, second: str, code: str, message: str) -> None:
    text = source(f'id = "{first}"', "published = 2026")
    text += source(f'id = "{second}"', "published = 2026", head="\n")
    assert said(tmp_path, text) == [f"figures.toml:8: error[{code}]: {message}"]


def test_turkish_dotless_i_is_no_way_round(tmp_path: Path) -> None:
    text = source('id = "id"', "published = 2026") + source('id = "\u0131d"', "published = 2026", head="")
    assert [line.split(": ")[1] for line in said(tmp_path, text)] == ["error[F117]"]

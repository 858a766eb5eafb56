"""Loading a fact base as a whole: what comes out, in which order, and how problems are told."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from loading import HEAD, figures, loaded, said, write

from bpjscli import shipped
from bpjscli.errors import BpjsError, Exit
from bpjscli.load.diagnostics import InvalidBaseError
from bpjscli.load.load import load

EVERYTHING = """\
format = 1

[[source]]
id        = "idntimes-2026-02-02"
publisher = "IDN Times"
title     = "Cakupan di Kalimantan"
published = 2026-02-02
speaker   = "Kepala Kantor Wilayah"
link      = "https://example.org/1"
language  = "id"
dateline  = "Pontianak"
accessed  = 2026-02-03
note      = "one of three"
defaults  = { area = "Kalimantan", period = 2025 }
figures   = [
  { indicator = "coverage", printed = "41 persen" },
  { area = "West Kalimantan", indicator = "coverage", printed = "27 persen", note = "rounded", locator = "Par. 3" },
  { indicator = "claims", programme = "jkk", printed = "7.435" },
  { indicator = "participants", segment = "pu", base = "eligible", period = "2025-12", value = 3.2e6 },
  { indicator = "workforce", value = 7996826, accepted = "x", accepted_until = 2026-12-31, superseded_by = "trend" },
]

[[source]]
id        = "trend"
published = "2026-02"
language  = "en"

[[source.figures]]
area      = "61"
indicator = "coverage"
period    = 2025-12-01
printed   = "27.36 percent"
"""


def test_a_fact_base_is_read_into_the_model(tmp_path: Path) -> None:
    base = loaded(tmp_path, EVERYTHING)
    first, second = base.sources
    assert (first.id, first.publisher, first.title) == ("idntimes-2026-02-02", "IDN Times", "Cakupan di Kalimantan")
    assert (first.speaker, first.link, first.dateline) == (
        "Kepala Kantor Wilayah",
        "https://example.org/1",
        "Pontianak",
    )
    assert (first.language, first.accessed, first.note) == ("id", date(2026, 2, 3), "one of three")
    assert (str(first.published), first.order) == ("2026-02-02", 0)
    assert (second.language, str(second.published), second.order) == ("en", "2026-02", 1)
    assert base.problems == ()
    assert base.path == str(tmp_path / "figures.toml")


def test_figures_take_the_defaults_of_their_source_and_customary_names_become_ids(tmp_path: Path) -> None:
    coverage, kalbar, claims, participants, workforce, dated = loaded(tmp_path, EVERYTHING).figures
    assert (coverage.area, str(coverage.period), coverage.unit) == ("kalimantan", "2025", "percent")
    assert (coverage.printed, coverage.given, coverage.reading.value) == ("41 persen", None, Decimal(41))
    assert (kalbar.area, kalbar.note, kalbar.locator) == ("kalbar", "rounded", "Par. 3")
    assert (claims.programme, claims.segment, claims.base) == ("jkk", None, None)
    assert (participants.segment, participants.base, str(participants.period)) == ("pu", "eligible", "2025-12")
    assert (participants.printed, participants.given) == (None, Decimal("3.2E+6"))
    assert (participants.reading.qualifier, participants.reading.step) == ("rounded", Decimal(100000))
    assert workforce.given == 7996826
    assert (workforce.accepted, workforce.accepted_until) == ("x", date(2026, 12, 31))
    assert workforce.superseded_by == "trend"
    assert (dated.area, dated.period.kind, dated.reading.value) == ("kalbar", "day", Decimal("27.36"))
    assert [figure.order for figure in (coverage, workforce, dated)] == [0, 4, 0]


def test_ids_tell_all_that_sets_a_figure_apart(tmp_path: Path) -> None:
    assert [figure.id for figure in loaded(tmp_path, EVERYTHING).figures] == [
        "idntimes-2026-02-02/kalimantan/coverage/2025",
        "idntimes-2026-02-02/kalbar/coverage/2025/par-3",
        "idntimes-2026-02-02/kalimantan/claims/jkk/2025",
        "idntimes-2026-02-02/kalimantan/participants/pu/eligible/2025-12",
        "idntimes-2026-02-02/kalimantan/workforce/2025",
        "trend/kalbar/coverage/2025-12-01",
    ]


def test_an_id_has_as_many_parts_whatever_the_period(tmp_path: Path) -> None:
    text = figures(
        'indicator = "claims", value = 1, period = "2025-01/04"',
        'indicator = "claims", value = 1, period = "2025-01", locator = "04"',
    )
    assert [figure.id for figure in loaded(tmp_path, text).figures] == [
        "antara/kalbar/claims/2025-01--04",
        "antara/kalbar/claims/2025-01/04",
    ]


def test_ids_stay_when_figures_are_inserted(tmp_path: Path) -> None:
    before = loaded(tmp_path, figures('indicator = "coverage", printed = "27 persen"'))
    after = loaded(
        tmp_path,
        figures('indicator = "claims", printed = "1"', 'indicator = "coverage", printed = "27 persen"'),
    )
    assert after.figures[1].id == before.figures[0].id


def test_figures_and_sources_know_their_lines(tmp_path: Path) -> None:
    base = loaded(tmp_path, EVERYTHING)
    assert [base.line_of(figure) for figure in base.figures] == [16, 17, 18, 19, 20, 28]
    assert [base.line_of_source(source) for source in base.sources] == [3, 23]
    assert str(base.place_of(base.figures[-1])) == f"{tmp_path}/figures.toml:28"


def test_figures_are_found_by_indicator_in_their_order(tmp_path: Path) -> None:
    base = loaded(tmp_path, EVERYTHING)
    assert list(base.by_indicator) == ["coverage", "claims", "participants", "workforce"]
    assert base.by_indicator["coverage"] == tuple(base.figures[place] for place in (0, 1, 5))
    assert base.select("coverage", areas=["kalbar"]) == list(base.by_indicator["coverage"][1:])


def test_an_identity_has_the_line_where_it_is_written_down(tmp_path: Path) -> None:
    first = figures('indicator = "coverage", printed = "27 persen"').replace("\n", '\ninclude = ["own.toml"]\n', 1)
    own = '[[identity]]\nid = "a"\nholds = "coverage = 1"\n[[identity]]\nid = "b"\n\nholds = "uncovered = 1"\n'
    base = loaded(tmp_path, f"{first}# --- own.toml\n{own}")
    found = [str(base.place_of_identity(id_)).removeprefix(f"{tmp_path}/") for id_ in ("a", "b", "coverage")]
    assert found == ["own.toml:3", "own.toml:7", "data/vocabulary.toml:1"]


def test_the_shipped_base_is_the_default_and_is_right() -> None:
    base = load()
    assert base.path == "data/figures.toml"  # whatever folder it is installed in
    assert {source.file for source in base.sources} == {"data/figures.toml"}
    assert len(base.figures) > 50
    assert base.problems == ()


def test_every_problem_is_told_in_one_run_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = figures(
        'area = "kalbr", indicator = "covrage", printed = "27 persen", provinsi = "x"',
        'indicator = "coverage", period = "2025-13", printed = "27 persen", value = 27',
        'indicator = "coverage", printed = "27 persen"',
        'indicator = "claims", programme = 7, printed = "persen"',
        keys='link = "ftp://example.org"',
    )
    assert said(tmp_path, text.replace("published = 2026-02-02\n", "\n")) == [
        'figures.toml:2: note[F125]: source "antara" does not say when it was published; '
        "write published = 2026-02-02, or a year",
        'figures.toml:5: error[F134]: link "ftp://example.org" cannot be followed; write https://…, http://… or doi:…',
        'figures.toml:8: error[F101]: unknown key "provinsi"; did you mean "area"?',
        'figures.toml:8: error[F102]: unknown indicator "covrage"; did you mean "coverage"?',
        'figures.toml:8: error[F104]: unknown area "kalbr"; did you mean "kalbar", "halmahera-barat" or "kaltara"?',
        "figures.toml:9: error[F113]: the figure has both printed and value; write one of them",
        'figures.toml:9: error[F121]: period: "2025-13" names month 13; months run from 01 to 12',
        "figures.toml:11: error[F112]: programme is 7; write text in quotes",
        'figures.toml:11: error[R203]: printed "persen" has no number in digits; write one, such as "sekitar 3,3 juta"',
    ]


def test_an_invalid_base_is_one_error_with_all_its_problems(tmp_path: Path) -> None:
    path = write(
        tmp_path, figures('indicator = "coverage"', 'area = "x", indicator = "coverage", printed = "1 persen"')
    )
    with pytest.raises(InvalidBaseError) as caught:
        load(path)
    assert isinstance(caught.value, BpjsError)
    assert caught.value.exit_code == Exit.BAD_BASE
    assert [problem.code for problem in caught.value.problems] == ["F113", "F104"]
    assert caught.value.message == "\n".join(str(problem) for problem in caught.value.problems)


def test_warnings_and_notes_do_not_hinder(tmp_path: Path) -> None:
    base = loaded(tmp_path, HEAD.replace("published = 2026-02-02", ""))
    assert [(problem.code, problem.severity) for problem in base.problems] == [("F119", "warning"), ("F125", "note")]


@pytest.mark.parametrize(
    "text", ["", "\n \t\n", "# nothing yet\n", "\ufeff", "format = 1", "format = 1\nsource = []\n"]
)
def test_an_empty_base_is_valid_with_a_warning(tmp_path: Path, text: str) -> None:
    assert said(tmp_path, text) == ["figures.toml:1: warning[F119]: the fact base has no figures yet"]


def test_an_empty_base_still_has_areas_and_vocabulary(tmp_path: Path) -> None:
    base = loaded(tmp_path, "format = 1\n")
    assert "kalbar" in base.areas
    assert "coverage" in base.vocabulary.indicators
    assert (base.figures, base.by_indicator) == ((), {})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[source]]\nid = 'a'\npublished = 2026\n", "the file does not say its format; write format = 1 at the top"),
        ("format = 2\n", "format is 2; this version of bpjs reads format = 1"),
        ("format = true\n", "format is true; this version of bpjs reads format = 1"),
        ('format = "1"\n', 'format is "1"; this version of bpjs reads format = 1'),
        ("format = 1.0\n", "format is 1.0; this version of bpjs reads format = 1"),
    ],
)
def test_the_format_is_named_and_known(tmp_path: Path, text: str, message: str) -> None:
    assert said(tmp_path, text) == [f"figures.toml:1: error[F118]: {message}"]


def test_what_else_a_file_of_another_format_has_is_not_judged(tmp_path: Path) -> None:
    assert said(tmp_path, 'format = 2\nreviewed = true\n[[source]]\nid = "a"\nreviewer = "b"\n') == [
        "figures.toml:1: error[F118]: format is 2; this version of bpjs reads format = 1"
    ]


def test_another_format_is_told_at_its_line(tmp_path: Path) -> None:
    assert said(tmp_path, "include = []\n\nformat = 2\n") == [
        "figures.toml:3: error[F118]: format is 2; this version of bpjs reads format = 1"
    ]


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("soruce", 'did you mean "source"?'),
        ("sumber", 'did you mean "source"?'),
        (
            "xyzzy",
            "known keys are format, include, source, area, indicator, identity, segment, programme, phrase and table",
        ),
    ],
)
def test_an_unknown_key_at_the_top(tmp_path: Path, key: str, hint: str) -> None:
    assert said(tmp_path, f"format = 1\n\n{key} = 1\n") == [f'figures.toml:3: error[F101]: unknown key "{key}"; {hint}']


def test_a_key_of_a_source_at_the_top(tmp_path: Path) -> None:
    assert said(tmp_path, "format = 1\nfigures = []\n") == [
        'figures.toml:2: error[F101]: unknown key "figures" at the top of the file; it belongs in a [[source]] block'
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[source]\nid = 'x'\n", "source is a table; write [[source]] in two brackets"),
        ("source = 3\n", "source is 3; write a [[source]] block"),
        ("source = [3]\n", "source is 3; write a table of its keys"),
    ],
)
def test_sources_are_blocks(tmp_path: Path, text: str, message: str) -> None:
    assert said(tmp_path, "format = 1\n" + text) == [f"figures.toml:2: error[F112]: {message}"]


def test_places_are_relative_to_the_current_folder_where_they_lie_below_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "below"
    folder.mkdir()
    path = write(folder, figures('indicator = "coverage", printed = "27 persen"'))
    monkeypatch.chdir(tmp_path)
    assert load(path).sources[0].file == "below/figures.toml"
    assert load(Path("below/figures.toml")).sources[0].file == "below/figures.toml"
    monkeypatch.chdir(tmp_path / "below")
    assert load(Path("../below/figures.toml")).sources[0].file == "figures.toml"
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.chdir(other)
    assert load(Path("../below/figures.toml")).sources[0].file == "../below/figures.toml"
    assert load(path).sources[0].file == str(path)


def test_a_current_folder_that_is_gone_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, figures('indicator = "coverage", printed = "27 persen"'))
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert load(path).sources[0].file == str(path)


def kept(folder: Path, monkeypatch: pytest.MonkeyPatch, *, bytes_: int) -> None:
    """Bases of so many bytes are kept in a folder of its own from here on."""
    monkeypatch.setenv("BPJS_CACHE", str(folder / "cache"))
    monkeypatch.setattr("bpjscli.load.load.WORTHWHILE", bytes_)


def test_a_large_base_is_loaded_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, figures('indicator = "coverage", printed = "27 persen"'))
    kept(tmp_path, monkeypatch, bytes_=path.stat().st_size)
    first = load(path, keep=True)
    monkeypatch.setitem(sys.modules, "bpjscli.load.from_files", None)
    assert load(path, keep=True).figures == first.figures
    with pytest.raises(ImportError):
        load(path)


def test_a_base_of_small_files_may_be_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    main, part = 'format = 1\ninclude = ["part.toml"]\n', figures('indicator = "coverage", printed = "27 persen"')
    kept(tmp_path, monkeypatch, bytes_=len(main) + 1)
    path = write(tmp_path, f"{main}# --- part.toml\n{part}")
    load(path, keep=True)
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_a_small_base_and_the_shipped_one_need_nothing_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(tmp_path, monkeypatch, bytes_=10_000)
    monkeypatch.setitem(sys.modules, "bpjscli.load.cache", None)
    load(write(tmp_path, figures('indicator = "coverage", printed = "27 persen"')), keep=True)
    assert load(keep=True).path == "data/figures.toml"


def test_nothing_is_kept_where_nobody_wants_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(tmp_path, monkeypatch, bytes_=100)
    path = write(tmp_path, figures('indicator = "coverage", printed = "27 persen"'))
    load(path)
    monkeypatch.setenv("BPJS_CACHE", "off")
    load(path, keep=True)
    assert not (tmp_path / "cache").exists()


def test_a_base_that_cannot_be_looked_at_is_reported_when_it_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(tmp_path, monkeypatch, bytes_=100)
    for name in ("none.toml", "x" * 5000, "a\0b"):
        with pytest.raises(InvalidBaseError, match="F151"):
            load(tmp_path / name, keep=True)


def test_shipped_files_are_found_in_a_checkout_and_in_a_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shipped.find_data_file("vocabulary.toml").is_file()
    assert shipped.find_template_folder().name == "templates"
    package = tmp_path / "bpjscli"
    (package / "_data").mkdir(parents=True)
    (package / "_templates").mkdir()
    monkeypatch.setattr(shipped, "_PACKAGE", package)
    assert shipped.find_data_file("figures.toml") == package / "_data" / "figures.toml"
    assert shipped.find_template_folder() == package / "_templates"

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from reading import inline_text, markdown_rows, read_markdown
from samples import HOSTILE_TEXTS, SAMPLES, coverage, empty, hostile, ranking

from bpjscli.errors import BpjsError
from bpjscli.render import Options, render
from bpjscli.render.markdown import escape, escape_line
from bpjscli.render.safety import safe_link, visible_line
from bpjscli.render.words import words
from bpjscli.report.document import Cell, Column, Document, Note, Paragraph, Section, Table

OPTIONS = Options(templates=Path(__file__).parents[2] / "templates")

SYNTAX = "\\`*_{}[]<>()#+-.!~|@^=:$\"'&;/%aZ1 \u00e9漢"
data = st.one_of(st.text(), st.text(SYNTAX), st.sampled_from(HOSTILE_TEXTS)).map(visible_line).filter(bool)


def paragraphs(markdown: str) -> list[str]:
    tokens = read_markdown(markdown)
    assert [token.type for token in tokens if token.type != "inline"] == ["paragraph_open", "paragraph_close"], tokens
    return [inline_text(token) for token in tokens if token.type == "inline"]


@given(data)
def test_a_paragraph_reads_as_its_text(text: str) -> None:
    assert paragraphs(escape_line(text)) == [text]


@given(data)
def test_a_heading_reads_as_its_text(text: str) -> None:
    tokens = read_markdown(f"# {escape_line(text)}\n")
    assert [token.type for token in tokens] == ["heading_open", "inline", "heading_close"]
    assert inline_text(tokens[1]) == text


@given(data, data)
def test_cells_read_as_their_texts(first: str, second: str) -> None:
    assert markdown_rows(f"| a | b |\n|---|---|\n| {escape(first)} | {escape(second)} |\n")[1:] == [[first, second]]


@given(data)
def test_a_footnote_reads_as_its_text(text: str) -> None:
    tokens = read_markdown(f"x[^1]\n\n[^1]: {escape_line(text)}\n")
    assert inline_text([token for token in tokens if token.type == "inline"][-1]) == text


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("45,34 % – 3.287.020 (2025)", "45,34 % – 3.287.020 (2025)"),
        ("snake_case and _emphasis_", "snake_case and \\_emphasis\\_"),
        ("see [bps, 2024] and *this*", "see \\[bps, 2024\\] and \\*this\\*"),
        ("a|b costs $5", "a&#124;b costs &#36;5"),
        ("@user", "\\@<!-- -->user"),
        ("#123 and GH-7", "\\#<!-- -->123 and GH-<!-- -->7"),
        (":smile: at 10:30:15", ":<!-- -->smile: at 10:30:15"),
        ("https://x.example www.x.example", "https:/<!-- -->/x.example www<!-- -->.x.example"),
        ("mailto:a@b.example", "mailto<!-- -->:a\\@<!-- -->b.example"),
        ("AT&T &copy; 5 & 6", "AT\\&T \\&copy; 5 & 6"),
        ("Hi! Oh![", "Hi! Oh\\!\\["),
    ],
)
def test_only_what_would_be_syntax_is_escaped(text: str, markdown: str) -> None:
    assert escape(text) == markdown
    assert paragraphs(markdown) == [text]


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("# no heading", "\\# no heading"),
        ("- no item", "\\- no item"),
        ("+ no item", "\\+ no item"),
        ("-5 points", "-5 points"),
        ("12. no list", "12\\. no list"),
        ("iv) no list", "iv\\) no list"),
        ("(a) no list", "(a\\) no list"),
        ("27.5 % in 2025", "27.5 % in 2025"),
        ("> 50 %", "\\> 50 %"),
        (": no definition", "\\: no definition"),
        ("Table: no caption", "Table\\: no caption"),
    ],
)
def test_what_would_begin_a_block_is_escaped_where_a_line_begins(text: str, markdown: str) -> None:
    assert escape_line(text) == markdown
    assert paragraphs(markdown) == [text]


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_outline_is_that_of_the_document(sample: str) -> None:
    document = SAMPLES[sample]()
    tokens = read_markdown(render(document, "md", OPTIONS))
    headings = [(token.tag, inline_text(after)) for token, after in pairwise(tokens) if token.type == "heading_open"]
    expected = [("h1", visible_line(document.title))]
    expected += [("h2", visible_line(section.title)) for section in document.sections if section.title]
    fixed = words(document.lang)
    expected += [("h2", fixed.legend)] * bool(document.legend) + [("h2", fixed.notes)] * bool(document.notes)
    assert headings == expected
    assert "html_block" not in {token.type for token in tokens}
    assert "fence" not in {token.type for token in tokens}
    assert "code_block" not in {token.type for token in tokens}


def test_paragraphs_read_as_their_texts() -> None:
    tokens = read_markdown(render(hostile(), "md", OPTIONS))
    texts = [inline_text(token) for token in tokens if token.type == "inline"]
    for text in HOSTILE_TEXTS:
        assert visible_line(text) in texts


def test_footnotes_lead_to_their_sources() -> None:
    tokens = read_markdown(render(coverage(), "md", OPTIONS))
    links = [child.attrs["href"] for token in tokens for child in token.children or [] if child.type == "link_open"]
    assert links == ["https://suaraborneo.id/2025/10/pemprov-kalbar-dan-bpjs-ketenagakerjaan.html"]
    assert len([token for token in tokens if token.type == "footnote_open"]) == 4


def test_a_link_of_another_scheme_is_only_text() -> None:
    assert render(hostile(), "md", OPTIONS).endswith("javascript:alert(1)\n")


def test_a_warning_stands_out() -> None:
    text = render(coverage(), "md", OPTIONS)
    assert f"\n> **{words('id').warning}:** Angka Singkawang tidak dapat benar semuanya.[^3]\n" in text


def test_tables_are_aligned_in_the_source() -> None:
    table = [line for line in render(ranking(), "md", OPTIONS).splitlines() if line.startswith("|")]
    assert len({len(line) for line in table}) == 1
    assert table[1].startswith("|-------:|:-")


def test_a_number_keeps_its_last_zero() -> None:
    table = Table("t", (Column("k", "K", "number"),), ((Cell("38.20", "38.20"),),))
    document = Document("c", "T", "en", None, (Section("s", "", (table,)),))
    assert "| 38.20 |" in render(document, "md", OPTIONS)


def test_blocks_are_separated_by_one_empty_line() -> None:
    text = render(coverage(), "md", OPTIONS)
    assert "\n\n\n" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_two_references_do_not_read_as_one() -> None:
    notes = (Note("a", "A"), Note("b", "B"))
    document = replace(empty(), sections=(Section("s", "", (Paragraph("Text.", notes=("a", "b")),)),), notes=notes)
    assert "\nText.[^1] [^2]\n" in render(document, "md", OPTIONS)


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("https://bps.go.id/a?b=1&c=[2]#d", "https://bps.go.id/a?b=1&c=[2]#d"),
        ("HTTP://BPS.go.id", "HTTP://BPS.go.id"),
        ("doi:10.1000/182", "https://doi.org/10.1000/182"),
        ('https://x.example/a"b<c>`d\\e', "https://x.example/a%22b%3Cc%3E%60d%5Ce"),
        ("https://x.example/a b", None),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//x.example", None),
        ("bps.go.id", None),
        ("https://bps.go.id@evil.example/", None),
        ("https://x.example/\u202egpj", None),
        (" javascript:x", None),
        ("https://", None),
        ("doi:evil", None),
        ("", None),
    ],
)
def test_only_links_to_the_web_and_to_a_doi_may_be_followed(link: str, address: str | None) -> None:
    assert safe_link(link) == address


def own_template(folder: Path, text: str) -> Options:
    (folder / "report.md.j2").write_text(text)
    return Options(templates=folder)


def test_what_a_template_prints_is_escaped_and_what_a_macro_returns_is_not_escaped_again(tmp_path: Path) -> None:
    macro = "{% macro twice(x) %}*{{ x }}* *{{ x }}*{% endmacro %}"
    options = own_template(tmp_path, macro + "{{ twice(document.title) }} {{ 1 }} {{ document.title | e }}\n")
    document = replace(empty(), title="[x]")
    assert render(document, "md", options) == "*\\[x\\]* *\\[x\\]* 1 \\[x\\]\n"


@pytest.mark.parametrize(
    ("template", "line", "said"),
    [
        ("one\n{{ document.titel }}\n", 2, "titel"),
        ("one\ntwo\n{% if %}\n", 3, "Expected an expression"),
        ("{{ document.title | round }}\n", 1, "No filter named 'round'"),
        ("{{ nothing }}\n", 1, "'nothing' is undefined"),
    ],
)
def test_mistakes_of_a_template_are_told_with_their_line(tmp_path: Path, template: str, line: int, said: str) -> None:
    with pytest.raises(BpjsError) as caught:
        render(empty(), "md", own_template(tmp_path, template))
    assert caught.value.message.startswith(f"{tmp_path}/report.md.j2:{line}: template: ")
    assert said in caught.value.message


def test_a_template_comes_from_its_folder_only(tmp_path: Path) -> None:
    with pytest.raises(BpjsError, match=f'there is no template "report.md.j2" in {tmp_path}'):
        render(empty(), "md", Options(templates=tmp_path))
    with pytest.raises(BpjsError, match="there is no template"):
        render(empty(), "md", own_template(tmp_path, "{% include '../conftest.py' %}"))


def test_the_folder_of_templates_must_be_named() -> None:
    with pytest.raises(ValueError, match=r"need Options\.templates"):
        render(empty(), "md")

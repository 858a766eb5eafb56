"""Records: rows that end in a text of several sentences, which stands below the rest where lines are all there is."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading import read_html, squeezed

from bpjscli.render import Options, render
from bpjscli.report.document import Cell, Column, Document, Note, Section, Table, Tone

TEMPLATES = Path(__file__).parents[2] / "templates"
PARTS = ("The whole is less than its *parts*.", "One of them may be wrong.", "Perhaps the first: 12.")


def records(*tones: Tone) -> Document:
    """A record of three sentences with a footnote for each of the `tones`."""
    columns = (Column("code", "Code"), Column("severity", "Severity"), Column("place", "Place"), Column("text", "What"))
    rows = tuple(
        (
            Cell("C401"),
            Cell("grave", tone=tone),
            Cell("" if place else "a.toml:7"),
            Cell(" ".join(PARTS), notes=("a",), parts=PARTS),
        )
        for place, tone in enumerate(tones)
    )
    table = Table("findings", columns, rows, style="records")
    return Document("check", "T", "en", None, (Section("s", "", (table,)),), notes=(Note("a", "A newspaper"),))


def test_each_sentence_has_its_line_and_each_record_an_empty_one_before_it() -> None:
    assert render(records("error", "settled"), "plain").splitlines()[3:-5] == [
        "C401  grave  a.toml:7",
        "  The whole is less than its *parts*. [1]",
        "  - One of them may be wrong.",
        "  - Perhaps the first: 12.",
        "",
        "C401  grave",
        "  The whole is less than its *parts*. [1]",
        "  - One of them may be wrong.",
        "  - Perhaps the first: 12.",
    ]


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_a_terminal_uses_its_whole_width_for_the_sentences(width: int) -> None:
    lines = render(records("error"), "table", Options(width=width)).splitlines()
    assert max(map(len, lines)) <= width
    assert "  - One of them may be wrong." in lines


@pytest.mark.parametrize(("tone", "escape"), [("error", "\x1b[1;31m"), ("caution", "\x1b[33m"), ("remark", "\x1b[36m")])
def test_a_terminal_colours_what_is_grave(tone: Tone, escape: str) -> None:
    assert f"{escape}grave" in render(records(tone), "table", Options(width=80, color="always"))
    assert "\x1b" not in render(records(tone), "table", Options(width=80, color="never"))


def test_markdown_has_a_list() -> None:
    assert (
        "- **C401**, grave, a.toml:7: The whole is less than its \\*parts\\*.[^1]\n"
        "  - One of them may be wrong.\n"
        "  - Perhaps the first: 12.\n"
    ) in render(records("error"), "md", Options(templates=TEMPLATES))


def test_a_page_has_a_row_with_the_sentences_under_each_other() -> None:
    text = render(records("error"), "html", Options(templates=TEMPLATES))
    _, row = read_html(text).rows()
    assert [squeezed(cell) for cell in row][:3] == ["C401", "grave", "a.toml:7"]
    assert "<li>One of them may be wrong.</li><li>Perhaps the first: 12.</li>" in text
    assert 'class="short error"' in text

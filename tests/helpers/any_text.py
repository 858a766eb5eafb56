"""Documents all of whose strings are what somebody might have written, for every format to show and read back."""

from __future__ import annotations

from hypothesis import strategies as st

from bpjscli.report.document import Cell, Column, Document, Note, Paragraph, Section, Table

PIECES = (
    *(
        "<script>alert(1)</script>",
        "</style>",
        '"><img src=x onerror=1>',
        "&amp;",
        "&#60;",
        "]]>",
        "<!--",
        "-->",
        "{{ 7 }}",
    ),
    *(
        "\x1b[31m",
        "\x1b]8;;http://x\x07",
        "\x00",
        "\x08",
        "\x7f",
        "\x9b",
        "\r",
        "\n",
        "\t",
        "\u202e",
        "\u2066",
        "\u200b",
    ),
    *(
        "\ufeff",
        "\u2028",
        "\ufffe",
        "\ud800",
        "\U000e0041",
        "\u0301",
        "=1+1",
        "+1",
        "-1",
        "@A1",
        "'",
        '"',
        "|",
        "`",
        "\\",
    ),
    *(
        "[red]",
        "[/]",
        ":smile:",
        "::error::x",
        "##[error]",
        "%0A",
        "&L&8&G",
        "&",
        "_x000D_",
        "%%EOF",
        "(",
        ")",
        "www.a.id",
    ),
    *("javascript:alert(1)", "#", "* ", "1. ", "http://a.id", "a@b.id", "漢字", "👩‍👩‍👧", "مرحبا", "2025", " ", "x"),
)
WORDS = st.lists(st.sampled_from(PIECES) | st.characters(exclude_categories=()), min_size=1, max_size=5).map("".join)
DOCUMENTS = st.tuples(*[WORDS] * 9)


def document_of(texts: tuple[str, ...]) -> Document:
    """A document with a title, a section, a paragraph, a table of one row, a note with a link, all of these texts."""
    title, section, paragraph, caption, column, cell, other, note, link = texts
    columns = (Column("a", column, "text"), Column("b", "B", "text"))
    row = (Cell(cell, cell, ("note",)), Cell(other, other))
    blocks = (Paragraph(paragraph), Table("t", columns, (row,), caption))
    return Document(
        "figures",
        title,
        "en",
        None,
        (Section("s", section, blocks),),
        rows_of="t",
        notes=(Note("note", note, link),),
        about=((caption, other),),
    )

"""A document as a reader or a machine finds it."""

from __future__ import annotations

from typing import Any

from bpjscli.report.document import Document, Paragraph, Table


def table(document: Document, id_: str) -> Table:
    return next(table for table in document.tables() if table.id == id_)


def rows(document: Document, id_: str) -> list[dict[str, Any]]:
    """The rows of a table as machines get them."""
    found = table(document, id_)
    return [{c.key: cell.data for c, cell in zip(found.columns, row, strict=True)} for row in found.rows]


def shown(document: Document, id_: str) -> list[list[str]]:
    """The rows of a table as people see them: text and, in brackets, detail; hidden columns left out."""
    found = table(document, id_)
    return [
        [
            f"{cell.text} ({cell.detail})" if cell.detail else cell.text
            for column, cell in zip(found.columns, row, strict=True)
            if column.shown
        ]
        for row in found.rows
    ]


def paragraphs(document: Document, style: str | None = None) -> list[str]:
    """The running text, of one style or all, without what is said below tables in place of their cells."""
    blocks = [block for section in document.sections for block in section.blocks if isinstance(block, Paragraph)]
    texts = [block.text for block in blocks if style is None or block.style == style]
    return [text for text in texts if not text.startswith(("Source: ", "No number here: "))]


def reasons(document: Document) -> list[str]:
    """The footnotes that say why something is not known."""
    return [note.text for note in document.notes if note.id.startswith("why-")]

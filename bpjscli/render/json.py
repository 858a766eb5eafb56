"""The JSON contract: one object with the command, its rows, its findings, its other tables and its notes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from bpjscli.render.options import Options
from bpjscli.render.safety import HOSTILE
from bpjscli.report.document import Cell, Data, Document, Node, Paragraph, Table

_HOSTILE = re.compile(f"[{HOSTILE}\u200d]")


def render(document: Document, _options: Options) -> str:
    """`command`, `as_of`, `rows` and `findings`, always; `tables` by id, `trees` and `notes`, where there are any.

    Where a row has cells that are `None` and say why in their notes, its `unknown` has the reasons by key. A tree is
    there twice: as rows, one a node with its depth, and under `trees` as it is nested.

    Hostile characters are written as escapes, so that the text is safe to look at and its data are what they were.
    Raises `ValueError` for a number that JSON cannot hold or two tables with one id, `LookupError` for `rows_of` that
    names no table.
    """
    tables = _tables(document)
    shown: dict[str, Data] = {
        "command": document.command,
        "as_of": document.as_of,
        "rows": [] if document.rows_of is None else tables.pop(document.rows_of),
        "findings": list(document.findings),
    }
    if points := _points(document):
        shown["points"] = points
    if tables:
        shown["tables"] = tables
    if trees := document.trees():
        shown["trees"] = {tree.id: [_nested(node) for node in tree.nodes] for tree in trees}
    if document.notes:
        shown["notes"] = [{"id": note.id, "text": note.text, "link": note.link} for note in document.notes]
    text = json.dumps(shown, ensure_ascii=False, allow_nan=False, indent=2)
    # Outside of newlines, which separate members, a character of this kind can only stand within a string.
    return _HOSTILE.sub(_escape, text) + "\n"


def _points(document: Document) -> list[dict[str, Data]]:
    """The main points: sentences in the language of the document, with the ids of the notes they refer to."""
    return [
        {"section": section.id, "text": block.text, "notes": list(block.notes)}
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Paragraph) and block.style == "point"
    ]


def _tables(document: Document) -> dict[str, list[dict[str, Data]]]:
    reasons = {note.id: note.text for note in document.notes}
    tables: dict[str, list[dict[str, Data]]] = {}
    for table in document.tables():
        if table.id in tables:
            raise ValueError(f'two tables of "{document.command}" have the id "{table.id}"')
        tables[table.id] = [_row(table, row, reasons) for row in table.rows]
    return tables


def _row(table: Table, row: tuple[Cell, ...], reasons: Mapping[str, str]) -> dict[str, Data]:
    cells = {column.key: cell for column, cell in zip(table.columns, row, strict=True)}
    entry = {key: cell.data for key, cell in cells.items()}
    unknown = {
        key: " ".join(reasons[note] for note in cell.notes)
        for key, cell in cells.items()
        if cell.data is None and cell.notes
    }
    return entry | {"unknown": unknown} if unknown else entry


def _nested(node: Node) -> dict[str, Data]:
    return {"text": node.text, **node.data, "children": [_nested(child) for child in node.children]}


def _escape(match: re.Match[str]) -> str:
    point = ord(match.group())
    if point < 0x10000:
        return f"\\u{point:04x}"
    point -= 0x10000
    return f"\\u{0xD800 + (point >> 10):04x}\\u{0xDC00 + (point & 0x3FF):04x}"

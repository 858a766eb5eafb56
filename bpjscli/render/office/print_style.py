"""Style rules of one page for paper: which of its sections are turned sideways, and which tables are set smaller.

A browser lets a reader scroll and a print preview shrink; a PDF is cut off at the edge of its paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bpjscli.render.office.measure import Face, longest_word
from bpjscli.render.page import Page, PageColumn, PageTable, Shown

STYLE = Path(__file__).with_name("print.css")

_MILLIMETRE = 57  # twips
_WIDE_TEXT, _LONG_TEXT = 40 * _MILLIMETRE, 40  # characters
_PORTRAIT, _LANDSCAPE = 178 * _MILLIMETRE, 265 * _MILLIMETRE
_SHORT_TEXT = 20  # characters: shorter texts are not broken
_SMALLEST = 40  # tenths of a point


class _Setting(NamedTuple):
    """How report.css prints a table: its type, the left padding of its cells, intervals beside values or below."""

    face: Face
    padding: int
    below: bool = False


_ORDINARY = _Setting(Face(body=17, head=16, detail=14, superscript=75, sign="[{}]"), 4 * _MILLIMETRE)
_DENSE = _Setting(Face(body=16, head=15, detail=13, superscript=75, sign="[{}]"), 5 * _MILLIMETRE // 2)
_BROAD = _Setting(Face(body=14, head=14, detail=12, superscript=75, sign="[{}]"), 5 * _MILLIMETRE // 2, below=True)


def print_style(page: Page) -> str:
    """The style sheet for `page`: that of every PDF, and the rules of its own tables.

    It is the reader's, who prevails over the author only in what is `!important`.
    """
    return STYLE.read_text(encoding="utf-8") + "".join(f"{rule}\n" for rule in _rules(page))


def _rules(page: Page) -> Iterator[str]:
    for place, section in enumerate(page.sections):
        tables = [block for block in section.blocks if isinstance(block, PageTable) and block.rows and block.columns]
        broad = any(_width(table, below=True) > _PORTRAIT for table in tables)
        if broad:
            yield f"#{section.id}{', header' if place == 0 else ''} {{ page: broad !important; }}"
        for table in tables:
            yield from _table_rules(table, _LANDSCAPE if broad else _PORTRAIT)


def _table_rules(table: PageTable, room: int) -> Iterator[str]:
    face = _setting(table).face
    for place, (column, cells) in enumerate(_columns(table), 1):
        if column.numeric and not face.in_line(cells):
            yield f"#{table.id} td:nth-child({place}) .field::before {{ content: none !important; }}"
    if _width(table, below=False) > room:
        yield f"#{table.id} .detail {{ display: block !important; text-align: right !important; }}"
        yield f"#{table.id} .detail::before {{ content: none !important; }}"
    width = _width(table, below=True)
    if width > room:
        size = max(face.body * room * 5 // width, _SMALLEST)
        yield f"#{table.id}, #{table.id} th, #{table.id} td {{ font-size: {size // 10}.{size % 10}pt !important; }}"


def _setting(table: PageTable) -> _Setting:
    columns = len(table.columns)
    return _BROAD if columns > 8 else _DENSE if columns > 5 else _ORDINARY


def _columns(table: PageTable) -> Iterator[tuple[PageColumn, tuple[Shown, ...]]]:
    return zip(table.columns, zip(*table.rows, strict=True), strict=True)


def _width(table: PageTable, *, below: bool) -> int:
    """The room, in twips, without which numbers of `table` would not fit, with intervals `below` values or beside."""
    setting = _setting(table)
    below = below or setting.below
    return sum(_column_width(column, cells, setting.face, below) + setting.padding for column, cells in _columns(table))


def _column_width(column: PageColumn, cells: Sequence[Shown], face: Face, below: bool) -> int:
    title = longest_word(column.title, face.head, bold=True)
    if column.numeric:
        numbers, detail = face.numbers_width(cells), max(map(face.detail_width, cells))
        return max(title, numbers, detail) if below else max(title, numbers + detail)
    longest = max(len(cell.text) for cell in cells)
    if longest > _LONG_TEXT:
        return max(title, _WIDE_TEXT)
    unbroken = longest <= _SHORT_TEXT or not column.wraps
    return max(title, *(face.text_width(c) if unbroken else longest_word(c.text, face.body) for c in cells))

"""Small bars beside the percentages of a table, for a terminal that has room for them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal

from bpjscli.render.page_blocks import Bar, PageColumn, PageTable, Shown
from bpjscli.render.spans import Line, Span, line_width

NARROWEST, WIDEST = 8, 24
_PARTS = " ▏▎▍▌▋▊▉"  # eighths of a column
_WHOLE, _DISPUTED, _OPEN, _UP, _DOWN = "█", "▒", "·", "▸", "◂"
_CONTEXT = Context(prec=40)


def with_bars(table: PageTable, room: int) -> PageTable:
    """`table` with bars in `room` columns behind its first column of percentages, if it has one and that is enough."""
    place = _place(table)
    if place is None or room < NARROWEST:
        return table
    column = PageColumn("", numeric=False, wraps=False, bars=min(room, WIDEST))
    rows = tuple(
        (*row[: place + 1], Shown("", marks=row[place].marks, bar=row[place].bar), *row[place + 1 :])
        for row in table.rows
    )
    columns = (*table.columns[: place + 1], column, *table.columns[place + 1 :])
    return PageTable(table.id, table.title, columns, rows, table.empty, table.style)


def bar_lines(cells: Sequence[Shown], room: int) -> list[list[Line]]:
    """The bar of each cell, all to one scale, which ends at 100 or beyond, and in a field of `room` columns."""
    top = max([Decimal(100), *(cell.bar.value for cell in cells if cell.bar is not None)])
    return [[_filled(_line(cell.bar, top, room, disputed="disputed" in cell.marks), room)] for cell in cells]


def _place(table: PageTable) -> int | None:
    """The first column with at least two percentages, none of them below zero."""
    for place in range(len(table.columns)):
        bars = [bar for row in table.rows if (bar := row[place].bar) is not None]
        if len(bars) > 1 and all(bar.value >= 0 for bar in bars):
            return place
    return None


def _filled(line: Line, room: int) -> Line:
    return (*line, Span(" " * (room - line_width(line))))


def _line(bar: Bar | None, top: Decimal, room: int, *, disputed: bool) -> Line:
    if bar is None:
        return ()
    length = _CONTEXT.divide(bar.value * room, top)
    whole = max(int(length.to_integral_value()), 1)
    if bar.open_below:  # all that is known lies to the left
        return (Span(_DOWN + _OPEN * (whole - 1), "bar"),)
    if disputed:
        return (Span(_DISPUTED * whole, "disputed"),)
    eighths = int((length * 8).to_integral_value())
    text = _WHOLE * (eighths // 8) + _PARTS[eighths % 8].strip()
    if bar.open_above:
        text += _OPEN * (room - len(text) - 1) + _UP
    return (Span(text or _PARTS[1], "bar"),)

"""Tables as lines of a fixed pitch: what `plain` and `table` share.

Numbers align on the decimal sign and never wrap; columns of text share what the numbers leave. The details of a column
of numbers (an interval) stand beside its values, or under them where a line is too short for both; then dates wrap too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from bpjscli.render.barred import bar_lines, with_bars
from bpjscli.render.numbers import number_lines
from bpjscli.render.page import PageColumn, PageTable, Shown
from bpjscli.render.spans import Line, Span, cell_words, glued_width, line_width, wrapped
from bpjscli.render.width import display_width, narrowest

GAP = 2  # columns between two columns of a table
READABLE = 24  # text is not squeezed below this width only to let details stand beside their values
COMFORTABLE = 40  # the width of text in a table that does not fit anyway
LONGEST_WORD = 28  # a column of text is as wide as its longest word, unless that is longer than this
SHORT_TITLE = 12  # a title up to this width stays on one line above a narrower column


class Grid(msgspec.Struct, frozen=True, gc=False):
    """A table laid out: the lines of its head, the lines of each row, and the width of each column."""

    head: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    widths: tuple[int, ...]


def widest_grid(table: PageTable, width: int) -> Grid:
    """`table` in `width` columns where that is possible; where not, nothing is gained by squeezing its texts."""
    columns = _columns(table, stacked=False)
    return _laid_out(table, columns, _level(columns, width) or COMFORTABLE)


def fitting_grid(table: PageTable, width: int, *, bars: bool = False) -> Grid | None:
    """`table` in at most `width` columns, stacked where need be (details under values); `None` if it cannot fit.

    With `bars`, what is left of the width is used for them.
    """
    columns = _columns(table, stacked=False)
    room = width - sum(column.natural + GAP for column in columns)
    if bars and (barred := with_bars(table, room)) is not table:
        table, columns = barred, _columns(barred, stacked=False)
    level = _level(columns, width)
    if level is None or level < min(READABLE, max(column.natural for column in columns)):
        columns = _columns(table, stacked=True)
        level = _level(columns, width)
    return None if level is None else _laid_out(table, columns, level)


class _Column(msgspec.Struct, frozen=True, gc=False):
    """How wide a column may be; `lines` are those of its cells where they do not depend on that."""

    natural: int
    least: int
    lines: list[list[Line]] | None

    def width(self, level: int) -> int:
        """The width when no column that can be narrower goes beyond `level`."""
        return min(self.natural, max(self.least, level))


def _columns(table: PageTable, *, stacked: bool) -> list[_Column]:
    cells = zip(*table.rows, strict=True)
    return [
        _text_column(column, own)
        if column.wraps or (stacked and not column.numeric and not column.bars)
        else _fixed_column(column, own, stacked=stacked)
        for column, own in zip(table.columns, cells, strict=True)
    ]


def _text_column(column: PageColumn, cells: Sequence[Shown]) -> _Column:
    texts = [_title(column), *(cell_words(cell) for cell in cells)]
    natural = max(line_width(words) + len(words) - 1 for words in texts)
    least = max(
        narrowest(word.text, LONGEST_WORD) + glued_width(words, at) for words in texts for at, word in enumerate(words)
    )
    return _Column(natural, least, None)


def _fixed_column(column: PageColumn, cells: Sequence[Shown], *, stacked: bool) -> _Column:
    if column.bars:
        return _Column(column.bars, column.bars, bar_lines(cells, column.bars))
    lines = number_lines(cells, stacked=stacked) if column.numeric else [[_whole(cell)] for cell in cells]
    body = max((line_width(line) for cell in lines for line in cell), default=0)
    title = max(*(display_width(word.text) for word in _title(column)), min(display_width(column.title), SHORT_TITLE))
    width = max(body, *map(line_width, wrapped(_title(column), max(body, title))))
    return _Column(width, width, lines)


def _title(column: PageColumn) -> list[Span]:
    return [Span(word, "column") for word in column.title.split(" ")]


def _whole(cell: Shown) -> Line:
    """A cell that does not wrap, in one line."""
    return wrapped(cell_words(cell), 1 << 20)[0]


def _level(columns: Iterable[_Column], width: int) -> int | None:
    """The highest level at which the columns fit into `width`; `None` if there is none."""
    columns = list(columns)
    gaps = GAP * (len(columns) - 1)
    for level in range(max(column.natural for column in columns), 0, -1):
        if sum(column.width(level) for column in columns) + gaps <= width:
            return level
    return None


def _laid_out(table: PageTable, columns: list[_Column], level: int) -> Grid:
    allowed = [column.width(level) for column in columns]
    titles = [wrapped(_title(column), width) for column, width in zip(table.columns, allowed, strict=True)]
    cells = [
        [wrapped(cell_words(row[place]), width) for row in table.rows] if column.lines is None else column.lines
        for place, (column, width) in enumerate(zip(columns, allowed, strict=True))
    ]
    widths = [
        max(line_width(line) for lines in [title, *column] for line in lines)
        for title, column in zip(titles, cells, strict=True)
    ]
    right = [column.numeric for column in table.columns]
    height = max(map(len, titles))
    head = [[()] * (height - len(title)) + title for title in titles]
    rows = tuple(_row(row, widths, right) for row in zip(*cells, strict=True))
    return Grid(_row(head, widths, right), rows, tuple(widths))


def _row(cells: Sequence[Sequence[Line]], widths: Sequence[int], right: Sequence[bool]) -> tuple[Line, ...]:
    """The lines of one row of a table: cells side by side, each padded to the width of its column."""
    height = max(map(len, cells))
    return tuple(_line([cell[at] if at < len(cell) else () for cell in cells], widths, right) for at in range(height))


def _line(cells: Sequence[Line], widths: Sequence[int], right: Sequence[bool]) -> Line:
    spans: list[Span] = []
    for cell, width, to_right in zip(cells, widths, right, strict=True):
        padding = Span(" " * (width - line_width(cell)))
        spans += [padding, *cell] if to_right else [*cell, padding]
        spans.append(Span(" " * GAP))
    return tuple(span for span in spans[:-1] if span.text)

"""Tables as lines of a fixed pitch: columns that fit, numbers on the decimal sign, small bars beside percentages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Context, Decimal

import msgspec

from bpjscli.render.page_blocks import Bar, PageColumn, PageTable, Shown
from bpjscli.render.spans import Line, Span, add_signs, cell_words, glued_width, line_width, reference_signs, wrap_line
from bpjscli.render.width import display_width, narrowest

NARROWEST, WIDEST = 8, 24
_PARTS = " ▏▎▍▌▋▊▉"  # eighths of a column
_WHOLE, _DISPUTED, _OPEN, _UP, _DOWN = "█", "▒", "·", "▸", "◂"
_CONTEXT = Context(prec=40)


def add_bars(table: PageTable, room: int) -> PageTable:
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


def number_lines(cells: Sequence[Shown], *, stacked: bool) -> list[list[Line]]:
    """The lines of each cell of a column of numbers, aligned on the decimal sign, the first lines all equally wide.

    `stacked` puts a detail on a second line instead of beside its value.
    """
    details = [(Span(f"({cell.detail})", "detail"),) if cell.detail else () for cell in cells]
    signs = [(Span(reference_signs(cell.references), "reference"),) if cell.references else () for cell in cells]
    first = _values(cells)
    for extra in [signs] if stacked else [details, signs]:
        first = _beside(first, extra)
    if not stacked:
        return [[line] for line in first]
    return [[line, detail] if detail else [line] for line, detail in zip(first, details, strict=True)]


def _values(cells: Sequence[Shown]) -> list[Line]:
    """Values in a field that is as wide as the longest whole part and the longest of what follows it.

    What holds no number, such as a dash, stands at the units digit if there is room before it, else at the right.
    """
    head = max((display_width(cell.head) for cell in cells if any(map(str.isdigit, cell.head))), default=0)
    tail = max((line_width(add_signs(cell, cell.tail)) for cell in cells), default=0)
    lines = []
    for cell in cells:
        before = head - display_width(cell.head)
        line = add_signs(cell, cell.text)
        lines.append(line if before < 0 else _fill_number((Span(" " * before), *line), head + tail))
    width = max(map(line_width, lines), default=0)
    return [(Span(" " * (width - line_width(line))), *line) for line in lines]


def _beside(lines: Sequence[Line], extra: Sequence[Line]) -> list[Line]:
    """Each line with what belongs to it in a field of its own, which is left out if nobody needs it."""
    width = max(map(line_width, extra), default=0)
    if not width:
        return list(lines)
    return [(*line, Span(" "), *_fill_number(own, width)) for line, own in zip(lines, extra, strict=True)]


def _fill_number(line: Line, width: int) -> Line:
    return (*line, Span(" " * (width - line_width(line))))


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
    barred: int = 0  # the width of the bars in it


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
    if bars and (barred := add_bars(table, room)) is not table:
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
    width = max(body, *map(line_width, wrap_line(_title(column), max(body, title))))
    return _Column(width, width, lines)


def _title(column: PageColumn) -> list[Span]:
    return [Span(word, "column") for word in column.title.split(" ")]


def _whole(cell: Shown) -> Line:
    """A cell that does not wrap, in one line."""
    return wrap_line(cell_words(cell), 1 << 20)[0]


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
    titles = [wrap_line(_title(column), width) for column, width in zip(table.columns, allowed, strict=True)]
    cells = [
        [wrap_line(cell_words(row[place]), width) for row in table.rows] if column.lines is None else column.lines
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
    return Grid(_row(head, widths, right), rows, tuple(widths), sum(column.bars for column in table.columns))


def _row(cells: Sequence[Sequence[Line]], widths: Sequence[int], right: Sequence[bool]) -> tuple[Line, ...]:
    """The lines of one row of a table: cells side by side, each padded to the width of its column."""
    height = max(map(len, cells))
    return tuple(
        _table_line([cell[at] if at < len(cell) else () for cell in cells], widths, right) for at in range(height)
    )


def _table_line(cells: Sequence[Line], widths: Sequence[int], right: Sequence[bool]) -> Line:
    spans: list[Span] = []
    for cell, width, to_right in zip(cells, widths, right, strict=True):
        padding = Span(" " * (width - line_width(cell)))
        spans += [padding, *cell] if to_right else [*cell, padding]
        spans.append(Span(" " * GAP))
    return tuple(span for span in spans[:-1] if span.text)

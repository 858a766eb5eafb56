"""Charts that Excel draws from a sheet of their numbers, with intervals as error bars."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import msgspec

from bpjscli.render.office.excel.book import ACCENT, INK, QUIET, RULE, Book
from bpjscli.render.office.excel.fields import GENERAL, storable
from bpjscli.render.office.excel.words import SheetWords
from bpjscli.render.page_blocks import PageChart, PagePoint, PageSeries
from bpjscli.render.words import ChartWords

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

CellRange = list[str | int]
"""Cells, as XlsxWriter takes them: a sheet, and a row and a column, or those of two corners."""


class SeriesCells(msgspec.Struct, frozen=True):
    """Where a series stands: its name, its values, and the lengths of its error bars."""

    name: CellRange
    values: CellRange
    less: CellRange
    more: CellRange


class ChartCells(msgspec.Struct, frozen=True):
    """Where a chart stands: its categories, its series, and the stretches of its first that may be compared."""

    categories: CellRange
    series: tuple[SeriesCells, ...]
    stretches: tuple[CellRange, ...]


class ChartSheet:
    """The numbers of all charts, one block below the other."""

    def __init__(self, book: Book, sheet: Worksheet, words: SheetWords) -> None:
        self.book = book
        self.sheet = sheet
        self.row = 0
        self._words = words
        sheet.set_column(0, 0, 32)
        sheet.set_column(1, 30, 16)

    def write(self, of: PageChart) -> ChartCells:
        """Write the numbers of a chart below those of the last one."""
        self.book.put(self.sheet, self.row, 0, of.title, bold=True, font_size=12)
        self.row += 1
        categories = self._column(0, self._words.category, [category.label for category in of.categories], of)
        series = tuple(self._series(1 + 3 * place, one, of) for place, one in enumerate(select_series(of)))
        stretches = tuple(
            self._column(1 + 3 * len(series) + place, "", values, of) for place, values in enumerate(_stretches(of))
        )
        self.row += len(of.categories) + 2
        return ChartCells(categories, series, stretches)

    def _series(self, column: int, series: PageSeries, of: PageChart) -> SeriesCells:
        points = series_points(series, of)
        lengths = [
            self._column(column + place, title.format(column=series.title), [_length(p, bound) for p in points], of)
            for place, (title, bound) in enumerate(((self._words.lower, "low"), (self._words.upper, "high")), 1)
        ]
        values = self._column(column, series.title, [_number(point.value) for point in points], of)
        return SeriesCells([self.sheet.name, self.row, column], values, *lengths)

    def _column(self, column: int, title: str, values: Sequence[Decimal | str | None], of: PageChart) -> CellRange:
        self.book.put(self.sheet, self.row, column, title, bold=True, font_color=QUIET, text_wrap=True, bottom=1)
        for at, value in enumerate(values, self.row + 1):
            look = {"num_format": GENERAL.get(of.unit, GENERAL[""])}
            self.book.put(self.sheet, at, column, "" if value is None else value, **look)
        return [self.sheet.name, self.row + 1, column, self.row + len(values), column]


def select_series(of: PageChart) -> tuple[PageSeries, ...]:
    """The series that Excel draws: of the parts of a whole the first; the others are the same in other units."""
    return of.series[:1] if of.form == "parts" else of.series


def series_points(series: PageSeries, of: PageChart) -> Sequence[PagePoint]:
    """One point a category: that of a reference is the same for all."""
    return series.points * len(of.categories) if series.role == "reference" else series.points


def has_breaks(of: PageChart) -> bool:
    """Whether a line has neighbours that may not be compared."""
    return of.form == "line" and not all(category.comparable for category in of.categories[1:])


def _stretches(of: PageChart) -> list[list[Decimal | None]]:
    """Of a line with breaks, the values of each stretch within which they may be compared, each in its place."""
    if not has_breaks(of):
        return []
    starts = [0, *(at for at, category in enumerate(of.categories) if at and not category.comparable)]
    ends = [*starts[1:], len(of.categories)]
    values = [_number(point.value) for point in of.series[0].points]
    return [
        [value if start <= at < end else None for at, value in enumerate(values)]
        for start, end in zip(starts, ends, strict=True)
        if end - start > 1
    ]


def _number(text: str | None) -> Decimal | None:
    return None if text is None else storable(Decimal(text))


def _length(point: PagePoint, bound: str) -> Decimal | None:
    """The length of an error bar; none where the number or its bound is not known."""
    end = point.low if bound == "low" else point.high
    if point.value is None or end is None:
        return None
    return storable(abs(Decimal(point.value) - Decimal(end)))


if TYPE_CHECKING:
    from xlsxwriter.chart import Chart

_TEXT = {"name": "Arial", "size": 9, "color": QUIET}
_LABEL = {"name": "Arial", "size": 8, "color": INK}
_LIGHT, _DISPUTED = "#A9CEDE", "#A3222B"
_HEIGHT, _WIDTH = 360, 640  # pixels
_MOST_STANDING = 12
_AXIS = {"percent": '0" %"', "IDR": '"Rp"#,##0', "": "#,##0"}
_TARGET: dict[str, Any] = {
    "line": {"none": True},
    "marker": {"type": "long_dash", "size": 12, "fill": {"color": INK}, "border": {"color": INK}},
}
_REFERENCE: dict[str, Any] = {"line": {"color": QUIET, "width": 1.5, "dash_type": "dash"}, "marker": {"type": "none"}}


def chart(data: ChartSheet, of: PageChart, words: ChartWords) -> Chart:
    """A chart of the numbers that are written to `data` for it."""
    cells = data.write(of)
    add = data.book.workbook.add_chart
    made = add({"type": "line" if of.form == "line" else "column" if _standing(of) else "bar"})
    beside = add({"type": "line"}) if _standing(of) else None  # Excel combines no lines with bars that lie
    for place, (series, own) in enumerate(zip(select_series(of), cells.series, strict=True)):
        shape = {"name": own.name, "categories": cells.categories, "values": own.values}
        if series.role == "value":
            bars = {"y_error_bars": _error_bars(own.less, own.more), "data_labels": _labels(series, of, place)}
            look = _line(of, place) if of.form == "line" else _bars(series, of, place)
            made.add_series({**shape, **bars, **look})
        elif beside is not None:
            beside.add_series({**shape, **_TARGET} if series.role == "target" else {**shape, **_REFERENCE})
    if beside is not None and beside.series:
        made.combine(beside)
    _dress(made, of, _key(of, words))
    _add_stretches(made, cells)
    return made


def describe(of: PageChart) -> dict[str, Any]:
    """How a chart is put on a sheet: with its text alternative, moved with the cells but not stretched."""
    return {"description": of.text or of.title, "object_position": 2}


def size_of(of: PageChart, width: int = _WIDTH) -> dict[str, int]:
    """The size of a chart, `width` pixels wide."""
    lying = of.form != "line" and not _standing(of)
    bars = len(of.categories) * len(of.of("value")) if lying else 0
    return {"width": width, "height": max(_HEIGHT, 22 * bars + 110)}


def rows_of(size: dict[str, int]) -> int:
    """How many rows of the usual height a chart of that size covers, and one more."""
    return size["height"] // 20 + 2


def _standing(of: PageChart) -> bool:
    """Whether the bars of a chart stand, so that lines may go through them."""
    return of.form in ("bars", "dumbbell") and len(of.categories) <= _MOST_STANDING


def _error_bars(less: CellRange, more: CellRange) -> dict[str, Any]:
    line = {"color": INK, "width": 1}
    return {"type": "custom", "minus_values": _formula(less), "plus_values": _formula(more), "line": line}


def _labels(series: PageSeries, of: PageChart, place: int) -> dict[str, Any]:
    points = series_points(series, of)
    texts = [{"value": point.label} if point.value is not None else {"delete": True} for point in points]
    where = {"position": ("above", "below")[place % 2]} if of.form == "line" else {}
    return {"value": True, "custom": texts, "font": _LABEL, **where}


def _bars(series: PageSeries, of: PageChart, place: int) -> dict[str, Any]:
    disputed = {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": _DISPUTED, "bg_color": "#FFFFFF"}}
    points = [disputed if point.disputed else None for point in series_points(series, of)]
    return {"fill": {"color": (ACCENT, _LIGHT)[place % 2]}, "gap": 60, "points": points}


def _line(of: PageChart, place: int) -> dict[str, Any]:
    """A line; the first is dotted where it has breaks, and its stretches are drawn over it."""
    colour = (ACCENT, QUIET)[place % 2]
    dotted = {"dash_type": "round_dot"} if place == 0 and has_breaks(of) else {}
    marker = {"type": "circle", "size": 7, "fill": {"color": colour}, "border": {"color": "#FFFFFF"}}
    return {"line": {"color": colour, "width": 2, **dotted}, "marker": marker}


def _add_stretches(made: Chart, cells: ChartCells) -> None:
    """Draw each stretch that may be compared as a line of its own, which the legend does not name."""
    for values in cells.stretches:
        line = {"line": {"color": ACCENT, "width": 2.5}, "marker": {"type": "none"}}
        made.add_series({"categories": cells.categories, "values": values, **line})
    named = len(cells.series)
    unnamed = {"delete_series": list(range(named, named + len(cells.stretches)))} if cells.stretches else {}
    made.set_legend({"position": "bottom", "font": _TEXT, **unnamed} if named > 1 else {"none": True})


def _key(of: PageChart, words: ChartWords) -> str:
    """What the looks mean that no legend of Excel names."""
    points = [point for series in select_series(of) if series.role == "value" for point in series.points]
    signs = {
        f"I  {words.interval}": any(point.low != point.high for point in points),
        f"▨  {words.disputed}": any(point.disputed for point in points) and of.form != "line",
        f"···  {words.not_comparable}": has_breaks(of),
    }
    return "     ".join(sign for sign, is_there in signs.items() if is_there)


def _dress(made: Chart, of: PageChart, key: str) -> None:
    made.set_title({"name": of.title, "name_font": {"name": "Arial", "size": 11, "color": INK}, "overlay": False})
    grid = {"major_gridlines": {"visible": True, "line": {"color": RULE, "width": 0.75}}}
    least = {"min": 0} if _positive(of) else {}
    numbers = {"num_font": _TEXT, "num_format": _AXIS.get(of.unit, _AXIS[""]), "line": {"none": True}, **grid, **least}
    below = {"name": key, "name_font": {**_TEXT, "size": 8, "bold": False}} if key else {}
    names = {"num_font": _TEXT, "line": {"color": QUIET}, "major_tick_mark": "none"}
    if of.form == "line" or _standing(of):
        made.set_x_axis({**names, **below})
        made.set_y_axis(numbers)
    else:  # the first category at the top, and the numbers below the last
        made.set_y_axis({**names, "reverse": True, "crossing": "max", "major_gridlines": {"visible": False}})
        made.set_x_axis({**numbers, **below})
    made.show_blanks_as("gap")


def _positive(of: PageChart) -> bool:
    return all(Decimal(point.value) >= 0 for series in of.series for point in series.points if point.value is not None)


def _formula(cells: CellRange) -> str:
    from xlsxwriter.utility import quote_sheetname, xl_range_abs

    name, *corners = cells
    return f"={quote_sheetname(str(name))}!{xl_range_abs(*(int(corner) for corner in corners))}"

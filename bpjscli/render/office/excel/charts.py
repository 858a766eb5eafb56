"""Charts that Excel draws, from numbers of their own on a sheet: values, and how much more or less each may be.

A bar chart has targets and references as marks and lines. A map of tiles has no counterpart in Excel: its table stands
for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bpjscli.render.office.excel.book import ACCENT, INK, QUIET, RULE, Book
from bpjscli.render.office.excel.numberformat import GENERAL, storable
from bpjscli.render.office.excel.words import SheetWords
from bpjscli.render.page_chart import PageChart, PagePoint, PageSeries

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart
    from xlsxwriter.worksheet import Worksheet

_TEXT = {"name": "Arial", "size": 9, "color": QUIET}
_LIGHT, _DISPUTED = "#A9CEDE", "#A3222B"
_COLUMNS_OF_SERIES = 3  # its values, and the lengths of its error bars
_HEIGHT = 360  # pixels
_MOST_STANDING = 12
_AXIS = {"percent": '0" %"', "IDR": '"Rp"#,##0', "": "#,##0"}

Range = list[str | int]


class ChartSheet:
    """The sheet with the numbers of all charts, one block below the other."""

    def __init__(self, book: Book, sheet: Worksheet, words: SheetWords) -> None:
        self.book = book
        self.sheet = sheet
        self.words = words
        self.row = 0
        sheet.set_column(0, 0, 32)
        sheet.set_column(1, 30, 16)

    def chart(self, of: PageChart) -> Chart:
        """Write the numbers of a chart, and make the chart."""
        self.book.put(self.sheet, self.row, 0, of.title, bold=True, font_size=12)
        heads, first = self.row + 1, self.row + 2
        last = first + len(of.categories) - 1
        self._column(heads, 0, self.words.category, [category.label for category in of.categories], of.unit)
        drawn = of.series[:1] if of.form == "parts" else of.series  # the rest are the same numbers in other units
        for place, series in enumerate(drawn):
            self._series(heads, 1 + place * _COLUMNS_OF_SERIES, series, of)
        self.row = last + 3
        return _chart(self, of, drawn, (heads, first, last))

    def show(self, of: PageChart, chart: Chart) -> None:
        """Put a chart beside its numbers, which were written last."""
        size = size_of(of, 640)
        chart.set_size(size)
        self.sheet.insert_chart(self.row, 0, chart, described(of))
        self.row += rows_of(size)

    def range(self, column: int, rows: tuple[int, int, int]) -> Range:
        """The cells of a column, from the first category to the last."""
        return [self.sheet.name, rows[1], column, rows[2], column]

    def _series(self, row: int, column: int, series: PageSeries, of: PageChart) -> None:
        points = _points(series, of)
        values = [_number(point.value) for point in points]
        self._column(row, column, series.title, values, of.unit)
        for place, (title, bound) in enumerate(((self.words.lower, "low"), (self.words.upper, "high")), 1):
            lengths = [_length(point, bound) for point in points]
            self._column(row, column + place, title.format(column=series.title), lengths, of.unit)

    def _column(self, row: int, column: int, title: str, values: Sequence[Decimal | str | None], unit: str) -> None:
        self.book.put(self.sheet, row, column, title, bold=True, font_color=QUIET, text_wrap=True, bottom=1)
        for at, value in enumerate(values, row + 1):
            self.book.put(self.sheet, at, column, value if value is not None else "", num_format=_format(unit))


def described(of: PageChart) -> dict[str, Any]:
    """How a chart is put on a sheet: with its text alternative, moved with the cells but not stretched."""
    return {"description": of.text or of.title, "object_position": 2}


def _chart(data: ChartSheet, of: PageChart, drawn: Sequence[PageSeries], rows: tuple[int, int, int]) -> Chart:
    add = data.book.workbook.add_chart
    chart = add({"type": "line" if of.form == "line" else "column" if _standing(of) else "bar"})
    beside = add({"type": "line"}) if _standing(of) else None  # Excel combines no lines with bars that lie
    for place, series in enumerate(drawn):
        column = 1 + place * _COLUMNS_OF_SERIES
        shape = {
            "name": [data.sheet.name, rows[0], column],
            "categories": data.range(0, rows),
            "values": data.range(column, rows),
        }
        if series.role == "value":
            chart.add_series({**shape, **_value_look(data, of, series, place, column, rows)})
        elif beside is not None:
            beside.add_series({**shape, **_TARGET} if series.role == "target" else {**shape, **_REFERENCE})
    if beside is not None and beside.series:
        chart.combine(beside)
    _dress(chart, of)
    chart.set_legend({"position": "bottom", "font": _TEXT} if len(drawn) > 1 else {"none": True})
    return chart


def _value_look(
    data: ChartSheet, of: PageChart, series: PageSeries, place: int, column: int, rows: tuple[int, int, int]
) -> dict[str, Any]:
    """Bars or lines with intervals, the texts of the document as labels, and disputed numbers in their own colour."""
    points = _points(series, of)
    errors = {
        "type": "custom",
        "minus_values": _formula(data.range(column + 1, rows)),
        "plus_values": _formula(data.range(column + 2, rows)),
        "line": {"color": INK, "width": 1},
    }
    labels = [{"value": point.label} if point.value is not None else {"delete": True} for point in points]
    where = {"position": ("above", "below")[place % 2]} if of.form == "line" else {}
    text = {"name": "Arial", "size": 8, "color": INK}
    look: dict[str, Any] = {
        "data_labels": {"value": True, "custom": labels, "font": text, **where},
        "y_error_bars": errors,
    }
    if of.form == "line":
        colour = (ACCENT, QUIET)[place % 2]
        marker = {"type": "circle", "size": 7, "fill": {"color": colour}, "border": {"color": "#FFFFFF"}}
        apart = {"border": {"color": colour, "dash_type": "round_dot", "width": 1.5}}
        steps = [None if category.comparable else apart for category in of.categories]
        return {**look, "line": {"color": colour, "width": 2}, "marker": marker, "points": steps}
    disputed = {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": _DISPUTED, "bg_color": "#FFFFFF"}}
    fill = {"color": (ACCENT, _LIGHT)[place % 2]}
    colours = [disputed if point.disputed else None for point in points]
    return {**look, "fill": fill, "gap": 60, "points": colours}


_TARGET: dict[str, Any] = {
    "line": {"none": True},
    "marker": {"type": "long_dash", "size": 12, "fill": {"color": INK}, "border": {"color": INK}},
}
_REFERENCE: dict[str, Any] = {"line": {"color": QUIET, "width": 1.5, "dash_type": "dash"}, "marker": {"type": "none"}}


def _dress(chart: Chart, of: PageChart) -> None:
    chart.set_title({"name": of.title, "name_font": {"name": "Arial", "size": 11, "color": INK}, "overlay": False})
    grid = {"major_gridlines": {"visible": True, "line": {"color": RULE, "width": 0.75}}}
    least = {"min": 0} if _positive(of) else {}
    numbers = {"num_font": _TEXT, "num_format": _AXIS.get(of.unit, _AXIS[""]), "line": {"none": True}, **grid, **least}
    names = {"num_font": _TEXT, "line": {"color": QUIET}, "major_tick_mark": "none"}
    if of.form == "line" or _standing(of):
        chart.set_x_axis(names)
        chart.set_y_axis(numbers)
    else:  # the first category at the top, and the numbers below the last
        chart.set_y_axis({**names, "reverse": True, "crossing": "max", "major_gridlines": {"visible": False}})
        chart.set_x_axis(numbers)
    chart.show_blanks_as("gap")


def rows_of(size: dict[str, int]) -> int:
    """How many rows of the usual height a chart of that size covers, and one more."""
    return size["height"] // 20 + 2


def size_of(of: PageChart, width: int) -> dict[str, int]:
    """The size of a chart, `width` pixels wide."""
    lying = of.form != "line" and not _standing(of)
    bars = len(of.categories) * len(of.of("value")) if lying else 0
    return {"width": width, "height": max(_HEIGHT, 22 * bars + 110)}


def _standing(of: PageChart) -> bool:
    """Whether the bars of a chart stand, so that lines may go through them."""
    return of.form == "bars" and len(of.categories) <= _MOST_STANDING


def _points(series: PageSeries, of: PageChart) -> Sequence[PagePoint]:
    """One point a category: that of a reference is the same for all."""
    return series.points * len(of.categories) if series.role == "reference" else series.points


def _number(text: str | None) -> Decimal | None:
    return None if text is None else storable(Decimal(text))


def _length(point: PagePoint, bound: str) -> Decimal | None:
    """The length of an error bar; none where the number or its bound is not known."""
    end = point.low if bound == "low" else point.high
    if point.value is None or end is None:
        return None
    return storable(abs(Decimal(point.value) - Decimal(end)))


def _positive(of: PageChart) -> bool:
    return all(Decimal(point.value) >= 0 for series in of.series for point in series.points if point.value is not None)


def _format(unit: str) -> str:
    return GENERAL.get(unit, GENERAL[""])


def _formula(cells: Range) -> str:
    from xlsxwriter.utility import quote_sheetname, xl_range_abs

    name, *corners = cells
    return f"={quote_sheetname(str(name))}!{xl_range_abs(*(int(corner) for corner in corners))}"

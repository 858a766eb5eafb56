"""The sheet with the numbers that charts are drawn from: values, and how much less or more each may be."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from bpjscli.render.office.excel.book import QUIET, Book
from bpjscli.render.office.excel.numberformat import GENERAL, storable
from bpjscli.render.office.excel.words import SheetWords
from bpjscli.render.page_chart import PageChart, PagePoint, PageSeries

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Place = list[str | int]
"""Cells, as XlsxWriter takes them: a sheet, and a row and a column, or those of two corners."""


class SeriesCells(msgspec.Struct, frozen=True):
    """Where a series stands: its name, its values, and the lengths of its error bars."""

    name: Place
    values: Place
    less: Place
    more: Place


class ChartCells(msgspec.Struct, frozen=True):
    """Where a chart stands: its categories, its series, and the stretches of its first that may be compared."""

    categories: Place
    series: tuple[SeriesCells, ...]
    stretches: tuple[Place, ...]


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
        series = tuple(self._series(1 + 3 * place, one, of) for place, one in enumerate(drawn_series(of)))
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

    def _column(self, column: int, title: str, values: Sequence[Decimal | str | None], of: PageChart) -> Place:
        self.book.put(self.sheet, self.row, column, title, bold=True, font_color=QUIET, text_wrap=True, bottom=1)
        for at, value in enumerate(values, self.row + 1):
            look = {"num_format": GENERAL.get(of.unit, GENERAL[""])}
            self.book.put(self.sheet, at, column, "" if value is None else value, **look)
        return [self.sheet.name, self.row + 1, column, self.row + len(values), column]


def drawn_series(of: PageChart) -> tuple[PageSeries, ...]:
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

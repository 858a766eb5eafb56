"""A chart made ready for people: strings that are safe to show, marks that have become signs."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Literal

import msgspec

from bpjscli.render.safety import visible_line
from bpjscli.report.document import Category, Chart, Mark, Point, Series


class PagePoint(msgspec.Struct, frozen=True, gc=False):
    """A number: `text` with its `signs` as its cell shows them, and decimal strings to draw.

    A bound that is `None` beside a value is open; without a value the number is not known.
    """

    text: str
    signs: str
    value: str | None
    low: str | None
    high: str | None
    disputed: bool

    @property
    def label(self) -> str:
        """The text with its signs."""
        return f"{self.text} {self.signs}" if self.signs else self.text


class PageSeries(msgspec.Struct, frozen=True):
    """Numbers that belong together, one a category; a "reference" has one for all of them."""

    title: str
    points: tuple[PagePoint, ...]
    role: Literal["value", "target", "reference"]


class PageChart(msgspec.Struct, frozen=True):
    """A picture of numbers that also stand in the tables whose anchors `tables` holds."""

    kind: ClassVar[str] = "chart"
    id: str
    form: Literal["bars", "grouped", "parts", "line", "tiles"]
    title: str
    text: str
    tables: tuple[str, ...]
    unit: str
    categories: tuple[Category, ...]
    series: tuple[PageSeries, ...]

    def of(self, role: Literal["value", "target", "reference"]) -> list[PageSeries]:
        """The series of one role."""
        return [series for series in self.series if series.role == role]


def page_chart(chart: Chart, id_: str, tables: tuple[str, ...], sign: Callable[[Mark], str]) -> PageChart:
    """`chart` under the anchor `id_`, with the anchors of its tables and the signs of its marks."""
    return PageChart(
        id=id_,
        form=chart.kind,
        title=visible_line(chart.title),
        text=visible_line(chart.text),
        tables=tables,
        unit=chart.unit,
        categories=tuple(map(_category, chart.categories)),
        series=tuple(_series(series, sign) for series in chart.series),
    )


def _category(category: Category) -> Category:
    texts = {name: visible_line(getattr(category, name)) for name in ("label", "short", "code", "at")}
    return msgspec.structs.replace(category, **texts)


def _series(series: Series, sign: Callable[[Mark], str]) -> PageSeries:
    points = tuple(_point(point, sign) for point in series.points)
    return PageSeries(visible_line(series.title), points, series.role)


def _point(point: Point, sign: Callable[[Mark], str]) -> PagePoint:
    signs = " ".join(shown for mark in point.marks if (shown := sign(mark)))
    return PagePoint(visible_line(point.text), signs, point.value, point.low, point.high, "disputed" in point.marks)

"""What a page consists of: paragraphs, tables, trees and charts, ready to be shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import takewhile
from typing import ClassVar, Literal

import msgspec

from bpjscli.render.safety import visible_line
from bpjscli.report.document import Category, Chart, ChartKind, Data, Mark, Point, Series, TableStyle, Tone

IN_FULL = 7  # digits: shorter numbers are never shortened, so none of them can meet a word
Style = Literal["lead", "point", "normal", "warning", "small", "below"]


class Reference(msgspec.Struct, frozen=True, gc=False):
    """What refers to a note or a derivation: the `number` of that, and which use of it this is (from 1)."""

    number: int
    use: int


class Bar(msgspec.Struct, frozen=True, gc=False):
    """A percentage to draw, with the sides on which it has no bound."""

    value: Decimal
    open_below: bool
    open_above: bool


class Shown(msgspec.Struct, frozen=True, gc=False):
    """A cell. Its text is `head` + `tail`: in a column of numbers, `head` ends with the units digit.

    `order` is what rows are sorted by, where it is not the text: a number with a decimal point, or an ISO date. A
    percentage has a `bar`. The `parts` of a long text, where it has some, are it again; `leads_to` is what it names. A
    number that is derived or disputed refers to its `derivation`.
    """

    head: str
    tail: str = ""
    order: str = ""
    signs: str = ""
    detail: str = ""
    marks: tuple[Mark, ...] = ()
    references: tuple[Reference, ...] = ()
    bar: Bar | None = None
    parts: tuple[str, ...] = ()
    tone: Tone = ""
    leads_to: str = ""
    derivation: Reference | None = None

    @property
    def text(self) -> str:
        """The value as formatted, without signs, detail or references."""
        return self.head + self.tail


def aligned(cells: Sequence[Shown]) -> Sequence[Shown]:
    """The cells of a column of numbers, aligned at their ends where the decimal sign would mislead.

    It does where millions in full ("5,060,579") meet shortened ones ("4.53 million"): equal places are then not
    equal digits, and the column would be as wide as both.
    """
    in_full = any(sum(map(str.isdigit, cell.head)) >= IN_FULL and not _worded(cell) for cell in cells)
    if not (in_full and any(map(_worded, cells))):
        return cells
    return [msgspec.structs.replace(cell, head=cell.text, tail="") for cell in cells]


def _worded(cell: Shown) -> bool:
    """Whether a word, such as "million", follows the number."""
    return any(map(str.isalpha, cell.tail))


def order_of(data: Data) -> str:
    """What a value is sorted by: of a quantity its value, or else the bound it has; nothing for what is not known."""
    if isinstance(data, dict):
        data = next((data[part] for part in ("value", "low", "high") if data.get(part) is not None), None)
    return visible_line(str(data)) if isinstance(data, (str, int)) else ""


def bar_of(data: Data) -> Bar | None:
    """A quantity in percent that has a value."""
    if not isinstance(data, dict) or data.get("unit") != "percent" or data.get("value") is None:
        return None
    return Bar(Decimal(data["value"]), data.get("low") is None, data.get("high") is None)


class PageColumn(msgspec.Struct, frozen=True, gc=False):
    """A column's title; `numeric` ones align on the decimal sign, `wraps` says whether its text may be broken.

    A `spare` one may be left out where there is no room, the greatest number first. One of `bars` is as wide as that,
    and its cells are only drawn.
    """

    title: str
    numeric: bool
    wraps: bool
    spare: int = 0
    bars: int = 0


class PageParagraph(msgspec.Struct, frozen=True):
    """A sentence or several."""

    kind: ClassVar[str] = "paragraph"
    text: str
    style: Style
    references: tuple[Reference, ...]
    told: bool = False


class PageTable(msgspec.Struct, frozen=True):
    """A table; without rows, the sentence `empty` stands in its place."""

    kind: ClassVar[str] = "table"
    id: str
    title: str
    columns: tuple[PageColumn, ...]
    rows: tuple[tuple[Shown, ...], ...]
    empty: str
    style: TableStyle = "rows"
    told: bool = False

    @property
    def row_heading(self) -> int:
        """The place of the column that names the rows: before the numbers the first of text, or else the first."""
        before = list(takewhile(lambda column: not column.numeric, self.columns)) or self.columns
        return next((place for place, column in enumerate(before) if column.wraps), 0)


class PageNode(msgspec.Struct, frozen=True):
    """A node of a tree: one line, and the nodes under it."""

    line: Shown
    children: tuple[PageNode, ...]


class PageTree(msgspec.Struct, frozen=True):
    """A tree; without nodes, the sentence `empty` stands in its place."""

    kind: ClassVar[str] = "tree"
    id: str
    title: str
    nodes: tuple[PageNode, ...]
    empty: str


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
    form: ChartKind
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

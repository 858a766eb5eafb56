"""What a page consists of: paragraphs, tables with their cells, and trees, ready to be shown."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import ClassVar, Literal

import msgspec

from bpjscli.render.safety import visible_line
from bpjscli.report.document import Data, Mark, TableStyle, Tone

IN_FULL = 7  # digits: shorter numbers are never shortened, so none of them can meet a word
Style = Literal["lead", "normal", "warning", "small"]


class Reference(msgspec.Struct, frozen=True, gc=False):
    """A footnote sign in the text: the `number` of the note, and which use of the note this is (from 1)."""

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
    percentage has a `bar`. The `parts` of a long text, where it has some, are it again.
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


class PageTable(msgspec.Struct, frozen=True):
    """A table; without rows, the sentence `empty` stands in its place."""

    kind: ClassVar[str] = "table"
    id: str
    title: str
    columns: tuple[PageColumn, ...]
    rows: tuple[tuple[Shown, ...], ...]
    empty: str
    style: TableStyle = "rows"

    @property
    def row_heading(self) -> int:
        """The place of the column that names the rows: the first column of text, or else the first."""
        return next((place for place, column in enumerate(self.columns) if column.wraps), 0)


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

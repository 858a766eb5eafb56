"""How wide cells are in the type they are set in: what decides the width of columns and of pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bpjscli.render.office.measure import text_width
from bpjscli.render.page import Shown


class Face(NamedTuple):
    """The type of a table: sizes of values, titles and intervals in half-points, and how footnote signs look.

    `superscript` is their size in percent of that of values; `sign` is one of them, `between` stands between two.
    """

    body: int
    head: int
    detail: int
    superscript: int
    sign: str
    between: str = ""

    def tail_width(self, cell: Shown) -> int:
        """The width, in twips, of all that follows the units digit of a number."""
        signs = f" {cell.signs}" if cell.signs else ""
        return text_width(cell.tail + signs, self.body) + self._references_width(cell)

    def detail_width(self, cell: Shown) -> int:
        """The width of the interval of a cell."""
        return text_width(f"({cell.detail})", self.detail) if cell.detail else 0

    def text_width(self, cell: Shown) -> int:
        """The width of all that a cell shows, on one line."""
        between = text_width(" ", self.detail) if cell.detail else 0
        return text_width(cell.head, self.body) + self.tail_width(cell) + between + self.detail_width(cell)

    def in_line(self, cells: Sequence[Shown]) -> bool:
        """Whether the numbers of a column are to stand with their decimal signs in line.

        Those as different as "Rp5.060.579.420.000" and "Rp4,53 triliun" are not worth the room that takes.
        """
        return self._aligned_width(cells) * 3 <= self._widest(cells) * 4

    def numbers_width(self, cells: Sequence[Shown]) -> int:
        """The width of a column of numbers, without their intervals."""
        return self._aligned_width(cells) if self.in_line(cells) else self._widest(cells)

    def _aligned_width(self, cells: Sequence[Shown]) -> int:
        return max(text_width(cell.head, self.body) for cell in cells) + max(map(self.tail_width, cells))

    def _widest(self, cells: Sequence[Shown]) -> int:
        return max(text_width(cell.head, self.body) + self.tail_width(cell) for cell in cells)

    def _references_width(self, cell: Shown) -> int:
        signs = self.between.join(self.sign.format(reference.number) for reference in cell.references)
        return text_width(f" {signs}", self.body) * self.superscript // 100 if signs else 0

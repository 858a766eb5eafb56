"""How wide texts, cells and columns are in the type they are set in: Arial, in twips (1/20 of a point)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from bpjscli.render.page import Shown
from bpjscli.render.width import display_width

# Advance widths in thousandths of the font size, as the fonts' own tables have them.
_WIDTHS = {
    191: "'",
    222: "ijl’",
    260: "|",
    278: " !,./:;I[\\]ft\xa0·",
    333: "()-`r“”",
    355: '"',
    389: "*",
    500: "Jcksvxyz",
    549: "≈≤≥≲",
    556: "#$0123456789?L_abdeghnopqu–†‡",
    584: "+<=>~−×",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "—…",
    1015: "@",
}
_OF = {char: width for width, chars in _WIDTHS.items() for char in chars}
_BOLDER = 110  # percent: bold letters are about this much wider
SUPERSCRIPT = 65  # percent of the size of the text around it


def text_width(text: str, size: int, *, bold: bool = False) -> int:
    """The width of `text` at `size` half-points, in twips; rather too wide than too narrow."""
    width = _thousandths(text) * size // 100 + 1
    return width * _BOLDER // 100 if bold else width


def longest_word(text: str, size: int, *, bold: bool = False) -> int:
    """The width of the widest part of `text` that is not broken at a space or a hyphen, in twips."""
    words = text.replace("-", "- ").split(" ")
    return max(text_width(word, size, bold=bold) for word in words)


def line_count(text: str, size: int, room: int, *, bold: bool = False) -> int:
    """How many lines `text` takes where it is wrapped to `room` twips; a longer word goes over several."""
    space, lines, used = text_width(" ", size), 1, 0
    for word in text.split(" "):
        width = text_width(word, size, bold=bold)
        if used and used + space + width > room:
            lines, used = lines + 1, 0
        used += width + (space if used else 0)
        lines, used = lines + used // (room + 1), used % (room + 1)
    return lines


@lru_cache(maxsize=4096)
def _thousandths(text: str) -> int:
    return sum(_OF.get(char) or 600 * display_width(char) for char in text)


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

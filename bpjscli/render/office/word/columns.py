"""How wide the columns of a table are, and how far each number stands from the right edge of its own."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bpjscli.render.office.measure import Face, longest_word
from bpjscli.render.page import PageColumn, PageTable, Shown

_PADDING = 190  # twips: the left and right margin of a cell, as the table style has them, and what programs differ by
_AFTER_NUMBERS = 160  # more room on the left of a text whose neighbour ends at its edge
_LONGEST_WORD = 2200  # a longer word is broken where there is no room, as Word does
_SHORTEST_LINE = 900  # no column of text is narrower than this
_WIDEST_TEXT = 4500
_FULL = 60  # percent of the room: a table that takes more of it is given all

# Sizes as the paragraph styles have them, by the end of the names of these.
_ORDINARY, _FINE = "", "Fine"
_FACES = {
    _ORDINARY: Face(body=18, head=17, detail=15, superscript=65, sign="{}", between=","),
    _FINE: Face(body=14, head=14, detail=12, superscript=65, sign="{}", between=","),
}


class Layout(msgspec.Struct, frozen=True):
    """A table as it is set, in twips, and the end of the names of its styles.

    `right` is how far each number of a column ends from its right edge; a column of text has none. `left` is how far
    each column begins from its left edge.
    """

    widths: list[int]
    right: list[list[int]]
    left: list[int]
    styles: str


class _Needs(msgspec.Struct, frozen=True):
    """What a column takes where there is room, without breaking a word, and at the very least, in twips."""

    natural: int
    unbroken: int
    least: int


def layout(table: PageTable, room: int) -> Layout:
    """How `table` is set, at most `room` twips wide.

    Numbers are not broken, and texts share what they leave; where that is too little, the type is smaller.
    """
    styles = _ORDINARY if unbroken_width(table) <= room else _FINE
    face = _FACES[styles]
    cells = zip(*table.rows, strict=True)
    right = [_indents(own, face) if c.numeric else [] for c, own in zip(table.columns, cells, strict=True)]
    return Layout(_widths(_needs(table, face), room), right, _left(table), styles)


def unbroken_width(table: PageTable) -> int:
    """The room, in twips, below which words of `table` are broken or its type is smaller."""
    return sum(n.unbroken for n in _needs(table, _FACES[_ORDINARY]))


def _widths(needs: Sequence[_Needs], room: int) -> list[int]:
    natural = sum(n.natural for n in needs)
    if natural <= room:
        wanted = room if natural * 100 > room * _FULL else max(natural, room * _FULL // 100)
        return [n.natural * wanted // natural for n in needs]
    if sum(n.unbroken for n in needs) <= room:
        return _levelled([(n.unbroken, n.natural) for n in needs], room)
    least = sum(n.least for n in needs)
    if least <= room:
        return _levelled([(n.least, n.unbroken) for n in needs], room)
    return [n.least * room // least for n in needs]


def _levelled(ends: Sequence[tuple[int, int]], room: int) -> list[int]:
    """Widths that fill `room`, each from the one end to the other: as asked for, or else the same for all the rest."""

    def at(level: int) -> list[int]:
        return [max(least, min(most, level)) for least, most in ends]

    low, high = 0, room
    while low + 1 < high:
        level = (low + high) // 2
        low, high = (level, high) if sum(at(level)) <= room else (low, level)
    return at(low)


def _indents(cells: Sequence[Shown], face: Face) -> list[int]:
    """How far from the right edge each number ends, so that the decimal signs are in line."""
    tails = [face.tail_width(cell) for cell in cells]
    widest = max(tails)
    return [widest - tail for tail in tails] if face.in_line(cells) else [0] * len(tails)


def _needs(table: PageTable, face: Face) -> list[_Needs]:
    columns = zip(table.columns, zip(*table.rows, strict=True), _left(table), strict=True)
    return [_column_needs(column, own, _PADDING + left, face) for column, own, left in columns]


def _left(table: PageTable) -> list[int]:
    after_numbers = (False, *(column.numeric for column in table.columns))
    return [
        _AFTER_NUMBERS if after and not c.numeric else 0 for after, c in zip(after_numbers, table.columns, strict=False)
    ]


def _column_needs(column: PageColumn, cells: Sequence[Shown], padding: int, face: Face) -> _Needs:
    title = min(longest_word(column.title, face.head, bold=True), _LONGEST_WORD) + padding
    if column.numeric:
        own = max(face.numbers_width(cells), *map(face.detail_width, cells)) + padding
        return _Needs(max(own, title), max(own, title), own)
    word = max(longest_word(cell.text, face.body) for cell in cells) + padding
    whole = max(map(face.text_width, cells)) + padding
    unbroken = max(min(word, _LONGEST_WORD), title)
    return _Needs(max(min(whole, _WIDEST_TEXT), unbroken), unbroken, min(unbroken, _SHORTEST_LINE))

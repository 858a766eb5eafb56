"""Figure lines whose columns stand under each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from bpjscli.edit.concrete import pairs_of
from bpjscli.facts.entries.raw import RawFigure

Pairs = Sequence[tuple[str, str]]
"""Keys and values of an inline table, as written."""

_NUMBER_KEYS = ("printed", "value")
_FIRST_REMARK = RawFigure.__struct_fields__.index("note")
_REMARK_KEYS = frozenset(RawFigure.__struct_fields__[_FIRST_REMARK:])


def inline_table(pairs: Pairs) -> str:
    """The pairs as an inline table with single spaces."""
    return f"{{ {', '.join(f'{key} = {value}' for key, value in pairs)} }}" if pairs else "{}"


def aligned(tables: Sequence[Pairs]) -> list[str]:
    """Each table as a line; neighbours about the same dimensions have these, and their numbers, in columns."""
    lines: list[str] = []
    for _, run in groupby(tables, _dimensions):
        lines += _in_columns(list(run))
    return lines


def like(neighbour: str, pairs: Pairs) -> str:
    """The pairs as a line whose columns stand where those of `neighbour` do, as far as they fit there."""
    other = pairs_of(neighbour)
    if other is None or _dimensions(other) != _dimensions(pairs):
        return inline_table(pairs)
    starts, at = {}, 0
    for key, value in other:
        at = neighbour.index(key, at)
        starts[key] = at
        at = neighbour.index(value, at + len(key)) + len(value)
    line = "{"
    for place, (key, value) in enumerate(pairs):
        line = f"{line}{',' if place else ''} ".ljust(starts.get(key, 0)) + f"{key} = {value}"
    return f"{line} }}"


def _dimensions(pairs: Pairs) -> tuple[str, ...]:
    return tuple(key for key, _ in pairs if key not in _REMARK_KEYS and key not in _NUMBER_KEYS)


def _in_columns(run: Sequence[Pairs]) -> list[str]:
    """Lines about the same dimensions; what follows the number is a column too, what follows that is not."""
    cells = [[f"{key} = {value}" for key, value in pairs] for pairs in run]
    count = len(_dimensions(run[0])) + 1
    widths = [max((len(row[column]) for row in cells if column < len(row)), default=0) for column in range(count)]
    return [_line(row, widths) for row in cells]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    line = "{ "
    for column, cell in enumerate(cells[:-1]):
        line += f"{cell}, ".ljust(widths[column] + 2 if column < len(widths) else 0)
    return f"{line}{cells[-1]} }}" if cells else "{}"

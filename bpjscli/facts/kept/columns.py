"""Frozen structs as columns of numbers into tables of their parts: what many share is written, and made, once."""

# No `from __future__ import annotations`: msgspec would have to compile each text in every run.

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import repeat
from operator import attrgetter
from typing import Any, TypeVar, cast

import msgspec

Struct = TypeVar("Struct", bound=msgspec.Struct)
Spec = Mapping[str, str | None]
"""The fields of a struct in their order, each with the table that its values are in; `None` for those that stand in
the column themselves: numbers, and texts that are seldom the same."""


Column = list[int | str | None]


class Columns(msgspec.Struct, array_like=True):
    """Structs field by field. A column of one entry stands for that entry throughout; the first is always whole."""

    columns: list[Column]


class Table:
    """Values without repetition, by number. `name_of` tells apart what must not be taken for the same."""

    def __init__(self, name_of: Callable[[Any], object]) -> None:
        self.values: list[Any] = []
        self._numbers: dict[object, int] = {}
        self._name_of = name_of

    def numbers(self, values: Sequence[Any]) -> Column:
        """The numbers of `values`, which are entered as far as they are new."""
        names = list(map(self._name_of, values))
        for name, value in dict(zip(names, values, strict=True)).items():
            if name not in self._numbers:
                self._numbers[name] = len(self.values)
                self.values.append(value)
        return list(map(self._numbers.__getitem__, names))


def packed(structs: Sequence[msgspec.Struct], spec: Spec, tables: Mapping[str, Table]) -> Columns:
    """The columns of `structs`; the values of their fields go to `tables`."""
    columns: list[Column] = []
    for field, table in spec.items():
        values = list(map(attrgetter(field), structs))
        is_constant = values and values[0] == values[-1] and values.count(values[0]) == len(values)
        if columns and is_constant and not isinstance(values[0], Decimal):  # which may be equal in other digits
            del values[1:]
        columns.append(values if table is None else tables[table].numbers(values))
    return Columns(columns)


def unpacked(kind: type[Struct], packed: Columns, spec: Spec, tables: Mapping[str, Sequence[Any]]) -> list[Struct]:
    """The structs again. Raises `IndexError` or `ValueError` for columns that do not fit."""
    fields: list[Iterator[Any]] = []
    height = len(packed.columns[0])
    for column, table in zip(packed.columns, spec.values(), strict=True):
        if len(column) not in (1, height):
            raise ValueError("a column is too short")
        entries = column if table is None else map(tables[table].__getitem__, cast("list[int]", column))
        fields.append(repeat(next(iter(entries)), height) if len(column) == 1 else iter(entries))
    return list(map(kind, *fields))

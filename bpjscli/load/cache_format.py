"""A fact base as the bytes of one cache entry and back: typed columns only, nothing that could act."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import repeat
from operator import attrgetter
from typing import Any, Final, TypeVar, cast

import msgspec

from bpjscli.load.reader import Lines
from bpjscli.model.facts import Area, Diagnostic, FactBase, Figure, Reading, Source, Vocabulary
from bpjscli.model.interval import Interval
from bpjscli.model.period import parse_period

# No `from __future__ import annotations`: msgspec would have to compile each text in every run.


Struct = TypeVar("Struct", bound=msgspec.Struct)
Spec = Mapping[str, str | None]
"""The fields of a struct in their order, each with the table that its values are in; `None` for those that stand in
the column themselves: numbers, and texts that are seldom the same."""


Column = list[int | str | None]


class PackedColumns(msgspec.Struct, array_like=True):
    """Structs field by field. A column of one entry stands for that entry throughout; the first is always whole."""

    columns: list[Column]


class ValueTable:
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


def pack(structs: Sequence[msgspec.Struct], spec: Spec, tables: Mapping[str, ValueTable]) -> PackedColumns:
    """The columns of `structs`; the values of their fields go to `tables`."""
    columns: list[Column] = []
    for field, table in spec.items():
        values = list(map(attrgetter(field), structs))
        is_constant = values and values[0] == values[-1] and values.count(values[0]) == len(values)
        if columns and is_constant and not isinstance(values[0], Decimal):  # which may be equal in other digits
            del values[1:]
        columns.append(values if table is None else tables[table].numbers(values))
    return PackedColumns(columns)


def unpack(kind: type[Struct], packed: PackedColumns, spec: Spec, tables: Mapping[str, Sequence[Any]]) -> list[Struct]:
    """The structs again. Raises `IndexError` or `ValueError` for columns that do not fit."""
    fields: list[Iterator[Any]] = []
    height = len(packed.columns[0])
    for column, table in zip(packed.columns, spec.values(), strict=True):
        if len(column) not in (1, height):
            raise ValueError("a column is too short")
        entries = column if table is None else map(tables[table].__getitem__, cast("list[int]", column))
        fields.append(repeat(next(iter(entries)), height) if len(column) == 1 else iter(entries))
    return list(map(kind, *fields))


_INTERVAL: Final[Spec] = {"low": "numbers", "high": "numbers", "low_open": "flags", "high_open": "flags"}
_READING: Final[Spec] = {
    "value": "numbers", "step": "numbers", "rounded": "intervals", "loose": "intervals", "qualifier": "texts",
}  # fmt: skip
_SOURCE: Final[Spec] = {
    "id": "texts", "publisher": "texts", "title": "texts", "published": "periods", "speaker": "texts", "link": "texts",
    "language": "texts", "dateline": "texts", "accessed": "dates", "note": "texts", "file": "texts", "order": None,
}  # fmt: skip
_FIGURE: Final[Spec] = {
    "id": None, "source": "sources", "area": "texts", "indicator": "texts", "period": "periods", "segment": "texts",
    "programme": "texts", "base": "texts", "printed": None, "given": "numbers", "reading": "readings",
    "unit": "texts", "note": "texts", "locator": "texts", "accepted": "texts", "accepted_until": "dates",
    "superseded_by": "texts", "order": None,
}  # fmt: skip
_FLAGS: Final = (False, True)


class CachedFile(msgspec.Struct, array_like=True):
    """A file of the base: what diagnostics call it, its bytes, what it includes and the identities it defines."""

    display: str
    contents: bytes
    include: list[str]
    identities: list[str]


class CacheEntry(msgspec.Struct, array_like=True):
    """All that is kept of one base; `stamp` names the program that has read it."""

    stamp: str
    files: list[CachedFile]
    areas: dict[str, Area]
    vocabulary: Vocabulary
    problems: tuple[Diagnostic, ...]
    texts: list[str | None]
    numbers: list[Decimal | None]
    periods: list[str | None]
    dates: list[date | None]
    intervals: PackedColumns
    readings: PackedColumns
    sources: PackedColumns
    figures: PackedColumns


def make_entry(stamp: str, base: FactBase, files: list[CachedFile]) -> CacheEntry:
    """What is to be kept of `base`."""
    tables = {
        "texts": ValueTable(lambda text: text),
        "periods": ValueTable(lambda period: period and period.text),
        **{name: ValueTable(id) for name in ("numbers", "dates", "intervals", "readings", "sources")},
        "flags": ValueTable(bool),
    }
    tables["flags"].numbers(_FLAGS)
    tables["sources"].numbers(base.sources)
    figures = pack(base.figures, _FIGURE, tables)
    readings = pack(tables["readings"].values, _READING, tables)
    intervals = pack(tables["intervals"].values, _INTERVAL, tables)
    sources = pack(base.sources, _SOURCE, tables)
    return CacheEntry(
        stamp=stamp,
        files=files,
        areas=dict(base.areas),
        vocabulary=base.vocabulary,
        problems=base.problems,
        texts=tables["texts"].values,
        numbers=tables["numbers"].values,
        periods=[period and period.text for period in tables["periods"].values],
        dates=tables["dates"].values,
        intervals=intervals,
        readings=readings,
        sources=sources,
        figures=figures,
    )


def restore_base(entry: CacheEntry, path: str, lines: Lines) -> FactBase:
    """The base that was kept, called `path`. Raises `IndexError` or `ValueError` where the parts do not fit."""
    tables: dict[str, Sequence[Any]] = {
        "texts": entry.texts,
        "numbers": entry.numbers,
        "periods": [None if text is None else parse_period(text) for text in entry.periods],
        "dates": entry.dates,
        "flags": _FLAGS,
    }
    tables["intervals"] = unpack(Interval, entry.intervals, _INTERVAL, tables)
    tables["readings"] = unpack(Reading, entry.readings, _READING, tables)
    tables["sources"] = unpack(Source, entry.sources, _SOURCE, tables)
    figures = unpack(Figure, entry.figures, _FIGURE, tables)
    return FactBase(
        path=path,
        sources=tuple(tables["sources"]),
        figures=tuple(figures),
        areas=entry.areas,
        vocabulary=entry.vocabulary,
        problems=entry.problems,
        line_of=lines.of_figure,
        line_of_source=lines.of_source,
        place_of_identity=lines.of_identity,
    )


_DECODER: Final = msgspec.msgpack.Decoder(CacheEntry)


def to_bytes(entry: CacheEntry) -> bytes:
    """`entry` as MessagePack."""
    return msgspec.msgpack.encode(entry)


def from_bytes(data: bytes | memoryview) -> CacheEntry:
    """The entry in `data`. Raises `msgspec.DecodeError` for what is none."""
    return _DECODER.decode(data)

"""A fact base as the bytes of one entry and back: typed data only, nothing that could act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

import msgspec

from bpjscli.facts.interval import Interval
from bpjscli.facts.kept.columns import Columns, Spec, Table, packed, unpacked
from bpjscli.facts.lines import Lines
from bpjscli.facts.model import Area, FactBase, Figure, Problem, Reading, Source, Vocabulary
from bpjscli.facts.period import parse_period

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


class File(msgspec.Struct, array_like=True):
    """A file of the base: what diagnostics call it, its bytes, what it includes and the identities it defines."""

    display: str
    contents: bytes
    include: list[str]
    identities: list[str]


class Entry(msgspec.Struct, array_like=True):
    """All that is kept of one base; `stamp` names the program that has read it."""

    stamp: str
    files: list[File]
    areas: dict[str, Area]
    vocabulary: Vocabulary
    problems: tuple[Problem, ...]
    texts: list[str | None]
    numbers: list[Decimal | None]
    periods: list[str | None]
    dates: list[date | None]
    intervals: Columns
    readings: Columns
    sources: Columns
    figures: Columns


def entry_of(stamp: str, base: FactBase, files: list[File]) -> Entry:
    """What is to be kept of `base`."""
    tables = {
        "texts": Table(lambda text: text),
        "periods": Table(lambda period: period and period.text),
        **{name: Table(id) for name in ("numbers", "dates", "intervals", "readings", "sources")},
        "flags": Table(bool),
    }
    tables["flags"].numbers(_FLAGS)
    tables["sources"].numbers(base.sources)
    figures = packed(base.figures, _FIGURE, tables)
    readings = packed(tables["readings"].values, _READING, tables)
    intervals = packed(tables["intervals"].values, _INTERVAL, tables)
    sources = packed(base.sources, _SOURCE, tables)
    return Entry(
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


def base_of(entry: Entry, path: str, lines: Lines) -> FactBase:
    """The base that was kept, called `path`. Raises `IndexError` or `ValueError` where the parts do not fit."""
    tables: dict[str, Sequence[Any]] = {
        "texts": entry.texts,
        "numbers": entry.numbers,
        "periods": [None if text is None else parse_period(text) for text in entry.periods],
        "dates": entry.dates,
        "flags": _FLAGS,
    }
    tables["intervals"] = unpacked(Interval, entry.intervals, _INTERVAL, tables)
    tables["readings"] = unpacked(Reading, entry.readings, _READING, tables)
    tables["sources"] = unpacked(Source, entry.sources, _SOURCE, tables)
    figures = unpacked(Figure, entry.figures, _FIGURE, tables)
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


_DECODER: Final = msgspec.msgpack.Decoder(Entry)


def to_bytes(entry: Entry) -> bytes:
    """`entry` as MessagePack."""
    return msgspec.msgpack.encode(entry)


def from_bytes(data: bytes | memoryview) -> Entry:
    """The entry in `data`. Raises `msgspec.DecodeError` for what is none."""
    return _DECODER.decode(data)

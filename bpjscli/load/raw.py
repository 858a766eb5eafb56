"""The TOML tables of a fact base as written: every key optional, every value of the type that TOML gave it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

import msgspec

from bpjscli.model.facts import Kind, Level, Role, Unit

# No `from __future__ import annotations`: msgspec reads them in every run, and would have to compile each text first.


FORMAT: Final = 1

PeriodLike = Any  # a text, a year as a number, or a date


class RawText(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """A name in both languages."""

    id: str
    en: str


class RawDefaults(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """What the figures of a source have in common, unless they say otherwise."""

    area: str | None = None
    indicator: str | None = None
    period: PeriodLike = None
    segment: str | None = None
    programme: str | None = None
    base: str | None = None


class RawFigure(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """One figure."""

    area: str | None = None
    indicator: str | None = None
    period: PeriodLike = None
    segment: str | None = None
    programme: str | None = None
    base: str | None = None
    printed: str | None = None
    value: int | Decimal | None = None
    note: str | None = None
    locator: str | None = None
    accepted: str | None = None
    accepted_until: date | None = None
    superseded_by: str | None = None


class RawSource(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A publication and its figures."""

    id: str | None = None
    publisher: str | None = None
    title: str | None = None
    published: PeriodLike = None
    speaker: str | None = None
    link: str | None = None
    language: Literal["id", "en"] | None = None
    dateline: str | None = None
    accessed: date | None = None
    note: str | None = None
    defaults: RawDefaults | None = None
    figures: tuple[RawFigure, ...] = ()


class RawArea(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"split_from": "from"}):
    """An area beyond the shipped ones, or other words about one of them."""

    id: str | None = None
    name: str | RawText | None = None
    level: Level | None = None
    parent: str | None = None
    kemendagri: str | None = None
    bps: str | None = None
    iso: str | None = None
    aliases: tuple[str, ...] | None = None
    former_codes: tuple[str, ...] | None = None
    parts: tuple[str, ...] | None = None
    complete: bool | None = None
    since: PeriodLike = None
    until: PeriodLike = None
    split_from: str | None = None
    redrawn: tuple[date, ...] | None = None


class RawIndicator(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An indicator beyond the shipped ones, or in place of one of them."""

    id: str | None = None
    name: str | RawText | None = None
    label: str | RawText | None = None
    unit: Unit | None = None
    kind: Kind | None = None
    role: Role | None = None
    negative: bool | None = None
    additive: bool | None = None
    rare: bool | None = None
    points: bool | None = None


class RawBenefit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one claim of a programme is usually paid, from some day on."""

    low: int
    high: int
    since: PeriodLike = None
    basis: str | None = None


class RawTerm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A segment or a programme."""

    id: str | None = None
    name: str | RawText | None = None
    label: str | RawText | None = None
    core: bool | None = None
    since: PeriodLike = None
    counted: Literal["apart", "within", "either"] | None = None
    benefit: tuple[RawBenefit, ...] | None = None


class RawIdentity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An equation that must hold; what it says is for the solver to read."""

    id: str | None = None
    holds: str | None = None
    core: tuple[str, ...] | None = None


class RawPhrase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words by which articles name an indicator, a segment or a programme, for `bpjs add --article`."""

    of: str | None = None
    words: tuple[str, ...] | None = None


class RawColumn(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """The column of a table that holds something."""

    column: str


class RawFigureTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Many figures: a file (CSV, TSV, Parquet or a workbook), or what a query of a database gives."""

    source: str | RawColumn | None = None
    file: str | None = None
    connection: str | None = None
    query: str | None = None
    table: str | None = None
    sheet: str | None = None
    columns: dict[str, str] | None = None
    rename: dict[str, dict[str, str]] | None = None
    digits: dict[str, int] | None = None
    row: tuple[str, ...] | None = None
    defaults: RawDefaults | None = None


BLOCKS: Final[Mapping[str, type[msgspec.Struct]]] = {
    "source": RawSource,
    "area": RawArea,
    "indicator": RawIndicator,
    "identity": RawIdentity,
    "segment": RawTerm,
    "programme": RawTerm,
    "phrase": RawPhrase,
    "table": RawFigureTable,
}
"""The arrays of tables a file may hold, by their key."""

FILE_KEYS: Final = ("format", "include", *BLOCKS)

Values = Mapping[str, str]
"""Keys of a source or figure with plain text, as people type it."""


class NewFigure(msgspec.Struct, frozen=True):
    """A figure to add: the id of its source, its keys, and where it comes from, for messages: "table.csv:7", "C"."""

    source: str
    values: Values
    origin: str | None = None
    column: str = ""

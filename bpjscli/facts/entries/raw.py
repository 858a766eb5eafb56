"""The shapes of the TOML tables, as written: every key optional, so that each one can be judged by itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta

from bpjscli.facts.model import Kind, Level, Role, Unit

FORMAT: Final = 1

PeriodLike = Annotated[
    Any,
    Meta(
        description=(
            'A year (2025), a month ("2025-03"), a quarter ("2025-Q1"), a half ("2025-H1"), months ("2025-01/04") '
            "or a date."
        ),
        extra_json_schema={"type": ["integer", "string"]},
    ),
]


class RawText(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """A name in both languages."""

    id: str
    en: str


class RawDefaults(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """What the figures of a source have in common, unless they say otherwise."""

    area: Annotated[str | None, Meta(description="Any customary name of an area.")] = None
    indicator: Annotated[str | None, Meta(description="What is measured: an id of the vocabulary.")] = None
    period: PeriodLike = None
    segment: Annotated[str | None, Meta(description="Kind of participant, such as pu or bpu.")] = None
    programme: Annotated[str | None, Meta(description="Insurance programme, such as jkk or jht.")] = None
    base: Annotated[str | None, Meta(description="The definition of the workforce that the figures rest on.")] = None


class RawFigure(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """One figure."""

    area: Annotated[str | None, Meta(description="Any customary name of an area; otherwise that of `defaults`.")] = None
    indicator: Annotated[str | None, Meta(description="What is measured: an id of the vocabulary.")] = None
    period: PeriodLike = None
    segment: Annotated[str | None, Meta(description="Kind of participant, such as pu or bpu.")] = None
    programme: Annotated[str | None, Meta(description="Insurance programme, such as jkk or jht.")] = None
    base: Annotated[str | None, Meta(description="The definition of the workforce that the figure rests on.")] = None
    printed: Annotated[str | None, Meta(description="The number with qualifier and unit, as the source has it.")] = None
    value: Annotated[int | Decimal | None, Meta(description="A number that a machine wrote.")] = None
    note: Annotated[str | None, Meta(description="In your own words.")] = None
    locator: Annotated[str | None, Meta(description="Where in the source: a paragraph, a page.")] = None
    accepted: Annotated[str | None, Meta(description="Why a finding about this figure is known and explained.")] = None
    accepted_until: Annotated[date | None, Meta(description="The day after which the finding counts again.")] = None
    superseded_by: Annotated[str | None, Meta(description="Id of the figure or source that replaces it.")] = None


class RawSource(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A publication and its figures."""

    id: Annotated[str | None, Meta(description="A name of its own, such as antara-2026-03-04.")] = None
    publisher: Annotated[str | None, Meta(description="Who published it.")] = None
    title: Annotated[str | None, Meta(description="Its headline.")] = None
    published: PeriodLike = None
    speaker: Annotated[str | None, Meta(description="Whose numbers they are, with the office held.")] = None
    link: Annotated[str | None, Meta(description="An address that begins with https:, http: or doi:.")] = None
    language: Annotated[
        Literal["id", "en"] | None, Meta(description="How `printed` is read; Indonesian by default.")
    ] = None
    dateline: Annotated[str | None, Meta(description='The date as the article prints it: "Senin (2/2/2026)".')] = None
    accessed: Annotated[date | None, Meta(description="The day on which it was read.")] = None
    note: Annotated[str | None, Meta(description="In your own words.")] = None
    defaults: Annotated[RawDefaults | None, Meta(description="What its figures have in common.")] = None
    figures: Annotated[tuple[RawFigure, ...], Meta(description="Its numbers, each on a line.")] = ()


class RawArea(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An area beyond the shipped ones, or other words about one of them."""

    id: Annotated[str | None, Meta(description="Short, and used by figures.")] = None
    name: Annotated[str | RawText | None, Meta(description="The official name.")] = None
    level: Annotated[Level | None, Meta(description="What kind of area it is.")] = None
    parent: Annotated[str | None, Meta(description="The area that it is directly a part of.")] = None
    kemendagri: Annotated[str | None, Meta(description='Code of the Ministry of Home Affairs: "61.02".')] = None
    bps: Annotated[str | None, Meta(description='Code of Statistics Indonesia: "6104".')] = None
    iso: Annotated[str | None, Meta(description='Code of ISO 3166-2: "ID-KB".')] = None
    aliases: Annotated[tuple[str, ...] | None, Meta(description="Other customary names.")] = None
    complete: Annotated[
        bool | None, Meta(description="Whether every direct part of it is known here, so that they add up.")
    ] = None
    redrawn: Annotated[
        tuple[date, ...] | None, Meta(description="The days on which its boundaries changed, such as [2013-04-22].")
    ] = None


class RawIndicator(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An indicator beyond the shipped ones, or in place of one of them."""

    id: Annotated[str | None, Meta(description="Used by figures and identities.")] = None
    name: Annotated[str | RawText | None, Meta(description="What people call it.")] = None
    label: Annotated[str | RawText | None, Meta(description="The same as name.")] = None
    unit: Annotated[Unit | None, Meta(description="What is counted.")] = None
    kind: Annotated[Kind | None, Meta(description="A stock is counted at a date, a flow over a period.")] = None
    role: Annotated[Role | None, Meta(description="Whether it is counted, aimed at, or the distance between.")] = None
    negative: Annotated[bool | None, Meta(description="Whether it may be below zero.")] = None
    additive: Annotated[bool | None, Meta(description="Whether the parts of an area add up to the area.")] = None
    rare: Annotated[bool | None, Meta(description="Whether no number is taken for one of these, wrongly named.")] = None
    points: Annotated[bool | None, Meta(description="Whether it may be printed in percentage points.")] = None


class RawTerm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A segment or a programme."""

    id: Annotated[str | None, Meta(description="Used by figures.")] = None
    name: Annotated[str | RawText | None, Meta(description="What people call it.")] = None
    label: Annotated[str | RawText | None, Meta(description="The same as name.")] = None
    core: Annotated[bool | None, Meta(description="Whether it must be known before parts add up to their whole.")] = (
        None
    )
    since: Annotated[PeriodLike, Meta(description="When it came into being: no earlier total has it as a part.")] = None
    counted: Annotated[
        Literal["apart", "within", "either"] | None,
        Meta(description="Whether totals count it as a part of its own, within other parts, or either way."),
    ] = None


class RawIdentity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An equation that must hold; what it says is for the solver to read."""

    id: Annotated[str | None, Meta(description="Named where a result rests on it.")] = None
    holds: Annotated[str | None, Meta(description='The equation: "coverage = participants / workforce".')] = None
    core: Annotated[
        tuple[str, ...] | None, Meta(description="The parts that must all be known before a sum is exact.")
    ] = None


BLOCKS: Final[Mapping[str, type[msgspec.Struct]]] = {
    "source": RawSource,
    "area": RawArea,
    "indicator": RawIndicator,
    "identity": RawIdentity,
    "segment": RawTerm,
    "programme": RawTerm,
}
"""The arrays of tables a file may hold, by their key."""

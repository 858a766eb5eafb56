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

    area: str | None = None
    indicator: str | None = None
    period: PeriodLike = None
    segment: str | None = None
    programme: str | None = None
    base: str | None = None


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

    id: str | None = None
    publisher: str | None = None
    title: str | None = None
    published: PeriodLike = None
    speaker: str | None = None
    link: Annotated[str | None, Meta(description="An address that begins with https:, http: or doi:.")] = None
    language: Annotated[
        Literal["id", "en"] | None, Meta(description="How `printed` is read; Indonesian by default.")
    ] = None
    dateline: str | None = None
    accessed: date | None = None
    note: str | None = None
    defaults: RawDefaults | None = None
    figures: tuple[RawFigure, ...] = ()


class RawArea(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An area beyond the shipped ones, or other words about one of them."""

    id: str | None = None
    name: str | RawText | None = None
    level: Level | None = None
    parent: str | None = None
    kemendagri: str | None = None
    bps: str | None = None
    iso: str | None = None
    aliases: tuple[str, ...] | None = None
    complete: bool | None = None


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


class RawTerm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A segment or a programme."""

    id: str | None = None
    name: str | RawText | None = None
    label: str | RawText | None = None
    core: bool | None = None


class RawIdentity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An equation that must hold; what it says is for the solver to read."""

    id: str | None = None
    holds: str | None = None
    core: tuple[str, ...] | None = None


BLOCKS: Final[Mapping[str, type[msgspec.Struct]]] = {
    "source": RawSource,
    "area": RawArea,
    "indicator": RawIndicator,
    "identity": RawIdentity,
    "segment": RawTerm,
    "programme": RawTerm,
}
"""The arrays of tables a file may hold, by their key."""

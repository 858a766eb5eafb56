"""The frozen model of a fact base: areas, vocabulary, sources, figures, and the query everybody asks it through."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

import msgspec

from bpjscli.model.interval import Interval
from bpjscli.model.period import Period

# No `from __future__ import annotations`: msgspec would have to compile each text in every run.


Unit = Literal["percent", "persons", "count", "IDR"]
Kind = Literal["stock", "flow"]
Role = Literal["actual", "target", "gap"]
Level = Literal["country", "group", "province", "regency", "city"]
Severity = Literal["error", "warning", "note"]
Counted = Literal["apart", "within", "either"]


class Text(msgspec.Struct, frozen=True, gc=False):
    """A label in both languages."""

    id: str
    en: str

    def in_language(self, lang: str) -> str:
        """The label in `lang`, "id" or "en"."""
        return self.id if lang == "id" else self.en


class Area(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """An administrative area, or a group of them; codes are strings, and each field names its scheme.

    `former_codes` are written with their scheme ("bps:9401"). `parts` are what a group consists of beside what has it
    for a parent: the provinces of a regional office lie in their island.
    """

    id: str
    name: Text
    level: Level
    parent: str | None = None
    kemendagri: str | None = None
    bps: str | None = None
    iso: str | None = None
    aliases: tuple[str, ...] = ()
    complete: bool = False  # every area directly below it is in the gazetteer, so that its parts add up to it
    redrawn: tuple[date, ...] = ()  # days on which its boundaries changed, beside those on which others split from it
    former_codes: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    since: date | None = None  # the first day on which it was an area of its own
    until: date | None = None  # the last one
    split_from: str | None = None  # the area of its level that it was a part of before


class Indicator(msgspec.Struct, frozen=True, gc=False):
    """What is measured: its unit, whether it is a stock or a flow, and how it may be combined."""

    id: str
    name: Text
    unit: Unit
    kind: Kind
    role: Role = "actual"
    negative: bool = False  # may be below zero (a gap that turned into a surplus)
    additive: bool = False  # parts of an area add up to the whole
    rare: bool = False  # seldom published, so that no number is taken for one of these under a wrong name
    points: bool = False  # a difference or a change, which may be printed in percentage points


class UsualBenefit(msgspec.Struct, frozen=True, gc=False):
    """What one claim is usually paid on average, in rupiah, from a day on; what lies outside is hard to believe."""

    low: int
    high: int
    since: date | None = None


class Term(msgspec.Struct, frozen=True, gc=False):
    """A segment or a programme.

    `core` ones must be known before parts are taken to add up to their whole, from the day on that they came into
    being, `since`. `counted` says how totals take it in: as a part of its own ("apart"), in other parts already
    ("within", as vulnerable workers are), or sometimes one and sometimes the other ("either", as scholarships are).
    `benefits` are what a claim of a programme is usually paid, in the order of time.
    """

    id: str
    name: Text
    core: bool = True
    since: date | None = None
    counted: Counted = "apart"
    benefits: tuple[UsualBenefit, ...] = ()

    def usual_benefit(self, period: Period) -> UsualBenefit | None:
        """What a claim is usually paid in `period`: all that is usual at its beginning or its end."""
        known = [one for one in self.benefits if one.since is None or one.since <= period.end]
        first = [one for one in known if one.since is None or one.since <= period.start]
        met = [*first[-1:], *(one for one in known if one not in first)]
        return UsualBenefit(min(one.low for one in met), max(one.high for one in met)) if met else None

    def existed(self, period: Period) -> bool:
        """Whether there was such a part at any time of `period`."""
        return self.since is None or self.since <= period.end


class IdentityRule(msgspec.Struct, frozen=True, gc=False):
    """An equation that must hold, as the vocabulary has it; `core` lists the parts without which no sum is exact."""

    id: str
    holds: str
    core: tuple[str, ...] = ()


class Vocabulary(msgspec.Struct, frozen=True):
    """Indicators, segments, programmes and identities by id, in the order of the files."""

    indicators: Mapping[str, Indicator]
    segments: Mapping[str, Term]
    programmes: Mapping[str, Term]
    identities: Mapping[str, IdentityRule]


class Reading(msgspec.Struct, frozen=True, gc=False):
    """What a printed number may stand for, in the unit it is printed in (41 percent is 41).

    `value` is the number as printed, `step` the unit of its last significant digit (0 for a number in full),
    `qualifier` one of exact, rounded, about, nearly, more-than, at-least, less-than, at-most, range.
    """

    value: Decimal
    step: Decimal
    rounded: Interval
    loose: Interval
    qualifier: str


class Source(msgspec.Struct, frozen=True, gc=False):
    """A publication. `published` may be no more precise than a month or a year."""

    id: str
    publisher: str | None = None
    title: str | None = None
    published: Period | None = None
    speaker: str | None = None
    link: str | None = None
    language: Literal["id", "en"] = "id"
    dateline: str | None = None
    accessed: date | None = None
    note: str | None = None
    file: str = ""
    order: int = 0  # position among the [[source]] blocks of its file


class Figure(msgspec.Struct, frozen=True, gc=False):
    """One published number, and where it stands."""

    id: str
    source: Source
    area: str
    indicator: str
    period: Period
    segment: str | None
    programme: str | None
    base: str | None
    printed: str | None
    given: Decimal | None  # the TOML number of `value`
    reading: Reading
    unit: Unit
    note: str | None = None
    locator: str | None = None
    accepted: str | None = None
    accepted_until: date | None = None
    superseded_by: str | None = None
    order: int = 0  # position among the figures of its source


class Location(msgspec.Struct, frozen=True, gc=False):
    """A line of a file, or a `row` of a table, as diagnostics name it."""

    file: str
    line: int
    row: str | None = None

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.row is None else f"{self.file}[{self.row}]"


class FigureTable(msgspec.Struct, frozen=True):
    """A file of many figures, and how it is read: a `[[table]]` block.

    `files` are its files with the names by which messages know them. `columns` maps what a column holds to the column:
    "area", "value", or an indicator with its part, such as "claims/jht". `rename` maps words of the file to those of
    the fact base, `digits` indicators to the decimals that the file does not write; `row` are the columns that name a
    row in messages. In place of files, `connection` names the environment variable with the address of a database, and
    `query` is what is read there.
    """

    source: str | None
    source_column: str | None
    files: tuple[tuple[str, str], ...]
    columns: Mapping[str, str]
    place: Location
    sheet: str | None = None
    connection: str | None = None
    query: str = ""
    rename: Mapping[str, Mapping[str, str]] = {}
    digits: Mapping[str, int] = {}
    row: tuple[str, ...] = ()
    defaults: Mapping[str, str | None] = {}


class Diagnostic(msgspec.Struct, frozen=True):
    """Something wrong with a fact base: `file:line: severity[CODE]: what is wrong; what would be right`."""

    code: str
    severity: Severity
    message: str
    place: Location

    def __str__(self) -> str:
        return f"{self.place}: {self.severity}[{self.code}]: {self.message}"


class Anything:
    """The type of `ANY`: a dimension that a query leaves open."""


ANY = Anything()
Choice = str | None | Anything


class FactBase(msgspec.Struct, frozen=True, dict=True):
    """All that one run knows. Ask it with `select`; `line_of` finds a figure's line when it is wanted."""

    path: str
    sources: tuple[Source, ...]
    figures: tuple[Figure, ...]
    areas: Mapping[str, Area]
    vocabulary: Vocabulary
    problems: tuple[Diagnostic, ...]
    line_of: Callable[[Figure], int]
    line_of_source: Callable[[Source], int]
    place_of_identity: Callable[[str], Location]
    tables: tuple[FigureTable, ...] = ()
    rows: Mapping[str, Location] = {}  # where the figures of tables stand, by id

    @cached_property
    def by_indicator(self) -> Mapping[str, tuple[Figure, ...]]:
        """The figures of each indicator, in their order."""
        of_indicator: dict[str, list[Figure]] = {}
        for figure in self.figures:
            of_indicator.setdefault(figure.indicator, []).append(figure)
        return {indicator: tuple(figures) for indicator, figures in of_indicator.items()}

    def select(
        self,
        indicator: str | None = None,
        *,
        areas: Iterable[str] | None = None,
        period: Period | None = None,
        segment: Choice = ANY,
        programme: Choice = ANY,
        as_of: date | None = None,
    ) -> list[Figure]:
        """The figures that match, in the order of the base; a dimension not named is left open.

        `segment=None` asks for the total, `segment=ANY` for the total and every segment. With a `period`, figures
        whose period lies within it match; with `as_of`, only what had been published by then.
        """
        figures: Iterable[Figure] = self.figures if indicator is None else self.by_indicator.get(indicator, ())
        if areas is not None:
            wanted = set(areas)
            figures = (f for f in figures if f.area in wanted)
        if period is not None:
            figures = (f for f in figures if period.covers(f.period))
        if not isinstance(segment, Anything):
            figures = (f for f in figures if f.segment == segment)
        if not isinstance(programme, Anything):
            figures = (f for f in figures if f.programme == programme)
        if as_of is not None:
            figures = (f for f in figures if f.source.published is None or f.source.published.end <= as_of)
        return list(figures)

    def place_of(self, figure: Figure) -> Location:
        """The file and line, or the row of a table, that hold `figure`."""
        return self.rows.get(figure.id) or Location(figure.source.file, self.line_of(figure))

"""What the fact base answers: candidates for a quantity from every source, and the choice among them.

Groups are solved when an area is first asked for, so that a question about one province does not pay for the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bpjscli.derive.groups import Group, Grouper, summands
from bpjscli.derive.identity import Identity, IdentityError, parse_identity, unknown_names
from bpjscli.derive.plan import Planner, Variable
from bpjscli.derive.quantity import Quantity
from bpjscli.derive.solve import Solved, solve
from bpjscli.errors import BpjsError, Exit
from bpjscli.facts.interval import Interval
from bpjscli.facts.model import Area, FactBase, Figure, Source
from bpjscli.facts.period import Period


class Key(NamedTuple):
    """What is asked for, save the period."""

    indicator: str
    area: str
    segment: str | None = None
    programme: str | None = None


class Candidate(NamedTuple):
    """One source's answer: a quantity for a period, with the solved group and the variable it came from."""

    key: Key
    period: Period
    source: Source
    base: str | None
    quantity: Quantity
    solved: Solved
    variable: Variable

    @property
    def date(self) -> date:
        """The day a stock is dated to: the end of its period, or its publication where that came before."""
        published = self.source.published
        return self.period.end if published is None else min(self.period.end, published.end)

    @property
    def narrowed(self) -> Interval:
        """What the whole group leaves of the quantity, in its unit: for a disputed figure, only its own reading."""
        if self.quantity.disputed:
            return self.quantity.interval
        return self.solved.problem.bounds(self.solved.box, self.variable, self.quantity.unit)

    @property
    def superseded(self) -> bool:
        """Whether its source has taken the figure back."""
        return self.quantity.origin == "published" and all(f.superseded_by for f in self.quantity.figures)


class Answers:
    """Answers from one fact base, with only what had been published by `as_of` where that is given.

    Raises `BpjsError` where an identity of the vocabulary cannot be read.
    """

    def __init__(self, base: FactBase, as_of: date | None = None) -> None:
        self.base = base
        self.as_of = as_of
        self.identities = read_identities(base)
        indicators = base.vocabulary.indicators
        self.planner = Planner(base.vocabulary, self.identities)
        self._grouper = Grouper(indicators, base.areas, self.identities)
        self._figures: dict[str, list[Figure]] = defaultdict(list)
        self._sources_of: dict[str, dict[str, None]] = defaultdict(dict)
        for figure in base.select(as_of=as_of):
            self._figures[figure.source.id].append(figure)
            self._sources_of[figure.area][figure.source.id] = None
        self._groups: dict[str, list[Group]] = {}
        self._solved: dict[int, Solved] = {}
        self._order = {source: place for place, source in enumerate(self._figures)}
        self._candidates: dict[str, dict[Key, list[Candidate]]] = {}
        self._exactly: dict[tuple[Key, Period], list[Candidate]] = defaultdict(list)

    def areas(self) -> list[str]:
        """Every area with a figure, in the order of the gazetteer."""
        return [area for area in self.base.areas if area in self._sources_of]

    def solved(self, areas: Iterable[str] | None = None) -> list[Solved]:
        """The solved groups that touch `areas` (all of them by default), in the order of the base."""
        sources: Iterable[str] = self._figures
        wanted = set(areas) if areas is not None else set()
        if areas is not None:
            touching = {source for area in wanted for source in self._sources_about(area)}
            sources = sorted(touching, key=self._order.__getitem__)
        found = []
        for source in sources:
            for group in self._groups_of(source):
                if areas is None or wanted.intersection(group.areas):
                    found.append(self._solve(group))
        return found

    def _sources_about(self, area: str) -> Iterable[str]:
        """The sources with figures of an area, and those that may add up to it without naming it."""
        yield from self._sources_of.get(area, ())
        place = self.base.areas.get(area)
        if place is not None and place.complete:
            for part in summands(area, self.base.areas)[:1]:
                yield from self._sources_of.get(part, ())

    def _groups_of(self, source: str) -> list[Group]:
        if source not in self._groups:
            self._groups[source] = self._grouper.groups(self._figures[source])
        return self._groups[source]

    def _solve(self, group: Group) -> Solved:
        solved = self._solved.get(id(group))
        if solved is None:
            solved = self._solved[id(group)] = solve(group, self.planner)
        return solved

    def candidates(self, key: Key, period: Period | None = None) -> list[Candidate]:
        """Every source's answer, best first; with `period`, those for a period within it."""
        found = self._all(key.area).get(key, [])
        return found if period is None else [c for c in found if period.covers(c.period)]

    def at(self, key: Key, period: Period) -> list[Candidate]:
        """Every source's answer for `period` itself, best first."""
        self._all(key.area)
        return self._exactly.get((key, period), [])

    def _all(self, area: str) -> dict[Key, list[Candidate]]:
        by_key = self._candidates.get(area)
        if by_key is None:
            by_key = self._candidates[area] = defaultdict(list)
            for solved in self.solved([area]):
                for candidate in _candidates_of(solved, area, self.base):
                    by_key[candidate.key].append(candidate)
            for found in by_key.values():
                found.sort(key=_preference, reverse=True)
                for candidate in found:
                    self._exactly[candidate.key, candidate.period].append(candidate)
        return by_key

    def best(self, key: Key, period: Period | None = None, *, exactly: bool = False) -> Candidate | None:
        """The answer to show: the latest period, in it the newest publication, in more digits where another has them.

        With `exactly`, only answers for `period` itself. A candidate that is disputed, or that its source has taken
        back, is passed over where the same period has another.
        """
        if period is None or not exactly:
            found = self.candidates(key, period)
            if not found:
                return None
            period = found[0].period
        latest = self.at(key, period)
        return in_more_digits(latest[0], latest[1:]) if latest else None

    def keys(self, area: str) -> list[Key]:
        """Everything that can be answered for `area`."""
        return list(self._all(area))


def read_identities(base: FactBase) -> tuple[Identity, ...]:
    """The identities of the vocabulary, parsed; raises `BpjsError` naming every one that cannot be used."""
    identities, complaints = [], []
    for rule in base.vocabulary.identities.values():
        try:
            identity = parse_identity(rule.id, rule.holds, rule.core)
        except IdentityError as error:
            complaints.append(f'{base.path}: error[F140]: identity "{rule.id}": {error}')
            continue
        unknown = unknown_names(identity, base.vocabulary.indicators)
        complaints.extend(
            f'{base.path}: error[F140]: identity "{rule.id}" speaks of "{u}", no indicator' for u in unknown
        )
        identities.append(identity)
    if complaints:
        raise BpjsError("\n".join(complaints), Exit.BAD_BASE)
    return tuple(identities)


def published(figure: Figure, *, disputed: bool = False, cut: bool = False) -> Quantity:
    """The quantity that `figure` states, read as rounded (loosely where it must be)."""
    reading = figure.reading
    return Quantity(
        figure.unit,
        reading.value,
        reading.loose if cut else reading.rounded,
        reading.step,
        "published",
        (figure,),
        (),
        disputed,
        cut,
        reading.qualifier,
    )


def _candidates_of(solved: Solved, area: str, base: FactBase) -> Iterable[Candidate]:
    group = solved.group
    if area not in group.areas:
        return
    number = group.areas.index(area)
    stated = set()
    for index, (figure, variable) in enumerate(zip(group.figures, group.variables, strict=True)):
        if figure.area == area:
            stated.add(variable)
            quantity = published(figure, disputed=bool(solved.disputed >> index & 1), cut=bool(solved.cut >> index & 1))
            key = Key(figure.indicator, area, figure.segment, figure.programme)
            yield Candidate(key, figure.period, figure.source, figure.base, quantity, solved, variable)
    source = group.figures[0].source
    for variable in solved.variables():
        if variable.area == number and variable not in stated:
            derived = solved.derived(variable, base.vocabulary.indicators[variable.indicator].unit)
            if derived is not None:
                key = Key(variable.indicator, area, variable.segment, variable.programme)
                period = group.cell_of(variable).period
                yield Candidate(key, period, source, group.base, derived, solved, variable)


def _preference(candidate: Candidate) -> tuple[object, ...]:
    """Sorts by period, then by what can be trusted, by date of publication and by precision; the greatest is best."""
    source = candidate.source
    return (
        candidate.period.sort_key,
        not candidate.superseded,
        not candidate.quantity.disputed,
        source.published.end if source.published is not None else date.min,
        -relative_width(candidate.quantity),
        candidate.quantity.origin == "published",
        source.id,
    )


def relative_width(quantity: Quantity) -> Decimal:
    """The width of the interval relative to the value; infinite where a side is unbounded or the value is zero."""
    width = quantity.interval.width
    if width is None or not quantity.value:
        return Decimal("Infinity")
    return width / abs(quantity.value)


def in_more_digits(chosen: Candidate, others: list[Candidate]) -> Candidate:
    """`chosen`, or a more precise figure for the same period of which `chosen` is a rounding."""
    reading = chosen.quantity.figures[0].reading.loose if chosen.quantity.origin == "published" else None
    if reading is None or chosen.quantity.disputed:
        return chosen
    finer = [
        other
        for other in others
        if other.quantity.origin == "published"
        and not other.quantity.disputed
        and not other.superseded
        and other.base == chosen.base
        and relative_width(other.quantity) < relative_width(chosen.quantity)
        and reading.covers(other.quantity.interval)
    ]
    return min(finer, key=lambda other: relative_width(other.quantity), default=chosen)


def name_of(base: FactBase, area: str, lang: str) -> str:
    """The name of `area` in `lang`."""
    place: Area = base.areas[area]
    return place.name.in_language(lang)

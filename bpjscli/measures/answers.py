"""What the fact base answers: candidates from every source, the choice among them, and the area that is meant."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from bpjscli.errors import quoted
from bpjscli.load.diagnostics import Guesser, InvalidBaseError
from bpjscli.measures.candidates import (
    SAME_TIME,
    Candidate,
    Key,
    Prospect,
    Prospects,
    in_more_digits,
    preference,
    published,
    relative_width,
    sound,
)
from bpjscli.model.areas import ancestors, area_and_within
from bpjscli.model.boundaries import Boundaries
from bpjscli.model.facts import Diagnostic, FactBase, Figure
from bpjscli.model.period import Period
from bpjscli.solver.groups import Grouper
from bpjscli.solver.identity import Identity, IdentityError, parse_identity, unknown_names
from bpjscli.solver.plan import Planner
from bpjscli.solver.solve import Solved

Worked = TypeVar("Worked")

__all__ = ["Answers", "Candidate", "Key", "in_more_digits", "published", "relative_width"]


class Answers:
    """Answers from one fact base, with only what had been published by `as_of` where that is given.

    Documents made of `traced` answers say where each number with a mark comes from.

    Raises `InvalidBaseError` where an identity of the vocabulary cannot be used.
    """

    def __init__(self, base: FactBase, as_of: date | None = None, *, traced: bool = False) -> None:
        self.base = base
        self.as_of = as_of
        self.traced = traced
        self.identities = read_identities(base)
        indicators = base.vocabulary.indicators
        self.planner = Planner(base.vocabulary, self.identities)
        self._prospects = Prospects(self.planner, indicators)
        self._grouper = Grouper(indicators, base.areas, self.identities)
        self._figures: dict[str, list[Figure]] = defaultdict(list)
        self._sources_of: dict[str, dict[str, None]] = defaultdict(dict)
        for figure in base.select(as_of=as_of):
            source = figure.source.id
            self._figures[source].append(figure)
            self._sources_of[figure.area][source] = None
        self._order = {source: place for place, source in enumerate(self._figures)}
        self._of_source: dict[str, list[Prospect]] = {}
        self._of_area: dict[str, list[Prospect]] = {}
        self._of_key: dict[Key, dict[Period, list[Prospect]]] = {}
        self._forms_of: dict[str, dict[Period, list[Prospect]]] = {}
        self._at: dict[tuple[Key, Period], list[Candidate]] = {}
        self._worked_out: dict[object, Any] = {}

    @property
    def boundaries(self) -> Boundaries:
        """How the areas of the base were cut, and when."""
        return self._grouper.boundaries

    def once(self, question: Hashable, work_out: Callable[[], Worked]) -> Worked:
        """What `work_out` gives, which is asked once for each `question`: the pages of a site ask the same often."""
        if question not in self._worked_out:
            self._worked_out[question] = work_out()
        answer: Worked = self._worked_out[question]
        return answer

    def areas(self) -> list[str]:
        """Every area with a figure, in the order of the gazetteer."""
        return [area for area in self.base.areas if area in self._sources_of]

    def solved(self) -> list[Solved]:
        """Every group, solved, in the order of the base."""
        return [prospect.solved for source in self._figures for prospect in self._from(source)]

    def prospects(self, key: Key) -> dict[Period, list[Prospect]]:
        """The groups that may answer `key`, in the order of the base, by period from the latest; none is solved."""
        of_key = self._of_key.get(key)
        if of_key is None:
            by_period: dict[Period, list[Prospect]] = defaultdict(list)
            for prospect in self._about(key.area):
                for period in prospect.periods(key):
                    by_period[period].append(prospect)
            latest = sorted(by_period, key=lambda period: period.sort_key, reverse=True)
            of_key = self._of_key[key] = {period: by_period[period] for period in latest}
        return of_key

    def stated(self, key: Key) -> list[Figure]:
        """What sources have published of `key`, on any base; nothing is solved for it."""
        prospects = dict.fromkeys(prospect for at_period in self.prospects(key).values() for prospect in at_period)
        return list({figure.id: figure for prospect in prospects for figure in prospect.stated(key)}.values())

    def candidates(self, key: Key, period: Period | None = None) -> list[Candidate]:
        """Every source's answer, best first; with `period`, those for a period within it."""
        periods = [when for when in self.prospects(key) if period is None or period.covers(when)]
        return [c for when in periods for c in self.at(key, when) if c.period == when]

    def at(self, key: Key, period: Period) -> list[Candidate]:
        """Every source's answer for `period` itself, however a source writes it, best first."""
        candidates = self._at.get((key, period))
        if candidates is None:
            alike = self._written_otherwise(key.area).get(period, ())
            prospects = dict.fromkeys((*self.prospects(key).get(period, ()), *alike))
            candidates = [candidate for prospect in prospects for candidate in prospect.candidates(key, period)]
            if len(candidates) > 1:
                candidates.sort(key=preference, reverse=True)
            self._at[key, period] = candidates
        return candidates

    def best(self, key: Key, period: Period | None = None, *, exactly: bool = False) -> Candidate | None:
        """The answer to show: the latest period, in it the newest publication, in more digits where another has them.

        With `exactly`, only answers for `period` itself. A candidate that is disputed, or that its source has taken
        back, is passed over where the same period has another. What only follows from disputed figures is passed over
        for what was printed at about the time, and is in no dispute; what is much older answers for another state.
        """
        periods = (period,) if period is not None and exactly else self.prospects(key)
        asked = [when for when in periods if period is None or period.covers(when)]
        for place, when in enumerate(asked):
            latest = self.at(key, when)
            if latest:
                newest = in_more_digits(latest[0], latest[1:])
                return self._undisputed_instead(key, newest, asked[place + 1 :]) or newest
        return None

    def _undisputed_instead(self, key: Key, found: Candidate, earlier: Iterable[Period]) -> Candidate | None:
        """What was printed of a stock about the time of an answer that only follows from disputed figures."""
        indicator = self.base.vocabulary.indicators[key.indicator]
        derived = found.quantity.disputed and found.quantity.origin == "derived"
        if not derived or indicator.kind != "stock" or indicator.role != "actual":
            return None
        for when in earlier:
            for other in self.at(key, when):
                near = abs((found.date - other.date).days) <= SAME_TIME
                if near and sound(other) and other.quantity.origin == "published" and other.base == found.base:
                    return other
        return None

    def keys(self, area: str) -> list[Key]:
        """Everything that can be answered for `area`."""
        keys = dict.fromkeys(key for prospect in self._about(area) for key in prospect.keys(area))
        return [key for key in keys if any(self.at(key, period) for period in self.prospects(key))]

    def _written_otherwise(self, area: str) -> dict[Period, list[Prospect]]:
        """The groups that write a moment of `area` in several forms, by each of these."""
        by_period = self._forms_of.get(area)
        if by_period is None:
            by_period = self._forms_of[area] = defaultdict(list)
            for prospect in self._about(area):
                forms = {
                    p: None for cell, form in prospect.group.written if cell.area == area for p in (cell.period, form)
                }
                for period in forms:
                    by_period[period].append(prospect)
        return by_period

    def _about(self, area: str) -> list[Prospect]:
        """The groups that touch `area`, in the order of the base."""
        about = self._of_area.get(area)
        if about is None:
            sources = sorted(set(self._sources_about(area)), key=self._order.__getitem__)
            about = [prospect for source in sources for prospect in self._from(source) if area in prospect.group.areas]
            self._of_area[area] = about
        return about

    def _sources_about(self, area: str) -> Iterable[str]:
        """The sources with figures of an area, and those that may add up to it without naming it."""
        yield from self._sources_of.get(area, ())
        place = self.base.areas.get(area)
        if place is not None and place.complete:
            for part in self.boundaries.anchors(area):
                yield from self._sources_of.get(part, ())

    def _from(self, source: str) -> list[Prospect]:
        prospects = self._of_source.get(source)
        if prospects is None:
            groups = self._grouper.groups(self._figures[source])
            prospects = self._of_source[source] = list(map(self._prospects.of, groups))
        return prospects


def read_identities(base: FactBase) -> tuple[Identity, ...]:
    """The identities of the vocabulary, parsed; raises `InvalidBaseError` with every one that cannot be used."""
    identities, problems, guesser = [], [], Guesser()

    def report(id_: str, said: str) -> None:
        problems.append(Diagnostic("F140", "error", f"identity {quoted(id_)}: {said}", base.place_of_identity(id_)))

    for rule in base.vocabulary.identities.values():
        try:
            identity = parse_identity(rule.id, rule.holds, rule.core)
        except IdentityError as error:
            report(rule.id, str(error))
            continue
        for unknown in unknown_names(identity, base.vocabulary.indicators):
            hint = guesser.meant(unknown, base.vocabulary.indicators)
            report(rule.id, f"unknown indicator {quoted(unknown)}{hint}")
        identities.append(identity)
    if problems:
        raise InvalidBaseError(tuple(problems))
    return tuple(identities)


def widest_area(answers: Answers, key: Key) -> str | None:
    """The group or country with the most periods of `key`; where none has any, the area with the most."""
    figures = answers.base.select(key.indicator, segment=key.segment, programme=key.programme, as_of=answers.as_of)
    return _widest(answers, _periods(figures))


def paying_area(answers: Answers) -> str | None:
    """The group or country with the most figures for claims and benefits; where none has any, the area."""
    select = answers.base.select
    return _widest(
        answers, _figures([*select("claims", as_of=answers.as_of), *select("benefits", as_of=answers.as_of)])
    )


def main_area(answers: Answers) -> str | None:
    """The group with the most figures; without a group the country, without both the area with the most."""
    counts = _figures(answers.base.select(as_of=answers.as_of))
    areas = answers.base.areas
    groups = [area for area in answers.areas() if areas[area].level == "group"]
    return max(groups, key=lambda area: counts[area]) if groups else _widest(answers, counts)


def area_of_base(answers: Answers) -> str | None:
    """What the base as a whole is about: its main area, or the country where most areas with figures lie elsewhere."""
    main, areas = main_area(answers), answers.base.areas
    if main is None:
        return None
    known = answers.areas()
    inside = area_and_within(main, areas).intersection(known)
    above = [place.id for place in ancestors(main, areas)]
    return above[-1] if above and 2 * len(inside) < len(known) else main


def _periods(figures: Iterable[Figure]) -> Mapping[str, int]:
    periods_of: dict[str, set[Period]] = defaultdict(set)
    for figure in figures:
        periods_of[figure.area].add(figure.period)
    return Counter({area: len(periods) for area, periods in periods_of.items()})


def _figures(figures: Iterable[Figure]) -> Mapping[str, int]:
    return Counter(figure.area for figure in figures)


def _widest(answers: Answers, weights: Mapping[str, int]) -> str | None:
    known = [area for area in answers.areas() if area in weights] or answers.areas()
    wide = [area for area in known if answers.base.areas[area].level in ("group", "country")]
    return max(wide or known, key=lambda area: weights[area], default=None)

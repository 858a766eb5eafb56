"""One source's answer to a question, what makes one better than another, and what a group may answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

import msgspec

from bpjscli.model.facts import Figure, Indicator, Source
from bpjscli.model.interval import Interval
from bpjscli.model.period import Period
from bpjscli.solver.arithmetic import Bounds
from bpjscli.solver.constraints import REST, Absent, Regions, Variable
from bpjscli.solver.groups import Group
from bpjscli.solver.plan import Planner
from bpjscli.solver.problem import absent_in
from bpjscli.solver.quantity import Quantity, bounds_of
from bpjscli.solver.solve import Solved, solve

SAME_TIME = 92  # days: figures that agree and lie no further apart tell of one state, not of two
_ENDLESS = Decimal("Infinity")


class Key(NamedTuple):
    """What is asked for, save the period."""

    indicator: str
    area: str
    segment: str | None = None
    programme: str | None = None


class Candidate(msgspec.Struct, frozen=True, gc=False):
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
        """What the whole group leaves of the quantity, in its unit; of what is disputed, whichever figure is wrong."""
        if self.quantity.disputed:
            return self.quantity.held
        return self.solved.problem.bounds(self.solved.box, self.variable, self.quantity.unit)

    @property
    def generous(self) -> Interval:
        """What the quantity may be at most: as its figures are read when newspapers cut them or are off by one."""
        if self.quantity.origin == "published":
            return self.quantity.interval | generous_reading(self.quantity.figures[0])
        if self.quantity.disputed:
            return self.quantity.interval
        problem, rest = self.solved.problem, self.solved.problem.everything & ~self.solved.disputed
        return self.quantity.interval | problem.bounds(problem.solve(rest, rest), self.variable, self.quantity.unit)

    @property
    def superseded(self) -> bool:
        """Whether its source has taken the figure back."""
        return self.quantity.origin == "published" and self.quantity.figures[0].superseded_by is not None


def generous_reading(figure: Figure) -> Interval:
    """What a figure may be when it is held against another source's: a zero at its end may be rounded, too.

    Within one source a number with one or two of them is in full, since it stands beside others in full.
    """
    reading = figure.reading
    value = reading.value
    if reading.qualifier != "exact" or figure.unit == "percent" or not value or value % 10:
        return reading.loose
    half = Decimal(5) if value % 100 else Decimal(50)
    return reading.loose | Interval(value - half, value + half)


def published(figure: Figure, *, disputed: bool = False, cut: bool = False, hull: Interval | None = None) -> Quantity:
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
        hull,
    )


def preference(candidate: Candidate) -> tuple[object, ...]:
    """Sorts answers for one period by trust, by date of publication and by precision; the greatest is best."""
    source = candidate.source
    return (
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
        return _ENDLESS
    return width / abs(quantity.value)


def in_more_digits(chosen: Candidate, others: Sequence[Candidate]) -> Candidate:
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


def sound(candidate: Candidate) -> bool:
    """Whether an answer is neither disputed nor taken back."""
    return not candidate.quantity.disputed and not candidate.superseded


def usable(candidate: Candidate) -> bool:
    """Whether anything may be concluded from `candidate`: it is not taken back, and if disputed, something holds."""
    return not candidate.superseded and (not candidate.quantity.disputed or candidate.quantity.held.width is not None)


def known_interval(candidate: Candidate) -> Interval:
    """What is known of a quantity, in its unit: its own interval, as far as its group leaves it."""
    if candidate.quantity.disputed:
        return candidate.quantity.held
    left = candidate.narrowed
    both = candidate.quantity.interval & left
    return left if both.empty else both


def known_bounds(candidate: Candidate) -> Bounds:
    """The bounds of what is known of a quantity."""
    return bounds_of(known_interval(candidate))


def known(candidate: Candidate) -> Quantity:
    """A quantity as the figures beside it leave it: its own, unless they leave less than half of its interval."""
    own = candidate.quantity
    width, left = own.interval.width, candidate.narrowed.width
    if own.disputed or left is None or (width is not None and 2 * left >= width):
        return own
    return candidate.solved.undisputed(candidate.variable, own.unit) or own


SlotOfAnyYear = tuple[str, str | None, str | None, int]  # a variable without its year


class Prospects:
    """Makes prospects, for one vocabulary; what groups of one shape have in common is worked out once for all."""

    def __init__(self, planner: Planner, indicators: Mapping[str, Indicator]) -> None:
        self.planner = planner
        self.indicators = indicators
        self._stated: dict[tuple[Variable, ...], dict[SlotOfAnyYear, list[int]]] = {}
        self._derivable: dict[tuple[frozenset[Variable], Regions, Absent], dict[SlotOfAnyYear, list[Variable]]] = {}

    def of(self, group: Group) -> Prospect:
        """The prospect of `group`."""
        return Prospect(group, self)

    def stated(self, group: Group) -> Mapping[SlotOfAnyYear, list[int]]:
        """The figures of `group` by place, by number."""
        numbers = self._stated.get(group.variables)
        if numbers is None:
            numbers = self._stated[group.variables] = defaultdict(list)
            for number, variable in enumerate(group.variables):
                numbers[variable[:4]].append(number)
        return numbers

    def derivable(self, group: Group) -> Mapping[SlotOfAnyYear, list[Variable]]:
        """The variables of the plan of `group` by place, without auxiliaries."""
        name = (frozenset(group.variables), group.regions, absent_in(group, self.planner))
        variables = self._derivable.get(name)
        if variables is None:
            variables = self._derivable[name] = defaultdict(list)
            for possible in self.planner.plan(*name).variables:
                if possible is not None and REST not in (possible.segment, possible.programme):
                    variables[possible[:4]].append(possible)
        return variables


class Prospect:
    """A group, solved when an answer from it is first needed."""

    def __init__(self, group: Group, prospects: Prospects) -> None:
        self.group = group
        self._prospects = prospects

    @cached_property
    def _stated(self) -> Mapping[SlotOfAnyYear, list[int]]:
        return self._prospects.stated(self.group)

    @cached_property
    def _derivable(self) -> Mapping[SlotOfAnyYear, list[Variable]]:
        return self._prospects.derivable(self.group)

    @cached_property
    def _within_reach(self) -> frozenset[str]:
        """The indicators that may follow from the figures; without the one asked for, no plan is made."""
        return self._prospects.planner.within_reach(frozenset(place[0] for place in self._stated))

    @cached_property
    def solved(self) -> Solved:
        """What the group amounts to."""
        return solve(self.group, self._prospects.planner)

    def keys(self, area: str) -> Iterator[Key]:
        """What may be answered for `area`: what figures state comes first."""
        number = self.group.areas.index(area)
        for place in dict.fromkeys((*self._stated, *self._derivable)):
            indicator, segment, programme, of = place
            if of == number:
                yield Key(indicator, area, segment, programme)

    def periods(self, key: Key) -> set[Period]:
        """The periods for which `key` may be answered."""
        place, group = self._place(key), self.group
        stated = self._stated.get(place, ())
        answered = {group.figures[number].period for number in stated}
        known = {group.variables[number] for number in stated}
        derivable = self._derivable.get(place, ()) if key.indicator in self._within_reach else ()
        answered.update(group.cell_of(variable).period for variable in derivable if variable not in known)
        return answered

    def stated(self, key: Key) -> Iterator[Figure]:
        """The figures of the group that state `key`, for whatever period."""
        return (self.group.figures[number] for number in self._stated.get(self._place(key), ()))

    def candidates(self, key: Key, period: Period) -> Iterator[Candidate]:
        """The answers to `key` for `period`: those that figures state, or else the one that follows from others.

        A figure for the same moment that writes its period otherwise answers where no figure writes it so.
        """
        group, solved, place = self.group, self.solved, self._place(key)
        stated = self._stated.get(place, ())
        exactly = [number for number in stated if group.figures[number].period == period]
        for number in exactly or [n for n in stated if group.speaks_of(group.variables[n], period)]:
            figure = group.figures[number]
            disputed, cut = bool(solved.disputed >> number & 1), bool(solved.cut >> number & 1)
            variable = group.variables[number]
            hull = solved.hull(variable, figure.unit) if disputed else None
            quantity = published(figure, disputed=disputed, cut=cut, hull=hull)
            yield Candidate(key, figure.period, figure.source, figure.base, quantity, solved, variable)
        known = {group.variables[number] for number in stated}
        for variable in self._derivable.get(place, ()):
            if variable not in known and group.speaks_of(variable, period):
                derived = solved.derived(variable, self._prospects.indicators[key.indicator].unit)
                if derived is not None:
                    cell = group.cell_of(variable)
                    yield Candidate(key, cell.period, group.figures[0].source, group.base, derived, solved, variable)

    def _place(self, key: Key) -> SlotOfAnyYear:
        return key.indicator, key.segment, key.programme, self.group.areas.index(key.area)

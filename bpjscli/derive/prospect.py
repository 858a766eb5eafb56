"""What a group may answer, known before it is solved: what its figures state, and what could be derived from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

import msgspec

from bpjscli.derive.candidate import Candidate, Key, published
from bpjscli.derive.constraints import REST, Absent, Regions, Variable
from bpjscli.derive.groups import Group
from bpjscli.derive.plan import Planner
from bpjscli.derive.problem import absent_in
from bpjscli.derive.solve import Solved, solve
from bpjscli.facts.model import Figure, Indicator
from bpjscli.facts.period import Period

Place = tuple[str, str | None, str | None, int]  # a variable without its year


class Shape(msgspec.Struct, frozen=True, gc=False):
    """What groups have in common that state the same variables in the same order.

    `stated` are their figures by place, by number; `derivable` the variables of their plan, without auxiliaries.
    """

    stated: Mapping[Place, list[int]]
    derivable: Mapping[Place, list[Variable]]


class Prospects:
    """Makes prospects, for one vocabulary."""

    def __init__(self, planner: Planner, indicators: Mapping[str, Indicator]) -> None:
        self.planner = planner
        self.indicators = indicators
        self._shapes: dict[tuple[tuple[Variable, ...], Regions, Absent], Shape] = {}

    def of(self, group: Group) -> Prospect:
        """The prospect of `group`."""
        return Prospect(group, self)

    def shape(self, group: Group) -> Shape:
        """The shape of `group`, worked out once for all that have it."""
        absent = absent_in(group, self.planner)
        name = (group.variables, group.regions, absent)
        found = self._shapes.get(name)
        if found is None:
            stated, derivable = defaultdict(list), defaultdict(list)
            for number, variable in enumerate(group.variables):
                stated[variable[:4]].append(number)
            for possible in self.planner.plan(frozenset(group.variables), group.regions, absent).variables:
                if possible is not None and REST not in (possible.segment, possible.programme):
                    derivable[possible[:4]].append(possible)
            found = self._shapes[name] = Shape(dict(stated), dict(derivable))
        return found


class Prospect:
    """A group, solved when an answer from it is first needed."""

    def __init__(self, group: Group, prospects: Prospects) -> None:
        self.group = group
        self._prospects = prospects

    @cached_property
    def _shape(self) -> Shape:
        return self._prospects.shape(self.group)

    @cached_property
    def solved(self) -> Solved:
        """What the group amounts to."""
        return solve(self.group, self._prospects.planner)

    def keys(self, area: str) -> Iterator[Key]:
        """What may be answered for `area`: what figures state comes first."""
        number = self.group.areas.index(area)
        for place in dict.fromkeys((*self._shape.stated, *self._shape.derivable)):
            indicator, segment, programme, of = place
            if of == number:
                yield Key(indicator, area, segment, programme)

    def periods(self, key: Key) -> set[Period]:
        """The periods for which `key` may be answered."""
        place, group = self._place(key), self.group
        found = {group.figures[number].period for number in self._shape.stated.get(place, ())}
        found.update(group.cell_of(variable).period for variable in self._shape.derivable.get(place, ()))
        return found

    def stated(self, key: Key) -> Iterator[Figure]:
        """The figures of the group that state `key`, for whatever period."""
        return (self.group.figures[number] for number in self._shape.stated.get(self._place(key), ()))

    def candidates(self, key: Key, period: Period) -> Iterator[Candidate]:
        """The answers to `key` for `period`: those that figures state, or else the one that follows from others."""
        group, solved, place = self.group, self.solved, self._place(key)
        stated = self._shape.stated.get(place, ())
        for number in stated:
            figure = group.figures[number]
            if figure.period == period:
                disputed, cut = bool(solved.disputed >> number & 1), bool(solved.cut >> number & 1)
                quantity = published(figure, disputed=disputed, cut=cut)
                yield Candidate(key, period, figure.source, figure.base, quantity, solved, group.variables[number])
        known = {group.variables[number] for number in stated}
        for variable in self._shape.derivable.get(place, ()):
            if variable not in known and group.cell_of(variable).period == period:
                derived = solved.derived(variable, self._prospects.indicators[key.indicator].unit)
                if derived is not None:
                    yield Candidate(key, period, group.figures[0].source, group.base, derived, solved, variable)

    def _place(self, key: Key) -> Place:
        return key.indicator, key.segment, key.programme, self.group.areas.index(key.area)

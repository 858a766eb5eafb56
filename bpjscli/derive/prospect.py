"""What a group may answer, known before it is solved: what its figures state, and what could be derived from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from bpjscli.derive.candidate import Candidate, Key, published
from bpjscli.derive.constraints import REST, Plan, Variable
from bpjscli.derive.groups import Group
from bpjscli.derive.plan import Planner
from bpjscli.derive.solve import Solved, solve
from bpjscli.facts.model import Indicator
from bpjscli.facts.period import Period

Place = tuple[str, str | None, str | None, int]  # a variable without its year


class Prospects:
    """Makes prospects, for one vocabulary. What could be derived is worked out once for all groups of one shape."""

    def __init__(self, planner: Planner, indicators: Mapping[str, Indicator]) -> None:
        self.planner = planner
        self.indicators = indicators
        self._derivable: dict[int, dict[Place, list[Variable]]] = {}

    def of(self, group: Group) -> Prospect:
        """The prospect of `group`."""
        return Prospect(group, self)

    def derivable(self, plan: Plan) -> dict[Place, list[Variable]]:
        """The variables of a plan by place, without auxiliaries; the planner keeps each plan, so that ids stay true."""
        found = self._derivable.get(id(plan))
        if found is None:
            found = self._derivable[id(plan)] = defaultdict(list)
            for variable in plan.variables:
                if variable is not None and REST not in (variable.segment, variable.programme):
                    found[variable[:4]].append(variable)
        return found


class Prospect:
    """A group, solved when an answer from it is first needed."""

    def __init__(self, group: Group, prospects: Prospects) -> None:
        self.group = group
        self._prospects = prospects

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
        place = self._place(key)
        found = {self.group.figures[number].period for number in self._stated.get(place, ())}
        return found | {self.group.cell_of(variable).period for variable in self._derivable.get(place, ())}

    def candidates(self, key: Key, period: Period) -> Iterator[Candidate]:
        """The answers to `key` for `period`: those that figures state, or else the one that follows from others."""
        group, solved, place = self.group, self.solved, self._place(key)
        stated = self._stated.get(place, ())
        for number in stated:
            figure = group.figures[number]
            if figure.period == period:
                disputed, cut = bool(solved.disputed >> number & 1), bool(solved.cut >> number & 1)
                quantity = published(figure, disputed=disputed, cut=cut)
                yield Candidate(key, period, figure.source, figure.base, quantity, solved, group.variables[number])
        known = {group.variables[number] for number in stated}
        for variable in self._derivable.get(place, ()):
            if variable not in known and group.cell_of(variable).period == period:
                derived = solved.derived(variable, self._prospects.indicators[key.indicator].unit)
                if derived is not None:
                    yield Candidate(key, period, group.figures[0].source, group.base, derived, solved, variable)

    def _place(self, key: Key) -> Place:
        return key.indicator, key.segment, key.programme, self.group.areas.index(key.area)

    @cached_property
    def _stated(self) -> dict[Place, list[int]]:
        """The figures by place, by number."""
        found: dict[Place, list[int]] = {}
        for number, variable in enumerate(self.group.variables):
            found.setdefault(variable[:4], []).append(number)
        return found

    @cached_property
    def _derivable(self) -> dict[Place, list[Variable]]:
        return self._prospects.derivable(
            self._prospects.planner.plan(frozenset(self.group.variables), self.group.regions)
        )

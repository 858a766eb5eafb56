"""Solving a group: rounded readings first, loose ones where these fail, contradictions set apart where both do."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import partial

import msgspec

from bpjscli.model.facts import Figure, Unit
from bpjscli.model.interval import EVERYTHING, Interval
from bpjscli.model.period import EARLIEST
from bpjscli.solver.arithmetic import INFINITY
from bpjscli.solver.conflicts import Conflict, bits, find_conflicts
from bpjscli.solver.groups import Group
from bpjscli.solver.plan import REST, Planner, Variable
from bpjscli.solver.problem import Item, Problem
from bpjscli.solver.propagate import Box
from bpjscli.solver.quantity import Quantity, make_derived, make_disputed
from bpjscli.solver.repairs import Repairs

ALL = 100  # percent


class Solved(msgspec.Struct, frozen=True, gc=False):
    """What a group amounts to.

    `loose` is the set of items read loosely, `cut` those of them for which it was necessary, `disputed` the members of
    the contradictions; nothing in `box` rests on them. What follows from them all the same stands in `repairs`. `parts`
    are the areas that were solved by themselves because something is wrong there, each a region with its parts (see
    `solve_by_level`), and with repairs of their own; without any, the group is all.
    """

    group: Group
    problem: Problem
    box: Box
    loose: int
    cut: int
    conflicts: tuple[Conflict, ...]
    disputed: int
    parts: tuple[Solved, ...] = ()
    repairs: Repairs | None = None

    def by_part(self) -> tuple[Solved, ...]:
        """What is wrong, part by part; the group itself where it was solved as one."""
        return self.parts or (self,)

    def figures_in(self, items: int) -> tuple[Figure, ...]:
        """The figures of a set of items, in the order of their source."""
        return tuple(sorted((self.group.figures[number] for number in bits(items)), key=lambda figure: figure.order))

    def variables(self) -> list[Variable]:
        """Every variable that is published or derivable, without auxiliaries and what lies before all periods."""
        first = EARLIEST - self.group.first.year
        return [v for v in self.problem.plan.variables if v is not None and REST not in v and v.year >= first]

    def derived(self, variable: Variable, unit: Unit) -> Quantity | None:
        """What the figures say of `variable`; `None` where that is nothing.

        Where others contradict each other, it is what the undisputed say, unless what holds whichever figure is wrong
        is much closer. A single bound of zero is nothing, nor any that needs no figure: that a headcount is not
        negative.
        """
        hull = self.hull(variable, unit)
        if hull is None or not _closer(hull, self.problem.bounds(self.box, variable, unit)):
            return self.undisputed(variable, unit)
        return self.hull_of(variable, unit)

    def hull_of(self, variable: Variable, unit: Unit) -> Quantity | None:
        """What holds of `variable` whichever figure of a contradiction is wrong; `None` where that is nothing."""
        if self.parts:
            hulls = [quantity for part in self._speaking_of(variable) if (quantity := part.hull_of(variable, unit))]
            return min(hulls, key=_width, default=None)
        hull = self.hull(variable, unit)
        if self.repairs is None or hull is None or _tells_nothing(hull, unit):
            return None
        return make_disputed(self._made(variable, unit, hull, self.repairs.reasons(variable)))

    def _speaking_of(self, variable: Variable) -> list[Solved]:
        """The parts that contradict themselves and have something to do with `variable`."""
        return [part for part in self.parts if part.conflicts and variable in part.problem.plan.numbers]

    @property
    def looked_at_every_repair(self) -> bool:
        """Whether what holds whichever figure is wrong comes of each repair, and not of some taken together."""
        return all(part.repairs is None or part.repairs.every for part in self.by_part())

    def undisputed(self, variable: Variable, unit: Unit) -> Quantity | None:
        """What the undisputed figures say of `variable`; `None` where that is nothing."""
        interval = self.problem.bounds(self.box, variable, unit)
        why = self.box.reasons(self.problem.plan.numbers[variable])
        if _says_nothing(interval) or not why & self.problem.everything:
            return None
        points = self.problem.points(self.problem.everything & ~self.disputed)
        return self._made(variable, unit, interval, why, self.problem.point(points, variable, unit))

    def _made(
        self, variable: Variable, unit: Unit, interval: Interval, why: int, point: Decimal | None = None
    ) -> Quantity:
        instances = self.problem.plan.instances
        used = dict.fromkeys(instances[n].identity for n in bits(why >> len(self.problem.items)))
        figures = self.figures_in(why & self.problem.everything)
        from_zero = variable.indicator not in self.problem.planner.signed
        return make_derived(unit, interval, figures, tuple(used), point, from_zero=from_zero)

    def hull(self, variable: Variable, unit: Unit) -> Interval | None:
        """What holds of `variable` whichever figure of a contradiction is wrong; `None` where there is none."""
        if self.parts:
            quantity = self.hull_of(variable, unit)
            if quantity is None or quantity.hull is None:
                return EVERYTHING if self._speaking_of(variable) else None
            return quantity.hull
        return None if self.repairs is None else self.repairs.hull(variable, unit)


def _says_nothing(interval: Interval) -> bool:
    """Whether an interval has no bound but zero."""
    return (interval.low is None or interval.high is None) and not (interval.low or interval.high)


def _tells_nothing(hull: Interval, unit: Unit) -> bool:
    """Whether what holds whichever figure is wrong helps nobody: a side is open, or a rate is at most all or more."""
    return hull.width is None or (unit == "percent" and not hull.low and hull.high is not None and hull.high >= ALL)


def _width(quantity: Quantity) -> Decimal:
    width = quantity.held.width
    return INFINITY if width is None else width


def _closer(hull: Interval, interval: Interval) -> bool:
    """Whether the hull leaves less than half of an interval."""
    if interval.width is None or hull.width is None:
        return hull.width is not None or (_says_nothing(interval) and not _says_nothing(hull))
    return 2 * hull.width < interval.width


def solve(group: Group, planner: Planner) -> Solved:
    """Solve `group`: level by level where it has regions.

    Where that costs too much to be examined to the end, each area is looked at by itself first, and what is disputed
    there takes no part in what the areas add up to.
    """
    problem = Problem.of(group, planner)
    box = problem.solve(problem.everything)
    if not box.conflict:
        return Solved(group, problem, box, 0, 0, (), 0)
    scopes = scopes_of(group) if group.regions else []
    solved = (solve_by_level(problem, group, scopes) if len(scopes) > 1 else None) or _solve_together(problem, group)
    if not scopes or all(conflict.complete for conflict in solved.conflicts):
        return solved
    alone = (frozenset((area,)) for area in sorted({variable.area for variable in group.variables}))
    return solve_by_level(problem, group, list(dict.fromkeys((*alone, *scopes)))) or solved


def scopes_of(group: Group) -> list[frozenset[int]]:
    """The sets of areas whose figures are held against each other, from the smallest areas up.

    A region with figures is one with the areas that add up to it; an area in no such region is alone.
    """
    named = {variable.area for variable in group.variables}
    below: dict[int, tuple[int, ...]] = {}
    for area, parts, _ in group.regions:
        if area in named:
            below[area] = (*below.get(area, ()), *parts)
    order: dict[int, None] = {}

    def enter(area: int) -> None:
        for part in below.get(area, ()):
            enter(part)
        if area in below:
            order[area] = None

    for region in below:
        enter(region)
    within = {area for region in order for area in (region, *below[region])}
    alone = [frozenset((area,)) for area in sorted(named - within)]
    return [*alone, *(frozenset((region, *below[region])) for region in order)]


def solve_by_level(problem: Problem, group: Group, scopes: list[frozenset[int]]) -> Solved | None:
    """The group solved scope by scope, so that what is wrong in one province does not weigh on all others.

    What is disputed in a scope is left out in those above it. `None` where the scopes agree and the whole does not.
    """
    parts: list[Solved] = []
    conflicts: list[Conflict] = []
    disputed = loose = cut = 0
    for scope in scopes:
        numbers = [n for n, v in enumerate(group.variables) if v.area in scope and not disputed >> n & 1]
        part = _solve_part(group, problem.planner, scope, numbers)
        if part.conflicts or part.loose:
            parts.append(part)
            conflicts += [_renumbered(conflict, numbers) for conflict in part.conflicts]
            disputed |= _items(part.disputed, numbers)
            loose |= _items(part.loose, numbers)
            cut |= _items(part.cut, numbers)
    box = problem.solve(problem.everything & ~disputed, loose)
    if box.conflict:
        return None
    return Solved(group, problem, box, loose, cut, tuple(conflicts), disputed, tuple(parts))


def _solve_part(group: Group, planner: Planner, scope: frozenset[int], numbers: list[int]) -> Solved:
    """Some of the figures of a group, solved as a group of their own."""
    regions = tuple(one for one in group.regions if scope.issuperset((one[0], *one[1])))
    figures, variables = (tuple(of[n] for n in numbers) for of in (group.figures, group.variables))
    part = msgspec.structs.replace(group, figures=figures, variables=variables, regions=regions)
    problem = Problem.of(part, planner)
    box = problem.solve(problem.everything)
    return _solve_together(problem, part) if box.conflict else Solved(part, problem, box, 0, 0, (), 0)


def _renumbered(conflict: Conflict, numbers: list[int]) -> Conflict:
    core, members, suspects = (_items(items, numbers) for items in (conflict.core, conflict.members, conflict.suspects))
    return Conflict(core, members, suspects, conflict.complete)


def _items(items: int, numbers: list[int]) -> int:
    """A set of items by their numbers in the whole group."""
    return sum(1 << numbers[number] for number in bits(items))


def _solve_together(problem: Problem, group: Group) -> Solved:
    """A group whose rounded readings fail: loosely, and without what is disputed where that fails, too."""
    everything = problem.everything
    loose_box = problem.solve(everything, everything)
    if not loose_box.conflict:
        return Solved(group, problem, loose_box, everything, _cut(problem, everything), (), 0)
    conflicts = tuple(_find(problem, everything, everything))
    disputed = 0
    for conflict in conflicts:
        disputed |= conflict.members
    return _solve_rest(group, problem, conflicts, disputed)


def read_otherwise(solved: Solved, changes: Mapping[int, Item]) -> Solved:
    """The same figures with some of them read otherwise."""
    problem = solved.problem.replaced(changes)
    conflicts = tuple(_find(problem, problem.everything, problem.everything))
    disputed = 0
    for conflict in conflicts:
        disputed |= conflict.members
    return _solve_rest(solved.group, problem, conflicts, disputed)


def _solve_rest(group: Group, problem: Problem, conflicts: tuple[Conflict, ...], disputed: int) -> Solved:
    rest = problem.everything & ~disputed
    box, loose, cut = problem.solve(rest), 0, 0
    if box.conflict:
        loose, cut = rest, _cut(problem, rest)
        box = problem.solve(rest, rest)
    repairs = Repairs(problem, conflicts, disputed) if conflicts else None
    return Solved(group, problem, box, loose, cut, conflicts, disputed, repairs=repairs)


def _find(problem: Problem, active: int, loose: int) -> list[Conflict]:
    """The conflicts among the items in `active`; those in `loose` are read loosely."""

    def conflict(active: int, within: int) -> int:
        return problem.solve(active, loose, within).conflict

    return find_conflicts(active, len(problem.items), conflict, lambda: problem.steps)


def _cut(problem: Problem, active: int) -> int:
    """The items that must be read loosely before those in `active` agree.

    One that suffices alone where there is such an item (the one that gives way least), else all whose rounded reading
    has nothing in common with what the loose readings leave of it.
    """
    shortened = [n for n in bits(active) if problem.items[n].rounded != problem.items[n].loose]
    needed = 0
    for conflict in _find(problem, active, 0):
        members = [n for n in shortened if conflict.members >> n & 1]
        alone = [n for n in members if problem.agree(conflict.core | conflict.members, 1 << n)]
        if alone:
            needed |= 1 << min(alone, key=partial(_stretch, problem, conflict.members))
        else:
            needed |= sum(1 << n for n in members)
    return needed


def _stretch(problem: Problem, within: int, number: int) -> Decimal:
    """How far the item must leave its rounded reading, as a part of what its loose reading allows."""
    item = problem.items[number]
    box = problem.solve(within, 1 << number)
    index = problem.plan.numbers[item.variable]
    rounded, loose = item.rounded, item.loose
    if rounded.high is not None and loose.high is not None and box.low[index] > rounded.high:
        return (box.low[index] - rounded.high) / (loose.high - rounded.high)
    if rounded.low is not None and loose.low is not None and box.high[index] < rounded.low:
        return (rounded.low - box.high[index]) / (rounded.low - loose.low)
    return Decimal(0)

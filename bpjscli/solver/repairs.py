"""Repairs of a group that contradicts itself, and what holds in all of them.

A repair is a smallest set of figures to leave out so that the rest agree. What is true in every repair is true
whichever figure is wrong: consistent query answering (Arenas, Bertossi & Chomicki, "Consistent query answers in
inconsistent databases", PODS 1999). A quantity lies within the hull of the intervals that the repairs leave for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, reduce
from itertools import combinations, islice, product
from math import comb, prod
from operator import or_

from bpjscli.model.facts import Unit
from bpjscli.model.interval import EVERYTHING, Interval
from bpjscli.solver.conflicts import Conflict, bits
from bpjscli.solver.constraints import Variable
from bpjscli.solver.problem import Problem
from bpjscli.solver.propagate import Box

MOST_TRIED = 64  # sets of figures of conflicts that touch, left out to see whether the rest agree
MOST_REPAIRS = 48  # of a group, each solved on its own
MOST_LOOKED_AT = 10_000  # contradictions of a group whose repairs are looked for, times its figures


class Repairs:
    """The repairs of a group, worked out when they are first asked for.

    `disputed` are the members of all conflicts. Of more than `MOST_REPAIRS` not each is looked at, but each way to meet
    some conflicts, without all that the others may mean: what follows is true in every repair, and says less. So it is
    where all members of a conflict are left out, because it was not examined to the end or has too many.
    """

    def __init__(self, problem: Problem, conflicts: Sequence[Conflict], disputed: int) -> None:
        self._problem = problem
        self._conflicts = conflicts
        self._disputed = disputed
        self._is_each_examined = True

    @cached_property
    def _apart(self) -> list[tuple[int, list[int]]]:
        """For each set of conflicts that touch, their members, and what may be left out of these to meet them."""
        most = MOST_LOOKED_AT // len(self._problem.items)
        apart: list[tuple[int, list[int]]] = []
        for own in _touching(self._conflicts):
            members = reduce(or_, (conflict.members for conflict in own))
            examined = len(apart) <= most and all(conflict.complete for conflict in own)
            if not examined or any(c.suspects.bit_count() > MOST_TRIED for c in own):
                self._is_each_examined = False
                apart.append((members, [members]))
            else:
                apart.append((members, self._ways(own, members)))
        return apart

    def _ways(self, own: Sequence[Conflict], members: int) -> list[int]:
        active = self._problem.everything & ~(self._disputed & ~members)
        for size in range(1, len(own) + 1):
            repairs = [tried for tried in _tried(own, members, size) if self._problem.agree(active & ~tried, active)]
            if repairs:
                return repairs
        return [members]

    @cached_property
    def every(self) -> bool:
        """Whether each repair has been looked at on its own."""
        ways = prod(len(ways) for _, ways in self._apart)
        return self._is_each_examined and ways <= MOST_REPAIRS

    @cached_property
    def _worlds(self) -> list[list[Box]]:
        """Boxes, in lists: of each list one holds the truth, if one repair leaves out all that is wrong."""
        if prod(len(ways) for _, ways in self._apart) <= MOST_REPAIRS:
            boxes = self._boxes(reduce(or_, chosen) for chosen in product(*(ways for _, ways in self._apart)))
            if boxes:
                return [boxes]
        lists = []
        for members, ways in self._apart:
            others = self._disputed & ~members
            if boxes := self._boxes(way | others for way in ways):
                lists.append(boxes)
        return lists

    def _boxes(self, left_out: Iterable[int]) -> list[Box]:
        """What follows without each of these sets, as rounded where that agrees; nothing of those that do not agree."""
        boxes = []
        for without in dict.fromkeys(left_out):
            active = self._problem.everything & ~without
            box = self._problem.solve(active)
            if box.conflict:
                box = self._problem.solve(active, active)
            if not box.conflict:
                boxes.append(box)
        return boxes

    def hull(self, variable: Variable, unit: Unit) -> Interval:
        """What holds of `variable` whichever figure is wrong, in the unit that people read."""
        within = EVERYTHING
        for boxes in self._worlds:
            intervals = (self._problem.bounds(box, variable, unit) for box in boxes)
            both = within & reduce(or_, intervals)
            within = within if both.empty else both
        return within

    def reasons(self, variable: Variable) -> int:
        """The figures and instances that the bounds of `variable` rest on, in any repair."""
        index = self._problem.plan.numbers[variable]
        return reduce(or_, (box.reasons(index) for boxes in self._worlds for box in boxes), 0)


def _touching(conflicts: Sequence[Conflict]) -> list[list[Conflict]]:
    """The conflicts in sets that share members."""
    sets: list[tuple[int, list[Conflict]]] = []
    for conflict in conflicts:
        members, its = conflict.members, [conflict]
        apart = []
        for others, those in sets:
            if others & members:
                members, its = members | others, [*those, *its]
            else:
                apart.append((others, those))
        sets = [*apart, (members, its)]
    return [its for _, its in sets]


def _tried(own: Sequence[Conflict], members: int, size: int) -> Iterator[int]:
    """The sets of `size` figures that may meet some conflicts that touch; of many only suspects of each."""
    if len(own) == 1:
        yield from (1 << number for number in bits(own[0].suspects or members))
    elif comb(members.bit_count(), size) <= MOST_TRIED:
        yield from (reduce(or_, some) for some in combinations([1 << n for n in bits(members)], size))
    elif size == len(own):
        suspects = [[1 << n for n in bits(conflict.suspects)] for conflict in own]
        yield from (reduce(or_, some) for some in islice(product(*suspects), MOST_TRIED))

"""A group as a problem to solve: which figures take part, and how each is read."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from bpjscli.derive.groups import Group, Regions
from bpjscli.derive.plan import Plan, Planner, Variable
from bpjscli.derive.propagate import Box
from bpjscli.facts.interval import Interval
from bpjscli.facts.model import Figure, Unit


class Item(NamedTuple):
    """A figure as the solver sees it: percentages as ratios."""

    variable: Variable
    rounded: Interval
    loose: Interval


def as_item(figure: Figure, variable: Variable) -> Item:
    """The solver's view of `figure`."""
    reading = figure.reading
    if figure.unit == "percent":
        return Item(variable, reading.rounded.scaled(-2), reading.loose.scaled(-2))
    return Item(variable, reading.rounded, reading.loose)


class Problem:
    """Items that meet in identities. Sets of items are bit sets: bit n is the n-th item."""

    def __init__(self, planner: Planner, items: Sequence[Item], regions: Regions = ()) -> None:
        self.planner = planner
        self.items = tuple(items)
        self.regions = regions
        self.plan: Plan = planner.plan(frozenset(item.variable for item in self.items), regions)
        self.everything = (1 << len(self.items)) - 1
        self._indexes = [self.plan.numbers[item.variable] for item in self.items]
        self._open = [n for n, item in enumerate(self.items) if item.rounded.low_open or item.rounded.high_open]

    @classmethod
    def of(cls, group: Group, planner: Planner) -> Problem:
        """The problem that `group` poses."""
        return cls(planner, list(map(as_item, group.figures, group.variables)), group.regions)

    def replaced(self, changes: dict[int, Item]) -> Problem:
        """The same problem with some items read otherwise."""
        items = [changes.get(number, item) for number, item in enumerate(self.items)]
        return Problem(self.planner, items, self.regions)

    def solve(self, active: int, loose: int = 0) -> Box:
        """Bounds that follow from the items in `active`; those in `loose` are read loosely."""
        box = Box(self.plan, len(self.items))
        for number, item in enumerate(self.items):
            bit = 1 << number
            if active & bit and not box.conflict:
                reading = item.loose if loose & bit else item.rounded
                box.restrict(self._indexes[number], reading.low, reading.high, bit)
        if not box.conflict:
            box.propagate()
        for number in self._open:
            if active >> number & 1:
                self._respect_open_bounds(box, number)
        return box

    def _respect_open_bounds(self, box: Box, number: int) -> None:
        """More than 50 excludes 50: a variable pinned to a bound that is left out is a conflict."""
        reading, variable = self.items[number].rounded, self._indexes[number]
        low = box.low[variable]
        pinned = low == box.high[variable] and not box.conflict
        if pinned and ((reading.low_open and low == reading.low) or (reading.high_open and low == reading.high)):
            box.conflict = box.reasons(variable) | (1 << number)

    def conflict(self, active: int, loose: int = 0) -> int:
        """0, or a subset of `active` that cannot all be true (not always the smallest)."""
        return self.solve(active, loose).conflict & self.everything

    def bounds(self, box: Box, variable: Variable, unit: Unit) -> Interval:
        """What `box` says of `variable`, in the unit that people read."""
        number = self.plan.numbers.get(variable)
        if number is None:
            return Interval()
        found = Interval(_finite(box.low[number]), _finite(box.high[number]))
        return found.scaled(2) if unit == "percent" else found


def _finite(bound: Decimal) -> Decimal | None:
    return None if bound.is_infinite() else bound

"""A group as a problem to solve: which figures take part, and how each is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, Decimal
from functools import cached_property
from itertools import combinations, pairwise
from typing import NamedTuple

from bpjscli.model.facts import Figure, Reading, Unit
from bpjscli.model.interval import Interval
from bpjscli.model.period import years_later
from bpjscli.solver.arithmetic import Bounds
from bpjscli.solver.constraints import Absent, Plan, Regions, Variable
from bpjscli.solver.groups import Group
from bpjscli.solver.plan import Planner
from bpjscli.solver.propagate import Box
from bpjscli.solver.quantity import bounds_of, make_stated

_ZERO = Decimal(0)
_HALF = Decimal("0.5")
_WHOLE = Decimal(1)
MOST_PAIRED = 40  # figures of a source for one quantity that are held against each other, each with each


class Item(NamedTuple):
    """A figure as the solver sees it: percentages as ratios. `point` is the number itself where it is in full."""

    variable: Variable
    rounded: Interval
    loose: Interval
    point: Decimal | None = None


def as_item(figure: Figure, variable: Variable, *, quotient: bool = False) -> Item:
    """The solver's view of `figure`; of a `quotient`, a number in full is one rounded to the nearest whole."""
    return read_as_item(figure.reading, figure.unit, variable, quotient)


def read_as_item(reading: Reading, unit: Unit, variable: Variable, quotient: bool) -> Item:
    """The solver's view of a reading; see `as_item`."""
    if unit == "percent":
        return Item(variable, reading.rounded.scaled(-2), reading.loose.scaled(-2))
    if quotient and reading.rounded.exact:
        value = reading.value
        return Item(variable, Interval(value - _HALF, value + _HALF), Interval(value - _WHOLE, value + _WHOLE))
    in_full = not reading.step and reading.qualifier in ("exact", "about")
    return Item(variable, reading.rounded, reading.loose, reading.value if in_full else None)


class Problem:
    """Items that meet in identities. Sets of items are bit sets: bit n is the n-th item."""

    def __init__(
        self,
        planner: Planner,
        items: Sequence[Item],
        regions: Regions = (),
        absent: Absent = frozenset(),
        plan: Plan | None = None,
    ) -> None:
        self.planner = planner
        self.items = tuple(items)
        self.regions = regions
        self.absent = absent
        known = frozenset(item.variable for item in self.items)
        self.plan = planner.plan(known, regions, absent) if plan is None else plan
        self.everything = (1 << len(self.items)) - 1
        numbers = self.plan.numbers
        self._indexes = [numbers[item.variable] for item in self.items]
        self._points: dict[int, Box | None] = {}
        self.steps = 0  # the work of all solutions so far, as `Box` counts it
        self._apart = _no_roundings(self.items)
        self._rates = [n for n, item in enumerate(self.items) if item.variable.indicator in planner.divisors]
        self._open = [n for n, item in enumerate(self.items) if item.rounded.low_open or item.rounded.high_open]

    @cached_property
    def _one_sided(self) -> int:
        """The items that say only "less than" or "more than": what a bound rests on them is left out itself."""
        return sum(1 << n for n in self._open if not self.items[n].rounded.low or self.items[n].rounded.high is None)

    @classmethod
    def of(cls, group: Group, planner: Planner) -> Problem:
        """The problem that `group` poses."""
        quotients = planner.quotients
        items = [
            as_item(figure, variable, quotient=figure.indicator in quotients)
            for figure, variable in zip(group.figures, group.variables, strict=True)
        ]
        return cls(planner, items, group.regions, absent_in(group, planner))

    def replaced(self, changes: Mapping[int, Item]) -> Problem:
        """The same problem with some items read otherwise.

        Where they speak of variables that the plan has already, the plan stays: what it says of them does not depend on
        which of them are published.
        """
        items = [changes.get(number, item) for number, item in enumerate(self.items)]
        stays = all(item.variable in self.plan.numbers for item in changes.values())
        return Problem(self.planner, items, self.regions, self.absent, self.plan if stays else None)

    def with_open_lists(self) -> Problem:
        """The same problem where a source may leave out of a list what few know of, such as migrant workers."""
        known = frozenset(item.variable for item in self.items)
        plan = self.planner.plan(known, self.regions, self.absent, open_lists=True)
        return Problem(self.planner, self.items, self.regions, self.absent, plan)

    def solve(self, active: int, loose: int = 0, within: int = -1) -> Box:
        """Bounds that follow from the items in `active`; those in `loose` are read loosely.

        `within` is the set of instances of identities that take part, all by default.
        """
        box = Box(self.plan, len(self.items))
        for pair in self._apart:
            if pair & active == pair:
                box.conflict = pair
                return box
        bit = 1
        for index, item in zip(self._indexes, self.items, strict=True):
            if active & bit:
                reading = item.loose if loose & bit else item.rounded
                box.restrict(index, reading.low, reading.high, bit)
                if box.conflict:
                    break
            bit <<= 1
        else:
            box.propagate(within=within)
            self.steps += box.steps + len(self.items)
        self._keep_whole(box)
        self._keep_divisors(box, active)
        if loose and not box.conflict:
            self._weigh_sums(box, active & loose, within)
        return self._respecting_open_bounds(box, active)

    def _weigh_sums(self, box: Box, loose: int, within: int) -> None:
        """Who cuts one number of a sum cuts all: its loose readings are rounded together, or cut together.

        95 + 5 + 2 + 1 percent are not 100, though each might be rounded up, and the whole cut.
        """
        for items, instance in self._incoherent:
            if items & loose == items and within >> instance & 1:
                box.conflict = items | 1 << (len(self.items) + instance)
                return

    @cached_property
    def _incoherent(self) -> list[tuple[int, int]]:
        """The sums, as their items and instance, that add up neither where all is rounded nor where all is cut."""
        numbers = {index: number for number, index in enumerate(self._indexes)}
        incoherent = []
        for constraint in self.plan.constraints:
            if constraint.kind != "sum" or not all(n in numbers for n in (constraint.total, *constraint.parts)):
                continue
            total, *parts = (numbers[n] for n in (constraint.total, *constraint.parts))
            shortened = [n for n in (total, *parts) if _is_shortened(self.items[n])]
            if (
                total in shortened
                and len(shortened) > 3
                and not any(_adds_up(self.items[total], [self.items[n] for n in parts], cut) for cut in (False, True))
            ):
                incoherent.append((sum(1 << n for n in {total, *parts}), constraint.instance))
        return incoherent

    def _keep_divisors(self, box: Box, active: int) -> None:
        """Where a rate above 0 is printed, there is somebody whom it is of."""
        for number in self._rates:
            item = self.items[number]
            if active >> number & 1 and item.loose.low and not box.conflict:
                divisor = item.variable._replace(indicator=self.planner.divisors[item.variable.indicator])
                index = self.plan.numbers.get(divisor)
                if index is not None and not box.high[index]:
                    box.conflict = box.high_why[index] | 1 << number

    def _keep_whole(self, box: Box) -> None:
        """33.37 percent of 17 is nobody: what is counted has a whole number within its bounds.

        This is the granularity test of Brown & Heathers ("The GRIM test", Social Psychological and Personality
        Science 8, 2017), for rates instead of means.
        """
        if box.conflict or not self._rates:
            return
        for index in self._counted:
            low, high = box.low[index], box.high[index]
            if high - low < 1 and low.to_integral_value(ROUND_CEILING) > high:
                box.conflict = box.reasons(index)
                return

    @cached_property
    def _counted(self) -> list[int]:
        """The variables that are counted."""
        whole = self.planner.whole
        return [n for n, v in enumerate(self.plan.variables) if v is not None and v.indicator in whole]

    def extended(self, box: Box, number: int, item: Item) -> Box:
        """`box`, which does not know the item of this number, with `item` in its place, read loosely.

        `item` must speak of a variable of the plan.
        """
        restricted = box.copy()
        index = self.plan.numbers[item.variable]
        restricted.restrict(index, item.loose.low, item.loose.high, 1 << number)
        if not restricted.conflict:
            restricted.propagate(self.plan.touching[index])
        self._keep_whole(restricted)
        return restricted

    def _respecting_open_bounds(self, box: Box, active: int) -> Box:
        """More than 50 excludes 50: a variable pinned to a bound that is left out is a conflict."""
        for number in self._open:
            if not active >> number & 1 or box.conflict:
                continue
            reading, variable = self.items[number].rounded, self._indexes[number]
            low = box.low[variable]
            left_out = (reading.low_open and low == reading.low) or (reading.high_open and low == reading.high)
            if left_out and low == box.high[variable]:
                box.conflict = box.reasons(variable) | (1 << number)
        return box

    def agree(self, active: int, loose: int = 0) -> bool:
        """Whether the items in `active` can all be true, as far as can be told."""
        return not self.solve(active, loose).conflict

    def points(self, active: int) -> Box | None:
        """What follows from the numbers printed in full, taken at their word ("sekitar 16.684" is 16.684).

        `None` where that is nothing new, or a contradiction.
        """
        if active not in self._points:
            in_full = [n for n, item in enumerate(self.items) if item.point is not None and active >> n & 1]
            box = None
            if any(not self.items[n].rounded.exact for n in in_full):
                box = Box(self.plan, len(self.items))
                for n in in_full:
                    box.restrict(self._indexes[n], self.items[n].point, self.items[n].point, 1 << n)
                box.propagate()
            self._points[active] = None if box is None or box.conflict else box
        return self._points[active]

    def point(self, points: Box | None, variable: Variable, unit: Unit) -> Decimal | None:
        """The one value that `points` leaves for `variable`, in the unit people read; `None` where it leaves more."""
        interval = Interval() if points is None else self.bounds(points, variable, unit)
        return interval.low if interval.exact else None

    def _left_out(self, box: Box, number: int) -> tuple[bool, bool]:
        """Which bounds of a variable are left out where the reasons of both name an item that is open.

        Where signs are not settled, every bound is a reason of every other. What bounds the variable without the open
        items is not left out: fewer than half of all are participants, so more than half are not, and at most all.
        """
        rest = self._closed
        if rest.conflict:
            return False, False  # it cannot be told
        low_open, high_open = box.low[number] != rest.low[number], box.high[number] != rest.high[number]
        return (low_open, high_open) if low_open != high_open else (False, False)

    @cached_property
    def _closed(self) -> Box:
        """What follows without the items that say only "less than" or "more than"."""
        return self.solve(self.everything & ~self._one_sided)

    def bounds(self, box: Box, variable: Variable, unit: Unit) -> Interval:
        """What `box` says of `variable`, in the unit that people read."""
        number = self.plan.numbers.get(variable)
        if number is None:
            return Interval()
        low_open = bool(box.low[number] and box.low_why[number] & self._one_sided)
        high_open = bool(box.high[number] and box.high_why[number] & self._one_sided)
        if low_open and high_open:
            low_open, high_open = self._left_out(box, number)
        interval = Interval(make_stated(box.low[number]), make_stated(box.high[number]), low_open, high_open)
        return interval.scaled(2) if unit == "percent" else interval


def _no_roundings(items: Sequence[Item]) -> list[int]:
    """The pairs of items that state one quantity, and of which neither can be a rounding of the other.

    One of two may be cut or off by one in its last digit; "47 persen" and "45 persen" would both have to be.
    """
    of_variable: dict[Variable, list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        of_variable[item.variable].append(number)
    return [
        1 << one | 1 << other
        for numbers in of_variable.values()
        if len(numbers) > 1
        for one, other in _neighbours(items, numbers)
        if not _one_rounded(items[one], items[other])
    ]


def _neighbours(items: Sequence[Item], numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of items that state one quantity: all of a few, of many each with the next greater one."""
    if len(numbers) <= MOST_PAIRED:
        return combinations(numbers, 2)
    return pairwise(sorted(numbers, key=lambda n: (items[n].rounded.low or _ZERO, n)))


def _one_rounded(one: Item, other: Item) -> bool:
    """Whether two readings of one quantity meet, with at most one of them read loosely."""
    return not ((one.loose & other.rounded).empty and (one.rounded & other.loose).empty)


def absent_in(group: Group, planner: Planner) -> Absent:
    """The segments and programmes that did not exist yet in the years of `group`."""
    terms = [
        term
        for terms in (planner.vocabulary.segments, planner.vocabulary.programmes)
        for term in terms.values()
        if not term.existed(group.first)
    ]
    if not terms:
        return frozenset()
    years = {variable.year for variable in group.variables}
    return frozenset((y, term.id) for y in years for term in terms if not term.existed(years_later(group.first, y)))


def _is_shortened(item: Item) -> bool:
    """Whether the number has fewer digits than what it stands for; one below zero would be cut the other way."""
    high, higher, low = item.rounded.high, item.loose.high, item.loose.low
    return high is not None and higher is not None and low is not None and low >= 0 and high < higher


def _adds_up(total: Item, parts: Sequence[Item], cut: bool) -> bool:
    """Whether numbers may add up that were all cut, or all rounded."""
    low, high = _coherent(total, cut)
    ends = [_coherent(part, cut) for part in parts]
    return sum(end[0] for end in ends) <= high and low <= sum(end[1] for end in ends)


def _coherent(item: Item, cut: bool) -> Bounds:
    if not _is_shortened(item):
        return bounds_of(item.loose)
    low, high = bounds_of(item.loose)
    rounded = bounds_of(item.rounded)[1]
    return (2 * rounded - high, high) if cut else (low, rounded)  # v + u/2 and v + u: v is twice the one less the other

"""Forward-backward contraction of a plan's constraints to a fixed point, with the reasons for every bound.

This is HC4 (Benhamou, Goualard, Granvilliers & Puget, "Revising hull and box consistency", ICLP 1999) on primitive
constraints. It never loses a solution: each bound is implied by the figures and identities in its reason, a bit set.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from decimal import Context, Decimal

from bpjscli.solver.arithmetic import DOWN, INFINITY, MINUS_INFINITY, UP, ZERO, Bounds, factor_of, multiply
from bpjscli.solver.constraints import Constraint, Plan

# A bound that moves by less than this part of itself is not worth another round; conflicts are judged exactly.
NEGLIGIBLE = Decimal("1e-12")
# Revisions allowed per constraint, so that slow convergence ends; what stands then is still an enclosure. Of real
# sources one in two hundred needs as many as 60, and none that agrees with itself.
ROUNDS = 200
# A lower bound that is lifted from beyond this is on its way to infinity: to follow it would only take time.
FARTHEST = Decimal("1e18")
STEPS_A_PRODUCT = 10


class Box:
    """The variables' bounds while they are narrowed, and for each bound the bit set of its reasons.

    `conflict` is 0, or the reasons that cannot hold together. Bits below `first_instance` are figures, the others
    instances of identities. `steps` counts the work: the terms of sums that were revised, ten for a product, and one
    for each constraint that was looked at.
    """

    __slots__ = ("conflict", "first_instance", "high", "high_why", "low", "low_why", "moved", "plan", "steps")

    def __init__(self, plan: Plan, figures: int) -> None:
        self.plan = plan
        self.first_instance = figures
        self.low = list(plan.lows)
        self.high = list(plan.highs)
        self.low_why = [0] * len(self.low)
        self.high_why = [0] * len(self.low)
        self.conflict = 0
        self.steps = 0
        self.moved: list[int] = []  # variables that the constraint under revision has narrowed

    def copy(self) -> Box:
        """A box to narrow further while this one stays as it is."""
        twin = Box.__new__(Box)
        twin.plan, twin.first_instance, twin.conflict, twin.moved = self.plan, self.first_instance, self.conflict, []
        twin.steps = self.steps
        twin.low, twin.high = self.low.copy(), self.high.copy()
        twin.low_why, twin.high_why = self.low_why.copy(), self.high_why.copy()
        return twin

    def restrict(self, variable: int, low: Decimal | None, high: Decimal | None, why: int) -> None:
        """Take in a reading."""
        if low is not None and low > self.low[variable]:
            self.low[variable], self.low_why[variable] = low, why
        if high is not None and high < self.high[variable]:
            self.high[variable], self.high_why[variable] = high, why
        if self.low[variable] > self.high[variable]:
            self.conflict = self.low_why[variable] | self.high_why[variable]

    def reasons(self, variable: int) -> int:
        """The figures and instances that the bounds of `variable` rest on."""
        return self.low_why[variable] | self.high_why[variable]

    def propagate(self, first: Iterable[int] | None = None, within: int = -1) -> None:
        """Narrow until nothing moves or a conflict shows.

        `first` are the constraints to begin with, all by default; only those of instances in the bit set `within`
        take part.
        """
        constraints, touching, moved = self.plan.constraints, self.plan.touching, self.moved
        queue = deque(range(len(constraints)) if first is None else first)
        waiting = bytearray(len(constraints))
        for number in queue:
            waiting[number] = 1
        budget = ROUNDS * len(constraints)
        while queue and not self.conflict and budget:
            budget -= 1
            self.steps += 1
            number = queue.popleft()
            waiting[number] = 0
            constraint = constraints[number]
            if within != -1 and not within >> constraint.instance & 1:
                continue
            if constraint.kind == "sum":
                self.steps += len(constraint.parts)
                self._revise_sum(constraint)
            else:
                self.steps += STEPS_A_PRODUCT
                self._revise_product(constraint)
            if moved:
                itself_too = constraint.signed  # the sign of one factor, once found, may bound the other
                for variable in moved:
                    for other in touching[variable]:
                        if not waiting[other] and (other != number or itself_too):
                            waiting[other] = 1
                            queue.append(other)
                moved.clear()

    def _revise_sum(self, constraint: Constraint) -> None:
        _, total, parts, instance, _ = constraint
        low, high = self.low, self.high
        bottom = top = ZERO
        no_low = no_high = 0  # how many parts have no bound on that side
        for part in parts:
            if low[part] == MINUS_INFINITY:
                no_low += 1
            else:
                bottom = DOWN.add(bottom, low[part])
            if high[part] == INFINITY:
                no_high += 1
            else:
                top = UP.add(top, high[part])
        if not no_low and bottom > low[total]:
            self._lift(total, bottom, self._reasons_of(self.low_why, parts, instance))
        if not no_high and top < high[total]:
            self._lower(total, top, self._reasons_of(self.high_why, parts, instance))
        least = most = None  # the reasons of all parts but one, worked out for all of them when one needs them
        for place, part in enumerate(parts):
            # A part known to the last digit cannot be narrowed; where it does not fit, the total has just shown it.
            if low[part] == high[part] or self.conflict:
                continue
            bounded_below = no_low == (low[part] == MINUS_INFINITY) and high[total] < INFINITY
            bounded_above = no_high == (high[part] == INFINITY) and low[total] > MINUS_INFINITY
            room = UP.subtract(high[total], _less(DOWN, bottom, low, parts, place)) if bounded_below else INFINITY
            need = DOWN.subtract(low[total], _less(UP, top, high, parts, place)) if bounded_above else MINUS_INFINITY
            if room < high[part]:
                least = least or self._reasons_of_others(self.low_why, parts, instance)
                self._lower(part, room, least[place] | self.high_why[total])
            if need > low[part]:
                most = most or self._reasons_of_others(self.high_why, parts, instance)
                self._lift(part, need, most[place] | self.low_why[total])

    def _revise_product(self, constraint: Constraint) -> None:
        _, total, (x, y), instance, signed = constraint
        low, high = self.low, self.high
        if low[x] < 0 or low[y] < 0 or low[total] < 0:
            self._revise_any_product(constraint)
            return
        # Where nothing can be negative by its nature, lows make the low; else a figure may be why it is not.
        low_why = self._both(x, y, total) if signed else self.low_why
        high_why = low_why if signed else self.high_why
        bit = 1 << (self.first_instance + instance)
        if (bottom := DOWN.multiply(low[x], low[y])) > low[total]:
            self._lift(total, bottom, low_why[x] | low_why[y] | bit)
        if (top := _times(high[x], high[y])) < high[total]:
            self._lower(total, top, high_why[x] | high_why[y] | bit)
        for factor, other in ((x, y), (y, x)):
            if low[factor] == high[factor] or self.conflict:
                continue
            if low[total] and ZERO < high[other] < INFINITY:
                need = DOWN.divide(low[total], high[other])
                if need > low[factor]:
                    self._lift(factor, need, low_why[total] | high_why[other] | bit)
            if low[other] and high[total] < INFINITY:
                room = UP.divide(high[total], low[other])
                if room < high[factor]:
                    self._lower(factor, room, high_why[total] | low_why[other] | bit)

    def _revise_any_product(self, constraint: Constraint) -> None:
        """Where something may be negative: signs decide which bounds meet, so that every bound is a reason."""
        _, total, (x, y), instance, _ = constraint
        bit = 1 << (self.first_instance + instance)
        self._narrow(total, multiply(self._bounds(x), self._bounds(y)), self.reasons(x) | self.reasons(y) | bit)
        for factor, other in ((x, y), (y, x)):
            if self.low[factor] != self.high[factor] and not self.conflict:
                why = self.reasons(total) | self.reasons(other) | bit
                self._narrow(factor, factor_of(self._bounds(total), self._bounds(other)), why)

    def _both(self, *variables: int) -> dict[int, int]:
        return {variable: self.reasons(variable) for variable in variables}

    def _bounds(self, variable: int) -> Bounds:
        return self.low[variable], self.high[variable]

    def _reasons_of(self, why: list[int], parts: Sequence[int], instance: int) -> int:
        reasons = 1 << (self.first_instance + instance)
        for part in parts:
            reasons |= why[part]
        return reasons

    def _reasons_of_others(self, why: list[int], parts: Sequence[int], instance: int) -> list[int]:
        """For each part the reasons of all others: those before it, and those behind it."""
        before = 1 << (self.first_instance + instance)
        others = []
        for part in parts:
            others.append(before)
            before |= why[part]
        behind = 0
        for place in range(len(parts) - 1, -1, -1):
            others[place] |= behind
            behind |= why[parts[place]]
        return others

    def _narrow(self, variable: int, to: Bounds, why: int) -> None:
        if to[0] > self.low[variable]:
            self._lift(variable, to[0], why)
        if to[1] < self.high[variable]:
            self._lower(variable, to[1], why)

    def _lift(self, variable: int, bound: Decimal, why: int) -> None:
        if bound > self.high[variable]:
            self.conflict = self.conflict or why | self.high_why[variable]
        elif self.low[variable] > FARTHEST or not _worthwhile(bound, self.low[variable]):
            return
        self.low[variable], self.low_why[variable] = bound, why
        self.moved.append(variable)

    def _lower(self, variable: int, bound: Decimal, why: int) -> None:
        if bound < self.low[variable]:
            self.conflict = self.conflict or why | self.low_why[variable]
        elif not _worthwhile(bound, self.high[variable]):
            return
        self.high[variable], self.high_why[variable] = bound, why
        self.moved.append(variable)


def _worthwhile(new: Decimal, old: Decimal) -> bool:
    return old.is_infinite() or abs(new - old) > abs(new) * NEGLIGIBLE


def _times(x: Decimal, y: Decimal) -> Decimal:
    """The upper bound of a product of two that are not negative; zero times an unbounded side is zero."""
    return UP.multiply(x, y) if x and y else ZERO


def _less(context: Context, sum_: Decimal, bounds: Sequence[Decimal], parts: Sequence[int], place: int) -> Decimal:
    """The bound of all parts but one; `sum_` is that of all parts that have one."""
    if len(parts) == 1:
        return ZERO
    if len(parts) == 2:
        return bounds[parts[1 - place]]
    own = bounds[parts[place]]
    return sum_ if own.is_infinite() else context.subtract(sum_, own)

"""Forward-backward contraction of a plan's constraints to a fixed point, with the reasons for every bound.

This is HC4 (Benhamou, Goualard, Granvilliers & Puget, "Revising hull and box consistency", ICLP 1999) on primitive
constraints. It never loses a solution: each bound is implied by the figures and identities in its reason, a bit set.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from decimal import Decimal

from bpjscli.derive.arithmetic import DOWN, INFINITY, MINUS_INFINITY, UP, Bounds, divide, multiply
from bpjscli.derive.plan import Constraint, Plan

# A bound that moves by less than this part of itself is not worth another round; conflicts are judged exactly.
NEGLIGIBLE = Decimal("1e-12")
ROUNDS = 60  # revisions allowed per constraint, so that slow convergence ends; what stands then is still an enclosure


class Box:
    """The variables' bounds while they are narrowed, and for each bound the bit set of its reasons.

    `conflict` is 0, or the reasons that cannot hold together. Bits below `first_instance` are figures, the others
    instances of identities.
    """

    __slots__ = ("conflict", "first_instance", "high", "high_why", "low", "low_why", "plan")

    def __init__(self, plan: Plan, figures: int) -> None:
        self.plan = plan
        self.first_instance = figures
        self.low = list(plan.lows)
        self.high = list(plan.highs)
        self.low_why = [0] * len(self.low)
        self.high_why = [0] * len(self.low)
        self.conflict = 0

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

    def propagate(self) -> Box:
        """Narrow until nothing moves or a conflict shows; returns itself."""
        constraints, touching = self.plan.constraints, self.plan.touching
        queue = deque(range(len(constraints)))
        waiting = bytearray(b"\1") * len(constraints)
        budget = ROUNDS * len(constraints)
        while queue and not self.conflict and budget:
            budget -= 1
            number = queue.popleft()
            waiting[number] = 0
            for variable in self._revise(constraints[number]):
                for other in touching[variable]:
                    if not waiting[other] and other != number:
                        waiting[other] = 1
                        queue.append(other)
        return self

    def _revise(self, constraint: Constraint) -> list[int]:
        if constraint.kind == "sum":
            return self._revise_sum(constraint)
        return self._revise_product(constraint)

    def _revise_sum(self, constraint: Constraint) -> list[int]:
        total, parts = constraint.total, constraint.parts
        bit = 1 << (self.first_instance + constraint.instance)
        low, high, low_why, high_why = self.low, self.high, self.low_why, self.high_why
        moved: list[int] = []
        bottom, top, bottom_why, top_why = self._add_up(parts)
        self._narrow(moved, total, bottom, top, bottom_why | bit, top_why | bit)
        if len(parts) == 1:
            part = parts[0]
            self._narrow(moved, part, low[total], high[total], low_why[total] | bit, high_why[total] | bit)
            return moved
        for position, part in enumerate(parts):
            if self.conflict:
                break
            bottom, top, bottom_why, top_why = self._add_up(parts[:position] + parts[position + 1 :])
            self._narrow(
                moved,
                part,
                DOWN.subtract(low[total], top) if top < INFINITY else MINUS_INFINITY,
                UP.subtract(high[total], bottom) if bottom > MINUS_INFINITY else INFINITY,
                low_why[total] | top_why | bit,
                high_why[total] | bottom_why | bit,
            )
        return moved

    def _add_up(self, parts: Sequence[int]) -> tuple[Decimal, Decimal, int, int]:
        bottom = top = Decimal(0)
        bottom_why = top_why = 0
        for part in parts:
            bottom = DOWN.add(bottom, self.low[part])
            top = UP.add(top, self.high[part])
            bottom_why |= self.low_why[part]
            top_why |= self.high_why[part]
        return bottom, top, bottom_why, top_why

    def _revise_product(self, constraint: Constraint) -> list[int]:
        total, (x, y) = constraint.total, constraint.parts
        bit = 1 << (self.first_instance + constraint.instance)
        moved: list[int] = []
        why = self._product_reasons(x, y)
        product = multiply(self._bounds(x), self._bounds(y))
        self._narrow(moved, total, *product, why[0] | bit, why[1] | bit)
        for factor, other in ((x, y), (y, x)):
            if self.conflict:
                break
            quotient = divide(self._bounds(total), self._bounds(other))
            why = self._quotient_reasons(total, other)
            self._narrow(moved, factor, *quotient, why[0] | bit, why[1] | bit)
        return moved

    def _bounds(self, variable: int) -> Bounds:
        return self.low[variable], self.high[variable]

    def _product_reasons(self, x: int, y: int) -> tuple[int, int]:
        if self.plan.lows[x] >= 0 and self.plan.lows[y] >= 0:  # by their nature, not by a figure: lows make the low
            return self.low_why[x] | self.low_why[y], self.high_why[x] | self.high_why[y]
        both = self.reasons(x) | self.reasons(y)
        return both, both

    def _quotient_reasons(self, total: int, other: int) -> tuple[int, int]:
        if self.plan.lows[total] >= 0 and self.plan.lows[other] >= 0:
            return self.low_why[total] | self.high_why[other], self.high_why[total] | self.low_why[other]
        both = self.reasons(total) | self.reasons(other)
        return both, both

    def _narrow(
        self, moved: list[int], variable: int, low: Decimal, high: Decimal, low_why: int, high_why: int
    ) -> None:
        old_low, old_high = self.low[variable], self.high[variable]
        changed = False
        if low > old_low and (low > old_high or _worthwhile(low, old_low)):
            self.low[variable], self.low_why[variable] = low, low_why
            changed = True
        if high < old_high and (high < self.low[variable] or _worthwhile(high, old_high)):
            self.high[variable], self.high_why[variable] = high, high_why
            changed = True
        if changed:
            moved.append(variable)
            if self.low[variable] > self.high[variable]:
                self.conflict = self.low_why[variable] | self.high_why[variable]


def _worthwhile(new: Decimal, old: Decimal) -> bool:
    return old.is_infinite() or abs(new - old) > abs(new) * NEGLIGIBLE

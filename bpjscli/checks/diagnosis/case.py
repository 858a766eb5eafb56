"""A contradiction to explain: what the other figures of its group say of each figure in it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

from bpjscli.checks.diagnosis.evidence import NONE, far_off, gain
from bpjscli.model.facts import Figure, Vocabulary
from bpjscli.model.interval import Interval
from bpjscli.solver.arithmetic import INFINITY, Bounds
from bpjscli.solver.conflicts import bits as numbers_in
from bpjscli.solver.constraints import Variable
from bpjscli.solver.identity import Identity, indicators_of
from bpjscli.solver.problem import Item, Problem
from bpjscli.solver.propagate import Box
from bpjscli.solver.solve import Solved

# What can be otherwise, and nobody expects to be: rates and rupiah far from all that has been published, and fewer than
# nobody without cover.
EXPECTED: dict[str, Bounds] = {
    "coverage": (Decimal("0.002"), Decimal(1)),
    "target_coverage": (Decimal("0.002"), Decimal(1)),
    "uncovered": (Decimal(0), Decimal(1)),
    "unregistered": (Decimal(0), INFINITY),
    "average_benefit": (Decimal(100_000), Decimal(1_000_000_000)),
}


class Case:
    """A contradiction: `members` cannot all be true, `active` is all that must agree in the end (sets of items).

    What the others say of a figure is worked out once and kept; percentages are ratios throughout.
    """

    def __init__(
        self, solved: Solved, members: int, active: int, vocabulary: Vocabulary, identities: tuple[Identity, ...]
    ) -> None:
        self.solved = solved
        self.members = members
        self.active = active
        self.vocabulary = vocabulary
        self.identities = identities
        self._rest: dict[tuple[int, bool], Box] = {}

    @property
    def problem(self) -> Problem:
        """The group's problem."""
        return self.solved.problem

    def figure(self, number: int) -> Figure:
        """The figure of an item."""
        return self.solved.group.figures[number]

    def item(self, number: int) -> Item:
        """An item as the solver sees it."""
        return self.problem.items[number]

    @cached_property
    def in_use(self) -> set[str]:
        """The indicators that identities speak of."""
        return {name for identity in self.identities for name in (identity.result, *indicators_of(identity.expression))}

    @cached_property
    def suspects(self) -> list[int]:
        """The members without any one of which the rest agree."""
        return [number for number in numbers_in(self.members) if not self.rest(number).conflict]

    def rest(self, number: int, *, loosely: bool = True) -> Box:
        """What follows from all figures but one, read loosely or rounded."""
        return self.without(1 << number, loosely=loosely)

    def without(self, left_out: int, *, loosely: bool = True) -> Box:
        """What follows from the active figures without those left out."""
        key = (left_out, loosely)
        if key not in self._rest:
            problem = self.problem
            self._rest[key] = problem.solve(self.active & ~left_out, problem.everything if loosely else 0)
        return self._rest[key]

    def bounds(self, box: Box, variable: Variable) -> Interval:
        """What a box says of a variable; nothing where it contradicts itself."""
        return Interval() if box.conflict else self.problem.bounds(box, variable, "persons")

    def predicted(self, number: int) -> Interval:
        """What the others say of a figure."""
        return self.bounds(self.rest(number), self.item(number).variable)

    def whole(self, number: int) -> bool:
        """Whether a figure counts something."""
        return self.figure(number).unit != "percent"

    def surprise(self, number: int) -> Decimal | None:
        """Bits by which the others predict a figure; `None` where they leave it open, or nothing of it."""
        predicted = self.predicted(number)
        if predicted.width is None or not predicted.middle:
            return None
        return gain(predicted, self.item(number).loose, predicted.middle, whole=self.whole(number))

    def oddity(self, number: int) -> Decimal:
        """Bits for how far a figure is from what the others expect: wrong for no reason is seldom wrong many times."""
        value, expected = self.item(number).loose.middle, self.predicted(number).middle
        if not value or not expected or value * expected < 0:
            return Decimal(0)
        return far_off(value / expected)

    @cached_property
    def _wrong_for_no_reason(self) -> dict[int, Decimal]:
        """Bits against each suspect being wrong for no reason that is known, where the others predict it."""
        surprises = ((number, self.surprise(number)) for number in self.suspects)
        return {number: bits + self.oddity(number) for number, bits in surprises if bits is not None}

    @cached_property
    def least(self) -> Decimal | None:
        """Bits against the suspect that is most easily wrong for no reason; `None` where the others predict none."""
        return min(self._wrong_for_no_reason.values(), default=None)

    @cached_property
    def unexplained_weight(self) -> Decimal:
        """The weight of all that is no explanation, where one without bits weighs 1: each suspect may be wrong so."""
        least = self.least or Decimal(0)
        return NONE * sum((2 ** (least - bits) for bits in self._wrong_for_no_reason.values()), Decimal(0))

    def handicap(self, number: int) -> Decimal:
        """Bits that a figure has in advance of the one that is most easily wrong for no reason.

        Evidence against a figure must be counted from the same line for every suspect: a long sum predicts its total to
        more digits than its smallest part, and is not more often misprinted for that.
        """
        own = self.surprise(number)
        return Decimal(0) if own is None or self.least is None else own - self.least

    def fits(self, number: int, item: Item) -> bool:
        """Whether the others agree with a figure that states `item`, on a variable of the plan."""
        rest = self.rest(number)
        return not rest.conflict and not self.problem.extended(rest, number, item).conflict

    def fits_rounded(self, number: int, item: Item) -> bool:
        """Whether they agree even as rounded; true where they could not agree that way in any case."""
        rest = self.rest(number, loosely=False)
        return (
            bool(rest.conflict) or not self.problem.extended(rest, number, item._replace(loose=item.rounded)).conflict
        )

    @cached_property
    def anything_goes(self) -> bool:
        """Whether a figure is itself printed as what nobody expects, so that no more surprise is meant by another."""
        for number in numbers_in(self.active):
            expected, loose = EXPECTED.get(self.item(number).variable.indicator), self.item(number).loose
            if expected is not None and (
                (loose.high is not None and loose.high < expected[0])
                or (loose.low is not None and loose.low > expected[1])
            ):
                return True
        return False

    def absurd(self, problem: Problem, box: Box) -> bool:
        """Whether a box of a problem says something that nobody expects, though all that is printed is expected."""
        if self.anything_goes:
            return False
        for variable, index in problem.plan.numbers.items():
            expected = EXPECTED.get(variable.indicator)
            if expected is not None and (box.low[index] > expected[1] or box.high[index] < expected[0]):
                return True
        return False

    def length(self, problem: Problem, free: int = 0) -> Decimal | None:
        """The bits it takes to state the active figures of a problem, one after the other; `None` if they conflict.

        A figure that those before it predict takes only what it says besides; those in `free` take all their digits.
        """
        box = Box(problem.plan, len(problem.items))
        box.propagate()
        total = Decimal(0)
        for number in numbers_in(self.active):
            variable, loose = problem.items[number].variable, problem.items[number].loose
            expected = Interval() if free >> number & 1 else problem.bounds(box, variable, "persons")
            value = loose.middle
            if value:
                all_digits = gain(loose, Interval.exactly(value), value, whole=self.whole(number))
                total += all_digits - gain(expected, loose, value, whole=self.whole(number))
            if not free >> number & 1:
                index = problem.plan.numbers[variable]
                box.restrict(index, loose.low, loose.high, 1 << number)
                if not box.conflict:
                    box.propagate(problem.plan.touching[index])
                if box.conflict:
                    return None
        return total

    @cached_property
    def unexplained(self) -> Decimal | None:
        """The bits it takes to state all figures with one of them wrong for no reason; `None` if one is not enough."""
        lengths = ((self.length(self.problem, 1 << number), self.oddity(number)) for number in self.suspects)
        return min((bits + odd for bits, odd in lengths if bits is not None), default=None)

    def neighbours(self, number: int) -> Iterator[int]:
        """The active figures that differ from a figure in one respect, of the same unit and kind."""
        mine, unit = self.item(number).variable, self.figure(number).unit
        kind = self.vocabulary.indicators[mine.indicator].kind
        for other in numbers_in(self.active):
            its = self.item(other).variable
            alike = self.figure(other).unit == unit and self.vocabulary.indicators[its.indicator].kind == kind
            if alike and sum(one != another for one, another in zip(mine, its, strict=True)) == 1:
                yield other

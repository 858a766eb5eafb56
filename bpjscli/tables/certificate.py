"""Certificates: how to build, from the figures of a group, true values that satisfy all its identities.

A certificate takes some figures at their word and computes all other quantities of the plan from them, one constraint
after the other. Where every computed value lies in the reading of its figure, these values are a solution: the figures
agree, and no search for contradictions would find one. A certificate that fails says nothing; the solver decides.

Constraints that are left over must hold of themselves. Those that follow from the others as identities of rational
functions are recognised by exact evaluation at random points (Schwartz, "Fast probabilistic algorithms for
verification of polynomial identities", JACM 27, 1980); the others are compared in every group.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Literal

import msgspec

from bpjscli.solver.constraints import Constraint, Plan

StepKind = Literal["take", "given", "constant", "sum", "less", "product", "quotient", "nothing"]

TRIALS = 3  # points at which an identity is tried; each passes a wrong one with less than one chance in 2 ** 50
_LARGE = 1 << 61


class CertificateStep(msgspec.Struct, frozen=True, gc=False):
    """How the value of a variable of the plan comes about.

    "take": from its figure; "given": from elsewhere; "constant": it has one value; "sum": the sum of `operands`;
    "less": the first operand less the others; "product" and "quotient": of two operands; "nothing": zero.
    """

    variable: int
    kind: StepKind
    operands: tuple[int, ...] = ()


class Certificate(msgspec.Struct, frozen=True, gc=False):
    """The steps in their order; `whole` are variables that sums of whole numbers lead to.

    `balances` are constraints that no step uses and that are no consequence of the others, `matched` the given
    variables that follow from others, too.
    """

    plan: Plan
    steps: tuple[CertificateStep, ...]
    whole: frozenset[int]
    balances: tuple[Constraint, ...]
    matched: tuple[int, ...] = ()

    @property
    def taken(self) -> tuple[int, ...]:
        """The variables whose figures are taken at their word."""
        return tuple(step.variable for step in self.steps if step.kind == "take")


def make_certificate(
    plan: Plan, order: Sequence[int], whole: Iterable[int] = (), given: Iterable[int] = ()
) -> Certificate | None:
    """The certificate of a plan that takes figures at their word in this `order`, as far as it needs them.

    `whole` are the variables of whole numbers, `given` those whose values come from elsewhere. `None` where a
    constraint is left over that cannot be compared, because it divides.
    """
    return _Maker(plan, order, frozenset(whole), tuple(given)).make()


class _Maker:
    def __init__(self, plan: Plan, order: Sequence[int], whole: frozenset[int], given: tuple[int, ...]) -> None:
        self.plan = plan
        self.order = order
        self.whole = set(whole)
        self.given = given
        self.steps: list[CertificateStep] = []
        self.known: set[int] = set()
        self.used: set[int] = set()

    def make(self) -> Certificate | None:
        for number, (low, high) in enumerate(zip(self.plan.lows, self.plan.highs, strict=True)):
            if low == high:
                self._enter(CertificateStep(number, "constant"))
                if low == low.to_integral_value():
                    self.whole.add(number)
        self._compute()
        matched = []
        for number in self.given:
            if number in self.known:
                matched.append(number)
            else:
                self._enter(CertificateStep(number, "given"))
                self._compute()
        for number in self.order:
            if number not in self.known:
                self._enter(CertificateStep(number, "take"))
                self._compute()
        for number in range(len(self.plan.variables)):
            if number not in self.known:  # what may be anything, such as the part of a part that a sum takes in
                self._enter(CertificateStep(number, "nothing"))
                self.whole.add(number)
                self._compute()
        return self._finished(tuple(matched))

    def _enter(self, step: CertificateStep) -> None:
        self.steps.append(step)
        self.known.add(step.variable)

    def _compute(self) -> None:
        """Compute whatever follows from what is known, sums before products, since they lose no digit."""
        again = True
        while again:
            again = False
            for kind in ("sum", "product"):
                for number, constraint in enumerate(self.plan.constraints):
                    if constraint.kind == kind and number not in self.used and self._solve(number, constraint):
                        again = True
                if again:
                    break

    def _solve(self, number: int, constraint: Constraint) -> bool:
        named = (constraint.total, *constraint.parts)
        unknown = [variable for variable in named if variable not in self.known]
        if len(unknown) != 1:
            return False
        self.used.add(number)
        (target,) = unknown
        others = tuple(variable for variable in named if variable != target)
        if constraint.kind == "sum":
            if self.whole.issuperset(others):
                self.whole.add(target)
            else:
                self.whole.discard(target)
            self._enter(CertificateStep(target, "sum" if target == constraint.total else "less", others))
        else:
            self.whole.discard(target)
            self._enter(CertificateStep(target, "product" if target == constraint.total else "quotient", others))
        return True

    def _finished(self, matched: tuple[int, ...]) -> Certificate | None:
        left = [constraint for number, constraint in enumerate(self.plan.constraints) if number not in self.used]
        balances = tuple(constraint for constraint in left if not self._follows(constraint))
        for constraint in balances:
            if constraint.kind != "sum" or not self.whole.issuperset((constraint.total, *constraint.parts)):
                return None
        return Certificate(self.plan, tuple(self.steps), frozenset(self.whole), balances, matched)

    def _follows(self, constraint: Constraint) -> bool:
        """Whether a constraint holds whatever values are taken."""
        source = random.Random(20240229)  # noqa: S311  # the same points in every run
        for _ in range(TRIALS):
            try:
                values = evaluate(self.steps, self.plan, {n: Fraction(source.randrange(_LARGE)) for n in self.known})
            except ZeroDivisionError:
                return False
            parts = [values[part] for part in constraint.parts]
            made = sum(parts) if constraint.kind == "sum" else parts[0] * parts[1]
            if made != values[constraint.total]:
                return False
        return True


def evaluate(steps: Iterable[CertificateStep], plan: Plan, taken: Mapping[int, Fraction]) -> dict[int, Fraction]:
    """The values of all variables that follow from those taken or given, exactly."""
    values: dict[int, Fraction] = {}
    for step in steps:
        its = [values[number] for number in step.operands]
        match step.kind:
            case "take" | "given":
                value = taken[step.variable]
            case "constant":
                value = Fraction(plan.lows[step.variable])
            case "sum":
                value = sum(its, Fraction(0))
            case "less":
                value = its[0] - sum(its[1:], Fraction(0))
            case "product":
                value = its[0] * its[1]
            case "quotient":
                value = its[0] / its[1]
            case "nothing":
                value = Fraction(0)
        values[step.variable] = value
    return values

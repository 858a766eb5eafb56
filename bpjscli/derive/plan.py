"""From identities to primitive constraints: the plan of a group, which all groups of the same shape share.

A group's variables are named relative to it, so that two thousand sources that publish the same five indicators are
solved by one plan. An identity takes part where at most one of its variables would be new: more unknowns than that
cannot be determined by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from bpjscli.derive.application import Application, applications, regional
from bpjscli.derive.arithmetic import INFINITY, MINUS_INFINITY, ZERO
from bpjscli.derive.constraints import REGION, REST, Constraint, Instance, Plan, Regions, Variable
from bpjscli.derive.identity import (
    Dimension,
    Expression,
    Identity,
    Name,
    Number,
    Operation,
    Previous,
    SumOver,
    indicators_of,
    walk,
)
from bpjscli.facts.model import Vocabulary

__all__ = ["REGION", "REST", "Constraint", "Instance", "Plan", "Planner", "Regions", "Variable"]


class Planner:
    """Makes plans for one vocabulary and remembers them by shape.

    The order of the identities makes no difference to any plan. `quotients` are the indicators that are no percentages
    and yet seldom whole numbers: an average in full is rounded to one.
    """

    def __init__(self, vocabulary: Vocabulary, identities: Sequence[Identity]) -> None:
        self._vocabulary = vocabulary
        self._identities = tuple(sorted(identities, key=lambda identity: identity.id))
        self._made: dict[tuple[frozenset[Variable], Regions], Plan] = {}
        self.quotients = frozenset(
            identity.result
            for identity in identities
            if isinstance(identity.expression, Operation)
            and identity.expression.operator == "/"
            and vocabulary.indicators[identity.result].unit != "percent"
        )

    def plan(self, known: frozenset[Variable], regions: Regions = ()) -> Plan:
        """The plan for a group whose published variables are `known`; `regions` lists (area, its parts)."""
        shape = (known, regions)
        plan = self._made.get(shape)
        if plan is None:
            draft = _Draft(self._vocabulary, self._identities, known)
            draft.close(regions)
            plan = self._made[shape] = draft.finish()
        return plan


class _Draft:
    """A plan while it is made."""

    def __init__(self, vocabulary: Vocabulary, identities: Sequence[Identity], published: frozenset[Variable]) -> None:
        self.vocabulary = vocabulary
        self.identities = identities
        self.cores: dict[tuple[str, str], tuple[str, ...]] = {}
        self.operands: dict[str, list[str]] = defaultdict(list)
        for identity in identities:
            dimension = identity.sums_over()
            if dimension is not None:
                self.cores[identity.result, dimension] = identity.core
            else:
                self.operands[identity.result].extend(indicators_of(identity.expression))
        self.variables: list[Variable | None] = []
        self.lows: list[Decimal] = []
        self.highs: list[Decimal] = []
        self.index: dict[Variable, int] = {}
        self.constraints: list[Constraint] = []
        self.instances: list[Instance] = []
        self.published = published
        self.known = set(published)
        for variable in sorted(published, key=_order):
            self.variable(variable)

    def finish(self) -> Plan:
        touching: list[list[int]] = [[] for _ in self.variables]
        for number, constraint in enumerate(self.constraints):
            for variable in dict.fromkeys((constraint.total, *constraint.parts)):
                touching[variable].append(number)
        return Plan(
            tuple(self.variables),
            tuple(self.lows),
            tuple(self.highs),
            tuple(self.constraints),
            tuple(self.instances),
            tuple(map(tuple, touching)),
            self.index,
        )

    def close(self, regions: Regions) -> None:
        """Apply identities until none adds a variable: what one derives, another may need.

        Sums wait until nothing else can be derived, because they take in the parts that are known when they are
        applied, and may be exact or not by that.
        """
        additive = [indicator.id for indicator in self.vocabulary.indicators.values() if indicator.additive]
        waiting = [*applications(self.published, self.identities), *regional(self.published, regions, additive)]
        stage = 0
        while stage <= 2:
            known = len(self.known)
            later = []
            for application in waiting:
                if application.stage <= stage and self._says_something(application):
                    self._apply(application)
                else:
                    later.append(application)
            if len(self.known) > known:
                stage = 0
            elif len(later) == len(waiting) or stage == 2:
                stage += 1
            waiting = later

    def _says_something(self, application: Application) -> bool:
        """Whether at most one of its variables is unknown, and a sum has parts that are exact or bound their whole."""
        needs = application.needs(self.known, self.vocabulary)
        if sum(variable not in self.known for variable in needs) > 1:
            return False
        if application.parts is not None:
            return all(part in self.known for part in application.summands())
        sums = (part for part in walk(application.identity.expression) if isinstance(part, SumOver))
        return all(
            bool(application.known_parts(sum_, self.known, self.vocabulary))
            and (self._exact(application, sum_) or self._bounds_whole(application, sum_))
            for sum_ in sums
        )

    def _exact(self, application: Application, sum_: SumOver) -> bool:
        """Whether the known parts of a sum are all there are: those of the core are.

        Differences add up only where what they are differences of does. Unregistered is workforce less participants:
        with participants of a segment that has no workforce of its own, such as construction, the whole is less than
        its parts.
        """
        if not application.core_known(sum_, self.known):
            return False
        if not self._signed(sum_.indicator):
            return True
        spoken = application.places(self.published, sum_.dimension)
        if any(application.at(sum_.indicator, **{sum_.dimension: term}) not in self.known for term in spoken):
            return False
        return all(self._adds_up(application, operand, sum_.dimension) for operand in self.operands[sum_.indicator])

    def _adds_up(self, application: Application, indicator: str, dimension: Dimension) -> bool:
        """Whether nothing is known of an indicator, or all the parts of its whole."""
        core = self.cores.get((indicator, dimension))
        if core is None:
            return True
        parts = [application.at(indicator, **{dimension: term}) for term in core]
        known = [part in self.known for part in (application.at(indicator), *parts)]
        return not any(known) or all(known[1:])

    def _bounds_whole(self, application: Application, sum_: SumOver) -> bool:
        return application.result in self.known and not self._signed(sum_.indicator)

    def _signed(self, indicator: str) -> bool:
        return self.vocabulary.indicators[indicator].negative

    def variable(self, variable: Variable) -> int:
        """The number of a variable, which is entered when it is first asked for."""
        number = self.index.get(variable)
        if number is None:
            low = MINUS_INFINITY if self._signed(variable.indicator) else ZERO
            number = self.index[variable] = self._slot(variable, low, INFINITY)
        return number

    def _slot(self, variable: Variable | None, low: Decimal, high: Decimal) -> int:
        self.variables.append(variable)
        self.lows.append(low)
        self.highs.append(high)
        return len(self.variables) - 1

    def _apply(self, application: Application) -> None:
        needs = application.needs(self.known, self.vocabulary)
        self.known.update(needs)
        instance = len(self.instances)
        self.instances.append(Instance(application.identity.id, tuple(map(self.variable, needs))))
        result = self.variable(application.result)
        if application.parts is not None:
            self._add_sum(result, tuple(map(self.variable, application.summands())), instance)
        else:
            self._compile(application, application.identity.expression, result, instance)

    def _compile(self, application: Application, expression: Expression, target: int, instance: int) -> None:
        """Add constraints that make the variable `target` equal to `expression`."""
        if isinstance(expression, Operation):
            left = self._node(application, expression.left, instance)
            right = self._node(application, expression.right, instance)
            add = self._add_sum if expression.operator in "+-" else self._add_product
            if expression.operator in "+*":
                add(target, (left, right), instance)
            else:  # x - y = target holds where x = target + y, and x / y = target where x = target * y
                add(left, (target, right), instance)
        elif isinstance(expression, SumOver):
            numbers = [self.variable(v) for v in application.known_parts(expression, self.known, self.vocabulary)]
            if not self._exact(application, expression):
                rest = application.at(expression.indicator, **{expression.dimension: REST})
                numbers.append(self.variable(rest))
            self._add_sum(target, tuple(numbers), instance)
        else:
            self._add_sum(target, (self._node(application, expression, instance),), instance)

    def _add_sum(self, total: int, parts: tuple[int, ...], instance: int) -> None:
        self.constraints.append(Constraint("sum", total, parts, instance))

    def _add_product(self, total: int, parts: tuple[int, ...], instance: int) -> None:
        signed = any(self.lows[number] < 0 for number in (total, *parts))
        self.constraints.append(Constraint("product", total, parts, instance, signed))

    def _node(self, application: Application, expression: Expression, instance: int) -> int:
        if isinstance(expression, Name):
            return self.variable(application.at(expression.indicator))
        if isinstance(expression, Previous):
            return self.variable(application.at(expression.indicator, year=application.year - 1))
        if isinstance(expression, Number):
            return self._slot(None, expression.value, expression.value)
        inner = self._slot(None, MINUS_INFINITY, INFINITY)
        self._compile(application, expression, inner, instance)
        return inner


def _order(variable: Variable) -> tuple[int, int, str, str, str]:
    return (variable.area, variable.year, variable.indicator, variable.segment or "", variable.programme or "")

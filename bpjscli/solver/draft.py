"""A plan in the making: identities at their places become sums and products of variables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

from bpjscli.solver.arithmetic import INFINITY, MINUS_INFINITY, ZERO
from bpjscli.solver.constraints import REST, Application, Constraint, Instance, Plan, Variable
from bpjscli.solver.identity import Expression, Name, Number, Operation, Previous, SumOver

# What the parts that a source does not mention may come to, as a part of those that it does: migrant workers beside the
# other participants, and participants without a workforce of their own beside all unregistered.
MOST_UNSAID, MOST_UNSAID_OFF = Decimal("0.05"), Decimal("0.25")

Left = Literal["nothing", "unsaid", "anything", "each"]


class Addends(NamedTuple):
    """What a sum consists of: its known `parts`, and what may be `left` beside them, or beside each of them alone.

    The parts come to the whole with what is to be taken off it (`taken_off`, and `more_off`: something unknown).
    """

    parts: tuple[Variable, ...]
    left: Left = "nothing"
    taken_off: tuple[Variable, ...] = ()
    more_off: bool = False


Sums = Mapping[SumOver, Addends]


class Draft:
    """A plan in the making, begun with the published variables.

    `signed` indicators may be below zero; of the parts `either`, a sum takes in anything from nothing to all.
    """

    def __init__(
        self, published: Iterable[Variable], signed: frozenset[str], either: frozenset[str] = frozenset()
    ) -> None:
        self._signed = signed
        self._either = either
        self._variables: list[Variable | None] = []
        self._lows: list[Decimal] = []
        self._highs: list[Decimal] = []
        self._index: dict[Variable, int] = {}
        self._constraints: list[Constraint] = []
        self._instances: list[Instance] = []
        for variable in published:
            self._number(variable)

    def finish(self) -> Plan:
        """The plan."""
        touching: list[list[int]] = [[] for _ in self._variables]
        for number, constraint in enumerate(self._constraints):
            for variable in dict.fromkeys((constraint.total, *constraint.parts)):
                touching[variable].append(number)
        return Plan(
            tuple(self._variables),
            tuple(self._lows),
            tuple(self._highs),
            tuple(self._constraints),
            tuple(self._instances),
            tuple(map(tuple, touching)),
            self._index,
        )

    def apply(self, application: Application, sums: Sums) -> None:
        """Take in an identity at a place."""
        result = self._number(application.result)
        if application.parts:
            self._add_sum(result, tuple(map(self._number, application.summands())))
        else:
            self._compile(application, application.rule.identity.expression, result, sums)
        named = [*application.named(), *(part for its in sums.values() for part in (*its.parts, *its.taken_off))]
        used = tuple(dict.fromkeys(map(self._number, named)))
        self._instances.append(Instance(application.rule.identity.id, used))

    def _number(self, variable: Variable) -> int:
        number = self._index.get(variable)
        if number is None:
            low = MINUS_INFINITY if variable.indicator in self._signed else ZERO
            number = self._index[variable] = self._slot(variable, low, INFINITY)
        return number

    def _slot(self, variable: Variable | None, low: Decimal, high: Decimal) -> int:
        self._variables.append(variable)
        self._lows.append(low)
        self._highs.append(high)
        return len(self._variables) - 1

    def _compile(self, application: Application, expression: Expression, target: int, sums: Sums) -> None:
        """Add constraints that make the variable `target` equal to `expression`."""
        if isinstance(expression, Operation):
            left = self._node(application, expression.left, sums)
            right = self._node(application, expression.right, sums)
            add = self._add_sum if expression.operator in "+-" else self._add_product
            if expression.operator in "+*":
                add(target, (left, right))
            else:  # x - y = target holds where x = target + y, and x / y = target where x = target * y
                add(left, (target, right))
        elif isinstance(expression, SumOver):
            self._add_parts(application, expression, target, sums[expression])
        else:
            self._add_sum(target, (self._node(application, expression, sums),))

    def _node(self, application: Application, expression: Expression, sums: Sums) -> int:
        if isinstance(expression, Name):
            return self._number(application.at(expression.indicator))
        if isinstance(expression, Previous):
            return self._number(application.at(expression.indicator, -1))
        if isinstance(expression, Number):
            return self._slot(None, expression.value, expression.value)
        inner = self._slot(None, MINUS_INFINITY, INFINITY)
        self._compile(application, expression, inner, sums)
        return inner

    def _add_parts(self, application: Application, sum_: SumOver, target: int, addends: Addends) -> None:
        """Add constraints that make `target`, with what is taken off it, the sum of its parts and of what is left."""
        numbers = [self._part(sum_, part) for part in addends.parts]
        if addends.left == "each":
            for number in numbers:
                self._add_sum(target, (number, self._slot(None, ZERO, INFINITY)))
            return
        off = [self._number(variable) for variable in addends.taken_off]
        if addends.left == "anything":
            numbers.append(self._number(application.part(sum_.indicator, sum_.dimension, REST)))
        elif addends.left == "unsaid" or addends.more_off:
            known = self._slot(None, MINUS_INFINITY, INFINITY)
            self._add_sum(known, tuple(numbers))
            unsaid, most = self._slot(None, ZERO, INFINITY), MOST_UNSAID_OFF if addends.more_off else MOST_UNSAID
            self._add_product(unsaid, (known, self._slot(None, ZERO, most)))
            numbers = [known] if addends.more_off else [known, unsaid]
            off += [unsaid] if addends.more_off else []
        if off:
            whole, target = target, self._slot(None, MINUS_INFINITY, INFINITY)
            self._add_sum(target, (whole, *off))
        self._add_sum(target, tuple(numbers))

    def _part(self, sum_: SumOver, part: Variable) -> int:
        """What a sum takes in of a part."""
        number = self._number(part)
        if getattr(part, sum_.dimension) not in self._either:
            return number
        taken, left = self._slot(None, ZERO, INFINITY), self._slot(None, ZERO, INFINITY)
        self._add_sum(number, (taken, left))
        return taken

    def _add_sum(self, total: int, parts: tuple[int, ...]) -> None:
        self._constraints.append(Constraint("sum", total, parts, len(self._instances)))

    def _add_product(self, total: int, parts: tuple[int, ...]) -> None:
        signed = any(self._lows[number] < 0 for number in (total, *parts))
        self._constraints.append(Constraint("product", total, parts, len(self._instances), signed))

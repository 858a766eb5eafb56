"""From identities to primitive constraints: the plan of a group, which all groups of the same shape share.

A group's variables are named relative to it, so that two thousand sources that publish the same five indicators are
solved by one plan. An identity takes part where at most one of its variables would be new: more unknowns than that
cannot be determined by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from bpjscli.derive.arithmetic import INFINITY, MINUS_INFINITY, ZERO
from bpjscli.derive.identity import Dimension, Expression, Identity, Name, Number, Operation, Previous, SumOver, walk
from bpjscli.facts.model import Indicator, Vocabulary

REST = "(rest)"  # the segment or programme of a variable that stands for parts nobody named
REGION = "region"  # the id of the identity "a region is the sum of its parts"


class Variable(NamedTuple):
    """A quantity of a group: `area` counts the group's areas, `year` is the offset from the group's first year."""

    indicator: str
    segment: str | None = None
    programme: str | None = None
    area: int = 0
    year: int = 0


class Constraint(NamedTuple):
    """`total = x + y + ...` ("sum") or `total = x * y` ("product"), on indexes of variables; part of an instance."""

    kind: Literal["sum", "product"]
    total: int
    parts: tuple[int, ...]
    instance: int


class Instance(NamedTuple):
    """An identity as it applies to certain variables."""

    identity: str
    variables: tuple[int, ...]


class Plan(NamedTuple):
    """A group's variables (published, derivable and auxiliary), their domains, and the constraints between them."""

    variables: tuple[Variable | None, ...]  # None is an auxiliary: a constant, or an inner node of an expression
    lows: tuple[Decimal, ...]
    highs: tuple[Decimal, ...]
    constraints: tuple[Constraint, ...]
    instances: tuple[Instance, ...]
    touching: tuple[tuple[int, ...], ...]  # variable -> the constraints it takes part in
    numbers: Mapping[Variable, int]


Shape = tuple[frozenset[Variable], tuple[tuple[int, tuple[int, ...]], ...]]


class Planner:
    """Makes plans for one vocabulary and remembers them by shape."""

    def __init__(self, vocabulary: Vocabulary, identities: Sequence[Identity]) -> None:
        self._vocabulary = vocabulary
        self._rules = tuple(map(_Rule.of, identities))
        self._made: dict[Shape, Plan] = {}

    def plan(self, known: frozenset[Variable], regions: tuple[tuple[int, tuple[int, ...]], ...] = ()) -> Plan:
        """The plan for a group whose published variables are `known`; `regions` lists (area, its parts)."""
        shape = (known, regions)
        plan = self._made.get(shape)
        if plan is None:
            plan = self._made[shape] = _Draft(self._vocabulary, self._rules, known, regions).finish()
        return plan


class _Draft:
    """A plan while it is made."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        rules: Sequence[_Rule],
        known: frozenset[Variable],
        regions: tuple[tuple[int, tuple[int, ...]], ...],
    ) -> None:
        self.vocabulary = vocabulary
        self.variables: list[Variable | None] = []
        self.lows: list[Decimal] = []
        self.highs: list[Decimal] = []
        self.index: dict[Variable, int] = {}
        self.constraints: list[Constraint] = []
        self.instances: list[Instance] = []
        self.known = set(known)
        self.known_indicators = {variable.indicator for variable in known}
        for variable in sorted(known, key=_order):
            self.variable(variable)
        self._close(rules, regions)

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

    def _close(self, rules: Sequence[_Rule], regions: tuple[tuple[int, tuple[int, ...]], ...]) -> None:
        """Apply identities until none adds a variable: what one derives, another may need."""
        waiting = [*self._applications(rules), *self._regional(regions)]
        while True:
            later = []
            for application in waiting:
                if self._lacks_two(application) or not self._useful(application):
                    later.append(application)
                else:
                    self._apply(application)
            if len(later) == len(waiting):
                return
            waiting = later

    def _applications(self, rules: Sequence[_Rule]) -> Iterator[_Application]:
        cells = sorted({(v.area, v.year) for v in self.known})
        for area, year in cells:
            contexts = {(v.segment, v.programme) for v in self.known if (v.area, v.year) == (area, year)}
            for segment, programme in sorted(contexts | {(None, None)}, key=str):
                for rule in rules:
                    if rule.dimension is None or (segment, programme) == (None, None):
                        yield _Application(*rule, None, segment, programme, area, year)

    def _regional(self, regions: tuple[tuple[int, tuple[int, ...]], ...]) -> Iterator[_Application]:
        for area, parts in regions:
            contexts = {(*v[:3], v.year) for v in self.known if v.area in parts and self._additive(v.indicator)}
            for indicator, segment, programme, year in sorted(contexts, key=str):
                rule = _Rule.of(Identity(REGION, "", indicator, Name(indicator)))
                yield _Application(*rule, parts, segment, programme, area, year)

    def _additive(self, indicator: str) -> bool:
        entry = self.vocabulary.indicators.get(indicator)
        return entry is not None and entry.additive

    def _lacks_two(self, application: _Application) -> bool:
        """Whether two or more variables would be new; two indicators of which nothing is known say so at once."""
        if len(application.indicators - self.known_indicators) > 1:
            return True
        return sum(variable not in self.known for variable in application.needs(self)) > 1

    def _useful(self, application: _Application) -> bool:
        """Whether a sum has parts to add, and is exact or bounds a whole that is known."""
        if application.parts is not None:
            return all(application.at(application.identity.result, area=p) in self.known for p in application.parts)
        dimension = application.dimension
        if dimension is None:
            return True
        return all(
            self.parts_known(application, part.indicator, dimension)
            and (self.core_known(application, part.indicator, dimension) or self._bounds_whole(application, part))
            for part in walk(application.identity.expression)
            if isinstance(part, SumOver)
        )

    def _bounds_whole(self, application: _Application, part: SumOver) -> bool:
        whole = application.at(application.identity.result) in self.known
        return whole and not self.indicator(part.indicator).negative

    def parts_known(self, application: _Application, indicator: str, dimension: str) -> list[Variable]:
        segment, programme, area, year = application[4:]
        if dimension == "segment":
            parts = [Variable(indicator, term, programme, area, year) for term in self.vocabulary.segments]
        else:
            parts = [Variable(indicator, segment, term, area, year) for term in self.vocabulary.programmes]
        return [part for part in parts if part in self.known]

    def core_known(self, application: _Application, indicator: str, dimension: str) -> bool:
        return all(application.at(indicator, **{dimension: t}) in self.known for t in application.identity.core)

    def indicator(self, id_: str) -> Indicator:
        return self.vocabulary.indicators[id_]

    def variable(self, variable: Variable) -> int:
        number = self.index.get(variable)
        if number is None:
            low = MINUS_INFINITY if self.indicator(variable.indicator).negative else ZERO
            number = self.index[variable] = self._slot(variable, low, INFINITY)
        return number

    def _slot(self, variable: Variable | None, low: Decimal, high: Decimal) -> int:
        self.variables.append(variable)
        self.lows.append(low)
        self.highs.append(high)
        return len(self.variables) - 1

    def _apply(self, application: _Application) -> None:
        needs = application.needs(self)
        self.known.update(needs)
        self.known_indicators.update(variable.indicator for variable in needs)
        instance = len(self.instances)
        used = tuple(self.variable(variable) for variable in needs)
        self.instances.append(Instance(application.identity.id, used))
        result = self.variable(application.at(application.identity.result))
        if application.parts is not None:
            parts = tuple(self.variable(application.at(application.identity.result, area=p)) for p in application.parts)
            self.constraints.append(Constraint("sum", result, parts, instance))
        else:
            self._compile(application, application.identity.expression, result, instance)

    def _compile(self, application: _Application, expression: Expression, target: int, instance: int) -> None:
        """Add constraints that make the variable `target` equal to `expression`."""
        if isinstance(expression, Operation):
            left = self._node(application, expression.left, instance)
            right = self._node(application, expression.right, instance)
            kind: Literal["sum", "product"] = "sum" if expression.operator in "+-" else "product"
            if expression.operator in "+*":
                self.constraints.append(Constraint(kind, target, (left, right), instance))
            else:  # x - y = target holds where x = target + y, and x / y = target where x = target * y
                self.constraints.append(Constraint(kind, left, (target, right), instance))
        elif isinstance(expression, SumOver):
            parts = self.parts_known(application, expression.indicator, expression.dimension)
            numbers = [self.variable(part) for part in parts]
            if not self.core_known(application, expression.indicator, expression.dimension):
                rest = application.at(expression.indicator, **{expression.dimension: REST})
                numbers.append(self.variable(rest))
            self.constraints.append(Constraint("sum", target, tuple(numbers), instance))
        else:
            self.constraints.append(
                Constraint("sum", target, (self._node(application, expression, instance),), instance)
            )

    def _node(self, application: _Application, expression: Expression, instance: int) -> int:
        if isinstance(expression, Name):
            return self.variable(application.at(expression.indicator))
        if isinstance(expression, Previous):
            return self.variable(application.at(expression.indicator, year=application.year - 1))
        if isinstance(expression, Number):
            return self._slot(None, expression.value, expression.value)
        inner = self._slot(None, MINUS_INFINITY, INFINITY)
        self._compile(application, expression, inner, instance)
        return inner


class _Rule(NamedTuple):
    """An identity, the indicators it speaks of, and the dimension of its sum, if it has one."""

    identity: Identity
    indicators: frozenset[str]
    dimension: Dimension | None

    @classmethod
    def of(cls, identity: Identity) -> _Rule:
        return cls(identity, frozenset(identity.names()), identity.sums_over())


class _Application(NamedTuple):
    """An identity at one place of the group: a cell and a context, or (`parts`) a region and its areas."""

    identity: Identity
    indicators: frozenset[str]
    dimension: Dimension | None
    parts: tuple[int, ...] | None
    segment: str | None
    programme: str | None
    area: int
    year: int

    def at(self, indicator: str, **place: object) -> Variable:
        """The variable of `indicator` here, or at another `segment`, `programme`, `area` or `year`."""
        here = Variable(indicator, self.segment, self.programme, self.area, self.year)
        return here._replace(**place) if place else here  # type: ignore[arg-type]  # keywords vary in type

    def needs(self, draft: _Draft) -> list[Variable]:
        """The variables that must be known, all but one, for this to say something."""
        if self.parts is not None:
            return [self.at(self.identity.result, area=a) for a in (self.area, *self.parts)]
        found = [self.at(self.identity.result)]
        for part in walk(self.identity.expression):
            if isinstance(part, Name):
                found.append(self.at(part.indicator))
            elif isinstance(part, Previous):
                found.append(self.at(part.indicator, year=self.year - 1))
            elif isinstance(part, SumOver):
                found.extend(draft.parts_known(self, part.indicator, part.dimension))
        return list(dict.fromkeys(found))


def _order(variable: Variable) -> tuple[int, int, str, str, str]:
    return (variable.area, variable.year, variable.indicator, variable.segment or "", variable.programme or "")

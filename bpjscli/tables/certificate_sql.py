"""A certificate as SQL: one row a group, one column a quantity, every value with a bound of its rounding error.

Values are binary floating-point numbers. Whole numbers below 2 ** 53 are exact in them, and so are their sums, so that
a sum is compared to the last digit. Everything else carries an absolute bound of its error (Higham, "Accuracy and
Stability of Numerical Algorithms", 2002, ch. 3), and must lie inside its reading by more than that: the bound points
inwards, and what is cleared has a solution in real numbers.

The text keeps to what DuckDB, PostgreSQL and Spark have in common.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from bpjscli.solver.constraints import Constraint
from bpjscli.tables.certificate import Certificate, CertificateStep

EPSILON = "8.9e-16"  # 4 * 2 ** -52: twice what one operation may be off, so that the bound itself may be rounded
MOST_WHOLE = "4.5e15"  # below 2 ** 52; whole numbers up to here, and their sums, are exact
ZERO = "CAST(0 AS DOUBLE PRECISION)"
UNBOUNDED = "1e40"  # stands for infinity; no figure reaches 1e30


class Layers:
    """Columns that build on each other, written as one query within the other, as deep as they build."""

    def __init__(self, given: Iterable[str]) -> None:
        self._depth = dict.fromkeys(given, 0)
        self._layers: list[list[str]] = []

    def add(self, name: str, expression: str, *uses: str) -> str:
        """Define a column by an expression over the columns that it `uses`; returns its name."""
        depth = max((self._depth[one] for one in uses), default=0) + 1
        self._depth[name] = depth
        if depth > len(self._layers):
            self._layers.append([])
        self._layers[depth - 1].append(f"{expression} AS {name}")
        return name

    def query(self, relation: str) -> str:
        """The query that adds all columns to those of a relation."""
        text = relation
        for number, layer in enumerate(self._layers):
            text = f"(SELECT *, {', '.join(layer)} FROM {text} AS layer{number})"
        return text


def pivot(variables: Iterable[int], letters: str) -> str:
    """The columns of a group for each variable: one for each letter."""
    return ", ".join(
        f"max({letter}) FILTER (WHERE variable = {number}) AS {letter}{number}"
        for number in variables
        for letter in letters
    )


class Columns:
    """The SQL of one certificate over a relation with the columns of `pivot`, and of what is given."""

    def __init__(
        self,
        certificate: Certificate,
        published: Mapping[int, bool],
        given: Sequence[int] = (),
        values: Mapping[int, str] | None = None,
    ) -> None:
        """Take a certificate over columns w, l, h and o of published variables, g and f (value, error) of given ones.

        `published` says which of them are percentages; `values` are other columns than w from which to take figures.
        """
        self.certificate = certificate
        self.published = published
        self.given = frozenset(given)
        self._values = values or {}
        its = [f"{letter}{number}" for number in published for letter in "wlho"]
        its += [f"{letter}{number}" for number in given for letter in "gf"]
        self.layers = Layers([*its, *self._values.values()])

    def solution(self) -> list[str]:
        """Define the values (v) and error bounds (e) of all variables; the conditions on which they are a solution."""
        self._define_whole()
        for step in self.certificate.steps:
            self._define(step)
        balances = [*map(self._balanced, self.certificate.balances), *map(self._matched, self.certificate.matched)]
        return [*self._within_readings(), *self._within_domains(), *balances]

    def _taken(self, number: int) -> str:
        return self._values.get(number, f"w{number}")

    def _define_whole(self) -> None:
        """Whether what is taken and given is whole, and its sums are exact."""
        names = [
            self._taken(step.variable) if step.kind == "take" else f"g{step.variable}"
            for step in self.certificate.steps
            if step.kind in ("take", "given") and step.variable in self.certificate.whole
        ]
        errors = [f"f{number}" for number in sorted(self.given & self.certificate.whole)]
        total = " + ".join(f"abs({name})" for name in names) or "0"
        tests = [f"{name} = floor({name})" for name in names] + [f"{error} = 0" for error in errors]
        tests.append(f"{total} < {MOST_WHOLE}")
        self.layers.add("whole", f"coalesce({' AND '.join(tests)}, false)", *names, *errors)

    def _define(self, step: CertificateStep) -> None:
        name, error = f"v{step.variable}", f"e{step.variable}"
        add = self.layers.add
        if step.kind == "take":
            taken = self._taken(step.variable)
            add(name, taken, taken)
            add(error, ZERO)
        elif step.kind == "given":
            add(name, f"g{step.variable}", f"g{step.variable}")
            add(error, f"f{step.variable}", f"f{step.variable}")
        elif step.kind in ("constant", "nothing"):
            low = max(self.certificate.plan.lows[step.variable], Decimal(0)) if step.kind == "nothing" else None
            self._define_constant(step.variable, self.certificate.plan.lows[step.variable] if low is None else low)
        elif step.kind in ("sum", "less"):
            self._define_sum(step)
        elif step.kind == "product":
            x, y = step.operands
            add(name, f"v{x} * v{y}", f"v{x}", f"v{y}")
            bound = f"abs(v{x}) * e{y} + abs(v{y}) * e{x} + e{x} * e{y} + abs(v{x} * v{y}) * {EPSILON}"
            add(error, bound, f"v{x}", f"v{y}", f"e{x}", f"e{y}")
        elif step.kind == "quotient":
            z, y = step.operands
            add(name, f"v{z} / nullif(v{y}, 0)", f"v{z}", f"v{y}")
            smallest = f"nullif(greatest(abs(v{y}) - e{y} * 2, 0), 0)"
            bound = f"(e{z} + abs({name}) * e{y} * 2) / {smallest} + abs({name}) * {EPSILON}"
            add(error, bound, name, f"e{z}", f"e{y}", f"v{y}")

    def _define_constant(self, number: int, value: Decimal) -> None:
        self.layers.add(f"v{number}", f"CAST({value} AS DOUBLE PRECISION)")
        self.layers.add(f"e{number}", f"CAST(abs({value}) * {EPSILON} AS DOUBLE PRECISION)" if value % 1 else ZERO)

    def _define_sum(self, step: CertificateStep) -> None:
        its = step.operands
        signs = ["+"] * len(its) if step.kind == "sum" else ["+", *["-"] * (len(its) - 1)]
        text = " ".join(f"{sign} v{number}" for sign, number in zip(signs, its, strict=True)).removeprefix("+ ")
        names, errors = [f"v{number}" for number in its], [f"e{number}" for number in its]
        self.layers.add(f"v{step.variable}", text, *names)
        size = " + ".join(f"abs({name})" for name in names)
        bound = f"{' + '.join(errors)} + ({size}) * {len(its)} * {EPSILON}"
        if step.variable in self.certificate.whole:
            bound = f"CASE WHEN whole THEN 0 ELSE {bound} END"
        self.layers.add(f"e{step.variable}", bound, *names, *errors, "whole")

    def _within_readings(self) -> list[str]:
        tests = []
        for number, percent in self.published.items():
            slack = f"e{number} * 1.01"
            if percent:  # the ends of its reading are fractions, and rounded themselves
                slack += f" + (abs(l{number}) + abs(h{number})) * {EPSILON}"
            value, low, high = f"v{number}", f"l{number}", f"h{number}"
            inside = f"{value} - ({slack}) >= {low} AND {value} + ({slack}) <= {high}"
            strictly = f"{value} - ({slack}) > {low} AND {value} + ({slack}) < {high}"
            tests.append(f"CASE WHEN o{number} = 0 THEN {inside} ELSE {strictly} END")
        return tests

    def _within_domains(self) -> list[str]:
        plan = self.certificate.plan
        tests = []
        for number, (low, high) in enumerate(zip(plan.lows, plan.highs, strict=True)):
            if low == high:
                continue
            if not low.is_infinite():
                tests.append(f"v{number} - e{number} * 1.01 >= {low}")
            if not high.is_infinite():
                tests.append(f"v{number} + e{number} * 1.01 <= {high}")
        return tests

    def _balanced(self, constraint: Constraint) -> str:
        """A sum of whole numbers that must come out, since nothing was computed by it."""
        text = " + ".join(f"v{number}" for number in constraint.parts)
        names = {constraint.total, *constraint.parts}
        exact = " AND ".join(f"e{number} = 0" for number in sorted(names))
        return f"(whole AND {exact} AND v{constraint.total} = {text})"

    def _matched(self, number: int) -> str:
        """A sum over parts that something else comes to, as well: both in whole numbers."""
        return f"(whole AND e{number} = 0 AND f{number} = 0 AND v{number} = g{number})"


class Narrowing:
    """Better values to take than the printed ones: each from the middle of what the others leave of it.

    Nothing rests on these intervals, which are not rounded outwards: what is taken is judged like any other value.
    Each phase is a query over the one before.
    """

    def __init__(self, certificate: Certificate, published: Iterable[int], given: Iterable[int] = ()) -> None:
        self.certificate = certificate
        self.plan = certificate.plan
        self.phases: list[list[tuple[str, str]]] = []
        self._low: dict[int, str] = {}
        self._high: dict[int, str] = {}
        self._version = 0
        for number, (low, high) in enumerate(zip(self.plan.lows, self.plan.highs, strict=True)):
            self._low[number] = f"-{UNBOUNDED}" if low.is_infinite() else str(low)
            self._high[number] = UNBOUNDED if high.is_infinite() else str(high)
        for number in published:
            self._low[number] = f"greatest(l{number}, {self._low[number]})"
            self._high[number] = f"h{number}"
        for number in given:
            self._low[number] = self._high[number] = f"g{number}"

    def phases_of(self, rounds: int) -> dict[int, str]:
        """Fill `phases`; the column in which each value to take stands."""
        for _ in range(rounds):
            for constraint in self.plan.constraints:
                self._narrow(constraint)
        chosen = {}
        for number in self.certificate.taken:
            low, high = self._low[number], self._high[number]
            middle = f"CASE WHEN {high} < 1e39 THEN ({low} + {high}) / 2 ELSE {low} + abs({low}) / 1000 END"
            middle = f"floor({middle})" if number in self.certificate.whole else middle
            chosen[number] = f"t{number}"
            self.phases.append([(chosen[number], middle)])
            self._low[number] = self._high[number] = chosen[number]
            self._spread(number)
        return chosen

    def _spread(self, number: int) -> None:
        """Narrow what meets a variable, and what meets that."""
        first = [self.plan.constraints[one] for one in self.plan.touching[number]]
        met = {other for constraint in first for other in (constraint.total, *constraint.parts)}
        further = {one for other in met for one in self.plan.touching[other]}.difference(self.plan.touching[number])
        for constraint in (*first, *(self.plan.constraints[one] for one in sorted(further))):
            self._narrow(constraint)

    def _narrow(self, constraint: Constraint) -> None:
        """One phase: the bounds of the total by those of the parts, and then of the parts by those of the total."""
        total, parts = constraint.total, constraint.parts
        if len(set(parts)) < len(parts) or total in parts:
            return
        if constraint.kind == "sum":
            forward = (" + ".join(self._low[part] for part in parts), " + ".join(self._high[part] for part in parts))
        else:
            forward = self._product(parts[0], parts[1], signed=constraint.signed)
        self._intersect([(total, *forward)])
        bounds = []
        for place, part in enumerate(parts):
            others = parts[:place] + parts[place + 1 :]
            if constraint.kind == "sum":
                less_high = "".join(f" - {self._high[other]}" for other in others)
                less_low = "".join(f" - {self._low[other]}" for other in others)
                bounds.append((part, f"{self._low[total]}{less_high}", f"{self._high[total]}{less_low}"))
            else:
                bounds.append((part, *self._quotient(total, others[0], signed=constraint.signed)))
        self._intersect(bounds)

    def _product(self, x: int, y: int, *, signed: bool) -> tuple[str, str]:
        if not signed:
            return f"{self._low[x]} * {self._low[y]}", f"{self._high[x]} * {self._high[y]}"
        corners = [f"{a} * {b}" for a in (self._low[x], self._high[x]) for b in (self._low[y], self._high[y])]
        return f"least({', '.join(corners)})", f"greatest({', '.join(corners)})"

    def _quotient(self, z: int, y: int, *, signed: bool) -> tuple[str, str]:
        if not signed:
            return f"{self._low[z]} / nullif({self._high[y]}, 0)", f"{self._high[z]} / nullif({self._low[y]}, 0)"
        ends = [f"{a} / nullif({b}, 0)" for a in (self._low[z], self._high[z]) for b in (self._low[y], self._high[y])]
        one_sign = f"CASE WHEN {self._low[y]} > 0 OR {self._high[y]} < 0 THEN"  # else the quotient may be anything
        return f"{one_sign} least({', '.join(ends)}) END", f"{one_sign} greatest({', '.join(ends)}) END"

    def _intersect(self, found: Iterable[tuple[int, str, str]]) -> None:
        phase = []
        for number, low, high in found:
            if self._low[number] == self._high[number]:
                continue
            self._version += 1
            names = f"a{self._version}", f"b{self._version}"
            phase.append((names[0], f"greatest({self._low[number]}, {low})"))
            phase.append((names[1], f"least({self._high[number]}, {high})"))
            self._low[number], self._high[number] = names
        if phase:
            self.phases.append(phase)

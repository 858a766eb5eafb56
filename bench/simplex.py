"""Whether linear inequalities can all hold, decided exactly.

The simplex method of Dutertre & de Moura ("A fast linear-arithmetic solver for DPLL(T)", CAV 2006): bounds on variables
and on rows, Bland's rule so that it ends, fractions so that nothing is a matter of tolerance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

Limits = tuple[Fraction | None, Fraction | None]


class Row(NamedTuple):
    """A linear form and the limits it must keep."""

    terms: Mapping[str, Fraction]
    limits: Limits


def solution(variables: Mapping[str, Limits], rows: Sequence[Row]) -> dict[str, Fraction] | None:
    """Some values of `variables`, each within its limits, that keep every row within its own; `None` for none."""
    tableau = _Tableau(variables, rows)
    return dict(zip(variables, tableau.value, strict=False)) if tableau.check() else None


class _Tableau:
    def __init__(self, variables: Mapping[str, Limits], rows: Sequence[Row]) -> None:
        numbers = {name: number for number, name in enumerate(variables)}
        self.limits = [*variables.values(), *(row.limits for row in rows)]
        self.rows: dict[int, dict[int, Fraction]] = {}
        self.value = [Fraction(0)] * len(self.limits)
        for number, (low, high) in enumerate(variables.values()):
            self.value[number] = low if low is not None else high if high is not None else Fraction(0)
        for number, row in enumerate(rows, len(numbers)):
            self.rows[number] = {numbers[name]: factor for name, factor in row.terms.items() if factor}
            self.value[number] = self._evaluated(number)

    def _evaluated(self, number: int) -> Fraction:
        return sum((factor * self.value[other] for other, factor in self.rows[number].items()), Fraction(0))

    def check(self) -> bool:
        if any(low is not None and high is not None and low > high for low, high in self.limits):
            return False
        while True:
            broken = min((number for number in self.rows if self._needs(number)), default=None)
            if broken is None:
                return True
            upwards = self._needs(broken) > 0
            entering = next((other for other in sorted(self.rows[broken]) if self._helps(broken, other, upwards)), None)
            if entering is None:
                return False
            low, high = self.limits[broken]
            goal = low if upwards else high
            if goal is not None:
                self._pivot(broken, entering, goal)

    def _needs(self, number: int) -> int:
        """1 where a basic variable must rise, -1 where it must fall, else 0."""
        low, high = self.limits[number]
        if low is not None and self.value[number] < low:
            return 1
        return -1 if high is not None and self.value[number] > high else 0

    def _helps(self, broken: int, other: int, upwards: bool) -> bool:
        low, high = self.limits[other]
        if (self.rows[broken][other] > 0) == upwards:
            return high is None or self.value[other] < high
        return low is None or self.value[other] > low

    def _pivot(self, leaving: int, entering: int, goal: Fraction) -> None:
        row = self.rows.pop(leaving)
        factor = row.pop(entering)
        step = (goal - self.value[leaving]) / factor
        solved = {other: -weight / factor for other, weight in row.items()}
        solved[leaving] = 1 / factor
        self.value[leaving] = goal
        self.value[entering] += step
        for number, terms in self.rows.items():
            weight = terms.pop(entering, None)
            if weight is None:
                continue
            self.value[number] += weight * step
            for other, part in solved.items():
                total = terms.get(other, 0) + weight * part
                if total:
                    terms[other] = total
                else:
                    terms.pop(other, None)
        self.rows[entering] = solved

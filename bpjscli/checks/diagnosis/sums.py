"""Sums that take in too little: every number is right, and a total leaves out a part, or a list lacks one.

Where what is missing is itself printed, to the last digit, that says more than any misprint.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from bpjscli.checks.diagnosis.case import Case
from bpjscli.checks.diagnosis.evidence import PRIOR, log2
from bpjscli.checks.diagnosis.slips import Explanation, Slip
from bpjscli.checks.finding import SuggestionKind
from bpjscli.model.interval import Interval
from bpjscli.solver.conflicts import bits as numbers_in
from bpjscli.solver.constraints import REST, Variable
from bpjscli.solver.quantity import best_value

MOST_LEFT_OUT = 2  # parts that a total leaves out at once


class Sum(NamedTuple):
    """A total that is printed, and its parts that are; `open` where the list may lack one."""

    total: int
    parts: tuple[int, ...]
    open: bool


def incomplete_sums(case: Case) -> Iterator[Explanation]:
    """Totals that leave printed parts out, and printed figures that a list of parts lacks.

    Only a total without which the rest agree: where they do not, something else is wrong.
    """
    for sum_ in _sums(case):
        if sum_.total not in case.suspects:
            continue
        parts = _added(case, sum_.parts)
        total = case.item(sum_.total).loose
        if parts.low is None or parts.high is None or total.low is None or total.high is None:
            continue
        if parts.low > total.high:
            yield from _left_out(case, sum_, Interval(parts.low - total.high, parts.high - total.low))
        elif parts.high < total.low and not sum_.open:
            yield from _lacking(case, sum_, Interval(total.low - parts.high, total.high - parts.low))


def _sums(case: Case) -> Iterator[Sum]:
    """The sums of which the total and two parts at least are members of the conflict, with all parts that are printed.

    The smallest conflict may need no more of them than make the total too small.
    """
    plan = case.problem.plan
    printed: dict[Variable, int] = {}
    for number in (*numbers_in(case.members), *numbers_in(case.problem.everything)):
        printed.setdefault(case.item(number).variable, number)
    for constraint in plan.constraints:
        named = [plan.variables[number] for number in constraint.parts]
        total = plan.variables[constraint.total]
        parts = tuple(printed[v] for v in named if v is not None and v in printed)
        members = sum(case.members >> number & 1 for number in parts)
        if constraint.kind == "sum" and total is not None and _in(total, printed, case.members) and members > 1:
            same = all(case.item(n).variable.indicator == total.indicator for n in parts)
            if same:
                yield Sum(printed[total], parts, any(v is not None and REST in v for v in named))


def _in(variable: Variable, printed: Mapping[Variable, int], members: int) -> bool:
    """Whether a variable is printed, by a figure among `members`."""
    number = printed.get(variable)
    return number is not None and bool(members >> number & 1)


def _added(case: Case, parts: Sequence[int]) -> Interval:
    readings = [case.item(number).loose for number in parts]
    lows, highs = [r.low for r in readings], [r.high for r in readings]
    low = None if None in lows else sum((b for b in lows if b is not None), Decimal(0))
    high = None if None in highs else sum((b for b in highs if b is not None), Decimal(0))
    return Interval(low, high)


def _left_out(case: Case, sum_: Sum, excess: Interval) -> Iterator[Explanation]:
    """The total is the sum of some of its parts, and leaves the others out."""
    ways = [
        chosen
        for size in range(1, min(MOST_LEFT_OUT, len(sum_.parts) - 1) + 1)
        for chosen in combinations(sum_.parts, size)
    ]
    for chosen in ways:
        if not (_added(case, chosen) & excess).empty:
            value, _ = best_value(_added(case, sum_.parts), case.figure(sum_.total).unit)
            if value is not None:
                bits = _gained(case, len(ways), "incomplete")
                first = Slip("incomplete", sum_.total, case.item(sum_.total), "", value, len(ways))
                more = (_told(case, "incomplete", number) for number in chosen)
                yield Explanation((first, *more), bits, open_ended=sum_.open)


def _lacking(case: Case, sum_: Sum, shortage: Interval) -> Iterator[Explanation]:
    """A figure for another part of the same indicator is just what the list lacks."""
    own = case.item(sum_.total).variable
    others = [
        number
        for number in numbers_in(case.active)
        if number not in (sum_.total, *sum_.parts) and _is_another_part(case.item(number).variable, own)
    ]
    for number in others:
        if not (case.item(number).loose & shortage).empty:
            bits = _gained(case, len(others), "addend")
            yield Explanation((_told(case, "addend", number), _told(case, "addend", sum_.total)), bits)


def _is_another_part(variable: Variable, total: Variable) -> bool:
    same = (variable.indicator, variable.area, variable.year) == (total.indicator, total.area, total.year)
    return same and variable != total


def _told(case: Case, kind: SuggestionKind, number: int) -> Slip:
    return Slip(kind, number, case.item(number), "", case.figure(number).reading.value, 1)


def _gained(case: Case, tried: int, kind: SuggestionKind) -> Decimal:
    """Bits of coincidence, counted as for any other explanation from the figure that is most easily wrong."""
    return (case.least or Decimal(0)) - log2(Decimal(tried)) - PRIOR[kind]

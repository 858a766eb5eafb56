"""Family S, continued: parts that miss their whole by exactly one slip of the pen."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bpjscli.checks.evidence import log2, rounded
from bpjscli.checks.examination import Examination
from bpjscli.checks.finding import N_, Finding, Message, Suggestion
from bpjscli.checks.registry import check
from bpjscli.checks.slips import Slip, left_out, misprints, written
from bpjscli.derive.constraints import REST, Constraint, Variable
from bpjscli.derive.solve import Solved

CLEAR = Decimal(5)  # bits: below, that a slip of the pen makes a sum come out is no wonder


@check("S606", "warning", "Parts miss their whole by one slip of the pen")
def shortfall(examination: Examination) -> Iterator[Finding]:
    """Some parts of a total are printed, others are not, and one digit would make the printed ones add up exactly.

    Wage earners and own-account workers are less than all participants, because construction workers are missing from
    the list: that breaks no identity. But where the missing number is just what one swapped or wrong digit makes, it is
    more likely that the parts are complete and a digit is wrong. The chance is weighed: the larger the missing number
    and the fewer the digits that were tried, the less likely it comes out by accident.
    """
    for solved in examination.solved:
        for constraint in solved.problem.plan.constraints:
            variables = [solved.problem.plan.variables[number] for number in constraint.parts]
            if constraint.kind == "sum" and any(v is not None and REST in v for v in variables):
                yield from _missed(solved, constraint)


def _missed(solved: Solved, constraint: Constraint) -> Iterator[Finding]:
    plan = solved.problem.plan
    whole = _in_full(solved, plan.variables[constraint.total])
    named = [v for number in constraint.parts if (v := plan.variables[number]) is not None and REST not in v]
    found = [_in_full(solved, variable) for variable in named]
    parts = [number for number in found if number is not None]
    if whole is None or len(parts) < max(2, len(found)):
        return
    figures = solved.group.figures
    missing = figures[whole].reading.value - sum((figures[n].reading.value for n in parts), Decimal(0))
    if missing <= 0:
        return
    slips = {n: _misprints(solved, n) for n in (whole, *parts)}
    tried = sum(map(len, slips.values()))
    fitting = [
        slip
        for number, its in slips.items()
        for slip in its
        if slip.value - figures[number].reading.value == (-missing if number == whole else missing)
    ]
    bits = rounded(log2(missing) - log2(Decimal(max(tried, 1))))
    if fitting and bits > CLEAR:
        suggestions = tuple(
            Suggestion(slip.kind, figures[slip.number], written(slip, figures[slip.number]), slip.value, bits)
            for slip in fitting
        )
        first = fitting[0].number
        members = (first, *(n for n in (whole, *parts) if n != first))
        text = N_("{figures}: the parts miss their whole by just what one digit makes.")
        message = Message(text, {"figures": tuple(figures[n] for n in (whole, *parts))})
        yield Finding("S606", "warning", message, tuple(figures[n] for n in members), suggestions)


def _in_full(solved: Solved, variable: Variable | None) -> int | None:
    """The undisputed figure that prints a variable in full; `None` where there is not exactly one."""
    items = solved.problem.items
    numbers = [n for n, item in enumerate(items) if item.variable == variable and not solved.disputed >> n & 1]
    return numbers[0] if len(numbers) == 1 and items[numbers[0]].rounded.exact else None


def _misprints(solved: Solved, number: int) -> list[Slip]:
    figure = solved.group.figures[number]
    found = misprints(number, figure, solved.problem.items[number])
    return [slip for slip in found if slip.kind in ("swap", "digit") and not left_out(slip, figure)]

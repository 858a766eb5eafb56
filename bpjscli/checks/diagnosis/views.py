"""The ways to look at a contradiction: with its lists open or complete, and its zeros rounded or in full.

A sum whose list lacks a part bounds its total from below alone, and a number that ends in zeros is read as rounded.
Both leave room in which nothing is predicted. But where the parts that are printed are all there are, or the zeros are
digits like others, a slip may close the sum to the last digit: evidence that an open list or a rounded number hides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import product

import msgspec

from bpjscli.checks.diagnosis.case import Case
from bpjscli.model.facts import Figure
from bpjscli.numerals.qualifiers import plain_reading
from bpjscli.solver.arithmetic import ZERO
from bpjscli.solver.conflicts import bits as numbers_in
from bpjscli.solver.constraints import REST
from bpjscli.solver.problem import Item, Problem

COMPLETE = Decimal(1)  # bits spent on taking a list for complete
IN_FULL = Decimal(2)  # bits spent on taking zeros for digits


def views(case: Case) -> Iterator[tuple[Case, Decimal]]:
    """The case as it is, and in every other way that applies to it, with the bits that this costs."""
    yield case, Decimal(0)
    complete, in_full = _open_lists(case), _in_full(case)
    for closed, exact in product((False, True), repeat=2):
        if (closed or exact) and (complete or not closed) and (in_full or not exact):
            problem = _seen(case.problem, complete if closed else (), in_full if exact else {})
            solved = msgspec.structs.replace(case.solved, problem=problem)
            view = Case(solved, case.members, case.active, case.vocabulary, case.identities)
            if problem.solve(case.members, problem.everything).conflict:
                yield view, COMPLETE * closed + IN_FULL * exact


def _open_lists(case: Case) -> tuple[int, ...]:
    """The variables for what a list lacks, of sums whose total and two parts at least are members of the conflict."""
    plan = case.problem.plan
    members = {case.item(number).variable for number in numbers_in(case.members)}
    lacking = []
    for constraint in plan.constraints:
        named = [plan.variables[number] for number in (constraint.total, *constraint.parts)]
        rest = [n for n in constraint.parts if (v := plan.variables[n]) is not None and REST in v]
        if constraint.kind == "sum" and rest and named[0] in members and sum(v in members for v in named[1:]) > 1:
            lacking += rest
    return tuple(lacking)


def _in_full(case: Case) -> dict[int, Item]:
    """The members that are written with all their zeros, read as they stand."""
    items = {}
    for number in numbers_in(case.members):
        figure, item = case.figure(number), case.item(number)
        if item.point is None and _all_digits(figure):
            reading = plain_reading(figure.reading.value, None, figure.unit)
            items[number] = Item(item.variable, reading.rounded, reading.loose, figure.reading.value)
    return items


def _all_digits(figure: Figure) -> bool:
    """Whether every digit of the number is printed: 206.000, and not 206 ribu."""
    value = figure.reading.value
    if figure.unit == "percent" or figure.printed is None or figure.reading.qualifier not in ("exact", "rounded"):
        return False
    return figure.reading.step >= 1 and re.sub(r"\D", "", figure.printed) == f"{value:f}"


def _seen(problem: Problem, complete: tuple[int, ...], in_full: dict[int, Item]) -> Problem:
    plan = problem.plan
    if complete:
        highs = [ZERO if number in complete else high for number, high in enumerate(plan.highs)]
        plan = msgspec.structs.replace(plan, highs=tuple(highs))
    items = [in_full.get(number, item) for number, item in enumerate(problem.items)]
    return Problem(problem.planner, items, problem.regions, problem.absent, plan)

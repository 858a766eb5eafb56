"""Solved groups of small bases, and what they say of a quantity, for tests to look at."""

from __future__ import annotations

from bpjscli.measures.answers import Answers, Key
from bpjscli.model.period import parse_period
from bpjscli.solver.quantity import Quantity
from bpjscli.solver.solve import Solved


def only(answers: Answers) -> Solved:
    """The one group there is."""
    (solved,) = answers.solved()
    return solved


def ids(solved: Solved, items: int) -> list[str]:
    """The figures of a set of items, without their source and area."""
    return [figure.id.split("/", 2)[2] for figure in solved.figures_in(items)]


def quantity(answers: Answers, indicator: str, area: str = "kalimantan", period: str = "2025", **part: str) -> Quantity:
    """The best answer there is; fails where there is none."""
    best = answers.best(Key(indicator, area, **part), parse_period(period), exactly=True)
    assert best is not None, f"nothing is known of {indicator}"
    return best.quantity


def bounds(found: Quantity) -> tuple[str, str]:
    """Both ends of a quantity, as written."""
    return f"{found.interval.low:f}", f"{found.interval.high:f}"

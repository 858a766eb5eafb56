"""What is counted is whole, a rate is of somebody, and of what is less than something only a bound is known."""

from __future__ import annotations

from decimal import Decimal

import pytest
from conftest import Ask
from groups_of import only, quantity
from hypothesis import given
from hypothesis import strategies as st

from bpjscli.numerals.reading import read_printed


def figures(**printed: str) -> str:
    return "\n".join(f'{{ indicator = "{name}", printed = "{text}" }}' for name, text in printed.items())


@pytest.mark.parametrize(
    ("coverage", "workforce", "agree"),
    [
        ("33.37 percent", "17", False),
        ("35.29 percent", "17", True),
        ("33.3 percent", "17", False),
        ("33 percent", "17", False),
        ("35 percent", "17", True),
        ("33.37 percent", "17,017", True),
    ],
)
def test_a_rate_of_a_few_is_that_of_a_whole_number(ask: Ask, coverage: str, workforce: str, agree: bool) -> None:
    solved = only(ask(figures(coverage=coverage, workforce=workforce)))
    assert bool(solved.conflicts) is not agree


def test_a_rate_above_nothing_is_of_somebody(ask: Ask) -> None:
    assert only(ask(figures(coverage="5 percent", participants="0"))).conflicts
    assert not only(ask(figures(coverage="0 percent", participants="0"))).conflicts


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))), st.integers(0, 3))
def test_the_rate_of_whole_numbers_is_one(of: tuple[int, int], decimals: int) -> None:
    """Whatever part of whatever count it is, rounded or cut: a whole number lies within the loose reading."""
    workforce, participants = of
    exact = Decimal(participants * 100) / workforce
    reading = read_printed(f"{exact:.{decimals}f} percent", "percent", "en")
    assert reading.loose.low is not None
    assert reading.loose.high is not None
    low, high = (bound * workforce / 100 for bound in (reading.loose.low, reading.loose.high))
    assert low <= participants <= high


def test_of_less_than_half_only_a_bound_is_known(ask: Ask) -> None:
    found = quantity(ask(figures(coverage="less than 50 percent", workforce="71,230")), "participants")
    assert (found.value, found.qualifier) == (Decimal(35615), "less-than")
    assert found.interval.high_open
    assert Decimal(35615) not in found.interval
    found = quantity(ask(figures(coverage="less than 50 percent", workforce="71,230")), "unregistered")
    assert (found.value, found.qualifier) == (Decimal(35615), "more-than"), "and at most all, which says nothing"
    found = quantity(ask(figures(coverage="at most 50 percent", workforce="71,230")), "participants")
    assert (found.value, found.qualifier) == (Decimal(35615), "at-most")


@pytest.mark.parametrize(
    ("whole", "agree"),
    [("4.0", False), ("4.1", False), ("4.2", True), ("4.4", True), ("4.6", True), ("4.8", True), ("4.9", False)],
)
def test_the_numbers_of_a_sum_are_rounded_together_or_cut_together(ask: Ask, whole: str, agree: bool) -> None:
    """Four times 1.1 million are 4.1 only where each was rounded up, and their sum, of the same source, cut."""
    lines = [f'{{ indicator = "participants", printed = "{whole} million" }}'] + [
        f'{{ indicator = "participants", segment = "{segment}", printed = "1.1 million" }}'
        for segment in ("pu", "bpu", "jakon", "pmi")
    ]
    assert bool(only(ask("\n".join(lines))).conflicts) is not agree

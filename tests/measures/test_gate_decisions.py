"""Gates are decided on intervals: passed, failed, or undecidable where the threshold lies within."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpjscli.measures.gates import Decision, not_over, not_under
from bpjscli.model.interval import Interval
from bpjscli.solver.quantity import Quantity

P, F, U = Decision.PASSED, Decision.FAILED, Decision.UNDECIDABLE


def percent(low: str | None, high: str | None, *, disputed: bool = False, **open_ends: bool) -> Quantity:
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    return Quantity("percent", ends[0], Interval(ends[0], ends[1], **open_ends), disputed=disputed, origin="published")


@pytest.mark.parametrize(
    ("quantity", "threshold", "at_least", "at_most"),
    [
        (percent("40.5", "41.5"), "40.5", P, U),
        (percent("40.5", "41.5"), "41", U, U),
        (percent("40.5", "41.5"), "41.5", U, P),
        (percent("40.5", "41.5"), "42", F, P),
        (percent("40.5", "41.5"), "40", P, F),
        (percent("50", None, low_open=True), "50", P, F),
        (percent("50", None), "50", P, U),
        (percent("0", "30", high_open=True), "30", F, P),
        (percent("0", "30"), "30", U, P),
        (percent("40.5", "41.5", disputed=True), "1", U, U),
        (Quantity("percent"), "1", U, U),
        (None, "1", U, U),
    ],
)
def test_decides_on_the_whole_interval(
    quantity: Quantity | None, threshold: str, at_least: Decision, at_most: Decision
) -> None:
    assert not_under(quantity, Decimal(threshold)) is at_least
    assert not_over(quantity, Decimal(threshold)) is at_most


@given(st.integers(0, 100), st.integers(0, 20), st.integers(0, 120), st.integers(0, 20))
def test_a_decision_holds_for_every_value_that_the_interval_allows(low: int, width: int, limit: int, step: int) -> None:
    quantity = percent(str(low), str(low + width))
    value = low + min(step, width)
    assert not_under(quantity, Decimal(limit)) is not (F if value >= limit else P)
    assert not_over(quantity, Decimal(limit)) is not (F if value <= limit else P)

"""Intervals: membership, intersection, hull, scaling; each property tried with points on and beside the bounds."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpjscli.model.interval import EVERYTHING, Interval

D = Decimal

BOUNDS = st.none() | st.integers(-4, 4).map(D)
INTERVALS = st.builds(Interval, BOUNDS, BOUNDS, st.booleans(), st.booleans())
PROBES = [D(n) / 2 for n in range(-11, 12)]


def points(interval: Interval) -> list[Decimal]:
    """Which of the probes lie within: whole numbers, where all bounds are, and the halves between and beyond them."""
    return [point for point in PROBES if point in interval]


@pytest.mark.parametrize(
    ("interval", "inside", "outside"),
    [
        (Interval(D(1), D(2)), [1, 2], [0, 3]),
        (Interval(D(1), D(2), low_open=True), [2], [1]),
        (Interval(D(1), D(2), high_open=True), [1], [2]),
        (Interval(None, D(2)), [-9, 2], [3]),
        (Interval(D(1), None, low_open=True), [2, 99], [1]),
        (Interval.exactly(D(1)), [1], [0, 2]),
        (EVERYTHING, [-99, 0, 99], []),
    ],
)
def test_what_lies_within(interval: Interval, inside: list[int], outside: list[int]) -> None:
    assert all(D(value) in interval for value in inside)
    assert not any(D(value) in interval for value in outside)


@pytest.mark.parametrize(
    ("interval", "empty", "exact"),
    [
        (Interval(D(2), D(1)), True, False),
        (Interval(D(1), D(1)), False, True),
        (Interval(D("1.0"), D("1.00")), False, True),
        (Interval(D(1), D(1), low_open=True), True, False),
        (Interval(D(1), D(1), high_open=True), True, False),
        (Interval(D(1), D(2)), False, False),
        (Interval(None, D(1)), False, False),
        (EVERYTHING, False, False),
    ],
)
def test_empty_and_exact(interval: Interval, empty: bool, exact: bool) -> None:
    assert (interval.empty, interval.exact) == (empty, exact)


def test_width_and_middle_are_unknown_without_both_bounds() -> None:
    assert (Interval(D(1), D(4)).width, Interval(D(1), D(4)).middle) == (D(3), D("2.5"))
    assert [Interval(D(1), None).width, Interval(D(1), None).middle] == [None, None]
    assert [Interval(None, D(4)).width, Interval(None, D(4)).middle] == [None, None]


def test_numbers_of_thirty_digits_are_not_rounded() -> None:
    low, high = D("123456789012345678901234567890"), D("123456789012345678901234567893")
    interval = Interval(low, high)
    assert interval.width == 3
    assert interval.middle == D("123456789012345678901234567891.5")
    assert interval.scaled(-2).low == D("1234567890123456789012345678.90")
    assert interval.scaled(-2).scaled(2) == interval


def test_a_percentage_scaled_to_a_ratio() -> None:
    assert Interval(D("40.5"), D("41.5"), high_open=True).scaled(-2) == Interval(D("0.405"), D("0.415"), high_open=True)
    assert Interval(D(50), None, low_open=True).scaled(-2) == Interval(D("0.5"), None, low_open=True)
    assert Interval(None, D(50)).scaled(-2) == Interval(None, D("0.5"))


@pytest.mark.parametrize(
    ("one", "other", "both", "hull"),
    [
        (Interval(D(1), D(3)), Interval(D(2), D(4)), Interval(D(2), D(3)), Interval(D(1), D(4))),
        (Interval(D(1), D(3)), Interval(D(1), D(3), True), Interval(D(1), D(3), True), Interval(D(1), D(3))),
        (Interval(D(1), D(3)), Interval(None, D(3), False, True),
         Interval(D(1), D(3), False, True), Interval(None, D(3))),
        (Interval(D(2), D(4)), Interval(D(1), D(3)), Interval(D(2), D(3)), Interval(D(1), D(4))),
        (Interval(D(1)), Interval(None, D(3)), Interval(D(1), D(3)), EVERYTHING),
        (Interval(D(2), D(1)), Interval(D(5), D(6)), Interval(D(5), D(1)), Interval(D(5), D(6))),
    ],
)  # fmt: skip
def test_intersection_and_hull(one: Interval, other: Interval, both: Interval, hull: Interval) -> None:
    assert one & other == both
    assert one | other == hull


@given(INTERVALS)
def test_an_interval_is_empty_where_no_probe_lies_within(interval: Interval) -> None:
    assert interval.empty == (not points(interval))


@given(INTERVALS, INTERVALS)
def test_the_intersection_holds_what_both_hold(one: Interval, other: Interval) -> None:
    assert points(one & other) == [point for point in points(one) if point in other]


@given(INTERVALS, INTERVALS)
def test_the_hull_is_the_least_that_holds_both(one: Interval, other: Interval) -> None:
    held = sorted({*points(one), *points(other)})
    expected = [point for point in PROBES if held and held[0] <= point <= held[-1]]
    assert points(one | other) == expected


@given(INTERVALS, INTERVALS)
def test_covering_is_holding_every_value(one: Interval, other: Interval) -> None:
    assert one.covers(other) == (set(points(other)) <= set(points(one)))


def test_the_distance_of_two_is_that_of_their_nearest_ends() -> None:
    assert (
        Interval(D(1), D(2)).distance(Interval(D(5), D(6))) == Interval(D(5), D(6)).distance(Interval(D(1), D(2))) == 3
    )
    assert Interval(D(1), D(2)).distance(Interval(D(2), D(6))) == 0
    assert Interval(D(5)).distance(Interval(high=D(2))) == 3
    assert Interval().distance(Interval(D(1), D(2))) == 0

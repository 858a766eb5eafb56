"""Interval arithmetic is an enclosure: it holds every result that the operands allow."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bpjscli.solver.arithmetic import (
    FARTHEST,
    INFINITY,
    MINUS_INFINITY,
    Bounds,
    add,
    divide,
    factor_of,
    multiply,
    subtract,
)

numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=3)


@st.composite
def intervals_with_a_value(draw: st.DrawFn) -> tuple[Bounds, Fraction]:
    low, high = sorted((draw(numbers), draw(numbers)))
    part = Fraction(draw(st.integers(0, 10)), 10)
    value = Fraction(low) + (Fraction(high) - Fraction(low)) * part
    bounds = (low if draw(st.booleans()) else MINUS_INFINITY, high if draw(st.booleans()) else INFINITY)
    return bounds, value


def holds(bounds: Bounds, value: Fraction) -> bool:
    low, high = bounds
    return (low.is_infinite() or Fraction(low) <= value) and (high.is_infinite() or value <= Fraction(high))


@given(intervals_with_a_value(), intervals_with_a_value())
def test_every_result_lies_within(one: tuple[Bounds, Fraction], other: tuple[Bounds, Fraction]) -> None:
    (x, a), (y, b) = one, other
    assert holds(add(x, y), a + b)
    assert holds(subtract(x, y), a - b)
    assert holds(multiply(x, y), a * b)
    assume(b != 0)
    assert holds(divide(x, y), a / b)


def of(low: str, high: str) -> Bounds:
    return Decimal(low), Decimal(high)


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [
        (of("2", "3"), of("4", "5"), of("8", "15")),
        (of("-2", "3"), of("4", "5"), of("-10", "15")),
        (of("-3", "-2"), of("-5", "-4"), of("8", "15")),
        (of("0", "0"), of("0", "Infinity"), of("0", "0")),
        (of("0", "2"), of("1", "Infinity"), of("0", "Infinity")),
    ],
)
def test_products_are_tight(x: Bounds, y: Bounds, expected: Bounds) -> None:
    assert multiply(x, y) == expected


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [
        (of("8", "15"), of("2", "4"), of("2", "7.5")),
        (of("-8", "15"), of("2", "4"), of("-4", "7.5")),
        (of("8", "15"), of("-4", "-2"), of("-7.5", "-2")),
        (of("8", "15"), of("0", "4"), of("2", "Infinity")),
        (of("-15", "-8"), of("0", "4"), of("-Infinity", "-2")),
        (of("8", "15"), of("-1", "4"), of("-Infinity", "Infinity")),
        (of("8", "15"), of("0", "0"), of("-Infinity", "Infinity")),
        (of("8", "Infinity"), of("2", "Infinity"), of("0", "Infinity")),
        (of("8", "15"), of("-4", "0"), of("-Infinity", "-2")),
        (of("0.5", "0.7"), of("0", "1"), of("0.5", "Infinity")),
        (of("-0.7", "-0.5"), of("0", "1"), of("-Infinity", "-0.5")),
    ],
)
def test_quotients_are_tight_and_know_about_zero(x: Bounds, y: Bounds, expected: Bounds) -> None:
    assert divide(x, y) == expected


@pytest.mark.parametrize(
    ("product", "other", "expected"),
    [
        (of("-2", "6"), of("1", "2"), of("-2", "6")),
        (of("2", "6"), of("0", "2"), of("1", "Infinity")),
        (of("0", "6"), of("0", "2"), of("-Infinity", "Infinity")),
        (of("-6", "0"), of("-2", "0"), of("-Infinity", "Infinity")),
    ],
)
def test_a_factor_is_open_only_where_both_may_be_zero(product: Bounds, other: Bounds, expected: Bounds) -> None:
    assert factor_of(product, other) == expected


def test_a_quotient_that_never_ends_is_rounded_outwards() -> None:
    low, high = divide(of("1", "1"), of("3", "3"))
    assert low < high
    assert Fraction(low) < Fraction(1, 3) < Fraction(high)


def test_what_has_too_many_digits_is_rounded_outwards() -> None:
    third, tiny = Decimal(1) / 3, Decimal("1e-60")
    for found in (add((third, third), (tiny, tiny)), subtract((third, third), (tiny, tiny))):
        assert found[0] < found[1]
    assert subtract((third, third), (tiny, tiny))[0] < third <= subtract((third, third), (tiny, tiny))[1]


def test_what_grows_without_an_end_stays_an_enclosure() -> None:
    high, low = Decimal(f"9e{FARTHEST}"), Decimal(f"9e-{FARTHEST}")
    below, above = multiply((high, high), (high, high))
    assert high < below < INFINITY == above
    assert multiply((-high, -high), (high, high)) == (MINUS_INFINITY, below.copy_negate())
    least, small = multiply((low, low), (low, low))
    assert 0 == least < small < low

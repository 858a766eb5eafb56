"""Numbers are rounded once, in decimals: half to even, as documented, and never by way of a float."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bpjscli.checks.examine import examine
from bpjscli.measures.answers import Answers
from bpjscli.model.interval import Interval
from bpjscli.report.builder import Builder
from bpjscli.report.findings import finding_data
from bpjscli.report.numbers import decimal_text, interval_text
from bpjscli.solver.quantity import outward


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("80.25", 1, "80.2"),
        ("80.35", 1, "80.4"),
        ("0.125", 2, "0.12"),
        ("2.675", 2, "2.68"),  # which a float takes for less
        ("-0.5", 0, "−0"),
        ("98765432109876543.5", 0, "98,765,432,109,876,544"),
        ("98765432109876542.5", 0, "98,765,432,109,876,542"),
    ],
)
def test_a_half_goes_to_the_even_digit(value: str, decimals: int, text: str) -> None:
    assert decimal_text(Decimal(value), decimals, "en") == text


def test_a_contradiction_may_be_of_any_size(ask: Callable[[str], Answers]) -> None:
    """As where an identity of a fact base multiplies again and again."""
    answers = ask("""{ indicator = "workforce", value = 3 }
        { indicator = "participants", value = 1 }
        { indicator = "unregistered", value = 5 }""")
    (found,) = examine(answers, ["C"])
    data = finding_data(Builder(answers, "check", "en"), replace(found, size=Decimal("1e40")))
    assert data["size"] == f"1{'0' * 40}.000000"


_NUMBER = re.compile(r"(−?[\d,.]+)(?: (million|billion|trillion))?")
_SCALE = {"million": 6, "billion": 9, "trillion": 12}


def bounds_shown(text: str) -> tuple[Decimal | None, Decimal | None]:
    """The bounds that a reader takes from a text such as "4.45–4.75 million" or "≥ 50 %"."""
    found = _NUMBER.findall(text)
    last = found[-1][1]
    ends = [
        Decimal(number.replace(",", "").replace("−", "-")).scaleb(_SCALE.get(word or last, 0)) for number, word in found
    ]
    if text[0] in "≥>":
        return ends[0], None
    return (None, ends[0]) if text[0] in "≤<" else (ends[0], ends[-1])


NUMBERS = st.decimals(0, 10**10, places=3, allow_nan=False)


@given(
    NUMBERS, NUMBERS, st.sampled_from(["both", "low", "high"]), st.integers(-2, 7), st.sampled_from(["persons", "IDR"])
)
def test_bounds_shown_enclose_those_of_the_data(
    one: Decimal, other: Decimal, sides: str, exponent: int, unit: Literal["persons", "IDR"]
) -> None:
    low, high = sorted((one, other))
    interval = outward(Interval(low if sides != "high" else None, high if sides != "low" else None), unit)
    shown = bounds_shown(interval_text(interval, Decimal(1).scaleb(max(0, exponent)), unit, "en"))
    assert (shown[0] is None) == (interval.low is None)
    assert (shown[1] is None) == (interval.high is None)
    assert shown[0] is None or interval.low is None or shown[0] <= interval.low
    assert shown[1] is None or interval.high is None or shown[1] >= interval.high


@given(st.decimals(0, 400, places=6), st.decimals(0, 400, places=6), st.integers(-3, 1))
def test_bounds_of_a_rate_that_are_shown_enclose_it(one: Decimal, other: Decimal, exponent: int) -> None:
    low, high = sorted((one, other))
    shown = bounds_shown(interval_text(Interval(low, high), Decimal(1).scaleb(exponent), "percent", "en"))
    assert shown[0] is not None
    assert shown[1] is not None
    assert shown[0] <= low <= high <= shown[1]


def test_alternatives_with_one_bound_are_rounded_outwards(ask: Callable[[str], Answers]) -> None:
    answers = ask("""{ indicator = "claims", printed = "29 thousand" }
        { indicator = "claims", programme = "jht", printed = "35,717" }
        { indicator = "claims", programme = "jkm", printed = "983" }""")
    (found,) = examine(answers, ["C"])
    total = next(would for would in found.would if would.figure.programme is None)
    assert total.quantity.interval.low == 36_700
    message = finding_data(Builder(answers, "check", "en"), found)["message"]
    assert "at least 36,000" in str(message), "the next thousand below"

"""The series of an indicator, and what a change of coverage consists of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpjscli.measures.answers import Answers, Key
from bpjscli.measures.trend import Step, Trend, split_change, trend
from bpjscli.solver.arithmetic import Bounds
from bpjscli.solver.quantity import Quantity

Ask = Callable[..., Answers]


def coverage_of(answers: Answers, area: str = "kalimantan") -> Trend:
    return trend(answers, Key("coverage", area))


def periods(found: Trend) -> list[str]:
    return [step.point.period.text for step in found.steps]


def bounds(quantity: Quantity | None) -> tuple[str, str]:
    assert quantity is not None
    return str(quantity.interval.low), str(quantity.interval.high)


def test_kalimantan_fell_on_a_growing_workforce(shipped: Answers) -> None:
    found = coverage_of(shipped)
    assert periods(found) == ["2023-12-31", "2024", "2025"]
    assert [str(step.point.quantity.value) for step in found.steps] == ["46.33", "45.34", "41.30"]
    assert [step.verdict and step.verdict.outcome for step in found.steps] == [None, "not-comparable", "not-comparable"]


def test_the_split_of_the_fall_to_2025(shipped: Answers) -> None:
    """15 742 people more were covered: a fifth of a point; the denominator grew by three quarters of a million."""
    last = coverage_of(shipped).steps[-1]
    assert last.split is not None
    assert bounds(last.change) == ("-4.044089", "-4.034088")
    assert bounds(last.split.participants_effect) == ("0.206983", "0.207021")
    assert bounds(last.split.denominator_effect) == ("-4.25111", "-4.241072")


def test_before_the_exact_numbers_were_published(shipped: Answers) -> None:
    """7.9 and about 3.3 million: that participants made no difference is within their rounding."""
    then = Answers(shipped.base, date(2026, 2, 2))
    last = coverage_of(then).steps[-1]
    assert str(last.point.quantity.value) == "41"
    assert last.verdict is not None
    assert last.verdict.outcome == "not-comparable"
    assert last.split is not None
    assert str(last.split.participants_effect.value) == "0", "not minus zero"
    assert bounds(last.split.participants_effect) == ("-1.154562", "0.162265")


def test_earlier_years_on_the_latest_workforce(shipped: Answers) -> None:
    found = coverage_of(shipped)
    assert found.latest is not None
    assert found.latest.point is found.steps[-1].point
    values = [step.on_latest_workforce for step in found.steps]
    assert [str(value and value.value) for value in values] == ["31.3", "41.104058", "41.300912"]
    assert bounds(values[1]) == ("41.104058", "41.104059")  # 3 287 020 / 7 996 826


def test_figures_that_agree_at_one_time_are_one_point(shipped: Answers) -> None:
    """41.3 % on 1 December and 41.30 % for the year are one; the later stands, being the more precise."""
    last = coverage_of(shipped).steps[-1]
    assert [c.period.text for c in last.merged] == ["2025-12-01"]


def test_of_two_that_agree_the_one_in_more_digits_stands(shipped: Answers) -> None:
    """ "More than 50 %" says less than 58.53 %."""
    last = coverage_of(shipped, "kaltim").steps[-1]
    assert last.point.quantity.value == Decimal("58.53")
    assert [c.quantity.qualifier for c in last.merged] == ["more-than"]


def test_only_neighbours_are_one_point(shipped: Answers) -> None:
    """27 % for the year is a rounding of 27.36 % on 1 December; 37 % on the 24th lies between, and would look last."""
    kalbar = coverage_of(shipped, "kalbar")
    assert periods(kalbar) == ["2023-03", "2025-10-09", "2025-12-01", "2025-12-24", "2025"]
    assert kalbar.steps[2].merged == ()


TWO_AT_ONCE = """
{ indicator = "coverage", period = 2024, printed = "40.00 percent" }
{ indicator = "workforce", period = 2024, value = 1000000 }
{ indicator = "coverage", period = "2025-11", printed = "41.26 percent" }
{ indicator = "coverage", period = 2025, printed = "41 percent" }
{ indicator = "workforce", period = 2025, value = 1010000 }
"""


def test_of_two_that_agree_the_one_with_a_denominator_stands(ask: Ask) -> None:
    last = coverage_of(ask(TWO_AT_ONCE)).steps[-1]
    assert (last.point.period.text, last.verdict and last.verdict.outcome) == ("2025", "comparable")


@pytest.mark.parametrize(
    ("one", "other", "points"),
    [
        ('period = 2025-08-31, printed = "41 percent"', 'period = 2025-12-01, printed = "41.2 percent"', 1),
        ('period = 2025-08-31, printed = "41 percent"', 'period = 2025-12-02, printed = "41.2 percent"', 2),
        ('period = 2025-12-01, printed = "41.1 percent"', 'period = 2025-12-02, printed = "41.2 percent"', 2),
        ('period = 2025-12-01, printed = "41 percent"', "period = 2025-12-02, value = 41.5", 1),
        ('base = "a", period = 2025-12-01, value = 41', 'base = "b", period = 2025-12-02, value = 41', 2),
        ('base = "a", period = 2025-12-01, value = 41', "period = 2025-12-02, value = 41", 1),
    ],
)
def test_what_counts_as_one_point(ask: Ask, one: str, other: str, points: int) -> None:
    """Up to 92 days, readings that overlap by more than an end, and no two bases."""
    answers = ask(f'{{ indicator = "coverage", {one} }}\n{{ indicator = "coverage", {other} }}')
    assert len(coverage_of(answers).steps) == points


def test_two_numbers_for_one_day_are_no_change(ask: Ask) -> None:
    def source(name: str, period: str, coverage: str) -> str:
        figure = f'{{ area = "kalbar", period = {period}, indicator = "coverage", printed = "{coverage}" }}'
        return f'[[source]]\nid = "{name}"\npublished = 2026-02-01\nlanguage = "en"\nfigures = [{figure}]\n'

    last_year, two = source("a", "2024", "25.10 percent"), source("b", "2025-12-31", "27.36 percent")
    found = coverage_of(ask(last_year + two + source("c", "2025", "30.41 percent")), "kalbar")
    assert periods(found) == ["2024", "2025", "2025-12-31"]
    assert [step.previous and step.previous.period.text for step in found.steps] == [None, "2024", "2024"]


def test_a_disputed_point_stays_and_nothing_is_held_against_it(shipped: Answers) -> None:
    """Kalteng 2024 contradicts its own source, so March 2025 is held against March 2023."""
    found = coverage_of(shipped, "kalteng")
    assert periods(found) == ["2023-03", "2024", "2025-03", "2025"]
    disputed, after = found.steps[1], found.steps[2]
    assert disputed.point.quantity.disputed
    assert disputed.change is not None
    assert disputed.change.disputed, "whichever figure is wrong"
    assert after.previous is found.steps[0].point


def test_a_figure_taken_back_is_no_point(ask: Ask) -> None:
    answers = ask(
        """{ indicator = "coverage", period = 2024, value = 40, superseded_by = "a/kalimantan/coverage/2025" }
        { indicator = "coverage", period = 2025, value = 41 }"""
    )
    assert periods(coverage_of(answers)) == ["2025"]


def test_change_and_growth_of_a_headcount(shipped: Answers) -> None:
    """The segments of 2024 add up to 3 287 020, whatever "3.2 million" was cut from."""
    steps = trend(shipped, Key("participants", "kalimantan")).steps
    assert bounds(steps[-1].change) == ("15742", "15742")
    assert steps[-1].growth_per_year is not None
    low, high = (Decimal(bound) for bound in bounds(steps[-1].growth_per_year))
    ratio = Fraction(3_302_762, 3_287_020)
    assert (1 + Fraction(low) / 100) ** 13 <= ratio**12 <= (1 + Fraction(high) / 100) ** 13
    assert high - low <= Decimal("0.000001")
    assert steps[-1].split is None


def test_a_year_to_the_day_needs_no_root(ask: Ask) -> None:
    answers = ask(
        """{ indicator = "employers", period = 2024-12-31, value = 200 }
        { indicator = "employers", period = 2025-12-31, value = 230 }
        { indicator = "employers", period = 2026-01-31, value = 231 }"""
    )
    _, yearly, monthly = trend(answers, Key("employers", "kalimantan")).steps
    assert bounds(yearly.growth_per_year) == ("15", "15")
    assert monthly.growth_per_year is None, "a month says nothing about a year"
    assert bounds(monthly.change) == ("1", "1")


@pytest.mark.parametrize(("month", "told"), [("10-31", False), ("11-30", True), ("12-31", True)])
def test_growth_a_year_needs_eleven_months(ask: Ask, month: str, told: bool) -> None:
    answers = ask(
        f"""{{ indicator = "employers", period = 2024-12-31, value = 200 }}
        {{ indicator = "employers", period = 2025-{month}, value = 230 }}"""
    )
    assert (trend(answers, Key("employers", "kalimantan")).steps[-1].growth_per_year is not None) is told


def test_growth_from_what_may_be_nothing_is_unknown(ask: Ask) -> None:
    answers = ask(
        """{ indicator = "employers", period = 2024, printed = "at most 10" }
        { indicator = "employers", period = 2025, value = 20 }"""
    )
    assert trend(answers, Key("employers", "kalimantan")).steps[-1].growth_per_year is None


def test_growth_from_nothing_is_unknown(ask: Ask) -> None:
    answers = ask(
        """{ indicator = "employers", period = 2023, value = 0 }
        { indicator = "employers", period = 2024, value = 10 }
        { indicator = "employers", period = 2025, value = 0 }"""
    )
    _, risen, fallen = trend(answers, Key("employers", "kalimantan")).steps
    assert risen.growth_per_year is None
    assert bounds(fallen.growth_per_year) == ("-100", "-100")


def test_a_change_between_two_bounds_is_unknown(ask: Ask) -> None:
    answers = ask(
        """{ indicator = "employers", period = 2023, printed = "more than 10" }
        { indicator = "employers", period = 2024, printed = "more than 20" }
        { indicator = "employers", period = 2025, value = 30 }"""
    )
    _, unknown, bounded = trend(answers, Key("employers", "kalimantan")).steps
    assert (unknown.change, unknown.growth_per_year) == (None, None)
    assert bounds(bounded.change) == ("None", "10")


FLOWS = """
{ indicator = "claims", period = 2023, value = 100 }
{ indicator = "claims", period = "2024-H1", value = 60 }
{ indicator = "claims", period = "2024-H2", value = 70 }
{ indicator = "claims", period = 2024, value = 130 }
"""


def test_flows_are_held_against_periods_of_their_length(ask: Ask) -> None:
    first, half, year, other_half = trend(ask(FLOWS), Key("claims", "kalimantan")).steps
    assert half.previous is first.point
    assert (half.verdict and half.verdict.reason, half.change) == ("spans-differ", None)
    assert other_half.previous is half.point
    assert bounds(other_half.change) == ("10", "10")
    assert year.previous is first.point
    assert bounds(year.growth_per_year) == ("30", "30")


def test_a_year_that_was_not_over_makes_no_growth(ask: Ask) -> None:
    """Claims for 2024, as published in November, are some of them."""

    def source(name: str, day: str, year: int, claims: int) -> str:
        figure = f'{{ area = "kalbar", period = {year}, indicator = "claims", value = {claims} }}'
        return f'[[source]]\nid = "{name}"\npublished = {day}\nfigures = [{figure}]\n'

    def last(day: str) -> Step:
        text = source("one", day, 2024, 291_370) + source("two", "2026-02-01", 2025, 93_373)
        return trend(ask(text), Key("claims", "kalbar")).steps[-1]

    early, whole = last("2024-11-07"), last("2025-01-07")
    assert (early.change, early.growth_per_year) == (None, None)
    assert early.verdict is not None
    assert early.verdict.reason == "unfinished"
    assert bounds(whole.change) == ("-197997", "-197997")
    assert whole.growth_per_year is not None


TWO_SOURCES = """
[[source]]
id = "rates"
published = 2026-02-01
defaults = {{ area = "bali", indicator = "coverage" }}
figures = [{{ period = 2024, value = 40.00 }}, {{ period = 2025, value = 41.00 }}]
[[source]]
id = "heads"
published = 2026-01-01
language = "en"
defaults = {{ area = "bali", period = 2025 }}
figures = [
  {{ indicator = "participants", period = 2024, value = 400 }},
  {{ indicator = "workforce", period = 2024, value = 1000 }},
  {{ indicator = "participants", {participants} }},
  {{ indicator = "workforce", {workforce} }},
]
"""


@pytest.mark.parametrize(
    ("participants", "workforce", "split"),
    [
        ("value = 410", "value = 1000", True),
        ("value = 900", "value = 1000", False),  # these would make 90 percent
        ('printed = "less than 500"', 'printed = "less than 1.1 thousand"', False),  # which may be none at all
    ],
)
def test_a_split_needs_sources_that_agree(ask: Ask, participants: str, workforce: str, split: bool) -> None:
    last = coverage_of(ask(TWO_SOURCES.format(participants=participants, workforce=workforce)), "bali").steps[-1]
    assert last.point.source.id == "rates"
    assert bounds(last.change) == ("0.99", "1.01")
    assert (last.split is not None) == split


PEOPLE = st.integers(min_value=0, max_value=10**9)
WORKERS = st.integers(min_value=1, max_value=10**9)
SPREAD = st.integers(min_value=0, max_value=10**6)


def exactly(value: int) -> Bounds:
    return Decimal(value), Decimal(value)


@given(PEOPLE, PEOPLE, WORKERS, WORKERS)
def test_the_two_effects_add_up_to_the_change(then: int, now: int, base_then: int, base_now: int) -> None:
    of_participants, of_denominator = split_change(
        (exactly(then), exactly(now)), (exactly(base_then), exactly(base_now))
    )
    change = 100 * (Fraction(now, base_now) - Fraction(then, base_then))
    low, high = (Fraction(a) + Fraction(b) for a, b in zip(of_participants, of_denominator, strict=True))
    assert low <= change <= high
    assert high - low <= Fraction(1, 10**30)
    assert of_participants[1] >= 0 if now >= then else of_participants[0] <= 0, "more people never lower coverage"
    assert of_denominator[0] <= 0 if base_now >= base_then else of_denominator[1] >= 0


@given(st.lists(st.tuples(WORKERS, SPREAD, st.fractions(0, 1)), min_size=4, max_size=4))
def test_the_effects_of_all_that_the_readings_allow_lie_within(ends: list[tuple[int, int, Fraction]]) -> None:
    intervals = [(Decimal(low), Decimal(low + spread)) for low, spread, _ in ends]
    p0, p1, w0, w1 = (low + spread * at for low, spread, at in ends)
    of_participants, of_denominator = split_change((intervals[0], intervals[1]), (intervals[2], intervals[3]))
    effect = 100 * (p1 - p0) * (1 / Fraction(w0) + 1 / Fraction(w1)) / 2
    assert Fraction(of_participants[0]) <= effect <= Fraction(of_participants[1])
    effect = 100 * (1 / Fraction(w1) - 1 / Fraction(w0)) * (p0 + p1) / 2
    assert Fraction(of_denominator[0]) <= effect <= Fraction(of_denominator[1])

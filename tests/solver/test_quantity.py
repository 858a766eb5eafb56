"""How a quantity is shown: with no more digits than its interval carries, bounds outwards; which answer is better."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpjscli.measures.answers import Answers, Candidate, Key
from bpjscli.measures.candidates import in_more_digits, published, relative_width
from bpjscli.model.facts import Unit
from bpjscli.model.interval import Interval
from bpjscli.report.numbers import quantity_text
from bpjscli.solver.quantity import Quantity, best_value, bounds_of, make_computed, make_derived, make_stated, outward

Ask = Callable[..., Answers]
D = Decimal


def interval(low: str | None, high: str | None) -> Interval:
    return Interval(None if low is None else D(low), None if high is None else D(high))


@pytest.mark.parametrize(
    ("low", "high", "unit", "value", "step"),
    [
        ("7249616", "7249616", "persons", "7249616", "0"),
        ("7249616", "7249618", "persons", "7249617", "1"),
        ("7249616", "7249622", "persons", "7249619", "1"),
        ("7249616", "7249624", "persons", "7249620", "10"),
        ("7200000", "7300000", "persons", "7200000", "100000"),
        ("7200000", "7260000", "persons", "7230000", "10000"),
        ("7200000", "7260002", "persons", "7200000", "100000"),
        ("40.5", "41.5", "percent", "41", "1"),
        ("40.7", "41.3", "percent", "41.0", "0.1"),
        ("40.97", "41.03", "percent", "41.00", "0.01"),
        ("40.96", "41.04", "percent", "41.0", "0.1"),
        ("41", "41", "percent", "41.00", "0.01"),
        ("38.2000001", "38.2000001", "percent", "38.20", "0.01"),
        ("0", "1", "count", "0", "1"),
        ("1", "2", "count", "2", "1"),
    ],
)
def test_the_last_digit_is_uncertain_by_three_at_most(low: str, high: str, unit: Unit, value: str, step: str) -> None:
    found = best_value(interval(low, high), unit)
    assert tuple(f"{part:f}" for part in found) == (value, step)


@pytest.mark.parametrize(
    ("low", "high", "unit", "value", "step"),
    [
        ("50.5", None, "percent", "50.5", "0.1"),
        (None, "50.55", "percent", "50.55", "0.01"),
        ("50", None, "percent", "50", "1"),
        ("5000", None, "persons", "5000", "1"),
        (None, None, "persons", None, "1"),
        (None, None, "percent", None, "0.01"),
    ],
)
def test_one_bound_stands_for_all(low: str | None, high: str | None, unit: Unit, value: str | None, step: str) -> None:
    assert best_value(interval(low, high), unit) == (None if value is None else D(value), D(step))


@given(
    st.decimals(-(10**12), 10**12, places=8),
    st.decimals(0, 10**9, places=8),
    st.sampled_from(["percent", "persons", "IDR"]),
)
def test_bounds_are_rounded_outwards_and_the_value_lies_near(low: D, width: D, unit: Unit) -> None:
    exact = Interval(low, low + width)
    found = outward(exact, unit)
    assert found.covers(exact)
    grain = D("0.000001") if unit == "percent" else D(1)
    assert exact.low is not None
    assert exact.high is not None
    assert found.low is not None
    assert found.high is not None
    assert exact.low - found.low < grain
    assert found.high - exact.high < grain
    value, step = best_value(exact, unit)
    assert value is not None
    middle = (Fraction(exact.low) + Fraction(exact.high)) / 2
    assert abs(Fraction(value) - middle) <= Fraction(step) / 2


@pytest.mark.parametrize(
    ("low", "high", "unit", "shown"),
    [
        ("-0.4", "0", "persons", ("-1", "0")),
        ("1E+3", "2E+3", "persons", ("1000", "2000")),
        ("40.50", "41.500", "percent", ("40.5", "41.5")),
        ("40.00", "100", "percent", ("40", "100")),
        ("40.0000001", "41", "percent", ("40", "41")),
        (None, "3", "persons", ("None", "3")),
    ],
)
def test_bounds_are_written_plainly(low: str | None, high: str | None, unit: Unit, shown: tuple[str, str]) -> None:
    found = outward(interval(low, high), unit)
    assert (str(found.low), str(found.high)) == shown


def test_open_sides_stay_open() -> None:
    assert outward(Interval(D(1), D(2), low_open=True), "persons") == Interval(D(1), D(2), low_open=True)
    assert outward(Interval(D(1), D(2), high_open=True), "persons") == Interval(D(1), D(2), high_open=True)


def test_a_point_within_is_the_value() -> None:
    found = make_derived("persons", interval("73000", "73400"), point=D(73236))
    assert (found.value, found.step) == (D(73200), D(100))
    assert make_derived("persons", interval("73000", "73400"), point=D(74000)).value == D(73200)
    assert make_derived("persons", interval("73000", "73402"), point=D(73010)).value == D(73000)
    assert make_derived("persons", interval("73000", "73000"), point=D(73000)).step == 0


@given(st.integers(-(10**9), 10**9), st.integers(0, 10**6), st.integers(0, 8), st.sampled_from(["percent", "persons"]))
def test_the_value_lies_within_the_bounds(low: int, width: int, places: int, unit: Unit) -> None:
    ends = Interval(D(low).scaleb(-places), D(low + width).scaleb(-places))
    found = make_derived(unit, ends)
    assert found.interval.low is not None
    assert found.interval.high is not None
    assert found.value is not None
    assert found.interval.low <= found.value <= found.interval.high


def test_a_value_has_the_digits_that_keep_it_there_and_is_shown_without() -> None:
    """7,435 of 93,373 claims."""
    share = make_derived("percent", interval("7.962687", "7.962688"))
    assert (share.value, share.step) == (D("7.962688"), D("0.01"))
    assert quantity_text(share, "en") == "≈ 7.96 %"
    people = make_derived("persons", interval("1119", "1181"))
    assert (people.value, people.step) == (D(1150), D(100)), "1200 would lie above"


@pytest.mark.parametrize(
    ("low", "high", "qualifier"),
    [
        ("1", "1", "exact"),
        ("1", "2", "about"),
        ("1", None, "at-least"),
        (None, "1", "at-most"),
        (None, None, "unknown"),
    ],
)
def test_what_is_said_before_a_number(low: str | None, high: str | None, qualifier: str) -> None:
    assert make_derived("persons", interval(low, high)).qualifier == qualifier


def test_what_is_computed_rests_on_all_its_operands_once(ask: Ask) -> None:
    text = '{ indicator = "claims", value = 7 }\n{ indicator = "participants", value = 8 }'
    claims, participants = ask(text).base.figures
    one = Quantity("count", figures=(claims, participants))
    other = Quantity("count", figures=(participants,))
    found = make_computed("count", (D("-Infinity"), D(5)), other, one)
    assert found.figures == (participants, claims)
    assert found.interval == interval(None, "5")
    assert make_computed("count", (D(5), D("Infinity"))).interval == interval("5", None)
    assert bounds_of(interval(None, "5")) == (D("-Infinity"), D(5))
    assert bounds_of(interval("5", None)) == (D(5), D("Infinity"))


def candidates(ask: Ask, *figures: str) -> list[Candidate]:
    text = "".join(
        f'[[source]]\nid = "s{n}"\npublished = 2026-01-0{n + 1}\nlanguage = "en"\n'
        f'defaults = {{ area = "bali", indicator = "workforce", period = 2025 }}\nfigures = [{figure}]\n'
        for n, figure in enumerate(figures)
    )
    return ask(text).candidates(Key("workforce", "bali"))


def shown(found: list[Candidate]) -> list[str]:
    return [candidate.source.id for candidate in found]


def test_the_newest_publication_comes_first_and_what_was_taken_back_last(ask: Ask) -> None:
    assert shown(candidates(ask, "{ value = 7 }", "{ value = 8 }")) == ["s1", "s0"]
    back = '{ value = 8, superseded_by = "s0" }'
    assert shown(candidates(ask, "{ value = 7 }", back)) == ["s0", "s1"]


def test_a_source_without_a_date_comes_after_those_with_one(ask: Ask) -> None:
    figure = 'defaults = { area = "bali", indicator = "workforce", period = 2025 }\nfigures = [{ value = 7 }]\n'
    text = f'[[source]]\nid = "undated"\n{figure}[[source]]\nid = "old"\npublished = 1999-01-01\n{figure}'
    assert shown(ask(text).candidates(Key("workforce", "bali"))) == ["old", "undated"]


def test_what_was_derived_is_no_rounding_of_anything(ask: Ask) -> None:
    derived_one = '{ indicator = "coverage", value = 50 }, { indicator = "participants", printed = "4.0 million" }'
    first, *others = candidates(ask, "{ value = 8_000_001 }", derived_one)
    assert (first.source.id, first.quantity.origin) == ("s1", "derived")
    assert in_more_digits(first, others) is first


def test_of_one_source_the_more_precise_comes_first(ask: Ask) -> None:
    found = candidates(ask, '{ printed = "7.9 million" }, { value = 7_912_345, locator = "b" }')
    assert [candidate.quantity.value for candidate in found] == [D(7912345), D(7900000)]
    assert relative_width(found[1].quantity) == D(100_000) / D(7_900_000)
    assert relative_width(found[0].quantity) == 0
    unknown = (Quantity("persons"), Quantity("persons", D(0), interval("0", "1")))
    assert [relative_width(quantity) for quantity in unknown] == [D("Infinity")] * 2


@pytest.mark.parametrize(
    ("chosen", "other", "expected"),
    [
        ('{ printed = "7.9 million" }', "{ value = 7_912_345 }", 7_912_345),
        ('{ printed = "7.9 million" }', "{ value = 7_996_826 }", 7_996_826),
        ('{ printed = "7.9 million" }', "{ value = 8_000_001 }", 7_900_000),
        ('{ printed = "7.9 million" }', '{ value = 7_912_345, base = "eligible" }', 7_900_000),
        ('{ printed = "7.9 million" }', '{ value = 7_912_345, superseded_by = "s1" }', 7_900_000),
        ('{ printed = "7.91 million" }', '{ printed = "7.9 million" }', 7_910_000),
    ],
)
def test_a_number_in_more_digits_stands_for_its_rounding(ask: Ask, chosen: str, other: str, expected: int) -> None:
    first, *others = candidates(ask, other, chosen)
    if "superseded" in other:
        assert shown([first]) == ["s1"]
    assert in_more_digits(first, others).quantity.value == expected


def test_of_several_in_more_digits_the_most_precise(ask: Ask) -> None:
    first, *others = candidates(
        ask, "{ value = 7_912_345 }", '{ printed = "7.91 million" }', '{ printed = "7.9 million" }'
    )
    assert in_more_digits(first, others).quantity.value == 7_912_345


def test_a_figure_is_published_as_it_stands_unless_told_otherwise(ask: Ask) -> None:
    (figure,) = ask('{ indicator = "participants", printed = "3.2 million" }').base.figures
    plain, doubted, cut = published(figure), published(figure, disputed=True), published(figure, cut=True)
    assert [(one.disputed, one.cut) for one in (plain, doubted, cut)] == [(False, False), (True, False), (False, True)]
    assert [str(one.interval.high) for one in (plain, cut)] == ["3250000", "3300000"]


def test_the_rounding_of_a_newer_source_gives_way_to_more_digits(ask: Ask) -> None:
    def source(name: str, published: str, printed: str) -> str:
        head = f'[[source]]\nid = "{name}"\npublished = {published}\nlanguage = "en"\n'
        figures = f'figures = [{{ indicator = "participants", printed = "{printed}" }}]\n'
        return f'{head}defaults = {{ area = "kalbar", period = 2025 }}\n{figures}'

    full = source("full", "2026-01-01", "3,302,762")
    for newer, expected in (("3.3 million", "full"), ("3.4 million", "newer"), ("3.5 million", "newer")):
        best = ask(full + source("newer", "2026-02-01", newer)).best(Key("participants", "kalbar"))
        assert best is not None
        assert best.source.id == expected, newer


@pytest.mark.parametrize("sign", [1, -1])
def test_a_bound_says_something_up_to_what_anybody_counts(sign: int) -> None:
    assert make_stated(sign * Decimal("9.9e50")) == sign * Decimal("9.9e50")
    assert make_stated(sign * Decimal("1e51")) is None
    assert make_stated(sign * Decimal("Infinity")) is None
    assert make_stated(Decimal(0)) == 0

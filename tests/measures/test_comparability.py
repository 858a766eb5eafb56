"""When two answers for different times may be compared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from bpjscli.measures.answers import Answers, Candidate, Key
from bpjscli.measures.candidates import known, known_bounds
from bpjscli.measures.comparability import Verdict, allowed_growth, compare
from bpjscli.model.period import parse_period

Ask = Callable[[str], Answers]
WORKFORCE = Key("workforce", "kalimantan")


def answer(answers: Answers, indicator: str, period: str, area: str = "kalimantan") -> Candidate:
    found = answers.best(Key(indicator, area), parse_period(period), exactly=True)
    assert found is not None
    return found


def verdict(
    answers: Answers, earlier: str, later: str, indicator: str = "coverage", area: str = "kalimantan"
) -> Verdict:
    return compare(answer(answers, indicator, earlier, area), answer(answers, indicator, later, area), answers)


def judged(
    answers: Answers, earlier: str, later: str, indicator: str = "coverage", area: str = "kalimantan"
) -> tuple[str, str]:
    found = verdict(answers, earlier, later, indicator, area)
    return found.outcome, found.reason


def test_coverage_on_a_workforce_that_jumped_is_not_comparable(shipped: Answers) -> None:
    found = verdict(shipped, "2024", "2025")
    assert (found.outcome, found.reason, found.months) == ("not-comparable", "workforce-moved", 13)
    assert found.growth is not None
    assert found.growth.interval.low == Decimal("10.292029")  # 7 996 826 of 3 287 020 / 0.453345
    assert found.growth.interval.high == Decimal("10.32974")  # and of 3 287 020 / 0.4535
    assert found.allowed == Decimal(13) / 3
    assert [w and w.quantity.value for w in (found.earlier_workforce, found.later_workforce)] == [7_249_000, 7_996_826]


def test_a_jump_is_seen_backwards_as_well(shipped: Answers) -> None:
    found = verdict(shipped, "2025", "2024")
    assert (found.outcome, found.reason, found.months) == ("not-comparable", "workforce-moved", -13)


def two_years(first: str, second: str, *more: str) -> str:
    return "\n".join(
        (
            '{ indicator = "coverage", period = 2024, printed = "40 percent" }',
            '{ indicator = "coverage", period = 2025, printed = "41 percent" }',
            f'{{ indicator = "workforce", period = 2024, {first} }}',
            f'{{ indicator = "workforce", period = 2025, {second} }}',
            *more,
        )
    )


@pytest.mark.parametrize(
    ("later", "outcome", "reason"),
    [
        ("1040000", "comparable", "workforce-steady"),
        ("1040001", "not-comparable", "workforce-moved"),
        ("961539", "comparable", "workforce-steady"),  # from here 1 000 000 is 3.99998 % up
        ("961538", "not-comparable", "workforce-moved"),  # and from here 4.00004 %
    ],
)
def test_four_percent_a_year_is_the_most_a_workforce_moves(ask: Ask, later: str, outcome: str, reason: str) -> None:
    found = verdict(ask(two_years("value = 1000000", f"value = {later}")), "2024", "2025")
    assert (found.outcome, found.reason) == (outcome, reason)


@pytest.mark.parametrize("indicator", ["coverage", "uncovered", "unregistered", "workforce"])
def test_whatever_rests_on_a_workforce_that_jumped_is_not_comparable(ask: Ask, indicator: str) -> None:
    base = ask(two_years("value = 1000000", "value = 1500000"))
    assert judged(base, "2024", "2025", indicator) == ("not-comparable", "workforce-moved")


def test_headcounts_on_a_workforce_that_jumped_are_comparable(ask: Ask) -> None:
    base = ask(two_years("value = 1000000", "value = 1500000"))
    assert judged(base, "2024", "2025", "participants") == ("comparable", "plain")


def test_rounding_alone_makes_no_jump_but_no_certainty_either(ask: Ask) -> None:
    """7 and 8 million may be 7.4 and 7.6: that it moved cannot be shown, nor that it did not."""
    found = verdict(ask(two_years('printed = "7 million"', 'printed = "8 million"')), "2024", "2025")
    assert (found.outcome, found.reason) == ("unknown", "workforce-imprecise")
    steady = verdict(ask(two_years('printed = "7.5 million"', 'printed = "7.6 million"')), "2024", "2025")
    assert (steady.outcome, steady.reason) == ("comparable", "workforce-steady")


@pytest.mark.parametrize(
    ("beside", "figures"),
    [("1,500 to 2,500", 1), ("1,501 to 2,500", 2), ("more than 1,001", 1)],
)
def test_a_quantity_is_known_by_the_figures_beside_it_where_they_leave_less_than_half(
    ask: Ask, beside: str, figures: int
) -> None:
    text = f"""{{ indicator = "workforce", printed = "1,000 to 2,000" }}
        {{ indicator = "workforce", printed = "{beside}", locator = "b" }}"""
    (first,) = (c for c in ask(text).candidates(WORKFORCE) if c.quantity.figures[0].printed == "1,000 to 2,000")
    assert len(known(first).figures) == figures
    (alone,) = ask('{ indicator = "workforce", printed = "more than 1,001" }').candidates(WORKFORCE)
    assert known(alone).origin == "published"


def test_figures_a_few_weeks_apart_may_rest_on_two_surveys() -> None:
    assert allowed_growth(0) == allowed_growth(1) == allowed_growth(6) == 2
    assert allowed_growth(-12) == allowed_growth(12) == 4
    assert allowed_growth(30) == 10


def test_without_a_denominator_nothing_can_be_said(shipped: Answers) -> None:
    found = verdict(shipped, "2023-03", "2025", area="kalbar")
    assert (found.outcome, found.reason, found.growth) == ("unknown", "workforce-unknown", None)
    assert [found.earlier_workforce, found.later_workforce] == [None, None]


def test_a_workforce_with_one_bound_is_no_denominator(ask: Ask) -> None:
    answers = ask(two_years("value = 1000000", 'printed = "more than 1 million"'))
    assert verdict(answers, "2024", "2025").reason == "workforce-unknown"


def test_bases_that_differ_are_not_comparable(ask: Ask) -> None:
    answers = ask(
        """{ indicator = "coverage", period = 2024, base = "eligible", printed = "40 percent" }
        { indicator = "coverage", period = 2025, base = "employed-bps", printed = "41 percent" }
        { indicator = "coverage", period = 2023, printed = "39 percent" }"""
    )
    assert judged(answers, "2024", "2025") == ("not-comparable", "base-differs")
    assert judged(answers, "2023", "2024") == ("unknown", "workforce-unknown")


@pytest.mark.parametrize(
    ("area", "earlier", "later", "outcome"),
    [
        ("kaltim", "2012", "2014", "not-comparable"),
        ("kaltim", "2013-04-21", "2013-04-22", "not-comparable"),
        ("kaltim", "2013-04-22", "2014", "comparable"),
        ("kalimantan", "2012", "2014", "comparable"),  # whose parts are what changed
        ("papua", "2024", "2021", "not-comparable"),  # in whichever order they are asked for
    ],
)
def test_what_was_counted_within_other_boundaries_is_not_comparable(
    ask: Ask, area: str, earlier: str, later: str, outcome: str
) -> None:
    line = '{{ area = "{}", indicator = "participants", period = "{}", value = 5001 }}'
    found = verdict(
        ask("\n".join(line.format(area, when) for when in (earlier, later))), earlier, later, "participants", area
    )
    assert found.outcome == outcome
    assert (found.reason == "area-redrawn") == (outcome == "not-comparable") == (found.redrawn is not None)


def test_an_area_of_ones_own_may_have_been_redrawn(ask: Ask) -> None:
    figures = ", ".join(f'{{ indicator = "claims", period = {year}, value = 1001 }}' for year in (2022, 2023, 2024))
    answers = ask(
        '[[area]]\nid = "melawi"\nredrawn = [2003-12-18, 2024-06-30]\n'
        f'[[source]]\nid = "a"\npublished = 2025\ndefaults = {{ area = "melawi" }}\nfigures = [{figures}]\n'
    )
    assert verdict(answers, "2022", "2023", "claims", "melawi").outcome == "comparable"
    assert verdict(answers, "2023", "2024", "claims", "melawi").redrawn == date(2024, 6, 30)


def test_a_disputed_figure_is_compared_as_far_as_anything_holds_whichever_is_wrong(ask: Ask) -> None:
    lines = [
        '{ indicator = "coverage", period = 2024, value = 40 }',
        '{ indicator = "workforce", period = 2024, value = 1_000_000 }',
        '{ indicator = "coverage", period = 2025, value = 41 }',
        '{ indicator = "coverage", period = 2025, value = 43, locator = "body" }',
        '{ indicator = "workforce", period = 2025, value = 1_010_000 }',
    ]
    found = verdict(ask("\n".join(lines)), "2024", "2025", "coverage")
    assert found.later.quantity.disputed
    assert (found.outcome, found.reason) == ("comparable", "workforce-steady")
    gone = '{ indicator = "workforce", period = 2025, value = 500_000 }'
    participants = '{ indicator = "participants", period = 2025, value = 900_000 }'
    (*same, _) = lines
    found = verdict(ask("\n".join([*same[:3], gone, participants])), "2024", "2025", "coverage")
    assert found.later.quantity.disputed
    assert found.outcome != "comparable", "the workforce is 0.5 or 2.2 million"


def test_nothing_is_concluded_from_a_figure_that_was_taken_back(ask: Ask) -> None:
    answers = ask(
        """{ indicator = "employers", period = 2024, value = 10 }
        { indicator = "employers", period = 2025, value = 12, superseded_by = "a/kalimantan/employers/2024" }"""
    )
    assert verdict(answers, "2024", "2025", "employers").reason == "disputed"


def test_counts_have_no_denominator(shipped: Answers) -> None:
    found = verdict(shipped, "2023-12-31", "2025", "participants")
    assert (found.outcome, found.reason, found.months) == ("comparable", "plain", 24)


def test_the_workforce_is_its_own_denominator(shipped: Answers) -> None:
    assert judged(shipped, "2024", "2025", "workforce") == ("not-comparable", "workforce-moved")


FLOWS = """
[[source]]
id = "a"
published = 2026-02-01
language = "en"
defaults = { area = "kaltim", indicator = "benefits" }
figures = [
  { period = 2023, printed = "Rp10 billion" },
  { period = 2024, printed = "Rp11 billion" },
  { period = "2025-Q1", printed = "Rp3 billion" },
]
[[source]]
id = "b"
published = 2025-11-07
defaults = { area = "kaltim", indicator = "benefits" }
figures = [{ period = 2025, printed = "Rp9 miliar" }]
"""


@pytest.mark.parametrize(
    ("earlier", "later", "outcome", "reason"),
    [
        ("2023", "2024", "comparable", "plain"),
        ("2024", "2025-Q1", "not-comparable", "spans-differ"),
        ("2024", "2025", "unknown", "unfinished"),
    ],
)
def test_flows_need_complete_periods_of_one_length(
    ask: Ask, earlier: str, later: str, outcome: str, reason: str
) -> None:
    found = verdict(ask(FLOWS), earlier, later, "benefits", "kaltim")
    assert (found.outcome, found.reason) == (outcome, reason)
    assert found.months in (12, 3)


def test_known_bounds_are_what_the_group_leaves_of_a_reading(shipped: Answers) -> None:
    """3.2 million as printed is 3 287 020 by its segments; coverage stays within its own reading."""
    assert known_bounds(answer(shipped, "participants", "2024")) == (Decimal(3_287_020), Decimal(3_287_020))
    assert known_bounds(answer(shipped, "coverage", "2024")) == (Decimal("45.335"), Decimal("45.345"))


def test_a_workforce_that_may_be_nobody_says_nothing(ask: Ask) -> None:
    answers = ask(two_years('printed = "less than 2 million"', "value = 1000000"))
    assert verdict(answers, "2024", "2025").reason == "workforce-imprecise"

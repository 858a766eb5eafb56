"""The way to a target: points, people, the pace it needs and the pace there is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from bpjscli.measures.answers import Answers
from bpjscli.measures.gap import (
    current_coverage,
    gap_to,
    gaps_of,
    make_given_target,
    months_between,
    next_gap,
    present_pace,
    stated_targets,
)
from bpjscli.model.interval import Interval
from bpjscli.solver.quantity import Quantity

Ask = Callable[..., Answers]

YEAR_END = date(2026, 12, 31)
KALBAR = """
{ area = "kalbar", indicator = "coverage", value = 30 }
{ area = "kalbar", indicator = "participants", value = 300_000 }
{ area = "kalbar", indicator = "workforce", value = 1_000_000 }
"""
LATER = """
[[source]]
id = "old"
published = 2024-07-01
defaults = {{ area = "kalbar", period = 2024-06-30 }}
language = "id"
figures = [{0}]
[[source]]
id = "new"
published = 2025-07-01
defaults = {{ area = "kalbar", period = 2025-06-30 }}
figures = [{1}]
"""


def ends(found: Quantity | None) -> tuple[object, object]:
    assert found is not None
    return found.interval.low, found.interval.high


def test_points_and_people_and_people_a_month(ask: Ask) -> None:
    gap = gap_to(ask(KALBAR), "kalbar", make_given_target(Decimal(60)), YEAR_END)
    assert ends(gap.gap_points) == (30, 30)
    assert ends(gap.gap_people) == (300_000, 300_000)
    assert gap.months == 12
    assert ends(gap.people_per_month) == (25_000, 25_000)
    assert gap.surplus_points is None


def test_a_target_that_is_passed_has_a_surplus_and_nothing_to_go(ask: Ask) -> None:
    stated = stated_targets(ask('{ area = "kalbar", indicator = "target_coverage", value = 20 }'), "kalbar")[0]
    gap = gap_to(ask(KALBAR), "kalbar", make_given_target(Decimal(20)), YEAR_END, stated)
    assert ends(gap.surplus_points) == (Decimal("9.5"), Decimal("10.5"))
    assert (gap.gap_points, gap.gap_people, gap.months, gap.stated) == (None, None, 12, stated)
    alone = ask('{ area = "kalbar", indicator = "coverage", value = 30 }')
    just = gap_to(alone, "kalbar", make_given_target(Decimal("29.5")), YEAR_END)
    assert ends(just.surplus_points) == (0, 1)


def test_a_target_that_may_be_reached_has_a_gap_on_both_sides_of_nothing(ask: Ask) -> None:
    rounded = """
        { area = "kalbar", indicator = "coverage", printed = "60 percent" }
        { area = "kalbar", indicator = "workforce", value = 1_000_000 }
        """
    gap = gap_to(ask(rounded), "kalbar", make_given_target(Decimal(60)), YEAR_END)
    assert ends(gap.gap_points) == (Decimal("-0.5"), Decimal("0.5"))
    assert ends(gap.gap_people) == (-5_000, 5_000)
    assert ends(gap.people_per_month) == (0, 417), "nobody need leave"
    assert gap.perhaps_reached
    assert not gap_to(ask(rounded), "kalbar", make_given_target(Decimal("60.5")), YEAR_END).perhaps_reached
    assert not gap_to(ask(rounded), "kalbar", make_given_target(Decimal("59.5")), YEAR_END).perhaps_reached


def test_above_a_bound_any_target_may_be_reached(ask: Ask) -> None:
    more = ask('{ area = "kalbar", indicator = "coverage", printed = "lebih dari 50 persen" }')
    gap = gap_to(more, "kalbar", make_given_target(Decimal(60)), YEAR_END)
    assert ends(gap.gap_points) == (None, 10)
    assert gap.perhaps_reached


def test_a_gap_is_as_narrow_as_the_figures_beside_it_make_it(ask: Ask) -> None:
    """42 percent of 1,000,004 are 420,001.68; 41 percent, which was printed, leaves five thousand of doubt."""
    counted = KALBAR.replace("value = 30 }", 'printed = "41 persen" }').replace("300_000", "410_123")
    answers = ask(counted.replace("1_000_000", "1_000_004"))
    gap = gap_to(answers, "kalbar", make_given_target(Decimal(42)), YEAR_END)
    assert ends(gap.gap_people) == (9_879, 9_879)  # 9,878.68, and people are whole
    assert ends(gap.gap_points) == (Decimal("0.987864"), Decimal("0.987865"))
    assert gap_to(answers, "kalbar", make_given_target(Decimal(41)), YEAR_END).surplus_points is not None


def test_people_are_counted_also_where_coverage_is_of_another_source(ask: Ask) -> None:
    coverage = '{ indicator = "coverage", printed = "30 persen" }'
    counted = '{ indicator = "participants", value = 301_000 }, { indicator = "workforce", value = 1_000_000 }'
    text = LATER.format(counted, coverage).replace("2024-06-30", "2025-06-30").replace("2024-07-01", "2025-07-01")
    gap = gap_to(ask(text), "kalbar", make_given_target(Decimal(60)), YEAR_END)
    assert ends(gap.gap_people) == (299_000, 299_000)


def test_a_target_of_ones_own_is_for_the_year_after_the_coverage_and_of_no_day_without(ask: Ask) -> None:
    assert gap_to(ask(KALBAR), "kalbar", make_given_target(Decimal(60))).by == YEAR_END
    assert gap_to(ask(KALBAR), "bali", make_given_target(Decimal(60))).by is None
    assert make_given_target(Decimal(60)).origin == "given"


def test_without_coverage_there_is_only_the_target(ask: Ask) -> None:
    answers = ask('{ area = "kalbar", indicator = "target_coverage", value = 60 }')
    (gap,) = gaps_of(answers, "kalbar")
    assert (gap.current, gap.months) == (None, 0)
    assert gap.gap_points is None
    assert gap.stated is not None
    assert gap.stated.quantity.value == 60


def test_coverage_after_the_day_of_the_target_is_not_measured_from(ask: Ask) -> None:
    answers = ask(LATER.format('{ indicator = "coverage", value = 30 }', '{ indicator = "coverage", value = 40 }'))
    found = {day: current_coverage(answers, "kalbar", day) for day in (date(2024, 6, 30), date(2025, 6, 29), YEAR_END)}
    assert [c and c.quantity.value for c in found.values()] == [30, 30, 40]
    assert current_coverage(answers, "kalbar", date(2024, 6, 29)) is None
    of_old = current_coverage(answers, "kalbar", YEAR_END, source="old")
    assert of_old is not None
    assert of_old.quantity.value == 30


def test_months_are_those_of_the_calendar() -> None:
    assert months_between(date(2025, 11, 30), date(2026, 2, 1)) == 3
    assert months_between(date(2026, 2, 1), date(2025, 11, 30)) == -3


def test_a_target_of_this_month_needs_no_pace(ask: Ask) -> None:
    gap = gap_to(ask(KALBAR), "kalbar", make_given_target(Decimal(60)), date(2025, 12, 31))
    assert (gap.months, gap.people_per_month) == (0, None)


def test_the_present_pace_leads_there_in_so_many_months(ask: Ask) -> None:
    earlier = '{ indicator = "participants", value = 180_000 }'
    now = '{ indicator = "participants", value = 300_000 }, { indicator = "workforce", value = 1_000_000 }'
    gap = gap_to(ask(LATER.format(earlier, now)), "kalbar", make_given_target(Decimal(60)), YEAR_END)
    assert gap.pace is not None
    assert ends(gap.pace.people_per_month) == (10_000, 10_000)
    assert ends(gap.months_at_pace) == (30, 30)
    assert gap.months_at_pace is not None
    assert (gap.months_at_pace.unit, gap.pace.people_per_month.unit) == ("count", "persons")
    assert (gap.pace.earlier.source.id, gap.pace.later.source.id) == ("old", "new")


@pytest.mark.parametrize("before", [300_000, 420_000])
def test_who_stands_still_or_goes_back_never_arrives(ask: Ask, before: int) -> None:
    earlier = f'{{ indicator = "participants", value = {before} }}'
    now = '{ indicator = "participants", value = 300_000 }, { indicator = "workforce", value = 1_000_000 }'
    gap = gap_to(ask(LATER.format(earlier, now)), "kalbar", make_given_target(Decimal(60)), YEAR_END)
    assert gap.pace is not None
    assert gap.months_at_pace is None


def test_headcounts_too_close_make_no_pace(ask: Ask) -> None:
    text = LATER.format('{ indicator = "participants", value = 1 }', '{ indicator = "participants", value = 2 }')
    later = text.replace("2024-07-01", "2025-07-01")
    assert present_pace(ask(later.replace("2024-06-30", "2025-04-30")), "kalbar") is None
    assert present_pace(ask(later.replace("2024-06-30", "2025-03-31")), "kalbar") is not None
    assert present_pace(ask(KALBAR), "bali") is None


def test_a_headcount_without_an_upper_end_makes_no_pace(ask: Ask) -> None:
    earlier = '{ indicator = "participants", printed = "lebih dari 1.001" }'
    assert present_pace(ask(LATER.format(earlier, '{ indicator = "participants", value = 2_000 }')), "kalbar") is None


def test_the_pace_is_measured_between_the_most_precise_headcounts(ask: Ask) -> None:
    both = '{{ indicator = "participants", value = {0} }}, '
    both += '{{ indicator = "participants", printed = "{1}", locator = "b" }}'
    text = LATER.format(both.format(180_000, "180 ribu"), both.format(300_000, "300 ribu"))
    pace = present_pace(ask(text), "kalbar")
    assert pace is not None
    assert ends(pace.people_per_month) == (10_000, 10_000)


def test_the_pace_leads_from_one_period_to_the_latest_however_precise_others_are(ask: Ask) -> None:
    def source(name: str, day: str, printed: str) -> str:
        head = f'[[source]]\nid = "{name}"\npublished = 2026-01-01\nlanguage = "en"\n'
        figure = f'{{ indicator = "participants", printed = "{printed}" }}'
        return f'{head}defaults = {{ area = "kalbar", period = {day} }}\nfigures = [{figure}]\n'

    first = source("first", "2024-06-30", "120,001")
    before = source("rough", "2024-12-31", "240 thousand") + source("fine", "2024-12-31", "240.0 thousand")
    latest = source("latest", "2025-06-30", "300.0 thousand")
    pace = present_pace(ask(first + before + latest), "kalbar")
    assert pace is not None
    assert (pace.earlier.source.id, pace.later.source.id) == ("fine", "latest")
    assert ends(pace.people_per_month) == (9_983, 10_017)


NEW = """
{ area = "kalbar", indicator = "coverage", value = 30 }
{ area = "kalbar", indicator = "participants", value = 300_000 }
{ area = "kalbar", indicator = "workforce", value = 1_000_000 }
{ area = "kalbar", indicator = "target_new_participants", value = 200_000, period = 2026 }
"""


def test_a_target_for_new_participants_has_people_first_and_points_by_the_workforce(ask: Ask) -> None:
    (gap,) = gaps_of(ask(NEW), "kalbar")
    assert (gap.by, gap.months, gap.everybody) == (YEAR_END, 12, None)
    assert ends(gap.gap_people) == (200_000, 200_000)
    assert ends(gap.gap_points) == (20, 20)
    assert ends(gap.target) == (50, 50)
    assert gap.target.unit == "percent"
    assert ends(gap.people_per_month)[0] == 16_666
    assert gap.stated is not None


def test_points_of_new_participants_rest_on_workforce_and_participants(ask: Ask) -> None:
    (gap,) = gaps_of(ask(NEW), "kalbar")
    assert gap.gap_points is not None
    told = {figure.indicator for figure in gap.gap_points.figures}
    assert told == {"target_new_participants", "workforce", "participants"}
    without = "\n".join(line for line in NEW.splitlines() if "workforce" not in line and '"participants"' not in line)
    (gap,) = gaps_of(ask(without), "kalbar")
    assert (gap.gap_points, gap.target.known) == (None, False)
    assert ends(gap.gap_people) == (200_000, 200_000)


def test_new_participants_may_be_everybody_who_is_left(ask: Ask) -> None:
    (gap,) = gaps_of(ask(NEW.replace("200_000", "700_000")), "kalbar")
    assert gap.everybody is not None
    assert gap.everybody.key.indicator == "unregistered"


def test_a_gap_from_disputed_coverage_holds_whichever_figure_is_wrong(ask: Ask) -> None:
    disputed = NEW.replace("value = 30 }", "value = 45 }")
    for found in (
        gaps_of(ask(disputed), "kalbar")[0],
        gap_to(ask(disputed), "kalbar", make_given_target(Decimal(60)), YEAR_END),
    ):
        assert found.current is not None
        assert found.current.quantity.disputed
        assert found.everybody is None
        assert found.gap_points is not None
        assert found.gap_points.disputed
    named = gap_to(ask(disputed), "kalbar", make_given_target(Decimal(60)), YEAR_END)
    assert named.gap_points is not None
    assert named.gap_points.held == Interval(Decimal("14.5"), Decimal(30)), "of coverage of 30 to 45.5 %"
    reached = gap_to(ask(disputed), "kalbar", make_given_target(Decimal(20)), YEAR_END)
    assert reached.surplus_points is not None
    assert reached.surplus_points.disputed


TARGETS = """
{ area = "kalbar", indicator = "target_coverage", value = 50, period = 2027 }
{ area = "kalbar", indicator = "target_coverage", value = 40, period = 2026 }
{ area = "kalbar", indicator = "target_new_participants", value = 7, period = 2026 }
{ area = "kalbar", indicator = "target_new_participants", value = 8, period = 2024 }
"""


def test_one_target_a_year_and_that_for_coverage_before_that_for_people(ask: Ask) -> None:
    found = [(c.period.year, c.key.indicator, c.quantity.value) for c in stated_targets(ask(TARGETS), "kalbar")]
    assert found == [
        (2024, "target_new_participants", Decimal(8)),
        (2026, "target_coverage", Decimal(40)),
        (2027, "target_coverage", Decimal(50)),
    ]


def test_the_next_target_is_the_first_after_the_coverage_there_is(ask: Ask) -> None:
    def by(text: str) -> int | None:
        gap = next_gap(ask(text), "kalbar")
        return None if gap is None or gap.by is None else gap.by.year

    coverage = '{{ area = "kalbar", indicator = "coverage", value = 30, period = {0} }}\n'
    assert by(TARGETS) == 2024
    assert by(coverage.format(2025) + TARGETS) == 2026
    assert by(coverage.format(2025) + TARGETS.strip().splitlines()[3]) == 2024, "the last, where all have passed"
    assert by(coverage.format(2025)) is None


def test_where_nobody_has_published_the_target_a_stated_gap_stands(ask: Ask) -> None:
    stated = """
        { area = "kalbar", indicator = "gap_points", value = 20.59 }
        { area = "kalbar", indicator = "gap_people", value = 211_438 }
        """
    for figures in (stated, KALBAR + stated):
        (gap,) = gaps_of(ask(figures), "kalbar")
        assert (gap.by, gap.target.known, gap.people_per_month) == (None, False, None)
        assert gap.gap_points is not None
        assert str(gap.gap_points.value) == "20.59"
        assert gap.gap_people is not None
        assert gap.gap_people.value == 211_438
        assert (gap.current is None) == (figures is stated)
    assert next_gap(ask(stated), "kalbar") is not None
    of_two = LATER.format('{ indicator = "gap_points", value = 21 }', '{ indicator = "gap_people", value = 9 }')
    (alone,) = gaps_of(ask(of_two), "kalbar")
    assert alone.gap_people is None, "never of two sources"
    assert alone.gap_points is not None
    assert gaps_of(ask(KALBAR), "kalbar") == []

"""Periods as a fact base writes them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpjscli.model.period import Period, parse_period, years_later


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        ("2025", "year", "2025-01-01", "2025-12-31"),
        ("2025-H1", "half", "2025-01-01", "2025-06-30"),
        ("2025-H2", "half", "2025-07-01", "2025-12-31"),
        ("2025-Q1", "quarter", "2025-01-01", "2025-03-31"),
        ("2025-Q4", "quarter", "2025-10-01", "2025-12-31"),
        ("2025-03", "month", "2025-03-01", "2025-03-31"),
        ("2025-01/04", "months", "2025-01-01", "2025-04-30"),
        ("2024-01/02", "months", "2024-01-01", "2024-02-29"),
        ("2025-05/07", "months", "2025-05-01", "2025-07-31"),
        ("2024-02", "month", "2024-02-01", "2024-02-29"),
        ("2025-02", "month", "2025-02-01", "2025-02-28"),
        ("2024-02-29", "day", "2024-02-29", "2024-02-29"),
        ("1945-08-17", "day", "1945-08-17", "1945-08-17"),
        ("2100", "year", "2100-01-01", "2100-12-31"),
        ("2019/2021", "years", "2019-01-01", "2021-12-31"),
        ("2017-01/2024-02", "years", "2017-01-01", "2024-02-29"),
        ("2024-04/2025-12", "years", "2024-04-01", "2025-12-31"),
    ],
)
def test_what_a_period_spans(text: str, kind: str, start: str, end: str) -> None:
    period = parse_period(text)
    assert (period.kind, period.start.isoformat(), period.end.isoformat()) == (kind, start, end)
    assert str(period) == text
    assert period.year == int(end[:4])


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", 'write 2025, "2025-03", "2025-Q1", "2025-H1", "2025-01/04" or 2025-03-31'),
        ("25", "is not a period"),
        ("2025-3", "is not a period"),
        ("2024-2024", "is not a period"),
        ("2017-2024", 'spans several years; write "2017/2024"'),
        ("2017/2024-05", 'write "2017-01/2024-05"'),
        ("2017-05/2024", 'write "2017-05/2024-12"'),
        ("2017-01/2024-12", "write 2017/2024"),
        ("2024/2017", "ends before it begins"),
        ("2024/2024", "write 2024"),
        ("2017-00/2024-05", "names month 00"),
        ("2017-01/2024-13", "names month 13"),
        ("2017/2101", "last year"),
        ("2025-Q5", "is not a period"),
        ("2025-Q0", "is not a period"),
        ("2025-H3", "is not a period"),
        ("2025-q1", "is not a period"),
        ("2025-03-1", "is not a period"),
        ("2025-03-31T00:00", "is not a period"),
        (" 2025", "is not a period"),
        ("2025\n", r'"2025\n" is not a period'),
        ("２０２５", "is not a period"),
        ("2025\u202e", r'"2025\u202e" is not a period'),
        ("2025-13", "names month 13; months run from 01 to 12"),
        ("2025-00-10", "names month 00"),
        ("2025-02-29", "2025-02 has 28 days"),
        ("2024-02-30", "2024-02 has 29 days"),
        ("2025-04-31", "2025-04 has 30 days"),
        ("2025-04-00", "is no date"),
        ("2025-01/13", "names month 13"),
        ("2025-04/01", "ends before it begins"),
        ("2025-04/04", "write 2025-04"),
        ("2025-04/06", "write 2025-Q2"),
        ("2025-07/12", "write 2025-H2"),
        ("2025-01/12", "write 2025"),
        ("2025-01/2025-04", "write 2025-01/04"),
        ("1944", "outside 1945 to 2100"),
        ("2101-Q1", "outside 1945 to 2100"),
        ("0000", "outside 1945 to 2100"),
    ],
)
def test_what_is_no_period_says_what_would_be(text: str, part: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_period(text)
    assert part in str(caught.value)


def test_a_long_text_is_cut_in_the_message() -> None:
    with pytest.raises(ValueError) as caught:
        parse_period("2025" * 1000)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("outer", "inner", "covers"),
    [
        ("2025", "2025-12-24", True),
        ("2025", "2025-Q3", True),
        ("2025-H2", "2025-Q3", True),
        ("2025-Q3", "2025-H2", False),
        ("2025-Q1", "2025-04", False),
        ("2025-02", "2025-02-28", True),
        ("2025", "2024-12-31", False),
        ("2025-03-31", "2025-03-31", True),
    ],
)
def test_one_period_within_another(outer: str, inner: str, covers: bool) -> None:
    assert parse_period(outer).covers(parse_period(inner)) is covers


def test_periods_are_ordered_by_their_last_day_then_by_their_first() -> None:
    texts = ["2025", "2025-12-24", "2025-H1", "2025-Q2", "2025-06", "2024", "2025-12-31", "2025-01"]
    ordered = sorted(map(parse_period, texts), key=lambda period: period.sort_key)
    assert [period.text for period in ordered] == [
        "2024", "2025-01", "2025-H1", "2025-Q2", "2025-06", "2025-12-24", "2025", "2025-12-31",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "years", "moved"),
    [
        ("2025", -1, "2024"),
        ("2025-Q1", -1, "2024-Q1"),
        ("2025-H2", 2, "2027-H2"),
        ("2024-02", -1, "2023-02"),
        ("2024-01/02", -1, "2023-01/02"),
        ("2024-02-29", -1, "2023-02-28"),
        ("2024-02-29", 4, "2028-02-29"),
        ("2096-02-29", 4, "2100-02-28"),
        ("2023-02-28", 1, "2024-02-28"),
        ("2017/2024", -1, "2016/2023"),
        ("2023-11/2025-02", 2, "2025-11/2027-02"),
        ("1945/2000", -1, "1945/1999"),
    ],
)
def test_the_same_part_of_another_year(text: str, years: int, moved: str) -> None:
    assert years_later(parse_period(text), years) == parse_period(moved)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("2025", 12),
        ("2025-H2", 6),
        ("2025-Q3", 3),
        ("2025-02", 1),
        ("2025-01/04", 4),
        ("2025-02-28", 0),
        ("2023-11/2025-02", 16),
    ],
)
def test_how_many_months_a_period_spans(text: str, months: int) -> None:
    assert parse_period(text).months == months


def test_there_is_no_year_before_the_first() -> None:
    with pytest.raises(ValueError, match="outside 1945 to 2100"):
        years_later(parse_period("1945"), -1)


DAYS = st.dates(date(1945, 1, 1), date(2100, 12, 31))


def spans(day: date) -> list[Period]:
    """Every period that a fact base can write and that has `day` in it, the longest first."""
    quarter, half = (day.month + 2) // 3, (day.month + 5) // 6
    return [
        parse_period(text)
        for text in (f"{day:%Y}", f"{day:%Y}-H{half}", f"{day:%Y}-Q{quarter}", f"{day:%Y-%m}", f"{day:%Y-%m-%d}")
    ]


@given(DAYS)
def test_a_day_lies_in_its_month_quarter_half_and_year(day: date) -> None:
    periods = spans(day)
    assert all(outer.covers(inner) for outer, inner in pairwise(periods))
    assert periods[-1].start == periods[-1].end == day


@given(DAYS, st.integers(0, 3))
def test_periods_of_a_kind_follow_each_other_without_gap(day: date, kind: int) -> None:
    period = spans(day)[kind]
    if period.end < date(2100, 12, 31):
        assert spans(period.end + timedelta(days=1))[kind].start == period.end + timedelta(days=1)


@given(st.text())
def test_any_text_is_a_period_or_a_value_error(text: str) -> None:
    try:
        said = parse_period(text).text
    except ValueError as error:
        said = str(error)
    assert said.isprintable()

"""Periods: a year, half, quarter, month, several months or years, or a day, as written in a fact base."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

import msgspec

from bpjscli.errors import quoted
from bpjscli.i18n import say as _

PeriodKind = Literal["year", "half", "quarter", "months", "month", "day", "years"]

WRITTEN = re.compile(
    r"(\d{4})(?:-(?:(\d{2})(?:-(\d{2})|/(?:(\d{2})|(\d{4}-\d{2})))?|Q([1-4])|H([12]))|/(\d{4}))?\Z", re.ASCII
)
_YEARS = r"(\d{4})(-\d{2})?[/-](\d{4})(-\d{2})?\Z"
EARLIEST, LATEST = 1945, 2100
EXAMPLES = '2025, "2025-03", "2025-Q1", "2025-H1", "2025-01/04" or 2025-03-31'


class Period(msgspec.Struct, frozen=True, gc=False):
    """The days from `start` to `end`, both included; `text` is the way a fact base writes it ("2025-Q1")."""

    text: str
    kind: PeriodKind
    start: date
    end: date

    def __str__(self) -> str:
        return self.text

    @property
    def year(self) -> int:
        """The calendar year; the last of several."""
        return self.end.year

    @property
    def months(self) -> int:
        """How many calendar months it spans; 0 for a day."""
        years = self.end.year - self.start.year
        return 0 if self.kind == "day" else 12 * years + self.end.month - self.start.month + 1

    @property
    def sort_key(self) -> tuple[date, date]:
        """Orders periods by their last day, then by their first: 2025 comes after 2025-12-24."""
        return (self.end, self.start)

    def covers(self, other: Period) -> bool:
        """Whether every day of `other` lies within."""
        return self.start <= other.start and other.end <= self.end


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period:
    """The period written as "2025", "2025-03", "2025-Q1", "2025-H1", "2025-01/04" or "2025-03-31".

    Months from one to another are written after ISO 8601, with the year once where there is only one; several years
    are "2017/2023", or "2017-04/2024-05" where they are not whole. Each period has one spelling only.
    Raises `ValueError` with a sentence that says what would be right.
    """
    match = WRITTEN.match(text)
    if match is None:
        raise ValueError(_no_period(text))
    year_text, month_text, day_text, last_month, last_text, quarter, half, last_year = match.groups()
    year = int(year_text)
    if not EARLIEST <= year <= LATEST:
        raise ValueError(_('the year of "{text}" is outside {first} to {last}', text=text, first=EARLIEST, last=LATEST))
    if last_text is not None or last_year is not None:
        return _several_years(text, year, month_text, last_text or last_year)
    if quarter is not None:
        return _months(text, "quarter", year, 3 * int(quarter) - 2, 3)
    if half is not None:
        return _months(text, "half", year, 6 * int(half) - 5, 6)
    if month_text is None:
        return _months(text, "year", year, 1, 12)
    month = _month(text, month_text)
    if last_month is not None:
        return _several_months(text, year, month, _month(text, last_month))
    return _months(text, "month", year, month, 1) if day_text is None else _day(text, year, month, int(day_text))


def _month(text: str, named: str) -> int:
    if not 1 <= int(named) <= 12:
        raise ValueError(_('"{text}" names month {named}; months run from 01 to 12', text=text, named=named))
    return int(named)


def _no_period(text: str) -> str:
    """What is wrong with a text of no known form."""
    years = re.match(_YEARS, text, re.ASCII)
    if years is None or years[1] >= years[3]:
        return _("{text} is not a period; write {examples}", text=quoted(text), examples=EXAMPLES)
    first, last = years[2] or "", years[4] or ""
    if first or last:
        first, last = first or "-01", last or "-12"
    span = f"{years[1]}{first}/{years[3]}{last}"
    return _('{text} spans several years; write "{span}"', text=quoted(text), span=span)


def _day(text: str, year: int, month: int, number: int) -> Period:
    days = _last_day(year, month).day
    if not 1 <= number <= days:
        raise ValueError(
            _('"{text}" is no date; {year}-{month:02} has {days} days', text=text, year=year, month=month, days=days)
        )
    day = date(year, month, number)
    return Period(text, "day", day, day)


def _several_months(text: str, year: int, first: int, last: int) -> Period:
    """Months that have no shorter name; those that have one are refused with it, as the same period is one period."""
    count = last - first + 1
    if count < 1:
        raise ValueError(_('"{text}" ends before it begins; write the earlier month first', text=text))
    names = {1: f"{year}-{first:02}", 3: f"{year}-Q{last // 3}", 6: f"{year}-H{last // 6}", 12: f"{year}"}
    if count in names and last % count == 0:
        raise ValueError(_('"{text}" has a name of its own; write {names}', text=text, names=names[count]))
    return _months(text, "months", year, first, count)


def _several_years(text: str, first_year: int, first_month: str | None, last: str) -> Period:
    """From a year to a later one, or from a month to one of a later year."""
    first, end, last_year = _month(text, first_month or "01"), _month(text, last[5:] or "12"), int(last[:4])
    if not EARLIEST <= last_year <= LATEST:
        raise ValueError(
            _(
                'the last year of "{text}" is outside {first} to {last}',
                text=text,
                first=EARLIEST,
                last=LATEST,
            )
        )
    if last_year < first_year:
        raise ValueError(_('"{text}" ends before it begins; write the earlier year first', text=text))
    if last_year == first_year:
        written = f"{first_year}-{first:02}/{end:02}" if first_month else str(first_year)
        raise ValueError(_('"{text}" lies within one year; write {written}', text=text, written=written))
    if first_month and (first, end) == (1, 12):
        raise ValueError(
            _(
                '"{text}" has a name of its own; write {first_year}/{last_year}',
                text=text,
                first_year=first_year,
                last_year=last_year,
            )
        )
    return Period(text, "years", date(first_year, first, 1), _last_day(last_year, end))


def _months(text: str, kind: PeriodKind, year: int, first: int, count: int) -> Period:
    last = first + count - 1
    return Period(text, kind, date(year, first, 1), _last_day(year, last))


def _last_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


@lru_cache(maxsize=4096)
def years_later(period: Period, years: int) -> Period:
    """The same part of another year: 2025-Q1 and -1 give 2024-Q1; 29 February becomes the 28th where it must.

    Several years move together.
    """
    if period.kind == "years":
        first, last = (f"{max(EARLIEST, int(end[:4]) + years):04}{end[4:]}" for end in period.text.split("/"))
        return parse_period(f"{first}/{last}")
    text = f"{period.year + years:04}{period.text[4:]}"
    if period.kind == "day" and text.endswith("-02-29") and _last_day(period.year + years, 2).day == 28:
        text = f"{text[:-2]}28"
    return parse_period(text)

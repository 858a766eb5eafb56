"""The weekdays and dates that a dateline names: "Senin-Selasa (3-4/2/2025)", "Kamis, 15 Agt 2025 | 08.11 WIB"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from bpjscli.checks.finding import N_
from bpjscli.model.period import Period

_WEEKDAYS = {
    "senin": 0, "selasa": 1, "rabu": 2, "kamis": 3, "jumat": 4, "jum'at": 4, "jum’at": 4, "sabtu": 5, "minggu": 6,
    "ahad": 6, "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
}  # fmt: skip
_NAMES = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("januari january jan", "februari pebruari february feb peb", "maret march mar mrt", "april apr", "mei may",
         "juni june jun", "juli july jul", "agustus august agu ags agt aug", "september sep sept",
         "oktober october okt oct", "november nopember nov nop", "desember december des dec"), 1
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAYS = r"(?<![\d./-])(\d{1,2})(?!\d)(?:st|nd|rd|th)?(?:\s*(?:-|–|/|,|&|dan|and|to|hingga|sampai)\s*(\d{1,2})(?!\d))?"
_YEAR = r"(\d{4}|\d{2})(?!\d)"
_NUMERIC = re.compile(
    rf"(?<![\d./-])(?:(\d{{1,2}})\s*[-–]\s*)??(\d{{1,2}})([/.-])(\d{{1,2}})(?:\3{_YEAR})?(?![\d/])", re.ASCII
)
_NAMED = re.compile(rf"{_DAYS}[\s-]*({_MONTH})\b\.?(?:[\s,-]*(\d{{4}})(?!\d))?", re.ASCII)
_MONTH_FIRST = re.compile(rf"\b({_MONTH})\.?\s+{_DAYS}(?:,?\s+(\d{{4}})(?!\d))?", re.ASCII)
# A time of day: its hours and minutes look like a day and a month. A week of a month: "minggu" is Sunday, too.
_TIME = re.compile(
    r"(?:\b(?:pukul|jam|at)\s*|[|]\s*)\d{1,2}[.:]\d{2}(?:[.:]\d{2})?|\d{1,2}[.:]\d{2}(?:[.:]\d{2})?\s*(?:wita|wit|wib|am|pm)\b"
    r"|\d{1,2}:\d{2}(?::\d{2})?",
    re.ASCII,
)
_WEEK = re.compile(r"\bminggu\s+(?:ke\b|ke-|pertama|kedua|ketiga|keempat|kelima|ini|lalu|depan)", re.ASCII)
_WEEKDAY = re.compile(rf"(?<!\w)({'|'.join(_WEEKDAYS)})(?!\w)")


class Weekday(NamedTuple):
    """The weekday that a dateline names and the one its date fell on; Monday is 0."""

    named: int
    true: int
    day: date

    @property
    def true_name(self) -> str:
        """The name of the true weekday, in English: the key of its translation."""
        return _NAMES[self.true]


def weekday_of(dateline: str, published: Period) -> Weekday | None:
    """What `dateline` says, or `None` where it does not name a weekday for each of its dates; the first wrong one.

    A date without a year is the latest such day that is not after the end of the publication's period.
    """
    text = _WEEK.sub(" ", _TIME.sub(" ", dateline.lower()))
    named = [_WEEKDAYS[match[1]] for match in _WEEKDAY.finditer(text)]
    days = list(_days(text, published))
    if not named or len(named) != len(days):
        return None
    weekdays = [Weekday(name, day.weekday(), day) for name, day in zip(named, days, strict=True) if day is not None]
    return next((one for one in weekdays if one.named != one.true), weekdays[0] if weekdays else None)


def _days(text: str, published: Period) -> Iterator[date | None]:
    """The days of all dates, in order; `None` for one that no calendar has."""
    dates: dict[int, tuple[list[str], int, str | None]] = {}
    for match in _NUMERIC.finditer(text):
        first, last, _mark, month, year = match.groups()
        dates[match.start()] = ([day for day in (first, last) if day], int(month), year)
    for match in _NAMED.finditer(text):
        first, last, month, year = match.groups()
        dates[match.start()] = ([day for day in (first, last) if day], _MONTHS[month], year)
    for match in _MONTH_FIRST.finditer(text) if not dates else ():
        month, first, last, year = match.groups()
        dates[match.start()] = ([day for day in (first, last) if day], _MONTHS[month], year)
    for place in sorted(dates):
        days, month_number, year = dates[place]
        for day in days:
            yield _day(int(day), month_number, year, published)


def _day(number: int, month: int, year: str | None, published: Period) -> date | None:
    last = published.end.year
    years = [int(year) if len(year) == 4 else 2000 + int(year)] if year else [last, last - 1]
    for candidate in years:
        try:
            day = date(candidate, month, number)
        except ValueError:
            continue
        if year or day <= published.end:
            return day
    return None

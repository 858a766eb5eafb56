"""Datelines: the weekday and date that an article prints ("Kamis (7/11)", "Senin, 2 Februari 2026")."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from bpjscli.checks.finding import N_
from bpjscli.facts.period import Period

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
        ("januari january jan", "februari february feb", "maret march mar", "april apr", "mei may", "juni june jun",
         "juli july jul", "agustus august agu aug", "september sep sept", "oktober october okt oct",
         "november nopember nov nop", "desember december des dec"), 1
    )
    for name in names.split()
}  # fmt: skip
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?(?!\d)", re.ASCII)
_NAMED = re.compile(r"(?<!\d)(\d{1,2})\s+([a-z]{3,9})\.?(?:\s+(\d{4}))?", re.ASCII)


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
    """What `dateline` says, or `None` where it does not name both a weekday and a date.

    A date without a year is the latest such day that is not after the end of the publication's period.
    """
    text = dateline.lower()
    named = next((number for word, number in _WEEKDAYS.items() if re.search(rf"(?<!\w){word}(?!\w)", text)), None)
    day = _day(text, published)
    if named is None or day is None:
        return None
    return Weekday(named, day.weekday(), day)


def _day(text: str, published: Period) -> date | None:
    match = _NUMERIC.search(text)
    if match is not None:
        number, month, year = int(match[1]), int(match[2]), match[3]
    else:
        match = _NAMED.search(text)
        if match is None or match[2] not in _MONTHS:
            return None
        number, month, year = int(match[1]), _MONTHS[match[2]], match[3]
    years = (
        [int(year) if len(year) == 4 else 2000 + int(year)] if year else [published.end.year, published.end.year - 1]
    )
    for candidate in years:
        try:
            day = date(candidate, month, number)
        except ValueError:
            continue
        if year or day <= published.end:
            return day
    return None

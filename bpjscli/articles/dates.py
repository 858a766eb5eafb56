"""The dates, years and spans of months that a text names, in Indonesian and English, as periods of a fact base."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

import msgspec

from bpjscli.model.period import EARLIEST, LATEST

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan", "februari february pebruari feb", "maret march mar", "april apr", "mei may",
            "juni june jun", "juli july jul", "agustus august agu aug agust", "september sep sept",
            "oktober october okt oct", "november nopember nov nop", "desember december des dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH: Final = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_FIRST_MONTH: Final = _MONTH.replace("<month>", "<month1>")
_FIRST_YEAR: Final = _YEAR.replace("<year>", "<year1>")
_JOIN: Final = r"\s*(?:-|–|—|hingga|sampai dengan|sampai|s\.?d\.?|s/d|dan|to|until|through|and)\s*"
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_ORDINALS: Final = {
    "pertama": 1, "kedua": 2, "ketiga": 3, "keempat": 4, "first": 1, "second": 2, "third": 3, "fourth": 4,
}  # fmt: skip
_EDGE = r"(?<![\w.,/])"

_PATTERNS: Final = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        (
            "quarter",
            rf"\b(?:triwulan|kuartal|quarter|tw)[\s-]*(?:ke-?)?(?P<part>i{{1,3}}|iv|[1-4]|pertama|kedua|ketiga|keempat)\b"
            rf"(?:[\s,/]*(?:tahun\s*)?{_YEAR}\b)?",
        ),
        ("quarter", rf"\b(?:Q|TW)\s?(?P<part>[1-4])(?:[\s,/]*(?:tahun\s*)?{_YEAR}\b)?"),
        (
            "half",
            rf"\b(?:semester|paruh)[\s-]*(?:ke-?)?(?P<part>i{{1,2}}|[12]|pertama|kedua)\b"
            rf"(?:[\s,/]*(?:tahun\s*)?{_YEAR}\b)?",
        ),
        (
            "months",
            rf"{_EDGE}(?:(?P<day1>\d{{1,2}})\s+)?{_FIRST_MONTH}(?:\s*{_FIRST_YEAR})?"
            rf"{_JOIN}(?:bulan\s*)?(?:(?P<day>\d{{1,2}})\s+)?{_MONTH}(?:\s*(?:tahun\s*)?{_YEAR}\b)?",
        ),
        ("months", rf"{_EDGE}(?P<day1>(?!)\d)?{_FIRST_MONTH}\s+{_MONTH}\s*(?:tahun\s*)?{_YEAR}\b"),
        ("day", rf"{_EDGE}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{_MONTH}(?:[\s,-]*(?:tahun\s*)?{_YEAR}\b)?"),
        ("day", rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?![.,]\d)(?:,?\s*{_YEAR}\b)"),
        ("month", rf"\b{_MONTH}[\s,]*(?:tahun\s*)?{_YEAR}\b"),
        ("day", rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?![.,:]\d)(?!\s?(?:%|persen|ribu|juta))"),
        ("time", r"(?<![\d.,:])(?:\d{1,2}[.:]\d{2}(?=\s?(?:WIB|WITA|WIT)\b)|\d{1,2}:\d{2})(?![\d:])"),
        ("day", rf"{_EDGE}(?P<day>\d{{1,2}})(?P<s>[/.-])(?P<number>\d{{1,2}})(?P=s){_YEAR}(?!\d)"),
        ("day", rf"{_EDGE}{_YEAR}-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)"),
        ("day", r"(?<=\()(?P<day>\d{1,2})[/.-](?P<number>\d{1,2})(?:[/.-](?P<short>\d\d))?(?=\))"),
        ("years", rf"{_EDGE}{_FIRST_YEAR}\s*(?:[-–—/]|hingga|sampai|s\.?d\.?|s/d|to)\s*{_YEAR}(?![\w/])"),
        ("year", rf"{_EDGE}{_YEAR}(?![\w%])(?![.,/]\d)(?!\s?(?:persen|ribu|juta|miliar|triliun|orang|klaim|kasus)\b)"),
        ("month", rf"(?<![\w-]){_MONTH}(?!\w)(?!\s*\d\d?(?:\s|$))"),
    )
)  # fmt: skip


class Dated(msgspec.Struct, frozen=True, gc=False):
    """A date in the text, from `start` to `end`; `period` is `None` where the words do not say the year."""

    start: int
    end: int
    kind: str
    period: str | None
    year: int | None


def dates_in(text: str, published: date | None) -> list[Dated]:
    """The dates of `text` in their order; a day or month without a year is the latest not after `published`."""
    dates: list[Dated] = []
    taken: list[tuple[int, int]] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < e and s < end for s, e in taken):
                continue
            dated = _dated(kind, match, published)
            if dated is not None:
                taken.append((start, end))
                dates.append(dated)
    return sorted(dates, key=lambda each: each.start)


def day_of(text: str, published: date | None = None) -> str | None:
    """The first full date of `text`, as a fact base writes it; `None` where it names none."""
    return next((each.period for each in dates_in(text, published) if each.kind == "day" and each.period), None)


def _dated(kind: str, match: re.Match[str], published: date | None) -> Dated | None:
    if kind == "time":
        return Dated(match.start(), match.end(), kind, None, None)
    said = match.groupdict()
    month = MONTHS.get((said.get("month") or "").lower()) or int(said.get("number") or 0)
    if kind in ("day", "month", "months") and not 1 <= month <= 12:
        return None
    year = (
        int(said.get("year") or 0)
        if said.get("year")
        else 2000 + int(said.get("short") or 0)
        if said.get("short")
        else None
    )
    start = match.start("month") if kind == "month" and match[0][0].lower() != match["month"][0].lower() else None
    if kind == "month" and year is None and (not match["month"][:1].isupper() or len(match["month"]) < 3):
        return None
    period, year = _period(kind, said, month, year, published)
    if year is not None and not EARLIEST <= year <= LATEST:
        period = None
    return Dated(match.start() if start is None else start, match.end(), kind, period, year)


def _period(
    kind: str, said: dict[str, str | None], month: int, year: int | None, published: date | None
) -> tuple[str | None, int | None]:
    """The period that a match names, and its year."""
    if kind in ("quarter", "half"):
        part = (said["part"] or "").lower()
        number = _ROMAN.get(part) or _ORDINALS.get(part) or 1
        year = year or (published.year if published is not None else None)
        return (f"{year}-{'Q' if kind == 'quarter' else 'H'}{number}" if year else None), year
    if kind == "year":
        return str(year), year
    if kind == "years":
        return _years(said, year or 0), year
    day = int(said.get("day") or 0) or None
    if year is None:
        year = _latest_year(month, day, published)
    if year is None:
        return None, None
    if kind == "months":
        return _months(said, month, day, year), year
    if day is None:
        return f"{year}-{month:02}", year
    try:
        return date(year, month, day).isoformat(), year
    except ValueError:
        return None, year


def _years(said: dict[str, str | None], year: int) -> str:
    first = int(said["year1"] or 0)
    return f"{first}/{year}" if first < year else str(year)


def _months(said: dict[str, str | None], month: int, day: int | None, year: int) -> str:
    """From one month to another: the span, or the day on which it ends."""
    first = MONTHS[(said["month1"] or "").lower()]
    begun = int(said.get("year1") or year)
    if begun < year:
        return f"{begun}-{first:02}/{year}-{month:02}"
    if first >= month:
        return f"{year}-{month:02}"
    names = {3: f"{year}-Q{month // 3}", 6: f"{year}-H{month // 6}", 12: f"{year}"}
    count = month - first + 1
    if count in names and month % count == 0:
        return names[count]
    return f"{year}-{first:02}/{month:02}"


def _latest_year(month: int, day: int | None, published: date | None) -> int | None:
    if published is None:
        return None
    later = (month, day or 1) > (published.month, published.day)
    return published.year - 1 if later else published.year

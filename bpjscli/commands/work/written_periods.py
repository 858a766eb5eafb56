"""Periods as people write them: "2/2/2026", "2 Februari 2026", "to 25 November", beside those of a fact base."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from bpjscli.model.period import parse_period

_UNTIL: Final = re.compile(
    r"(?:(?:up )?to|until|till|through|as (?:of|at)|by|hingga|sampai(?: dengan)?|s\.?d\.?|s/d|per|posisi)\s+",
    re.IGNORECASE,
)
_SHORT_YEAR: Final = re.compile(r"(?<=[/.-])(\d\d)\Z")
_SEVERAL: Final = re.compile(r"\b(?:dan|and)\b", re.IGNORECASE)
_OPENING: Final = re.compile(r"(?:on|in|pada|bulan|tahun|tanggal|tgl\.?)\s+", re.IGNORECASE)


def read_written_period(typed: str, published: date | None = None, *, is_flow: bool = False) -> str:
    """The period that somebody means, as a fact base writes it. Raises `ValueError` where it is none, or several.

    A day or month without its year is the latest one not after `published`. Days come first, as Indonesians write them.
    What is counted over a time (`is_flow`) and "to 25 November" is counted from January on.
    """
    try:
        return parse_period(typed).text
    except ValueError:
        period = _in_words(typed.strip(), published, is_flow)
        if period is None:
            raise
        return period


def _in_words(typed: str, published: date | None, is_flow: bool) -> str | None:
    from bpjscli.articles.dates import dates_in
    from bpjscli.articles.periods import year_to_date

    until = _UNTIL.match(typed)
    rest = typed[until.end() :] if until is not None else typed
    opening = _OPENING.match(rest)
    rest = rest[opening.end() :] if opening is not None else rest
    if re.fullmatch(r"\d{1,2}([/.-])\d{1,2}\1\d\d", rest):
        rest = _SHORT_YEAR.sub(r"20\1", rest)
    try:
        period = parse_period(rest).text
    except ValueError:
        dates = [] if _SEVERAL.search(rest) else dates_in(rest, published)
        known = next((each.period for each in dates if (each.start, each.end) == (0, len(rest))), None)
        if known is None:
            return None
        period = known
    return year_to_date(parse_period(period), until=True) if until is not None and is_flow else period

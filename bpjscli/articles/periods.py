"""The period of a number: the one that its sentence names, one that was named before, or that of the article."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, Literal

import msgspec

from bpjscli.articles.lines import Line
from bpjscli.articles.parts import Parts, Said
from bpjscli.articles.rows import ReadNumber
from bpjscli.model.facts import Indicator, Vocabulary
from bpjscli.model.period import Period, parse_period, years_later

_PAID: Final = ("benefits", "claims")
_NEWS: Final = 7  # days


class Frame(msgspec.Struct, frozen=True):
    """What is known of an article before it is read: its main area and period, its language, and when it appeared."""

    area: str | None = None
    period: str | None = None
    published: date | None = None
    language: Literal["id", "en"] = "id"
    title: str | None = None


class PeriodFinder:
    """Finds periods, and remembers for the next sentence the one that a sentence names for all its numbers."""

    def __init__(self, frame: Frame, vocabulary: Vocabulary, parts: Parts) -> None:
        self._frame = frame
        self._vocabulary = vocabulary
        self._parts = parts
        self._kept: dict[str, str] = {}

    def begin_paragraph(self, line: Line) -> None:
        """Forget what an earlier paragraph said, unless this one begins with "tersebut"."""
        if not self._parts.resumes(line):
            self._kept = {}

    def keep(self, line: Line, rows: Sequence[ReadNumber]) -> None:
        """Remember the period that a sentence names for all its numbers of one indicator: the next goes on with it."""
        if not any(number.kind == "date" and number.period for number in line.numbers.values()):
            return
        self._kept = {}
        labels = [row.labels[0] for row in rows if row.kind == "proposal"]
        for indicator in dict.fromkeys(label.indicator for label in labels):
            periods = {label.period for label in labels if label.indicator == indicator}
            period = periods.pop()
            if not periods and period is not None and self._vocabulary.indicators[indicator].role == "actual":
                self._kept[indicator] = period

    def is_future(self, line: Line, place: int) -> bool:
        """Whether the period of a number begins after the article appeared."""
        said, published = self._parts.period_for(line, place).period, self._frame.published
        try:
            return said is not None and published is not None and parse_period(said).year > published.year
        except ValueError:
            return False

    def of(self, line: Line, place: int, indicator: Indicator) -> str | None:
        """The period of a number: the one its sentence names, else the main one, as the indicator has it.

        A flow until a day or a month is that of the year to date; a target is for a year.
        """
        said = self._parts.period_for(line, place)
        carried = self._kept.get(indicator.id)
        if carried is None and indicator.kind == "flow" and self._parts.resumes(line):
            carried = next((self._kept[id_] for id_ in _PAID if id_ in self._kept), None)
        if indicator.role == "target":
            said = said._replace(period=self._parts.yet_to_come(line, self._frame.published) or said.period)
        if said.period is None and said.years is None and carried is not None:
            return carried
        main = None if self._frame.period is None else parse_period(self._frame.period)
        try:
            period = main if said.period is None else parse_period(said.period)
        except ValueError:
            period = main
        if period is None:
            return None
        if indicator.role == "target" and said.period is None:
            return str(self._target_year(period, said.years))
        if main is not None:
            period = self._in_main(period, main, said, indicator)
        if indicator.kind == "flow" and (said.until or said.period is None or period is main):
            return year_to_date(period, said.until)
        return period.text

    def _target_year(self, main: Period, years: int | None) -> int:
        """The year of a target: "tahun ini" is that of publication, "tahun depan" the next one, else the main one."""
        published = self._frame.published
        return main.year if years is None or years < 0 or published is None else published.year + years

    def _is_news(self, period: Period) -> bool:
        """Whether a day is that on which something was said: no more than a week before the article appeared."""
        published = self._frame.published
        return published is not None and 0 <= (published - period.end).days <= _NEWS

    def _in_main(self, period: Period, main: Period, said: Said, indicator: Indicator) -> Period:
        """The period as the main one has it: the part of a year that the article is about, or that of another year."""
        if said.period is None:
            return years_later(main, -1) if said.years == -1 else main
        if indicator.role == "target":
            return period
        if period.kind == "day" and not said.until and self._is_news(period):
            return main
        if period.covers(main) and (period.kind == "year" or indicator.kind == "stock"):
            return main
        if said.same and period.kind == "year" and main.kind != "year":
            return years_later(main, period.year - main.year)
        return period


def year_to_date(period: Period, until: bool = False) -> str:
    """From January to the end of `period`, where it is a month or a day, or a quarter `until` which it was counted."""
    if period.kind not in ("month", "day", "quarter", "half") or (period.kind in ("quarter", "half") and not until):
        return period.text
    month, year = period.end.month, period.year
    names = {1: f"{year}-01", 3: f"{year}-Q1", 6: f"{year}-H1", 12: f"{year}"}
    return names.get(month, f"{year}-01/{month:02}")

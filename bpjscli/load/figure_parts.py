"""What figures and their errors are made with: their ids, their one number, and what those of a source share."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from bpjscli.i18n import say as _
from bpjscli.load.diagnostics import fold
from bpjscli.load.names import Lookups
from bpjscli.load.raw import RawFigure
from bpjscli.load.raw_tables import RawFigures, TableLocation
from bpjscli.load.sources import Defaults
from bpjscli.model.facts import Indicator, Reading, Source
from bpjscli.model.period import Period
from bpjscli.numerals.choices import is_grouped_otherwise, tell_choice
from bpjscli.numerals.digits import OTHER, Language, NumeralError
from bpjscli.numerals.reading import read_printed_as, read_value_as

_WORDS = re.compile(r"[^\W_]+")


_LONGEST_SLUG = 60


def make_figure_id(
    source: Source,
    area: str,
    indicator: Indicator,
    segment: str | None,
    programme: str | None,
    base: str | None,
    period: Period,
    locator: str | None,
) -> str:
    """`source/area/indicator[/segment][/programme][/base]/period[/locator]`: the same whatever stands around it.

    The slash in a period of several months or years becomes two hyphens, ISO 8601's other sign for an interval.
    """
    id_ = f"{source.id}/{area}/{indicator.id}"
    for part in (segment, programme, base):
        if part is not None:
            id_ = f"{id_}/{part}"
    when = period.text.replace("/", "--")
    return f"{id_}/{when}" if locator is None else f"{id_}/{when}/{_slug(locator)}"


def _slug(locator: str) -> str:
    return "-".join(_WORDS.findall(fold(locator)))[:_LONGEST_SLUG] or "-"


def read_number_of(raw: RawFigure, indicator: Indicator, language: Language) -> Reading | None:
    """What the number may stand for; `None` where there is not exactly one, and finite. Raises `NumeralError`."""
    if raw.value is None:
        return None if raw.printed is None else read_printed_as(indicator, raw.printed, language)
    return read_value_as(indicator, raw.value) if raw.printed is None and is_finite(raw.value) else None


def reads_plainly(raw: RawFigure, indicator: Indicator, language: Language) -> bool:
    """Whether the number can be read in `language`, by its rules and not by a choice."""
    try:
        read_number_of(raw, indicator, language)
    except NumeralError:
        return False
    return raw.printed is None or tell_choice(raw.printed, indicator.unit, language) is None


def is_finite(value: int | Decimal) -> bool:
    """Whether a TOML number is one at all, not `nan` or `inf`."""
    return isinstance(value, int) or value.is_finite()


Given = Literal["said", "unsaid", "wrong"]


class Origin:
    """A source, its defaults, and what has been seen of its figures so far.

    `language`: whether the source says its language, or what it says is none.
    """

    def __init__(
        self, source: Source, defaults: Defaults, lookups: Lookups, spot: TableLocation, language: Given
    ) -> None:
        self.source = source
        self.defaults = defaults
        self.lookups = lookups
        self.spot = spot
        self.language = language
        self.seen: dict[str, int] = {}
        self.raws: RawFigures = ()
        self._warned: set[Period] = set()
        self._grouped_otherwise: bool | None = None

    def read_number(self, raw: RawFigure, indicator: Indicator) -> Reading | None:
        """`read_number_of`, in the language of the source; "27,703" beside others like it is grouped, all the same.

        Raises `NumeralError`.
        """
        language = self.source.language
        try:
            return read_number_of(raw, indicator, language)
        except NumeralError:
            if raw.printed is None or not is_grouped_otherwise(raw.printed, indicator.unit, language):
                raise
            if not self._groups_otherwise():
                raise
            return read_number_of(raw, indicator, OTHER[language])

    def _groups_otherwise(self) -> bool:
        """Whether several numbers have the group marks of the other language, and none those of its own.

        A source that does not say its language, and could be read in the other as a whole, is to say it.
        """
        if self._grouped_otherwise is None:
            language, other = self.source.language, OTHER[self.source.language]
            known = [(raw, self._indicator(raw)) for raw, bad in self.raws if not bad]
            printed = [(raw.printed, one.unit) for raw, one in known if raw.printed is not None and one is not None]
            several = sum(is_grouped_otherwise(text, unit, language) for text, unit in printed) > 1
            own = any(is_grouped_otherwise(text, unit, other) for text, unit in printed)
            mixed = self.language == "said" or any(
                one and reads_plainly(raw, one, language) and not reads_plainly(raw, one, other) for raw, one in known
            )
            self._grouped_otherwise = several and mixed and not own
        return self._grouped_otherwise

    def _indicator(self, raw: RawFigure) -> Indicator | None:
        return self.lookups.indicator(raw.indicator or self.defaults.raw.indicator or "")

    def warn_of_future(self, period: Period, order: int) -> None:
        """Reports, once a period, that a figure says what was counted before it could be."""
        published = self.source.published
        if published is None or published.end >= period.start or period in self._warned:
            return
        self._warned.add(period)
        said = _(
            "the period {period} begins after the source was published, {published}", period=period, published=published
        )
        self.spot.report(
            "F124", _("{said}; check both, or enter it as a target", said=said), "figures", order, "period"
        )

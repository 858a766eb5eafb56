"""What figures and their errors are made with: their ids, their one number, and what those of a source share."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from bpjscli.load.diagnostics import fold
from bpjscli.load.names import Lookups
from bpjscli.load.raw import RawFigure, TableLocation
from bpjscli.load.sources import Defaults
from bpjscli.model.facts import Indicator, Reading, Source
from bpjscli.model.period import Period
from bpjscli.numerals.digits import Language
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
        self._warned: set[Period] = set()

    def warn_of_future(self, period: Period, order: int) -> None:
        """Reports, once a period, that a figure says what was counted before it could be."""
        published = self.source.published
        if published is None or published.end >= period.start or period in self._warned:
            return
        self._warned.add(period)
        said = f"the period {period} begins after the source was published, {published}"
        self.spot.report("F124", f"{said}; check both, or enter it as a target", "figures", order, "period")

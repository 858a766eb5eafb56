"""Turns the figures of one source into the model: quickly where all is well, and with `faults` where it is not."""

from __future__ import annotations

import re
from decimal import Decimal

from bpjscli.facts.entries.lookups import Lookups
from bpjscli.facts.entries.raw import RawFigure
from bpjscli.facts.entries.sources import Defaults
from bpjscli.facts.entries.tables import RawFigures, Spot
from bpjscli.facts.hints import fold
from bpjscli.facts.model import Figure, Indicator, Reading, Source
from bpjscli.facts.period import Period
from bpjscli.facts.reading.measured import is_below_zero, read_printed_as, read_value_as
from bpjscli.facts.reading.numeral import NumeralError

_WORDS = re.compile(r"[^\W_]+")
_LONGEST_SLUG = 60


class FigureReader:
    """What the figures of one source share while they are read."""

    def __init__(self, source: Source, defaults: Defaults, lookups: Lookups, spot: Spot) -> None:
        self.source = source
        self.defaults = defaults
        self.lookups = lookups
        self.spot = spot
        self.seen: dict[str, int] = {}
        self.warned: set[Period] = set()

    def read_all(self, raws: RawFigures, broken: set[str]) -> list[Figure]:
        """The figures that are right; what is wrong with the others is reported, and their ids go to `broken`."""
        found = []
        for order, (raw, bad) in enumerate(raws):
            figure = None if bad else self._read(raw, order)
            if figure is None:
                from bpjscli.facts.entries.faults import explain

                id_ = explain(self, raw, bad, order)
                if id_ is not None:
                    broken.add(id_)
            else:
                found.append(figure)
        return found

    def _read(self, raw: RawFigure, order: int) -> Figure | None:
        """The figure, or `None` where anything at all is wrong with it."""
        defaults, lookups = self.defaults, self.lookups
        area = defaults.area if raw.area is None else lookups.areas[raw.area]
        indicator = defaults.indicator if raw.indicator is None else lookups.indicators.get(raw.indicator)
        period = defaults.period if raw.period is None else lookups.periods.find(raw.period)
        segment = defaults.raw.segment if raw.segment is None else raw.segment
        programme = defaults.raw.programme if raw.programme is None else raw.programme
        base = defaults.base if raw.base is None else lookups.bases.find(raw.base, self.spot, order)
        if area is None or indicator is None or period is None or (base is None and raw.base is not None):
            return None
        if not self._knows(segment, programme) or (raw.accepted_until is not None and raw.accepted is None):
            return None
        reading = self._reading(raw, indicator)
        if reading is None:
            return None
        id_ = figure_id(self.source, area, indicator, segment, programme, base, period, raw.locator)
        if self.seen.setdefault(id_, order) != order:
            return None
        if indicator.role == "actual" and self.is_future(period) and period not in self.warned:
            from bpjscli.facts.entries.faults import warn_of_future

            self.warned.add(period)
            warn_of_future(self, period, order, id_)
        return Figure(
            id=id_,
            source=self.source,
            area=area,
            indicator=indicator.id,
            period=period,
            segment=segment,
            programme=programme,
            base=base,
            printed=raw.printed,
            given=None if raw.value is None else Decimal(raw.value),
            reading=reading,
            unit=indicator.unit,
            note=raw.note,
            locator=raw.locator,
            accepted=raw.accepted,
            accepted_until=raw.accepted_until,
            superseded_by=raw.superseded_by,
            order=order,
        )

    def _knows(self, segment: str | None, programme: str | None) -> bool:
        lookups = self.lookups
        return (segment is None or segment in lookups.segments) and (
            programme is None or programme in lookups.programmes
        )

    def _reading(self, raw: RawFigure, indicator: Indicator) -> Reading | None:
        try:
            reading = reading_of(raw, indicator, self.source)
        except NumeralError:
            return None
        return None if reading is None or (is_below_zero(reading) and not indicator.negative) else reading

    def is_future(self, period: Period) -> bool:
        """Whether the period begins after the source was published."""
        published = self.source.published
        return published is not None and published.end < period.start


def reading_of(raw: RawFigure, indicator: Indicator, source: Source) -> Reading | None:
    """What the number may stand for; `None` where there is not exactly one, and finite. Raises `NumeralError`."""
    if raw.value is None:
        return None if raw.printed is None else read_printed_as(indicator, raw.printed, source.language)
    return read_value_as(indicator, raw.value) if raw.printed is None and is_finite(raw.value) else None


def is_finite(value: int | Decimal) -> bool:
    """Whether a TOML number is one at all, not `nan` or `inf`."""
    return isinstance(value, int) or value.is_finite()


def figure_id(
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
    when = period.text if period.kind not in ("months", "years") else period.text.replace("/", "--")
    return f"{id_}/{when}" if locator is None else f"{id_}/{when}/{_slug(locator)}"


def _slug(locator: str) -> str:
    return "-".join(_WORDS.findall(fold(locator)))[:_LONGEST_SLUG] or "-"

"""Says everything that is wrong with a figure; asked only when something is."""

from __future__ import annotations

from typing import Final

from bpjscli.errors import quoted
from bpjscli.facts.entries.figures import FigureReader, figure_id, is_finite, reading_of
from bpjscli.facts.entries.raw import RawFigure
from bpjscli.facts.entries.sources import check_terms, find_area, find_indicator, find_period
from bpjscli.facts.entries.tables import Spot
from bpjscli.facts.hints import shown
from bpjscli.facts.model import Indicator
from bpjscli.facts.period import Period
from bpjscli.facts.reading.measured import is_below_zero
from bpjscli.facts.reading.numeral import ErrorKind, NumeralError

CODE_OF_KIND: Final[dict[ErrorKind, str]] = {
    "ambiguous": "R201",
    "unit": "R202",
    "no-number": "R203",
    "malformed": "R204",
    "range": "R205",
}


def explain(reader: FigureReader, raw: RawFigure, bad: frozenset[str], order: int) -> str | None:
    """Reports what is wrong with a figure; its id, where that can be told all the same."""
    spot = reader.spot.at("figures", order)
    lookups, defaults = reader.lookups, reader.defaults
    for key in ("area", "indicator", "period"):
        if getattr(raw, key) is None and getattr(defaults.raw, key) is None and key not in bad:
            spot.report("F111", f"the figure has no {key}; write one, here or in the defaults of its source")
    area = find_area(raw.area, spot, lookups) if raw.area is not None else defaults.area
    indicator = find_indicator(raw.indicator, spot, lookups) if raw.indicator is not None else defaults.indicator
    period = find_period(raw.period, spot, lookups) if raw.period is not None else defaults.period
    check_terms(raw.segment, raw.programme, spot, lookups)
    base = defaults.base if raw.base is None else lookups.bases.find(raw.base, reader.spot, order)
    if base is None and raw.base is not None:
        lookups.bases.report(raw.base, spot)
    if raw.accepted_until is not None and raw.accepted is None and "accepted" not in bad:
        spot.report("F111", 'accepted_until needs a reason; write accepted = "why" as well', "accepted_until")
    _check_number(reader, raw, bad, indicator, spot)
    if area is None or indicator is None or period is None:
        return None
    segment = defaults.raw.segment if raw.segment is None else raw.segment
    programme = defaults.raw.programme if raw.programme is None else raw.programme
    id_ = figure_id(reader.source, area, indicator, segment, programme, base, period, raw.locator)
    first = reader.seen.setdefault(id_, order)
    if first != order:
        place = reader.spot.at("figures", first)
        spot.report("F116", f"{quoted(id_, 200)} is already at {place}; remove one, or give each a locator", figure=id_)
    if indicator.role == "actual" and reader.is_future(period):
        warn_of_future(reader, period, order, id_)
    return id_


def warn_of_future(reader: FigureReader, period: Period, order: int, id_: str) -> None:
    """Reports that a figure says what was counted before it could be."""
    said = f"the period {period} begins after the source was published, {reader.source.published}"
    reader.spot.report("F124", f"{said}; check both, or enter it as a target", "figures", order, "period", figure=id_)


def _check_number(
    reader: FigureReader, raw: RawFigure, bad: frozenset[str], indicator: Indicator | None, spot: Spot
) -> None:
    if bad & {"printed", "value"}:
        return
    if (raw.printed is None) == (raw.value is None):
        said = "neither printed nor value" if raw.printed is None else "both printed and value"
        spot.report("F113", f"the figure has {said}; write one of them")
    elif raw.value is not None and not is_finite(raw.value):
        spot.report("R207", f"value is {shown(raw.value)}, not a finite number; leave the figure out", "value")
    elif indicator is not None:
        _check_reading(raw, indicator, reader, spot)


def _check_reading(raw: RawFigure, indicator: Indicator, reader: FigureReader, spot: Spot) -> None:
    key, written = ("value", raw.value) if raw.printed is None else ("printed", raw.printed)
    try:
        reading = reading_of(raw, indicator, reader.source)
    except NumeralError as error:
        said, quote = str(error), shown(written)
        spot.report(CODE_OF_KIND[error.kind], f"{key} {said if said.startswith(quote) else f'{quote}: {said}'}", key)
        return
    if reading is not None and is_below_zero(reading) and not indicator.negative:
        spot.report("R206", f"{key} is {shown(written)}; {indicator.id} cannot be below zero, check the source", key)

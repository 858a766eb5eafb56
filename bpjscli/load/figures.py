"""Turns the figures of one source into the model, quickly where nothing is wrong."""

from __future__ import annotations

from decimal import Decimal

from bpjscli.load.figure_parts import Origin, make_figure_id
from bpjscli.load.raw import RawFigure
from bpjscli.load.raw_tables import RawFigures
from bpjscli.model.facts import Figure, Indicator, Reading
from bpjscli.numerals.digits import NumeralError
from bpjscli.numerals.qualifiers import is_below_zero


def read_figures(origin: Origin, raws: RawFigures) -> list[Figure]:
    """The figures that are right. What is wrong with the others is reported, unless it follows from another fault."""
    origin.raws = raws
    figures = []
    faults = None
    for order, (raw, bad) in enumerate(raws):
        figure = None if bad or origin.defaults.faulty else _read(origin, raw, order)
        if figure is not None:
            figures.append(figure)
            continue
        if faults is None:
            from bpjscli.load.figure_errors import Faults

            faults = Faults(origin, raws)
        faults.report(order)
    if faults is not None:
        faults.report_language()
    return figures


def _read(origin: Origin, raw: RawFigure, order: int) -> Figure | None:
    """The figure, or `None` where anything at all is wrong with it."""
    defaults, lookups = origin.defaults, origin.lookups
    area = defaults.area if raw.area is None else lookups.areas[raw.area]
    indicator = defaults.indicator if raw.indicator is None else lookups.indicator(raw.indicator)
    period = defaults.period if raw.period is None else lookups.periods.find(raw.period)
    segment = defaults.raw.segment if raw.segment is None else raw.segment
    programme = defaults.raw.programme if raw.programme is None else raw.programme
    base = defaults.base if raw.base is None else lookups.bases.find(raw.base, origin.spot, order)
    if area is None or indicator is None or period is None or (base is None and raw.base is not None):
        return None
    if not lookups.knows(segment, programme) or (raw.accepted_until is not None and raw.accepted is None):
        return None
    reading = _reading(origin, raw, indicator)
    if reading is None:
        return None
    id_ = make_figure_id(origin.source, area, indicator, segment, programme, base, period, raw.locator)
    if origin.seen.setdefault(id_, order) != order:
        return None
    if indicator.role == "actual":
        origin.warn_of_future(period, order)
    return Figure(
        id=id_,
        source=origin.source,
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


def _reading(origin: Origin, raw: RawFigure, indicator: Indicator) -> Reading | None:
    try:
        reading = origin.read_number(raw, indicator)
    except NumeralError:
        return None
    return None if reading is None or (is_below_zero(reading) and not indicator.negative) else reading

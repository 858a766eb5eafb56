"""Small multiples: for each series a small line over time, all on one scale."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise

from bpjscli.render.page_blocks import PageChart, PagePoint, PageSeries
from bpjscli.render.svg.canvas import Canvas, LegendKey, Number, keys_height, shorten, text_width, write_keys
from bpjscli.render.svg.scale import Scale
from bpjscli.render.words import ChartWords
from bpjscli.report.document import Category

_LEAST = 150  # the width of one, with its margin
_MARGIN = 24
_HEIGHT, _PITCH = 64, 136  # of the line alone, and from one row of them to the next
_STEP = Decimal(20)  # percent: the top of the scale is a multiple of it
_DAY = slice(0, 4)  # of an ISO date: its year

Known = list[tuple[Category, PagePoint]]


def draw(canvas: Canvas, chart: PageChart, words: ChartWords) -> Number:
    """Draw `chart` and return the height."""
    values = chart.of("value")
    keys = [LegendKey("break", words.not_comparable)] if any(not c.comparable for c in chart.categories) else []
    keys += [LegendKey("disputed", words.disputed)] if any(p.disputed for s in values for p in s.points) else []
    write_keys(canvas, keys)
    top = keys_height(canvas, keys) + 4
    columns = max(min(canvas.width // _LEAST, len(values), 4), 1)
    width = Decimal(canvas.width) / columns
    numbers = [Decimal(point.value) for series in values for point in series.points if point.value is not None]
    high = max((max(numbers, default=_STEP) / _STEP).to_integral_value(ROUND_CEILING), Decimal(1)) * _STEP
    days = [date.fromisoformat(category.at).toordinal() for category in chart.categories]
    span = Decimal(min(days)), Decimal(max(days))
    for place, series in enumerate(values):
        left, above = width * (place % columns), top + _PITCH * (place // columns)
        across = Scale(*span, left + 8, width - _MARGIN - 16)
        up = Scale(Decimal(0), high, Decimal(above + 44 + _HEIGHT), Decimal(-_HEIGHT))
        _small(canvas, chart, series, (across, up, left, width - _MARGIN))
    return top + _PITCH * -(-len(values) // columns)


def _small(canvas: Canvas, chart: PageChart, series: PageSeries, frame: tuple[Scale, Scale, Decimal, Decimal]) -> None:
    across, up, left, width = frame
    known: Known = [(c, p) for c, p in zip(chart.categories, series.points, strict=True) if p.value is not None]
    canvas.text(left, up.at(up.high) - 28, shorten(series.title, width), "number")
    for tick in (up.low, up.high):
        canvas.line(left, up.at(tick), left + width, up.at(tick), "grid" if tick else "axis")
    places = [(_across(across, category), up.at(Decimal(point.value or 0))) for category, point in known]
    for at, (one, other) in enumerate(pairwise(places), 1):
        canvas.line(*one, *other, "trend" if known[at][0].comparable else "break")
    for (x, y), (category, point) in zip(places, known, strict=True):
        canvas.begin(f"{category.label}: {point.label}")
        if point.disputed:
            canvas.hatched(x - 5, y - 5, 10, 10)
        else:
            canvas.circle(x, y, Decimal("3.5"), "dot")
        canvas.end()
    _ends(canvas, known, places, (up, left, width))


def _across(across: Scale, category: Category) -> Decimal:
    return across.at(Decimal(date.fromisoformat(category.at).toordinal()))


def _ends(
    canvas: Canvas, known: Known, places: list[tuple[Decimal, Decimal]], frame: tuple[Scale, Decimal, Decimal]
) -> None:
    """The first and the last number above their dots, and their years under the axis."""
    up, left, width = frame
    years: list[Decimal] = []
    for place in dict.fromkeys((len(known) - 1, 0) if known else ()):
        (x, y), (category, point) = places[place], known[place]
        half = text_width(point.label, 12) / 2
        middle = min(max(x, left + half), left + width - half)
        above = min(other for at, other in places if abs(at - middle) < half + 6 or at == x)
        canvas.text(middle, min(above, y) - 9, point.label, "small", "middle")
        year = category.at[_DAY]
        half = text_width(year, 12) / 2
        middle = min(max(x, left + half), left + width - half)
        if all(abs(middle - other) >= 2 * half + 4 for other in years):
            years.append(middle)
            canvas.text(middle, up.at(up.low) + 16, year, "small", "middle")

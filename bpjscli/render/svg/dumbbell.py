"""Dumbbells: for each category a line from where it stands to its target."""

from __future__ import annotations

from decimal import Decimal

from bpjscli.render.page_blocks import PageChart, PagePoint
from bpjscli.render.svg.canvas import Canvas, LegendKey, Number, keys_height, shorten, text_width, write_keys
from bpjscli.render.svg.scale import Scale, number, round_up, ticks
from bpjscli.render.words import ChartWords
from bpjscli.report.document import Category

_NARROW = 500
_WIDEST_LABEL = Decimal(230)
_BETWEEN = 10  # from a dot to its number


def draw(canvas: Canvas, chart: PageChart, words: ChartWords) -> Number:
    """Draw `chart` and return the height."""
    (stands,), (aims,) = chart.of("value"), chart.of("target")
    stacked = canvas.width < _NARROW
    pitch, down = (42, 30) if stacked else (30, 15)
    keys = [LegendKey("dot", stands.title), LegendKey("ring", aims.title)]
    if any(point.disputed for point in stands.points):
        keys.append(LegendKey("disputed", words.disputed))
    write_keys(canvas, keys)
    top = keys_height(canvas, keys) + 4
    bottom = top + pitch * len(chart.categories)
    scale = _scale(canvas, chart, stands.points, aims.points, stacked=stacked)
    bands = [(top, bottom)]
    if stacked:  # no line through the labels
        bands = [
            (top + pitch * place + down - 10, top + pitch * place + down + 10) for place in range(len(stands.points))
        ]
    _axis(canvas, chart, scale, bands, bottom)
    for place, (category, stand, aim) in enumerate(zip(chart.categories, stands.points, aims.points, strict=True)):
        at = top + pitch * place
        canvas.begin(f"{category.label}: {stand.label} → {aim.label}", category.leads_to)
        _label(canvas, category, canvas.width if stacked else scale.start, at + (14 if stacked else down + 4))
        _row(canvas, scale, stand, aim, at + down)
        canvas.end()
    return bottom + 24


def _scale(
    canvas: Canvas, chart: PageChart, stands: tuple[PagePoint, ...], aims: tuple[PagePoint, ...], *, stacked: bool
) -> Scale:
    values = [Decimal(point.value) for point in (*stands, *aims) if point.value is not None]
    high = max([Decimal(100) if chart.unit == "percent" else Decimal(1), *values])
    high = high if high == 100 else round_up(high)
    names = max(text_width(category.label) for category in chart.categories)
    label = Decimal(0) if stacked else min(names, _WIDEST_LABEL) + _BETWEEN
    left = label + max(text_width(point.label, 12) for point in (*stands, *aims)) + _BETWEEN
    right = canvas.width - max(text_width(point.label, 12) for point in (*stands, *aims)) - _BETWEEN
    return Scale(Decimal(0), high, left, right - left)


def _label(canvas: Canvas, category: Category, room: Number, middle: Number) -> None:
    width = min(Decimal(room), _WIDEST_LABEL) if room < canvas.width else Decimal(room)
    canvas.text(0, middle, shorten(category.label, width), "number" if category.strong else "label")


def _row(canvas: Canvas, scale: Scale, stand: PagePoint, aim: PagePoint, middle: Number) -> None:
    here, there = (number(point.value) for point in (stand, aim))
    if here is None or there is None:
        return
    start, end = scale.at(here), scale.at(there)
    canvas.line(start, middle, end, middle, "second")
    canvas.circle(end, middle, Decimal("5.5"), "ring")
    if stand.disputed:
        canvas.hatched(start - 6, middle - 6, 12, 12, 1)
    else:
        canvas.circle(start, middle, Decimal("6.5"), "dot")
    for at, point, other in ((start, stand, end), (end, aim, start)):
        before = at < other or (at == other and point is stand)
        side, anchor = (-_BETWEEN, "end") if before else (_BETWEEN, "start")
        canvas.text(at + side, middle + 4, point.label, "number" if point is stand else "small", anchor)


def _axis(canvas: Canvas, chart: PageChart, scale: Scale, bands: list[tuple[int, int]], bottom: Number) -> None:
    for tick in ticks(scale.low, scale.high):
        at = scale.at(tick)
        for top, foot in bands:
            canvas.line(at, top, at, foot, "grid" if tick else "axis")
        unit = " %" if chart.unit == "percent" else ""
        canvas.text(at, bottom + 16, f"{tick:f}{unit}", "small", "middle")

"""A line over time: the published series, and beside it what it would be on one denominator."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from bpjscli.render.page_blocks import PageChart, PagePoint, PageSeries
from bpjscli.render.svg.canvas import Canvas, LegendKey, Number, keys_height, text_width, write_keys
from bpjscli.render.svg.scale import Scale, extent, number, ticks
from bpjscli.render.words import ChartWords

_LINES = (("trend", "dot"), ("second", "ring"))
_HEIGHT = 200
_AXIS = 38  # the room of the numbers beside the axis


def draw(canvas: Canvas, chart: PageChart, words: ChartWords) -> Number:
    """Draw `chart` and return the height."""
    values = chart.of("value")
    keys = [LegendKey(_LINES[place % 2][0], series.title) for place, series in enumerate(values)]
    if any(not category.comparable for category in chart.categories[1:]):
        keys.append(LegendKey("break", words.not_comparable))
    points = [point for series in values for point in series.points]
    if any(point.value is not None and (point.low is None or point.high is None) for point in points):
        keys.append(LegendKey("open", words.open_ended))
    if any(point.disputed for point in points):
        keys.append(LegendKey("disputed", words.disputed))
    write_keys(canvas, keys)
    top = keys_height(canvas, keys) + 16
    bottom = top + _HEIGHT
    low, high = extent(points, chart.unit)
    up = Scale(low, high, Decimal(bottom), Decimal(-_HEIGHT))
    places = _places(canvas, chart)
    _axis(canvas, chart, up, bottom)
    for place in reversed(range(len(values))):  # the published series lies on top
        _line(canvas, chart, values[place], places, up, _LINES[place % 2])
    _values(canvas, values, places, up)
    _periods(canvas, chart, places, bottom)
    return bottom + 26


def _places(canvas: Canvas, chart: PageChart) -> list[Decimal]:
    """Where each category stands: by its day; a single one in the middle."""
    days = [date.fromisoformat(category.at).toordinal() for category in chart.categories]
    edge = max((text_width(category.label, 12) / 2 for category in chart.categories), default=Decimal(0))
    values = [text_width(series.points[at].label) for series in chart.of("value") for at in (0, -1)]
    left, right = max(edge, _AXIS + 4 + max(values) / 2), max(edge, max(values) / 2)
    across = Scale(Decimal(min(days)), Decimal(max(days)), left, canvas.width - left - right)
    return [across.at(Decimal(day)) for day in days] if len(set(days)) > 1 else [Decimal(canvas.width) / 2] * len(days)


def _axis(canvas: Canvas, chart: PageChart, up: Scale, bottom: Number) -> None:
    if chart.unit == "percent":
        for tick in ticks(up.low, up.high):
            canvas.line(_AXIS, up.at(tick), canvas.width, up.at(tick), "grid")
            canvas.text(_AXIS - 6, up.at(tick) + 4, f"{tick:f} %", "small", "end")
    canvas.line(_AXIS, up.at(Decimal(0)), canvas.width, up.at(Decimal(0)), "axis")


def _line(
    canvas: Canvas, chart: PageChart, series: PageSeries, places: list[Decimal], up: Scale, look: tuple[str, str]
) -> None:
    known = [(at, point) for at, point in enumerate(series.points) if point.value is not None]
    joined = [(at, point) for at, point in known if not point.disputed]
    for (before, earlier), (now, later) in pairwise(joined):
        published = look[0] == "trend"
        whole = not published or all(c.comparable for c in chart.categories[before + 1 : now + 1])
        ends = [(places[before], _height(up, earlier)), (places[now], _height(up, later))]
        canvas.line(*ends[0], *ends[1], look[0] if whole else "break")
    for at, point in known:
        canvas.begin(f"{chart.categories[at].label}, {series.title}: {point.label}")
        _point(canvas, places[at], point, up, look[1])
        canvas.end()


def _point(canvas: Canvas, x: Decimal, point: PagePoint, up: Scale, dot: str) -> None:
    low, high = number(point.low), number(point.high)
    y = _height(up, point)
    top = up.at(up.high) if high is None else up.at(high)
    foot = up.at(up.low) if low is None else up.at(low)
    if low is None or high is None:
        _open(canvas, x, foot if high is None else top, top if high is None else foot)
    elif foot - top > 10:  # a shorter one would not stick out of its dot
        canvas.line(x, top, x, foot, "whisker")
        for end in (top, foot):
            canvas.line(x - 4, end, x + 4, end, "whisker")
    if point.disputed:
        canvas.hatched(x - 5, y - 5, 10, 10)
    else:
        canvas.circle(x, y, Decimal("4.5"), dot)


def _open(canvas: Canvas, x: Decimal, known: Decimal, end: Decimal) -> None:
    """A dotted line to where the axis ends, with an arrow: nothing on the way is ruled out."""
    back = end + 6 if end < known else end - 6
    canvas.line(x, known, x, end, "open")
    canvas.path([(x - 4, back), (x, end), (x + 4, back)], "whisker")


def _values(canvas: Canvas, values: list[PageSeries], places: list[Decimal], up: Scale) -> None:
    """Each value at its point, the later ones first: above or below it, or nowhere, where others stand already."""
    known = [(places[at], p) for series in values for at, p in enumerate(series.points) if p.value is not None]
    taken = [_Box(x, Decimal(6), _height(up, point) + 5) for x, point in known]  # no value beside another's dot
    for at in reversed(range(len(places))):
        points = [(place, series.points[at]) for place, series in enumerate(values)]
        points = [(place, point) for place, point in points if point.value is not None]
        points.sort(key=lambda found: _height(up, found[1]))
        if len(points) > 1 and _height(up, points[-1][1]) - _height(up, points[0][1]) < 3:
            points = points[:1]
        for row, (place, point) in enumerate(points):
            y = _height(up, point)
            feet = (y - 11, y + 20) if row == 0 else (y + 20,)
            for foot in reversed(feet) if len(points) == 1 and _is_dip(values[place], at) else feet:
                box = _box(canvas, places[at], foot, point.label)
                if not any(map(box.meets, taken)):
                    taken.append(box)
                    canvas.text(box.middle, foot, point.label, "small" if place else "number", "middle")
                    break


def _is_dip(series: PageSeries, at: int) -> bool:
    """Whether a point lies below the one before it and the one after it, so that there is room under it."""
    around = [number(point.value) for point in series.points[max(at - 1, 0) : at + 2]]
    known = [value for value in around if value is not None]
    return len(known) == 3 and min(known) == known[1]


class _Box(NamedTuple):
    """The room of a text: its middle, half its width, and its foot."""

    middle: Decimal
    half: Decimal
    foot: Decimal

    def meets(self, other: _Box) -> bool:
        """Whether two texts would run into each other."""
        return abs(self.middle - other.middle) < self.half + other.half and abs(self.foot - other.foot) < 14


def _box(canvas: Canvas, x: Decimal, foot: Decimal, text: str) -> _Box:
    half = text_width(text) / 2
    return _Box(min(x, canvas.width - half), half, foot)


def _periods(canvas: Canvas, chart: PageChart, places: list[Decimal], bottom: Number) -> None:
    """The periods under the axis; one that would run into the one before it is left out, save the last."""
    taken: list[tuple[Decimal, Decimal]] = []
    order = [len(places) - 1, *range(len(places) - 1)]
    for at in order:
        label = chart.categories[at].label
        half = text_width(label, 12) / 2
        middle = min(max(places[at], half), canvas.width - half)
        if all(middle + half + 6 < left or middle - half - 6 > right for left, right in taken):
            taken.append((middle - half, middle + half))
            canvas.text(middle, bottom + 20, label, "small", "middle")
        canvas.line(places[at], bottom, places[at], bottom + 4, "axis")


def _height(up: Scale, point: PagePoint) -> Decimal:
    return up.at(Decimal(point.value or 0))

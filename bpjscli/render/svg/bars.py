"""Bars: one a category with its interval and target, or several a category side by side."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from bpjscli.render.page_blocks import PageChart, PagePoint, PageSeries
from bpjscli.render.svg.canvas import Canvas, LegendKey, Number, keys_height, shorten, text_width, write_keys
from bpjscli.render.svg.scale import Scale, extent, number, ticks
from bpjscli.render.words import ChartWords
from bpjscli.report.document import Category

FILLS = ("bar", "bar-2")
_GAP = 12
_SMALLEST = Decimal("1.5")  # an interval narrower than this cannot be seen


class _Frame(NamedTuple):
    """Where the parts of the drawing stand. Without room beside the bars, `stacked`, labels stand above them."""

    stacked: bool
    label: Decimal  # the room of the labels beside the bars
    value: Decimal  # the right end of the values
    scale: Scale
    above: int  # from the top of a category to its first bar
    bar: int  # the height of a bar
    pitch: int  # from one category to the next


def draw(canvas: Canvas, chart: PageChart, words: ChartWords) -> Number:
    """Draw `chart` and return the height."""
    values = chart.of("value")
    frame = _frame(canvas, chart, values)
    keys = _keys(chart, frame.scale, words)
    write_keys(canvas, keys)
    top = keys_height(canvas, keys) + (20 if chart.of("reference") else 4)
    bottom = top + frame.pitch * len(chart.categories)
    _axis(canvas, chart, frame, top, bottom)
    for place, category in enumerate(chart.categories):
        points = [series.points[place] for series in values]
        at = top + frame.pitch * place
        canvas.begin(f"{category.label}: {'; '.join(point.label for point in points)}", category.leads_to)
        _labels(canvas, frame, category, points, at)
        for row, point in enumerate(points):
            _bar(canvas, frame.scale, point, at + frame.above + row * (frame.bar + 2), frame.bar, FILLS[row % 2])
        canvas.end()
        for target in chart.of("target"):
            _target(canvas, frame, target.points[place], at + frame.above)
    for reference in chart.of("reference"):
        _reference(canvas, frame.scale, reference, top, bottom)
    return bottom + (24 if chart.unit == "percent" else 6)


def _frame(canvas: Canvas, chart: PageChart, values: list[PageSeries]) -> _Frame:
    stacked = canvas.width < 500
    several = len(values) > 1
    bar = 14 if not (several or stacked) else 12
    above = 22 if stacked else 7
    pitch = above + len(values) * (bar + 2) + (12 if stacked else 8)
    points = [point for series in chart.series for point in series.points]
    low, high = extent(points, chart.unit, whole=_is_open(points))
    widest = max((text_width(point.label) for series in values for point in series.points), default=Decimal(0))
    if stacked:
        room = widest + 6 if several else Decimal(0)
        scale = Scale(low, high, Decimal(1), canvas.width - 2 - room)
        return _Frame(True, Decimal(canvas.width), Decimal(canvas.width), scale, above, bar, pitch)
    names = max((text_width(category.label) for category in chart.categories), default=Decimal(0))
    label = min(names, Decimal(220))
    value = label + (0 if several else _GAP + widest)
    start = value + _GAP
    room = widest + 10 if several else Decimal(20)
    return _Frame(False, label, value, Scale(low, high, start, canvas.width - start - room), above, bar, pitch)


def _labels(canvas: Canvas, frame: _Frame, category: Category, points: list[PagePoint], top: Number) -> None:
    several = len(points) > 1
    middle = top + frame.above + (len(points) * (frame.bar + 2) - 2) // 2 + 4
    room = frame.label
    if frame.stacked:
        middle = top + 15
        room = frame.label - (0 if several else text_width(points[0].label) + _GAP)
    canvas.text(0, middle, shorten(category.label, room), "number" if category.strong else "label")
    if not several:
        canvas.text(frame.value, middle, points[0].label, "number", "end")
        return
    for row, point in enumerate(points):
        end = max(frame.scale.at(number(point.high) or number(point.value) or Decimal(0)), frame.scale.at(Decimal(0)))
        canvas.text(end + 6, top + frame.above + row * (frame.bar + 2) + frame.bar - 1, point.label, "small")


def _bar(canvas: Canvas, scale: Scale, point: PagePoint, top: Number, height: int, fill: str) -> None:
    value = number(point.value)
    if value is None:
        return
    low, high = number(point.low), number(point.high)
    zero, end = scale.at(Decimal(0)), scale.at(value)
    if low is None:  # less than the value, and nobody knows by how much
        _open(canvas, scale.at(scale.low), end, top, height, to_right=False)
        return
    left, width = min(zero, end), abs(end - zero)
    if point.disputed:
        canvas.hatched(left, top, width, height, 1)
    else:
        canvas.rect(left, top, width, height, fill, 1)
    if high is None:
        _open(canvas, end, scale.at(scale.high), top, height, to_right=True)
    elif _is_wide(scale, point):
        _whisker(canvas, scale.at(low), scale.at(high), top, height)


def _whisker(canvas: Canvas, left: Decimal, right: Decimal, top: Number, height: int) -> None:
    middle = top + Decimal(height) / 2
    cap = Decimal(height) / 2 - 2
    for role, more in (("halo", 1), ("whisker", 0)):  # the whole halo first, so that it covers nothing but the bar
        canvas.line(left - more, middle, right + more, middle, role)
        for end in (left, right):
            canvas.line(end, middle - cap - more, end, middle + cap + more, role)


def _open(canvas: Canvas, left: Decimal, right: Decimal, top: Number, height: int, *, to_right: bool) -> None:
    """A dotted line to where the axis ends, with an arrow: nothing on the way is ruled out."""
    middle = top + Decimal(height) / 2
    tip, back = (right, right - 6) if to_right else (left, left + 6)
    known = left if to_right else right
    canvas.line(known, top - 1, known, top + height + 1, "whisker")
    canvas.line(left + 2, middle, right, middle, "open")
    canvas.path([(back, middle - 4), (tip, middle), (back, middle + 4)], "whisker")


def _target(canvas: Canvas, frame: _Frame, point: PagePoint, top: Number) -> None:
    value = number(point.value)
    if value is None:
        return
    at = frame.scale.at(value)
    canvas.line(at, top - 4, at, top + frame.bar + 4, "halo")
    canvas.line(at, top - 4, at, top + frame.bar + 4, "target")
    if at + 6 + text_width(point.label, 12) <= canvas.width:
        canvas.text(at + 6, top + Decimal(frame.bar) / 2 + 4, point.label, "small")


def _reference(canvas: Canvas, scale: Scale, reference: PageSeries, top: Number, bottom: Number) -> None:
    point = reference.points[0]
    value = number(point.value)
    if value is None:
        return
    at = scale.at(value)
    label = f"{reference.title} {point.label}"
    canvas.line(at, top - 4, at, bottom, "reference")
    half = text_width(label, 12) / 2
    middle = min(max(at, half), canvas.width - half)
    canvas.text(middle, top - 8, label, "small", "middle")


def _axis(canvas: Canvas, chart: PageChart, frame: _Frame, top: Number, bottom: Number) -> None:
    scale = frame.scale
    if chart.unit == "percent":
        bands = [(top, bottom)]
        if frame.stacked:  # no line through the labels
            tops = [top + frame.pitch * place + frame.above - 3 for place in range(len(chart.categories))]
            bands = [(band, band + frame.pitch - frame.above - 5) for band in tops]
        for tick in ticks(scale.low, scale.high):
            at = scale.at(tick)
            for first, last in bands:
                canvas.line(at, first, at, last, "axis" if not tick else "grid")
            anchor = "start" if tick == scale.low else "end" if tick == scale.high else "middle"
            canvas.text(at, bottom + 16, f"{tick:f} %", "small", anchor if frame.stacked else "middle")
    else:
        canvas.line(scale.at(Decimal(0)), top, scale.at(Decimal(0)), bottom, "axis")


def _keys(chart: PageChart, scale: Scale, words: ChartWords) -> list[LegendKey]:
    values = chart.of("value")
    points = [point for series in values for point in series.points]
    keys = [LegendKey(FILLS[row % 2], series.title) for row, series in enumerate(values)]
    if any(_is_wide(scale, point) for point in points):
        keys.append(LegendKey("whisker", words.interval))
    if _is_open(points):
        keys.append(LegendKey("open", words.open_ended))
    if any(point.disputed for point in points):
        keys.append(LegendKey("disputed", words.disputed))
    targets = [series for series in chart.of("target") if any(point.value for point in series.points)]
    return [*keys, *(LegendKey("target", series.title) for series in targets)]


def _is_wide(scale: Scale, point: PagePoint) -> bool:
    """Whether an interval has two ends that can be told apart."""
    low, high = number(point.low), number(point.high)
    return low is not None and high is not None and scale.at(high) - scale.at(low) >= _SMALLEST


def _is_open(points: list[PagePoint]) -> bool:
    return any(point.value is not None and (point.low is None or point.high is None) for point in points)

"""The parts of a whole: one bar in pieces, and a line for each piece with its number."""

from __future__ import annotations

from decimal import Context, Decimal

from bpjscli.render.page_blocks import PageChart, PagePoint
from bpjscli.render.svg.canvas import Canvas, Number, shorten, text_width
from bpjscli.render.svg.scale import number
from bpjscli.render.words import ChartWords

FILLS = ("step-5", "step-3", "step-1", "step-4", "step-2")
_WIDE = Context(prec=40)
_HEIGHT, _LINE = 34, 24
_COLUMN = 96  # the room of a further number


def draw(canvas: Canvas, chart: PageChart, words: ChartWords) -> Number:
    """Draw `chart` and return the height; further series of values stand beside the numbers of the first."""
    values = chart.of("value")
    parts = values[0].points
    sizes = [max(number(point.value) or Decimal(0), Decimal(0)) for point in parts]
    whole = sum(sizes, Decimal(0))
    x = Decimal(0)
    for place, (point, size) in enumerate(zip(parts, sizes, strict=True)):
        width = _WIDE.divide(canvas.width * size, whole) if whole else Decimal(0)
        canvas.begin(f"{chart.categories[place].label}: {point.label}")
        _piece(canvas, x, width - 2, point, FILLS[place % len(FILLS)])
        canvas.end()
        x += width
    for place, category in enumerate(chart.categories):
        middle = _HEIGHT + 14 + place * _LINE
        numbers = [series.points[place] for series in values]
        _entry(canvas, middle, category.label, numbers, FILLS[place % len(FILLS)], words)
    return _HEIGHT + 8 + _LINE * len(parts)


def _piece(canvas: Canvas, x: Decimal, width: Decimal, point: PagePoint, fill: str) -> None:
    if point.disputed:
        canvas.hatched(x, 0, width, _HEIGHT, 1)
    else:
        canvas.rect(x, 0, width, _HEIGHT, fill, 1)


def _entry(canvas: Canvas, middle: Number, label: str, numbers: list[PagePoint], fill: str, words: ChartWords) -> None:
    point = numbers[0]
    if point.value is None:
        canvas.rect(0, middle - 6, 18, 12, "unknown", 1)
    elif point.disputed:
        canvas.hatched(0, middle - 6, 18, 12, 1)
    else:
        canvas.rect(0, middle - 6, 18, 12, fill, 1)
    right = Decimal(canvas.width)
    for place in reversed(range(len(numbers))):
        first = place == 0
        text = words.no_figure if first and point.value is None else numbers[place].label
        canvas.text(right, middle + 4, text, "number" if first else "small", "end")
        right -= text_width(text) + 10 if first else _COLUMN
    canvas.text(26, middle + 4, shorten(label, right - 26), "label")

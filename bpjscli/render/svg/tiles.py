"""A map of tiles: every area one square of the same size, so that a small one is seen as well as a large one."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal
from math import ceil
from typing import NamedTuple

from bpjscli.render.page_blocks import PageChart, PagePoint
from bpjscli.render.svg.canvas import Canvas, LegendKey, Number, keys_height, shorten, text_width, write_keys
from bpjscli.render.svg.scale import extent, number
from bpjscli.render.words import ChartWords
from bpjscli.report.document import Category

STEPS = 5
DARK = 4  # from this step on a tile is dark, and what is written on it light
_ROOMY = 44  # a tile this wide has room for a name and a number
_WIDEST = Decimal(136)  # a few tiles need not fill the page
_MARGIN = 3  # between two tiles
_BETWEEN = 16  # from one part of a map to the next
_SMALL = Decimal("9.5")
_LETTERS = 9  # a name this long fits into a roomy tile
_WIDE = Context(prec=40)


def draw(canvas: Canvas, chart: PageChart, words: ChartWords) -> Number:
    """Draw `chart` and return the height."""
    points = chart.of("value")[0].points
    _, high = extent(points, chart.unit, whole=chart.unit == "percent")
    keys = _keys(chart, points, high, words)
    write_keys(canvas, keys)
    top = keys_height(canvas, keys) + 4
    columns = max((category.column for category in chart.categories), default=0) + 1
    room = _ROOMY + _MARGIN
    across = columns if canvas.width >= room * columns else canvas.width // room
    side = min(Decimal(canvas.width) / across, _WIDEST)
    bands = _bands(chart.categories, across, columns)
    for category, point in zip(chart.categories, points, strict=True):
        band = bands[category.column // across]
        x, y = side * (category.column % across), top + side * (category.row + band.down) + _BETWEEN * band.place
        said = point.label if point.value is not None else words.no_figure
        canvas.begin(f"{category.label}: {said}", category.leads_to)
        _tile(canvas, category, point, (x, y, side - _MARGIN), high)
        canvas.end()
    last = max(bands.values(), key=lambda band: band.place)
    return top + side * last.end + _BETWEEN * last.place


class _Band(NamedTuple):
    """A part of a map that is too wide for the drawing: the parts stand below each other, the west first."""

    place: int
    down: int  # rows that its tiles are moved down
    end: int  # the rows above its end


def _bands(categories: Sequence[Category], across: int, columns: int) -> dict[int, _Band]:
    """The parts of a map, each `across` columns wide and without empty rows, by their number from the west."""
    bands: dict[int, _Band] = {}
    end = 0
    for number_ in range(-(-columns // across)):
        rows = [category.row for category in categories if category.column // across == number_]
        if rows:
            first = min(rows) if columns > across else 0
            bands[number_] = _Band(len(bands), end - first, end + max(rows) - first + 1)
            end = bands[number_].end
    return bands


def step_of(point: PagePoint, high: Decimal) -> int:
    """The step of shade of a number, from 1; 0 for what is not known."""
    value = number(point.value)
    if value is None:
        return 0
    return min(max(int(_WIDE.divide(value * STEPS, high)) + 1, 1), STEPS)


def steps_of(point: PagePoint, high: Decimal) -> tuple[int, int]:
    """The first and the last step that a number may have: for "> 50 %" all from that of 50 % on, else its own twice."""
    step = step_of(point, high)
    if not step or (point.low is not None and point.high is not None):
        return step, step
    lowest, highest = number(point.low), number(point.high)
    first = 1 if lowest is None else min(max(int(_WIDE.divide(lowest * STEPS, high)) + 1, 1), STEPS)
    last = STEPS if highest is None else min(max(ceil(_WIDE.divide(highest * STEPS, high)), first), STEPS)
    return first, last


def _tile(
    canvas: Canvas, category: Category, point: PagePoint, place: tuple[Decimal, Decimal, Decimal], high: Decimal
) -> None:
    x, y, side = place
    step, last = steps_of(point, high)
    framed = step > 0 and (point.disputed or step != last)
    _ground(canvas, (x, y, side), (step, last), disputed=point.disputed)
    if framed:
        canvas.rect(x + 3, y + 3, side - 6, side - 6, "paper", 1)
    if category.strong:
        canvas.rect(x, y, side, side, "frame", 2)
    middle = x + side / 2
    ground = "dark" if step >= DARK and not framed else "light"
    tiny = "tiny-quiet" if not step else f"tiny-on-{ground}"
    if side < _ROOMY:
        canvas.text(middle, y + side / 2 + 4, category.code or category.short, tiny, "middle")
        return
    name = category.short or category.label
    name = name if len(name) <= _LETTERS else shorten(name, side, _SMALL)
    canvas.text(middle, y + (16 if step else side / 2 + 3), name, tiny, "middle")
    if step:
        label = point.label if text_width(point.label) <= side else point.text
        canvas.text(middle, y + 35, label.replace(" %", ""), f"on-{ground}", "middle")


def _ground(canvas: Canvas, place: tuple[Decimal, Decimal, Decimal], steps: tuple[int, int], *, disputed: bool) -> None:
    """The colour of a tile: its step, or the first and the last that it may have, side by side."""
    x, y, side = place
    first, last = steps
    if not first:
        canvas.rect(x, y, side, side, "unknown", 2)
    elif disputed:
        canvas.hatched(x, y, side, side, 2)
    else:
        canvas.rect(x, y, side, side, f"step-{first}", 2)
        if last != first:
            canvas.rect(x + side / 2, y, side / 2, side, f"step-{last}", 2)


def _keys(chart: PageChart, points: tuple[PagePoint, ...], high: Decimal, words: ChartWords) -> list[LegendKey]:
    keys = []
    if chart.unit == "percent":
        edges = [high * place / STEPS for place in range(STEPS + 1)]
        keys = [LegendKey(f"step-{place + 1}", f"{edges[place]:f}–{edges[place + 1]:f} %") for place in range(STEPS)]
    if any(len(set(steps_of(point, high))) > 1 and not point.disputed for point in points):
        keys.append(LegendKey("split", words.open_ended))
    if any(point.disputed for point in points):
        keys.append(LegendKey("disputed", words.disputed))
    if any(point.value is None for point in points):
        keys.append(LegendKey("unknown", words.no_figure))
    return keys

"""Charts as inline SVG: numbers in, shapes out, no script.

Each chart is drawn twice, for a page and for a phone: a drawing that is only made smaller loses its texts. The style
sheet shows one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bpjscli.render.page_blocks import PageChart
from bpjscli.render.svg import bars, dumbbell, line, multiples, parts, tiles
from bpjscli.render.svg.canvas import Canvas, Number
from bpjscli.render.words import ChartWords

WIDTHS: Mapping[str, int] = MappingProxyType({"wide": 800, "narrow": 340})

_FORMS: Mapping[str, Callable[[Canvas, PageChart, ChartWords], Number]] = MappingProxyType(
    {
        "bars": bars.draw,
        "grouped": bars.draw,
        "dumbbell": dumbbell.draw,
        "parts": parts.draw,
        "line": line.draw,
        "multiples": multiples.draw,
        "tiles": tiles.draw,
    }
)


def svg(chart: PageChart, layout: str, words: ChartWords, address_of: Callable[[str], str] = lambda _: "") -> str:
    """`chart` as an `svg` element in one of the layouts "wide" and "narrow".

    A shape of a category becomes a link where `address_of` has an address of what its `leads_to` names.
    """
    canvas = Canvas(f"{chart.id}-{layout}", WIDTHS[layout], address_of)
    height = _FORMS[chart.form](canvas, chart, words)
    return canvas.drawing(height, layout, chart.title, chart.text)

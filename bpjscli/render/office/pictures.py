"""Charts for programs that do not draw SVG within a page: as files of their own, and as bitmaps."""

from __future__ import annotations

import re
from base64 import b64encode
from decimal import Decimal

import msgspec

from bpjscli.render.page_blocks import PageChart
from bpjscli.render.svg import svg
from bpjscli.render.words import ChartWords

_FONTS = "Arial, Liberation Sans, Arimo, Helvetica, DejaVu Sans, sans-serif"  # without quotes, for any attribute
_ZOOM = 3  # pixels a unit: about 300 to the inch at the width of a page
_VIEW = re.compile(r'viewBox="0 0 (\S+) ([^"]+)"')
_DRAWING = re.compile(r'<svg class="(wide|narrow)".*?</svg>', re.DOTALL)
_NAME, _TEXT = (re.compile(rf"<{tag}\b[^>]*>(.*?)</{tag}>", re.DOTALL) for tag in ("title", "desc"))


class Picture(msgspec.Struct, frozen=True):
    """A bitmap (PNG), and the width and height of the drawing in its own units."""

    png: bytes
    width: Decimal
    height: Decimal


def picture(chart: PageChart, words: ChartWords) -> Picture:
    """`chart` as a bitmap. Raises `ModuleNotFoundError` without resvg-py."""
    import resvg_py

    drawing = _standalone(svg(chart, "wide", words))
    png = bytes(resvg_py.svg_to_bytes(svg_string=drawing, zoom=_ZOOM, background="#ffffff"))
    return Picture(png, *_size(drawing))


def as_images(html: str) -> str:
    """A page whose inline drawings are images with a text alternative; the narrow ones, for phones, are left out.

    WeasyPrint tags an image as a figure with its text, but a drawing within the page as nothing at all.
    """
    return _DRAWING.sub(_image, html)


def _image(match: re.Match[str]) -> str:
    if match[1] == "narrow":
        return ""
    drawing = _standalone(match[0])
    texts = [written[1] for pattern in (_NAME, _TEXT) if (written := pattern.search(drawing))]  # escaped already
    source = b64encode(drawing.encode()).decode()
    return f'<img class="wide" alt="{". ".join(texts)}" src="data:image/svg+xml;base64,{source}">'


def _standalone(drawing: str) -> str:
    """An `svg` element as a file: with its namespace, its size, and fonts that are named."""
    width, height = _size(drawing)
    start = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
    return start + drawing.removeprefix("<svg ").replace('font-family="sans-serif"', f'font-family="{_FONTS}"', 1)


def _size(drawing: str) -> tuple[Decimal, Decimal]:
    match = _VIEW.search(drawing)
    if match is None:
        raise ValueError("a drawing without a viewBox has no size")
    return Decimal(match[1]), Decimal(match[2])

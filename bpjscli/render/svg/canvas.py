"""Elements of an SVG drawing, styled by their role, and the key that says what its shapes mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from html import escape
from types import MappingProxyType
from typing import NamedTuple

from bpjscli.render.width import display_width

Number = Decimal | int

COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "paper": "#ffffff",
        "ink": "#1c2530",
        "quiet": "#596673",
        "rule": "#dbe0e5",
        "tint": "#f3f6f8",
        "accent": "#0a5878",
        "disputed": "#a3222b",
        "step-1": "#dcebf1",
        "step-2": "#a9cede",
        "step-3": "#6ba7c1",
        "step-4": "#2f7c9c",
        "step-5": "#0a5878",
    }
)
"""The colours of the light style sheet, by the names of its variables."""


class Role(NamedTuple):
    """How an element looks: colours by name, and attributes that are the same in every style."""

    fill: str = "none"
    stroke: str = "none"
    more: str = ""


ROLES: Mapping[str, Role] = MappingProxyType(
    {
        "label": Role("ink", more='font-size="13"'),
        "number": Role("ink", more='font-size="13" font-weight="600"'),
        "small": Role("quiet", more='font-size="12"'),
        "grid": Role(stroke="rule", more='stroke-width="1"'),
        "axis": Role(stroke="quiet", more='stroke-width="1"'),
        "halo": Role(stroke="paper", more='stroke-width="5"'),
        "whisker": Role(stroke="ink", more='stroke-width="1.5"'),
        "open": Role(stroke="accent", more='stroke-width="2" stroke-dasharray="2 4"'),
        "target": Role(stroke="ink", more='stroke-width="3"'),
        "reference": Role(stroke="quiet", more='stroke-width="1.5" stroke-dasharray="6 3"'),
        "trend": Role(stroke="accent", more='stroke-width="2.5"'),
        "second": Role(stroke="quiet", more='stroke-width="2"'),
        "break": Role(stroke="accent", more='stroke-width="1.5" stroke-dasharray="3 5"'),
        "dot": Role("accent", "paper", 'stroke-width="1.5"'),
        "ring": Role("paper", "quiet", 'stroke-width="2"'),
        "disputed": Role(stroke="disputed", more='stroke-width="1.5"'),
        "stripe": Role(stroke="disputed", more='stroke-width="2.5"'),
        "paper": Role("paper"),
        "unknown": Role("tint", "rule", 'stroke-width="1"'),
        "frame": Role(stroke="ink", more='stroke-width="2"'),
        "bar": Role("accent"),
        "bar-2": Role("step-2", "accent", 'stroke-width="1"'),
        "step-1": Role("step-1", "accent", 'stroke-width="0.75"'),
        "step-2": Role("step-2"),
        "step-3": Role("step-3"),
        "step-4": Role("step-4"),
        "step-5": Role("step-5"),
        "on-light": Role("ink", more='font-size="13" font-weight="600"'),
        "on-dark": Role("paper", more='font-size="13" font-weight="600"'),
        "tiny-quiet": Role("quiet", more='font-size="9.5"'),
        "tiny-on-light": Role("ink", more='font-size="9.5"'),
        "tiny-on-dark": Role("paper", more='font-size="9.5"'),
    }
)


def role_attributes(name: str) -> str:
    """The class and the presentation attributes of a role."""
    role = ROLES[name]
    parts = [f'class="c-{name}"', f'fill="{COLOURS.get(role.fill, role.fill)}"']
    if role.stroke != "none":
        parts.append(f'stroke="{COLOURS[role.stroke]}"')
    return " ".join([*parts, role.more] if role.more else parts)


def text_width(text: str, size: Number = 13) -> Decimal:
    """About how wide a text is in a proportional font of that size; rather too wide than too narrow."""
    return Decimal("0.57") * size * display_width(text)


def shorten(text: str, width: Number, size: Number = 13) -> str:
    """`text`, cut with an ellipsis where it would be wider than `width`."""
    room = int(width / (Decimal("0.57") * size))
    return text if display_width(text) <= room else f"{text[: max(room - 1, 1)].rstrip()}…"


class Canvas:
    """Collects the elements of one drawing of a fixed `width`; coordinates are in its units, from the upper left."""

    def __init__(self, id_: str, width: int, address_of: Callable[[str], str] = lambda _: "") -> None:
        self.id = id_
        self.width = width
        self._address_of = address_of
        self._parts: list[str] = []
        self._end = ""
        self._linked = False

    def text(self, x: Number, y: Number, text: str, role: str = "label", anchor: str = "start") -> None:
        """A line of text; `anchor` is start, middle or end."""
        at = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self._parts.append(f'<text x="{_n(x)}" y="{_n(y)}"{at} {role_attributes(role)}>{escape(text)}</text>')

    def rect(self, x: Number, y: Number, width: Number, height: Number, role: str, radius: int = 0) -> None:
        """A rectangle; nothing where it would have no width."""
        if width > 0:
            rounded = f' rx="{radius}"' if radius else ""
            size = f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
            self._parts.append(f"<rect {size}{rounded} {role_attributes(role)}/>")

    def line(self, x1: Number, y1: Number, x2: Number, y2: Number, role: str) -> None:
        """A straight line."""
        ends = f'x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"'
        self._parts.append(f"<line {ends} {role_attributes(role)}/>")

    def path(self, corners: Iterable[tuple[Number, Number]], role: str) -> None:
        """An open line through points."""
        points = " ".join(f"{_n(x)},{_n(y)}" for x, y in corners)
        self._parts.append(f'<polyline points="{points}" {role_attributes(role)}/>')

    def circle(self, x: Number, y: Number, radius: Number, role: str) -> None:
        """A circle."""
        self._parts.append(f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" {role_attributes(role)}/>')

    def hatched(self, x: Number, y: Number, width: Number, height: Number, radius: int = 0) -> None:
        """A rectangle with slanted stripes: what is disputed."""
        if width > 0:
            rounded = f' rx="{radius}"' if radius else ""
            size = f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
            self._parts.append(f'<rect {size}{rounded} fill="url(#{self.id}-stripes)"/>')
            self.rect(x, y, width, height, "disputed", radius)

    def begin(self, title: str, leads_to: str = "") -> None:
        """Begin a group whose `title` a pointer shows, and which is a link where what it `leads_to` has a page."""
        address = self._address_of(leads_to) if leads_to else ""
        link, self._end = "", "</g>"
        if address:
            link, self._end = f'<a href="{escape(address)}" aria-label="{escape(title)}">', "</g></a>"
            self._linked = True
        self._parts.append(f"{link}<g><title>{escape(title)}</title>")

    def end(self) -> None:
        """End the group."""
        self._parts.append(self._end)

    def drawing(self, height: Number, class_: str, title: str, text: str) -> str:
        """The whole drawing as an `svg` element with a name and a description: one picture, unless it has links."""
        body = "\n".join(self._parts)
        role = "group" if self._linked else "img"
        stripes = ""
        if f"url(#{self.id}-stripes)" in body:
            stripes = (
                f'<defs><pattern id="{self.id}-stripes" width="6" height="6" patternUnits="userSpaceOnUse"'
                f' patternTransform="rotate(45)"><line x1="1" y1="0" x2="1" y2="6" {role_attributes("stripe")}/>'
                "</pattern></defs>\n"
            )
        return (
            f'<svg class="{class_}" viewBox="0 0 {self.width} {_n(height)}" role="{role}" font-family="sans-serif"'
            f' aria-labelledby="{self.id}-title {self.id}-text">\n'
            f'<title id="{self.id}-title">{escape(title)}</title>\n'
            f'<desc id="{self.id}-text">{escape(text)}</desc>\n{stripes}{body}\n</svg>'
        )


def _n(value: Number) -> str:
    """A coordinate with at most one decimal."""
    text = f"{Decimal(value).quantize(Decimal('0.1'), ROUND_HALF_EVEN):f}"
    return text.removesuffix(".0")


LINE = 20
_SAMPLE = 24  # the room of a sample and the space behind it
_BETWEEN = 18


class LegendKey(NamedTuple):
    """A sample, by the role of what it explains, and its meaning."""

    sample: str
    meaning: str


def keys_height(canvas: Canvas, keys: list[LegendKey]) -> int:
    """The height of the key, with the space under it."""
    placed = _placed(canvas, keys)
    return LINE * (max(line for line, _, _ in placed) + 1) + 6 if placed else 0


def write_keys(canvas: Canvas, keys: list[LegendKey]) -> None:
    """Write the key at the top of the drawing, as many entries a line as fit."""
    for line, x, key in _placed(canvas, keys):
        middle = line * LINE + 10
        _sample(canvas, key.sample, x, middle)
        canvas.text(x + _SAMPLE, middle + 4, key.meaning, "small")


def _placed(canvas: Canvas, keys: list[LegendKey]) -> list[tuple[int, Decimal, LegendKey]]:
    line, x = 0, Decimal(0)
    placed = []
    for key in keys:
        width = _SAMPLE + text_width(key.meaning, 12)
        if x and x + width > canvas.width:
            line, x = line + 1, Decimal(0)
        placed.append((line, x, key))
        x += width + _BETWEEN
    return placed


def _sample(canvas: Canvas, sample: str, x: Decimal, middle: Number) -> None:
    match sample:
        case "whisker":
            canvas.line(x, middle, x + 18, middle, "whisker")
            for end in (x, x + 18):
                canvas.line(end, middle - 4, end, middle + 4, "whisker")
        case "open":
            canvas.line(x, middle, x + 18, middle, "open")
            canvas.path([(x + 12, middle - 4), (x + 18, middle), (x + 12, middle + 4)], "whisker")
        case "target":
            canvas.line(x + 9, middle - 7, x + 9, middle + 7, "target")
        case "disputed":
            canvas.hatched(x, middle - 5, 18, 10, 1)
        case "split":
            canvas.rect(x, middle - 5, 9, 10, "step-3", 1)
            canvas.rect(x + 9, middle - 5, 9, 10, "step-5", 1)
            canvas.rect(x + 2, middle - 3, 14, 6, "paper", 1)
        case "trend" | "second":
            canvas.line(x, middle, x + 18, middle, sample)
            canvas.circle(x + 9, middle, 4, "dot" if sample == "trend" else "ring")
        case "dot" | "ring":
            canvas.circle(x + 9, middle, 5, sample)
        case "break":
            canvas.line(x, middle, x + 18, middle, "break")
        case _:
            canvas.rect(x, middle - 5, 18, 10, sample, 1)

"""Charts to draw, and drawings read back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal
from xml.etree import ElementTree

from bpjscli.render.page_blocks import PageChart, PagePoint, PageSeries
from bpjscli.render.svg import svg
from bpjscli.render.words import words
from bpjscli.report.document import Category, ChartKind

Form = ChartKind
Role = Literal["value", "target", "reference"]

UNKNOWN = PagePoint("–", "", None, None, None, False)
WORDS = words("en").chart
SIZES = {"label": 13, "number": 13, "small": 12, "on-light": 13, "on-dark": 13}


def point(text: str, value: str, low: str | None, high: str | None, *, disputed: bool = False) -> PagePoint:
    return PagePoint(text, "†" if disputed else "", value, low, high, disputed)


def exact(value: str, *, disputed: bool = False) -> PagePoint:
    return point(f"{value} %", value, value, value, disputed=disputed)


def series(title: str, *points: PagePoint, role: Role = "value") -> PageSeries:
    return PageSeries(title, points, role)


def chart(form: Form, names: Sequence[str | Category], *of: PageSeries, unit: str = "percent") -> PageChart:
    categories = tuple(Category(name) if isinstance(name, str) else name for name in names)
    return PageChart("c", form, "A title", "What it shows.", ("t",), unit, categories, of)


@dataclass
class Shape:
    """An element of a drawing: its tag, its role, its numbers and its text."""

    tag: str
    role: str
    at: dict[str, Decimal]
    text: str
    points: list[tuple[Decimal, Decimal]]


@dataclass
class Drawing:
    """A drawing as it was read back."""

    width: Decimal
    height: Decimal
    root: ElementTree.Element
    shapes: list[Shape]

    def of(self, *roles: str) -> list[Shape]:
        return [shape for shape in self.shapes if shape.role in roles]

    def texts(self, *roles: str) -> list[str]:
        return [shape.text for shape in self.shapes if shape.tag == "text" and (not roles or shape.role in roles)]


def drawn(of: PageChart, layout: str = "wide") -> Drawing:
    text = svg(of, layout, WORDS)
    root = ElementTree.fromstring(text)  # noqa: S314 - our own
    size = [Decimal(part) for part in root.attrib["viewBox"].split()]
    shapes = [_shape(element) for element in root.iter() if element.tag not in ("svg", "g", "title", "desc", "defs")]
    return Drawing(size[2], size[3], root, shapes)


def _shape(element: ElementTree.Element) -> Shape:
    names = ("x", "y", "x1", "y1", "x2", "y2", "width", "height", "cx", "cy", "r")
    at = {name: Decimal(element.attrib[name]) for name in names if re.match(r"-?\d", element.attrib.get(name, ""))}
    corners = [pair.split(",") for pair in element.attrib.get("points", "").split()]
    role = element.attrib.get("class", "").removeprefix("c-")
    points = [(Decimal(x), Decimal(y)) for x, y in corners]
    return Shape(element.tag, role, at, element.text or "", points)

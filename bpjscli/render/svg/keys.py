"""The key of a drawing: what its shapes mean, in lines above it."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from bpjscli.render.svg.canvas import Canvas, Number, text_width

LINE = 20
_SAMPLE = 24  # the room of a sample and the space behind it
_BETWEEN = 18


class Key(NamedTuple):
    """A sample, by the role of what it explains, and its meaning."""

    sample: str
    meaning: str


def keys_height(canvas: Canvas, keys: list[Key]) -> int:
    """The height of the key, with the space under it."""
    placed = _placed(canvas, keys)
    return LINE * (max(line for line, _, _ in placed) + 1) + 6 if placed else 0


def write_keys(canvas: Canvas, keys: list[Key]) -> None:
    """Write the key at the top of the drawing, as many entries a line as fit."""
    for line, x, key in _placed(canvas, keys):
        middle = line * LINE + 10
        _sample(canvas, key.sample, x, middle)
        canvas.text(x + _SAMPLE, middle + 4, key.meaning, "small")


def _placed(canvas: Canvas, keys: list[Key]) -> list[tuple[int, Decimal, Key]]:
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
        case "trend" | "second":
            canvas.line(x, middle, x + 18, middle, sample)
            canvas.circle(x + 9, middle, 4, "dot" if sample == "trend" else "ring")
        case "break":
            canvas.line(x, middle, x + 18, middle, "break")
        case _:
            canvas.rect(x, middle - 5, 18, 10, sample, 1)

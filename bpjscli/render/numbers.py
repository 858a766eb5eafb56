"""Columns of numbers as lines: values on the decimal sign, then their details, then their footnote signs."""

from __future__ import annotations

from collections.abc import Sequence

from bpjscli.render.page import Shown
from bpjscli.render.spans import Line, Span, line_width, reference_signs, signed
from bpjscli.render.width import display_width


def number_lines(cells: Sequence[Shown], *, stacked: bool) -> list[list[Line]]:
    """The lines of each cell of a column of numbers, aligned on the decimal sign, the first lines all equally wide.

    `stacked` puts a detail on a second line instead of beside its value.
    """
    details = [(Span(f"({cell.detail})", "detail"),) if cell.detail else () for cell in cells]
    signs = [(Span(reference_signs(cell.references), "reference"),) if cell.references else () for cell in cells]
    first = _values(cells)
    for extra in [signs] if stacked else [details, signs]:
        first = _beside(first, extra)
    if not stacked:
        return [[line] for line in first]
    return [[line, detail] if detail else [line] for line, detail in zip(first, details, strict=True)]


def _values(cells: Sequence[Shown]) -> list[Line]:
    """Values in a field that is as wide as the longest whole part and the longest of what follows it.

    What holds no number, such as a dash, stands at the units digit if there is room before it, else at the right.
    """
    head = max((display_width(cell.head) for cell in cells if any(map(str.isdigit, cell.head))), default=0)
    tail = max((line_width(signed(cell, cell.tail)) for cell in cells), default=0)
    lines = []
    for cell in cells:
        before = head - display_width(cell.head)
        line = signed(cell, cell.text)
        lines.append(line if before < 0 else _filled((Span(" " * before), *line), head + tail))
    width = max(map(line_width, lines), default=0)
    return [(Span(" " * (width - line_width(line))), *line) for line in lines]


def _beside(lines: Sequence[Line], extra: Sequence[Line]) -> list[Line]:
    """Each line with what belongs to it in a field of its own, which is left out if nobody needs it."""
    width = max(map(line_width, extra), default=0)
    if not width:
        return list(lines)
    return [(*line, Span(" "), *_filled(own, width)) for line, own in zip(lines, extra, strict=True)]


def _filled(line: Line, width: int) -> Line:
    return (*line, Span(" " * (width - line_width(line))))

"""Lines made of spans: text that knows what it is, so that a terminal may colour it and a pipe may not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from bpjscli.render.page import PageParagraph, Reference, Shown
from bpjscli.render.width import display_width, pieces
from bpjscli.report.document import Mark, Tone

Role = (
    Literal[
        "", "title", "heading", "caption", "record", "column", "rule", "detail", "reference", "warning", "small", "bar"
    ]
    | Mark
    | Tone
)

# Of several marks on one value, the first of these decides how it looks.
_WEIGHT: tuple[Mark, ...] = ("disputed", "doubtful", "cut", "unknown", "derived", "shared")


# A number stays on the line of its unit and of its sign.
_KEPT = re.compile(
    r"(?<=\d) (?=(?:%|percent|persen|million|billion|trillion|juta|miliar|triliun)(?!\w))|(?<=[≈≲<>≤≥]) (?=[\dR\u2212])"
    r"|(?<=\b\d) (?=[A-Z][a-z]{2} \d{4}\b)|(?<=\b\d\d) (?=[A-Z][a-z]{2} \d{4}\b)"
)
_SPACE = "\0"  # no text has one


class Span(msgspec.Struct, frozen=True, gc=False):
    """A run of text with one role; a `glued` one stays on the line of the word before it. A `link` may be followed."""

    text: str
    role: Role = ""
    glued: bool = False
    link: str = ""


Line = tuple[Span, ...]


def line_width(line: Iterable[Span]) -> int:
    """The number of columns that spans take, side by side."""
    return sum(display_width(span.text) for span in line)


def join_spans(line: Line) -> str:
    """The text of a line, without trailing space."""
    return "".join(span.text for span in line).rstrip()


def role_of(cell: Shown) -> Role:
    """The role of a value: its weightiest mark, or else its tone."""
    return next((mark for mark in _WEIGHT if mark in cell.marks), cell.tone)


def add_signs(cell: Shown, text: str) -> Line:
    """`text`, the value of `cell` or the end of it, with the signs of its marks."""
    return (Span(f"{text} {cell.signs}" if cell.signs else text, role_of(cell)),)


def reference_signs(references: Iterable[Reference]) -> str:
    """Footnote references as text: "[1][2]"."""
    return "".join(f"[{reference.number}]" for reference in references)


def text_words(text: str) -> list[str]:
    """The parts of `text` between which a line may end."""
    return [word.replace(_SPACE, " ") for word in _KEPT.sub(_SPACE, text).split(" ") if word]


def cell_words(cell: Shown) -> list[Span]:
    """The words of a cell of text, with all that follows its value."""
    role = role_of(cell)
    words = [Span(word, role) for word in text_words(cell.text)]
    if cell.signs:
        words.append(Span(cell.signs, role, glued=True))
    if cell.detail:
        words += [Span(word, "detail") for word in text_words(f"({cell.detail})")]
    if cell.references:
        words.append(Span(reference_signs(cell.references), "reference", glued=True))
    return words


def paragraph_words(block: PageParagraph, warning: str) -> list[Span]:
    """The words of a paragraph; one that warns begins with the word `warning`."""
    role: Role = "warning" if block.style == "warning" else "small" if block.style in ("small", "below") else ""
    text = f"{warning}: {block.text}" if block.style == "warning" else block.text
    words = [Span(word, role) for word in text_words(text)]
    if block.references:
        words.append(Span(reference_signs(block.references), "reference", glued=True))
    return words


def wrap_line(words: Sequence[Span], width: int, hang: int = 0) -> list[Line]:
    """Words set in lines of at most `width` columns; lines after the first begin with `hang` spaces.

    A word that is longer than a line is cut, unless it is a link. Without words there is one empty line.
    """
    lines: list[list[Span]] = [[]]
    left = width
    for at, word in enumerate(words):
        followed = glued_width(words, at)
        for place, piece in enumerate(pieces(word.text, max(width - hang, 1))):
            size = display_width(piece)
            if lines[-1] and (place or size + followed + 1 > left) and not (word.glued and size + 1 <= left):
                lines.append([])
                left = width - hang
            left -= size + 1 if lines[-1] else size
            lines[-1].append(Span(piece, word.role, link=word.link))
    return [_set(line, hang if place else 0) for place, line in enumerate(lines)]


def glued_width(words: Sequence[Span], at: int) -> int:
    """The number of columns that the words glued to `words[at]` take, spaces included."""
    width = 0
    while (at := at + 1) < len(words) and words[at].glued:
        width += display_width(words[at].text) + 1
    return width


def _set(words: list[Span], indent: int) -> Line:
    """One line; neighbours of one role become one span, a space between two roles belongs to neither."""
    spans = [Span(" " * indent)] if indent else []
    for place, word in enumerate(words):
        if place and (spans[-1].role, spans[-1].link) == (word.role, word.link):
            spans[-1] = Span(f"{spans[-1].text} {word.text}", word.role, link=word.link)
        else:
            spans += [Span(" "), word] if place else [word]
    return tuple(spans)

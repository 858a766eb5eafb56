"""How many columns a text takes, and how it wraps: wide, combining and joined characters are counted as they show."""

from __future__ import annotations

import re
from collections.abc import Iterator

# One column each, by the same tables that wcwidth holds: what nearly every document consists of is measured without
# the 25 ms that importing wcwidth costs. A test holds the two against each other.
_NARROW = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2070-\u2071\u2074-\u208e\u20a0-\u20bf"
    "\u2190-\u2193\u2212\u2248\u2260\u2264\u2265\u2272\u2400-\u2426\u2500-\u2595\u25b8\u25c2\ufffd]*"
)
_LINK = re.compile(r"[a-z]+://|doi:", re.IGNORECASE)


def display_width(text: str) -> int:
    """The number of terminal columns of `text`, which holds no control characters."""
    if text.isascii() or _NARROW.fullmatch(text):
        return len(text)
    from wcwidth import wcswidth

    width: int = wcswidth(text, None, "latest")  # named, because "auto" read the environment before wcwidth 0.3
    return width if width >= 0 else len(text)


def pieces(word: str, width: int) -> Iterator[str]:
    """`word` cut into pieces of at most `width` columns, never inside a joined or combined character.

    A link is never cut: it would no longer lead anywhere.
    """
    if display_width(word) <= width or _LINK.match(word):
        yield word
        return
    piece = ""
    for cluster in _clusters(word):
        if piece and display_width(piece + cluster) > width:
            yield piece
            piece = ""
        piece += cluster
    yield piece


def _clusters(word: str) -> Iterator[str]:
    """The parts of `word` that cannot be taken apart: what is narrower together than apart, or adds no width."""
    cluster = ""
    for char in word:
        own = display_width(char)
        if cluster and own and display_width(cluster + char) == display_width(cluster) + own:
            yield cluster
            cluster = ""
        cluster += char
    yield cluster


def narrowest(word: str, width: int) -> int:
    """The number of columns that `word` needs where words beyond `width` are cut."""
    size = display_width(word)
    return size if _LINK.match(word) else min(size, width)

"""How many columns a text takes, and how it wraps: wide, combining and joined characters are counted as they show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bpjscli.render.safety import ORDINARY

_LINK = r"[A-Za-z]+://|[Dd][Oo][Ii]:"


def display_width(text: str) -> int:
    """The number of terminal columns of `text`, which holds no control characters.

    Ordinary characters take one column each, by the same tables that wcwidth holds: what nearly every document consists
    of is measured without the 25 ms that importing wcwidth costs.
    """
    if text.isascii() or ORDINARY.fullmatch(text):
        return len(text)
    from wcwidth import wcswidth

    width: int = wcswidth(text, None, "latest")  # named, because "auto" read the environment before wcwidth 0.3
    return width if width >= 0 else len(text)


def pieces(word: str, width: int) -> Iterator[str]:
    """`word` cut into pieces of at most `width` columns, never inside a joined or combined character.

    A link is never cut: it would no longer lead anywhere.
    """
    if display_width(word) <= width or re.match(_LINK, word):
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
    return size if re.match(_LINK, word) else min(size, width)

"""What a fact-base file is made of, as it is written: blocks, pairs and array elements with their comments."""

from __future__ import annotations

from typing import NamedTuple


class Pair(NamedTuple):
    """`key = value`: the comment lines above ("" for a blank line), the key's parts, and what follows on the line.

    `start` is where the key begins, `at` and `end` where the value does, `line_end` where its line does.
    """

    lead: tuple[str, ...]
    key: str
    parts: tuple[str, ...]
    value: str
    comment: str
    start: int
    at: int
    end: int
    line_end: int


class Element(NamedTuple):
    """An element of an array, with the comment lines above and the comment beside it."""

    lead: tuple[str, ...]
    value: str
    comment: str
    at: int
    end: int
    comma: int | None  # where the comma after it stands
    line_end: int  # where the text that belongs to it ends, comment included


class Elements(NamedTuple):
    """The elements of an array; `opening` is a comment beside its bracket, `tail` the comments before the last one."""

    opening: str
    elements: tuple[Element, ...]
    tail: tuple[str, ...]


class Block(NamedTuple):
    """A header with its pairs; the first block of a file has no header. `tail` are comments after its last pair.

    `start` and `end` enclose the block with its comments; `body_end` is where the line of its last pair or header ends.
    """

    lead: tuple[str, ...]
    header: str
    path: tuple[str, ...]
    is_array: bool
    comment: str
    pairs: tuple[Pair, ...]
    tail: tuple[str, ...]
    start: int
    body_end: int
    end: int

    def pair(self, key: str) -> Pair | None:
        """The pair with that key."""
        return next((pair for pair in self.pairs if pair.parts == (key,)), None)

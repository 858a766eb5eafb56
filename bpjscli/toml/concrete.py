"""The concrete syntax of a fact-base file: where its blocks, keys and array elements stand, with their comments."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from bpjscli.toml.tokens import CLOSED_STRING, COMMENT, DOTTED_KEY, KEY_PART, SCALAR, SPACE, Scanner, find_tokens


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


_STRING = re.compile(CLOSED_STRING)
_REST = re.compile(rf"[ \t]*+({COMMENT})?")
_EQUALS = re.compile(r"[ \t]*+=[ \t]*+")
_BREAK = re.compile(r"[ \t]*+(?:\r?\n|\Z)")
_KEY = re.compile(DOTTED_KEY)
_PART = re.compile(KEY_PART)
_HEADER = re.compile(rf"(?P<open>\[\[?)[ \t]*+(?P<key>{DOTTED_KEY})[ \t]*+\]\]?")
_SCALAR = re.compile(SCALAR)
_NO_HEADER: Final = ((), "", (), False, "")


def split_blocks(text: str) -> list[Block]:
    """The blocks of a file, from its first character to its last; the first is the top, before any header."""
    scan = _ConcreteScan(text)
    blocks: list[Block] = []
    while True:
        blocks.append(scan.block(is_first=not blocks))
        if scan.at >= len(text):
            return blocks


def split_elements(text: str, at: int = 0) -> Elements:
    """The elements of the array that begins at `at`."""
    return _ConcreteScan(text, at).array()


def split_pairs(text: str) -> list[tuple[str, str]] | None:
    """The keys and values, as written, of an inline table on one line; `None` for any other value."""
    if not text.startswith("{") or "\n" in text:
        return None
    scan = _ConcreteScan(text, 1)
    pairs: list[tuple[str, str]] = []
    while True:
        scan.skip(SPACE)
        if text[scan.at] == "}":
            return pairs
        if text[scan.at] == ",":
            scan.at += 1
            continue
        key = scan.key()
        scan.skip(_EQUALS)
        at = scan.at
        scan.value()
        pairs.append((key, text[at : scan.at]))


class _ConcreteScan(Scanner):
    def block(self, *, is_first: bool) -> Block:
        start = self.at
        lead, header, path, is_array, comment = _NO_HEADER if is_first else self._header()
        pairs, body_end = [], self.at
        if not is_first:
            self.skip(_BREAK)
        while True:
            before, above = self.at, self._comments()
            if self.at >= len(self.text) or self.text[self.at] == "[":
                break
            pairs.append(self._pair(above))
            body_end = pairs[-1].line_end
        own = len(above) if self.at >= len(self.text) else _own_comments(above)
        self.at = before
        for _ in range(own):
            self._comment_line()
        return Block(lead, header, path, is_array, comment, tuple(pairs), above[:own], start, body_end, self.at)

    def array(self) -> Elements:
        self.at += 1
        opening = self._comment_beside() or ""
        elements: list[Element] = []
        while True:
            above = self._comments()
            if self.text[self.at] == "]":
                return Elements(opening, tuple(elements), above)
            elements.append(self._element(above))

    def _header(self) -> tuple[tuple[str, ...], str, tuple[str, ...], bool, str]:
        lead = self._comments()
        match = _HEADER.match(self.text, self.at)
        if match is None:
            raise AssertionError("not TOML")  # pragma: no cover - only asked about what a parser has accepted
        self.at = match.end()
        return lead, match.group(), _parts(match["key"]), match["open"] == "[[", self._rest_of_line()

    def _element(self, lead: tuple[str, ...]) -> Element:
        at = self.at
        self.value()
        end = self.at
        before_comma = [line for line in self._comments() if line]
        comma = self.at if self.text[self.at] == "," else None
        if comma is None:
            self.at, before_comma = end, []
        else:
            self.at += 1
        line_end = self.at
        beside = self._comment_beside()
        if beside:
            line_end = self.text.index(beside, line_end) + len(beside)
        comment = " ".join([*before_comma, *([beside] if beside else [])])
        return Element(lead, self.text[at:end], comment, at, end, comma, line_end)

    def _comment_beside(self) -> str | None:
        """Goes to the next line, where nothing but a comment is left on this one; the comment, or `None`."""
        back = self.at
        self.skip(SPACE)
        if not self._at_line_end():
            self.at = back
            return None
        comment = self._rest_of_line()
        self.skip(_BREAK)
        return comment

    def _pair(self, lead: tuple[str, ...]) -> Pair:
        start = self.at
        key = self.key()
        self.skip(_EQUALS)
        at = self.at
        self.value()
        end = self.at
        comment = self._rest_of_line()
        line_end = self.at
        self.skip(_BREAK)
        return Pair(lead, key, _parts(key), self.text[at:end], comment, start, at, end, line_end)

    def key(self) -> str:
        start = self.at
        self.skip(_KEY)
        return self.text[start : self.at]

    def value(self) -> None:
        first = self.text[self.at]
        if first in "[{":
            self._nested()
        else:
            self.skip(_STRING if first in "\"'" else _SCALAR)

    def _nested(self) -> None:
        depth = 0
        for token in find_tokens(self.text, self.at):
            if token.lastgroup == "open":
                depth += 1
            elif token.lastgroup == "close":
                depth -= 1
            if not depth:
                self.at = token.end()
                return

    def _comments(self) -> tuple[str, ...]:
        """Goes past blank lines and comments; the comments, and "" for each blank line."""
        lines = []
        while (line := self._comment_line()) is not None:
            lines.append(line)
        return tuple(lines)

    def _comment_line(self) -> str | None:
        """Goes past one line that has nothing but a comment, or nothing; `None` where something else follows."""
        back = self.at
        self.skip(SPACE)
        if back == len(self.text) or not self._at_line_end():
            return None
        comment = self._rest_of_line()
        self.skip(_BREAK)
        return comment

    def _at_line_end(self) -> bool:
        return self.text.startswith("#", self.at) or _BREAK.match(self.text, self.at) is not None

    def _rest_of_line(self) -> str:
        """Goes to the end of the comment that the line still has, if any; the comment."""
        rest = _REST.match(self.text, self.at)
        comment = rest[1].rstrip() if rest is not None and rest[1] else ""
        if rest is not None and comment:
            self.at = rest.start(1) + len(comment)
        return comment


def _parts(key: str) -> tuple[str, ...]:
    """The parts of a dotted key, without quotation marks; escapes in them are no names that a fact base knows."""
    return tuple(part.strip("\"'") for part in _PART.findall(key))


def _own_comments(above: tuple[str, ...]) -> int:
    """How many of the lines before a header belong to what stands before it: all up to the last blank line."""
    return next((place for place in range(len(above), 0, -1) if above[place - 1] == ""), 0)

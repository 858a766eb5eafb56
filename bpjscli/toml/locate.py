"""Finds the line of every key, table and array element of a TOML file, because the parser does not say."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cached_property
from typing import Final

from bpjscli.toml.tokens import BARE_KEY, BLANKS, CLOSED_STRING, POSSESSIVE, SCALAR, SPACE, Scanner

Trail = tuple[str | int, ...]
"""Keys and positions from the top of the file: `("source", 0, "figures", 3, "printed")`."""

_BLANKS = re.compile(BLANKS)
_KEY: Final = re.compile(
    rf"[ \t]*+(?:(?P<bare>{BARE_KEY})|\"(?P<basic>(?:[^\"\\\n]++|\\.)*)\"|'(?P<literal>[^'\n]*+)')[ \t]*+"
)
_STRING = re.compile(CLOSED_STRING)
_SCALAR = re.compile(SCALAR)
_FLAT = rf"(?:[^\[\]{{}}\"'#\n]++|(?!\"\"\"|''')(?:{CLOSED_STRING}))*{POSSESSIVE}"
_LINE_OF_TABLE = re.compile(rf"\{{{_FLAT}\}}")
_LINE_OF_ARRAY = re.compile(rf"\[{_FLAT}\]")
_TABLES = rf"\[{BLANKS}(?:\{{{_FLAT}\}}{BLANKS}(?:,{BLANKS}|(?=\])))*{POSSESSIVE}\]"
_LINES_OF_TABLES = re.compile(_TABLES)
_PLAIN_VALUE = rf"(?:{CLOSED_STRING}|\{{{_FLAT}\}}|{_TABLES}|\[{_FLAT}\]|{SCALAR})"
_PLAIN_PAIRS = re.compile(rf"(?:{BLANKS}{BARE_KEY}[ \t]*+=[ \t]*+{_PLAIN_VALUE})+{POSSESSIVE}")


class Locator:
    """The lines of one file, found in one scan when the first of them is asked for."""

    def __init__(self, text: str) -> None:
        self._text = text

    def line(self, path: Trail) -> int:
        """The line of what stands at `path`, or of the nearest thing around it; 1 for the file itself."""
        lines = self._scan.lines
        for size in range(1, len(path)):
            self._scan.unfold(path[:size])
        while path:
            if path in lines:
                return lines[path]
            path = path[:-1]
        return 1

    def repeated(self) -> tuple[Trail, int, int] | None:
        """The first thing in the file that is written twice, with both lines: a parser stops there."""
        return self._scanned(_LocationScan(self._text, folding=False)).repeated

    @cached_property
    def _scan(self) -> _LocationScan:
        return self._scanned(_LocationScan(self._text, folding=True))

    @staticmethod
    def _scanned(scan: _LocationScan) -> _LocationScan:
        with suppress(_LostError):  # the parser has stopped at the same place, or before
            scan.document()
        return scan


class _LostError(Exception):
    """The text is not TOML from here on."""


class _LocationScan(Scanner):
    """One pass through the text. What begins and ends on the line of what holds it is not recorded by itself.

    Arrays of figures are passed over until one of their lines is asked for; with `folding`, so are tables.
    """

    def __init__(self, text: str, *, folding: bool) -> None:
        super().__init__(text)
        self.lines: dict[Trail, int] = {}
        self.repeated: tuple[Trail, int, int] | None = None
        self._line = 1
        self._counted = 0  # newlines before this offset are in `_line`
        self._folding = folding
        self._folded: dict[Trail, tuple[int, int, int]] = {}  # passed over: where it begins, its line, where it ends
        self._blocks: dict[Trail, int] = {}  # how often each [[array of tables]] has begun

    def document(self) -> None:
        """Records every header and every key below it."""
        table: Trail = ()
        while self._next():
            if self.peek() == "[":
                table = self._header()
                if self._folding:
                    self._fold(table, _PLAIN_PAIRS)
            else:
                self._pair(table)

    def unfold(self, path: Trail) -> None:
        """Records the pairs of a table, or the elements of an array, that was passed over."""
        if path in self._folded:
            self.at, self._line, end = self._folded.pop(path)
            self._counted = self.at
            if self.peek() == "[":
                self._inside("]", path)
            while self.at < end:
                self._next()
                self._pair(path)

    def _fold(self, path: Trail, pattern: re.Pattern[str]) -> bool:
        """Passes over what looks like `pattern`, to look into it when it is asked for; whether it does."""
        begin = self.at, self._here()
        if not self.skip(pattern):
            return False
        self._folded[path] = (*begin, self.at)
        return True

    def _header(self) -> Trail:
        block = self.text.startswith("[[", self.at)
        line = self._here()
        self.at += 2 if block else 1
        *above, last = self._key()
        self._expect("]]" if block else "]")
        path: Trail = ()
        for part in above:
            path = (*path, part)
            if path in self._blocks:
                path = (*path, self._blocks[path] - 1)
        path = (*path, last)
        if block:
            count = self._blocks.get(path, 0)
            self._blocks[path] = count + 1
            path = (*path, count)
        self._record(path, line)
        return path

    def _pair(self, table: Trail) -> None:
        line = self._here()
        keys = self._key()
        path = table
        for key in keys[:-1]:
            path = (*path, key)
            self.lines.setdefault(path, line)
        path = (*path, keys[-1])
        self._record(path, line)
        self._expect("=")
        self.skip(SPACE)
        self._value(path)

    def _value(self, path: Trail) -> None:
        first = self.peek()
        if first == "{":
            if not self.skip(_LINE_OF_TABLE):
                self._inside("}", path)
        elif first == "[":
            if not self._fold(path, _LINES_OF_TABLES) and not self.skip(_LINE_OF_ARRAY):
                self._inside("]", path)
        elif not self.skip(_STRING if first in "\"'" else _SCALAR):
            raise _LostError

    def _inside(self, close: str, path: Trail) -> None:
        """The elements of an array or the pairs of an inline table, which may stand on lines of their own."""
        self.at += 1
        count = 0
        while self._next() and self.peek() != close:
            if close == "]":
                element = (*path, count)
                self.lines[element] = self._here()
                self._value(element)
                count += 1
            else:
                self._pair(path)
            self._next()
            if self.peek() == ",":  # where one is missing, the parser has stopped
                self.at += 1
        self._expect(close)

    def _key(self) -> list[str]:
        parts = []
        while True:
            match = _KEY.match(self.text, self.at)
            if match is None:
                raise _LostError
            self.at = match.end()
            parts.append(_unescaped(match))
            if self.peek() != ".":
                return parts
            self.at += 1

    def _record(self, path: Trail, line: int) -> None:
        first = self.lines.setdefault(path, line)
        if first != line and self.repeated is None:
            self.repeated = path, first, line

    def _here(self) -> int:
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line

    def _next(self) -> bool:
        """Goes to the next thing that is not blank; whether there is one."""
        self.skip(_BLANKS)
        return self.at < len(self.text)

    def _expect(self, mark: str) -> None:
        if not self.text.startswith(mark, self.at):
            raise _LostError
        self.at += len(mark)


def _unescaped(key: re.Match[str]) -> str:
    basic = key["basic"]
    if basic is None or "\\" not in basic:
        return str(key["bare"] or key["literal"] or basic or "")
    import tomli

    try:
        return str(tomli.loads(f"key = {key.group()}")["key"])
    except tomli.TOMLDecodeError as error:
        raise _LostError from error

"""Finds the line of every key, table and array element of a TOML file, because the parser does not say."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cached_property
from typing import Final

from bpjscli.toml.tokens import CLOSED_STRING, COMMENT, POSSESSIVE

Trail = tuple[str | int, ...]
"""Keys and positions from the top of the file: `("source", 0, "figures", 3, "printed")`."""

_BLANKS = rf"(?:[ \t\r\n]++|{COMMENT})*{POSSESSIVE}"
_BLANK = re.compile(_BLANKS)
_SPACE = re.compile(r"[ \t]*+")
_KEY: Final = re.compile(
    r"[ \t]*+(?:(?P<bare>[A-Za-z0-9_-]++)|\"(?P<basic>(?:[^\"\\\n]++|\\.)*)\"|'(?P<literal>[^'\n]*+)')[ \t]*+"
)
_STRING = re.compile(CLOSED_STRING)
_SCALAR = re.compile(r"[^\s,\[\]{}#\"'=]++(?:[ ]\d[^\s,\[\]{}#\"'=]*+)?")  # a date and a time may have a space between
_FLAT = rf"(?:[^\[\]{{}}\"'#\n]++|(?!\"\"\"|''')(?:{CLOSED_STRING}))*{POSSESSIVE}"
_LINE_OF_TABLE = re.compile(rf"\{{{_FLAT}\}}")
_LINE_OF_ARRAY = re.compile(rf"\[{_FLAT}\]")
_TABLES = rf"\[{_BLANKS}(?:\{{{_FLAT}\}}{_BLANKS}(?:,{_BLANKS}|(?=\])))*{POSSESSIVE}\]"
_LINES_OF_TABLES = re.compile(_TABLES)
_PLAIN_VALUE = rf"(?:{CLOSED_STRING}|\{{{_FLAT}\}}|{_TABLES}|\[{_FLAT}\]|{_SCALAR.pattern})"
_PLAIN_PAIRS = re.compile(rf"(?:{_BLANKS}[A-Za-z0-9_-]++[ \t]*+=[ \t]*+{_PLAIN_VALUE})+{POSSESSIVE}")


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
        return self._scanned(_Scan(self._text, folding=False)).repeated

    @cached_property
    def _scan(self) -> _Scan:
        return self._scanned(_Scan(self._text, folding=True))

    @staticmethod
    def _scanned(scan: _Scan) -> _Scan:
        with suppress(_LostError):  # the parser has stopped at the same place, or before
            scan.document()
        return scan


class _LostError(Exception):
    """The text is not TOML from here on."""


class _Scan:
    """One pass through the text. What begins and ends on the line of what holds it is not recorded by itself.

    Arrays of figures are passed over until one of their lines is asked for; with `folding`, so are tables.
    """

    def __init__(self, text: str, *, folding: bool) -> None:
        self.lines: dict[Trail, int] = {}
        self.repeated: tuple[Trail, int, int] | None = None
        self._text = text
        self._at = 0
        self._line = 1
        self._counted = 0  # newlines before this offset are in `_line`
        self._folding = folding
        self._folded: dict[Trail, tuple[int, int, int]] = {}  # passed over: where it begins, its line, where it ends
        self._blocks: dict[Trail, int] = {}  # how often each [[array of tables]] has begun

    def document(self) -> None:
        """Records every header and every key below it."""
        table: Trail = ()
        while self._next():
            if self._peek() == "[":
                table = self._header()
                if self._folding:
                    self._fold(table, _PLAIN_PAIRS)
            else:
                self._pair(table)

    def unfold(self, path: Trail) -> None:
        """Records the pairs of a table, or the elements of an array, that was passed over."""
        if path in self._folded:
            self._at, self._line, end = self._folded.pop(path)
            self._counted = self._at
            if self._peek() == "[":
                self._inside("]", path)
            while self._at < end:
                self._next()
                self._pair(path)

    def _fold(self, path: Trail, pattern: re.Pattern[str]) -> bool:
        """Passes over what looks like `pattern`, to look into it when it is asked for; whether it does."""
        begin = self._at, self._here()
        if not self._skip(pattern):
            return False
        self._folded[path] = (*begin, self._at)
        return True

    def _header(self) -> Trail:
        block = self._text.startswith("[[", self._at)
        line = self._here()
        self._at += 2 if block else 1
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
        self._skip(_SPACE)
        self._value(path)

    def _value(self, path: Trail) -> None:
        first = self._peek()
        if first == "{":
            if not self._skip(_LINE_OF_TABLE):
                self._inside("}", path)
        elif first == "[":
            if not self._fold(path, _LINES_OF_TABLES) and not self._skip(_LINE_OF_ARRAY):
                self._inside("]", path)
        elif not self._skip(_STRING if first in "\"'" else _SCALAR):
            raise _LostError

    def _inside(self, close: str, path: Trail) -> None:
        """The elements of an array or the pairs of an inline table, which may stand on lines of their own."""
        self._at += 1
        count = 0
        while self._next() and self._peek() != close:
            if close == "]":
                element = (*path, count)
                self.lines[element] = self._here()
                self._value(element)
                count += 1
            else:
                self._pair(path)
            self._next()
            if self._peek() == ",":  # where one is missing, the parser has stopped
                self._at += 1
        self._expect(close)

    def _key(self) -> list[str]:
        parts = []
        while True:
            found = _KEY.match(self._text, self._at)
            if found is None:
                raise _LostError
            self._at = found.end()
            parts.append(_unescaped(found))
            if self._peek() != ".":
                return parts
            self._at += 1

    def _record(self, path: Trail, line: int) -> None:
        first = self.lines.setdefault(path, line)
        if first != line and self.repeated is None:
            self.repeated = path, first, line

    def _here(self) -> int:
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def _next(self) -> bool:
        """Goes to the next thing that is not blank; whether there is one."""
        self._skip(_BLANK)
        return self._at < len(self._text)

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _expect(self, mark: str) -> None:
        if not self._text.startswith(mark, self._at):
            raise _LostError
        self._at += len(mark)

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        found = pattern.match(self._text, self._at)
        if found is not None:
            self._at = found.end()
        return found is not None


def _unescaped(key: re.Match[str]) -> str:
    basic = key["basic"]
    if basic is None or "\\" not in basic:
        return str(key["bare"] or key["literal"] or basic or "")
    import tomli

    try:
        return str(tomli.loads(f"key = {key.group()}")["key"])
    except tomli.TOMLDecodeError as error:
        raise _LostError from error

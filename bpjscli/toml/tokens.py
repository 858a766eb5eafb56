"""The tokens of TOML, by one set of patterns: what every look at the raw text of a file goes by.

Limits, locations, error messages and editing all scan text that a parser has seen or will see; none of them needs
values, and all must stay linear on hostile text, which is why the patterns never give back what they have matched.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Final

POSSESSIVE: Final = "+" if sys.version_info >= (3, 11, 5) else ""
"""What lets a repeated group forget its steps, so that memory does not grow with them. Earlier versions lose their way
in such groups (CPython's issue 106052); the patterns match the same without it, as no step could be taken otherwise."""

_LONG_BASIC = rf'"""[^"\\]*+(?:(?:\\[\s\S]|"(?!""))[^"\\]*+)*{POSSESSIVE}'
_LONG_LITERAL = rf"'''[^']*+(?:'(?!'')[^']*+)*{POSSESSIVE}"
_BASIC = rf'"(?!"")[^"\\\n]*+(?:\\[^\n][^"\\\n]*+)*{POSSESSIVE}'
_LITERAL = r"'(?!'')[^'\n]*+"

CLOSED_STRING: Final = rf"{_LONG_BASIC}\"{{3,5}}|{_LONG_LITERAL}'{{3,5}}|{_BASIC}\"|{_LITERAL}'"
"""A whole string, the kinds with three quotes before those with one; those may end in two quotes of their own."""

UNCLOSED_STRING: Final = rf"{_LONG_BASIC}\\?\Z|{_LONG_LITERAL}\Z|{_BASIC}|{_LITERAL}"
"""A string that its line or the file ends before its time. Tried after the closed ones, it keeps a search through
hostile text linear: whatever was looked at is used up."""

COMMENT: Final = r"#[^\n]*+"
STRINGS_AND_COMMENTS: Final = f"{CLOSED_STRING}|{UNCLOSED_STRING}|{COMMENT}"

BLANKS: Final = rf"(?:[ \t\r\n]++|{COMMENT})*{POSSESSIVE}"
"""White space, line ends and comments between two things."""

BARE_KEY: Final = r"[A-Za-z0-9_-]++"
KEY_PART: Final = rf"(?:{BARE_KEY}|\"[^\"\\\n]*+(?:\\.[^\"\\\n]*+)*\"|'[^'\n]*+')"
DOTTED_KEY: Final = rf"{KEY_PART}(?:[ \t]*+\.[ \t]*+{KEY_PART})*"

SCALAR: Final = r"[^\s,\[\]{}#\"'=]++(?:[ ]\d[^\s,\[\]{}#\"'=]*+)?"
"""A value without quotes or brackets; a date and a time may have a space between."""

SPACE: Final = re.compile(r"[ \t]*+")
_TOKEN: Final = re.compile(
    rf"(?P<closed>{CLOSED_STRING}|{COMMENT})|(?P<unclosed>{UNCLOSED_STRING})|(?P<open>[\[{{])|(?P<close>[\]}}])"
)


def find_tokens(text: str, at: int = 0) -> Iterator[re.Match[str]]:
    """The strings, comments and brackets from `at` on; `lastgroup` is closed, unclosed, open or close."""
    return _TOKEN.finditer(text, at)


class Scanner:
    """A position in a text, and the steps that every scan takes."""

    def __init__(self, text: str, at: int = 0) -> None:
        self.text = text
        self.at = at

    def skip(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Goes past `pattern`, if it is what stands here; the match."""
        match = pattern.match(self.text, self.at)
        if match is not None:
            self.at = match.end()
        return match

    def peek(self) -> str:
        """The character here; empty at the end."""
        return self.text[self.at : self.at + 1]

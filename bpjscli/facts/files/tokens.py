"""Where TOML strings and comments begin and end: what every look at the raw text of a file must leave out."""

from __future__ import annotations

from typing import Final

_LONG_BASIC = r'"""[^"\\]*+(?:(?:\\[\s\S]|"(?!""))[^"\\]*+)*+'
_LONG_LITERAL = r"'''[^']*+(?:'(?!'')[^']*+)*+"
_BASIC = r'"(?!"")[^"\\\n]*+(?:\\[^\n][^"\\\n]*+)*+'
_LITERAL = r"'(?!'')[^'\n]*+"

CLOSED_STRING: Final = rf"{_LONG_BASIC}\"{{3,5}}|{_LONG_LITERAL}'{{3,5}}|{_BASIC}\"|{_LITERAL}'"
"""A whole string, the kinds with three quotes before those with one; those may end in two quotes of their own."""

UNCLOSED_STRING: Final = rf"{_LONG_BASIC}\\?\Z|{_LONG_LITERAL}\Z|{_BASIC}|{_LITERAL}"
"""A string that its line or the file ends before its time. Tried after the closed ones, it keeps a search through
hostile text linear: whatever was looked at is used up."""

COMMENT: Final = r"#[^\n]*+"

STRINGS_AND_COMMENTS: Final = f"{CLOSED_STRING}|{UNCLOSED_STRING}|{COMMENT}"

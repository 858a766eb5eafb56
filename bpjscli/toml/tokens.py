"""Where TOML strings and comments begin and end: what every look at the raw text of a file must leave out."""

from __future__ import annotations

import sys
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

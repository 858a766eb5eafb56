"""Limits on a file, checked before it is parsed: past them a parser takes quadratic time or runs out of stack."""

from __future__ import annotations

import os
import re
from typing import Final

from bpjscli.errors import BpjsError
from bpjscli.i18n import say as _
from bpjscli.toml.tokens import BARE_KEY, CLOSED_STRING, COMMENT, KEY_PART, STRINGS_AND_COMMENTS, UNCLOSED_STRING

BYTES_VARIABLE: Final = "BPJS_MAX_BYTES"
MOST_BYTES: Final = 64 * 2**20
LONGEST_LINE: Final = 2**20
MOST_KEY_PARTS: Final = 64
DEEPEST_NESTING: Final = 64
LONGEST_CHAIN: Final = 64  # files that include one another

_LONG_KEY = rf"{KEY_PART}(?:[ \t]*+\.[ \t]*+{KEY_PART}){{{MOST_KEY_PARTS},}}"
_TOKEN = (
    rf"(?P<key>{_LONG_KEY})|(?P<closed>{CLOSED_STRING}|{COMMENT})|(?P<unclosed>{UNCLOSED_STRING})"
    rf"|(?P<open>[\[{{])|(?P<close>[\]}}])|{BARE_KEY}"
)
_ALL_BUT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_ALL_BUT_BRACKETS_AND_QUOTES = bytes(set(range(256)) - set(b'[]{}"'))


def read_byte_limit() -> int:
    """How many bytes a file may have: the default, or what the environment says. Raises `BpjsError` for no number."""
    written = os.environ.get(BYTES_VARIABLE, "").strip()
    if not written:
        return MOST_BYTES
    if not (written.isascii() and written.isdigit() and len(written) <= 18 and int(written)):
        raise BpjsError(
            _(
                "{variable} must be a number of bytes, such as {value}; it is {written}",
                variable=BYTES_VARIABLE,
                value=2 * MOST_BYTES,
                written=written[:40],
            )
        )
    return int(written)


def find_excess(text: str) -> tuple[int, str] | None:
    """The line of `text` that goes past a limit and what is wrong with it, or `None`; takes linear time."""
    lines = text.split("\n")
    if max(map(len, lines)) > LONGEST_LINE:
        number = next(n for n, line in enumerate(lines, 1) if len(line) > LONGEST_LINE)
        size = f"{len(lines[number - 1]):,} characters; at most {LONGEST_LINE:,} may stand in one"
        return number, _("the line has {size}; break it up", size=size)
    dotted = any(line.count(".") >= MOST_KEY_PARTS for line in lines)
    return _first_excess(text) if dotted or _may_nest_deeply(text) else None


def _may_nest_deeply(text: str) -> bool:
    """Whether brackets are left when pairs have been taken out from the inside, a level or two at a time."""
    brackets = _brackets_and_quotes(text)
    if brackets is None or b'"' in brackets:
        brackets = re.sub(STRINGS_AND_COMMENTS, "", text).encode().translate(None, _ALL_BUT_BRACKETS)
    for _round in range(DEEPEST_NESTING // 2):  # {[]} goes in one round
        brackets = brackets.replace(b"[]", b"").replace(b"{}", b"")
    return bool(brackets)


def _brackets_and_quotes(text: str) -> bytes | None:
    """The brackets, and the quotation marks with some between them; `None` where it takes more to know what is quoted.

    Without comments, escapes and other quotation marks, each " begins or ends a string, and those that hold no bracket
    stand together in pairs. Where all do, every bracket is one of TOML.
    """
    if any(mark in text for mark in ("'", "#", "\\", '"""')):
        return None
    return text.encode().translate(None, _ALL_BUT_BRACKETS_AND_QUOTES).replace(b'""', b"")


def _first_excess(text: str) -> tuple[int, str] | None:
    """The first key with too many parts, or the bracket that opens one level too many.

    Gives up at a string without an end, because what follows cannot be told from its inside; the parser will say so.
    """
    depth = 0
    for token in re.finditer(_TOKEN, text):
        if token.lastgroup == "key":
            return _line(text, token), _(
                "a key has more than {most} dotted parts; write tables instead", most=MOST_KEY_PARTS
            )
        if token.lastgroup == "unclosed":
            return None
        if token.lastgroup == "open":
            depth += 1
            if depth > DEEPEST_NESTING:
                return _line(text, token), _("arrays or tables are nested more than {most} deep", most=DEEPEST_NESTING)
        elif token.lastgroup == "close":
            depth -= 1
    return None


def _line(text: str, token: re.Match[str]) -> int:
    return text.count("\n", 0, token.start()) + 1

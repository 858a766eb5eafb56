"""Hostile text: what could move a cursor, hide, reverse or break a line is replaced by something that can be seen.

Every renderer for people passes each string of a document through here (`bpjscli.render.page` does it once for all of
them), so that a fact base from elsewhere can neither drive a terminal nor show another text than it holds.
"""

from __future__ import annotations

import re
import unicodedata

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_DOTTED_CIRCLE = "\N{DOTTED CIRCLE}"

# C0 without tab and newline, DEL, C1; everything that is a format character (bidi controls, zero-width characters,
# tags); line and paragraph separators; letters without a glyph; lone surrogates; noncharacters of the first plane.
HOSTILE = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
_EMOJI = "\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_UNSAFE = re.compile(f"(?P<joiner>(?<=[{_EMOJI}\ufe0f])\u200d(?=[{_EMOJI}]))|[{HOSTILE}]")
_SPACES = re.compile(r" *(?:\r\n|[\t\n])[ \t\r\n]*")
_AFTER_SPACE = re.compile(r"(?<!\S)[^\s!-~]")


def visible(text: str) -> str:
    """`text` with every hostile character shown: C0 and DEL as control pictures ("␛"), the rest as U+FFFD.

    Tabs and newlines stay. A zero-width joiner stays between two emoji, where it makes one sign of them. A combining
    mark that has nothing to combine with gets a dotted circle to stand on, so that it cannot join what comes before.
    """
    if text.isascii() and text.isprintable():
        return text
    return _AFTER_SPACE.sub(_supported, _UNSAFE.sub(_shown, text))


def visible_line(text: str) -> str:
    """`text` as one line: hostile characters shown, tabs and line breaks turned into one space, the ends stripped."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return visible(_SPACES.sub(" ", text)).strip()


def _shown(match: re.Match[str]) -> str:
    char = match.group()
    if match["joiner"]:
        return char
    if char < " ":
        return chr(0x2400 + ord(char))
    return "\N{SYMBOL FOR DELETE}" if char == "\x7f" else REPLACEMENT


def _supported(match: re.Match[str]) -> str:
    char = match.group()
    return _DOTTED_CIRCLE + char if unicodedata.category(char).startswith("M") else char

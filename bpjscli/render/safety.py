"""Hostile text and links: what could move a cursor or hide is made visible; only safe links are followed."""

from __future__ import annotations

import re

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
_UNSAFE = f"(?P<joiner>(?<=[{_EMOJI}\ufe0f])\u200d(?=[{_EMOJI}]))|[{HOSTILE}]"
_SPACES = r" *(?:\r\n|[\t\n])[ \t\r\n]*"
_AFTER_SPACE = r"(?<!\S)[^\s!-~]"
ORDINARY = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2070-\u2071\u2074-\u208e\u20a0-\u20bf"
    "\u2190-\u2193\u2212\u2248\u2260\u2264\u2265\u2272\u2400-\u2426\u2500-\u2595\u25b8\u25c2\ufffd]*"
)
"""What nearly every text consists of: neither hostile nor combining, and one column wide each."""


def visible(text: str) -> str:
    """`text` with every hostile character shown: C0 and DEL as control pictures ("␛"), the rest as U+FFFD.

    Tabs and newlines stay. A zero-width joiner stays between two emoji, where it makes one sign of them. A combining
    mark that has nothing to combine with gets a dotted circle to stand on, so that it cannot join what comes before.
    """
    if ORDINARY.fullmatch(text):
        return text
    return re.sub(_AFTER_SPACE, _supported, re.sub(_UNSAFE, _shown, text))


def visible_line(text: str) -> str:
    """`text` as one line: hostile characters shown, tabs and line breaks turned into one space, the ends stripped."""
    if ORDINARY.fullmatch(text):
        return text.strip()
    return visible(re.sub(_SPACES, " ", text)).strip()


def _shown(match: re.Match[str]) -> str:
    char = match.group()
    if match["joiner"]:
        return char
    if char < " ":
        return chr(0x2400 + ord(char))
    return "\N{SYMBOL FOR DELETE}" if char == "\x7f" else REPLACEMENT


def _supported(match: re.Match[str]) -> str:
    from unicodedata import category

    char = match.group()
    return _DOTTED_CIRCLE + char if category(char).startswith("M") else char


_WEB = re.compile(r"https?://[^\s/?#@]+(?:[/?#]\S*)?\Z", re.IGNORECASE)  # no "@": a name before the host misleads
_DOI = re.compile(r"doi:\s*(10\.\d{4,9}/\S+)\Z", re.IGNORECASE)
_QUOTED = re.compile(r"[\x00-\x20\"<>\\^`{|}\x7f-\xa0]")


def safe_link(link: str) -> str | None:
    """The address to put behind `link`, or `None` where it is better shown as text only.

    A doi becomes an address of doi.org. What could end an attribute or a Markdown link is percent-encoded.
    """
    if link != visible_line(link) or "\ufffd" in link:
        return None
    if doi := _DOI.match(link):
        link = f"https://doi.org/{doi[1]}"
    if not _WEB.match(link):
        return None
    return _QUOTED.sub(lambda match: f"%{ord(match.group()):02X}", link)

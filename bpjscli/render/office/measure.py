"""How wide a text is in Arial, which Liberation Sans and Arimo share the widths of, and in twips: 1/20 of a point.

Word and LibreOffice know no alignment on the decimal sign that survives both of them, nor do they agree on the width of
a column that is left to them: so widths are worked out here.
"""

from __future__ import annotations

from functools import lru_cache

from bpjscli.render.width import display_width

# Advance widths in thousandths of the font size, as the fonts' own tables have them.
_WIDTHS = {
    191: "'",
    222: "ijl’",
    260: "|",
    278: " !,./:;I[\\]ft\xa0·",
    333: "()-`r“”",
    355: '"',
    389: "*",
    500: "Jcksvxyz",
    549: "≈≤≥≲",
    556: "#$0123456789?L_abdeghnopqu–†‡",
    584: "+<=>~−×",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "—…",
    1015: "@",
}
_OF = {char: width for width, chars in _WIDTHS.items() for char in chars}
_BOLDER = 110  # percent: bold letters are about this much wider
SUPERSCRIPT = 65  # percent of the size of the text around it


def text_width(text: str, size: int, *, bold: bool = False) -> int:
    """The width of `text` at `size` half-points, in twips; rather too wide than too narrow."""
    width = _thousandths(text) * size // 100 + 1
    return width * _BOLDER // 100 if bold else width


def longest_word(text: str, size: int, *, bold: bool = False) -> int:
    """The width of the widest part of `text` that is not broken at a space or a hyphen, in twips."""
    words = text.replace("-", "- ").split(" ")
    return max(text_width(word, size, bold=bold) for word in words)


def line_count(text: str, size: int, room: int, *, bold: bool = False) -> int:
    """How many lines `text` takes where it is wrapped to `room` twips; a longer word goes over several."""
    space, lines, used = text_width(" ", size), 1, 0
    for word in text.split(" "):
        width = text_width(word, size, bold=bold)
        if used and used + space + width > room:
            lines, used = lines + 1, 0
        used += width + (space if used else 0)
        lines, used = lines + used // (room + 1), used % (room + 1)
    return lines


@lru_cache(maxsize=4096)
def _thousandths(text: str) -> int:
    return sum(_OF.get(char) or 600 * display_width(char) for char in text)

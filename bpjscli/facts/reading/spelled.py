"""What newspapers put in words where a number has digits or a sign: "tiga klaim", "enam juta", "turun 8 persen"."""

from __future__ import annotations

import re
from typing import Final

from bpjscli.facts.reading.numeral_words import CHANGING

SPELLED: Final = {
    word: str(number)
    for words in (
        "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas",
        "one two three four five six seven eight nine ten eleven twelve",
    )
    for number, word in enumerate(words.split(), start=1)
}
_FALL = (
    r"(?<![a-z-])(?:turun|menurun|penurunan|berkurang|merosot|anjlok|menyusut|fell|down|dropped|declined|decreased)"
    r"(?! (?:jadi|menjadi|ke|to)(?![a-z]))(?![a-z-])(?: by(?![a-z]))?(?=[^0-9]*[0-9])"
)
_DIGIT = re.compile(r"[0-9]")
_WORD = re.compile(r"[a-z]++(?:-[a-z]++)*")


def in_digits(text: str) -> str:
    """`text` with the one number that it spells out in digits; unchanged where it has digits, or more than one word.

    A compound ("dua puluh tujuh", "satu setengah juta") is left as it is, to be refused: its words do not stand for
    themselves.
    """
    if _DIGIT.search(text):
        return text
    found = [match for match in _WORD.finditer(text.lower()) if match[0] in CHANGING]
    if len(found) != 1 or found[0][0] not in SPELLED:
        return text
    return f"{text[: found[0].start()]}{SPELLED[found[0][0]]}{text[found[0].end() :]}"


def signed(text: str) -> str:
    """`text`, which prints a change, with a fall as a minus in words; "turun menjadi 8" is no fall by 8."""
    if text[:1].isdigit() and not _DIGIT.search(text.lstrip("0123456789.,")):
        return text  # no word stands before its only number
    return re.sub(_FALL, "minus", text, flags=re.IGNORECASE)


def in_rupiah(text: str) -> str:
    """`text` without the same amount in dollars behind it: "Rp90 trillion (US$5.85 billion)"."""
    return re.sub(r" ?\((?:[a-z-]+ )?(?:us ?\$|\$|usd)[^()]*\)", "", text, flags=re.IGNORECASE) if "(" in text else text

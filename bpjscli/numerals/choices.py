"""Numbers that the press writes against the rules of its language, where these rules leave one reading.

"Rp1.68 triliun" in an Indonesian source: a dot before two digits groups nothing. "229. 405": a space has slipped in.
"Rp25,5 M": of rupiah, in Indonesian, M is miliar. Each choice is told by a note of `bpjs check`. Where two readings are
left, as of "27.025 ribu", nothing is chosen here.
"""

from __future__ import annotations

import re
from typing import Final

from bpjscli.model.facts import Unit
from bpjscli.numerals.digits import DECIMAL_MARK, GROUP_MARK, NUMBERS, OTHER, SWAPPED, Language
from bpjscli.numerals.lexicon import AFTER
from bpjscli.numerals.words import clean_words

_SCALED: Final = "|".join(
    re.escape(phrase) for phrase, word in AFTER.items() if word.role == "scale" or word.value in ("percent", "points")
)
_IS_SCALED: Final = re.compile(rf"[0-9] *+(?:{_SCALED})(?![a-z])", re.IGNORECASE)
_DECIMAL: Final = {
    language: re.compile(rf"(?<![0-9.,])([0-9]+)\{group}([0-9]{{1,2}}|[0-9]{{4,}})(?![0-9.,])")
    for language, group in GROUP_MARK.items()
}
_GAP: Final = {
    language: re.compile(
        rf"(?<![0-9.,])([0-9]{{2,3}}(?:\{group}[0-9]{{3}})*)(?:\{group} | \{group})"
        rf"([0-9]{{3}}(?:\{group}[0-9]{{3}})*)(?![0-9.,])"
    )
    for language, group in GROUP_MARK.items()
}
_RUPIAH: Final = re.compile(r"\b(Rp\.? ?[0-9][0-9.,]*) ?([MT])(?![a-z])", re.IGNORECASE)
_LETTERS: Final = {"m": "miliar", "t": "triliun"}
_GROUPED: Final[dict[Language, re.Pattern[str]]] = {
    language: re.compile(rf"(?<![0-9.,])[0-9]{{1,3}}(?:\{GROUP_MARK[OTHER[language]]}[0-9]{{3}})+(?![0-9.,])")
    for language in OTHER
}


def choose_marks(text: str, unit: Unit, language: Language) -> str:
    """`text`, clean, with its number as the rules of `language` have it, where it can be only one; else unchanged."""
    if unit == "IDR" and language == "id" and _RUPIAH.search(text):
        text = _RUPIAH.sub(lambda match: f"{match[1]} {_LETTERS[match[2].lower()]}", text)
    if _DECIMAL[language].search(text) and (unit == "percent" or _IS_SCALED.search(text)):
        text = _DECIMAL[language].sub(rf"\1{DECIMAL_MARK[language]}\2", text)
    gap = _GAP[language].search(text) if " " in text else None
    if gap is not None and len(NUMBERS.findall(text)) == 2:
        text = f"{text[: gap.start()]}{gap[1]}{GROUP_MARK[language]}{gap[2]}{text[gap.end() :]}"
    return text


def is_grouped_otherwise(text: str, unit: Unit, language: Language) -> bool:
    """Whether `text` prints whole things with the group marks of the other language ("27,703" in Indonesian).

    Alone it may be a number that lost its scale word; among others of its kind in one source it is taken for grouped.
    """
    return unit != "percent" and _GROUPED[language].search(text) is not None and not _IS_SCALED.search(text)


def tell_choice(text: str, unit: Unit, language: Language) -> str | None:
    """What the printed `text`, which was read, is read as by a choice; `None` where none was made."""
    if is_grouped_otherwise(text, unit, language):
        return text.translate(SWAPPED)
    cleaned = clean_words(text)
    chosen = choose_marks(cleaned, unit, language)
    return None if chosen == cleaned else chosen

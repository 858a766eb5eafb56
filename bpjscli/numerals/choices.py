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
# Compiled when a number is met first that may need them: every command would wait for them otherwise.
_IS_SCALED: Final = rf"(?i)[0-9] *+(?:{_SCALED})(?![a-z])"
_DECIMAL: Final = {
    language: rf"(?<![0-9.,])([0-9]+)\{group}([0-9]{{1,2}}|[0-9]{{4,}})(?![0-9.,])"
    for language, group in GROUP_MARK.items()
}
_GAP: Final = {
    language: rf"(?<![0-9.,])([0-9]{{2,3}}(?:\{group}[0-9]{{3}})*)(?:\{group} | \{group})"
    rf"([0-9]{{3}}(?:\{group}[0-9]{{3}})*)(?![0-9.,])"
    for language, group in GROUP_MARK.items()
}
_RUPIAH: Final = r"(?i)\b(Rp\.? ?[0-9][0-9.,]*) ?([MT])(?![a-z])"
_LETTERS: Final = {"m": "miliar", "t": "triliun"}
_GROUPED: Final[dict[Language, str]] = {
    language: rf"(?<![0-9.,])[0-9]{{1,3}}(?:\{GROUP_MARK[OTHER[language]]}[0-9]{{3}})+(?![0-9.,])" for language in OTHER
}


def choose_marks(text: str, unit: Unit, language: Language) -> str:
    """`text`, clean, with its number as the rules of `language` have it, where it can be only one; else unchanged."""
    if unit == "IDR" and language == "id" and re.search(_RUPIAH, text):
        text = re.sub(_RUPIAH, lambda match: f"{match[1]} {_LETTERS[match[2].lower()]}", text)
    group = GROUP_MARK[language]
    if group not in text:
        return text
    if re.search(_DECIMAL[language], text) and (unit == "percent" or re.search(_IS_SCALED, text)):
        text = re.sub(_DECIMAL[language], rf"\1{DECIMAL_MARK[language]}\2", text)
    gap = re.search(_GAP[language], text) if " " in text else None
    if gap is not None and len(NUMBERS.findall(text)) == 2:
        text = f"{text[: gap.start()]}{gap[1]}{group}{gap[2]}{text[gap.end() :]}"
    return text


def is_grouped_otherwise(text: str, unit: Unit, language: Language) -> bool:
    """Whether `text` prints whole things with the group marks of the other language ("27,703" in Indonesian).

    Alone it may be a number that lost its scale word; among others of its kind in one source it is taken for grouped.
    """
    return (
        unit != "percent"
        and GROUP_MARK[OTHER[language]] in text
        and re.search(_GROUPED[language], text) is not None
        and not re.search(_IS_SCALED, text)
    )


def tell_choice(text: str, unit: Unit, language: Language) -> str | None:
    """What the printed `text`, which was read, is read as by a choice; `None` where none was made."""
    if is_grouped_otherwise(text, unit, language):
        return text.translate(SWAPPED)
    cleaned = clean_words(text)
    chosen = choose_marks(cleaned, unit, language)
    return None if chosen == cleaned else chosen

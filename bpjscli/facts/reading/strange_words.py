"""What becomes of a word beside a printed number that the tables do not have: it is dropped, or refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NoReturn

from bpjscli.errors import quoted
from bpjscli.facts.reading.digits import NumeralError
from bpjscli.facts.reading.numeral_words import (
    AFTER,
    BEFORE,
    CHANGING,
    CHANGING_BEFORE,
    DATING,
    FALLING,
    FOREIGN,
    HARMLESS,
    LETTERS,
    MISSPELT,
    Word,
)

_DROPPED: Final = Word("dropped", "")
_DROPPED_SIGNS: Final = frozenset("(),;:&'\"")
_SEPARATORS = re.compile(r"[-./]")


def strange_word(word: str, table: Mapping[str, Word], beside: bool) -> Word:
    """What `word`, which `table` does not have, does to its number: nothing, or what it does without its "-nya".

    `beside`: whether it stands directly beside the digits. Raises `NumeralError` for words that have something to do
    with numbers, for what looks like a misspelt one of these, and for signs that may be part of the number.
    """
    if word in _DROPPED_SIGNS:
        return _DROPPED
    plain = table.get(word[:-3].rstrip("-")) if word.endswith("nya") else None
    if plain is not None:
        return plain
    _refuse_known(word, table, beside)
    if not word[0].isalpha():
        _refuse(word, "leave it out, if the number is the same without it")
    for part in _SEPARATORS.split(word):
        if part != word and _means_something(part):
            _refuse(word, f'print {quoted(part)} only if it belongs to the number, without "{word[len(part)]}"')
    meant = next(_meant(word), None)
    if meant is not None:
        _refuse(word, f"did you mean {quoted(meant)}?")
    return _DROPPED


def refuse_letter(word: str) -> None:
    """Raise the error for a single letter that may be one of several scale words."""
    if word in LETTERS:
        raise NumeralError(
            "ambiguous",
            f"{quoted(word.upper())} may be {LETTERS[word]}; write the word out, or give the number as value",
        )


def _refuse_known(word: str, table: Mapping[str, Word], beside: bool) -> None:
    """Raise the error for a word that is known, and says what reading only the digits would lose."""
    if word in ("-", "+"):
        raise NumeralError("malformed", f"{quoted(word)} is a sign only directly before a number or its currency")
    if word in FOREIGN:
        raise NumeralError("unit", f"{quoted(word)} is not rupiah; amounts are in rupiah")
    refuse_letter(word)
    if word in FALLING:
        raise NumeralError(
            "malformed",
            f'{quoted(word)} says a fall; for a change write a minus sign instead ("-3,4 persen")',
        )
    if word == "/" or word in CHANGING or (table is BEFORE and word in CHANGING_BEFORE):
        raise NumeralError(
            "malformed", f"{quoted(word)} changes the number, and only digits are read; give the number as value"
        )
    if beside and word in DATING:
        raise NumeralError("malformed", f"{quoted(word)} makes the number a date or a length of time")
    other, side, wrong = (AFTER, "after", "before") if table is BEFORE else (BEFORE, "before", "after")
    if word in other and other[word].role not in HARMLESS:
        raise NumeralError("malformed", f"{quoted(word)} belongs {side} its number, not {wrong} it")


def _means_something(part: str) -> bool:
    known = BEFORE.get(part) or AFTER.get(part)
    return part in CHANGING or part in LETTERS or (known is not None and known.role not in HARMLESS)


def _refuse(word: str, hint: str) -> NoReturn:
    raise NumeralError("malformed", f"{quoted(word)} is not understood; {hint}")


def _meant(word: str) -> Iterator[str]:
    """The words with numeric meaning that are one slip of the pen from `word`."""
    return (known for known in MISSPELT if one_slip(word, known))


def one_slip(one: str, other: str) -> bool:
    """Whether a letter too few or too many, a wrong one, or two swapped ones make the difference, if there is any."""
    shorter = min(len(one), len(other))
    if max(len(one), len(other)) > shorter + 1:
        return False
    at = next((place for place in range(shorter) if one[place] != other[place]), shorter)
    one, other = one[at:], other[at:]
    swapped = one[1::-1] == other[:2] and one[2:] == other[2:]
    return swapped or one[1:] == other[1:] or one[1:] == other or one == other[1:]

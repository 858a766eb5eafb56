"""The digits of a printed number and its separators, without its words; the one error that reading a number raises.

Babel's strict parser is not used: it takes "1_000", "NaN", "1e5" and other scripts' digits for numbers, 11 µs for the
longer ones, and 27 ms to import.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

import msgspec

from bpjscli.errors import quoted

Language = Literal["id", "en"]
ErrorKind = Literal["ambiguous", "unit", "no-number", "malformed", "range"]

MOST_DIGITS = 30
LEAST_EXPONENT, GREATEST_EXPONENT = -12, 30

DECIMAL_MARK = {"id": ",", "en": "."}
GROUP_MARK = {"id": ".", "en": ","}
OTHER: dict[Language, Language] = {"id": "en", "en": "id"}
NAMES = {"id": "Indonesian", "en": "English"}

_SHAPES = {
    language: re.compile(rf"([0-9]{{1,3}}(?:\{group}[0-9]{{3}})+|[0-9]++)(?:\{DECIMAL_MARK[language]}([0-9]++))?\Z")
    for language, group in GROUP_MARK.items()
}
_NUMBER = r"[0-9]++(?:[.,][0-9]++)*"
NUMBERS = re.compile(_NUMBER)
ONE_OR_TWO = re.compile(rf"([^0-9]*+)({_NUMBER})([^0-9]*+)(?:({_NUMBER})([^0-9]*+))?\Z")
_SWAPPED = str.maketrans(".,", ",.")


class NumeralError(ValueError):
    """A number that cannot be read: what is wrong and what would be right, and which `kind` of fault it is."""

    def __init__(self, kind: ErrorKind, message: str) -> None:
        super().__init__(message)
        self.kind: ErrorKind = kind


class Digits(msgspec.Struct, frozen=True, gc=False):
    """A number's digits: `whole` without group marks, `fraction` empty where there is no decimal mark."""

    whole: str
    fraction: str
    grouped: bool

    @property
    def one_group(self) -> bool:
        """Whether the only mark in it groups thousands: in the other language it would be the decimal mark."""
        return self.grouped and not self.fraction and len(self.whole) <= 6

    def times_ten_to(self, exponent: int) -> Decimal:
        """The number times ten to the `exponent` (0 or more), its digits written out and none of them lost."""
        missing = exponent - len(self.fraction)
        if missing >= 0:
            return Decimal(self.whole + self.fraction + "0" * missing)
        return Decimal(f"{self.whole}{self.fraction[:exponent]}.{self.fraction[exponent:]}")


def read_digits(token: str, language: Language, scale: int | None = None) -> Digits:
    """The digits in `token` (ASCII digits, each mark between two of them), with the marks of `language`.

    Marks that are not those of the language are never taken to be the other's: where they stand, its next "3.287" would
    be read a thousandfold wrong. `scale`, the power of ten of a scale word, is for what an error suggests.
    """
    match = _SHAPES[language].match(token)
    power = f"e{scale}" if scale else ""
    if match is None:
        raise _mismarked(token, language, power)
    whole, fraction = match.groups("")
    grouped = GROUP_MARK[language] in whole
    if grouped:
        whole = whole.replace(GROUP_MARK[language], "")
    if whole[0] == "0" and len(whole) > 1:
        if grouped and len(whole) == 4:
            raise _one_mark(token, GROUP_MARK[language], language, power)
        raise NumeralError("malformed", f"{quoted(token)} begins with a zero that no number has; check the source")
    if len(whole) + len(fraction) > MOST_DIGITS and len((whole + fraction).lstrip("0")) > MOST_DIGITS:
        raise NumeralError("range", f"{quoted(token)} has more than {MOST_DIGITS} significant digits")
    if len(fraction) > -LEAST_EXPONENT:
        raise NumeralError("range", f"{quoted(token)} has more than {-LEAST_EXPONENT} decimals")
    return Digits(whole, fraction, grouped)


def write_digits(value: Decimal, language: Language, decimals: int = 0, grouped: bool = True) -> str:
    """`value` in the marks of `language`, with `decimals` decimals or as many more as it needs: nothing is rounded."""
    plain = format(value, "f")
    fraction = plain.partition(".")[2].rstrip("0")
    text = format(value, f"{',' if grouped else ''}.{max(decimals, len(fraction))}f")
    return text.translate(_SWAPPED) if language == "id" else text


def _mismarked(token: str, language: Language, power: str) -> NumeralError:
    """The error for marks that do not stand as `language` has them."""
    marks = [c for c in token if c in ".,"]
    if len(marks) == 1:
        return _one_mark(token, marks[0], language, power)
    if _SHAPES[OTHER[language]].match(token):
        right, plain = token.translate(_SWAPPED), _plain(token, OTHER[language])
        return NumeralError(
            "ambiguous",
            f"{quoted(token)} has {NAMES[OTHER[language]]} marks in a source read as {NAMES[language]}, "
            f"where it would be {quoted(right)}; if that is meant, write value = {plain}{power}, "
            f"and if the whole source is so, give it language = {quoted(OTHER[language])}",
        )
    return NumeralError(
        "malformed",
        f"the digits of {quoted(token)} do not stand in groups of three; check the source, or give the number as value",
    )


def _one_mark(token: str, mark: str, language: Language, power: str) -> NumeralError:
    """The error for one group mark without three digits after it: the other language's decimal mark, or a slip."""
    whole, _, fraction = token.partition(mark)
    if len(whole + fraction) > MOST_DIGITS:
        return NumeralError("range", f"{quoted(token)} has more than {MOST_DIGITS} digits")
    decimal, joined = Decimal(f"{whole}.{fraction}"), Decimal(whole + fraction)
    first, second = write_digits(decimal, language, len(fraction)), write_digits(joined, language)
    return NumeralError(
        "ambiguous",
        f'{quoted(token)} may be {first} or {second}, as "{mark}" groups thousands in {NAMES[language]}; '
        f"write value = {decimal:f}{power} or value = {joined:f}{power}",
    )


def _plain(token: str, language: Language) -> str:
    return token.replace(GROUP_MARK[language], "").replace(DECIMAL_MARK[language], ".")

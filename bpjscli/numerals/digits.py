"""The digits of a printed number, its separators, its sign, scale and unit: what it is before any qualifier."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

import msgspec

from bpjscli.errors import quoted
from bpjscli.i18n import N_
from bpjscli.i18n import say as _
from bpjscli.model.facts import Unit

Language = Literal["id", "en"]
ErrorKind = Literal["ambiguous", "unit", "no-number", "malformed", "range"]

MOST_DIGITS = 30
LEAST_EXPONENT, GREATEST_EXPONENT = -12, 30

DECIMAL_MARK = {"id": ",", "en": "."}
GROUP_MARK = {"id": ".", "en": ","}
OTHER: dict[Language, Language] = {"id": "en", "en": "id"}
NAMES = {"id": N_("Indonesian"), "en": N_("English")}

_SHAPES = {
    language: re.compile(rf"([0-9]{{1,3}}(?:\{group}[0-9]{{3}})+|[0-9]++)(?:\{DECIMAL_MARK[language]}([0-9]++))?\Z")
    for language, group in GROUP_MARK.items()
}
_NUMBER = r"[0-9]++(?:[.,][0-9]++)*"
NUMBERS = re.compile(_NUMBER)
ONE_OR_TWO = re.compile(rf"([^0-9]*+)({_NUMBER})([^0-9]*+)(?:({_NUMBER})([^0-9]*+))?\Z")
SWAPPED = str.maketrans(".,", ",.")


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
        raise NumeralError(
            "malformed", _("{token} begins with a zero that no number has; check the source", token=quoted(token))
        )
    if len(whole) + len(fraction) > MOST_DIGITS and len((whole + fraction).lstrip("0")) > MOST_DIGITS:
        raise NumeralError(
            "range",
            _("{token} has more than {most} significant digits", token=quoted(token), most=MOST_DIGITS),
        )
    if len(fraction) > -LEAST_EXPONENT:
        raise NumeralError(
            "range", _("{token} has more than {value} decimals", token=quoted(token), value=-LEAST_EXPONENT)
        )
    return Digits(whole, fraction, grouped)


def write_digits(value: Decimal, language: Language, decimals: int = 0, grouped: bool = True) -> str:
    """`value` in the marks of `language`, with `decimals` decimals or as many more as it needs: nothing is rounded."""
    plain = format(value, "f")
    fraction = plain.partition(".")[2].rstrip("0")
    text = format(value, f"{',' if grouped else ''}.{max(decimals, len(fraction))}f")
    return text.translate(SWAPPED) if language == "id" else text


def _mismarked(token: str, language: Language, power: str) -> NumeralError:
    """The error for marks that do not stand as `language` has them."""
    marks = [c for c in token if c in ".,"]
    if len(marks) == 1:
        return _one_mark(token, marks[0], language, power)
    if _SHAPES[OTHER[language]].match(token):
        right, plain = token.translate(SWAPPED), _plain(token, OTHER[language])
        said = _(
            "{token} has {other} marks in a source read as {own}, where it would be {right}; if that is meant,"
            " write value = {value}, and if the whole source is so, give it language = {code}",
            token=quoted(token),
            other=_(NAMES[OTHER[language]]),
            own=_(NAMES[language]),
            right=quoted(right),
            value=f"{plain}{power}",
            code=quoted(OTHER[language]),
        )
        return NumeralError("ambiguous", said)
    return _not_in_groups(token)


def _not_in_groups(token: str) -> NumeralError:
    return NumeralError(
        "malformed",
        _(
            "the digits of {token} do not stand in groups of three; check the source, or give the number as value",
            token=quoted(token),
        ),
    )


def _one_mark(token: str, mark: str, language: Language, power: str) -> NumeralError:
    """The error for one group mark without three digits after it: the other language's decimal mark, or a slip."""
    whole, _mark, fraction = token.partition(mark)
    if len(whole + fraction) > MOST_DIGITS:
        return NumeralError("range", _("{token} has more than {most} digits", token=quoted(token), most=MOST_DIGITS))
    if not (whole + fraction).isdigit():
        return _not_in_groups(token)
    decimal, joined = Decimal(f"{whole}.{fraction}"), Decimal(whole + fraction)
    first, second = write_digits(decimal, language, len(fraction)), write_digits(joined, language)
    said = _(
        '{token} may be {first} or {second}, as "{mark}" groups thousands in {language};'
        " write value = {one} or value = {other}",
        token=quoted(token),
        first=first,
        second=second,
        mark=mark,
        language=_(NAMES[language]),
        one=f"{decimal:f}{power}",
        other=f"{joined:f}{power}",
    )
    return NumeralError("ambiguous", said)


def _plain(token: str, language: Language) -> str:
    return token.replace(GROUP_MARK[language], "").replace(DECIMAL_MARK[language], ".")


LARGEST_BARE_PERCENT = 1000  # beyond it a number without a percent sign is a count or an amount
UNIT_NOUNS = {
    "percent": N_("a percentage"),
    "persons": N_("a number of persons"),
    "count": N_("a count"),
    "IDR": N_("an amount in rupiah"),
    "points": N_("a difference in percentage points"),
}

Zeros = Literal["digits", "rough", "none"]
"""Which zeros at the end of an integer are digits: fewer than three; of a rough number none, unless it has four digits
before fewer than three zeros ("sekitar 543.310" is no rough number); none."""

Number = tuple[Decimal, int | None]
"""A value, and the power of ten of its last significant digit (`None`: it is in full)."""


def read_number(
    token: str, minus: bool, scale: int | None, unit: Unit, language: Language, marked: bool, zeros: Zeros = "digits"
) -> Number:
    """The number that `token` is, with its sign and `scale`, a power of ten; `marked`: its unit is written with it.

    `zeros`: which zeros at its end are digits; of "400 ribuan" and "50 persen lebih" none.

    Raises `NumeralError` where sign, marks, scale and unit leave more than one reading, or none.
    """
    digits = read_digits(token, language, scale)
    if unit == "percent":
        value, last = _percentage(token, digits, language, marked)
    elif scale is not None:
        value, last = _scaled(token, digits, scale, language)
    elif digits.fraction:
        value, last = _with_decimals(token, digits, unit, language)
    else:
        value = Decimal(digits.whole)
        last = trailing_zeros(digits.whole)
    if zeros != "digits" and not digits.fraction:
        last = _last_digit(digits.whole, scale, unit, zeros)
    if value.adjusted() > GREATEST_EXPONENT:
        raise NumeralError(
            "range",
            _(
                "{token} with its scale word is beyond 1e{most}",
                token=quoted(token),
                most=GREATEST_EXPONENT,
            ),
        )
    return (value.copy_negate() if minus and value else value), last


def _last_digit(whole: str, scale: int | None, unit: Unit, zeros: Zeros) -> int | None:
    """The power of ten of the last digit of an integer that is no zero at its end."""
    significant = whole.rstrip("0")
    at_end = len(whole) - len(significant) if significant else 0
    if zeros == "rough" and unit == "percent":
        return 0
    in_full = scale is None and (not at_end or (at_end < 3 and len(significant) > 3))
    return None if zeros == "rough" and in_full else at_end + (scale or 0)


def trailing_zeros(whole: str) -> int | None:
    """How many zeros at the end of an integer do not count as significant: three or more, else none at all."""
    return len(whole) - len(whole.rstrip("0")) if whole.endswith("000") else None


def _percentage(token: str, digits: Digits, language: Language, marked: bool) -> Number:
    value = digits.times_ten_to(0)
    if digits.one_group:
        raise NumeralError(
            "ambiguous",
            _(
                '{token} may be {value} percent or {misplaced}; write value = {point}, or "{whole} persen"',
                token=quoted(token),
                value=write_digits(value, language),
                misplaced=_misplaced(digits, 0, language),
                point=_with_point(digits),
                whole=digits.whole,
            ),
        )
    if not marked:
        check_bare_percentage(value, len(digits.fraction), quoted(token), language)
    return value, -len(digits.fraction)


def check_bare_percentage(value: Decimal, decimals: int, shown: str, language: Language) -> None:
    """Refuse a number without a percent sign that may be a ratio, or cannot be a percentage."""
    if 0 < value.copy_abs() < 1 and decimals >= 2:
        ratio = value.scaleb(2)
        raise NumeralError(
            "ambiguous",
            _(
                "{shown} may be {value} percent or, as a ratio, {ratio} percent;"
                ' write printed = "{value}%" or value = {plain:f}',
                shown=shown,
                value=write_digits(value, language, decimals),
                ratio=write_digits(ratio, language),
                plain=ratio,
            ),
        )
    if value.copy_abs() > LARGEST_BARE_PERCENT:
        raise NumeralError(
            "unit", _('{shown} is too large for a percentage; if it is one, print it with "persen"', shown=shown)
        )


def _scaled(token: str, digits: Digits, scale: int, language: Language) -> Number:
    value = digits.times_ten_to(scale)
    if digits.one_group:
        raise NumeralError(
            "ambiguous",
            _(
                "{token} with its scale word may be {value} or {misplaced};"
                " write value = {whole}e{scale} or value = {point}e{scale}",
                token=quoted(token),
                value=write_digits(value, language),
                misplaced=_misplaced(digits, scale, language),
                whole=digits.whole,
                scale=scale,
                point=_with_point(digits),
            ),
        )
    if len(digits.fraction) > scale:
        raise NumeralError(
            "malformed",
            _("{token} has more decimals than its scale word has zeros; check the source", token=quoted(token)),
        )
    if digits.fraction:
        return value, scale - len(digits.fraction)
    return value, scale + (trailing_zeros(digits.whole) or 0)


def _with_decimals(token: str, digits: Digits, unit: Unit, language: Language) -> Number:
    """A number with decimals where whole ones are counted: in full ("16.684,00"), rupiah and sen, or refused."""
    if len(digits.whole) > 3:
        if not digits.fraction.strip("0"):
            return Decimal(digits.whole), None
        if unit == "IDR" and len(digits.fraction) == 2:
            return digits.times_ten_to(0), -len(digits.fraction)
        raise NumeralError(
            "unit",
            _(
                "{token} has decimals, and this indicator is {unit}",
                token=quoted(token),
                unit=_(UNIT_NOUNS[unit]),
            ),
        )
    joined_up = Decimal(digits.whole + digits.fraction)
    raise NumeralError(
        "ambiguous",
        _(
            '{token} may be {number}, or have lost a word such as "juta": this indicator is {unit};'
            " write value = {plain:f} or value = {point}e6",
            token=quoted(token),
            number=write_digits(joined_up, language),
            unit=_(UNIT_NOUNS[unit]),
            plain=joined_up,
            point=_with_point(digits),
        ),
    )


def _misplaced(digits: Digits, scale: int, language: Language) -> str:
    """The number with its one group mark taken for the decimal mark, and scaled."""
    return write_digits(Decimal(digits.whole).scaleb(scale - 3), language, max(0, 3 - scale))


def _with_point(digits: Digits) -> str:
    if digits.fraction:
        return f"{digits.whole}.{digits.fraction}"
    return f"{digits.whole[:-3]}.{digits.whole[-3:]}"


_FALL = (
    r"(?<![a-z-])(?:turun|menurun|penurunan|berkurang|merosot|anjlok|menyusut|fell|down|dropped|declined|decreased)"
    r"(?! (?:jadi|menjadi|ke|to)(?![a-z]))(?![a-z-])(?: by(?![a-z]))?(?=[^0-9]*[0-9])"
)
DIGIT = re.compile(r"[0-9]")


def sign_fall(text: str) -> str:
    """`text`, which prints a change, with a fall as a minus in words; "turun menjadi 8" is no fall by 8."""
    if text[:1].isdigit() and not DIGIT.search(text.lstrip("0123456789.,")):
        return text  # no word stands before its only number
    return re.sub(_FALL, "minus", text, flags=re.IGNORECASE)


def state_rupiah(text: str) -> str:
    """`text` without the same amount in dollars behind it: "Rp90 trillion (US$5.85 billion)"."""
    return re.sub(r" ?\((?:[a-z-]+ )?(?:us ?\$|\$|usd)[^()]*\)", "", text, flags=re.IGNORECASE) if "(" in text else text

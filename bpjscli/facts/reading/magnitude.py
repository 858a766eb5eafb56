"""One number with its sign, scale and unit: its value, and the place of its last significant digit."""

from __future__ import annotations

from decimal import Decimal

from bpjscli.errors import quoted
from bpjscli.facts.model import Unit
from bpjscli.facts.reading.digits import GREATEST_EXPONENT, Digits, Language, NumeralError, read_digits, write_digits

LARGEST_BARE_PERCENT = 1000  # beyond it a number without a percent sign is a count or an amount
UNIT_NOUNS = {
    "percent": "a percentage",
    "persons": "a number of persons",
    "count": "a count",
    "IDR": "an amount in rupiah",
    "points": "a difference in percentage points",
}

Number = tuple[Decimal, int | None]
"""A value, and the power of ten of its last significant digit (`None`: it is in full)."""


def read_number(
    token: str, minus: bool, scale: int | None, unit: Unit, language: Language, marked: bool, vague: bool = False
) -> Number:
    """The number that `token` is, with its sign and `scale`, a power of ten; `marked`: its unit is written with it.

    `vague`: no zero at its end is a digit ("400 ribuan", "50 persen lebih").

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
    if vague and not digits.fraction:
        zeros = len(digits.whole) - len(digits.whole.rstrip("0")) if value else 0
        last = zeros + (scale or 0)
    if value.adjusted() > GREATEST_EXPONENT:
        raise NumeralError("range", f"{quoted(token)} with its scale word is beyond 1e{GREATEST_EXPONENT}")
    return (value.copy_negate() if minus and value else value), last


def trailing_zeros(whole: str) -> int | None:
    """How many zeros at the end of an integer do not count as significant: three or more, else none at all."""
    return len(whole) - len(whole.rstrip("0")) if whole.endswith("000") else None


def _percentage(token: str, digits: Digits, language: Language, marked: bool) -> Number:
    value = digits.times_ten_to(0)
    if digits.one_group:
        raise NumeralError(
            "ambiguous",
            f"{quoted(token)} may be {write_digits(value, language)} percent or {_misplaced(digits, 0, language)}; "
            f'write value = {_with_point(digits)}, or "{digits.whole} persen"',
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
            f"{shown} may be {write_digits(value, language, decimals)} percent or, as a ratio, "
            f"{write_digits(ratio, language)} percent; "
            f'write printed = "{write_digits(value, language, decimals)}%" or value = {ratio:f}',
        )
    if value.copy_abs() > LARGEST_BARE_PERCENT:
        raise NumeralError("unit", f'{shown} is too large for a percentage; if it is one, print it with "persen"')


def _scaled(token: str, digits: Digits, scale: int, language: Language) -> Number:
    value = digits.times_ten_to(scale)
    if digits.one_group:
        raise NumeralError(
            "ambiguous",
            f"{quoted(token)} with its scale word may be {write_digits(value, language)} or "
            f"{_misplaced(digits, scale, language)}; "
            f"write value = {digits.whole}e{scale} or value = {_with_point(digits)}e{scale}",
        )
    if len(digits.fraction) > scale:
        raise NumeralError(
            "malformed", f"{quoted(token)} has more decimals than its scale word has zeros; check the source"
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
        raise NumeralError("unit", f"{quoted(token)} has decimals, and this indicator is {UNIT_NOUNS[unit]}")
    joined_up = Decimal(digits.whole + digits.fraction)
    raise NumeralError(
        "ambiguous",
        f'{quoted(token)} may be {write_digits(joined_up, language)}, or have lost a word such as "juta": '
        f"this indicator is {UNIT_NOUNS[unit]}; write value = {joined_up:f} or value = {_with_point(digits)}e6",
    )


def _misplaced(digits: Digits, scale: int, language: Language) -> str:
    """The number with its one group mark taken for the decimal mark, and scaled."""
    return write_digits(Decimal(digits.whole).scaleb(scale - 3), language, max(0, 3 - scale))


def _with_point(digits: Digits) -> str:
    if digits.fraction:
        return f"{digits.whole}.{digits.fraction}"
    return f"{digits.whole[:-3]}.{digits.whole[-3:]}"

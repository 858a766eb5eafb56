"""Writing a number the way a printed one is written."""

from __future__ import annotations

from decimal import Decimal

from bpjscli.i18n import say as _
from bpjscli.model.interval import ALL_DIGITS
from bpjscli.numerals.digits import (
    DECIMAL_MARK,
    ONE_OR_TWO,
    Language,
    NumeralError,
    read_digits,
    sign_fall,
    state_rupiah,
    write_digits,
)
from bpjscli.numerals.spelling import write_in_digits
from bpjscli.numerals.words import clean_words, join_parts, read_after, read_before


def write_like(value: Decimal, like: str, language: Language) -> str:
    """`value`, in the printed unit, written as `like` writes its own number, without its qualifiers and nouns.

    Currency, scale word, percent sign, grouping and decimals are those of `like` (of the second number, in a range);
    a value that needs more decimals has them, so that reading the result gives the same value again.
    Raises `NumeralError` where `like` is not a printed number.

    >>> write_like(Decimal(1837899), "sekitar 1.873.899 orang", "id")
    '1.837.899'
    >>> write_like(Decimal(70200000), "lebih dari Rp786,8 miliar", "id")
    'Rp0,0702 miliar'
    """
    match = ONE_OR_TWO.match(write_in_digits(sign_fall(state_rupiah(clean_words(like))), language))
    if match is None:
        raise NumeralError("malformed", _("there is no one number to write it like"))
    head, token, tail, second, ending = match.groups()
    prefix = read_before(head).kept
    if second is not None:
        pair = join_parts(tail, read_before(head).between)
        if pair is None:
            raise NumeralError("malformed", _("there is no one number to write it like"))
        prefix = pair[1].kept or prefix
        token, tail = second, ending
    wording = read_after(tail)
    digits = read_digits(token, language)
    exponent = wording.scale or 0
    size = ALL_DIGITS.scaleb(value.copy_abs(), -exponent)
    text = write_digits(size, language, len(digits.fraction), digits.grouped or len(digits.whole) <= 3)
    one_group = 3 <= size.adjusted() <= 5 and DECIMAL_MARK[language] not in text
    if one_group and (exponent or {"percent", "points"}.intersection(wording.units)):
        text = write_digits(size, language, grouped=False)  # "27.025 ribu" could be read in two ways
    return f"{'-' if value < 0 else ''}{prefix}{text}{wording.kept}"

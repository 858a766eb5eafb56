"""The reading of printed numbers: which true values “sekitar 3,3 juta” or “Rp70,2 miliar” may stand for."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NoReturn

import msgspec

from bpjscli.errors import quoted
from bpjscli.i18n import say as _
from bpjscli.model.facts import Indicator, Reading, Unit
from bpjscli.model.interval import ALL_DIGITS, Interval
from bpjscli.numerals.choices import choose_marks
from bpjscli.numerals.digits import (
    DECIMAL_MARK,
    DIGIT,
    GREATEST_EXPONENT,
    GROUP_MARK,
    LARGEST_BARE_PERCENT,
    LEAST_EXPONENT,
    MOST_DIGITS,
    NUMBERS,
    ONE_OR_TWO,
    UNIT_NOUNS,
    ErrorKind,
    Language,
    NumeralError,
    Zeros,
    check_bare_percentage,
    read_digits,
    read_number,
    sign_fall,
    state_rupiah,
    trailing_zeros,
)
from bpjscli.numerals.qualifiers import is_below_zero, plain_reading, qualified_reading, range_reading, some_reading
from bpjscli.numerals.spelling import Some, find_some, write_in_digits
from bpjscli.numerals.words import Wording, clean_words, join_parts, read_after, read_before
from bpjscli.numerals.writing import write_like

__all__ = ["ErrorKind", "Language", "NumeralError", "read_printed", "read_value", "write_like"]


_COMMON: Final = {
    language: re.compile(
        rf"(Rp ?)?([1-9][0-9]{{0,2}}(?:\{group}[0-9]{{3}})*)"
        rf"(?:\{DECIMAL_MARK[language]}([0-9]{{1,12}}))?( ?%| persen)?\Z"
    )
    for language, group in GROUP_MARK.items()
}
"""What most numbers look like: "45,34 persen", "3.287.020", "Rp70.200.000"."""


def read_printed(text: str, unit: Unit, language: Language, *, points: bool = True) -> Reading:
    """What `text`, a number as a source prints it, may stand for, in the printed unit ("41 persen" is 41, not 0.41).

    `language` settles the decimal mark; words of both languages are understood in either. An estimate of a bound
    ("diperkirakan lebih dari 50") is read as the weaker of the two: every value that either word allows. `points`:
    whether percentage points will do for percent, as they do for a difference of two percentages and not for a share.
    Raises `NumeralError`, and nothing else, for whatever cannot be read in one way only.
    """
    common = _COMMON[language].match(text)
    if common is not None and len(text) <= MOST_DIGITS:
        reading = _read_common(unit, GROUP_MARK[language], *common.groups())
        if reading is not None:
            return reading
    return _read_carefully(text, unit, language, points)


def _read_common(
    unit: Unit, group: str, money: str | None, whole: str, fraction: str | None, percent: str | None
) -> Reading | None:
    """The reading of a number with only its unit around it, in a third of the time; `None` for what needs more care."""
    if unit == "percent":
        if percent is None or money is not None or group in whole:
            return None
        return plain_reading(Decimal(f"{whole}.{fraction}" if fraction else whole), -len(fraction or ""), unit)
    if percent is not None or fraction is not None or (money is not None and unit != "IDR"):
        return None
    digits = whole.replace(group, "")
    return plain_reading(Decimal(digits), trailing_zeros(digits), unit)


def _read_carefully(text: str, unit: Unit, language: Language, points: bool = True) -> Reading:
    text = choose_marks(state_rupiah(clean_words(text)), unit, language)
    if not DIGIT.search(text):
        text = write_in_digits(text, language, unit == "percent")
        some = None if unit == "percent" else find_some(text)
        if some is not None:
            return _read_some(text, some, unit, points)
    match = ONE_OR_TWO.match(text)
    if match is None:
        _refuse_shape(text, NUMBERS.findall(text), language)
    head, first, middle, second, tail = match.groups()
    if second is not None:
        return _read_range(text, (head, first, middle, second, tail), unit, language, points)
    leading, trailing = read_before(head), read_after(middle)
    if leading.between:
        raise NumeralError("malformed", _("{text} has only one end of a range", text=quoted(text)))
    marked = _check_unit(unit, points, leading, trailing)
    qualifiers, zeros = _all_qualifiers(leading, trailing), _zeros(leading, trailing)
    value, last = read_number(first, leading.minus, trailing.scale, unit, language, marked, zeros)
    if qualifiers:
        return qualified_reading(value, last, unit, qualifiers, text)
    return plain_reading(value, last, unit)


def _read_some(text: str, some: Some, unit: Unit, points: bool) -> Reading:
    leading, trailing = read_before(some.head), read_after(some.tail)
    _check_unit(unit, points, leading, trailing)
    if leading.minus or leading.between or trailing.scale is not None or _all_qualifiers(leading, trailing):
        raise NumeralError(
            "malformed", _("{text} says no number; give a range or a bound as the source means it", text=quoted(text))
        )
    return some_reading(some.low, some.high)


def read_value(value: int | Decimal, unit: Unit) -> Reading:
    """What `value`, a TOML number, stands for in its `unit`: its written digits are its precision.

    Percentages are as precise as their last digit (41.30 to 0.01). Elsewhere an integer is exact, and `3.2e6`, which is
    `Decimal("3.2E+6")`, is precise to 1e5. Raises `NumeralError`.
    """
    if isinstance(value, int):
        if value.bit_length() > 4 * MOST_DIGITS:
            raise NumeralError("range", _("the number has more than {most} digits", most=MOST_DIGITS))
        value = Decimal(value)
    _sign, digits, last = value.as_tuple()
    if not isinstance(last, int):
        raise NumeralError("malformed", _("{value} is not a finite number", value=value))
    _check_range(value, len(digits), last)
    value = Decimal(f"{value:f}") if value else Decimal(0).scaleb(min(last, 0))
    if unit == "percent":
        check_bare_percentage(value, -last, f"value = {value}", "en")
    elif last <= 0:
        if last == 0 or value == value.to_integral_value():
            return plain_reading(Decimal(int(value)), None, unit)
        if unit != "IDR":
            raise NumeralError(
                "unit",
                _("{value} has decimals, and this indicator is {unit}", value=value, unit=_(UNIT_NOUNS[unit])),
            )
    return plain_reading(value, last, unit)


def _check_range(value: Decimal, digits: int, last: int) -> None:
    if last < LEAST_EXPONENT:
        raise NumeralError("range", _("the number has more than {value} decimals", value=-LEAST_EXPONENT))
    if digits > MOST_DIGITS:
        raise NumeralError("range", _("the number has more than {most} digits", most=MOST_DIGITS))
    if value.adjusted() > GREATEST_EXPONENT:
        raise NumeralError("range", _("the number is beyond 1e{most}", most=GREATEST_EXPONENT))


def _read_range(
    text: str, parts: tuple[str, str, str, str, str], unit: Unit, language: Language, points: bool
) -> Reading:
    head, first, middle, second, tail = parts
    opening = read_before(head)
    pair = join_parts(middle, opening.between)
    if pair is None:
        _refuse_shape(text, [first, second], language)
    wordings = (opening, *pair, read_after(tail))
    marked = _check_unit(unit, points, *wordings)
    qualifiers = _all_qualifiers(*wordings)
    if any(qualifier not in ("about", "vague") for qualifier in qualifiers):
        raise NumeralError(
            "ambiguous",
            _("{text} is a range and a bound at once; keep the one that the source means", text=quoted(text)),
        )
    scale, own_scale = wordings[3].scale, pair[0].scale
    if own_scale is not None and scale is None:
        raise NumeralError(
            "malformed", _("the second end of {text} has no scale word; write it at both ends", text=quoted(text))
        )
    zeros = _zeros(*wordings)
    high = read_number(second, pair[1].minus, scale, unit, language, marked, zeros)
    alone = own_scale is None and _stands_alone(first, language)
    low = read_number(first, opening.minus, None if alone else own_scale or scale, unit, language, marked, zeros)
    if alone and scale is not None and ALL_DIGITS.scaleb(low[0], scale) <= high[0]:
        raise NumeralError(
            "ambiguous",
            _(
                "{first} in {text} may share the scale word or not; write one at both ends",
                first=first,
                text=quoted(text),
            ),
        )
    if low[0] > high[0]:
        raise NumeralError("malformed", _("the range {text} runs backwards; check the source", text=quoted(text)))
    if qualifiers:
        return range_reading(*(qualified_reading(*end, unit, qualifiers, text) for end in (low, high)))
    return range_reading(plain_reading(*low, unit), plain_reading(*high, unit))


def _stands_alone(token: str, language: Language) -> bool:
    """Whether a first end without a scale word may be a number in full: "800.000 hingga 1,2 juta"."""
    digits = read_digits(token, language)
    return digits.grouped and not digits.fraction


def _all_qualifiers(*wordings: Wording) -> tuple[str, ...]:
    return tuple(dict.fromkeys(q for wording in wordings for q in wording.qualifiers))


def _zeros(*wordings: Wording) -> Zeros:
    """Which zeros at the end of a number are digits beside these words."""
    if any(wording.vague for wording in wordings):
        return "none"
    rough = any(q in ("about", "nearly") for wording in wordings for q in wording.qualifiers)
    return "rough" if rough else "digits"


def _check_unit(unit: Unit, points: bool, *wordings: Wording) -> bool:
    """Whether the words name the unit; words that name another raise, as points do where the number is a share."""
    marked = False
    for wording in wordings:
        for named in wording.units:
            if named == "points" and unit == "percent" and not points:
                raise NumeralError(
                    "unit",
                    _(
                        "percentage points are a difference between two percentages, and this indicator is a"
                        " percentage itself; enter them under an indicator that is a difference, such as gap_points,"
                        ' or print the number with "persen" if the source means that'
                    ),
                )
            if named != unit and (named, unit) != ("points", "percent"):
                raise NumeralError(
                    "unit",
                    _(
                        "it is {named}, and this indicator is {unit}",
                        named=_(UNIT_NOUNS[named]),
                        unit=_(UNIT_NOUNS[unit]),
                    ),
                )
            marked = True
    if unit in ("percent", "IDR"):
        for wording in wordings:
            if unit == "percent" and wording.scale is not None:
                raise NumeralError(
                    "unit", _("its scale word makes it a count or an amount, and this indicator is a percentage")
                )
            if wording.counted is not None and not marked:
                raise NumeralError(
                    "unit",
                    _(
                        "{counted} are counted, and this indicator is {unit}",
                        counted=quoted(wording.counted),
                        unit=_(UNIT_NOUNS[unit]),
                    ),
                )
    return marked


def _refuse_shape(text: str, numbers: list[str], language: Language) -> NoReturn:
    """Raise the error for a text with no number in it, or with several that nothing makes a range."""
    if not numbers:
        raise NumeralError(
            "no-number", _('{text} has no number in digits; write one, such as "sekitar 3,3 juta"', text=quoted(text))
        )
    listed = ", ".join(numbers[:-1]) + " and " + numbers[-1]
    start = text.find(numbers[0])
    span = text[start : text.rfind(numbers[-1]) + len(numbers[-1])]
    if " " in span and not span.strip("0123456789 .,"):
        grouped = all(len(number) == 3 for number in numbers[1:]) and "," not in span and "." not in span
        one = GROUP_MARK[language].join(numbers) if grouped else span.replace(" ", "")
        raise NumeralError(
            "ambiguous",
            _(
                "{span} may be {one} with a space in it, or the numbers {listed}; check the source, or give the"
                " number as value",
                span=quoted(span),
                one=one,
                listed=listed,
            ),
        )
    if " " not in span:
        raise NumeralError(
            "malformed", _("{span} has more than the digits of a number in it; check the source", span=quoted(span))
        )
    raise NumeralError(
        "malformed",
        _(
            '{text} has more than one number: {listed}; print only the one of this figure, or a range ("1,7'
            ' hingga 1,8 juta")',
            text=quoted(text),
            listed=listed,
        ),
    )


_ZERO = Decimal(0)
_NOT_NEGATIVE = Interval(low=_ZERO)


def read_printed_as(indicator: Indicator, text: str, language: Language) -> Reading:
    """What `text` may stand for as a number of `indicator`: of a growth, "turun 8%" is -8 %. Raises `NumeralError`."""
    if indicator.points and indicator.role != "gap":
        text = sign_fall(text)
    reading = read_printed(text, indicator.unit, language, points=indicator.points)
    _refuse_lost_mark(indicator, reading, text, language)
    return _as_one_of(indicator, reading)


def read_value_as(indicator: Indicator, value: int | Decimal) -> Reading:
    """What the TOML number `value` stands for as one of `indicator`. Raises `NumeralError`."""
    return _as_one_of(indicator, read_value(value, indicator.unit))


def _refuse_lost_mark(indicator: Indicator, reading: Reading, text: str, language: Language) -> None:
    """Refuse a share of more than ten times the whole: its decimal mark was lost."""
    if indicator.unit != "percent" or indicator.points or indicator.role == "gap":
        return
    if reading.value <= LARGEST_BARE_PERCENT:
        return
    offered = write_like(reading.value.scaleb(1 - reading.value.adjusted()), text, language)
    raise NumeralError(
        "range",
        _(
            "{text} is more than a share can be; if its decimal mark was lost, it is {offered}: write that as"
            " value, or points = true for an indicator of your own that is no share",
            text=quoted(text),
            offered=offered,
        ),
    )


def _as_one_of(indicator: Indicator, reading: Reading) -> Reading:
    """`reading` as one of `indicator`: a difference is loosely a whole unit off on either side.

    What may be below zero is a difference, and that between cut numbers lies as far below as they lie above: "77,23
    persen" is what "22,77 persen" for 22.779 leaves of a hundred.
    """
    if not indicator.negative or reading.qualifier != "rounded":
        return _possible(reading, indicator)
    whole = Interval(ALL_DIGITS.subtract(reading.value, reading.step), ALL_DIGITS.add(reading.value, reading.step))
    clamped = whole & _NOT_NEGATIVE if reading.value >= 0 and indicator.unit != "percent" else whole
    return msgspec.structs.replace(reading, loose=reading.loose | clamped)


def _possible(reading: Reading, indicator: Indicator) -> Reading:
    """`reading` without what is below zero, where nothing can be: 0 percent is not -0.4, nor is -0.0.

    A number that is itself below zero stays as it is, to be refused.
    """
    low = reading.loose.low
    if indicator.negative or low is None or low >= 0 or is_below_zero(reading):
        return reading
    return msgspec.structs.replace(
        reading, rounded=reading.rounded & _NOT_NEGATIVE, loose=reading.loose & _NOT_NEGATIVE
    )

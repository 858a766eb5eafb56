"""From a number and its qualifier to the two intervals of its reading.

Two units count: u, that of the last digit written, and s, that of the last digit that is not a zero at the end
("sekitar 300 ribu" is as precise as "sekitar 300.000" and "sekitar 0,3 juta"). What each word stands for rests on pairs
that were printed both ways, collected in `tests/numerals/pairs.csv`; docs/method.md has the table with its counts.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from bpjscli.errors import quoted
from bpjscli.i18n import say as _
from bpjscli.model.facts import Reading, Unit
from bpjscli.model.interval import ALL_DIGITS, Interval
from bpjscli.numerals.digits import GREATEST_EXPONENT, LEAST_EXPONENT, NumeralError

_ZERO: Final = Decimal(0)
_ONE: Final = Decimal(1)
_TWO: Final = Decimal(2)
_HALF: Final = Decimal("0.5")

ROUNDED_TWICE: Final = Decimal("0.55")
"""Of u, how far below a number without a word the true value may lie: 58.3847 is 58.385, and that 58.39."""
ABOUT: Final = Decimal("0.15")
"""Of the number, how far from it "about" may be, but no less than half of s and no more than s."""
ABOUT_TENS: Final = Decimal("2.5")
"""Points: how far from it "about" may be where a percentage ends in zeros, which are digits more often than not."""
NEARLY: Final = Decimal("0.1")
"""Of the number, how far below it "nearly" may be, but no more than s; loosely twice as far."""
NEARLY_ABOVE: Final = Decimal("0.02")
"""Of the number, how far above it "nearly" may be, loosely, but no more than half of s: "hampir 4,5 juta" for 4.53."""
ODD_BELOW: Final = Decimal("0.1")
"""Of s, how far below the number "-an" may be, loosely half of it; above, it is what has the same first digits."""

_PLACES: Final = {
    exponent: (
        Decimal(f"{_ONE.scaleb(exponent):f}"),
        Decimal(f"{Decimal(5).scaleb(exponent - 1):f}"),
        Decimal(f"{ROUNDED_TWICE.scaleb(exponent):f}"),
    )
    for exponent in range(LEAST_EXPONENT, GREATEST_EXPONENT + 1)
}


def plain_reading(value: Decimal, last: int | None, unit: Unit) -> Reading:
    """The reading of a number without a qualifier; `last` is the power of ten of its last significant digit.

    `last` is `None` for a number in full. A shortened number stands for v ± u/2, and loosely for v - 0.55u to v + u:
    newspapers cut, and round what has been rounded. Persons, counts and money do not reach below 0, unless `value`
    does. An amount in full has lost its sen, so that the sum of several may be off by a rupiah: loosely it is read so.
    """
    if last is None:
        exact = Interval(value, value)
        loose = _around(value, _ONE, _ONE, value >= 0) if unit == "IDR" else exact
        return Reading(value, _ZERO, exact, loose, "exact")
    step, half, twice = _PLACES[last]
    clamped = unit != "percent" and value >= 0
    loose = _around(value, twice, step, clamped) if value >= 0 else _around(value, step, twice, clamped)
    return Reading(value, step, _around(value, half, half, clamped), loose, "rounded")


def qualified_reading(value: Decimal, last: int | None, unit: Unit, qualifiers: tuple[str, ...], text: str) -> Reading:
    """The reading of a number with `qualifiers`, one of them or "about" with another; `text` is what an error quotes.

    `last` is the power of ten of s, and `None` for a number in full. With "about" beside another qualifier the reading
    holds what either allows, and is named after the other. "odd" ("Rp212 miliar lebih") and "vague" ("400 ribuan") are
    the number and what has the same first digits, not left open.
    """
    others = [q for q in qualifiers if q != "about"]
    if len(others) > 1:
        raise _at_once(text, *others[:2])
    qualifier = others[0] if others else "about"
    _check_side(value, qualifier, text)
    step = _PLACES[last or 0][0]
    clamped = unit != "percent" and value >= 0
    tens = unit == "percent" and last == 0 and value and not value % 10
    spread = ABOUT_TENS if tens else _about_spread(value, step, unit)
    about = _around(value, spread, spread, clamped)
    if not others:
        rounded = loose = about
    elif qualifier == "nearly":
        most = _part(value, NEARLY)
        below = most if tens else step if last is None else min(step, most)
        rounded = _around(value, below, _ZERO, clamped)
        above = min(_part(step, _HALF), _part(value, NEARLY_ABOVE))
        loose = _around(value, ALL_DIGITS.add(below, below), _ZERO if last is None else above, clamped)
    elif qualifier == "odd":
        qualifier = "more-than"
        rounded = loose = _around(value, _ZERO, step, clamped)
    elif qualifier == "vague":
        qualifier = "about"
        rounded = _around(value, _part(step, ODD_BELOW), step, clamped)
        loose = _around(value, _part(step, _HALF), step, clamped)
    else:
        rounded = loose = _one_sided(value, qualifier)
    if others and "about" in qualifiers:
        rounded, loose = rounded | about, loose | about
    return Reading(value, _ZERO if last is None else step, rounded, loose, qualifier)


def _at_once(text: str, one: str, other: str) -> NumeralError:
    said = _(
        "{text} is {one} and {other} at once; keep the one that the source means",
        text=quoted(text),
        one=one,
        other=other,
    )
    return NumeralError("ambiguous", said)


def some_reading(low: Decimal, high: Decimal) -> Reading:
    """The reading of a power of ten in words: "ratusan ribu" is at least 100,000, and less than a million."""
    held = Interval(low, high, high_open=True)
    return Reading(low, low, held, held, "at-least")


def range_reading(low: Reading, high: Reading) -> Reading:
    """The reading of a range from its ends' readings: from where the one begins to where the other ends."""
    return Reading(
        ALL_DIGITS.divide(ALL_DIGITS.add(low.value, high.value), _TWO),
        max(low.step, high.step),
        Interval(low.rounded.low, high.rounded.high),
        Interval(low.loose.low, high.loose.high),
        "range",
    )


def is_below_zero(reading: Reading) -> bool:
    """Whether the number, or the lower end of a range, is negative; -0.0 is not."""
    if reading.qualifier != "range":
        return reading.value < 0
    rounded, loose = reading.rounded.low or _ZERO, reading.loose.low or _ZERO  # both ends of a range are bounded
    if rounded == loose:
        return rounded < -reading.step
    of_zero = (loose - rounded) / (2 * ROUNDED_TWICE - 1)  # the range begins with 0: at -u/2, and loosely at -0.55u
    return rounded < 0 and rounded != of_zero


def _about_spread(value: Decimal, step: Decimal, unit: Unit) -> Decimal:
    if unit == "percent" and step >= 10:  # "sekitar 40-an persen"
        return ABOUT_TENS
    half = _part(step, _HALF)
    return step if step == _ONE else max(half, min(step, _part(value.copy_abs(), ABOUT)))


def _part(number: Decimal, factor: Decimal) -> Decimal:
    """The product, without zeros that say nothing."""
    return Decimal(f"{ALL_DIGITS.multiply(number, factor).normalize(ALL_DIGITS):f}")


def _around(value: Decimal, below: Decimal, above: Decimal, clamped: bool) -> Interval:
    low = ALL_DIGITS.subtract(value, below)
    return Interval(_ZERO if clamped and low < 0 else low, ALL_DIGITS.add(value, above))


def _one_sided(value: Decimal, qualifier: str) -> Interval:
    if qualifier in ("more-than", "at-least"):
        return Interval(low=value, low_open=qualifier == "more-than")
    return Interval(_ZERO, value, high_open=qualifier == "less-than")


def _check_side(value: Decimal, qualifier: str, text: str) -> None:
    """Refuse a side that cannot be told: "more than minus 3" may be a greater fall or a smaller one."""
    if value < 0 and qualifier != "about":
        raise NumeralError(
            "ambiguous",
            _("{text} may lie on either side of the negative number; give the number as value", text=quoted(text)),
        )
    if value == 0 and qualifier in ("less-than", "nearly"):
        raise NumeralError("malformed", _("{text} leaves no number; check the source", text=quoted(text)))

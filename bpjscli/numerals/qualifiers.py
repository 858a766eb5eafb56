"""From a number and its qualifier to the two intervals of its reading.

With u the unit of the last significant digit (1 for a number in full that is qualified): a shortened number stands for
v ± u/2, and loosely for v ± u, because newspapers cut as often as they round; a number in full stands for itself.
"""

from __future__ import annotations

from decimal import Decimal

from bpjscli.errors import quoted
from bpjscli.model.facts import Reading, Unit
from bpjscli.model.interval import ALL_DIGITS, Interval
from bpjscli.numerals.digits import GREATEST_EXPONENT, LEAST_EXPONENT, NumeralError

_ZERO = Decimal(0)
_ONE = Decimal(1)
_TWO = Decimal(2)
_PLACES = {
    exponent: (Decimal(f"{Decimal(1).scaleb(exponent):f}"), Decimal(f"{Decimal(5).scaleb(exponent - 1):f}"))
    for exponent in range(LEAST_EXPONENT, GREATEST_EXPONENT + 1)
}


def plain_reading(value: Decimal, last: int | None, unit: Unit) -> Reading:
    """The reading of a number without a qualifier; `last` is the power of ten of its last significant digit.

    `last` is `None` for a number in full. Persons, counts and money do not reach below 0, unless `value` does. An
    amount in full has lost its sen, so that the sum of several may be off by a rupiah: loosely it is read so.
    """
    if last is None:
        exact = Interval(value, value)
        loose = _around(value, _ONE, _ONE, value >= 0) if unit == "IDR" else exact
        return Reading(value, _ZERO, exact, loose, "exact")
    step, half = _PLACES[last]
    clamped = unit != "percent" and value >= 0
    return Reading(value, step, _around(value, half, half, clamped), _around(value, step, step, clamped), "rounded")


def qualified_reading(value: Decimal, last: int | None, unit: Unit, qualifiers: tuple[str, ...], text: str) -> Reading:
    """The reading of a number with `qualifiers`, one of them or "about" with another; `text` is what an error quotes.

    With "about" beside another qualifier the reading holds what either allows, and is named after the other. "odd" is
    more than the number and less than the next that would be printed: "Rp212 miliar lebih" is cut, not left open.
    """
    others = [q for q in qualifiers if q != "about"]
    if len(others) > 1:
        raise NumeralError(
            "ambiguous",
            f"{quoted(text)} is {others[0]} and {others[1]} at once; keep the one that the source means",
        )
    qualifier = others[0] if others else "about"
    _check_side(value, qualifier, text)
    step = _PLACES[last or 0][0]
    clamped = unit != "percent" and value >= 0
    about = _around(value, step, step, clamped)
    if not others:
        rounded = loose = about
    elif qualifier == "nearly":
        rounded = _around(value, step, _ZERO, clamped)
        loose = _around(value, ALL_DIGITS.add(step, step), _ZERO, clamped)
    elif qualifier == "odd":
        qualifier = "more-than"
        rounded = loose = _around(value, _ZERO, step, clamped)
    else:
        rounded = loose = _one_sided(value, qualifier)
    if others and "about" in qualifiers:
        rounded, loose = rounded | about, loose | about
    return Reading(value, _ZERO if last is None else step, rounded, loose, qualifier)


def range_reading(low: Reading, high: Reading) -> Reading:
    """The reading of a range from its ends' readings: from where the one begins to where the other ends."""
    return Reading(
        ALL_DIGITS.divide(ALL_DIGITS.add(low.value, high.value), _TWO),
        max(low.step, high.step),
        Interval(low.rounded.low, high.rounded.high),
        Interval(low.loose.low, high.loose.high),
        "range",
    )


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
            "ambiguous", f"{quoted(text)} may lie on either side of the negative number; give the number as value"
        )
    if value == 0 and qualifier in ("less-than", "nearly"):
        raise NumeralError("malformed", f"{quoted(text)} leaves no number; check the source")

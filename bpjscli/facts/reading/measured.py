"""The reading of a number as one of an indicator: what its unit alone does not say."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from bpjscli.facts.interval import Interval
from bpjscli.facts.model import Indicator, Reading
from bpjscli.facts.reading.digits import Language
from bpjscli.facts.reading.numeral import read_printed, read_value
from bpjscli.facts.reading.spelled import signed

_ZERO = Decimal(0)
_NOT_NEGATIVE = Interval(low=_ZERO)


def read_printed_as(indicator: Indicator, text: str, language: Language) -> Reading:
    """What `text` may stand for as a number of `indicator`: of a growth, "turun 8%" is -8 %. Raises `NumeralError`."""
    if indicator.points and indicator.role != "gap":
        text = signed(text)
    return _possible(read_printed(text, indicator.unit, language, points=indicator.points), indicator)


def read_value_as(indicator: Indicator, value: int | Decimal) -> Reading:
    """What the TOML number `value` stands for as one of `indicator`. Raises `NumeralError`."""
    return _possible(read_value(value, indicator.unit), indicator)


def is_below_zero(reading: Reading) -> bool:
    """Whether the number, or the lower end of a range, is negative; -0.0 is not."""
    if reading.qualifier != "range":
        return reading.value < 0
    rounded, loose = reading.rounded.low or _ZERO, reading.loose.low or _ZERO  # both ends of a range are bounded
    return rounded < -reading.step if rounded == loose else 2 * rounded < loose  # from v - u/2 and v - u follows v


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

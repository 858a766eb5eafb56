"""The reading of a number as one of an indicator: what its unit alone does not say."""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

from bpjscli.facts.interval import Interval
from bpjscli.facts.model import Indicator, Reading
from bpjscli.facts.reading.digits import Language
from bpjscli.facts.reading.numeral import read_printed, read_value

_NOT_NEGATIVE = Interval(low=Decimal(0))
_FALL = (
    r"(?<![a-z-])(?:turun|menurun|penurunan|berkurang|merosot|anjlok|menyusut|fell|down|dropped|declined|decreased)"
    r"(?! (?:jadi|menjadi|ke|to)(?![a-z]))(?![a-z-])(?: by(?![a-z]))?(?=[^0-9]*[0-9])"
)


def read_printed_as(indicator: Indicator, text: str, language: Language) -> Reading:
    """What `text` may stand for as a number of `indicator`: of a growth, "turun 8%" is -8 %. Raises `NumeralError`."""
    if indicator.points and indicator.role != "gap":
        text = re.sub(_FALL, "minus", text, count=1, flags=re.IGNORECASE)
    return _possible(read_printed(text, indicator.unit, language, points=indicator.points), indicator)


def read_value_as(indicator: Indicator, value: int | Decimal) -> Reading:
    """What the TOML number `value` stands for as one of `indicator`. Raises `NumeralError`."""
    return _possible(read_value(value, indicator.unit), indicator)


def _possible(reading: Reading, indicator: Indicator) -> Reading:
    """`reading` without what is below zero, where nothing can be: 0 percent is not -0.4, nor is -0.0.

    A number that is itself below zero stays as it is, to be refused.
    """
    low = reading.loose.low
    if indicator.negative or low is None or low >= 0 or reading.value < 0:
        return reading
    return msgspec.structs.replace(
        reading, rounded=reading.rounded & _NOT_NEGATIVE, loose=reading.loose & _NOT_NEGATIVE
    )

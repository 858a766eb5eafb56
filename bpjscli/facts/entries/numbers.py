"""The one number of a figure, from either of the keys that it may stand at."""

from __future__ import annotations

from decimal import Decimal

from bpjscli.facts.entries.raw import RawFigure
from bpjscli.facts.model import Indicator, Reading
from bpjscli.facts.reading.digits import Language
from bpjscli.facts.reading.measured import read_printed_as, read_value_as


def reading_of(raw: RawFigure, indicator: Indicator, language: Language) -> Reading | None:
    """What the number may stand for; `None` where there is not exactly one, and finite. Raises `NumeralError`."""
    if raw.value is None:
        return None if raw.printed is None else read_printed_as(indicator, raw.printed, language)
    return read_value_as(indicator, raw.value) if raw.printed is None and is_finite(raw.value) else None


def is_finite(value: int | Decimal) -> bool:
    """Whether a TOML number is one at all, not `nan` or `inf`."""
    return isinstance(value, int) or value.is_finite()

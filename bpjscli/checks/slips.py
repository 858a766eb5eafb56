"""How figures usually go wrong: for one figure, the other readings of it that a slip would explain.

Each generator yields what the figure would really state, and says how many readings of its kind there are: the more
are tried, the less it means that one of them fits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from bpjscli.checks.finding import SuggestionKind
from bpjscli.derive.problem import Item
from bpjscli.facts.interval import Interval
from bpjscli.facts.model import Figure, Vocabulary
from bpjscli.facts.numeral import NumeralError, write_like

FEWEST_DIGITS = 3  # of a number before its repetition means anything
FACTORS = {"percent": (1, -1), "persons": (1, -1, 3, -3), "count": (1, -1, 3, -3), "IDR": (1, -1, 3, -3)}


class Slip(NamedTuple):
    """Item `number` really states `item`, printed `reading`; one of `tried` readings of this kind."""

    kind: SuggestionKind
    number: int
    item: Item
    reading: str
    value: Decimal
    tried: int


def misprints(number: int, figure: Figure, item: Item) -> Iterator[Slip]:
    """Two neighbouring digits swapped, one digit wrong, off by a power of ten: the same quantity, another number."""
    yield from _of_digits("swap", number, figure, item, _swapped(_digits(figure)))
    yield from _of_digits("digit", number, figure, item, _one_changed(_digits(figure)))
    factors = FACTORS[figure.unit]
    for exponent in factors:
        value = figure.reading.value.scaleb(exponent)
        moved = item._replace(rounded=item.rounded.scaled(exponent), loose=item.loose.scaled(exponent))
        yield Slip("scale", number, moved, _written(figure, value), value, len(factors))


def relabels(number: int, figure: Figure, item: Item, vocabulary: Vocabulary, in_use: set[str]) -> Iterator[Slip]:
    """Another indicator of the same unit: the number is right, the word beside it wrong."""
    others = alternatives(figure, vocabulary, in_use)
    for indicator in others:
        moved = item._replace(variable=item.variable._replace(indicator=indicator))
        yield Slip("relabel", number, moved, indicator, figure.reading.value, len(others))


def alternatives(figure: Figure, vocabulary: Vocabulary, in_use: set[str]) -> list[str]:
    """The indicators of the same unit and kind that identities speak of."""
    own = vocabulary.indicators[figure.indicator]
    return [
        indicator.id
        for indicator in vocabulary.indicators.values()
        if indicator.id in in_use
        and (indicator.unit, indicator.kind) == (own.unit, own.kind)
        and indicator.id != own.id
    ]


def copies(figure: Figure, others: Sequence[Figure]) -> list[Figure]:
    """The figures of the same source that print the very same digits."""
    digits = _digits(figure)
    if len(digits.strip("0")) < FEWEST_DIGITS or figure.reading.qualifier == "range":
        return []
    return [
        other
        for other in others
        if other is not figure and other.unit == figure.unit and other.reading.value == figure.reading.value
    ]


def distinct_values(figure: Figure) -> Decimal:
    """How many numbers with as many significant digits there are: what a repetition by chance has to hit."""
    return Decimal(9) * Decimal(10) ** (len(_digits(figure).lstrip("0")) - 1)


def _digits(figure: Figure) -> str:
    """The significant digits of the number as printed."""
    reading = figure.reading
    value = abs(reading.value)
    step = reading.step or Decimal(1).scaleb(min(0, _exponent(value)))
    return f"{value / step:.0f}"


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _of_digits(kind: SuggestionKind, number: int, figure: Figure, item: Item, others: Sequence[str]) -> Iterator[Slip]:
    if figure.reading.qualifier == "range":
        return
    step = figure.reading.step or Decimal(1).scaleb(min(0, _exponent(figure.reading.value)))
    sign = -1 if figure.reading.value < 0 else 1
    for digits in others:
        value = sign * Decimal(digits) * step
        change = value - figure.reading.value
        shift = change.scaleb(-2) if figure.unit == "percent" else change
        moved = item._replace(rounded=_shifted(item.rounded, shift), loose=_shifted(item.loose, shift))
        yield Slip(kind, number, moved, "", value, len(others))


def written(slip: Slip, figure: Figure) -> str:
    """The number of a slip as the source would have printed it, or the indicator of a relabel."""
    return slip.reading or _written(figure, slip.value)


def _written(figure: Figure, value: Decimal) -> str:
    if figure.printed is not None:
        try:
            return write_like(value, figure.printed, figure.source.language)
        except NumeralError:
            pass
    return f"{value:f}"


def _swapped(digits: str) -> list[str]:
    found = []
    for place in range(len(digits) - 1):
        one, other = digits[place], digits[place + 1]
        if one != other and not (place == 0 and other == "0"):
            found.append(f"{digits[:place]}{other}{one}{digits[place + 2 :]}")
    return found


def _one_changed(digits: str) -> list[str]:
    return [
        f"{digits[:place]}{new}{digits[place + 1 :]}"
        for place, old in enumerate(digits)
        for new in "0123456789"
        if new != old and not (place == 0 and new == "0" and len(digits) > 1)
    ]


def _shifted(interval: Interval, by: Decimal) -> Interval:
    return Interval(
        None if interval.low is None else interval.low + by,
        None if interval.high is None else interval.high + by,
        interval.low_open,
        interval.high_open,
    )

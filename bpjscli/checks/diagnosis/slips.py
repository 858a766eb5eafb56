"""How figures usually go wrong: for one figure, the other readings of it that a slip would explain.

Each generator yields what the figure would really state, and says how many readings of its kind there are: the more
are tried, the less it means that one of them fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import NamedTuple

from bpjscli.checks.finding import SuggestionKind
from bpjscli.model.facts import Figure, Vocabulary
from bpjscli.model.interval import Interval
from bpjscli.numerals.reading import NumeralError, read_printed, write_like
from bpjscli.solver.constraints import Variable
from bpjscli.solver.problem import Item

FACTORS = {"percent": (1, -1), "persons": (1, -1, 3, -3), "count": (1, -1, 3, -3), "IDR": (1, -1, 3, -3)}
SCALE_WORDS = (
    ("ribu", "juta", "miliar", "triliun"),
    ("thousand", "million", "billion", "trillion"),
)

LOST = 2  # how much seldomer a digit is left out than another is put in its place


class Slip(NamedTuple):
    """Item `number` really states `item`, printed `reading`; one of `tried` readings of this kind."""

    kind: SuggestionKind
    number: int
    item: Item
    reading: str
    value: Decimal
    tried: int


class Explanation(NamedTuple):
    """Slips that together make all figures agree.

    `bits` is the evidence, `off` how far the number is from the middle of what the others expect, relative to it.
    `rounded` says that all figures then agree as rounded, `almost` that a small disagreement is left. `copied_from`
    are the figures whose number was repeated.
    """

    slips: tuple[Slip, ...]
    bits: Decimal
    off: Decimal = Decimal(0)
    rounded: bool = True
    almost: bool = False
    copied_from: tuple[Figure, ...] = ()


def leave_out_part(slip: Slip, figure: Figure) -> bool:
    """Whether the slip is that a digit is missing from what was printed."""
    return slip.kind == "digit" and slip.value.adjusted() > figure.reading.value.adjusted()


def misprints(number: int, figure: Figure, item: Item) -> Iterator[Slip]:
    """Two neighbouring digits swapped, one digit wrong or left out, off by a power of ten: the same quantity.

    That a digit was left out is only tried of a number in full: a shortened one has as many as it is to have.
    """
    if figure.reading.qualifier != "range":
        yield from _of_digits("swap", number, figure, item, _swapped(_digits(figure)))
        yield from _of_digits("digit", number, figure, item, _one_changed(_digits(figure)))
        if item.point is not None:
            yield from _of_digits("digit", number, figure, item, _one_lost(_digits(figure)), LOST)
    factors = FACTORS[figure.unit]
    for exponent in factors:
        value = figure.reading.value.scaleb(exponent)
        if value == (whole := value.to_integral_value()) or figure.unit == "percent":
            value = value if figure.unit == "percent" else whole  # 743 people, not 743.0
            point = None if item.point is None else value
            moved = Item(item.variable, item.rounded.scaled(exponent), item.loose.scaled(exponent), point)
            yield Slip("scale", number, moved, "", value, len(factors))


def relabels(number: int, figure: Figure, item: Item, vocabulary: Vocabulary, in_use: set[str]) -> Iterator[Slip]:
    """Another indicator of the same unit: the number is right, the word beside it wrong."""
    others = alternatives(figure, vocabulary, in_use)
    for indicator in others:
        moved = item._replace(variable=item.variable._replace(indicator=indicator))
        yield Slip("relabel", number, moved, indicator, figure.reading.value, len(others))


def alternatives(figure: Figure, vocabulary: Vocabulary, in_use: set[str]) -> list[str]:
    """The indicators of the same unit and kind that identities speak of, without those that are seldom published."""
    own = vocabulary.indicators[figure.indicator]
    return [
        indicator.id
        for indicator in vocabulary.indicators.values()
        if indicator.id in in_use
        and (indicator.unit, indicator.kind) == (own.unit, own.kind)
        and indicator.id != own.id
        and not indicator.rare
    ]


def difference(own: Variable, other: Variable) -> str:
    """What the label of `other` says and that of `own` does not: an indicator, or a segment or programme."""
    if own.indicator != other.indicator:
        return other.indicator
    return other.segment or other.programme or other.indicator


def copies(figure: Figure, variable: Variable, others: Sequence[tuple[Figure, Variable]]) -> list[Figure]:
    """The figures of other quantities in the same source that print the very same number of the same unit."""
    if figure.reading.qualifier == "range":
        return []
    return [
        other
        for other, its in others
        if its != variable and other.unit == figure.unit and other.reading.value == figure.reading.value
    ]


def distinct_values(figure: Figure) -> Decimal:
    """How many numbers with as many significant digits there are: what a repetition by chance has to hit."""
    return Decimal(9) * Decimal(10) ** (len(_digits(figure).lstrip("0")) - 1)


def list_written_forms(slip: Slip, figure: Figure) -> str:
    """The number of a slip as the source would have printed it, or what a relabel reads in place of its label."""
    if slip.reading or figure.printed is None:
        return slip.reading or f"{slip.value:f}"
    language = figure.source.language
    other = _other_scale_word(slip.value, figure.printed, figure) if slip.kind == "scale" else None
    return other or write_like(slip.value, figure.printed, language)


def _other_scale_word(value: Decimal, printed: str, figure: Figure) -> str | None:
    """The same digits with the scale word above or below, where that is the number: juta for miliar."""
    language = figure.source.language
    own = write_like(figure.reading.value, printed, language)
    for words in SCALE_WORDS:
        for word in words:
            for other in words if word in own.lower() else ():
                text = re.sub(word, other, own, flags=re.IGNORECASE)
                with suppress(NumeralError):  # "1,2345 ribu" would be no whole number of people
                    if read_printed(text, figure.unit, language).value == value:
                        return text
    return None


def _digits(figure: Figure) -> str:
    """The significant digits of the number as printed."""
    return f"{abs(figure.reading.value) / _unit(figure):.0f}"


def _unit(figure: Figure) -> Decimal:
    """The unit of the last digit."""
    return figure.reading.step or Decimal(1).scaleb(min(0, _exponent(figure.reading.value)))


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _of_digits(
    kind: SuggestionKind, number: int, figure: Figure, item: Item, others: Sequence[str], rarer: int = 1
) -> Iterator[Slip]:
    unit = _unit(figure)
    sign = -1 if figure.reading.value < 0 else 1
    for digits in others:
        value = sign * Decimal(digits) * unit
        change = value - figure.reading.value
        shift = change.scaleb(-2) if figure.unit == "percent" else change
        point = None if item.point is None else value
        moved = Item(item.variable, _shifted(item.rounded, shift), _shifted(item.loose, shift), point)
        yield Slip(kind, number, moved, "", value, rarer * len(others))


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


def _one_lost(digits: str) -> list[str]:
    """The numbers of which a digit was left out: those with one more, but for a zero at the end, which is a scale."""
    found = [
        f"{digits[:place]}{new}{digits[place:]}"
        for place in range(len(digits) + 1)
        for new in "0123456789"
        if not (new == "0" and place in (0, len(digits)))
    ]
    return list(dict.fromkeys(found))


def _shifted(interval: Interval, by: Decimal) -> Interval:
    return Interval(
        None if interval.low is None else interval.low + by,
        None if interval.high is None else interval.high + by,
        interval.low_open,
        interval.high_open,
    )

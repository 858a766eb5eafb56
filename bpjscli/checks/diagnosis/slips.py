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

from bpjscli.checks.diagnosis.typing_errors import Error, Retyped, retype
from bpjscli.checks.finding import SuggestionKind
from bpjscli.model.facts import Figure, Vocabulary
from bpjscli.model.interval import ALL_DIGITS, Interval
from bpjscli.numerals.digits import DECIMAL_MARK
from bpjscli.numerals.reading import NumeralError, read_printed, write_like
from bpjscli.solver.constraints import Variable
from bpjscli.solver.problem import Item

FACTORS = {"percent": (1, -1), "persons": (1, -1, 3, -3), "count": (1, -1, 3, -3), "IDR": (1, -1, 3, -3)}
SCALE_WORDS = (
    ("ribu", "juta", "miliar", "triliun"),
    ("thousand", "million", "billion", "trillion"),
)

SELDOM = 10  # how much seldomer it is a decimal that is missing or too many: a number has as many as it is to have


class Slip(NamedTuple):
    """Item `number` really states `item`, printed `reading`; one of `tried` readings of this kind.

    For a typing error, `error` says which, and `tried` is one divided by its chance.
    """

    kind: SuggestionKind
    number: int
    item: Item
    reading: str
    value: Decimal
    tried: int | Decimal
    error: Error | None = None


class Explanation(NamedTuple):
    """Slips that together make all figures agree.

    `bits` is the evidence, `probability` what that amounts to beside the others, `off` how far the number is from the
    middle of what the others expect, relative to it. `rounded` says that all figures then agree as rounded, `almost`
    that a small disagreement is left, `open_ended` that the true number may be larger. `copied_from` are the figures
    whose number was repeated.
    """

    slips: tuple[Slip, ...]
    bits: Decimal
    off: Decimal = Decimal(0)
    rounded: bool = True
    almost: bool = False
    copied_from: tuple[Figure, ...] = ()
    probability: Decimal = Decimal(0)
    open_ended: bool = False


def misprints(number: int, figure: Figure, item: Item) -> Iterator[Slip]:
    """One typing error, or off by a power of ten: the same quantity."""
    if figure.reading.qualifier != "range":
        unit = _unit(figure, item)
        for retyped in retype(_digits(figure, unit), _decimals(figure)):
            yield _retyped(number, figure, item, retyped, unit)
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
    digits = _digits(figure, figure.reading.step or _last_place(figure.reading.value))
    return Decimal(9) * Decimal(10) ** (len(digits.lstrip("0")) - 1)


def list_written_forms(slip: Slip, figure: Figure) -> str:
    """The number of a slip as the source would have printed it, or what a relabel reads in place of its label.

    Nothing for a copy of which nobody knows what it should have been.
    """
    if slip.kind == "copied" and slip.value == figure.reading.value:
        return ""
    if slip.reading or figure.printed is None:
        return slip.reading or f"{slip.value:f}"
    language = figure.source.language
    other = _other_scale_word(slip.value, figure.printed, figure) if slip.kind == "scale" else None
    like = figure.printed
    if slip.error == "added" and _decimals(figure) and _exponent(slip.value) > _exponent(figure.reading.value):
        mark = re.escape(DECIMAL_MARK[language])
        like = re.sub(rf"{mark}\d(?!\d)|(?<={mark}\d)\d", "", like, count=1)
    return other or write_like(slip.value, like, language)


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


def _digits(figure: Figure, unit: Decimal) -> str:
    """The significant digits of the number as printed, of which the last one counts `unit`."""
    return f"{abs(figure.reading.value) / unit:.0f}"


def _unit(figure: Figure, item: Item) -> Decimal:
    """The unit of the last digit: of a number that is taken in full, of its last zero."""
    value, step = figure.reading.value, figure.reading.step
    return _last_place(value) if not step or (item.point is not None and step >= 1) else step


def _last_place(value: Decimal) -> Decimal:
    return Decimal(1).scaleb(min(0, _exponent(value)))


def _decimals(figure: Figure) -> int:
    """How many digits stand behind the decimal mark."""
    if figure.printed is None:
        return max(0, -_exponent(figure.reading.value))
    decimals = re.search(rf"\d{re.escape(DECIMAL_MARK[figure.source.language])}(\d+)(?![.,]?\d)", figure.printed)
    return 0 if decimals is None else len(decimals[1])


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _retyped(number: int, figure: Figure, item: Item, retyped: Retyped, unit: Decimal) -> Slip:
    own = figure.reading.value
    value = ALL_DIGITS.multiply(Decimal(retyped.digits), unit.scaleb(retyped.shift)).copy_sign(own)
    places = -2 if figure.unit == "percent" else 0
    rounded, loose = (
        _moved(reading, own.scaleb(places), value.scaleb(places), retyped.shift)
        for reading in (item.rounded, item.loose)
    )
    point = None if item.point is None else value
    kind: SuggestionKind = "swap" if retyped.error == "swapped" else "digit"
    ways = SELDOM * retyped.ways if retyped.shift else retyped.ways
    return Slip(kind, number, Item(item.variable, rounded, loose, point), "", value, ways, retyped.error)


def _moved(reading: Interval, own: Decimal, value: Decimal, shift: int) -> Interval:
    """A reading around another number, as much finer or coarser as its last digit is."""
    low, high = (
        None if bound is None else ALL_DIGITS.add(value, ALL_DIGITS.subtract(bound, own).scaleb(shift))
        for bound in (reading.low, reading.high)
    )
    return Interval(low, high, reading.low_open, reading.high_open)

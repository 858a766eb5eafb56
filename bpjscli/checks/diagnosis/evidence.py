"""How strong the evidence for a misprint is, in bits.

A hypothesis gains as far as the other figures predict it: the narrower the interval they leave for the number under
its new reading, relative to the number, the less likely it is to fit by chance. It costs as much as there were readings
to try, and more the less usual the slip is. The difference is a description length (Rissanen, "Modeling by shortest
data description", Automatica 14, 1978); what gains nothing is not offered.
"""

from __future__ import annotations

from decimal import Decimal

from bpjscli.checks.finding import SuggestionKind
from bpjscli.model.interval import Interval

# How usual a slip is, as bits spent before its readings are counted.
PRIOR: dict[SuggestionKind, Decimal] = {
    "addend": Decimal(0),
    "incomplete": Decimal(0),
    "relabel": Decimal("0.5"),
    "swap": Decimal("0.5"),
    "parts": Decimal("0.5"),
    "copied": Decimal("0.5"),
    "scale": Decimal(1),
    "digit": Decimal("0.5"),
}
NONE = Decimal(1)  # how usual it is that a figure is wrong for no reason that is known, beside one without bits
SECOND = Decimal(1)  # spent on a second figure that goes wrong along with the first
LOOSE = Decimal(2)  # spent where figures must have been cut besides, and another explanation does without
ALMOST = Decimal(2)  # spent where a small disagreement is left
ABSURD = Decimal(4)  # spent where something nobody expects would follow, such as a target above 100 %
NEAR = Decimal("0.005")  # of a number: what is left where a reading almost fits
_TENS_OF_POINTS = Decimal("0.2")  # rates are spread over tens of points, so that a small one is no finer than others
_NOT_FAR = Decimal("1.5")  # on the scale of natural logarithms
_FINEST = Decimal("0.00000001")  # a millionth of a percent, as a ratio
_LN2 = Decimal(2).ln()


def log2(value: Decimal) -> Decimal:
    """The logarithm to base two of a positive number."""
    return value.ln() / _LN2


def gain(
    predicted: Interval, own: Interval, value: Decimal | None, *, whole: bool, missed: Decimal = Decimal(0)
) -> Decimal:
    """Bits of coincidence: how unlikely a number of the size of `value` is to meet `predicted` by chance.

    Both widths count, since they meet where they touch, and what they miss each other by, to either side; `whole`
    numbers are not finer than one.
    """
    if not value or predicted.width is None or own.width is None:
        return Decimal(0)
    width = max(predicted.width + own.width + 2 * missed, Decimal(1) if whole else _FINEST)
    size = abs(value) if whole else max(abs(value), _TENS_OF_POINTS)
    return max(Decimal(0), log2(size / width))


def far_off(ratio: Decimal) -> Decimal:
    """Bits for a number that is `ratio` times what it should be: none up to a factor of four and a half, then more."""
    distance = abs(ratio.ln()) - _NOT_FAR
    return 2 * log2(1 + distance) if distance > 0 else Decimal(0)


def gap(one: Interval, other: Interval) -> Decimal:
    """How far apart two intervals are; zero where they meet."""
    return one.distance(other)


def round_bits(bits: Decimal) -> Decimal:
    """Bits as they are shown."""
    return bits.quantize(Decimal("0.1"))

"""Gates: whether a quantity is on the right side of a threshold, decided on its interval."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum, auto

from bpjscli.derive.quantity import Quantity


class Decision(Enum):
    """A gate's answer; `UNDECIDABLE` where the threshold lies within what the figures allow."""

    PASSED = auto()
    FAILED = auto()
    UNDECIDABLE = auto()


def not_under(quantity: Quantity | None, threshold: Decimal) -> Decision:
    """Whether every value that `quantity` may have is at least `threshold`, or every one less.

    An unknown or disputed quantity decides nothing.
    """
    if quantity is None or quantity.disputed:
        return Decision.UNDECIDABLE
    interval = quantity.interval
    if interval.low is not None and interval.low >= threshold:
        return Decision.PASSED
    if interval.high is not None and (interval.high < threshold or (interval.high == threshold and interval.high_open)):
        return Decision.FAILED
    return Decision.UNDECIDABLE


def not_over(quantity: Quantity | None, threshold: Decimal) -> Decision:
    """Whether every value that `quantity` may have is at most `threshold`, or every one more."""
    if quantity is None or quantity.disputed:
        return Decision.UNDECIDABLE
    interval = quantity.interval
    if interval.high is not None and interval.high <= threshold:
        return Decision.PASSED
    if interval.low is not None and (interval.low > threshold or (interval.low == threshold and interval.low_open)):
        return Decision.FAILED
    return Decision.UNDECIDABLE

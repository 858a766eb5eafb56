"""Closed, half-open and unbounded intervals of `Decimal`: the value type behind every reading and quantity."""

from __future__ import annotations

from decimal import Context, Decimal

import msgspec

ALL_DIGITS = Context(prec=100)  # the default of 28 digits would round the bounds of a number of 30
_TWO = Decimal(2)


class Interval(msgspec.Struct, frozen=True, gc=False):
    """The set of values between `low` and `high`; `None` is unbounded, `*_open` leaves the bound itself out.

    Beside an unbounded side the mark means nothing. An interval may be empty (`low > high`): that is how a
    contradiction shows itself.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def exactly(cls, value: Decimal) -> Interval:
        """The interval that holds `value` alone."""
        return cls(value, value)

    @property
    def empty(self) -> bool:
        """Whether no value lies within."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    @property
    def exact(self) -> bool:
        """Whether exactly one value lies within."""
        return self.low is not None and self.low == self.high and not (self.low_open or self.high_open)

    @property
    def width(self) -> Decimal | None:
        """`high - low`; `None` where a side is unbounded."""
        return None if self.low is None or self.high is None else ALL_DIGITS.subtract(self.high, self.low)

    @property
    def middle(self) -> Decimal | None:
        """The midpoint; `None` where a side is unbounded."""
        if self.low is None or self.high is None:
            return None
        return ALL_DIGITS.divide(ALL_DIGITS.add(self.low, self.high), _TWO)

    def __contains__(self, value: Decimal) -> bool:
        if self.low is not None and (value < self.low or (value == self.low and self.low_open)):
            return False
        return self.high is None or value < self.high or (value == self.high and not self.high_open)

    def covers(self, other: Interval) -> bool:
        """Whether every value of `other` lies within."""
        if other.empty:
            return True
        both = self & other
        return (
            both.low == other.low
            and both.high == other.high
            and (other.low is None or both.low_open == other.low_open)
            and (other.high is None or both.high_open == other.high_open)
        )

    def __and__(self, other: Interval) -> Interval:
        """The values in both; the result may be empty."""
        low, low_open = self.low, self.low_open
        if other.low is not None and (low is None or other.low >= low):
            low_open = other.low_open or (low_open and other.low == low)
            low = other.low
        high, high_open = self.high, self.high_open
        if other.high is not None and (high is None or other.high <= high):
            high_open = other.high_open or (high_open and other.high == high)
            high = other.high
        return Interval(low, high, low_open, high_open)

    def __or__(self, other: Interval) -> Interval:
        """The hull: the least interval that holds both; an empty one adds nothing."""
        if self.empty:
            return other
        if other.empty:
            return self
        low, low_open = self.low, self.low_open
        if low is not None:
            if other.low is None or other.low < low:
                low, low_open = other.low, other.low_open
            elif other.low == low:
                low_open = low_open and other.low_open
        high, high_open = self.high, self.high_open
        if high is not None:
            if other.high is None or other.high > high:
                high, high_open = other.high, other.high_open
            elif other.high == high:
                high_open = high_open and other.high_open
        return Interval(low, high, low is not None and low_open, high is not None and high_open)

    def distance(self, other: Interval) -> Decimal:
        """How far apart the two are; zero where they meet."""
        if self.high is not None and other.low is not None and other.low > self.high:
            return ALL_DIGITS.subtract(other.low, self.high)
        if self.low is not None and other.high is not None and other.high < self.low:
            return ALL_DIGITS.subtract(self.low, other.high)
        return Decimal(0)

    def scaled(self, exponent: int) -> Interval:
        """The interval times ten to the `exponent`, exactly (a percentage as a ratio: -2)."""
        return Interval(
            None if self.low is None else ALL_DIGITS.scaleb(self.low, exponent),
            None if self.high is None else ALL_DIGITS.scaleb(self.high, exponent),
            self.low_open,
            self.high_open,
        )


EVERYTHING = Interval()

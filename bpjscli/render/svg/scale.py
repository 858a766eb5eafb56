"""Scales: from numbers to places on a drawing, and the ticks of an axis."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal
from typing import NamedTuple

from bpjscli.render.page_blocks import PagePoint

_WIDE = Context(prec=40)
_ZERO = Decimal(0)
_TICKS = {Decimal(1): 5, Decimal(2): 4, Decimal(5): 5}  # a greatest tick of 1, 2 or 5 times ten, and the steps to it


class Scale(NamedTuple):
    """Maps the numbers from `low` to `high` to the places from `start`, over a `length`; others to the nearest end."""

    low: Decimal
    high: Decimal
    start: Decimal
    length: Decimal

    def at(self, value: Decimal) -> Decimal:
        """The place of `value`."""
        inside = min(max(value, self.low), self.high)
        span = self.high - self.low
        share = _WIDE.divide(inside - self.low, span) if span else _ZERO
        return self.start + self.length * share


def number(text: str | None) -> Decimal | None:
    """A decimal string as a number."""
    return None if text is None else Decimal(text)


def ends(points: Iterable[PagePoint]) -> list[Decimal]:
    """Every value and bound of `points`."""
    return [Decimal(text) for point in points for text in (point.value, point.low, point.high) if text is not None]


def extent(points: Iterable[PagePoint], unit: str, *, whole: bool = False) -> tuple[Decimal, Decimal]:
    """From where to where an axis goes: always with zero; percentages to a round one, with `whole` to 100 or more."""
    values = [_ZERO, *ends(points)]
    low, high = min(values), max(values)
    if unit != "percent":
        return low, high or Decimal(1)
    high = max(high, Decimal(100)) if whole else high
    return (-round_up(-low) if low < 0 else _ZERO), round_up(high)


def ticks(low: Decimal, high: Decimal) -> list[Decimal]:
    """The ticks of a percentage axis, zero among them."""
    greatest = max(high, -low)
    step = _WIDE.divide(greatest, _TICKS.get(_leading(greatest), 5))
    if greatest == 100:
        step = Decimal(25)
    count = int(high / step)
    below = int(-low / step)
    return [step * place for place in range(-below, count + 1)]


def round_up(value: Decimal) -> Decimal:
    """The next of 1, 2, 5, 10, 20, 50, 100 …; zero becomes one."""
    power = Decimal(1).scaleb(value.adjusted()) if value else Decimal(1)
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= value)


def _leading(value: Decimal) -> Decimal:
    return Decimal(value.normalize().as_tuple().digits[0])

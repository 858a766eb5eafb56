"""Outward-rounded interval arithmetic on plain `Decimal` bounds, with infinities for unbounded sides.

Sums and products of published figures are exact at 50 digits; only quotients need the direction of rounding, which
keeps every result an enclosure: it contains all values that the operands allow (Moore, Kearfott & Cloud, Introduction
to Interval Analysis, 2009, ch. 2).

An identity of a fact base may grow without an end, as x = x * x does. Bounds go no farther than `FARTHEST` digits: past
them, the directions of rounding make of a bound the largest number, zero or infinity, whichever still encloses.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal, DivisionByZero, InvalidOperation

PRECISION = 50
FARTHEST = 300  # digits before the point, zeros behind it; what figures give has fewer than a hundred


def _context(rounding: str) -> Context:
    return Context(
        prec=PRECISION, rounding=rounding, Emin=-FARTHEST, Emax=FARTHEST, traps=[InvalidOperation, DivisionByZero]
    )


DOWN = _context(ROUND_FLOOR)
UP = _context(ROUND_CEILING)
INFINITY = Decimal("Infinity")
MINUS_INFINITY = Decimal("-Infinity")
ZERO = Decimal(0)

Bounds = tuple[Decimal, Decimal]


def add(x: Bounds, y: Bounds) -> Bounds:
    """Bounds of x + y."""
    return DOWN.add(x[0], y[0]), UP.add(x[1], y[1])


def subtract(x: Bounds, y: Bounds) -> Bounds:
    """Bounds of x - y."""
    return DOWN.subtract(x[0], y[1]), UP.subtract(x[1], y[0])


def multiply(x: Bounds, y: Bounds) -> Bounds:
    """Bounds of x * y; zero times an unbounded side is zero, since every value is finite."""
    if x[0] >= 0 and y[0] >= 0:
        return _times(DOWN, x[0], y[0]), _times(UP, x[1], y[1])
    lows = [_times(DOWN, a, b) for a in x for b in y]
    highs = [_times(UP, a, b) for a in x for b in y]
    return min(lows), max(highs)


def divide(x: Bounds, y: Bounds) -> Bounds:
    """Bounds of x / y; unbounded where y may be zero, save that signs are kept for y of one sign."""
    if y[0] < 0 < y[1] or y[0] == y[1] == 0:
        return MINUS_INFINITY, INFINITY
    if y[1] <= 0:
        x, y = (x[1].copy_negate(), x[0].copy_negate()), (y[1].copy_negate(), y[0].copy_negate())
    low = _over(DOWN, x[0], y[1] if x[0] >= 0 else y[0])
    high = _over(UP, x[1], y[0] if x[1] >= 0 else y[1])
    return low, high


def factor_of(product: Bounds, other: Bounds) -> Bounds:
    """Bounds of x where x * y lies within `product` and y within `other`: of any x, where both may be zero."""
    if product[0] <= 0 <= product[1] and other[0] <= 0 <= other[1]:
        return MINUS_INFINITY, INFINITY
    return divide(product, other)


def _times(context: Context, a: Decimal, b: Decimal) -> Decimal:
    return context.multiply(a, b) if a and b else ZERO


def _over(context: Context, a: Decimal, b: Decimal) -> Decimal:
    """The quotient a / b for b from zero to infinity: the limit where b is zero or infinite."""
    if not a:
        return ZERO
    if not b:
        return INFINITY if a > 0 else MINUS_INFINITY
    if b.is_infinite():
        return ZERO
    return a.copy_abs().copy_sign(a) if a.is_infinite() else context.divide(a, b)

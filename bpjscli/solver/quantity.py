"""A quantity: a value with its interval, its unit and its lineage, published or derived."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from typing import Literal

import msgspec
from msgspec.structs import replace

from bpjscli.model.facts import Figure, Unit
from bpjscli.model.interval import EVERYTHING, Interval
from bpjscli.solver.arithmetic import INFINITY, MINUS_INFINITY, Bounds

WIDE = Context(prec=60)  # enough for every figure within the limits of a reading, so that nothing is lost
GREATEST = 50  # as a power of ten; figures end at thirty, and identities may multiply what they say
Origin = Literal["published", "derived", "given", "unknown"]


class Quantity(msgspec.Struct, frozen=True):
    """A number about an area, in the unit people read it in: 41 percent is 41.

    `value` is the number as published, or for a derived quantity the middle of its interval with no more digits than
    the interval carries; `step` is the unit of its last digit. `figures` are all it rests on, `identities` the ids of
    the equations used. `disputed` says that its figures are part of a contradiction: then `hull` is what holds
    whichever of them is wrong. `cut` says that they agree with the others only when read as cut or off by one in the
    last digit.
    """

    unit: Unit
    value: Decimal | None = None
    interval: Interval = EVERYTHING
    step: Decimal = Decimal(0)
    origin: Origin = "unknown"
    figures: tuple[Figure, ...] = ()
    identities: tuple[str, ...] = ()
    disputed: bool = False
    cut: bool = False
    qualifier: str = "exact"
    hull: Interval | None = None

    @property
    def held(self) -> Interval:
        """What may be concluded from: its interval, or of what is disputed the hull."""
        if self.disputed:
            return EVERYTHING if self.hull is None else self.hull
        return self.interval

    @property
    def known(self) -> bool:
        """Whether there is a value, or at least a bound."""
        return self.origin != "unknown"


def make_derived(
    unit: Unit,
    interval: Interval,
    figures: tuple[Figure, ...] = (),
    identities: tuple[str, ...] = (),
    point: Decimal | None = None,
    *,
    from_zero: bool = False,
) -> Quantity:
    """The derived quantity with this interval; its value is rounded to what the interval carries.

    The value is `point`, where one within the interval is given, else the middle. Where rounding would lead out of the
    interval, it has as many digits more as it takes to stay within; `step` is still where to round it for people.
    `from_zero`: it is nothing below zero, so that a low bound of 0 says nothing.
    """
    interval = outward(interval, unit)
    if from_zero and interval.low == 0 and interval.high is not None and interval.high > 0:
        return _make_bound(unit, interval, Interval(high=interval.high), figures, identities)
    if interval.low is not None and interval.high is not None and interval.low_open != interval.high_open:
        width, middle = WIDE.subtract(interval.high, interval.low), interval.middle or Decimal(0)
        if width > WIDE.divide(abs(middle), Decimal(2)):
            side = Interval(low=interval.low) if interval.low_open else Interval(high=interval.high)
            return _make_bound(unit, interval, side, figures, identities)
    value, step = best_value(interval, unit)
    exact = interval.middle
    if point is not None and step and point in interval:
        value, exact = _in_steps(point, step), point
    finer = step
    while value is not None and exact is not None and not (interval.empty or _between(value, interval)):
        finer = finer.scaleb(-1)
        value = _in_steps(exact, finer)
    return Quantity(unit, value, interval, step, "derived", figures, identities, qualifier=_qualifier(interval))


def _make_bound(
    unit: Unit, interval: Interval, side: Interval, figures: tuple[Figure, ...], identities: tuple[str, ...]
) -> Quantity:
    """A quantity of which one bound is known; the other is that it is not below zero, nor above all there are."""
    value, step = best_value(side, unit)
    qualifier = _qualifier(Interval(side.low, side.high, interval.low_open, interval.high_open))
    return Quantity(unit, value, interval, step, "derived", figures, identities, qualifier=qualifier)


def make_computed(unit: Unit, bounds: Bounds, *operands: Quantity) -> Quantity:
    """The quantity with these bounds, computed from what is held of `operands`, and resting on all their figures."""
    low, high = map(make_stated, bounds)
    figures = {figure.id: figure for operand in operands for figure in operand.figures}
    derived = make_derived(unit, Interval(low, high), tuple(figures.values()))
    return make_disputed(derived) if any(operand.disputed for operand in operands) else derived


def make_disputed(derived: Quantity) -> Quantity:
    """A derived quantity that holds whichever of its figures is wrong; from nothing on, it is only an upper bound."""
    hull = derived.interval
    if hull.low is not None and not hull.low and hull.high:
        above = make_derived(derived.unit, Interval(None, hull.high), derived.figures, derived.identities)
        return replace(above, disputed=True, hull=hull)
    return replace(derived, disputed=True, hull=hull)


def make_stated(bound: Decimal) -> Decimal | None:
    """A bound of an interval; `None` for an infinity, and for more than anybody counts, which says as little."""
    return None if bound.is_infinite() or bound.adjusted() > GREATEST else bound


def bounds_of(interval: Interval) -> Bounds:
    """The bounds of `interval`, with infinities for sides without one."""
    low = MINUS_INFINITY if interval.low is None else interval.low
    return low, INFINITY if interval.high is None else interval.high


def best_value(interval: Interval, unit: Unit) -> tuple[Decimal | None, Decimal]:
    """The middle of `interval` and the unit of its last digit: a power of ten of which half the width is at most three.

    So the last digit shown is uncertain by no more than three; the next one would carry nothing. An interval with one
    bound is represented by that bound.
    """
    finest = Decimal("0.01") if unit == "percent" else Decimal(1)
    if interval.low is None or interval.high is None:
        bound = interval.low if interval.low is not None else interval.high
        return bound, finest if bound is None else max(finest, Decimal(1).scaleb(_exponent(bound)))
    half = WIDE.divide(WIDE.subtract(interval.high, interval.low), Decimal(2))
    if not half and unit != "percent":
        return interval.low, Decimal(0)
    step = max(finest, Decimal(1).scaleb(half.adjusted()) if half else finest)
    if half > 3 * step:
        step = step.scaleb(1)
    return _in_steps(WIDE.divide(WIDE.add(interval.low, interval.high), Decimal(2)), step), step


def _between(value: Decimal, interval: Interval) -> bool:
    """Whether `value` lies within the bounds or on one of them."""
    return value in Interval(interval.low, interval.high)


def _in_steps(value: Decimal, step: Decimal) -> Decimal:
    """`value` rounded to a multiple of `step`, a power of ten."""
    steps = WIDE.divide(value, step).quantize(Decimal(1), ROUND_HALF_EVEN, WIDE)
    return _plain(WIDE.multiply(steps, step), step)


def outward(interval: Interval, unit: Unit) -> Interval:
    """`interval` with finite bounds rounded outwards to whole people and rupiah, or to a millionth of a percent."""
    grain = Decimal("0.000001") if unit == "percent" else Decimal(1)
    return Interval(
        None if interval.low is None else _plain(interval.low.quantize(grain, ROUND_FLOOR, WIDE)),
        None if interval.high is None else _plain(interval.high.quantize(grain, ROUND_CEILING, WIDE)),
        interval.low_open,
        interval.high_open,
    )


def _plain(value: Decimal, step: Decimal = Decimal(1)) -> Decimal:
    """Without an exponent or a sign before zero, and with trailing zeros only down to `step`."""
    value = WIDE.add(value, Decimal(0)).normalize(WIDE)
    if value.adjusted() - len(value.as_tuple().digits) + 1 > 0 or value == value.to_integral_value():
        value = value.quantize(Decimal(1), ROUND_HALF_EVEN, WIDE)
    return value.quantize(step, ROUND_HALF_EVEN, WIDE) if step < 1 else value


def _exponent(value: Decimal) -> int:
    """The place of the last digit of a finite number, at most that of the ones."""
    exponent = value.as_tuple().exponent
    return min(0, exponent) if isinstance(exponent, int) else 0


def _qualifier(interval: Interval) -> str:
    if interval.low is None and interval.high is None:
        return "unknown"
    if interval.high is None:
        return "more-than" if interval.low_open else "at-least"
    if interval.low is None:
        return "less-than" if interval.high_open else "at-most"
    return "exact" if interval.exact else "about"

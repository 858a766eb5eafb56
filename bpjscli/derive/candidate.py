"""One source's answer to a question, and what makes one answer better than another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import msgspec

from bpjscli.derive.arithmetic import Bounds
from bpjscli.derive.constraints import Variable
from bpjscli.derive.quantity import Quantity, bounds_of
from bpjscli.derive.solve import Solved
from bpjscli.facts.interval import Interval
from bpjscli.facts.model import Figure, Source
from bpjscli.facts.period import Period

_ENDLESS = Decimal("Infinity")


class Key(NamedTuple):
    """What is asked for, save the period."""

    indicator: str
    area: str
    segment: str | None = None
    programme: str | None = None


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """One source's answer: a quantity for a period, with the solved group and the variable it came from."""

    key: Key
    period: Period
    source: Source
    base: str | None
    quantity: Quantity
    solved: Solved
    variable: Variable

    @property
    def date(self) -> date:
        """The day a stock is dated to: the end of its period, or its publication where that came before."""
        published = self.source.published
        return self.period.end if published is None else min(self.period.end, published.end)

    @property
    def narrowed(self) -> Interval:
        """What the whole group leaves of the quantity, in its unit: for a disputed figure, only its own reading."""
        if self.quantity.disputed:
            return self.quantity.interval
        return self.solved.problem.bounds(self.solved.box, self.variable, self.quantity.unit)

    @property
    def generous(self) -> Interval:
        """What the quantity may be at most: as its figures are read when newspapers cut them or are off by one."""
        if self.quantity.origin == "published":
            return self.quantity.interval | self.quantity.figures[0].reading.loose
        problem, rest = self.solved.problem, self.solved.problem.everything & ~self.solved.disputed
        return self.quantity.interval | problem.bounds(problem.solve(rest, rest), self.variable, self.quantity.unit)

    @property
    def superseded(self) -> bool:
        """Whether its source has taken the figure back."""
        return self.quantity.origin == "published" and self.quantity.figures[0].superseded_by is not None


def published(figure: Figure, *, disputed: bool = False, cut: bool = False) -> Quantity:
    """The quantity that `figure` states, read as rounded (loosely where it must be)."""
    reading = figure.reading
    return Quantity(
        figure.unit,
        reading.value,
        reading.loose if cut else reading.rounded,
        reading.step,
        "published",
        (figure,),
        (),
        disputed,
        cut,
        reading.qualifier,
    )


def preference(candidate: Candidate) -> tuple[object, ...]:
    """Sorts answers for one period by trust, by date of publication and by precision; the greatest is best."""
    source = candidate.source
    return (
        not candidate.superseded,
        not candidate.quantity.disputed,
        source.published.end if source.published is not None else date.min,
        -relative_width(candidate.quantity),
        candidate.quantity.origin == "published",
        source.id,
    )


def relative_width(quantity: Quantity) -> Decimal:
    """The width of the interval relative to the value; infinite where a side is unbounded or the value is zero."""
    width = quantity.interval.width
    if width is None or not quantity.value:
        return _ENDLESS
    return width / abs(quantity.value)


def in_more_digits(chosen: Candidate, others: Sequence[Candidate]) -> Candidate:
    """`chosen`, or a more precise figure for the same period of which `chosen` is a rounding."""
    reading = chosen.quantity.figures[0].reading.loose if chosen.quantity.origin == "published" else None
    if reading is None or chosen.quantity.disputed:
        return chosen
    finer = [
        other
        for other in others
        if other.quantity.origin == "published"
        and not other.quantity.disputed
        and not other.superseded
        and other.base == chosen.base
        and relative_width(other.quantity) < relative_width(chosen.quantity)
        and reading.covers(other.quantity.interval)
    ]
    return min(finer, key=lambda other: relative_width(other.quantity), default=chosen)


def usable(candidate: Candidate) -> bool:
    """Whether anything may be concluded from `candidate`: it is neither disputed nor taken back."""
    return not candidate.quantity.disputed and not candidate.superseded


def known_interval(candidate: Candidate) -> Interval:
    """What is known of a quantity, in its unit: its own interval, as far as its group leaves it."""
    left = candidate.narrowed
    both = candidate.quantity.interval & left
    return left if both.empty else both


def known_bounds(candidate: Candidate) -> Bounds:
    """The bounds of what is known of a quantity."""
    return bounds_of(known_interval(candidate))


def known(candidate: Candidate) -> Quantity:
    """A quantity as the figures beside it leave it: its own, unless they leave less than half of its interval."""
    own = candidate.quantity
    width, left = own.interval.width, candidate.narrowed.width
    if own.disputed or left is None or (width is not None and 2 * left >= width):
        return own
    return candidate.solved.derived(candidate.variable, own.unit) or own

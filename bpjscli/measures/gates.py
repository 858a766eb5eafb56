"""Gates: whether a quantity is on the right side of a threshold, decided on its interval."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum, auto
from typing import NamedTuple

from msgspec.structs import replace

from bpjscli.measures.agreement import rivals
from bpjscli.measures.answers import Answers, Candidate
from bpjscli.measures.candidates import known_interval
from bpjscli.measures.gap import Gap
from bpjscli.solver.quantity import Quantity


class Decision(Enum):
    """A gate's answer; `UNDECIDABLE` where the threshold lies within what the figures allow."""

    PASSED = auto()
    FAILED = auto()
    UNDECIDABLE = auto()


class Held(NamedTuple):
    """A quantity held against a threshold; `rival` is what another source says, where that would decide otherwise."""

    decision: Decision
    quantity: Quantity | None
    rival: Quantity | None = None


def coverage_held(answers: Answers, best: Candidate | None, threshold: Decimal) -> Held:
    """Whether coverage is at least `threshold`, as far as all figures of its source tell, and other sources agree."""
    if best is None:
        return Held(Decision.UNDECIDABLE, None)
    quantity = in_full(best)
    decision = not_under(quantity, threshold)
    for rival in map(in_full, rivals(answers, best)):
        if not_under(rival, threshold) is not decision:
            return Held(Decision.UNDECIDABLE, quantity, rival if not quantity.disputed else None)
    return Held(decision, quantity)


def gap_held(answers: Answers, gap: Gap | None, most: Decimal) -> Held:
    """Whether at most so many people are missing to a target; one that is reached leaves nobody missing.

    Where another source has another coverage to measure from, nothing is decided.
    """
    quantity = None if gap is None else gap.gap_people
    reached = gap is not None and gap.surplus_points is not None
    decision = Decision.PASSED if reached else not_over(quantity, most)
    if gap is not None and gap.current is not None and decision is not Decision.UNDECIDABLE:
        for rival in map(in_full, rivals(answers, gap.current)):
            return Held(Decision.UNDECIDABLE, quantity, rival)
    return Held(decision, quantity)


def in_full(candidate: Candidate) -> Quantity:
    """The quantity of an answer, within what all figures of its group leave of it."""
    return replace(candidate.quantity, interval=known_interval(candidate))


def not_under(quantity: Quantity | None, threshold: Decimal) -> Decision:
    """Whether every value that `quantity` may have is at least `threshold`, or every one less.

    An unknown quantity decides nothing; of a disputed one, what holds whichever figure is wrong.
    """
    if quantity is None:
        return Decision.UNDECIDABLE
    interval = quantity.held
    if interval.low is not None and interval.low >= threshold:
        return Decision.PASSED
    if interval.high is not None and (interval.high < threshold or (interval.high == threshold and interval.high_open)):
        return Decision.FAILED
    return Decision.UNDECIDABLE


def not_over(quantity: Quantity | None, threshold: Decimal) -> Decision:
    """Whether every value that `quantity` may have is at most `threshold`, or every one more."""
    if quantity is None:
        return Decision.UNDECIDABLE
    interval = quantity.held
    if interval.high is not None and interval.high <= threshold:
        return Decision.PASSED
    if interval.low is not None and (interval.low > threshold or (interval.low == threshold and interval.low_open)):
        return Decision.FAILED
    return Decision.UNDECIDABLE

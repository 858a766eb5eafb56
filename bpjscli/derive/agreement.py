"""Answers for about one time that may be one number."""

from __future__ import annotations

from bpjscli.derive.answers import Answers, Candidate
from bpjscli.derive.candidate import relative_width, usable

SAME_TIME = 92  # days: figures that agree and lie no further apart tell of one state, not of two


def agree(one: Candidate, other: Candidate) -> bool:
    """Whether both may state the same number: more than the ends of their intervals meet."""
    if one.quantity.disputed or other.quantity.disputed or (one.base and other.base and one.base != other.base):
        return False
    common = one.quantity.interval & other.quantity.interval
    return not common.empty and (common.width != 0 or one.quantity.interval.exact or other.quantity.interval.exact)


def finer(answers: Answers, chosen: Candidate) -> Candidate | None:
    """What agrees with the answer for a stock and was published in more digits, for another day at about the time."""
    found = [
        other
        for period in answers.prospects(chosen.key)
        if abs((period.end - chosen.date).days) <= SAME_TIME and period != chosen.period
        for other in answers.at(chosen.key, period)
        if other.quantity.origin == "published"
        and usable(other)
        and abs((other.date - chosen.date).days) <= SAME_TIME
        and relative_width(other.quantity) < relative_width(chosen.quantity)
        and agree(chosen, other)
    ]
    return min(found, key=lambda other: relative_width(other.quantity), default=None)

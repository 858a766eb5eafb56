"""Answers for about one time that may be one number."""

from __future__ import annotations

from decimal import Decimal

from bpjscli.derive.answers import Answers, Candidate
from bpjscli.derive.candidate import published, relative_width, usable
from bpjscli.derive.doubt import day_of

ROUGH = Decimal("0.01")  # a number whose interval is wider than this part of it
SAME_TIME = 92  # days: figures that agree and lie no further apart tell of one state, not of two


def agree(one: Candidate, other: Candidate) -> bool:
    """Whether both may state the same number: more than the ends of their intervals meet."""
    if one.quantity.disputed or other.quantity.disputed or (one.base and other.base and one.base != other.base):
        return False
    common = one.quantity.interval & other.quantity.interval
    return not common.empty and (common.width != 0 or one.quantity.interval.exact or other.quantity.interval.exact)


def finer(answers: Answers, chosen: Candidate) -> Candidate | None:
    """What agrees with a rough answer for a stock and was published in more digits, for another day at about the time.

    Figures are looked at as they are printed first, so that a series that is precise costs nothing.
    """
    width = relative_width(chosen.quantity)
    if width <= ROUGH:
        return None
    periods = {
        figure.period: None
        for figure in answers.stated(chosen.key)
        if figure.period != chosen.period
        and abs((day_of(figure) - chosen.date).days) <= SAME_TIME
        and relative_width(published(figure)) < width
    }
    found = [
        other
        for period in periods
        for other in answers.at(chosen.key, period)
        if other.quantity.origin == "published"
        and usable(other)
        and abs((other.date - chosen.date).days) <= SAME_TIME
        and relative_width(other.quantity) < width
        and agree(chosen, other)
    ]
    return min(found, key=lambda other: relative_width(other.quantity), default=None)

"""Whether two answers for different times may be compared: the same measure, over the same base and denominator."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec
from msgspec.structs import replace

from bpjscli.measures.answers import Answers, Candidate
from bpjscli.measures.candidates import known, known_bounds, usable
from bpjscli.measures.coverage import find_beside
from bpjscli.measures.gap import months_between
from bpjscli.model.boundaries import Boundaries
from bpjscli.model.facts import Kind
from bpjscli.solver.arithmetic import Bounds, divide, multiply, subtract
from bpjscli.solver.quantity import Quantity, make_computed

Outcome = Literal["comparable", "not-comparable", "unknown"]
Reason = Literal[
    "disputed",  # a figure is part of a contradiction, or its source has taken it back
    "area-redrawn",  # its boundaries changed in between: the two are of different places
    "base-differs",
    "spans-differ",  # one flow is over a year, the other over a quarter
    "unfinished",  # a flow was published before its period had ended
    "workforce-unknown",
    "workforce-moved",
    "workforce-imprecise",  # it seems to have moved, but rounding alone could explain that
    "workforce-steady",
    "plain",  # a count or an amount, which has no denominator
]

# How much a workforce grows or shrinks in a year at most. In the Indonesian survey (Sakernas) the workforce of a
# province moves by one to four percent a year; what moves more was counted another way.
MOST_A_YEAR = Decimal(4)
# Surveys are half a year apart, so that figures a week apart may rest on surveys of which that much lies between.
LEAST_MONTHS = 6

DEPENDENT = frozenset({"coverage", "uncovered", "unregistered", "workforce"})  # move when the workforce does

ONE = (Decimal(1), Decimal(1))
HUNDRED = (Decimal(100), Decimal(100))


class Verdict(msgspec.Struct, frozen=True, gc=False):
    """Whether `later` may be compared with `earlier`, and why.

    `moved` are the bounds of the relative change of the workforce in percent, `allowed` the most it can grow in the
    time, `months` the time in calendar months. The workforces are those the two rest on, where they are known.
    `redrawn` is the day on which the boundaries of the area changed, where that is the reason.
    """

    outcome: Outcome
    reason: Reason
    earlier: Candidate
    later: Candidate
    months: int
    earlier_workforce: Candidate | None = None
    later_workforce: Candidate | None = None
    moved: Bounds | None = None
    allowed: Decimal = Decimal(0)
    redrawn: date | None = None

    @property
    def growth(self) -> Quantity | None:
        """The relative change of the workforce in percent, with the figures that it rests on."""
        before, after = self.earlier_workforce, self.later_workforce
        if self.moved is None or before is None or after is None:
            return None
        return make_computed("percent", self.moved, known(before), known(after))


def compare(earlier: Candidate, later: Candidate, answers: Answers) -> Verdict:
    """Whether `later` may be compared with `earlier`, an answer for the same indicator and area.

    Nothing is comparable across a day on which the boundaries of the area changed: a part of it is counted elsewhere.
    What rests on the workforce is comparable where the workforce moved no more than it can in the time, as far as the
    precision of its figures tells, and where the bases do not differ. A base that only one of the two names is no
    difference, unless the workforce is another. Counts and amounts have no denominator; flows must be over periods of
    one length, and complete.
    """
    indicator = answers.base.vocabulary.indicators[later.key.indicator]
    verdict = Verdict("unknown", "disputed", earlier, later, months_apart(earlier, later, indicator.kind))
    if not (usable(earlier) and usable(later)):
        return verdict
    redrawn = _redrawn(answers.boundaries, earlier, later)
    if redrawn is not None:
        return replace(verdict, outcome="not-comparable", reason="area-redrawn", redrawn=redrawn)
    if indicator.id in DEPENDENT:
        if earlier.base is not None and later.base is not None and earlier.base != later.base:
            return replace(verdict, outcome="not-comparable", reason="base-differs")
        return _by_workforce(verdict, answers)
    if indicator.kind == "flow":
        if earlier.period.months != later.period.months:
            return replace(verdict, outcome="not-comparable", reason="spans-differ")
        if indicator.role == "actual" and any(c.date < c.period.end for c in (earlier, later)):
            return replace(verdict, reason="unfinished")
    return replace(verdict, outcome="comparable", reason="plain")


def _redrawn(boundaries: Boundaries, earlier: Candidate, later: Candidate) -> date | None:
    """The latest day between the two on which the boundaries of their area changed."""
    first, last = sorted((earlier.date, later.date))
    return max((day for day in boundaries.redrawn(later.key.area) if first < day <= last), default=None)


def months_apart(earlier: Candidate, later: Candidate, kind: Kind) -> int:
    """Calendar months between the days that two stocks are dated to, or between the ends of two flows."""
    if kind == "flow":
        return months_between(earlier.period.end, later.period.end)
    return months_between(earlier.date, later.date)


def allowed_growth(months: int) -> Decimal:
    """The most that a workforce grows in so many months, in percent."""
    return MOST_A_YEAR * max(abs(months), LEAST_MONTHS) / 12


def _by_workforce(verdict: Verdict, answers: Answers) -> Verdict:
    workforces = find_beside(answers, verdict.earlier, "workforce"), find_beside(answers, verdict.later, "workforce")
    verdict = replace(verdict, earlier_workforce=workforces[0], later_workforce=workforces[1])
    if workforces[0] is None or workforces[1] is None:
        return replace(verdict, reason="workforce-unknown")
    ratio = divide(known_bounds(workforces[1]), known_bounds(workforces[0]))
    bounds, allowed = multiply(subtract(ratio, ONE), HUNDRED), allowed_growth(verdict.months)
    verdict = replace(verdict, moved=bounds, allowed=allowed)
    least = -100 * allowed / (100 + allowed)  # what shrank may have grown by as much as `allowed`, seen from its end
    if bounds[0] > allowed or bounds[1] < least:
        named_by_one = (verdict.earlier.base is None) != (verdict.later.base is None)
        reason: Reason = "base-differs" if named_by_one else "workforce-moved"
        return replace(verdict, outcome="not-comparable", reason=reason)
    if not least <= (bounds[0] + bounds[1]) / 2 <= allowed:
        return replace(verdict, reason="workforce-imprecise")
    return replace(verdict, outcome="comparable", reason="workforce-steady")

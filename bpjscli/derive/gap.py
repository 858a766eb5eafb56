"""The way to a target: how far in points and in people, the pace it needs, and where the present pace would lead."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec

from bpjscli.derive.answers import Answers, Candidate, Key
from bpjscli.derive.arithmetic import ZERO, Bounds, add, divide, multiply, subtract
from bpjscli.derive.candidate import known, known_bounds
from bpjscli.derive.quantity import Quantity, bounds_of, computed
from bpjscli.derive.snapshot import beside
from bpjscli.facts.interval import Interval

HUNDRED = (Decimal(100), Decimal(100))
SHORTEST_PACE = 3  # months between two headcounts before their difference is called a pace


class Pace(msgspec.Struct, frozen=True, gc=False):
    """People gained a month between two headcounts."""

    people_per_month: Quantity
    earlier: Candidate
    later: Candidate


class Gap(msgspec.Struct, frozen=True, gc=False):
    """From `current` to `target` by the day `by`; quantities are `None` where nothing published allows them.

    `by` is `None` for a target of the user's own where nobody has published coverage. `surplus_points` is set instead
    of the gaps where the target is reached. `everybody` is the number not covered, where the target amounts to all of
    them. `months_at_pace` is how long the present pace would need.
    """

    area: str
    target: Quantity
    by: date | None
    current: Candidate | None
    gap_points: Quantity | None = None
    gap_people: Quantity | None = None
    people_per_month: Quantity | None = None
    surplus_points: Quantity | None = None
    months: int = 0
    everybody: Candidate | None = None
    pace: Pace | None = None
    months_at_pace: Quantity | None = None
    stated: Candidate | None = None  # the published target

    @property
    def perhaps_reached(self) -> bool:
        """Whether the target may have been reached, as far as rounding allows to tell."""
        if self.gap_points is None:
            return False
        low = self.gap_points.interval.low
        return low is None or low < 0


def given(percent: Decimal) -> Quantity:
    """A target that the user names: exact, and nobody's figure."""
    return Quantity("percent", percent, Interval.exactly(percent), Decimal(0), "given")


def gap_to(
    answers: Answers, area: str, target: Quantity, by: date | None = None, stated: Candidate | None = None
) -> Gap:
    """The gap of `area` to a target for coverage, by the end of the year after the latest coverage if not said when.

    It is as narrow as the figures beside each make it. Bounds below zero say that the target may have been reached.
    """
    current = current_coverage(answers, area, by or date.max)
    if current is None:
        return Gap(area, target, by, None, stated=stated)
    by = by or date(current.date.year + 1, 12, 31)
    months = months_between(current.date, by)
    if current.quantity.disputed:
        return Gap(area, target, by, current, months=months, stated=stated)
    goal = bounds_of(target.interval) if stated is None else known_bounds(stated)
    points = subtract(goal, known_bounds(current))
    if points[1] <= 0:
        surplus = computed("percent", (-points[1], -points[0]), target, known(current))
        return Gap(area, target, by, current, surplus_points=surplus, months=months, stated=stated)
    gap = computed("percent", points, target, known(current))
    people = _people(answers, current, target, goal, points)
    return _with_pace(answers, Gap(area, target, by, current, gap, people, months=months, stated=stated))


def _people(answers: Answers, current: Candidate, target: Quantity, goal: Bounds, points: Bounds) -> Quantity | None:
    """The people missing: the points of the workforce, and where participants are known what the goal is above them."""
    workforce, participants = (beside(answers, current, name) for name in ("workforce", "participants"))
    if workforce is None:
        return None
    low, high = multiply(divide(points, HUNDRED), known_bounds(workforce))
    operands = [target, known(current), known(workforce)]
    if participants is not None:
        wanted = multiply(divide(goal, HUNDRED), known_bounds(workforce))
        counted = subtract(wanted, known_bounds(participants))
        if max(low, counted[0]) <= min(high, counted[1]):
            low, high = max(low, counted[0]), min(high, counted[1])
            operands.append(known(participants))
    return computed("persons", (low, high), *operands)


def gap_of_new_participants(answers: Answers, stated: Candidate) -> Gap:
    """The gap that a target for new participants states: in people first, in points where the workforce is known."""
    area, by = stated.key.area, stated.period.end
    current = current_coverage(answers, area, by, source=stated.source.id)
    people = stated.quantity
    target = Quantity("percent")
    points = everybody = None
    months = 0
    if current is not None:
        months = months_between(current.date, by)
        workforce = beside(answers, current, "workforce")
        participants = beside(answers, current, "participants")
        if workforce is not None and participants is not None and not current.quantity.disputed:
            rests_on = (people, workforce.quantity, participants.quantity)
            added = add(known_bounds(participants), bounds_of(people.interval))
            reached = multiply(divide(added, known_bounds(workforce)), HUNDRED)
            target = computed("percent", reached, *rests_on)
            share = multiply(divide(bounds_of(people.interval), known_bounds(workforce)), HUNDRED)
            points = computed("percent", share, *rests_on)
        everybody = _everybody(answers, area, current, people)
    found = Gap(area, target, by, current, points, people, months=months, everybody=everybody, stated=stated)
    return _with_pace(answers, found)


def current_coverage(answers: Answers, area: str, by: date, source: str | None = None) -> Candidate | None:
    """The coverage a target is measured from: the latest that is not after `by`, of `source` where it has one."""
    found = [c for c in answers.candidates(Key("coverage", area)) if c.date <= by]
    own = [c for c in found if c.source.id == source]
    if own:
        return own[0]
    return answers.best(Key("coverage", area), found[0].period, exactly=True) if found else None


def months_between(start: date, end: date) -> int:
    """Calendar months from the month of `start` to that of `end`."""
    return (end.year - start.year) * 12 + end.month - start.month


def present_pace(answers: Answers, area: str) -> Pace | None:
    """People gained a month, from the two latest headcounts that lie apart far enough."""
    usable = [
        c
        for c in answers.candidates(Key("participants", area))
        if not c.quantity.disputed and not c.superseded and c.narrowed.width is not None
    ]
    if not usable:
        return None
    latest_period = [c for c in usable if c.period == usable[0].period]
    later = min(latest_period, key=lambda c: c.narrowed.width or ZERO)
    earlier = [c for c in usable if months_between(c.date, later.date) >= SHORTEST_PACE]
    if not earlier:
        return None
    one = min((c for c in earlier if c.period == earlier[0].period), key=lambda c: c.narrowed.width or ZERO)
    months = Decimal(months_between(one.date, later.date))
    gained = divide(subtract(known_bounds(later), known_bounds(one)), (months, months))
    return Pace(computed("persons", gained, one.quantity, later.quantity), one, later)


def _with_pace(answers: Answers, gap: Gap) -> Gap:
    if gap.gap_people is None:
        return gap
    left = gap.gap_people
    low, high = bounds_of(left.interval)
    people = max(low, ZERO), max(high, ZERO)  # nobody need be gained beyond the target
    if gap.months > 0:
        months = Decimal(gap.months)
        monthly = computed("persons", divide(people, (months, months)), left)
        gap = msgspec.structs.replace(gap, people_per_month=monthly)
    pace = present_pace(answers, gap.area)
    if pace is None:
        return gap
    speed = bounds_of(pace.people_per_month.interval)
    needed = None
    if speed[0] > 0:
        needed = computed("count", divide(people, speed), left, pace.people_per_month)
    return msgspec.structs.replace(gap, pace=pace, months_at_pace=needed)


def _everybody(answers: Answers, area: str, current: Candidate, people: Quantity) -> Candidate | None:
    """The unregistered, where their number is what the target asks for."""
    found = answers.best(Key("unregistered", area), current.period, exactly=True)
    if found is None or found.quantity.disputed or (found.narrowed & people.interval).empty:
        return None
    return found

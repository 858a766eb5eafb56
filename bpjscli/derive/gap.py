"""The way to a target: how far in points and in people, the pace it needs, and where the present pace would lead."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec

from bpjscli.derive.answers import Answers, Candidate, Key
from bpjscli.derive.arithmetic import ZERO, Bounds, add, divide, multiply, subtract
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

    `surplus_points` is set instead of the gaps where the target is reached. `everybody` is the number not covered,
    where the target amounts to all of them. `months_at_pace` is how long the present pace would need.
    """

    area: str
    target: Quantity
    by: date
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


def given(percent: Decimal) -> Quantity:
    """A target that the user names: exact, and nobody's figure."""
    return Quantity("percent", percent, Interval.exactly(percent), Decimal(0), "published")


def gap_to(answers: Answers, area: str, target: Quantity, by: date, stated: Candidate | None = None) -> Gap:
    """The gap of `area` to a target for coverage."""
    current = current_coverage(answers, area, by)
    if current is None:
        return Gap(area, target, by, None, stated=stated)
    months = months_between(current.date, by)
    if current.quantity.disputed:
        return Gap(area, target, by, current, months=months, stated=stated)
    points = _bounds(target.interval, current.quantity.interval)
    if points[1] <= 0:
        surplus = computed("percent", (-points[1], -points[0]), target, current.quantity)
        return Gap(area, target, by, current, surplus_points=surplus, months=months, stated=stated)
    gap = computed("percent", (max(points[0], ZERO), points[1]), target, current.quantity)
    workforce = beside(answers, current, "workforce")
    people = None
    if workforce is not None:
        ratio = divide((max(points[0], ZERO), points[1]), HUNDRED)
        reached = multiply(ratio, bounds_of(workforce.narrowed))
        people = computed("persons", reached, target, current.quantity, workforce.quantity)
    return _with_pace(answers, Gap(area, target, by, current, gap, people, months=months, stated=stated))


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
            added = add(bounds_of(participants.narrowed), bounds_of(people.interval))
            reached = multiply(divide(added, bounds_of(workforce.narrowed)), HUNDRED)
            target = computed("percent", reached, *rests_on)
            share = multiply(divide(bounds_of(people.interval), bounds_of(workforce.narrowed)), HUNDRED)
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
    gained = divide(subtract(bounds_of(later.narrowed), bounds_of(one.narrowed)), (months, months))
    return Pace(computed("persons", gained, one.quantity, later.quantity), one, later)


def _with_pace(answers: Answers, gap: Gap) -> Gap:
    if gap.gap_people is None:
        return gap
    left = gap.gap_people
    people = bounds_of(left.interval)
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


def _bounds(one: Interval, other: Interval) -> Bounds:
    return subtract(bounds_of(one), bounds_of(other))

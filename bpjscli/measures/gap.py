"""The way to a target: the targets that are published, how far in points and people, and the pace that it needs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_CEILING, Decimal

import msgspec

from bpjscli.measures.answers import Answers, Candidate, Key
from bpjscli.measures.candidates import known, known_bounds, sound, usable
from bpjscli.measures.coverage import find_beside
from bpjscli.model.interval import Interval
from bpjscli.solver.arithmetic import ZERO, Bounds, add, divide, multiply, subtract
from bpjscli.solver.quantity import WIDE, Quantity, bounds_of, make_computed

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


def make_given_target(percent: Decimal) -> Quantity:
    """A target that the user names: exact, and nobody's figure."""
    return Quantity("percent", percent, Interval.exactly(percent), Decimal(0), "given")


def gap_to(
    answers: Answers, area: str, target: Quantity, by: date | None = None, stated: Candidate | None = None
) -> Gap:
    """The gap of `area` to a target for coverage, by the end of the year after the latest coverage if not said when.

    It is as narrow as the figures beside each make it. Bounds below zero say that the target may have been reached.
    A gap that the source prints for the two stands as printed.
    """
    current = current_coverage(answers, area, by or date.max)
    if current is None:
        return Gap(area, target, by, None, stated=stated)
    by = by or date(current.date.year + 1, 12, 31)
    months = months_between(current.date, by)
    if not usable(current):
        return Gap(area, target, by, current, months=months, stated=stated)
    goal = bounds_of(target.interval) if stated is None else known_bounds(stated)
    points = subtract(goal, known_bounds(current))
    if points[1] <= 0:
        surplus = make_computed("percent", (-points[1], -points[0]), target, known(current))
        return Gap(area, target, by, current, surplus_points=surplus, months=months, stated=stated)
    gap: Quantity | None = make_computed("percent", points, target, known(current))
    people = _people(answers, current, target, goal, points)
    if stated is not None and stated.solved is current.solved:
        printed, counted = (_printed_gap(answers, stated, name) for name in ("gap_points", "gap_people"))
        if printed is not None and counted is None:
            people = _following(answers, stated, "gap_people") or people
        gap, people = printed or gap, counted or people
    return _with_pace(answers, Gap(area, target, by, current, gap, people, months=months, stated=stated))


def _printed_gap(answers: Answers, target: Candidate, name: str) -> Quantity | None:
    """The gap to `target` as its source has it."""
    stated = (c for c in _gaps_beside(answers, target, name) if c.quantity.origin == "published" and not c.superseded)
    return next((c.quantity for c in stated), None)


def _following(answers: Answers, target: Candidate, name: str) -> Quantity | None:
    """The gap to `target` that follows from what its source says."""
    return next((c.quantity for c in _gaps_beside(answers, target, name)), None)


def _gaps_beside(answers: Answers, target: Candidate, name: str) -> Iterator[Candidate]:
    """The gaps that meet `target` in its group."""
    key = target.key._replace(indicator=name)
    periods = dict.fromkeys((target.period, target.solved.group.cell_of(target.variable).period))
    stated = (figure.period for figure in answers.stated(key) if figure.source is target.source)
    for period in (*periods, *(period for period in dict.fromkeys(stated) if period not in periods)):
        for candidate in answers.at(key, period):
            if candidate.solved is target.solved and candidate.variable[1:] == target.variable[1:]:
                yield candidate


def _people(answers: Answers, current: Candidate, target: Quantity, goal: Bounds, points: Bounds) -> Quantity | None:
    """The people missing: the points of the workforce, and where participants are known what the goal is above them."""
    workforce, participants = (find_beside(answers, current, name) for name in ("workforce", "participants"))
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
    return make_computed("persons", (_whole(low), _whole(high)), *operands)


def _whole(people: Decimal) -> Decimal:
    """So many people as it takes: where 1.45 are missing, two must come."""
    return people if people.is_infinite() else people.to_integral_value(ROUND_CEILING, WIDE)


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
        workforce = find_beside(answers, current, "workforce")
        participants = find_beside(answers, current, "participants")
        if workforce is not None and participants is not None and usable(current):
            rests_on = (people, workforce.quantity, participants.quantity)
            added = add(known_bounds(participants), bounds_of(people.interval))
            reached = multiply(divide(added, known_bounds(workforce)), HUNDRED)
            target = make_computed("percent", reached, *rests_on)
            share = multiply(divide(bounds_of(people.interval), known_bounds(workforce)), HUNDRED)
            points = make_computed("percent", share, *rests_on)
        everybody = _everybody(answers, area, current, people)
    gap = Gap(area, target, by, current, points, people, months=months, everybody=everybody, stated=stated)
    return _with_pace(answers, gap)


def current_coverage(answers: Answers, area: str, by: date, source: str | None = None) -> Candidate | None:
    """The coverage a target is measured from: the latest that is not after `by`, of `source` where it has one."""
    candidates = [c for c in answers.candidates(Key("coverage", area)) if c.date <= by]
    own = [c for c in candidates if c.source.id == source]
    if own:
        return own[0]
    return answers.best(Key("coverage", area), candidates[0].period, exactly=True) if candidates else None


def months_between(start: date, end: date) -> int:
    """Calendar months from the month of `start` to that of `end`."""
    return (end.year - start.year) * 12 + end.month - start.month


def present_pace(answers: Answers, area: str) -> Pace | None:
    """People gained a month, from the two latest headcounts that lie apart far enough."""
    usable = [c for c in answers.candidates(Key("participants", area)) if sound(c) and c.narrowed.width is not None]
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
    return Pace(make_computed("persons", gained, one.quantity, later.quantity), one, later)


def _with_pace(answers: Answers, gap: Gap) -> Gap:
    if gap.gap_people is None:
        return gap
    left = gap.gap_people
    low, high = bounds_of(left.held)
    people = max(low, ZERO), max(high, ZERO)  # nobody need be gained beyond the target
    if gap.months > 0:
        months = Decimal(gap.months)
        monthly = make_computed("persons", divide(people, (months, months)), left)
        gap = msgspec.structs.replace(gap, people_per_month=monthly)
    pace = present_pace(answers, gap.area)
    if pace is None:
        return gap
    speed = bounds_of(pace.people_per_month.interval)
    needed = None
    if speed[0] > 0:
        needed = make_computed("count", divide(people, speed), left, pace.people_per_month)
    return msgspec.structs.replace(gap, pace=pace, months_at_pace=needed)


def _everybody(answers: Answers, area: str, current: Candidate, people: Quantity) -> Candidate | None:
    """The unregistered, where their number is what the target asks for."""
    unregistered = answers.best(Key("unregistered", area), current.period, exactly=True)
    if unregistered is None or unregistered.quantity.disputed or (unregistered.narrowed & people.interval).empty:
        return None
    return unregistered


def stated_targets(answers: Answers, area: str) -> list[Candidate]:
    """Published or derived targets for coverage, and targets for new participants; one a year, earliest first.

    Where a year has both, the target for coverage stands. One that is disputed stands where the year has no other.
    """
    by_year: dict[int, Candidate] = {}
    for disputed in (False, True):
        for indicator in ("target_coverage", "target_new_participants"):
            key = Key(indicator, area)
            for candidate in answers.candidates(key):
                if candidate.quantity.disputed is not disputed or candidate.period.year in by_year:
                    continue
                if disputed and candidate.quantity.origin != "published":
                    continue
                chosen = answers.best(key, candidate.period, exactly=True)
                by_year[candidate.period.year] = chosen or candidate
    return [by_year[year] for year in sorted(by_year)]


def gaps_of(answers: Answers, area: str) -> list[Gap]:
    """The gap of `area` to each of its stated targets, earliest first; without any, the gap that a source states."""
    gaps = []
    for stated in stated_targets(answers, area):
        if stated.key.indicator == "target_coverage":
            gaps.append(gap_to(answers, area, stated.quantity, stated.period.end, stated))
        else:
            gaps.append(gap_of_new_participants(answers, stated))
    return gaps or _stated_gaps(answers, area)


def _stated_gaps(answers: Answers, area: str) -> list[Gap]:
    """The gap that a source states to a target that nobody has published, for whatever day that is."""
    points, people = (answers.best(Key(name, area)) for name in ("gap_points", "gap_people"))
    stated = points or people
    if stated is None:
        return []
    current = current_coverage(answers, area, stated.date, source=stated.source.id)

    def beside(found: Candidate | None) -> Quantity | None:
        with_it = found is not None and (found.source, found.period) == (stated.source, stated.period)
        return found.quantity if found is not None and with_it else None

    unknown = Quantity("percent")
    return [Gap(area, unknown, None, current, beside(points), beside(people), stated=stated)]


def next_gap(answers: Answers, area: str) -> Gap | None:
    """The gap to the first target that lies after the current coverage; the last target where all have passed."""
    gaps = gaps_of(answers, area)
    current = current_coverage(answers, area, date.max)
    ahead = [gap for gap in gaps if current is None or (gap.by is not None and gap.by > current.date)]
    return ahead[0] if ahead else (gaps[-1] if gaps else None)

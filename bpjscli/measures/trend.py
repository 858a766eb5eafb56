"""How an indicator moved: its series, whether neighbours may be compared, and what a change of coverage consists of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Context, Decimal

import msgspec
from msgspec.structs import replace

from bpjscli.measures.agreement import agree
from bpjscli.measures.answers import Answers, Candidate, Key, in_more_digits
from bpjscli.measures.candidates import SAME_TIME, known, known_bounds, sound, usable
from bpjscli.measures.comparability import HUNDRED, ONE, Verdict, compare, months_apart
from bpjscli.measures.coverage import find_beside
from bpjscli.model.facts import Kind
from bpjscli.solver.arithmetic import ZERO, Bounds, add, divide, multiply, subtract
from bpjscli.solver.quantity import Quantity, make_computed

SHORTEST_GROWTH = 11  # months: over less, growth a year would be a guess about the other months
TWO = (Decimal(2), Decimal(2))
_ROOT = Context(prec=60)
_SLACK = Decimal("1e-45")  # `Context.power` may be off by one in its last digit


class Split(msgspec.Struct, frozen=True, gc=False):
    """What a change of coverage consists of, in points: the two add up to it."""

    participants_effect: Quantity
    denominator_effect: Quantity


class Step(msgspec.Struct, frozen=True, gc=False):
    """A point of a series, and how it differs from `previous`, the point it is held against.

    `merged` are answers for about the same time that agree with `point`. For coverage, `participants` and `workforce`
    are what it rests on, and `on_latest_workforce` is what it would be on the latest known workforce. What nothing
    published allows is `None`; of a disputed point, what holds whichever figure is wrong.
    """

    point: Candidate
    merged: tuple[Candidate, ...] = ()
    participants: Candidate | None = None
    workforce: Candidate | None = None
    previous: Candidate | None = None
    verdict: Verdict | None = None
    change: Quantity | None = None
    growth_per_year: Quantity | None = None
    split: Split | None = None
    on_latest_workforce: Quantity | None = None


class Trend(msgspec.Struct, frozen=True, gc=False):
    """The series of `key`, earliest first; `latest` is the step whose workforce is the latest known."""

    key: Key
    steps: tuple[Step, ...]
    latest: Step | None = None


def trend(answers: Answers, key: Key, until: date | None = None) -> Trend:
    """The series of an indicator in one area, one step a period; with `until`, those that were over by that day."""
    return answers.once(("trend", key, until), lambda: _trend(answers, key, until))


def _trend(answers: Answers, key: Key, until: date | None) -> Trend:
    kind = answers.base.vocabulary.indicators[key.indicator].kind
    steps: list[Step] = []
    for point, merged in _points(answers, key, kind, until):
        step = Step(point, merged)
        if key.indicator == "coverage" and usable(point):
            step = replace(
                step,
                participants=find_beside(answers, point, "participants"),
                workforce=find_beside(answers, point, "workforce"),
            )
        steps.append(_against(answers, step, _previous(steps, point, kind), kind))
    latest = next((step for step in reversed(steps) if step.workforce is not None), None)
    return Trend(key, tuple(_on_workforce(step, latest) for step in steps), latest)


def split_change(participants: tuple[Bounds, Bounds], workforce: tuple[Bounds, Bounds]) -> tuple[Bounds, Bounds]:
    """What participants and the denominator contributed to the change of coverage p/w, in points, from (then, now).

    Kitagawa's decomposition of a difference between two rates (Journal of the American Statistical Association 50,
    1955) for a product of two factors, p and 1/w (Das Gupta, Demography 15, 1978): each factor's change is weighted
    with the mean of the other, so that the two effects add up to the change exactly and neither is counted first:
    (p1 - p0)(1/w0 + 1/w1)/2 and (1/w1 - 1/w0)(p0 + p1)/2. Every operand occurs once in each, so that the bounds are
    the closest ones.
    """
    before, after = divide(HUNDRED, workforce[0]), divide(HUNDRED, workforce[1])
    of_participants = multiply(subtract(participants[1], participants[0]), divide(add(before, after), TWO))
    of_denominator = multiply(subtract(after, before), divide(add(*participants), TWO))
    return of_participants, of_denominator


def _points(
    answers: Answers, key: Key, kind: Kind, until: date | None
) -> list[tuple[Candidate, tuple[Candidate, ...]]]:
    """The best answer of every period, earliest first; neighbours that agree at about one time are one point."""
    periods = dict.fromkeys(c.period for c in answers.candidates(key) if until is None or c.period.end <= until)
    best = [c for period in periods if (c := answers.best(key, period, exactly=True)) is not None and not c.superseded]
    if kind == "flow":
        return [(candidate, ()) for candidate in reversed(best)]
    clusters: list[list[Candidate]] = []
    for candidate in sorted(best, key=lambda c: (c.date, c.period.sort_key)):
        if clusters and _belongs(candidate, clusters[-1]):
            clusters[-1].append(candidate)
        else:
            clusters.append([candidate])
    return [_chosen(answers, cluster) for cluster in clusters]


def _belongs(candidate: Candidate, cluster: list[Candidate]) -> bool:
    return (candidate.date - cluster[0].date).days <= SAME_TIME and all(agree(other, candidate) for other in cluster)


def _chosen(answers: Answers, cluster: list[Candidate]) -> tuple[Candidate, tuple[Candidate, ...]]:
    """The answer that stands for a cluster: one with its denominator if there is one, the latest, in most digits."""
    pool = cluster
    if cluster[0].key.indicator == "coverage":
        pool = [c for c in cluster if find_beside(answers, c, "workforce") is not None] or cluster
    point = in_more_digits(pool[-1], pool[:-1])
    return point, tuple(candidate for candidate in cluster if candidate is not point)


def _previous(steps: Sequence[Step], point: Candidate, kind: Kind) -> Candidate | None:
    """The latest undisputed point before `point`: for a flow, if possible one over a period of the same length.

    For a stock it is of an earlier day: two numbers for one day are no change.
    """
    earlier = [step.point for step in reversed(steps) if sound(step.point)]
    if kind == "stock":
        earlier = [c for c in earlier if c.date < point.date]
    else:
        earlier = [c for c in earlier if c.period.kind == point.period.kind] or earlier
    return earlier[0] if earlier else None


def _against(answers: Answers, step: Step, previous: Candidate | None, kind: Kind) -> Step:
    point = step.point
    if previous is None or not usable(point):
        return step
    verdict = compare(previous, point, answers)
    step = replace(step, previous=previous, verdict=verdict)
    if verdict.reason in ("area-redrawn", "spans-differ", "unfinished"):
        return step
    bounds = subtract(known_bounds(point), known_bounds(previous))
    change = None
    if any(bound.is_finite() for bound in bounds):
        change = make_computed(point.quantity.unit, bounds, known(previous), known(point))
    growth = None if point.quantity.unit == "percent" else _growth_per_year(previous, point, kind)
    return replace(step, change=change, growth_per_year=growth, split=_split(answers, previous, step, bounds))


def _growth_per_year(earlier: Candidate, later: Candidate, kind: Kind) -> Quantity | None:
    """The constant growth a year, in percent, that leads from `earlier` to `later`."""
    months = months_apart(earlier, later, kind)
    start, end = known_bounds(earlier), known_bounds(later)
    if months < SHORTEST_GROWTH or start[0] <= 0 or end[0] < 0 or not (start[1].is_finite() and end[1].is_finite()):
        return None
    low, high = divide(end, start)
    if months != 12:
        yearly = Decimal(12) / months
        low, high = (_ROOT.power(bound, yearly) if bound else ZERO for bound in (low, high))
        low, high = low * (1 - _SLACK), high * (1 + _SLACK)
    bounds = multiply(subtract((low, high), ONE), HUNDRED)
    return make_computed("percent", bounds, known(earlier), known(later))


def _split(answers: Answers, previous: Candidate, step: Step, change: Bounds) -> Split | None:
    """The split of a change of coverage, each effect within what the other leaves of it; `None` if that is nothing."""
    ends = (find_beside(answers, previous, "participants"), step.participants)
    bases = (find_beside(answers, previous, "workforce"), step.workforce)
    if step.participants is None or step.workforce is None or ends[0] is None or bases[0] is None:
        return None
    workforce = known_bounds(bases[0]), known_bounds(step.workforce)
    if min(workforce[0][0], workforce[1][0]) <= 0:
        return None
    one, other = split_change((known_bounds(ends[0]), known_bounds(step.participants)), workforce)
    one, other = _within(one, subtract(change, other)), _within(other, subtract(change, one))
    if one[0] > one[1] or other[0] > other[1]:
        return None
    operands = [known(c) for c in (*ends, *bases) if c is not None]
    return Split(make_computed("percent", one, *operands), make_computed("percent", other, *operands))


def _within(one: Bounds, other: Bounds) -> Bounds:
    return max(one[0], other[0]), min(one[1], other[1])


def _on_workforce(step: Step, latest: Step | None) -> Step:
    if latest is None or latest.workforce is None or step.participants is None:
        return step
    bounds = multiply(divide(known_bounds(step.participants), known_bounds(latest.workforce)), HUNDRED)
    value = make_computed("percent", bounds, known(step.participants), known(latest.workforce))
    return replace(step, on_latest_workforce=value)

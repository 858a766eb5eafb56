"""A whole and its parts: by segment, by programme, and what claims and benefits come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from typing import NamedTuple

from bpjscli.measures.answers import Answers, Candidate, Key
from bpjscli.measures.candidates import known, known_bounds, sound, usable
from bpjscli.measures.comparability import HUNDRED
from bpjscli.model.facts import Source
from bpjscli.model.period import Period
from bpjscli.solver.arithmetic import ZERO, Bounds, add, divide, multiply
from bpjscli.solver.identity import Dimension
from bpjscli.solver.quantity import Quantity, bounds_of, make_computed

BY_PART: Mapping[Dimension, tuple[str, ...]] = {"segment": ("participants",), "programme": ("claims", "benefits")}


class SourcePeriod(NamedTuple):
    """What one source says of one period on one base."""

    source: Source
    period: Period
    base: str | None


class Part(NamedTuple):
    """A segment's or programme's number; without one, `elsewhere` is its latest for another time, if any.

    `share` is its part of the whole in percent; `None` where either is unknown.
    """

    term: str
    candidate: Candidate | None = None
    elsewhere: Candidate | None = None
    share: Quantity | None = None


class Breakdown(NamedTuple):
    """The parts of an indicator in the order of the vocabulary, and their whole.

    `total` is what sources say of the whole. Where they say nothing it is the sum of the parts (`summed`), if there are
    several and none of them is disputed.
    """

    indicator: str
    parts: tuple[Part, ...]
    total: Quantity | None = None
    summed: bool = False


def latest_snapshot(
    answers: Answers, area: str, indicators: Sequence[str], dimension: Dimension, period: Period | None = None
) -> SourcePeriod | None:
    """The latest period with figures by `dimension`, and the source that has most of them, undisputed ones first.

    With a `period`, that one if it has such figures, else the latest within it.
    """
    possible = [c for i in indicators for k in keys(answers, area, i, dimension) for c in answers.candidates(k, period)]
    possible = [c for c in possible if not c.superseded]
    exact = [c for c in possible if c.period == period]
    if not possible:
        return None
    latest = max((c.period for c in exact or possible), key=lambda p: p.sort_key)
    usable_ones, all_ones = Counter[SourcePeriod](), Counter[SourcePeriod]()
    for candidate in possible:
        if candidate.period == latest:
            shot = SourcePeriod(candidate.source, latest, candidate.base)
            all_ones[shot] += 1
            usable_ones[shot] += sound(candidate)
    return max(all_ones, key=lambda shot: (usable_ones[shot], all_ones[shot], _published(shot.source), shot.source.id))


def breakdown(answers: Answers, area: str, indicator: str, dimension: Dimension, shot: SourcePeriod) -> Breakdown:
    """`indicator` by segment or programme, as `shot` has it; other sources fill in for the very same period."""
    parts = [_part(answers, key, dimension, shot) for key in keys(answers, area, indicator, dimension)]
    vocabulary = answers.base.vocabulary
    terms = vocabulary.segments if dimension == "segment" else vocabulary.programmes
    apart = [part for part in parts if terms[part.term].counted == "apart"]
    bounded = [c for part in apart if (c := part.candidate) is not None and usable(c) and c.narrowed.width is not None]
    total = _total(answers, Key(indicator, area), shot, bounded)
    doubtful = any(part.candidate is not None and not usable(part.candidate) for part in apart)
    summed = total is None and len(bounded) > 1 and not doubtful
    if summed:
        unit = bounded[0].quantity.unit
        total = make_computed(unit, _sum(bounded), *map(known, bounded))
    shared = tuple(part._replace(share=_share(part.candidate, bounded, total)) for part in parts)
    return Breakdown(indicator, shared, total, summed)


def keys(answers: Answers, area: str, indicator: str, dimension: Dimension) -> list[Key]:
    """The keys of an indicator's parts; what totals need not have as a part only where a figure names it."""
    vocabulary = answers.base.vocabulary
    terms = vocabulary.segments if dimension == "segment" else vocabulary.programmes
    parts = [t for t, term in terms.items() if term.counted == "apart" or _named(answers, dimension, t)]
    if dimension == "segment":
        return [Key(indicator, area, term) for term in parts]
    return [Key(indicator, area, None, term) for term in parts]


def of_snapshot(answers: Answers, key: Key, shot: SourcePeriod) -> Candidate | None:
    """What the source of `shot` says of `key`; else an undisputed answer of another one on its base and period."""
    candidates = [c for c in answers.candidates(key, shot.period) if c.period == shot.period and not c.superseded]
    own = [c for c in candidates if c.source is shot.source and c.base == shot.base]
    return next(iter(own or [c for c in candidates if c.base == shot.base and sound(c)]), None)


def ratio(one: Candidate | None, other: Candidate | None, *, percent: bool = False) -> Quantity | None:
    """One / other, in the unit of `one` or in percent; `None` where either is unknown or may be zero."""
    if one is None or other is None or not (usable(one) and usable(other)):
        return None
    top, bottom = known_bounds(one), known_bounds(other)
    if bottom[0] <= 0:
        return None
    bounds = divide(multiply(top, HUNDRED) if percent else top, bottom)
    if all(bound.is_infinite() or not bound for bound in bounds):
        return None
    return make_computed("percent" if percent else one.quantity.unit, bounds, known(one), known(other))


def share_of_sum(own: Bounds, others: Bounds) -> Bounds:
    """Bounds of own / (own + others), which rises with `own` and falls with `others`."""
    low = divide(own, add((own[0], own[0]), others))[0] if own[0] else ZERO
    high = divide(own, add((own[1], own[1]), others))[1] if own[1] else ZERO
    return low, high


def _named(answers: Answers, dimension: Dimension, term: str) -> bool:
    """Whether a figure of a number by segment or programme names the term."""
    figures = answers.base.by_indicator
    return term in answers.once(
        ("terms", dimension),
        lambda: {getattr(f, dimension) for name in BY_PART[dimension] for f in figures.get(name, ())},
    )


def _part(answers: Answers, key: Key, dimension: Dimension, shot: SourcePeriod) -> Part:
    term: str = getattr(key, dimension)
    own = of_snapshot(answers, key, shot)
    return Part(term, own) if own is not None else Part(term, None, answers.best(key))


def _total(answers: Answers, key: Key, shot: SourcePeriod, parts: Sequence[Candidate]) -> Quantity | None:
    """The whole as sources have it: of the snapshot's own, or another's unless the parts are more than that."""
    beside = of_snapshot(answers, key, shot)
    if beside is None or beside.source is shot.source:
        return None if beside is None else known(beside)
    high = known_bounds(beside)[1]
    return known(beside) if not parts or _sum(parts)[0] <= high else None


def _share(part: Candidate | None, parts: Sequence[Candidate], total: Quantity | None) -> Quantity | None:
    """A part of the whole, in percent; `None` where there is no whole, or nothing in it."""
    if part is None or part not in parts or total is None:
        return None
    own, whole = known_bounds(part), bounds_of(total.held)
    if not whole[1]:
        return None  # of nothing there are no parts
    if whole == _sum(parts):
        bounds = share_of_sum(own, _sum(other for other in parts if other is not part))
    elif whole[0] > 0 and whole[1].is_finite():
        bounds = divide(own, whole)
    else:
        return None
    low, high = multiply(bounds, HUNDRED)
    return make_computed("percent", (low, min(high, HUNDRED[0])), known(part), total)


def _sum(parts: Iterable[Candidate]) -> Bounds:
    return reduce(add, map(known_bounds, parts), (ZERO, ZERO))


def _published(source: Source) -> tuple[object, ...]:
    return source.published.sort_key if source.published is not None else ()


MEASURES = ("claims", "benefits")
TOTALS = ("benefits", "claims", "contributions")


class Programme(NamedTuple):
    """One programme in one period; `average` is what a claim brings, in rupiah."""

    id: str
    claims: Part
    benefits: Part
    average: Quantity | None


class Benefits(NamedTuple):
    """What a snapshot says of claims and benefits; `average` is that of all programmes together."""

    area: str
    snapshot: SourcePeriod
    programmes: tuple[Programme, ...]
    claims: Breakdown
    benefits: Breakdown
    average: Quantity | None


class Totals(NamedTuple):
    """All programmes together in one period; `share` is benefits in percent of contributions."""

    period: Period
    claims: Candidate | None
    benefits: Candidate | None
    average: Quantity | None
    contributions: Candidate | None
    share: Quantity | None


def benefits_of(answers: Answers, area: str, period: Period | None = None) -> Benefits | None:
    """Claims and benefits of the latest period with figures by programme; `None` where nobody has published any."""
    shot = latest_snapshot(answers, area, MEASURES, "programme", period)
    if shot is None:
        return None
    claims, benefits = (breakdown(answers, area, measure, "programme", shot) for measure in MEASURES)
    programmes = tuple(
        Programme(count.term, count, money, _average(answers, area, shot, count.term))
        for count, money in zip(claims.parts, benefits.parts, strict=True)
    )
    return Benefits(area, shot, programmes, claims, benefits, _average(answers, area, shot))


def totals_by_period(answers: Answers, area: str, period: Period | None = None) -> list[Totals]:
    """Claims, benefits and contributions of every period that has any of them, the latest first.

    One row holds figures on one base: of the source that has the best figure for benefits (claims, contributions), as
    far as it reaches.
    """
    periods: dict[Period, Candidate] = {}
    for indicator in TOTALS:
        for candidate in answers.candidates(Key(indicator, area), period):
            best = answers.best(candidate.key, candidate.period, exactly=True)
            if best is not None and not best.superseded:
                periods.setdefault(best.period, best)
    ordered = sorted(periods, key=lambda when: when.sort_key, reverse=True)
    return [_totals(answers, SourcePeriod(c.source, c.period, c.base), area) for c in map(periods.__getitem__, ordered)]


def _totals(answers: Answers, shot: SourcePeriod, area: str) -> Totals:
    benefits, claims, contributions = (of_snapshot(answers, Key(name, area), shot) for name in TOTALS)
    share = ratio(benefits, contributions, percent=True)
    return Totals(shot.period, claims, benefits, _average(answers, area, shot), contributions, share)


def _average(answers: Answers, area: str, shot: SourcePeriod, programme: str | None = None) -> Quantity | None:
    """The average benefit as published or as the source's figures have it, else of what several sources say."""
    stated, claims, benefits = (
        of_snapshot(answers, Key(indicator, area, None, programme), shot)
        for indicator in ("average_benefit", *MEASURES)
    )
    return known(stated) if stated is not None else ratio(benefits, claims)

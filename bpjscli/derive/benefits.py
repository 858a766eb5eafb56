"""Claims and benefits by programme, what a claim brings on average, and benefits against contributions."""

from __future__ import annotations

from typing import NamedTuple

from bpjscli.derive.answers import Answers, Candidate, Key
from bpjscli.derive.breakdown import Breakdown, Part, Snapshot, breakdown, latest_snapshot, of_snapshot, ratio
from bpjscli.derive.candidate import known
from bpjscli.derive.quantity import Quantity
from bpjscli.facts.period import Period

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
    snapshot: Snapshot
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
    return [_totals(answers, Snapshot(c.source, c.period, c.base), area) for c in map(periods.__getitem__, ordered)]


def _totals(answers: Answers, shot: Snapshot, area: str) -> Totals:
    benefits, claims, contributions = (of_snapshot(answers, Key(name, area), shot) for name in TOTALS)
    share = ratio(benefits, contributions, percent=True)
    return Totals(shot.period, claims, benefits, _average(answers, area, shot), contributions, share)


def _average(answers: Answers, area: str, shot: Snapshot, programme: str | None = None) -> Quantity | None:
    """The average benefit as published or as the source's figures have it, else of what several sources say."""
    stated, claims, benefits = (
        of_snapshot(answers, Key(indicator, area, None, programme), shot)
        for indicator in ("average_benefit", *MEASURES)
    )
    return known(stated) if stated is not None else ratio(benefits, claims)

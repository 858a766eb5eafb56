"""Rankings: who leads and who trails, as far as the precision of the figures can tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from bpjscli.derive.answers import Answers, Candidate, Key
from bpjscli.facts.interval import Interval
from bpjscli.facts.model import Source
from bpjscli.facts.period import Period


class Rank(NamedTuple):
    """An area's place, first to last; `low` to `high` where precision cannot separate it from others."""

    low: int
    high: int
    area: str
    candidate: Candidate


class Ranking(NamedTuple):
    """The ranks, best first. `source` and `period` are those of the snapshot, `None` for a mixture.

    `left_out` are areas without an answer in it, each with its latest answer elsewhere, if any.
    """

    indicator: str
    period: Period | None
    source: Source | None
    ranks: tuple[Rank, ...]
    left_out: tuple[tuple[str, Candidate | None], ...]

    def of(self, area: str) -> Rank | None:
        """The rank of `area`."""
        return next((rank for rank in self.ranks if rank.area == area), None)


# A newer snapshot of one source is preferred to a fuller one if it has at least this part of the fullest one's areas.
ENOUGH = Decimal(2) / 3


def ranking(
    answers: Answers,
    areas: Sequence[str],
    indicator: str = "coverage",
    period: Period | None = None,
    *,
    segment: str | None = None,
    programme: str | None = None,
) -> Ranking:
    """Rank `areas` by `indicator`, greatest first, preferring one source's snapshot to a mixture.

    A mixture of each area's best answers is taken only where no source has two of the areas in one period.
    """
    best: dict[str, Candidate] = {}
    snapshots: dict[tuple[str, Period, str | None], dict[str, Candidate]] = defaultdict(dict)
    for area in areas:
        key = Key(indicator, area, segment, programme)
        chosen = answers.best(key, period)
        if chosen is not None:
            best[area] = chosen
        for candidate in answers.candidates(key, period):
            if not candidate.superseded:
                snapshots[candidate.source.id, candidate.period, candidate.base].setdefault(area, candidate)
    fullest = max(map(len, snapshots.values()), default=0)
    enough = [s for s in snapshots.values() if len(s) >= max(Decimal(2), ENOUGH * fullest)]
    if enough:
        chosen_set = max(enough, key=_recency)
        some = next(iter(chosen_set.values()))
        when, source = some.period, some.source
    else:
        chosen_set, when, source = best, None, None
    left_out = tuple((area, best.get(area)) for area in areas if area not in chosen_set)
    return Ranking(indicator, when, source, rank(chosen_set), left_out)


def rank(candidates: dict[str, Candidate]) -> tuple[Rank, ...]:
    """Ranks by interval: an area stands above another only where every value of its interval does."""
    found = []
    for area, candidate in candidates.items():
        others = [other.quantity.interval for name, other in candidates.items() if name != area]
        own = candidate.quantity.interval
        above = sum(exceeds(other, own) for other in others)
        below = sum(exceeds(own, other) for other in others)
        found.append(Rank(above + 1, len(candidates) - below, area, candidate))
    return tuple(sorted(found, key=lambda r: (r.low, r.high, -(r.candidate.quantity.value or Decimal(0)))))


def exceeds(one: Interval, other: Interval) -> bool:
    """Whether every value of `one` is greater than every value of `other`."""
    if one.low is None or other.high is None:
        return False
    return one.low > other.high or (one.low == other.high and (one.low_open or other.high_open))


def _recency(snapshot: dict[str, Candidate]) -> tuple[object, ...]:
    some = next(iter(snapshot.values()))
    published = some.source.published
    return (some.period.sort_key, published.sort_key if published is not None else (), len(snapshot))

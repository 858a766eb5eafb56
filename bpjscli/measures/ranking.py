"""Who leads and who trails, as far as precision can tell, and where one area stands among its siblings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby

import msgspec

from bpjscli.measures.agreement import finer
from bpjscli.measures.answers import Answers, Candidate, Key
from bpjscli.measures.candidates import in_more_digits, preference, sound
from bpjscli.measures.coverage import snapshot
from bpjscli.model.areas import parts_of, provinces_within, region_of
from bpjscli.model.facts import Source
from bpjscli.model.period import Period
from bpjscli.solver.arithmetic import subtract
from bpjscli.solver.quantity import Quantity, bounds_of, make_computed


class Rank(msgspec.Struct, frozen=True, gc=False):
    """An area's place, first to last; `low` to `high` where precision cannot separate it from others.

    What is disputed stands where it does whichever figure is wrong, or has none; nor has one that stands alone.
    `better` is what is known more exactly of the same quantity: it stands beside the number, and gives no place.
    """

    low: int | None
    high: int | None
    area: str
    candidate: Candidate
    better: Candidate | None = None


class Ranking(msgspec.Struct, frozen=True, gc=False):
    """The ranks, best first, those without a place last.

    `source` and `period` are those of the snapshot, `None` for a mixture. `left_out` are areas without an answer in it,
    each with its latest answer elsewhere, if any; `not_there` those that were no areas of their own on the day asked.
    """

    indicator: str
    period: Period | None
    source: Source | None
    ranks: tuple[Rank, ...]
    left_out: tuple[tuple[str, Candidate | None], ...]
    not_there: tuple[str, ...] = ()

    @property
    def ranked(self) -> tuple[Rank, ...]:
        """Those that have a place."""
        return tuple(rank for rank in self.ranks if rank.low is not None)

    @property
    def mixed(self) -> bool:
        """Whether it is of figures for different times, each of whatever source has it."""
        return self.source is None and len({rank.candidate.period for rank in self.ranks}) > 1

    def of(self, area: str) -> Rank | None:
        """The rank of `area`."""
        return next((rank for rank in self.ranks if rank.area == area), None)


class _Name(msgspec.Struct, frozen=True, gc=False):
    """A snapshot by its source, period and base."""

    source: str
    period: Period
    base: str | None


# A snapshot of less than this part of the areas that are known is none of them: of five of 38 provinces, say.
MOST = Decimal(1) / 2
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

    A mixture of each area's best answers is taken only where no source has half of the areas that are known, or two of
    them, in one period. An area that was not there in `period`, or on the day up to which publications count, has no
    place.
    """
    question = ("ranking", tuple(areas), indicator, period, segment, programme)
    return answers.once(question, lambda: _ranking(answers, areas, Key(indicator, "", segment, programme), period))


def _ranking(answers: Answers, areas: Sequence[str], key: Key, period: Period | None) -> Ranking:
    there = [area for area in areas if _was_there(answers, area, period)]
    ranked = _rank_together(answers, there, key, period)
    return msgspec.structs.replace(ranked, not_there=tuple(area for area in areas if area not in there))


def _was_there(answers: Answers, area: str, period: Period | None) -> bool:
    """Whether an area was one of its own at the time asked for; yes where no time is."""
    place = answers.base.areas[area]
    first, last = (answers.as_of, answers.as_of) if period is None else (period.start, period.end)
    begun = last is None or place.since is None or place.since <= last
    return begun and (first is None or place.until is None or first <= place.until)


def _rank_together(answers: Answers, areas: Sequence[str], key: Key, period: Period | None) -> Ranking:
    indicator = key.indicator
    keys = {area: key._replace(area=area) for area in areas}
    snapshots = _Snapshots(answers, keys, period)
    chosen = snapshots.newest()
    if chosen is None or len(chosen) < MOST * snapshots.areas:
        best = {area: candidate for area, key in keys.items() if (candidate := answers.best(key, period)) is not None}
        if chosen is None or len(chosen) < MOST * len(best):
            exact = {area: better_known(answers, candidate) or candidate for area, candidate in best.items()}
            left_out = tuple((area, None) for area in keys if area not in best)
            return Ranking(indicator, None, None, rank(exact), left_out)
    some = _first(chosen)
    elsewhere = tuple((area, answers.best(key, period)) for area, key in keys.items() if area not in chosen)
    return Ranking(indicator, some.period, some.source, _with_better(answers, rank(chosen)), elsewhere)


def _with_better(answers: Answers, ranks: Sequence[Rank]) -> tuple[Rank, ...]:
    return tuple(msgspec.structs.replace(rank, better=better_known(answers, rank.candidate)) for rank in ranks)


def better_known(answers: Answers, chosen: Candidate) -> Candidate | None:
    """What is known more exactly than `chosen`, of the same time from another source or of a day at about that time.

    "> 50 %" for 2025 and 58.53 % for 1 December 2025: the second agrees with the first and says more. `None` for a
    disputed answer, which nothing can be said to agree with.
    """
    if not sound(chosen):
        return None
    precise = in_more_digits(chosen, answers.at(chosen.key, chosen.period))
    return finer(answers, chosen) if precise is chosen else precise


class _Snapshots:
    """What each source may say of the areas in one period on one base; only those that may be chosen are solved."""

    def __init__(self, answers: Answers, keys: Mapping[str, Key], within: Period | None) -> None:
        self.answers = answers
        self.keys = keys
        self.possible: dict[_Name, list[str]] = defaultdict(list)
        self.sources = {source.id: source for source in answers.base.sources}
        self.made: dict[_Name, dict[str, Candidate]] = {}
        for area, key in keys.items():
            for period, prospects in answers.prospects(key).items():
                if within is None or within.covers(period):
                    for name in dict.fromkeys(_Name(p.group.source, period, p.group.base) for p in prospects):
                        self.possible[name].append(area)

    @property
    def areas(self) -> int:
        """How many of the areas may have an answer at all."""
        return len({area for areas in self.possible.values() for area in areas})

    def newest(self) -> dict[str, Candidate] | None:
        """The newest snapshot that is full enough; `None` where no source has two of the areas together."""
        enough = max(Decimal(2), ENOUGH * self._fullest())
        large = [name for name, areas in self.possible.items() if len(areas) >= enough]
        recency = {name: self._recency(name) for name in large}
        for _, names in groupby(sorted(large, key=recency.__getitem__, reverse=True), recency.__getitem__):
            fullest = max((self._make(name) for name in names), key=_fullness)
            if len(fullest) >= enough:
                return fullest
        return None

    def _fullest(self) -> int:
        fullest = 1
        for name, areas in sorted(self.possible.items(), key=lambda entry: len(entry[1]), reverse=True):
            if len(areas) <= fullest:
                break
            fullest = max(fullest, len(self._make(name)))
        return fullest

    def _make(self, name: _Name) -> dict[str, Candidate]:
        if name not in self.made:
            candidates = {area: self._candidate(name, self.keys[area]) for area in self.possible[name]}
            self.made[name] = {area: candidate for area, candidate in candidates.items() if candidate is not None}
        return self.made[name]

    def _candidate(self, name: _Name, key: Key) -> Candidate | None:
        for candidate in self.answers.at(key, name.period):
            if candidate.source.id == name.source and candidate.base == name.base and not candidate.superseded:
                return candidate
        return None

    def _recency(self, name: _Name) -> tuple[object, ...]:
        published = self.sources[name.source].published
        return (name.period.sort_key, published.sort_key if published is not None else ())


def rank(candidates: dict[str, Candidate]) -> tuple[Rank, ...]:
    """Ranks by interval: an area stands above another only where every value of its interval does."""
    placed = {area: c for area, c in candidates.items() if not c.quantity.disputed or c.quantity.held.width is not None}
    if len(placed) < 2:
        placed = {}
    lows = sorted(low for c in placed.values() if (low := _low(c)) is not None)
    highs = sorted(high for c in placed.values() if (high := _high(c)) is not None)
    places = []
    for area, candidate in placed.items():
        low, high = _low(candidate), _high(candidate)
        above = 0 if high is None else len(lows) - bisect_right(lows, high)
        below = 0 if low is None else bisect_left(highs, low)
        places.append((above + 1, len(placed) - below, area))
    places.sort(key=lambda place: (*place[:2], -(candidates[place[2]].quantity.value or Decimal(0))))
    without = (Rank(None, None, area, candidate) for area, candidate in candidates.items() if area not in placed)
    return (*(Rank(low, high, area, candidates[area]) for low, high, area in places), *without)


def _low(candidate: Candidate) -> tuple[Decimal, int] | None:
    """Where the interval begins, so that it lies above every interval that ends before: just after an open bound."""
    interval = candidate.quantity.held
    return None if interval.low is None else (interval.low, 1 if interval.low_open else 0)


def _high(candidate: Candidate) -> tuple[Decimal, int] | None:
    """Where the interval ends: just before an open bound."""
    interval = candidate.quantity.held
    return None if interval.high is None else (interval.high, -1 if interval.high_open else 0)


def _fullness(snapshot: dict[str, Candidate]) -> tuple[object, ...]:
    """Sorts snapshots of one period and day; those alike in size by the answer for their first area."""
    return (len(snapshot), *(preference(_first(snapshot)) if snapshot else ()))


def _first(snapshot: dict[str, Candidate]) -> Candidate:
    return next(iter(snapshot.values()))


class Standing(msgspec.Struct, frozen=True, gc=False):
    """An area's rank among the areas of `region`; `whole` is the region's own figure, `distance` whole minus own."""

    region: str
    table: Ranking
    place: Rank
    whole: Candidate | None
    distance: Quantity | None


def siblings(answers: Answers, area: str) -> tuple[str, list[str]] | None:
    """The region an area is compared within, and the areas of its level there; `None` for one without a region.

    What a branch office serves is compared with what others serve, not with the regencies that it overlaps; what a
    regional office serves, not with the islands.
    """
    areas = answers.base.areas
    if areas[area].level == "province":
        region = region_of(area, areas)
        return None if region is None else (region.id, [place.id for place in provinces_within(region.id, areas)])
    parent, grouped = areas[area].parent, areas[area].level == "group"
    if parent is None:
        return None
    within = [place for place in parts_of(parent, areas) if (place.level == "group") == grouped]
    return parent, [place.id for place in within if bool(place.parts) == bool(areas[area].parts)]


def standing(answers: Answers, area: str, lead: Candidate, within: Period | None = None) -> Standing | None:
    """Where `lead`, an area's answer, stands among its siblings; `None` where no other has one.

    It is compared in its own period; where only few of the siblings have an answer there, with what is known of each,
    unless only the period `within` is asked for.
    """
    among = siblings(answers, area)
    if among is None:
        return None
    region, others = among
    table, period = ranking(answers, others, lead.key.indicator, lead.period), None
    if within is None and len(table.ranked) < MOST * len(others):
        wider = ranking(answers, others, lead.key.indicator)
        place = wider.of(area)
        if len(wider.ranked) > len(table.ranked) and place is not None and place.candidate.period == lead.period:
            table, period = wider, lead.period
    place = table.of(area)
    if place is None or place.low is None:
        return None
    source = table.source.id if table.source is not None else None
    whole = snapshot(answers, region, lead.key.indicator, (), table.period or period, source=source).lead
    distance = None if whole is None else difference(whole.quantity, place.candidate.quantity)
    return Standing(region, table, place, whole, distance)


def difference(one: Quantity, other: Quantity) -> Quantity | None:
    """One - other in percentage points; `None` where either is unbounded."""
    if one.held.width is None or other.held.width is None:
        return None
    return make_computed("percent", subtract(bounds_of(one.held), bounds_of(other.held)), one, other)

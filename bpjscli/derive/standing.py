"""Where an area stands: its place among its siblings and its distance to its region, within one snapshot."""

from __future__ import annotations

import msgspec

from bpjscli.derive.answers import Answers, Candidate
from bpjscli.derive.arithmetic import subtract
from bpjscli.derive.quantity import Quantity, derived
from bpjscli.derive.ranking import Rank, Ranking, ranking
from bpjscli.derive.snapshot import snapshot
from bpjscli.facts.areas import parts_of, provinces_within, region_of
from bpjscli.facts.interval import Interval


class Standing(msgspec.Struct, frozen=True, gc=False):
    """An area's rank among the areas of `region`; `whole` is the region's own figure, `distance` whole minus own."""

    region: str
    table: Ranking
    place: Rank
    whole: Candidate | None
    distance: Quantity | None


def siblings(answers: Answers, area: str) -> tuple[str, list[str]] | None:
    """The region an area is compared within, and the areas of its level there; `None` for one without a region.

    What a branch office serves is compared with what others serve, not with the regencies that it overlaps.
    """
    areas = answers.base.areas
    if areas[area].level == "province":
        region = region_of(area, areas)
        return None if region is None else (region.id, [place.id for place in provinces_within(region.id, areas)])
    parent, grouped = areas[area].parent, areas[area].level == "group"
    if parent is None:
        return None
    return parent, [place.id for place in parts_of(parent, areas) if (place.level == "group") == grouped]


def standing(answers: Answers, area: str, lead: Candidate) -> Standing | None:
    """Where `lead`, an area's answer, stands among its siblings; `None` where no other has one."""
    within = siblings(answers, area)
    if within is None:
        return None
    region, others = within
    table = ranking(answers, others, lead.key.indicator, lead.period)
    place = table.of(area)
    if place is None or place.low is None:
        return None
    source = table.source.id if table.source is not None else None
    whole = snapshot(answers, region, lead.key.indicator, (), table.period, source=source).lead
    distance = None if whole is None else difference(whole.quantity, place.candidate.quantity)
    return Standing(region, table, place, whole, distance)


def difference(one: Quantity, other: Quantity) -> Quantity | None:
    """One - other in percentage points; `None` where either is unbounded or disputed."""
    bounds = (one.interval.low, one.interval.high, other.interval.low, other.interval.high)
    if one.disputed or other.disputed or None in bounds:
        return None
    low, high = subtract((bounds[0], bounds[1]), (bounds[2], bounds[3]))  # type: ignore[arg-type]  # none is None
    return derived("percent", Interval(low, high), (*one.figures, *other.figures))

"""Family C, continued: what is counted in some parts of an area against what is counted in all of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from bpjscli.checks.examination import Examination
from bpjscli.checks.finding import N_, Finding
from bpjscli.checks.registry import check
from bpjscli.checks.wholes import missed_whole
from bpjscli.facts.areas import ancestors
from bpjscli.facts.interval import Interval
from bpjscli.facts.model import Area, Figure

_ZERO = Decimal(0)


@check("C405", "error", "Parts of an area come to more than all of it")
def parts_of_an_area(examination: Examination) -> Iterator[Finding]:
    """The regencies that a source names have more participants, or claims, than it says their province has.

    Where all parts are known, they add up to the whole, and C401 says so; where some are, they are not more. Numbers
    are read as generously as there; a miss of less than 0.5 % is a warning. What a branch office serves overlaps with
    regencies, and is not added to them.
    """
    places: dict[tuple[object, ...], dict[str, Figure]] = defaultdict(dict)
    for (indicator, area, *part), figures in examination.undisputed.items():
        its = examination.base.vocabulary.indicators[indicator]
        if its.additive and not its.negative and its.role == "actual":
            for figure in figures if area in examination.nested else ():
                key = (figure.source.id, indicator, figure.period.text, *part)
                places[key].setdefault(area, figure)
    for found in places.values():
        if len(found) > 1:
            yield from _of_one_kind(found, examination.base.areas)


def _of_one_kind(found: Mapping[str, Figure], areas: Mapping[str, Area]) -> Iterator[Finding]:
    """The findings among figures of one source for the same period, by area."""
    for id_, parts in _within(found, areas).items():
        whole = found[id_]
        total = Interval(sum((part.reading.loose.low or _ZERO for part in parts), _ZERO))
        finding = missed_whole(
            "C405", N_("{whole}: the areas within it come to {total} ({parts})."), whole, parts, total
        )
        if finding is not None:
            yield finding


def _within(found: Mapping[str, Figure], areas: Mapping[str, Area]) -> dict[str, list[Figure]]:
    """For each area the figures of those directly within it, of which none is in another; in the order of `found`."""
    within: dict[str, list[Figure]] = {id_: [] for id_ in found}
    for id_, figure in found.items():
        if areas[id_].level == "group":
            continue
        for above in ancestors(id_, areas):
            if above.id in found:
                within[above.id].append(figure)
                if above.level != "group":
                    break
    return within

"""Family C: what is counted in parts of a period or of an area, held against the figure of the whole."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType

from msgspec.structs import replace

from bpjscli.checks.contradictions import SMALL
from bpjscli.checks.examination import Examination, check
from bpjscli.checks.finding import N_, Argument, Finding, Message
from bpjscli.model.boundaries import Boundaries
from bpjscli.model.facts import Figure, Severity
from bpjscli.model.interval import Interval
from bpjscli.model.period import Period
from bpjscli.solver.quantity import make_derived


def missed_whole(
    code: str,
    text: str,
    whole: Figure,
    parts: Sequence[Figure],
    total: Interval,
    more: Mapping[str, Argument] = MappingProxyType({}),
) -> Finding | None:
    """The finding that `parts`, which come to `total`, miss `whole` as generously as it is read; `None` if they do not.

    Its size is the miss relative to the whole; below that of a small contradiction it is a warning. `text` has places
    for {whole}, {total}, {parts} and what is in `more`.
    """
    missed = total.distance(whole.reading.loose)
    if not missed:
        return None
    size = missed / whole.reading.value if whole.reading.value else Decimal(1)
    arguments: dict[str, Argument] = {
        "whole": whole,
        "total": make_derived(whole.unit, total),
        "parts": tuple(parts),
        **more,
    }
    severity: Severity = "warning" if size < SMALL else "error"
    return Finding(code, severity, Message(text, arguments), (whole, *parts), size=size)


_ZERO = Decimal(0)


@check("C405", "error", "Parts of an area come to more than all of it")
def parts_of_an_area(examination: Examination) -> Iterator[Finding]:
    """The regencies that a source names have more participants, or claims, than it says their province has.

    Where all parts are known, they add up to the whole, and C401 says so; where some are, they are not more. Numbers
    are read as generously as there; a miss of less than 0.5 % is a warning. What a branch office serves overlaps with
    regencies, and is not added to them. The areas are those of the period: Nunukan lies in East Kalimantan until 2013.
    """
    places: dict[tuple[object, ...], dict[str, Figure]] = defaultdict(dict)
    for (indicator, area, *part), figures in examination.undisputed.items():
        its = examination.base.vocabulary.indicators[indicator]
        if its.additive and not its.negative and its.role == "actual":
            for figure in figures if area in examination.nested else ():
                key = (figure.source.id, indicator, figure.period.text, *part)
                places[key].setdefault(area, figure)
    for of_place in places.values():
        if len(of_place) > 1:
            yield from _of_one_kind(of_place, examination.answers.boundaries)


def _of_one_kind(found: Mapping[str, Figure], boundaries: Boundaries) -> Iterator[Finding]:
    """The findings among figures of one source for the same period, by area."""
    for id_, parts in _within(found, boundaries).items():
        whole = found[id_]
        total = Interval(sum((part.reading.loose.low or _ZERO for part in parts), _ZERO))
        finding = missed_whole(
            "C405", N_("{whole}: the areas within it come to {total} ({parts})."), whole, parts, total
        )
        if finding is not None:
            yield finding


def _within(found: Mapping[str, Figure], boundaries: Boundaries) -> dict[str, list[Figure]]:
    """For each area the figures of those directly within it, of which none is in another; in the order of `found`."""
    within: dict[str, list[Figure]] = {id_: [] for id_ in found}
    for id_, figure in found.items():
        if boundaries.areas[id_].level != "group":
            for whole in dict.fromkeys(_around(id_, found, boundaries)):
                within[whole].append(figure)
    return within


def _around(area: str, found: Mapping[str, Figure], boundaries: Boundaries) -> Iterator[str]:
    """The areas of `found` that an area lay in at that time, up to the first that is no group."""
    for above in boundaries.above(area, found[area].period, found):
        yield from (group for group in boundaries.groups_of(area) if group in found)
        if above in found:
            yield above
            if boundaries.areas[above].level != "group":
                return
        area = above


_ZERO = Decimal(0)
_A_DAY = timedelta(days=1)


@check("C404", "error", "The parts of a period do not add up to it")
def parts_of_a_period(examination: Examination) -> Iterator[Finding]:
    """What is said of the parts of a period is more than what is said of all of it, or less where all are there.

    Claims of three months cannot be more than those of their year, and four quarters make up a year. This holds for
    what is counted over a period, such as claims, benefits, contributions and new participants, and not for headcounts.
    Numbers are read as generously as in C401; a miss of less than 0.5 % is a warning.

    It holds between sources, too, as far as both knew the whole of what they speak of: a year that was published in
    June says nothing of its second half. Two sources may count differently, so that this is a warning, as D501 is.
    """
    for (indicator, *_), figures in examination.undisputed.items():
        its = examination.base.vocabulary.indicators[indicator]
        if its.kind == "flow" and its.additive and its.role == "actual" and len(figures) > 1:
            of_source: dict[str, list[Figure]] = defaultdict(list)
            for figure in figures:
                of_source[figure.source.id].append(figure)
            shortest = min(figure.period.end - figure.period.start for figure in figures)
            for whole in figures:
                if whole.period.end - whole.period.start > shortest:
                    own = next(_of_whole(whole, _within_period(whole, of_source[whole.source.id])), None)
                    finding = own or (_between_sources(whole, figures) if len(of_source) > 1 else None)
                    if finding is not None:
                        yield finding


def _within_period(whole: Figure, figures: Sequence[Figure]) -> list[Figure]:
    return [f for f in figures if f.period != whole.period and whole.period.covers(f.period)]


def _of_whole(whole: Figure, within: Sequence[Figure]) -> Iterator[Finding]:
    """The findings about a whole and what its own source says of the periods within it."""
    some, every = _most(within), _all(whole, within)
    at_least, sum_of_all = Interval(_total(some, "low")), Interval(_total(every, "low"), _total(every, "high"))
    for parts, total in ((some, at_least), (every, sum_of_all)):
        if parts:
            text = N_("{whole}: the periods within it come to {total} ({parts}).")
            finding = missed_whole("C404", text, whole, parts, total)
            if finding is not None:
                yield finding


def _between_sources(whole: Figure, figures: Sequence[Figure]) -> Finding | None:
    """The finding about a whole and what any sources say of the periods within it; `None` where they can be true.

    Of several figures for one period the least is held against it: that sources disagree is another finding.
    """
    known_by = _published(whole)
    within: dict[Period, Figure] = {}
    for figure in _within_period(whole, figures):
        if figure.period.end <= known_by:
            other = within.setdefault(figure.period, figure)
            if (figure.reading.loose.low or _ZERO) < (other.reading.loose.low or _ZERO):
                within[figure.period] = figure
    parts = list(within.values())
    some = _most(parts)
    every = _all(whole, [f for f in parts if _published(f) >= f.period.end]) if known_by >= whole.period.end else []
    at_least, sum_of_all = Interval(_total(some, "low")), Interval(_total(every, "low"), _total(every, "high"))
    for taken, total in ((some, at_least), (every, sum_of_all)):
        others = tuple(dict.fromkeys(part.source for part in taken if part.source is not whole.source))
        if others:
            text = N_("{whole}: according to {sources}, the periods within it come to {total} ({parts}).")
            finding = missed_whole("C404", text, whole, taken, total, {"sources": others})
            if finding is not None:
                return replace(finding, severity="warning")
    return None


def _published(figure: Figure) -> date:
    """The last day that a figure may tell of."""
    published = figure.source.published
    return date.max if published is None else published.end


def _most(figures: Sequence[Figure]) -> list[Figure]:
    """The figures for periods that do not overlap that come to most, the earliest first."""
    ordered = sorted(figures, key=lambda figure: figure.period.sort_key)
    ends = [figure.period.end for figure in ordered]
    best: list[tuple[Decimal, int, Figure | None]] = [(_ZERO, 0, None)]  # the sum, where it goes on, what it takes in
    for place, figure in enumerate(ordered):
        before = bisect_left(ends, figure.period.start, 0, place)
        taken = best[before][0] + (figure.reading.loose.low or _ZERO)
        best.append((taken, before, figure) if taken > best[place][0] else (best[place][0], place, None))
    chosen: list[Figure] = []
    place = len(ordered)
    while place:
        _, before, last = best[place]
        chosen += [] if last is None else [last]
        place = before
    return chosen[::-1]


def _all(whole: Figure, figures: Sequence[Figure]) -> list[Figure]:
    """Figures for periods that make up that of `whole` without a gap, the longest first; empty where there are none."""
    chosen: list[Figure] = []
    day = whole.period.start
    while day <= whole.period.end:
        following = [figure for figure in figures if figure.period.start == day]
        if not following:
            return []
        chosen.append(max(following, key=lambda figure: figure.period.end))
        day = chosen[-1].period.end + _A_DAY
    return chosen


def _total(figures: Sequence[Figure], side: str) -> Decimal | None:
    """The sum of the lower or upper ends of generous readings; `None` where one is open."""
    ends = [getattr(figure.reading.loose, side) for figure in figures]
    return None if None in ends else sum(ends, _ZERO)

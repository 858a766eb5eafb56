"""Family S, continued: changes that no workforce can make in the time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from bpjscli.checks.evidence import gap
from bpjscli.checks.examination import Examination
from bpjscli.checks.finding import N_, Finding, Message
from bpjscli.checks.registry import check
from bpjscli.facts.interval import Interval
from bpjscli.facts.model import Figure

# What coverage may gain or lose beside rounding: five points at once (a budget year begins, an employer joins), and
# ten points a year. Headcounts may double within a year, not more; those of a segment may begin at hardly anything, and
# migrant workers tripled in the year after they were let in.
POINTS_AT_ONCE, POINTS_A_YEAR = Decimal(5), Decimal(10)
MOST_GROWTH, MOST_GROWTH_OF_A_SEGMENT = Decimal(2), Decimal(5)
DAYS_A_YEAR = Decimal("365.25")
WATCHED = ("coverage", "participants", "workforce")


class _Point(NamedTuple):
    day: date
    figure: Figure


@check("S603", "warning", "A jump that no workforce can make in the time")
def jump(examination: Examination) -> Iterator[Finding]:
    """Coverage changes by more than five points and ten points a year, or a headcount more than doubles in a year.

    A segment may begin with hardly anybody, so that its headcount may grow to five times as much.

    Two figures for neighbouring dates, usually of different sources, are each believable and cannot follow each other:
    27.36 % on 1 December and 37 % on 24 December. A figure that differs from both its neighbours while these agree is
    named as the odd one out. Where bases differ, nothing is compared.
    """
    for (indicator, *_), figures in examination.series.items():
        if indicator in WATCHED and len(figures) > 1:
            points = sorted(
                (_Point(_day(f), f) for f in figures if f.id not in examination.disputed),
                key=lambda point: (point.day, point.figure.period.start, point.figure.id),
            )
            yield from _jumps(indicator, points)


def _jumps(indicator: str, points: list[_Point]) -> Iterator[Finding]:
    far = [_too_far(indicator, one, other) for one, other in pairwise(points)]
    place = 0
    while place < len(far):
        if not far[place]:
            place += 1
            continue
        one, other = points[place], points[place + 1]
        spike = place + 1 < len(far) and far[place + 1] and not _too_far(indicator, one, points[place + 2])
        if spike:
            text = N_("{figure} is the odd one out: {before} came before it, and {after} after it.")
            arguments = {"figure": other.figure, "before": one.figure, "after": points[place + 2].figure}
            figures: tuple[Figure, ...] = (other.figure, one.figure, points[place + 2].figure)
        else:
            text = N_("{figure}: too far from {before} for the time between them.")
            arguments = {"figure": other.figure, "before": one.figure}
            figures = (other.figure, one.figure)
        yield Finding("S603", "warning", Message(text, arguments), figures)
        place += 2 if spike else 1


def _too_far(indicator: str, one: _Point, other: _Point) -> bool:
    first, second = one.figure.reading.loose, other.figure.reading.loose
    days = Decimal((other.day - one.day).days)
    if indicator == "coverage":
        return gap(first, second) > POINTS_AT_ONCE + POINTS_A_YEAR * days / DAYS_A_YEAR
    most = MOST_GROWTH if one.figure.segment is None else MOST_GROWTH_OF_A_SEGMENT
    return days <= DAYS_A_YEAR and (_ratio_above(first, second, most) or _ratio_above(second, first, most))


def _ratio_above(small: Interval, large: Interval, most: Decimal) -> bool:
    return small.high is not None and large.low is not None and large.low > small.high * most


def _day(figure: Figure) -> date:
    """The day a stock is dated to: the end of its period, or its publication where that came before."""
    published = figure.source.published
    return figure.period.end if published is None else min(figure.period.end, published.end)

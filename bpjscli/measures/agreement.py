"""Answers that speak against each other: about one moment, or about two that nothing could lie between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise

import msgspec

from bpjscli.measures.answers import Answers, Candidate, Key
from bpjscli.measures.candidates import SAME_TIME, generous_reading, published, relative_width, sound
from bpjscli.model.facts import Figure, Indicator
from bpjscli.model.interval import Interval
from bpjscli.model.period import Period

# What coverage may gain or lose beside rounding: five points at once (a budget year begins, an employer joins), and
# ten points a year. Headcounts may double within a year, not more; those of a segment may begin at hardly anything, and
# migrant workers tripled in the year after they were let in.
POINTS_AT_ONCE, POINTS_A_YEAR = Decimal(5), Decimal(10)
MOST_GROWTH, MOST_GROWTH_OF_A_SEGMENT = Decimal(2), Decimal(5)
DAYS_A_YEAR = Decimal("365.25")
WATCHED = ("coverage", "participants", "workforce")


class Jump(msgspec.Struct, frozen=True, gc=False):
    """Two figures too far apart for the time between them; with `after`, `figure` alone is the odd one of three."""

    figure: Figure
    before: Figure
    after: Figure | None = None


def one_moment(one: Figure | Candidate, other: Figure | Candidate, indicator: Indicator) -> bool:
    """Whether two figures of a series are for one time: one period, or of a stock one day, as 2025 and 31 December are.

    Flows and changes are over a period, and targets are for one. A stock that was published before its period had ended
    tells of a day within, which is not known.
    """
    if one.period == other.period:
        return True
    dated = indicator.kind == "stock" and indicator.role == "actual" and not indicator.points
    return dated and one.period.end == other.period.end and _over(one) and _over(other)


def _over(one: Figure | Candidate) -> bool:
    published = one.source.published
    return published is None or published.end >= one.period.end


def pair_answers(figures: Iterable[Figure], indicator: Indicator) -> Iterator[tuple[Figure, Figure]]:
    """At every time of a series the newest figure with every other source's; of two newest, the more precise."""
    by_end: dict[date, list[Figure]] = {}
    for figure in figures:
        by_end.setdefault(figure.period.end, []).append(figure)
    for left in by_end.values():
        while len(left) > 1:
            newest = max(left, key=_preference)
            same = [figure for figure in left if one_moment(newest, figure, indicator)]
            same.sort(key=_preference, reverse=True)
            yield from ((newest, figure) for figure in same if figure.source is not newest.source)
            left = [figure for figure in left if not one_moment(newest, figure, indicator)]


def _preference(figure: Figure) -> tuple[object, ...]:
    """Later and more precise figures first; nothing depends on the order of a file, nor on ids."""
    return (_published(figure), -figure.reading.step, figure.reading.value, figure.period.sort_key)


def disagree(one: Figure, other: Figure) -> bool:
    """Whether two figures for one quantity are too far apart to be rounding, as generously as newspapers round.

    Between sources a number that ends in a zero may be rounded: 2.077.410 is 2.077.413 to the nearest ten.
    """
    return (generous_reading(one) & generous_reading(other)).empty


def jumps(figures: Iterable[Figure], indicator: Indicator, workforces: Iterable[Figure] = ()) -> Iterator[Jump]:
    """Where a series moves further than it can; a figure that differs from two that agree is the odd one of them.

    Figures for one time do not move: where they differ, they disagree. Of two that one source prints itself it knows
    how far apart they are, and a coverage that falls because the `workforce` beside it was counted anew is no wonder.
    """
    if indicator.id not in WATCHED:
        return
    points = sorted(figures, key=lambda f: (day_of(f), f.period.start, f.id))
    beside = {(figure.source.id, figure.period): figure for figure in workforces}
    far = [
        _too_far(one, other) and not one_moment(one, other, indicator) and not _counted_anew(one, other, beside)
        for one, other in pairwise(points)
    ]
    place = 0
    while place < len(far):
        if not far[place]:
            place += 1
            continue
        one, other = points[place], points[place + 1]
        spike = place + 1 < len(far) and far[place + 1] and not _too_far(one, points[place + 2])
        if spike or one.source is not other.source:
            yield Jump(other, one, points[place + 2] if spike else None)
        place += 2 if spike else 1


def day_of(figure: Figure) -> date:
    """The day a stock is dated to: the end of its period, or its publication where that came before."""
    published = figure.source.published
    return figure.period.end if published is None else min(figure.period.end, published.end)


def find_doubtful(answers: Answers, key: Key) -> frozenset[str]:
    """The ids of the figures for `key` that another source disagrees with, or that moved further than they can."""
    indicator = answers.base.vocabulary.indicators[key.indicator]
    stated = [figure for figure in answers.stated(key) if figure.superseded_by is None]
    workforces = answers.stated(key._replace(indicator="workforce")) if key.indicator == "coverage" else ()
    doubtful = frozenset(_doubtful(stated, indicator, workforces))
    if not doubtful:
        return doubtful
    disputed = {
        figure.id
        for period in {figure.period for figure in stated}
        for candidate in answers.at(key, period)
        if candidate.quantity.disputed and candidate.quantity.origin == "published"
        for figure in candidate.quantity.figures
    }
    undisputed = [figure for figure in stated if figure.id not in disputed]
    return frozenset(_doubtful(undisputed, indicator, workforces))


def meet(one: Candidate, other: Candidate) -> bool:
    """Whether two answers may be the same number, as generously as newspapers round."""
    together = one.quantity.interval & other.quantity.interval
    return not together.empty or not (one.generous & other.generous).empty


def rivals(answers: Answers, chosen: Candidate) -> list[Candidate]:
    """What other sources say instead of an answer: for the same time and base, undisputed, and not to be reconciled."""
    indicator = answers.base.vocabulary.indicators[chosen.key.indicator]
    return [
        other
        for period in answers.prospects(chosen.key)
        if period.end == chosen.period.end
        for other in answers.at(chosen.key, period)
        if other.source is not chosen.source
        and other.base == chosen.base
        and sound(other)
        and one_moment(chosen, other, indicator)
        and not meet(chosen, other)
    ]


def _doubtful(figures: Sequence[Figure], indicator: Indicator, workforces: Sequence[Figure]) -> Iterator[str]:
    for _base, series in groupby(sorted(figures, key=_base_of), _base_of):
        own = list(series)
        for one, other in pair_answers(own, indicator):
            if disagree(one, other):
                yield from (one.id, other.id)
        for jump in jumps(own, indicator, workforces):
            yield from (jump.figure.id,) if jump.after is not None else (jump.figure.id, jump.before.id)


def _base_of(figure: Figure) -> str:
    return figure.base or ""


def _too_far(one: Figure, other: Figure) -> bool:
    first, second = one.reading.loose, other.reading.loose
    if one.indicator == "coverage":
        return _moved_too_far(first, second, _days(one, other))
    most = MOST_GROWTH if one.segment is None else MOST_GROWTH_OF_A_SEGMENT
    far = _ratio_above(first, second, most) or _ratio_above(second, first, most)
    return far and _days(one, other) <= DAYS_A_YEAR


def _counted_anew(one: Figure, other: Figure, workforces: Mapping[tuple[str, Period], Figure]) -> bool:
    """Whether coverage would not have moved too far, had the earlier one been reckoned with the later workforce."""
    before, after = (workforces.get((figure.source.id, figure.period)) for figure in (one, other))
    if one.indicator != "coverage" or before is None or after is None or not after.reading.value:
        return False
    ratio = before.reading.value / after.reading.value
    first, second = one.reading.loose, other.reading.loose
    if first.low is None or first.high is None:
        return False
    return not _moved_too_far(Interval(first.low * ratio, first.high * ratio), second, _days(one, other))


def _moved_too_far(first: Interval, second: Interval, days: Decimal) -> bool:
    beyond = first.distance(second) - POINTS_AT_ONCE
    return beyond > 0 and beyond > POINTS_A_YEAR * days / DAYS_A_YEAR


def _days(one: Figure, other: Figure) -> Decimal:
    return Decimal((day_of(other) - day_of(one)).days)


def _ratio_above(small: Interval, large: Interval, most: Decimal) -> bool:
    return small.high is not None and large.low is not None and large.low > small.high * most


def _published(figure: Figure) -> date:
    return date.min if figure.source.published is None else figure.source.published.end


ROUGH = Decimal("0.01")  # a number whose interval is wider than this part of it


def agree(one: Candidate, other: Candidate) -> bool:
    """Whether both may state the same number: more than the ends of their intervals meet."""
    if one.quantity.disputed or other.quantity.disputed or (one.base and other.base and one.base != other.base):
        return False
    common = one.quantity.interval & other.quantity.interval
    return not common.empty and (common.width != 0 or one.quantity.interval.exact or other.quantity.interval.exact)


def finer(answers: Answers, chosen: Candidate) -> Candidate | None:
    """What agrees with a rough answer for a stock and was published in more digits, for another day at about the time.

    Figures are looked at as they are printed first, so that a series that is precise costs nothing.
    """
    width = relative_width(chosen.quantity)
    if width <= ROUGH:
        return None
    periods = {
        figure.period: None
        for figure in answers.stated(chosen.key)
        if figure.period != chosen.period
        and abs((day_of(figure) - chosen.date).days) <= SAME_TIME
        and relative_width(published(figure)) < width
    }
    others = [
        other
        for period in periods
        for other in answers.at(chosen.key, period)
        if other.quantity.origin == "published"
        and sound(other)
        and abs((other.date - chosen.date).days) <= SAME_TIME
        and relative_width(other.quantity) < width
        and agree(chosen, other)
    ]
    return min(others, key=lambda other: relative_width(other.quantity), default=None)

"""Family C, continued: what was paid in the parts of a period against what was paid in all of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal

from bpjscli.checks.examination import Examination
from bpjscli.checks.finding import N_, Finding
from bpjscli.checks.registry import check
from bpjscli.checks.wholes import missed_whole
from bpjscli.facts.interval import Interval
from bpjscli.facts.model import Figure

_ZERO = Decimal(0)
_A_DAY = timedelta(days=1)


@check("C404", "error", "The parts of a period do not add up to it")
def parts_of_a_period(examination: Examination) -> Iterator[Finding]:
    """What a source says of the parts of a period is more than what it says of all of it, or less where all are there.

    Claims of three months cannot be more than those of their year, and four quarters make up a year. This holds for
    what is counted over a period, such as claims, benefits, contributions and new participants, and not for headcounts.
    Numbers are read as generously as in C401; a miss of less than 0.5 % is a warning.
    """
    for (indicator, *_), figures in examination.undisputed.items():
        its = examination.base.vocabulary.indicators[indicator]
        if its.kind == "flow" and its.additive and its.role == "actual":
            of_source: dict[str, list[Figure]] = defaultdict(list)
            for figure in figures:
                of_source[figure.source.id].append(figure)
            for its_own in (own for own in of_source.values() if len(own) > 1):
                shortest = min(figure.period.end - figure.period.start for figure in its_own)
                for whole in its_own:
                    if whole.period.end - whole.period.start > shortest:
                        yield from _of_whole(whole, its_own)


def _of_whole(whole: Figure, figures: Sequence[Figure]) -> Iterator[Finding]:
    within = [f for f in figures if f.period != whole.period and whole.period.covers(f.period)]
    some, every = _most(within), _all(whole, within)
    at_least, sum_of_all = Interval(_total(some, "low")), Interval(_total(every, "low"), _total(every, "high"))
    for parts, total in ((some, at_least), (every, sum_of_all)):
        if not parts:
            continue
        text = N_("{whole}: the periods within it come to {total} ({parts}).")
        finding = missed_whole("C404", text, whole, parts, total)
        if finding is not None:
            yield finding
            return


def _most(figures: Sequence[Figure]) -> list[Figure]:
    """The figures for periods that do not overlap that come to most, the earliest first."""
    best: list[list[Figure]] = [[]]
    ordered = sorted(figures, key=lambda figure: figure.period.sort_key)
    for place, figure in enumerate(ordered):
        before = next((n for n in range(place, 0, -1) if ordered[n - 1].period.end < figure.period.start), 0)
        taken = [*best[before], figure]
        best.append(max(best[place], taken, key=lambda parts: _total(parts, "low") or _ZERO))
    return best[-1]


def _all(whole: Figure, figures: Sequence[Figure]) -> list[Figure]:
    """Figures for periods that make up that of `whole` without a gap, the longest first; empty where there are none."""
    found: list[Figure] = []
    day = whole.period.start
    while day <= whole.period.end:
        following = [figure for figure in figures if figure.period.start == day]
        if not following:
            return []
        found.append(max(following, key=lambda figure: figure.period.end))
        day = found[-1].period.end + _A_DAY
    return found


def _total(figures: Sequence[Figure], side: str) -> Decimal | None:
    """The sum of the lower or upper ends of generous readings; `None` where one is open."""
    ends = [getattr(figure.reading.loose, side) for figure in figures]
    return None if None in ends else sum(ends, _ZERO)

"""The targets that sources have published for an area."""

from __future__ import annotations

from datetime import date

from bpjscli.derive.answers import Answers, Candidate, Key
from bpjscli.derive.gap import Gap, current_coverage, gap_of_new_participants, gap_to
from bpjscli.derive.quantity import Quantity


def stated_targets(answers: Answers, area: str) -> list[Candidate]:
    """Published or derived targets for coverage, and targets for new participants; one a year, earliest first.

    Where a year has both, the target for coverage stands.
    """
    by_year: dict[int, Candidate] = {}
    for indicator in ("target_coverage", "target_new_participants"):
        key = Key(indicator, area)
        for candidate in answers.candidates(key):
            if candidate.quantity.disputed or candidate.period.year in by_year:
                continue
            chosen = answers.best(key, candidate.period, exactly=True)
            by_year[candidate.period.year] = chosen or candidate
    return [by_year[year] for year in sorted(by_year)]


def gaps_of(answers: Answers, area: str) -> list[Gap]:
    """The gap of `area` to each of its stated targets, earliest first; without any, the gap that a source states."""
    found = []
    for stated in stated_targets(answers, area):
        if stated.key.indicator == "target_coverage":
            found.append(gap_to(answers, area, stated.quantity, stated.period.end, stated))
        else:
            found.append(gap_of_new_participants(answers, stated))
    return found or _stated_gaps(answers, area)


def _stated_gaps(answers: Answers, area: str) -> list[Gap]:
    """The gap that a source states to a target that nobody has published, for whatever day that is."""
    points, people = (answers.best(Key(name, area)) for name in ("gap_points", "gap_people"))
    stated = points or people
    if stated is None:
        return []
    current = current_coverage(answers, area, stated.date, source=stated.source.id)

    def beside(found: Candidate | None) -> Quantity | None:
        with_it = found is not None and (found.source, found.period) == (stated.source, stated.period)
        return found.quantity if found is not None and with_it else None

    unknown = Quantity("percent")
    return [Gap(area, unknown, None, current, beside(points), beside(people), stated=stated)]


def next_gap(answers: Answers, area: str) -> Gap | None:
    """The gap to the first target that lies after the current coverage; the last target where all have passed."""
    gaps = gaps_of(answers, area)
    current = current_coverage(answers, area, date.max)
    ahead = [gap for gap in gaps if current is None or (gap.by is not None and gap.by > current.date)]
    return ahead[0] if ahead else (gaps[-1] if gaps else None)

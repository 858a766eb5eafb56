"""Which area a question is about when none is named."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from bpjscli.derive.answers import Answers, Key
from bpjscli.facts.model import Figure
from bpjscli.facts.period import Period


def widest_area(answers: Answers, key: Key) -> str | None:
    """The group or country with the most periods of `key`; where none has any, the area with the most."""
    figures = answers.base.select(key.indicator, segment=key.segment, programme=key.programme, as_of=answers.as_of)
    return _widest(answers, _periods(figures))


def paying_area(answers: Answers) -> str | None:
    """The group or country with the most figures for claims and benefits; where none has any, the area."""
    select = answers.base.select
    return _widest(
        answers, _figures([*select("claims", as_of=answers.as_of), *select("benefits", as_of=answers.as_of)])
    )


def main_area(answers: Answers) -> str | None:
    """The group with the most figures; without a group the country, without both the area with the most."""
    counts = _figures(answers.base.select(as_of=answers.as_of))
    areas = answers.base.areas
    groups = [area for area in answers.areas() if areas[area].level == "group"]
    return max(groups, key=lambda area: counts[area]) if groups else _widest(answers, counts)


def _periods(figures: Iterable[Figure]) -> Mapping[str, int]:
    found: dict[str, set[Period]] = defaultdict(set)
    for figure in figures:
        found[figure.area].add(figure.period)
    return Counter({area: len(periods) for area, periods in found.items()})


def _figures(figures: Iterable[Figure]) -> Mapping[str, int]:
    return Counter(figure.area for figure in figures)


def _widest(answers: Answers, weights: Mapping[str, int]) -> str | None:
    known = [area for area in answers.areas() if area in weights] or answers.areas()
    wide = [area for area in known if answers.base.areas[area].level in ("group", "country")]
    return max(wide or known, key=lambda area: weights[area], default=None)

"""What changed between two fact bases: figures, the best answers that follow from them, and ranks.

What moved is told apart from what merely has another range, and stands in the order of how much it matters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Context, Decimal
from types import MappingProxyType
from typing import Final, Generic, Literal, NamedTuple, TypeVar

import msgspec

from bpjscli.measures.answers import Answers, Candidate, Key
from bpjscli.measures.ranking import Rank, Ranking, ranking, siblings
from bpjscli.model.areas import ancestors
from bpjscli.model.facts import Area, Figure, Level, Source
from bpjscli.solver.quantity import Quantity

RANKED = "coverage"
ResultKind = Literal["added", "removed", "moved", "disputed", "settled", "dated", "range"]


Entry = TypeVar("Entry", Figure, Source)


class Change(NamedTuple, Generic[Entry]):
    """A figure or source that was added (`before` is `None`), removed (`after` is `None`) or reads otherwise.

    A source that only has another id was renamed; so were its figures, which are no change.
    """

    before: Entry | None
    after: Entry | None

    @property
    def entry(self) -> Entry:
        """The figure or source as it is, or as it was where it is gone."""
        entry = self.after or self.before
        assert entry is not None  # noqa: S101  # one of them is there
        return entry

    @property
    def kind(self) -> str:
        """What happened to it: added, removed, changed or renamed."""
        if self.before is None or self.after is None:
            return "added" if self.before is None else "removed"
        return "renamed" if isinstance(self.before, Source) and self.before.id != self.after.id else "changed"


class ResultChange(NamedTuple):
    """The best answer for `key`, before and after; `None` where there was none."""

    key: Key
    before: Candidate | None
    after: Candidate | None

    @property
    def kind(self) -> ResultKind:
        """What happened to it.

        It moved where neither value lies in the range of the other. An answer for another period that did not move is
        "dated"; one that is part of a contradiction now, or no longer, "disputed" or "settled"; the rest has another
        "range" only.
        """
        if self.before is None or self.after is None:
            return "added" if self.before is None else "removed"
        was, now = self.before.quantity, self.after.quantity
        if not (_lies_in(was, now) or _lies_in(now, was)):
            return "moved"
        if was.disputed != now.disputed:
            return "disputed" if now.disputed else "settled"
        return "range" if self.before.period == self.after.period else "dated"


class RankChange(NamedTuple):
    """An area's rank among the areas of `region`, before and after; `None` where it had none."""

    region: str
    area: str
    segment: str | None
    before: Rank | None
    after: Rank | None


class Changes(NamedTuple):
    """Everything that changed, what matters most first; `ranges` are results that did not move."""

    sources: tuple[Change[Source], ...]
    figures: tuple[Change[Figure], ...]
    results: tuple[ResultChange, ...]
    ranks: tuple[RankChange, ...]
    ranges: tuple[ResultChange, ...] = ()


def changes(old: Answers, new: Answers) -> Changes:
    """What changed from `old` to `new`: figures that differ in what is printed or how it counts, and what follows.

    A figure is the same one as long as its id is. Results are compared where a figure of their sources changed;
    everywhere, where the vocabulary or the gazetteer did.
    """
    renamed = _renamed(old, new)
    sources, figures = tuple(_sources(old, new, renamed)), tuple(_figures(old, new, renamed))
    results = tuple(_results(old, new, _affected(old, new, sources, figures)))
    moved = [result for result in results if result.kind != "range"]
    areas = {**old.base.areas, **new.base.areas}
    return Changes(
        sources,
        tuple(sorted(figures, key=lambda change: _weight_of_figure(change, areas))),
        tuple(sorted(moved, key=lambda result: _weight(result, areas))),
        tuple(sorted(_ranks(old, new, results), key=_steps, reverse=True)),
        tuple(result for result in results if result.kind == "range"),
    )


def _lies_in(one: Quantity, other: Quantity) -> bool:
    """Whether the value of `one` may be that of `other`: it lies in its range, or they are the same bound."""
    if one.value is None or other.value is None:
        return one.interval == other.interval or one.value == other.value
    low, high = other.interval.low, other.interval.high
    return (low is None or low <= one.value) and (high is None or one.value <= high)


_WEIGHTS: Final[Mapping[Level, int]] = MappingProxyType(
    {"country": 4, "group": 3, "province": 2, "regency": 1, "city": 1}
)
"""How much an area counts where changes are put in order: a point of the country matters more than one of a city."""

_KINDS: Final = ("moved", "disputed", "settled", "dated", "added", "removed")


def _weight(result: ResultChange, areas: Mapping[str, Area]) -> tuple[int, Decimal]:
    """Sorts results: what moved first, by how far, and by how large the area is."""
    weight = _WEIGHTS[areas[result.key.area].level]
    if result.before is None or result.after is None:
        return _KINDS.index(result.kind), Decimal(-weight)
    return _KINDS.index(result.kind), -weight * _distance(result.before.quantity, result.after.quantity)


def _distance(one: Quantity, other: Quantity) -> Decimal:
    """How far two numbers are apart: percentages in points, others in percent of the greater one."""
    if one.value is None or other.value is None:
        return Decimal(0)
    apart = abs(one.value - other.value)
    if one.unit == "percent":
        return apart
    greatest = max(abs(one.value), abs(other.value))
    return _SHORT.divide(apart * 100, greatest) if greatest else Decimal(0)


_SHORT: Final = Context(prec=20)


def _weight_of_figure(change: Change[Figure], areas: Mapping[str, Area]) -> tuple[int, Decimal]:
    """Sorts figures: those that changed first, by how far."""
    if change.before is None or change.after is None:
        return (1 if change.before is None else 2), Decimal(0)
    was, now = change.before.reading.value, change.after.reading.value
    apart, greatest = abs(was - now), max(abs(was), abs(now))
    if change.after.unit != "percent":
        apart = _SHORT.divide(apart * 100, greatest) if greatest else Decimal(0)
    return 0, -_WEIGHTS[areas[change.after.area].level] * apart


def _steps(change: RankChange) -> int:
    """By how many places a rank moved at least; all of them where there is none on one side."""
    if change.before is None or change.after is None:
        return 0
    ends = (change.before.low, change.before.high, change.after.low, change.after.high)
    if None in ends:
        return 0
    before_low, before_high, low, high = (end or 0 for end in ends)
    return max(low - before_high, before_low - high, 0)


def _renamed(old: Answers, new: Answers) -> dict[str, str]:
    """The ids of sources that went, with the id of the one that came and is described alike, where there is one."""
    before, after = ({source.id: source for source in _published_by(side)} for side in (old, new))
    gone = [source for id_, source in before.items() if id_ not in after]
    came = [source for id_, source in after.items() if id_ not in before]
    repeats = {}
    for source in gone:
        alike = [other for other in came if _described(other, "") == _described(source, "")]
        twins = [other for other in gone if _described(other, "") == _described(source, "")]
        if len(alike) == len(twins) == 1 and (source.title or source.link):
            repeats[source.id] = alike[0].id
    return repeats


def _sources(old: Answers, new: Answers, renamed: Mapping[str, str]) -> Iterator[Change[Source]]:
    before = {renamed.get(source.id, source.id): source for source in _published_by(old)}
    after = {source.id: source for source in _published_by(new)}
    for id_ in dict.fromkeys((*after, *before)):
        was, is_ = before.get(id_), after.get(id_)
        if was is None or is_ is None or _described(was) != _described(is_):
            yield Change(was, is_)


def _published_by(side: Answers) -> Iterator[Source]:
    day = side.as_of
    return (s for s in side.base.sources if day is None or s.published is None or s.published.end <= day)


def _described(source: Source, id_: str | None = None) -> Source:
    """A source wherever it stands; with `id_`, whatever it is called."""
    return msgspec.structs.replace(source, file="", order=0, id=source.id if id_ is None else id_)


def _figures(old: Answers, new: Answers, renamed: Mapping[str, str]) -> Iterator[Change[Figure]]:
    before = {id_now(figure, renamed): figure for figure in old.base.select(as_of=old.as_of)}
    after = {figure.id: figure for figure in new.base.select(as_of=new.as_of)}
    for id_ in dict.fromkeys((*after, *before)):
        was, is_ = before.get(id_), after.get(id_)
        if was is None or is_ is None or _said(was) != _said(is_):
            yield Change(was, is_)


def id_now(figure: Figure, renamed: Mapping[str, str]) -> str:
    """The id of a figure, under the name that its source has now."""
    name = renamed.get(figure.source.id)
    return figure.id if name is None else name + figure.id.removeprefix(figure.source.id)


def _said(figure: Figure) -> tuple[object, ...]:
    """All that other results may depend on, and the number as it is written."""
    reading = figure.reading
    given = None if figure.given is None else figure.given.as_tuple()
    return (figure.printed, given, reading, figure.unit, figure.accepted, figure.accepted_until, figure.superseded_by)


def _affected(
    old: Answers, new: Answers, sources: Iterable[Change[Source]], figures: Iterable[Change[Figure]]
) -> list[str]:
    """The areas whose answers may have changed, in the order of the gazetteer; groups never go beyond one source."""
    gazetteer = {**old.base.areas, **new.base.areas}
    if old.base.areas != new.base.areas or old.base.vocabulary != new.base.vocabulary or old.as_of != new.as_of:
        return list(gazetteer)
    changed = {change.entry.source.id for change in figures} | {change.entry.id for change in sources}
    touched = {f.area for answers in (old, new) for f in answers.base.figures if f.source.id in changed}
    above = {area.id for id_ in touched for area in ancestors(id_, gazetteer)}
    return [area for area in gazetteer if area in touched or area in above]


def _results(old: Answers, new: Answers, areas: Iterable[str]) -> Iterator[ResultChange]:
    for area in areas:
        keys = {side: side.keys(area) if area in side.base.areas else [] for side in (new, old)}
        for key in dict.fromkeys((*keys[new], *keys[old])):
            before, after = (side.best(key) if key in keys[side] else None for side in (old, new))
            if _shown(before) != _shown(after):
                yield ResultChange(key, before, after)


def _shown(candidate: Candidate | None) -> tuple[object, ...] | None:
    """What a reader of the answer would see."""
    if candidate is None:
        return None
    quantity = candidate.quantity
    return (candidate.period, quantity.value, quantity.interval, quantity.unit, quantity.disputed, quantity.cut)


def _ranks(old: Answers, new: Answers, results: Iterable[ResultChange]) -> Iterator[RankChange]:
    asked: dict[tuple[str, str | None], list[str]] = {}
    for result in results:
        within = siblings(new if result.key.area in new.base.areas else old, result.key.area)
        if result.key.indicator == RANKED and within is not None:
            asked.setdefault((within[0], result.key.segment), within[1])
    for (region, segment), areas in asked.items():
        tables = [_table(answers, areas, segment) for answers in (old, new)]
        for area in areas:
            before, after = (table.of(area) for table in tables)
            if _place(before) != _place(after):
                yield RankChange(region, area, segment, before, after)


def _table(answers: Answers, areas: list[str], segment: str | None) -> Ranking:
    known = [area for area in areas if area in answers.base.areas]
    return ranking(answers, known, RANKED, segment=segment)


def _place(rank: Rank | None) -> tuple[int | None, int | None]:
    return (None, None) if rank is None else (rank.low, rank.high)

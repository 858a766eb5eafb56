"""What changed between two fact bases: figures, the best answers that follow from them, and ranks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

import msgspec

from bpjscli.measures.answers import Answers, Candidate, Key
from bpjscli.measures.ranking import Rank, Ranking, ranking, siblings
from bpjscli.model.areas import ancestors
from bpjscli.model.facts import Figure, Source

RANKED = "coverage"


Entry = TypeVar("Entry", Figure, Source)


class Change(NamedTuple, Generic[Entry]):
    """A figure or source that was added (`before` is `None`), removed (`after` is `None`) or reads otherwise."""

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
        """What happened to it: added, removed or changed."""
        return "added" if self.before is None else "removed" if self.after is None else "changed"


class ResultChange(NamedTuple):
    """The best answer for `key`, before and after; `None` where there was none."""

    key: Key
    before: Candidate | None
    after: Candidate | None


class RankChange(NamedTuple):
    """An area's rank among the areas of `region`, before and after; `None` where it had none."""

    region: str
    area: str
    segment: str | None
    before: Rank | None
    after: Rank | None


class Changes(NamedTuple):
    """Everything that changed; sources and figures by id, results and ranks in the order of the gazetteer."""

    sources: tuple[Change[Source], ...]
    figures: tuple[Change[Figure], ...]
    results: tuple[ResultChange, ...]
    ranks: tuple[RankChange, ...]


def changes(old: Answers, new: Answers) -> Changes:
    """What changed from `old` to `new`: figures that differ in what is printed or how it counts, and what follows.

    A figure is the same one as long as its id is. Results are compared where a figure of their sources changed;
    everywhere, where the vocabulary or the gazetteer did.
    """
    sources, figures = tuple(_sources(old, new)), tuple(_figures(old, new))
    results = tuple(_results(old, new, _affected(old, new, sources, figures)))
    return Changes(sources, figures, results, tuple(_ranks(old, new, results)))


def _sources(old: Answers, new: Answers) -> Iterator[Change[Source]]:
    before, after = ({source.id: source for source in _published_by(side)} for side in (old, new))
    for id_ in dict.fromkeys((*after, *before)):
        was, is_ = before.get(id_), after.get(id_)
        if was is None or is_ is None or _described(was) != _described(is_):
            yield Change(was, is_)


def _published_by(side: Answers) -> Iterator[Source]:
    day = side.as_of
    return (s for s in side.base.sources if day is None or s.published is None or s.published.end <= day)


def _described(source: Source) -> Source:
    """A source wherever it stands."""
    return msgspec.structs.replace(source, file="", order=0)


def _figures(old: Answers, new: Answers) -> Iterator[Change[Figure]]:
    before = {figure.id: figure for figure in old.base.select(as_of=old.as_of)}
    after = {figure.id: figure for figure in new.base.select(as_of=new.as_of)}
    for id_ in dict.fromkeys((*after, *before)):
        was, is_ = before.get(id_), after.get(id_)
        if was is None or is_ is None or _said(was) != _said(is_):
            yield Change(was, is_)


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

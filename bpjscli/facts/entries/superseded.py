"""Checks that what replaces a figure exists, and that something is left in the end."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from bpjscli.errors import quoted
from bpjscli.facts.entries.broken import Broken
from bpjscli.facts.entries.sources import SourceIds
from bpjscli.facts.hints import Guesser
from bpjscli.facts.model import Figure, Place
from bpjscli.facts.problems import Problems

MOST_SHOWN = 4


def check_superseded(
    figures: Iterable[Figure],
    sources: SourceIds,
    broken: Broken,
    place_of: Callable[[Figure], Place],
    problems: Problems,
) -> None:
    """Reports each `superseded_by` that names nothing, its own figure or source, or leads round in a circle."""
    following = {figure.id: figure for figure in figures}
    superseded = [figure for figure in following.values() if figure.superseded_by is not None]
    known = [*following, *sources]
    for figure in superseded:
        by = figure.superseded_by or ""
        if by == figure.source.id or by == figure.id:
            itself = "itself" if by == figure.id else "its own source"
            message = f"the figure is superseded by {itself}; name what replaces it, or remove superseded_by"
            problems.add("F109", message, place_of(figure))
        elif by not in following and by not in sources:
            if any(broken.explains("source", id_, known) for id_ in (by, by.partition("/")[0])):
                continue
            hint = _hint(by, known, figure.id, problems.guesser)
            problems.add("F107", f"superseded_by names {quoted(by, 200)}, which does not exist{hint}", place_of(figure))
    for circle in _circles(superseded, following):
        names = " > ".join(quoted(id_, 200) for id_ in (*circle[:MOST_SHOWN], *circle[:1]))
        problems.add("F109", f"figures supersede one another in a circle: {names}", place_of(following[circle[0]]))


def _hint(by: str, known: Collection[str], own: str, guesser: Guesser) -> str:
    near = guesser.nearest(by, known, but=own)
    return f"; did you mean {quoted(near, 200)}?" if near is not None else "; write the id of a figure or source"


def _circles(superseded: Iterable[Figure], following: dict[str, Figure]) -> Iterable[list[str]]:
    """Each circle of two figures or more, once, in linear time: every figure is passed through only once."""
    done: set[str] = set()
    for figure in superseded:
        way: dict[str, None] = {}
        id_: str | None = figure.id
        while id_ in following and id_ not in done and id_ not in way:
            way[id_] = None
            id_ = following[id_].superseded_by
        done.update(way)
        if id_ in way:
            walked = list(way)
            circle = walked[walked.index(id_) :]
            if len(circle) > 1:
                yield circle

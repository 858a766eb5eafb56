"""Turns the head of a `[[source]]` block into a `Source` and its defaults, and checks what replaces a figure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Final

import msgspec

from bpjscli.errors import quoted
from bpjscli.i18n import say as _
from bpjscli.load.diagnostics import Broken, Diagnostics, Guesser, fold
from bpjscli.load.names import Lookups, period_fault
from bpjscli.load.raw import RawDefaults, RawSource
from bpjscli.load.raw_tables import NOTHING, TableLocation, is_usable_id
from bpjscli.model.facts import Figure, Indicator, Location, Source
from bpjscli.model.period import Period

FIRST_PUBLISHED: Final = date(1977, 1, 1)  # the year in which Perum Astek, the first of the scheme's carriers, began
_LINK = re.compile(r"(?:https?://|doi:)[^\s<>\"\\^`{|}]+\Z", re.IGNORECASE)


class Defaults(msgspec.Struct, frozen=True):
    """What figures have in common, looked up; `raw` as written.

    `faulty` are the keys that the source tries to give its figures, and what is wrong with them is reported there.
    """

    raw: RawDefaults = RawDefaults()
    area: str | None = None
    indicator: Indicator | None = None
    period: Period | None = None
    base: str | None = None
    faulty: frozenset[str] = NOTHING


class SourceIds:
    """The ids of all sources so far, and where they stand."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[str, TableLocation]] = {}

    def __contains__(self, id_: object) -> bool:
        return isinstance(id_, str) and self._seen.get(fold(id_), ("",))[0] == id_

    def __iter__(self) -> Iterator[str]:
        return (id_ for id_, _ in self._seen.values())

    def add(self, id_: str, spot: TableLocation) -> bool:
        """Whether an id is new; one that is taken, or looks like another, is reported."""
        other, place = self._seen.setdefault(fold(id_), (id_, spot))
        if other != id_:
            spot.report(
                "F117",
                _(
                    "source {id} looks like {other} at {place}; rename one",
                    id=quoted(id_),
                    other=quoted(other),
                    place=place,
                ),
                "id",
            )
        elif place is not spot:
            spot.report(
                "F115",
                _("source {id} is already defined at {place}; rename one", id=quoted(id_), place=place),
                "id",
            )
        return place is spot


def read_source(
    raw: RawSource, bad: frozenset[str], order: int, spot: TableLocation, lookups: Lookups, ids: SourceIds
) -> Source:
    """The source, with whatever was wrong about it reported and left out."""
    id_ = is_usable_id(raw.id, bad, "source", spot)
    if id_ is None:
        lookups.broken.add_all("source")
    elif not ids.add(id_, spot):
        lookups.broken.add("source", id_)
    if raw.link is not None and not _LINK.match(raw.link):
        spot.report(
            "F134",
            _("link {link} cannot be followed; write https://…, http://… or doi:…", link=quoted(raw.link)),
            "link",
        )
    return Source(
        id=id_ or "",
        publisher=raw.publisher,
        title=raw.title,
        published=_published(raw, bad, spot, lookups),
        speaker=raw.speaker,
        link=raw.link,
        language=raw.language or "id",
        dateline=raw.dateline,
        accessed=raw.accessed,
        note=raw.note,
        file=spot.document.display,
        order=order,
    )


def _published(raw: RawSource, bad: frozenset[str], spot: TableLocation, lookups: Lookups) -> Period | None:
    if raw.published is None:
        if "published" not in bad:
            name = _("source {id}", id=quoted(raw.id)) if raw.id else _("the source")
            spot.report(
                "F125",
                _("{name} does not say when it was published; write published = 2026-02-02, or a year", name=name),
            )
        return None
    published = lookups.periods.find(raw.published)
    if published is None:
        spot.report("F121", _("published: {fault}", fault=period_fault(raw.published)), "published")
        return None
    if published.end < FIRST_PUBLISHED:
        spot.report(
            "F123", _("published is {published}, before 1977; check the year", published=published), "published"
        )
    if raw.accessed is not None and raw.accessed < published.start:
        spot.report(
            "F122",
            _(
                "accessed is {accessed}, before published, {published}; check both",
                accessed=raw.accessed,
                published=published,
            ),
            "accessed",
        )
    return published


def read_defaults(raw: RawDefaults, bad: frozenset[str], spot: TableLocation, lookups: Lookups) -> Defaults:
    """The defaults, looked up; what cannot be found is reported here, once, and not again for each figure.

    `bad` are the keys that are wrong as they are written.
    """
    check_terms(raw.segment, raw.programme, spot, lookups)
    base = lookups.bases.find(raw.base, spot)
    if base is None and raw.base is not None:
        lookups.bases.report(raw.base, spot)
    area = find_area(raw.area, spot, lookups)
    indicator = find_indicator(raw.indicator, spot, lookups)
    period = find_period(raw.period, spot, lookups)
    looked_up = {"area": area, "indicator": indicator, "period": period, "base": base}
    lost = {key for key, value in looked_up.items() if value is None and getattr(raw, key) is not None}
    return Defaults(raw, area, indicator, period, base, bad | lost)


def find_area(name: str | None, spot: TableLocation, lookups: Lookups) -> str | None:
    """The id of the area; a name that has none is reported."""
    area = lookups.areas[name]
    if area is None and name is not None:
        code, message = lookups.areas.faults[name]
        if code != "F104" or not lookups.broken.explains("area", name, lookups.names_of_areas()):
            spot.report_name(code, message, "area")
    return area


def find_indicator(name: str | None, spot: TableLocation, lookups: Lookups) -> Indicator | None:
    """The indicator; an id that names none is reported."""
    if name is None:
        return None
    indicator = lookups.indicator(name)
    if indicator is None:
        if lookups.broken.explains("indicator", name, lookups.indicators):
            return None
        hint = lookups.guesser.meant(name, lookups.indicators) or _("; define it in an [[indicator]] block")
        spot.report_name("F102", _("unknown indicator {name}{hint}", name=quoted(name), hint=hint), "indicator")
    return indicator


def find_period(written: object, spot: TableLocation, lookups: Lookups) -> Period | None:
    """The period; what is written and is none is reported."""
    if written is None:
        return None
    period = lookups.periods.find(written)
    if period is None:
        spot.report_name("F121", _("period: {fault}", fault=period_fault(written)), "period")
    return period


def check_terms(segment: str | None, programme: str | None, spot: TableLocation, lookups: Lookups) -> None:
    """Reports a segment or programme that the vocabulary does not have, and whether it is one of the other kind."""
    for key, name, known, others in (
        ("segment", segment, lookups.segments, lookups.programmes),
        ("programme", programme, lookups.programmes, lookups.segments),
    ):
        if name is None or name in known or lookups.broken.explains(key, name, known):
            continue
        other = "programme" if key == "segment" else "segment"
        hint = _("; it is a {kind}", kind=other) if name in others else lookups.guesser.meant(name, known)
        spot.report_name("F103", _("unknown {kind} {name}{hint}", kind=key, name=quoted(name), hint=hint), key)


MOST_SHOWN = 4


def check_superseded(
    figures: Iterable[Figure],
    sources: SourceIds,
    broken: Broken,
    place_of: Callable[[Figure], Location],
    problems: Diagnostics,
) -> None:
    """Reports each `superseded_by` that names nothing, its own figure or source, or leads round in a circle."""
    following = {figure.id: figure for figure in figures}
    superseded = [figure for figure in following.values() if figure.superseded_by is not None]
    known = [*following, *sources]
    for figure in superseded:
        by = figure.superseded_by or ""
        if by == figure.source.id or by == figure.id:
            itself = _("itself") if by == figure.id else _("its own source")
            message = _(
                "the figure is superseded by {itself}; name what replaces it, or remove superseded_by", itself=itself
            )
            problems.add("F109", message, place_of(figure))
        elif by not in following and by not in sources:
            if any(broken.explains("source", id_, known) for id_ in (by, by.partition("/")[0])):
                continue
            hint = _hint(by, known, figure.id, problems.guesser)
            problems.add(
                "F107",
                _("superseded_by names {by}, which does not exist{hint}", by=quoted(by, 200), hint=hint),
                place_of(figure),
            )
    for circle in _circles(superseded, _following(superseded, following)):
        names = " > ".join(quoted(id_, 200) for id_ in (*circle[:MOST_SHOWN], *circle[:1]))
        problems.add(
            "F109",
            _("figures supersede one another in a circle: {names}", names=names),
            place_of(following[circle[0]]),
        )


def _hint(by: str, known: Collection[str], own: str, guesser: Guesser) -> str:
    near = guesser.nearest(by, known, but=own)
    return (
        _("; did you mean {near}?", near=quoted(near, 200))
        if near is not None
        else _("; write the id of a figure or source")
    )


def _following(superseded: Iterable[Figure], figures: Mapping[str, Figure]) -> dict[str, str]:
    """The figure that replaces each: the one named, or what the source named says of the same quantity.

    A source that says more than one thing of it, or something it has not taken back, ends the way.
    """
    superseded = list(superseded)
    replaced_by_source = {figure.superseded_by for figure in superseded} - figures.keys()
    of_source: dict[tuple[object, ...], list[Figure]] = {}
    for figure in figures.values() if replaced_by_source else ():
        if figure.source.id in replaced_by_source:
            of_source.setdefault((figure.source.id, *_quantity(figure)), []).append(figure)
    replaced_by: dict[str, str] = {}
    for figure in superseded:
        by = figure.superseded_by or ""
        if by in figures:
            replaced_by[figure.id] = by
            continue
        alike = of_source.get((by, *_quantity(figure)), [])
        if len(alike) == 1 and alike[0].superseded_by is not None:
            replaced_by[figure.id] = alike[0].id
    return replaced_by


def _quantity(figure: Figure) -> tuple[object, ...]:
    return (figure.indicator, figure.area, figure.period.end, figure.segment, figure.programme, figure.base)


def _circles(superseded: Iterable[Figure], following: Mapping[str, str]) -> Iterable[list[str]]:
    """Each circle of two figures or more, once, in linear time: every figure is passed through only once."""
    done: set[str] = set()
    for figure in superseded:
        way: dict[str, None] = {}
        id_ = figure.id
        while id_ in following and id_ not in done and id_ not in way:
            way[id_] = None
            id_ = following[id_]
        done.update(way)
        if id_ in way:
            walked = list(way)
            circle = walked[walked.index(id_) :]
            if len(circle) > 1:
                yield circle

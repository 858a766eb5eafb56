"""Reads the areas and the vocabulary of a run: what bpjs ships, and what the fact base adds or replaces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, TypeVar

import msgspec

from bpjscli.errors import quoted
from bpjscli.i18n import say as _
from bpjscli.load.diagnostics import Broken, Guesser, fold, show
from bpjscli.load.names import Periods, period_fault
from bpjscli.load.raw import RawArea, RawIdentity, RawIndicator, RawTerm, RawText
from bpjscli.load.raw_tables import TableLocation, blocks, is_usable_id, raw_table
from bpjscli.load.reader import TomlFile
from bpjscli.model.areas import area_faults, find_area
from bpjscli.model.facts import Area, IdentityRule, Indicator, Term, Text, UsualBenefit, Vocabulary

FILE: Final = "regencies.toml"

_KINDS: Final = (("Kabupaten Administrasi ", "regency"), ("Kabupaten ", "regency"), ("Kota Administrasi ", "city"))
_ENGLISH: Final = {"regency": "Regency", "city": "City"}


def expand_regencies(document: TomlFile) -> TomlFile:
    """The document with an [[area]] table for each line of the file of regencies; any other as it is."""
    if document.path.name == FILE:
        document.table = {"area": list(area_tables(document.table))}
    return document


def area_tables(provinces: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """`id = { name = …, kemendagri = …, … }` under its province, as the tables of areas."""
    for province, entries in provinces.items():
        for id_, keys in entries.items():
            bare, level = _without_kind(keys["name"])
            name = {"id": keys["name"], "en": f"{bare} {_ENGLISH[level]}"}
            yield {**keys, "id": id_, "name": name, "level": level, "parent": province}


def giving_way(areas: Mapping[str, Area], own: Sequence[str]) -> dict[str, Area]:
    """The areas without those shipped regencies and cities that the base has under an id of its own.

    It is the same place where the code is the same, or a name within the same province. What the shipped one says of
    its past holds for the one in its place, unless that says something of it.
    """
    ours = frozenset(own)
    codes = {code: id_ for id_ in own if (code := areas[id_].kemendagri) is not None}
    names = {name: id_ for id_ in own for name in _names(areas[id_])}
    kept, replaced = dict(areas), {}
    for id_, area in areas.items():
        if id_ not in ours and area.level in _ENGLISH:
            other = codes.get(area.kemendagri or "") or next((names[n] for n in _names(area) if n in names), None)
            if other is not None:
                replaced[id_] = other
                kept[other] = _with_past(kept[other], kept.pop(id_))
    return {id_: _renamed(area, replaced) for id_, area in kept.items()} if replaced else kept


def _with_past(area: Area, shipped: Area) -> Area:
    past = {key: getattr(area, key) or getattr(shipped, key) for key in ("since", "until", "split_from")}
    return msgspec.structs.replace(area, **past)


def _renamed(area: Area, replaced: Mapping[str, str]) -> Area:
    """The area with what it names by its new id."""
    if area.split_from not in replaced and replaced.keys().isdisjoint(area.parts):
        return area
    origin = None if area.split_from is None else replaced.get(area.split_from, area.split_from)
    return msgspec.structs.replace(area, split_from=origin, parts=tuple(replaced.get(p, p) for p in area.parts))


def _names(area: Area) -> set[tuple[str | None, str, tuple[str, ...]]]:
    """What an area goes by, each with its province and level, without its kind and however it is spaced."""
    names = {_without_kind(name)[0].removeprefix("Kepulauan ") for name in (area.name.id, *area.aliases)}
    return {(area.parent, area.level, tuple(filter(str.isalnum, name.casefold()))) for name in names}


def _without_kind(name: str) -> tuple[str, str]:
    """A name without its kind, and the level that its kind says."""
    for kind, level in _KINDS:
        if name.startswith(kind):
            return name.removeprefix(kind), level
    return name.removeprefix("Kota "), "city"


Raw = TypeVar("Raw", RawArea, RawIndicator, RawTerm, RawIdentity)
MadeT = TypeVar("MadeT")

SCHEMES: Final = {
    "kemendagri": (re.compile(r"\d\d(?:\.\d\d)*\Z", re.ASCII), '"61" or "61.02"'),
    "bps": (re.compile(r"\d\d(?:\d\d)*\Z", re.ASCII), '"61" or "6102"'),
    "iso": (re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?\Z"), '"ID-KB"'),
}
_FORMER_CODE: Final = re.compile(r"(?:kemendagri:\d\d(?:\.\d\d)*|bps:\d\d(?:\d\d)*)\Z", re.ASCII)


class _Definitions:
    """Reads the blocks of all files; `spots` has the place of each area that the fact base itself defines."""

    def __init__(self, shipped: Sequence[TomlFile], own: Sequence[TomlFile], guesser: Guesser, broken: Broken) -> None:
        self._shipped = [expand_regencies(document) for document in shipped]
        self._own = own
        self._guesser = guesser
        self._broken = broken
        self.spots: dict[str, TableLocation] = {}

    def read(
        self,
        key: str,
        shape: type[Raw],
        make: Callable[[Raw, frozenset[str], str, MadeT | None, TableLocation], MadeT | None],
        known: Mapping[str, MadeT],
    ) -> dict[str, MadeT]:
        """All of one kind, by id: the known and shipped ones first, each where it was even if the base replaces it."""
        by_id = dict(known)
        for documents in (self._shipped, self._own):
            alike = {fold(id_): id_ for id_ in by_id}
            places: dict[str, TableLocation] = {}
            for table, spot in self._blocks(documents, key):
                raw, bad = raw_table(table, shape, spot)
                id_ = is_usable_id(raw.id, bad, key, spot)
                if id_ is None:
                    self._broken.add_all(key)
                    continue
                is_new = _is_new(id_, key, alike, places, spot)
                made = make(raw, bad, id_, by_id.get(id_), spot) if is_new else None
                if made is None:
                    self._broken.add(key, id_, *_names_of(raw))
                    continue
                by_id[id_] = made
                if key == "area" and documents is self._own:
                    self.spots[id_] = spot
        return by_id

    def _blocks(self, documents: Iterable[TomlFile], key: str) -> Iterable[tuple[object, TableLocation]]:
        for document in documents:
            yield from blocks(document, self._guesser, key, self._broken)


def read_vocabulary(
    shipped: Sequence[TomlFile],
    own: Sequence[TomlFile],
    guesser: Guesser,
    known: tuple[Mapping[str, Area], Vocabulary] = ({}, Vocabulary({}, {}, {}, {})),
    broken: Broken | None = None,
) -> tuple[dict[str, Area], Vocabulary]:
    """Areas by id, and the vocabulary: what is `known` already, the shipped files, and then the fact base's own.

    What is wrong is reported, and its names go to `broken`.
    """
    broken = Broken() if broken is None else broken
    definitions = _Definitions(shipped, own, guesser, broken)
    areas = definitions.read("area", RawArea, _area, known[0])
    if definitions.spots:
        own_areas = [id_ for id_ in definitions.spots if id_ in areas]
        areas = _with_parents(giving_way(areas, own_areas), definitions.spots, broken)
    segments = definitions.read("segment", RawTerm, _term, known[1].segments)
    programmes = definitions.read("programme", RawTerm, _term, known[1].programmes)
    parts = {**segments, **programmes}

    def identity(
        raw: RawIdentity, bad: frozenset[str], id_: str, before: IdentityRule | None, spot: TableLocation
    ) -> IdentityRule | None:
        for part in raw.core or ():
            if part not in parts and not any(broken.explains(kind, part, parts) for kind in ("segment", "programme")):
                hint = guesser.meant(part, parts)
                spot.report_name(
                    "F103", _("unknown segment or programme {name} in core{hint}", name=quoted(part), hint=hint), "core"
                )
        if not _has(raw.holds, bad, "identity", "holds", '"coverage = participants / workforce"', spot):
            return None
        return IdentityRule(id_, raw.holds or "", raw.core or ())

    identities = definitions.read("identity", RawIdentity, identity, known[1].identities)
    indicators = definitions.read("indicator", RawIndicator, _indicator, known[1].indicators)
    return areas, Vocabulary(indicators, segments, programmes, identities)


def _is_new(id_: str, key: str, alike: dict[str, str], places: dict[str, TableLocation], spot: TableLocation) -> bool:
    """Whether no other block, and no other id that looks the same, has been there; otherwise it is reported."""
    other = alike.setdefault(fold(id_), id_)
    if other != id_:
        spot.report(
            "F117",
            _("{key} {id} looks like {other}; spell them alike or apart", key=key, id=quoted(id_), other=quoted(other)),
            "id",
        )
    elif id_ in places:
        spot.report(
            "F115",
            _(
                "{key} {id} is already defined at {places}; keep one of them",
                key=key,
                id=quoted(id_),
                places=places[id_],
            ),
            "id",
        )
    else:
        places[id_] = spot
        return True
    return False


def _has(value: object, bad: frozenset[str], what: str, key: str, example: str, spot: TableLocation) -> bool:
    """Whether a key that must be there is; its absence is reported, unless the key was there and wrong."""
    if value is None and key not in bad:
        spot.report(
            "F111",
            _("the {what} has no {key}; write {key} = {example}", what=what, key=key, example=example),
        )
    return value is not None


def _text(written: str | RawText | None) -> Text | None:
    if isinstance(written, str):
        return Text(written, written)
    return None if written is None else Text(written.id, written.en)


def _area(raw: RawArea, bad: frozenset[str], id_: str, before: Area | None, spot: TableLocation) -> Area | None:
    """An area; what it does not say stays as it was, where bpjs ships one of that id."""
    for scheme, (pattern, example) in SCHEMES.items():
        code = getattr(raw, scheme)
        if code is not None and not pattern.match(code):
            spot.report(
                "F112",
                _(
                    "{scheme} is {code}, which is no such code; write it as {example}",
                    scheme=scheme,
                    code=show(code),
                    example=example,
                ),
                scheme,
            )
    for place, code in enumerate(raw.former_codes or ()):
        if not _FORMER_CODE.match(code):
            said_code = _(
                '{code}, which is no such code; write it as "bps:6407" or "kemendagri:91.01"', code=show(code)
            )
            spot.report("F112", _("former_codes has {code}", code=said_code), "former_codes", place)
    said = {key: getattr(raw, key) for key in raw.__struct_fields__ if getattr(raw, key) is not None}
    said |= {"id": id_} | ({"name": _text(raw.name)} if raw.name is not None else {})
    said |= _days(raw, spot)
    if before is not None:
        return msgspec.structs.replace(before, **said)
    named = _has(raw.name, bad, "area", "name", '"Kabupaten Wonogiri"', spot)
    levelled = _has(raw.level, bad, "area", "level", '"regency"', spot)
    return Area(**said) if named and levelled else None


def _days(raw: RawArea, spot: TableLocation) -> dict[str, date | None]:
    """The first and the last day of an area, each as far as it is said and can be read."""
    dates: dict[str, date | None] = {}
    for key, written in (("since", raw.since), ("until", raw.until)):
        period = None if written is None else Periods().find(written)
        if written is not None and period is None:
            spot.report("F121", f"{key}: {period_fault(written)}", key)
        if written is not None:
            dates[key] = None if period is None else period.start if key == "since" else period.end
    return dates


def _names_of(raw: RawArea | RawIndicator | RawTerm | RawIdentity) -> Iterable[str | None]:
    """What figures may call it beside its id: areas go by any of their names."""
    if not isinstance(raw, RawArea):
        return ()
    name = _text(raw.name)
    return (*((name.id, name.en) if name is not None else ()), *(raw.aliases or ()), raw.kemendagri, raw.bps, raw.iso)


def _with_parents(areas: dict[str, Area], spots: dict[str, TableLocation], broken: Broken) -> dict[str, Area]:
    """The areas with each parent, origin and part by its id; reports whatever does not fit together."""

    def named(name: str) -> str | None:
        """The id; the name itself where there is no such area, as `area_faults` says; nothing where it is broken."""
        area = find_area(name, areas)
        if area is not None:
            return area.id
        return None if broken.explains("area", name, areas) else name

    by_id: dict[str, Area] = {}
    for id_, area in areas.items():
        if id_ in spots or area.parent not in areas:
            parts = tuple(part for name in area.parts if (part := named(name)) is not None)
            parent, origin = (None if name is None else named(name) for name in (area.parent, area.split_from))
            area = msgspec.structs.replace(area, parent=parent, split_from=origin, parts=parts)
        by_id[id_] = area
    last = list(spots.values())[-1]
    for id_, sentence in area_faults(by_id):
        spots.get(id_, last).report("F108", sentence)
    return by_id


def _term(raw: RawTerm, bad: frozenset[str], id_: str, before: Term | None, spot: TableLocation) -> Term | None:
    name = _label(raw, bad, spot)
    since = None if raw.since is None else Periods().find(raw.since)
    if raw.since is not None and since is None:
        spot.report("F121", _("since: {fault}", fault=period_fault(raw.since)), "since")
    if name is None:
        return None
    start = None if since is None else since.start
    return Term(id_, name, raw.core is not False, start, raw.counted or "apart", tuple(_usual_benefits(raw, spot)))


def _usual_benefits(raw: RawTerm, spot: TableLocation) -> Iterator[UsualBenefit]:
    for benefit in raw.benefit or ():
        since = None if benefit.since is None else Periods().find(benefit.since)
        if benefit.since is not None and since is None:
            spot.report("F121", _("since: {fault}", fault=period_fault(benefit.since)), "benefit")
        else:
            yield UsualBenefit(benefit.low, benefit.high, None if since is None else since.start)


def _indicator(
    raw: RawIndicator, bad: frozenset[str], id_: str, before: Indicator | None, spot: TableLocation
) -> Indicator | None:
    name = _label(raw, bad, spot)
    _has(raw.unit, bad, "indicator", "unit", '"persons"', spot)
    _has(raw.kind, bad, "indicator", "kind", '"stock"', spot)
    if name is None or raw.unit is None or raw.kind is None:
        return None
    flags = bool(raw.negative), bool(raw.additive), bool(raw.rare), bool(raw.points)
    return Indicator(id_, name, raw.unit, raw.kind, raw.role or "actual", *flags)


def _label(raw: RawIndicator | RawTerm, bad: frozenset[str], spot: TableLocation) -> Text | None:
    """The name, which may also be written as `label`."""
    if raw.name is not None and raw.label is not None:
        spot.report("F101", _("label says the same as name; keep one of them"), "label")
    name = raw.label if raw.name is None else raw.name
    _has(name, bad | ({"name"} if "label" in bad else frozenset()), str(spot.trail[0]), "name", '"cakupan"', spot)
    return _text(name)

"""The regencies and cities outside Kalimantan: their file says by province what the gazetteer needs of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from bpjscli.facts.files.reader import Document
from bpjscli.facts.model import Area

FILE: Final = "regencies.toml"

_KINDS: Final = (("Kabupaten Administrasi ", "regency"), ("Kabupaten ", "regency"), ("Kota Administrasi ", "city"))
_ENGLISH: Final = {"regency": "Regency", "city": "City"}


def expanded(document: Document) -> Document:
    """The document with an [[area]] table for each line of the file of regencies; any other as it is."""
    if document.path.name == FILE:
        document.table = {"area": list(area_tables(document.table))}
    return document


def area_tables(provinces: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """`id = [code, name, other names …]` under its province, as the tables of areas."""
    for province, entries in provinces.items():
        for id_, (code, name, *others) in entries.items():
            bare, level = _without_kind(name)
            yield {
                "id": id_,
                "name": {"id": name, "en": f"{bare} {_ENGLISH[level]}"},
                "level": level,
                "parent": province,
                "kemendagri": code,
                "aliases": others,
            }


def giving_way(areas: Mapping[str, Area], own: Sequence[str]) -> dict[str, Area]:
    """The areas without those shipped regencies and cities that the base has under an id of its own.

    It is the same place where the code is the same, or a name within the same province.
    """
    ours = frozenset(own)
    codes = {code for id_ in own if (code := areas[id_].kemendagri) is not None}
    names = {name for id_ in own for name in _names(areas[id_])}
    return {
        id_: area
        for id_, area in areas.items()
        if id_ in ours
        or area.level not in _ENGLISH
        or not (area.kemendagri in codes or not names.isdisjoint(_names(area)))
    }


def _names(area: Area) -> set[tuple[str | None, str, tuple[str, ...]]]:
    """What an area goes by, each with its province and level, without its kind and however it is spaced."""
    found = {_without_kind(name)[0].removeprefix("Kepulauan ") for name in (area.name.id, *area.aliases)}
    return {(area.parent, area.level, tuple(filter(str.isalnum, name.casefold()))) for name in found}


def _without_kind(name: str) -> tuple[str, str]:
    """A name without its kind, and the level that its kind says."""
    for kind, level in _KINDS:
        if name.startswith(kind):
            return name.removeprefix(kind), level
    return name.removeprefix("Kota "), "city"

"""Areas and their place among each other: a regency or city in its province, group and country."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from bpjscli.i18n import say as _
from bpjscli.model.facts import Area, Level
from bpjscli.model.gazetteer import AmbiguousAreaError, Gazetteer, UnknownAreaError

__all__ = [
    "AmbiguousAreaError",
    "UnknownAreaError",
    "ancestors",
    "area_and_within",
    "area_faults",
    "find_area",
    "parts_of",
    "provinces_within",
    "region_of",
    "resolve_area",
]

DEEPEST: Final = 32
"""How many areas may lie one in the other: what asks for the parts of an area goes down step by step."""

MOST_GUESSED: Final = 20

_RANK: Final[Mapping[Level, int]] = {"country": 0, "group": 1, "province": 2, "regency": 3, "city": 3}


def resolve_area(name: str, areas: Mapping[str, Area]) -> Area:
    """The area that goes by `name`: see `Gazetteer.resolve`, which raises the same errors."""
    return _gazetteer(areas).resolve(name)


def find_area(name: str, areas: Mapping[str, Area]) -> Area | None:
    """The area that goes by `name`; `None` where there is none, or more than one."""
    try:
        matches = _gazetteer(areas).find(name)
    except UnknownAreaError:
        return None
    return matches[0] if len(matches) == 1 else None


def parts_of(area_id: str, areas: Mapping[str, Area]) -> list[Area]:
    """The areas directly below `area_id`, in gazetteer order, then what a group lists; none for one without parts."""
    below = _gazetteer(areas).children.get(area_id, ())
    area = areas.get(area_id)
    listed = () if area is None else area.parts
    return [*below, *(areas[part] for part in listed if part in areas and areas[part] not in below)]


def ancestors(area_id: str, areas: Mapping[str, Area]) -> list[Area]:
    """The areas above `area_id`, nearest first. Raises `KeyError` where the id is unknown."""
    return list(_upwards(areas[area_id], areas))


def area_and_within(area_id: str, areas: Mapping[str, Area]) -> set[str]:
    """The ids of `area_id` and of every area that lies within it, at any depth."""
    reached: set[str] = set()
    left = [area_id]
    while left:
        if (id_ := left.pop()) not in reached:
            reached.add(id_)
            left += [area.id for area in parts_of(id_, areas)]
    return reached


def provinces_within(area_id: str, areas: Mapping[str, Area]) -> list[Area]:
    """Every province below a group or the country, in gazetteer order; a province does not lie below itself."""
    return [
        area
        for area in areas.values()
        if area.level == "province" and any(above.id == area_id for above in _upwards(area, areas))
    ]


def region_of(area_id: str, areas: Mapping[str, Area]) -> Area | None:
    """The group or country that an area is compared with: the nearest one above it; none above the country.

    Raises `KeyError` where the id is unknown.
    """
    return next((above for above in _upwards(areas[area_id], areas) if above.level in ("group", "country")), None)


_latest: Gazetteer | None = None


def _gazetteer(areas: Mapping[str, Area]) -> Gazetteer:
    """The tables for `areas`; those of the mapping asked last are kept, since one run knows only one."""
    global _latest
    if _latest is None or _latest.areas is not areas:
        _latest = Gazetteer(areas)
    return _latest


def _upwards(area: Area, areas: Mapping[str, Area]) -> Iterator[Area]:
    """What lies above `area`, as far as its parents are known; a circle of parents is walked once."""
    seen = {area.id}
    while area.parent is not None and area.parent in areas and area.parent not in seen:
        area = areas[area.parent]
        seen.add(area.id)
        yield area


def area_faults(areas: Mapping[str, Area]) -> list[tuple[str, str]]:
    """What is wrong between areas, as (area id, sentence), in gazetteer order.

    A parent must exist and not lead back to its child. A group may lie in any area, as what a branch office serves lies
    in a province; every other area lies in one of a higher level. A code belongs to one area. What an area was split
    from exists, is of its level, and was not split from it in turn; the parts of a group exist.
    """
    faults: list[tuple[str, str]] = []
    owners: dict[tuple[str, str], str] = {}
    meant = _Meant(areas)
    deep = [area.id for area in areas.values() if len(_nearest_above(area, areas)) > DEEPEST]
    if deep:
        more = _(", and so do {count} others", count=len(deep) - 1) if len(deep) > 1 else ""
        faults.append(
            (
                deep[0],
                _(
                    '"{deep}" lies within more than {most} areas, one in the other{more}',
                    deep=deep[0],
                    most=DEEPEST,
                    more=more,
                ),
            )
        )
    for area in areas.values():
        sentences = *_parent_faults(area, areas, meant), *_past_faults(area, areas, meant)
        faults += [(area.id, sentence) for sentence in sentences]
        for scheme, code in (("kemendagri", area.kemendagri), ("bps", area.bps), ("iso", area.iso)):
            if code is not None:
                owner = owners.setdefault((scheme, code), area.id)
                if owner != area.id:
                    faults.append(
                        (
                            area.id,
                            _(
                                '{scheme} code "{code}" of "{id}" already belongs to "{owner}"',
                                scheme=scheme,
                                code=code,
                                id=area.id,
                                owner=owner,
                            ),
                        )
                    )
    return faults


def _nearest_above(area: Area, areas: Mapping[str, Area]) -> list[str]:
    """The ids of the areas above, up to one more than there may be."""
    return [above.id for above in islice(_upwards(area, areas), DEEPEST + 1)]


def _parent_faults(area: Area, areas: Mapping[str, Area], meant: _Meant) -> Iterator[str]:
    if area.parent is None:
        return
    parent = areas.get(area.parent)
    if parent is None:
        yield _('unknown parent "{parent}" of "{id}"{hint}', parent=area.parent, id=area.id, hint=meant(area.parent))
        return
    chain = [area.id, *_nearest_above(area, areas)]
    if len(chain) > DEEPEST + 1:
        return
    if areas[chain[-1]].parent == area.id:
        if area.id == min(chain):  # one circle is one fault
            yield _("parents lead back to where they began: {names}", names=" < ".join([*chain, area.id]))
    elif area.level != "group":
        holder = next((above for above in _upwards(area, areas) if above.level != "group"), parent)
        if _RANK[holder.level] >= _RANK[area.level]:
            yield _(
                '"{id}" is a {level} and cannot be part of "{other}", which is a {rank}',
                id=area.id,
                level=area.level,
                other=holder.id,
                rank=holder.level,
            )


def _past_faults(area: Area, areas: Mapping[str, Area], meant: _Meant) -> Iterator[str]:
    for part in area.parts:
        if part not in areas:
            yield _('unknown part "{part}" of "{id}"{hint}', part=part, id=area.id, hint=meant(part))
    if area.since is not None and area.until is not None and area.until < area.since:
        yield _('"{id}" ends on {until}, before it begins on {since}', id=area.id, until=area.until, since=area.since)
    if area.split_from is None:
        return
    origin = areas.get(area.split_from)
    if origin is None:
        yield _(
            '"{id}" is from an unknown area, "{origin}"{hint}',
            id=area.id,
            origin=area.split_from,
            hint=meant(area.split_from),
        )
        return
    if area.since is None:
        yield _(
            '"{id}" is from "{origin}", and does not say since when; write since = 2013-04-22, or a year',
            id=area.id,
            origin=origin.id,
        )
    if _RANK[origin.level] != _RANK[area.level]:
        yield _(
            '"{id}" is a {level} and cannot be from "{origin}", which is a {rank}',
            id=area.id,
            level=area.level,
            origin=origin.id,
            rank=origin.level,
        )
    chain = [area.id]
    while origin is not None and origin.id not in chain:
        chain.append(origin.id)
        origin = areas.get(origin.split_from or "")
    if origin is not None and area.id == origin.id == min(chain):  # one circle is one fault
        yield _("areas are from each other in a circle: {names}", names=" < ".join([*chain, area.id]))


class _Meant:
    """The end of a message about an unknown name: the nearest one. Only the first few are looked for: it takes long."""

    def __init__(self, areas: Mapping[str, Area]) -> None:
        self._areas = areas
        self._left = MOST_GUESSED

    def __call__(self, name: str) -> str:
        if not self._left:
            return ""
        self._left -= 1
        nearest = _gazetteer(self._areas).nearest(name)
        return _('; did you mean "{nearest}"?', nearest=nearest[0]) if nearest else ""

"""How areas were cut in a period: what an area consisted of then, and what it lay in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from bpjscli.model.areas import parts_of
from bpjscli.model.facts import Area
from bpjscli.model.period import Period

YEARS_OF_CHANGE: Final = 2
"""So long after a split either cut is found in print: the labour force survey first has North Kalimantan 22 months
after it came to be governed, and the provinces of Papua 15 months after."""

_NONE: Final[frozenset[str]] = frozenset()


class Boundaries:
    """The cuts of one gazetteer through time.

    An area that was split from another later is a part of it before: the five regencies of North Kalimantan are East
    Kalimantan's until 2013. The sets called `named` hold the areas that a source names in the year, which tell how it
    has cut them. Where it names the younger area, they are as they are today, whatever the day. Soon after the split
    they are so, too, where it names no part of the younger area.
    """

    def __init__(self, areas: Mapping[str, Area]) -> None:
        self.areas = areas
        self._younger: dict[str, list[Area]] = {}
        self._groups: dict[str, list[str]] = {}
        for area in areas.values():
            if area.split_from is not None and area.split_from != area.id:
                self._younger.setdefault(area.split_from, []).append(area)
            for part in area.parts:
                self._groups.setdefault(part, []).append(area.id)
        self._dated = frozenset(area.id for area in areas.values() if area.since is not None or area.until is not None)
        self._telling = self._dated.union(area.id for area in areas.values() if area.parent in self._dated)
        self._anchors: dict[str, list[str]] = {}
        self._parts: dict[tuple[str, date, date, frozenset[str]], tuple[str, ...]] = {}

    def telling(self, named: Collection[str]) -> frozenset[str]:
        """Those of the areas of which it matters whether a source names them."""
        return self._telling.intersection(named)

    def stands(self, area: Area, period: Period, named: Collection[str] = _NONE) -> bool | None:
        """Whether it is an area of its own in `period`; `None` soon after it became one, for a source without it."""
        if area.id in named or area.id not in self._dated:
            return True
        if (area.since is not None and period.end < area.since) or (
            area.until is not None and area.until < period.start
        ):
            return False
        return True if area.since is None or _years_after(area.since) <= period.start else None

    def parts(self, area_id: str, period: Period, named: frozenset[str] = _NONE) -> tuple[str, ...]:
        """The areas that add up to `area_id` in `period`, with groups taken apart; none where that is not known."""
        key = (area_id, period.start, period.end, named)
        ids = self._parts.get(key)
        if ids is None:
            ids = self._parts[key] = tuple(dict.fromkeys(self._find_parts(area_id, period, named) or ()))
        return ids

    def over(self, area_ids: Iterable[str]) -> set[str]:
        """All areas that any of these is a part of at some time, at any height."""
        around: set[str] = set()
        left = [*area_ids]
        while left:
            area = self.areas.get(id_ := left.pop())
            if area is not None:
                above = set() if area.parent is None else {area.parent, *self._origins(area.parent)}
                new = {other for other in above.union(self._groups.get(id_, ())) if other in self.areas} - around
                around |= new
                left += new
        return around

    def wholes(self, area_ids: Iterable[str]) -> list[str]:
        """The complete ones of what these may be a part of, in the order of the gazetteer."""
        over = self.over(area_ids)
        return [id_ for id_, area in self.areas.items() if id_ in over and area.complete] if over else []

    def anchors(self, area_id: str) -> list[str]:
        """Areas of which at least one is there wherever the parts of `area_id` are: whoever has these may have all."""
        anchor_ids = self._anchors.get(area_id)
        if anchor_ids is None:
            parts = self._today(area_id)
            anchor_ids = self._anchors[area_id] = [part for part in parts if part not in self._dated][:1] or parts
        return anchor_ids

    def above(self, area_id: str, period: Period, named: Collection[str] = _NONE) -> Iterator[str]:
        """The areas that it lay in, nearest first; one of which that is not known is passed over."""
        seen = {area_id}
        parent = self.areas[area_id].parent
        while parent is not None and parent in self.areas and parent not in seen:
            seen.add(parent)
            area = self.areas[parent]
            stands = self.stands(area, period, named)
            if stands:
                yield parent
            parent = area.split_from if stands is False and area.split_from is not None else area.parent

    def groups_of(self, area_id: str) -> list[str]:
        """The groups that list it among their parts."""
        return self._groups.get(area_id, [])

    def redrawn(self, area_id: str) -> list[date]:
        """The days on which its boundaries changed, earliest first."""
        area = self.areas[area_id]
        days = {day for day in (area.since, *(younger.since for younger in self._younger.get(area_id, ()))) if day}
        return sorted(days.union(area.redrawn))

    def _today(self, area_id: str) -> list[str]:
        """The parts of an area as it is cut today, with groups taken apart."""
        ids: list[str] = []
        seen = {area_id}
        left = [self.areas[area_id]]
        while left:
            area = left.pop()
            if area.level == "group" or area.id == area_id:
                below = [part for part in self._own_parts(area) if part.level != "group" or part.id not in seen]
                seen.update(part.id for part in below)
                left += reversed(below)
            else:
                ids.append(area.id)
        return ids

    def _own_parts(self, whole: Area) -> list[Area]:
        """What lies directly in an area, and what it lists; without groups of what lies elsewhere in it."""
        return [
            part
            for part in parts_of(whole.id, self.areas)
            if part.id in whole.parts or not (part.level == "group" and part.parts)
        ]

    def _find_parts(self, area_id: str, period: Period, named: Collection[str]) -> list[str] | None:
        """The parts; `None` where one of them may or may not have been there."""
        if not self.stands(self.areas[area_id], period, named):
            return None
        ids: list[str] = []
        origins: set[str] = set()
        expanded: set[str] = set()
        left = [(self.areas[area_id], True)]  # with each area whether its parts stand for it
        while left:
            area, apart = left.pop()
            if not apart:
                ids.append(area.id)
                continue
            expanded.add(area.id)
            below = self._below(area, period, named, origins)
            if below is None:
                return None
            left += reversed([(part, apart) for part, apart in below if not apart or part.id not in expanded])
        return ids if origins <= {*ids} else None

    def _below(
        self, area: Area, period: Period, named: Collection[str], origins: set[str]
    ) -> list[tuple[Area, bool]] | None:
        """What an area consists of, with whether it is to be taken apart; what parts to be lie in goes to `origins`."""
        below: list[tuple[Area, bool]] = []
        for part in self._own_parts(area):
            stands = self.stands(part, period, named)
            if stands is None:
                return None
            if stands:
                below.append((part, part.level == "group"))
            elif part.split_from is not None:
                origins.add(self._origin(part, period, named))
        for younger in self._younger.get(area.id, ()):
            inside = self._is_inside(younger, area, period, named)
            if inside is None:
                return None
            if inside:
                below.append((younger, True))
        return below

    def _is_inside(self, younger: Area, area: Area, period: Period, named: Collection[str]) -> bool | None:
        """Whether the parts of an area that was split off later are still parts of the other; `None` if not known."""
        if younger.level != area.level or not parts_of(younger.id, self.areas):
            return False
        stands = self.stands(younger, period, named)
        if stands is None:
            return None if not {*named}.isdisjoint(self._today(younger.id)) else False
        return not stands

    def _origin(self, area: Area, period: Period, named: Collection[str]) -> str:
        """What an area was still a part of."""
        seen = {area.id}
        while area.split_from is not None and area.split_from in self.areas and area.split_from not in seen:
            area = self.areas[area.split_from]
            seen.add(area.id)
            if self.stands(area, period, named) is not False:
                break
        return area.id

    def _origins(self, area_id: str) -> Iterator[str]:
        """What an area was split from, and that in turn."""
        seen = {area_id}
        area = self.areas.get(area_id)
        while area is not None and area.split_from is not None and area.split_from not in seen:
            seen.add(area.split_from)
            yield area.split_from
            area = self.areas.get(area.split_from)


def _years_after(day: date) -> date:
    """The day from which on only the new cut is expected."""
    return date(day.year + YEARS_OF_CHANGE, day.month, min(day.day, 28))

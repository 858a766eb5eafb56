"""The areas that a text names, and how firmly: "di Kalimantan Barat" says where, "Kantor Cabang Pontianak" who."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from bpjscli.articles.lexicon import LexiconWords, Matcher, words_of
from bpjscli.articles.paragraphs import Token
from bpjscli.model.facts import Area

_KINDS: Final = {
    "kabupaten": "regency", "kab": "regency", "kota": "city", "provinsi": "province", "propinsi": "province",
    "prov": "province", "regency": "regency", "city": "city",
}  # fmt: skip


UNKNOWN: Final = "?"


class Place(NamedTuple):
    """An area named by the words `first` to `last` (excluded) of a sentence; `firmness` is from 0 to 1."""

    area: str
    first: int
    last: int
    firmness: float


class Places:
    """Finds areas by any of their names, written with a capital."""

    def __init__(self, areas: Mapping[str, Area], main: str | None, words: LexiconWords) -> None:
        self._words = words
        self._areas = areas
        self._main = main
        entries: list[tuple[str, str]] = []
        for area in areas.values():
            entries += [(name, area.id) for name in _names(area)]
        self._matcher = Matcher(entries)

    def find(self, tokens: list[Token], words: list[str], text: str) -> list[Place]:
        """Every area in a sentence; `words` are the compared forms of its `tokens`."""
        places = []
        place = 0
        while place < len(words):
            size, ids = self._longest(words, place)
            if not ids or not text[tokens[place].start].isupper():
                if self._is_unknown(tokens, words, text, place):
                    places.append(Place(UNKNOWN, place, place + 1, 1.0))
                place += 1
                continue
            area = self._choose(ids, words, place)
            if area is not None:
                own = area if place and words[place - 1] in _KINDS else self._own(area)
                places.append(Place(own, place, place + size, self._firmness(words, place, size)))
            place += size
        return places

    def without_addresses(self, words: list[str], found: list[Place]) -> list[Place]:
        """The areas, without those that only say where the one before lies."""
        return [place for at, place in enumerate(found) if not self._is_address(words, found[:at], place)]

    def _is_unknown(self, tokens: list[Token], words: list[str], text: str, place: int) -> bool:
        """Whether a word names an area that the gazetteer does not have: "Pemkab Mitra"."""
        if not place or not text[tokens[place].start].isupper() or tokens[place].kind != "word":
            return False
        if place + 1 < len(words) and self._matcher.find_at(words, place + 1):
            return False
        return words[place - 1] in ("pemkab", "pemkot", "kabupaten", "kab") and words[place] not in _KINDS

    def _is_address(self, words: list[str], before: list[Place], place: Place) -> bool:
        """Whether an area only says where the one before it lies: "Gresik, Jawa Timur"."""
        if not before or place.area not in self._above(before[-1].area):
            return False
        between = words[before[-1].last : place.first]
        return len(between) <= 2 and all(word in (",", "(", *_KINDS) for word in between)

    def is_name(self, name: str) -> bool:
        """Whether a name is that of an area, and of nothing else."""
        words = list(words_of(name))
        return bool(words) and any(size == len(words) for size, _ in self._matcher.find_at(words, 0))

    def _longest(self, words: list[str], place: int) -> tuple[int, list[str]]:
        matches = self._matcher.find_at(words, place)
        size = matches[0][0] if matches else 1
        return size, list(dict.fromkeys(id_ for length, id_ in matches if length == size))

    def _choose(self, ids: list[str], words: list[str], place: int) -> str | None:
        """The one area that is meant: of the kind that is said, else nearest to the main area."""
        if len(ids) == 1:
            return ids[0]
        said = _KINDS.get(words[place - 1]) if place else None
        of_kind = [id_ for id_ in ids if self._areas[id_].level == said]
        if len(of_kind) == 1:
            return of_kind[0]
        ids = of_kind or ids
        if self._main in ids:
            return self._main
        near = [id_ for id_ in ids if self._main in self._above(id_) or id_ in self._above(self._main or "")]
        near = near or ids
        wide = [id_ for id_ in near if self._areas[id_].level not in ("regency", "city")]
        return (wide or near)[0]

    def _own(self, area: str) -> str:
        """The main area itself, where that is a group named after the place: the branch office of Kudus."""
        main = self._areas.get(self._main or "")
        if main is None or main.level != "group" or area == main.id or main.parent in (None, "indonesia"):
            return area
        if self._areas[area].level == "group":
            return main.id if area in main.id else area
        bare = set(words_of(self._areas[area].name.id)) - set(_KINDS)
        return main.id if bare and bare <= set(words_of(main.name.id)) else area

    def _above(self, id_: str) -> set[str]:
        above: set[str] = set()
        area = self._areas.get(id_)
        while area is not None and area.parent is not None and area.parent not in above:
            above.add(area.parent)
            area = self._areas.get(area.parent)
        return above

    def _firmness(self, words: list[str], place: int, size: int) -> float:
        """How surely the name says where something was counted, by the words around it."""
        after = [word for word in words[place + size : place + size + 3] if word != ","]
        if after and after[0] in self._words.weekdays:
            return 0.0  # where something was said
        before = words[max(0, place - 5) : place]
        last = [word for word in before if word not in _KINDS][-1:]
        if last and last[0] in self._words.where:
            return 1.0
        if before[-1:] == ["asli"]:
            return 0.1  # "orang asli Papua"
        if not self._words.governments.isdisjoint(before[-2:]):
            return 0.5
        if not self._words.offices.isdisjoint(before[-4:]):
            return 0.15
        if not self._words.insurers.isdisjoint(before[-1:]):
            return 0.5
        return 0.8


def _is_doubled(name: str) -> bool:
    """Whether a name is one word said twice, which the press writes as one: "Fak Fak"."""
    first, _, second = name.casefold().partition(" ")
    return first == second


def _names(area: Area) -> list[str]:
    names = [area.name.id, area.name.en, *area.aliases]
    if len(area.id) > 2:
        names.append(area.id.replace("-", " "))
    bare = []
    for name in names:
        parts = name.split()
        if len(parts) > 1 and parts[0].lower().rstrip(".") in _KINDS:
            bare.append(" ".join(parts[1:]))
        if len(parts) > 1 and parts[-1].lower() in ("regency", "city", "province"):
            bare.append(" ".join(parts[:-1]))
    joined = [name.replace("-", "") for name in (*names, *bare) if "-" in name]
    joined += ["".join(name.split()) for name in (*names, *bare) if _is_doubled(name)]
    return list(dict.fromkeys([*names, *bare, *joined]))

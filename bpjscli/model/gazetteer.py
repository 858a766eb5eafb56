"""Which area a name means: lookup tables over a gazetteer, and what to say when none or several fit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

from bpjscli.i18n import say as _
from bpjscli.model.facts import Area, Level

MOST_NEAREST = 3
MOST_SEARCHES: Final = 50
_ALIKE = 0.6  # below this ratio a suggestion puzzles more than it helps
_LONGEST = 80  # no name is longer; what is longer is cut before it is compared or repeated in a message

_BEFORE: Final[Mapping[str, Level]] = {
    "kabupaten": "regency",
    "kab": "regency",
    "pemkab": "regency",
    "kota": "city",
    "kotamadya": "city",
    "kodya": "city",
    "pemkot": "city",
    "provinsi": "province",
    "propinsi": "province",
    "prov": "province",
    "prop": "province",
    "pemprov": "province",
}
_OFFICE: Final = ("kanwil", "kantor wilayah", "wilayah")  # before a group of provinces, or the one province it serves
_AFTER: Final[Mapping[str, Level]] = {"regency": "regency", "city": "city", "province": "province"}
_SEPARATORS = str.maketrans(dict.fromkeys("-_./‐–—", " "))
_SHORT: Final = {"kep": "kepulauan", "adm": "administrasi"}
_CODE: Final = r"(?:(kemendagri|bps)\s*:\s*)?(\d[\d .-]*)"

_Index = dict[str, list[Area]]


class UnknownAreaError(ValueError):
    """No area goes by `name`; `nearest` has the ids of the most similar ones, best first, at most three.

    `tells_how` says whether the message already has what to write instead.
    """

    def __init__(self, name: str, nearest: Sequence[str] = (), hint: str = "") -> None:
        self.name = name
        self.nearest = list(nearest)
        meant = _either([f'"{id_}"' for id_ in self.nearest])
        guess = _("; did you mean {meant}?", meant=meant) if meant else ""
        self.tells_how = bool(hint or guess)
        super().__init__(_('unknown area "{name}"', name=_shown(name)) + (hint or guess))


class AmbiguousAreaError(ValueError):
    """Several areas go by `name`; `candidates` has them in gazetteer order."""

    def __init__(self, name: str, candidates: Sequence[Area]) -> None:
        self.name = name
        self.candidates = list(candidates)
        listed = _either([f'"{area.id}" ({area.name.id})' for area in self.candidates])
        super().__init__(_('"{name}" may be {listed}; write the id', name=_shown(name), listed=listed))


class Gazetteer:
    """The lookup tables over one mapping of areas, each built when it is first needed.

    The mapping must not change afterwards.
    """

    def __init__(self, areas: Mapping[str, Area]) -> None:
        self.areas = areas
        self._nearest: dict[str, list[str]] = {}

    def resolve(self, name: str) -> Area:
        """The area that goes by `name`.

        An id as it is written always wins. Otherwise letter case, spaces, hyphens and dots do not matter, and these
        are tried in turn: names in either language and aliases; then ids, and names without their "Kabupaten", "Kota"
        or "Regency"; then ISO codes; then, where `name` says what kind of area it is ("Kab. Kukar", "Kalbar
        Province"), the rest of it among areas of that kind. A code is what its scheme says ("kemendagri:61.02",
        "bps:6104"), with dots Kemendagri's ("61.02"); where both schemes use the digits, they must mean one place.

        Raises `UnknownAreaError` with the nearest ids, `AmbiguousAreaError` with the candidates.
        """
        areas = self.find(name)
        if not areas:
            raise UnknownAreaError(name, self.nearest(_plain(name.strip())))
        if len(areas) > 1:
            raise AmbiguousAreaError(name, areas)
        return areas[0]

    def find(self, name: str) -> list[Area]:
        """The areas that `resolve` chooses among. Raises `UnknownAreaError` for digits of two places."""
        text = name.strip()
        exact = self.areas.get(text)
        if exact is not None:
            return [exact]
        text = _plain(text)
        code = re.fullmatch(_CODE, text, re.ASCII)
        if code is None:
            words = _words(text)
            return self._by_name(words) or self._by_name([_SHORT.get(word, word) for word in words])
        return self._by_code(code[1], code[2], name)

    def nearest(self, name: str) -> list[str]:
        """The ids whose names are most like `name`, best first, at most three; equals in gazetteer order.

        None once so many have been looked for: comparing is dear, and a base may have any number of unknown names.
        """
        if name not in self._nearest:
            if len(self._nearest) == MOST_SEARCHES:
                return []
            self._nearest[name] = self._find_nearest(name)
        return self._nearest[name]

    def _find_nearest(self, name: str) -> list[str]:
        from difflib import SequenceMatcher

        words = _words(name[:_LONGEST])
        best: dict[str, float] = {}
        matcher = SequenceMatcher(autojunk=False)
        for query in dict.fromkeys(["".join(words), "".join(_without_kind(words)[0])]):
            matcher.set_seq2(query)
            for key, areas in (*self._full.items(), *self._bare.items()):
                matcher.set_seq1(key)
                if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE:
                    for area in areas:
                        best[area.id] = max(best.get(area.id, 0.0), matcher.ratio())
        order = {id_: position for position, id_ in enumerate(self.areas)}
        alike = [id_ for id_, ratio in best.items() if ratio >= _ALIKE]
        return sorted(alike, key=lambda id_: (-best[id_], order[id_]))[:MOST_NEAREST]

    @cached_property
    def children(self) -> Mapping[str, tuple[Area, ...]]:
        """The areas directly below each area that has any, in gazetteer order."""
        by_parent: dict[str, list[Area]] = {}
        for area in self.areas.values():
            if area.parent is not None:
                by_parent.setdefault(area.parent, []).append(area)
        return {parent: tuple(areas) for parent, areas in by_parent.items()}

    def _by_name(self, words: list[str]) -> list[Area]:
        """The areas of the first kind of match that there is: whole names, then short ones, then either by level."""
        key = "".join(words)
        areas = self._full.get(key) or self._bare.get(key) or self._codes.get(("iso", key))
        if areas:
            return areas
        rest, level = _without_kind(words)
        levels: tuple[Level, ...] = () if level is None else (level,)
        if level is None:
            rest = next((words[n:] for n in (1, 2) if " ".join(words[:n]) in _OFFICE), [])
            levels = ("group", "province")
        key = "".join(rest)
        either = {area.id: area for area in (*self._full.get(key, ()), *self._bare.get(key, ()))}
        return [area for area in either.values() if area.level in levels]

    def _by_code(self, scheme: str | None, written: str, name: str) -> list[Area]:
        """The areas with that code: of the scheme named, with dots Kemendagri's, else of either."""
        digits = re.sub(r"\D", "", written)
        if scheme is not None or digits != written:
            return self._codes.get((scheme or "kemendagri", digits), [])
        ways = [(s, areas[0]) for s in ("kemendagri", "bps") if (areas := self._codes.get((s, digits)))]
        if len({area.id for _, area in ways}) < 2:
            return [area for _, area in ways[:1]]
        means = _either([f'"{s}:{digits}" for {area.name.id}' for s, area in ways])
        hint = _("; the two code schemes use the same digits, so write {means}", means=means)
        raise UnknownAreaError(name, [area.id for _, area in ways], hint)

    @cached_property
    def _full(self) -> _Index:
        """Areas by names in full and aliases, folded."""
        index: _Index = {}
        for area in self.areas.values():
            for name in (area.name.id, area.name.en, *area.aliases):
                _enter(index, _words(name), area)
        return index

    @cached_property
    def _bare(self) -> _Index:
        """Areas by id, and by name without its "Kabupaten", "City" and the like, folded."""
        index: _Index = {}
        for area in self.areas.values():
            _enter(index, _words(area.id), area)
            for name in (area.name.id, area.name.en):
                rest, level = _without_kind(_words(name))
                if level == area.level:
                    _enter(index, rest, area)
        return index

    @cached_property
    def _codes(self) -> dict[tuple[str, str], list[Area]]:
        """Areas by scheme and digits, a code of today before a former one; by "iso" and the folded code."""
        index: dict[tuple[str, str], list[Area]] = {}
        for area in self.areas.values():
            for scheme, code in (("kemendagri", area.kemendagri), ("bps", area.bps)):
                if code is not None:
                    index.setdefault((scheme, re.sub(r"\D", "", code)), []).append(area)
            if area.iso is not None:
                index.setdefault(("iso", "".join(_words(area.iso))), []).append(area)
        former: dict[tuple[str, str], list[Area]] = {}
        for area in self.areas.values():
            for written in area.former_codes:
                scheme, _, code = written.partition(":")
                former.setdefault((scheme, re.sub(r"\D", "", code)), []).append(area)
        return former | index


def _plain(text: str) -> str:
    """`text` in lower case, with full-width digits, ligatures and split accents made ordinary."""
    if text.isascii():
        return text.casefold()
    from unicodedata import normalize

    return normalize("NFKC", normalize("NFKC", text).casefold())


def _words(name: str) -> list[str]:
    return _plain(name).translate(_SEPARATORS).split()


def _without_kind(words: list[str]) -> tuple[list[str], Level | None]:
    """The words without a leading "kab" or a trailing "city", and the level it names."""
    if len(words) > 1:
        if words[0] in _BEFORE:
            level = _BEFORE[words[0]]
            administrative = level != "province" and words[1] == "administrasi" and len(words) > 2
            return words[2 if administrative else 1 :], level
        if words[-1] in _AFTER:
            return words[:-1], _AFTER[words[-1]]
    return words, None


def _enter(index: _Index, words: list[str], area: Area) -> None:
    if words:
        areas = index.setdefault("".join(words), [])
        if area not in areas:
            areas.append(area)


def _shown(name: str) -> str:
    """`name` for a message: not too long, and what cannot be seen as its number."""
    cut = name if len(name) <= _LONGEST else name[:_LONGEST] + "…"
    return "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in cut)


def _either(words: list[str]) -> str:
    """The words with commas and a final "or"; empty for none."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + _(" or ") + words[-1] if words else ""

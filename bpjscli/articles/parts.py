"""Which segment or programme, which area and which period a number is of."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from bpjscli.articles.lines import Finder, Line

LEAST: Final = 0.2  # how near something must be to count
_ALONE: Final = 0.12  # where nothing else of its kind is named
_FADE: Final = 0.03
_FADE_AFTER: Final = 0.1
_ACROSS: Final = 0.75  # how much is left of a part beyond another number
_WHOLE: Final = 0.3  # and before "total"
_CLEAR: Final = 0.4  # how near a part must be to leave no doubt
_RIVAL: Final = 0.85  # and how near another one may be beside it
_OF: Final = 0.15  # how much "dari" leaves of a segment behind it
_BROKEN: Final = 0.5  # a period before "sedangkan"
_OWN: Final = 1.6
_OTHERS: Final = 0.6
_FIRM: Final = 0.8  # an area of which something is said
_NOW: Final = frozenset({"kini", "sekarang", "currently"})
_COMPARED: Final = 9  # words before "periode yang sama pada Agustus 2020"
_SUPERLATIVES: Final = frozenset({"tertinggi", "terendah", "terbesar", "terbanyak", "terkecil", "highest", "lowest"})
_AMONG: Final = 0.3  # an area among whose parts one is the highest
_FIRST: Final = 7  # words that open a sentence
_BESIDE: Final = 4  # words between a programme and the number of its participants
_MEMBERS: Final = 4  # and between "peserta" and the programme
_END: Final = 2  # words at the end of a sentence
_WIDEST: Final = 6  # words between two that are named together


class NamedTogether(NamedTuple):
    """Segments, programmes or areas that are named together: "Kalimantan Selatan dan Kalimantan Tengah"."""

    ids: tuple[str, ...]
    first: int
    last: int
    firmness: float


class Said(NamedTuple):
    """What a sentence says of a number's period: a date, whether it is until then, years from now, the same span."""

    period: str | None
    until: bool
    years: int | None
    same: bool


class Parts:
    """Finds what numbers of a sentence are of."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self._words = finder.words
        self._joining = self._words.weak_breaks | self._words.same | {"("}

    def ids_for(self, line: Line, place: int, kind: str, values: Sequence[int]) -> tuple[str, ...]:
        """The segments, programmes or areas (`kind`) of the number at `place`; none where the sentence names none.

        Several only where "masing-masing" gives one number to each of them. `values` are the places of all numbers.
        """
        groups = self._groups(line, kind)
        best, near = None, LEAST if len(groups) > 1 else _ALONE
        for group in groups:
            weight = self._weight(line, place, group, kind, values)
            if weight >= near:
                best, near = group, weight
        return () if best is None else self._members(line, place, best, groups, values)

    def right_after(self, line: Line, place: int, kind: str) -> str | None:
        """The segment, programme or area that stands right behind what the number counts: "101 perusahaan BPU"."""
        return next((p.id for p in line.parts if p.kind == kind and place < p.first <= place + 3), None)

    def named(self, line: Line, kind: str) -> list[str]:
        """The segments, programmes or areas (`kind`) of a sentence that are named alone, in its order."""
        return [group.ids[0] for group in self._groups(line, kind) if len(group.ids) == 1]

    def all_named(self, line: Line, kind: str) -> set[str]:
        """Every segment, programme or area (`kind`) that a sentence names."""
        return {id_ for group in self._groups(line, kind) for id_ in group.ids}

    def dangling_programme(self, line: Line) -> str | None:
        """The one programme that a sentence without numbers names, for the sentence that follows."""
        named = self.all_named(line, "programme")
        has_numbers = any(number.kind not in ("date", "code") for number in line.numbers.values())
        return next(iter(named)) if len(named) == 1 and not has_numbers else None

    def listed_areas(self, line: Line) -> tuple[str, ...]:
        """The last areas that a sentence names together, for "masing-masing" in the sentence that follows."""
        groups = [group for group in self._groups(line, "area") if len(group.ids) > 1]
        return groups[-1].ids if groups else ()

    def begins_with_each(self, line: Line) -> bool:
        """Whether a sentence begins with "masing-masing"."""
        return not self._words.each.isdisjoint(line.words[:2])

    def dangling_area(self, line: Line) -> str | None:
        """The area that a sentence names after its last number, for the sentence that follows."""
        groups = [group for group in self._groups(line, "area") if group.firmness >= _FIRM]
        last = max((at for at, number in line.numbers.items() if number.kind != "date"), default=-1)
        if not groups or len(groups[-1].ids) != 1 or groups[-1].first < last:
            return None
        words = len(line.words) - groups[-1].last
        return groups[-1].ids[0] if words <= _END else None

    def refers(self, line: Line) -> bool:
        """Whether a sentence speaks of "sektor tersebut"."""
        return any(
            first in ("sektor", "segmen", "kelompok") and second in ("tersebut", "itu", "ini")
            for first, second in pairwise(line.words)
        )

    def goes_on(self, line: Line) -> bool:
        """Whether a sentence goes on about what the one before it was about."""
        if not self._words.going_on.isdisjoint(line.words):
            return True
        return any(place.first <= 3 for place in line.places) and len(line.places) > 0

    def resumes(self, line: Line) -> bool:
        """Whether a sentence begins with what the one before was about: "Nilai tersebut dibayarkan kepada …"."""
        return not {"tersebut", "itu", "ini"}.isdisjoint(line.words[:_FIRST]) and not any(
            number.kind == "date" for number in line.numbers.values()
        )

    def yet_to_come(self, line: Line, published: date | None) -> str | None:
        """The one period of a sentence that begins after the article appeared."""
        periods = {number.period for number in line.numbers.values() if number.kind == "date" and number.period}
        ahead = {period for period in periods if published is not None and _year(period) > published.year}
        return ahead.pop() if len(ahead) == 1 else None

    def is_membership(self, line: Line, place: int, programme: str) -> bool:
        """Whether a sentence counts the participants of one programme: "peserta program JHT mencapai 18 juta"."""
        own = [part for part in line.parts if part.kind == "programme" and part.last <= place]
        if not own or own[-1].id != programme or place - own[-1].last > _BESIDE:
            return False
        before = line.words[max(0, own[-1].first - _MEMBERS) : own[-1].first]
        return not {"program", "peserta", "kepesertaan"}.isdisjoint(before) and "klaim" not in before

    def is_clear(self, line: Line, place: int, kind: str, values: Sequence[int]) -> bool:
        """Whether there is no doubt which segment or programme a number is of: one is near, and no other as near."""
        weights = sorted(
            (self._weight(line, place, group, kind, values) for group in self._groups(line, kind)), reverse=True
        )
        if not weights:
            return True
        return weights[0] >= _CLEAR and (len(weights) == 1 or weights[1] <= _RIVAL * weights[0])

    def _weight(self, line: Line, place: int, group: NamedTogether, kind: str, values: Sequence[int]) -> float:
        """How near a group is to a number, by what stands between them."""
        is_after = group.first > place
        words = group.first - place - 1 if is_after else place - group.last
        of = 1.0 if kind == "area" else _OF
        weight = self._finder.nearness(line, group.first, group.last, place, _ACROSS, of) * group.firmness
        weight *= math.exp(-(_FADE_AFTER if is_after else _FADE) * max(0, words))
        weight *= self._belonging(line, place, group)
        if kind == "area" and not _SUPERLATIVES.isdisjoint(line.words[max(0, group.first - 3) : group.first]):
            weight *= _AMONG if any(p.last < group.first and p.area != group.ids[0] for p in line.places) else 1.0
        if kind == "segment" and not is_after and not self._words.wholes.isdisjoint(line.words[group.last : place]):
            weight *= _WHOLE
        return weight

    def _belonging(self, line: Line, place: int, group: NamedTogether) -> float:
        """More for what stands in the phrase of the number itself, less for what stands in that of the one before."""
        if group.first > place:
            return _OWN if self._finder.nearness(line, group.first, group.last, place) == 1.0 else 1.0
        before = max((at for at in line.numbers if at < group.first), default=None)
        if before is None or line.numbers[before].kind == "date":
            return 1.0
        ends = any(line.words[at] in (",", ";", ".") or line.words[at] == "dan" for at in range(group.last, place))
        return _OTHERS if ends and self._finder.nearness(line, group.first, group.last, before) == 1.0 else 1.0

    def _groups(self, line: Line, kind: str) -> list[NamedTogether]:
        named = [NamedTogether((part.id,), part.first, part.last, 1.0) for part in line.parts if part.kind == kind]
        if kind == "area":
            named += [NamedTogether((p.area,), p.first, p.last, p.firmness) for p in line.places]
            named.sort(key=lambda group: group.first)
        groups: list[NamedTogether] = []
        for at, each in enumerate(named):
            if groups and self._are_joined(line, groups[-1].last, each.first) and self._is_list(line, named, at):
                group = groups.pop()
                is_same = kind != "area" and not self._words.same.isdisjoint(line.words[group.last : each.first])
                ids = group.ids if is_same else tuple(dict.fromkeys((*group.ids, *each.ids)))
                each = NamedTogether(ids, group.first, each.last, max(group.firmness, each.firmness))
            groups.append(each)
        return groups

    def _is_list(self, line: Line, named: Sequence[NamedTogether], at: int) -> bool:
        """Whether what is named at `at` and before it stands in a list with a last "dan"; a comma alone joins none."""
        for one, other in pairwise(named[at - 1 :]):
            if not self._are_joined(line, one.last, other.first):
                return False
            between = line.words[one.last : other.first]
            if one.ids == other.ids:  # "Jasa Konstruksi (Jakon)": joined, but no sign that the comma before joins
                is_sign = one is named[at - 1] or not (self._joining - {"("}).isdisjoint(between)
            else:
                is_sign = not self._joining.isdisjoint(between)
            if is_sign:
                return True
        return False

    def _are_joined(self, line: Line, last: int, first: int) -> bool:
        between = line.words[last:first]
        return len(between) <= _WIDEST and all(word in self._words.joins or word in ",()&" for word in between)

    def _members(
        self, line: Line, place: int, group: NamedTogether, groups: Sequence[NamedTogether], values: Sequence[int]
    ) -> tuple[str, ...]:
        """Which of a group a number is of: its own in a list with "masing-masing", all where there is one number."""
        if len(group.ids) == 1:
            return group.ids
        end = min((other.first for other in groups if other.first >= group.last), default=len(line.words))
        after = [each for each in values if group.last <= each < end]
        if place not in after or not self._words.each.intersection(line.words[group.last : place]):
            return ()
        own = after.index(place)
        if len(after) < len(group.ids):
            return group.ids
        return (group.ids[own],) if own < len(group.ids) else ()

    def period_for(self, line: Line, place: int) -> Said:
        """What a sentence says of the period of the number at `place`."""
        best, until, near = None, False, LEAST
        for at, number in line.numbers.items():
            if number.kind != "date" or number.period is None or self._is_aside(line, at, place):
                continue
            weight = self._finder.nearness(line, at, at + 1, place, _ACROSS) * math.exp(-_FADE * abs(at - place))
            if at > place and self._finder.nearness(line, at, at + 1, place) == 1.0:
                weight *= _OWN
            if at < place and self._is_present(line, at, place):
                continue
            if at < place and not self._words.strong_breaks.isdisjoint(line.words[at:place]):
                weight *= _BROKEN
            if weight > near:
                best, near = number.period, weight
                until = not self._words.until.isdisjoint(line.words[max(0, at - 4) : at])
        return Said(best, until, self._years(line, place), "sama" in line.words and "periode" in line.words)

    def _years(self, line: Line, place: int) -> int | None:
        """How many years "tahun lalu" and the like move a number that stands after them; `None` without such words."""
        begin = max((at for at in line.numbers if at < place and line.numbers[at].kind != "date"), default=-1) + 1
        words = line.words[begin:place]
        for first, second in pairwise(words):
            if first in ("tahun", "year") and second in ("lalu", "sebelumnya", "earlier"):
                return -1
            if (first, second) in (("last", "year"), ("previous", "year")):
                return -1
        around = line.words[max(0, place - 12) : place + 8]
        for first, second in pairwise(around):
            if (first, second) in (("tahun", "ini"), ("this", "year")):
                return 0
            if (first, second) in (("tahun", "depan"), ("tahun", "mendatang"), ("next", "year")):
                return 1
        return None

    def _is_present(self, line: Line, at: int, place: int) -> bool:
        """Whether "saat ini" stands between a date and a number, which is then of the main period."""
        words = line.words[at:place]
        return not _NOW.isdisjoint(words) or ("saat", "ini") in pairwise(words)

    def _is_aside(self, line: Line, at: int, place: int) -> bool:
        """Whether a date says when something was said, compares, or belongs to the name of a rule.

        One that is compared with is that of a number right after it.
        """
        before = line.words[max(0, at - 4) : at]
        if before[-1:] == ["("]:
            return True
        is_year = before[-1:] == ["tahun"]  # "dari tahun 2022 ke tahun 2023"
        if not (self._words.numbering - ({"ke"} if is_year else set())).isdisjoint(before):
            return True
        if not self._words.weekdays.isdisjoint(before[-3:]):
            return True
        is_next = at < place and not any(at < other < place for other in line.numbers)
        compared = before + line.words[max(0, at - _COMPARED) : at - 4] if self._same(line, at) else before
        return not self._words.compared.isdisjoint(compared) and not is_next

    def _same(self, line: Line, at: int) -> bool:
        """Whether a date is that of "periode yang sama"."""
        return ("yang", "sama") in pairwise(line.words[max(0, at - 6) : at])


def _year(period: str) -> int:
    """The year in which a period begins, or 0 for one that no fact base holds."""
    return int(period[:4]) if period[:4].isdigit() else 0

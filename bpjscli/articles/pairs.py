"""What neighbouring numbers say of each other: "X atau Y persen", "X dari Y", "N klaim senilai Rp…", lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from bpjscli.articles.lexicon import Words
from bpjscli.articles.lines import Line

COUNTERPARTS: Final = {
    "participants": "coverage",
    "unregistered": "uncovered",
    "target_participants": "target_coverage",
    "gap_people": "gap_points",
}
COUNTERPARTS_NOT: Final = {"coverage": "uncovered", "participants": "unregistered"}
_PEOPLE: Final = ("persons", "bare")
_COUNTS: Final = ("cases", *_PEOPLE)
_PERCENT: Final = ("percent", "points")

_ONLY: Final = frozenset({"baru", "hanya", "cuma", "only"})
_SAYS: Final = 1.0  # what a phrase must be worth to say what a number is

Votes = dict[str, float]


class Pairs:
    """Adds to the votes for the numbers of a sentence what each says of the next one."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def link(self, line: Line, units: Mapping[int, str], votes: Mapping[int, Votes]) -> None:
        """Change `votes`, by place, in the order of the sentence."""
        for first, second in pairwise(votes):
            between = line.words[first + 1 : second]
            pair = (units[first], units[second])
            if self._is_of(between) and pair[0] in (*_PEOPLE, "percent") and pair[1] in _PEOPLE:
                _part_of_whole(votes[first], votes[second], pair[0])
            if pair[0] in _PEOPLE and pair[1] in (*_PEOPLE, "percent") and self._is_only(line, first, second):
                _part_of_whole(votes[second], votes[first], pair[1])
            elif pair[0] in _PEOPLE and self._is_opening(line, first) and not _is_of_participants(line, first):
                _open_with_whole(votes[first])
            if pair[1] == "IDR" and pair[0] in _COUNTS and self._words.worth.intersection(between):
                _worth(votes[first], votes[second])
            if pair[0] == "IDR" and pair[1] in _COUNTS and self._words.recipients.intersection(between[-6:]):
                _worth(votes[second], votes[first])
        for first, second in pairwise(votes):
            between = line.words[first + 1 : second]
            pair = (units[first], units[second])
            if self._is_same(between):
                _share(votes, first, second, pair)
            is_part = self._is_of(between) or self._is_only(line, first, second)
            if not is_part and (pair[0] == pair[1] or (pair[0] in _PEOPLE and pair[1] in _PEOPLE)):
                _go_on(line, votes, first, second, units[second])

    def _is_opening(self, line: Line, place: int) -> bool:
        """Whether a clause begins with "dari" and the number: "Dari 55.201 pekerja, …"."""
        before = line.words[max(0, place - 3) : place]
        at = next((at for at, word in enumerate(before) if word in self._words.of), None)
        if at is None:
            return False
        start = max(0, place - 3) + at
        return start == 0 or line.words[start - 1] in ",.;:" or line.words[start - 1] in self._words.strong_breaks

    def related(self, line: Line, places: Sequence[int]) -> list[tuple[int, int]]:
        """The neighbours of which one is the other in another unit, or a part of it."""
        found = []
        for first, second in pairwise(places):
            between = line.words[first + 1 : second]
            if self._is_same(between) or self._is_of(between) or self._is_only(line, first, second):
                found.append((first, second))
        return found

    def _is_only(self, line: Line, first: int, second: int) -> bool:
        """Whether the first number is the whole of the second: "dari 711.707 pekerja, baru 328.276"."""
        between = line.words[max(first + 1, second - 6) : second]
        if any(word in (".", ";") for word in line.words[first:second]):
            return False
        is_whole = not self._words.of.isdisjoint(line.words[max(0, first - 3) : first])
        return (is_whole and not self._words.only.isdisjoint(between)) or not _ONLY.isdisjoint(between[-3:])

    def _is_same(self, between: Sequence[str]) -> bool:
        """Whether the second number says the first one in another unit."""
        if any(word in (".", ";") for word in between):
            return False
        tail = between[-4:]
        return bool(self._words.same.intersection(tail)) or "(" in tail[-3:]

    def _is_of(self, between: Sequence[str]) -> bool:
        """Whether the second number is the whole of the first one."""
        at = max((place for place, word in enumerate(between) if word in self._words.of), default=None)
        if at is None or len(between) - at > 9 or "terdiri" in between:
            return False
        return "target" not in between[at:] and not any(word in (".", ";") for word in between)


def _share(votes: Mapping[int, Votes], first: int, second: int, pair: tuple[str, str]) -> None:
    """Persons and percentages of the same thing speak for each other."""
    if pair[1] in _PERCENT and pair[0] in _PEOPLE:
        people, percent = votes[first], votes[second]
    elif pair[0] in _PERCENT and pair[1] in _PEOPLE:
        people, percent = votes[second], votes[first]
    else:
        return
    for one, other in COUNTERPARTS.items():
        given, got = people.get(one, 0.0), percent.get(other, 0.0)
        if given:
            percent[other] = got + 0.8 * given
        if got:
            people[one] = given + 0.8 * got


def _go_on(line: Line, votes: Mapping[int, Votes], first: int, second: int, unit: str) -> None:
    """A list goes on as it began, where nothing between two of its numbers says what the second one is."""
    for cue in line.cues:
        own = cue.phrase.votes.get(unit, {})
        if first < cue.first and cue.last <= second and max(own.values(), default=0.0) >= _SAYS:
            return
    for target, vote in votes[first].items():
        votes[second][target] = votes[second].get(target, 0.0) + 0.95 * vote


def _part_of_whole(part: Votes, whole: Votes, unit: str) -> None:
    """The whole of participants is the workforce: "X dari Y"."""
    ours = sum(part.get(target, 0.0) for target in ("participants", "coverage", "unregistered", "uncovered"))
    if ours <= 0.8 and whole.get("workforce", 0.0) <= 1.0:
        return
    whole["workforce"] = whole.get("workforce", 0.0) + 2.0
    target = "coverage" if unit == "percent" else "participants"
    if part.get(COUNTERPARTS_NOT[target], 0.0) < 2.0:
        part[target] = part.get(target, 0.0) + 1.5
    part["workforce"] = 0.4 * part.get("workforce", 0.0)
    whole["participants"] = 0.5 * whole.get("participants", 0.0)


def _open_with_whole(whole: Votes) -> None:
    whole["workforce"] = whole.get("workforce", 0.0) + 1.5
    whole["participants"] = 0.6 * whole.get("participants", 0.0)


def _is_of_participants(line: Line, place: int) -> bool:
    return not {"peserta", "participants", "members"}.isdisjoint(line.words[place + 1 : place + 4])


def _worth(claims: Votes, benefits: Votes) -> None:
    """Claims and what was paid for them: "N klaim senilai Rp…", "Rp… kepada N peserta"."""
    if benefits.get("benefits", 0.0) > 1.0 or claims.get("claims", 0.0) > 1.0:
        benefits["benefits"] = benefits.get("benefits", 0.0) + 1.5
        claims["claims"] = claims.get("claims", 0.0) + 2.2
        claims["participants"] = 0.5 * claims.get("participants", 0.0)

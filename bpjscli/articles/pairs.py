"""What neighbouring numbers say of each other: "X atau Y persen", "X dari Y", "N klaim senilai Rp…", lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from bpjscli.articles.candidates import NOT_OURS
from bpjscli.articles.lexicon import Lexicon
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
_MEMBERS: Final = frozenset({"peserta", "kepesertaan", "participants", "members"})
_SHIFTS: Final = {"growth": ("growth", "growthcmp"), "achieved": ("achievement", "of the target")}
_BEHIND: Final = 4  # words that a shift may stand behind its percentage
_TARGETS: Final = ("target_participants", "target_new_participants")
_OF_TARGET: Final = 5.0
_FAR: Final = 14  # words between a percentage and what it is of
_OPENING: Final = 4
_PAID_TO: Final = 3.0  # "Jaminan Kematian Rp408 juta untuk 17 orang"
_OWN_PHRASE: Final = 4  # words of the phrase that a number begins: "3,3 juta pekerja yang terlindungi"
_BESIDE: Final = 8  # words between an amount and its share
_NEAR: Final = 6  # words between what was and what became of it
_SAYS_CLAIM: Final = 0.5
_SAYS: Final = 1.0  # what a phrase must be worth to say what a number is

Votes = dict[str, float]


class Pairs:
    """Adds to the votes for the numbers of a sentence what each says of the next one."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = lexicon.words
        self._of = {composition.shift: composition.of for composition in lexicon.compose}

    def link(self, line: Line, units: Mapping[int, str], votes: Mapping[int, Votes], before: str | None) -> None:
        """Change `votes`, by place, in the order of the sentence; `before` is what the last number before it was."""
        self._link_shifts(line, units, votes, before)
        for first, second in pairwise(votes):
            pair = (units[first], units[second])
            if self._is_same(line.words[first + 1 : second]):
                _share(votes, first, second, pair)
        for first, second in pairwise(votes):
            pair = (units[first], units[second])
            self._link_whole(line, votes, first, second, pair)
            self._link_worth(line, votes, first, second, pair)
            _link_share(line, votes, first, second, pair)
            _link_registered(line, votes, first, second, pair)
        for first, second in pairwise(votes):
            between = line.words[first + 1 : second]
            pair = (units[first], units[second])
            is_part = self._is_of(between) or self._is_only(line, first, second)
            is_part = is_part or (self._is_opening(line, first) and not self._is_change(line, second))
            if not is_part and (pair[0] == pair[1] or (pair[0] in _PEOPLE and pair[1] in _PEOPLE)):
                _go_on(line, votes, first, second, units[second])

    def _link_shifts(
        self, line: Line, units: Mapping[int, str], votes: Mapping[int, Votes], before: str | None
    ) -> None:
        """What has grown, and whose target is achieved: the number before the percentage, or "angka tersebut"."""
        last: int | None = None
        for place in votes:
            if units[place] not in _PERCENT:
                last = place
                continue
            start = -1 if last is None else last
            for shift, cues in _SHIFTS.items():
                named = any(start < cue.first < place + _BEHIND and cue.phrase.id in cues for cue in line.cues)
                strength = max((votes[place].get(result, 0.0) for result in self._of[shift].values()), default=0.0)
                if shift == "achieved" and self._is_of_target_beyond(line, place):
                    named, strength = True, _OF_TARGET
                if not named or strength < _SAYS or place - start > _FAR:
                    continue
                base = self._base(line, votes, last, place, before)
                if base is not None:
                    _shift(votes[place], self._of[shift], self._plain(base), strength)
                    if shift == "growth" and base in _TARGETS:
                        votes[place]["target_growth"] = votes[place].pop("participants_growth", 0.0)

    def _plain(self, base: str) -> str:
        """What a target is a target of."""
        return next((name for name, target in self._of["target"].items() if target == base != NOT_OURS), base)

    def _is_of_target_beyond(self, line: Line, place: int) -> bool:
        """Whether "dari target" stands behind a number in brackets: "89,6 persen (19,6 juta) dari target"."""
        after = line.words[place + 1 : place + 12]
        if after[:1] != ["("] or ")" not in after:
            return False
        end = after.index(")")
        return after[end + 1 : end + 2] == ["dari"] and "target" in after[end + 2 : end + 4]

    def _base(
        self, line: Line, votes: Mapping[int, Votes], last: int | None, place: int, before: str | None
    ) -> str | None:
        """The indicator that a percentage is a change or a part of."""
        if last is not None and not any(word in (";", ".") for word in line.words[last:place]):
            return _likeliest(votes[last])
        if not self._words.going_on.isdisjoint(line.words[:_OPENING]):
            return before
        return _likeliest(votes[place]) if self._is_of_target_beyond(line, place) else None

    def _link_whole(
        self, line: Line, votes: Mapping[int, Votes], first: int, second: int, pair: tuple[str, str]
    ) -> None:
        """One number as the whole of the other: "X dari Y", "dari Y, baru X", "Dari Y, X"."""
        between = line.words[first + 1 : second]
        if pair == ("percent", "percent") and self._is_of_target(between):
            votes[first]["coverage"] = votes[first].get("coverage", 0.0) + 2.5
            _lower(votes[first], "achievement", 0.2)
            return
        is_of = self._is_of(between) and pair[0] in (*_PEOPLE, "percent") and pair[1] in _PEOPLE
        if is_of and self._follows_change(line, second):
            return
        whole = between[max((at for at, word in enumerate(between) if word in self._words.of), default=0) :]
        if is_of and not (_MEMBERS | self._words.present).isdisjoint(whole):
            votes[second]["participants"] = votes[second].get("participants", 0.0) + 2.0
            _lower(votes[second], "workforce", 0.3)
            return
        if is_of:
            _part_of_whole(votes[first], votes[second], pair[0])
        if pair[0] not in _PEOPLE:
            return
        if pair[1] in (*_PEOPLE, "percent") and self._is_only(line, first, second):
            _part_of_whole(votes[second], votes[first], pair[1])
        elif self._is_opening(line, first) and not (_is_of_participants(line, first) or self._is_change(line, second)):
            _open_with_whole(votes[first], votes[second])

    def _link_worth(
        self, line: Line, votes: Mapping[int, Votes], first: int, second: int, pair: tuple[str, str]
    ) -> None:
        """Claims beside what was paid for them, in either order."""
        between = line.words[first + 1 : second]
        if pair[1] == "IDR" and pair[0] in _COUNTS and self._words.worth.intersection(between):
            _worth(votes[first], votes[second], pair[0])
        if pair[0] == "IDR" and pair[1] in _COUNTS and self._words.recipients.intersection(between[-6:]):
            is_of_programme = any(part.kind == "programme" and part.last <= second for part in line.parts)
            if is_of_programme and len(between) <= _BESIDE // 2 and pair[1] in _PEOPLE:
                votes[second]["claims"] = votes[second].get("claims", 0.0) + _PAID_TO
            _worth(votes[second], votes[first], pair[1])

    def _is_of_target(self, between: Sequence[str]) -> bool:
        """Whether the second number is the target of which the first is what there is: "35 persen dari target 52"."""
        at = next((at for at, word in enumerate(between[:4]) if word in self._words.of), None)
        return at is not None and "target" in between[at + 1 : at + 3]

    def _is_change(self, line: Line, second: int) -> bool:
        """Whether a number is what another one became: "dari 1,1 juta menjadi 1,2 juta"."""
        return not self._words.reached.isdisjoint(line.words[max(0, second - 3) : second])

    def _follows_change(self, line: Line, place: int) -> bool:
        """Whether the number after the one at `place` is what that became."""
        after = next((at for at in line.numbers if at > place and line.numbers[at].kind != "date"), None)
        return after is not None and after - place <= _NEAR and self._is_change(line, after)

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
        pairs = []
        for first, second in pairwise(places):
            between = line.words[first + 1 : second]
            if self._is_same(between) or self._is_of(between) or self._is_only(line, first, second):
                pairs.append((first, second))
        return pairs

    def _is_only(self, line: Line, first: int, second: int) -> bool:
        """Whether the first number is the whole of the second: "dari 711.707 pekerja, baru 328.276"."""
        between = line.words[max(first + 1, second - 6) : second]
        if self._is_same(line.words[first + 1 : second]):
            return False  # "920.999 orang atau hanya 6,5 persen"
        if any(first < place.first < second for place in line.places) and not self._is_opening(line, first):
            return False  # a list by area: "Maybrat baru 5.000 pekerja, Tambrauw baru 3.191 pekerja"
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
        says = max(own.values(), default=0.0) >= _SAYS
        if says and first < cue.first and cue.last <= second:
            return
        if says and second < cue.first <= second + _OWN_PHRASE and _is_one_phrase(line.words[second + 1 : cue.first]):
            return
    for target, vote in votes[first].items():
        votes[second][target] = votes[second].get(target, 0.0) + 0.95 * vote


def _is_one_phrase(words: Sequence[str]) -> bool:
    """Whether nothing ends a phrase: "pekerja yang sudah"."""
    return not any(word in ",.;:()" or word in ("dan", "dari", "and", "of") for word in words)


def _part_of_whole(part: Votes, whole: Votes, unit: str) -> None:
    """The whole of participants is the workforce: "X dari Y"."""
    ours = sum(part.get(target, 0.0) for target in ("participants", "coverage", "unregistered", "uncovered"))
    if ours <= 0.8 and whole.get("workforce", 0.0) <= 1.0:
        return
    whole["workforce"] = whole.get("workforce", 0.0) + 2.0
    target = "coverage" if unit == "percent" else "participants"
    if part.get(COUNTERPARTS_NOT[target], 0.0) < 2.0:
        part[target] = part.get(target, 0.0) + 1.5
    _lower(part, "workforce", 0.4)
    _lower(whole, "participants", 0.5)


def _open_with_whole(whole: Votes, part: Votes) -> None:
    """The number that a clause begins with is the whole, and the next one is not."""
    _lower(part, "workforce", 0.4)
    whole["workforce"] = whole.get("workforce", 0.0) + 1.5
    _lower(whole, "participants", 0.6)


def _is_of_participants(line: Line, place: int) -> bool:
    return not {"peserta", "participants", "members"}.isdisjoint(line.words[place + 1 : place + 4])


def _lower(votes: Votes, target: str, factor: float) -> None:
    if target in votes:
        votes[target] *= factor


def _worth(claims: Votes, benefits: Votes, unit: str) -> None:
    """Claims and what was paid for them: "N klaim senilai Rp…", "Rp… kepada N peserta".

    Persons for whom something was paid are claims only where a word says so, too.
    """
    said = claims.get("claims", 0.0)
    if said < _SAYS_CLAIM if unit == "persons" else max(said, benefits.get("benefits", 0.0)) <= 1.0:
        return
    benefits["benefits"] = benefits.get("benefits", 0.0) + 1.5
    _lower(benefits, NOT_OURS, 0.5)
    claims["claims"] = said + 2.2
    _lower(claims, "participants", 0.5)


def _likeliest(votes: Votes) -> str:
    """The indicator that most speaks for."""
    return max(votes, key=lambda target: votes[target]) if votes else NOT_OURS


def _shift(votes: Votes, results: Mapping[str, str], base: str, strength: float) -> None:
    """A change or an achievement of `base`, and of nothing else."""
    for other in set(results.values()) - {NOT_OURS}:
        _lower(votes, other, 0.3)
    result = base if base in results.values() else results.get(base, NOT_OURS)
    votes[result] = max(strength, votes.get(result, 0.0)) + 0.5


def _link_share(line: Line, votes: Mapping[int, Votes], first: int, second: int, pair: tuple[str, str]) -> None:
    """A percentage beside a sum of money or a count of cases is a share of it: no coverage, which is of people."""
    if "percent" not in pair or not {"IDR", "cases", "employers"}.intersection(pair) or second - first > _BESIDE:
        return
    share = votes[first if pair[0] == "percent" else second]
    if not any(word in (".", ";") for word in line.words[first:second]):
        _lower(share, "coverage", 0.3)
        share[NOT_OURS] = share.get(NOT_OURS, 0.0) + 1.0


def _link_registered(line: Line, votes: Mapping[int, Votes], first: int, second: int, pair: tuple[str, str]) -> None:
    """Who is registered, where those who are active are told apart: "61 juta terdaftar serta 41 juta aktif"."""
    if pair[0] not in _PEOPLE or pair[1] not in _PEOPLE:
        return
    one, other = (line.words[max(0, place - 6) : place + 4] for place in (first, second))
    before = line.words[max(0, first - 6) : first + 4 if second - first > 4 else second]
    if "terdaftar" in one and "aktif" not in before and "aktif" in other and "belum" not in before:
        votes[first]["registered"] = votes[first].get("registered", 0.0) + 3.5

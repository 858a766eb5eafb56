"""The indicators that a number may be, each with its votes: phrases near it, and shifts such as "target" and "new"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from bpjscli.articles.lexicon import LabelPhrase, Lexicon
from bpjscli.articles.lines import Finder, Line
from bpjscli.model.facts import Vocabulary

NOT_OURS: Final = "not_ours"
TARGET: Final = "target"
_PRESENT: Final = 0.15  # how much of a target is left before "saat ini"
_COUNTED: Final = 3.0  # a noun that is the name of an indicator: "30 kantor cabang"
_ANYBODY: Final = 0.72  # persons of whom nothing else is said
_SOME_SHARE: Final = 0.72  # a percentage of which nothing else is said
_FAMILY: Final = 5e8  # rupiah: more than one family receives
_OF_ONE: Final = 1.4  # what one family receives
_FEW, _TOO_FEW = 20, 3.0  # persons that no office counts
_ALL: Final = 1.5  # "100 persen" is seldom measured
_NO_SHARE: Final = ("none", "employers", "projects", "branch_offices", "service_units", "trauma_centres")
_SHARE: Final = 3.5  # a share of regencies or companies is no coverage
_MANY, _SOME = 1000, 0.3
_CHANGES: Final = ("growth", "new_participants", "target_new_participants", "gap_people", "gap_points")
_REACHED: Final = 0.25  # "naik menjadi 45 persen" is no change
_SHIFT: Final = 1.2  # what a shift must be worth before it counts
_TOPIC: Final = 0.6  # how much a phrase counts for a number of another unit
_SAID, _UNSAID = 0.2, 1.2
_CLEARLY: Final = 2.0
_DONE: Final = ("telah", "sudah", "baru", "has", "have")
_REACHING: Final = ("mencapai", "tercapai", "menyentuh", "terealisasi", "reached")
_ACHIEVED: Final = 4.0
_OF_OTHERS: Final = 1.5  # a target of what is none of ours
_AGAIN: Final = 0.35  # how much a second phrase for the same thing counts
_EARLIER: Final = (1.0, 0.5, 0.35)  # how much the sentences before count, the nearest first


class Chooser:
    """Votes for indicators."""

    def __init__(self, lexicon: Lexicon, vocabulary: Vocabulary, finder: Finder) -> None:
        self._vocabulary = vocabulary
        self._finder = finder
        self._of = {composition.shift: composition.of for composition in lexicon.compose}

    def votes_for(self, lines: Sequence[Line], at: int, place: int, unit: str) -> dict[str, float]:
        """What the number at `place` of line `at` may be, by indicator; `NOT_OURS` is one of them."""
        weighed = list(self._weighed(lines, at, place))
        size = lines[at].numbers[place].size
        units = (unit, "any", "small") if unit == "IDR" and size is not None and size < _FAMILY else (unit, "any")
        own = _sums(weighed, units)
        _add_defaults(own, unit, size)
        is_theirs = lines[at].numbers[place].bare.lower().endswith("nya")  # "48 persennya": of what was just named
        if unit == "percent" and (is_theirs or self._finder.share_of(lines[at], place) in _NO_SHARE):
            own[NOT_OURS] = own.get(NOT_OURS, 0.0) + _SHARE
        if "small" in units:
            own[NOT_OURS] = own.get(NOT_OURS, 0.0) + _OF_ONE
        if unit == "percent" and any(
            cue.phrase.id == TARGET and self._is_done(lines[at], cue.last, place) for cue in lines[at].cues
        ):
            own["achieved"] = own.get("achieved", 0.0) + _ACHIEVED
        if not self._finder.words.reached.isdisjoint(lines[at].words[max(0, place - 2) : place]):
            own |= {shift: _REACHED * own[shift] for shift in _CHANGES if shift in own}
        topics = _sums(weighed, None)
        if unit in self._vocabulary.indicators:
            own[unit] = own.get(unit, 0.0) + _COUNTED
        fitting = {target: vote for target, vote in own.items() if self.fits(target, unit)}
        for shift in sorted(self._of, key=lambda shift: shift == TARGET):
            if own.get(shift):
                self._compose(shift, own[shift] - _SHIFT, {**own, **fitting}, topics, unit, fitting)
        return fitting

    def _compose(
        self,
        shift: str,
        strength: float,
        own: Mapping[str, float],
        topics: Mapping[str, float],
        unit: str,
        found: dict[str, float],
    ) -> None:
        """Add what a shift makes of the indicators; of one that nothing speaks for, less."""
        for base, result in self._of[shift].items():
            if not self.fits(result, unit):
                continue
            evidence = max(own.get(base, 0.0), _TOPIC * topics.get(base, 0.0))
            vote = evidence + strength - (1.0 if result == NOT_OURS else 0.0)
            vote -= _UNSAID if evidence < _SAID else 0.0
            found[result] = max(found.get(result, 0.0), vote)
        if shift == TARGET and own.get(NOT_OURS, 0.0) >= _OF_OTHERS:
            found[NOT_OURS] = own[NOT_OURS] + strength

    def _weighed(self, lines: Sequence[Line], at: int, place: int) -> Iterator[tuple[LabelPhrase, float]]:
        for cue in lines[at].cues:
            weight = self._finder.weight(lines[at], cue, place)
            if TARGET in cue.phrase.votes.get("any", ()) and cue.last <= place:
                weight *= _PRESENT if self._is_present(lines[at], cue.last, place) else 1.0
            yield cue.phrase, weight
        for back, weight in enumerate(_EARLIER[:at], 1):
            for cue in lines[at - back].cues:
                yield cue.phrase, weight * cue.phrase.earlier

    def is_said(self, line: Line, place: int, unit: str) -> bool:
        """Whether a phrase of its own sentence says what a number of that unit is."""
        votes = (
            vote * self._finder.weight(line, cue, place)
            for cue in line.cues
            for vote in cue.phrase.votes.get(unit, {}).values()
        )
        return max(votes, default=0.0) >= _CLEARLY

    def aimed(self, votes: Mapping[str, float]) -> dict[str, float]:
        """`votes` for a number that is yet to come: what would be reached is a target."""
        composed: dict[str, float] = {}
        for target, vote in votes.items():
            result = self._of[TARGET].get(target, target)
            composed[result] = max(composed.get(result, 0.0), vote)
        return composed

    def _is_present(self, line: Line, first: int, last: int) -> bool:
        """Whether words say that a number behind them is what there is now, whatever was aimed at."""
        words = line.words[first:last]
        return not self._finder.words.present.isdisjoint(words) or self._is_done(line, first, last)

    def _is_done(self, line: Line, first: int, last: int) -> bool:
        """Whether something "telah mencapai" what stands behind it."""
        return any(one in _DONE and other in _REACHING for one, other in pairwise(line.words[first:last]))

    def fits(self, target: str, unit: str) -> bool:
        """Whether a number of that unit can be one of the indicator."""
        if target == NOT_OURS:
            return True
        indicator = self._vocabulary.indicators.get(target)
        if indicator is None:
            return False
        if unit == "points":
            return indicator.unit == "percent" and indicator.points
        if unit in ("percent", "IDR"):
            return indicator.unit == unit
        return indicator.unit in ("persons", "count")


def _add_defaults(own: dict[str, float], unit: str, size: float | None) -> None:
    """What a number of that unit and size may be where nothing else is said."""
    defaults = [("participants", _ANYBODY)] if unit == "persons" else []
    if unit == "percent":
        defaults.append(("coverage", _SOME_SHARE))
    if size is not None and unit in ("persons", "bare") and size <= _FEW:
        defaults.append((NOT_OURS, _TOO_FEW))
    if unit == "percent" and size == 100:
        defaults.append((NOT_OURS, _ALL))
    if unit == "bare" and size is not None and size >= _MANY:
        defaults.append(("participants", _SOME))
    for target, vote in defaults:
        own[target] = own.get(target, 0.0) + vote


def _sums(weighed: Sequence[tuple[LabelPhrase, float]], units: Sequence[str] | None) -> dict[str, float]:
    """The votes of phrases by what they are for; of several for one thing, all but the best count less.

    `units` are those whose votes count; `None` counts those for any unit.
    """
    votes_for: dict[str, list[float]] = {}
    for phrase, weight in weighed:
        for unit in phrase.votes if units is None else units:
            for target, vote in phrase.votes.get(unit, {}).items():
                votes_for.setdefault(target, []).append(vote * weight)
    if units is None:
        return {target: max(votes) for target, votes in votes_for.items()}
    return {target: (1 - _AGAIN) * max(votes) + _AGAIN * sum(votes) for target, votes in votes_for.items()}

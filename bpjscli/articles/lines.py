"""A sentence with what stands in it: its numbers, and the phrases, parts and areas around them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from bpjscli.articles.lexicon import LabelPhrase, Lexicon, Matcher, stem
from bpjscli.articles.numbers import FoundNumber
from bpjscli.articles.paragraphs import Sentence, Token, tokens_of
from bpjscli.articles.places import Place, Places

_DATELINE = re.compile(
    r"[\W_]*[^\W\d_][\w.& ]{2,40}?(?:\s*[,/;|]\s*[\w.& ]{2,40}?|\s*\([\w.& ]{2,40}\))?\s*(?:\s[-–—]|[–—]|--)[-–—\s]*"
)

_PLACE_FIRST = re.compile(r"[\w.]{2,30}\s*[-–—]+\s*[A-Z][A-Z ]{2,30}[A-Z]\s*(?:\.(?=\s)|[-–—:]+\s)")
_SCHOLARSHIPS = "beasiswa"
_CLAUSE = frozenset({"dan", "serta", "sedangkan", "sementara", "dengan", "and", "with", "while"})
_APPOSED = 2  # words between an area and the one that it lies in
_REACH = 5  # words between a percentage and what it is a share of


class Cue(msgspec.Struct, frozen=True, gc=False):
    """A phrase of the lexicon at the words `first` to `last` (excluded) of a sentence."""

    phrase: LabelPhrase
    first: int
    last: int


class LinePart(msgspec.Struct, frozen=True, gc=False):
    """A segment, programme or area that words `first` to `last` (excluded) name; `kind` says which."""

    kind: str
    id: str
    first: int
    last: int


class Line:
    """A sentence in words, each of its numbers one of them; what is found in it has places among these words."""

    def __init__(self, sentence: Sentence, numbers: Sequence[FoundNumber]) -> None:
        self.sentence = sentence
        self.tokens: list[Token] = []
        self.numbers: dict[int, FoundNumber] = {}
        self._merge(numbers)
        self.words = [stem(token.text) if token.kind == "word" else token.text for token in self.tokens]
        self.cues: list[Cue] = []
        self.parts: list[LinePart] = []
        self.places: list[Place] = []
        self.soft: frozenset[int] = frozenset()
        """Commas around an area, which part nothing: "di Kabupaten Lumajang, Jawa Timur, tercatat"."""

    def _merge(self, numbers: Sequence[FoundNumber]) -> None:
        left = list(numbers)
        for token in self.sentence.tokens:
            while left and left[0].end <= token.start:
                left.pop(0)
            if not left or not left[0].start <= token.start < left[0].end:
                self.tokens.append(token)
            elif self.numbers.get(len(self.tokens) - 1) is not left[0]:
                number = left[0]
                kind = "date" if number.kind in ("date", "code") else "value"
                self.numbers[len(self.tokens)] = number
                self.tokens.append(Token("#", kind, number.start, number.end))


class Finder:
    """Finds what the lexicon and the gazetteer know in sentences; its tables are made once for an article."""

    def __init__(self, lexicon: Lexicon, places: Places) -> None:
        self.words = lexicon.words
        self._places = places
        self._by_id = {phrase.id: phrase for phrase in lexicon.phrase if phrase.id}
        self._phrases = Matcher((words, phrase) for phrase in lexicon.phrase for words in phrase.words)
        self._parts = Matcher(
            (words, (kind, id_))
            for part in lexicon.part
            for kind, id_ in (("segment", part.segment), ("programme", part.programme), ("area", part.area))
            if id_ is not None
            for words in part.words
        )
        self._nouns = Matcher((words, noun.unit) for noun in lexicon.noun for words in noun.words)

    def line_of(self, sentence: Sentence, numbers: Sequence[FoundNumber], text: str) -> Line:
        """The sentence with everything that is found in it."""
        line = Line(sentence, [n for n in numbers if n.kind != "spelled" or self._is_counted(text, n.end)])
        line.cues = list(self._cues_in(line.words))
        line.parts = list(self._parts_in(line.words))
        begun = None
        if sentence.start == sentence.paragraph.start:
            begun = _PLACE_FIRST.match(text, sentence.start) or _DATELINE.match(text, sentence.start, sentence.end)
        if begun is not None:
            line.numbers = {
                place: msgspec.structs.replace(number, period=None) if number.start < begun.end() else number
                for place, number in line.numbers.items()
            }
        named = self._places.find(line.tokens, line.words, text)
        line.places = [
            place
            for place in self._places.without_addresses(line.words, named)
            if not any(part.first < place.last and place.first < part.last for part in line.parts)
            and (begun is None or line.tokens[place.first].start >= begun.end())
        ]
        line.soft = frozenset(
            comma
            for one, other in pairwise(named)
            if other.first - one.last <= _APPOSED
            for comma in (*range(one.last, other.first), other.last)
            if comma < len(line.words) and line.words[comma] == ","
        )
        return line

    def _is_counted(self, text: str, end: int) -> bool:
        """Whether what follows a number in words is counted in something of ours, as in "tiga klaim"."""
        words = [stem(token.text) for token in tokens_of(text, end, min(len(text), end + 40))]
        nouns = self._nouns.find_at(words, 0) if words else []
        return bool(nouns) and nouns[0][1] != "none"

    def _cues_in(self, words: Sequence[str]) -> Iterator[Cue]:
        """The phrases in a sentence: the longest of those that begin together, and overlays beside them."""
        covered = 0
        for place in range(len(words)):
            free = place >= covered
            for size, phrase in self._phrases.find_at(words, place):
                if phrase.negated and not self.words.negations.isdisjoint(words[max(0, place - 2) : place]):
                    phrase = self._by_id[phrase.negated]
                if phrase.overlay:
                    yield Cue(phrase, place, place + size)
                elif free:
                    yield Cue(phrase, place, place + size)
                    covered = place + size
                    free = False

    def _parts_in(self, words: Sequence[str]) -> Iterator[LinePart]:
        """The segments, programmes and areas of a sentence; "beasiswa Jaminan Kematian" is a scholarship."""
        covered, last = 0, ""
        for place in range(len(words)):
            parts = self._parts.find_at(words, place) if place >= covered else []
            if not parts:
                continue
            size, (kind, id_) = parts[0]
            if not (kind == "programme" and last == _SCHOLARSHIPS and place - covered <= 1):
                yield LinePart(kind, id_, place, place + size)
                last = id_
            covered = place + size

    def unit_of(self, line: Line, place: int) -> str:
        """The unit of the number at `place`: its own, or that of the noun after it; "none" for nothing of ours."""
        number = line.numbers[place]
        if number.kind in ("percent", "points", "IDR"):
            return number.kind
        if place and line.words[place - 1] in self.words.numbering and not number.has_scale:
            return "none"
        passed = 0
        for at in range(place + 1, len(line.words)):
            word, kind = line.words[at], line.tokens[at].kind
            if passed > 3 or kind in ("value", "date") or (kind == "mark" and word not in "()"):
                break
            nouns = self._nouns.find_at(line.words, at)
            if nouns:
                return nouns[0][1]
            if word in self.words.stops:
                break
            passed += 1 if word in self.words.skipped or word in "()" else 4
        return self._subject_of(line, place)

    def _subject_of(self, line: Line, place: int) -> str:
        """The unit of what a clause has counted before its number: "desa yang belum membayar ada 188"."""
        start = place
        while start and line.tokens[start - 1].kind == "word" and line.words[start - 1] not in _CLAUSE:
            start -= 1
        units = {unit for at in range(start, place) for _, unit in self._nouns.find_at(line.words, at)[:1]}
        return units.pop() if len(units) == 1 and units & {"none", "employers"} else "bare"

    def share_of(self, line: Line, place: int) -> str:
        """The unit of what the percentage at `place` is a share of: "70 persen kota dan kabupaten"; "bare" for none."""
        for at in range(place + 1, min(len(line.words), place + _REACH)):
            nouns = self._nouns.find_at(line.words, at)
            if nouns:
                return nouns[0][1]
            if line.words[at] not in self.words.skipped and line.words[at] not in self.words.of | self.words.wholes:
                break
        return "bare"

    def nearness(self, line: Line, first: int, last: int, place: int, across: float = 0.45, of: float = 0.15) -> float:
        """How near the words `first` to `last` are to the number at `place`, from 0 to 1: what stands between counts.

        A phrase after a number belongs to it only within its own phrase; one before it may reach over other numbers, of
        which each leaves `across` of it. `of` is how much "dari" leaves of what stands behind it.
        """
        is_after = first > place
        between = range(place + 1, first) if is_after else range(last, place)
        factors = _AFTER if is_after else _BEFORE
        factor = 1.0
        if is_after and line.words[first] in self.words.of and line.numbers[place].kind != "percent":
            factor *= of
        for at in between:
            word, kind = line.words[at], line.tokens[at].kind
            if kind == "value":
                factor *= factors["value"] if is_after else across
            elif is_after and word in self.words.of and line.numbers[place].kind != "percent":
                factor *= of
            elif kind == "mark" and at in line.soft:
                continue
            elif kind == "mark":
                factor *= factors["mark"] if word in ",():" else factors["stop"]
            elif word in self.words.strong_breaks:
                factor *= factors["strong"]
            elif word in self.words.weak_breaks:
                factor *= factors["weak"]
        return factor

    def weight(self, line: Line, cue: Cue, place: int) -> float:
        """How much a phrase counts for the number at `place`."""
        phrase = cue.phrase
        is_after = cue.first > place
        between = line.words[place + 1 : cue.first] if is_after else line.words[cue.last : place]
        words = sum(word not in self.words.fillers for word in between)
        side = phrase.right if is_after else phrase.left
        return side * self.nearness(line, cue.first, cue.last, place, phrase.across) * math.exp(-phrase.reach * words)


_AFTER = {"value": 0.08, "mark": 0.2, "stop": 0.05, "strong": 0.05, "weak": 0.3}
_BEFORE = {"mark": 0.85, "stop": 0.5, "strong": 0.4, "weak": 1.0}
"""How much each thing between a phrase and a number parts them, by where the phrase stands."""

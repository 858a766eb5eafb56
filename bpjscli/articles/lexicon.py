"""The phrases that name indicators, segments and programmes in prose: data, read when an article is."""

# No `from __future__ import annotations`: msgspec would have to compile each text in every run.

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Generic, TypeVar

import msgspec

from bpjscli.articles.paragraphs import tokens_of
from bpjscli.model.facts import Indicator, Vocabulary
from bpjscli.shipped import find_data_file

FILE: Final = "phrases.toml"
_OWN: Final = 5.0  # votes of a phrase of one's own
Meaning = TypeVar("Meaning")


class LabelPhrase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that speak for an indicator or shift the meaning of another.

    `votes` has a weight for each indicator or shift by the unit of the number that is near ("percent", "persons",
    "cases", "IDR", "bare" …); "any" holds for all. `left` and `right` say how much a phrase counts that stands before
    or after its number, `reach` how fast it fades with each word between, `across` how much is left of it beyond
    another number, `earlier` in the next sentence. An `overlay` counts beside a longer phrase that covers it. After a
    word that denies it, a phrase is the one whose id is `negated`.
    """

    words: tuple[str, ...]
    votes: Mapping[str, Mapping[str, float]] = {}
    id: str = ""
    left: float = 1.0
    right: float = 1.0
    reach: float = 0.05
    across: float = 0.45
    earlier: float = 0.25
    overlay: bool = False
    negated: str = ""


class PhrasePart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words for one segment, programme or area."""

    words: tuple[str, ...]
    segment: str | None = None
    programme: str | None = None
    area: str | None = None


class Noun(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may follow a number, and the unit that this makes it; "none" is nothing of ours."""

    unit: str
    words: tuple[str, ...]


class Composition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A shift and an indicator make another: target and coverage are target_coverage."""

    shift: str
    of: Mapping[str, str]


class LexiconWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Single words that say how a sentence hangs together; `data/phrases.toml` says what each set is for."""

    strong_breaks: frozenset[str]
    weak_breaks: frozenset[str]
    same: frozenset[str]
    worth: frozenset[str]
    recipients: frozenset[str]
    of: frozenset[str]
    each: frozenset[str]
    joins: frozenset[str]
    compared: frozenset[str]
    weekdays: frozenset[str]
    numbering: frozenset[str]
    skipped: frozenset[str]
    stops: frozenset[str]
    offices: frozenset[str]
    governments: frozenset[str]
    where: frozenset[str]
    negations: frozenset[str]
    wholes: frozenset[str]
    until: frozenset[str]
    going_on: frozenset[str]
    only: frozenset[str]
    no_theme: frozenset[str]
    reached: frozenset[str]
    insurers: frozenset[str]
    present: frozenset[str]
    realised: frozenset[str]
    fillers: frozenset[str]


class Lexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of `data/phrases.toml`."""

    words: LexiconWords
    rivals: Mapping[str, tuple[str, ...]]
    phrase: tuple[LabelPhrase, ...] = ()
    noun: tuple[Noun, ...] = ()
    part: tuple[PhrasePart, ...] = ()
    compose: tuple[Composition, ...] = ()


class Matcher(Generic[Meaning]):
    """Finds phrases in a row of words, the longest first wherever several begin together."""

    def __init__(self, entries: Iterable[tuple[str, Meaning]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
        for words, meaning in entries:
            key = words_of(words)
            if key:
                self._by_first.setdefault(key[0], []).append((key, meaning))
        for alternatives in self._by_first.values():
            alternatives.sort(key=lambda entry: -len(entry[0]))

    def find_at(self, words: Sequence[str], place: int) -> list[tuple[int, Meaning]]:
        """The phrases that begin at `place`, as (number of words, meaning), the longest first."""
        known = self._by_first.get(words[place], ())
        return [(len(key), meaning) for key, meaning in known if tuple(words[place : place + len(key)]) == key]


def read_lexicon() -> Lexicon:
    """The shipped phrases."""
    import tomli

    return msgspec.convert(tomli.loads(find_data_file(FILE).read_text(encoding="utf-8")), Lexicon)


def extended(lexicon: Lexicon, phrases: Sequence[tuple[str, tuple[str, ...]]], vocabulary: Vocabulary) -> Lexicon:
    """The lexicon with phrases of one's own: ids of indicators, segments and programmes, each with its words."""
    own, parts = [], []
    for of, words in phrases:
        indicator = vocabulary.indicators.get(of)
        if indicator is not None:
            own.append(LabelPhrase(words, {unit: {of: _OWN} for unit in _units_of(indicator)}))
        elif of in vocabulary.segments:
            parts.append(PhrasePart(words, segment=of))
        else:
            parts.append(PhrasePart(words, programme=of))
    return msgspec.structs.replace(lexicon, phrase=(*own, *lexicon.phrase), part=(*parts, *lexicon.part))


def _units_of(indicator: Indicator) -> tuple[str, ...]:
    """The units of the numbers that may be one of an indicator."""
    if indicator.unit == "percent":
        return ("percent", "points") if indicator.points else ("percent",)
    return {"persons": ("persons", "bare"), "count": ("cases", "employers", "bare"), "IDR": ("IDR",)}[indicator.unit]


def words_of(text: str) -> tuple[str, ...]:
    """The words of a phrase as they are compared: lower case, without hyphens and "-nya"."""
    return tuple(stem(token.text) for token in tokens_of(text) if token.kind != "mark")


def stem(word: str) -> str:
    """A word without "-nya"; short words and those that end so by themselves stay."""
    return word[:-3] if word.endswith("nya") and len(word) > 6 and word not in _WHOLE else word


_WHOLE: Final = frozenset(
    {"hanya", "tanya", "punya", "sebanyaknya", "sebelumnya", "seterusnya", "lainnya", "selanjutnya", "sekurangnya"}
)

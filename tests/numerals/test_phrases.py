"""Every word with a meaning beside a number, in a phrase as it is printed, and what the phrase stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args
from unittest import mock

import pytest

from bpjscli.model.facts import Unit
from bpjscli.model.interval import Interval
from bpjscli.numerals import lexicon, words
from bpjscli.numerals.digits import Language, NumeralError
from bpjscli.numerals.lexicon import AFTER, BEFORE, Word
from bpjscli.numerals.reading import read_printed
from bpjscli.numerals.spelling import SPELLED_WORDS

FOLDER = Path(__file__).parent / "phrases"


def rows(name: str) -> Iterator[tuple[str, str, Unit, Language]]:
    """What a phrase stands for (or the word that it is refused for), the phrase, its unit and its language."""
    unit: Unit = "count"
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            (unit,) = (known for known in get_args(Unit) if line.startswith(f"## {known}: "))
        elif line and not line.startswith("# "):
            meaning, _, phrase = line.partition(" | ")
            english = phrase.endswith(" (en)")
            yield meaning.strip(), phrase.removesuffix(" (en)"), unit, "en" if english else "id"


READ = list(rows("read.txt"))
REFUSED = list(rows("refused.txt"))


def shown(interval: Interval) -> str:
    low = f"{'(' if interval.low_open else '['}{interval.low:,f}"
    return f"{low}, ∞)" if interval.high is None else f"{low}, {interval.high:,f}{')' if interval.high_open else ']'}"


@pytest.mark.parametrize(("meaning", "phrase", "unit", "language"), READ, ids=[row[1] for row in READ])
def test_a_phrase_stands_for(meaning: str, phrase: str, unit: Unit, language: Language) -> None:
    assert shown(read_printed(phrase, unit, language).rounded) == meaning
    assert shown(read_printed(phrase.upper(), unit, language).rounded) == meaning


@pytest.mark.parametrize(("message", "phrase", "unit", "language"), REFUSED, ids=[row[1] for row in REFUSED])
def test_a_phrase_is_refused(message: str, phrase: str, unit: Unit, language: Language) -> None:
    with pytest.raises(NumeralError) as caught:
        read_printed(phrase, unit, language)
    assert re.split("[,;] ", str(caught.value))[0] == message


class Asked(dict[str, Word]):
    """A table that remembers which of its words were found in it."""

    def __init__(self, table: dict[str, Word]) -> None:
        super().__init__(table)
        self.found: set[str] = set()

    def get(self, key: str, default: object = None) -> Word | None:  # type: ignore[override]  # as it is asked
        if key in self:
            self.found.add(key)
        return super().get(key)


@pytest.fixture
def tables() -> Iterator[tuple[Asked, Asked]]:
    """The words before and after a number, in the place of those that are used, with nothing read before."""
    asked = Asked(BEFORE), Asked(AFTER)
    for known in (words.read_before, words.read_after, words.join_parts):
        known.cache_clear()
    with (
        mock.patch.multiple(words, BEFORE=asked[0], AFTER=asked[1]),
        mock.patch.multiple(words, BEFORE=asked[0], AFTER=asked[1]),
    ):
        yield asked
    for known in (words.read_before, words.read_after, words.join_parts):
        known.cache_clear()


def test_every_word_of_the_tables_stands_in_a_phrase(tables: tuple[Asked, Asked]) -> None:
    for _, phrase, unit, language in READ:
        read_printed(phrase, unit, language)
    counted = {word for word, known in BEFORE.items() if known.role == "counted"}
    before, after = (table.found for table in tables)
    assert counted <= before | after
    assert BEFORE.keys() - before - counted == set()
    assert AFTER.keys() - after - counted == set()


def test_every_word_that_must_not_be_dropped_stands_in_a_phrase() -> None:
    said = {message.split('"')[1].lower() for message, *_ in REFUSED}
    listed = lexicon.CHANGING | lexicon.CHANGING_BEFORE | lexicon.DATING | lexicon.FALLING
    assert (listed | lexicon.FOREIGN | lexicon.LETTERS.keys()) - said == set()
    assert SPELLED_WORDS - {word for _, phrase, *_ in READ for word in phrase.split()} == set()


def test_a_phrase_is_in_the_tables_only_where_its_words_say_something_else(tables: tuple[Asked, Asked]) -> None:
    idle = []
    for table in tables:
        for phrase, word in [(phrase, word) for phrase, word in table.items() if word.role != "unit"]:
            del table[phrase]
            try:
                said = [other.word for other in words._phrases(phrase, table) if other.word.role != "dropped"]
            except NumeralError:
                said = [Word("dropped", "refused")]
            table[phrase] = word
            if said == ([] if word.role == "dropped" else [word]):
                idle.append(phrase)
    assert idle == []


@pytest.mark.parametrize("word", [word for word, known in BEFORE.items() if known.role == "counted"])
def test_what_is_counted_is_no_percentage_on_either_side(word: str) -> None:
    for text in (f"{word} 41", f"41 {word}"):
        with pytest.raises(NumeralError, match=f'"{word}" are counted, and this indicator is a percentage'):
            read_printed(text, "percent", "id")
        assert read_printed(text, "count", "id").value == 41

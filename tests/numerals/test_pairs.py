"""The readings against pairs that were printed both ways: wide enough for the truth, and no wider than need be.

`pairs.csv` has numbers of real articles: as printed with a word or in fewer digits, and what they stood for, printed in
full elsewhere or following from the other figures of the article (then with the bounds that these leave). Half of the
addresses, chosen by a checksum, were not looked at while the table was made.
"""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple, cast

import pytest

from bpjscli.model.facts import Reading, Unit
from bpjscli.model.interval import Interval
from bpjscli.numerals.reading import Language, read_printed

MOST_LEFT_OUT = 0.02


class Pair(NamedTuple):
    """A number as printed, what it may stand for, and between which bounds the truth lies."""

    word: str
    printed: str
    reading: Reading
    truth: Interval


def pairs(half: str) -> list[Pair]:
    """The pairs of one half."""
    with (Path(__file__).parent / "pairs.csv").open(encoding="utf-8", newline="") as file:
        return [
            Pair(
                row["word"],
                row["printed"],
                read_printed(row["printed"], cast("Unit", row["unit"]), cast("Language", row["language"])),
                Interval(Decimal(row["low"]), Decimal(row["high"])),
            )
            for row in csv.DictReader(file)
            if row["half"] == half
        ]


HALVES = {half: pairs(half) for half in ("build", "unseen")}


def left_out(of: list[Pair]) -> list[str]:
    """The pairs of which not even the loose reading holds the truth."""
    return [pair.printed for pair in of if (pair.reading.loose & pair.truth).empty]


@pytest.mark.parametrize("half", HALVES)
def test_no_more_than_one_true_value_in_fifty_is_left_out(half: str) -> None:
    by_word = Counter(pair.word for pair in HALVES[half])
    for word, count in by_word.items():
        out = left_out([pair for pair in HALVES[half] if pair.word == word])
        assert len(out) <= max(1, count * MOST_LEFT_OUT), (word, out)
    assert len(left_out(HALVES[half])) <= len(HALVES[half]) * MOST_LEFT_OUT


def test_the_readings_are_no_wider_than_need_be() -> None:
    """A tenth of their width less on either side of a bounded reading would leave out more than they may."""
    everything = [pair for half in HALVES.values() for pair in half]
    for word in ("plain", "about", "nearly", "-an", "odd"):
        of_word = [pair for pair in everything if pair.word == word]
        narrower = [pair._replace(reading=_narrowed(pair.reading, side)) for side in "lh" for pair in of_word]
        assert len(left_out(narrower)) > len(of_word) * MOST_LEFT_OUT, word


def _narrowed(reading: Reading, side: str) -> Reading:
    import msgspec

    loose = reading.loose
    assert loose.low is not None
    assert loose.high is not None
    tenth = (loose.high - loose.low) / 10
    low, high = (loose.low + tenth, loose.high) if side == "l" else (loose.low, loose.high - tenth)
    return msgspec.structs.replace(reading, loose=Interval(low, high))


def test_most_numbers_without_a_word_are_rounded_and_the_others_cut() -> None:
    plain = [pair for half in HALVES.values() for pair in half if pair.word == "plain"]
    rounded = [pair for pair in plain if not (pair.reading.rounded & pair.truth).empty]
    cut = [pair for pair in plain if pair not in rounded and pair.truth.low > pair.reading.value]  # type: ignore[operator]
    assert (len(plain), len(rounded), len(cut)) == (142, 113, 26)


@pytest.mark.parametrize("text", ["300 ribu", "300.000", "0,3 juta"])
def test_zeros_behind_a_word_of_approximation_are_no_digits(text: str) -> None:
    for word in ("sekitar", "hampir", "kurang lebih"):
        one, other = (read_printed(f"{word} {number}", "persons", "id") for number in (text, "300 ribu"))
        assert (one.rounded, one.loose) == (other.rounded, other.loose)
    assert Decimal(304_250) in read_printed(f"sekitar {text}", "persons", "id").rounded

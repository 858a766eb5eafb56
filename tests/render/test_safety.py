from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpjscli.render.safety import visible, visible_line

ANYTHING = st.text(st.characters(exclude_categories=()))  # lone surrogates as well


def is_hidden(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") and char not in "\t\n"


def test_no_control_format_or_surrogate_character_is_left_anywhere_in_unicode() -> None:
    hidden = [chr(point) for point in range(sys.maxunicode + 1) if is_hidden(chr(point))]
    assert [char for char in hidden if char in visible(f"a{char}b")] == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("\x1b]8;;http://x\x07", "␛]8;;http://x␇"),
        ("over\rwritten\x08\x7f\x00", "over␍written␈␡␀"),
        ("\x9b31m \x85", "�31m �"),
        ("abc\u202edef\u2069", "abc�def�"),
        ("zero\u200bwidth\u200djoined\ufeff\u00ad", "zero�width�joined��"),
        ("\ud800", "�"),
        ("\U000e0041", "�"),
        ("\u3164\u2800", "��"),
        ("\u0301a", "◌\u0301a"),
        ("a \u0301b", "a ◌\u0301b"),
        ("e\u0301", "e\u0301"),
        ("Pontianak", "Pontianak"),
        ("45,34 % – Rp5\u00a0juta", "45,34 % – Rp5\u00a0juta"),
        ("tab\tand\nline", "tab\tand\nline"),
    ],
)
def test_what_is_hidden_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize("emoji", ["👩‍👩‍👧", "🏳️‍🌈", "🙍🏽‍♀️", "❤️‍🔥"])
def test_emoji_stay_joined(emoji: str) -> None:
    assert visible(emoji) == emoji


@pytest.mark.parametrize("text", ["a\u200db", "👩\u200dx", "\u200d👩", "👩\u200d"])
def test_a_joiner_that_joins_no_emoji_is_shown(text: str) -> None:
    assert visible(text) == text.replace("\u200d", "�")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  one\n two\t\tthree \r\n four ", "one two three four"),
        ("one\rtwo", "one␍two"),
        ("\n\u0301", "◌\u0301"),
        (" plain ", "plain"),
    ],
)
def test_a_line_is_one_line(text: str, line: str) -> None:
    assert visible_line(text) == line


@given(ANYTHING)
def test_what_has_been_made_visible_stays_as_it_is(text: str) -> None:
    assert visible(visible(text)) == visible(text)
    assert visible_line(visible_line(text)) == visible_line(text)


@given(ANYTHING)
def test_a_line_can_always_be_encoded_and_never_breaks(text: str) -> None:
    line = visible_line(text)
    assert len(line.splitlines()) <= 1
    assert line.encode().decode() == line

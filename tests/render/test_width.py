from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from bpjscli.render.safety import ORDINARY, visible_line
from bpjscli.render.width import display_width, narrowest, pieces


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("Kalimantan", 10),
        ("45,34 % – ≈ 7,25 juta †", 23),
        ("漢字", 4),
        ("한국어", 6),
        ("e\u0301", 1),
        ("👩‍👩‍👧", 2),
        ("👍🏽", 2),
        ("🇮🇩", 2),
        ("✔️", 2),
        ("مرحبا", 5),
        ("␛�", 2),
    ],
)
def test_columns_are_counted_as_they_show(text: str, columns: int) -> None:
    assert display_width(text) == columns


def test_what_is_measured_without_wcwidth_is_one_column_wide_there_too() -> None:
    narrow = [chr(point) for point in range(0x10000) if ORDINARY.fullmatch(chr(point))]
    assert [char for char in narrow if wcswidth(char) != 1] == []
    assert len(narrow) > 700


def test_ordinary_documents_do_not_import_wcwidth() -> None:
    code = "from bpjscli.render.width import *; display_width('≈ 7,25 †'); import sys; print('wcwidth' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"


@pytest.mark.parametrize(
    ("word", "width", "cut"),
    [
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("abc", 3, ["abc"]),
        ("漢字とか", 5, ["漢字", "とか"]),
        ("e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]),
        ("🇮🇩🇲🇾", 2, ["🇮🇩", "🇲🇾"]),
        ("👩‍👩‍👧x", 2, ["👩‍👩‍👧", "x"]),
        ("https://example.org/long", 5, ["https://example.org/long"]),
        ("doi:10.1000/182", 5, ["doi:10.1000/182"]),
    ],
)
def test_long_words_are_cut_between_characters_and_links_never(word: str, width: int, cut: list[str]) -> None:
    assert list(pieces(word, width)) == cut
    assert narrowest(word, width) == (display_width(word) if len(cut) == 1 else width)


@given(st.text().map(visible_line), st.integers(2, 12))
def test_cutting_loses_nothing_and_keeps_to_the_width(word: str, width: int) -> None:
    cut = list(pieces(word, width))
    assert "".join(cut) == word
    assert all(display_width(piece) <= width for piece in cut if "://" not in word and not word.startswith("doi:"))


@given(st.lists(st.sampled_from(["a", "漢", "e\u0301", "👩‍👩‍👧", "🇮🇩", "👍🏽", "✔️"]), max_size=12), st.integers(2, 9))
def test_no_joined_character_is_taken_apart(characters: list[str], width: int) -> None:
    for piece in pieces("".join(characters), width):
        assert not piece.startswith(("\u0301", "\u200d", "\ufe0f", "🏽"))
        assert sum(0x1F1E6 <= ord(char) <= 0x1F1FF for char in piece) % 2 == 0

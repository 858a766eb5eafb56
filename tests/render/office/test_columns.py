"""Widths of texts and columns in a Word file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpjscli.render.office.measure import line_count, longest_word, text_width
from bpjscli.render.office.word.columns import layout, unbroken_width
from bpjscli.render.page import PageColumn, PageTable, Reference, Shown

ROOM = 9412
ARIAL = (
    Path("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf"),
    Path("/usr/share/fonts/truetype/liberation2/LiberationSans-Regular.ttf"),
)


def table(*columns: tuple[str, bool, list[Shown]]) -> PageTable:
    heads = tuple(PageColumn(title, numeric, not numeric) for title, numeric, _ in columns)
    rows = tuple(zip(*(cells for _, _, cells in columns), strict=True))
    return PageTable("t", "", heads, rows, "")


def texts(*values: str) -> list[Shown]:
    return [Shown(value) for value in values]


@pytest.mark.skipif(not any(path.exists() for path in ARIAL), reason="no font with the widths of Arial is installed")
def test_widths_are_those_of_the_font() -> None:
    fonts = pytest.importorskip("fontTools.ttLib", reason="fontTools is not installed")
    font = fonts.TTFont(next(path for path in ARIAL if path.exists()))
    characters, advances, unit = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    for char in "".join(map(chr, range(32, 127))) + "–—−≈≤≥†‡“”’…×\xa0":
        if char not in "{}\\^":
            expected = advances[characters[ord(char)]][0] * 1000 / unit
            assert text_width(char, 100) == pytest.approx(expected, abs=2), char


def test_bold_and_large_type_is_wider() -> None:
    assert text_width("Cakupan", 18) < text_width("Cakupan", 18, bold=True) < text_width("Cakupan", 24)


def test_wide_characters_are_wide() -> None:
    assert text_width("漢字", 20) == pytest.approx(2 * text_width("m", 20), rel=0.5)


def test_a_word_ends_at_a_space_or_a_hyphen() -> None:
    assert longest_word("one three-quarters", 20) == text_width("quarters", 20)


@pytest.mark.parametrize(("text", "lines"), [("one", 1), ("one two", 1), ("one two three", 2), ("a" * 30, 4), ("", 1)])
def test_lines_are_counted_as_words_wrap(text: str, lines: int) -> None:
    assert line_count(text, 20, text_width("one two x", 20)) == lines


def test_a_table_that_fits_keeps_its_words_whole_and_has_most_of_the_page() -> None:
    own = table(("Area", False, texts("Kalimantan Barat", "Kalimantan")), ("Rank", True, texts("1", "12")))
    setting = layout(own, ROOM)
    assert sum(setting.widths) == pytest.approx(ROOM * 0.6, abs=5)
    assert setting.styles == ""
    assert setting.widths[0] > text_width("Kalimantan Barat", 18)


def test_long_texts_share_what_numbers_leave() -> None:
    own = table(
        ("Title", False, texts("many words that go on and on " * 9)),
        ("More", False, texts("other words that go on as well " * 9)),
        ("Amount", True, texts("5.060.579.420.000")),
    )
    setting = layout(own, ROOM)
    assert sum(setting.widths) == pytest.approx(ROOM, abs=5)
    assert setting.widths[2] >= text_width("5.060.579.420.000", 18)
    assert setting.widths[0] == pytest.approx(setting.widths[1], abs=300)


def test_where_there_is_no_room_the_type_is_smaller_and_numbers_stay_whole() -> None:
    number = "Rp5.060.579.420.000"
    own = table(*((f"Year {n}", True, texts(number)) for n in range(6)), ("Remark", False, texts("unbelievable " * 20)))
    assert unbroken_width(own) > ROOM
    setting = layout(own, ROOM)
    assert setting.styles == "Fine"
    assert sum(setting.widths) <= ROOM
    assert min(setting.widths[:6]) >= text_width(number, 14)


def test_far_too_many_columns_still_fit_the_page() -> None:
    own = table(*((f"Year {n}", True, texts("5.060.579.420.000")) for n in range(40)))
    assert sum(layout(own, ROOM).widths) <= ROOM


def test_decimal_signs_are_in_line() -> None:
    cells = [Shown("45", ",34 %"), Shown("41", " %", references=(Reference(1, 1),)), Shown("7", ",5 %", signs="†")]
    (right,) = layout(table(("Coverage", True, cells)), ROOM).right
    tails = [text_width(tail, 18) for tail in (",34 %", " %", ",5 % †")]
    references = text_width(" 1", 18) * 65 // 100
    ends = [tails[0] + right[0], tails[1] + references + right[1], tails[2] + right[2]]
    assert max(ends) - min(ends) <= 2
    assert 0 in right


def test_numbers_of_very_different_length_end_at_the_edge() -> None:
    cells = [Shown("Rp5.060.579.420.000"), Shown("Rp4", ",53 triliun")]
    (right,) = layout(table(("Contributions", True, cells)), ROOM).right
    assert right == [0, 0]


def test_a_text_after_a_number_keeps_its_distance() -> None:
    own = table(("A", True, texts("1")), ("B", False, texts("b")), ("C", False, texts("c")))
    assert layout(own, ROOM).left == [0, 160, 0]


@given(
    st.lists(
        st.tuples(st.booleans(), st.lists(st.text("abc 123-", max_size=80), min_size=3, max_size=3)),
        min_size=1,
        max_size=9,
    )
)
def test_any_table_fits_the_page(columns: list[tuple[bool, list[str]]]) -> None:
    own = table(*((f"C{at}", numeric, texts(*cells)) for at, (numeric, cells) in enumerate(columns)))
    widths = layout(own, ROOM).widths
    assert len(widths) == len(columns)
    assert sum(widths) <= ROOM
    assert min(widths) > 0

"""How tables and texts are set in columns; every expectation is what a reader sees."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from bpjscli.render.page import PageColumn, PageTable, Reference, Shown
from bpjscli.render.spans import Span, join_spans, line_width, wrap_line
from bpjscli.render.table_lines import fitting_grid, widest_grid

NAME = PageColumn("Name", numeric=False, wraps=True)
NUMBER = PageColumn("Number", numeric=True, wraps=False)
DATE = PageColumn("Date", numeric=False, wraps=False)


def table(columns: Sequence[PageColumn], *rows: Sequence[Shown]) -> PageTable:
    return PageTable("t", "", tuple(columns), tuple(map(tuple, rows)), "")


def lines(shown: PageTable, width: int) -> list[str]:
    grid = widest_grid(shown, width)
    return [join_spans(line) for line in (*grid.head, *(line for row in grid.rows for line in row))]


def fitted(shown: PageTable, width: int) -> list[str] | None:
    grid = fitting_grid(shown, width)
    return (
        grid
        if grid is None
        else [join_spans(line) for line in (*grid.head, *(line for row in grid.rows for line in row))]
    )


def number(head: str, tail: str = "", **more: object) -> Shown:
    return Shown(head, tail, **more)  # type: ignore[arg-type]  # the fields of a cell, by name


def test_numbers_align_on_the_decimal_sign() -> None:
    column = [number("7", ",25 juta"), number("3.287.020"), number("> 50", " %"), number("–")]
    assert lines(table([NUMBER], *([cell] for cell in column)), 80) == [
        "           Number",
        "        7,25 juta",
        "3.287.020",
        "     > 50 %",
        "        –",
    ]


def test_words_in_a_column_of_numbers_stand_at_the_right() -> None:
    assert lines(table([NUMBER], [number("27", " %")], [number("not computable")]), 80) == [
        "        Number",
        "          27 %",
        "not computable",
    ]


def test_signs_follow_the_value_and_details_and_references_have_fields_of_their_own() -> None:
    column = [
        number("27", " %", signs="†", references=(Reference(1, 1), Reference(12, 1))),
        number("45", ",34 %", detail="45,3–45,4 %"),
    ]
    assert lines(table([NUMBER], *([cell] for cell in column)), 80) == [
        "                       Number",
        "27 % †                [1][12]",
        "45,34 % (45,3–45,4 %)",
    ]


def test_details_go_under_their_values_where_there_is_no_room_beside_them() -> None:
    shown = table([NAME, NUMBER], [Shown("Kalbar"), number("45", ",34 %", detail="45,3–45,4 %")])
    assert fitted(shown, 30) == ["Name                   Number", "Kalbar  45,34 % (45,3–45,4 %)"]
    assert fitted(shown, 24) == ["Name           Number", "Kalbar        45,34 %", "        (45,3–45,4 %)"]
    assert fitted(shown, 20) is None


def test_titles_wrap_rather_than_widen_a_column_of_numbers() -> None:
    column = PageColumn("Points from Kalimantan", numeric=True, wraps=False)
    assert lines(table([column], [number("+9")]), 80) == ["Points from", " Kalimantan", "         +9"]


def test_columns_of_text_share_what_numbers_leave() -> None:
    long = "a sentence that goes on for quite a while and then ends"
    shown = table([NAME, NUMBER, NAME], [Shown(long), number("1"), Shown("short")])
    assert lines(shown, 40) == [
        "Name                     Number  Name",
        "a sentence that goes on       1  short",
        "for quite a while and",
        "then ends",
    ]


def test_signs_and_references_stay_with_the_last_word() -> None:
    cell = Shown("eleven letters", signs="†", references=(Reference(1, 1),))
    assert lines(table([NAME], [cell]), 17) == ["Name", "eleven", "letters † [1]"]


def test_dates_do_not_wrap_and_links_are_never_cut() -> None:
    link = "https://example.org/an/address/that/is/longer/than/the/page"
    assert lines(table([DATE, NAME], [Shown("31 December 2025"), Shown(link)]), 40)[1] == f"31 December 2025  {link}"
    assert fitted(table([DATE, NAME], [Shown("31 December 2025"), Shown(link)]), 40) is None


def test_wide_and_combining_characters_take_the_room_they_show() -> None:
    rows = [[Shown(name), number("1")] for name in ("漢字", "e\u0301", "👩‍👩‍👧", "abcd")]
    assert lines(table([NAME, NUMBER], *rows), 80)[1:] == [
        "漢字       1",
        "e\u0301          1",
        "👩‍👩‍👧         1",
        "abcd       1",
    ]


def test_a_line_that_hangs_is_indented_and_keeps_to_the_width() -> None:
    words = [Span(word) for word in ["[1]", "one", "two", "three", "abcdefghijkl"]]
    assert [join_spans(line) for line in wrap_line(words, 10, hang=4)] == [
        "[1] one",
        "    two",
        "    three",
        "    abcdef",
        "    ghijkl",
    ]


def test_no_words_make_one_empty_line() -> None:
    assert wrap_line([], 10) == [()]


words = st.lists(st.text("abc漢é", min_size=1, max_size=9), max_size=12)


@given(words, st.integers(4, 20), st.integers(0, 2))
def test_wrapping_loses_nothing_and_keeps_to_the_width(texts: list[str], width: int, hang: int) -> None:
    set_ = wrap_line([Span(text) for text in texts], width, hang)
    assert all(line_width(line) <= width for line in set_)
    assert "".join(join_spans(line) for line in set_).replace(" ", "") == "".join(texts)


values = st.tuples(st.sampled_from(["7", "3.287.020", "> 50"]), st.sampled_from(["", ",25 juta", " %"]))
cells = st.builds(
    lambda value, **more: Shown(*value, **more),
    values | st.sampled_from([("–", ""), ("not known", "")]),
    signs=st.sampled_from(["", "†"]),
    detail=st.sampled_from(["", "1–2"]),
    references=st.sampled_from([(), (Reference(1, 1),)]),
)


@given(st.lists(cells, min_size=1, max_size=6), st.integers(20, 60))
def test_a_grid_that_fits_fits(column: list[Shown], width: int) -> None:
    grid = fitting_grid(table([NAME, NUMBER], *([Shown("some name"), cell] for cell in column)), width)
    for line in () if grid is None else (*grid.head, *(line for row in grid.rows for line in row)):
        assert line_width(line) <= width


@given(st.lists(cells, min_size=1, max_size=6))
def test_decimal_signs_stand_below_each_other(column: list[Shown]) -> None:
    shown = lines(table([NUMBER], *([cell] for cell in column)), 90)
    assert len({line.index(",") for line in shown if "," in line}) <= 1

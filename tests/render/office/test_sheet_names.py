"""Names of sheets, as Excel allows them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bpjscli.render.office.excel.book import SheetNames

FORBIDDEN = set("[]:*?/\\")


def test_a_title_that_may_be_a_name_is_one() -> None:
    assert SheetNames().name("Peringkat provinsi") == "Peringkat provinsi"


def test_what_excel_forbids_is_replaced() -> None:
    assert SheetNames().name("Q1/Q2: [draft]*?") == "Q1 Q2 draft"
    assert SheetNames().name("'quoted'") == "quoted"
    assert SheetNames().name("***") == "-"


def test_a_long_title_is_cut() -> None:
    name = SheetNames().name("Claims and benefits by programme, share of all")
    assert name == "Claims and benefits by program…"
    assert len(name) == 31


def test_equal_titles_are_told_apart_whatever_their_case() -> None:
    names = SheetNames()
    assert [names.name(title) for title in ("Trend", "TREND", "trend")] == ["Trend", "TREND (2)", "trend (3)"]


def test_a_name_that_excel_keeps_for_itself_is_not_given() -> None:
    assert SheetNames().name("History") == "History (2)"


def test_characters_beyond_the_first_plane_count_twice_as_excel_counts_them() -> None:
    name = SheetNames().name("📈" * 20)
    assert len(name.encode("utf-16-le")) // 2 <= 31
    assert name.startswith("📈" * 15)


@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60), max_size=12))
def test_any_titles_become_names_that_excel_opens(titles: list[str]) -> None:
    names = SheetNames()
    given_names = [names.name(title) for title in titles]
    assert len({name.casefold() for name in given_names}) == len(titles)
    for name in given_names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not FORBIDDEN & set(name)
        assert name.strip("'") == name

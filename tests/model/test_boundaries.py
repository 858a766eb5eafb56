"""What an area consisted of in a period, and what it lay in."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpjscli.load.load import load
from bpjscli.model.areas import parts_of
from bpjscli.model.boundaries import Boundaries
from bpjscli.model.facts import Area, Text
from bpjscli.model.period import Period, parse_period

AREAS = load().areas
BOUNDARIES = Boundaries(AREAS)
PROVINCES = [area.id for area in AREAS.values() if area.level == "province"]
WHOLES = [area.id for area in AREAS.values() if area.complete]


def at(text: str) -> Period:
    return parse_period(text)


def own(id_: str, level: str = "regency", **fields: object) -> Area:
    return Area(id_, Text(id_, id_), level, **fields)  # type: ignore[arg-type]  # any of the levels


@pytest.mark.parametrize(
    ("year", "provinces"),
    [("1998", 26), ("1999", 27), ("2000", 28), ("2001", 30), ("2003", 31), ("2004", 33), ("2012", 33), ("2025", 38)],
)
def test_so_many_provinces_made_up_indonesia(year: str, provinces: int) -> None:
    """Without East Timor, which was the 27th. A source that names the youngest has all of them."""
    named = frozenset(id_ for id_ in PROVINCES if (since := AREAS[id_].since) is None or since.year <= int(year))
    assert len(BOUNDARIES.parts("indonesia", at(year), named)) == provinces


@pytest.mark.parametrize(
    ("year", "regencies"),
    # Regencies and cities without Jakarta's six, as the Ministry counts them: 491 in 2008 and 2009, 508 in 2014.
    [("2009", 491), ("2014", 508), ("2025", 508)],
)
def test_so_many_regencies_and_cities_there_were(year: str, regencies: int) -> None:
    there = [
        area
        for area in AREAS.values()
        if area.level in ("regency", "city") and (area.since is None or area.since.year <= int(year))
    ]
    assert len([area for area in there if area.parent != "dki"]) == regencies


def test_east_kalimantan_through_time() -> None:
    counts = {year: len(BOUNDARIES.parts("kaltim", at(year))) for year in ("1996", "2000", "2006", "2011", "2025")}
    assert counts == {"1996": 6, "2000": 0, "2006": 13, "2011": 14, "2025": 10}
    assert len(BOUNDARIES.parts("kaltim", at("2000"), frozenset({"bontang", "malinau", "nunukan", "kutai-barat",
                                                                 "kutai-timur", "tarakan"}))) == 12  # fmt: skip


def test_papua_through_time() -> None:
    assert len(BOUNDARIES.parts("papua", at("2021"))) == 29
    assert BOUNDARIES.parts("papua", at("2023"), frozenset({"merauke"})) == ()
    assert len(BOUNDARIES.parts("papua", at("2023"), frozenset({"merauke", "papsel", "papteng", "papeg"}))) == 9
    assert len(BOUNDARIES.parts("papua", at("2025"))) == 9


def test_what_an_area_lay_in() -> None:
    assert list(BOUNDARIES.above("nunukan", at("2012"))) == ["kaltim", "kalimantan", "indonesia"]
    assert list(BOUNDARIES.above("nunukan", at("2014"))) == ["kalimantan", "indonesia"]
    assert list(BOUNDARIES.above("nunukan", at("2014"), {"kaltara"})) == ["kaltara", "kalimantan", "indonesia"]
    assert list(BOUNDARIES.above("nunukan", at("2025"))) == ["kaltara", "kalimantan", "indonesia"]
    assert list(BOUNDARIES.above("kota-sorong", at("2000"))) == ["papua", "papua-group", "indonesia"]


def test_the_days_on_which_an_area_was_redrawn() -> None:
    assert BOUNDARIES.redrawn("kaltim") == [date(2013, 4, 22)]
    assert BOUNDARIES.redrawn("papua") == [date(2003, 2, 6), date(2022, 11, 11)]
    assert BOUNDARIES.redrawn("pabar") == [date(2003, 2, 6), date(2022, 12, 9)]
    assert BOUNDARIES.redrawn("surabaya") == []


def test_a_regional_office_is_the_sum_of_its_provinces() -> None:
    assert BOUNDARIES.parts("sumbagut", at("2020")) == ("aceh", "sumut")
    assert BOUNDARIES.parts("sumbagut", at("2010")) == ()
    assert BOUNDARIES.parts("banuspa", at("2019")) == ("bali", "ntb", "ntt", "papua", "pabar")
    assert BOUNDARIES.groups_of("sumut") == ["sumbagut"]
    assert {"sumbagut", "sumatera", "indonesia"} <= BOUNDARIES.over(["sumut"])


@given(st.sampled_from(WHOLES), st.integers(1990, 2026))
def test_nothing_is_counted_twice_and_nothing_lies_outside(whole: str, year: int) -> None:
    """Every part lies in the whole in that year, and no part lies in another."""
    period = at(str(year))
    parts = BOUNDARIES.parts(whole, period)
    assert len(parts) == len(set(parts))
    for part in parts:
        assert BOUNDARIES.stands(AREAS[part], period)
        assert AREAS[whole].parts or whole in BOUNDARIES.above(part, period)
        assert not {*BOUNDARIES.above(part, period)} & {*parts}


@given(st.sampled_from(WHOLES))
def test_today_they_are_the_areas_that_lie_in_it(whole: str) -> None:
    def below(id_: str) -> list[str]:
        direct = [part for part in parts_of(id_, AREAS) if not part.parts]
        return [i for part in direct for i in (below(part.id) if part.level == "group" else [part.id])]

    assert sorted(BOUNDARIES.parts(whole, at("2026"))) == sorted(AREAS[whole].parts or below(whole))


def test_an_area_that_has_ended_is_no_part() -> None:
    areas = {a.id: a for a in (own("p", "province", complete=True), own("a", parent="p"),
                               own("b", parent="p", until=date(2010, 6, 30)))}  # fmt: skip
    boundaries = Boundaries(areas)
    assert boundaries.parts("p", at("2010")) == ("a", "b")
    assert boundaries.parts("p", at("2011")) == ("a",)
    assert boundaries.parts("p", at("2011"), frozenset({"b"})) == ("a", "b")


def test_circles_come_to_an_end() -> None:
    """They are errors of a base; nothing runs for ever until they are reported."""
    since = date(2010, 1, 1)
    areas = {a.id: a for a in (own("p", "province", since=since, split_from="q"),
                               own("q", "province", since=since, split_from="p"),
                               own("a", parent="p"), own("b", parent="q"))}  # fmt: skip
    boundaries = Boundaries(areas)
    for year in ("2005", "2010", "2020"):
        assert set(boundaries.parts("p", at(year))) <= {"a", "b"}
        assert set(boundaries.above("a", at(year))) <= {"p", "q"}
    assert boundaries.over(["a"]) == {"p", "q"}


def test_a_long_chain_of_groups_is_taken_apart() -> None:
    """No chain that a base may have is too deep."""
    areas = {f"g{n}": own(f"g{n}", "group", parent=f"g{n - 1}" if n else None, complete=True) for n in range(3000)}
    areas["p"] = own("p", "province", parent="g2999")
    boundaries = Boundaries(areas)
    assert boundaries.parts("g0", at("2025")) == ("p",)
    assert boundaries.anchors("g0") == ["p"]
    assert len(boundaries.over(["p"])) == 3000

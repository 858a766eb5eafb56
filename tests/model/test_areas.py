"""Areas by any customary name, and their place among each other."""

from __future__ import annotations

import string
import sys
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpjscli.load.load import load
from bpjscli.model.areas import (
    AmbiguousAreaError,
    UnknownAreaError,
    ancestors,
    area_and_within,
    area_faults,
    parts_of,
    provinces_within,
    region_of,
    resolve_area,
)
from bpjscli.model.facts import Area, Text
from bpjscli.model.gazetteer import MOST_SEARCHES, Gazetteer


def area(id_: str, name: str | None = None, level: str = "regency", **fields: Any) -> Area:
    text = Text(name or id_, name or id_)
    return msgspec.convert({"id": id_, "name": msgspec.to_builtins(text), "level": level, **fields}, Area)


def by_id(*areas: Area) -> dict[str, Area]:
    return {a.id: a for a in areas}


KALIMANTAN = ("kalbar", "kalteng", "kalsel", "kaltim", "kaltara")
AREAS = {
    id_: area
    for id_, area in load().areas.items()
    if area.level not in ("regency", "city") or area.parent in KALIMANTAN
}
COLLIDING = ("91", "92", "94", "95", "96")  # the provinces of Papua, which the two schemes number otherwise


@pytest.mark.parametrize(
    "name",
    [
        "kalbar",
        "KALBAR",
        " kalbar ",
        "Kalimantan Barat",
        "kalimantan-barat",
        "KALIMANTANBARAT",
        "kalimantan_barat",
        "Kalimantan  Barat",
        "West Kalimantan",
        "61",
        " 61 ",
        "６１",
        "ID-KB",
        "id kb",
        "kemendagri:61",
        "bps:61",
        "BPS: 61",
        "Prov. Kalbar",
        "Provinsi Kalimantan Barat",
        "Propinsi Kalbar",
        "Kalbar Province",
        "West Kalimantan Province",
    ],
)
def test_a_province_goes_by_many_names(name: str) -> None:
    assert resolve_area(name, AREAS).id == "kalbar"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kab. Kukar", "kutai-kartanegara"),
        ("Kab.Kukar", "kutai-kartanegara"),
        ("kab kutai kartanegara", "kutai-kartanegara"),
        ("Kukar Regency", "kutai-kartanegara"),
        ("Kutai Kartanegara Regency", "kutai-kartanegara"),
        ("PPU", "penajam-paser-utara"),
        ("palangkaraya", "palangka-raya"),
        ("Kota Palangkaraya", "palangka-raya"),
        ("Kodya Pontianak", "pontianak"),
        ("Kotamadya Pontianak", "pontianak"),
        ("Bontang City", "bontang"),
        ("61.02", "mempawah"),
        ("61-02", "mempawah"),
        ("kemendagri:61.02", "mempawah"),
        ("kemendagri:6102", "mempawah"),
        ("bps:6104", "mempawah"),
        ("bps:6102", "bengkayang"),
        ("61", "kalbar"),
        ("6101", "sambas"),
        ("kemendagri:94", "papteng"),
        ("bps:94", "papua"),
        ("jogja", "diy"),
        ("Jakarta", "dki"),
        ("Kep. Babel", "babel"),
        ("Papua", "papua"),
        ("Maluku", "maluku"),
        ("ID-PP", "papua-group"),
        ("Borneo", "kalimantan"),
        ("Nasional", "indonesia"),
    ],
)
def test_customary_names_and_codes(name: str, expected: str) -> None:
    assert resolve_area(name, AREAS).id == expected


def test_kota_is_a_kind_only_where_it_stands_apart() -> None:
    assert resolve_area("Kota Baru", AREAS).id == "kotabaru"
    assert resolve_area("Kab. Kotabaru", AREAS).id == "kotabaru"
    with pytest.raises(UnknownAreaError):
        resolve_area("Kota", AREAS)


def test_the_kind_must_be_right() -> None:
    with pytest.raises(UnknownAreaError) as caught:
        resolve_area("Kota Sambas", AREAS)
    assert caught.value.nearest[0] == "sambas"
    with pytest.raises(UnknownAreaError):
        resolve_area("Kota Banjar", AREAS)  # of Jawa Barat, and not among the shipped areas
    assert resolve_area("Kabupaten Pontianak", AREAS).id == "mempawah"  # its name until 2014
    assert resolve_area("Kota Pontianak", AREAS).id == "pontianak"
    assert resolve_area("Pontianak", AREAS).id == "pontianak"


def test_a_name_of_two_areas_is_not_guessed_at() -> None:
    areas = {**AREAS, **by_id(area("banjar-jabar", "Kota Banjar", "city", parent="jabar", kemendagri="32.79"))}
    with pytest.raises(AmbiguousAreaError) as caught:
        resolve_area("Banjar", areas)
    assert [a.id for a in caught.value.candidates] == ["banjar", "banjar-jabar"]
    assert str(caught.value) == (
        '"Banjar" may be "banjar" (Kabupaten Banjar) or "banjar-jabar" (Kota Banjar); write the id'
    )
    assert resolve_area("banjar", areas).id == "banjar"
    assert resolve_area("Kota Banjar", areas).id == "banjar-jabar"
    assert resolve_area("Kab. Banjar", areas).id == "banjar"
    assert resolve_area("32.79", areas).id == "banjar-jabar"


def test_a_name_in_full_goes_before_a_name_without_its_kind() -> None:
    areas = {**AREAS, **by_id(area("gorontalo-kab", "Kabupaten Gorontalo"))}
    assert resolve_area("Gorontalo", areas).id == "gorontalo"
    assert resolve_area("Kab. Gorontalo", areas).id == "gorontalo-kab"


def test_a_kind_chooses_between_a_plain_name_and_another() -> None:
    areas = by_id(area("kupang-1", "Kupang"), area("kupang-2", "Kupang", "city"))
    assert resolve_area("Kab. Kupang", areas).id == "kupang-1"
    assert resolve_area("Kupang City", areas).id == "kupang-2"
    with pytest.raises(AmbiguousAreaError):
        resolve_area("kupang", areas)


def test_an_iso_code_does_not_hide_a_name() -> None:
    areas = by_id(area("a", "Idkb"), area("b", iso="ID-KB"))
    assert resolve_area("ID-KB", areas).id == "a"


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("kalbr", "kalbar"),
        ("kalimantan brat", "kalbar"),
        ("Sintag", "sintang"),
        ("Kab. Smabas", "sambas"),
        ("Jakrta", "dki"),
        ("KALİMANTAN", "kalimantan"),
        ("Provinsi Kalimantan", "kalimantan"),
    ],
)
def test_a_typing_mistake_gets_the_nearest_names(name: str, first: str) -> None:
    with pytest.raises(UnknownAreaError) as caught:
        resolve_area(name, AREAS)
    assert caught.value.nearest[0] == first
    assert 1 <= len(caught.value.nearest) <= 3


def test_an_unknown_name_says_what_would_be_right() -> None:
    with pytest.raises(UnknownAreaError) as caught:
        resolve_area("kalbr", AREAS)
    assert caught.value.name == "kalbr"
    assert str(caught.value) == 'unknown area "kalbr"; did you mean "kalbar", "kaltara" or "kotabaru"?'
    with pytest.raises(UnknownAreaError, match=r'\Aunknown area "xyz"\Z'):
        resolve_area("xyz", AREAS)


@pytest.mark.parametrize("name", ["", "  ", "...", "99", "61.99", "61.1", "bps:", "9999", "kemendagri:99"])
def test_nothing_is_like_it(name: str) -> None:
    with pytest.raises(UnknownAreaError) as caught:
        resolve_area(name, AREAS)
    assert caught.value.nearest == []


def test_a_bare_code_of_two_places_names_both_readings() -> None:
    with pytest.raises(UnknownAreaError) as caught:
        resolve_area("6102", AREAS)
    assert caught.value.nearest == ["mempawah", "bengkayang"]
    assert str(caught.value).endswith(
        'so write "kemendagri:6102" for Kabupaten Mempawah or "bps:6102" for Kabupaten Bengkayang'
    )
    with pytest.raises(UnknownAreaError) as caught:
        resolve_area("94", AREAS)
    assert caught.value.nearest == ["papteng", "papua"]


def test_a_message_shows_what_cannot_be_seen_and_stays_short() -> None:
    with pytest.raises(UnknownAreaError) as caught:
        resolve_area("kal\u200bbar\x1b[2J", AREAS)
    assert '"kal\\u200bbar\\u001b[2J"' in str(caught.value)
    with pytest.raises(UnknownAreaError) as caught:
        resolve_area("x" * 100_000, AREAS)
    assert str(caught.value) == 'unknown area "' + "x" * 80 + '…"'


@pytest.mark.parametrize("meant", AREAS.values(), ids=lambda a: a.id)
def test_every_shipped_name_and_code_means_one_area(meant: Area) -> None:
    names = [meant.id, meant.id.upper(), meant.name.id, meant.name.en, *meant.aliases, meant.iso]
    names += [meant.kemendagri] if meant.kemendagri not in COLLIDING else []
    names += [f"{scheme}:{code}" for scheme, code in (("kemendagri", meant.kemendagri), ("bps", meant.bps)) if code]
    for name in names:
        assert name is None or resolve_area(name, AREAS) == meant


def test_a_name_without_letters_is_no_name() -> None:
    areas = by_id(area("x", "..."))
    assert resolve_area("x", areas).id == "x"
    with pytest.raises(UnknownAreaError):
        resolve_area("-", areas)


@given(
    st.sampled_from(sorted(AREAS)),
    st.integers(0, 20),
    st.sampled_from([str.upper, str.lower, str.title, str.swapcase]),
    st.sampled_from([" ", "-", "_", ".", "  ", ""]),
)
def test_case_and_separators_do_not_matter(id_: str, which: int, case: Any, separator: str) -> None:
    meant = AREAS[id_]
    names = [meant.name.id, meant.name.en, *meant.aliases]
    written = case(names[which % len(names)]).replace(".", " ").replace(" ", separator)
    assert resolve_area(written, AREAS) == meant


@given(st.text() | st.text(string.digits + " .-:bps") | st.text("kota bntjr.", max_size=12))
def test_any_text_is_found_or_refused_with_known_ids(text: str) -> None:
    try:
        ids = [resolve_area(text, AREAS).id]
    except UnknownAreaError as unknown:
        ids = unknown.nearest
    assert len(ids) <= 3
    assert set(ids) <= set(AREAS)


@pytest.mark.parametrize("id_", [id_ for id_ in AREAS if len(id_) >= 6])
def test_a_letter_left_out_is_among_the_nearest(id_: str) -> None:
    gazetteer = Gazetteer(AREAS)
    assert id_ in gazetteer.nearest(id_[:3] + id_[4:])


def test_the_tables_follow_the_mapping() -> None:
    one, other = by_id(area("x", "Kabupaten Satu")), by_id(area("y", "Kabupaten Satu"))
    assert [resolve_area("satu", m).id for m in (one, other, one)] == ["x", "y", "x"]


def test_an_id_needs_no_tables() -> None:
    gazetteer = Gazetteer(AREAS)
    assert gazetteer.resolve("kalbar").id == "kalbar"
    assert set(vars(gazetteer)) == {"areas", "_nearest"}


def test_near_names_are_looked_for_so_often_and_no_more() -> None:
    """A base of five thousand unknown parents is refused at once; what was found before is found again."""
    gazetteer = Gazetteer(AREAS)
    unknown = [f"kalb{number}" for number in range(2 * MOST_SEARCHES)]
    found = [gazetteer.nearest(name) for name in unknown]
    assert all(found[:MOST_SEARCHES])
    assert not any(found[MOST_SEARCHES:])
    assert gazetteer.nearest(unknown[0]) == found[0]


def test_a_known_name_does_not_import_what_only_an_error_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "difflib", None)
    assert resolve_area("West Kalimantan", AREAS).id == "kalbar"
    with pytest.raises(ImportError):
        resolve_area("kalbr", AREAS)


def test_parts_ancestors_and_region() -> None:
    provinces = ["kalbar", "kalteng", "kalsel", "kaltim", "kaltara"]
    assert [a.id for a in parts_of("kalimantan", AREAS)] == provinces
    assert [a.id for a in parts_of("kaltara", AREAS)] == ["bulungan", "malinau", "nunukan", "tana-tidung", "tarakan"]
    assert parts_of("singkawang", AREAS) == []
    assert [a.id for a in ancestors("singkawang", AREAS)] == ["kalbar", "kalimantan", "indonesia"]
    assert ancestors("indonesia", AREAS) == []
    assert area_and_within("kaltara", AREAS) == {"kaltara", "bulungan", "malinau", "nunukan", "tana-tidung", "tarakan"}
    assert area_and_within("indonesia", AREAS) == set(AREAS)
    assert [a.id for a in provinces_within("kalimantan", AREAS)] == provinces
    assert len(provinces_within("indonesia", AREAS)) == 38
    assert provinces_within("kalbar", AREAS) == []
    regions = [region_of(id_, AREAS) for id_ in ("kalbar", "singkawang", "bali", "kalimantan", "indonesia")]
    assert [r and r.id for r in regions] == ["kalimantan", "kalimantan", "nusatenggara", "indonesia", None]
    with pytest.raises(KeyError):
        region_of("atlantis", AREAS)


def test_the_shipped_gazetteer_has_no_faults() -> None:
    assert area_faults(AREAS) == []


def test_a_group_may_lie_anywhere_and_other_levels_go_down() -> None:
    areas = by_id(
        area("land", level="country"),
        area("east", level="group", parent="land"),
        area("far-east", level="group", parent="east"),
        area("p", level="province", parent="far-east"),
        area("q", level="province", parent="p"),
        area("town", level="city", parent="county"),
        area("county", level="regency", parent="land"),
        area("offices", level="group", parent="p"),
        area("ward", level="group", parent="county"),
        area("r", level="province", parent="offices"),
        area("port", level="regency", parent="town"),
        area("bloc", level="country", parent="east"),
    )
    assert area_faults(areas) == [
        ("q", '"q" is a province and cannot be part of "p", which is a province'),
        ("town", '"town" is a city and cannot be part of "county", which is a regency'),
        ("r", '"r" is a province and cannot be part of "p", which is a province'),
        ("port", '"port" is a regency and cannot be part of "town", which is a city'),
        ("bloc", '"bloc" is a country and cannot be part of "land", which is a country'),
    ]


def test_a_missing_parent_gets_the_nearest_name() -> None:
    areas = {**AREAS, **by_id(area("wonogiri", parent="jatng"), area("x", parent="atlantis"))}
    assert area_faults(areas) == [
        ("wonogiri", 'unknown parent "jatng" of "wonogiri"; did you mean "jateng"?'),
        ("x", 'unknown parent "atlantis" of "x"'),
    ]
    assert ancestors("x", areas) == []


def test_a_circle_of_parents_is_named_and_walked_once() -> None:
    areas = by_id(
        area("a", level="group", parent="b"),
        area("b", level="group", parent="a"),
        area("below", level="province", parent="a"),
        area("alone", level="group", parent="alone"),
    )
    assert area_faults(areas) == [
        ("a", "parents lead back to where they began: a < b < a"),
        ("alone", "parents lead back to where they began: alone < alone"),
    ]
    assert [a.id for a in ancestors("below", areas)] == ["a", "b"]


def test_a_code_belongs_to_one_area() -> None:
    areas = by_id(
        area("a", kemendagri="61.02", bps="61.04", iso="ID-XX"),
        area("b", kemendagri="61.02", bps="61.02"),
        area("c", bps="61.04", iso="ID-XX"),
    )
    assert area_faults(areas) == [
        ("b", 'kemendagri code "61.02" of "b" already belongs to "a"'),
        ("c", 'bps code "61.04" of "c" already belongs to "a"'),
        ("c", 'iso code "ID-XX" of "c" already belongs to "a"'),
    ]
    with pytest.raises(AmbiguousAreaError):
        resolve_area("61.02", areas)


def test_what_is_said_of_the_past_must_fit_together() -> None:
    since = date(2013, 4, 22)
    areas = by_id(
        area("p", level="province"),
        area("q", level="province", since=since, split_from="p"),
        area("undated", split_from="late"),
        area("late", since=since, until=date(2010, 1, 1)),
        area("other", since=since, split_from="p"),
        area("lost", since=since, split_from="latte"),
        area("one", since=since, split_from="two"),
        area("two", since=since, split_from="one"),
        area("self", since=since, split_from="self"),
        area("office", level="group", parts=("p", "r")),
    )
    assert area_faults(areas) == [
        ("undated", '"undated" is from "late", and does not say since when; write since = 2013-04-22, or a year'),
        ("late", '"late" ends on 2010-01-01, before it begins on 2013-04-22'),
        ("other", '"other" is a regency and cannot be from "p", which is a province'),
        ("lost", '"lost" is from an unknown area, "latte"; did you mean "late"?'),
        ("one", "areas are from each other in a circle: one < two < one"),
        ("self", "areas are from each other in a circle: self < self"),
        ("office", 'unknown part "r" of "office"'),
    ]

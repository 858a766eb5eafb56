"""The shipped gazetteer as TOML, before any of our own code has read it."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import tomli

DATA = Path(__file__).parents[2] / "data"
GAZETTEER = tomli.loads((DATA / "areas.toml").read_text(encoding="utf-8"))
REGENCIES: dict[str, dict[str, dict[str, Any]]] = tomli.loads((DATA / "regencies.toml").read_text(encoding="utf-8"))
AREAS: list[dict[str, Any]] = GAZETTEER["area"]
LOCAL = [{"id": id_, "parent": parent, **keys} for parent, own in REGENCIES.items() for id_, keys in own.items()]
AREA_KEYS = {
    "id", "name", "level", "parent", "parts", "kemendagri", "bps", "iso", "aliases", "former_codes", "complete",
    "since", "from",
}  # fmt: skip
OFFICES = ["sumbagut", "sumbarriau", "sumbagsel", "jateng-diy", "banuspa", "sulama"]


def of_level(*levels: str) -> list[dict[str, Any]]:
    return [a for a in AREAS if a["level"] in levels]


def test_the_gazetteer_holds_the_provinces_and_all_regencies_and_cities() -> None:
    assert GAZETTEER.keys() == {"format", "area"}
    assert Counter(a["level"] for a in AREAS) == {"country": 1, "group": 7 + len(OFFICES), "province": 38}
    assert list(REGENCIES) == [province["id"] for province in of_level("province")]
    assert Counter(a["name"].partition(" ")[0] for a in LOCAL) == {"Kabupaten": 416, "Kota": 98}


def test_each_area_has_known_keys_and_each_id_and_code_once() -> None:
    for area in (*AREAS, *LOCAL):
        assert area.keys() <= AREA_KEYS, area["id"]
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", area["id"]), area["id"]
    assert all({"id", "name", "level"} <= area.keys() for area in AREAS)
    for key in ("id", "kemendagri", "bps", "iso"):
        values = [a[key] for a in (*AREAS, *LOCAL) if key in a]
        assert len(values) == len(set(values)), key


def test_codes_are_strings_of_their_scheme() -> None:
    for area in of_level("province"):
        assert re.fullmatch(r"\d\d", area["kemendagri"])
        assert re.fullmatch(r"\d\d", area["bps"])
        assert re.fullmatch(r"ID-[A-Z]{2}", area["iso"])
    for area in LOCAL:
        assert re.fullmatch(r"\d\d\.\d\d", area["kemendagri"])
        assert re.fullmatch(r"\d{4}", area["bps"])
        is_city = area["name"].startswith("Kota ")
        assert (area["kemendagri"][3:] > "70") == (area["bps"][2:] > "70") == is_city, area["id"]


def test_an_area_lies_in_the_province_of_its_code() -> None:
    codes = {a["id"]: (a["kemendagri"], a["bps"]) for a in of_level("province")}
    for area in LOCAL:
        assert (area["kemendagri"][:2], area["bps"][:2]) == codes[area["parent"]], area["id"]


def test_the_schemes_collide_where_they_are_known_to() -> None:
    kalimantan = [a for a in LOCAL if a["parent"] in ("kalbar", "kalteng", "kalsel", "kaltim", "kaltara")]
    assert sum(a["kemendagri"].replace(".", "") != a["bps"] for a in kalimantan) == 23
    differing = {a["id"]: (a["kemendagri"], a["bps"]) for a in of_level("province") if a["kemendagri"] != a["bps"]}
    assert differing == {
        "papua": ("91", "94"),
        "pabar": ("92", "91"),
        "papsel": ("93", "95"),
        "papteng": ("94", "96"),
        "papeg": ("95", "97"),
        "pbd": ("96", "92"),
    }


def test_each_province_lies_in_its_iso_unit() -> None:
    groups = {g["id"]: g["iso"] for g in of_level("group") if g["id"] not in OFFICES}
    units = Counter(groups[p["parent"]] for p in of_level("province"))
    assert units == {"ID-SM": 10, "ID-JW": 6, "ID-NU": 3, "ID-KA": 5, "ID-SL": 6, "ID-ML": 2, "ID-PP": 6}
    assert all(g["parent"] == "indonesia" for g in of_level("group") if g["id"] in groups)


def test_completeness_is_said_where_it_is_true() -> None:
    complete = {a["id"] for a in AREAS if a.get("complete")}
    groups = {g["id"] for g in of_level("group")}
    assert complete == {"indonesia", *groups, *(p["id"] for p in of_level("province"))}


def test_the_regional_offices_share_out_provinces_that_are_there() -> None:
    provinces = {p["id"]: p["parent"] for p in of_level("province")}
    offices = {o["id"]: o for o in of_level("group") if "parts" in o}
    assert list(offices) == OFFICES
    served = [part for office in offices.values() for part in office["parts"]]
    assert len(served) == len(set(served))
    assert set(served) <= provinces.keys()
    for office in offices.values():
        islands = {provinces[part] for part in office["parts"]}
        assert office["parent"] == (islands.pop() if len(islands) == 1 else "indonesia"), office["id"]


ORIGINS = {a["id"]: a["from"] for a in (*AREAS, *LOCAL) if "from" in a}


def test_whatever_was_split_off_says_when_and_from_what() -> None:
    """The numbers are the Ministry's: 8 provinces until 2014 and 4 in 2022, and 223 regencies and cities since 1990."""
    dated = {a["id"]: a["since"] for a in (*AREAS, *LOCAL) if "since" in a and a["id"] not in OFFICES}
    assert dated.keys() == ORIGINS.keys()
    assert sum(a["id"] in ORIGINS for a in AREAS) == 12
    level = {a["id"]: a["level"] for a in AREAS} | {a["id"]: "local" for a in LOCAL}
    for id_, origin in ORIGINS.items():
        assert level[id_] == level[origin]
        assert dated.get(origin, date.min) <= dated[id_], id_


OTHER_NAMES = {"Kutaraja", "Solo", "MTB", "Matra", "Tobasa", "Pasir"}
"""Those of one word that are no form of the name of today: capitals and names of before."""


def is_short_for(short: str, name: str) -> bool:
    """Whether its letters are letters of the name in their order, and its direction is that of the name."""
    letters = iter(name)
    if not all(letter in letters for letter in short):
        return False
    directions = {"sel": "selatan", "tim": "timur", "teng": "tengah", "hil": "hilir"}
    return all(not short.endswith(end) or short == end or whole in name for end, whole in directions.items())


def test_a_short_form_of_the_press_is_one_of_its_name() -> None:
    """Bolsel is Bolaang Mongondow Selatan, and not Timur."""
    assert is_short_for("bolsel", "bolaangmongondowselatan")
    assert not is_short_for("bolsel", "bolaangmongondowtimur")
    checked = 0
    for area in LOCAL:
        kind, _, bare = area["name"].removesuffix(" Administrasi").lower().partition(" ")
        name = re.sub("[ -]|administrasi", "", bare)
        for alias in set(area.get("aliases", ())) - OTHER_NAMES:
            short = alias.lower()
            if short.isalpha():
                assert is_short_for(short, name) or is_short_for(short, kind + name), f"{alias} for {area['name']}"
                checked += 1
    assert checked > 170

"""The shipped gazetteer as TOML, before any of our own code has read it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import tomli

GAZETTEER = tomli.loads((Path(__file__).parents[2] / "data" / "areas.toml").read_text(encoding="utf-8"))
AREAS: list[dict[str, Any]] = GAZETTEER["area"]
AREA_KEYS = {"id", "name", "level", "parent", "kemendagri", "bps", "iso", "aliases", "complete", "redrawn"}


def of_level(*levels: str) -> list[dict[str, Any]]:
    return [a for a in AREAS if a["level"] in levels]


def test_the_gazetteer_holds_the_provinces_and_kalimantan() -> None:
    assert GAZETTEER.keys() == {"format", "area"}
    assert Counter(a["level"] for a in AREAS) == {"country": 1, "group": 7, "province": 38, "regency": 47, "city": 9}
    assert Counter(a["parent"] for a in of_level("regency", "city")) == {
        "kalbar": 14,
        "kalteng": 14,
        "kalsel": 13,
        "kaltim": 10,
        "kaltara": 5,
    }


def test_each_area_has_known_keys_and_each_id_and_code_once() -> None:
    for area in AREAS:
        assert area.keys() <= AREA_KEYS, area["id"]
        assert {"id", "name", "level"} <= area.keys()
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", area["id"]), area["id"]
    for key in ("id", "kemendagri", "bps", "iso"):
        values = [a[key] for a in AREAS if key in a]
        assert len(values) == len(set(values)), key


def test_codes_are_strings_of_their_scheme() -> None:
    for area in of_level("province"):
        assert re.fullmatch(r"\d\d", area["kemendagri"])
        assert re.fullmatch(r"\d\d", area["bps"])
        assert re.fullmatch(r"ID-[A-Z]{2}", area["iso"])
    for area in of_level("regency", "city"):
        assert re.fullmatch(r"\d\d\.\d\d", area["kemendagri"])
        assert re.fullmatch(r"\d{4}", area["bps"])
        assert (area["kemendagri"] >= area["kemendagri"][:3] + "70") == (area["level"] == "city")


def test_an_area_lies_in_the_province_of_its_code() -> None:
    codes = {a["id"]: (a["kemendagri"], a["bps"]) for a in of_level("province")}
    for area in of_level("regency", "city"):
        assert (area["kemendagri"][:2], area["bps"][:2]) == codes[area["parent"]], area["id"]


def test_the_schemes_collide_where_they_are_known_to() -> None:
    local = of_level("regency", "city")
    assert sum(a["kemendagri"].replace(".", "") != a["bps"] for a in local) == 23
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
    groups = {g["id"]: g["iso"] for g in of_level("group")}
    units = Counter(groups[p["parent"]] for p in of_level("province"))
    assert units == {"ID-SM": 10, "ID-JW": 6, "ID-NU": 3, "ID-KA": 5, "ID-SL": 6, "ID-ML": 2, "ID-PP": 6}
    assert all(g["parent"] == "indonesia" for g in of_level("group"))


def test_completeness_is_said_where_it_is_true() -> None:
    complete = {a["id"] for a in AREAS if a.get("complete")}
    groups = {g["id"] for g in of_level("group")}
    assert complete == {"indonesia", *groups, *(p["id"] for p in of_level("province"))}


def test_regencies_and_cities_say_so_in_both_languages() -> None:
    for area in of_level("regency"):
        assert area["name"]["id"].startswith("Kabupaten ")
        assert area["name"]["en"].endswith(" Regency")
    for area in of_level("city"):
        assert area["name"]["id"].startswith("Kota ")
        assert area["name"]["en"].endswith(" City")

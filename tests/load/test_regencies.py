"""The regencies and cities of the whole country: how many there are, their codes, and what people call them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from bpjscli.load.load import load
from bpjscli.model.areas import AmbiguousAreaError, area_faults, parts_of, resolve_area

AREAS = load().areas
BELOW = [area for area in AREAS.values() if area.level in ("regency", "city")]

# Regencies and cities of each province, Kepmendagri 100.1.1-6117 of 2022.
COUNTS = {
    "aceh": (18, 5), "sumut": (25, 8), "sumbar": (12, 7), "riau": (10, 2), "jambi": (9, 2), "sumsel": (13, 4),
    "bengkulu": (9, 1), "lampung": (13, 2), "babel": (6, 1), "kepri": (5, 2), "dki": (1, 5), "jabar": (18, 9),
    "jateng": (29, 6), "diy": (4, 1), "jatim": (29, 9), "banten": (4, 4), "bali": (8, 1), "ntb": (8, 2),
    "ntt": (21, 1), "kalbar": (12, 2), "kalteng": (13, 1), "kalsel": (11, 2), "kaltim": (7, 3), "kaltara": (4, 1),
    "sulut": (11, 4), "sulteng": (12, 1), "sulsel": (21, 3), "sultra": (15, 2), "gorontalo": (5, 1), "sulbar": (6, 0),
    "maluku": (9, 2), "malut": (8, 2), "papua": (8, 1), "pabar": (7, 0), "papsel": (4, 0), "papteng": (8, 0),
    "papeg": (8, 0), "pbd": (5, 1),
}  # fmt: skip

BASE = """format = 1

[[area]]
id = "{id}"
name = "{name}"
level = "{level}"
parent = "{parent}"
{more}

[[source]]
id = "a"
figures = [{{ area = "{used}", period = 2024, indicator = "participants", printed = "16.684" }}]
"""


def test_every_province_has_all_of_its_regencies_and_cities() -> None:
    found = {
        province: tuple(sum(part.level == level for part in parts_of(province, AREAS)) for level in ("regency", "city"))
        for province in COUNTS
    }
    assert found == COUNTS
    assert Counter(area.level for area in BELOW) == {"regency": 416, "city": 98}
    assert len(COUNTS) == sum(area.level == "province" for area in AREAS.values()) == 38


def test_codes_are_unique_and_lie_in_the_province() -> None:
    codes = [area.kemendagri or "" for area in BELOW]
    assert len(set(codes)) == len(codes) == 514
    for area in BELOW:
        province, own = (area.kemendagri or "").split(".")
        assert province == AREAS[area.parent or ""].kemendagri
        assert (own > "70") == (area.level == "city"), area.id
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", area.id)
    assert area_faults(AREAS) == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Kab. Bandung", "kab-bandung"),
        ("kabupaten bandung", "kab-bandung"),
        ("Kota Bandung", "kota-bandung"),
        ("Bandung Barat", "bandung-barat"),
        ("Wonogiri", "wonogiri"),
        ("33.12", "wonogiri"),
        ("Batam City", "batam"),
        ("Kota Jakarta Selatan", "jakarta-selatan"),
        ("Jaksel", "jakarta-selatan"),
        ("Kota Adm. Jakarta Timur", "jakarta-timur"),
        ("Kab. Kep. Talaud", "kepulauan-talaud"),
        ("Tolitoli", "toli-toli"),
        ("Fakfak", "fak-fak"),
        ("Kota Padang Sidempuan", "padangsidimpuan"),
        ("Bengkulu", "bengkulu"),
        ("Kota Bengkulu", "kota-bengkulu"),
        ("Kab. Gorontalo", "kab-gorontalo"),
        ("banjar", "banjar"),
        ("Kota Banjar", "kota-banjar"),
    ],
)
def test_they_go_by_what_people_write(written: str, meant: str) -> None:
    assert resolve_area(written, AREAS).id == meant


@pytest.mark.parametrize("name", ["Bandung", "Solok", "Semarang", "Banjar"])
def test_what_a_regency_and_a_city_share_is_not_guessed_at(name: str) -> None:
    with pytest.raises(AmbiguousAreaError) as caught:
        resolve_area(name, AREAS)
    assert {area.level for area in caught.value.candidates} == {"regency", "city"}


@pytest.mark.parametrize(
    ("id_", "name", "level", "parent", "more", "gone"),
    [
        ("bandung-city", "Kota Bandung", "city", "jabar", "", "kota-bandung"),
        ("bdg", "Bandung", "city", "jabar", 'kemendagri = "32.73"', "kota-bandung"),
        ("sitaro", "Kabupaten Kepulauan Sitaro", "regency", "sulut", "", "kepulauan-siau-tagulandang-biaro"),
        ("fakfak", "Kabupaten Fakfak", "regency", "pabar", "", "fak-fak"),
    ],
)
def test_a_place_of_the_base_takes_the_place_of_the_shipped_one(
    tmp_path: Path, id_: str, name: str, level: str, parent: str, more: str, gone: str
) -> None:
    """Bases that entered it before it was shipped stay as they are, and no province has it twice."""
    path = tmp_path / "figures.toml"
    path.write_text(BASE.format(id=id_, name=name, level=level, parent=parent, more=more, used=id_), encoding="utf-8")
    areas = load(path).areas
    assert gone not in areas
    assert len(parts_of(parent, areas)) == sum(COUNTS[parent])


def test_an_area_of_the_base_with_the_id_of_a_shipped_one_changes_what_it_says(tmp_path: Path) -> None:
    path = tmp_path / "figures.toml"
    written = BASE.format(id="wonogiri", name="Wonogiri", level="regency", parent="jateng", more="", used="wonogiri")
    path.write_text(written, encoding="utf-8")
    area = load(path).areas["wonogiri"]
    assert (area.name.id, area.kemendagri) == ("Wonogiri", "33.12")

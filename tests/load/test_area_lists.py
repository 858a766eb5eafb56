"""Every name and code of the real lists of areas means the area that it stands for: see lists/README.md."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from bpjscli.load.load import load
from bpjscli.model.areas import AmbiguousAreaError, UnknownAreaError, resolve_area
from bpjscli.model.boundaries import Boundaries
from bpjscli.model.facts import Area
from bpjscli.model.period import Period

LISTS: Final = Path(__file__).with_name("lists")
AREAS: Final = load().areas


def rows(name: str) -> list[dict[str, str]]:
    with (LISTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def meant(code: str) -> Area:
    return resolve_area(code, AREAS)


@pytest.mark.parametrize("scheme", ["kemendagri", "bps"])
def test_every_code_is_known_and_stays_with_its_place(scheme: str) -> None:
    """What a list calls Merauke is Merauke, whether its code was 91.01 or is 93.01."""
    lists = defaultdict(list)
    for row in rows(scheme):
        for year in row["lists"].split():
            lists[year].append(meant(f"{scheme}:{row['code']}").id)
    assert min(map(len, lists.values())) >= 547
    for year, places in lists.items():
        assert len(set(places)) == len(places), year
    assert max(map(len, lists.values())) == 38 + 514


def candidates(name: str) -> list[Area]:
    """The areas that a name may mean."""
    try:
        return [resolve_area(name, AREAS)]
    except AmbiguousAreaError as error:
        return error.candidates


# What a list prints for a regency or city without its kind, and the province goes by as well.
SHARED_WITH_THE_PROVINCE: Final = {"JAMBI", "BENGKULU", "YOGYAKARTA", "GORONTALO"}


@pytest.mark.parametrize("scheme", ["kemendagri", "bps"])
def test_every_name_is_that_of_its_code(scheme: str) -> None:
    alone = 0
    for row in rows(scheme):
        place = meant(f"{scheme}:{row['code']}")
        if row["name"] in SHARED_WITH_THE_PROVINCE and place.level in ("regency", "city"):
            assert resolve_area(row["name"], AREAS).id == place.parent
            continue
        found = candidates(row["name"])
        assert place in found, row
        assert len(found) == 1 or not re.match(r"(KAB|KOTA|PROV)", row["name"], re.IGNORECASE), row
        alone += len(found) == 1
    assert alone > 1000


@pytest.mark.parametrize("kind", ["Kab.", "Kabupaten", "KAB", "Pemkab", "Kota", "Pemkot", "Prov.", "Prop.", "Provinsi"])
def test_the_kind_may_stand_before_any_name_and_alias(kind: str) -> None:
    """It also tells homonyms apart: Kota Banjar, Kabupaten Banjar."""
    level = {"k": "regency", "p": "province"}[kind[0].lower()] if "ot" not in kind else "city"
    level = "regency" if kind == "Pemkab" else level
    asked = 0
    for area in AREAS.values():
        if area.level != level:
            continue
        bare = re.sub(r"^(Kabupaten|Kota)( Administrasi)? ", "", area.name.id)
        for name in (bare, *area.aliases):
            if not re.match(r"(Kabupaten|Kota|DI|Daerah) ", name) and name != "Mura":
                assert resolve_area(f"{kind} {name}", AREAS) is area, name
                asked += 1
    assert asked > (50 if level == "province" else 100)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Kanwil Sumbagut", "sumbagut"),
        ("Kantor Wilayah Jateng & DIY", "jateng-diy"),
        ("Kanwil Jateng dan DIY", "jateng-diy"),
        ("Kanwil Banten", "banten"),
        ("kanwil jatim", "jatim"),
        ("Wilayah Kalimantan", "kalimantan"),
        ("Sumbar Riau Kepri", "sumbarriau"),
    ],
)
def test_a_regional_office_is_what_it_serves(name: str, place: str) -> None:
    assert meant(name).id == place


@pytest.mark.parametrize("name", ["Kanwil", "Kanwil Bandung", "Wilayah", "Kantor Cabang Sumbagut"])
def test_what_is_no_regional_office_is_none(name: str) -> None:
    with pytest.raises(UnknownAreaError):
        resolve_area(name, AREAS)


@pytest.mark.parametrize(
    ("code", "candidates"),
    [("6102", ["mempawah", "bengkayang"]), ("94", ["papteng", "papua"]), ("91", ["papua", "pabar"])],
)
def test_digits_that_both_schemes_use_for_different_places_are_asked_back(code: str, candidates: list[str]) -> None:
    with pytest.raises(ValueError, match="the two code schemes use the same digits, so write") as caught:
        resolve_area(code, AREAS)
    for scheme, place in zip(("kemendagri", "bps"), candidates, strict=True):
        assert f'"{scheme}:{code}" for {AREAS[place].name.id}' in str(caught.value)
        assert meant(f"{scheme}:{code}").id == place


@pytest.mark.parametrize(
    ("code", "place"), [("6101", "sambas"), ("61", "kalbar"), ("6404", "kutai-timur"), ("61.02", "mempawah")]
)
def test_digits_of_one_place_are_enough(code: str, place: str) -> None:
    assert meant(code).id == place


# Where BPS counted otherwise than the laws say: administrative and assistant regencies as areas of their own before
# they were split, and rows that the crosswalk itself follows back to a neighbour.
COUNTED_EARLIER: Final = {"katingan", "gunung-mas", "murung-raya", "barito-timur"}
TRACED_OTHERWISE: Final = {
    "toba", "samosir", "tapanuli-tengah", "batu", "kota-malang", "lembata", "alor", "rote-ndao", "kota-kupang", "buton",
    "buton-utara", "halmahera-utara", "halmahera-selatan", "kepulauan-sula", "pulau-morotai", "pulau-taliabu",
}  # fmt: skip


def history() -> dict[str, dict[str, str]]:
    """By area, the code in each list of BPS from 1990 on."""
    years = sorted({change.partition(":")[0] for row in rows("bps-history") for change in row["codes"].split()})
    found: dict[str, dict[str, str]] = {}
    for row in rows("bps-history"):
        changes = dict(change.split(":") for change in row["codes"].split())
        code, codes = "", {}
        for year in years:
            code = codes[year] = changes.get(year, code)
        found[meant(f"bps:{row['code']}").id] = codes
    return found


def test_the_lists_of_bps_show_the_same_splits() -> None:
    """Whatever two areas shared a code are one area by `since` and `from`, and the other way round.

    A list may follow a law by a year, so that only those before it and well after it are held against it.
    """
    boundaries = Boundaries(AREAS)
    codes = history()
    assert len(codes) == 514
    lists = [year for year in next(iter(codes.values())) if year >= "2000"]
    for year in lists:
        day = date(int(year[:4]), 12 if year.endswith("H2") else 6, 30)
        period = Period(year, "day", day, day)
        for id_ in codes.keys() - COUNTED_EARLIER - TRACED_OTHERWISE:
            area = AREAS[id_]
            shared = {other for other in codes if other != id_ and codes[other][year] == codes[id_][year]}
            if boundaries.stands(area, period):
                younger = {o for o in shared if (since := AREAS[o].since) is None or since < day.replace(day.year - 1)}
                assert younger <= TRACED_OTHERWISE, (year, id_, younger)
            elif boundaries.stands(area, period) is False:
                assert shared, (year, id_)

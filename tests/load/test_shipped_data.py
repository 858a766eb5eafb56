"""The shipped fact base as TOML, before any of our own code has read it, and the cases made from it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli

from bpjscli.model.period import Period, parse_period

ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "tests" / "cases").glob("*.toml"))

SOURCE_KEYS = {
    *("id", "publisher", "title", "published", "speaker", "link", "language", "dateline", "accessed", "note"),
    *("defaults", "figures"),
}
FIGURE_KEYS = {
    *("area", "indicator", "period", "segment", "programme", "base", "printed", "value", "note", "locator"),
    *("accepted", "accepted_until", "superseded_by"),
}
DIMENSIONS = ("area", "indicator", "period", "segment", "programme", "base")
FIGURES_PER_SOURCE = {
    "bisniskalimantan-2021-12-02": 6,
    "kaltimfaktual-2023-05-24": 7,
    "tribunkaltara-2024-01-04": 3,
    "sp-2024-11-07": 14,
    "possindo-2025-03": 3,
    "prokalteng-2025-04-02": 5,
    "xcloud-2025-05-28": 2,
    "tribunkaltim-2025-06-18": 5,
    "faktakalbar-2025-08-27": 1,
    "grapena-2025-09-25": 1,
    "suaraborneo-2025-10-09": 4,
    "jurnalis-2025-12-24": 2,
    "antarakalsel-2025-h2": 5,
    "interaksi-2025-12": 9,
    "idntimes-2026-02-02": 20,
    "borneotrend-2026-02-03": 4,
    "faktakalbar-2026-02-12": 2,
    "banuatoday-2026-02": 1,
}
OTHER_REGIONS = {"soloaja-2025-11-13": 3, "antarabali-2025": 3, "antarasultra-2025-06": 7, "posbali-2023-12": 6}
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
LONGEST_NOTE = 100


def read(path: Path) -> dict[str, Any]:
    return tomli.loads(path.read_text(encoding="utf-8"))


VOCABULARY = read(ROOT / "data" / "vocabulary.toml")
BASE = read(ROOT / "data" / "figures.toml")

AREA_IDS = {a["id"] for a in read(ROOT / "data" / "areas.toml")["area"]}.union(
    *(own for own in read(ROOT / "data" / "regencies.toml").values())
)
SOURCES: list[dict[str, Any]] = BASE["source"]
FILES = [ROOT / "data" / "figures.toml", *CASES]


def in_full(source: dict[str, Any]) -> list[dict[str, Any]]:
    """The figures with the defaults of their source."""
    return [{**source.get("defaults", {}), **figure} for figure in source["figures"]]


def figure_of(source_id: str, indicator: str, **dimensions: str) -> str:
    """The one figure with exactly that segment and programme, as printed."""
    source = next(s for s in SOURCES if s["id"] == source_id)
    wanted = {"segment": None, "programme": None, "area": source["defaults"].get("area"), **dimensions}
    (found,) = (
        f["printed"]
        for f in in_full(source)
        if f["indicator"] == indicator and all(f.get(k) == v for k, v in wanted.items())
    )
    return str(found)


def number(printed: str) -> int:
    return int(printed.replace(".", ""))


def published(source: dict[str, Any]) -> Period:
    return parse_period(str(source["published"]))


def test_the_shipped_base_holds_each_figure() -> None:
    assert BASE.keys() == {"format", "source"}
    assert {s["id"]: len(s["figures"]) for s in SOURCES} == FIGURES_PER_SOURCE
    assert sum(FIGURES_PER_SOURCE.values()) == 94


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_keys_names_and_periods_are_known(path: Path) -> None:
    content = read(path)
    known = {
        "area": AREA_IDS | {a["id"] for a in content.get("area", ())},
        "indicator": {i["id"] for i in VOCABULARY["indicator"]},
        "segment": {t["id"] for t in VOCABULARY["segment"]},
        "programme": {t["id"] for t in VOCABULARY["programme"]},
    }
    assert content["format"] == 1
    for source in content["source"]:
        assert source.keys() <= SOURCE_KEYS
        assert {"id", "publisher", "published", "language", "figures"} <= source.keys()
        published(source)
        for figure in in_full(source):
            assert figure.keys() <= FIGURE_KEYS
            assert {"area", "indicator", "period"} <= figure.keys()
            assert ("printed" in figure) != ("value" in figure)
            parse_period(str(figure["period"]))
            for key in known.keys() & figure.keys():
                assert figure[key] in known[key], figure


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_no_figure_stands_twice_in_a_source(path: Path) -> None:
    for source in read(path)["source"]:
        keys = [tuple(str(f.get(k)) for k in DIMENSIONS) for f in in_full(source)]
        assert len(keys) == len(set(keys)), source["id"]


def test_areas_of_a_case_lie_below_a_shipped_one() -> None:
    own = {a["id"]: a for path in CASES for a in read(path).get("area", ())}
    assert {(a["id"], a["parent"], a["kemendagri"]) for a in own.values()} == {
        ("wonogiri", "jateng", "33.12"),
        ("kendari", "sultra", "74.71"),
    }
    assert all(a["parent"] in AREA_IDS for a in own.values())


def test_sources_stand_in_the_order_of_publication() -> None:
    assert [s["id"] for s in SOURCES] == [s["id"] for s in sorted(SOURCES, key=lambda s: published(s).sort_key)]


def test_a_source_is_named_for_its_publisher_and_date() -> None:
    for source in SOURCES:
        publisher = source["publisher"].replace(" ", "")
        assert source["id"] == f"{publisher}-{source['published']}".lower()


def test_titles_and_links() -> None:
    for source in SOURCES:
        assert source["title"]
        assert source["link"].startswith("https://") if source["id"] != "sp-2024-11-07" else "link" not in source
    links = [s["link"] for s in SOURCES if "link" in s]
    assert len(links) == len(set(links))


def test_nobody_copied_a_sentence() -> None:
    for source in SOURCES:
        for words in (source.get("note", ""), *(f.get("note", "") for f in source["figures"])):
            assert len(words) <= LONGEST_NOTE
            assert not re.search(r"\b(yang|dari|dengan|pekerja|sebesar)\b", words)


def test_the_weekday_of_a_dateline_fits_its_date() -> None:
    seen = 0
    for source in SOURCES:
        if "dateline" not in source:
            continue
        match = re.fullmatch(r"(\w+) \((\d{1,2})/(\d{1,2})(?:/(\d{4}))?\)", source["dateline"])
        assert match, source["dateline"]
        weekday, day, month, year = match.groups()
        when = date(int(year or published(source).year), int(month), int(day))
        assert WEEKDAYS[when.weekday()] == weekday, source["id"]
        assert when <= published(source).end
        seen += 1
    assert seen == 11


def test_printed_numbers_agree_where_the_articles_do() -> None:
    """Sums that hold in the articles themselves: a digit typed wrongly here would break them."""
    segments = [number(figure_of("sp-2024-11-07", "participants", segment=s)) for s in ("pu", "bpu", "jakon")]
    assert sum(segments) == 3_287_020
    workforce, participants, unregistered = (
        number(figure_of("borneotrend-2026-02-03", i)) for i in ("workforce", "participants", "unregistered")
    )
    assert workforce - participants == unregistered
    programmes = ("jkk", "jkm", "jht", "jp", "jkp")
    for source in ("idntimes-2026-02-02", "interaksi-2025-12"):
        assert sum(number(figure_of(source, "claims", programme=p)) for p in programmes) == 93_373
    covered, missing = (
        number(figure_of("possindo-2025-03", i).removeprefix("sekitar ")) for i in ("participants", "unregistered")
    )
    assert covered + missing == 1_009_250


def test_printed_numbers_that_contradict_each_other_stay_as_printed() -> None:
    assert figure_of("tribunkaltim-2025-06-18", "unregistered") == "sekitar 73.236"
    assert figure_of("interaksi-2025-12", "claims") == "93.468"
    assert figure_of("banuatoday-2026-02", "benefits", programme="jht") == "Rp766,8 miliar"
    assert figure_of("idntimes-2026-02-02", "benefits", programme="jht") == "Rp786,8 miliar"
    assert figure_of("antarakalsel-2025-h2", "gap_people") == "16.800"
    assert figure_of("bisniskalimantan-2021-12-02", "coverage", segment="bpu") == "6,07 persen"


def test_there_is_a_case_for_each_article() -> None:
    assert {path.stem for path in CASES} == FIGURES_PER_SOURCE.keys() | OTHER_REGIONS.keys()


@pytest.mark.parametrize("source", SOURCES, ids=lambda s: s["id"])
def test_a_case_equals_its_block_of_the_shipped_base(source: dict[str, Any]) -> None:
    assert read(ROOT / "tests" / "cases" / f"{source['id']}.toml") == {"format": 1, "source": [source]}


def test_other_regions_stay_out_of_the_shipped_base() -> None:
    for id_, figures in OTHER_REGIONS.items():
        (source,) = read(ROOT / "tests" / "cases" / f"{id_}.toml")["source"]
        assert (source["id"], len(source["figures"])) == (id_, figures)
        assert id_ not in FIGURES_PER_SOURCE

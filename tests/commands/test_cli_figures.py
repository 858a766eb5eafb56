"""`bpjs figures` and `bpjs sources`: the facts themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import answer, rows, run

DATA = Path(__file__).parents[2] / "data" / "figures.toml"

KEYS = {
    "id", "source", "area", "indicator", "period", "segment", "programme", "base", "printed", "value", "low", "high",
    "unit", "qualifier", "file", "line",
}  # fmt: skip


def test_a_row_has_every_key_of_the_contract() -> None:
    found = rows("figures")
    assert len(found) == DATA.read_text(encoding="utf-8").count("{ ") - DATA.read_text(encoding="utf-8").count("= { ")
    for row in found:
        assert row.keys() >= KEYS
        assert row["file"].endswith("data/figures.toml")


def test_a_row_names_the_line_that_holds_it() -> None:
    lines = DATA.read_text(encoding="utf-8").splitlines()
    for row in rows("figures"):
        assert f'"{row["printed"]}"' in lines[row["line"] - 1]


def test_readings_of_printed_numbers() -> None:
    found = {row["id"]: row for row in rows("figures", "--source", "idntimes-2026-02-02")}
    about = found["idntimes-2026-02-02/kalimantan/participants/2025"]
    assert (about["printed"], about["value"], about["qualifier"]) == ("sekitar 3,3 juta", "3300000", "about")
    assert (about["low"], about["high"]) == ("3200000", "3400000")
    more = found["idntimes-2026-02-02/kaltim/coverage/2025"]
    assert (more["low"], more["high"], more["qualifier"]) == ("50", None, "more-than")


def test_filters_narrow_together() -> None:
    found = rows("figures", "-a", "kalimantan", "-i", "claims", "-p", "2025", "--programme", "jkk")
    assert {row["source"] for row in found} == {"idntimes-2026-02-02", "interaksi-2025-12"}
    assert {row["printed"] for row in found} == {"7.435"}


@pytest.mark.parametrize(
    "filters",
    [
        ("--indicator", "achievement"),
        ("--programme", "jkp", "--area", "kalbar"),
        ("--segment", "pmi"),
        ("--period", "1999"),
        ("--as-of", "2000-01-01"),
    ],
    ids=" ".join,
)
def test_nothing_found_is_an_empty_table_and_a_sentence(filters: tuple[str, ...]) -> None:
    done = run("figures", *filters, "--format", "json", env={"BPJS_LANG": "en"})
    assert done.returncode == 0
    assert done.stderr == "bpjs: No figure matches.\n"
    assert '"rows": [],' in done.stdout


def test_an_area_of_which_the_base_has_nothing_is_said_to_be_so() -> None:
    done = run("figures", "--area", "papua", env={"BPJS_LANG": "en"})
    assert (done.returncode, done.stderr) == (
        0,
        "bpjs: Papua: this fact base has nothing about it; its figures are about Kalimantan. "
        "All of Indonesia: --data indonesia.\n",
    )


def test_sources_say_who_published_what_and_when() -> None:
    found = {row["id"]: row for row in rows("sources")}
    source = found["idntimes-2026-02-02"]
    assert source["publisher"] == "IDN Times"
    assert source["published"] == "2026-02-02"
    assert source["link"].startswith("https://kaltim.idntimes.com/")
    assert len(found) == 18


def test_singkawang_is_listed_as_printed() -> None:
    text = answer("figures", "--area", "singkawang")
    for printed in ("22,77 persen", "sekitar 16.684", "sekitar 73.236", "77,23 persen"):
        assert printed in text

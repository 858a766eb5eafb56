"""Real articles, each from its own fact base: what a careful reader finds in them, and what would be a false alarm."""

from __future__ import annotations

from pathlib import Path

import pytest

from bpjscli.checks.examine import examine
from bpjscli.checks.finding import Finding
from bpjscli.load.load import load
from bpjscli.measures.answers import Answers

CASES = Path(__file__).parent.parent / "cases"

# Article: what is found, as (code, severity, figures named, kind and reading of the first suggestion).
FOUND: dict[str, list[tuple[str, str, set[str], tuple[str, str] | None]]] = {
    "sp-2024-11-07": [("R301", "note", {"participants/2024"}, None)],
    "idntimes-2026-02-02": [("S601", "warning", {"claims/jp/2025", "claims/jkp/2025"}, None)],
    "tribunkaltim-2025-06-18": [
        (
            "C401",
            "error",
            {f"{name}/2025-06-18" for name in ("coverage", "participants", "unregistered", "uncovered")},
            ("relabel", "workforce"),
        )
    ],
    "borneotrend-2026-02-03": [],
    "interaksi-2025-12": [
        (
            "C402",
            "warning",
            {"claims/2025", *(f"claims/{programme}/2025" for programme in ("jkk", "jht", "jp", "jkp", "jkm"))},
            ("copied", "9.472"),
        ),
        ("S601", "warning", {"claims/jp/2025", "claims/jkp/2025"}, None),
    ],
    "banuatoday-2026-02": [],
    "tribunkaltara-2024-01-04": [],
    "kaltimfaktual-2023-05-24": [("R301", "note", {"workforce/2023-03"}, None)],
    "suaraborneo-2025-10-09": [],
    "jurnalis-2025-12-24": [],
    "faktakalbar-2025-08-27": [],
    "faktakalbar-2026-02-12": [],
    "possindo-2025-03": [],
    "antarakalsel-2025-h2": [
        ("C401", "error", {"workforce/2025-H2", "gap_points/2025-H2", "gap_people/2025-H2"}, None),
    ],
    "grapena-2025-09-25": [],
    "xcloud-2025-05-28": [],
    "posbali-2023-12": [("R302", "note", {"coverage/bpu/2023-11"}, None)],
    "soloaja-2025-11-13": [
        ("C401", "error", {"target_coverage/2025", "gap_points/2025-10-31"}, ("relabel", "uncovered")),
    ],
    "antarabali-2025": [
        (
            "C401",
            "error",
            {f"{name}/2025-03-31" for name in ("coverage", "participants", "workforce")},
            ("swap", "1.837.899"),
        )
    ],
}


def found_in(case: str) -> list[Finding]:
    return examine(Answers(load(CASES / f"{case}.toml")))


def names(finding: Finding) -> set[str]:
    return {figure.id.split("/", 2)[2] for figure in finding.figures}


@pytest.mark.parametrize("case", FOUND)
def test_finds_what_a_careful_reader_finds_and_nothing_else(case: str) -> None:
    findings = found_in(case)
    seen = [
        (f.code, f.severity, names(f), (f.suggestions[0].kind, f.suggestions[0].reading) if f.suggestions else None)
        for f in findings
    ]
    assert sorted(seen, key=str) == sorted(FOUND[case], key=str)


def test_every_case_is_held() -> None:
    others = {"antarasultra-2025-06", "bisniskalimantan-2021-12-02", "prokalteng-2025-04-02"}
    assert {path.stem for path in CASES.glob("*.toml")} == {*FOUND, *others}


def test_singkawang_would_leave_the_difference_unregistered() -> None:
    (finding,) = found_in("tribunkaltim-2025-06-18")
    left = {follows.indicator: follows.quantity for follows in finding.suggestions[0].follows}["unregistered"]
    assert left.interval.low is not None
    assert left.interval.high is not None
    assert left.interval.low <= 56552 <= left.interval.high
    assert left.interval.high - left.interval.low < 10


def test_banjar_says_what_would_follow() -> None:
    (finding,) = found_in("antarakalsel-2025-h2")
    assert finding.would[0].figure.indicator == "gap_people"
    assert finding.would[0].quantity.value == 6950
    assert finding.figures[0].indicator == "gap_people"


def test_kendari_blames_the_parts_once_for_everything() -> None:
    (finding,) = found_in("antarasultra-2025-06")
    assert finding.severity == "error"
    first = finding.suggestions[0]
    assert (first.kind, first.reading) == ("parts", "workforce")
    assert {f.segment for f in (first.figure, *(figure for figure, _ in first.others))} == {"pu", "bpu", "jakon"}


def test_bisnis_kalimantan_blames_only_the_own_account_workers() -> None:
    (finding,) = found_in("bisniskalimantan-2021-12-02")
    assert finding.severity == "error"
    assert {figure.segment for figure in finding.figures} == {"bpu"}


def test_prokalteng_is_a_warning_at_most_and_its_target_follows() -> None:
    findings = found_in("prokalteng-2025-04-02")
    assert {finding.severity for finding in findings} <= {"warning", "note"}


def test_interaksi_offers_either_of_the_equal_programmes() -> None:
    finding = next(f for f in found_in("interaksi-2025-12") if f.code == "C402")
    assert {s.figure.programme for s in finding.suggestions if s.kind == "copied"} == {"jp", "jkp"}


def test_the_shipped_base_across_its_sources() -> None:
    findings = examine(Answers(load()))
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    (odd,) = by_code["S603"]
    assert odd.figures[0].printed == "37 persen"
    (apart,) = by_code["D501"]
    assert {figure.printed for figure in apart.figures} == {"Rp786,8 miliar", "Rp766,8 miliar"}
    assert (apart.suggestions[0].kind, apart.suggestions[0].reading) == ("digit", "Rp766,8 miliar")
    cut = {finding.figures[0].printed for finding in by_code["D502"]}
    assert cut == {"7,9 juta", "sekitar 4,6 juta"}
    kalimantan = {f"idntimes-2026-02-02/kalimantan/{name}/2025" for name in ("coverage", "workforce", "participants")}
    grave = [f for f in findings if f.severity != "note" and kalimantan & {figure.id for figure in f.figures}]
    assert grave == []

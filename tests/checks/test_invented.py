"""Small bases with made-up numbers, each of a kind that once ended wrongly: what `bpjs check` says of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from asking import rows

from bpjscli.checks.examine import examine
from bpjscli.load.load import load
from bpjscli.measures.answers import Answers

INVENTED = Path(__file__).parent.parent / "cases" / "invented"

# Base: code and severity of each finding of family C.
FOUND = {
    "two-values": [("C401", "error")],
    "figure-silences-contradiction": [("C401", "error")],
    "half-year-above-year": [("C404", "warning")],
    "five-contradictions": [("C401", "error")] * 5,
    "five-contradictions-programmes": [("C401", "error")] * 5,
    "construction-in-parts": [],
    "true-region-alarm": [],
    "migrants-not-mentioned": [("C402", "note")],
    "period-forms-stock": [("C401", "error")],
    "period-forms-group": [("C401", "error")],
    "period-forms-growth": [("C401", "error")],
}


@pytest.mark.parametrize("name", FOUND)
def test_what_is_found(name: str) -> None:
    findings = examine(Answers(load(INVENTED / f"{name}.toml")), ["C"])
    assert [(finding.code, finding.severity) for finding in findings] == FOUND[name]


# Base: code and severity of every finding.
FOUND_OF_ALL_FAMILIES = {
    "tens": [],
    "old-high": [],
    "same-note-four-times": [("D502", "note")],
    "no-months": [("T701", "note")],
    "enrolled-at-once": [("S603", "note")],
    "bases-differ": [("T702", "note")],
}


@pytest.mark.parametrize("name", FOUND_OF_ALL_FAMILIES)
def test_what_is_found_in_all_families(name: str) -> None:
    findings = examine(Answers(load(INVENTED / f"{name}.toml")))
    assert [(finding.code, finding.severity) for finding in findings] == FOUND_OF_ALL_FAMILIES[name]


@pytest.mark.parametrize(
    ("enrolled", "workforce", "severity"),
    [("81.466 jiwa", "710.000", "note"), ("8.466 jiwa", "710.000", "warning"), ("8.466 jiwa", None, "note")],
)
def test_those_enrolled_at_once_must_be_enough(
    enrolled: str, workforce: str | None, severity: str, tmp_path: Path
) -> None:
    text = (INVENTED / "enrolled-at-once.toml").read_text(encoding="utf-8").replace("81.466 jiwa", enrolled)
    if workforce is not None:
        text += f"""
[[source]]
id = "survey"
published = 2025-02-01
figures = [{{ area = "makassar", period = 2024, indicator = "workforce", printed = "{workforce}" }}]
"""
    path = tmp_path / "figures.toml"
    path.write_text(text, encoding="utf-8")
    findings = examine(Answers(load(path)), ["S603"])
    assert [finding.severity for finding in findings] == [severity]


def test_a_number_printed_twice_of_one_segment_is_no_copy(tmp_path: Path) -> None:
    path = tmp_path / "figures.toml"
    path.write_text("""format = 1
[[source]]
id = "a"
published = 2026-01-10
defaults = { area = "kalbar", period = 2025, indicator = "participants", segment = "bpu" }
figures = [
  { printed = "29.123", locator = "title" },
  { printed = "29.123 orang", locator = "text" },
]
""")
    assert examine(Answers(load(path)), ["S601"]) == []
    path.write_text(path.read_text().replace('locator = "text"', 'segment = "pu"'))
    assert len(examine(Answers(load(path)), ["S601"])) == 1


def test_sources_with_one_number_disagree_once(tmp_path: Path) -> None:
    text = (INVENTED / "same-note-four-times.toml").read_text(encoding="utf-8").replace("62 persen", "40 persen")
    path = tmp_path / "figures.toml"
    path.write_text(text.replace("published = 2025\n", "published = 2025-12-01\n"), encoding="utf-8")
    (found,) = examine(Answers(load(path)), ["D5"])
    assert [figure.source.id for figure in found.figures] == ["a", "b", "cut"]


def told(name: str, *command: str) -> list[dict[str, Any]]:
    """The rows that a command gives of a base."""
    return rows(*command, "--data", str(INVENTED / f"{name}.toml"))


def bounds(quantity: dict[str, Any]) -> tuple[str | None, str | None, bool]:
    """The bounds of a quantity, and whether it is disputed."""
    return quantity["low"], quantity["high"], quantity.get("disputed", False)


def test_off_by_one_empties_no_answer() -> None:
    (row,) = told("off-by-one-empties-answers", "coverage")
    assert bounds(row["coverage"]) == ("16.588273", "16.58835", True)
    assert bounds(row["participants"]) == ("218340", "218340", True), "as printed"
    assert (row["participants"]["hull_low"], row["participants"]["hull_high"]) == ("218339", "218340")


def test_an_average_of_disputed_claims_is_at_most_what_the_fewest_leave() -> None:
    found = told("average-of-disputed", "benefits")
    assert bounds(found[-1]["average_benefit"])[1:] == ("11067709", True)
    assert found[-1]["average_benefit"]["qualifier"] == "at-most"


def test_a_disputed_target_is_told_and_so_is_the_printed_gap() -> None:
    (row,) = told("disputed-target-denied", "gap")
    assert (row["target"]["value"], row["target"]["disputed"]) == ("58.40", True)
    assert (row["gap_people"]["value"], row["gap_people"]["origin"], row["gap_people"]["disputed"]) == (
        "930000",
        "published",
        True,
    )


def test_a_printed_gap_is_taken_as_printed() -> None:
    (row,) = told("gap-ignores-printed", "gap")
    assert bounds(row["gap_people"]) == ("4312", "4312", False)
    assert (row["gap_points"]["value"], row["gap_points"]["origin"]) == ("1", "published")


def test_a_printed_gap_of_another_source_is_not_that_to_a_newer_coverage(tmp_path: Path) -> None:
    newer = """
[[source]]
id        = "b"
publisher = "B"
published = 2026-06-30
defaults  = { area = "blora", period = "2025-06" }
figures   = [{ indicator = "coverage", printed = "38,5 persen" }]
"""
    path = tmp_path / "figures.toml"
    text = (
        (INVENTED / "gap-ignores-printed.toml")
        .read_text(encoding="utf-8")
        .replace('"target_coverage", period = 2024', '"target_coverage", period = 2025')
    )
    path.write_text(text + newer, encoding="utf-8")
    (row,) = rows("gap", "--data", str(path))
    assert row["gap_points"]["origin"] == "derived"

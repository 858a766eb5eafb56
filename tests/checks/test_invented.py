"""Small bases with made-up numbers, each of a kind that once ended wrongly: what `bpjs check` says of them."""

from __future__ import annotations

from pathlib import Path

import pytest

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

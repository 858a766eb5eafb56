"""Findings for machines that annotate files: workflow commands of GitHub, and SARIF."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from samples import HOSTILE_TEXTS, empty, hostile

from bpjscli import __version__
from bpjscli.checks.examine import examine
from bpjscli.measures.answers import Answers
from bpjscli.render import render
from bpjscli.report.document import Data, Document
from bpjscli.report.views.check import check

ANYTHING = st.text(st.characters(exclude_categories=()))


def finding(**more: Data) -> dict[str, Data]:
    plain = {
        "code": "C401",
        "severity": "error",
        "title": "Figures contradict each other",
        "message": "cannot all be true",
        "figures": ["a/1", "a/2"],
        "file": "data/figures.toml",
        "line": 35,
        "suggestions": [],
        "accepted": None,
    }
    return plain | more


def of(*findings: dict[str, Data]) -> Document:
    return replace(empty(), findings=findings)


def sarif(*findings: dict[str, Data]) -> dict[str, Any]:
    (run,) = json.loads(render(of(*findings), "sarif"))["runs"]
    found: dict[str, Any] = run
    return found


def test_a_finding_annotates_its_line() -> None:
    assert render(of(finding()), "github") == (
        "::error file=data/figures.toml,line=35,title=C401 Figures contradict each other::cannot all be true\n"
    )


@pytest.mark.parametrize(("severity", "level"), [("error", "error"), ("warning", "warning"), ("note", "notice")])
def test_levels_of_github(severity: str, level: str) -> None:
    assert render(of(finding(severity=severity)), "github").startswith(f"::{level} ")


def test_what_has_no_place_has_none() -> None:
    text = render(of(finding(file=None, line=None, title="")), "github")
    assert text == "::error title=C401::cannot all be true\n"


def test_what_is_accepted_is_not_annotated() -> None:
    assert render(of(finding(accepted="known")), "github") == ""


def test_beyond_ten_of_a_level_findings_are_plain_lines_and_none_is_lost() -> None:
    text = render(of(*(finding(line=line) for line in range(1, 13)), finding(severity="note", line=13)), "github")
    lines = text.splitlines()
    assert [line.startswith("::") for line in lines] == [True] * 10 + [False] * 2 + [True]
    assert lines[10] == "data/figures.toml:11: error[C401]: cannot all be true"


def test_plain_lines_without_a_place() -> None:
    lines = render(of(*[finding(file=None)] * 11), "github").splitlines()
    assert lines[10] == "error[C401]: cannot all be true"


def test_what_separates_parts_of_a_command_is_encoded() -> None:
    text = render(of(finding(file="a,b:c%.toml", title="x,y: 5 %", message="50 %: a\n::error::b")), "github")
    assert text == "::error file=a%2Cb%3Ac%25.toml,line=35,title=C401 x%2Cy%3A 5 %25::50 %25: a ::error::b\n"


def test_windows_paths_are_paths() -> None:
    assert "file=data/figures.toml," in render(of(finding(file="data\\figures.toml")), "github")
    assert sarif(finding(file="data\\figures.toml"))["results"][0]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "data/figures.toml"},
        "region": {"startLine": 35},
    }


@given(ANYTHING, ANYTHING, ANYTHING)
def test_no_text_makes_a_command_of_its_own(message: str, title: str, file: str) -> None:
    hostile_one = finding(message=message, title=title, file=file)
    lines = render(of(*[hostile_one] * 11), "github").split("\n")
    assert lines.pop() == ""
    assert len(lines) == 11, "one line a finding"
    assert all(line.startswith("::error ") for line in lines[:10])
    assert not lines[10].startswith(("::", "##["))
    assert not any(ord(char) < 32 or 0x7F <= ord(char) <= 0x9F for line in lines for char in line)


@pytest.mark.parametrize("name", ["github", "sarif"])
def test_a_document_without_findings(name: str) -> None:
    text = render(empty(), name)
    assert text == "" if name == "github" else json.loads(text)["runs"][0]["results"] == []


def test_a_finding_of_which_little_is_known() -> None:
    assert render(of({}), "github") == "::notice::\n"
    (result,) = sarif({})["results"]
    assert result == {
        "ruleId": "bpjs",
        "ruleIndex": 0,
        "level": "note",
        "message": {"text": ""},
        "properties": {"figures": [], "suggestions": []},
    }
    assert "gnp.exe" in render(hostile(), "github")
    assert "gnp.exe" in render(hostile(), "sarif")


def test_a_sarif_file_has_its_version_and_its_tool() -> None:
    whole = json.loads(render(of(finding()), "sarif"))
    assert list(whole) == ["$schema", "version", "runs"]
    assert whole["version"] == "2.1.0"
    assert whole["runs"][0]["tool"]["driver"] == {
        "name": "bpjs",
        "version": __version__,
        "rules": [{"id": "C401", "shortDescription": {"text": "Figures contradict each other"}}],
    }


def test_a_finding_is_a_result() -> None:
    suggestion = {"kind": "swap", "bits": "7.0"}
    (result,) = sarif(finding(suggestions=[suggestion]))["results"]
    assert result == {
        "ruleId": "C401",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "cannot all be true"},
        "properties": {"figures": ["a/1", "a/2"], "suggestions": [suggestion]},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "data/figures.toml"},
                    "region": {"startLine": 35},
                }
            }
        ],
    }


def test_a_rule_is_named_once_and_results_point_to_it() -> None:
    run = sarif(finding(), finding(code="S601", title=""), finding())
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["C401", "S601"]
    assert run["tool"]["driver"]["rules"][1]["shortDescription"]["text"] == "S601"
    assert [result["ruleIndex"] for result in run["results"]] == [0, 1, 0]


def test_what_is_accepted_is_suppressed_with_its_reason() -> None:
    (result,) = sarif(finding(accepted="checked by telephone"))["results"]
    assert result["suppressions"] == [{"kind": "external", "justification": "checked by telephone"}]


def test_places_are_addresses() -> None:
    (result,) = sarif(finding(file="data/my figures é.toml", line=None))["results"]
    assert result["locations"] == [
        {"physicalLocation": {"artifactLocation": {"uri": "data/my%20figures%20%C3%A9.toml"}}}
    ]
    assert "locations" not in sarif(finding(file=None))["results"][0]


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("see [here](https://evil.example)", "see \\[here](https://evil.example)"),
        ("[a][b](1)", "[a]\\[b](1)"),
        ("kept [bps, 2024] (page 3)", "kept [bps, 2024] (page 3)"),
        ("right\u202eto left\nand on", "right\ufffdto left and on"),
    ],
)
def test_messages_are_plain_text(message: str, text: str) -> None:
    assert sarif(finding(message=message))["results"][0]["message"]["text"] == text


@given(ANYTHING)
def test_any_text_makes_a_valid_file(text: str) -> None:
    written = render(of(finding(message=text, title=text, code=text, file="x", accepted=text)), "sarif")
    assert written.isascii()
    assert json.loads(written)["runs"][0]["results"][0]["properties"]["figures"] == ["a/1", "a/2"]


def test_hostile_texts() -> None:
    findings = [finding(message=text, title=text, severity=text) for text in HOSTILE_TEXTS]
    assert {result["level"] for result in sarif(*findings)["results"]} == {"note"}
    assert render(of(*findings), "github").count("\n") == len(HOSTILE_TEXTS)


def test_the_findings_of_the_shipped_base(shipped: Answers) -> None:
    document = check(shipped, "en", examine(shipped))
    results = json.loads(render(document, "sarif"))["runs"][0]["results"]
    assert len(results) == len(document.findings) > 5
    assert all(result["locations"][0]["physicalLocation"]["region"]["startLine"] > 1 for result in results)
    text = render(document, "github")
    assert text.count("\n") == sum(one.get("accepted") is None for one in document.findings)

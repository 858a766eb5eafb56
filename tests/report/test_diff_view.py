"""What changed between two bases, in words and for machines."""

from __future__ import annotations

import pytest
from conftest import Ask
from shown import paragraphs, rows, shown

from bpjscli.measures.answers import Answers
from bpjscli.render import FORMATS, Options, render
from bpjscli.report.document import Document
from bpjscli.report.views.diff import diff
from bpjscli.shipped import find_template_folder

COVERAGE = '{ area = "kalbar", indicator = "coverage", printed = "27%" }'
OTHERS = """
{ area = "kalteng", indicator = "coverage", printed = "30%" }
{ area = "kalsel", indicator = "coverage", printed = "about 42%" }
"""
WRONG = """
{ area = "kalbar", indicator = "participants", printed = "812,345" }
{ area = "kalbar", indicator = "workforce", printed = "2,381,430" }
"""


def compared(old: Answers, new: Answers) -> Document:
    return diff(old, new, "en", title="What changed")


def test_nothing_changed(shipped: Answers) -> None:
    document = compared(shipped, shipped)
    assert paragraphs(document) == ["Nothing changed."]
    assert (document.tables(), document.findings, document.rows_of) == ([], (), None)


def test_figures_that_came_went_and_changed(ask: Ask) -> None:
    old = ask(f'{COVERAGE}\n{{ area = "kaltim", indicator = "employers", value = 7 }}')
    document = compared(old, ask(COVERAGE.replace('"27%"', '"28.5%"') + OTHERS))
    assert paragraphs(document, "lead") == [
        "2 figures added, 1 figure removed, 1 figure changed, 7 results moved, 3 ranks moved."
    ]
    assert shown(document, "figures") == [
        ["changed", "West Kalimantan", "Coverage", "2025", "27%", "28.5%", "26.5–27.5 %", "28.45–28.55 %"],
        ["added", "Central Kalimantan", "Coverage", "2025", "", "30%", "", "29.5–30.5 %"],
        ["added", "South Kalimantan", "Coverage", "2025", "", "about 42%", "", "41.0–43.0 %"],
        ["removed", "East Kalimantan", "Employers", "2025", "7", "", "7", ""],
    ]
    assert rows(document, "figures")[0] == {
        "change": "changed",
        "id": "a/kalbar/coverage/2025",
        "source": "a",
        "area": "kalbar",
        "name": "West Kalimantan",
        "indicator": "coverage",
        "label": "Coverage",
        "segment": None,
        "programme": None,
        "of": None,
        "period": "2025",
        "printed_before": "27%",
        "printed": "28.5%",
        "read_before": "26.5–27.5 %",
        "read": "28.45–28.55 %",
    }


def test_of_a_segment_or_a_programme(ask: Ask) -> None:
    new = '{ area = "kalbar", indicator = "participants", segment = "pu", printed = "812,345" }'
    document = compared(ask(COVERAGE), ask(f"{COVERAGE}\n{new}"))
    assert shown(document, "figures") == [
        ["added", "West Kalimantan", "Participants", "wage earners", "2025", "812,345", "812,345"]
    ]
    (result,) = [row for row in rows(document, "results") if row["segment"] == "pu"]
    assert (result["before"], result["after"]["value"], result["of"]) == (None, "812345", "wage earners")


def test_results_and_ranks(ask: Ask) -> None:
    old = ask(COVERAGE + OTHERS)
    document = compared(old, ask(COVERAGE.replace("27%", "35%") + OTHERS))
    results = shown(document, "results")
    assert ["West Kalimantan", "Coverage", "27 %", "35 %"] in results
    assert shown(document, "ranks") == [
        ["Kalimantan", "West Kalimantan", "3", "2"],
        ["Kalimantan", "Central Kalimantan", "2", "3"],
    ]
    assert rows(document, "ranks")[0] == {
        "region": "kalimantan",
        "within": "Kalimantan",
        "area": "kalbar",
        "name": "West Kalimantan",
        "segment": None,
        "of": None,
        "rank_low_before": 3,
        "rank_high_before": 3,
        "before": "3",
        "rank_low": 2,
        "rank_high": 2,
        "after": "2",
    }


def test_a_rank_that_is_new(ask: Ask) -> None:
    document = compared(ask(COVERAGE), ask(COVERAGE + OTHERS))
    assert [row[-2:] for row in shown(document, "ranks")] == [["–", "3"], ["–", "2"], ["–", "1"]]


def test_an_answer_for_another_period_says_so(ask: Ask) -> None:
    later = COVERAGE.replace(" }", ", period = 2026 }").replace("27%", "29%")
    document = compared(ask(COVERAGE), ask(f"{COVERAGE}\n{later}"))
    assert ["West Kalimantan", "Coverage", "27 % (2025)", "29 % (2026)"] in shown(document, "results")
    derived = next(row for row in shown(document, "results") if row[1] == "Not covered")
    assert derived[2:] == ["73 % (72.5–73.5 %; 2025)", "71 % (70.5–71.5 %; 2026)"]


def test_findings_that_appeared_and_went_away(ask: Ask) -> None:
    right, wrong = ask(COVERAGE), ask(COVERAGE + WRONG)
    document = compared(right, wrong)
    ((code, severity, place, message),) = shown(document, "appeared")
    assert (code, severity) == ("C401", "error")
    assert place.endswith("figures.toml:8")
    assert "cannot all be true" in message
    (finding,) = document.findings
    assert (finding["code"], finding["change"]) == ("C401", "appeared")
    back = compared(wrong, right)
    assert [row[0] for row in shown(back, "gone")] == ["C401"]
    assert [finding["change"] for finding in back.findings] == ["gone"]


def test_a_finding_stays_the_same_wherever_its_lines_are(ask: Ask) -> None:
    document = compared(ask(COVERAGE + WRONG), ask(f"\n{WRONG}\n{COVERAGE}"))
    assert document.findings == ()


def test_a_finding_that_is_accepted_now(ask: Ask) -> None:
    accepted = WRONG.replace('2,381,430" }', '2,381,430", accepted = "the source was asked" }')
    document = compared(ask(COVERAGE + WRONG), ask(COVERAGE + accepted))
    assert [row[1] for row in shown(document, "appeared")] == ["accepted"]
    assert [row[1] for row in shown(document, "gone")] == ["error"]


def test_sources_that_changed(ask: Ask) -> None:
    text = '[[source]]\nid = "{}"\npublished = 2026-02-01\ntitle = "{}"\n'
    document = compared(
        ask(text.format("a", "T") + text.format("b", "U")), ask(text.format("a", "V") + text.format("c", "W"))
    )
    assert shown(document, "sources") == [
        ["changed", "a", "", "1 February 2026", "V"],
        ["added", "c", "", "1 February 2026", "W"],
        ["removed", "b", "", "1 February 2026", "U"],
    ]
    assert paragraphs(document) == ["1 source added, 1 source removed, 1 source changed."]
    assert document.rows_of is None


def test_an_area_and_an_indicator_that_are_gone(ask: Ask) -> None:
    own = """
        [[area]]
        id = "wonogiri"
        name = { id = "Kabupaten Wonogiri", en = "Wonogiri Regency" }
        level = "regency"
        parent = "jateng"
        [[indicator]]
        id = "complaints"
        name = { id = "keluhan", en = "complaints" }
        unit = "count"
        kind = "flow"
        [[source]]
        id = "a"
        published = 2026-02-01
        figures = [{ area = "wonogiri", period = 2025, indicator = "complaints", printed = "7" }]
    """
    document = compared(ask(own), ask('[[source]]\nid = "a"\npublished = 2026-02-01\n'))
    assert shown(document, "figures") == [["removed", "Wonogiri Regency", "Complaints", "2025", "7", "", "7", ""]]
    assert shown(document, "results") == [["Wonogiri Regency", "Complaints", "7", "–"]]


@pytest.mark.parametrize("format_name", ["table", "plain", "md", "html", "csv", "tsv", "json"])
def test_every_format_shows_it(ask: Ask, format_name: str) -> None:
    assert format_name in FORMATS
    document = compared(ask(COVERAGE), ask(COVERAGE.replace("27%", "28.5%") + OTHERS + WRONG))
    text = render(document, format_name, Options(width=100, templates=find_template_folder()))
    assert "28.5" in text
    assert "812,345" in text or "812345" in text


def test_in_indonesian(ask: Ask) -> None:
    document = diff(ask(COVERAGE), ask(COVERAGE.replace("27%", "28.5%")), "id", title="Perubahan")
    assert shown(document, "figures")[0][-2:] == ["26,5–27,5 %", "28,45–28,55 %"]


def test_what_merely_has_another_range_is_a_sentence(ask: Ask) -> None:
    document = compared(ask(COVERAGE), ask(COVERAGE.replace("27%", "about 27%")))
    assert paragraphs(document, "lead") == ["1 figure changed. 2 results did not move and have another range."]
    assert {table.id for table in document.tables()} == {"figures", "ranges"}
    assert {row["kind"] for row in rows(document, "ranges")} == {"range"}
    text = render(document, "plain", Options())
    assert text.count("about 27%") == 1
    assert "Latest results" not in text


def test_a_renamed_source_is_named_with_both_ids_and_its_findings_stay(ask: Ask) -> None:
    head = '[[source]]\nid = "NAME"\ntitle = "One"\npublished = 2026-02-01\nlanguage = "en"\n'
    figures = ", ".join(WRONG.strip().splitlines())
    text = f"{head}defaults = {{ period = 2025 }}\nfigures = [{COVERAGE}, {figures}]\n"
    document = compared(ask(text.replace("NAME", "a")), ask(text.replace("NAME", "b")))
    assert paragraphs(document, "lead") == ["1 source renamed."]
    assert (document.findings, [table.id for table in document.tables()]) == ((), ["sources"])
    assert "before: a" in render(document, "plain", Options())

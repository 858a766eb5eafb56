"""`bpjs report` as a document."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from shown import paragraphs, reasons, rows, shown, table

from bpjscli.checks.examine import examine
from bpjscli.checks.finding import Finding, Message
from bpjscli.measures.answers import Answers
from bpjscli.model.period import parse_period
from bpjscli.report.document import Document, Paragraph, Table
from bpjscli.report.views.report import SECTIONS, report

Ask = Callable[..., Answers]


def texts(document: Document, section: str) -> list[str]:
    """What a section says: its paragraphs, and of its tables the sentence that stands for an empty one."""
    blocks = next(s.blocks for s in document.sections if s.id == section)
    found = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(block.text)
        elif isinstance(block, Table) and not block.rows:
            found.append(block.empty)
    return found


@pytest.fixture(scope="module")
def kalimantan(shipped: Answers) -> Document:
    return report(shipped, "en", findings=examine(shipped))


def test_the_group_with_most_figures_by_default(kalimantan: Document) -> None:
    assert kalimantan.title == "Social insurance of workers: Kalimantan"
    first, *others = SECTIONS
    assert [section.id for section in kalimantan.sections] == [first, "trust", *others]
    assert [section.id for section in kalimantan.sections if section.appendix] == ["quality", "sources"]
    assert [section.title for section in kalimantan.sections][1:4] == [
        "What cannot be trusted",
        "East Kalimantan leads, West Kalimantan trails",
        "58 points to the target for 2026",
    ]
    assert kalimantan.rows_of == "headline"


def test_headline_in_a_sentence_and_three_numbers(kalimantan: Document) -> None:
    assert paragraphs(kalimantan, "point")[0].startswith("Kalimantan: 41.30 % of the workers were covered in 2025.")
    assert shown(kalimantan, "headline") == [
        ["Coverage", "41.30 %", "2025"],
        ["Participants", "3,302,762", "2025"],
        ["Unregistered", "4,694,064", "2025"],
    ]
    assert [row["number"] for row in rows(kalimantan, "headline")] == ["coverage", "participants", "unregistered"]


def test_every_table_once(kalimantan: Document) -> None:
    ids = [table.id for table in kalimantan.tables()]
    assert ids == [
        "headline",
        "ranking",
        "gap",
        "segments",
        "benefits",
        "totals",
        "trend",
        "trends",
        "quality",
        "sources",
    ]


def test_provinces_ranked(kalimantan: Document) -> None:
    assert [row[0] for row in shown(kalimantan, "ranking")] == ["1", "2", "3–4", "3–4", "5"]


def test_gap_with_the_pace_and_the_next_target_of_each_province(kalimantan: Document) -> None:
    assert [row["area"] for row in rows(kalimantan, "gap")] == ["kalimantan", "kalbar", "kalteng", "kalsel"]
    assert any("the present pace is" in text for text in texts(kalimantan, "gap"))


def test_participants_by_segment(kalimantan: Document) -> None:
    assert shown(kalimantan, "segments") == [
        ["Wage earners", "1,953,661", "≈ 59.44 %"],
        ["Own-account workers", "889,957", "≈ 27.07 %"],
        ["Construction", "443,402", "≈ 13.49 %"],
        ["All segments", "3,287,020", ""],
    ]
    assert {row["period"] for row in rows(kalimantan, "segments")} == {"2024"}


def test_segments_with_their_workforce_where_it_is_known(shipped: Answers) -> None:
    document = report(shipped, "en", "kalimantan", parse_period("2021-10"), sections=["segments"])
    first, second, third, total = shown(document, "segments")
    assert first == ["Wage earners", "1.41 million", "≈ 89 %", "2.70 million", "52.21 %"]
    assert table(document, "segments").rows[0][5].marks == ("disputed", "derived")
    assert table(document, "segments").rows[1][4].marks == ("disputed",)
    assert third == ["Construction", "–", "–", "–", "–"]
    assert [second[0], total[0]] == ["Own-account workers", "All segments"]
    assert "Not in this fact base for this period; the latest is 443,402 for 2024" in reasons(document)


def test_sums_of_segments_say_so(ask: Ask) -> None:
    answers = ask(
        """{ indicator = "participants", segment = "pu", value = 30 }
        { indicator = "participants", segment = "pmi", value = 10 }"""
    )
    document = report(answers, "en", sections=["segments"])
    assert shown(document, "segments") == [
        ["Wage earners", "30", "75.00 %"],
        ["Migrant workers", "10", "25.00 %"],
        ["All segments", "40", ""],
    ]
    assert texts(document, "segments")[-1].startswith("The whole of participants is not in this fact base")


def test_data_quality_is_what_the_checks_found(kalimantan: Document) -> None:
    codes = [row["code"] for row in rows(kalimantan, "quality")]
    assert codes.count("C401") == 3
    assert codes == [finding["code"] for finding in kalimantan.findings]
    assert texts(kalimantan, "quality")[0].startswith("3 errors, ")
    message = next(row["message"] for row in rows(kalimantan, "quality") if "73.236" in row["message"])
    assert "Perhaps “sekitar 73.236” is really another quantity: workforce (" in message


def test_data_quality_is_about_the_area_alone(shipped: Answers) -> None:
    document = report(shipped, "en", "singkawang", findings=examine(shipped), sections=["quality"])
    assert [row["code"] for row in rows(document, "quality")] == ["C401"]
    assert [note.id for note in document.notes] == ["tribunkaltim-2025-06-18"]


def test_an_accepted_finding_is_shown_as_such(shipped: Answers) -> None:
    figure = shipped.base.select("coverage", areas=["sambas"])[0]
    finding = Finding("S602", "warning", Message("A remark."), (figure,), accepted="known")
    document = report(shipped, "en", "sambas", findings=[finding], sections=["quality"])
    assert shown(document, "quality") == [["S602", "accepted", "A remark. Accepted: known"]]


def test_without_an_examination_the_report_says_so(shipped: Answers) -> None:
    document = report(shipped, "en", sections=["quality"])
    assert texts(document, "quality") == ["The figures were not examined."]


def test_sources_are_those_that_were_named(kalimantan: Document) -> None:
    cited = {row["id"] for row in rows(kalimantan, "sources")}
    assert {"idntimes-2026-02-02", "borneotrend-2026-02-03", "tribunkaltim-2025-06-18"} <= cited
    assert "posbali-2023-12" not in cited
    assert [text.split(":")[0] for text in texts(kalimantan, "sources")] == [
        "Reading",
        "Deriving",
        "Contradictions",
        "Choice",
        "Comparison",
    ]


def test_a_province(shipped: Answers) -> None:
    document = report(shipped, "en", "kalbar")
    assert shown(document, "headline") == [
        ["Coverage", "27 %", "2025"],
        ["Points below Kalimantan", "14 (13.0–15.0)", "2025"],
        ["Points to the target", "34 (33.2–34.4)", "31 December 2026"],
    ]
    assert [row["area"] for row in rows(document, "parts")] == ["sambas", "pontianak", "singkawang"]
    assert [row["area"] for row in rows(document, "gap")] == ["kalbar"] * 3 + ["pontianak"]


def test_a_city_with_a_disputed_figure(shipped: Answers) -> None:
    document = report(shipped, "en", "singkawang")
    assert "That figure is disputed: it contradicts others of its source." in paragraphs(document, "point")[0]
    assert paragraphs(document, "point")[0].endswith("Whichever of them is wrong, it is 22.765–22.775 %.")
    assert [cell.marks for cell in (row[3] for row in table(document, "headline").rows)] == [("disputed",)] * 3


def test_headcounts_that_nobody_published_make_up_the_numbers(ask: Ask) -> None:
    document = report(ask('{ indicator = "coverage", value = 40 }'), "en", sections=["headline"])
    assert [row[:2] for row in shown(document, "headline")] == [
        ["Coverage", "40 %"],
        ["Participants", "–"],
        ["Unregistered", "–"],
    ]
    assert len(reasons(document)) == 1


def test_an_area_without_data_says_so_in_a_line_a_section(shipped: Answers) -> None:
    document = report(shipped, "en", "bali", findings=examine(shipped))
    found = {section.id: texts(document, section.id) for section in document.sections}
    assert [len(found[id_]) for id_ in SECTIONS] == [1] * 8
    assert found["headline"] == [
        "Bali: this fact base has nothing about it; its figures are about Kalimantan. "
        "All of Indonesia: --data indonesia."
    ]
    assert found["segments"] == ["Bali: participants by segment are not in this fact base."]
    assert found["quality"] == ["There are no figures to examine."]
    assert [table.empty for table in document.tables() if table.id in ("ranking", "gap")] == [
        "Bali: coverage of areas beside or within it is not in this fact base.",
        "Bali: a target to hold its coverage against is not in this fact base.",
    ]
    assert found["sources"] == ["This report rests on no publication."]
    assert "trust" not in found
    assert document.rows_of is None


def test_the_country(shipped: Answers) -> None:
    document = report(shipped, "en", "indonesia", sections=["ranking", "gap"])
    assert len(rows(document, "ranking")) == 5
    assert [section.id for section in document.sections] == ["ranking", "gap"]


def test_a_gap_of_another_period_is_left_out(shipped: Answers) -> None:
    document = report(shipped, "en", "kalimantan", parse_period("2024"), sections=["headline", "gap"])
    assert [row["area"] for row in rows(document, "gap")] == ["kalteng"], "which is of 2024"
    assert shown(document, "headline")[0] == ["Coverage", "45.34 %", "2024"]


def test_a_period_ends_the_trend_and_what_is_said_about_the_figures(shipped: Answers) -> None:
    def told(period: str) -> tuple[list[str], list[str]]:
        wanted = parse_period(period)
        document = report(shipped, "en", "kalimantan", wanted, sections=["trend", "quality"], findings=examine(shipped))
        return [row[0] for row in shown(document, "trend")], sorted({f["code"] for f in document.findings})

    assert told("2024") == (["31 December 2023", "2024"], ["C401", "C402", "R301", "S608", "T701"])
    assert told("2023") == (["31 December 2023"], ["C401", "R301", "T701"])
    assert told("2022") == ([], ["C401"])


def test_a_base_without_figures(ask: Ask) -> None:
    document = report(ask('[[source]]\nid = "a"\nfigures = []'), "en")
    assert paragraphs(document) == ["The fact base has no figures."]
    assert document.rows_of is None

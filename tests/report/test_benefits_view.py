"""`bpjs benefits` as a document."""

from __future__ import annotations

from collections.abc import Callable

from shown import paragraphs, reasons, rows, shown, table

from bpjscli.measures.answers import Answers
from bpjscli.model.period import parse_period
from bpjscli.report.views.benefits import benefits

Ask = Callable[..., Answers]


def test_kalimantan_for_people(shipped: Answers) -> None:
    document = benefits(shipped, "id", "kalimantan")
    first, *_, jkp, total = shown(document, "benefits")
    assert first == ["Jaminan Kecelakaan Kerja", "7.435", "≈ 7,96 %", "Rp70,2 miliar", "≈ 7,00 %", "≈ Rp9,44 juta"]
    assert jkp == ["Jaminan Kehilangan Pekerjaan", "9.377", "≈ 10,04 %", "Rp20 miliar", "≈ 2,0 %", "≈ Rp2,1 juta"]
    assert total[1:] == ["93.373", "", "≈ Rp1,003 triliun", "", "≈ Rp10,74 juta"]
    note = next(note for note in document.notes if note.id == "idntimes-2026-02-02")
    assert note.text.startswith("IDN Times")


def test_benefits_against_contributions(shipped: Answers) -> None:
    found = {row["period"]: row for row in rows(benefits(shipped, "en", "kalimantan"), "totals")}
    ratio = found["2024"]["benefits_ratio"]
    assert (ratio["value"], ratio["unit"], ratio["origin"]) == ("67.849974", "percent", "derived")
    assert ratio["figures"] == ["sp-2024-11-07/kalimantan/benefits/2024", "sp-2024-11-07/kalimantan/contributions/2024"]
    assert found["2024"]["average_benefit"]["value"] == "11784336"
    assert found["2025"]["benefits_ratio"] is None


def test_rows_for_machines(shipped: Answers) -> None:
    found = rows(benefits(shipped, "en", "kalimantan"), "benefits")
    assert [row["programme"] for row in found] == ["jkk", "jkm", "jht", "jp", "jkp", None]
    assert {(row["area"], row["period"]) for row in found} == {("kalimantan", "2025")}
    assert found[2]["benefits_share"]["value"] == "78.5"
    assert found[5]["claims"]["value"] == "93373"


def test_nothing_published_is_one_line(shipped: Answers) -> None:
    document = benefits(shipped, "en", "bali")
    assert (table(document, "benefits").rows, len(document.tables())) == ((), 1)
    assert (
        table(document, "benefits").empty
        == "Bali: this fact base has nothing about it; its figures are about Kalimantan. "
        "All of Indonesia: --data indonesia."
    )
    assert paragraphs(document) == []


def test_another_period_may_have_only_totals(shipped: Answers) -> None:
    document = benefits(shipped, "en", "kalimantan", parse_period("2024"))
    assert table(document, "benefits").rows == ()
    assert len(table(document, "totals").rows) == 1


def test_what_is_missing_says_why(ask: Ask) -> None:
    document = benefits(
        ask(
            """{ indicator = "claims", programme = "jkk", value = 30 }
            { indicator = "claims", programme = "jkm", value = 10 }
            { indicator = "claims", programme = "jp", period = 2024, value = 7 }"""
        ),
        "en",
        "kalimantan",
    )
    assert [row[1] for row in shown(document, "benefits")] == ["30", "10", "–", "–", "–", "40"]
    assert paragraphs(document)[-1] == (
        "The whole of claims is not in this fact base: it is the sum of the parts shown, and so are shares."
    )
    assert reasons(document) == [
        "Not in this fact base, nor are the figures it would follow from",
        "A share needs a part and its whole",
        "An average needs claims and benefits for the same period",
        "Not in this fact base for this period; the latest is 7 for 2024",
        "Not in this fact base, and there is nothing to add up",
    ]


def test_disputed_figures_are_marked_and_so_are_their_shares(ask: Ask) -> None:
    document = benefits(
        ask(
            "\n".join(
                f'{{ indicator = "claims", programme = "{programme}", value = 10 }}'
                for programme in ("jkk", "jkm", "jht", "jp", "jkp")
            )
            + '\n{ indicator = "claims", value = 60 }'
        ),
        "en",
        "kalimantan",
    )
    cells = [row[4] for row in table(document, "benefits").rows]
    assert [(cell.text, cell.marks) for cell in cells] == [("10", ("disputed",))] * 5 + [("60", ("disputed",))]
    shares = [row[5] for row in table(document, "benefits").rows[:5]]
    assert [cell.marks for cell in shares] == [("disputed", "derived")] * 5

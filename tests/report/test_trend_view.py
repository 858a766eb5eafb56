"""`bpjs trend` as a document."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from shown import paragraphs, reasons, rows, shown, table

from bpjscli.measures.answers import Answers, Key
from bpjscli.report.document import Document
from bpjscli.report.views.trend import trend

Ask = Callable[..., Answers]


def remarks(document: Document) -> list[str]:
    """What is said below the table: all but the main points."""
    return [text for style in ("warning", "normal", "small") for text in paragraphs(document, style)]


def test_kalimantan_for_people(shipped: Answers) -> None:
    document = trend(shipped, "en", Key("coverage", "kalimantan"))
    assert document.title == "Trend: coverage, Kalimantan"
    assert shown(document, "trend") == [
        ["31 December 2023", "46.33 %", "–", "–", "–", "≈ 31.3 %", "–"],
        ["2024", "45.34 %", "≈ −0.99", "≈ +13", "≈ −14", "≈ 41.10 %", "no"],
        ["2025", "41.30 %", "≈ −4.04", "≈ +0.21", "≈ −4.25", "≈ 41.30 %", "no"],
    ]
    assert [c.title for c in table(document, "trend").columns if c.shown][-2:] == [
        "On the workforce of 2025",
        "Comparable",
    ]
    first, second = paragraphs(document, "warning")
    assert first.startswith("31 December 2023 → 2024: not comparable.")
    assert second == (
        "2024 → 2025: not comparable. The workforce went from 7.249 million to 7,996,826 (+10.31 %) in 13 months; "
        "±4.3 % is plausible. Coverage changed by −4.04 (−4.05 to −4.03) points: +0.21 (0.20–0.21) from participants, "
        "−4.25 (−4.26 to −4.24) from the workforce."
    )
    assert paragraphs(document, "normal") == [
        "Coverage on the workforce of 2025 (7,996,826) would have been: 31 December 2023: 31.3 %; 2024: 41.10 %."
    ]
    assert reasons(document) == ["The series begins here"]


def test_kalimantan_for_machines(shipped: Answers) -> None:
    first, _, last = rows(trend(shipped, "en", Key("coverage", "kalimantan")), "trend")
    assert (first["verdict"], first["change"], first["compared_with"], first["months"]) == (None, None, None, None)
    assert (last["area"], last["indicator"], last["period"], last["segment"]) == (
        "kalimantan",
        "coverage",
        "2025",
        None,
    )
    assert (last["verdict"], last["reason_code"], last["compared_with"]) == (
        "not-comparable",
        "workforce-moved",
        "2024",
    )
    assert last["months"] == 13
    assert last["reason"].startswith("The workforce went from 7.249 million")
    assert last["quantity"]["value"] == "41.30"
    assert (last["participants"]["value"], last["workforce"]["value"]) == ("3302762", "7996826")
    assert (last["allowed_growth"], last["workforce_growth"]["value"]) == ("4.33", "10.31")
    assert last["agreeing"] == ["interaksi-2025-12 2025-12-01"]
    effects = [Decimal(last[key]["value"]) for key in ("participants_effect", "denominator_effect")]
    assert Decimal(last["change"]["value"]) == Decimal("-4.04")
    assert sum(effects, Decimal(0)).quantize(Decimal("0.01")) == Decimal("-4.04")


def test_unknown_denominators_are_said_once(shipped: Answers) -> None:
    document = trend(shipped, "en", Key("coverage", "kalbar"))
    assert [row[-1] for row in shown(document, "trend")] == ["–", *["cannot be told"] * 4]
    assert [c.key for c in table(document, "trend").columns if c.shown] == ["period", "quantity", "change", "verdict"]
    assert remarks(document) == [
        "March 2023 → 9 October 2025; 9 October 2025 → 1 December 2025; 1 December 2025 → 24 December 2025; "
        "24 December 2025 → 2025: whether they are comparable cannot be told. The workforce is not known at both ends, "
        "nor figures it would follow from."
    ]


def test_a_disputed_point_is_marked_and_so_is_its_change(shipped: Answers) -> None:
    document = trend(shipped, "en", Key("coverage", "kalteng"))
    disputed = table(document, "trend").rows[1]
    assert any("disputed" in cell.marks for cell in disputed)
    assert shown(document, "trend")[1] == ["2024", "45.44 %", "≈ −7.50", "≈ 46.23 %", "cannot be told"]
    assert ("disputed", "derived") in [cell.marks for cell in disputed]


def test_an_end_that_counts_with_more_digits_says_so(shipped: Answers) -> None:
    document = trend(shipped, "en", Key("participants", "kalimantan"))
    assert shown(document, "trend")[-1] == ["2025", "3,302,762", "+15,742", "+0.44 % (0.44–0.45 %)", "yes"]
    texts = [note.text for note in document.notes if note.id.startswith("narrowed-sp")]
    assert texts == ["3.2 million for 2024 counts as 3,287,020, which the other figures of its source leave of it"]


def test_a_change_with_one_bound_has_no_sign(ask: Ask) -> None:
    answers = ask(
        """{ indicator = "employers", period = 2024, printed = "more than 10" }
        { indicator = "employers", period = 2025, value = 30 }"""
    )
    assert shown(trend(answers, "en", Key("employers", "kalimantan")), "trend")[1][:3] == ["2025", "30", "≤ 20"]


def test_an_area_without_figures_says_so(shipped: Answers) -> None:
    found = table(trend(shipped, "en", Key("coverage", "bali", "pu")), "trend")
    assert (found.rows, found.empty) == (
        (),
        "Bali: this fact base has nothing about it; its figures are about Kalimantan. "
        "All of Indonesia: --data indonesia.",
    )


REASONS = [
    (
        '{ indicator = "coverage", period = 2024, base = "old", value = 40 }\n'
        '{ indicator = "coverage", period = 2025, base = "new", value = 41 }',
        "coverage",
        "2024 → 2025: not comparable. They count on different bases: “old” and “new”.",
    ),
    (
        '{ indicator = "claims", period = "2025-Q1", value = 40 }\n{ indicator = "claims", period = 2025, value = 41 }',
        "claims",
        "Q1 2025 → 2025: not comparable. "
        "One is over Q1 2025, the other over 2025: the lengths of the two periods differ.",
    ),
    (
        '{ indicator = "claims", period = 2025, value = 40 }\n{ indicator = "claims", period = 2026, value = 41 }',
        "claims",
        "2025 → 2026: whether they are comparable cannot be told. "
        "A figure was published before its period was over, so that it may cover only a part of it.",
    ),
    (
        '{ indicator = "workforce", period = 2024, printed = "7 million" }\n'
        '{ indicator = "workforce", period = 2025, printed = "8 million" }',
        "workforce",
        "2024 → 2025: whether they are comparable cannot be told. "
        "The workforce went from 7 million to 8 million, which is too rough to tell whether by more than ±4.0 %.",
    ),
    (
        '{ indicator = "workforce", period = 2025-11-30, value = 1000 }\n'
        '{ indicator = "workforce", period = 2025-12-31, value = 1010 }',
        "workforce",
        "30 November 2025 → 31 December 2025: comparable. "
        "The workforce went from 1,000 to 1,010 (+1.00 %) in about a month.",
    ),
    (
        '{ indicator = "workforce", period = 2025-12-01, value = 1000 }\n'
        '{ indicator = "workforce", period = 2025-12-31, value = 1010 }',
        "workforce",
        "1 December 2025 → 31 December 2025: comparable. "
        "The workforce went from 1,000 to 1,010 (+1.00 %) in less than a month.",
    ),
]


@pytest.mark.parametrize(("figures", "indicator", "sentence"), REASONS)
def test_each_reason_in_words(ask: Ask, figures: str, indicator: str, sentence: str) -> None:
    assert remarks(trend(ask(figures), "en", Key(indicator, "kalimantan"))) == [sentence]


def test_growth_needs_a_year(ask: Ask) -> None:
    answers = ask(
        """{ indicator = "employers", period = "2025-06", value = 10 }
        { indicator = "employers", period = 2025, value = 11 }"""
    )
    document = trend(answers, "en", Key("employers", "kalimantan"))
    assert shown(document, "trend")[1] == ["2025", "11", "+1", "yes"]
    assert "Growth a year needs a year and bounded figures" in reasons(document)


def test_two_bounds_allow_no_difference(ask: Ask) -> None:
    answers = ask(
        """{ indicator = "employers", period = 2024, printed = "more than 10" }
        { indicator = "employers", period = 2025, printed = "more than 20" }"""
    )
    document = trend(answers, "en", Key("employers", "kalimantan"))
    assert shown(document, "trend")[1] == ["2025", "> 20", "yes"]
    assert "The bounds of the two do not allow a difference" in reasons(document)

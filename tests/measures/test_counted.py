"""Parts that totals count in other parts already, or sometimes; and rates that tie one year to another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bpjscli.checks.examine import examine
from bpjscli.measures.answers import Answers

Ask = Callable[[str], Answers]

PROGRAMMES = """{ indicator = "claims", programme = "jht", printed = "14,224 claims" }
    { indicator = "claims", programme = "jkk", printed = "616 claims" }
    { indicator = "claims", programme = "jkm", printed = "492 claims" }
    { indicator = "claims", programme = "jp", printed = "70 claims" }
    { indicator = "claims", programme = "jkp", printed = "905 claims" }
    { indicator = "claims", programme = "beasiswa", printed = "290 children" }
    { indicator = "claims", printed = "%s claims" }"""

SEGMENTS = """{ indicator = "participants", segment = "pu", printed = "60,250" }
    { indicator = "participants", segment = "bpu", printed = "29,750" }
    { indicator = "participants", segment = "jakon", printed = "10,001" }
    { indicator = "participants", segment = "rentan", printed = "11,250" }
    { indicator = "participants", printed = "%s" }"""


def codes(answers: Answers) -> list[str]:
    """The contradictions that are found."""
    return [finding.code for finding in examine(answers, ["C"])]


@pytest.mark.parametrize(
    ("whole", "found"),
    [("16,597", []), ("16,307", []), ("16,598", ["C402"]), ("16,306", ["C402"]), ("19,597", ["C401"])],
)
def test_scholarships_are_counted_with_the_claims_or_not(ask: Ask, whole: str, found: list[str]) -> None:
    """The five programmes are 16,307 claims, and with 290 scholarships 16,597: newspapers print either."""
    assert codes(ask(PROGRAMMES % whole)) == found


@pytest.mark.parametrize(("whole", "found"), [("100,001", []), ("111,251", ["C401"])])
def test_vulnerable_workers_are_own_account_workers_already(ask: Ask, whole: str, found: list[str]) -> None:
    assert codes(ask(SEGMENTS % whole)) == found


def test_growth_that_is_printed_ties_two_years(ask: Ask) -> None:
    """From 235,657 to 333,163 is 41.38 %; 42.38 is one digit off, and the finding says which."""
    answers = ask(
        """{ indicator = "participants", segment = "pmi", period = 2021, printed = "235,657 participants" }
        { indicator = "participants", segment = "pmi", period = 2022, printed = "333,163 participants" }
        { indicator = "participants_growth", segment = "pmi", period = 2022, printed = "42.38%" }"""
    )
    (finding,) = examine(answers, ["C"])
    assert (finding.suggestions[0].kind, finding.suggestions[0].reading) == ("digit", "41.38%")


def test_two_years_without_a_rate_are_not_held_together(ask: Ask) -> None:
    """Nothing follows from them, and growth from nothing is no contradiction."""
    answers = ask(
        """{ indicator = "participants", period = 2021, printed = "0" }
        { indicator = "participants", period = 2022, printed = "333,163 participants" }"""
    )
    assert codes(answers) == []
    assert len(answers.solved()) == 2


def test_the_parts_of_another_whole_are_those_that_add_up(ask: Ask) -> None:
    """The segments of Kendari are the workforce's; the vulnerable workers beside them are in these already."""
    answers = ask(
        """{ indicator = "participants", printed = "about 49,397" }
        { indicator = "workforce", printed = "140,940" }
        { indicator = "coverage", printed = "about 35.05 percent" }
        { indicator = "unregistered", printed = "91,543" }
        { indicator = "participants", segment = "pu", printed = "88,357" }
        { indicator = "participants", segment = "bpu", printed = "36,140" }
        { indicator = "participants", segment = "jakon", printed = "16,443" }
        { indicator = "participants", segment = "rentan", printed = "8,123" }"""
    )
    (finding,) = examine(answers, ["C"])
    first = finding.suggestions[0]
    assert (first.kind, first.reading) == ("parts", "workforce")
    moved = [first.figure, *(other for other, _ in first.others)]
    assert {figure.segment for figure in moved} == {"pu", "bpu", "jakon"}

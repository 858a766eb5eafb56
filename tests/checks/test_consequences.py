"""What would follow from a suggestion, and in which order it is told."""

from __future__ import annotations

from collections.abc import Callable

from bpjscli.checks.examine import examine
from bpjscli.checks.finding import Suggestion
from bpjscli.measures.answers import Answers

Ask = Callable[..., Answers]
BALI = """
{ area = "bali", indicator = "coverage", printed = "50.88 percent" }
{ area = "bali", indicator = "participants", printed = "935,079" }
{ area = "bali", indicator = "workforce", printed = "1,873,899" }
"""


def first(answers: Answers) -> Suggestion:
    (finding,) = examine(answers, ["C401"])
    return finding.suggestions[0]


def told(suggestion: Suggestion) -> list[tuple[str, str | None, str]]:
    return [(f.indicator, f.segment, f"{f.quantity.value}") for f in suggestion.follows]


def test_what_nobody_printed_follows_and_what_people_ask_for_comes_first(ask: Ask) -> None:
    found = first(ask(BALI))
    assert (found.kind, found.reading) == ("swap", "1,837,899")
    assert told(found) == [("unregistered", None, "902820"), ("uncovered", None, "49.122394")]


def test_people_ask_for_participants_first_and_the_workforce_next(ask: Ask) -> None:
    beside = """
        { area = "bali", indicator = "claims", printed = "1,010" }
        { area = "bali", indicator = "benefits", printed = "Rp9,010,001" }
        { area = "bali", indicator = "average_benefit", printed = "Rp9,001" }
        { area = "bali", indicator = "coverage", printed = "40.00 percent" }
        { area = "bali", indicator = "unregistered", printed = "600,003" }
        """
    found = first(ask(beside))
    assert (found.kind, found.reading) == ("swap", "1,001")
    assert [name for name, _, _ in told(found)] == ["participants", "workforce", "uncovered"]
    rates = beside.replace("unregistered", "participants")
    assert [name for name, _, _ in told(first(ask(rates)))] == ["workforce", "unregistered", "uncovered"]


def test_what_the_suspect_was_printed_as_comes_first(ask: Ask) -> None:
    singkawang = """
        { area = "singkawang", indicator = "coverage", printed = "22.77 percent" }
        { area = "singkawang", indicator = "participants", printed = "16,674" }
        { area = "singkawang", indicator = "uncovered", printed = "73,236" }
        """.replace("uncovered", "unregistered")
    found = first(ask(singkawang))
    assert (found.kind, found.reading) == ("relabel", "workforce")
    assert told(found)[0] == ("unregistered", None, "56562")
    assert [name for name, _, _ in told(found)] == ["unregistered", "uncovered"]


def test_other_parts_are_told_of_only_where_they_rest_on_the_suspect(ask: Ask) -> None:
    wage = """
        { area = "bali", indicator = "participants", segment = "pu", printed = "300,001" }
        { area = "bali", indicator = "workforce", segment = "pu", printed = "400,003" }
        """
    found = first(ask(BALI + wage))
    assert (found.kind, found.reading) == ("swap", "1,837,899")
    assert all(segment is None for _, segment, _ in told(found))

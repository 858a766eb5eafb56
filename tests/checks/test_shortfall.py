"""Parts that miss their whole by exactly one slip of the pen are suspicious; parts that are merely few are not."""

from __future__ import annotations

from collections.abc import Callable

from bpjscli.checks.examine import examine
from bpjscli.measures.answers import Answers

Ask = Callable[..., Answers]


def said(answers: Answers) -> list[tuple[str, list[tuple[str, str]]]]:
    found = examine(answers, ["C", "S606"])
    return [(f.code, [(s.kind, s.reading) for s in f.suggestions]) for f in found]


def parts(whole: str, pu: str, bpu: str) -> str:
    return f"""
        {{ indicator = "participants", printed = "{whole}" }}
        {{ indicator = "participants", segment = "pu", printed = "{pu}" }}
        {{ indicator = "participants", segment = "bpu", printed = "{bpu}" }}
        """


def test_a_digit_that_makes_the_parts_add_up(ask: Ask) -> None:
    """400,007 and 312,345 are 712,352; printed 762,352, fifty thousand more."""
    ((code, suggestions),) = said(ask(parts("762,352", "400,007", "312,345")))
    assert code == "S606"
    assert ("digit", "712,352") in suggestions


def test_two_digits_swapped_in_a_part(ask: Ask) -> None:
    answers = ask(parts("712,352", "400,007", "132,345"))
    ((code, suggestions),) = said(answers)
    assert (code, suggestions) == ("S606", [("swap", "312,345")])
    (finding,) = examine(answers, ["S606"])
    assert [figure.printed for figure in finding.figures] == ["132,345", "712,352", "400,007"], "the wrong one first"


def test_parts_that_add_up_or_leave_room_for_another_are_no_finding(ask: Ask) -> None:
    assert said(ask(parts("712,352", "400,007", "312,345"))) == []
    assert said(ask(parts("798,765", "400,007", "312,345"))) == []


def test_a_small_difference_means_little(ask: Ask) -> None:
    assert said(ask(parts("712,358", "400,007", "312,345"))) == []


def test_numbers_that_are_rounded_cannot_come_out_exactly(ask: Ask) -> None:
    assert said(ask(parts("about 762,352", "400,007", "312,345"))) == []


def test_a_disputed_or_repeated_part_is_no_part_in_full(ask: Ask) -> None:
    fitting = parts("762,352", "400,007", "312,345")
    twice = fitting + '{ indicator = "participants", segment = "pu", printed = "about 400,007", locator = "b" }'
    assert said(ask(twice)) == []
    disputed = (
        fitting
        + '{ indicator = "coverage", segment = "pu", printed = "40.00 percent" }'
        + """
        { indicator = "workforce", segment = "pu", printed = "500,001" }
        """
    )
    assert [code for code, _ in said(ask(disputed))] == ["C401"]


def test_a_number_that_only_rounding_makes_exact_is_not_printed_in_full(ask: Ask) -> None:
    assert said(ask(parts("762 thousand", "400,007", "312,345"))) == []

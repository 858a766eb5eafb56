"""Explanations in which several figures go wrong together: exchanged labels, and parts of another whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bpjscli.checks.examine import examine
from bpjscli.checks.finding import Suggestion
from bpjscli.measures.answers import Answers

Ask = Callable[..., Answers]


def line(indicator: str, number: str, **more: str) -> str:
    extra = "".join(f', {key} = "{value}"' for key, value in more.items())
    return f'{{ indicator = "{indicator}", {number}{extra} }}\n'


def participants(workforce: str, *segments: str) -> str:
    """Participants by segment, under a total that they miss by far, beside a workforce."""
    whole = line("participants", "value = 250001") + line("workforce", f"value = {workforce}")
    names = ("pu", "bpu")
    return whole + "".join(line("participants", n, segment=s) for s, n in zip(names, segments, strict=True))


def suggested(answers: Answers) -> list[Suggestion]:
    (finding,) = examine(answers, ["C401"])
    return list(finding.suggestions)


def parts(found: list[Suggestion]) -> list[tuple[str, str, bool]]:
    return [(one.reading, str(one.bits), one.almost) for one in found if one.kind == "parts"]


@pytest.mark.parametrize(
    ("workforce", "pu", "bpu", "expected"),
    [
        ("1000000", "value = 400400", "value = 599600", [("workforce", "17.4", False)]),
        ("1000000", 'printed = "0.40 million"', 'printed = "599,600"', [("workforce", "3.5", False)]),
        ("1000500", "value = 400400", "value = 599600", [("workforce", "5.5", True)]),
        ("995000", "value = 400400", "value = 599600", [("workforce", "2.1", True)]),
        ("994999", "value = 400400", "value = 599600", []),
    ],
)
def test_parts_that_add_up_to_another_whole(
    ask: Ask, workforce: str, pu: str, bpu: str, expected: list[tuple[str, str, bool]]
) -> None:
    """A million numbers are 20 bits, less half a one for the slip, two for four readings."""
    assert parts(suggested(ask(participants(workforce, pu, bpu)))) == expected


def test_parts_beside_a_contradiction_explain_nothing_of_it(ask: Ask) -> None:
    """They miss the workforce by a ten-thousandth; it is claims that contradict each other."""
    figures = [
        line("participants", "value = 400400", segment="pu"),
        line("participants", "value = 599600", segment="bpu"),
        line("workforce", "value = 1000100"),
        line("claims", "value = 1001"),
        line("benefits", "value = 9000555"),
        line("average_benefit", "value = 5111"),
    ]
    assert parts(suggested(ask("".join(figures)))) == []


def test_a_rate_may_be_copied_too(ask: Ask) -> None:
    """40.00 percent for both segments, where 300 001 of 785 343 are 38.20."""
    figures = [
        line("coverage", 'printed = "40.00 percent"', segment="pu"),
        line("coverage", 'printed = "40.00 percent"', segment="bpu"),
        line("participants", "value = 300001", segment="pu"),
        line("workforce", "value = 785343", segment="pu"),
    ]
    (copied,) = (one for one in suggested(ask("".join(figures))) if one.kind == "copied")
    assert (copied.figure.segment, copied.reading, str(copied.value)) == ("pu", "38.20 percent", "38.20")
    assert [(figure.segment, reading) for figure, reading in copied.others] == [("bpu", "coverage")]


def test_two_other_wholes_may_fit(ask: Ask) -> None:
    """With a target of all workers, what adds up to the workforce adds up to the target as well."""
    text = participants("1000000", "value = 400400", "value = 599600")
    target = line("target_coverage", "value = 100.000000")
    assert {reading for reading, _, _ in parts(suggested(ask(text + target)))} == {"workforce", "target_participants"}


def test_a_number_may_have_two_other_names(ask: Ask) -> None:
    figures = {"participants": "400001", "workforce": "1000003", "target_coverage": "100.00", "unregistered": "1000003"}
    found = suggested(ask("".join(line(name, f"value = {number}") for name, number in figures.items())))
    assert {one.reading for one in found if one.kind == "relabel"} >= {"workforce", "target_participants"}


def test_a_part_alone_is_no_sum(ask: Ask) -> None:
    text = participants("600006", "value = 600006", "value = 200002").replace('segment = "bpu"', 'programme = "jkk"')
    assert parts(suggested(ask(text))) == []


def test_programmes_are_parts_too(ask: Ask) -> None:
    vocabulary = """
[[indicator]]
id = "recipients"
name = "recipients"
unit = "count"
kind = "flow"

[[identity]]
id = "recipients-by-programme"
holds = "recipients = sum(recipients, programme)"
core = ["jkk", "jkm"]
"""
    figures = [
        line("claims", "value = 2001"),
        line("recipients", "value = 70007"),
        line("claims", "value = 40003", programme="jkk"),
        line("claims", "value = 30004", programme="jkm"),
    ]
    source = '[[source]]\nid = "a"\npublished = 2026-02-01\nlanguage = "en"\n'
    defaults = 'defaults = { area = "kalimantan", period = 2025 }\n'
    (found,) = (
        one
        for one in suggested(ask(f"{vocabulary}\n{source}{defaults}figures = [{','.join(figures)}]\n"))
        if one.kind == "parts"
    )
    assert found.reading == "recipients"
    assert [(figure.programme, reading) for figure, reading in found.others] == [("jkm", "recipients")]

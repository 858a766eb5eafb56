"""Numbers that were cut or are off by one: which way, and what the other figures say they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bpjscli.checks.examine import examine
from bpjscli.measures.answers import Answers
from bpjscli.solver.quantity import Quantity

Ask = Callable[..., Answers]

DISPUTED = """
{ indicator = "claims", printed = "1,001" }
{ indicator = "benefits", printed = "Rp9,000,555" }
{ indicator = "average_benefit", printed = "Rp5,111" }
"""


def segments(indicator: str, whole: str, pu: str, bpu: str) -> str:
    parts = {"pu": pu, "bpu": bpu}
    lines = [f'{{ indicator = "{indicator}", segment = "{s}", printed = "{n}" }}' for s, n in parts.items()]
    return "\n".join([*lines, f'{{ indicator = "{indicator}", printed = "{whole}" }}'])


def said(answers: Answers) -> list[tuple[str, str, str, str]]:
    """Code, number, and between what the others say it is."""
    found = []
    for finding in examine(answers, ["R3"]):
        value = finding.message.arguments["value"]
        assert isinstance(value, Quantity)
        ends = str(value.interval.low), str(value.interval.high)
        found.append((finding.code, finding.figures[0].printed or "", *ends))
    return found


@pytest.mark.parametrize("beside", ["", DISPUTED])
def test_the_others_say_what_it_is_as_far_as_they_are_rounded(ask: Ask, beside: str) -> None:
    text = segments("workforce", "7.9 million", "4,000,012", "3.997 million")
    assert said(ask(text + beside)) == [("R301", "7.9 million", "7996512", "7997512")]


def test_a_rate_among_the_others_is_read_as_rounded_too(ask: Ask) -> None:
    """3 350 123 are 45.335 to 45.345 percent of 7 388 075.9 to 7 389 705.5."""
    text = """
        { indicator = "coverage", printed = "45.34 percent" }
        { indicator = "participants", printed = "3,350,123" }
        { indicator = "workforce", printed = "7.3 million" }
        """
    assert said(ask(text)) == [("R301", "7.3 million", "7388075", "7389706")]


def test_others_that_were_cut_themselves_are_read_loosely(ask: Ask) -> None:
    text = segments("workforce", "7.9 million", "4,000,012", "3.997 million")
    built = '{ indicator = "participants", segment = "jakon", printed = "1,001" }'
    other = segments("participants", "3.9 million", "2,000,012", "1,995,813")
    assert said(ask(f"{text}\n{built}\n{other}")) == [
        ("R301", "7.9 million", "7996462", "7998012"),
        ("R301", "3.9 million", "3996826", "3996826"),
    ]


@pytest.mark.parametrize(
    ("whole", "code", "low", "high"),
    [("5,160,012", "R301", "2560012", "2600000"), ("4,891,012", "R302", "2445000", "2446012")],
)
def test_two_that_only_give_way_together_stay_within_what_each_allows(
    ask: Ask, whole: str, code: str, low: str, high: str
) -> None:
    found = said(ask(segments("workforce", whole, "2.5 million", "2.5 million")))
    assert found == [(code, "2.5 million", low, high)] * 2


def test_nearly_is_not_called_a_cut(ask: Ask) -> None:
    answers = ask("""{ indicator = "participants", printed = "nearly 4.5 million" }
        { indicator = "workforce", printed = "10,000,012" }
        { indicator = "coverage", printed = "45.3 percent" }""")
    (finding,) = examine(answers, ["R3"])
    assert finding.code == "R301"
    assert "said of a little more" in finding.message.text

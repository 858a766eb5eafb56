"""What is said of the parts of a period against what is said of all of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bpjscli.checks.examine import examine
from bpjscli.measures.answers import Answers

Ask = Callable[..., Answers]


def claims(**periods: str) -> str:
    """Claims of a source for each period; `y2025_Q1` is "2025-Q1"."""
    lines = []
    for period, printed in periods.items():
        written = period.removeprefix("y").replace("__", "/").replace("_", "-")
        lines.append(f'{{ indicator = "claims", period = "{written}", printed = "{printed}" }}')
    return "\n".join(lines)


def found(answers: Answers) -> list[tuple[str, str, list[str]]]:
    """Severity and periods of each finding, the whole first."""
    return [(f.code, f.severity, [figure.period.text for figure in f.figures]) for f in examine(answers)]


@pytest.mark.parametrize(
    ("periods", "severity", "named"),
    [
        (claims(y2025_Q1="500", y2025="312"), "error", ["2025", "2025-Q1"]),
        (claims(y2024_H1="100", y2024_H2="120", y2024="250"), "error", ["2024", "2024-H1", "2024-H2"]),
        (claims(y2024_H1="10,001", y2024_H2="12,002", y2024="22,009"), "warning", ["2024", "2024-H1", "2024-H2"]),
        (claims(y2024_H1="10,150", y2024_H2="10,150", y2024="20,200"), "warning", ["2024", "2024-H1", "2024-H2"]),
        (claims(y2024_H1="10,150", y2024_H2="10,151", y2024="20,200"), "error", ["2024", "2024-H1", "2024-H2"]),
        (
            claims(y2019="5", y2020="10", y2021_01__09="38", y2019_01__2021_09="51"),
            "error",
            ["2019-01/2021-09", "2019", "2020", "2021-01/09"],
        ),
        (claims(y2025_01="40", y2025_Q1="30", y2025_02="20"), "error", ["2025-Q1", "2025-01", "2025-02"]),
        (claims(y2025_Q1="90", y2025_02__04="80", y2025_Q2="30", y2025="119"), "error", ["2025", "2025-Q1", "2025-Q2"]),
    ],
)
def test_parts_that_do_not_add_up(ask: Ask, periods: str, severity: str, named: list[str]) -> None:
    assert found(ask(periods)) == [("C404", severity, named)]


@pytest.mark.parametrize(
    "periods",
    [
        claims(y2025_Q1="500", y2025="512"),
        claims(y2024_H1="100", y2024_H2="120", y2024="220"),
        claims(y2024_H1="1.2 million", y2024_H2="1.3 million", y2024="2.6 million"),
        claims(y2024_Q1="100", y2024_Q3="100", y2024="250"),
        claims(y2025_01="40", y2025_Q1="70", y2025_02__04="80"),
        claims(y2025_Q1="about 500", y2025="more than 400"),
        claims(y2024="500", y2025="312"),
        claims(y2025_01="40", y2025_01_15="at most 60"),
        claims(y2025_01="40", y2025_01_31="30", y2025="60"),
    ],
)
def test_parts_that_may_be_right(ask: Ask, periods: str) -> None:
    assert found(ask(periods)) == []


def test_headcounts_rates_and_targets_are_not_added_up(ask: Ask) -> None:
    for indicator, low, high in [("employers", "312", "500"), ("claims_growth", "3%", "5%")]:
        text = f'{{ indicator = "{indicator}", period = 2025, printed = "{low}" }}\n'
        assert found(ask(f'{text}{{ indicator = "{indicator}", period = "2025-Q1", printed = "{high}" }}')) == []


def sources(*said: tuple[str, str]) -> str:
    """A source for each: the day of its publication, and its claims."""
    return "".join(
        f'[[source]]\nid = "s{n}"\npublished = {published}\nlanguage = "en"\n'
        f'defaults = {{ area = "kalbar" }}\nfigures = [{line}]\n'
        for n, (published, line) in enumerate(said)
    )


def test_parts_of_a_period_hold_between_sources(ask: Ask) -> None:
    year, quarter = claims(y2025="312"), claims(y2025_Q1="500")
    answers = ask(sources(("2026-01-01", year), ("2025-05-01", quarter)))
    assert found(answers) == [("C404", "warning", ["2025", "2025-Q1"])]
    assert found(ask(sources(("2026-01-01", year), ("2025-05-01", claims(y2025_Q1="300"))))) == []
    halves = ("2026-01-01", claims(y2025_H1="100")), ("2026-01-01", claims(y2025_H2="120"))
    assert found(ask(sources(("2026-01-01", claims(y2025="250")), *halves))) == [
        ("C404", "warning", ["2025", "2025-H1", "2025-H2"])
    ]


def test_what_was_published_before_a_part_had_ended_is_not_held_against_it(ask: Ask) -> None:
    year, quarter = claims(y2025="312"), claims(y2025_Q4="500")
    assert found(ask(sources(("2025-06-01", year), ("2026-01-01", quarter)))) == []
    halves = ("2025-11-01", claims(y2025_H2="20")), ("2026-01-01", claims(y2025_H1="120"))
    assert found(ask(sources(("2026-01-01", claims(y2025="250")), *halves))) == []


def test_of_sources_that_disagree_about_a_part_the_least_is_held_against_the_whole(ask: Ask) -> None:
    year = ("2026-01-01", claims(y2025="312"))
    parts = ("2025-05-01", claims(y2025_Q1="500")), ("2025-06-01", claims(y2025_Q1="300"))
    assert [code for code, *_ in found(ask(sources(year, *parts)))] == ["D501"]


def test_what_is_disputed_already_is_not_held_against_a_longer_period(ask: Ask) -> None:
    part = '{ indicator = "claims", period = "2025-Q1", programme = "jkk", printed = "600" }\n'
    assert [code for code, *_ in found(ask(part + claims(y2025_Q1="500", y2025="312")))] == ["C401"]

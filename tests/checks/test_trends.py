"""Periods that may not be compared: which point is held against which."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bpjscli.checks.examine import examine
from bpjscli.measures.answers import Answers

Ask = Callable[..., Answers]


def point(period: str, coverage: int, workforce: int | None = None, base: str = "") -> str:
    more = f', base = "{base}"' if base else ""
    lines = [f'{{ indicator = "coverage", printed = "{coverage}.00 percent"{more} }}']
    if workforce is not None:
        lines.append(f'{{ indicator = "workforce", value = {workforce}{more} }}')
    head = f'[[source]]\nid = "s{period}"\npublished = 2026-02-01\nlanguage = "en"\n'
    return f'{head}defaults = {{ area = "kalbar", period = "{period}" }}\nfigures = [{", ".join(lines)}]\n'


def told(answers: Answers) -> list[tuple[str, list[str]]]:
    """Each finding, with the periods of the coverage it speaks of, the later first."""
    found = examine(answers, ["T7"])
    return [(f.code, [figure.period.text for figure in f.figures if figure.indicator == "coverage"]) for f in found]


@pytest.mark.parametrize(("later", "expected"), [(1_050_000, []), (2_000_000, [("T701", ["2025", "2024"])])])
def test_a_workforce_that_moved(ask: Ask, later: int, expected: list[tuple[str, list[str]]]) -> None:
    assert told(ask(point("2024", 40, 1_020_000) + point("2025", 41, later))) == expected


def test_a_point_without_a_workforce_is_looked_over(ask: Ask) -> None:
    text = point("2023", 40, 1_000_000) + point("2024", 40) + point("2025", 41, 2_000_000)
    assert told(ask(text)) == [("T701", ["2025", "2023"])]


def test_a_rate_that_also_follows_from_headcounts_of_another_is_a_point(ask: Ask) -> None:
    counted = (
        point("2025", 0)
        .replace('id = "s2025"', 'id = "counted"')
        .replace(
            '{ indicator = "coverage", printed = "0.00 percent" }',
            '{ indicator = "participants", value = 820000 }, { indicator = "workforce", value = 2000000 }',
        )
    )
    text = point("2024", 40, 1_000_000) + point("2025", 41, 2_000_000)
    assert [[code for code, _ in told(ask(base))] for base in (text, text + counted)] == [["T701"], ["T701"]]


def test_a_year_and_its_last_month_are_two_points(ask: Ask) -> None:
    text = point("2024", 40, 1_000_000) + point("2025", 41, 2_000_000) + point("2025-12", 41, 2_000_000)
    assert told(ask(text)) == [("T701", ["2025", "2024"])]


def test_bases_that_differ_are_told_of_neighbours(ask: Ask) -> None:
    text = point("2024", 40, base="eligible") + point("2025", 41, base="employed-bps")
    assert told(ask(text)) == [("T702", ["2025", "2024"])]
    assert told(ask(text.replace("employed-bps", "eligible"))) == []

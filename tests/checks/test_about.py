"""Which findings an area is told of, in `bpjs check --area` and in its report alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bpjscli.checks.examine import examine
from bpjscli.checks.finding import select_about
from bpjscli.measures.answers import Answers
from bpjscli.model.period import parse_period

Ask = Callable[..., Answers]

ABOVE = '{{ area = "{area}", period = {period}, indicator = "coverage", printed = "104.2 percent" }}'


def source(id_: str, dateline: str = "", **figures: int) -> str:
    """A source of 7 November 2024, a Thursday, with a figure above 100 % for each area, in the year given."""
    lines = [ABOVE.format(area=area, period=period) for area, period in figures.items()]
    return (
        f'[[source]]\nid = "{id_}"\npublished = 2024-11-07\nlanguage = "en"\ndateline = "{dateline}"\n'
        f"figures = [{', '.join(lines)}]\n"
    )


def told(answers: Answers, area: str, period: str | None = None) -> list[str]:
    found = select_about(answers.base, examine(answers), area, None if period is None else parse_period(period))
    return [finding.code for finding in found]


@pytest.mark.parametrize(
    ("area", "codes"), [("singkawang", ["S602"]), ("kalbar", ["S602"]), ("kalimantan", ["S602"]), ("sambas", [])]
)
def test_a_province_is_told_of_its_cities(ask: Ask, area: str, codes: list[str]) -> None:
    assert told(ask(source("one", singkawang=2023, bali=2023)), area) == codes


@pytest.mark.parametrize(("period", "codes"), [("2022", []), ("2023", ["S602"]), ("2024", ["S602"])])
def test_a_period_is_told_of_what_lies_before_it(ask: Ask, period: str, codes: list[str]) -> None:
    assert told(ask(source("one", kalbar=2023)), "kalbar", period) == codes


def test_a_finding_about_a_source_concerns_the_areas_of_its_figures(ask: Ask) -> None:
    """Both sources say that the day was a Wednesday; the third says nothing about any area."""
    answers = ask(
        source("one", "Wednesday, 7 November 2024", kalbar=2023)
        + source("two", "Wednesday, 7 November 2024", bali=2023)
    )
    assert told(answers, "kalimantan") == ["S604", "S602"]
    answers = ask(source("one", kalbar=2023) + source("three", "Wednesday, 7 November 2024"))
    assert told(answers, "kalbar") == ["S604", "S602"]


def test_what_was_wrong_with_a_file_concerns_the_areas_of_the_source_it_stands_in(ask: Ask) -> None:
    undated = source("one", bali=2023).replace("published = 2024-11-07\n", "")
    answers = ask(undated + source("two", kalbar=2023))
    assert told(answers, "bali") == ["S602", "F125"]
    assert told(answers, "kalbar") == ["S602"]
    assert told(ask(source("two")), "bali") == ["F119"]

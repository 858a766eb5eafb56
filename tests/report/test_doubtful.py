"""Figures that other sources speak against, or that moved too far, carry a mark of their own wherever they stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bpjscli.measures.answers import Answers, Key
from bpjscli.model.period import parse_period
from bpjscli.report.builder import Builder
from bpjscli.report.document import Cell

Ask = Callable[..., Answers]


def cell(answers: Answers, key: Key, period: str) -> Cell:
    (candidate, *_) = answers.at(key, parse_period(period))
    return Builder(answers, "coverage", "en").answer(candidate)


@pytest.mark.parametrize(
    ("period", "marks"),
    [("2025-12-01", ()), ("2025-12-24", ("doubtful",)), ("2025", ())],
    ids=["before", "odd", "after"],
)
def test_the_odd_one_of_three_is_in_doubt(shipped: Answers, period: str, marks: tuple[str, ...]) -> None:
    """27.36 percent, 37, and 27 again."""
    found = cell(shipped, Key("coverage", "kalbar"), period)
    assert found.marks == marks
    assert found.data.get("doubtful", False) == bool(marks)


def source(name: str, coverage: str, base: str = "") -> str:
    on = f', base = "{base}"' if base else ""
    return (
        f'[[source]]\nid = "{name}"\npublished = 2026-02-0{len(name)}\nlanguage = "en"\nfigures = '
        f'[{{ area = "kalbar", period = 2025, indicator = "coverage", printed = "{coverage}"{on} }}]\n'
    )


@pytest.mark.parametrize(
    ("one", "other", "marks"),
    [
        (("a", "27.36 percent"), ("bb", "30.41 percent"), ("doubtful",)),
        (("a", "27 percent"), ("bb", "27.36 percent"), ()),
        (("a", "27.36 percent", "eligible"), ("bb", "30.41 percent"), ()),
    ],
)
def test_so_are_two_that_disagree(ask: Ask, one: tuple[str, ...], other: tuple[str, ...], marks: tuple[str]) -> None:
    answers = ask(source(*one) + source(*other))
    assert [cell(answers, Key("coverage", "kalbar"), "2025").marks for _ in (one, other)] == [marks, marks]


def test_the_legend_says_what_the_sign_means(shipped: Answers) -> None:
    build = Builder(shipped, "coverage", "en")
    build.answer(shipped.at(Key("coverage", "kalbar"), parse_period("2025-12-24"))[0])
    assert [(mark, sign) for mark, sign, _meaning in build.document("").legend] == [("doubtful", "§")]


def test_a_disputed_figure_is_disputed_and_nothing_else(ask: Ask) -> None:
    disputed = source("a", "27.36 percent").replace(
        "}]", '}, { area = "kalbar", period = 2025, indicator = "uncovered", printed = "11 percent" }]'
    )
    answers = ask(disputed + source("bb", "30.41 percent"))
    marks = [
        Builder(answers, "", "en").answer(c).marks for c in answers.at(Key("coverage", "kalbar"), parse_period("2025"))
    ]
    assert marks == [(), ("disputed",)]

"""Answers that other sources do not share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bpjscli.measures.agreement import find_doubtful, rivals
from bpjscli.measures.answers import Answers, Key

Ask = Callable[..., Answers]
COVERAGE = Key("coverage", "kalbar")


def source(name: str, published: str, printed: str, **more: str) -> str:
    extra = "".join(f', {key} = "{value}"' for key, value in more.items())
    figure = f'{{ indicator = "coverage", printed = "{printed}"{extra} }}'
    head = f'[[source]]\nid = "{name}"\npublished = {published}\nlanguage = "en"\n'
    return f'{head}defaults = {{ area = "kalbar", period = 2025 }}\nfigures = [{figure}]\n'


@pytest.mark.parametrize(
    ("printed", "more", "expected"),
    [
        ("50 percent", {}, ["old"]),
        ("41 percent", {}, []),
        ("50 percent", {"base": "eligible"}, []),
        ("50 percent", {"superseded_by": "new"}, []),
    ],
)
def test_who_says_otherwise_of_the_same(ask: Ask, printed: str, more: dict[str, str], expected: list[str]) -> None:
    answers = ask(source("old", "2026-01-01", printed, **more) + source("new", "2026-02-01", "40 percent"))
    (chosen,) = (candidate for candidate in answers.candidates(COVERAGE) if candidate.source.id == "new")
    assert [rival.source.id for rival in rivals(answers, chosen)] == expected
    assert {figure.split("/")[0] for figure in find_doubtful(answers, COVERAGE)} == (
        {"old", "new"} if expected else set()
    )


def in_dispute(day: str, before: str) -> str:
    """A source whose coverage only follows from figures in dispute, and one that printed it before."""
    return (
        f'[[source]]\nid = "new"\npublished = {day}\nlanguage = "en"\n'
        f'defaults = {{ area = "kalbar", period = {day} }}\nfigures = [\n'
        '{ indicator = "participants", printed = "226,751" },\n{ indicator = "workforce", printed = "659,263" },\n'
        '{ indicator = "unregistered", printed = "512,345" },\n]\n'
        f'[[source]]\nid = "old"\npublished = {before}\nlanguage = "en"\n'
        f'defaults = {{ area = "kalbar", period = {before} }}\n'
        'figures = [{ indicator = "coverage", printed = "40.27 percent" }]\n'
    )


@pytest.mark.parametrize(
    ("day", "before", "chosen"),
    [
        ("2025-03-31", "2024-12-31", "old"),  # about the same time: what was printed, and nobody disputes
        ("2025-03-31", "2024-06-30", "new"),  # another state
    ],
)
def test_what_follows_from_a_dispute_gives_way_to_what_was_printed(
    ask: Ask, day: str, before: str, chosen: str
) -> None:
    answers = ask(in_dispute(day, before))
    found = answers.best(COVERAGE)
    assert found is not None
    assert found.source.id == chosen
    exactly = answers.best(COVERAGE, answers.base.figures[0].period)
    assert exactly is not None
    assert exactly.source.id == "new", "the period that was asked for"
    participants = answers.best(Key("participants", "kalbar"))
    assert participants is not None
    assert participants.source.id == "new", "what is printed stands as printed"

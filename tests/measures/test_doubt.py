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

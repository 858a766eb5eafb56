"""What agrees with a rough answer, in more digits, for another day at about the time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bpjscli.measures.agreement import finer
from bpjscli.measures.answers import Answers, Key

Ask = Callable[..., Answers]


def source(name: str, period: str, printed: str, more: str = "") -> str:
    figure = f'{{ area = "kalbar", period = {period}, indicator = "coverage", printed = "{printed}" }}'
    return f'[[source]]\nid = "{name}"\npublished = 2026-02-01\nlanguage = "en"\nfigures = [{figure}{more}]\n'


NOT_COVERED = ', { area = "kalbar", period = 2025-12-01, indicator = "uncovered", printed = "11 percent" }'


@pytest.mark.parametrize(
    ("rough", "other", "found"),
    [
        (("2025", "27 percent"), ("2025-12-01", "27.36 percent"), True),
        (("2025", "more than 20 percent"), ("2025-12-01", "27.36 percent"), True),
        (("2025", "27 percent"), ("2025-09-30", "27.36 percent"), True),
        (("2025", "27 percent"), ("2025-09-29", "27.36 percent"), False),  # 93 days
        (("2025", "28 percent"), ("2025-12-01", "27.36 percent"), False),
        (("2025", "27 percent"), ("2025-12-01", "about 27 percent"), False),
        (("2025", "27.4 percent"), ("2025-12-01", "27.36 percent"), False),  # is not rough
        (("2025", "27 percent"), ("2025-12-01", "27.36 percent", NOT_COVERED), False),  # disputed
    ],
)
def test_what_says_more(ask: Ask, rough: tuple[str, ...], other: tuple[str, ...], found: bool) -> None:
    answers = ask(source("rough", *rough) + source("other", *other))
    chosen = answers.best(Key("coverage", "kalbar"))
    assert chosen is not None
    assert chosen.source.id == "rough"
    also = finer(answers, chosen)
    assert (also is not None and also.source.id == "other") == found

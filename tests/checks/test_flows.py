"""S608: what is counted over a period and is three times as much as a year before, or a third of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bpjscli.checks.examine import examine
from bpjscli.checks.finding import Finding
from bpjscli.load.load import load
from bpjscli.measures.answers import Answers

Ask = Callable[[str], Answers]


def source(name: str, published: str, *figures: str, area: str = "kalbar", period: str = "2024") -> str:
    """A source block; figures as in `{ indicator = ... }`, without the braces."""
    listed = "".join(f"  {{ {figure} }},\n" for figure in figures)
    return (
        f'[[source]]\nid = "{name}"\npublished = {published}\ndefaults = {{ area = "{area}", period = "{period}" }}\n'
        f"figures = [\n{listed}]\n"
    )


def claims(printed: str, programme: str | None = None) -> str:
    """A figure for claims."""
    return f'indicator = "claims", printed = "{printed}"' + (f', programme = "{programme}"' if programme else "")


def found(ask: Ask, *blocks: str) -> list[Finding]:
    """What S608 says."""
    return examine(ask("".join(blocks)), ["S608"])


BEFORE = source("before", "2025-01-20", claims("9.010"))


@pytest.mark.parametrize(
    ("printed", "many"), [("3.003", 1), ("3.004", 0), ("27.030", 0), ("27.031", 1), ("sekitar 30.000", 0)]
)
def test_three_times_either_way(ask: Ask, printed: str, many: int) -> None:
    after = source("after", "2026-01-20", claims(printed), period="2025")
    assert len(found(ask, BEFORE, after)) == many


def test_the_fall_in_the_shipped_base_is_told() -> None:
    findings = examine(Answers(load()), ["S608"])
    assert [(finding.severity, finding.figures[0].indicator) for finding in findings] == [
        ("warning", "claims"),
        ("warning", "benefits"),
    ]
    assert {figure.source.id for figure in findings[0].figures} == {"sp-2024-11-07", "idntimes-2026-02-02"}


def test_a_total_is_added_up_where_all_parts_are_known(ask: Ask) -> None:
    parts = [claims("500", programme) for programme in ("jkk", "jkm", "jht", "jp", "jkp")]
    assert len(found(ask, BEFORE, source("after", "2026-01-20", *parts, period="2025"))) == 1
    assert not found(ask, BEFORE, source("after", "2026-01-20", *parts[:4], period="2025")), "one is not known"


def test_what_explains_it(ask: Ask) -> None:
    after = source("after", "2026-01-20", claims("2.001"), period="2025")
    assert found(ask, BEFORE, after)
    growth = 'indicator = "claims_growth", printed = "turun 78 persen"'
    assert not found(ask, BEFORE, after, source("told", "2026-01-20", growth, period="2025"))
    assert found(ask, BEFORE, after, source("told", "2026-01-20", growth.replace("78", "8"), period="2025"))
    ratio = 'indicator = "claims_ratio", printed = "22 persen"'
    assert not found(ask, BEFORE, after, source("told", "2026-01-20", ratio, period="2025"))


def test_one_source_knows_both(ask: Ask) -> None:
    both = source("both", "2026-01-20", claims("9.010"), claims("2.001") + ', period = "2025"')
    assert not found(ask, both)


def test_spans_and_time_must_be_alike(ask: Ask) -> None:
    half = source("half", "2025-08-20", claims("2.001"), period="2025-H1")
    assert not found(ask, BEFORE, half), "half a year is not held against a whole one"
    late = source("late", "2028-01-20", claims("2.001"), period="2027")
    assert not found(ask, BEFORE, late), "three years later much may have changed"
    first = source("first", "2025-04-20", claims("9.010"), period="2025-Q1")
    assert found(ask, first, source("again", "2026-04-20", claims("2.001"), period="2026-Q1"))


def test_what_was_published_early_may_become_more(ask: Ask) -> None:
    early = source("early", "2025-06-20", claims("2.001"), period="2025")
    assert not found(ask, BEFORE, early)
    too_much = source("early", "2025-06-20", claims("30.001"), period="2025")
    assert found(ask, BEFORE, too_much)
    unfinished = source("before", "2024-11-07", claims("9.010"))
    assert found(ask, unfinished, source("after", "2026-01-20", claims("2.001"), period="2025")), "the more so"


def test_beginnings_and_few_say_nothing(ask: Ask) -> None:
    first = source("first", "2023-01-20", claims("300", "jkp"), period="2022")
    assert not found(ask, first, source("next", "2024-01-20", claims("3.000", "jkp"), period="2023")), (
        "it had just begun"
    )
    few = source("few", "2025-01-20", claims("20", "jkm"))
    assert not found(ask, few, source("more", "2026-01-20", claims("90", "jkm"), period="2025"))
    assert found(ask, few, source("more", "2026-01-20", claims("190", "jkm"), period="2025"))


def test_nothing_across_new_boundaries(ask: Ask) -> None:
    before = source("before", "2022-01-20", claims("9.010"), area="papua", period="2021")
    after = source("after", "2023-01-20", claims("2.001"), area="papua", period="2022")
    assert not found(ask, before, after)

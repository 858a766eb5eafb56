"""What a published target is measured from, and what is kept of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from bpjscli.measures.answers import Answers
from bpjscli.measures.gap import gap_to, gaps_of, make_given_target, stated_targets

Ask = Callable[..., Answers]


def source(name: str, published: str, *figures: str) -> str:
    head = f'[[source]]\nid = "{name}"\npublished = {published}\n'
    return f'{head}defaults = {{ area = "kalbar", period = 2025 }}\nfigures = [{", ".join(figures)}]\n'


def figure(indicator: str, value: int, period: str = "2025") -> str:
    return f'{{ indicator = "{indicator}", period = "{period}", value = {value} }}'


def test_a_target_for_new_participants_starts_from_the_coverage_of_its_source(ask: Ask) -> None:
    own = source("own", "2026-01-01", figure("coverage", 30), figure("target_new_participants", 7, "2026"))
    (gap,) = gaps_of(ask(own + source("newer", "2026-02-01", figure("coverage", 40))), "kalbar")
    assert gap.current is not None
    assert (gap.current.source.id, gap.current.quantity.value) == ("own", Decimal(30))


def test_only_those_left_at_the_same_time_are_everybody(ask: Ask) -> None:
    for period, everybody in (("2025", True), ("2025-06", False)):
        left = figure("unregistered", 700_000, period)
        target = figure("target_new_participants", 700_000, "2026")
        (gap,) = gaps_of(ask(source("a", "2026-01-01", figure("coverage", 30), left, target)), "kalbar")
        assert (gap.everybody is not None) is everybody


def test_a_target_beside_a_disputed_coverage_is_told_all_the_same(ask: Ask) -> None:
    disputed = [figure("coverage", 45), figure("participants", 300_000), figure("workforce", 1_000_000)]
    answers = ask(source("a", "2026-01-01", *disputed, figure("target_coverage", 60, "2026")))
    (stated,) = stated_targets(answers, "kalbar")
    gap = gap_to(answers, "kalbar", make_given_target(Decimal(60)), date(2026, 12, 31), stated)
    assert (gap.stated, gap.months) == (stated, 12)
    assert gap.gap_points is not None
    assert gap.gap_points.disputed

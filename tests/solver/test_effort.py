"""What a question costs, in groups solved and constraints revised, which no busy machine can change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bpjscli.checks.examine import examine
from bpjscli.load.load import load
from bpjscli.measures import candidates
from bpjscli.measures.answers import Answers, Key
from bpjscli.measures.ranking import ranking
from bpjscli.solver.groups import Group
from bpjscli.solver.plan import Planner
from bpjscli.solver.propagate import Box
from bpjscli.solver.solve import Solved, solve

PROVINCES = ("bali", "ntb", "ntt", "jatim")
Base = Callable[[int], Answers]


@pytest.fixture
def base(tmp_path: Path) -> Base:
    """Answers from four provinces, each with a source of its own in every one of so many months."""

    def make(months: int) -> Answers:
        path = tmp_path / f"{months}.toml"
        path.write_text("format = 1\n" + "".join(_sources(months)), encoding="utf-8")
        return Answers(load(path))

    return make


def _sources(months: int) -> Iterator[str]:
    for month in range(months):
        period = f"{2010 + month // 12}-{month % 12 + 1:02}"
        for number, area in enumerate(PROVINCES):
            workforce = 100_003 + 1_000 * number + 10 * month
            participants = workforce * (30 + number) // 100
            yield f"""
[[source]]
id = "{area}-{period}"
published = "{period}"
defaults = {{ area = "{area}", period = "{period}" }}
figures = [
  {{ indicator = "participants", value = {participants} }},
  {{ indicator = "workforce", value = {workforce} }},
]
"""


@pytest.fixture
def solved(monkeypatch: pytest.MonkeyPatch) -> list[Group]:
    """The groups that have been solved so far."""
    found: list[Group] = []

    def counted(group: Group, planner: Planner) -> Solved:
        found.append(group)
        return solve(group, planner)

    monkeypatch.setattr(candidates, "solve", counted)
    return found


def test_the_best_answer_solves_the_latest_period_only(base: Base, solved: list[Group]) -> None:
    best = base(24).best(Key("coverage", "bali"))
    assert best is not None
    assert str(best.period) == "2011-12"
    assert [group.source for group in solved] == ["bali-2011-12"]


def test_a_ranking_solves_one_group_an_area_however_long_the_past(base: Base, solved: list[Group]) -> None:
    table = ranking(base(24), PROVINCES)
    assert [rank.area for rank in table.ranks] == ["jatim", "ntt", "ntb", "bali"]
    assert len(solved) == len(PROVINCES)


def test_what_is_asked_twice_is_solved_once(base: Base, solved: list[Group]) -> None:
    answers = base(6)
    first = answers.candidates(Key("coverage", "bali"))
    assert answers.candidates(Key("unregistered", "bali")) != first
    assert answers.candidates(Key("coverage", "bali")) == first
    assert len(solved) == 6


def test_an_area_without_figures_solves_nothing(base: Base, solved: list[Group]) -> None:
    answers = base(2)
    assert answers.best(Key("coverage", "dki")) is None
    assert answers.keys("dki") == []
    assert solved == []


def test_what_can_be_answered_is_what_figures_state_and_what_follows(base: Base) -> None:
    keys = [key.indicator for key in base(1).keys("bali")]
    assert keys[:2] == ["participants", "workforce"]
    assert set(keys) == {"participants", "workforce", "coverage", "uncovered", "unregistered"}


def test_a_check_takes_twice_the_steps_for_twice_the_figures(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = 0
    propagate = Box.propagate

    def counted(box: Box, *arguments: object, **options: object) -> None:
        nonlocal steps
        steps += 1
        propagate(box, *arguments, **options)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(Box, "propagate", counted)
    counts = []
    for months in (20, 40, 80):
        steps = 0
        assert not [finding for finding in examine(base(months)) if finding.severity == "error"]
        counts.append(steps)
    assert counts == [80, 160, 320]

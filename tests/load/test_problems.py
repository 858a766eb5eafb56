"""How the problems of a base are told: by file and line, and one fault once."""

from __future__ import annotations

from bpjscli.load.diagnostics import Diagnostics
from bpjscli.model.facts import Location

UNKNOWN = 'unknown area "kalbr"'


def told(*lines: int, once: bool) -> list[str]:
    problems = Diagnostics()
    for line in lines:
        problems.add("F104", UNKNOWN, Location("figures.toml", line), once=once)
    return [str(problem) for problem in problems.in_order()]


def test_the_same_words_are_two_faults_unless_they_are_said_to_be_one() -> None:
    first, second = (f"figures.toml:{line}: error[F104]: {UNKNOWN}" for line in (3, 9))
    assert told(9, 3, once=False) == [first, second]
    assert told(9, 3, once=True) == [f"{first} (also at figures.toml:9)"]
    assert told(3, 3, once=True) == [first]


def test_a_fault_in_many_places_names_the_first_of_them() -> None:
    begin = f"figures.toml:1: error[F104]: {UNKNOWN} (also at figures.toml:2, figures.toml:3"
    assert told(1, 2, 3, 4, once=True) == [f"{begin} and figures.toml:4)"]
    assert told(1, 2, 3, 4, 5, 6, once=True) == [f"{begin}, figures.toml:4 and 2 more)"]


def test_a_fault_that_is_one_leaves_others_as_they_are() -> None:
    problems = Diagnostics()
    for line in (1, 2):
        problems.add("F104", UNKNOWN, Location("figures.toml", line), once=True)
        problems.add("F125", "the source has no date", Location("figures.toml", line))
    assert [problem.place.line for problem in problems.in_order()] == [1, 1, 2]
    assert problems.failed

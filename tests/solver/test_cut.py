"""Numbers that must be read loosely: which, where one of several would do, and what a contradiction leaves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from groups_of import bounds, ids, only, quantity

from bpjscli.measures.answers import Answers

Ask = Callable[..., Answers]


def figures(**printed: str) -> str:
    lines = []
    for name, number in printed.items():
        indicator, _, segment = name.partition("__")
        place = f', segment = "{segment}"' if segment else ""
        lines.append(f'{{ indicator = "{indicator}"{place}, printed = "{number}" }}')
    return "\n".join(lines)


def cut(answers: Answers) -> list[str]:
    solved = only(answers)
    assert not solved.conflicts
    return ids(solved, solved.cut)


def test_nothing_is_cut_where_rounded_readings_agree(ask: Ask) -> None:
    solved = only(ask(figures(participants="400,001", workforce="1,000,002", unregistered="0.6 million")))
    assert (solved.cut, solved.loose, solved.disputed) == (0, 0, 0)


@pytest.mark.parametrize(
    ("workforce", "own_account", "expected"),
    [
        ("7.9 million", "3,996,814", ["workforce/2025"]),
        ("8.0 million", "3,996,814", []),
        ("8.1 million", "4,046,814", ["workforce/2025"]),
    ],
)
def test_the_one_number_that_was_cut_or_is_off_by_one(
    ask: Ask, workforce: str, own_account: str, expected: list[str]
) -> None:
    answers = ask(figures(workforce=workforce, workforce__pu="4,000,012", workforce__bpu=own_account))
    assert cut(answers) == expected
    assert only(answers).loose == (0b111 if expected else 0), "all are then read loosely"
    whole = quantity(answers, "workforce")
    assert (whole.cut, whole.disputed) == (bool(expected), False)
    assert not quantity(answers, "workforce", segment="pu").cut


def test_numbers_that_only_give_way_together_are_all_cut(ask: Ask) -> None:
    answers = ask(figures(workforce="1,000,000.0 thousand", workforce__pu="7.4 million", workforce__bpu="7.4 million"))
    assert only(answers).conflicts
    answers = ask(figures(workforce="5,160,012", workforce__pu="2.5 million", workforce__bpu="2.5 million"))
    assert cut(answers) == ["workforce/pu/2025", "workforce/bpu/2025"]
    beside = ask(
        figures(workforce="5,160,012", workforce__pu="2.5 million", workforce__bpu="2.5 million", claims="7.2 thousand")
    )
    assert cut(beside) == cut(answers), "and no other that was shortened"
    answers = ask(figures(workforce="4,891,012", workforce__pu="2.5 million", workforce__bpu="2.5 million"))
    assert cut(answers) == ["workforce/pu/2025", "workforce/bpu/2025"]


@pytest.mark.parametrize("whole", ["4,907,012", "4,794,012"])
def test_of_two_that_would_do_the_one_that_gives_way_less_is_cut(ask: Ask, whole: str) -> None:
    """2.4 and 2.45 million: two thousand people are a fiftieth of what the one may be off by, a fifth of the other."""
    answers = ask(figures(workforce=whole, workforce__pu="2.45 million", workforce__bpu="2.4 million"))
    assert cut(answers) == ["workforce/bpu/2025"]
    assert [quantity(answers, "workforce", segment=name).cut for name in ("bpu", "pu")] == [True, False]
    answers = ask(figures(workforce=whole, workforce__pu="2.4 million", workforce__bpu="2.45 million"))
    assert cut(answers) == ["workforce/pu/2025"]


@pytest.mark.parametrize(
    ("whole", "coarse", "fine"),
    [
        ("2,907,012", "0.4 million", "2.45 million"),
        ("2,793,012", "0.4 million", "2.45 million"),
        ("9,907,012", "9.4 million", "0.45 million"),
        ("9,793,012", "9.4 million", "0.45 million"),
    ],
)
def test_how_far_a_number_gives_way_does_not_depend_on_its_size(ask: Ask, whole: str, coarse: str, fine: str) -> None:
    answers = ask(figures(workforce=whole, workforce__pu=fine, workforce__bpu=coarse))
    assert cut(answers) == ["workforce/bpu/2025"]


def test_one_bound_may_follow(ask: Ask) -> None:
    at_least = quantity(ask(figures(participants="400,001", coverage="at most 50 percent")), "workforce")
    assert (str(at_least.interval.low), at_least.interval.high) == ("800002", None)
    at_most = quantity(ask(figures(participants="at most 400,001", coverage="50.00 percent")), "workforce")
    assert str(at_most.interval.high) == "800083"
    below = quantity(ask(figures(participants="at least 400,001", workforce="at most 900,002")), "unregistered")
    assert (below.interval.low, str(below.interval.high)) == (None, "500001")


def test_numbers_in_full_say_theirs_beside_a_contradiction(ask: Ask) -> None:
    known = figures(participants="about 16,684", workforce="89,920")
    wrong = figures(claims="1,001", benefits="Rp9,000,555", average_benefit="Rp5,111")
    assert quantity(ask(f"{known}\n{wrong}"), "coverage").value == quantity(ask(known), "coverage").value
    assert quantity(ask(f"{known}\n{wrong}"), "unregistered").value == 73236


def test_what_is_left_of_a_contradiction_is_read_loosely_where_it_must_be(ask: Ask) -> None:
    left = figures(workforce="7.9 million", workforce__pu="4,000,012", workforce__bpu="3,996,814")
    wrong = figures(claims="1,001", benefits="Rp9,000,555", average_benefit="Rp5,111")
    solved = only(ask(f"{left}\n{wrong}"))
    assert len(solved.conflicts) == 1
    assert ids(solved, solved.cut) == ["workforce/2025"]
    assert ids(solved, solved.loose) == ["workforce/2025", "workforce/pu/2025", "workforce/bpu/2025"]
    agreeing = only(ask(f"{left.replace('7.9', '8.0')}\n{wrong}"))
    assert (agreeing.cut, agreeing.loose) == (0, 0)
    assert ids(agreeing, agreeing.disputed) == ["claims/2025", "benefits/2025", "average_benefit/2025"]


def test_what_follows_from_numbers_in_full_is_their_number(ask: Ask) -> None:
    answers = ask(figures(participants="about 16,684", workforce="89,920"))
    assert quantity(answers, "unregistered").value == 73236
    assert bounds(quantity(answers, "unregistered")) == ("73235", "73237")


def test_names_are_those_people_know(ask: Ask) -> None:
    solved = only(ask(figures(participants="400,001", participants__pu="300,002")))
    assert all(variable.segment != "(rest)" for variable in solved.variables())
    assert {variable.segment for variable in solved.variables()} == {None, "pu"}

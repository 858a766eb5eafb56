"""The smallest sets that cannot all be true, found by asking no more than whether a set conflicts."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bpjscli.solver import conflicts
from bpjscli.solver.conflicts import Conflict, Oracle, bits, find_conflicts

COUNT = 6  # items; instances of identities are the bits above them


def of(*items: int) -> int:
    return sum(1 << item for item in items)


class Judge:
    """Knows the minimal conflicts, and names a conflict with more in it than there need be."""

    def __init__(self, *minimal: int, instances: int = 0, needless: bool = True) -> None:
        self.minimal = minimal
        self.instances = instances
        self.needless = needless
        self.asked: list[tuple[int, int]] = []

    def __call__(self, active: int, within: int) -> int:
        self.asked.append((active, within))
        if not any(conflict & ~active == 0 for conflict in self.minimal):
            return 0
        found = active if self.needless else next(c for c in self.minimal if c & ~active == 0)
        return found | self.instances << COUNT


def found(oracle: Oracle, *active: int) -> list[Conflict]:
    return find_conflicts(of(*active), COUNT, oracle)


def test_the_numbers_of_a_set_ascend() -> None:
    assert list(bits(0b101101)) == [0, 2, 3, 5]
    assert list(bits(0)) == []


def test_what_agrees_has_no_conflict() -> None:
    assert found(Judge(of(0, 1)), 1, 2, 3) == []


def test_needless_items_are_left_out() -> None:
    assert found(Judge(of(1, 3, 4)), 0, 1, 2, 3, 4, 5) == [Conflict(of(1, 3, 4), of(1, 3, 4), of(1, 3, 4))]


def test_a_conflict_that_is_known_is_not_looked_for_again() -> None:
    """Without the first of one pair the other pair is found; without the second it is known."""
    judge = Judge(of(0, 1), of(2, 3), needless=False)
    found(judge, 0, 1, 2, 3)
    asked = [active for active, _ in judge.asked]
    assert of(1, 2, 3) in asked
    assert of(0, 2, 3) not in asked


def test_only_the_items_at_hand_are_asked_of() -> None:
    judge = Judge(of(1, 3))
    found(judge, 1, 3, 5)
    assert all(active & ~of(1, 3, 5) == 0 for active, _ in judge.asked)


def test_items_are_left_out_with_the_instances_of_the_conflict_first_and_then_with_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(conflicts, "FEW", 1)
    judge = Judge(of(0, 1), instances=0b101)
    found(judge, 0, 1, 2)
    within = [instances for _, instances in judge.asked]
    assert within[0] == -1
    assert 0b101 in within
    assert set(within) == {-1, 0b101}
    assert within.index(0b101) < within.index(-1, 1)


def test_items_of_a_small_conflict_are_left_out_with_all_instances_straight_away() -> None:
    judge = Judge(of(0, 1), instances=0b101)
    assert found(judge, 0, 1, 2) == [Conflict(of(0, 1), of(0, 1), of(0, 1))]
    assert {instances for _, instances in judge.asked} == {-1}


def test_what_agrees_beside_other_items_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(most: int) -> int:
        monkeypatch.setattr(conflicts, "MOST_REMEMBERED", most)
        judge = Judge(of(0, 1), of(1, 2), of(2, 3, 4))
        assert found(judge, 0, 1, 2, 3, 4)
        return len(judge.asked)

    assert asked(100) < asked(0)


def test_a_large_conflict_is_not_left_out_one_by_one_with_all_identities(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(most: int) -> int:
        monkeypatch.setattr(conflicts, "FEW", 1)
        monkeypatch.setattr(conflicts, "MOST_REMEMBERED", 0)
        monkeypatch.setattr(conflicts, "MOST_MINIMISED", most)
        judge = Judge(of(0, 1, 2), instances=1)
        found(judge, 0, 1, 2)
        return sum(within == -1 for active, within in judge.asked)

    assert asked(2) < asked(3)


def test_two_conflicts_with_an_item_in_common_blame_that_item() -> None:
    (conflict,) = found(Judge(of(0, 1), of(1, 2)), 0, 1, 2, 3)
    assert conflict == Conflict(of(0, 1), of(0, 1, 2), of(1))


def test_the_members_are_those_of_the_smallest_conflicts_alone() -> None:
    (conflict,) = found(Judge(of(0, 1), of(1, 2, 3)), 0, 1, 2, 3)
    assert conflict == Conflict(of(0, 1), of(0, 1), of(1))


def test_conflicts_without_an_item_in_common_stand_alone() -> None:
    assert found(Judge(of(0, 1), of(3, 4)), 0, 1, 2, 3, 4) == [
        Conflict(of(0, 1), of(0, 1), of(0, 1)),
        Conflict(of(3, 4), of(3, 4), of(3, 4)),
    ]


def test_a_cluster_shares_what_all_of_it_have_in_common() -> None:
    clusters = [c.suspects for c in found(Judge(of(0, 1), of(1, 2), of(2, 0)), 0, 1, 2)]
    assert clusters == [of(0), of(1, 2)], "0 and 1, 0 and 2 share 0, which 1 and 2 do not have"


def test_the_search_goes_on_until_what_is_left_agrees() -> None:
    pairs = [of(0, 1), of(2, 3), of(4, 5)]
    assert [c.core for c in found(Judge(*pairs), *range(6))] == pairs
    five: Sequence[int] = [of(n) for n in range(5)]
    judge = Judge(*five, needless=False)
    assert [c.core for c in found(judge, *range(5))] == list(five)


def test_conflicts_apart_are_each_looked_at_without_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """One of two is found to share an item with a third, though only one wrong item is assumed at once."""
    monkeypatch.setattr(conflicts, "DEEPEST", 1)
    judge = Judge(of(0, 1), of(1, 2), of(3, 4), needless=False)
    assert found(judge, *range(6)) == [
        Conflict(of(0, 1), of(0, 1, 2), of(1)),
        Conflict(of(3, 4), of(3, 4), of(3, 4)),
    ]


def test_few_sets_may_be_tried_and_still_all_conflicts_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = [of(0, 1), of(2, 3), of(4, 5)]
    monkeypatch.setattr(conflicts, "NODES", 2)
    assert [c.core for c in found(Judge(*pairs, needless=False), *range(6))] == pairs


def test_of_many_conflicts_the_further_ones_are_not_made_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conflicts, "MOST_EXAMINED", 1)
    monkeypatch.setattr(conflicts, "DEEPEST", 0)
    assert [c.core for c in found(Judge(of(0, 1), of(2, 3)), *range(6))] == [of(2, 3), of(0, 1, 4, 5)]

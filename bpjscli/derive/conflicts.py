"""The smallest sets of items that cannot all be true, and which of them one wrong item would explain.

Minimal conflicts and minimal diagnoses are found together by a hitting-set tree (Reiter, "A theory of diagnosis from
first principles", Artificial Intelligence 32, 1987), breadth first and of bounded depth. Sets are bit sets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

Oracle = Callable[[int], int]  # active items -> 0, or a subset of them that conflicts

DEEPEST = 3  # wrong items assumed at most, when explaining everything at once
NODES = 150  # sets of wrong items tried at most


class Conflict(NamedTuple):
    """Minimal conflicts that one wrong item can explain.

    `core` is a smallest of them, `members` the union of all of the same size, `suspects` the items whose removal
    alone would make the members agree.
    """

    core: int
    members: int
    suspects: int


def bits(items: int) -> Iterator[int]:
    """The numbers of the items in a set, ascending."""
    while items:
        lowest = items & -items
        yield lowest.bit_length() - 1
        items ^= lowest


def find_conflicts(active: int, oracle: Oracle) -> list[Conflict]:
    """All independent conflicts among `active`; an empty list where they agree."""
    first = oracle(active)
    if not first:
        return []
    minimal = _minimal_conflicts(active, _minimise(first, oracle), oracle)
    return [_summarise(cluster) for cluster in _clusters(minimal)]


def _minimise(conflict: int, oracle: Oracle) -> int:
    """A minimal conflict within `conflict`, by leaving out one item after the other."""
    for number in bits(conflict):
        without = conflict & ~(1 << number)
        if without != conflict:
            smaller = oracle(without)
            if smaller:
                conflict = smaller
    return conflict


def _minimal_conflicts(active: int, first: int, oracle: Oracle) -> list[int]:
    found = [first]
    diagnoses: list[int] = []
    level, seen = [0], {0}
    nodes = 0
    for _ in range(DEEPEST + 1):
        following: list[int] = []
        for removed in level:
            if nodes >= NODES or any(diagnosis & removed == diagnosis for diagnosis in diagnoses):
                continue
            label = next((conflict for conflict in found if not conflict & removed), 0)
            if not label:
                nodes += 1
                label = oracle(active & ~removed)
                if not label:
                    diagnoses.append(removed)
                    continue
                label = _minimise(label, oracle)
                found.append(label)
            for number in bits(label):
                child = removed | 1 << number
                if child not in seen:
                    seen.add(child)
                    following.append(child)
        if diagnoses:
            break
        level = following
    return sorted(dict.fromkeys(found), key=lambda conflict: (conflict.bit_count(), conflict))


def _clusters(conflicts: list[int]) -> list[list[int]]:
    """Conflicts sorted into sets that share an item, so that this item alone may be wrong."""
    clusters: list[list[int]] = []
    shared: list[int] = []
    for conflict in conflicts:
        for number, common in enumerate(shared):
            if common & conflict:
                clusters[number].append(conflict)
                shared[number] = common & conflict
                break
        else:
            clusters.append([conflict])
            shared.append(conflict)
    return clusters


def _summarise(cluster: list[int]) -> Conflict:
    size = cluster[0].bit_count()
    members, suspects = 0, cluster[0]
    for conflict in cluster:
        suspects &= conflict
        if conflict.bit_count() == size:
            members |= conflict
    return Conflict(cluster[0], members, suspects)

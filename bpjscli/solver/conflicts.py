"""The smallest sets of items that cannot all be true, and which of them one wrong item would explain.

Minimal conflicts and minimal diagnoses are found together by a hitting-set tree (Reiter, "A theory of diagnosis from
first principles", Artificial Intelligence 32, 1987), breadth first and of bounded depth. Sets are bit sets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

# Active items and instances of identities (-1: all) -> 0, or a subset of them that conflicts, instances above items.
Oracle = Callable[[int, int], int]

DEEPEST = 3  # wrong items assumed at most, when explaining everything at once
NODES = 150  # sets of wrong items tried at most
MOST_MINIMISED = 40  # items of a conflict that are left out one by one with all identities at work


class Conflict(msgspec.Struct, frozen=True, gc=False):
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


def find_conflicts(active: int, count: int, oracle: Oracle) -> list[Conflict]:
    """All independent conflicts among `active`, of `count` items; an empty list where they agree."""
    search = _Search(active, count, oracle)
    return [_summarise(cluster) for cluster in _clusters(search.minimal_conflicts())]


class _Search:
    def __init__(self, active: int, count: int, oracle: Oracle) -> None:
        self.active = active
        self.count = count
        self.oracle = oracle
        self.items = (1 << count) - 1

    def conflict(self, active: int) -> int:
        """0, or a minimal conflict within `active`."""
        found = self.oracle(active, -1)
        if not found:
            return 0
        conflict = self._minimised(found & self.items, found >> self.count)
        return self._minimised(conflict, -1) if conflict.bit_count() <= MOST_MINIMISED else conflict

    def _minimised(self, conflict: int, instances: int) -> int:
        """Leave out one item after the other, as long as the instances alone still make a conflict of the rest.

        Those that led to a conflict suffice for it; to look at no others is much quicker, and nearly always enough.
        """
        for number in bits(conflict):
            without = conflict & ~(1 << number)
            if without != conflict:
                smaller = self.oracle(without, instances) & self.items
                if smaller:
                    conflict = smaller
        return conflict

    def minimal_conflicts(self) -> list[int]:
        """Minimal conflicts, smallest first: every one that the least sets of wrong items have to explain."""
        found: list[int] = []
        level, seen, nodes = [0], {0}, 0
        for _ in range(DEEPEST + 1):
            following: list[int] = []
            explained = False
            for removed in level:
                label = next((conflict for conflict in found if not conflict & removed), 0)
                if not label:
                    if nodes == NODES:
                        continue
                    nodes += 1
                    label = self.conflict(self.active & ~removed)
                    if not label:
                        explained = True
                        continue
                    found.append(label)
                children = [child for number in bits(label) if (child := removed | 1 << number) not in seen]
                following.extend(children)
                seen.update(children)
            if explained:
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

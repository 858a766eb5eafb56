"""The smallest sets of items that cannot all be true, and which of them one wrong item would explain.

Minimal conflicts and minimal diagnoses are found together by a hitting-set tree (Reiter, "A theory of diagnosis from
first principles", Artificial Intelligence 32, 1987), breadth first and of bounded depth; the search goes on in what is
left until that agrees. Sets are bit sets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import reduce
from operator import or_

import msgspec
from msgspec.structs import replace

# Active items and instances of identities (-1: all) -> 0, or a subset of them that conflicts, instances above items.
Oracle = Callable[[int, int], int]

DEEPEST = 3  # wrong items assumed at most, when explaining everything at once
NODES = 150  # sets of wrong items tried at most
MOST_EXAMINED = 50  # conflicts of a group that share no item and are made as small as they can be
MOST_STEPS = 1_000_000  # of work that a search may cost, as `Box` counts it: a second or two
MOST_MINIMISED = 40  # items of a conflict that are left out one by one with all identities at work
FEW = 9  # items of a conflict that are left out with all identities at work straight away
MOST_REMEMBERED = 100  # sets that agree; to look through more costs what it saves


class Conflict(msgspec.Struct, frozen=True, gc=False):
    """Minimal conflicts that one wrong item can explain.

    `core` is a smallest of them, `members` the union of all of the same size, `suspects` the items whose removal
    alone would make the members agree. One that is not `complete` may hold more items than it needs: the work that a
    search may cost was spent.
    """

    core: int
    members: int
    suspects: int
    complete: bool = True


def bits(items: int) -> Iterator[int]:
    """The numbers of the items in a set, ascending."""
    while items:
        lowest = items & -items
        yield lowest.bit_length() - 1
        items ^= lowest


def find_conflicts(active: int, count: int, oracle: Oracle, steps: Callable[[], int] = lambda: 0) -> list[Conflict]:
    """All independent conflicts among `active`, of `count` items; an empty list where they agree.

    Without their members, the others agree. Of more than `MOST_EXAMINED` that share no item, the further ones are not
    made as small as they could be. `steps` is the work done so far: past `MOST_STEPS`, or ten times that of looking at
    all items once, what is left is one conflict that is not `complete`.
    """
    search = _Search(count, oracle, steps)
    independent: list[Conflict] = []
    left = active
    while conflicts := search.minimal_conflicts(left):
        independent += [replace(c, complete=c.core in search.examined) for c in map(_summarise, _clusters(conflicts))]
        for conflict in independent:
            left &= ~conflict.members
    return independent


class _Search:
    def __init__(self, count: int, oracle: Oracle, steps: Callable[[], int]) -> None:
        self.count = count
        self.oracle = oracle
        self.items = (1 << count) - 1
        self._steps = steps
        self._begin, self._limit = steps(), 0
        self.examined: set[int] = set()  # conflicts that were made as small as they can be
        self._agreeing: list[tuple[int, int]] = []  # items and instances that agree, and with them all their subsets

    @property
    def spent(self) -> bool:
        """Whether the search has cost what it may."""
        done = self._steps() - self._begin
        if not self._limit:
            self._limit = max(MOST_STEPS, 10 * done)
        return done > self._limit

    def conflict(self, active: int) -> int:
        """0, or a minimal conflict within `active`."""
        blamed = self._look(active, -1)
        conflict = blamed & self.items
        if not conflict or self.spent:
            return conflict
        if conflict.bit_count() > FEW:
            conflict = self._minimised(conflict, blamed >> self.count)
        if conflict.bit_count() <= MOST_MINIMISED:
            conflict = self._minimised(conflict, -1)
        if not self.spent:
            self.examined.add(conflict)
        return conflict

    def _look(self, active: int, instances: int) -> int:
        """What the oracle says, without asking it again of items that agree even beside others."""
        for items, within in self._agreeing:
            if not active & ~items and (within == -1 or (instances != -1 and not instances & ~within)):
                return 0
        blamed = self.oracle(active, instances)
        if not blamed and len(self._agreeing) < MOST_REMEMBERED:
            self._agreeing.append((active, instances))
        return blamed

    def _minimised(self, conflict: int, instances: int) -> int:
        """Leave out one item after the other, as long as the instances alone still make a conflict of the rest.

        Those that led to a conflict suffice for it; to look at no others is much quicker, and nearly always enough.
        """
        for number in bits(conflict):
            without = conflict & ~(1 << number)
            if without != conflict and not self.spent:
                smaller = self._look(without, instances) & self.items
                if smaller:
                    conflict = smaller
        return conflict

    def minimal_conflicts(self, active: int) -> list[int]:
        """Minimal conflicts, smallest first: every one that the least sets of wrong items have to explain.

        Where more items must be wrong than are assumed at once, each conflict is looked at without those that share no
        item with it.
        """
        apart = self._apart(active)
        if len(apart) <= DEEPEST:
            minimal = self._explained(active, apart[:1])
        else:
            taken = reduce(or_, apart)
            minimal = [one for own in apart for one in self._explained(active & ~(taken & ~own), [own])]
        return sorted(dict.fromkeys(minimal), key=lambda conflict: (conflict.bit_count(), conflict))

    def _apart(self, active: int) -> list[int]:
        """Conflicts that share no item; without them the others agree."""
        apart: list[int] = []
        while True:
            conflict = self.conflict(active) if len(apart) < MOST_EXAMINED else self._look(active, -1) & self.items
            if not conflict:
                return apart
            if self.spent:  # each further one would cost a look at all that is left
                conflict = active
            apart.append(conflict)
            active &= ~conflict

    def _explained(self, active: int, found: list[int]) -> list[int]:
        """Minimal conflicts among `active`, one of which may have been `found`, for the least sets of wrong items."""
        level, seen, nodes = [0], {0}, 0
        for _ in range(DEEPEST + 1 if found else 0):
            following: list[int] = []
            explained = False
            for removed in level:
                label = next((conflict for conflict in found if not conflict & removed), 0)
                if not label:
                    if nodes == NODES or self.spent:
                        continue
                    nodes += 1
                    label = self.conflict(active & ~removed)
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
        return found


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

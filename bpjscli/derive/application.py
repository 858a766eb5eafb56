"""An identity at one place of a group, and what it would say there."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from bpjscli.derive.constraints import Variable
from bpjscli.derive.identity import Dimension, Identity, Name, Previous, SumOver, walk

Place = tuple[str | None, str | None, int, int]  # segment, programme, area, year


class Rule(msgspec.Struct, frozen=True, gc=False):
    """An identity with what is needed again and again: the (indicator, year) pairs that it names, and its sums.

    `rates` must be stated where it applies: two years are held together by a growth that somebody printed, and not by
    one that would follow from them.
    """

    identity: Identity
    names: tuple[tuple[str, int], ...]
    sums: tuple[SumOver, ...]
    rates: tuple[str, ...] = ()

    @classmethod
    def of(cls, identity: Identity) -> Rule:
        """The rule for an identity."""
        names = [(identity.result, 0)]
        for part in walk(identity.expression):
            if isinstance(part, Name | Previous):
                names.append((part.indicator, 0 if isinstance(part, Name) else -1))
        sums = tuple(part for part in walk(identity.expression) if isinstance(part, SumOver))
        return cls(identity, tuple(dict.fromkeys(names)), sums, identity.rates())

    def divides(self, place: Place) -> bool:
        """Whether what its sums divide is whole at `place`: segments add up to no segment."""
        return all(place[0 if sum_.dimension == "segment" else 1] is None for sum_ in self.sums)


class Application(msgspec.Struct, frozen=True, gc=False):
    """A rule at a place, or (`parts`) a region as the sum of its areas."""

    rule: Rule
    place: Place
    parts: tuple[int, ...] = ()

    @property
    def result(self) -> Variable:
        """The variable on the left side."""
        return self.at(self.rule.identity.result)

    def at(self, indicator: str, year: int = 0) -> Variable:
        """The variable of `indicator` here, or so many years later."""
        segment, programme, area, own = self.place
        return Variable(indicator, segment, programme, area, own + year)

    def part(self, indicator: str, dimension: Dimension, term: str) -> Variable:
        """The variable of `indicator` for a segment or programme."""
        segment, programme, area, year = self.place
        if dimension == "segment":
            return Variable(indicator, term, programme, area, year)
        return Variable(indicator, segment, term, area, year)

    def summands(self) -> list[Variable]:
        """The areas' variables of a region."""
        return [self.result._replace(area=area) for area in self.parts]

    def named(self) -> list[Variable]:
        """The variables that it names, its result first, without the parts of sums."""
        segment, programme, area, own = self.place
        names = [Variable(indicator, segment, programme, area, own + year) for indicator, year in self.rule.names]
        return names + self.summands()

    def known_parts(self, sum_: SumOver, terms: Collection[str], known: Collection[Variable]) -> list[Variable]:
        """The parts of a sum that are known, in the order of `terms`."""
        parts = (self.part(sum_.indicator, sum_.dimension, term) for term in terms)
        return [part for part in parts if part in known]

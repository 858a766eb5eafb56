"""The variables and primitive constraints of a plan, and the identities that become them at each place of a group."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

import msgspec

from bpjscli.solver.identity import Dimension, Identity, Name, Previous, SumOver, walk

REST = "(rest)"  # the segment or programme of a variable that stands for parts nobody named
REGION = "region"  # the id of the identity "a region is the sum of its parts"

Regions = tuple[tuple[int, tuple[int, ...], tuple[int, ...]], ...]
"""(area, the areas that add up to it, the years in which they do; none where it is all), by number."""
Absent = frozenset[tuple[int, str]]  # (year, segment or programme) that did not exist yet


class Variable(NamedTuple):
    """A quantity of a group: `area` counts the group's areas, `year` is the offset from the group's first year."""

    indicator: str
    segment: str | None = None
    programme: str | None = None
    area: int = 0
    year: int = 0


def variable_order(variable: Variable) -> tuple[int, int, str, str, str]:
    """Sorts variables: by area and year, then by what they are, the whole before its parts."""
    return (variable.area, variable.year, variable.indicator, variable.segment or "", variable.programme or "")


class Constraint(NamedTuple):
    """`total = x + y + ...` ("sum") or `total = x * y` ("product"), on indexes of variables; part of an instance.

    `signed` says that a variable of a product may be below zero.
    """

    kind: Literal["sum", "product"]
    total: int
    parts: tuple[int, ...]
    instance: int
    signed: bool = False


class Instance(msgspec.Struct, frozen=True, gc=False):
    """An identity as it applies to certain variables."""

    identity: str
    variables: tuple[int, ...]


class Plan(msgspec.Struct, frozen=True, gc=False):
    """A group's variables (published, derivable and auxiliary), their domains, and the constraints between them."""

    variables: tuple[Variable | None, ...]  # None is an auxiliary: a constant, or an inner node of an expression
    lows: tuple[Decimal, ...]
    highs: tuple[Decimal, ...]
    constraints: tuple[Constraint, ...]
    instances: tuple[Instance, ...]
    touching: tuple[tuple[int, ...], ...]  # variable -> the constraints it takes part in
    numbers: Mapping[Variable, int]


Slot = tuple[str | None, str | None, int, int]  # segment, programme, area, year


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

    def divides(self, place: Slot) -> bool:
        """Whether what its sums divide is whole at `place`: segments add up to no segment."""
        return all(place[0 if sum_.dimension == "segment" else 1] is None for sum_ in self.sums)


class Application(msgspec.Struct, frozen=True, gc=False):
    """A rule at a place, or (`parts`) a region as the sum of its areas."""

    rule: Rule
    place: Slot
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

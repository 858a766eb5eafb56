"""An identity at one place of a group, and what it would say there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from bpjscli.derive.constraints import REGION, Regions, Variable
from bpjscli.derive.identity import Dimension, Identity, Name, Previous, SumOver, walk
from bpjscli.facts.model import Vocabulary


class Application(NamedTuple):
    """An identity at a cell and in a context, or (`parts`) a region as the sum of its areas."""

    identity: Identity
    parts: tuple[int, ...] | None
    segment: str | None
    programme: str | None
    area: int
    year: int

    @property
    def stage(self) -> int:
        """When it is tried: what is determined without adding up comes first, then regions, then wholes of segments."""
        if self.parts is not None:
            return 1
        return 0 if self.identity.sums_over() is None else 2

    @property
    def result(self) -> Variable:
        """The variable on its left side."""
        return self.at(self.identity.result)

    def at(self, indicator: str, **place: object) -> Variable:
        """The variable of `indicator` here, or at another `segment`, `programme`, `area` or `year`."""
        here = Variable(indicator, self.segment, self.programme, self.area, self.year)
        return here._replace(**place) if place else here  # type: ignore[arg-type]  # keywords vary in type

    def summands(self) -> list[Variable]:
        """The areas' variables of a region."""
        return [self.at(self.identity.result, area=area) for area in self.parts or ()]

    def needs(self, known: Collection[Variable], vocabulary: Vocabulary) -> list[Variable]:
        """The variables that must be known, all but one, for this to say something."""
        found = [self.result, *self.summands()]
        if self.parts is None:
            for part in walk(self.identity.expression):
                if isinstance(part, Name):
                    found.append(self.at(part.indicator))
                elif isinstance(part, Previous):
                    found.append(self.at(part.indicator, year=self.year - 1))
                elif isinstance(part, SumOver):
                    found.extend(self.known_parts(part, known, vocabulary))
        return list(dict.fromkeys(found))

    def known_parts(self, sum_: SumOver, known: Collection[Variable], vocabulary: Vocabulary) -> list[Variable]:
        """The parts of a sum that are known, in the order of the vocabulary."""
        parts = (self.at(sum_.indicator, **{sum_.dimension: term}) for term in terms(sum_.dimension, vocabulary))
        return [part for part in parts if part in known]

    def core_known(self, sum_: SumOver, known: Collection[Variable]) -> bool:
        """Whether the parts without which no sum is exact are known."""
        return all(self.at(sum_.indicator, **{sum_.dimension: term}) in known for term in self.identity.core)

    def places(self, variables: Collection[Variable], dimension: Dimension) -> set[str]:
        """The segments (or programmes) that any of `variables` speaks of at this cell."""
        here = (v for v in variables if (v.area, v.year) == (self.area, self.year))
        return {term for v in here if (term := getattr(v, dimension)) is not None}


def terms(dimension: Dimension, vocabulary: Vocabulary) -> Sequence[str]:
    """The segments or programmes of the vocabulary."""
    return list(vocabulary.segments if dimension == "segment" else vocabulary.programmes)


def applications(known: Collection[Variable], identities: Sequence[Identity]) -> Iterator[Application]:
    """Every identity wherever a variable is published; sums over parts only for the whole."""
    contexts: dict[tuple[int, int], set[tuple[str | None, str | None]]] = {}
    for v in known:
        contexts.setdefault((v.area, v.year), {(None, None)}).add((v.segment, v.programme))
    for (area, year), places in sorted(contexts.items()):
        for segment, programme in sorted(places, key=str):
            for identity in identities:
                if identity.sums_over() is None or (segment, programme) == (None, None):
                    yield Application(identity, None, segment, programme, area, year)


def regional(known: Collection[Variable], regions: Regions, additive: Sequence[str]) -> Iterator[Application]:
    """The sums of regions over their areas, for whatever adds up and may become known of an area."""
    for area, parts in regions:
        places = sorted({(v.segment, v.programme, v.year) for v in known if v.area in parts}, key=str)
        for segment, programme, year in places:
            for indicator in additive:
                sum_of_parts = Identity(REGION, "", indicator, Name(indicator))
                yield Application(sum_of_parts, parts, segment, programme, area, year)

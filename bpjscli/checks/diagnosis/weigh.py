"""Explanations weighed against each other: how probable each is, with "none of these" among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from bpjscli.checks.diagnosis.evidence import log2, round_bits
from bpjscli.checks.diagnosis.slips import Explanation

STRONGEST = Decimal(500)  # bits: beyond, nothing becomes more probable
_TWO = Decimal(2)

Reading = tuple[int, object]  # the figure, and what it would be


def reading_of(explanation: Explanation) -> Reading:
    """The figure that an explanation blames first, and what that would be: explanations that share both are one."""
    slip = explanation.slips[0]
    return slip.number, slip.reading if slip.reading else slip.value


def weigh(explanations: Iterable[Explanation], none: Decimal) -> list[Explanation]:
    """One explanation for each figure and what it would be, with its probability, the most probable first.

    `none` is the weight of everything that is none of these, where an explanation of no bits weighs 1. Two errors that
    come to the same number, such as a digit wrong and two swapped, are one explanation, named after the likelier.
    """
    alike: dict[Reading, list[Explanation]] = defaultdict(list)
    for explanation in explanations:
        alike[reading_of(explanation)].append(explanation)
    weights = {reading: sum(_weight(one) for one in its) for reading, its in alike.items()}
    total = none + sum(weights.values())
    best = [max(its, key=_rank)._replace(probability=weights[reading] / total) for reading, its in alike.items()]
    return sorted(best, key=lambda one: (-_in_steps(one.probability), one.off, one.slips[0].kind, one.slips[0].number))


def _weight(explanation: Explanation) -> Decimal:
    return _TWO ** max(-STRONGEST, min(explanation.bits, STRONGEST))


def _rank(explanation: Explanation) -> tuple[Decimal, bool, Decimal]:
    return round_bits(explanation.bits), explanation.rounded, -explanation.off


def _in_steps(probability: Decimal) -> Decimal:
    """A probability in tenths of a bit, finer than which nothing is known."""
    return round_bits(log2(probability))

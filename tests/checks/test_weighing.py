"""Explanations weighed against each other, and the chances of typing errors."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import pytest

from bench.misprints import misprints
from bpjscli.checks.diagnosis.slips import Explanation, Slip
from bpjscli.checks.diagnosis.typing_errors import retype
from bpjscli.checks.diagnosis.weigh import weigh
from bpjscli.checks.finding import evidence_of
from bpjscli.model.interval import Interval
from bpjscli.solver.constraints import Variable
from bpjscli.solver.problem import Item

ITEM = Item(Variable("claims"), Interval(), Interval())


def explanation(number: int, value: int, bits: str) -> Explanation:
    return Explanation((Slip("digit", number, ITEM, "", Decimal(value), 1),), Decimal(bits))


def test_probabilities_are_shares_of_all_weights() -> None:
    found = weigh([explanation(0, 5, "3"), explanation(1, 7, "2")], Decimal(4))
    assert [(one.slips[0].number, one.probability) for one in found] == [(0, Decimal("0.5")), (1, Decimal("0.25"))]


def test_two_errors_that_come_to_one_number_are_one_explanation() -> None:
    found = weigh([explanation(0, 5, "3"), explanation(0, 5, "3"), explanation(0, 6, "3")], Decimal(8))
    assert [(str(one.slips[0].value), str(one.probability)) for one in found] == [("5", "0.5"), ("6", "0.25")]


def test_no_evidence_is_too_strong_for_the_arithmetic() -> None:
    (found,) = weigh([explanation(0, 5, "1e6")], Decimal(1))
    assert found.probability == 1


@pytest.mark.parametrize(
    ("probability", "word"), [("0.9", "strong"), ("0.89", "fair"), ("0.5", "fair"), ("0.49", "weak")]
)
def test_the_words_for_evidence(probability: str, word: str) -> None:
    assert evidence_of(Decimal(probability)) == word


@pytest.mark.long
@pytest.mark.parametrize("printed", ["7", "31", "1033", "20", "9811", "100"])
def test_every_typing_error_is_undone_with_its_chance(printed: str) -> None:
    """Held against the errors themselves, made in every number that could become this one."""
    chances: dict[str, Decimal] = defaultdict(Decimal)
    for one in retype(printed, 0):
        chances[one.digits] += 1 / one.ways
    made = {}
    for true in map(str, range(1, 100_000)):
        if abs(len(true) - len(printed)) <= 1 and printed in (errors := misprints(true)):
            made[true] = 4 * errors[printed]
    by_scale = {printed + "0", printed[:-1]}  # a zero at the end is a matter of scale
    missing = {true for true in made if true not in chances and true not in by_scale}
    assert missing == set()
    for true, chance in chances.items():
        if true in made and true not in by_scale:
            assert abs(float(chance) / float(made[true]) - 1) < 0.35, true

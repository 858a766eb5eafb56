"""A group as a problem: how figures are read, what follows from which of them, and what a wrong one does."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest

from bpjscli.measures.answers import Answers
from bpjscli.model.interval import Interval
from bpjscli.solver.constraints import Variable
from bpjscli.solver.plan import Planner
from bpjscli.solver.problem import Item, Problem
from bpjscli.solver.propagate import Box

Ask = Callable[..., Answers]

COVERAGE, PARTICIPANTS, WORKFORCE = map(Variable, ("coverage", "participants", "workforce"))
UNREGISTERED = Variable("unregistered")
GAP_PEOPLE, GAP_POINTS = Variable("gap_people"), Variable("gap_points")
PU, BPU, JAKON = (Variable("participants", segment) for segment in ("pu", "bpu", "jakon"))


@pytest.fixture(scope="module")
def planner(shipped: Answers) -> Planner:
    return shipped.planner


def item(variable: Variable, low: str | None, high: str | None, looser: str = "0") -> Item:
    """An item that is read loosely with so much more on both sides."""
    below, above = (None if end is None else Decimal(end) for end in (low, high))
    more = Decimal(looser)
    wider = Interval(None if below is None else below - more, None if above is None else above + more)
    return Item(variable, Interval(below, above), wider)


def exactly(variable: Variable, value: str) -> Item:
    return item(variable, value, value)


def ends(box: Box, variable: Variable) -> tuple[Decimal, Decimal]:
    number = box.plan.numbers[variable]
    return box.low[number], box.high[number]


def why(box: Box, variable: Variable) -> int:
    return box.reasons(box.plan.numbers[variable])


def test_only_active_figures_speak(planner: Planner) -> None:
    problem = Problem(planner, [exactly(PARTICIPANTS, "400"), exactly(WORKFORCE, "1000"), exactly(UNREGISTERED, "7")])
    box = problem.solve(0b011)
    assert ends(box, UNREGISTERED) == (Decimal(600), Decimal(600))
    assert why(box, UNREGISTERED) & problem.everything == 0b011
    assert ends(problem.solve(0), UNREGISTERED) == (Decimal("-Infinity"), Decimal("Infinity"))
    assert problem.solve(0b111).conflict & problem.everything == 0b111
    assert problem.agree(0b110)
    assert not problem.agree(0b111)


def test_those_read_loosely_are_chosen_one_by_one(planner: Planner) -> None:
    items = [item(PARTICIPANTS, "400", "402", "5"), item(WORKFORCE, "1000", "1002", "9"), exactly(UNREGISTERED, "610")]
    problem = Problem(planner, items)
    assert [problem.agree(0b111, loose) for loose in range(4)] == [False, False, True, True]
    assert ends(problem.solve(0b001, 0b001), PARTICIPANTS) == (Decimal(395), Decimal(407))
    assert ends(problem.solve(0b001, 0b110), PARTICIPANTS) == (Decimal(400), Decimal(402))


def test_two_readings_of_one_quantity_that_do_not_meet_are_the_conflict(planner: Planner) -> None:
    three = [exactly(WORKFORCE, "5"), exactly(PARTICIPANTS, "400"), exactly(PARTICIPANTS, "401")]
    assert Problem(planner, three).solve(0b111).conflict == 0b110
    touching = [item(PARTICIPANTS, "1", "2"), item(PARTICIPANTS, "2", "3")]
    box = Problem(planner, touching).solve(0b11)
    assert (box.conflict, ends(box, PARTICIPANTS), why(box, PARTICIPANTS)) == (0, (Decimal(2), Decimal(2)), 0b11)


def test_a_bound_that_says_nothing_new_is_no_reason(planner: Planner) -> None:
    same = [item(PARTICIPANTS, "1", "2"), item(PARTICIPANTS, "1", "2"), item(PARTICIPANTS, None, "9")]
    assert why(Problem(planner, same).solve(0b111), PARTICIPANTS) == 0b001


def test_sums_bound_each_part_by_the_whole_and_the_others(planner: Planner) -> None:
    whole = exactly(PARTICIPANTS, "100")
    parts = [item(PU, "10", "40"), item(BPU, "20", "50"), item(JAKON, None, None)]
    problem = Problem(planner, [whole, *parts])
    box = problem.solve(problem.everything)
    assert ends(box, JAKON) == (Decimal(10), Decimal(70))
    assert why(box, JAKON) & problem.everything == 0b0111
    tight = Problem(planner, [whole, item(PU, None, "40"), item(BPU, None, "50"), item(JAKON, None, "15")])
    box = tight.solve(tight.everything)
    assert [ends(box, v) for v in (PU, BPU, JAKON)] == [
        (Decimal(35), Decimal(40)),
        (Decimal(45), Decimal(50)),
        (Decimal(10), Decimal(15)),
    ]
    unbounded = Problem(planner, [item(PARTICIPANTS, None, "100"), item(PU, "30", None), item(BPU, "20", None)])
    box = unbounded.solve(unbounded.everything)
    assert [ends(box, v)[1] for v in (PU, BPU)] == [Decimal(80), Decimal(70)]


def test_parts_give_the_whole_bounds_only_where_all_have_them(planner: Planner) -> None:
    problem = Problem(planner, [item(PU, "10", "40"), item(BPU, "20", None), item(JAKON, "5", "6")])
    box = problem.solve(problem.everything)
    assert ends(box, PARTICIPANTS) == (Decimal(35), Decimal("Infinity"))
    assert why(box, PARTICIPANTS) & problem.everything == 0b111


def test_a_product_is_bounded_by_its_factors_and_each_factor_by_the_rest(planner: Planner) -> None:
    problem = Problem(planner, [item(COVERAGE, "0.4", "0.5"), item(WORKFORCE, "1000", "2000")])
    box = problem.solve(problem.everything)
    assert ends(box, PARTICIPANTS) == (Decimal(400), Decimal(1000))
    problem = Problem(planner, [item(COVERAGE, "0.4", "0.5"), item(PARTICIPANTS, "400", "1000")])
    box = problem.solve(problem.everything)
    assert ends(box, WORKFORCE) == (Decimal(800), Decimal(2500))
    problem = Problem(planner, [item(COVERAGE, None, "0.5"), item(PARTICIPANTS, "400", None)])
    box = problem.solve(problem.everything)
    assert ends(box, WORKFORCE) == (Decimal(800), Decimal("Infinity"))


def test_a_quotient_that_never_ends_is_rounded_outwards(planner: Planner) -> None:
    problem = Problem(planner, [exactly(PARTICIPANTS, "1"), exactly(WORKFORCE, "3")])
    low, high = ends(problem.solve(problem.everything), COVERAGE)
    assert Fraction(low) < Fraction(1, 3) < Fraction(high)


@pytest.mark.parametrize(
    ("people", "points", "workforce"),
    [
        (("-100", "-50"), ("-0.10", "-0.05"), ("500", "2000")),
        (("50", "100"), ("0.05", "0.10"), ("500", "2000")),
        (("-100", "50"), ("0.05", "0.10"), ("0", "1000")),
    ],
)
def test_a_gap_may_be_negative(
    planner: Planner, people: tuple[str, str], points: tuple[str, str], workforce: tuple[str, str]
) -> None:
    problem = Problem(planner, [item(GAP_PEOPLE, *people), item(GAP_POINTS, *points)])
    box = problem.solve(problem.everything)
    assert tuple(map(str, (f"{end.normalize():f}" for end in ends(box, WORKFORCE)))) == workforce
    assert why(box, WORKFORCE) & problem.everything == (0b11)


def test_more_than_and_less_than_leave_the_number_out(planner: Planner) -> None:
    def conflict(variable: Variable, reading: Interval) -> int:
        others = [exactly(PARTICIPANTS, "500"), exactly(WORKFORCE, "1000")]
        return Problem(planner, [*others, Item(variable, reading, reading)]).solve(0b111).conflict & 0b111

    half = Decimal("0.5")
    assert conflict(COVERAGE, Interval(half, None, low_open=True)) == 0b111
    assert conflict(COVERAGE, Interval(None, half, high_open=True)) == 0b111
    assert conflict(COVERAGE, Interval(half, None)) == 0
    assert conflict(COVERAGE, Interval(None, half)) == 0
    assert conflict(COVERAGE, Interval(Decimal("0.4"), None, low_open=True)) == 0
    assert conflict(COVERAGE, Interval(None, Decimal("0.6"), high_open=True)) == 0
    open_, others = Item(COVERAGE, Interval(half, None, low_open=True), Interval(half, None)), exactly(COVERAGE, "0.5")
    assert Problem(planner, [open_, others]).solve(0b10).conflict == 0, "it does not take part"


def test_a_number_told_later_is_read_loosely_and_all_follows(planner: Planner) -> None:
    problem = Problem(planner, [exactly(PARTICIPANTS, "400"), exactly(WORKFORCE, "1000")])
    before = problem.solve(0b01)
    after = problem.extended(before, 1, item(WORKFORCE, "900", "1000", "10"))
    assert ends(after, UNREGISTERED) == (Decimal(490), Decimal(610))
    assert why(after, UNREGISTERED) & problem.everything == 0b11
    assert ends(before, UNREGISTERED) == (Decimal(-400), Decimal("Infinity")), "as it was"
    assert problem.extended(before, 1, exactly(PARTICIPANTS, "401")).conflict == 0b11


def test_a_problem_with_other_readings_keeps_its_plan_where_it_can(planner: Planner) -> None:
    problem = Problem(planner, [exactly(PARTICIPANTS, "400"), exactly(WORKFORCE, "1000")])
    other = problem.replaced({1: exactly(UNREGISTERED, "1000")})
    assert other.plan is problem.plan
    assert ends(other.solve(0b11), WORKFORCE) == (Decimal(1400), Decimal(1400))
    strange = problem.replaced({0: exactly(UNREGISTERED, "400"), 1: exactly(Variable("claims"), "7")})
    assert Variable("claims") in strange.plan.numbers
    assert strange.items[0].variable == UNREGISTERED


def test_instances_of_identities_take_part_or_not(planner: Planner) -> None:
    problem = Problem(planner, [exactly(PARTICIPANTS, "400"), exactly(WORKFORCE, "1000")])
    names = [instance.identity for instance in problem.plan.instances]
    only = 1 << names.index("unregistered")
    box = problem.solve(0b11, within=only)
    assert ends(box, UNREGISTERED) == (Decimal(600), Decimal(600))
    assert ends(box, COVERAGE) == (Decimal(0), Decimal("Infinity"))
    assert ends(problem.solve(0b11, within=0), UNREGISTERED)[1] == Decimal("Infinity")


def test_numbers_in_full_are_taken_at_their_word(planner: Planner) -> None:
    about = item(PARTICIPANTS, "399", "401")._replace(point=Decimal(400))
    problem = Problem(planner, [about, exactly(WORKFORCE, "1000")._replace(point=Decimal(1000))])
    points = problem.points(0b11)
    assert problem.point(points, UNREGISTERED, "persons") == 600
    assert problem.point(points, COVERAGE, "percent") == 40
    assert problem.point(points, Variable("claims"), "count") is None
    assert problem.point(None, UNREGISTERED, "persons") is None
    assert problem.points(0b10) is None, "nothing that the readings do not say"
    contradicted = Problem(planner, [about, about._replace(point=Decimal(401))])
    assert contradicted.points(0b11) is None


def test_bounds_are_in_the_unit_that_people_read(planner: Planner) -> None:
    problem = Problem(planner, [item(COVERAGE, "0.4", None)])
    box = problem.solve(1)
    assert problem.bounds(box, COVERAGE, "percent") == Interval(Decimal(40), None)
    assert problem.bounds(box, Variable("claims"), "count") == Interval()


def test_an_average_in_full_is_rounded_to_the_rupiah(ask: Ask) -> None:
    text = """
        {{ indicator = "claims", printed = "1,003" }}
        {{ indicator = "benefits", printed = "Rp10,004,925" }}
        {{ indicator = "average_benefit", printed = "Rp{0}" }}
        """
    cut = {
        average: [(len(s.conflicts), s.cut.bit_count()) for s in ask(text.format(average)).solved()]
        for average in ("9,975", "9,974", "9,973", "9,976")
    }
    assert cut == {"9,975": [(0, 0)], "9,974": [(0, 1)], "9,973": [(1, 0)], "9,976": [(0, 1)]}

"""What the solver may never do: lose a truth, depend on an order, say more for having been told less."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpjscli.measures.answers import Answers
from bpjscli.model.interval import Interval
from bpjscli.solver.arithmetic import factor_of
from bpjscli.solver.conflicts import bits
from bpjscli.solver.constraints import Variable
from bpjscli.solver.plan import Planner
from bpjscli.solver.problem import Item, Problem
from bpjscli.solver.propagate import Box

# Where bounds creep towards each other, the solver stops after so many steps; how far it came depends on what else it
# is told.
SLACK = Fraction(1, 100_000)
REGION = ((0, (1, 2), ()),)  # area 0 is the sum of areas 1 and 2


class World(NamedTuple):
    """What is true, exactly: a ratio for a percentage."""

    truth: dict[Variable, Fraction]
    readings: list[Item]


@pytest.fixture(scope="module")
def planner(shipped: Answers) -> Planner:
    return shipped.planner


def true_values(draw: st.DrawFn, people_in_construction: int) -> dict[Variable, Fraction]:
    """Two areas and the region that they make up: workers by segment, a target, claims and a year's growth."""
    truth: dict[Variable, Fraction] = {}
    for area in (1, 2):
        people = st.integers(0, 400_000)
        for segment in ("pu", "bpu"):
            workforce = draw(st.integers(1, 900_000))
            _workers(truth, segment, area, Fraction(workforce), Fraction(min(draw(people), workforce)))
        truth[Variable("participants", "jakon", None, area)] = Fraction(draw(st.integers(0, people_in_construction)))
    for segment in ("pu", "bpu"):
        _workers(truth, segment, 0, *(_added(truth, name, segment) for name in ("workforce", "participants")))
    truth[Variable("participants", "jakon")] = _added(truth, "participants", "jakon")
    planned = {area: Fraction(draw(st.integers(1, 120)), 100) for area in (1, 2)}
    for area in (1, 2, 0):
        wage, own = (truth[Variable("workforce", segment, None, area)] for segment in ("pu", "bpu"))
        covered = sum(truth[Variable("participants", segment, None, area)] for segment in ("pu", "bpu", "jakon"))
        _workers(truth, None, area, wage + own, Fraction(covered))
        if not area:
            planned[0] = sum(planned[part] * truth[Variable("workforce", area=part)] for part in (1, 2)) / (wage + own)
        _target(truth, area, planned[area])
    earlier, growth = draw(st.integers(1, 10**12)), Fraction(draw(st.integers(-90, 300)), 100)
    truth[Variable("contributions", year=-1)] = Fraction(earlier)
    truth[Variable("contributions_growth")] = growth
    truth[Variable("contributions")] = earlier * (1 + growth)
    return truth


def _added(truth: dict[Variable, Fraction], indicator: str, segment: str) -> Fraction:
    return truth[Variable(indicator, segment, None, 1)] + truth[Variable(indicator, segment, None, 2)]


def _workers(
    truth: dict[Variable, Fraction], segment: str | None, area: int, workforce: Fraction, participants: Fraction
) -> None:
    values = {
        "workforce": workforce,
        "participants": participants,
        "coverage": participants / workforce,
        "uncovered": 1 - participants / workforce,
        "unregistered": workforce - participants,
    }
    truth.update((Variable(name, segment, None, area), value) for name, value in values.items())


def _target(truth: dict[Variable, Fraction], area: int, target: Fraction) -> None:
    workforce, coverage, participants = (
        truth[Variable(name, None, None, area)] for name in ("workforce", "coverage", "participants")
    )
    values = {
        "target_coverage": target,
        "target_participants": target * workforce,
        "gap_points": target - coverage,
        "gap_people": target * workforce - participants,
        "achievement": coverage / target,
    }
    truth.update((Variable(name, None, None, area), value) for name, value in values.items())


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A world, and some of it as it may be read: as narrow as the truth, or as wide as anybody likes."""
    built = draw(st.booleans())
    truth = true_values(draw, 400_000 if built else 0)
    segments: list[set[str | None]] = [{None}, {None, "pu", "bpu", "jakon"}, {"bpu"}]
    near = draw(st.sampled_from(segments))
    areas = draw(st.sampled_from([{0}, {1}, {0, 1, 2}]))
    at_hand = sorted((v for v in truth if v.segment in near and v.area in areas), key=str)
    named = draw(st.lists(st.sampled_from(at_hand), min_size=min(3, len(at_hand)), max_size=10, unique=True))
    if built and "jakon" in near:  # where nobody speaks of construction, the other segments are taken to be all
        named = sorted({*named, *(Variable("participants", "jakon", None, area) for area in areas)}, key=str)
    return World(truth, [Item(v, draw(readings(truth[v])), draw(readings(truth[v]))) for v in named])


@st.composite
def readings(draw: st.DrawFn, value: Fraction) -> Interval:
    """An interval with the value in it."""
    digits = draw(st.integers(0, 6))
    unit = Decimal(1).scaleb(len(str(int(abs(value)))) - digits)
    middle = Decimal(value.numerator) / Decimal(value.denominator)
    low, high = (middle // unit - 1) * unit, (middle // unit + 1) * unit
    if value == Fraction(middle) and draw(st.booleans()):
        low = high = middle
    open_below, open_above = draw(st.booleans()), draw(st.booleans())
    return Interval(None if open_below else low, None if open_above and not open_below else high)


def bounds(box: Box) -> dict[Variable, tuple[Decimal, Decimal]]:
    return {v: (box.low[n], box.high[n]) for v, n in box.plan.numbers.items()}


def beyond(value: Decimal | Fraction, bound: Decimal) -> Fraction:
    """How far above a finite bound a value lies, less the slack."""
    return Fraction(value) - Fraction(bound) - abs(Fraction(bound)) * SLACK


def within(inner: tuple[Decimal, Decimal], outer: tuple[Decimal, Decimal]) -> bool:
    """Whether one pair of bounds lies within another."""
    below = outer[0].is_infinite() or (not inner[0].is_infinite() and beyond(-inner[0], -outer[0]) <= 0)
    above = outer[1].is_infinite() or (not inner[1].is_infinite() and beyond(inner[1], outer[1]) <= 0)
    return below and above


def lost(problem: Problem, box: Box, truth: dict[Variable, Fraction]) -> Iterator[Variable]:
    for variable, (low, high) in bounds(box).items():
        if variable in truth:
            value = truth[variable]
            if (not low.is_infinite() and value < Fraction(low)) or (not high.is_infinite() and value > Fraction(high)):
                yield variable


@settings(max_examples=100, deadline=None)
@given(worlds())
def test_no_truth_is_ever_lost(planner: Planner, world: World) -> None:
    problem = Problem(planner, world.readings, REGION)
    for loose in (0, problem.everything):
        box = problem.solve(problem.everything, loose)
        assert not box.conflict
        assert not list(lost(problem, box, world.truth))


@settings(max_examples=60, deadline=None)
@given(worlds(), st.data())
def test_the_order_of_figures_and_identities_changes_nothing(
    shipped: Answers, planner: Planner, world: World, data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(world.readings))
    other = Planner(shipped.base.vocabulary, data.draw(st.permutations(shipped.identities)))
    first = Problem(planner, world.readings, REGION)
    second = Problem(other, shuffled, REGION)
    assert bounds(second.solve(second.everything)) == bounds(first.solve(first.everything))


@settings(max_examples=60, deadline=None)
@given(worlds(), st.data())
def test_to_be_told_less_is_never_to_know_more(planner: Planner, world: World, data: st.DataObject) -> None:
    problem = Problem(planner, world.readings, REGION)
    everything = bounds(problem.solve(problem.everything))
    left_out = data.draw(st.integers(0, len(world.readings) - 1))
    same_plan = bounds(problem.solve(problem.everything & ~(1 << left_out)))
    assert all(within(everything[v], same_plan[v]) for v in everything)
    rest = [item for number, item in enumerate(world.readings) if number != left_out]
    # What is told of segments decides whether their differences add up: there, less may be more.
    if rest and not any(item.variable.segment for item in world.readings):
        less = Problem(planner, rest, REGION)
        own_plan = bounds(less.solve(less.everything))
        assert all(within(everything[v], own_plan[v]) for v in own_plan if v in everything)


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_the_reasons_of_a_bound_suffice_for_it(planner: Planner, world: World) -> None:
    problem = Problem(planner, world.readings, REGION)
    box = problem.solve(problem.everything)
    for variable, number in problem.plan.numbers.items():
        if why := box.reasons(number):
            alone = problem.solve(why & problem.everything, within=why >> len(problem.items))
            assert within((alone.low[number], alone.high[number]), (box.low[number], box.high[number])), variable


@settings(max_examples=60, deadline=None)
@given(worlds(), st.data())
def test_the_reasons_of_a_contradiction_contradict_each_other(
    planner: Planner, world: World, data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(world.readings) - 1))
    item = world.readings[number]
    wrong = Decimal(data.draw(st.integers(0, 10**7))) / 100
    items = [*world.readings]
    items[number] = item._replace(rounded=Interval.exactly(wrong), loose=Interval.exactly(wrong))
    problem = Problem(planner, items, REGION)
    box = problem.solve(problem.everything)
    if box.conflict:
        assert box.conflict >> number & 1, "what is true cannot contradict itself"
        again = problem.solve(box.conflict & problem.everything, within=box.conflict >> len(items)).conflict
        assert again
        assert not set(bits(again)) - set(bits(box.conflict))


@settings(max_examples=60, deadline=None)
@given(worlds(), st.data())
def test_a_figure_taken_in_later_says_what_it_would_have_said_at_once(
    planner: Planner, world: World, data: st.DataObject
) -> None:
    problem = Problem(planner, world.readings, REGION)
    number = data.draw(st.integers(0, len(world.readings) - 1))
    before = problem.solve(problem.everything & ~(1 << number), problem.everything)
    later = bounds(problem.extended(before, number, world.readings[number]))
    at_once = bounds(problem.solve(problem.everything, problem.everything))
    assert all(within(later[v], at_once[v]) and within(at_once[v], later[v]) for v in later)


def test_what_has_fallen_by_all_of_it_may_have_been_anything(planner: Planner) -> None:
    growth, nothing = Interval(Decimal("-1.5"), Decimal(-1)), Interval.exactly(Decimal(0))
    items = [Item(Variable("contributions_growth"), growth, growth), Item(Variable("contributions"), nothing, nothing)]
    problem = Problem(planner, items)
    box = problem.solve(problem.everything)
    assert bounds(box)[Variable("contributions", year=-1)] == (Decimal(0), Decimal("Infinity"))


@settings(max_examples=100, deadline=None)
@given(st.integers(-3, 3), st.integers(-3, 3), st.tuples(*(st.integers(0, 3) for _ in range(4))))
def test_a_factor_is_any_number_that_gives_the_product(x: int, y: int, margins: tuple[int, ...]) -> None:
    below, above, less, more = (Decimal(margin) / 2 for margin in margins)
    lowest, highest = factor_of((x * y - below, x * y + above), (y - less, y + more))
    assert lowest <= x <= highest

"""Solving groups: what follows, what is only read loosely, and what cannot be true."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

import pytest
from groups_of import bounds, ids, only, quantity
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bpjscli.measures.answers import Answers, Key
from bpjscli.model.interval import Interval
from bpjscli.model.period import parse_period
from bpjscli.solver.plan import Planner, Variable
from bpjscli.solver.propagate import FARTHEST, ROUNDS
from bpjscli.solver.solve import solve

Ask = Callable[..., Answers]

KALIMANTAN_2024 = """
{ indicator = "coverage", printed = "45.34 percent" }
{ indicator = "participants", printed = "3.2 million" }
{ indicator = "participants", segment = "pu", printed = "1,953,661" }
{ indicator = "participants", segment = "bpu", printed = "889,957" }
{ indicator = "participants", segment = "jakon", printed = "443,402" }
"""


def test_what_nobody_printed_follows_with_its_lineage(ask: Ask) -> None:
    answers = ask(KALIMANTAN_2024)
    workforce = quantity(answers, "workforce")
    assert workforce.origin == "derived"
    assert workforce.value == Decimal(7249000)
    low, high = bounds(workforce)
    assert Decimal(low) < Decimal(3287020) / Decimal("0.4534") < Decimal(high)
    assert {figure.id.rsplit("/", 1)[0] for figure in workforce.figures} >= {"a/kalimantan/coverage"}
    assert "coverage" in workforce.identities


def test_a_number_that_was_cut_is_told_from_a_wrong_one(ask: Ask) -> None:
    solved = only(ask(KALIMANTAN_2024))
    assert not solved.conflicts
    assert ids(solved, solved.cut) == ["participants/2025"]


def test_rounded_figures_pin_each_other_down(ask: Ask) -> None:
    answers = ask(
        """
        { indicator = "coverage", printed = "41 percent" }
        { indicator = "workforce", printed = "7.9 million" }
        { indicator = "participants", printed = "about 3.3 million" }
        """
    )
    best = answers.best(Key("participants", "kalimantan"))
    assert best is not None
    low, high = best.narrowed.low, best.narrowed.high
    assert low is not None
    assert high is not None
    assert low > Decimal(3_170_000)
    assert high < Decimal(3_300_000)
    assert not only(answers).conflicts


def test_of_a_contradiction_holds_what_each_repair_allows(ask: Ask) -> None:
    answers = ask(
        """
        { area = "singkawang", indicator = "coverage", printed = "22.77 percent" }
        { area = "singkawang", indicator = "participants", printed = "about 16,684" }
        { area = "singkawang", indicator = "unregistered", printed = "about 73,236" }
        { area = "singkawang", indicator = "uncovered", printed = "77.23 percent" }
        """
    )
    solved = only(answers)
    assert len(solved.conflicts) == 1
    assert len(ids(solved, solved.disputed)) == 4
    workforce = quantity(answers, "workforce", "singkawang")
    assert workforce.disputed
    low, high = 16_683 / Decimal("0.22775"), 73_237 / Decimal("0.77225")
    assert workforce.interval == Interval(low.to_integral_value(ROUND_FLOOR), high.to_integral_value(ROUND_CEILING))
    participants = quantity(answers, "participants", "singkawang")
    assert participants.disputed
    assert participants.interval == Interval(Decimal(16_683), Decimal(16_685)), "as printed"
    assert participants.held.low == 16_683
    assert Decimal(21_500) < (participants.held.high or 0) < Decimal(21_700)


def test_independent_contradictions_are_told_apart(ask: Ask) -> None:
    answers = ask(
        """
        { indicator = "coverage", printed = "50.00 percent" }
        { indicator = "participants", printed = "400,123" }
        { indicator = "workforce", printed = "1,000,456" }
        { indicator = "claims", printed = "1,001" }
        { indicator = "benefits", printed = "Rp9,000,555" }
        { indicator = "average_benefit", printed = "Rp5,111" }
        """
    )
    conflicts = [ids(solved, c.members) for solved in answers.solved() for c in solved.conflicts]
    assert sorted(map(sorted, conflicts)) == [
        ["average_benefit/2025", "benefits/2025", "claims/2025"],
        ["coverage/2025", "participants/2025", "workforce/2025"],
    ]


def test_parts_may_not_exceed_their_whole_even_where_some_are_missing(ask: Ask) -> None:
    part = '{ indicator = "participants", segment = "pu", printed = "%s" }'
    fits = '{ indicator = "participants", printed = "500,001" }\n' + part
    assert not only(ask(fits % "400,007")).conflicts
    assert only(ask(fits % "600,007")).conflicts


def test_more_than_excludes_the_number_itself(ask: Ask) -> None:
    text = (
        '{{ indicator = "coverage", printed = "{0}" }}\n{{ indicator = "uncovered", value = 50.00, locator = "b" }}\n'
    )
    both = (
        text + '{{ indicator = "participants", printed = "1,001" }}\n{{ indicator = "workforce", printed = "2,002" }}'
    )
    assert not only(ask(both.format("at least 50 percent"))).conflicts
    twice = '{{ indicator = "employers", locator = "b", printed = "63,681" }}'
    exact = '{{ indicator = "employers", printed = "{0}" }}\n' + twice
    assert not only(ask(exact.format("more than 63,680"))).conflicts
    assert only(ask(exact.format("more than 63,681"))).conflicts


def test_last_year_follows_from_growth(ask: Ask) -> None:
    answers = ask(
        """
        { indicator = "contributions", printed = "Rp5,060,579,420,000" }
        { indicator = "contributions_growth", printed = "11.72 percent" }
        """
    )
    before = quantity(answers, "contributions", period="2024")
    assert before.value is not None
    assert abs(before.value - Decimal("4.5297e12")) < Decimal("1e9")
    assert before.identities == ("contributions-growth",)


def test_a_target_meets_the_latest_figures_of_its_own_year_and_no_other(ask: Ask) -> None:
    text = """
        {{ indicator = "coverage", period = "2025-03", printed = "20.00 percent" }}
        {{ indicator = "coverage", period = "2025-10-31", printed = "31.99 percent" }}
        {{ indicator = "target_coverage", period = {0}, printed = "52.69 percent" }}
        {{ indicator = "gap_points", period = "2025-10-31", printed = "{1} points" }}
        """
    assert not any(s.conflicts for s in ask(text.format(2025, "20.70")).solved())
    assert any(s.conflicts for s in ask(text.format(2025, "32.69")).solved())
    assert not any(s.conflicts for s in ask(text.format(2026, "32.69")).solved())


def test_a_region_is_the_sum_of_its_parts_where_all_are_known(ask: Ask) -> None:
    provinces = ("kalbar", "kalteng", "kalsel", "kaltim", "kaltara")
    lines = [
        f'{{ area = "{p}", indicator = "participants", printed = "{n + 1},001" }}' for n, p in enumerate(provinces)
    ]
    assert quantity(ask("\n".join(lines)), "participants").value == Decimal(15005)
    wrong = [*lines, '{ indicator = "participants", printed = "16,010" }']
    assert len(only(ask("\n".join(wrong))).conflicts) == 1
    part = [*lines[:4], '{ indicator = "participants", printed = "16,010" }']
    assert not any(solved.conflicts for solved in ask("\n".join(part)).solved())


@st.composite
def worlds(draw: st.DrawFn) -> tuple[int, int, int, int, int]:
    workforce = draw(st.integers(1_000, 9_000_000))
    participants = draw(st.integers(10, workforce))
    wage = draw(st.integers(0, participants))
    own = draw(st.integers(0, participants - wage))
    return workforce, participants, wage, own, draw(st.integers(0, 2))


def printed_lines(world: tuple[int, int, int, int, int]) -> dict[str, str]:
    workforce, participants, wage, own, decimals = world
    share = Decimal(participants) * 100 / Decimal(workforce)
    rate, rest = (f"{value:.{decimals}f}" for value in (share, 100 - share))
    return {
        "coverage": f'{{ indicator = "coverage", printed = "{rate} percent" }}',
        "uncovered": f'{{ indicator = "uncovered", printed = "{rest} percent" }}',
        "participants": f'{{ indicator = "participants", printed = "about {participants:,}" }}',
        "workforce": f'{{ indicator = "workforce", value = {workforce} }}',
        "unregistered": f'{{ indicator = "unregistered", value = {workforce - participants} }}',
        "pu": f'{{ indicator = "participants", segment = "pu", value = {wage} }}',
        "bpu": f'{{ indicator = "participants", segment = "bpu", value = {own} }}',
        "jakon": f'{{ indicator = "participants", segment = "jakon", value = {participants - wage - own} }}',
    }


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(worlds(), st.data())
def test_a_truth_that_is_printed_faithfully_is_never_excluded(
    ask: Ask, world: tuple[int, ...], data: st.DataObject
) -> None:
    lines = printed_lines(world)  # type: ignore[arg-type]  # five numbers
    kept = data.draw(st.lists(st.sampled_from(sorted(lines)), min_size=1, unique=True))
    answers = ask("\n".join(lines[name] for name in kept))
    workforce, participants = Fraction(world[0]), Fraction(world[1])
    truth = {
        "coverage": participants * 100 / workforce,
        "uncovered": 100 - participants * 100 / workforce,
        "participants": participants,
        "workforce": workforce,
        "unregistered": workforce - participants,
    }
    assert not any(solved.conflicts for solved in answers.solved())
    for indicator, value in truth.items():
        for candidate in answers.candidates(Key(indicator, "kalimantan"), parse_period("2025")):
            interval = candidate.narrowed
            assert interval.low is None or Fraction(interval.low) <= value, (indicator, kept)
            assert interval.high is None or value <= Fraction(interval.high), (indicator, kept)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_figures_and_identities_does_not_matter(ask: Ask, world: tuple[int, ...], rng: object) -> None:
    lines = list(printed_lines(world).values())  # type: ignore[arg-type]  # five numbers
    first = ask("\n".join(lines))
    expected = {c.key: bounds(c.quantity) for key in first.keys("kalimantan") for c in first.candidates(key)}
    rng.shuffle(lines)  # type: ignore[attr-defined]  # a Random
    second = ask("\n".join(lines))
    assert {c.key: bounds(c.quantity) for key in second.keys("kalimantan") for c in second.candidates(key)} == expected
    backwards = Planner(second.base.vocabulary, tuple(reversed(second.identities)))
    assert solve(only(second).group, backwards).conflicts == only(second).conflicts


@pytest.mark.parametrize("wrong", ["coverage", "workforce", "unregistered"])
def test_one_wrong_figure_among_many_is_among_the_suspects(ask: Ask, wrong: str) -> None:
    lines = printed_lines((1_000_003, 412_345, 300_001, 80_002, 2))
    lines[wrong] = lines[wrong].replace("41.23", "14.23").replace("1000003", "1900003").replace("587658", "857658")
    solved = only(ask("\n".join(lines.values())))
    assert f"{wrong}/2025" in ids(solved, solved.conflicts[0].suspects)


@pytest.mark.parametrize("holds", ["coverage = previous(coverage)", "coverage = previous(coverage) * 1.1"])
def test_an_identity_from_year_to_year_comes_to_an_end(ask: Ask, holds: str) -> None:
    """A fact base may say so, and every year would follow from the one beside it."""
    answers = ask(
        f'[[identity]]\nid = "year-by-year"\nholds = "{holds}"\n'
        '[[source]]\nid = "a"\npublished = 2026\nlanguage = "en"\n'
        'defaults = { area = "bali", indicator = "coverage" }\n'
        'figures = [{ period = 2023, printed = "20 percent" }, { period = 2025, printed = "40 percent" }]\n'
    )
    assert answers.solved()


def test_a_bound_on_its_way_to_infinity_is_not_followed(ask: Ask) -> None:
    """A part that nobody knows would have to be ever greater for 42 percent of all to be 70 percent of each part."""
    answers = ask(
        '[[source]]\nid = "a"\npublished = 2026\nlanguage = "en"\n'
        'defaults = { area = "bali", period = 2025 }\nfigures = ['
        '{ indicator = "coverage", printed = "42 %" },'
        '{ indicator = "coverage", segment = "pu", printed = "79.20 %" },'
        '{ indicator = "coverage", segment = "bpu", printed = "73.47 %" },'
        '{ indicator = "coverage", segment = "jakon", printed = "70.84 %" },'
        '{ indicator = "participants", printed = "284,707" },'
        '{ indicator = "participants", segment = "pu", printed = "151,413" },'
        '{ indicator = "participants", segment = "bpu", printed = "66,647" },'
        '{ indicator = "participants", segment = "jakon", printed = "66,647" }]\n'
    )
    (solved,) = answers.solved()
    unknown = {Variable("participants"), Variable("participants", "bpu")}
    active = sum(1 << n for n, item in enumerate(solved.problem.items) if item.variable not in unknown)
    box = solved.problem.solve(active)
    assert box.low[solved.problem.plan.numbers[Variable("participants", "bpu")]] > FARTHEST / 10
    assert box.steps < 3 * ROUNDS * len(box.plan.constraints)  # of more than one a revision


def test_what_is_more_than_anybody_counts_is_not_known(ask: Ask) -> None:
    """An identity of a fact base may multiply numbers until no decimal holds their digits."""
    holds = "registered = " + " * ".join(["participants"] * 8)
    answers = ask(
        f'[[identity]]\nid = "eighth-power"\nholds = "{holds}"\n'
        '[[source]]\nid = "a"\npublished = 2026\nlanguage = "en"\n'
        'defaults = { area = "bali", period = 2025 }\n'
        'figures = [{ indicator = "participants", printed = "about 2,000,000,000" }]\n'
    )
    assert answers.best(Key("registered", "bali")) is None
    assert answers.best(Key("participants", "bali")) is not None

"""What becomes known of a group by its identities, whatever its numbers are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from groups_of import bounds, quantity

from bpjscli.load.diagnostics import InvalidBaseError
from bpjscli.measures.answers import Answers
from bpjscli.solver.constraints import Variable
from bpjscli.solver.plan import REST

Ask = Callable[..., Answers]

PEOPLE = Variable("participants")


def parts(indicator: str, *segments: str, area: int = 0) -> list[Variable]:
    return [Variable(indicator, segment, None, area) for segment in segments]


@pytest.mark.parametrize(
    ("known", "follows", "unknown"),
    [
        (
            [Variable("participants_growth"), PEOPLE, Variable("workforce", year=-1)],
            [Variable("participants", year=-1), Variable("coverage", year=-1), Variable("unregistered", year=-1)],
            [Variable("workforce"), Variable("participants", year=1), Variable("coverage")],
        ),
        (
            [PEOPLE, Variable("participants", year=-1)],
            [],
            [Variable("participants_growth")],
        ),
        (
            [*parts("participants", "pu", "bpu", "jakon"), Variable("workforce")],
            [PEOPLE, Variable("coverage")],
            [Variable("participants", REST)],
        ),
        (
            [Variable("claims", segment, "jkk") for segment in ("pu", "bpu", "jakon")],
            [Variable("claims", None, "jkk")],
            [Variable("claims"), Variable("claims", "pu"), Variable("claims", REST, "jkk")],
        ),
        (
            [Variable("claims", "rentan", programme) for programme in ("jkk", "jkm", "jht", "jp", "jkp")],
            [Variable("claims", "rentan")],
            [Variable("claims"), Variable("claims", None, "jkk")],
        ),
        (parts("participants", "pu", "bpu"), [], [PEOPLE]),
        ([*parts("participants", "pu", "bpu"), PEOPLE], [Variable("participants", REST)], []),
    ],
)
def test_what_becomes_known(
    shipped: Answers, known: list[Variable], follows: list[Variable], unknown: list[Variable]
) -> None:
    found = shipped.planner.plan(frozenset(known)).numbers
    assert found.keys() >= {*known, *follows}
    assert not found.keys() & set(unknown)


def test_a_region_waits_for_the_total_of_each_of_its_areas(shipped: Answers) -> None:
    """One area has its participants by segment, the other its workforce and coverage: both totals must be derived."""
    segments = parts("participants", "pu", "bpu", "jakon", area=1)
    rate = [Variable("coverage", area=2), Variable("workforce", area=2)]
    region = ((0, (1, 2), ()),)
    assert PEOPLE in shipped.planner.plan(frozenset([*segments, *rate]), region).numbers
    assert PEOPLE not in shipped.planner.plan(frozenset([*segments, rate[0]]), region).numbers


def test_every_identity_that_cannot_be_used_is_named(ask: Ask) -> None:
    rules = {"one": "coverage = = workforce", "two": "coverage = people / workforce", "three": "claims ="}
    text = "".join(f'[[identity]]\nid = "{name}"\nholds = "{holds}"\n' for name, holds in rules.items())
    with pytest.raises(InvalidBaseError) as raised:
        ask(f'{text}[[source]]\nid = "a"\nfigures = []\n')
    told = [problem.message for problem in raised.value.problems]
    assert [name for name in rules if any(f'identity "{name}"' in message for message in told)] == [*rules]
    assert any('unknown indicator "people"' in message for message in told)


def product(figures: list[str], *negative: str) -> str:
    """A base with `both = one * two`, of which some may be below zero by their nature."""
    blocks = [
        f'[[indicator]]\nid = "{name}"\nname = "{name}"\nunit = "persons"\nkind = "stock"\n'
        f"negative = {str(name in negative).lower()}\n"
        for name in ("one", "two", "both")
    ]
    head = '[[identity]]\nid = "product"\nholds = "both = one * two"\n[[source]]\nid = "a"\nlanguage = "en"\n'
    defaults = 'defaults = { area = "kalbar", period = 2025 }\n'
    return f"{''.join(blocks)}{head}{defaults}figures = [{', '.join(figures)}]"


def test_a_product_of_what_may_be_negative_rests_on_all_that_bounds_it(ask: Ask) -> None:
    """At most 8, if neither is below zero: two negative numbers would make more."""
    least, most = (
        [f'{{ indicator = "{name}", printed = "at {which}", locator = "{which}" }}' for name, which in ends]
        for ends in ((("one", "least 0"), ("two", "least 0")), (("one", "most 2"), ("two", "most 4")))
    )
    found = quantity(ask(product([*least, *most], "one", "two")), "both", "kalbar")
    assert (*bounds(found), len(found.figures)) == ("0", "8", 4)
    never_below = quantity(ask(product([*least, *most])), "both", "kalbar")
    assert (*bounds(never_below), len(never_below.figures)) == ("0", "8", 2)


def test_a_product_keeps_its_sign(ask: Ask) -> None:
    exact = ['{ indicator = "one", value = 2 }', '{ indicator = "two", value = -3 }']
    assert bounds(quantity(ask(product(exact, "two", "both")), "both", "kalbar")) == ("-6", "-6")

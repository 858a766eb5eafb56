"""Ranks as far as intervals tell, and the choice between one source's snapshot and a mixture."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bpjscli.measures.answers import Answers, Candidate, Key
from bpjscli.measures.ranking import rank, ranking
from bpjscli.model.facts import Source
from bpjscli.model.interval import Interval
from bpjscli.model.period import parse_period
from bpjscli.solver.quantity import Quantity

Ask = Callable[..., Answers]

BOUND = st.none() | st.integers(0, 9).map(Decimal)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Intervals that are not empty, open and unbounded ones among them."""
    low, high = draw(BOUND), draw(BOUND)
    if low is not None and high is not None and low > high:
        low, high = high, low
    closed = low == high and low is not None
    return Interval(low, high, draw(st.booleans()) and not closed, draw(st.booleans()) and not closed)


def candidate(area: str, interval: Interval, *, disputed: bool = False) -> Candidate:
    """An answer with this interval; nothing else of it is looked at."""
    quantity = Quantity("percent", interval.middle, interval, origin="derived", disputed=disputed)
    key = Key("coverage", area)
    return Candidate(key, parse_period("2025"), Source("s"), None, quantity, None, None)  # type: ignore[arg-type]


def above(one: Interval, other: Interval) -> bool:
    """Whether every value of one interval is greater than every value of the other."""
    if one.low is None or other.high is None:
        return False
    return one.low > other.high or (one.low == other.high and (one.low_open or other.high_open))


@given(st.lists(intervals(), min_size=2, max_size=8))
def test_an_area_stands_above_another_where_every_value_does(found: list[Interval]) -> None:
    ranks = rank({f"a{n}": candidate(f"a{n}", interval) for n, interval in enumerate(found)})
    assert sorted(r.area for r in ranks) == sorted(f"a{n}" for n in range(len(found)))
    for place in ranks:
        own = place.candidate.quantity.interval
        others = [r.candidate.quantity.interval for r in ranks if r.area != place.area]
        assert place.low == 1 + sum(above(other, own) for other in others)
        assert place.high == len(found) - sum(above(own, other) for other in others)


def test_what_is_disputed_has_no_place_and_takes_none() -> None:
    low, middle, high = (Interval.exactly(Decimal(number)) for number in (20, 30, 40))
    answers = {"low": candidate("low", low), "wrong": candidate("wrong", middle, disputed=True)}
    ranks = rank({**answers, "high": candidate("high", high)})
    assert [(r.area, r.low, r.high) for r in ranks] == [("high", 1, 1), ("low", 2, 2), ("wrong", None, None)]
    assert [(r.area, r.low) for r in rank(answers)] == [("low", None), ("wrong", None)], "of one there is no ranking"


FULL = """
{ area = "bali", indicator = "coverage", value = 40 }
{ area = "ntb", indicator = "coverage", value = 41 }
{ area = "ntt", indicator = "coverage", value = 42 }
"""


def source(name: str, period: int, figures: str) -> str:
    """One source, published in its period."""
    lines = ",\n".join(figures.strip().splitlines())
    head = f'[[source]]\nid = "{name}"\npublished = {period}\ndefaults = {{ period = {period} }}\n'
    return f"{head}figures = [\n{lines}\n]\n"


def areas(answers: Answers) -> list[str]:
    """The areas from the first to the last."""
    return [place.area for place in ranking(answers, ["bali", "ntb", "ntt"]).ranks]


def test_a_newer_snapshot_is_taken_where_it_is_nearly_as_full(ask: Ask) -> None:
    two = '{ area = "bali", indicator = "coverage", value = 50 }\n{ area = "ntb", indicator = "coverage", value = 41 }'
    answers = ask(source("old", 2024, FULL) + source("new", 2025, two))
    table = ranking(answers, ["bali", "ntb", "ntt"])
    assert table.source is not None
    assert table.source.id == "new"
    assert [place.area for place in table.ranks] == ["bali", "ntb"]
    assert [(area, None if c is None else c.source.id) for area, c in table.left_out] == [("ntt", "old")]


def test_an_older_snapshot_is_taken_where_the_newer_has_one_area_alone(ask: Ask) -> None:
    one = '{ area = "bali", indicator = "coverage", value = 50 }'
    assert areas(ask(source("old", 2024, FULL) + source("new", 2025, one))) == ["ntt", "ntb", "bali"]


def test_what_is_full_enough_is_measured_by_the_fullest_there_is(ask: Ask) -> None:
    more = FULL + '{ area = "jatim", indicator = "coverage", value = 39 }\n'
    more += '{ area = "jateng", indicator = "coverage", value = 38 }'
    two = '{ area = "bali", indicator = "coverage", value = 50 }\n{ area = "ntb", indicator = "coverage", value = 41 }'
    one = '{ area = "ntt", indicator = "coverage", value = 43 }'
    answers = ask(source("one", 2023, one) + source("all", 2024, more) + source("two", 2025, two))
    table = ranking(answers, ["bali", "ntb", "ntt", "jatim", "jateng"])
    assert [place.area for place in table.ranks] == ["ntt", "ntb", "bali", "jatim", "jateng"]


def test_those_who_share_a_rank_are_told_by_what_is_printed(ask: Ask) -> None:
    rates = {"bali": "0 percent", "ntb": "0.4 percent", "ntt": "0.45 percent"}
    lines = (f'{{ area = "{area}", indicator = "coverage", printed = "{rate}" }}' for area, rate in rates.items())
    text = source("a", 2025, "\n".join(lines)).replace("published", 'language = "en"\npublished')
    assert [(place.area, place.low) for place in ranking(ask(text), [*rates]).ranks] == [
        ("ntt", 1),
        ("ntb", 1),
        ("bali", 1),
    ]


def test_of_two_snapshots_of_one_day_the_fuller_is_taken(ask: Ask) -> None:
    two = '{ area = "bali", indicator = "coverage", value = 50 }\n{ area = "ntb", indicator = "coverage", value = 41 }'
    assert areas(ask(source("some", 2025, two) + source("all", 2025, FULL))) == ["ntt", "ntb", "bali"]


def test_figures_taken_back_make_no_snapshot(ask: Ask) -> None:
    back = FULL.replace(" }", ', superseded_by = "old" }')
    assert areas(ask(source("old", 2024, FULL) + source("new", 2025, back))) == ["ntt", "ntb", "bali"]


def test_where_no_source_has_two_areas_sources_are_mixed(ask: Ask) -> None:
    lines = FULL.strip().splitlines()
    answers = ask("".join(source(f"s{n}", 2023 + n, line) for n, line in enumerate(lines[:2])))
    table = ranking(answers, ["bali", "ntb", "ntt"])
    assert (table.source, table.period) == (None, None)
    assert [place.area for place in table.ranks] == ["ntb", "bali"]
    assert table.left_out == (("ntt", None),)


ROUGH = """
{ area = "bali", indicator = "coverage", printed = "more than 50 percent" }
{ area = "ntb", indicator = "coverage", printed = "46 percent" }
{ area = "ntt", indicator = "coverage", printed = "27 percent" }
"""


def english(text: str) -> str:
    return text.replace("published", 'language = "en"\npublished')


def better(answers: Answers) -> dict[str, str]:
    """What is known more exactly, by area: as printed, and for when."""
    ranks = ranking(answers, ["bali", "ntb", "ntt"]).ranks
    found = {place.area: place.better for place in ranks if place.better is not None}
    return {area: f"{c.quantity.figures[0].printed} {c.period.text}" for area, c in found.items()}


def test_what_is_known_more_exactly_stands_beside_a_place_and_does_not_change_it(ask: Ask) -> None:
    """From another source for the same year, or for a day about then; what disagrees is not known better."""
    exact = (
        '{ area = "bali", indicator = "coverage", period = 2025-12-01, printed = "58.53 percent" }\n'
        '{ area = "ntb", indicator = "coverage", printed = "46.2 percent" }\n'
        '{ area = "ntt", indicator = "coverage", period = 2025-12-24, printed = "37.25 percent" }'
    )
    answers = ask(
        english(source("exact", 2025, exact) + source("rough", 2025, ROUGH).replace("= 2025\n", "= 2026\n", 1))
    )
    table = ranking(answers, ["bali", "ntb", "ntt"])
    assert table.source is not None
    assert table.source.id == "rough"
    assert [(place.area, place.low, place.high) for place in table.ranks] == [
        ("bali", 1, 1),
        ("ntb", 2, 2),
        ("ntt", 3, 3),
    ]
    assert better(answers) == {"bali": "58.53 percent 2025-12-01", "ntb": "46.2 percent 2025"}


def test_nothing_is_better_than_what_is_disputed(ask: Ask) -> None:
    wrong = ROUGH + '{ area = "ntt", indicator = "participants", printed = "1,234,567" }\n'
    wrong += '{ area = "ntt", indicator = "workforce", printed = "2,345,678" }'
    exact = '{ area = "ntt", indicator = "coverage", printed = "27.01 percent" }'
    assert better(ask(english(source("rough", 2025, wrong) + source("exact", 2025, exact)))) == {}


def test_a_snapshot_of_few_of_the_areas_that_are_known_is_mixed_with_the_others(ask: Ask) -> None:
    """Five of 38 provinces from one source would leave out the rest; of each the most exact number is ranked."""
    others = ["jatim", "jateng", "jabar", "banten"]
    lines = [f'{{ area = "{area}", indicator = "coverage", value = {30 + n} }}' for n, area in enumerate(others)]
    one = '{ area = "bali", indicator = "coverage", period = 2025-12-01, value = 58.5 }'
    text = source("rough", 2025, ROUGH) + source("exact", 2025, one)
    text += "".join(source(f"s{n}", 2024, line) for n, line in enumerate(lines))
    table = ranking(ask(english(text)), ["bali", "ntb", "ntt", *others])
    assert table.source is None
    assert {place.area for place in table.ranks} == {"bali", "ntb", "ntt", *others}
    assert table.ranks[0].candidate.source.id == "exact"
    assert [place.better for place in table.ranks] == [None] * 7


def test_an_area_that_was_not_there_yet_has_no_place(ask: Ask) -> None:
    answers = ask(
        '[[source]]\nid = "a"\npublished = 2025\nlanguage = "en"\nfigures = ['
        '{ area = "papua", indicator = "coverage", period = 2021, value = 30 },'
        '{ area = "papsel", indicator = "coverage", period = 2021, value = 20 },'
        '{ area = "papua", indicator = "coverage", period = 2024, value = 30 },'
        '{ area = "papsel", indicator = "coverage", period = 2024, value = 20 }]\n'
    )
    areas = ["papua", "papsel"]
    before, after = (ranking(answers, areas, period=parse_period(year)) for year in ("2021", "2024"))
    assert ([r.area for r in before.ranks], before.not_there) == (["papua"], ("papsel",))
    assert ([r.area for r in after.ranks], after.not_there) == (areas, ())
    assert ranking(answers, areas).not_there == ()


def test_what_was_published_by_a_day_ranks_the_areas_of_that_day(ask: Ask) -> None:
    figure = '{ area = "papua", indicator = "employers", value = 3, period = 2020 }'
    base = ask(f'[[source]]\nid = "a"\npublished = 2020\nfigures = [{figure}]\n').base
    assert ranking(Answers(base, date(2022, 11, 10)), ["papua", "papsel"], "employers").not_there == ("papsel",)
    assert ranking(Answers(base, date(2022, 11, 11)), ["papua", "papsel"], "employers").not_there == ()

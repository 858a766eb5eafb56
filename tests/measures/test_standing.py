"""Where an area stands among its siblings, and how far its region is."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from bpjscli.measures.answers import Answers, Key
from bpjscli.measures.breakdown import totals_by_period
from bpjscli.measures.ranking import Standing, difference, siblings, standing
from bpjscli.model.interval import Interval
from bpjscli.model.period import parse_period
from bpjscli.solver.quantity import Quantity

Ask = Callable[..., Answers]
TWO = """
{ area = "kalbar", indicator = "coverage", value = 27.00 }
{ area = "kaltim", indicator = "coverage", value = 50.00 }
{ area = "kalimantan", indicator = "coverage", value = 41.00 }
"""


def of(answers: Answers, area: str) -> Standing | None:
    best = answers.best(Key("coverage", area))
    assert best is not None
    return standing(answers, area, best)


def test_provinces_stand_within_their_group_and_cities_within_their_province(shipped: Answers) -> None:
    within = siblings(shipped, "kalbar")
    assert within == ("kalimantan", ["kalbar", "kalteng", "kalsel", "kaltim", "kaltara"])
    within = siblings(shipped, "singkawang")
    assert within is not None
    assert within[0] == "kalbar"
    assert len(within[1]) == 14
    assert siblings(shipped, "indonesia") is None
    assert siblings(shipped, "sumbagut") == ("sumatera", ["sumbagut", "sumbarriau", "sumbagsel"])
    islands = siblings(shipped, "kalimantan")
    assert islands is not None
    assert "sulawesi" in islands[1]
    assert not {"sulama", "banuspa"} & {*islands[1]}


OFFICES = """
[[area]]
id = "one"
name = "Cabang Satu"
level = "group"
parent = "kalbar"
[[area]]
id = "two"
name = "Cabang Dua"
level = "group"
parent = "kalbar"
[[source]]
id = "a"
published = 2026-02-01
figures = []
"""


def test_what_an_office_serves_does_not_stand_among_the_cities_that_it_overlaps(ask: Ask) -> None:
    answers = ask(OFFICES)
    assert siblings(answers, "one") == ("kalbar", ["one", "two"])
    within = siblings(answers, "singkawang")
    assert within is not None
    assert len(within[1]) == 14


def test_rank_region_and_distance(ask: Ask) -> None:
    found = of(ask(TWO), "kalbar")
    assert found is not None
    assert (found.region, found.place.low, found.place.high) == ("kalimantan", 2, 2)
    assert found.whole is not None
    assert found.whole.quantity.value == 41
    assert found.distance is not None
    assert found.distance.interval == Interval(Decimal("13.99"), Decimal("14.01"))
    assert len(found.distance.figures) == 2


def test_alone_there_is_no_rank(ask: Ask) -> None:
    assert of(ask(TWO.replace("kaltim", "bali")), "kalbar") is None


def test_without_a_figure_of_the_region_there_is_no_distance(ask: Ask) -> None:
    found = of(ask("\n".join(TWO.strip().splitlines()[:2])), "kaltim")
    assert found is not None
    assert (found.place.low, found.whole, found.distance) == (1, None, None)


def test_the_region_is_that_of_the_source_of_the_table(ask: Ask) -> None:
    newer = '[[source]]\nid = "b"\npublished = 2026-03-01\nfigures = [{ area = "kalimantan", indicator = "coverage", '
    source = '[[source]]\nid = "a"\npublished = 2026-02-01\ndefaults = { period = 2025 }\nfigures = ['
    text = source + ",".join(TWO.strip().splitlines()) + "]\n" + newer + "period = 2025, value = 45.00 }]\n"
    found = of(ask(text), "kalbar")
    assert found is not None
    assert found.whole is not None
    assert found.whole.source.id == "a"


@pytest.mark.parametrize("place", [0, 1])
def test_no_distance_to_what_is_disputed_or_unbounded(place: int) -> None:
    known = Quantity("percent", Decimal(1), Interval.exactly(Decimal(1)))
    for other in (
        Quantity("percent", Decimal(1), Interval.exactly(Decimal(1)), disputed=True),
        Quantity("percent", Decimal(1), Interval(Decimal(1), None)),
        Quantity("percent", Decimal(1), Interval(None, Decimal(1))),
    ):
        pair = (known, other) if place else (other, known)
        assert difference(*pair) is None
    assert difference(known, known) is not None


def test_totals_are_of_the_period_itself(ask: Ask) -> None:
    text = """
        { area = "bali", indicator = "benefits", period = 2025, printed = "Rp20,001" }
        { area = "bali", indicator = "claims", period = 2025, printed = "5" }
        { area = "bali", indicator = "benefits", period = "2025-03", printed = "Rp9,001" }
        { area = "bali", indicator = "contributions", period = 2024, printed = "Rp70,001" }
        { area = "bali", indicator = "contributions", period = 2025, printed = "Rp80,004" }
        """
    rows = totals_by_period(ask(text), "bali")
    shown = [(row.period.text, row.claims and row.claims.quantity.value) for row in rows]
    assert shown == [("2025", 5), ("2025-03", None), ("2024", None)]
    first = rows[0]
    assert first.average is not None
    assert first.average.value == 4000
    assert first.share is not None
    assert first.share.value == 25
    assert [row.period.text for row in totals_by_period(ask(text), "bali", parse_period("2024"))] == ["2024"]


SCATTERED = """
{ area = "kalbar", indicator = "coverage", value = 27.00 }
{ area = "kaltim", indicator = "coverage", value = 50.00 }
{ area = "kalteng", indicator = "coverage", period = "2025-03", value = 46.20 }
{ area = "kalsel", indicator = "coverage", period = "2025-06", value = 41.00 }
{ area = "kaltara", indicator = "coverage", period = 2024, value = 55.00 }
{ area = "kalimantan", indicator = "coverage", value = 41.00 }
{ area = "kalimantan", indicator = "coverage", period = "2026-01", value = 43.00 }
"""


def test_where_few_siblings_are_known_in_its_period_an_area_stands_among_all_that_are_known(ask: Ask) -> None:
    answers = ask(SCATTERED)
    found = of(answers, "kalbar")
    assert found is not None
    assert (found.place.low, len(found.table.ranked)) == (5, 5)
    assert found.table.mixed
    assert found.whole is not None
    assert found.whole.period == parse_period("2025")  # that of the area, not the newest


def test_who_asks_for_a_period_is_told_of_no_other(ask: Ask) -> None:
    answers = ask(SCATTERED)
    best = answers.best(Key("coverage", "kalbar"))
    assert best is not None
    found = standing(answers, "kalbar", best, parse_period("2025"))
    assert found is not None
    assert (found.place.low, len(found.table.ranked)) == (2, 2)

"""The area that a question is about when none is named."""

from __future__ import annotations

from collections.abc import Callable

from bpjscli.measures.answers import Answers, Key, main_area, paying_area, widest_area

Ask = Callable[..., Answers]

PROVINCES = """
{ area = "bali", indicator = "coverage", value = 40 }
{ area = "bali", indicator = "claims", value = 40 }
{ area = "ntb", indicator = "coverage", value = 41 }
{ area = "ntb", indicator = "coverage", period = 2024, value = 42 }
"""
NOTHING = '[[source]]\nid = "a"\nfigures = []'


def test_a_group_before_the_areas_within(shipped: Answers) -> None:
    assert widest_area(shipped, Key("coverage", "")) == "kalimantan"
    assert paying_area(shipped) == "kalimantan"
    assert main_area(shipped) == "kalimantan"


def test_without_a_group_the_area_with_most(ask: Ask) -> None:
    answers = ask(PROVINCES)
    assert widest_area(answers, Key("coverage", "")) == "ntb"
    assert paying_area(answers) == "bali"
    assert main_area(answers) in ("bali", "ntb")
    assert widest_area(answers, Key("employers", "")) == "bali", "the first of those that have figures at all"


def test_the_country_stands_in_for_a_group(ask: Ask) -> None:
    answers = ask(PROVINCES + '{ area = "indonesia", indicator = "employers", value = 1 }')
    assert main_area(answers) == "indonesia"
    assert widest_area(answers, Key("coverage", "")) == "ntb", "the country has none"


def test_an_empty_base_has_no_area(ask: Ask) -> None:
    answers = ask(NOTHING)
    assert [widest_area(answers, Key("coverage", "")), paying_area(answers), main_area(answers)] == [None] * 3

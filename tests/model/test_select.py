"""The query by which everybody asks a fact base, and what its words say of themselves."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from loading import loaded

from bpjscli.model.facts import ANY, Area, FactBase, Indicator, Source, Term, Text
from bpjscli.model.period import parse_period

TEXT = """\
format = 1

[[source]]
id = "dated"
published = "2026-02"
defaults = { area = "kalbar", period = 2025 }
figures = [
  { indicator = "participants", printed = "16.684" },
  { indicator = "participants", segment = "pu", printed = "9.000" },
  { indicator = "participants", period = "2025-Q1", printed = "15.000" },
  { indicator = "participants", area = "kalsel", printed = "12.345" },
  { indicator = "claims", programme = "jkk", printed = "7.435" },
  { indicator = "claims", printed = "9.435" },
]

[[source]]
id = "undated"
figures = [{ area = "kalbar", period = 2024, indicator = "workforce", printed = "7.996.826" }]
"""


@pytest.fixture
def base(tmp_path: Path) -> FactBase:
    return loaded(tmp_path, TEXT)


@pytest.mark.parametrize(
    ("query", "orders"),
    [
        ({}, [0, 1, 2, 3, 4, 5, 0]),
        ({"indicator": "claims"}, [4, 5]),
        ({"indicator": "benefits"}, []),
        ({"indicator": "participants", "areas": ["kalsel", "bali"]}, [3]),
        ({"indicator": "participants", "segment": None}, [0, 2, 3]),
        ({"indicator": "participants", "segment": "pu"}, [1]),
        ({"indicator": "participants", "segment": ANY}, [0, 1, 2, 3]),
        ({"indicator": "claims", "programme": None}, [5]),
        ({"indicator": "claims", "programme": "jkk"}, [4]),
        ({"period": parse_period("2025-H1")}, [2]),
        ({"period": parse_period("2024")}, [0]),
        ({"indicator": "claims", "as_of": date(2026, 2, 28)}, [4, 5]),
        ({"as_of": date(2026, 2, 27)}, [0]),  # only what says nothing of its date
    ],
)
def test_what_a_query_finds(base: FactBase, query: dict[str, Any], orders: list[int]) -> None:
    assert [figure.order for figure in base.select(**query)] == orders


def test_a_label_in_both_languages() -> None:
    assert [Text("cakupan", "coverage").in_language(lang) for lang in ("id", "en")] == ["cakupan", "coverage"]


def test_what_words_are_unless_they_say_otherwise() -> None:
    """What a fact base leaves out when it defines its own."""
    name = Text("keluhan", "complaints")
    indicator = Indicator("complaints", name, "count", "flow")
    assert (indicator.role, indicator.negative, indicator.additive) == ("actual", False, False)
    assert (indicator.rare, indicator.points) == (False, False)
    assert not Area("delta", name, "regency").complete
    assert (Term("asn", name).core, Term("asn", name).counted) == (True, "apart")
    assert Source("antara").language == "id"


@pytest.mark.parametrize(
    ("since", "period", "existed"),
    [
        (None, "1945", True),
        ("2015-07-01", "2015-06-30", False),
        ("2015-07-01", "2015-07-01", True),
        ("2015-07-01", "2015", True),
        ("2015-07-01", "2015-H1", False),
    ],
)
def test_a_programme_exists_from_its_first_day(since: str | None, period: str, existed: bool) -> None:
    term = Term("jp", Text("JP", "JP"), since=date.fromisoformat(since) if since else None)
    assert term.existed(parse_period(period)) is existed

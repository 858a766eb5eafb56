"""Numbers are rounded once, in decimals: half to even, as documented, and never by way of a float."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from msgspec.structs import replace

from bpjscli.checks.examine import examine
from bpjscli.measures.answers import Answers
from bpjscli.report.builder import Builder
from bpjscli.report.findings import finding_data
from bpjscli.report.numbers import decimal_text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("80.25", 1, "80.2"),
        ("80.35", 1, "80.4"),
        ("0.125", 2, "0.12"),
        ("2.675", 2, "2.68"),  # which a float takes for less
        ("-0.5", 0, "−0"),
        ("98765432109876543.5", 0, "98,765,432,109,876,544"),
        ("98765432109876542.5", 0, "98,765,432,109,876,542"),
    ],
)
def test_a_half_goes_to_the_even_digit(value: str, decimals: int, text: str) -> None:
    assert decimal_text(Decimal(value), decimals, "en") == text


def test_a_contradiction_may_be_of_any_size(ask: Callable[[str], Answers]) -> None:
    """As where an identity of a fact base multiplies again and again."""
    answers = ask("""{ indicator = "workforce", value = 3 }
        { indicator = "participants", value = 1 }
        { indicator = "unregistered", value = 5 }""")
    (found,) = examine(answers, ["C"])
    data = finding_data(Builder(answers, "check", "en"), replace(found, size=Decimal("1e40")))
    assert data["size"] == f"1{'0' * 40}.000000"

"""Numbers are rounded once, in decimals: half to even, as documented, and never by way of a float."""

from __future__ import annotations

from decimal import Decimal

import pytest

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

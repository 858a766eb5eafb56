"""Values as TOML writes them, read back by a parser."""

from __future__ import annotations

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from bpjscli.edit.tidy import is_number, period_literal, text_literal
from bpjscli.errors import BpjsError
from bpjscli.load.names import Periods
from bpjscli.model.period import parse_period


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back(text: str) -> None:
    assert tomli.loads(f"x = {text_literal(text)}") == {"x": text}


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(BpjsError, match="is not valid text; write it in UTF-8"):
        text_literal("a\udcff")


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("2025", "2025"),
        ("2025-03-31", "2025-03-31"),
        ("2025-03", '"2025-03"'),
        ("2025-Q1", '"2025-Q1"'),
        ("2025-H2", '"2025-H2"'),
        ("2025-01/04", '"2025-01/04"'),
    ],
)
def test_periods_come_back(text: str, literal: str) -> None:
    period = parse_period(text)
    assert period_literal(period) == literal
    assert Periods().find(tomli.loads(f"x = {literal}")["x"]) == period


@pytest.mark.parametrize("text", ["0", "7", "-7", "+7", "41.30", "3.2e6", "3e-2", "0.5"])
def test_numbers_that_a_parser_reads(text: str) -> None:
    assert is_number(text)
    tomli.loads(f"x = {text}")


@pytest.mark.parametrize("text", ["", "41,3", "1.234.567", "007", ".5", "5.", "1_000", "nan", "inf", "0x1F", "7 ", "٣"])
def test_what_is_no_number(text: str) -> None:
    assert not is_number(text)

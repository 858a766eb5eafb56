"""Numbers as Excel shows them: the text of the document, with the whole number behind it."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_office import excel_text

from bpjscli.i18n import Lang
from bpjscli.render.office.excel.fields import number_format, storable
from bpjscli.report.numbers import amount


@pytest.mark.parametrize(
    ("text", "value", "lang", "expected"),
    [
        ("45,34 %", "45.34", "id", '0.00" %"'),
        ("> 50 %", "50", "en", '"> "0" %"'),
        ("3.287.020", "3287020", "id", "#,##0"),
        ("3,287,020", "3287020", "en", "#,##0"),
        ("7,25 juta", "7249713", "id", '0.00,," juta"'),
        ("≈ Rp9,44 juta", "9441829.1", "id", '"≈ Rp"0.00,," juta"'),
        ("Rp5.060.579.420.000", "5060579420000", "id", '"Rp"#,##0'),
        ("≈ Rp1.003 trillion", "1002800000000", "en", '"≈ Rp"0.000,,,," trillion"'),
        ("≈ 1.210", "1209.7", "id", '"≈ "#,##0'),
        ("≈ −0,99", "-0.990", "id", '"≈ "0.00;"≈ −"0.00'),
        ("+13", "13.2", "en", '"+"0;"−"0'),
        ("2025", "2025", "en", "0"),
    ],
)
def test_the_format_that_shows_a_number_as_its_text(text: str, value: str, lang: Lang, expected: str) -> None:
    assert number_format(text, Decimal(value), lang) == expected


@pytest.mark.parametrize(
    ("text", "value", "why"),
    [
        ("1,7–1,8 juta", "1750000", "two numbers"),
        ("–", "5", "no number"),
        ("3–4", "3", "two numbers"),
        ("45,34 %", "45.36", "another number"),
        ("27.", "27", "a number that ends in a point"),
        ('5" % "', "5", "a quotation mark, which ends a literal"),
        ("5", "-5", "a negative number without its sign"),
        ("−5", "5", "a sign that the number does not have"),
        ("x" * 253 + "5", "5", "a format beyond the length that Excel allows"),
    ],
)
def test_where_no_format_shows_the_text_there_is_none(text: str, value: str, why: str) -> None:
    assert number_format(text, Decimal(value), "id") is None, why


@given(
    value=st.decimals("-1e13", "1e13", allow_nan=False, places=2),
    step=st.sampled_from(["0", "0.01", "0.1", "1", "1e3", "1e5", "1e8"]),
    unit=st.sampled_from(["percent", "persons", "IDR"]),
    lang=st.sampled_from(["id", "en"]),
)
def test_excel_shows_every_amount_as_the_document_does_or_is_given_its_text(
    value: Decimal, step: str, unit: str, lang: Lang
) -> None:
    text = amount(value, Decimal(step), unit, lang)  # type: ignore[arg-type]  # hypothesis gives any string
    format_ = number_format(text, value, lang)
    if format_ is not None:
        cell = SimpleNamespace(value=float(value), number_format=format_)
        assert excel_text(cell, lang) == text


def test_most_amounts_have_a_format() -> None:
    """What has none is rounded half to even in the document, but would not be by Excel."""
    values = [Decimal(n) / 100 for n in range(0, 10_000, 7)]
    without = [v for v in values if number_format(amount(v, Decimal("0.1"), "percent", "id"), v, "id") is None]
    assert all(v * 100 % 10 == 5 for v in without)
    assert len(without) < len(values) / 10


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value="-1e20", max_value="1e20"))
def test_what_is_stored_comes_back_from_a_double_to_fifteen_digits(value: Decimal) -> None:
    stored = storable(value)
    back = Decimal(repr(float(stored)))
    assert back == stored
    assert storable(stored) == stored
    assert abs(stored - value) <= abs(value) * Decimal("1e-14")

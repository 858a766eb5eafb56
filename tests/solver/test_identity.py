"""Identities say arithmetic and nothing else."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpjscli.solver.identity import (
    Identity,
    IdentityError,
    Name,
    Number,
    Operation,
    Previous,
    SumOver,
    parse_identity,
    unknown_names,
)


def parse(holds: str) -> Identity:
    return parse_identity("test", holds)


def test_precedence_brackets_and_printed_signs() -> None:
    assert parse("a = b - c × d").expression == Operation("-", Name("b"), Operation("*", Name("c"), Name("d")))
    assert parse("a = (b − c) ÷ 2").expression == Operation(
        "/", Operation("-", Name("b"), Name("c")), Number(Decimal(2))
    )


def test_functions_and_exact_numbers() -> None:
    identity = parse("claims = sum(claims, programme)")
    assert identity.expression == SumOver("claims", "programme")
    assert identity.sums_over() == "programme"
    growth = parse("contributions = previous(contributions) * (1.10 + contributions_growth)")
    assert growth.names() == ["contributions", "contributions_growth"]
    assert growth.sums_over() is None
    left = growth.expression
    assert isinstance(left, Operation)
    assert left.left == Previous("contributions")
    assert left.right == Operation("+", Number(Decimal("1.10")), Name("contributions_growth"))


@pytest.mark.parametrize(
    ("holds", "said"),
    [
        ("coverage", 'needs exactly one "="'),
        ("a = b = c", 'needs exactly one "="'),
        ("a + b = c", "must be one indicator"),
        ("a = b +", "is not an expression of names, numbers, + - * / and brackets"),
        ("a = __import__('os')", "is not known"),
        ("a = b.c", "has no place"),
        ("a = b[0]", "has no place"),
        ("a = b ** c", "has no place"),
        ("a = 'text'", "has no place"),
        ("a = sum(b)", "sum(b) is not known"),
        ("a = sum(b, area)", "is not known"),
        ("a = previous(b, c)", "is not known"),
        ("a = lambda: b", "has no place"),
        (f"a = {'(' * 300}b{')' * 300}", "at most 500 characters"),
        (f"a = {'-' * 400}b", "has no place"),
    ],
)
def test_what_is_no_identity_is_refused_with_a_reason(holds: str, said: str) -> None:
    with pytest.raises(IdentityError) as caught:
        parse(holds)
    assert said in str(caught.value)


@pytest.mark.parametrize("number", ["0x10", "1_000", "1e5", "0b1", "1j", "1e999", "10**9"])
def test_numbers_are_plain_or_refused(number: str) -> None:
    try:
        expression = parse(f"a = b * {number}").expression
    except IdentityError:
        return
    assert isinstance(expression, Operation)
    assert isinstance(expression.right, Number)
    assert expression.right.value.is_finite()


@given(st.text(alphabet="ab_ =+-*/()×÷−.,0123456789exj'\"[]{}:lambdsumpreviou", max_size=80))
def test_whatever_is_written_only_an_identity_error_is_raised(text: str) -> None:
    with suppress(IdentityError):
        assert isinstance(parse(text), Identity)


@pytest.mark.parametrize("text", ["\ue000", "x = \ue000", "\ue000 = 1", "x = y.\ue000", "x = '\x07'"])
def test_what_is_refused_is_quoted_so_that_it_prints(text: str) -> None:
    with pytest.raises(IdentityError) as caught:
        parse(text)
    assert str(caught.value).isprintable()


def test_names_that_no_vocabulary_has() -> None:
    assert unknown_names(parse("coverage = people / workforce"), ["coverage", "workforce"]) == ["people"]


@pytest.mark.parametrize("dimension", ["segment", "programme"])
def test_a_sum_is_over_what_it_names(dimension: str) -> None:
    identity = parse_identity("x", f"claims = sum(claims, {dimension})", ("jkk",))
    assert identity.expression == SumOver("claims", "segment" if dimension == "segment" else "programme")
    assert (identity.sums_over(), identity.core) == (dimension, ("jkk",))


def test_every_sign_has_its_operator() -> None:
    signs = {sign: parse_identity("x", f"a = b {sign} 0.5").expression for sign in "+-*/−×÷·"}
    assert {sign: e.operator for sign, e in signs.items() if isinstance(e, Operation)} == {
        "+": "+",
        "-": "-",
        "*": "*",
        "/": "/",
        "−": "-",
        "×": "*",
        "÷": "/",
        "·": "*",
    }

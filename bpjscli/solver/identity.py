"""The expression language of identities: names, numbers, + − × ÷, `sum` and `previous`; parsed, never evaluated.

Python's own parser reads the text into a syntax tree; only the node types below are taken over from it, so that an
identity can say nothing but arithmetic.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Literal

import msgspec

from bpjscli.errors import quoted

Dimension = Literal["segment", "programme"]
Operator = Literal["+", "-", "*", "/"]

LONGEST = 500  # characters; a longer identity is refused before it is parsed
_SIGNS = str.maketrans({"−": "-", "×": "*", "÷": "/", "·": "*"})
_NUMBER = re.compile(r"\d{1,30}(?:\.\d{1,30})?", re.ASCII)
_OPERATORS: dict[type[ast.operator], Operator] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


class IdentityError(ValueError):
    """An identity that cannot be read; the message says what is wrong and what would be right."""


class Name(msgspec.Struct, frozen=True, gc=False):
    """An indicator of the group at hand."""

    indicator: str


class Previous(msgspec.Struct, frozen=True, gc=False):
    """An indicator in the same period a year earlier, the way growth rates are published."""

    indicator: str


class SumOver(msgspec.Struct, frozen=True, gc=False):
    """An indicator added up over its segments or programmes; with `most`, the largest of them, which may overlap."""

    indicator: str
    dimension: Dimension
    most: bool = False


class Number(msgspec.Struct, frozen=True, gc=False):
    """A constant."""

    value: Decimal


class Operation(msgspec.Struct, frozen=True):
    """Two expressions and what joins them."""

    operator: Operator
    left: Expression
    right: Expression


Expression = Name | Previous | SumOver | Number | Operation


class Identity(msgspec.Struct, frozen=True):
    """`result = expression`, with the parts (`core`) that must be known before its sum is exact."""

    id: str
    holds: str
    result: str
    expression: Expression
    core: tuple[str, ...] = ()

    def names(self) -> list[str]:
        """The indicators it speaks of, in order, each once."""
        return list(dict.fromkeys([self.result, *indicators_of(self.expression)]))

    def rates(self) -> tuple[str, ...]:
        """What ties a year to the one before, where it looks back: its names without the two that it compares."""
        before = {part.indicator for part in walk(self.expression) if isinstance(part, Previous)}
        return tuple(name for name in self.names() if name != self.result and name not in before) if before else ()

    def sums_over(self) -> Dimension | None:
        """The dimension of its sum; it then holds for totals only."""
        sums = (part for part in walk(self.expression) if isinstance(part, SumOver) and not part.most)
        return next((sum_.dimension for sum_ in sums), None)


def walk(expression: Expression) -> Iterator[Expression]:
    """Every sub-expression, the whole first."""
    yield expression
    if isinstance(expression, Operation):
        yield from walk(expression.left)
        yield from walk(expression.right)


def indicators_of(expression: Expression) -> Iterator[str]:
    """The indicators named in `expression`, in order."""
    for part in walk(expression):
        if isinstance(part, Name | Previous | SumOver):
            yield part.indicator


@lru_cache(maxsize=256)
def parse_identity(id_: str, holds: str, core: tuple[str, ...] = ()) -> Identity:
    """Read `holds` ("coverage = participants / workforce"); raises `IdentityError`."""
    if len(holds) > LONGEST:
        raise IdentityError(f"an identity has at most {LONGEST} characters; this one has {len(holds)}")
    left, equals, right = holds.translate(_SIGNS).partition("=")
    if not equals or "=" in right:
        example = "coverage = participants / workforce"
        raise IdentityError(f'{quoted(holds, 100)} needs exactly one "="; write for example "{example}"')
    result = left.strip()
    if not result.isidentifier():
        raise IdentityError(f"the left side of {quoted(holds, 100)} must be one indicator")
    source = right.strip()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Python would say of "\\d" or "1if" is no business of the reader's
            tree = ast.parse(source, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        said = "is not an expression of names, numbers, + - * / and brackets"
        raise IdentityError(f"{quoted(source, 100)} {said}") from None
    return Identity(id_, holds, result, _take_over(tree, source), core)


def unknown_names(identity: Identity, known: Iterable[str]) -> list[str]:
    """The names in `identity` that are no indicators."""
    indicators = set(known)
    return [name for name in identity.names() if name not in indicators]


def _take_over(node: ast.expr, source: str) -> Expression:
    if isinstance(node, ast.Name):
        return Name(node.id)
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        written = ast.get_source_segment(source, node) or ""
        if _NUMBER.fullmatch(written):
            return Number(Decimal(written))
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return Operation(_OPERATORS[type(node.op)], _take_over(node.left, source), _take_over(node.right, source))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        return _take_over_call(node.func.id, node.args)
    raise IdentityError(
        f"{quoted(ast.get_source_segment(source, node) or source, 100)} has no place in an identity; "
        "names, numbers, + - * /, sum(name, segment), sum(name, programme), max likewise and previous(name) have"
    )


def _take_over_call(function: str, arguments: list[ast.expr]) -> Expression:
    names = [argument.id for argument in arguments if isinstance(argument, ast.Name)]
    if len(names) == len(arguments):
        if function == "previous" and len(names) == 1:
            return Previous(names[0])
        if function in ("sum", "max") and len(names) == 2 and names[1] in ("segment", "programme"):
            return SumOver(names[0], "segment" if names[1] == "segment" else "programme", function == "max")
    raise IdentityError(
        f"{function}({', '.join(names)}) is not known; sum(name, segment), sum(name, programme), max likewise and "
        "previous(name) are"
    )

"""What a plan consists of: the variables of a group and the primitive constraints between them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

import msgspec

REST = "(rest)"  # the segment or programme of a variable that stands for parts nobody named
REGION = "region"  # the id of the identity "a region is the sum of its parts"

Regions = tuple[tuple[int, tuple[int, ...]], ...]  # (area, the areas that add up to it), by number
Absent = frozenset[tuple[int, str]]  # (year, segment or programme) that did not exist yet


class Variable(NamedTuple):
    """A quantity of a group: `area` counts the group's areas, `year` is the offset from the group's first year."""

    indicator: str
    segment: str | None = None
    programme: str | None = None
    area: int = 0
    year: int = 0


def variable_order(variable: Variable) -> tuple[int, int, str, str, str]:
    """Sorts variables: by area and year, then by what they are, the whole before its parts."""
    return (variable.area, variable.year, variable.indicator, variable.segment or "", variable.programme or "")


class Constraint(NamedTuple):
    """`total = x + y + ...` ("sum") or `total = x * y` ("product"), on indexes of variables; part of an instance.

    `signed` says that a variable of a product may be below zero.
    """

    kind: Literal["sum", "product"]
    total: int
    parts: tuple[int, ...]
    instance: int
    signed: bool = False


class Instance(msgspec.Struct, frozen=True, gc=False):
    """An identity as it applies to certain variables."""

    identity: str
    variables: tuple[int, ...]


class Plan(msgspec.Struct, frozen=True, gc=False):
    """A group's variables (published, derivable and auxiliary), their domains, and the constraints between them."""

    variables: tuple[Variable | None, ...]  # None is an auxiliary: a constant, or an inner node of an expression
    lows: tuple[Decimal, ...]
    highs: tuple[Decimal, ...]
    constraints: tuple[Constraint, ...]
    instances: tuple[Instance, ...]
    touching: tuple[tuple[int, ...], ...]  # variable -> the constraints it takes part in
    numbers: Mapping[Variable, int]

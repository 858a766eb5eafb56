"""Figures as rows for screening: what each reading is in binary floating point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from bpjscli.model.facts import Figure, Indicator, Reading
from bpjscli.model.interval import Interval
from bpjscli.model.period import Period
from bpjscli.solver.constraints import Variable
from bpjscli.solver.problem import read_as_item
from bpjscli.tables.groups_sql import Names

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

OPEN = 1e40
COLUMNS = (
    "id BIGINT, source INTEGER, base INTEGER, area INTEGER, period INTEGER, term INTEGER, "
    "w DOUBLE, l DOUBLE, h DOUBLE, o INTEGER"
)
Name = TypeVar("Name")
Row = tuple[int, int, int, int, int, int, float, float, float, int]


class Numbering:
    """Numbers for sources, bases, areas, periods and terms, in the order in which they are met."""

    def __init__(self, quotients: frozenset[str]) -> None:
        self.quotients = quotients
        self.sources: dict[str, int] = {}
        self.bases: dict[str | None, int] = {None: 0}
        self.areas: dict[str, int] = {}
        self.periods: dict[Period, int] = {}
        self.terms: dict[tuple[str, str | None, str | None], int] = {}

    def names(self) -> Names:
        """What the numbers stand for."""
        return Names(list(self.areas), list(self.periods), list(self.terms))

    def rows(self, figures: Iterable[Figure], first: int = 0) -> Iterator[Row]:
        """A row a figure, numbered from `first`."""
        return (row_of(figure, self, number) for number, figure in enumerate(figures, first))


def row_of(figure: Figure, numbering: Numbering, number: int) -> Row:
    """The row of a figure."""
    item = read_as_item(
        figure.reading, figure.unit, Variable(figure.indicator), figure.indicator in numbering.quotients
    )
    return (
        number,
        _number(numbering.sources, figure.source.id),
        _number(numbering.bases, figure.base),
        _number(numbering.areas, figure.area),
        _number(numbering.periods, figure.period),
        _number(numbering.terms, (figure.indicator, figure.segment, figure.programme)),
        _ratio(figure.reading, figure.unit == "percent"),
        *_ends(item.rounded),
    )


def reading_of(indicator: Indicator, reading: Reading, quotients: frozenset[str]) -> tuple[float, float, float, int]:
    """The number, the ends of its rounded reading, and 1 where an end is left out; percentages as ratios."""
    item = read_as_item(reading, indicator.unit, Variable(indicator.id), indicator.id in quotients)
    return (_ratio(reading, indicator.unit == "percent"), *_ends(item.rounded))


def loose_of(indicator: Indicator, reading: Reading) -> tuple[float, float]:
    """The ends of its loose reading; percentages as ratios."""
    return _ends(reading.loose.scaled(-2) if indicator.unit == "percent" else reading.loose)[:2]


def _ratio(reading: Reading, percent: bool) -> float:
    return float(reading.value.scaleb(-2) if percent else reading.value)


def _ends(interval: Interval) -> tuple[float, float, int]:
    return (
        -OPEN if interval.low is None else float(interval.low),
        OPEN if interval.high is None else float(interval.high),
        int(interval.low_open or interval.high_open),
    )


def _number(known: dict[Name, int], name: Name) -> int:
    return known.setdefault(name, len(known))


def enter(connection: DuckDBPyConnection, rows: Iterable[Row], relation: str = "figures") -> None:
    """Create the relation with these rows."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {relation} ({COLUMNS})")
    some: list[Row] = []
    for row in rows:
        some.append(row)
        if len(some) == 2000:
            _insert(connection, relation, some)
            some = []
    if some:
        _insert(connection, relation, some)


def _insert(connection: DuckDBPyConnection, relation: str, rows: list[Row]) -> None:
    text = ", ".join("(" + ", ".join(map(repr, row)) + ")" for row in rows)
    connection.execute(f"INSERT INTO {relation} VALUES {text}")

"""Figures as rows for screening: what each reading is in binary floating point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from bpjscli.model.facts import Figure
from bpjscli.model.period import Period
from bpjscli.solver.constraints import Variable
from bpjscli.solver.problem import as_item

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from bpjscli.tables.groups_sql import Names

OPEN = 1e40
Name = TypeVar("Name")
COLUMNS = (
    "id BIGINT, source INTEGER, base INTEGER, area INTEGER, period INTEGER, term INTEGER, "
    "w DOUBLE, l DOUBLE, h DOUBLE, o INTEGER"
)
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
        from bpjscli.tables.groups_sql import Names

        return Names(list(self.areas), list(self.periods), list(self.terms))

    def rows(self, figures: Iterable[Figure], first: int = 0) -> Iterator[Row]:
        """A row a figure, numbered from `first`."""
        for number, figure in enumerate(figures, first):
            stated = (figure.indicator, figure.segment, figure.programme)
            yield (
                number,
                _number(self.sources, figure.source.id),
                _number(self.bases, figure.base),
                _number(self.areas, figure.area),
                _number(self.periods, figure.period),
                _number(self.terms, stated),
                *reading_of(figure, self.quotients),
            )


def _number(known: dict[Name, int], name: Name) -> int:
    return known.setdefault(name, len(known))


def reading_of(figure: Figure, quotients: frozenset[str]) -> tuple[float, float, float, int]:
    """The number, the ends of its rounded reading, and 1 where an end is left out; percentages as ratios."""
    item = as_item(figure, Variable(figure.indicator), quotient=figure.indicator in quotients)
    rounded = item.rounded
    value = figure.reading.value.scaleb(-2) if figure.unit == "percent" else figure.reading.value
    return (
        float(value),
        -OPEN if rounded.low is None else float(rounded.low),
        OPEN if rounded.high is None else float(rounded.high),
        int(rounded.low_open or rounded.high_open),
    )


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

"""The figures of tables beside a fact base: millions of them in columns, those that are asked for as figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import msgspec

from bpjscli.errors import STOPPED_BY, BpjsError, how_to_install
from bpjscli.load.diagnostics import InvalidBaseError
from bpjscli.load.figure_parts import make_figure_id
from bpjscli.model.facts import Diagnostic, FactBase, Figure, Location, Source
from bpjscli.tables.entering import BadRow, Entering, Near, value_of
from bpjscli.tables.groups_sql import make_table
from bpjscli.tables.read import BETWEEN, INTERVAL, PRINTED, VALUE, Files
from bpjscli.tables.rows import Numbering

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FEW = 30_000
"""Figures of tables that any command takes in as they are."""
MOST_ERRORS = 100  # rows with an error that are named one by one


class TableStore:
    """The tables of a fact base, read and numbered together with the figures of the base.

    The relation `figures` has them all (see `entering`); `of_tables` is the SQL condition that picks those of tables.
    """

    def __init__(self, base: FactBase, quotients: frozenset[str], near: Near | None = None) -> None:
        """Read the tables, or where these are large what is about areas that are `near`.

        Raises `InvalidBaseError` with what is wrong in them, row by row.
        """
        self.base = base
        self.connection = connect()
        self._files = Files(self.connection)
        self.numbering = Numbering(quotients)
        self._sources = {source.id: source for source in base.sources}
        self._entering = Entering(self.connection, base, self._files, self.numbering)
        self._files.open(
            base.tables, None if near is None else lambda tbl, texts: self._entering.near(tbl, texts, near)
        )
        if self._files.errors:
            raise InvalidBaseError(tuple(self._files.errors))
        self.made: dict[str, Figure] = {}  # every figure that was asked for so far, by id
        self.whole = near is None or (not self._files.left_out and self._files.most_figures() <= FEW)
        bad = self._entering.run(None if self.whole else near)
        if bad:
            raise InvalidBaseError(self._errors(bad))
        self.of_tables = f"id >= {self._entering.first}"

    def _errors(self, bad: Iterable[BadRow]) -> tuple[Diagnostic, ...]:
        """The first errors by row, and how many more there are."""
        every = sorted(dict.fromkeys(bad))
        rows = self._files.locate([one.row for one in every[:MOST_ERRORS]])
        errors = [Diagnostic(one.code, "error", one.message, rows[one.row]) for one in every[:MOST_ERRORS]]
        if len(every) > MOST_ERRORS:
            more = f"{len(every) - MOST_ERRORS:,} more rows of tables have errors"
            errors.append(Diagnostic("F165", "error", more, self.base.tables[0].place))
        return tuple(errors)

    def _row_of(self, id_: int) -> int:
        return (id_ - self._entering.first) // self._entering.width

    def locate(self, figures: Iterable[Figure]) -> dict[str, Location]:
        """Where figures of tables stand, by id."""
        rows = {figure.id: self._row_of(figure.order) for figure in figures}
        locations = self._files.locate(list(dict.fromkeys(rows.values())))
        return {id_: locations[row] for id_, row in rows.items()}

    def count(self) -> int:
        """How many figures the tables have."""
        row = self.connection.execute(f"SELECT count(*) FROM figures WHERE {self.of_tables}").fetchone()
        return int(row[0]) if row else 0

    def base_about(self, areas: Collection[str], most: int) -> tuple[FactBase, date | None]:
        """The fact base with the figures of the tables about some areas; at `most` so many, the latest ones.

        The day is the end of the first period that is there, where earlier ones are left out.
        """
        numbers = [str(number) for area, number in self.numbering.areas.items() if area in areas]
        where = f"area IN ({', '.join(numbers) or -1})"
        ends = [(number, period.end) for period, number in self.numbering.periods.items()]
        make_table(self.connection, "period_end", "period INTEGER, ends DATE", ends)
        counts = self.connection.execute(f"""
            SELECT ends, count(*) FROM figures JOIN period_end USING (period) WHERE {self.of_tables} AND {where}
            GROUP BY ends ORDER BY ends DESC""").fetchall()
        total, first = 0, None
        for ends, count in counts:
            total += count
            if total > most and first is not None:
                later = f"period IN (SELECT period FROM period_end WHERE ends >= DATE '{first}')"
                return self.base_with(f"{where} AND {later}"), first
            first = ends
        return self.base_with(where), None

    def base_with(self, where: str, *, located: bool = True) -> FactBase:
        """The fact base with those figures of the tables that a condition in SQL selects, and all of its own.

        Unless they are `located`, nobody knows where they stand.
        """
        found = self.connection.execute(f"""
            SELECT id, source, base, area, period, term, text, form FROM figures f
            WHERE {self.of_tables} AND ({where}) ORDER BY id""").fetchall()
        names = _Names(self.numbering)
        by_source: dict[str, list[Figure]] = defaultdict(list)
        for figure in self.base.figures:
            by_source[figure.source.id].append(figure)
        made = [self._figure(row, names) for row in found]
        for figure in made:
            by_source[figure.source.id].append(figure)
        self.made.update((figure.id, figure) for figure in made)
        figures = tuple(figure for source in self.base.sources for figure in by_source.get(source.id, ()))
        return msgspec.structs.replace(self.base, figures=figures, rows=self.locate(made) if located else {})

    def _figure(self, row: tuple[Any, ...], names: _Names) -> Figure:
        id_, source_number, base, area, period, term, text, form = row
        source: Source = self._sources[names.sources[source_number]]
        name, segment, programme = names.terms[term]
        indicator = self.base.vocabulary.indicators[name]
        when = names.periods[period]
        where, over = names.areas[area], names.bases[base]
        digits = self._files.table_of(self._row_of(id_)).digits.get(name)
        return Figure(
            id=make_figure_id(source, where, indicator, segment, programme, over, when, None),
            source=source,
            area=where,
            indicator=name,
            period=when,
            segment=segment,
            programme=programme,
            base=over,
            printed={PRINTED: text, INTERVAL: text.replace(BETWEEN, "–")}.get(form),
            given=Decimal(value_of(text, digits)) if form == VALUE else None,
            reading=self._entering.reading(indicator, text, form, source.language, digits),
            unit=indicator.unit,
            order=id_,
        )


class _Names:
    """What numbers stand for."""

    def __init__(self, numbering: Numbering) -> None:
        self.sources = list(numbering.sources)
        self.bases = list(numbering.bases)
        self.areas = list(numbering.areas)
        self.periods = list(numbering.periods)
        self.terms = list(numbering.terms)


def connect() -> DuckDBPyConnection:
    """A database in memory that loads nothing by itself. Raises `BpjsError` where DuckDB is missing."""
    try:
        import duckdb
    except ImportError as error:
        raise BpjsError(f"a [[table]] needs DuckDB: {how_to_install('tables')}") from error
    settings: Mapping[str, Any] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "temp_directory": "",  # nothing is left on a disk, however a run ends
    }
    return cast("DuckDBPyConnection", _Interruptible(duckdb.connect(config=dict(settings))))


class _Interruptible:
    """A connection that a signal ends as it ends everything else.

    DuckDB raises a bare `RuntimeError` in place of what the handler of a signal raised.
    """

    def __init__(self, connection: DuckDBPyConnection) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def execute(self, *arguments: Any) -> Any:
        try:
            return self._connection.execute(*arguments)
        except RuntimeError as error:
            if type(error) is not RuntimeError:
                raise
            raise (STOPPED_BY[0] if STOPPED_BY else KeyboardInterrupt()) from None

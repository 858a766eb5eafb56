"""Opening the files of a `[[table]]`: each becomes a relation of texts, one row a row of the file.

The relation `file0`, `file1`, … has the `row` (numbered over all files), its `line`, the texts of the parts of a figure
(`source`, `area`, …) and the numbers as texts, `n0`, `n1`, …
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bpjscli.errors import how_to_install, quoted
from bpjscli.i18n import say as _
from bpjscli.load.diagnostics import list_words
from bpjscli.load.figure_table import split_column
from bpjscli.model.facts import Diagnostic, FigureTable, Location
from bpjscli.tables.cells import SheetCell, letter_of
from bpjscli.tables.databases import DatabaseError, among, open_database

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PARTS = ("source", "area", "period", "indicator", "segment", "programme", "base")
MOST_COPIED = 30_000  # figures of a database that are taken in whatever the question is
MOST_NAMED = 12  # columns of a file that a message lists
BETWEEN = ".."  # stands between the ends of an interval that a table gives as two columns

VALUE, PRINTED, INTERVAL = 0, 1, 2
"""How a number is written: as machines write it, as a source prints it, or as the two ends of an interval."""


Wanted = Callable[[int, Collection[str]], Collection[str]]
"""Of the texts that stand for areas in the rows of a block, given by its number: those that are wanted."""


class TableFileError(Exception):
    """A file that cannot be read as its block says; the message says why."""


class NumberPlace(NamedTuple):
    """A column of numbers, or two with the ends of intervals: its SQL, how it is written, and what it is about.

    Of a long table the indicator is none: it stands in each row.
    """

    text: str
    form: int
    indicator: str | None = None
    part: str | None = None


class Opened(NamedTuple):
    """A file that is open: the number of its block, its name, its places, and the number of its first row."""

    number: int
    table: FigureTable
    tbl: int
    name: str
    places: tuple[NumberPlace, ...]
    first: int

    @property
    def relation(self) -> str:
        """The name of its relation."""
        return f"file{self.number}"


class Files:
    """Opens files one after the other."""

    def __init__(self, connection: DuckDBPyConnection) -> None:
        self.connection = connection
        self.opened: list[Opened] = []
        self.errors: list[Diagnostic] = []
        self._rows = 0
        self.left_out = False  # whether rows were left in a database

    def open(self, tables: Sequence[FigureTable], wanted: Wanted | None = None) -> None:
        """Open the files and queries of all blocks; what is wrong with any of them goes to `errors`.

        Of a database, rows whose areas are not `wanted` are left where they are.
        """
        for tbl, table in enumerate(tables):
            for path, name in [*table.files, *([("", table.connection)] if table.connection else [])]:
                try:
                    self._open(table, tbl, path, name, wanted)
                except (TableFileError, DatabaseError) as error:
                    self.errors.append(Diagnostic("F165", "error", f"{name}: {error}", table.place))

    def _open(self, table: FigureTable, tbl: int, path: str, name: str, wanted: Wanted | None) -> None:
        import duckdb

        number = len(self.opened)
        try:
            if table.connection is None:
                _open_file(self.connection, table, Path(path), f"opened{number}")
            else:
                self._copy_query(table, tbl, f"opened{number}", wanted)
            opened = self._texts(Opened(number, table, tbl, name, _places(table), self._rows))
            row = self.connection.execute(f"SELECT count(*) FROM {opened.relation}").fetchone()
        except duckdb.Error as error:
            raise TableFileError(_("the file cannot be read as a table; is it damaged, or of another kind?")) from error
        self._rows += row[0] if row else 0
        self.opened.append(opened)

    def _copy_query(self, table: FigureTable, tbl: int, relation: str, wanted: Wanted | None) -> None:
        database = open_database(table.connection or "", table.query)
        try:
            there = database.columns()
            needed = [column for column in _needed(table) if column in there]
            if len(needed) < len(_needed(table)):
                _refuse_columns(table, there)
            where = ""
            area = table.columns.get("area")
            if wanted is not None and area is not None and database.count() * len(_places(table)) > MOST_COPIED:
                self.left_out = True
                where = among(area, wanted(tbl, database.texts(area)))
            database.copy(self.connection, relation, needed, where)
        finally:
            database.close()

    def _texts(self, opened: Opened) -> Opened:
        table, raw = opened.table, f"opened{opened.number}"
        there = [column[0] for column in self.connection.execute(f"SELECT * FROM {raw} LIMIT 0").description or ()]
        _refuse_columns(table, there[:-1])
        texts = [f"{text} AS {part}" for part, text in _parts(table).items()]
        texts += [f"{place.text} AS n{number}" for number, place in enumerate(opened.places)]
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {opened.relation} AS "
            f"SELECT {_row(opened)} AS row, {', '.join(texts)} FROM {raw}"
        )
        return opened

    def close(self) -> None:
        """Leave the texts; `locate` opens a file again for the rows that it needs."""
        for one in self.opened:
            self.connection.execute(f"DROP TABLE IF EXISTS {one.relation}")

    def most_figures(self) -> int:
        """How many figures there are if no cell is empty."""
        ends = [*(one.first for one in self.opened[1:]), self._rows]
        return sum((end - one.first) * len(one.places) for one, end in zip(self.opened, ends, strict=True))

    def table_of(self, row: int) -> FigureTable:
        """The block that a row belongs to."""
        return self.opened[bisect_right(self.opened, row, key=lambda one: one.first) - 1].table

    def locate(self, rows: Sequence[int]) -> dict[int, Location]:
        """Where rows stand: file, line, and the name that the block gives them."""
        locations: dict[int, Location] = {}
        ends = [*(one.first for one in self.opened[1:]), self._rows]
        for one, end in zip(self.opened, ends, strict=True):
            wanted = ", ".join(str(row) for row in sorted({*rows}) if one.first <= row < end)
            if not wanted:
                continue
            table = one.table
            key = _key_columns(table)
            named = " || ', ' || ".join(
                f"'{_text(column)}=' || coalesce(CAST({_name(column)} AS VARCHAR), '')" for column in key
            )
            keyed = f"SELECT {_row(one)} AS row, line, {named or chr(39) * 2} AS key FROM opened{one.number}"
            its = self.connection.execute(f"SELECT * FROM ({keyed}) AS its WHERE row IN ({wanted})")
            for row, line, called in its.fetchall():
                locations[row] = Location(one.name, line, called or f"row {line}")
        return locations


def _key_columns(table: FigureTable) -> Sequence[str]:
    """The columns that name a row in messages."""
    return table.row or [table.columns[part] for part in ("area", "period") if part in table.columns]


def _needed(table: FigureTable) -> list[str]:
    """The columns that a block names."""
    source = [table.source_column] if table.source_column else []
    return list(dict.fromkeys([*table.columns.values(), *_key_columns(table), *source]))


def _refuse_columns(table: FigureTable, there: Sequence[str]) -> None:
    """Raise `TableFileError` where a column that a block names is not there."""
    missing = [quoted(column) for column in _needed(table) if column not in there]
    if missing:
        more = ["…"] if len(there) > MOST_NAMED else []
        has = list_words([*map(quoted, there[:MOST_NAMED]), *more], "and")
        raise TableFileError(_("no column {missing}; it has {has}", missing=list_words(missing, "and"), has=has))


def unpivot(opened: Opened, parts: Sequence[str]) -> str:
    """A query for the numbers of a file: `row`, its parts, the `place` of each number and its `text`."""
    count = len(opened.places)
    places = ", ".join(map(str, range(count)))
    texts = ", ".join(f"n{number}" for number in range(count))
    named = ", ".join(("row", *parts))
    return (f"(SELECT * FROM (SELECT {named}, unnest([{places}]) AS place, unnest([{texts}]) AS text "
            f"FROM {opened.relation}) AS cells WHERE text IS NOT NULL AND text <> '')")  # fmt: skip


def _row(opened: Opened) -> str:
    return f"row_number() OVER () + {opened.first - 1}"


def _open_file(connection: DuckDBPyConnection, table: FigureTable, path: Path, view: str) -> None:
    """Make the view of a file: its columns, and the `line` of each row."""
    do = connection.execute
    if path.suffix.lower() == ".xlsx":
        _copy_sheet(connection, path, table.sheet, view)
        return
    literal = "'" + str(path).replace("'", "''") + "'"
    if path.suffix.lower() == ".parquet":
        do(f"CREATE OR REPLACE TEMP VIEW {view} AS SELECT *, file_row_number + 1 AS line "
           f"FROM read_parquet({literal}, file_row_number = true)")  # fmt: skip
        return
    separator = ", delim = '\t'" if path.suffix.lower() == ".tsv" else ""
    options = f"header = true, all_varchar = true{separator}"
    do(f"CREATE OR REPLACE TEMP VIEW {view} AS SELECT *, row_number() OVER () + 1 AS line "
       f"FROM read_csv({literal}, {options})")  # fmt: skip


def _copy_sheet(connection: DuckDBPyConnection, path: Path, sheet: str | None, name: str) -> None:
    from bpjscli.errors import BpjsError

    try:
        from bpjscli.tables.workbook import read_workbook

        rows = [(number, _texts(path, number, cells)) for number, cells in read_workbook(path, path.name, sheet).lines]
    except ImportError as error:
        said = _("an XLSX file needs openpyxl: {install}, or save it as CSV", install=how_to_install("office"))
        raise TableFileError(said) from error
    except BpjsError as error:
        raise TableFileError(str(error)) from error
    if not rows:
        raise TableFileError(_("the sheet is empty"))
    head = rows[0][1]
    columns = ", ".join(f"{_name(text)} VARCHAR" for text in head if text)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} ({columns}, line BIGINT)")
    kept = [place for place, text in enumerate(head) if text]
    for number, cells in rows[1:]:
        values = [cells[place] if place < len(cells) else None for place in kept]
        connection.execute(
            f"INSERT INTO {name} VALUES ({', '.join('?' * (len(values) + 1))})", [*(v or None for v in values), number]
        )


def _texts(path: Path, number: int, cells: Sequence[SheetCell]) -> list[str]:
    """What the cells of a row show. Raises `TableFileError` for one that cannot be read."""
    for place, cell in enumerate(cells, 1):
        if cell.fault:
            raise TableFileError(
                _(
                    "{name}:{number}: column {letter}: {fault}",
                    name=path.name,
                    number=number,
                    letter=letter_of(place),
                    fault=cell.fault,
                )
            )
    return [f"{cell.text}e{cell.scale}" if cell.scale else cell.text for cell in cells]


def _parts(table: FigureTable) -> dict[str, str]:
    """The parts of the figures of a row: their columns, or what the block says, as SQL."""
    expressions: dict[str, str] = {part: _column(table.columns[part]) for part in PARTS if part in table.columns}
    for part, value in table.defaults.items():
        if part not in expressions and value is not None:
            expressions[part] = f"'{_text(value)}'"
    if table.source_column is not None:
        expressions["source"] = _column(table.source_column)
    elif table.source is not None:
        expressions["source"] = f"'{_text(table.source)}'"
    return {part: expressions.get(part, "CAST(NULL AS VARCHAR)") for part in PARTS}


def _places(table: FigureTable) -> tuple[NumberPlace, ...]:
    """The columns with numbers, in the order of the block."""
    ends: dict[tuple[str | None, str | None], dict[str, str]] = {}
    places: list[NumberPlace] = []
    for name, column in table.columns.items():
        if name in PARTS:
            continue
        indicator, part, end = split_column(name)
        if end in ("value", "printed"):
            places.append(NumberPlace(_column(column), PRINTED if end == "printed" else VALUE, indicator, part))
            continue
        both = ends.setdefault((indicator, part), {})
        both[end] = _column(column)
        if len(both) == 2:
            text = f"nullif({both['low']}, '') || '{BETWEEN}' || nullif({both['high']}, '')"
            places.append(NumberPlace(text, INTERVAL, indicator, part))
    return tuple(places)


def _column(name: str) -> str:
    return f"trim(CAST({_name(name)} AS VARCHAR))"


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(text: str) -> str:
    return text.replace("'", "''")

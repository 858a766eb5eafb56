"""Reading tables in columns: from files to the relations `source_row` and `raw`, all of it text.

`source_row` has one row for each row of a file: `row` numbers them, `file` and `line` say where it stands, `key` how
messages name it. `raw` has one row a figure with the texts of its parts, and whether its number is a `printed` one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bpjscli.errors import quoted
from bpjscli.load.diagnostics import list_words
from bpjscli.model.facts import Diagnostic, FigureTable, Location
from bpjscli.tables.cells import SheetCell, letter_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PARTS = ("source", "area", "period", "indicator", "segment", "programme", "base")
MOST_NAMED = 12  # columns of a file that a message lists


class TableFileError(Exception):
    """A file that cannot be read as its block says; the message says why."""


def read_tables(connection: DuckDBPyConnection, tables: Sequence[FigureTable]) -> tuple[list[str], list[Diagnostic]]:
    """Fill `source_row` and `raw`; the names of the files by number, and what is wrong with any of them."""
    connection.execute("CREATE TEMP TABLE source_row (row BIGINT, file INTEGER, line BIGINT, key VARCHAR)")
    columns = ", ".join(f"{part} VARCHAR" for part in PARTS)
    connection.execute(
        f"CREATE TEMP TABLE raw (row BIGINT, tbl INTEGER, place INTEGER, {columns}, text VARCHAR, printed BOOLEAN)"
    )
    names: list[str] = []
    errors = []
    for number, table in enumerate(tables):
        for path, name in table.files:
            names.append(name)
            try:
                _read_file(connection, number, table, Path(path), len(names) - 1)
            except TableFileError as error:
                errors.append(Diagnostic("F165", "error", f"{name}: {error}", table.place))
    return names, errors


def _read_file(connection: DuckDBPyConnection, number: int, table: FigureTable, path: Path, file: int) -> None:
    import duckdb

    try:
        _open(connection, table, path)
        _copy(connection, number, table, file)
    except duckdb.Error as error:
        raise TableFileError("the file cannot be read as a table; is it damaged, or of another kind?") from error


def _open(connection: DuckDBPyConnection, table: FigureTable, path: Path) -> None:
    """Make the view `opened` of a file: its columns as text, and the `line` of each row."""
    do = connection.execute
    if path.suffix.lower() == ".xlsx":
        _copy_sheet(connection, path, table.sheet)
        return
    literal = "'" + str(path).replace("'", "''") + "'"
    if path.suffix.lower() == ".parquet":
        do(f"CREATE OR REPLACE TEMP VIEW opened AS SELECT *, file_row_number + 1 AS line "
           f"FROM read_parquet({literal}, file_row_number = true)")  # fmt: skip
        return
    separator = ", delim = '\t'" if path.suffix.lower() == ".tsv" else ""
    options = f"header = true, all_varchar = true{separator}"
    do(f"CREATE OR REPLACE TEMP VIEW opened AS SELECT *, row_number() OVER () + 1 AS line "
       f"FROM read_csv({literal}, {options})")  # fmt: skip


def _copy_sheet(connection: DuckDBPyConnection, path: Path, sheet: str | None) -> None:
    from bpjscli.errors import BpjsError

    try:
        from bpjscli.tables.workbook import read_workbook

        rows = [(number, _texts(path, number, cells)) for number, cells in read_workbook(path, path.name, sheet).lines]
    except ImportError as error:
        raise TableFileError("an XLSX file needs openpyxl; install bpjscli[office], or save it as CSV") from error
    except BpjsError as error:
        raise TableFileError(str(error)) from error
    if not rows:
        raise TableFileError("the sheet is empty")
    head = rows[0][1]
    columns = ", ".join(f"{_name(text)} VARCHAR" for text in head if text)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE sheet ({columns}, line BIGINT)")
    kept = [place for place, text in enumerate(head) if text]
    for number, cells in rows[1:]:
        values = [cells[place] if place < len(cells) else None for place in kept]
        connection.execute(
            f"INSERT INTO sheet VALUES ({', '.join('?' * (len(values) + 1))})", [*(v or None for v in values), number]
        )
    connection.execute("CREATE OR REPLACE TEMP VIEW opened AS SELECT * FROM sheet")


def _texts(path: Path, number: int, cells: Sequence[SheetCell]) -> list[str]:
    """What the cells of a row show. Raises `TableFileError` for one that cannot be read."""
    for place, cell in enumerate(cells, 1):
        if cell.fault:
            raise TableFileError(f"{path.name}:{number}: column {letter_of(place)}: {cell.fault}")
    return [f"{cell.text}e{cell.scale}" if cell.scale else cell.text for cell in cells]


def _copy(connection: DuckDBPyConnection, number: int, table: FigureTable, file: int) -> None:
    do = connection.execute
    there = [row[0] for row in do("DESCRIBE opened").fetchall()][:-1]
    key = table.row or [table.columns[part] for part in ("area", "period") if part in table.columns]
    needed = [*table.columns.values(), *key, *([table.source_column] if table.source_column else [])]
    missing = [column for column in dict.fromkeys(needed) if column not in there]
    if missing:
        more = ["…"] if len(there) > MOST_NAMED else []
        has = list_words([*map(quoted, there[:MOST_NAMED]), *more], "and")
        raise TableFileError(f"no column {list_words(list(map(quoted, missing)), 'and')}; it has {has}")
    first = (do("SELECT count(*) FROM source_row").fetchone() or (0,))[0]
    named = " || ', ' || ".join(
        f"'{_text(column)}=' || coalesce(CAST({_name(column)} AS VARCHAR), '')" for column in key
    )
    do(f"CREATE OR REPLACE TEMP TABLE numbered AS SELECT *, row_number() OVER () + {first} AS row FROM opened")
    do(f"INSERT INTO source_row SELECT row, {file}, line, {named or chr(39) + chr(39)} FROM numbered")
    for place, query in enumerate(_queries(table)):
        do(f"INSERT INTO raw SELECT row, {number}, {place}, {query} FROM numbered")
    do("DELETE FROM raw WHERE text IS NULL OR text = ''")
    do("DROP TABLE numbered")


def _queries(table: FigureTable) -> list[str]:
    """For each column with numbers: the parts of its figures, the number as text, and whether it is a printed one."""
    columns: dict[str, str] = {part: _column(table.columns[part]) for part in PARTS if part in table.columns}
    for part, value in table.defaults.items():
        if part not in columns and value is not None:
            columns[part] = f"'{_text(value)}'"
    if table.source_column is not None:
        columns["source"] = _column(table.source_column)
    elif table.source is not None:
        columns["source"] = f"'{_text(table.source)}'"
    found = []
    for name, column in table.columns.items():
        if name in PARTS:
            continue
        its = dict(columns)
        if name not in ("value", "printed"):
            indicator, _, part = name.partition("/")
            its["indicator"] = f"'{_text(indicator)}'"
            if part:
                its["segment"] = f"'{_text(part)}'"  # or a programme: which of them, is told when it is looked up
        parts = ", ".join(its.get(part, "NULL") for part in PARTS)
        found.append(f"{parts}, {_column(column)}, {'true' if name == 'printed' else 'false'}")
    return found


def _column(name: str) -> str:
    return f"trim(CAST({_name(name)} AS VARCHAR))"


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(text: str) -> str:
    return text.replace("'", "''")


def location_of(row: int, names: Sequence[str], rows: Mapping[int, tuple[int, int, str]]) -> Location:
    """Where a row stands: its file and line, and its name."""
    file, line, key = rows[row]
    return Location(names[file], line, key or f"row {line}")

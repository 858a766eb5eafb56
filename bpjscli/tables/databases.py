"""Rows of databases: only the columns that a block names, and where a question is about some areas only their rows.

An address stands in the environment and may hold a password. It goes to the driver and nowhere else: messages name the
variable, and what a driver says is left out, since it may repeat the address.
"""

from __future__ import annotations

import csv
import io
import os
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bpjscli.errors import how_to_install
from bpjscli.i18n import say as _

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SCHEMES: Final = ("duckdb", "sqlite", "postgresql", "postgres")
_BUFFER = 4 << 20  # bytes that DuckDB reads before it looks up
_AT_ONCE = 1000  # rows that are written to a pipe at once
_PATIENCE = 5.0  # seconds for a query to end that was broken off


class DatabaseError(Exception):
    """A database that cannot be read; the message says why, without the address."""


class Database(ABC):
    """A query of a database. What its methods raise is a `DatabaseError`."""

    def __init__(self, variable: str, query: str) -> None:
        """Take the name of the variable that holds the address, and a query."""
        self.variable = variable
        self.query = query

    @abstractmethod
    def columns(self) -> list[str]:
        """The names of the columns of the query."""

    @abstractmethod
    def rows(self, query: str) -> Iterator[Sequence[Any]]:
        """The rows of another query."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the database."""

    @abstractmethod
    def stop(self) -> None:
        """Break off what another thread is asking: to close a connection that is in use ends the process in a crash."""

    def texts(self, column: str) -> list[str]:
        """The distinct texts of a column, without the spaces around them."""
        rows = self.rows(f"SELECT DISTINCT {_name(column)} FROM {self._its}")
        return sorted({str(text).strip() for (text,) in rows if text is not None})

    def count(self) -> int:
        """How many rows the query has."""
        ((number,),) = self.rows(f"SELECT count(*) FROM {self._its}")
        return int(number)

    def copy(self, connection: DuckDBPyConnection, relation: str, columns: Sequence[str], where: str) -> None:
        """Copy columns of the rows that a condition selects, as texts, into a new relation with their `line`."""
        chosen = f"SELECT {', '.join(map(_name, columns))} FROM {self._its}{where}"
        _through_pipe(connection, relation, columns, lambda stream: _write_rows(stream, self.rows(chosen)), self.stop)

    @property
    def _its(self) -> str:
        return f"({self.query}) AS its"


class _Driver(Database):
    """A database whose driver is one of Python's (PEP 249)."""

    def __init__(self, variable: str, query: str, connect: Callable[[], Any], error: type[Exception]) -> None:
        super().__init__(variable, query)
        self._error = error
        try:
            self._connection = connect()
        except error:
            said = _(
                "the database at {variable} cannot be opened; check the address and who may read it", variable=variable
            )
            raise DatabaseError(said) from None

    def columns(self) -> list[str]:
        return [column[0] for column in self._execute(f"SELECT * FROM {self._its} LIMIT 0").description]

    def rows(self, query: str) -> Iterator[Sequence[Any]]:
        cursor = self._execute(query)
        while some := cursor.fetchmany(_AT_ONCE):
            yield from some

    def close(self) -> None:
        self._connection.close()

    def stop(self) -> None:
        self._connection.interrupt()

    def _execute(self, query: str) -> Any:
        try:
            cursor = self._connection.cursor()
            return cursor.execute(query) or cursor
        except self._error:
            variable = self.variable
            said = _("the database at {variable} refuses the query; try it in the database itself", variable=variable)
            raise DatabaseError(said) from None


class _Postgres(_Driver):
    def stop(self) -> None:
        self._connection.cancel()

    def copy(self, connection: DuckDBPyConnection, relation: str, columns: Sequence[str], where: str) -> None:
        named = ", ".join(f"CAST({_name(column)} AS TEXT)" for column in columns)
        chosen = f"COPY (SELECT {named} FROM {self._its}{where}) TO STDOUT (FORMAT csv)"

        def write(stream: io.BufferedWriter) -> None:
            try:
                with self._connection.cursor().copy(chosen) as copied:
                    for block in copied:
                        stream.write(block)
            except self._error:
                raise DatabaseError(
                    _("the database at {variable} broke off in the middle of its rows", variable=self.variable)
                ) from None

        _through_pipe(connection, relation, columns, write, self.stop)


def open_database(variable: str, query: str) -> Database:
    """The database at the address in an environment variable. Raises `DatabaseError`."""
    address = os.environ.get(variable, "").strip()
    if not address:
        raise DatabaseError(
            _("the environment variable {variable} is not set; it holds the address of the database", variable=variable)
        )
    scheme, separator, rest = address.partition(":")
    if not separator or scheme not in SCHEMES:
        known = ", ".join(f"{one}:" for one in SCHEMES[:3])
        raise DatabaseError(_("the address in {variable} begins with none of {known}", variable=variable, known=known))
    if scheme in ("postgresql", "postgres"):
        return _open_postgres(variable, query, address)
    path = Path(rest.removeprefix("//"))
    if not path.is_file():
        raise DatabaseError(_("the address in {variable} leads to no file", variable=variable))
    return (_open_sqlite if scheme == "sqlite" else _open_duckdb)(variable, query, path)


def _open_sqlite(variable: str, query: str, path: Path) -> Database:
    import sqlite3

    def connect() -> sqlite3.Connection:
        # The rows are fetched by the thread that fills the pipe; no other one uses the connection meanwhile.
        return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)

    return _Driver(variable, query, connect, sqlite3.Error)


def _open_duckdb(variable: str, query: str, path: Path) -> Database:
    import duckdb

    return _Driver(variable, query, lambda: duckdb.connect(str(path), read_only=True), duckdb.Error)


def _open_postgres(variable: str, query: str, address: str) -> Database:
    try:
        import psycopg
    except ImportError as error:
        raise DatabaseError(_("PostgreSQL needs psycopg: {install}", install=how_to_install("postgres"))) from error

    def connect() -> Any:
        connection = psycopg.connect(address, options="-c default_transaction_read_only=on")
        connection.read_only = True
        return connection

    return _Postgres(variable, query, connect, psycopg.Error)


def among(column: str, texts: Collection[str]) -> str:
    """A condition on a column: one of these texts, whatever spaces stand around it."""
    listed = ", ".join("'" + text.replace("'", "''") + "'" for text in sorted(texts)) or "NULL"
    return f" WHERE trim(CAST({_name(column)} AS VARCHAR(1000))) IN ({listed})"


def _write_rows(stream: io.BufferedWriter, rows: Iterator[Sequence[Any]]) -> None:
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=False)
    writer = csv.writer(text)
    for row in rows:
        writer.writerow(["" if value is None else _plain(value) for value in row])
    text.flush()
    text.detach()


def _plain(value: object) -> str:
    """A number or day as a table writes it: a binary fraction by its shortest digits."""
    return repr(value) if isinstance(value, float) else str(value)


def _through_pipe(
    connection: DuckDBPyConnection,
    relation: str,
    columns: Sequence[str],
    write: Callable[[io.BufferedWriter], None],
    stop: Callable[[], None],
) -> None:
    """Create a relation of texts from what is written as CSV to a pipe, so that no file is left anywhere.

    An interruption breaks off what is written, with `stop`, which may take for ever otherwise.
    """
    import duckdb

    reading, thread, failed = _fill_pipe(write)
    types = ", ".join(f"{_text(column)}: 'VARCHAR'" for column in columns)
    form = f"delim = ',', quote = '\"', escape = '\"', buffer_size = {_BUFFER}"
    options = f"header = false, auto_detect = false, {form}, columns = {{{types}}}"
    refused: duckdb.Error | None = None
    interrupted = True
    try:
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {relation} AS SELECT *, row_number() OVER () AS line "
            f"FROM read_csv('/dev/fd/{reading}', {options})"
        )
        interrupted = False
    except duckdb.Error as error:
        refused, interrupted = error, False
    finally:
        os.close(reading)
        if interrupted:
            stop()
            thread.join(_PATIENCE)
    thread.join()
    if failed or refused:
        raise failed[0] if failed else refused or failed[0]


def _fill_pipe(write: Callable[[io.BufferedWriter], None]) -> tuple[int, threading.Thread, list[BaseException]]:
    """The end of a pipe to read from, the thread that writes to the other one, and where its error will stand."""
    reading, writing = os.pipe()
    failed: list[BaseException] = []

    def fill() -> None:
        try:
            with os.fdopen(writing, "wb") as stream:
                write(stream)
        except BrokenPipeError:
            pass  # the reader has said why
        except BaseException as error:  # noqa: BLE001  # raised again by the thread that waits
            failed.append(error)

    thread = threading.Thread(target=fill, daemon=True)
    thread.start()
    return reading, thread, failed


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

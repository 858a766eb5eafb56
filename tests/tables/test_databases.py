"""[[table]] blocks over databases: what is fetched, what is refused, and that no address is ever repeated."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bench.monitoring import COLUMNS, Kind, regencies, rows, write_wide
from bpjscli.load.load import load
from bpjscli.tables import read as reading
from bpjscli.tables.databases import Database, open_database

duckdb = pytest.importorskip("duckdb")

SECRET = "rahasia-4711"
VARIABLE = "BPJS_TEST_DB"
HEAD = 'format = 1\n\n[[source]]\nid = "dashboard"\npublisher = "BPJS"\npublished = 2100\n\n'
HEAD += '[[table]]\nsource = "dashboard"\n'
WIDE = "columns = { " + ", ".join(f'"{name}" = "{name}"' for name in COLUMNS) + ', area = "kode", period = "bulan" }\n'
FROM = f'connection = "{VARIABLE}"\ntable = "angka"\n'


def base(folder: Path, block: str) -> Path:
    path = folder / f"{abs(hash(block))}.toml"
    path.write_text(HEAD + block, encoding="utf-8")
    return path


def run(address: str | None, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != VARIABLE}
    environment |= {} if address is None else {VARIABLE: address}
    return subprocess.run(
        [sys.executable, "-m", "bpjscli", *arguments, "--lang", "en"],
        capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A CSV file of some thousand figures with slips, and its fact base."""
    folder = tmp_path_factory.mktemp("database")
    known = load().areas
    write_wide(folder / "m.csv", rows(regencies(known, 30), 4, Kind(slips=0.05), known, seed=3))
    base(folder, f'file = "m.csv"\n{WIDE}').rename(folder / "file.toml")
    return folder


def in_duckdb(folder: Path) -> str:
    path = folder / "angka.duckdb"
    if not path.exists():
        with duckdb.connect(str(path)) as connection:
            types = "types = {'coverage': 'DECIMAL(9,2)'}"
            connection.execute(f"CREATE TABLE angka AS SELECT * FROM read_csv('{folder / 'm.csv'}', {types})")
    return f"duckdb:///{path}"


def in_sqlite(folder: Path) -> str:
    path = folder / "angka.sqlite"
    if not path.exists():
        lines = [line.split(",") for line in (folder / "m.csv").read_text().splitlines()]
        with sqlite3.connect(path) as connection:
            columns = ", ".join(f'"{name}" TEXT' for name in lines[0])
            connection.execute(f"CREATE TABLE angka ({columns})")
            connection.executemany(f"INSERT INTO angka VALUES ({', '.join('?' * len(lines[0]))})", lines[1:])
    return f"sqlite:///{path}"


def server_folder() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    its = shutil.which("initdb")
    return Path(its).parent if its else None


@pytest.fixture(scope="module")
def postgres(table: Path) -> Iterator[str]:
    """The address of a PostgreSQL server on the loopback address, with a password and the table; stopped at the end."""
    psycopg = pytest.importorskip("psycopg")
    programs = server_folder()
    if programs is None:
        pytest.skip("no PostgreSQL server here; on Debian: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="bpjs-pg-", dir="/tmp"))  # a socket's path has to be short
    as_user = {"user": "nobody", "group": "nogroup"} if os.getuid() == 0 else {}
    if as_user:
        shutil.chown(folder, **as_user)
    (folder / "password").write_text(SECRET)
    (folder / "password").chmod(0o644)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def do(program: str, *arguments: str) -> None:
        command = [str(programs / program), "-D", str(folder / "data"), *arguments]
        where = subprocess.DEVNULL
        subprocess.run(command, check=True, stdout=where, stderr=where, cwd=folder, **as_user)  # type: ignore[call-overload]

    try:
        do("initdb", "-U", "bpjs", "-A", "scram-sha-256", "--pwfile", str(folder / "password"), "-E", "UTF8", "-N")
        settings = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        do("pg_ctl", "start", "-w", "-o", settings, "-l", str(folder / "log"))
        try:
            address = f"postgresql://bpjs:{SECRET}@127.0.0.1:{port}/postgres"
            with psycopg.connect(address) as connection, (table / "m.csv").open("rb") as stream:
                columns = ", ".join(f'"{name}" text' for name in stream.readline().decode().strip().split(","))
                connection.execute(f"CREATE TABLE angka ({columns})")
                with connection.cursor().copy("COPY angka FROM STDIN (FORMAT csv)") as copy:
                    copy.write(stream.read())
            yield address
        finally:
            do("pg_ctl", "stop", "-m", "immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def same_findings(folder: Path, address: str) -> None:
    for command in (("check",), ("coverage", "--area", "aceh-selatan"), ("ranking",)):
        whole = [*command, "--format", "json", "--data"]
        expected = run(None, *whole, str(folder / "file.toml"))
        found = run(address, *whole, str(base(folder, FROM + WIDE)))
        assert found.stderr == expected.stderr
        assert found.returncode == expected.returncode
        assert _without_lines(found.stdout, VARIABLE) == _without_lines(expected.stdout, f"{folder}/m.csv")


def _without_lines(text: str, place: str) -> str:
    """An answer without the name of its table and the line, which a database does not have."""
    return re.sub(r'"line": \d+', "", text.replace(place, "TABLE"))


@pytest.mark.parametrize("make", [in_duckdb, in_sqlite])
def test_a_database_says_what_the_file_says(table: Path, make: object) -> None:
    same_findings(table, make(table))  # type: ignore[operator]


@pytest.mark.long
def test_postgres_says_what_the_file_says(table: Path, postgres: str) -> None:
    same_findings(table, postgres)


@pytest.mark.long
def test_no_password_is_repeated(table: Path, postgres: str, tmp_path: Path) -> None:
    wrong = postgres.replace("@", "-nicht@")
    off = f"postgresql://bpjs:{SECRET}@127.0.0.1:1/postgres"
    query = f'connection = "{VARIABLE}"\nquery = "SELECT * FROM nirgends"\n'
    for address, block in ((wrong, FROM), (off, FROM), (postgres, query)):
        path = base(tmp_path, block + WIDE)
        for command in (("check",), ("coverage", "--area", "aceh-selatan"), ("report", "--format", "json")):
            done = run(address, *command, "--data", str(path))
            assert done.returncode == 3, done
            assert VARIABLE in done.stderr
            assert "rahasia" not in done.stdout + done.stderr
    for file in tmp_path.rglob("*"):
        assert file.is_dir() or SECRET not in file.read_text(encoding="utf-8", errors="replace")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (None, f"the environment variable {VARIABLE} is not set"),
        (f"mysql://bpjs:{SECRET}@127.0.0.1/x", "begins with none of duckdb:, sqlite:, postgresql:"),
        (f"sqlite:///nowhere/{SECRET}.db", "leads to no file"),
        (f"duckdb:{__file__}", "cannot be opened"),
    ],
)
def test_an_address_that_leads_nowhere_is_not_repeated(tmp_path: Path, address: str | None, said: str) -> None:
    done = run(address, "check", "--data", str(base(tmp_path, FROM + WIDE)))
    assert done.returncode == 3
    assert said in done.stderr
    assert SECRET not in done.stderr + done.stdout
    assert __file__ not in done.stderr


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (f'connection = "postgresql://b:{SECRET}@a/b"\ntable = "angka"\n', "not the name of an environment variable"),
        (f'connection = "{VARIABLE}"\n', "needs a query or a table"),
        (f'connection = "{VARIABLE}"\nquery = "DROP TABLE angka"\n', "a table is only read"),
        (f'connection = "{VARIABLE}"\nquery = "SELECT 1; DROP TABLE angka"\n', "several statements"),
        (f'connection = "{VARIABLE}"\ntable = "angka; DROP TABLE angka"\n', "no name of a table"),
        (f'connection = "{VARIABLE}"\ntable = "angka"\nfile = "m.csv"\n', "it is either of them"),
        ('file = "m.csv"\ntable = "angka"\n', "query and table are for a database"),
    ],
)  # fmt: skip
def test_a_block_that_names_no_query_is_an_error(table: Path, block: str, said: str) -> None:
    done = run(in_duckdb(table), "check", "--data", str(base(table, block + WIDE)))
    assert done.returncode == 3
    assert said in done.stderr
    assert SECRET not in done.stderr


def test_a_query_may_write_nothing(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for make in (in_duckdb, in_sqlite):
        monkeypatch.setenv(VARIABLE, make(table))
        database = open_database(VARIABLE, "SELECT * FROM angka")
        with pytest.raises(Exception, match="refuses the query"):
            list(database.rows("DELETE FROM angka"))
        assert database.count() == 120
        database.close()


def test_a_question_about_an_area_fetches_the_rows_near_it(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Aceh has 23 regencies; the others of the table lie in the next province."""
    from bpjscli.commands.shared.table_figures import open_store

    fetched: list[int] = []
    copy = Database.copy

    def counted(self: Database, connection: object, relation: str, columns: list[str], where: str) -> None:
        copy(self, connection, relation, columns, where)  # type: ignore[arg-type]  # handed on
        fetched.append(len(connection.table(relation).fetchall()))  # type: ignore[attr-defined]

    monkeypatch.setenv(VARIABLE, in_sqlite(table))
    monkeypatch.setattr(Database, "copy", counted)
    monkeypatch.setattr(reading, "MOST_COPIED", 100)
    known = load(base(table, FROM + WIDE))
    open_store(known, lambda areas: {area for area in areas if known.areas[area].parent == "aceh"})
    assert fetched == [23 * 4]


ENDLESS = (
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) "
    "SELECT 'sambas' AS kode, '2024-05' AS bulan, x AS peserta FROM n"
)


def reads(process: subprocess.Popen[bytes], path: Path) -> bool:
    """Whether a process has a file open."""
    with suppress(OSError):
        return any(os.path.realpath(one) == str(path) for one in Path(f"/proc/{process.pid}/fd").iterdir())
    return False


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="what a process reads is not to be seen here")
@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_a_signal_ends_the_reading_of_a_table(tmp_path: Path, name: str, code: int) -> None:
    folder = tmp_path.resolve()
    database = folder / "angka.sqlite"
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TABLE angka (x)")
    columns = 'columns = { area = "kode", period = "bulan", participants = "peserta" }\n'
    path = base(folder, f'connection = "{VARIABLE}"\nquery = "{ENDLESS}"\n{columns}')
    before = sorted(folder.rglob("*"))
    command = [sys.executable, "-m", "bpjscli", "check", "--data", str(path), "--output", str(folder / "out.txt")]
    environment = {**os.environ, VARIABLE: f"sqlite:///{database}", "TMPDIR": str(folder)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, env=environment, **pipes) as process:  # type: ignore[call-overload]
        while not reads(process, database) and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(getattr(signal, name))
        assert process.communicate(timeout=60) == (b"", b"")
    assert process.returncode == code
    assert sorted(folder.rglob("*")) == before

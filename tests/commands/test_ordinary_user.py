"""What may not be read is exit code 3, for an ordinary user; root, who may read everything, becomes one to try it."""

from __future__ import annotations

import io
import json
import multiprocessing
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from bpjscli import __main__ as entry

FORK = multiprocessing.get_context("fork")
NOBODY = 65534
BASE = 'format = 1\ninclude = ["parts/*.toml"]\n[[source]]\nid = "a"\npublisher = "A"\npublished = 2026-01-02\n'
BASE += 'figures = [{ area = "kalbar", indicator = "participants", period = 2025, value = 3 }]\n'

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes of files are of Unix")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A base in a folder that everybody can reach, with one file that it includes."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name)
        path.chmod(0o755)
        (path / "parts").mkdir(mode=0o755)
        (path / "figures.toml").write_text(BASE, encoding="utf-8")
        (path / "parts" / "more.toml").write_text("", encoding="utf-8")
        path.chmod(0o555)
        yield path
        path.chmod(0o755)
        (path / "parts").chmod(0o755)


def answer(arguments: list[str]) -> tuple[int, str]:
    """The exit code of a command, and what it says on stderr."""
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    sys.argv, sys.stdout, sys.stderr = ["bpjs", *arguments], io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), said
    try:
        code = int(entry._run())
    except SystemExit as ended:
        code = int(ended.code or 0)
    said.flush()
    said.seek(0)
    return code, said.read()


def child(arguments: list[str], first: list[str], said: Connection) -> None:
    os.environ["BPJS_CACHE"] = "off"
    answer(first)  # as root, so that all modules are there: an ordinary user may not reach those of root
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    said.send(json.dumps(answer(arguments)))


def ask(*arguments: str, first: Sequence[str] = ()) -> tuple[int, str]:
    """What `bpjs` answers to an ordinary user; root asks the same before, or `first` where that would write."""
    mine, theirs = FORK.Pipe()
    run = FORK.Process(target=child, args=(list(arguments), list(first or arguments), theirs))
    run.start()
    assert mine.poll(60)
    code, said = json.loads(mine.recv())
    run.join()
    return code, said


@pytest.mark.parametrize("command", ["figures", "check", "report", "coverage", "sources"])
def test_a_base_that_may_not_be_read(folder: Path, command: str) -> None:
    (folder / "figures.toml").chmod(0o000)
    code, said = ask(command, "--data", str(folder / "figures.toml"))
    assert code == 3, said
    assert "error[F151]" in said
    assert "may not read it" in said or "ermission" in said


def test_an_included_file_that_may_not_be_read(folder: Path) -> None:
    (folder / "parts" / "more.toml").chmod(0o000)
    code, said = ask("check", "--data", str(folder / "figures.toml"))
    assert (code, "more.toml:1: error[F151]" in said) == (3, True)


def test_a_folder_of_files_that_may_not_be_listed(folder: Path) -> None:
    (folder / "parts").chmod(0o000)
    code, said = ask("check", "--data", str(folder / "figures.toml"))
    assert (code, "error[F161]" in said) == (3, True)


def test_a_folder_that_may_not_be_entered(folder: Path) -> None:
    (folder / "parts" / "figures.toml").write_text(BASE, encoding="utf-8")
    (folder / "parts").chmod(0o000)
    code, said = ask("check", "--data", str(folder / "parts" / "figures.toml"))
    assert (code, "error[F151]" in said) == (3, True)


def test_what_may_be_read_is(folder: Path) -> None:
    assert ask("figures", "--data", str(folder / "figures.toml")) == (0, "")


def test_a_folder_that_may_not_be_written_to(folder: Path) -> None:
    code, said = ask("ranking", "--output", str(folder / "out.txt"), first=["ranking"])
    assert (code, said) == (5, f"bpjs: cannot write {folder / 'out.txt'}: Permission denied\n")


def test_a_site_in_a_folder_that_may_not_be_written_to(folder: Path, tmp_path: Path) -> None:
    code, said = ask("site", str(folder / "site"), first=["site", str(tmp_path / "site")])
    assert (code, "cannot write" in said) == (5, True), said


def test_a_file_to_tidy_that_may_not_be_read(folder: Path) -> None:
    (folder / "figures.toml").chmod(0o000)
    code, said = ask("fmt", str(folder / "figures.toml"))
    assert (code, "error[F151]" in said) == (3, True), said


def test_a_table_that_may_not_be_read(folder: Path) -> None:
    table = folder / "table.csv"
    table.write_text("area,participants\nkalbar,3\n", encoding="utf-8")
    table.chmod(0o000)
    code, said = ask("add", "--from", str(table), "--dry-run", "--data", str(folder / "figures.toml"))
    assert code == 3, said
    assert "table.csv" in said

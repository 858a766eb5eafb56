"""One writer at a time."""

from __future__ import annotations

import fcntl
import multiprocessing
import os
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from bpjscli.errors import BpjsError, Exit
from bpjscli.output import lock_folder

FORK = multiprocessing.get_context("fork")


def hold(folder: Path, held: Event, done: Event) -> None:
    with lock_folder(folder / "figures.toml"):
        held.set()
        done.wait(20)


def test_a_second_run_waits_and_then_gives_up(tmp_path: Path) -> None:
    held, done = FORK.Event(), FORK.Event()
    run = FORK.Process(target=hold, args=(tmp_path, held, done))
    run.start()
    assert held.wait(20)
    with (
        pytest.raises(BpjsError, match="another run of bpjs is writing in") as error,
        lock_folder(tmp_path / "figures.toml", patience=0.1),
    ):
        pass
    assert error.value.exit_code == Exit.OUTPUT
    done.set()
    run.join()
    with lock_folder(tmp_path / "figures.toml", patience=0):
        assert not list(tmp_path.iterdir())


def test_a_run_does_not_wait_for_itself(tmp_path: Path) -> None:
    file = tmp_path / "figures.toml"
    with lock_folder(file):
        with lock_folder(file, patience=0):
            pass
        assert is_held(tmp_path)
    assert not is_held(tmp_path)


def is_held(folder: Path) -> bool:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def add_one(file: Path, times: int) -> None:
    for _ in range(times):
        with lock_folder(file):
            file.write_text(str(int(file.read_text()) + 1))


def test_runs_wait_for_each_other(tmp_path: Path) -> None:
    file = tmp_path / "count"
    file.write_text("0")
    runs = [FORK.Process(target=add_one, args=(file, 25)) for _ in range(4)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert file.read_text() == "100"


def test_what_a_killed_run_left_is_removed(tmp_path: Path) -> None:
    file = tmp_path / "figures[1].toml"
    left, other = tmp_path / ".figures[1].toml.bpjs-123", tmp_path / ".other.toml.bpjs-123"
    for path in (file, left, other):
        path.write_text("x")
    with lock_folder(file):
        assert sorted(path.name for path in tmp_path.iterdir()) == [other.name, file.name]


def test_files_in_two_folders_and_one_behind_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    with lock_folder(tmp_path / "a", tmp_path / "link" / "b", tmp_path / "real" / "b", patience=0.1):
        assert is_held(tmp_path)
        assert is_held(tmp_path / "real")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BpjsError, match=r"cannot lock .*: No such file") as error, lock_folder(tmp_path / "none" / "a"):
        pass
    assert error.value.exit_code == Exit.OUTPUT


def test_a_file_system_without_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_handle: int, _operation: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(BpjsError, match=r"cannot lock .*: Operation not supported"), lock_folder(tmp_path / "a"):
        pass

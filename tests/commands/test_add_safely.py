"""Whatever happens to `bpjs add`, the base is the old one or the new one, and two runs lose nothing."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from asking import BPJS, environment, kill, run
from keeping import BASE, base_in, options

from bpjscli.load.load import load

SOURCE = "antara-2026-01-05"
KILLS = 5


def figure(number: int) -> list[str]:
    return options(source=SOURCE, indicator="employers", value=str(number), locator=f"row {number}", period="2025")


def start(base: Path, number: int) -> subprocess.Popen[bytes]:
    command = [*BPJS, "add", "--data", str(base), *figure(number), "--yes"]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, stdout=quiet, stderr=quiet, env=environment())


@pytest.mark.long
def test_killed_at_any_moment_it_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    base = base_in(tmp_path)
    for number in range(1, KILLS + 1):
        before = base.read_bytes()
        kill(start(base, number), tmp_path, (number - 1) * 0.0005)
        after = base.read_bytes()
        locators = [f.locator for f in load(base).figures]
        assert len(set(locators)) == len(locators)
        if after != before:
            assert locators[-1] == f"row {number}"
            assert len(after) > len(before)
    assert start(base, KILLS + 1).wait() == 0
    assert [path.name for path in tmp_path.iterdir()] == ["figures.toml"]


def test_killed_between_writing_and_renaming_it_leaves_the_old_file(tmp_path: Path) -> None:
    """The worst moment, held still: the new text is beside the file, and the name not yet given."""
    base = base_in(tmp_path)
    program = (
        "import os, pathlib, signal;"
        "pathlib.Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL);"
        "from bpjscli.__main__ import run; run()"
    )
    command = [BPJS[0], "-c", program, "add", "--data", str(base), *figure(1), "--yes"]
    done = subprocess.run(command, env=environment(), capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL
    assert base.read_text(encoding="utf-8") == BASE
    (leftover,) = tmp_path.glob(".figures.toml.bpjs-*")
    assert len(load(leftover).figures) == 2
    assert run("add", "--data", str(base), *figure(2), "--yes").returncode == 0
    assert not leftover.exists()


def test_two_runs_at_once_lose_nothing(tmp_path: Path) -> None:
    base = base_in(tmp_path)
    for first in range(0, 12, 4):
        runs = [start(base, number) for number in range(first, first + 4)]
        assert [process.wait() for process in runs] == [0] * 4
    locators = {figure.locator for figure in load(base).figures}
    assert locators == {None, *(f"row {number}" for number in range(12))}
    assert run("fmt", "--check", str(base)).returncode == 0


def test_what_was_written_meanwhile_is_kept(tmp_path: Path) -> None:
    """The file changes between the preview and the lock: here, while another run holds it."""
    base = base_in(tmp_path)
    handle = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    process = start(base, 1)
    time.sleep(1.5)
    base.write_text(BASE.replace("27 persen", "28 persen") + "# more\n", encoding="utf-8")
    os.close(handle)
    assert process.wait() == 0
    text = base.read_text(encoding="utf-8")
    assert '"28 persen"' in text
    assert text.endswith("# more\n")
    assert "row 1" in text


def test_the_same_figure_by_two_runs_is_written_once(tmp_path: Path) -> None:
    base = base_in(tmp_path)
    runs = [start(base, 7) for _ in range(3)]
    assert sorted(process.wait() for process in runs) == [0, 3, 3]
    assert [f.locator for f in load(base).figures] == [None, "row 7"]


def test_the_mode_stays_and_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real = base_in(tmp_path / "real")
    real.chmod(0o664)
    link = tmp_path / "figures.toml"
    link.symlink_to(real)
    assert run("add", "--data", str(link), *figure(1), "--yes").returncode == 0
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o664
    assert len(load(real).figures) == 2

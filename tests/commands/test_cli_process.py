"""The process and its surroundings: pipes, disks, signals, encodings; exit codes that say what happened."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from asking import BPJS, environment, run, shell

NEEDS_FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
EACH_WAY = pytest.mark.parametrize(
    "arguments",
    [("figures",), ("coverage", "--format", "json"), ("--version",), ("--help",), ("gap", "--help"), ()],
    ids=lambda arguments: " ".join(arguments) or "alone",
)


@EACH_WAY
def test_a_reader_that_has_gone_is_141_without_a_word(arguments: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*BPJS, *arguments], stdout=writer, stderr=subprocess.PIPE, env=environment(), text=True, check=False
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, "")


def test_head_gets_its_line() -> None:
    """More than a pipe holds, so that the reader is gone before all is written."""
    done = shell("$BPJS figures --format html | head -1")
    assert (done.returncode, done.stdout.count("\n"), done.stderr) == (141, 1, "")


@EACH_WAY
def test_a_closed_stdout_is_noticed(arguments: tuple[str, ...]) -> None:
    done = shell(f"$BPJS {' '.join(arguments)} >&-")
    assert done.returncode == 5
    assert "standard output" in done.stderr
    assert done.stderr.count("\n") == 1


@NEEDS_FULL
@EACH_WAY
def test_a_full_disk_is_noticed(arguments: tuple[str, ...]) -> None:
    done = shell(f"$BPJS {' '.join(arguments)} > /dev/full")
    assert done.returncode == 5
    assert "No space left on device" in done.stderr
    assert done.stderr.count("\n") == 1


def test_without_stderr_the_exit_code_still_tells() -> None:
    assert shell("$BPJS coverage --province kalbr 2>&-").returncode == 2
    assert shell("$BPJS figures --province papua 2>&-").returncode == 0
    assert shell("$BPJS nonsense >&- 2>&-").returncode == 2
    assert shell("$BPJS ranking <&-").returncode == 0


@NEEDS_FULL
def test_a_remark_that_cannot_be_written_fails_nothing() -> None:
    done = shell("$BPJS figures --province papua --format csv 2>/dev/full")
    assert done.returncode == 0
    assert done.stdout.startswith("id,source,area")


def wait_until_under_way(pid: int) -> None:
    """Until the process has its own handler for SIGTERM, which it sets first of all."""
    for _ in range(1000):
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        caught = int(status.partition("SigCgt:")[2].split()[0], 16)
        if caught >> (signal.SIGTERM - 1) & 1:
            break
        time.sleep(0.01)
    time.sleep(0.05)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="what a process catches is not to be seen here")
@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_a_signal_ends_it_without_a_trace(name: str, code: int, tmp_path: Path) -> None:
    """Two thousand files take a second to load, so that the run is surely under way."""
    for number in range(2000):
        text = f'format = 1\n[[source]]\nid = "s{number}"\npublished = 2026-01-01\nfigures = []\n'
        (tmp_path / f"{number}.toml").write_text(text, encoding="utf-8")
    (tmp_path / "all.toml").write_text('format = 1\ninclude = ["[0-9]*.toml"]\n', encoding="utf-8")
    target = tmp_path / "out.txt"
    command = [*BPJS, "check", "--data", str(tmp_path / "all.toml"), "--output", str(target)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as process:
        wait_until_under_way(process.pid)
        process.send_signal(getattr(signal, name))
        out, err = process.communicate(timeout=60)
    assert process.returncode == code
    assert (out, err) == (b"", b"")
    assert not target.exists()
    assert not list(tmp_path.glob(".out*"))


def test_a_cron_job_gets_what_a_terminal_gets() -> None:
    wide = run("coverage", "--province", "kalbar", env={"TERM": "xterm-256color", "COLUMNS": "300", "HOME": "/root"})
    for variables in ({}, {"COLUMNS": "20"}, {"LC_ALL": "C"}, {"TERM": "dumb", "NO_COLOR": "1"}, {"FORCE_COLOR": "1"}):
        assert run("coverage", "--province", "kalbar", env=variables).stdout == wide.stdout
    bare = subprocess.run(["env", "-i", *BPJS, "coverage", "-a", "kalbar"], capture_output=True, check=True)
    assert bare.stdout == wide.stdout.encode()


def test_what_an_encoding_lacks_is_escaped() -> None:
    done = run("sources", "--format", "plain", env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert "\\u2026" in done.stdout
    assert done.stdout.isascii()
    done = run("coverage", "--province", "kal\u0142bar", env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 2
    assert "kal\\u0142bar" in done.stderr
    assert run("coverage", "--help", env={"PYTHONIOENCODING": "latin-1"}).returncode == 0


def test_bytes_that_are_no_text_are_an_area_nobody_knows() -> None:
    done = subprocess.run(
        [*map(str.encode, BPJS), b"coverage", b"--area", b"kal\xffbar"],
        capture_output=True,
        env=environment(),
        check=False,
    )
    assert done.returncode == 2
    assert b"unknown area" in done.stderr


def test_an_unforeseen_error_is_a_bug_without_a_traceback(tmp_path: Path) -> None:
    """A sabotaged installation: the module that answers is broken."""
    sabotage = (
        "from bpjscli.measures.answers import Answers",
        "def fail(*_): raise ZeroDivisionError('what')",
        "Answers.__init__ = fail",
    )
    (tmp_path / "sitecustomize.py").write_text("\n".join(sabotage), encoding="utf-8")
    done = run("coverage", env={"PYTHONPATH": str(tmp_path)})
    assert (done.returncode, done.stdout) == (70, "")
    assert done.stderr.startswith("bpjs: this is a bug in bpjs: ZeroDivisionError: what\n")
    assert "Traceback" not in done.stderr
    told_all = run("coverage", env={"PYTHONPATH": str(tmp_path), "BPJS_DEBUG": "1"})
    assert told_all.returncode == 70
    assert "Traceback" in told_all.stderr


def test_who_reads_both_streams_is_told_once_that_there_is_nothing() -> None:
    nothing = "Singkawang City: figures for contributions are not in this fact base"
    command = "$BPJS explain contributions --area singkawang"
    assert shell(f"{command} 2>&1").stdout.count(nothing) == 1
    apart = shell(command)
    assert nothing in apart.stdout
    assert apart.stderr.startswith(f"bpjs: {nothing}")
    assert shell(f"{command} --format csv 2>&1").stdout.count(nothing) == 1


@pytest.mark.parametrize("format_", ["json", "csv", "tsv", "html"])
def test_what_programs_read_is_utf_8_in_every_locale(format_: str, tmp_path: Path) -> None:
    base = tmp_path / "figures.toml"
    head = '[[source]]\nid = "s"\npublisher = "Café ÷ 🙂"\npublished = 2026-01-01\n'
    figure = '{ area = "kalbar", indicator = "coverage", period = 2025, printed = "27 persen" }'
    base.write_text(f"format = 1\n{head}figures = [ {figure} ]\n", encoding="utf-8")
    command = [*BPJS, "sources", "--format", format_, "--data", str(base)]
    outputs = [
        subprocess.run(command, capture_output=True, env={**environment(), "PYTHONIOENCODING": encoding}, check=True)
        for encoding in ("utf-8", "ascii", "latin-1")
    ]
    assert len({done.stdout for done in outputs}) == 1
    assert "Café ÷ 🙂" in outputs[0].stdout.decode("utf-8")

"""The command line as its users meet it: as a process of its own, or within this one where only the answer counts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from bpjscli.cli import every_command

BPJS = (sys.executable, "-m", "bpjscli")
NOT_SET = dict.fromkeys(
    ("BPJS_DATA", "BPJS_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS", "NO_COLOR", "FORCE_COLOR")
)


def environment(**changes: str) -> dict[str, str]:
    """The environment of a cron job, with `changes`: no locale, no terminal, nothing of bpjs."""
    kept = ("PATH", "PYTHONDONTWRITEBYTECODE", "SYSTEMROOT", "COVERAGE_PROCESS_CONFIG")
    return {name: os.environ[name] for name in kept if name in os.environ} | changes


def unmeasured(**changes: str) -> dict[str, str]:
    """The same without the measuring of coverage, which imports modules and writes a file of its own."""
    return {name: value for name, value in environment(**changes).items() if name != "COVERAGE_PROCESS_CONFIG"}


def run(
    *arguments: str, env: dict[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """`run("coverage", "--province", "kalbar")`: a process of its own, in the environment of a cron job and `env`."""
    variables = environment(**(env or {}))
    command = [*BPJS, *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=variables, cwd=cwd, check=False
    )


def shell(line: str, **env: str) -> subprocess.CompletedProcess[str]:
    """`shell("$BPJS figures | head -1")`: a line of shell, with pipefail."""
    variables = environment(BPJS=" ".join(BPJS), **env)
    command = ["bash", "-o", "pipefail", "-c", line]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=variables, check=False)


def kill(process: subprocess.Popen[bytes], folder: Path, moment: float) -> None:
    """Kill a run `moment` seconds after its temporary file has appeared in `folder`, unless it has ended by then."""
    while process.poll() is None and not any(folder.glob(".*.bpjs-*")):
        pass
    time.sleep(moment)
    process.kill()
    process.wait()


def answer(*arguments: str, env: dict[str, str] | None = None) -> str:
    """`answer("ranking")`: what a command that succeeds prints, without a process."""
    done = CliRunner().invoke(every_command(), arguments, catch_exceptions=False, env=NOT_SET | (env or {}))
    assert done.exit_code == 0, done.output
    return done.stdout


def told(*arguments: str) -> dict[str, Any]:
    """`told("gap")`: the JSON of a command."""
    found: dict[str, Any] = json.loads(answer(*arguments, "--format", "json"))
    return found


def rows(*arguments: str) -> list[dict[str, Any]]:
    """`rows("ranking")`: the rows of its JSON."""
    found: list[dict[str, Any]] = told(*arguments)["rows"]
    return found

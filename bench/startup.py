"""How long a piped `bpjs coverage --province kalbar` takes, in turn with a bare Typer program of the same environment.

Beside it stands the longest of the short ones: the whole report of the shipped base as HTML, checks and charts and all.

Run it as `python bench/startup.py [RUNS] [PYTHON]`, where PYTHON is an interpreter that has bpjs installed. It prints
the median and the least wall time of each, and their ratios.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

HELLO = """\
import typer

app = typer.Typer()


@app.command()
def hello(name: str = "world") -> None:
    typer.echo(f"Hello {name}")


app()
"""
QUESTION = ("coverage", "--province", "kalbar")
REPORT = ("report", "--format", "html")


def measure(commands: dict[str, Sequence[str]], runs: int) -> dict[str, list[float]]:
    """Wall times of each command, in seconds; one run of each in turn, so that a busy machine is busy for all."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("BPJS_")}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, command in commands.items():
            began = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment)
            if number:  # the first round only warms the caches
                times[name].append(time.perf_counter() - began)
    return times


COMPILE = "import bpjscli, compileall; compileall.compile_dir(bpjscli.__path__[0], quiet=2)"


def compile_package(python: str = sys.executable) -> None:
    """Write the bytecode of bpjs, as `pip install .` does and an editable installation does not."""
    subprocess.run([python, "-c", COMPILE], check=True)


def script_of(python: str) -> str:
    """The program that is installed beside an interpreter: what people type, as they type the names of its peers."""
    return str(Path(python).with_name("bpjs"))


def main(runs: int, python: str) -> None:
    """Measure and print a table."""
    compile_package(python)
    with tempfile.TemporaryDirectory() as folder:
        hello = Path(folder) / "hello.py"
        hello.write_text(HELLO, encoding="utf-8")
        program = [script_of(python)]
        times = measure(
            {
                "python -c pass": [python, "-c", "pass"],
                "typer hello": [python, str(hello)],
                "bpjs --version": [*program, "--version"],
                f"bpjs {' '.join(QUESTION)}": [*program, *QUESTION],
                f"bpjs {' '.join(REPORT)}": [*program, *REPORT],
            },
            runs,
        )
    base = statistics.median(times["typer hello"])
    print(f"{'':36}{'median':>9}{'least':>9}{'to hello':>10}")
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name:36}{median * 1000:6.0f} ms{min(taken) * 1000:6.0f} ms{median / base:10.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 21, sys.argv[2] if len(sys.argv) > 2 else sys.executable)

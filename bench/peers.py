"""`bpjs` beside its peers: the same number of records, in turn, on one machine.

Run it as `python bench/peers.py [--sizes 50,1000,20000,100000,500000] [--runs 5] [--peers FOLDER] [--python PATH]
[--instructions 50,20000]`. Peers that are not installed are left out; `--peers` names the folder of another
environment's programs (beancount, csvkit, sqlite-utils and frictionless come from PyPI, hledger and ledger from Debian)
and `--python` an interpreter that has bpjs installed. Of the sizes under `--instructions` valgrind counts those, too.
The tables are printed as Markdown and, with `--write`, kept in docs/dev/performance.md and bench/results.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.records import many_areas
from bench.records import write as write_records
from bench.startup import HELLO, compile_package, script_of
from bench.tables import SHIPPED, TYPER, Row, Run, goals, growth, markdown, rows

ROOT = Path(__file__).resolve().parent.parent
Files = dict[str, Path]


class Program(NamedTuple):
    """A peer: its name, the program that must exist, its arguments, and the largest size it is worth running at.

    `{toml}` and the like in an argument stand for the file of that kind, `{stem}` for the name of the table. `kept`
    says that it may find the base as an earlier run has loaded it.
    """

    name: str
    executable: str
    arguments: Sequence[str]
    largest: int = 500_000
    kept: bool = False

    def command(self, path: str, files: Files) -> list[str]:
        """The command line, with the program at `path`."""
        names = {kind: str(file) for kind, file in files.items()} | {"stem": files["csv"].stem}
        return [path, *(argument.format(**names) for argument in self.arguments)]


SMALL = 1000
LARGE = 100_000  # records from which on a run takes seconds, so that fewer are made
LONGEST_COUNTED = 2.0  # seconds of processor time, which valgrind makes a hundred
DISTRICTS = 514  # regencies and cities of Indonesia
SUM_SQL = "select area, sum(amount) from [{stem}] group by area"
SUM_BQL = "SELECT account, sum(position) GROUP BY account"
BPJS = "bpjs"  # stands for the one beside the interpreter under --python
COVERAGE = ("coverage", "--province", "kalbar")
PROGRAMS = (
    Program(SHIPPED, BPJS, COVERAGE, 50),
    *(
        Program(f"bpjs {' '.join(asked)}{', kept' * kept}", BPJS, (*asked, "--data", "{toml}"), kept=kept)
        for kept in (False, True)
        for asked in (COVERAGE, ("ranking",), ("check",))
    ),
    Program("ledger balance", "ledger", ("-f", "{journal}", "balance")),
    Program("hledger balance", "hledger", ("-f", "{journal}", "balance")),
    Program("hledger check", "hledger", ("-f", "{journal}", "check")),
    Program("bean-check", "bean-check", ("--no-cache", "{beancount}")),
    Program("bean-query", "bean-query", ("{beancount}", SUM_BQL), 20_000),
    Program("csvstat", "csvstat", ("{csv}",), 20_000),
    Program("sqlite-utils memory", "sqlite-utils", ("memory", "{csv}", SUM_SQL)),
    Program("frictionless validate", "frictionless", ("validate", "{csv}"), 100_000),
)


def environment(cache: Path | None = None) -> dict[str, str]:
    """That of this process, where bpjs keeps what it has loaded in the folder `cache`, or nowhere."""
    own = {key: value for key, value in os.environ.items() if not key.startswith("BPJS_")}
    return own | {"BPJS_CACHE": "off" if cache is None else str(cache)}


def measure(command: Sequence[str], cache: Path | None = None) -> Run:
    """One run of `command`; its output is read and dropped. Raises `RuntimeError` where it cannot run at all."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment(cache))
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):  # 1 is what a check says of a base with errors
        raise RuntimeError(f"{' '.join(command)} exited with {process.returncode}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


Commands = dict[str, tuple[Sequence[str], Path | None]]  # by the program's name; with the folder of what is kept


def commands_of(size: int, folder: Path, found: dict[str, str], python: str) -> Commands:
    """What is run on so many records; whatever may keep them has done so."""
    files = write_records(folder, size)
    hello = folder / "hello.py"
    hello.write_text(HELLO, encoding="utf-8")
    here = [p for p in PROGRAMS if p.name in found and size <= p.largest]
    commands: Commands = {p.name: (p.command(found[p.name], files), folder / "kept" if p.kept else None) for p in here}
    for command, cache in commands.values():
        if cache is not None:
            measure(command, cache)
    return commands | {TYPER: ([python, str(hello)], None)}


def compare(commands: Commands, size: int, runs: int) -> dict[str, list[Run]]:
    """Runs by program; the programs take turns, so that a busy machine is busy for all of them."""
    taken: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(_rounds(size, runs)):
        for name, (command, cache) in commands.items():
            run = measure(command, cache)
            if number or size >= LARGE:  # small sizes: the first round only warms the caches
                taken[name].append(run)
    return taken


def instructions(command: Sequence[str], cache: Path | None) -> float | None:
    """Millions of instructions, as valgrind counts them: the same on a busy machine as on a quiet one."""
    counting = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", *command]
    steady = environment(cache) | {"PYTHONHASHSEED": "0"}
    done = subprocess.run(counting, capture_output=True, text=True, check=False, env=steady)
    counted = re.search(r"I\s+refs:\s+([\d,]+)", done.stderr)
    return int(counted[1].replace(",", "")) / 1e6 if counted else None


def _rounds(size: int, runs: int) -> int:
    """How many rounds, the one that warms the caches included: short runs differ more, and more of them can be had."""
    if size < LARGE:
        return (4 * runs if size <= SMALL else runs) + 1
    return max(1, runs // 2) if size == LARGE else 1


def wide_report(folder: Path, runs: int, python: str) -> list[Run]:
    """Runs of the HTML report on a base of 514 areas, with three figures each for two years."""
    path = folder / "wide.toml"
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(many_areas(DISTRICTS))
    command = [script_of(python), "report", "--format", "html", "--data", str(path)]
    return [measure(command) for _ in range(runs + 1)][1:]


def versions(found: dict[str, str], python: str) -> dict[str, str]:
    """The machine and the version of each program."""
    said = {"Machine": f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}"}
    for name, path in {Path(path).name: path for path in (python, *found.values())}.items():
        output = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
        said["Python" if path == python else name] = (output.strip().splitlines() or ["unknown"])[0]
    return said


def counted(commands: Commands, taken: dict[str, list[Run]]) -> dict[str, float]:
    """Millions of instructions by program, of those that valgrind does not keep busy for minutes."""
    quick = (name for name, made in taken.items() if min(run.cpu for run in made) < LONGEST_COUNTED)
    found = {name: instructions(*commands[name]) for name in quick if shutil.which("valgrind")}
    return {name: number for name, number in found.items() if number is not None}


def main() -> None:
    """Parse the arguments, measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="50,1000,20000")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--peers", default="")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--instructions", default="", metavar="SIZES")
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    compile_package(chosen.python)
    path = os.pathsep.join(filter(None, (chosen.peers, os.environ.get("PATH", ""))))
    found = {p.name: which for p in PROGRAMS if (which := shutil.which(p.executable, path=path))}
    found |= {p.name: script_of(chosen.python) for p in PROGRAMS if p.executable == BPJS}
    table: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        for size in map(int, chosen.sizes.split(",")):
            commands = commands_of(size, Path(folder), found, chosen.python)
            taken = compare(commands, size, chosen.runs)
            counts = counted(commands, taken) if str(size) in chosen.instructions.split(",") else {}
            table += rows(size, taken, counts)
        report = wide_report(Path(folder), chosen.runs, chosen.python)
    machine = versions(found, chosen.python)
    wide = statistics.median(run.wall for run in report)
    text = goals(table, wide) + markdown(table, machine) + growth(table)
    text += (
        f"\n### Report\n\nHTML report of {DISTRICTS} areas: {wide:.2f} s, {max(r.memory for r in report):.0f} MiB.\n"
    )
    print(text)
    if chosen.write:
        kept = {"machine": machine, "rows": table, "report_of_514_areas_seconds": round(wide, 3)}
        (ROOT / "bench" / "results.json").write_text(json.dumps(kept, indent=1) + "\n")
        page = ROOT / "docs" / "dev" / "performance.md"
        head, _, _ = page.read_text(encoding="utf-8").partition("<!-- results -->")
        page.write_text(f"{head}<!-- results -->\n\n{text}", encoding="utf-8")


if __name__ == "__main__":
    main()

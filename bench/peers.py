"""`bpjs` beside its peers: the same number of records, in turn, on one machine.

Run it as `python bench/peers.py [--sizes 50,1000,20000,100000,500000] [--runs 5] [--peers FOLDER]`. Peers that are not
installed are left out; `--peers` names the folder of another environment's programs (beancount, csvkit, sqlite-utils
and frictionless come from PyPI, hledger and ledger from Debian). The table is printed as Markdown and, with `--write`,
kept in docs/performance.md and bench/results.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.records import many_areas
from bench.records import write as write_records
from bench.startup import HELLO, compile_package

ROOT = Path(__file__).resolve().parent.parent
Files = dict[str, Path]


class Program(NamedTuple):
    """A peer: its name, the program that must exist, its arguments, and the largest size it is worth running at.

    `{toml}` and the like in an argument stand for the file of that kind, `{stem}` for the name of the table.
    """

    name: str
    executable: str
    arguments: Sequence[str]
    largest: int = 500_000

    def command(self, path: str, files: Files) -> list[str]:
        """The command line, with the program at `path`."""
        names = {kind: str(file) for kind, file in files.items()} | {"stem": files["csv"].stem}
        return [path, *(argument.format(**names) for argument in self.arguments)]


class Run(NamedTuple):
    """One run: wall and processor seconds, and peak memory in MiB."""

    wall: float
    cpu: float
    memory: float


BPJS = ("-m", "bpjscli")
LARGE = 100_000  # records from which on a run takes seconds, so that fewer are made
FIRST_LINEAR = 20_000  # records below which starting up is what takes the time
GROWTH_REMARK = "Processor time and peak memory a record, over those at the smaller size: 1.00 is linear."
DISTRICTS = 514  # regencies and cities of Indonesia
SUM_SQL = "select area, sum(amount) from [{stem}] group by area"
SUM_BQL = "SELECT account, sum(position) GROUP BY account"
PROGRAMS = (
    Program("bpjs coverage --province kalbar", sys.executable, (*BPJS, "coverage", "-a", "kalbar", "--data", "{toml}")),
    Program("bpjs ranking", sys.executable, (*BPJS, "ranking", "--data", "{toml}")),
    Program("bpjs check", sys.executable, (*BPJS, "check", "--data", "{toml}")),
    Program("ledger balance", "ledger", ("-f", "{journal}", "balance")),
    Program("hledger balance", "hledger", ("-f", "{journal}", "balance")),
    Program("hledger check", "hledger", ("-f", "{journal}", "check")),
    Program("bean-check", "bean-check", ("--no-cache", "{beancount}")),
    Program("bean-query", "bean-query", ("{beancount}", SUM_BQL), 20_000),
    Program("csvstat", "csvstat", ("{csv}",), 20_000),
    Program("sqlite-utils memory", "sqlite-utils", ("memory", "{csv}", SUM_SQL)),
    Program("frictionless validate", "frictionless", ("validate", "{csv}"), 100_000),
)


def measure(command: Sequence[str]) -> Run:
    """One run of `command`; its output is read and dropped. Raises `RuntimeError` where it cannot run at all."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("BPJS_")}
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):  # 1 is what a check says of a base with errors
        raise RuntimeError(f"{' '.join(command)} exited with {process.returncode}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def compare(sizes: Sequence[int], runs: int, folder: Path, found: dict[str, str]) -> dict[int, dict[str, list[Run]]]:
    """Runs by size and program; the programs take turns, so that a busy machine is busy for all of them."""
    results: dict[int, dict[str, list[Run]]] = {}
    hello = folder / "hello.py"
    hello.write_text(HELLO, encoding="utf-8")
    for size in sizes:
        files = write_records(folder, size)
        here = [p for p in PROGRAMS if p.name in found and size <= p.largest]
        commands: dict[str, Sequence[str]] = {p.name: p.command(found[p.name], files) for p in here}
        commands["typer hello"] = [sys.executable, str(hello)]
        taken: dict[str, list[Run]] = {name: [] for name in commands}
        for number in range(_rounds(size, runs)):
            for name, command in commands.items():
                run = measure(command)
                if number or size >= LARGE:  # small sizes: the first round only warms the caches
                    taken[name].append(run)
        results[size] = taken
    return results


def _rounds(size: int, runs: int) -> int:
    if size < LARGE:
        return runs + 1
    return max(1, runs // 2) if size == LARGE else 1


def wide_report(folder: Path, runs: int) -> list[Run]:
    """Runs of the HTML report on a base of 514 areas, with three figures each for two years."""
    path = folder / "wide.toml"
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(many_areas(DISTRICTS))
    command = [sys.executable, *BPJS, "report", "--format", "html", "--data", str(path)]
    return [measure(command) for _ in range(runs + 1)][1:]


def rows(results: dict[int, dict[str, list[Run]]]) -> list[dict[str, Any]]:
    """One row a size and program: medians, and the ratio of the wall time to `bpjs check` at that size."""
    found: list[dict[str, Any]] = []
    for size, taken in results.items():
        check = statistics.median(run.wall for run in taken["bpjs check"])
        for name, made in taken.items():
            wall = statistics.median(run.wall for run in made)
            found.append(
                {
                    "records": size,
                    "program": name,
                    "wall_seconds": round(wall, 4),
                    "cpu_seconds": round(statistics.median(run.cpu for run in made), 4),
                    "peak_mib": round(max(run.memory for run in made), 1),
                    "of_bpjs_check": round(wall / check, 2),
                    "runs": len(made),
                }
            )
    return found


def markdown(table: list[dict[str, Any]], machine: dict[str, str]) -> str:
    """The table as GitHub shows it, one section a size."""
    lines = [f"{key}: {value}  " for key, value in machine.items()]
    for size in dict.fromkeys(row["records"] for row in table):
        lines += [
            "",
            f"### {size:,} records",
            "",
            "| program | wall s | cpu s | peak MiB | of `bpjs check` |",
            "|:--|--:|--:|--:|--:|",
        ]
        chosen = sorted((row for row in table if row["records"] == size), key=lambda row: row["wall_seconds"])
        lines += [
            f"| {row['program']} | {row['wall_seconds']:.3f} | {row['cpu_seconds']:.3f} | {row['peak_mib']:.0f} "
            f"| {row['of_bpjs_check']:.2f} |"
            for row in chosen
        ]
    return "\n".join(lines) + "\n"


def growth(table: list[dict[str, Any]]) -> str:
    """Processor time and memory a record, as multiples of those at the size before: 1 is linear, less is fixed cost."""
    sizes = [size for size in dict.fromkeys(row["records"] for row in table) if size >= FIRST_LINEAR]
    steps = list(pairwise(sizes)) + ([(sizes[0], sizes[-1])] if len(sizes) > 2 else [])
    lines = ["", "### Growth", "", GROWTH_REMARK, ""]
    lines.append("| program | " + " | ".join(f"{a:,} to {b:,}: time | memory" for a, b in steps) + " |")
    lines.append("|:--|" + "--:|--:|" * len(steps))
    by = {(row["program"], row["records"]): row for row in table}
    for program in dict.fromkeys(row["program"] for row in table):
        cells = []
        for small, large in steps:
            one, other = by.get((program, small)), by.get((program, large))
            for key in ("cpu_seconds", "peak_mib"):
                cells.append("–" if not (one and other) else f"{other[key] / one[key] * small / large:.2f}")
        if program != "typer hello" and set(cells) != {"–"}:
            lines.append(f"| {program} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n" if steps else ""


def versions(found: dict[str, str]) -> dict[str, str]:
    """The machine and the version of each program."""
    said = {
        "Machine": f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}",
        "Python": platform.python_version(),
    }
    for name, path in {Path(path).name: path for path in found.values()}.items():
        if not name.startswith("python"):
            output = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
            said[name] = (output.strip().splitlines() or ["unknown"])[0]
    return said


def main() -> None:
    """Parse the arguments, measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="50,1000,20000")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--peers", default="")
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    compile_package()
    path = os.pathsep.join(filter(None, (chosen.peers, os.environ.get("PATH", ""))))
    found = {p.name: which for p in PROGRAMS if (which := shutil.which(p.executable, path=path))}
    with tempfile.TemporaryDirectory() as folder:
        results = compare([int(size) for size in chosen.sizes.split(",")], chosen.runs, Path(folder), found)
        report = wide_report(Path(folder), chosen.runs)
    table, machine = rows(results), versions(found)
    wide = statistics.median(run.wall for run in report)
    text = markdown(table, machine) + growth(table)
    text += (
        f"\n### Report\n\nHTML report of {DISTRICTS} areas: {wide:.2f} s, {max(r.memory for r in report):.0f} MiB.\n"
    )
    print(text)
    if chosen.write:
        (ROOT / "bench" / "results.json").write_text(
            json.dumps({"machine": machine, "rows": table, "report_of_514_areas_seconds": round(wide, 3)}, indent=1)
            + "\n"
        )
        page = ROOT / "docs" / "performance.md"
        head, _, _ = page.read_text(encoding="utf-8").partition("<!-- results -->")
        page.write_text(f"{head}<!-- results -->\n\n{text}", encoding="utf-8")


if __name__ == "__main__":
    main()

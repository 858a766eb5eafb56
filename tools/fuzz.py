"""Mutated copies of the shipped fact base, through everything: `python tasks.py fuzz [--count N] [--seed S]`.

Each copy is loaded, examined, made into a report and shown in every text format; then one command is run on it as from
a command line. A copy fails where anything but a documented diagnostic or exit code comes of that, or where it takes
longer than two seconds of processor time. Copies are made in batches by child processes, which are ended when one does
not come back. The number of a copy and the seed make it again: `--only NUMBER` runs it and keeps it in a file.
"""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from tools.damage import BESIDE, damaged

ROOT: Final = Path(__file__).resolve().parent.parent
BATCH: Final = 250
SECONDS: Final = 2.0
MOST_SHOWN: Final = 20  # faults that are printed in full
LONGEST: Final = 60  # seconds of a clock for one copy, before its process is ended
CODES: Final = frozenset({0, 1, 2, 3, 4, 5})
"""Exit codes that a command may have here: no signal is sent, no pipe is closed, and 70 is a bug."""

COMMANDS: Final = (
    *("", "coverage", "coverage --area kalbar", "coverage --fail-under 45", "ranking", "ranking --by claims", "gap"),
    *("gap --target 60 --by 2026-12-31", "trend", "trend participants", "benefits", "figures", "sources", "check"),
    *(
        "explain coverage --area kalimantan",
        "explain workforce",
        "report --lang id",
        "check --format sarif",
        "fmt --check",
    ),
    *("check --strict --format github", "figures --format csv", "explain benefits --format json", "schema", "diff"),
)


class Outcome(NamedTuple):
    """What became of a copy: what was done to it, the exit code that its report would have, its time, what is wrong."""

    number: int
    kinds: str
    code: int
    seconds: float
    fault: str


def copy_of(data: bytes, seed: int, number: int) -> tuple[str, bytes]:
    """The copy `number` of a run with `seed`, the same everywhere, and what was done to it."""
    return damaged(data, Random(f"{seed}:{number}"))  # noqa: S311  # nothing secret


def tried(data: bytes, number: int, kinds: str, folder: Path) -> Outcome:
    """What becomes of a fact base with this content, in a file in `folder`."""
    path = folder / "figures.toml"
    path.write_bytes(data)
    for name, beside in BESIDE.items():
        (folder / name).write_bytes(beside)
    start = time.process_time()
    try:
        code = _everything(path)
        fault = _command(COMMANDS[number % len(COMMANDS)], path)
    except Exception:  # noqa: BLE001  # whatever it is, it is what this looks for
        code, fault = 70, traceback.format_exc()
    seconds = time.process_time() - start
    if not fault and seconds > SECONDS:
        fault = f"took {seconds:.1f} s"
    return Outcome(number, kinds, code, seconds, fault)


def _everything(path: Path) -> int:
    """Load, examine, report, and every text format; the exit code."""
    from bpjscli.checks.examine import known_codes
    from bpjscli.commands.work.report import make_report
    from bpjscli.load.diagnostics import InvalidBaseError
    from bpjscli.load.load import load
    from bpjscli.measures.answers import Answers
    from bpjscli.render import FORMATS, Options, render
    from bpjscli.shipped import find_template_folder

    try:
        answers = Answers(load(path))
    except InvalidBaseError as error:
        for problem in error.problems:
            if problem.code not in known_codes() or not str(problem).isprintable() or len(str(problem)) > 1000:
                raise AssertionError(f"not a diagnostic to print: {problem!r}") from None
        return int(error.exit_code)
    document = make_report(answers, "en", None, None, None)
    for name in FORMATS:
        render(document, name, Options(templates=find_template_folder())).encode()
    return 0


def _command(line: str, path: Path) -> str:
    """What is wrong with the end of a command on the fact base at `path`, or nothing."""
    from bpjscli import __main__ as entry

    arguments = line.split()
    if arguments[:1] in (["fmt"], ["diff"]):
        arguments.append(str(path))
    else:
        arguments += ["--data", str(path)] if arguments != ["schema"] else []
    kept = sys.argv, sys.stdout, sys.stderr
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="strict", newline="")
    try:
        sys.argv, sys.stdout, sys.stderr = ["bpjs", *arguments], io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), said
        try:
            code = int(entry._run())
        except SystemExit as ended:
            code = int(ended.code or 0)
        said.flush()
        text = said.buffer.getvalue().decode()
    finally:
        sys.argv, sys.stdout, sys.stderr = kept
    if code not in CODES:
        return f"bpjs {line}: exit code {code}: {text}"
    if not all(one.isprintable() for one in text.splitlines()):
        return f"bpjs {line}: says what does not print: {text!r}"
    return ""


def batch(seed: int, numbers: Sequence[int]) -> Iterator[Outcome]:
    """What becomes of these copies of the shipped base."""
    from bpjscli.shipped import find_data_file

    data = find_data_file("figures.toml").read_bytes()
    os.environ["BPJS_DEBUG"] = "1"  # a bug shows where it is
    with TemporaryDirectory() as folder:
        for number in numbers:
            kinds, copy = copy_of(data, seed, number)
            yield tried(copy, number, kinds, Path(folder))


def _child(seed: int, first: int, last: int) -> None:
    """Write an outcome a line, as it comes; the line before an outcome says which copy is under way."""
    import faulthandler

    for number in range(first, last):
        print("?", number, flush=True)
        faulthandler.dump_traceback_later(LONGEST, exit=True)
        if os.environ.get("BPJS_FUZZ_KILLED_BY") == str(number):  # for the test of the watchdog
            os._exit(9)
        for outcome in batch(seed, [number]):
            print("=", repr(tuple(outcome)), flush=True)


def _asked(seed: int, first: int, last: int) -> list[Outcome]:
    """The outcomes of a batch, from a process of its own; a copy that ends it is followed by another process."""
    from ast import literal_eval

    outcomes: list[Outcome] = []
    while first < last:
        command = [sys.executable, "-m", "tools.fuzz", "--seed", str(seed), "--child", str(first), str(last)]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
        lines = done.stdout.splitlines()
        outcomes += [Outcome(*literal_eval(line[2:])) for line in lines if line.startswith("= ")]
        if done.returncode == 0:
            break
        first = int(lines[-1].split()[1]) + 1 if lines else last
        outcomes.append(Outcome(first - 1, "?", done.returncode, LONGEST, done.stderr or "its process was ended"))
    return outcomes


def run(count: int, seed: int) -> int:
    """Try `count` copies on every processor, print what became of them, and return 1 where any failed."""
    jobs = [(seed, first, min(first + BATCH, count)) for first in range(0, count, BATCH)]
    outcomes: list[Outcome] = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for found in pool.map(lambda job: _asked(*job), jobs):
            failed = sum(bool(outcome.fault) for outcome in outcomes)
            for outcome in [outcome for outcome in found if outcome.fault][: max(0, MOST_SHOWN - failed)]:
                print(f"copy {outcome.number} of seed {seed} ({outcome.kinds}):\n{outcome.fault}\n", flush=True)
            outcomes += found
    failed = sum(bool(outcome.fault) for outcome in outcomes)
    codes = Counter(outcome.code for outcome in outcomes)
    times = sorted(outcome.seconds for outcome in outcomes)
    print(f"{len(outcomes)} copies, seed {seed}: {codes[0]} usable, {codes[3]} refused, {failed} failed")
    print(f"processor time of one: median {times[len(times) // 2]:.2f} s, longest {times[-1]:.2f} s")
    return 1 if failed or len(outcomes) != count else 0


def main(arguments: Sequence[str]) -> int:
    """The task, or the child of it."""
    parser = argparse.ArgumentParser(prog="python tasks.py fuzz", description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=10_000, help="how many copies (10 000)")
    parser.add_argument("--seed", type=int, default=1, help="which ones (1)")
    parser.add_argument("--only", type=int, metavar="NUMBER", help="run one copy, and keep it in damaged.toml")
    parser.add_argument("--child", type=int, nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.child:
        _child(given.seed, *given.child)
        return 0
    if given.only is not None:
        from bpjscli.shipped import find_data_file

        Path("damaged.toml").write_bytes(
            copy_of(find_data_file("figures.toml").read_bytes(), given.seed, given.only)[1]
        )
        outcome = next(batch(given.seed, [given.only]))
        print(f"{outcome.kinds}: exit code {outcome.code}, {outcome.seconds:.2f} s\n{outcome.fault}")
        return 1 if outcome.fault else 0
    return run(given.count, given.seed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

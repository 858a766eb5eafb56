"""Mutation testing: what share of small changes to `facts`, `derive` and `checks` some test notices.

First the tests that run within the process are run once, each line with the tests that reach it recorded. Then every
mutant is a process of its own, forked from one that has pytest and the libraries in memory: the changed module is put
in the way of the import, no file is written, and those tests run that reach the changed line, the most direct first.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import importlib.machinery
import importlib.util
import math
import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import CodeType, ModuleType
from typing import NamedTuple

import pytest

from tools.mutants import Mutant, mutants
from tools.reach import PACKAGES, ROOT, recorded

FIRST_TESTS = 20
MOST_KILLERS = 6  # tests that have noticed other mutants of the module, to begin with
SECONDS_A_TEST = 10
MEMORY = 3 << 30  # bytes of address space for a mutant
LIST = ROOT / "docs" / "dev" / "mutation.md"
WANTED = 90  # percent
PRELOADED = ("hypothesis", "msgspec", "typer", "rich.table", "rich.markup", "jinja2", "tabulate", "tomli", "tomlkit")
NOTHING = Mutant(1, 0, 0, "")
Outcome = str  # "killed", "endless" (killed by the clock) or "survived"


class Change(NamedTuple):
    """A mutant and where it is."""

    path: Path
    mutant: Mutant

    @property
    def module(self) -> str:
        """The module, such as solver/solve.py."""
        return self.path.relative_to(ROOT / "bpjscli").as_posix()

    def lines(self) -> tuple[str, str]:
        """The lines that change, before and after."""
        before = self.path.read_bytes()
        old, new = before.decode().splitlines(), self.mutant.applied(before).decode().splitlines()
        first = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), 0)
        same = next((n for n, (a, b) in enumerate(zip(old[::-1], new[::-1], strict=False)) if a != b), 0)
        removed = old[first : max(first + 1, len(old) - same)]
        added = new[first : max(first + 1, len(new) - same)]
        return " ".join(map(str.strip, removed)), " ".join(map(str.strip, added))

    def shown(self) -> str:
        """The change as a diff."""
        old, new = self.lines()
        return f"{self.module}:{self.mutant.line}\n  -{old}\n  +{new}"


def listed() -> set[tuple[str, str, str]]:
    """The mutants that `docs/dev/mutation.md` lists, with why no test can notice them: module, before, after."""
    found: set[tuple[str, str, str]] = set()
    module = ""
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if line.startswith("### "):
            module = line.removeprefix("### ")
        elif entry := re.match(r"- ``(.+?)`` → ``(.+?)``: \S", line):
            found.add((module, entry[1], entry[2]))
    return found


def chosen(names: Sequence[str], since: str | None, *, known: set[tuple[str, str, str]]) -> list[Change]:
    """The mutants of modules (all without names), or of the lines that have changed since a revision."""
    paths = [path for package in PACKAGES for path in sorted((ROOT / "bpjscli" / package).rglob("*.py"))]
    # The texts of the manual and those for editors are held, letter by letter, by the files that are made of them.
    paths = [path for path in paths if path.parent.name != "codes" and path.name != "descriptions.py"]
    if names:
        wanted = [(ROOT / name).resolve() for name in names]
        paths = [path for path in paths if any(path.is_relative_to(place) for place in wanted)]
    every = [Change(path, mutant) for path in paths for mutant in mutants(path.read_bytes())]
    found = [change for change in every if not known or (change.module, *change.lines()) not in known]
    print(f"{len(found)} mutants, without {len(every) - len(found)} that docs/dev/mutation.md explains")
    if since is None:
        return found
    command = ["git", "diff", "--unified=0", "--no-color", since, "--", "bpjscli"]
    lines: set[tuple[Path, int]] = set()
    path = ROOT
    for line in subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines():
        if line.startswith("+++ b/"):
            path = ROOT / line.removeprefix("+++ b/")
        elif hunk := re.match(r"@@ \S+ \+(\d+)(?:,(\d+))? @@", line):
            first = int(hunk[1])
            lines.update((path, number) for number in range(first, first + int(hunk[2] or 1)))
    return [change for change in found if (change.path, change.mutant.line) in lines]


class _Loader(importlib.machinery.SourceFileLoader):
    """Loads one module from a changed source."""

    def __init__(self, name: str, path: Path, source: bytes) -> None:
        super().__init__(name, str(path))
        self.source = source

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.source, self.path, "exec", dont_inherit=True)


class _Finder:
    def __init__(self, change: Change) -> None:
        parts = change.path.relative_to(ROOT).with_suffix("").parts
        self.name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        self.loader = _Loader(self.name, change.path, change.mutant.applied(change.path.read_bytes()))

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name != self.name:
            return None
        return importlib.util.spec_from_file_location(name, self.loader.path, loader=self.loader)


class _Clock:
    """Ends the process at a test that takes too long: so many seconds of work, ten times as many of waiting."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self) -> None:
        signal.setitimer(signal.ITIMER_PROF, SECONDS_A_TEST)
        signal.alarm(10 * SECONDS_A_TEST)


class _Witness:
    """Tells the process that waits which test has failed."""

    def __init__(self, channel: int) -> None:
        self.channel = channel

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            os.write(self.channel, report.nodeid.encode() + b"\n")


class Trial:
    """Tries mutants one after the other, and remembers which tests have noticed those of a module."""

    def __init__(self) -> None:
        self.killers: dict[Path, Counter[str]] = defaultdict(Counter)

    def of(self, change: Change, tests: Sequence[str]) -> Outcome:
        """What becomes of a mutant: by a few tests, since to collect many takes longer than to run them, then by all.

        The few are those that noticed most other mutants of the module, then the most direct.
        """
        killers = self.killers[change.path]
        known = sorted((test for test in tests if killers[test]), key=lambda test: -killers[test])[:MOST_KILLERS]
        others = [test for test in tests if test not in known]
        outcome = "survived"
        for part in (known, others[:FIRST_TESTS], others[FIRST_TESTS:]):
            if part and outcome == "survived":
                outcome, witness = _in_a_process(change, part)
                killers.update([witness] if witness else [])
        return outcome


def _in_a_process(change: Change, tests: Sequence[str]) -> tuple[Outcome, str]:
    """The outcome, and the first test that failed."""
    ear, channel = os.pipe()
    child = os.fork()
    if child:
        os.close(channel)
        with os.fdopen(ear, encoding="utf-8") as said:
            witness = said.readline().rstrip()
        status = os.waitpid(child, 0)[1]
        if os.WIFSIGNALED(status):
            return "endless", witness
        return "survived" if os.WEXITSTATUS(status) == 0 else "killed", witness
    code = 1
    try:
        code = _run(change, tests, channel)
    finally:
        os._exit(code)


def _run(change: Change, tests: Sequence[str], channel: int) -> int:
    from hypothesis import HealthCheck, Phase, settings

    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.alarm(20 * SECONDS_A_TEST)
    sys.meta_path.insert(0, _Finder(change))
    phases = (Phase.explicit, Phase.generate)
    checks = list(HealthCheck)
    settings.register_profile(
        "mutants", derandomize=True, database=None, deadline=None, phases=phases, suppress_health_check=checks
    )
    settings.load_profile("mutants")
    os.chdir(ROOT)
    options = ["-x", "-q", "--tb=no", "-o", "addopts=", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov"]
    return int(pytest.main([*options, *tests], plugins=[_Clock(), _Witness(channel)]))


def report(outcomes: Iterable[tuple[Change, Outcome]]) -> float:
    """Print a table by module; the percentage of mutants that were killed."""
    by_module: dict[str, Counter[str]] = defaultdict(Counter)
    for change, outcome in outcomes:
        by_module[change.module][outcome] += 1
    total: Counter[str] = Counter()
    print(f"{'module':34} mutants  killed  endless  survived  killed %")
    for name, counts in sorted(by_module.items()):
        total.update(counts)
        print(_row(name, counts))
    print(_row("all", total))
    return _percent(total)


def _row(name: str, counts: Counter[str]) -> str:
    numbers = f"{counts.total():7} {counts['killed']:7} {counts['endless']:8} {counts['survived']:9}"
    return f"{name:34} {numbers} {_percent(counts):9.1f}"


def _percent(counts: Counter[str]) -> float:
    return 100 * (1 - counts["survived"] / counts.total()) if counts else 100.0


def chance(killed: int, tried: int, share: float) -> float:
    """How likely it is that of so many mutants so few or fewer are killed, where `share` of all would be."""
    return math.fsum(math.comb(tried, n) * share**n * (1 - share) ** (tried - n) for n in range(killed + 1))


def main(arguments: Sequence[str]) -> int:
    """Try mutants; 1 where fewer are killed than wanted."""
    parser = argparse.ArgumentParser(prog="python tasks.py mutation", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("modules", nargs="*", metavar="PATH", help="modules or folders, such as bpjscli/solver")
    parser.add_argument("--changed", metavar="REV", help="only lines that have changed since a revision")
    parser.add_argument("--sample", type=int, metavar="N", help="so many of them, chosen by the seed")
    parser.add_argument("--each", action="store_true", help="the sample is of every module, not of all together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, help="begin no mutant after so many seconds")
    parser.add_argument("--again", metavar="FILE", help="only those that survived, by the output of an earlier run")
    parser.add_argument("--tests", nargs="+", metavar="TEST", help="try these tests, instead of all that reach a line")
    parser.add_argument("--wanted", type=float, default=WANTED, metavar="PERCENT", help="fail where fewer are killed")
    parser.add_argument(
        "--chance", type=float, metavar="PERCENT", help="and only where so few would be rarer in a sample of so many"
    )
    options = parser.parse_args(arguments)
    changes = _sampled(chosen(options.modules, options.changed, known=listed()), options)
    if options.again:
        survivors = printed(Path(options.again).read_text(encoding="utf-8"))
        changes = [change for change in changes if (change.module, *change.lines()) in survivors]
    reach = None if options.tests else recorded()
    for name in PRELOADED:
        importlib.import_module(name)
    trial = Trial()
    end = time.monotonic() + options.seconds if options.seconds else float("inf")
    outcomes: list[tuple[Change, Outcome]] = []
    for change in changes:
        if time.monotonic() > end:
            sys.exit(f"{options.seconds:g} s are over: {len(outcomes)} of {len(changes)} mutants were tried, too few")
        tests = options.tests if reach is None else reach.tests(change.path, change.mutant.line)
        if not outcomes and trial.of(change._replace(mutant=NOTHING), tests) != "survived":
            sys.exit("tests fail where nothing was changed: nothing can be said of mutants")
        outcomes.append((change, trial.of(change, tests)))
        if outcomes[-1][1] == "survived":
            print(change.shown(), flush=True)
    percent = report(outcomes)
    killed = sum(outcome != "survived" for _, outcome in outcomes)
    rare = options.chance is None or chance(killed, len(outcomes), options.wanted / 100) < options.chance / 100
    return int(percent < options.wanted and rare)


def printed(text: str) -> set[tuple[str, str, str]]:
    """The mutants that the output of a run shows as survivors: module, before, after."""
    return set(re.findall(r"^(\S+\.py):\d+\n  -(.*)\n  \+(.*)$", text, re.MULTILINE))


def _sampled(changes: list[Change], options: argparse.Namespace) -> list[Change]:
    """The sample: each mutant decides for itself when its turn comes, so that a change elsewhere leaves the others."""
    if options.sample is None:
        return changes
    pools: dict[Path | None, list[tuple[str, Change]]] = defaultdict(list)
    seen: Counter[tuple[str, str, str]] = Counter()
    for change in changes:
        key = (change.module, *change.lines())
        seen[key] += 1
        name = "\0".join((str(options.seed), *key, str(seen[key])))
        pools[change.path if options.each else None].append((hashlib.sha256(name.encode()).hexdigest(), change))
    return [change for pool in pools.values() for _, change in sorted(pool)[: options.sample]]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

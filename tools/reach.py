"""Which tests reach which lines of `facts`, `derive` and `checks`: recorded once, until sources or tests change."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("model", "numerals", "toml", "load", "solver", "measures", "checks")
TESTS = (
    "tests/model",
    "tests/numerals",
    "tests/toml",
    "tests/load",
    "tests/solver",
    "tests/measures",
    "tests/checks",
    "tests/report",
    "tests/test_corpus.py",
    "tests/test_articles.py",
)
SLOW = "tests/checks/test_trial.py"
RECORD = ROOT / ".mutation"
KEPT = 3  # recordings
MOST_TESTS = 150  # a mutant that the most direct of them do not notice counts as survived


class Reach:
    """Which tests reach a line, by a recording of coverage.py."""

    def __init__(self, database: Path, failed: set[str]) -> None:
        self._lines: dict[tuple[str, int], set[str]] = defaultdict(set)
        self._reach: Counter[str] = Counter()
        self._within: dict[str, Counter[str]] = defaultdict(Counter)  # module or folder -> tests, their lines there
        rows = sqlite3.connect(database).execute(
            "select file.path, context.context, numbits from line_bits"
            " join file on file.id = file_id join context on context.id = context_id where context.context != ''"
        )
        for path, context, numbits in rows:
            test, _, phase = context.rpartition("|")
            if test in failed:
                continue
            lines = [place * 8 + bit for place, byte in enumerate(numbits) for bit in range(8) if byte >> bit & 1]
            own = len(lines) if phase == "run" else 0  # what a fixture runs says little of what a test is about
            self._reach[test] += own
            for place in (path, *map(str, Path(path).parents)):
                self._within[place][test] += own
            for line in lines:
                self._lines[path, line].add(test)

    def tests(self, path: Path, line: int) -> list[str]:
        """The tests that reach a line: those of its package first, and of these those with most of their lines there.

        What runs when the module is imported, such as a constant, is reached by all that reach the module, or where it
        has nothing else the modules beside it.
        """
        tests = self._lines.get((str(path), line))
        place = next((place for place in (path, *path.parents) if self._within.get(str(place))), path)
        lines = self._within[str(place)]
        own = f"tests/{path.relative_to(ROOT / 'bpjscli').parts[0]}/"

        def distance(test: str) -> tuple[bool, float, str]:
            return not test.startswith(own), -lines[test] / (self._reach[test] or 1), test

        return sorted(tests or lines, key=distance)[:MOST_TESTS]


def recorded() -> Reach:
    """What tests reach, recorded now unless nothing has changed since."""
    state = hashlib.sha256()
    for folder in ("bpjscli", "data", "tests"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                state.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    database = RECORD / f"{state.hexdigest()[:16]}.coverage"
    failed = database.with_suffix(".failed")
    if not database.exists():
        _record(database, failed)
    names = set(failed.read_text(encoding="utf-8").splitlines())
    for name in sorted(names):
        print(f"left out, for it fails as things are: {name}")
    return Reach(database, names)


def _record(database: Path, failed: Path) -> None:
    """Record in a folder of its own, since another run may be recording; the last few recordings are kept."""
    RECORD.mkdir(exist_ok=True)
    for old in sorted(RECORD.glob("*.coverage"), key=lambda path: path.stat().st_mtime)[: -KEPT + 1]:
        old.unlink()
        old.with_suffix(".failed").unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "-p", "tools.uncached", "-p", "no:cacheprovider", "-n", "auto", "--cov"]
    with tempfile.TemporaryDirectory(dir=RECORD) as name:
        settings, part, said = (Path(name) / file for file in ("coveragerc", "part", "failed"))
        settings.write_text("[run]\ninclude = " + ",".join(f"bpjscli/{name}/*" for name in PACKAGES))
        said.touch()
        command += [f"--cov-config={settings}", "--cov-context=test", "--cov-report=", *TESTS]
        command += [f"--deselect={SLOW}"]
        environment = {**os.environ, "COVERAGE_FILE": str(part), "BPJS_FAILED": str(said)}
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode not in (0, 1) or not _contexts(part):  # workers that disagree about the tests run none
            sys.exit(f"{done.stdout}\nthe tests could not be run: nothing can be said of mutants")
        said.replace(failed)
        part.replace(database)


def _contexts(database: Path) -> int:
    """How many tests a recording has."""
    if not database.exists():
        return 0
    with closing(sqlite3.connect(database)) as recording:
        (count,) = recording.execute("select count(*) from context where context != ''").fetchone()
    return int(count)

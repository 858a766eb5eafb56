"""The tests with other Pythons and other libraries: `python tasks.py matrix [--whole] [--only lowest] [--python 3.12]`.

For every Python that is found and allowed, an environment with the lowest versions of the libraries that pyproject.toml
allows (`tools/oldest.txt`) and one with the highest there are, and in each of them the tests that libraries can change,
or all of them. The lowest are tried with the oldest release of that Python, the highest with the newest. Environments
are made by uv, and go away afterwards.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parent.parent
LOWEST: Final = ROOT / "tools" / "oldest.txt"
SYSTEM: Final = Path("/usr/bin/python3")
NEWEST_KNOWN: Final = 15  # 3.15: what is looked for, and named where it is missing
QUICK: Final = (
    *("tests/test_corpus.py", "tests/toml/test_explain.py", "tests/load/test_load_figures.py"),
    *("tests/load/test_load_files.py", "tests/toml/test_limits.py", "tests/load/test_schema.py"),
    *("tests/render/test_golden_renders.py", "tests/render/test_markdown.py", "tests/render/test_terminal.py"),
    *(
        "tests/render/test_width.py",
        "tests/render/test_sandbox.py",
        "tests/render/office/test_xlsx.py",
        "tests/render/office/test_docx.py",
    ),
    *("tests/tables/test_sheet.py", "tests/commands/test_help.py", "tests/commands/test_main.py"),
)
"""What shows a library that is too old or too new: reading TOML, the command line, each format, tables of others."""


class Outcome(NamedTuple):
    """One environment: its name, the last line of its tests, whether they passed, and how long it took."""

    name: str
    said: str
    passed: bool
    seconds: float


class Releases(NamedTuple):
    """The oldest and the newest interpreter of one Python that were found."""

    lowest: Path
    highest: Path


def pythons() -> dict[str, Releases]:
    """The interpreters that are found and allowed, by their version (3.12), in order."""
    found: dict[tuple[int, ...], Path] = {}
    for path in _candidates():
        code = "import sys; print(*sys.version_info[:3])"
        done = subprocess.run([path, "-c", code], capture_output=True, text=True, check=False)
        release = tuple(map(int, done.stdout.split())) if done.returncode == 0 else ()
        if release >= (3, _oldest_minor()):
            found.setdefault(release, path)
    paths: dict[str, list[Path]] = {}
    for release in sorted(found):
        paths.setdefault(".".join(map(str, release[:2])), []).append(found[release])
    return {version: Releases(its[0], its[-1]) for version, its in paths.items()}


def _candidates() -> Iterator[Path]:
    """What may be an interpreter: this one, the system's, those on the path, and those that pyenv has."""
    yield Path(sys.executable).resolve()
    if SYSTEM.exists():
        yield SYSTEM
    for minor in range(_oldest_minor(), NEWEST_KNOWN + 1):
        if on_path := shutil.which(f"python3.{minor}"):
            yield Path(on_path)
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    yield from sorted(root.glob("versions/*/bin/python"), reverse=True)


def _oldest_minor() -> int:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    found = re.search(r'requires-python = ">=3\.(\d+)"', text)
    return int(found[1]) if found else 0


def tried(name: str, python: Path, lowest: bool, tests: Sequence[str], folder: Path) -> Outcome:
    """Make an environment in `folder` and run `tests` in it."""
    start = time.monotonic()
    environment = folder / name
    own = environment / "bin" / "python"
    uv = [sys.executable, "-m", "uv", "--quiet"]
    pinned = ["--constraint", str(LOWEST)] if lowest else []
    for command in (
        [*uv, "venv", "--python", str(python), str(environment)],
        [*uv, "pip", "install", "--python", str(own), *pinned, "--editable", f"{ROOT}[dev]"],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            return Outcome(name, f"no environment: {done.stderr.strip()}", False, time.monotonic() - start)
    command = [str(own), "-m", "pytest", "-n", "auto", "-p", "no:cacheprovider", *tests]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=_variables(), check=False)
    lines = (done.stdout.strip() or done.stderr.strip() or "nothing").splitlines()
    failures = [line for line in lines if line.startswith(("FAILED", "ERROR"))]
    said = "\n".join([lines[-1], *failures[:20]])
    return Outcome(name, said, done.returncode == 0, time.monotonic() - start)


def _variables() -> dict[str, str]:
    """The environment without what another pytest, or another Python, has put there."""
    theirs = ("PYTEST", "COV", "PYTHONPATH", "VIRTUAL_ENV")
    return {name: value for name, value in os.environ.items() if not name.startswith(theirs)}


def main(arguments: Sequence[str]) -> int:
    """The task: 1 where a test failed or an environment could not be made."""
    parser = argparse.ArgumentParser(prog="python tasks.py matrix", description=__doc__.partition("\n")[0])
    parser.add_argument("--python", action="append", metavar="3.N", help="only this one; may be repeated")
    parser.add_argument("--only", choices=("lowest", "highest"), help="only these versions of the libraries")
    parser.add_argument("--whole", action="store_true", help="all tests, not only those that libraries can change")
    given = parser.parse_args(arguments)
    found = pythons()
    missing = [f"3.{minor}" for minor in range(_oldest_minor(), NEWEST_KNOWN + 1) if f"3.{minor}" not in found]
    for version, its in found.items():
        print(f"{version}: {' and '.join(map(str, dict.fromkeys(its)))}")
    print(f"not found: {', '.join(missing) or 'none'}", flush=True)
    outcomes = []
    with TemporaryDirectory() as folder:
        for version, its in found.items():
            for libraries, path in zip(("lowest", "highest"), its, strict=True):
                if version in (given.python or found) and libraries == (given.only or libraries):
                    name, tests = f"{version}-{libraries}", () if given.whole else QUICK
                    outcome = tried(name, path, libraries == "lowest", tests, Path(folder))
                    outcomes.append(outcome)
                    result = "passed" if outcome.passed else "FAILED"
                    print(f"{name}: {result} in {outcome.seconds:.0f} s: {outcome.said}", flush=True)
    return 0 if outcomes and all(outcome.passed for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Whether the tests of docs/dev/faults.md notice: `python tasks.py defences [ROW ...]`.

`tools/defences.toml` names, for each row of that page, the function, class or constant that holds the fault off. In a
copy of the checkout every mutant of it is tried until each test of the row has failed with one of them: a test that
passes with all holds nothing. The copy has an environment of its own, so that commands that tests start find it, too.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import shutil
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from tools.mutants import mutants

ROOT: Final = Path(__file__).resolve().parent.parent
LIST: Final = ROOT / "tools" / "defences.toml"
PAGE: Final = ROOT / "docs" / "dev" / "faults.md"
SECONDS: Final = 60  # for the tests of one mutant: some wait for ever
LEFT_OUT: Final = (".git", ".venv", "__pycache__", ".*_cache", ".hypothesis", ".coverage*", ".mutation")


class Defence(NamedTuple):
    """What holds off a fault: its row, its place (`file.py:function`, or a file with a text), and its tests."""

    row: str
    place: str
    tests: tuple[str, ...]
    text: str = ""
    without: str = ""

    @property
    def file(self) -> str:
        """The file, below the checkout."""
        return self.place.partition(":")[0]

    def variants(self) -> Iterator[bytes]:
        """The file without the defence: with one mutant of the place each, or with the other text."""
        source = (ROOT / self.file).read_bytes()
        if self.text:
            yield source.replace(self.text.encode(), self.without.encode())
            return
        first, last = lines_of(source, self.place.partition(":")[2])
        for mutant in mutants(source):
            if first <= mutant.line <= last:
                yield mutant.applied(source)


def lines_of(source: bytes, name: str) -> tuple[int, int]:
    """The first and last line of what a module calls `name`, such as `Box.narrow`; raises `KeyError` for none."""
    outer, _, inner = name.partition(".")
    found = next((statement for statement in ast.parse(source).body if outer in _names(statement)), None)
    if inner and isinstance(found, ast.ClassDef):
        found = next((statement for statement in found.body if inner in _names(statement)), None)
    if found is None:
        raise KeyError(name)
    return found.lineno, found.end_lineno or found.lineno


def _names(statement: ast.stmt) -> set[str]:
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    return {name.id for target in targets if target for name in ast.walk(target) if isinstance(name, ast.Name)}


def defences() -> list[Defence]:
    """The list, in its order."""
    entries = tomllib.loads(LIST.read_text(encoding="utf-8"))["defence"]
    return [Defence(**{**entry, "tests": tuple(entry["tests"])}) for entry in entries]


def named_tests() -> dict[str, dict[str, str]]:
    """The tests of each row of the page, by the name it shows, as pytest takes them."""
    rows = re.findall(r"^\| ([A-D]\d+) \|.*\| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return {row: dict(_as_pytest(cell)) for row, cell in rows}


def _as_pytest(cell: str) -> Iterator[tuple[str, str]]:
    for name, file in re.findall(r"\[([\w/-]+)\]\(\.\./\.\./(tests/[\w/.-]+)\)", cell):
        yield name, f"tests/test_corpus.py::test_case[{name}]" if file.endswith(".case") else f"{file}::{name}"


def copied(folder: Path) -> Path:
    """A copy of the checkout in `folder`, and in it an environment with the libraries of this one; its interpreter."""
    copy = folder / "copy"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
    environment = copy / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    libraries = environment / "lib" / version / "site-packages"
    shared = [path for path in sys.path if path.endswith("site-packages")]
    (libraries / "copy.pth").write_text("\n".join([str(copy), *shared, ""]), encoding="utf-8")
    interpreter = environment / "bin" / "python"
    script = environment / "bin" / "bpjs"
    script.write_text(f"#!{interpreter}\nfrom bpjscli.__main__ import run\nrun()\n", encoding="utf-8")
    script.chmod(0o755)
    return interpreter


def passing(defence: Defence, interpreter: Path, tests: dict[str, str]) -> list[str]:
    """The tests of `defence` that no variant of its file makes fail."""
    file = interpreter.parents[2] / defence.file
    whole = file.read_bytes()
    left = list(defence.tests)
    try:
        for variant in defence.variants():
            file.write_bytes(variant)
            left = [name for name in left if not _fail([tests[name]], interpreter)]
            if not left:
                break
    finally:
        file.write_bytes(whole)
    return left


def _fail(tests: Sequence[str], interpreter: Path, seconds: int = SECONDS) -> bool:
    """Whether one of the tests fails, or does not end; a module that cannot be imported fails as well."""
    options = ("-q", "--tb=line", "-p", "no:cacheprovider", "-o", "addopts=")
    command = [str(interpreter), "-m", "pytest", *options, *tests]
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "PYTHON", "COV"))}
    variables["PYTHONDONTWRITEBYTECODE"] = "1"
    try:
        done = subprocess.run(
            command, cwd=interpreter.parents[2], env=variables, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return True
    if len(tests) > 1:
        print(*re.findall(r"^(?:FAILED|ERROR).*", (done.stdout + done.stderr).decode(), re.MULTILINE), sep="\n")
    return done.returncode != 0


def main(arguments: Sequence[str]) -> int:
    """The task: 1 where a test passes whatever is done to what it is to hold."""
    parser = argparse.ArgumentParser(prog="python tasks.py defences", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("rows", nargs="*", metavar="ROW", help="only these rows, such as A1")
    wanted = parser.parse_args(arguments).rows
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell lets ignore it, tests of it cannot undo
    tests = named_tests()
    chosen = [defence for defence in defences() if not wanted or defence.row in wanted]
    tried = useless = 0
    with TemporaryDirectory() as folder:
        interpreter = copied(Path(folder))
        every = {tests[defence.row][name]: None for defence in chosen for name in defence.tests}
        if _fail(list(every), interpreter, 20 * SECONDS):
            print("a test fails with every defence in its place")
            return 1
        for defence in chosen:
            print(f"{defence.row} {defence.place}", flush=True)
            tried += len(defence.tests)
            for name in passing(defence, interpreter, tests[defence.row]):
                useless += 1
                print(f"   {name} notices none of its mutants", flush=True)
    print(f"{len(chosen)} defences; of {tried} tests {useless} did not notice")
    return 1 if useless or not chosen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

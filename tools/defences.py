"""Each defence of docs/faults.md taken away, and the tests of its row run: `python tasks.py defences [ROW ...]`.

`tools/defences.toml` lists them: a place in the source, what stands there, and what would stand there without the
defence. In a copy of the checkout each is taken away by itself, and every test that is named for it has to fail: one
that passes holds nothing. The copy has an environment of its own, so that commands that tests start find the copy, too.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parent.parent
LIST: Final = ROOT / "tools" / "defences.toml"
PAGE: Final = ROOT / "docs" / "faults.md"
SECONDS: Final = 60  # for the tests of one defence: without it, some wait for ever
LEFT_OUT: Final = (".git", ".venv", "__pycache__", ".*_cache", ".hypothesis", ".coverage*")


class Defence(NamedTuple):
    """What holds off a fault: its row, where it stands, the text, the text without it, and the tests that notice."""

    row: str
    file: str
    text: str
    without: str
    tests: tuple[str, ...]


def defences() -> list[Defence]:
    """The list, in its order."""
    entries = tomllib.loads(LIST.read_text(encoding="utf-8"))["defence"]
    return [Defence(**{**entry, "tests": tuple(entry["tests"])}) for entry in entries]


def named_tests() -> dict[str, dict[str, str]]:
    """The tests of each row of the page, by the name it shows, as pytest takes them."""
    rows = re.findall(r"^\| ([A-D]\d+) \|.*\| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return {row: dict(_as_pytest(cell)) for row, cell in rows}


def _as_pytest(cell: str) -> Iterator[tuple[str, str]]:
    for name, file in re.findall(r"\[([\w/-]+)\]\(\.\./(tests/[\w/.-]+)\)", cell):
        yield name, f"tests/test_corpus.py::test_case[{name}]" if file.endswith(".case") else f"{file}::{name}"


def copied(folder: Path) -> Path:
    """A copy of the checkout in `folder`, and in it an environment with the libraries of this one; its interpreter."""
    copy = folder / "copy"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
    environment = copy / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    libraries = environment / "lib" / version / "site-packages"
    (libraries / "copy.pth").write_text(f"{copy}\n{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    interpreter = environment / "bin" / "python"
    script = environment / "bin" / "bpjs"
    script.write_text(f"#!{interpreter}\nfrom bpjscli.__main__ import run\nrun()\n", encoding="utf-8")
    script.chmod(0o755)
    return interpreter


def passing(defence: Defence, interpreter: Path, tests: dict[str, str]) -> list[str]:
    """The tests of `defence` that pass without it."""
    copy = interpreter.parents[2]
    file = copy / defence.file
    whole = file.read_text(encoding="utf-8")
    if defence.text not in whole:
        raise SystemExit(f"{defence.row}: {defence.file} does not say: {defence.text}")
    file.write_text(whole.replace(defence.text, defence.without), encoding="utf-8")
    try:
        return [name for name in defence.tests if not _fail([tests[name]], interpreter)]
    finally:
        file.write_text(whole, encoding="utf-8")


def _fail(tests: Sequence[str], interpreter: Path, seconds: int = SECONDS) -> bool:
    """Whether one of the tests fails, or does not end. Where one cannot even be collected, that says nothing."""
    options = ("-q", "--tb=line", "-p", "no:cacheprovider", "-p", "no:xdist")
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
        print(*re.findall(r"^(?:FAILED|ERROR) .*", done.stdout.decode(), re.MULTILINE), sep="\n", flush=True)
    if done.returncode > 1:
        raise SystemExit(f"{' '.join(tests)} cannot be run:\n{done.stdout.decode()}{done.stderr.decode()}")
    return done.returncode == 1


def main(arguments: Sequence[str]) -> int:
    """The task: 1 where a test passes without what it is to hold."""
    parser = argparse.ArgumentParser(prog="python tasks.py defences", description=__doc__.partition("\n")[0])
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
            print(f"{defence.row} {defence.file}: {defence.text.strip().splitlines()[0]}", flush=True)
            tried += len(defence.tests)
            for name in passing(defence, interpreter, tests[defence.row]):
                useless += 1
                print(f"   {name} passes without it", flush=True)
    print(f"{len(chosen)} defences taken away; of {tried} tests {useless} did not notice")
    return 1 if useless or not chosen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What is done often: `python tasks.py TASK [ARGUMENTS]`, with the environment of `pip install -e '.[dev]'`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent

COMMANDS: dict[str, Sequence[Sequence[str]]] = {
    "test": [["pytest"]],
    "long": [["pytest", "-m", "long"]],
    "cover": [["pytest", "--cov", "--cov-report=term"]],
    "lint": [["ruff", "check"], ["ruff", "format", "--check"]],
    "types": [["mypy"]],
    "golden": [["pytest", "--update-golden"]],
    "bench": [["bench.startup"]],
    "trial": [["bench.trial"]],
    "fuzz": [["tools.fuzz"]],
    "mutation": [["tools.mutation"]],
    "defences": [["tools.defences"]],
}


def docs() -> None:
    """Write the pages that are made from the program, and run every console block again."""
    from tools import audit, headings
    from tools.consoles import pages, replayed
    from tools.findings import page
    from tools.manpage import PAGES_OF_LANGUAGES, manual

    for lang, manual_page in PAGES_OF_LANGUAGES.items():
        manual_page.write_text(manual(lang), encoding="utf-8")
    (ROOT / "docs" / "findings.md").write_text(page(), encoding="utf-8")
    (ROOT / "docs" / "headings.md").write_text(headings.page(), encoding="utf-8")
    found = audit.make_audit()
    audit.PAGE.write_text(audit.page(found), encoding="utf-8")
    readme = ROOT / "README.md"
    readme.write_text(audit.with_line(readme.read_text(encoding="utf-8"), found), encoding="utf-8")
    for path in pages():
        path.write_text(replayed(path.read_text(encoding="utf-8")), encoding="utf-8")


def messages() -> None:
    """Bring the catalogue up to date with the source and compile it; says what lacks a translation."""
    from tools.messages import update

    update()


def schema() -> None:
    """Bring the JSON Schema that the shipped files name up to date with the loader and the vocabulary."""
    from bpjscli.load.load import load
    from bpjscli.load.schema import schema_text

    (ROOT / "data" / "bpjs.schema.json").write_text(schema_text(load()), encoding="utf-8")


def vocabulary() -> None:
    """Compile the shipped areas and vocabulary, so that no run has to parse them."""
    from bpjscli.load import compiled
    from bpjscli.load.diagnostics import Diagnostics
    from bpjscli.load.from_files import shipped_documents
    from bpjscli.load.vocabulary import read_vocabulary

    problems = Diagnostics()
    found = read_vocabulary(list(shipped_documents(problems)), (), problems.guesser)
    (ROOT / "data" / compiled.FILE).write_bytes(compiled.to_bytes(*found))


def lock() -> None:
    """Write the versions that the commands of the README install: the newest that pyproject.toml allows."""
    head = "# What the two commands of the README install, made by `python tasks.py lock`; see tools/lowest.txt, too.\n"
    options = ["--universal", "--python-version", "3.11", "--all-extras", "--no-header", "--no-annotate", "--upgrade"]
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", *options, "pyproject.toml"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    (ROOT / "constraints.txt").write_text(head + done.stdout, encoding="utf-8")


FUNCTIONS: dict[str, Callable[[], None]] = {
    "lock": lock,
    "docs": docs,
    "messages": messages,
    "schema": schema,
    "vocabulary": vocabulary,
}


def main(arguments: Sequence[str]) -> int:
    """Run a task and return its exit code."""
    name, *rest = arguments or ["help"]
    if name in FUNCTIONS:
        FUNCTIONS[name]()
        return 0
    if name in COMMANDS:
        return max(
            subprocess.run([sys.executable, "-m", *command, *rest], cwd=ROOT, check=False).returncode
            for command in COMMANDS[name]
        )
    print(f"python tasks.py TASK, where TASK is one of {', '.join((*COMMANDS, *FUNCTIONS))}")
    return 0 if name == "help" else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

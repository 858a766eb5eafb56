"""Data moves one way, and the folders say so: who may import whom, who may print, how long a module may be."""

from __future__ import annotations

import ast
import graphlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bpjscli

PACKAGE = Path(bpjscli.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

LONGEST_MODULE = 410
LONGEST_FUNCTION = 45

ALLOWED = {
    "errors": (),
    "i18n": (),
    "progress": (),
    "shipped": (),
    "temporary": ("errors", "i18n"),
    "output": ("temporary", "errors", "progress", "i18n"),
    "model": ("errors", "i18n"),
    "numerals": ("model", "errors", "i18n"),
    "toml": ("model", "errors", "i18n"),
    "load": ("toml", "numerals", "model", "shipped", "errors", "i18n"),
    "articles": ("numerals", "model", "shipped", "errors", "i18n"),
    "tables": ("load", "articles.dates", "numerals", "model", "toml", "solver", "errors", "i18n"),
    "solver": ("model", "errors"),
    "measures": ("solver", "load.diagnostics", "model", "errors"),
    "checks": ("measures", "solver", "tables", "load.codes", "numerals", "model", "errors"),
    "report": ("articles.rows", "checks", "measures", "solver", "model", "shipped", "errors", "i18n"),
    "render": ("report.document", "errors", "i18n"),
    "site": ("render", "report", "checks", "measures", "model", "output", "errors", "i18n"),
    "edit": ("load", "toml", "numerals", "model", "temporary", "errors", "i18n"),
}
"""What each room of the package may import, besides itself; what is not named here stands above all of them."""

ABOVE = ("cli", "commands", "__main__", "__init__")
TALKERS = (*ABOVE, "output", "progress")
FORKING = "site/sharing.py"  # which ends the processes that it has begun
STREAMS = {"stdout", "stderr", "__stdout__", "__stderr__", "stdin"}


def part_of(path: Path) -> str:
    """The folder or module right below the package."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """The line and the name, below the package, of whatever of it a module imports; also within functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno}: write the whole name of what is imported"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            top, _, below = name.partition(".")
            if top == PACKAGE.name and below and below != "__version__":
                yield node.lineno, below


def is_within(name: str, parts: tuple[str, ...]) -> bool:
    return any(name == part or name.startswith(f"{part}.") for part in parts)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_one_way(path: Path) -> None:
    part = part_of(path)
    if part in ABOVE:
        return
    assert part in ALLOWED, f"{part} is new: say in this test what it may import"
    wrong = [f"line {line}: {name}" for line, name in imported(path) if not is_within(name, (part, *ALLOWED[part]))]
    assert not wrong


def test_no_module_imports_itself_by_a_detour() -> None:
    """Imports within functions and those for types count: what needs a detour belongs in a module of its own."""
    names = {name_of(path).removesuffix(".py").removesuffix("/__init__").replace("/", "."): path for path in MODULES}
    wanted = {
        name: {known for _, other in imported(path) for known in (other, other.rpartition(".")[0]) if known in names}
        for name, path in names.items()
    }
    graphlib.TopologicalSorter({name: others - {name} for name, others in wanted.items()}).prepare()


def talking(tree: ast.AST) -> Iterator[str]:
    """Where a module prints, names a standard stream, or ends the process."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("print", "input", "exit")
        ):
            yield f"line {node.lineno}: {node.func.id}"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            name = f"{node.value.id}.{node.attr}"
            if node.value.id == "sys" and node.attr in {"exit", *STREAMS}:
                yield f"line {node.lineno}: {name}"
            if node.value.id in ("typer", "os") and node.attr in ("echo", "secho", "Exit", "_exit", "abort", "kill"):
                yield f"line {node.lineno}: {name}"
        if isinstance(node, ast.ImportFrom) and node.module == "sys":
            for alias in node.names:
                if alias.name in {"exit", *STREAMS}:
                    yield f"line {node.lineno}: from sys import {alias.name}"
        if isinstance(node, ast.Name) and node.id == "SystemExit":
            yield f"line {node.lineno}: SystemExit"


@pytest.mark.parametrize(
    "path", [p for p in MODULES if part_of(p) not in TALKERS and name_of(p) != FORKING], ids=name_of
)
def test_only_the_command_line_talks(path: Path) -> None:
    assert not list(talking(ast.parse(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_and_functions_are_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") < LONGEST_MODULE
    long = [
        f"{node.name}: {(node.end_lineno or 0) - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 >= LONGEST_FUNCTION
    ]
    assert not long


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_click_is_not_imported(path: Path) -> None:
    """Typer brings a copy of its own; a package called click need not be there at all."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert not [name for name in names if name.split(".")[0] == "click" or name.startswith("typer._")]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_group_is_repeated_possessively(path: Path) -> None:
    """Python 3.11.0 to 3.11.4 cannot; `toml.tokens.POSSESSIVE` is for where memory asks for it."""
    assert not re.findall(r"\)(?:[*+?]|\{+[^{}]*\}+)\+|\(\?>", path.read_text(encoding="utf-8"))


def test_the_checks_notice() -> None:
    """What the tests above look for is found where it is."""
    tree = ast.parse(
        "import sys\nprint(1)\nsys.stderr.write('')\nfrom sys import stdout\nraise SystemExit\ntyper.echo(1)"
    )
    assert list(talking(tree)) != []
    assert len(list(talking(tree))) == 5
    assert is_within("report.document.Cell", ALLOWED["render"])
    assert not is_within("report.numbers", ALLOWED["render"])
    assert not is_within("factsheet", ALLOWED["measures"])
    assert dict(imported(PACKAGE / "__main__.py"))

"""What a command imports: the price of starting, which every cron job and every pipe pays.

The wall time itself is for `bench/startup.py`; here only names count, which no busy machine changes.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

DEAR = ("rich", "jinja2", "tabulate", "tomlkit", "pydantic", "babel", "wcwidth", "markdown_it", "tomllib")
"""Libraries that cost more than an answer; `wcwidth` alone takes 25 ms."""

SELDOM: tuple[str, ...] = (
    "difflib",
    "importlib.metadata",
    "importlib.resources",
    "asyncio",
    "http",
    "email",
    "xml",
    "csv",
    "gettext",
)
SELDOM += ("unittest", "logging", "multiprocessing", "concurrent", "ssl", "sqlite3", "traceback", "random", "hashlib")

PROGRAM = """
import os, sys
leave = os._exit
os._exit = lambda code: (print(*sys.modules, file=sys.stderr, flush=True), leave(code))
from bpjscli.__main__ import run
run()
"""
TYPER = "import sys, typer; print(*sys.modules, file=sys.stderr)"


def modules_of(*command: str) -> set[str]:
    """The names in `sys.modules` after a command whose output nobody looks at."""
    variables = {name: value for name, value in os.environ.items() if name != "COVERAGE_PROCESS_CONFIG"}
    done = subprocess.run(
        [sys.executable, *command], check=True, capture_output=True, text=True, encoding="utf-8", env=variables
    )
    return set(done.stderr.split())


@pytest.fixture(scope="session")
def typers() -> set[str]:
    """What Typer itself imports, which no program written with it is without."""
    return modules_of("-c", TYPER)


def begun_with(names: tuple[str, ...], modules: set[str]) -> set[str]:
    return {module for module in modules if any(module == name or module.startswith(f"{name}.") for name in names)}


@pytest.mark.parametrize(
    "command",
    [
        ("coverage", "--province", "kalbar"),
        ("coverage", "--lang", "en"),
        ("ranking",),
        ("gap",),
        ("figures", "--province", "kalbar"),
        ("sources",),
        ("benefits",),
        ("trend", "coverage"),
        ("coverage", "--format", "plain"),
    ],
    ids=" ".join,
)
def test_a_piped_answer_imports_nothing_dear(command: tuple[str, ...], typers: set[str]) -> None:
    own = modules_of("-c", PROGRAM, *command) - typers
    assert "bpjscli.measures.answers" in own
    assert begun_with(DEAR + SELDOM, own) == set()


def test_coverage_imports_no_other_command(typers: set[str]) -> None:
    own = modules_of("-c", PROGRAM, "coverage", "--province", "kalbar") - typers
    kinds = {"bpjscli.checks", "bpjscli.checks.finding"}  # what a finding is; no check is imported
    assert begun_with(("bpjscli.checks", "bpjscli.edit", "bpjscli.articles", "bpjscli.tables"), own) <= kinds
    assert begun_with(("bpjscli.commands",), own) - begun_with(("bpjscli.commands.shared",), own) == {
        "bpjscli.commands",
        "bpjscli.commands.coverage",
    }
    assert begun_with(("bpjscli.commands.shared.complete",), own) == set()
    assert begun_with(("bpjscli.report.views",), own) == {
        "bpjscli.report.views",
        "bpjscli.report.views.coverage",
        "bpjscli.report.views.gap",  # the distance to target
    }
    assert begun_with(("bpjscli.load.codes", "bpjscli.load.figure_errors", "bpjscli.toml.locate"), own) == set()


def test_the_version_needs_no_fact_base() -> None:
    own = modules_of("-c", PROGRAM, "--version")
    assert begun_with((*DEAR, "typer", "msgspec", "decimal", "tomli"), own) == set()
    assert (
        begun_with(
            ("bpjscli.solver", "bpjscli.measures", "bpjscli.render", "bpjscli.report.views", "bpjscli.load.load"), own
        )
        == set()
    )


NEEDED = {"md": {"jinja2", "tabulate"}, "html": {"jinja2"}}


@pytest.mark.parametrize("name", ["json", "csv", "tsv", "plain", "table", "md", "html"])
def test_a_format_imports_its_own_libraries_only(name: str, typers: set[str]) -> None:
    """Markdown and HTML are templates; rich is for colours, which a pipe has none of."""
    own = modules_of("-c", PROGRAM, "ranking", "--format", name) - typers
    found = begun_with(("rich", "jinja2", "tomlkit", "pydantic", "babel", "tabulate"), own)
    assert {module.split(".")[0] for module in found} == NEEDED.get(name, set())

"""The tests with other Pythons and other libraries: `nox`, or one of them: `nox -s "tests-3.12(newest)"`.

Each session is an environment of its own with the lowest versions of the libraries that pyproject.toml allows, the
locked ones, or the newest. What fails here says that a library or a Python has changed; it breaks no release, which
installs the locked ones. Arguments behind `--` go to pytest in place of the tests that libraries can change.
"""

from __future__ import annotations

import nox

nox.options.default_venv_backend = "uv"

PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
LIBRARIES = {
    "lowest": ["--constraint", "tools/lowest.txt"],
    "locked": ["--constraint", "constraints.txt"],
    "newest": ["--upgrade"],
}
CHANGED_BY_LIBRARIES = [
    "tests/test_corpus.py",
    "tests/load",
    "tests/toml",
    "tests/tables",
    "tests/render",
    "tests/commands/test_help.py",
    "tests/commands/test_main.py",
]
"""What shows a library that is too old or too new: reading TOML, the command line, each format, tables of others."""


@nox.session(python=PYTHONS)
@nox.parametrize("libraries", list(LIBRARIES), ids=list(LIBRARIES))
def tests(session: nox.Session, libraries: str) -> None:
    """The tests that libraries can change, with one set of versions."""
    session.install("--editable", ".[dev]", *LIBRARIES[libraries])
    session.run("pytest", "-p", "no:cacheprovider", *(session.posargs or CHANGED_BY_LIBRARIES))

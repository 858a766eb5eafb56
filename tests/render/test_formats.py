from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import MappingProxyType

import pytest
from samples import DOCUMENT_FORMATS, coverage, empty

from bpjscli import render as formats
from bpjscli.errors import BpjsError, Exit
from bpjscli.render import FORMATS, Options, render
from bpjscli.report.document import Document


def test_the_formats() -> None:
    assert tuple(FORMATS)[: len(DOCUMENT_FORMATS)] == DOCUMENT_FORMATS


def test_an_unknown_format_is_named_with_those_there_are() -> None:
    with pytest.raises(BpjsError, match='unknown format "pdf"; choose one of table, plain, md') as caught:
        render(empty(), "pdf")
    assert caught.value.exit_code is Exit.USAGE


def test_a_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_document: Document, _options: Options) -> str:
        raise ModuleNotFoundError("No module named 'tabulate'", name="tabulate")

    monkeypatch.setattr(formats, "FORMATS", MappingProxyType({"md": broken}))
    with pytest.raises(BpjsError, match='format "md" needs the package tabulate: pip install tabulate'):
        render(empty(), "md")


@pytest.mark.parametrize(
    ("name", "needed"),
    [
        ("table", []),
        ("plain", []),
        ("md", ["jinja2", "tabulate", "wcwidth"]),
        ("html", ["jinja2"]),
        ("csv", []),
        ("json", []),
    ],
)
def test_a_format_imports_what_it_needs_and_no_more(name: str, needed: list[str]) -> None:
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]); from samples import coverage;"
        "from bpjscli.render import Options, render; before = set(sys.modules);"
        "render(coverage(), sys.argv[2], Options(templates=Path(sys.argv[3])));"
        "print(sorted({'rich', 'jinja2', 'tabulate', 'wcwidth', 'babel', 'tomlkit'} & set(sys.modules)))"
    )
    here = Path(__file__).parent
    arguments = [sys.executable, "-c", code, str(here.parent / "helpers"), name, str(here.parents[1] / "templates")]
    run = subprocess.run(arguments, capture_output=True, text=True, check=True)
    assert run.stdout == f"{needed}\n"


@pytest.mark.parametrize("name", DOCUMENT_FORMATS)
def test_no_format_looks_at_the_locale(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    options = Options(templates=Path(__file__).parents[2] / "templates")
    before = render(coverage(), name, options)
    for variable in ("LC_ALL", "LANG", "LANGUAGE"):
        monkeypatch.setenv(variable, "tr_TR.UTF-8")
    assert render(coverage(), name, options) == before

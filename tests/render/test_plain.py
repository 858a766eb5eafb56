from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace
from samples import SAMPLES, coverage, empty

from bpjscli.render import Options, render
from bpjscli.report.document import Document, Section, Table


@pytest.mark.parametrize("sample", SAMPLES)
def test_no_escapes_no_trailing_space_and_one_final_newline(sample: str) -> None:
    text = render(SAMPLES[sample](), "plain")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    for line in text.split("\n"):
        assert line == line.rstrip()
        assert all(char.isprintable() or char in "\u200d\u00a0" for char in line)


def test_the_same_bytes_whatever_the_terminal_is() -> None:
    options = Options(width=200, color="always", is_terminal=True)
    assert render(coverage(), "plain", options) == render(coverage(), "plain")


def test_lines_of_text_and_tables_keep_to_their_widths() -> None:
    for line in render(coverage(), "plain").splitlines():
        assert len(line) <= 100
        if line.startswith(("[", "    ")) and "://" not in line and "  " not in line.strip():
            assert len(line) <= 80


def test_a_table_without_rows_says_why_and_shows_no_head() -> None:
    text = render(empty(), "plain")
    assert text == "Figures as published\n====================\n\nNo figure matches.\n"


def test_a_table_that_gives_no_reason_still_says_something() -> None:
    table = Table("t", ())
    document = Document("c", "T", "en", None, (Section("s", "", (table,)),))
    assert render(document, "plain") == "T\n=\n\nNothing to show.\n"


def test_blocks_are_separated_by_one_empty_line() -> None:
    assert "\n\n\n" not in render(coverage(), "plain")


def test_a_document_of_nothing_is_its_title() -> None:
    assert render(replace(empty(), sections=()), "plain") == "Figures as published\n====================\n"


def test_only_what_plain_text_needs_is_imported() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); before = set(sys.modules);"
        "from samples import coverage; from bpjscli.render import render; render(coverage(), 'plain');"
        "dear = {'rich', 'jinja2', 'tabulate', 'wcwidth', 'json', 'csv', 'difflib'} - before;"
        "print(sorted(dear & set(sys.modules)))"
    )
    folder = str(Path(__file__).parents[1] / "helpers")
    run = subprocess.run([sys.executable, "-c", code, folder], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"

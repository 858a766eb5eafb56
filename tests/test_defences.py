"""The list of what holds each fault off fits the source, the page of faults and its tests; the task tries them all."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tools import defences
from tools.defences import Defence

LIST = defences.defences()


@pytest.mark.parametrize("defence", LIST, ids=lambda defence: f"{defence.row}-{defence.tests[0]}")
def test_what_is_taken_away_is_there(defence: Defence) -> None:
    source = (defences.ROOT / defence.file).read_text(encoding="utf-8")
    assert defence.text in source, "bring tools/defences.toml up to date"
    assert defence.without not in (defence.text, source)


def test_each_test_of_the_page_is_to_fail_without_something() -> None:
    held = {(defence.row, name) for defence in LIST for name in defence.tests}
    assert held == {(row, name) for row, tests in defences.named_tests().items() for name in tests}


def test_a_test_that_holds_nothing_is_named(tmp_path: Path) -> None:
    """In a checkout of one module and one file of tests, with the libraries of this one."""
    (tmp_path / "bpjscli").mkdir()
    (tmp_path / "bpjscli" / "sum.py").write_text("def add(a, b):\n    return a + b\n", encoding="utf-8")
    text = (
        "from bpjscli.sum import add\ndef test_one(): assert add(1, 2) == 3\ndef test_other(): assert add(2, 2) == 4\n"
    )
    (tmp_path / "test_sum.py").write_text(text, encoding="utf-8")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    defence = Defence("A1", "bpjscli/sum.py", "a + b", "a * b", ("test_one", "test_other"))
    tests = {name: f"test_sum.py::{name}" for name in defence.tests}
    assert defences.passing(defence, tmp_path / ".venv" / "bin" / "python", tests) == ["test_other"]
    assert (tmp_path / "bpjscli" / "sum.py").read_text(encoding="utf-8").endswith("a + b\n")

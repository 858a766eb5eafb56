"""The list of what holds each fault off fits the source, the page of faults and its tests; the task tries them all."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tools import defences
from tools.defences import Defence

LIST = defences.defences()


@pytest.mark.parametrize("defence", LIST, ids=lambda defence: f"{defence.row}-{defence.place}")
def test_there_is_something_to_take_away(defence: Defence) -> None:
    source = (defences.ROOT / defence.file).read_bytes()
    variants = list(defence.variants())
    assert variants
    assert source not in variants


def test_each_test_of_the_page_is_to_fail_without_something() -> None:
    held = {(defence.row, name) for defence in LIST for name in defence.tests}
    assert held == {(row, name) for row, tests in defences.named_tests().items() for name in tests}


def test_a_place_is_found_by_its_name() -> None:
    source = b"A, B = 1, 2\nclass C:\n    x = 1\n    def f(self):\n        return 1\n"
    assert defences.lines_of(source, "B") == (1, 1)
    assert defences.lines_of(source, "C.f") == (4, 5)
    with pytest.raises(KeyError):
        defences.lines_of(source, "C.g")


def test_a_test_that_holds_nothing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a checkout of one module and one file of tests, with the libraries of this one."""
    (tmp_path / "bpjscli").mkdir()
    (tmp_path / "bpjscli" / "__init__.py").touch()
    (tmp_path / "bpjscli" / "sum.py").write_text("def add(a, b):\n    return a + b\n", encoding="utf-8")
    text = "from bpjscli.sum import add\ndef test_one(): assert add(1, 2) == 3\ndef test_other(): assert add\n"
    (tmp_path / "test_sum.py").write_text(text, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    interpreter = tmp_path / ".venv" / "bin" / "python"
    interpreter.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    interpreter.chmod(0o755)
    monkeypatch.setattr(defences, "ROOT", tmp_path)
    defence = Defence("A1", "bpjscli/sum.py:add", ("test_one", "test_other"))
    tests = {name: f"test_sum.py::{name}" for name in defence.tests}
    assert defences.passing(defence, interpreter, tests) == ["test_other"]
    assert (tmp_path / "bpjscli" / "sum.py").read_text(encoding="utf-8").endswith("a + b\n")

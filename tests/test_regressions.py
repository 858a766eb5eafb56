"""The list of defects names tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HELD = re.findall(
    r"`(tests/[\w/]+\.py)::(\w+)(?:\[([^\]]+)\])?`", (ROOT / "docs" / "dev" / "regressions.md").read_text("utf-8")
)


@pytest.mark.parametrize(("file", "name", "case"), HELD, ids=[name for _, name, _ in HELD])
def test_what_holds_a_defect_is_there(file: str, name: str, case: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    assert re.search(rf"^def {name}\(", text, re.MULTILINE)
    if case:
        assert (ROOT / "tests" / "corpus" / f"{case}.case").is_file()


def test_every_defect_has_a_test() -> None:
    text = (ROOT / "docs" / "dev" / "regressions.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith(("| defect", "| ---"))]
    assert len(rows) == len(HELD) >= 15

"""The table of faults is whole, and names tests that exist."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "dev" / "faults.md"
ROWS = re.findall(r"^\| ([A-E])(\d+) \| (.+) \| (.+) \| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
HELD = re.findall(r"\[([\w/-]+)\]\(\.\./\.\./(tests/[\w/.-]+)\)", PAGE.read_text(encoding="utf-8"))


def test_no_row_is_left_out() -> None:
    numbers = {letter: [int(row[1]) for row in rows] for letter, rows in groupby(ROWS, key=lambda row: row[0])}
    assert numbers == {
        letter: list(range(1, last + 1)) for letter, last in zip("ABCDE", (18, 13, 12, 17, 14), strict=True)
    }


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0] + row[1])
def test_every_row_has_its_test(row: tuple[str, ...]) -> None:
    links = re.findall(r"\]\((.*?)\)", row[-1])
    assert links
    assert all(link.startswith("../../tests/") for link in links)


@pytest.mark.parametrize(("name", "file"), sorted(set(HELD)), ids=lambda part: part.rpartition("/")[2])
def test_what_holds_a_row_is_there(name: str, file: str) -> None:
    assert (ROOT / file).is_file()
    if file.endswith(".case"):
        assert file == f"tests/corpus/{name}.case"
    elif file.endswith(".py"):
        assert re.search(rf"^def {name}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)

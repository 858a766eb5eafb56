"""No version of a library is allowed that has a published vulnerability which reaches bpjs, by the list in tools/."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LIST = tomllib.loads((ROOT / "tools" / "vulnerabilities.toml").read_text(encoding="utf-8"))
KNOWN = LIST["vulnerability"]


def version(text: str) -> tuple[int, ...]:
    """A version of numbers, such as 3.1.6."""
    return tuple(int(part) for part in text.split("."))


def pinned(name: str) -> dict[str, str]:
    """The libraries of a file of pinned versions, by their names in small letters."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return {library.lower(): its for library, its in re.findall(r"^([\w.-]+)==([\d.]+)", text, re.MULTILINE)}


def lower_bounds() -> dict[str, str]:
    """What pyproject.toml says is the least version of each library."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    found = (re.match(r"([\w.-]+)(?:\[[\w,]+\])?>=([\d.]+)", one) for one in wanted)
    return {one[1].lower(): one[2] for one in found if one}


@pytest.mark.parametrize("one", KNOWN, ids=[one["id"] for one in KNOWN])
def test_no_allowed_version_has_it(one: dict[str, str]) -> None:
    for place, versions in (
        ("pyproject.toml", lower_bounds()),
        ("constraints.txt", pinned("constraints.txt")),
        ("tools/lowest.txt", pinned("tools/lowest.txt")),
    ):
        if place != "tools/lowest.txt" or one["library"] in versions:  # which has those that are tried
            assert version(versions[one["library"]]) >= version(one["mended"]), place


def test_the_list_has_its_date_and_each_vulnerability_once() -> None:
    assert LIST["checked"].year >= 2026
    assert len({one["id"] for one in KNOWN}) == len(KNOWN)
    assert all(one["what"] and one["library"] for one in KNOWN)

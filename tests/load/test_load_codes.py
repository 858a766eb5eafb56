"""The catalogue of codes: every one has a fact base that shows it, and every one that is reported is in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from loading import problems, said, write

from bpjscli.load import codes
from bpjscli.load.codes import CODES

Golden = Callable[[str, str], None]
PACKAGE = Path(codes.__file__).parents[2]


def _said(code: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    if code == "F152":
        monkeypatch.setenv("BPJS_MAX_BYTES", "100")
    if code == "F153":
        write(folder, CODES[code].example, "latin-1")
        return [str(problem).replace(f"{folder}/", "") for problem in problems(folder / "figures.toml")]
    return said(folder, CODES[code].example)


@pytest.mark.parametrize("code", CODES)
def test_each_example_shows_its_code_and_nothing_else(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, golden: Golden
) -> None:
    lines = _said(code, tmp_path, monkeypatch)
    assert [f"{CODES[code].severity}[{code}]" in line for line in lines] == [True]
    golden(f"codes/{code}.txt", "\n".join(lines) + "\n")


@pytest.mark.parametrize("code", CODES.values(), ids=list(CODES))
def test_each_code_is_explained(code: codes.Code) -> None:
    assert CODES[code.code] is code
    assert re.fullmatch(r"[FR]\d{3}", code.code)
    assert code.title == code.title.strip(" .")
    assert code.title[0].isupper()
    assert code.text.endswith(".")
    assert len(code.text) > len(code.title) + 40


def test_codes_are_in_order() -> None:
    assert list(CODES) == sorted(CODES)


def test_the_catalogue_has_the_codes_that_are_reported_and_no_others() -> None:
    modules = [
        path
        for room in ("model", "numerals", "toml", "load", "solver", "measures")
        for path in (PACKAGE / room).rglob("*.py")
        if path.parent.name != "codes"
    ]
    reported = {code for path in modules for code in re.findall(r'"([FR]\d{3})"', path.read_text(encoding="utf-8"))}
    assert reported == set(CODES)

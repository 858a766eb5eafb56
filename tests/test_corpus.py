"""The corpus: every case does what its file says, byte for byte."""

from __future__ import annotations

import io
import os
import shutil
import sys
from pathlib import Path

import pytest
from casefile import Case, Done, parse, prepare, shortened, written

from bpjscli import __main__ as entry
from bpjscli import output
from bpjscli.checks.examine import known_codes

CORPUS = Path(__file__).parent / "corpus"
CASES = sorted(CORPUS.rglob("*.case"))


def case_id(path: Path) -> str:
    return path.relative_to(CORPUS).with_suffix("").as_posix()


@pytest.mark.parametrize("path", CASES, ids=case_id)
def test_case(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    text = path.read_text(encoding="utf-8")
    case = parse(text)
    for base in (CORPUS / "bases").iterdir():
        shutil.copy(base, tmp_path)
    prepare(case, tmp_path)
    monkeypatch.chdir(tmp_path)
    now = written(case._replace(done=run(case, monkeypatch)))
    if request.config.getoption("--update-golden"):
        path.write_text(now, encoding="utf-8")
        return
    assert now == text


def run(case: Case, monkeypatch: pytest.MonkeyPatch) -> Done:
    """What the command does, in this process: the command line is entered where the program enters it."""
    raw_out, raw_err = io.BytesIO(), io.BytesIO()
    out, err = (io.TextIOWrapper(raw, encoding="utf-8", newline="") for raw in (raw_out, raw_err))
    with monkeypatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("BPJS_", "LC_", "LANG", "COLUMNS"))]:
            patch.delenv(name)
        for name, value in case.variables.items():
            patch.setenv(name, value)
        patch.setattr(sys, "argv", ["bpjs", *case.arguments])
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        output.mend_streams()
        try:
            code = int(entry._run())
        except SystemExit as ended:
            code = int(ended.code or 0)
    for stream in (out, err):
        stream.flush()
    return Done(shortened(raw_out.getvalue().decode()), raw_err.getvalue().decode(), code)


def test_there_are_many_and_each_says_what_it_is_about() -> None:
    assert len(CASES) >= 300
    for path in CASES:
        case = parse(path.read_text(encoding="utf-8"))
        assert case.about[:1].isupper(), path
        assert case.about.endswith("."), path
        assert case.done.code in (0, 1, 2, 3, 4, 5), path


def test_every_code_has_its_reproducer() -> None:
    said = "\n".join(path.read_text(encoding="utf-8") for path in CASES)
    for code in known_codes():
        assert f"[{code}]" in said or f"{code} " in said, code
        assert (CORPUS / "codes" / f"{code}.case").is_file(), code


def test_a_case_is_read_as_it_is_written() -> None:
    for path in CASES:
        text = path.read_text(encoding="utf-8")
        assert written(parse(text)) == text

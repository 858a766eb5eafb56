"""The folder for temporary files: there, gone, or nowhere."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from bpjscli.errors import BpjsError, Exit
from bpjscli.temporary import find_temporary, temporary_folder


def test_a_temporary_folder_goes_with_what_is_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with temporary_folder() as folder:
        assert folder.parent == tmp_path
        (folder / "figures.toml").write_text("format = 1\n", encoding="utf-8")
    assert list(tmp_path.iterdir()) == []


def test_a_temporary_folder_that_goes_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    monkeypatch.setattr(tempfile, "tempdir", str(gone))
    with pytest.raises(BpjsError) as error, temporary_folder():
        pass
    assert error.value.message == f"cannot write in the temporary folder {gone}: No such file or directory"
    assert error.value.exit_code == Exit.OUTPUT


def test_an_error_of_the_work_stays_what_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(FileNotFoundError), temporary_folder() as folder:
        (folder / "missing").read_bytes()
    assert list(tmp_path.iterdir()) == []


def test_without_any_the_variable_to_set_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(tempfile, "_candidate_tempdir_list", lambda: [str(tmp_path / "gone")])
    with pytest.raises(BpjsError, match="set TMPDIR to a folder that exists") as error:
        find_temporary()
    assert error.value.exit_code == Exit.OUTPUT

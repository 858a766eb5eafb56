"""Files that cannot be replaced by renaming, and access that must not widen."""

from __future__ import annotations

import errno
import multiprocessing
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from bpjscli import output
from bpjscli.errors import BpjsError
from bpjscli.output import write

FORK = multiprocessing.get_context("fork")
AS_ROOT = pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root may be somebody else")
NOBODY = 65534


@pytest.fixture(params=[errno.EBUSY, errno.EXDEV], ids=["a mounted file", "another file system"])
def unrenamable(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Renaming over a file fails."""

    def refuse(*_: object) -> None:
        raise OSError(request.param, os.strerror(request.param))

    monkeypatch.setattr(Path, "replace", refuse)


@pytest.mark.usefixtures("unrenamable")
@pytest.mark.parametrize("old", ["old", "", "a much longer text than the new one"])
def test_a_file_that_cannot_be_renamed_over_is_written_itself(tmp_path: Path, old: str) -> None:
    target = tmp_path / "report.md"
    target.write_text(old, encoding="utf-8")
    number = target.stat().st_ino
    write("new", target)
    assert target.read_text(encoding="utf-8") == "new"
    assert target.stat().st_ino == number
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.usefixtures("unrenamable")
def test_a_new_file_is_never_written_in_place(tmp_path: Path) -> None:
    with pytest.raises(BpjsError, match="cannot write"):
        write("new", tmp_path / "report.md")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("unrenamable")
def test_where_writing_in_place_fails_the_old_content_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "report.md"
    target.write_text("precious", encoding="utf-8")
    fill, tries = output._fill, []

    def full(stream: IO[bytes], source: IO[bytes]) -> None:
        tries.append(source)
        if len(tries) == 2:  # the copy, and then the file itself
            raise OSError(errno.ENOSPC, "No space left on device")
        fill(stream, source)

    monkeypatch.setattr(output, "_fill", full)
    with pytest.raises(BpjsError, match="No space left on device"):
        write("new", target)
    assert target.read_text(encoding="utf-8") == "precious"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.usefixtures("unrenamable")
def test_where_it_does_not_come_back_the_copy_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "report.md"
    target.write_text("precious", encoding="utf-8")
    fill, tries = output._fill, []

    def full(stream: IO[bytes], source: IO[bytes]) -> None:
        tries.append(source)
        if len(tries) > 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        fill(stream, source)

    monkeypatch.setattr(output, "_fill", full)
    with pytest.raises(BpjsError, match="No space left on device; its old content is in ") as error:
        write("new", target)
    (copy,) = (path for path in tmp_path.iterdir() if path != target)
    assert str(copy) in str(error.value)
    assert copy.read_text(encoding="utf-8") == "precious"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    monkeypatch.undo()
    write("newer", target)
    assert copy.exists()  # the next run does not take it for what a killed run has left


@pytest.mark.usefixtures("unrenamable")
def test_without_room_beside_it_the_copy_is_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, elsewhere = tmp_path / "mounted" / "report.md", tmp_path / "elsewhere"
    target.parent.mkdir()
    elsewhere.mkdir()
    make, made = tempfile.mkstemp, []

    def read_only(prefix: str, dir: Path) -> tuple[int, str]:  # noqa: A002  # the name that tempfile has
        if dir == target.parent:
            raise OSError(errno.EROFS, "Read-only file system")
        made.append(dir)
        return make(prefix=prefix, dir=dir)

    monkeypatch.setattr(tempfile, "mkstemp", read_only)
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(elsewhere))
    target.write_text("old", encoding="utf-8")
    write("new", target)
    assert target.read_text(encoding="utf-8") == "new"
    assert made == [elsewhere]
    assert list(elsewhere.iterdir()) == []


@pytest.mark.usefixtures("unrenamable")
@pytest.mark.parametrize("old", [b"\0" * 3_000_000, b"a" + b"\0" * 2_500_000 + b"z", b"a" + b"\0" * 2_500_000])
def test_holes_come_back_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: bytes) -> None:
    target = tmp_path / "report.md"
    target.write_bytes(old)
    fill, tries = output._fill, []

    def full(stream: IO[bytes], source: IO[bytes]) -> None:
        tries.append(source)
        fill(stream, source)
        if len(tries) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(output, "_fill", full)
    with pytest.raises(BpjsError, match="No space left on device"):
        write("new", target)
    assert target.read_bytes() == old
    assert list(tmp_path.iterdir()) == [target]


def as_nobody(path: Path, said: Path) -> None:
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    try:
        write("new", path)
    except BpjsError as error:
        os.write(os.open(said, os.O_WRONLY), str(error).encode())


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that everybody can reach, unlike those of pytest."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder) / "shared"


def written_by_nobody(path: Path) -> str:
    """What is said when an ordinary user writes to `path`."""
    said = path.parent.parent / "said"
    said.touch()
    said.chmod(0o666)
    run = FORK.Process(target=as_nobody, args=(path, said))
    run.start()
    run.join()
    return said.read_text(encoding="utf-8")


@AS_ROOT
@pytest.mark.parametrize("folder_mode", [0o777, 0o755], ids=["their folder", "a folder of somebody else"])
def test_a_file_of_somebody_else_stays_theirs(shared: Path, folder_mode: int) -> None:
    """An ordinary user cannot give a new file away, and does not make it their own."""
    target = shared / "report.md"
    target.parent.mkdir()
    target.parent.chmod(folder_mode)
    target.write_text("old", encoding="utf-8")
    target.chmod(0o666)
    assert written_by_nobody(target) == ""
    assert target.read_text(encoding="utf-8") == "new"
    assert (target.stat().st_uid, stat.S_IMODE(target.stat().st_mode)) == (0, 0o666)


@AS_ROOT
def test_a_file_that_may_not_be_written_to_is_refused(shared: Path) -> None:
    target = shared / "report.md"
    target.parent.mkdir()
    target.parent.chmod(0o777)
    target.write_text("old", encoding="utf-8")
    target.chmod(0o644)
    assert "Permission denied" in written_by_nobody(target)
    assert target.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in target.parent.iterdir()) == ["report.md"]


@pytest.mark.skipif(sys.platform != "linux", reason="extended attributes are Linux's")
def test_extended_attributes_and_access_lists_stay(tmp_path: Path) -> None:
    target = tmp_path / "report.md"
    target.write_text("old", encoding="utf-8")
    try:
        os.setxattr(target, "user.kind", b"monthly")
    except OSError:
        pytest.skip("this file system has no attributes of users")
    write("new", target)
    assert target.read_text(encoding="utf-8") == "new"
    assert os.getxattr(target, "user.kind") == b"monthly"


@pytest.mark.skipif(sys.platform != "linux", reason="extended attributes are Linux's")
def test_an_attribute_that_cannot_be_kept_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "report.md"
    target.write_text("old", encoding="utf-8")
    number = target.stat().st_ino

    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(output, "_attributes", lambda path: {"trusted.x": b"1"} if path == target else {})
    monkeypatch.setattr(os, "setxattr", refuse)
    write("new", target)
    assert target.stat().st_ino == number
    assert target.read_text(encoding="utf-8") == "new"

"""`bpjs fmt`: files in canonical form, or the news that they are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import run
from keeping import BASE, base_in

from bpjscli.edit.tidy import tidy_text
from bpjscli.load.load import load

MESSY = (
    BASE.replace("id        =", "id =")
    .replace("{ indicator", "{indicator")
    .replace("published = 2026", "published=2026")
)


def test_a_file_is_put_in_order(tmp_path: Path) -> None:
    path = base_in(tmp_path, MESSY)
    path.chmod(0o640)
    figures = load(path).figures
    done = run("fmt", "figures.toml", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "bpjs: figures.toml: brought into canonical form\n"
    assert path.read_text(encoding="utf-8") == BASE
    assert path.stat().st_mode & 0o777 == 0o640
    assert load(path).figures == figures


def test_a_file_in_order_is_not_touched(tmp_path: Path) -> None:
    path = base_in(tmp_path)
    before = path.stat()
    for _ in range(2):
        done = run("fmt", str(path))
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_check_writes_nothing(tmp_path: Path) -> None:
    path = base_in(tmp_path, MESSY)
    done = run("fmt", "--check", "figures.toml", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "bpjs: figures.toml: not in canonical form\n"
    assert path.read_text(encoding="utf-8") == MESSY
    path.write_text(BASE, encoding="utf-8")
    assert run("fmt", "--check", str(path)).returncode == 0


def test_all_files_of_the_base_in_use(tmp_path: Path) -> None:
    path = base_in(tmp_path, BASE.replace("format = 1", 'format = 1\ninclude = ["part.toml"]'))
    (tmp_path / "part.toml").write_text('[[source]]\nid="b"\npublished=2026\n')
    done = run("fmt", env={"BPJS_DATA": str(path)})
    assert done.stderr == f"bpjs: {tmp_path}/part.toml: brought into canonical form\n"
    assert run("fmt", "--check", "--data", str(path)).returncode == 0


def test_the_shipped_base_is_in_order() -> None:
    done = run("fmt", "--check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_byte_order_mark_goes_and_windows_line_ends_stay(tmp_path: Path) -> None:
    path = tmp_path / "figures.toml"
    path.write_bytes(b"\xef\xbb\xbf" + BASE.replace("\n", "\r\n").encode())
    assert run("fmt", str(path)).returncode == 0
    assert path.read_bytes() == BASE.replace("\n", "\r\n").encode()


def test_every_file_that_is_no_toml_is_reported_and_none_written(tmp_path: Path) -> None:
    good = base_in(tmp_path, MESSY)
    (tmp_path / "bad.toml").write_text("format 1\n")
    done = run("fmt", "figures.toml", "bad.toml", "nowhere/none.toml", ".", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert [line.partition(" error")[0] for line in done.stderr.splitlines()] == [
        ".:1:",
        "bad.toml:1:",
        "nowhere/none.toml:1:",
    ]
    assert good.read_text(encoding="utf-8") == MESSY


def test_what_does_not_load_can_still_be_put_in_order(tmp_path: Path) -> None:
    path = base_in(tmp_path, MESSY.replace("kalbar", "kalbr"))
    assert run("fmt", str(path)).returncode == 0
    assert path.read_text(encoding="utf-8") == tidy_text(MESSY.replace("kalbar", "kalbr"))


def test_a_base_that_cannot_be_read(tmp_path: Path) -> None:
    done = run("fmt", "--data", str(tmp_path / "none.toml"))
    assert done.returncode == 3
    assert "there is no such file" in done.stderr


@pytest.mark.parametrize("arguments", [("--check",), ()])
def test_a_file_through_a_link(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    real = base_in(tmp_path, MESSY)
    (tmp_path / "link.toml").symlink_to(real)
    done = run("fmt", *arguments, "link.toml", cwd=tmp_path)
    assert done.returncode == len(arguments)
    assert (tmp_path / "link.toml").is_symlink()
    assert real.read_text(encoding="utf-8") == (MESSY if arguments else BASE)

"""Files that cannot be read, and text that is not TOML: one clear problem each, never a hang."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from loading import HEAD, figures, loaded, problems, said, write

from bpjscli.errors import BpjsError, Exit
from bpjscli.load.diagnostics import InvalidBaseError
from bpjscli.load.load import load

GOOD = figures('indicator = "coverage", printed = "27 persen"')


def said_of(path: Path) -> list[str]:
    return [str(problem).replace(f"{path.parent}/", "") for problem in problems(path)]


def raw(folder: Path, data: bytes) -> list[str]:
    path = folder / "figures.toml"
    path.write_bytes(data)
    return said_of(path)


def test_one_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    assert raw(tmp_path, b"\xef\xbb\xbf" + GOOD.encode()) == []


def test_a_second_byte_order_mark_is_not(tmp_path: Path) -> None:
    assert raw(tmp_path, b"\xef\xbb\xbf" * 2 + GOOD.encode()) == [
        "figures.toml:1: error[F155]: not valid TOML: a byte order mark stands where none may be "
        "(a file may begin with one); delete it"
    ]


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_either_line_end_is_accepted_and_lines_are_counted_alike(tmp_path: Path, ending: str) -> None:
    text = GOOD.replace("\n", ending).removesuffix(ending)
    path = tmp_path / "figures.toml"
    path.write_bytes(text.encode())
    base = load(path)
    assert base.line_of(base.figures[0]) == 8


def test_a_carriage_return_alone_is_no_line_end(tmp_path: Path) -> None:
    assert raw(tmp_path, b"format = 1\rsource = []\r") == [
        "figures.toml:1: error[F155]: not valid TOML: a line ends in a carriage return alone; "
        "save the file with LF or CRLF line ends"
    ]


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        ("# é\n".encode("latin-1"), 1, "byte 0xE9 at offset 2 is not UTF-8 text; the file looks like Latin-1"),
        (
            "\n\n# “é”\n".encode("cp1252"),
            3,
            "byte 0x93 at offset 4 is not UTF-8 text; the file looks like Windows-1252, or it is no text",
        ),
        (GOOD.encode("utf-16"), 1, "byte 0xFF at offset 0 is not UTF-8 text; the file looks like UTF-16"),
        (GOOD.encode("utf-16-le"), 1, "byte 0x00 at offset 1 is not UTF-8 text; the file looks like UTF-16"),
        ("\ufeff日本".encode("utf-16-le"), 1, "byte 0xFF at offset 0 is not UTF-8 text; the file looks like UTF-16"),
        ("\ufeff日本".encode("utf-16-be"), 1, "byte 0xFE at offset 0 is not UTF-8 text; the file looks like UTF-16"),
        (b"format = 1\n# \x00\n" + b" " * 200, 2, "byte 0x00 at offset 13 is not UTF-8 text; a text has no NUL in it"),
        (
            b"# \xed\xa0\x80\n",
            1,
            "byte 0xED at offset 2 is not UTF-8 text; the file looks like Windows-1252, or it is no text",
        ),
    ],
)
def test_other_encodings_are_told_with_byte_line_and_guess(
    tmp_path: Path, data: bytes, line: int, message: str
) -> None:
    assert raw(tmp_path, data) == [f"figures.toml:{line}: error[F153]: {message}; save it as UTF-8"]


def test_a_missing_file(tmp_path: Path) -> None:
    assert said_of(tmp_path / "none.toml") == [
        "none.toml:1: error[F151]: the file cannot be read: there is no such file"
    ]


def test_a_path_through_a_file(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    path = tmp_path / "figures.toml" / "more.toml"
    assert said_of(path) == ["more.toml:1: error[F151]: the file cannot be read: part of its path is not a folder"]


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    assert said_of(tmp_path / "data") == [
        "data:1: error[F151]: the path is a folder; name a TOML file, such as figures.toml"
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert said_of(tmp_path / "pipe") == [
        "pipe:1: error[F151]: the path is a pipe; name a TOML file, such as figures.toml"
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_that_takes_the_place_of_a_file_does_not_hang(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, GOOD)
    regular = path.stat()
    path.unlink()
    os.mkfifo(path)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "stat", lambda *_, **__: regular)
        with pytest.raises(InvalidBaseError, match=r"error\[F151\]: the path is a pipe"):
            load(path)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no such device")
def test_a_device_is_not_read() -> None:
    assert [problem.message for problem in problems(Path("/dev/zero"))] == [
        "the path is a device; name a TOML file, such as figures.toml"
    ]


def test_a_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket")
        assert said_of(tmp_path / "socket")[0].startswith("socket:1: error[F151]: the path is a socket")


def test_a_circle_of_links(tmp_path: Path) -> None:
    path = tmp_path / "figures.toml"
    path.symlink_to("other.toml")
    (tmp_path / "other.toml").symlink_to("figures.toml")
    assert said_of(path) == [
        "figures.toml:1: error[F151]: the file cannot be read: its symbolic links lead in a circle"
    ]


def test_a_name_that_no_file_can_have(tmp_path: Path) -> None:
    assert said_of(tmp_path / "a\0b") == ["a\\x00b:1: error[F151]: the file cannot be read: its name has a NUL in it"]
    assert said_of(tmp_path / ("x" * 5000))[0].endswith("error[F151]: the file cannot be read: its name is too long")


def test_a_name_that_is_not_text_is_shown_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff.toml")
    assert said_of(path) == ["\\xff.toml:1: error[F151]: the file cannot be read: there is no such file"]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PermissionError(13, "Permission denied"), "you may not read it"),
        (FileNotFoundError(2, "No such file"), "there is no such file"),
        (OSError(5, "Input/output error"), "Input/output error"),
    ],
)
def test_a_file_that_may_not_be_opened_or_is_gone_by_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, reason: str
) -> None:
    path = write(tmp_path, GOOD)

    def fail(*_: object) -> int:
        raise error

    monkeypatch.setattr(os, "open", fail)
    assert f"figures.toml:1: error[F151]: the file cannot be read: {reason}" in said_of(path)


@pytest.fixture
def few_bytes(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setenv("BPJS_MAX_BYTES", "300")
    return 300


def test_a_file_over_the_limit_says_how_to_raise_it(tmp_path: Path, few_bytes: int) -> None:
    assert raw(tmp_path, b"#" * 301) == [
        "figures.toml:1: error[F152]: the file has 301 bytes and 300 are allowed; "
        "set BPJS_MAX_BYTES to raise the limit, or split the file and include its parts"
    ]
    assert raw(tmp_path, GOOD.ljust(few_bytes).encode()) == []


def test_a_file_that_grows_while_it_is_looked_at_is_still_limited(
    tmp_path: Path, few_bytes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "#" * 1000)
    small = write(tmp_path / "small", GOOD).stat()
    monkeypatch.setattr(os, "fstat", lambda _: small)
    with pytest.raises(InvalidBaseError, match=f"the file has 301 bytes and {few_bytes} are allowed"):
        load(path)


@pytest.mark.parametrize("value", ["0", "-1", "many", "1e6", "９", "1" + "0" * 18])
def test_a_limit_that_is_no_number_is_a_mistake_of_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("BPJS_MAX_BYTES", value)
    with pytest.raises(
        BpjsError, match="BPJS_MAX_BYTES must be a number of bytes, such as 134217728; it is "
    ) as caught:
        load(write(tmp_path, GOOD))
    assert caught.value.exit_code == Exit.USAGE


@pytest.mark.parametrize("value", ["", " ", " 0300", "9" * 18])
def test_an_empty_limit_is_none_and_a_large_one_as_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("BPJS_MAX_BYTES", value)
    assert len(loaded(tmp_path, GOOD).figures) == 1


def test_a_broken_file_does_not_hide_the_problems_of_others(tmp_path: Path) -> None:
    text = f"""\
format = 1
include = ["*.toml"]
[[source]]
id = 3
# --- a.toml
x = [
# --- b.toml
{HEAD.replace("format = 1", "")}defaults = {{ area = "kalbr" }}
"""
    assert said(tmp_path, text) == [
        "a.toml:1: error[F155]: not valid TOML: the [ that opens here is never closed",
        'b.toml:5: error[F104]: unknown area "kalbr"; did you mean "kalbar", "halmahera-barat" or "kaltara"?',
        "figures.toml:3: note[F125]: the source does not say when it was published; "
        "write published = 2026-02-02, or a year",
        "figures.toml:4: error[F112]: id is 3; write text in quotes",
    ]

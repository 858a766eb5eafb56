"""The entry point and the writing of results, from within: what an exception becomes, what a failure leaves."""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from bpjscli import __main__ as entry
from bpjscli import output
from bpjscli.commands.shared import asked
from bpjscli.errors import BpjsError, Exit

Main = Callable[..., int]


@pytest.fixture
def main(monkeypatch: pytest.MonkeyPatch) -> Iterator[Main]:
    """`main("coverage")`: the exit code of a run within this process, which is left as it was."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}

    def leave(code: int) -> NoReturn:
        raise SystemExit(code)

    monkeypatch.setattr(os, "_exit", leave)

    def run(*arguments: str) -> int:
        monkeypatch.setattr(sys, "argv", ["bpjs", *arguments])
        with pytest.raises(SystemExit) as ended:
            entry.run()
        assert isinstance(ended.value.code, int)
        return ended.value.code

    yield run
    gc.enable()
    for number, handler in handlers.items():
        signal.signal(number, handler)


def test_a_result_is_0(main: Main, capfd: pytest.CaptureFixture[str]) -> None:
    assert main("--version") == 0
    assert capfd.readouterr().out.startswith("bpjs ")


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (BpjsError("no", Exit.BAD_BASE), 3, "bpjs: no\n"),
        (KeyboardInterrupt(), 130, ""),
        (BrokenPipeError(32, "Broken pipe"), 141, ""),
        (OSError(28, "No space left on device"), 5, "bpjs: standard output: No space left on device\n"),
        (OSError(13, "Permission denied", "/x"), 5, "bpjs: /x: Permission denied\n"),
        (io.UnsupportedOperation("not writable"), 5, "bpjs: standard output: it is closed\n"),
        (SystemExit(4), 4, ""),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else None,
)
def test_what_an_exception_becomes(
    error: BaseException,
    code: int,
    said: str,
    main: Main,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    def fail(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr(asked, "open_base", fail)
    monkeypatch.setattr(sys, "stdout", sys.stdout)  # Typer puts another in its place, which goes when the test does
    monkeypatch.setattr(sys, "stderr", sys.stderr)
    assert main("coverage") == code
    assert capfd.readouterr().err == said


def test_a_bug_says_where_to_look_and_shows_it_when_asked(
    main: Main, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(asked, "open_base", lambda *_: 1 // 0)
    assert main("coverage") == 70
    assert capfd.readouterr().err.startswith("bpjs: this is a bug in bpjs: ZeroDivisionError: ")
    monkeypatch.setenv("BPJS_DEBUG", "1")
    assert main("coverage") == 70
    assert capfd.readouterr().err.startswith("Traceback")


def test_a_signal_is_an_exit(main: Main, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked, "open_base", lambda *_: signal.raise_signal(signal.SIGTERM))
    assert main("coverage") == 143


def test_a_signal_that_is_ignored_stays_ignored(main: Main, monkeypatch: pytest.MonkeyPatch) -> None:
    """As under nohup."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    assert main("--version") == 0
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN


def test_streams_that_are_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    output.mend_streams()
    output.complain("nobody hears this")
    with pytest.raises(BpjsError, match="standard output is closed") as error:
        output.write("text", None)
    assert error.value.exit_code == Exit.OUTPUT
    sys.stdout.close()
    sys.stderr.close()


def test_stdout_takes_text_and_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="latin-1")
    monkeypatch.setattr(sys, "stdout", stream)
    output.write("é “\udc80\n", None)
    output.write(b"\x00\xff", None)
    assert stream.buffer.getvalue() == b"\xe9 \\u201c\\udc80\n\x00\xff"


def test_an_interrupted_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "report.txt"
    target.write_text("old", encoding="utf-8")

    def interrupted(_handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        output.write("new", target)
    assert target.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["report.txt"]


def test_a_folder_that_cannot_be_synced_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_arguments: object) -> int:
        raise OSError(22, "Invalid argument")

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refused)
        output.sync_folder(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refused)
        output.sync_folder(tmp_path)

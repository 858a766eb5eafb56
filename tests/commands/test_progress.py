"""What a terminal is told while a run is at work, and that nothing of it stays."""

from __future__ import annotations

import io
import sys

import pexpect
import pytest
from asking import environment

from bpjscli import progress
from bpjscli.progress import Progress

AT_ONCE = "import bpjscli.progress as p; p.AFTER = 0.0; from bpjscli.__main__ import run; run()"


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def terminal(monkeypatch: pytest.MonkeyPatch, after: float) -> Terminal:
    """A terminal in place of stderr, which hears of what takes longer than so many seconds."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "AFTER", after)
    return stream


def wait(shown: Progress) -> None:
    assert shown._timer is not None
    shown._timer.join()


def test_what_takes_long_is_said_and_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = terminal(monkeypatch, 0.0)
    shown = Progress()
    shown.working_on("reading")
    wait(shown)
    shown.working_on("thinking")
    wait(shown)
    shown.finished()
    assert stream.getvalue() == "reading\r       \rthinking\r        \r"


def test_what_is_done_in_time_is_not_worth_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = terminal(monkeypatch, 60.0)
    shown = Progress()
    shown.working_on("reading")
    shown.finished()
    shown.finished()
    assert stream.getvalue() == ""


def test_a_file_is_told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    monkeypatch.setattr(progress, "AFTER", 0.0)
    shown = Progress()
    shown.working_on("reading")
    assert shown._timer is None


@pytest.mark.parametrize("arguments", [("coverage",), ("coverage", "--province", "nowhere"), ("check", "--quiet")])
def test_nothing_of_it_stays_on_the_screen(arguments: tuple[str, ...]) -> None:
    child = pexpect.spawn(
        sys.executable, ["-c", AT_ONCE, *arguments], env=environment(PAGER="cat"), encoding="utf-8", timeout=30
    )
    seen = str(child.read())
    assert "bpjs: reading the fact base ...\r" in seen
    lines = [line.rsplit("\r", 1)[-1] for line in seen.replace("\r\n", "\n").split("\n")]
    assert not [line for line in lines if line.startswith(("bpjs: reading", "bpjs: working"))]

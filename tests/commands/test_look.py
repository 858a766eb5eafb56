"""Colours, the pager, and what only spreadsheets want."""

from __future__ import annotations

import os
import pty
import subprocess
from pathlib import Path

import pytest
from asking import BPJS, environment, run

from bpjscli.commands.shared.look import Look, is_longer, pager_command, show_paged
from bpjscli.errors import BpjsError

PIPE = {"PATH": os.environ["PATH"], "TERM": "xterm"}


def on_a_terminal(*arguments: str, **variables: str) -> str:
    """What `bpjs` writes to a terminal of 20 lines and 80 columns."""
    leader, follower = pty.openpty()
    said = environment(**{"TERM": "xterm", "COLUMNS": "80", "LINES": "20", **variables})
    with subprocess.Popen([*BPJS, *arguments], stdin=follower, stdout=follower, stderr=follower, env=said) as process:
        os.close(follower)
        received = b""
        try:
            while chunk := os.read(leader, 65536):
                received += chunk
        except OSError:  # the other end is closed
            pass
    os.close(leader)
    assert process.returncode == 0
    return received.decode().replace("\r\n", "\n")


def test_what_is_longer_than_the_screen_goes_through_the_pager() -> None:
    text = on_a_terminal("coverage", PAGER="sed s/^/|/")
    assert text.startswith("|")
    assert "\n|Kalimantan" in text


def test_what_fits_does_not() -> None:
    assert not on_a_terminal("ranking", PAGER="sed s/^/|/").startswith("|")


def test_nor_what_is_wanted_without() -> None:
    assert not on_a_terminal("coverage", "--no-pager", PAGER="sed s/^/|/").startswith("|")
    assert not run("coverage", env={"PAGER": "sed s/^/|/"}).stdout.startswith("|")


def test_a_file_is_not_paged(tmp_path: Path) -> None:
    assert on_a_terminal("coverage", "--output", str(tmp_path / "x"), PAGER="sed s/^/|/") == ""


def test_less_shows_what_is_not_ascii_whatever_the_locale() -> None:
    text = on_a_terminal("ranking", LINES="5", LC_ALL="POSIX", PAGER="less -FRXE +G")
    assert "≈ 46 %" in text or "█" in text


def test_a_pager_that_cannot_be_started_is_done_without() -> None:
    assert "Kalimantan" in on_a_terminal("coverage", PAGER="/nonexistent/pager")


@pytest.mark.parametrize(
    ("variables", "command"),
    [
        ({}, ["less", "-FRX"]),
        ({"PAGER": "more -d"}, ["more", "-d"]),
        ({"PAGER": "less", "BPJS_PAGER": "more"}, ["more"]),
        ({"PAGER": "cat"}, None),
        ({"PAGER": ""}, None),
        ({"PAGER": "less 'unfinished"}, None),
        ({"PAGER": "no-such-pager-anywhere"}, None),
        ({"TERM": "dumb"}, None),
        ({"TERM": ""}, ["less", "-FRX"]),
        ({"PATH": "/nowhere"}, None),
    ],
)
def test_which_pager(variables: dict[str, str], command: list[str] | None) -> None:
    assert pager_command({**PIPE, **variables}) == command


def test_a_prompt_needs_a_line() -> None:
    assert not is_longer("a\n" * 19, 20)
    assert is_longer("a\n" * 20, 20)


def test_a_reader_may_leave_early() -> None:
    assert show_paged("line\n" * 200_000, ["head", "-1"], os.environ)
    assert not show_paged("line\n", ["/nonexistent/pager"], os.environ)


def test_colours_where_they_are_wanted() -> None:
    assert "\x1b" not in run("ranking").stdout
    assert "\x1b[1mRanking" in run("ranking", "--color", "always").stdout
    assert "\x1b" not in on_a_terminal("ranking", "--color", "never")
    assert "\x1b" in on_a_terminal("ranking")
    assert "\x1b" not in on_a_terminal("ranking", NO_COLOR="1")
    assert "\x1b[1mRanking" in run("ranking", env={"BPJS_COLOR": "always"}).stdout


def test_a_colour_choice_that_does_not_exist() -> None:
    done = run("ranking", "--color", "sometimes")
    assert done.returncode == 2
    assert done.stderr == 'bpjs: --color: unknown "sometimes"; choose one of auto, always, never\n'


def test_one_table_of_several_with_a_mark_for_excel() -> None:
    both = run("coverage", "--area", "kalbar", "--format", "csv").stdout
    parts = run("coverage", "--area", "kalbar", "--format", "csv", "--table", "parts", "--bom").stdout
    assert parts.startswith("\ufeffarea,name,period,")
    assert parts.removeprefix("\ufeff") in both
    assert len(parts) < len(both)
    unknown = run("coverage", "--format", "csv", "--table", "partz")
    assert unknown.returncode == 2
    assert 'there is no table "partz"' in unknown.stderr


def test_formulas_are_quoted_unless_they_are_wanted_raw(tmp_path: Path) -> None:
    base = tmp_path / "figures.toml"
    base.write_text(
        'format = 1\n[[source]]\nid = "a"\npublisher = "=1+1"\ntitle = "T"\npublished = 2025-01-01\n'
        'figures = [{ area = "kalbar", indicator = "coverage", period = 2025, printed = "27 persen" }]\n'
    )
    arguments = ("sources", "--data", str(base), "--format", "csv")
    assert ",'=1+1," in run(*arguments).stdout
    assert ",=1+1," in run(*arguments, "--raw-csv").stdout


@pytest.mark.parametrize("option", [("--bom",), ("--raw-csv",), ("--table", "ranking")])
def test_an_option_that_would_change_nothing_is_refused(option: tuple[str, ...]) -> None:
    done = run("ranking", "--format", "json", *option)
    assert done.returncode == 2
    assert done.stderr == f"bpjs: {option[0]} goes with --format csv or --format tsv, not with json\n"


def test_what_nobody_asked_for() -> None:
    Look().refuse_for("html")
    with pytest.raises(BpjsError, match="--bom goes with"):
        Look(bom=True).refuse_for("html")


def test_commands_without_a_result_have_none_of_these_options() -> None:
    assert "--color" in run("ranking", "--help").stdout
    assert "--color" not in run("init", "--help").stdout


def test_an_interrupt_is_the_pagers_business(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = subprocess.Popen.wait
    interrupts = [KeyboardInterrupt]

    def wait(process: subprocess.Popen[bytes], timeout: float | None = None) -> int:
        if interrupts:
            raise interrupts.pop()
        return whole(process, timeout)

    monkeypatch.setattr(subprocess.Popen, "wait", wait)
    assert show_paged("line\n", ["true"], os.environ)
    assert not interrupts

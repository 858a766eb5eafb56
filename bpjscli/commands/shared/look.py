"""How a result is shown, beyond its format, and the pager for what is longer than the screen."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from shutil import which
from typing import Literal

import msgspec

from bpjscli.errors import BpjsError
from bpjscli.i18n import say as _

ORDINARY = ("less", "-FRX")  # ends where all fits, keeps colours, and leaves the text on the screen


def pager_command(environ: Mapping[str, str]) -> list[str] | None:
    """The command of BPJS_PAGER, else PAGER, else less; `None` where there is none, or it is empty or cat."""
    if environ.get("TERM", "dumb") == "dumb":
        return None
    named = environ.get("BPJS_PAGER", environ.get("PAGER"))
    try:
        command = list(ORDINARY) if named is None else shlex.split(named)
    except ValueError:  # a quotation that does not end
        return None
    return command if command and command[0] != "cat" and which(command[0], path=environ.get("PATH")) else None


def is_longer(text: str, height: int) -> bool:
    """Whether `text` and a prompt take more than `height` lines."""
    return text.count("\n") >= height


def without_links(text: str) -> str:
    """`text` without the escape sequences of hyperlinks, which few pagers but less know."""
    return re.sub("\x1b]8;[^\x1b]*\x1b\\\\", "", text)


def show_paged(text: str, command: list[str], environ: Mapping[str, str]) -> bool:
    """Show `text` through `command`; whether that could be started. Leaving it early is no fault."""
    try:
        process = subprocess.Popen(  # noqa: S603  # the user's own pager, from the user's own environment
            command, stdin=subprocess.PIPE, env={"LESS": "FRX", "LESSCHARSET": "utf-8", "LV": "-c", **environ}
        )
    except OSError:
        return False
    assert process.stdin is not None  # noqa: S101  # a pipe was asked for
    with suppress(BrokenPipeError):
        process.stdin.write(text.encode("utf-8", "backslashreplace"))
    with suppress(BrokenPipeError):
        process.stdin.close()
    while True:
        try:
            process.wait()
        except KeyboardInterrupt:  # the pager's own business
            continue
        return True


DELIMITED = ("csv", "tsv")


class Look(msgspec.Struct, frozen=True):
    """What the options say; `table_id` is that of the one table to show."""

    color: Literal["auto", "always", "never"] = "auto"
    pager: bool = True
    table_id: str | None = None
    bom: bool = False
    raw_csv: bool = False
    notes: Literal["none", "short", "full"] | None = None

    def refuse_for(self, format_name: str) -> None:
        """Raise `BpjsError` for an option that would change nothing in this format."""
        given = {"--table": self.table_id is not None, "--bom": self.bom, "--raw-csv": self.raw_csv}
        for option in (option for option, chosen in given.items() if chosen and format_name not in DELIMITED):
            raise BpjsError(
                _(
                    "{option} goes with --format csv or --format tsv, not with {format_name}",
                    option=option,
                    format_name=format_name,
                )
            )

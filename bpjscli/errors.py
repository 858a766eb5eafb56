"""The one base exception, which becomes an exit code in one place (`bpjscli.__main__`)."""

from __future__ import annotations

import sys
from enum import IntEnum


class Exit(IntEnum):
    """Exit codes, as the README documents them; a signal that ends the process adds its own."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    BAD_BASE = 3
    UNDECIDABLE = 4
    OUTPUT = 5
    BUG = 70
    INTERRUPTED = 130
    CLOSED_PIPE = 141


class BpjsError(Exception):
    """Something the user can act on: a message, and the exit code that goes with it."""

    def __init__(self, message: str, exit_code: Exit = Exit.USAGE) -> None:
        super().__init__(message)
        self.message = message
        self.exit_code = exit_code

    @property
    def shown(self) -> str:
        """What stderr gets: the message behind the name of the program."""
        return f"bpjs: {self.message}"


class LocatedError(BpjsError):
    """An error whose lines begin with where they are about: `file:line: error: …`."""

    @property
    def shown(self) -> str:
        """What stderr gets: the message as it is."""
        return self.message


class OptionError(BpjsError):
    """The value of an option or argument that cannot be used; `option` is its name, such as `--period`.

    The message begins with the name, unless it says by itself what it is about.
    """

    def __init__(self, option: str, message: str, *, named: bool = True) -> None:
        super().__init__(f"{option}: {message}" if named else message)
        self.option = option


def quoted(text: str, limit: int = 60) -> str:
    """`text` in double quotes, for a message: cut after `limit` characters, what does not print shown as an escape.

    A control or bidirectional character would otherwise act on the terminal of whoever reads the message.
    """
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return '"' + "".join(c if c.isprintable() else ascii(c)[1:-1] for c in cut) + '"'


def how_to_install(extra: str) -> str:
    """The command that adds the packages of an extra to this very installation, from a clone or from an index alike.

    Double quotes are right for every shell, also for that of Windows.
    """
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    return f'{python} -m pip install "bpjscli[{extra}]"'


STOPPED_BY: list[BaseException] = []
"""What signals raised that asked this process to stop; Ctrl-C raises an exception of its own."""

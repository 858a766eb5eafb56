"""Reads one TOML file, once and whole, and turns whatever may go wrong into a problem."""

from __future__ import annotations

import errno
import os
import stat
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from bpjscli.facts.files.limits import BYTES_VARIABLE, MOST_BYTES, over_limits
from bpjscli.facts.model import Place
from bpjscli.facts.problems import Problems

if TYPE_CHECKING:
    from bpjscli.facts.files.locate import Locator, Trail

_PIECE: Final = 2**20  # bytes
_WHY: Final[dict[int | None, str]] = {
    errno.ENOENT: "there is no such file",
    errno.ENOTDIR: "part of its path is not a folder",
    errno.EACCES: "you may not read it",
    errno.EPERM: "you may not read it",
    errno.ELOOP: "its symbolic links lead in a circle",
    errno.ENAMETOOLONG: "its name is too long",
}
_KINDS: Final = (
    (stat.S_ISDIR, "is a folder"),
    (stat.S_ISFIFO, "is a pipe"),
    (stat.S_ISCHR, "is a device"),
    (stat.S_ISBLK, "is a device"),
    (stat.S_ISSOCK, "is a socket"),
)


class UnreadableError(Exception):
    """Why a file cannot be had: the code and the message."""


class Document:
    """One file: how it is shown, its text, its tables, and the way from either to a line."""

    def __init__(self, path: Path, display: str, text: str, table: dict[str, Any], problems: Problems) -> None:
        self.path = path
        self.display = display
        self.text = text
        self.table = table
        self._problems = problems

    @cached_property
    def locator(self) -> Locator:
        """What finds lines, made when one is first asked for: most runs ask for none."""
        from bpjscli.facts.files.locate import Locator

        return Locator(self.text)

    def report(self, code: str, message: str, *path: str | int, once: bool = False) -> None:
        """Says that something is wrong at `path`; with `once`, see `Problems.add`."""
        self._problems.add(code, message, self.place(path), once=once)

    def place(self, path: Trail) -> Place:
        """The file and line of `path`."""
        return Place(self.display, self.locator.line(path))


def read(path: Path, display: str, problems: Problems, limit: int = MOST_BYTES) -> Document | None:
    """The file at `path`, of at most `limit` bytes, parsed; `None` with one problem reported where that fails.

    Numbers with a point or an exponent keep their digits, as `Decimal`.
    """
    try:
        text = decoded(contents(path, limit))
    except UnreadableError as error:
        code, message, line = error.args
        problems.add(code, message, Place(display, line))
        return None
    excess = over_limits(text)
    if excess is not None:
        problems.add("F154", excess[1], Place(display, excess[0]))
        return None
    import tomli

    try:
        table = tomli.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError, ArithmeticError) as error:  # numbers of 5 000 digits, or an exponent of 20
        from bpjscli.facts.files.syntax import explained

        code, line, message = explained(error, text)
        problems.add(code, message, Place(display, line))
        return None
    return Document(path, display, text, table, problems)


def contents(path: Path, limit: int) -> bytes:
    """The bytes of a regular file, read once; whatever else may go by that path is not read from."""
    try:
        _must_be_regular(path.stat())
        # without O_NONBLOCK a pipe put in the file's place in this moment would hang the run
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            status = os.fstat(handle)
            _must_be_regular(status)
            data = _at_most(file, limit + 1) if status.st_size <= limit else b""
    except (OSError, ValueError) as error:  # a NUL in the name is a ValueError
        known = _WHY.get(error.errno, error.strerror) if isinstance(error, OSError) else "its name has a NUL in it"
        if str(path) == "-":
            known = "a fact base is not read from standard input; save it in a file and name that"
        raise UnreadableError("F151", f"the file cannot be read: {known}", 1) from error
    size = max(status.st_size, len(data))
    if size > limit:
        hint = f"set {BYTES_VARIABLE} to raise the limit, or split the file and include its parts"
        raise UnreadableError("F152", f"the file has {size:,} bytes and {limit:,} are allowed; {hint}", 1)
    return data


def _at_most(file: BinaryIO, size: int) -> bytes:
    """So many bytes, or all there are: to read them at once would set memory aside for the whole of a high limit."""
    data = bytearray()
    while part := file.read(min(size - len(data), _PIECE)):
        data += part
    return bytes(data)


def _must_be_regular(status: os.stat_result) -> None:
    for is_kind, words in _KINDS:
        if is_kind(status.st_mode):
            raise UnreadableError("F151", f"the path {words}; name a TOML file, such as figures.toml", 1)


def decoded(data: bytes) -> str:
    """The text, without the one byte order mark that a file may begin with."""
    at = data.find(0)  # UTF-16 without its mark is valid UTF-8, with a NUL beside every letter
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        at = error.start
    if at >= 0:
        message = f"byte 0x{data[at]:02X} at offset {at} is not UTF-8 text; {_likely(data, at)}; save it as UTF-8"
        raise UnreadableError("F153", message, data.count(b"\n", 0, at) + 1)
    return text.removeprefix("\ufeff")


def _likely(data: bytes, at: int) -> str:
    """The encoding that the bytes suggest."""
    begin = data[:200]
    if begin.startswith((b"\xff\xfe", b"\xfe\xff")) or begin.count(0) > len(begin) // 4:
        return "the file looks like UTF-16"
    if data[at] == 0:
        return "a text has no NUL in it"
    if any(0x80 <= byte <= 0x9F for byte in data[at : at + 4096]):
        return "the file looks like Windows-1252, or it is no text"
    return "the file looks like Latin-1"

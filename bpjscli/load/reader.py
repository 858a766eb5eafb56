"""Reads one TOML file, once and whole; what may go wrong becomes a diagnostic, and what was read knows its lines."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from bpjscli.i18n import N_
from bpjscli.i18n import say as _
from bpjscli.load.diagnostics import Diagnostics
from bpjscli.model.facts import Figure, Location, Source
from bpjscli.shipped import name_shipped_file
from bpjscli.toml.limits import BYTES_VARIABLE, MOST_BYTES, find_excess

if TYPE_CHECKING:
    from bpjscli.toml.locate import Locator, Trail

_PIECE: Final = 2**20  # bytes
_WHY: Final[dict[int | None, str]] = {
    errno.ENOENT: N_("there is no such file"),
    errno.ENOTDIR: N_("part of its path is not a folder"),
    errno.EACCES: N_("you may not read it"),
    errno.EPERM: N_("you may not read it"),
    errno.ELOOP: N_("its symbolic links lead in a circle"),
    errno.ENAMETOOLONG: N_("its name is too long"),
}
_KINDS: Final = (
    (stat.S_ISDIR, N_("is a folder")),
    (stat.S_ISFIFO, N_("is a pipe")),
    (stat.S_ISCHR, N_("is a device")),
    (stat.S_ISBLK, N_("is a device")),
    (stat.S_ISSOCK, N_("is a socket")),
)


class UnreadableError(Exception):
    """Why a file cannot be had: the code and the message."""


class TomlFile:
    """One file: how it is shown, its text, its tables, and the way from either to a line."""

    def __init__(self, path: Path, display: str, text: str, table: dict[str, Any], problems: Diagnostics) -> None:
        self.path = path
        self.display = display
        self.text = text
        self.table = table
        self._problems = problems

    @cached_property
    def locator(self) -> Locator:
        """What finds lines, made when one is first asked for: most runs ask for none."""
        from bpjscli.toml.locate import Locator

        return Locator(self.text)

    def report(self, code: str, message: str, *path: str | int, once: bool = False) -> None:
        """Says that something is wrong at `path`; with `once`, see `Problems.add`."""
        self._problems.add(code, message, self.place(path), once=once)

    def place(self, path: Trail) -> Location:
        """The file and line of `path`."""
        return Location(self.display, self.locator.line(path))


def read_toml_file(path: Path, display: str, problems: Diagnostics, limit: int = MOST_BYTES) -> TomlFile | None:
    """The file at `path`, of at most `limit` bytes, parsed; `None` with one problem reported where that fails.

    Numbers with a point or an exponent keep their digits, as `Decimal`.
    """
    try:
        text = decode(read_contents(path, limit))
    except UnreadableError as error:
        code, message, line = error.args
        problems.add(code, message, Location(display, line))
        return None
    excess = find_excess(text)
    if excess is not None:
        problems.add("F154", excess[1], Location(display, excess[0]))
        return None
    import tomli

    try:
        table = tomli.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError, ArithmeticError) as error:  # numbers of 5 000 digits, or an exponent of 20
        from bpjscli.toml.explain import explain_syntax

        code, line, message = explain_syntax(error, text)
        problems.add(code, message, Location(display, line))
        return None
    return TomlFile(path, display, text, table, problems)


def read_contents(path: Path, limit: int) -> bytes:
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
        known = _("its name has a NUL in it")
        if isinstance(error, OSError):
            known = _(_WHY[error.errno]) if error.errno in _WHY else str(error.strerror)
        if str(path) == "-":
            known = _("a fact base is not read from standard input; save it in a file and name that")
        raise UnreadableError("F151", _("the file cannot be read: {reason}", reason=known), 1) from error
    size = max(status.st_size, len(data))
    if size > limit:
        hint = _("set {variable} to raise the limit, or split the file and include its parts", variable=BYTES_VARIABLE)
        raise UnreadableError(
            "F152",
            _("the file has {size:,} bytes and {most:,} are allowed; {hint}", size=size, most=limit, hint=hint),
            1,
        )
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
            raise UnreadableError(
                "F151", _("the path {words}; name a TOML file, such as figures.toml", words=_(words)), 1
            )


def decode(data: bytes) -> str:
    """The text, without the one byte order mark that a file may begin with."""
    at = data.find(0)  # UTF-16 without its mark is valid UTF-8, with a NUL beside every letter
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        at = error.start
    if at >= 0:
        message = _(
            "byte 0x{data:02X} at offset {at} is not UTF-8 text; {likely}; save it as UTF-8",
            data=data[at],
            at=at,
            likely=_likely(data, at),
        )
        raise UnreadableError("F153", message, data.count(b"\n", 0, at) + 1)
    return text.removeprefix("\ufeff")


def _likely(data: bytes, at: int) -> str:
    """The encoding that the bytes suggest."""
    begin = data[:200]
    if begin.startswith((b"\xff\xfe", b"\xfe\xff")) or begin.count(0) > len(begin) // 4:
        return _("the file looks like UTF-16")
    if data[at] == 0:
        return _("a text has no NUL in it")
    if any(0x80 <= byte <= 0x9F for byte in data[at : at + 4096]):
        return _("the file looks like Windows-1252, or it is no text")
    return _("the file looks like Latin-1")


_CONTROL: Final = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029"
_INVISIBLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e0fff"
)
_MARK: Final = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_SUSPICIOUS = re.compile(f"[{_CONTROL}{_INVISIBLE}{_MARK}]")
_CONTROLS = f"[{_CONTROL}]"
_CONTROLS_AND_BREAKS = f"[{_CONTROL}\t\n]"
_UNSEEN = rf"[{_INVISIBLE}]|(?:(?<=\s)|\A)[{_MARK}]"  # a lone mark sits on the wrong letter, or on none

_OWN_WORDS: Final = frozenset({"note", "accepted"})
_READ_BY_PEOPLE: Final = _OWN_WORDS | {"title", "publisher", "speaker", "dateline", "locator"}


def clean(document: TomlFile) -> None:
    """Reports hidden characters in every text of the file, and takes out of its tables those that are errors.

    What is taken out was reported, and would otherwise be reported again as an unknown name. Most files need no look.
    """
    text = document.text
    if '"""' in text or "'''" in text or "\\" in text or "\t" in text or _has_suspicious(text):
        for holder, key, trail in list(_texts(document.table)):
            holder[key] = _cleaned(document, holder[key], trail)


def _has_suspicious(text: str) -> bool:
    return not text.isascii() and _SUSPICIOUS.search(text) is not None


def _texts(table: dict[str, Any]) -> Iterator[tuple[Any, str | int, tuple[str | int, ...]]]:
    """Every text in the tables: what holds it, its key there, and its trail from the top."""
    waiting: list[tuple[Any, tuple[str | int, ...]]] = [(table, ())]
    while waiting:
        holder, trail = waiting.pop()
        for key, value in holder.items() if isinstance(holder, dict) else enumerate(holder):
            if isinstance(value, str):
                yield holder, key, (*trail, key)
            elif isinstance(value, (dict, list)):
                waiting.append((value, (*trail, key)))


def _cleaned(document: TomlFile, text: str, trail: tuple[str | int, ...]) -> str:
    key = next(part for part in reversed(trail) if isinstance(part, str))
    controls = _CONTROLS if key in _OWN_WORDS else _CONTROLS_AND_BREAKS
    match = re.search(controls, text)
    if match:
        message = _("{key} has the control character {name} in it; delete it", key=key, name=_named(match.group()))
        document.report("F131", message, *trail)
        text = re.sub(controls, "", text)
    match = _SUSPICIOUS.search(text) and re.search(_UNSEEN, text)
    if match and key in _READ_BY_PEOPLE:
        document.report(
            "F133",
            _("{key} has {name} in it, which cannot be seen; delete it", key=key, name=_named(match.group())),
            *trail,
        )
    elif match:
        document.report(
            "F132",
            _("{key} has {name} in it, which cannot be seen; delete it", key=key, name=_named(match.group())),
            *trail,
        )
        text = re.sub(_UNSEEN, "", text)
    return text


def _named(character: str) -> str:
    import unicodedata

    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}" + (f" ({name.lower()})" if name else "")


class Lines:
    """The lines of figures, sources and identities, found when one is asked for."""

    def __init__(self, documents: Sequence[TomlFile]) -> None:
        self._documents = {document.display: document for document in documents}

    def place_of(self, figure: Figure) -> Location:
        """The file and line of a figure."""
        document = self._documents[figure.source.file]
        return document.place(("source", figure.source.order, "figures", figure.order))

    def of_figure(self, figure: Figure) -> int:
        """The line of a figure."""
        return self.place_of(figure).line

    def of_source(self, source: Source) -> int:
        """The line where the block of a source begins."""
        return self._documents[source.file].place(("source", source.order)).line

    def of_identity(self, id_: str) -> Location:
        """Where the fact base has an identity; the top of the shipped vocabulary for one that it has not."""
        place = self._identities.get(id_)
        if place is None:
            return Location(name_shipped_file("vocabulary.toml"), 1)
        document, number = place
        return document.place(("identity", number, "holds"))

    @cached_property
    def _identities(self) -> dict[str, tuple[TomlFile, int]]:
        """The file of each identity, and which of its blocks it is."""
        return {
            block["id"]: (document, number)
            for document in self._documents.values()
            for number, block in enumerate(document.table.get("identity", ()))
        }

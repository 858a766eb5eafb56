"""Finds what was kept of a base and sees that it is still what loading would give; keeps what was loaded."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from zlib import crc32

import msgspec

from bpjscli import __version__
from bpjscli.facts.files.include import displayed, gather
from bpjscli.facts.files.limits import most_bytes
from bpjscli.facts.files.reader import Document, UnreadableError, contents, decoded
from bpjscli.facts.kept import folder
from bpjscli.facts.kept.form import Entry, File, base_of, entry_of, from_bytes, to_bytes
from bpjscli.facts.lines import Lines
from bpjscli.facts.model import FactBase
from bpjscli.facts.problems import Problems
from bpjscli.facts.shipped import VOCABULARY, data_file

NameOf = Callable[[Path], str]


class _ChangedError(Exception):
    """A file is not what it was when the entry was made."""


class Keeper:
    """What is kept in the folder `place` of the base in the file at `path`, if that has at least so many bytes.

    `name_of` is what diagnostics call a file.
    """

    def __init__(self, path: Path, name_of: NameOf | None, place: Path, worthwhile: int) -> None:
        self._path = path
        self._name_of = name_of or displayed
        self._base_name = (name_of or str)(path)
        self._place = place
        self._worthwhile = worthwhile

    def find(self) -> FactBase | None:
        """The base as it was loaded from these very files by this very program; `None` where nobody has."""
        data = folder.get(self._place, self.name)
        if data is None:
            return None
        try:
            entry = from_bytes(data)
            if entry.stamp != _stamp():
                return None
            return base_of(entry, self._base_name, Lines(self._unchanged(entry)))
        except (msgspec.DecodeError, _ChangedError, ArithmeticError, LookupError, TypeError, ValueError):
            return None

    def keep(self, base: FactBase, documents: Sequence[Document]) -> None:
        """Keeps `base`, which was loaded from `documents`, where that is worth it."""
        if sum(len(document.text) for document in documents) < self._worthwhile:
            return
        try:
            files = [self._file(document) for document in documents]
            folder.put(self._place, self.name, to_bytes(entry_of(_stamp(), base, files)))
        except (_ChangedError, OSError, TypeError, ValueError):
            return

    @property
    def name(self) -> str:
        """The name of the entry: one for each base and each way to call it."""
        real, display = os.path.realpath(self._path), self._name_of(self._path)
        return f"{crc32(os.fsencode(real)):08x}-{crc32(display.encode()):08x}"

    def _unchanged(self, entry: Entry) -> list[Document]:
        """The files of the base. Raises `_ChangedError` where they are not the same, byte for byte."""
        expected = iter(entry.files)
        limit = most_bytes()

        def read(path: Path, display: str, problems: Problems, _: int) -> Document:
            file = next(expected, None)
            if file is None or file.display != display or _bytes_of(path, limit) != file.contents:
                raise _ChangedError
            identities = [{"id": identity} for identity in file.identities]
            table = {"include": file.include, "identity": identities}
            return Document(path, display, decoded(file.contents), table, problems)

        problems = Problems()
        documents = gather(self._path, problems, self._name_of, read)
        if problems.found or next(expected, None) is not None:
            raise _ChangedError
        return documents

    @staticmethod
    def _file(document: Document) -> File:
        data = _bytes_of(document.path, most_bytes())
        if decoded(data) != document.text:
            raise _ChangedError
        identities = [block["id"] for block in document.table.get("identity", ())]
        return File(document.display, data, document.table.get("include", []), identities)


def _stamp() -> str:
    """What made the entry: a byte changed in the code or the vocabulary of bpjs makes it another."""
    package = Path(__file__).resolve().parent.parent
    found = 0
    for file in (*sorted(package.rglob("*.py")), *map(data_file, VOCABULARY)):
        found = crc32(file.read_bytes(), found)
    return f"{__version__} {sys.version} {msgspec.__version__} {found:08x}"


def _bytes_of(path: Path, limit: int) -> bytes:
    try:
        return contents(path, limit)
    except UnreadableError as error:
        raise _ChangedError from error

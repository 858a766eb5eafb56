"""The cache of loaded fact bases: finds an entry, sees that it is still what loading would give, stores new ones."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final
from zlib import crc32

import msgspec

from bpjscli import __version__
from bpjscli.i18n import spoken
from bpjscli.load.cache_folder import read_entry, write_entry
from bpjscli.load.cache_format import CachedFile, CacheEntry, from_bytes, make_entry, restore_base, to_bytes
from bpjscli.load.diagnostics import Diagnostics
from bpjscli.load.include import display_path, gather_files
from bpjscli.load.reader import Lines, TomlFile, UnreadableError, decode, read_contents
from bpjscli.model.facts import FactBase
from bpjscli.shipped import VOCABULARY, find_data_file
from bpjscli.toml.limits import read_byte_limit

_ROOMS: Final = ("model", "numerals", "toml", "load")  # where the code lies that makes a base of files

NameOf = Callable[[Path], str]


class _ChangedError(Exception):
    """A file is not what it was when the entry was made."""


class BaseCache:
    """What is kept in the folder `place` of the base in the file at `path`, if that has at least so many bytes.

    `name_of` is what diagnostics call a file.
    """

    def __init__(self, path: Path, name_of: NameOf | None, place: Path, worthwhile: int) -> None:
        self._path = path
        self._name_of = name_of or display_path
        self._base_name = (name_of or str)(path)
        self._place = place
        self._worthwhile = worthwhile

    def find(self) -> FactBase | None:
        """The base as it was loaded from these very files by this very program; `None` where nobody has."""
        data = read_entry(self._place, self.name)
        if data is None:
            return None
        try:
            entry = from_bytes(data)
            if entry.stamp != _stamp():
                return None
            return restore_base(entry, self._base_name, Lines(self._unchanged(entry)))
        except (msgspec.DecodeError, _ChangedError, ArithmeticError, LookupError, TypeError, ValueError):
            return None

    def keep(self, base: FactBase, documents: Sequence[TomlFile]) -> None:
        """Keeps `base`, which was loaded from `documents`, where that is worth it."""
        if sum(len(document.text) for document in documents) < self._worthwhile:
            return
        try:
            files = [self._file(document) for document in documents]
            write_entry(self._place, self.name, to_bytes(make_entry(_stamp(), base, files)))
        except (_ChangedError, OSError, TypeError, ValueError):
            return

    @property
    def name(self) -> str:
        """The name of the entry: one for each base, each way to call it, and each language of its diagnostics."""
        real, display = os.path.realpath(self._path), self._name_of(self._path)
        return f"{crc32(os.fsencode(real)):08x}-{crc32(display.encode()):08x}{'' if spoken() == 'en' else '-id'}"

    def _unchanged(self, entry: CacheEntry) -> list[TomlFile]:
        """The files of the base. Raises `_ChangedError` where they are not the same, byte for byte."""
        expected = iter(entry.files)
        limit = read_byte_limit()

        def read(path: Path, display: str, problems: Diagnostics, _: int) -> TomlFile:
            file = next(expected, None)
            if file is None or file.display != display or _bytes_of(path, limit) != file.contents:
                raise _ChangedError
            identities = [{"id": identity} for identity in file.identities]
            table = {"include": file.include, "identity": identities}
            return TomlFile(path, display, decode(file.contents), table, problems)

        problems = Diagnostics()
        documents = gather_files(self._path, problems, self._name_of, read)
        if problems.found or next(expected, None) is not None:
            raise _ChangedError
        return documents

    @staticmethod
    def _file(document: TomlFile) -> CachedFile:
        data = _bytes_of(document.path, read_byte_limit())
        if decode(data) != document.text:
            raise _ChangedError
        identities = [block["id"] for block in document.table.get("identity", ())]
        return CachedFile(document.display, data, document.table.get("include", []), identities)


def _stamp() -> str:
    """What made the entry: a byte changed in the code or the vocabulary of bpjs makes it another."""
    package = Path(__file__).resolve().parent.parent
    code = [file for room in _ROOMS for file in sorted((package / room).rglob("*.py"))]
    checksum = 0
    for file in (*code, *map(find_data_file, VOCABULARY)):
        checksum = crc32(file.read_bytes(), checksum)
    return f"{__version__} {sys.version} {msgspec.__version__} {checksum:08x}"


def _bytes_of(path: Path, limit: int) -> bytes:
    try:
        return read_contents(path, limit)
    except UnreadableError as error:
        raise _ChangedError from error

"""Where entries lie, and how they are read and written: whatever fails there, a run goes on without them."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final
from zlib import crc32

VARIABLE: Final = "BPJS_CACHE"
MOST_ENTRIES: Final = 8
_MAGIC: Final = b"bpjs kept base 1\n"
_SUFFIX: Final = ".kept"
_READING: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
"""A pipe that stands in the place of an entry is not waited for."""

_WRITING: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_OTHERS_WRITE: Final = stat.S_IWGRP | stat.S_IWOTH


def find_cache_folder(environment: Mapping[str, str]) -> Path | None:
    """The folder that the environment names, with its path in full: `None` for none, for "off" and the like."""
    chosen = environment.get(VARIABLE, "").strip()
    if chosen:
        folder = Path(chosen)
    elif environment.get("XDG_CACHE_HOME"):
        folder = Path(environment["XDG_CACHE_HOME"], "bpjs")
    elif (home := Path(environment.get("HOME", ""))).is_dir():
        folder = home / ".cache" / "bpjs"
    else:
        return None
    return folder if folder.is_absolute() else None  # a relative one would be another in every folder


def read_entry(place: Path, name: str) -> memoryview | None:
    """The entry of that name; `None` where there is none that is whole and this user's alone to write."""
    try:
        handle = os.open(place / f"{name}{_SUFFIX}", _READING)
        with os.fdopen(handle, "rb") as file:
            status = os.fstat(handle)
            if not (stat.S_ISREG(status.st_mode) and _is_own(status) and _is_own(place.stat())):
                return None
            data = memoryview(file.read())
    except (OSError, ValueError):
        return None
    head = len(_MAGIC) + 4
    whole = bytes(data[:head]) == _MAGIC + _checksum(data[head:])
    return data[head:] if whole else None


def write_entry(place: Path, name: str, data: bytes) -> None:
    """Keeps an entry, in one replacement, and lets the oldest go where there are many."""
    draft = place / f"{name}.{os.getpid()}.draft"
    with suppress(OSError, ValueError):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_own(place.stat()):
            return
        try:
            handle = os.open(draft, _WRITING, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.writelines((_MAGIC, _checksum(data), data))
            draft.replace(place / f"{name}{_SUFFIX}")
        finally:
            draft.unlink(missing_ok=True)
        _forget_oldest(place)


def _forget_oldest(place: Path) -> None:
    with os.scandir(place) as entries:
        ours = [entry for entry in entries if entry.name.endswith((_SUFFIX, ".draft"))]
    for entry in sorted(ours, key=lambda entry: entry.stat().st_mtime, reverse=True)[MOST_ENTRIES:]:
        Path(entry.path).unlink(missing_ok=True)


def _is_own(status: os.stat_result) -> bool:
    """Whether nobody else may have written there: what is kept is not read again from the base it was made of."""
    if not hasattr(os, "geteuid"):
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & _OTHERS_WRITE


def _checksum(data: bytes | memoryview) -> bytes:
    return crc32(data).to_bytes(4, "big")

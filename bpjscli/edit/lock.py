"""One writer at a time: a lock on the folder of a file, which the kernel gives back whatever happens to its holder."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from glob import escape
from pathlib import Path

from bpjscli.errors import BpjsError, Exit

PATIENCE = 10.0  # seconds, far longer than a change takes
_PAUSE = 0.05
_held: set[Path] = set()  # by this process, which would otherwise wait for itself


@contextmanager
def locked(*files: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the folders of `files`, waiting up to `patience` seconds for each; one that is held already is passed over.

    What a killed run has left of its temporary files is removed. Raises `BpjsError` (exit code 5) where another run
    holds a folder for longer, or it cannot be locked at all.
    """
    with ExitStack() as held:
        for folder in sorted({Path(os.path.realpath(file)).parent for file in files} - _held):
            held.enter_context(_locked_folder(folder, patience))
        for file in files:
            _remove_leftovers(Path(os.path.realpath(file)))
        yield


@contextmanager
def _locked_folder(folder: Path, patience: float) -> Iterator[None]:
    try:
        import fcntl
    except ModuleNotFoundError:  # pragma: no cover - Windows, where a folder cannot be locked
        yield
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise BpjsError(f"bpjs: cannot lock {folder}: {error.strerror}", Exit.OUTPUT) from error
    try:
        end = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() >= end:
                    said = f"another run of bpjs is writing in {folder}; try again when it has finished"
                    raise BpjsError(f"bpjs: {said}", Exit.OUTPUT) from error
                time.sleep(_PAUSE)
            except OSError as error:
                raise BpjsError(f"bpjs: cannot lock {folder}: {error.strerror}", Exit.OUTPUT) from error
        _held.add(folder)
        yield
    finally:
        _held.discard(folder)
        os.close(handle)


def _remove_leftovers(file: Path) -> None:
    for leftover in file.parent.glob(f".{escape(file.name)}.bpjs-*"):
        with suppress(OSError):
            leftover.unlink()

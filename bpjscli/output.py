"""Writing results: to stdout, or to a file that is replaced whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from bpjscli.errors import BpjsError, Exit


def write(text: str | bytes, path: Path | None) -> None:
    """Write `text` (UTF-8) to `path`, or to stdout where it is `None`.

    A regular file is written beside itself, synced and renamed, so that a reader sees the old text or the new one; a
    file that already has this content is not touched. Raises `BpjsError` (exit code 5) where that fails, and
    `BrokenPipeError` where the reader of stdout has gone.
    """
    content = text.encode("utf-8", "backslashreplace") if isinstance(text, str) else text
    if path is None:
        _to_stdout(content)
        return
    try:
        _to_file(content, path)
    except OSError as error:
        raise BpjsError(f"bpjs: cannot write {path}: {error.strerror or error}", Exit.OUTPUT) from error


def _to_stdout(content: bytes) -> None:
    if sys.stdout is None:
        raise BpjsError("bpjs: cannot write the result: standard output is closed", Exit.OUTPUT)
    try:
        encoding = (sys.stdout.encoding or "utf-8").lower().replace("-", "")
        if encoding in ("utf8", "utf_8"):
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
        else:
            text = content.decode("utf-8", "replace").encode(encoding, "backslashreplace").decode(encoding)
            sys.stdout.write(text)
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise BpjsError(f"bpjs: cannot write the result to standard output: {error.strerror}", Exit.OUTPUT) from error


def _to_file(content: bytes, path: Path) -> None:
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    mode: int | None = None
    if target.exists():
        status = target.stat()
        if stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError(21, "it is a directory")
        if not stat.S_ISREG(status.st_mode):  # a device or a pipe cannot be replaced
            target.write_bytes(content)
            return
        if target.read_bytes() == content:
            return
        mode = stat.S_IMODE(status.st_mode)
    temporary = target.with_name(f".{target.name}.bpjs-{os.getpid()}")
    try:
        with temporary.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable, where the file system offers it."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)

"""Writing results: to stdout, or to a file that is replaced whole or not at all, one writer at a time."""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from glob import escape
from pathlib import Path
from typing import IO

from bpjscli.errors import BpjsError, Exit
from bpjscli.i18n import say as _
from bpjscli.progress import PROGRESS

PATIENCE = 10.0  # seconds, far longer than a change takes
_PAUSE = 0.05
_held: set[Path] = set()  # by this process, which would otherwise wait for itself


@contextmanager
def lock_folder(*files: Path, patience: float = PATIENCE) -> Iterator[None]:
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
        raise BpjsError(
            _("cannot lock {folder}: {reason}", folder=folder, reason=error.strerror), Exit.OUTPUT
        ) from error
    try:
        end = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() >= end:
                    said = _(
                        "another run of bpjs is writing in {folder}; try again when it has finished", folder=folder
                    )
                    raise BpjsError(f"{said}", Exit.OUTPUT) from error
                time.sleep(_PAUSE)
            except OSError as error:
                raise BpjsError(
                    _("cannot lock {folder}: {reason}", folder=folder, reason=error.strerror), Exit.OUTPUT
                ) from error
        _held.add(folder)
        yield
    finally:
        _held.discard(folder)
        os.close(handle)


def _remove_leftovers(file: Path) -> None:
    for leftover in file.parent.glob(f".{escape(file.name)}.bpjs-*"):
        with suppress(OSError):
            leftover.unlink()


_ACTING = ("Cc", "Cf", "Cs", "Zl", "Zp")  # categories of characters that control, hide, turn round, or break lines


def mend_streams() -> None:
    """Make stdout and stderr fit to write to: a character that their encoding lacks is escaped.

    Where the process was started without them, writing to stdout fails, and what goes to stderr is dropped.
    """
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115  # open as long as the process lives
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # likewise
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def complain(message: str) -> None:
    """Write a line to stderr, behind the name of the program."""
    write_error(f"bpjs: {message}")


def write_error(message: str) -> None:
    """Write `message` to stderr, with nothing in it that acts on a terminal; where that fails, the exit code says it.

    What a message quotes may be a stranger's: a setting, or the name of a folder.
    """
    if not message.replace("\n", "").isprintable():
        import unicodedata

        message = "".join(c if unicodedata.category(c) not in _ACTING or c == "\n" else ascii(c)[1:-1] for c in message)
    PROGRESS.finished()
    with suppress(OSError):
        sys.stderr.write(f"{message}\n")
        sys.stderr.flush()


def write(content: str | bytes, path: Path | None) -> None:
    """Write `content` to `path` (text in UTF-8), or to stdout (text in its encoding) where `path` is `None` or "-".

    A regular file is written beside itself, synced and renamed, so that a reader sees the old content or the new one; a
    file that already has this content is not touched, and runs that write in one folder take turns. A file that cannot
    be renamed over is written in place, after a copy. Raises `BpjsError` (exit code 5) where that fails, and
    `BrokenPipeError` where the reader of a pipe has gone.
    """
    PROGRESS.finished()
    if path is None or str(path) == "-":
        _to_stdout(content)
        return
    try:
        _to_file(content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content, path)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise BpjsError(
            _("cannot write {path}: {reason}", path=path, reason=error.strerror or error), Exit.OUTPUT
        ) from error


def _to_stdout(content: str | bytes) -> None:
    stream = sys.stdout
    if not stream.writable():
        raise BpjsError(_("cannot write the result: standard output is closed"), Exit.OUTPUT)
    encoded = content.encode(stream.encoding or "utf-8", "backslashreplace") if isinstance(content, str) else content
    try:
        stream.flush()
        stream.buffer.write(encoded)
        stream.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise BpjsError(
            _("cannot write the result to standard output: {reason}", reason=error.strerror), Exit.OUTPUT
        ) from error


def _to_file(content: bytes, path: Path) -> None:
    if path.exists():
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            raise IsADirectoryError(errno.EISDIR, _("it is a directory"))
        if not stat.S_ISREG(kind) or _is_stream(path):
            _append(content, path)
            return
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))

    with lock_folder(target):
        replace_file(content, target)


def _is_stream(path: Path) -> bool:
    """Whether `path` is the name of an open file, such as /dev/stdout: what it leads to is not to be replaced."""
    parts = path.absolute().parts
    return parts[:2] == ("/", "proc") or (
        parts[:2] == ("/", "dev") and parts[2:3] in (("fd",), ("stdout",), ("stderr",))
    )


def _append(content: bytes, path: Path) -> None:
    """Write to a device, a pipe, or an open file, which may hold something already."""
    handle = os.open(path, os.O_WRONLY | os.O_APPEND)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)


_NO_RENAME = {errno.EBUSY, errno.EXDEV, errno.EROFS, errno.EACCES, errno.EPERM}


def replace_file(content: bytes, target: Path, *, sync: bool = True) -> None:
    """Put `content` in the place of a regular file, or of none; who may read and write it stays.

    A file that has this content already is left alone. The temporary file must be new: a link that somebody has put
    there is not followed. Without `sync`, the caller sees to it that the folder is synced, too.

    Where a file cannot be renamed over (a single file that is mounted, a folder that only others may write to), or the
    new one could not be made its owner's, the file itself is written, after a copy: see `_write_in_place`.
    """
    exists = target.exists()
    if exists and _holds(target, content):
        return
    try:
        _rename_over(content, target, exists=exists)
    except OSError as error:
        if not exists or error.errno not in _NO_RENAME:
            raise
        _write_in_place(content, target)
        return
    if sync:
        sync_folder(target.parent)


def _holds(file: Path, content: bytes) -> bool:
    """Whether a file has this content; one of another size, which may be larger than the memory, is not read."""
    return file.stat().st_size == len(content) and file.read_bytes() == content


def _rename_over(content: bytes, target: Path, *, exists: bool) -> None:
    temporary = target.with_name(f".{target.name}.bpjs-{os.getpid()}")
    try:
        with temporary.open("xb") as stream:
            if exists:
                _keep_access(temporary, target)
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def _keep_access(path: Path, target: Path) -> None:
    """Give a file the owner, access list, attributes and mode of another, before there is anything in it to read.

    Raises `OSError` where this user may not: nobody is to read or write more than before.
    """
    old, now = target.stat(), path.stat()
    if (now.st_uid, now.st_gid) != (old.st_uid, old.st_gid):
        os.chown(path, old.st_uid, old.st_gid)
    if sys.platform == "linux":
        its, mine = _attributes(target), _attributes(path)
        for name in mine.keys() - its.keys():  # such as an access list that the folder gives to new files
            os.removexattr(path, name)
        for name, value in its.items():
            if mine.get(name) != value:
                os.setxattr(path, name, value)
    path.chmod(stat.S_IMODE(old.st_mode))


def _attributes(path: Path) -> dict[str, bytes]:
    """The extended attributes of a file, its access list among them; none where the file system has none."""
    if sys.platform != "linux":
        return {}
    try:
        return {name: os.getxattr(path, name) for name in os.listxattr(path)}
    except OSError as error:
        if error.errno in (errno.ENOTSUP, errno.ENOSYS):
            return {}
        raise


def _write_in_place(content: bytes, target: Path) -> None:
    """Write over a file that cannot be replaced, after a copy of it beside it or in the temporary folder.

    Whoever reads meanwhile may see a part. Where the writing fails, the old content is written back; where that fails,
    too, or the run is killed, the copy stays, and the error names it.
    """
    with target.open("r+b") as stream:
        copy = _copy(stream, target)
        try:
            _fill(stream, io.BytesIO(content))
        except BaseException as error:
            try:
                with copy.open("rb") as old:
                    _fill(stream, old)
            except OSError:
                reason = error.strerror if isinstance(error, OSError) else _("interrupted")
                raise OSError(
                    errno.EIO, _("{reason}; its old content is in {copy}", reason=reason, copy=copy)
                ) from error
            copy.unlink(missing_ok=True)
            raise
        copy.unlink(missing_ok=True)


def _copy(stream: IO[bytes], target: Path) -> Path:
    """A new file with what `stream` holds that only this user can read, beside `target` or in the temporary folder."""
    import tempfile

    prefix = f".{target.name}.old-"
    try:
        handle, name = tempfile.mkstemp(prefix=prefix, dir=target.parent)
    except OSError:
        from bpjscli.temporary import find_temporary

        handle, name = tempfile.mkstemp(prefix=prefix, dir=find_temporary())
    try:
        with os.fdopen(handle, "wb") as copy:
            _fill(copy, stream)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


_PIECE = 2**20


def _fill(stream: IO[bytes], source: IO[bytes]) -> None:
    """Put what `source` holds in the place of what `stream` holds, a piece at a time; a hole stays a hole."""
    stream.seek(0)
    source.seek(0)
    stream.truncate()
    size = 0
    while piece := source.read(_PIECE):
        if piece.count(0) == len(piece):
            stream.seek(len(piece), os.SEEK_CUR)
        else:
            stream.write(piece)
        size += len(piece)
    stream.truncate(size)
    stream.flush()
    os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
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

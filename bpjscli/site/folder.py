"""The folder of a site: what has changed is written, what is no longer wanted is removed, nobody else's is touched."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal

import msgspec

from bpjscli.errors import BpjsError, Exit
from bpjscli.i18n import say as _
from bpjscli.output import lock_folder, replace_file, sync_folder

MANIFEST: Final = "bpjs-site.json"
"""What a run notes down of its files; by it a later run knows which of them are its own."""

FIRST: Final = "index.html"
AT_A_TIME: Final = 8
"""Files that are written at the same time."""

_OWN_NAME: Final = re.compile(r"(?:[a-z0-9][a-z0-9._-]*/)*[a-z0-9][a-z0-9._-]*")
"""The names that pages get: whatever a manifest says, nothing outside the folder is reached by one."""

_LEFTOVER: Final = re.compile(r"\..+\.bpjs-\d+")


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The files of a site by name, with the digest of each, and the digest of what they were made of.

    `errors` and `warnings` are the findings that nobody has accepted.
    """

    written_by: Literal["bpjs site"] = "bpjs site"
    format: Literal[1] = 1
    made_of: str = ""
    errors: int = 0
    warnings: int = 0
    files: dict[str, str] = {}


class Outcome(msgspec.Struct, frozen=True):
    """What writing has come to: how many files there are, and of these written; which were removed, which left alone.

    A file that is no longer wanted is left alone where somebody has changed it.
    """

    files: int
    written: int
    removed: int
    left: tuple[str, ...] = ()


def digest(content: bytes) -> str:
    """The digest by which a file is known again."""
    return sha256(content).hexdigest()


def read_manifest(folder: Path) -> Manifest | None:
    """What an earlier run has noted down; `None` where there is no folder, or an empty one.

    Raises `BpjsError` (exit code 5) for a folder that holds something else.
    """
    try:
        entries = [name for name in os.listdir(folder) if not _LEFTOVER.fullmatch(name)]  # noqa: PTH208 - names alone
        if MANIFEST in entries:
            return _decode((folder / MANIFEST).read_bytes(), folder)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BpjsError(
            _("cannot write to {folder}: {reason}", folder=folder, reason=error.strerror), Exit.OUTPUT
        ) from error
    if entries:
        said = _("is not empty, and bpjs site has not made it; name a new folder")
        raise BpjsError(f"{folder} {said}", Exit.OUTPUT)
    return None


def _decode(content: bytes, folder: Path) -> Manifest:
    try:
        manifest = msgspec.json.decode(content, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BpjsError(
            _("{file} is not one that bpjs site has written: {error}", file=folder / MANIFEST, error=error),
            Exit.OUTPUT,
        ) from error
    if not all(map(_OWN_NAME.fullmatch, manifest.files)):
        raise BpjsError(_("{file} names files that bpjs site does not write", file=folder / MANIFEST), Exit.OUTPUT)
    return manifest


def is_current(folder: Path, manifest: Manifest, made_of: str) -> bool:
    """Whether all files of `manifest` are there as they were written, and were made of the same."""
    if not made_of or manifest.made_of != made_of:
        return False
    return all(_digest_of(folder / name) == known for name, known in manifest.files.items())


def write_site(folder: Path, files: Mapping[str, bytes], manifest: Manifest) -> Outcome:
    """Make `folder` hold `files`, by their names below it, and `manifest`, whose `files` are filled in.

    Each file is replaced whole or not at all, the first page last. A run that is ended half-way leaves a folder that
    the next one knows as its own. Raises `BpjsError` (exit code 5) where something else stands in the way, another run
    is writing, or a file cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with lock_folder(folder / MANIFEST):
            return _write(folder, files, manifest)
    except BpjsError:
        raise
    except OSError as error:
        raise BpjsError(
            _("cannot write {path}: {reason}", path=error.filename or folder, reason=error.strerror or error),
            Exit.OUTPUT,
        ) from error


def _write(folder: Path, files: Mapping[str, bytes], manifest: Manifest) -> Outcome:
    before = (read_manifest(folder) or Manifest()).files
    _refuse_strangers(folder, files, before)
    after = {name: digest(content) for name, content in sorted(files.items())}
    changed = [name for name in files if _digest_of(folder / name) != after[name]]
    gone = [name for name in before if name not in files]
    if changed or gone:
        _note(folder, Manifest(files=dict(sorted((before | after).items()))))
    for parent in sorted({(folder / name).parent for name in changed}):
        parent.mkdir(parents=True, exist_ok=True)
    with lock_folder(*{name.rpartition("/")[0]: folder / name for name in changed}.values()):
        _replace_all(folder, {name: files[name] for name in changed if name != FIRST})
        _replace_all(folder, {name: files[name] for name in changed if name == FIRST})
    left = tuple(name for name in gone if not _remove(folder, name, before[name]))
    _note(folder, msgspec.structs.replace(manifest, files=after))
    return Outcome(len(files), len(changed), len(gone) - len(left), left)


def _replace_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Replace files, several at a time: what takes long is to wait until a disk has each of them."""
    with ThreadPoolExecutor(AT_A_TIME) as threads:
        for done in [threads.submit(_replace_one, files[name], folder / name) for name in sorted(files)]:
            done.result()
    for parent in sorted({(folder / name).parent for name in files}):
        sync_folder(parent)


def _replace_one(content: bytes, target: Path) -> None:
    replace_file(content, target, sync=False)


def _refuse_strangers(folder: Path, files: Mapping[str, bytes], own: Mapping[str, str]) -> None:
    """Raise `BpjsError` where a file that is not its own, or a link, stands where a page is to be."""
    for name in files:
        for parent in _folders(folder, name):
            if parent.is_symlink() or (parent.exists() and not parent.is_dir()):
                raise BpjsError(
                    _("{parent} is no folder of its own; take it away, or name a new folder", parent=parent),
                    Exit.OUTPUT,
                )
        if name not in own and os.path.lexists(folder / name):
            said = _("is in the way: bpjs site has not written it; take it away, or name a new folder")
            raise BpjsError(f"{folder / name} {said}", Exit.OUTPUT)


def _folders(folder: Path, name: str) -> Iterator[Path]:
    """The folders below `folder` that a file lies in."""
    return (folder / parent for parent in Path(name).parents if parent != Path())


def _remove(folder: Path, name: str, known: str) -> bool:
    """Whether a file is gone: removed, with the folders that it leaves empty; one that was changed is left alone."""
    path = folder / name
    if any(parent.is_symlink() for parent in _folders(folder, name)):
        return False
    if os.path.lexists(path):
        if path.is_symlink() or _digest_of(path) != known:
            return False
        path.unlink()
    for parent in _folders(folder, name):
        with suppress(OSError):
            parent.rmdir()
    return True


def _digest_of(path: Path) -> str:
    """The digest of a file; nothing where there is none."""
    try:
        return digest(path.read_bytes())
    except OSError:
        return ""


def _note(folder: Path, manifest: Manifest) -> None:
    replace_file(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n", folder / MANIFEST)

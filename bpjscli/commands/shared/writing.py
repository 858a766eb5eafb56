"""What commands that write to a fact base share: which one they may write to, how, and how it was in a git revision."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from bpjscli.edit.addition import load_copy
from bpjscli.errors import BpjsError, Exit, quoted
from bpjscli.i18n import say as _
from bpjscli.load.include import display_path
from bpjscli.model.facts import FactBase
from bpjscli.output import write
from bpjscli.shipped import find_data_file, is_shipped_base
from bpjscli.toml.limits import read_byte_limit


def writable_base(data: Path | None, *, dry_run: bool = False) -> Path:
    """The fact base to write to: `data`, or in a checkout the one in its `data` folder.

    Raises `BpjsError` for the base of an installed package, which the next upgrade would replace; with `dry_run` that
    one will do, too.
    """
    if data is not None and not is_shipped_base(data):
        return data
    path = data or find_data_file("figures.toml")
    if is_installed(path) and not dry_run:
        said = _("the shipped fact base belongs to the installed package, and the next upgrade would replace it")
        hint = _("make one of your own with bpjs init DIR, then name it with --data DIR/figures.toml or BPJS_DATA")
        raise BpjsError(f"{said}; {hint}")
    return path


def is_installed(path: Path) -> bool:
    """Whether the shipped base at `path` is a part of the installed package, and not of a checkout."""
    return path.parent.name == "_data"


def replace(path: Path, text: str) -> None:
    """Put `text` in the place of the file at `path`, whole or not at all; a read-only file is left alone (exit 5)."""
    if path.exists() and not os.access(path, os.W_OK):
        raise BpjsError(_("cannot write {path}: the file is read-only", path=display_path(path)), Exit.OUTPUT)
    write(text.encode(), path)


_INCLUDE = re.compile(rb"^[ \t]*include[ \t]*=", re.MULTILINE)
# What a revision lacks is not fetched: how, a repository from a stranger would say, and that may be any program.
_ON_ITS_OWN = {"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
_REGULAR = ("100644", "100755")


def load_revision(written: str, base: Path) -> FactBase:
    """The fact base that `written` names: "HEAD~1", where `base` has its file, or "HEAD~1:path/figures.toml".

    A path is one from the top of the repository, or from the current folder where it begins with "./". Files that it
    includes are found where their names end in ".toml". Raises `BpjsError` where git knows no such revision or file.
    """
    revision, colon, path = written.partition(":")
    folder = Path.cwd() if colon else Path(os.path.realpath(base)).parent
    if not revision or revision.startswith("-"):
        raise BpjsError(_("{written} is neither a file nor a git revision", written=quoted(written)))
    try:
        top = Path(_git(folder, "rev-parse", "--show-toplevel").decode().rstrip("\n"))
    except BpjsError as error:
        raise BpjsError(
            _("{written} is no file, and no git revision: {message}", written=quoted(written), message=error.message)
        ) from error
    commit = _commit(folder, revision)
    file = _path_in(top, path) if colon else _within(top, folder / Path(os.path.realpath(base)).name, base)
    listed = _listed(top, commit, file.parent)
    if file not in listed:
        raise BpjsError(_("{revision} has no file {file}", revision=quoted(revision), file=quoted(str(file))))
    files = {file: _blob(top, listed[file])}
    if _INCLUDE.search(files[file]):
        files |= {name: _blob(top, listed[name]) for name in listed if name.suffix == ".toml" and name != file}
    inner = {name.relative_to(file.parent): content for name, content in files.items()}
    return load_copy(inner, PurePosixPath(file.name), lambda name: f"{revision}:{file.parent / name}")


def _commit(folder: Path, revision: str) -> str:
    """The full name of the commit, which is no user text any more."""
    try:
        commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except BpjsError as error:
        raise BpjsError(_("{revision} is neither a file nor a git revision", revision=quoted(revision))) from error
    return commit.decode().strip()


def _path_in(top: Path, written: str) -> PurePosixPath:
    if written.startswith(("./", "../")):
        return _within(top, Path(os.path.realpath(written)), Path(written))
    path = PurePosixPath(written)
    if not written or path.is_absolute() or ".." in path.parts:
        raise BpjsError(
            _("{written} is no path within the repository; write HEAD~1:data/figures.toml", written=quoted(written))
        )
    return path


def _within(top: Path, path: Path, shown: Path) -> PurePosixPath:
    try:
        return PurePosixPath(path.relative_to(Path(os.path.realpath(top))).as_posix())
    except ValueError as error:
        raise BpjsError(
            _("{shown} lies outside of the repository {top}", shown=quoted(str(shown)), top=quoted(str(top)))
        ) from error


def _listed(top: Path, commit: str, folder: PurePosixPath) -> Mapping[PurePosixPath, str]:
    """The regular files below a folder of a commit, each with the name of its content."""
    where = [] if folder == PurePosixPath() else [f"{folder}/"]
    blobs = {}
    for entry in _git(top, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *where).split(b"\0"):
        about, _, name = entry.partition(b"\t")
        parts = about.decode().split()
        path = PurePosixPath(os.fsdecode(name))
        if parts and parts[0] in _REGULAR and ".." not in path.parts and not path.is_absolute():
            blobs[path] = parts[2]
    return blobs


def _blob(top: Path, name: str) -> bytes:
    size = int(_git(top, "cat-file", "-s", name))
    if size > read_byte_limit():
        raise BpjsError(
            _("a file of that revision has {size:,} bytes and {most:,} are allowed", size=size, most=read_byte_limit()),
            Exit.BAD_BASE,
        )
    return _git(top, "cat-file", "blob", name)


def _git(folder: Path, *arguments: str) -> bytes:
    """What git says; raises `BpjsError` with its complaint, or where there is no git."""
    command = ["git", "--no-pager", "-C", str(folder), *arguments]
    environment = {**os.environ, **_ON_ITS_OWN, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(command, capture_output=True, check=False, env=environment)  # noqa: S603  # no shell
    except OSError as error:
        raise BpjsError(_("git cannot be run: {reason}", reason=error.strerror)) from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "backslashreplace").strip().partition("\n")[0].removeprefix("fatal: ")
        raise BpjsError(_("git: {said}", said=said or "it gave no reason"))
    return done.stdout

"""Templates of reports: the shipped ones, to list, show and copy, and a user's own, filled in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Timer

import bpjscli
from bpjscli.errors import BpjsError, Exit, LocatedError
from bpjscli.i18n import say as _
from bpjscli.report.document import Document
from bpjscli.shipped import find_template_folder

SECONDS = 10
"""How long a user's template may take."""

MOST_BYTES = 100 * 1024 * 1024
"""What is read of an answer: a filled template has fewer characters, of at most four bytes."""

_KILL, _PROCESSOR_TIME = 9, 24  # the signals that end what takes too long
_CHILD = "bpjscli.commands.work.template_child"
_NEEDED = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE")
"""What a Python may need of the environment to start; the rest is no business of a template's."""


def fill_template(document: Document, template: Path, seconds: int = SECONDS) -> str:
    """The text that the user's `template` makes of `document`, within limits of time, memory and size.

    Raises `BpjsError` (exit code 2) with the line of the template that is at fault.
    """
    if not template.is_file():
        raise BpjsError(_("--template: there is no file {template}", template=template))
    from msgspec.msgpack import encode

    answer, ended = _asked(encode(document), template, seconds)
    kind, _newline, text = answer.partition(b"\n")
    if kind == b"filled" and len(answer) <= MOST_BYTES:
        return text.decode("utf-8")
    if kind == b"fault":
        raise LocatedError(text.decode("utf-8"))
    raise LocatedError(f"{template}: template: {_reason(ended, seconds)}")


def _asked(document: bytes, template: Path, seconds: int) -> tuple[bytes, int]:
    """The answer of a child process, and how it ended; it is stopped when its time is over."""
    package = str(Path(bpjscli.__file__).resolve().parent.parent)
    path = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
    process = subprocess.Popen(  # noqa: S603  # this very program
        [sys.executable, "-P", "-m", _CHILD, str(template), str(seconds)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in _NEEDED if name in os.environ} | {"PYTHONPATH": path},
    )
    assert process.stdin is not None  # noqa: S101  # a pipe was asked for
    assert process.stdout is not None  # noqa: S101  # likewise
    timer = Timer(seconds + 1, process.kill)
    timer.start()
    try:
        with process:
            try:
                with suppress(BrokenPipeError):  # it has ended without reading
                    process.stdin.write(document)
                with suppress(BrokenPipeError):
                    process.stdin.close()
                answer = process.stdout.read(MOST_BYTES + 1)
            finally:
                process.kill()  # whatever it still has to say, and where a signal ends this run
    finally:
        timer.cancel()
    return answer, process.returncode


def _reason(ended: int, seconds: int) -> str:
    out_of_time = ended in (-_KILL, -_PROCESSOR_TIME)
    return _("it took longer than {seconds} seconds", seconds=seconds) if out_of_time else _("it could not be filled")


def list_shipped() -> list[Path]:
    """The files of the shipped templates of reports, those that a command names before those that they include."""
    files = [path for path in find_template_folder().glob("report.*") if path.suffix in (".j2", ".css", ".js")]
    return sorted(files, key=lambda path: (path.suffix != ".j2", path.name))


def find_shipped(name: str) -> Path:
    """A shipped file by its name, or by the format it is for; raises `BpjsError` with those there are."""
    for path in list_shipped():
        if name in (path.name, path.name.split(".")[1] if path.suffix == ".j2" else None):
            return path
    raise BpjsError(
        _(
            'there is no template "{name}"; there are: {known}',
            name=name,
            known=", ".join(path.name for path in list_shipped()),
        )
    )


def parts(name: str) -> list[Path]:
    """A template and the files that it includes."""
    path = find_shipped(name)
    text = path.read_text(encoding="utf-8")
    return [path, *(other for other in list_shipped() if f'include "{other.name}"' in text)]


def copy(name: str, folder: Path, *, force: bool) -> list[Path]:
    """Copy a template and what it includes to `folder`, which is made in one that exists.

    Raises `BpjsError` rather than overwrite, unless told to.
    """
    from bpjscli.output import write

    paths = parts(name)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise BpjsError(
            _("cannot copy to {folder}: {reason}", folder=folder, reason=error.strerror), Exit.OUTPUT
        ) from error
    there = [folder / path.name for path in paths if (folder / path.name).exists()]
    if there and not force:
        raise BpjsError(_("{there} exists already; --force replaces it", there=there[0]), Exit.OUTPUT)
    for path in paths:
        write(path.read_bytes(), folder / path.name)
    return [folder / path.name for path in paths]

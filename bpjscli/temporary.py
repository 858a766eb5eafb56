"""A folder for files that go when the work is done."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bpjscli.errors import BpjsError, Exit
from bpjscli.i18n import say as _


def find_temporary() -> Path:
    """The folder of the system for temporary files; raises `BpjsError` (exit code 5) where none can be written to."""
    try:
        return Path(tempfile.gettempdir())
    except OSError as error:
        said = _("no temporary folder can be written to; set TMPDIR to a folder that exists and has room")
        raise BpjsError(said, Exit.OUTPUT) from error


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A new folder that is removed at the end; raises `BpjsError` (exit code 5) where it cannot be made."""
    parent = find_temporary()
    try:
        made = tempfile.TemporaryDirectory(prefix="bpjs-", dir=parent)
    except OSError as error:
        raise BpjsError(
            _("cannot write in the temporary folder {folder}: {reason}", folder=parent, reason=error.strerror),
            Exit.OUTPUT,
        ) from error
    with made as name:
        yield Path(name)

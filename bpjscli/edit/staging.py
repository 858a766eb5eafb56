"""A fact base as it would be: a copy of its files, loaded under the names of the files it copies."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

from bpjscli.facts.load import load
from bpjscli.facts.model import FactBase


def load_copy(
    files: Mapping[PurePosixPath, bytes], first: PurePosixPath, name_of: Callable[[PurePosixPath], str]
) -> FactBase:
    """The fact base of `files` (by path within its folder) that begins with `first`.

    Diagnostics call each file what `name_of` makes of its path. Raises what `load` raises.
    """
    with tempfile.TemporaryDirectory(prefix="bpjs-") as name:
        folder = Path(name).resolve()
        for path, content in files.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        return load(folder / first, lambda path: name_of(PurePosixPath(path.relative_to(folder).as_posix())))

"""What commands that write to a fact base share: which one they may write to, and how."""

from __future__ import annotations

import os
from pathlib import Path

from bpjscli.errors import BpjsError, Exit
from bpjscli.facts.files.include import displayed
from bpjscli.facts.shipped import data_file
from bpjscli.output import write


def writable_base(data: Path | None, *, dry_run: bool = False) -> Path:
    """The fact base to write to: `data`, or in a checkout the one in its `data` folder.

    Raises `BpjsError` for the base of an installed package, which the next upgrade would replace; with `dry_run` that
    one will do, too.
    """
    if data is not None:
        return data
    path = data_file("figures.toml")
    if is_installed(path) and not dry_run:
        said = "the shipped fact base belongs to the installed package, and the next upgrade would replace it"
        hint = "make one of your own with bpjs init DIR, then name it with --data DIR/figures.toml or BPJS_DATA"
        raise BpjsError(f"bpjs: {said}; {hint}")
    return path


def is_installed(path: Path) -> bool:
    """Whether the shipped base at `path` is a part of the installed package, and not of a checkout."""
    return path.parent.name == "_data"


def replace(path: Path, text: str) -> None:
    """Put `text` in the place of the file at `path`, whole or not at all; a read-only file is left alone (exit 5)."""
    if path.exists() and not os.access(path, os.W_OK):
        raise BpjsError(f"bpjs: cannot write {displayed(path)}: the file is read-only", Exit.OUTPUT)
    write(text.encode(), path)

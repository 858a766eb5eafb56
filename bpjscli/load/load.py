"""The way to a fact base: loaded from its files, or as an earlier run has loaded it from the same ones."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bpjscli.model.facts import FactBase
from bpjscli.shipped import SHIPPED_BASE, find_data_file, is_shipped_base, name_shipped_path

if TYPE_CHECKING:
    from bpjscli.load.cache import BaseCache

WORTHWHILE: Final = 256 * 1024
"""Bytes of a base from which on keeping what was loaded of it saves time that anybody would notice."""


def load(path: Path | None = None, name_of: Callable[[Path], str] | None = None, *, keep: bool = False) -> FactBase:
    """The fact base in the file at `path` and those it includes; `None` is the one that bpjs ships.

    `name_of` is what diagnostics call a file, where that is not its path: a copy is called by the name of what it
    copies. With `keep`, a large base is kept for the next run, which finds it unless a byte has changed.

    Raises `InvalidBaseError` where anything in the base is an error, and `BpjsError` where the environment sets no
    usable limit on the size of files.
    """
    if path is None:
        path, name_of, keep = find_data_file(SHIPPED_BASE), name_of or name_shipped_path, False
    elif name_of is None and is_shipped_base(path):
        name_of = name_shipped_path
    keeper = _keeper(path, name_of) if keep else None
    kept = keeper.find() if keeper is not None else None
    if kept is not None:
        return kept
    from bpjscli.load.from_files import Loader

    loader = Loader(name_of)
    base = loader.load(path)
    if keeper is not None and not base.tables:  # of a table nothing is kept: its rows are read in every run
        keeper.keep(base, loader.documents)
    return base


def _keeper(path: Path, name_of: Callable[[Path], str] | None) -> BaseCache | None:
    """What keeps the base, where the environment has a place for it and the base may be large."""
    from bpjscli.load.cache_folder import find_cache_folder

    place = find_cache_folder(os.environ)
    if place is None or not _may_be_large(path):
        return None
    from bpjscli.load.cache import BaseCache

    return BaseCache(path, name_of, place, WORTHWHILE)


def _may_be_large(path: Path) -> bool:
    """Whether the file is, or names others that may be."""
    try:
        return path.is_file() and (path.stat().st_size >= WORTHWHILE or b"include" in path.read_bytes())
    except (OSError, ValueError):  # which loading it will report
        return False

"""Where the data and the templates that come with bpjs lie."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

SHIPPED_BASE: Final = "figures.toml"
BASES: Final = {"indonesia": "indonesia.toml"}
"""The fact bases that `--data` knows by a name, besides the one that is read without it."""
VOCABULARY: Final = ("areas.toml", "regencies.toml", "vocabulary.toml")

_PACKAGE = Path(__file__).resolve().parent


def find_data_file(name: str) -> Path:
    """The shipped data file of that name ("figures.toml"); whether it exists is for the reader to find out."""
    return _folder("data") / name


def find_base(data: Path) -> Path:
    """What `--data` names: a file, or a shipped base, unless something in the current folder is called like that."""
    file = BASES.get(str(data))
    return data if file is None or os.path.lexists(data) else find_data_file(file)


def is_shipped_base(path: Path) -> bool:
    """Whether `path` is that of a shipped base which was named."""
    return any(path == find_data_file(file) for file in BASES.values())


def name_shipped_path(path: Path) -> str:
    """What diagnostics call the shipped data file at `path`."""
    return name_shipped_file(path.relative_to(_folder("data")).as_posix())


def name_shipped_file(name: str) -> str:
    """What diagnostics call a shipped data file: the same wherever it is installed."""
    return f"data/{name}"


def find_template_folder() -> Path:
    """The folder of the shipped report templates."""
    return _folder("templates")


def _folder(name: str) -> Path:
    """A wheel carries the folder inside the package; in a checkout or an editable install it stands beside it."""
    packed = _PACKAGE / f"_{name}"
    return packed if packed.is_dir() else _PACKAGE.parent / name

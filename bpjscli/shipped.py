"""Where the data and the templates that come with bpjs lie."""

from __future__ import annotations

from pathlib import Path
from typing import Final

VOCABULARY: Final = ("areas.toml", "regencies.toml", "vocabulary.toml")

_PACKAGE = Path(__file__).resolve().parent


def find_data_file(name: str) -> Path:
    """The shipped data file of that name ("figures.toml"); whether it exists is for the reader to find out."""
    return _folder("data") / name


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

"""Fact bases for tests: written from one text, loaded, and what was said about them."""

from __future__ import annotations

from pathlib import Path

from bpjscli.load.codes import DIVIDER
from bpjscli.load.diagnostics import InvalidBaseError
from bpjscli.load.load import load
from bpjscli.measures.answers import read_identities
from bpjscli.model.facts import Diagnostic, FactBase

HEAD = 'format = 1\n[[source]]\nid = "antara"\npublished = 2026-02-02\n'
"""Four lines; whatever follows is keys of this source."""


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    """Writes `text` to `figures.toml`, and what follows each divider to the file (or folder) that it names."""
    files = {"figures.toml": ""}
    name = "figures.toml"
    for line in text.splitlines(keepends=True):
        if line.startswith(DIVIDER):
            name = line.removeprefix(DIVIDER).strip()
            files[name] = ""
        else:
            files[name] += line
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith("/"):
            path.mkdir()
        else:
            path.write_bytes(content.encode(encoding))
    return folder / "figures.toml"


def problems(path: Path) -> tuple[Diagnostic, ...]:
    """Everything that is said of a base before it is used, whether it can be or not."""
    try:
        base = load(path)
        read_identities(base)
        return base.problems
    except InvalidBaseError as error:
        return error.problems


def said(folder: Path, text: str) -> list[str]:
    """The problems of the fact base `text`, as printed, with paths as seen from its folder."""
    return [str(problem).replace(f"{folder}/", "") for problem in problems(write(folder, text))]


def loaded(folder: Path, text: str) -> FactBase:
    """The fact base `text`, which must be right."""
    return load(write(folder, text))


def figures(*lines: str, keys: str = "") -> str:
    """A fact base of these figures, one a line from line 8 on (after one line of further `keys`)."""
    elements = "".join(f"  {{ {line} }},\n" for line in lines)
    return f'{HEAD}{keys}\ndefaults = {{ area = "kalbar", period = 2025 }}\nfigures = [\n{elements}]\n'

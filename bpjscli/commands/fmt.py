"""The parts of `bpjs fmt` that are more than parse and call."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bpjscli.commands.writing import replace, writable_base
from bpjscli.edit.lock import locked
from bpjscli.edit.tidy import tidy
from bpjscli.facts.files.include import displayed, gather
from bpjscli.facts.files.limits import most_bytes
from bpjscli.facts.files.reader import read
from bpjscli.facts.problems import InvalidBaseError, Problems
from bpjscli.facts.shipped import data_file
from bpjscli.output import complain


def run_fmt(files: Sequence[Path], data: Path | None, *, check: bool) -> bool:
    """Bring `files`, or all files of the fact base, into canonical form; whether any was not.

    With `check`, none is written. Raises `InvalidBaseError` where one of them is no TOML, before any is written.
    """
    changed = _changed(list(files) or _files_of(data, check=check))
    if changed and not check:
        with locked(*changed):
            changed = _changed(list(changed))  # another run may have written meanwhile
            for path, text in changed.items():
                replace(path, text)
    for path in changed:
        complain(f"bpjs: {displayed(path)}: {'not in' if check else 'brought into'} canonical form")
    return bool(changed)


def _files_of(data: Path | None, *, check: bool) -> list[Path]:
    path = writable_base(data) if not check else data or data_file("figures.toml")
    problems = Problems()
    documents = gather(path, problems)
    if problems.failed:
        raise InvalidBaseError(problems.in_order())
    return [document.path for document in documents]


def _changed(files: Sequence[Path]) -> dict[Path, str]:
    """The canonical text of each file that has another."""
    problems = Problems()
    limit = most_bytes()
    found = {}
    for path in dict.fromkeys(files):
        document = read(path, displayed(path), problems, limit)
        if document is not None:
            text = tidy(document.text)
            if text.encode() != path.read_bytes():
                found[path] = text
    if problems.failed:
        raise InvalidBaseError(problems.in_order())
    return found

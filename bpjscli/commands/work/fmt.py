"""The files that `bpjs fmt` brings into canonical form."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bpjscli.commands.shared.writing import replace, writable_base
from bpjscli.edit.tidy import tidy_text
from bpjscli.i18n import say as _
from bpjscli.load.diagnostics import Diagnostics, InvalidBaseError
from bpjscli.load.include import display_path, gather_files
from bpjscli.load.reader import read_toml_file
from bpjscli.output import complain, lock_folder
from bpjscli.shipped import find_data_file
from bpjscli.toml.limits import read_byte_limit


def run_fmt(files: Sequence[Path], data: Path | None, *, check: bool) -> bool:
    """Bring `files`, or all files of the fact base, into canonical form; whether any was not.

    With `check`, none is written. Raises `InvalidBaseError` where one of them is no TOML, before any is written.
    """
    changed = _changed(list(files) or _files_of(data, check=check))
    if changed and not check:
        with lock_folder(*changed):
            changed = _changed(list(changed))  # another run may have written meanwhile
            for path, text in changed.items():
                replace(path, text)
    for path in changed:
        done = _("not in canonical form") if check else _("brought into canonical form")
        complain(f"{display_path(path)}: {done}")
    return bool(changed)


def _files_of(data: Path | None, *, check: bool) -> list[Path]:
    path = writable_base(data) if not check else data or find_data_file("figures.toml")
    problems = Diagnostics()
    documents = gather_files(path, problems)
    if problems.failed:
        raise InvalidBaseError(problems.in_order())
    return [document.path for document in documents]


def _changed(files: Sequence[Path]) -> dict[Path, str]:
    """The canonical text of each file that has another."""
    problems = Diagnostics()
    limit = read_byte_limit()
    texts = {}
    for path in dict.fromkeys(files):
        document = read_toml_file(path, display_path(path), problems, limit)
        if document is not None:
            text = tidy_text(document.text)
            if text.encode() != path.read_bytes():
                texts[path] = text
    if problems.failed:
        raise InvalidBaseError(problems.in_order())
    return texts

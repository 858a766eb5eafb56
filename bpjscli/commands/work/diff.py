"""The two bases that `bpjs diff` compares, from files or git revisions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bpjscli.commands.shared.writing import is_installed, load_revision
from bpjscli.errors import BpjsError, quoted
from bpjscli.i18n import Lang, translator
from bpjscli.i18n import say as _
from bpjscli.load.include import display_path
from bpjscli.load.load import load
from bpjscli.measures.answers import Answers
from bpjscli.model.facts import FactBase
from bpjscli.report.document import Document
from bpjscli.report.views.diff import diff as view
from bpjscli.shipped import find_data_file, is_shipped_base


def run_diff(old: str, new: str | None, data: Path | None, as_of: date | None, lang: Lang) -> Document:
    """What changed from `old` to `new`, each a fact-base file or a git revision; `None` is the base in use.

    A revision alone means the file of the other side as it was then, or that of the base in use.
    """
    files = [Path(written) for written in (old, new) if written is not None and Path(written).exists()]
    base = files[0] if files else data
    before = _load(old, base)
    after = load(data) if new is None else _load(new, base)
    _ = translator(lang)
    title = _("What changed from {old} to {new}").format(
        old=_name(old), new=_name(new) if new is not None else after.path if data is None else display_path(data)
    )
    return view(Answers(before, as_of), Answers(after, as_of), lang, title=title)


def _load(written: str, base: Path | None) -> FactBase:
    path = Path(written)
    if path.exists():
        return load(path)
    if base is None or is_shipped_base(base):
        base = base or find_data_file("figures.toml")
        if is_installed(base) and ":" not in written:
            said = _("the fact base in use came with bpjs, and no repository has its history")
            raise BpjsError(
                _("{written} is no file, and {said}; name one with --data FILE", written=quoted(written), said=said)
            )
    return load_revision(written, base)


def _name(written: str) -> str:
    path = Path(written)
    return display_path(path) if path.exists() else written

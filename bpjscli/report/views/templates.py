"""`bpjs template`: the shipped templates, and what was copied."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bpjscli.i18n import Lang, translator
from bpjscli.report.document import Cell, Column, Document, Section, Table


def listed(files: Sequence[tuple[str, str]], lang: Lang) -> Document:
    """The files of the shipped templates, with what each is for."""
    _ = translator(lang)
    columns = (Column("file", _("File")), Column("purpose", _("What it is for")))
    rows = tuple((Cell(name, name), Cell(purpose, purpose)) for name, purpose in files)
    section = Section("templates", "", (Table("templates", columns, rows),))
    return Document("template", _("Templates of reports"), lang, None, (section,), "templates")


def copied(files: Sequence[Path], lang: Lang) -> Document:
    """The files that were written."""
    _ = translator(lang)
    rows = tuple((Cell(str(path), str(path)),) for path in files)
    section = Section("copied", "", (Table("copied", (Column("file", _("File")),), rows),))
    return Document("template", _("Copied"), lang, None, (section,), "copied")

"""`bpjs template`: the shipped templates, and what was copied."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bpjscli.i18n import Lang, translator
from bpjscli.report.document import Cell, Column, Document, Section, Table


def list_templates(files: Sequence[str], lang: Lang) -> Document:
    """The files of the shipped templates, with what each is for."""
    _ = translator(lang)
    purposes = {
        "report.html.j2": _("a report as one HTML file"),
        "report.md.j2": _("a report in Markdown, as GitHub reads it"),
        "report.css": _("what the HTML looks like, on a screen and on paper"),
        "report.js": _("sorting in the HTML, by a click on a column's head"),
    }
    columns = (Column("file", _("File")), Column("purpose", _("What it is for")))
    rows = tuple((Cell(name, name), Cell(purposes.get(name, ""), purposes.get(name))) for name in files)
    section = Section("templates", "", (Table("templates", columns, rows),))
    return Document("template", _("Templates of reports"), lang, None, (section,), "templates")


def report_copies(files: Sequence[Path], lang: Lang) -> Document:
    """The files that were written."""
    _ = translator(lang)
    rows = tuple((Cell(str(path), str(path)),) for path in files)
    section = Section("copied", "", (Table("copied", (Column("file", _("File")),), rows),))
    return Document("template", _("Copied"), lang, None, (section,), "copied")

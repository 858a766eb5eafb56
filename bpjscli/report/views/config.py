"""`bpjs config`: every setting, its value, and where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from bpjscli.i18n import Lang, translator
from bpjscli.report.document import Cell, Column, Document, Paragraph, Section, Table


class ShownSetting(Protocol):
    """A setting as it stands."""

    @property
    def key(self) -> str: ...  # noqa: D102  # the name of the setting
    @property
    def value(self) -> str | None: ...  # noqa: D102  # None for the default
    @property
    def origin(self) -> str: ...  # noqa: D102
    @property
    def purpose(self) -> str: ...  # noqa: D102


def config(settings: Sequence[ShownSetting], file: Path | None, lang: Lang, *, found: bool) -> Document:
    """The settings in a table, and whether there is a configuration, `found` in `file`.

    It knows no fact base, so that it answers with a broken one too.
    """
    _ = translator(lang)
    columns = (
        Column("key", _("Setting")),
        Column("value", _("Value")),
        Column("origin", _("From")),
        Column("purpose", _("What it is for")),
    )
    rows = tuple(
        (
            Cell(setting.key, setting.key),
            Cell("–" if setting.value is None else setting.value, setting.value),
            Cell(_(setting.origin), setting.origin),
            Cell(_(setting.purpose), setting.purpose),
        )
        for setting in settings
    )
    where = (
        _("No configuration goes with the shipped fact base.")
        if file is None
        else (_("Configuration: {file}") if found else _("No configuration: there is no {file}.")).format(file=file)
    )
    section = Section("config", "", (Paragraph(where), Table("config", columns, rows)))
    return Document("config", _("Settings"), lang, None, (section,), "config")

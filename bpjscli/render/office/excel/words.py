"""The words that only a workbook needs, in the language of the document."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from bpjscli.i18n import Lang, translator


class SheetWords(msgspec.Struct, frozen=True):
    """Names of sheets and columns; `low`, `high`, `unit`, `origin` and `sources` hold the placeholder `column`."""

    overview: str
    charts: str
    notes: str
    number: str
    note: str
    link: str
    sign: str
    meaning: str
    low: str
    high: str
    unit: str
    origin: str
    sources: str
    category: str
    lower: str
    upper: str
    to_table: str
    terms: Mapping[str, str]


def sheet_words(lang: Lang) -> SheetWords:
    """The words in `lang`; `terms` are those of units and origins by their ids."""
    _ = translator(lang)
    return SheetWords(
        overview=_("Overview"),
        charts=_("Chart data"),
        notes=_("Notes"),
        number=_("No."),
        note=_("Note or source"),
        link=_("Link"),
        sign=_("Sign"),
        meaning=_("Meaning"),
        low=_("{column}: from"),
        high=_("{column}: to"),
        unit=_("{column}: unit"),
        origin=_("{column}: origin"),
        sources=_("{column}: sources"),
        category=_("Category"),
        lower=_("{column}: less by"),
        upper=_("{column}: more by"),
        to_table=_("Table: {sheet}"),
        terms={
            "percent": _("percent"),
            "persons": _("people"),
            "count": _("count"),
            "IDR": _("rupiah"),
            "published": _("published"),
            "derived": _("derived"),
        },
    )

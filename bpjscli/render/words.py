"""The fixed words of the renderers, in the language of the document."""

from __future__ import annotations

import msgspec

from bpjscli.i18n import Lang, translator


class Words(msgspec.Struct, frozen=True):
    """What a renderer says by itself; `as_of`, `note` and `back` still hold their placeholders."""

    as_of: str
    notes: str
    legend: str
    warning: str
    nothing: str
    note: str
    back: str


def words(lang: Lang) -> Words:
    """The fixed words in `lang`."""
    _ = translator(lang)
    return Words(
        as_of=_("As published by {date}"),
        notes=_("Notes and sources"),
        legend=_("Signs"),
        warning=_("Warning"),
        nothing=_("Nothing to show."),
        note=_("note {number}"),
        back=_("back to place {place} in the text"),
    )

"""The fixed words of the renderers, in the language of the document."""

from __future__ import annotations

import msgspec

from bpjscli.i18n import Lang, translator


class ChartWords(msgspec.Struct, frozen=True):
    """What the key of a chart says; `numbers` still holds its placeholder."""

    interval: str
    open_ended: str
    disputed: str
    not_comparable: str
    no_figure: str
    numbers: str


class Words(msgspec.Struct, frozen=True):
    """What a renderer says by itself; `as_of`, `note`, `back` and `left_out` still hold their placeholders."""

    as_of: str
    notes: str
    legend: str
    warning: str
    nothing: str
    note: str
    back: str
    contents: str
    left_out: str
    derivations: str
    derivation: str
    close: str
    appendix: str
    chart: ChartWords


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
        contents=_("Contents"),
        left_out=_("Left out for want of room: {columns}."),
        derivations=_("Where numbers come from"),
        derivation=_("where this number comes from"),
        close=_("close"),
        appendix=_("Appendix"),
        chart=ChartWords(
            interval=_("range the figure allows"),
            open_ended=_("open: only a bound is known"),
            disputed=_("disputed"),
            not_comparable=_("not comparable, or not known to be"),
            no_figure=_("no figure"),
            numbers=_("Numbers and sources: {table}"),
        ),
    )

"""`bpjs sources`: the publications that the figures come from."""

# No `from __future__ import annotations`: Typer would have to compile each text in every run.
from bpjscli.commands.shared import options as o
from bpjscli.commands.shared.run import emit, open_base


def sources(
    data: o.Data = None,
    as_of: o.AsOf = None,
    format_: o.FormatOption = None,
    output: o.Output = None,
    lang: o.LanguageOption = None,
) -> None:
    """The publications the figures come from."""
    from bpjscli.report.views.figures import chosen_sources
    from bpjscli.report.views.figures import sources as view

    answers = open_base(data, as_of)
    emit(view(answers, o.language(lang), chosen_sources(answers)), format_, output)

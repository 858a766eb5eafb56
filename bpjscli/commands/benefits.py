"""`bpjs benefits`: claims and benefits by programme."""

# No `from __future__ import annotations`: Typer would have to compile each text in every run.
from bpjscli.commands.shared import options as o
from bpjscli.commands.shared import values
from bpjscli.commands.shared.run import emit, open_base


def benefits(
    area: o.Area = None,
    period: o.PeriodText = None,
    data: o.Data = None,
    as_of: o.AsOf = None,
    format_: o.FormatOption = None,
    output: o.Output = None,
    lang: o.LanguageOption = None,
) -> None:
    """Claims and benefits by programme: averages, shares, and benefits against contributions."""
    from bpjscli.commands.shared.ask import choose_area
    from bpjscli.measures.answers import paying_area
    from bpjscli.report.views.benefits import benefits as view

    when = values.period(period)
    answers = open_base(data, as_of)
    emit(view(answers, o.language(lang), choose_area(answers, area, paying_area), when), format_, output)

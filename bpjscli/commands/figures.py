"""`bpjs figures`: the facts themselves."""

# No `from __future__ import annotations`: Typer would have to compile each text in every run.
from typing import Annotated

import typer

from bpjscli.commands.shared import options as o
from bpjscli.commands.shared import values
from bpjscli.commands.shared.run import area_id, emit, one_of, open_base

OfIndicator = Annotated[
    str | None,
    typer.Option(
        "--indicator",
        "-i",
        metavar="INDICATOR",
        help="Only this indicator.",
        autocompletion=o.offer("indicators"),
    ),
]


OfSource = Annotated[
    str | None,
    typer.Option("--source", metavar="ID", help="Only this source, by its id.", autocompletion=o.offer("sources")),
]


def figures(
    area: o.Area = None,
    indicator: OfIndicator = None,
    period: o.PeriodText = None,
    segment: o.Segment = None,
    programme: o.Programme = None,
    source: OfSource = None,
    data: o.Data = None,
    as_of: o.AsOf = None,
    format_: o.FormatOption = None,
    output: o.Output = None,
    lang: o.LanguageOption = None,
) -> None:
    """The facts themselves: every figure as printed, and the interval it is read as."""
    from bpjscli.commands.shared.ask import find_id
    from bpjscli.report.views.figures import chosen_figures
    from bpjscli.report.views.figures import figures as view

    when = values.period(period)
    answers = open_base(data, as_of)
    vocabulary = answers.base.vocabulary
    chosen = chosen_figures(
        answers,
        area=area_id(answers, area),
        indicator=find_id("--indicator", indicator, vocabulary.indicators),
        period=when,
        segment=find_id("--segment", segment, vocabulary.segments),
        programme=find_id("--programme", programme, vocabulary.programmes),
        source=one_of("--source", source, [s.id for s in answers.base.sources]),
    )
    emit(view(answers, o.language(lang), chosen), format_, output)

"""`bpjs figures`: the facts themselves."""

# No `from __future__ import annotations`: Typer would have to compile each text in every run.
from typing import Annotated

import typer

from bpjscli.commands.shared import options as o
from bpjscli.commands.shared import values
from bpjscli.commands.shared.asked import Asked, asks
from bpjscli.commands.shared.run import area_id, one_of

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


@asks()
def figures(
    asked: Asked,
    area: o.Area = None,
    indicator: OfIndicator = None,
    period: o.PeriodText = None,
    segment: o.Segment = None,
    programme: o.Programme = None,
    source: OfSource = None,
) -> None:
    """The facts themselves: every figure as printed, and the interval it is read as."""
    from bpjscli.commands.shared.ask import find_id
    from bpjscli.report.views.figures import chosen_figures
    from bpjscli.report.views.figures import figures as view

    when = values.period(period)
    answers = asked.answers(area, "about" if area is not None else "every")
    vocabulary = answers.base.vocabulary
    about = area_id(answers, area)
    chosen = chosen_figures(
        answers,
        area=about,
        indicator=find_id("--indicator", indicator, vocabulary.indicators),
        period=when,
        segment=find_id("--segment", segment, vocabulary.segments),
        programme=find_id("--programme", programme, vocabulary.programmes),
        source=one_of("--source", source, [s.id for s in answers.base.sources]),
    )
    asked.show(view(answers, asked.language, chosen, about))

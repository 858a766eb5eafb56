"""`bpjs explain`: where a number comes from."""

# No `from __future__ import annotations`: Typer would have to compile each text in every run.
from typing import Annotated

import typer

from bpjscli.commands.shared import options as o
from bpjscli.commands.shared import values
from bpjscli.commands.shared.asked import Asked, asks


@asks()
def explain(
    asked: Asked,
    indicator: Annotated[
        str,
        typer.Argument(metavar="INDICATOR", help="Indicator to explain.", autocompletion=o.offer("indicators")),
    ],
    area: o.Area = None,
    period: o.PeriodText = None,
    segment: o.Segment = None,
    programme: o.Programme = None,
) -> None:
    """Where a number comes from: its figures, readings, identities and sources, and what was not chosen."""
    from bpjscli.commands.shared.ask import choose_key
    from bpjscli.measures.answers import widest_area
    from bpjscli.report.views.explain import explain as view

    when = values.period(period)
    answers = asked.answers(area)
    key = choose_key(answers, indicator, area, segment, programme, default=widest_area)
    asked.show(view(answers, asked.language, key, when))

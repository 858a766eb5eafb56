"""`bpjs trend`: how an indicator moved."""

# No `from __future__ import annotations`: Typer would have to compile each text in every run.
from typing import Annotated

import typer

from bpjscli.commands.shared import options as o
from bpjscli.commands.shared.asked import Asked, asks


@asks()
def trend(
    asked: Asked,
    indicator: Annotated[
        str,
        typer.Argument(metavar="[INDICATOR]", help="Indicator to follow.", autocompletion=o.offer("indicators")),
    ] = "coverage",
    area: o.Area = None,
    segment: o.Segment = None,
    programme: o.Programme = None,
) -> None:
    """How an indicator moved, whether its periods may be compared, and what a change of coverage consists of."""
    from bpjscli.commands.shared.ask import choose_key
    from bpjscli.measures.answers import widest_area
    from bpjscli.report.views.trend import trend as view

    answers = asked.answers(area)
    key = choose_key(answers, indicator, area, segment, programme, default=widest_area)
    asked.show(view(answers, asked.language, key))

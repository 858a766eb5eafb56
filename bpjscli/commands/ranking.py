"""`bpjs ranking`: who leads and who trails."""

# No `from __future__ import annotations`: Typer would have to compile each text in every run.
from typing import Annotated

import typer

from bpjscli.commands.shared import options as o
from bpjscli.commands.shared import values
from bpjscli.commands.shared.asked import Asked, asks
from bpjscli.commands.shared.run import area_id


@asks()
def ranking(
    asked: Asked,
    by: Annotated[
        str,
        typer.Option("--by", metavar="INDICATOR", help="Indicator to rank by.", autocompletion=o.offer("indicators")),
    ] = "coverage",
    area: o.Area = None,
    period: o.PeriodText = None,
    segment: o.Segment = None,
    programme: o.Programme = None,
) -> None:
    """Who leads and who trails; ranks that the precision cannot separate are shared."""
    from bpjscli.commands.shared.ask import find_id
    from bpjscli.report.views.ranking import ranked_areas
    from bpjscli.report.views.ranking import ranking as view

    when = values.period(period)
    answers = asked.answers(area)
    vocabulary = answers.base.vocabulary
    by = find_id("--by", by, vocabulary.indicators) or by
    segment = find_id("--segment", segment, vocabulary.segments)
    programme = find_id("--programme", programme, vocabulary.programmes)
    region = area_id(answers, area)
    areas = ranked_areas(answers, region)
    document = view(answers, asked.language, areas, by, when, segment=segment, programme=programme, region=region)
    asked.show(document)

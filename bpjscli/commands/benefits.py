"""`bpjs benefits`: claims and benefits by programme."""

# No `from __future__ import annotations`: Typer would have to compile each text in every run.
from bpjscli.commands.shared import options as o
from bpjscli.commands.shared import values
from bpjscli.commands.shared.asked import Asked, asks


@asks()
def benefits(
    asked: Asked,
    area: o.Area = None,
    period: o.PeriodText = None,
) -> None:
    """Claims and benefits by programme: averages, shares, and benefits against contributions."""
    from bpjscli.commands.shared.ask import choose_area
    from bpjscli.measures.answers import paying_area
    from bpjscli.report.views.benefits import benefits as view

    when = values.period(period)
    answers = asked.answers(area)
    asked.show(view(answers, asked.language, choose_area(answers, area, paying_area), when))

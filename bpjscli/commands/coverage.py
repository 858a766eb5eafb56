"""`bpjs coverage`: how many of the workers are covered."""

# No `from __future__ import annotations`: Typer would have to compile each text in every run.
from typing import Annotated

import typer

from bpjscli.commands.shared import options as o
from bpjscli.commands.shared import values
from bpjscli.commands.shared.asked import Asked, asks
from bpjscli.commands.shared.run import area_id


@asks()
def coverage(
    asked: Asked,
    area: o.Area = None,
    period: o.PeriodText = None,
    fail_under: Annotated[
        str | None,
        typer.Option("--fail-under", metavar="PERCENT", help="Exit 1 under it, 4 where that is undecidable."),
    ] = None,
    quiet: o.Quiet = False,
) -> None:
    """How many of the workers are covered; for one area also its rank, its targets and its parts."""
    from bpjscli.report.views.coverage import coverage as view

    when, least = values.period(period), values.percent(fail_under, "--fail-under")
    answers = asked.answers(area)
    language = asked.language
    if not (quiet and asked.output is None):
        asked.show(view(answers, language, area_id(answers, area), when))
    if least is not None:
        from bpjscli.commands.shared.gates import coverage_gate

        raise typer.Exit(coverage_gate(answers, area, when, least, language, quiet=quiet))

"""`bpjs gap`: how far to the target."""

# No `from __future__ import annotations`: Typer would have to compile each text in every run.
from typing import Annotated

import typer

from bpjscli.commands.shared import options as o
from bpjscli.commands.shared import values
from bpjscli.commands.shared.asked import Asked, asks
from bpjscli.commands.shared.run import area_id


@asks()
def gap(
    asked: Asked,
    area: o.Area = None,
    target: Annotated[
        str | None, typer.Option("--target", metavar="PERCENT", help="A target of your own, in percent.")
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="DATE", help="The day the target is for.")] = None,
    fail_over: Annotated[
        str | None, typer.Option("--fail-over", metavar="PEOPLE", help="Exit 1 over it, 4 where that is undecidable.")
    ] = None,
    quiet: o.Quiet = False,
) -> None:
    """How far to the target, in points and in people; the pace it needs, and the present one."""
    from bpjscli.report.views.gap import gap as view

    wanted, day = values.percent(target, "--target"), values.day(by, "--by")
    most = values.people(fail_over, "--fail-over")
    answers = asked.answers(area)
    language = asked.language
    if not (quiet and asked.output is None):
        asked.show(view(answers, language, area_id(answers, area), wanted, day))
    if most is not None:
        from bpjscli.commands.shared.gates import gap_gate

        raise typer.Exit(gap_gate(answers, area, most, language, target=wanted, by=day, quiet=quiet))

"""`bpjs check`: what does not add up."""

# No `from __future__ import annotations`: Typer would have to compile each text in every run.

from typing import Annotated

import typer

from bpjscli.commands.shared import options as o
from bpjscli.commands.shared.asked import Asked, asks
from bpjscli.commands.shared.run import area_id
from bpjscli.errors import Exit


@asks(formats="check")
def check(
    asked: Asked,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="CODES",
            help="Only these codes or families: C, S6, D501.",
            autocompletion=o.offer("codes"),
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="CODES", help="Not these codes or families.", autocompletion=o.offer("codes")),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail as well.")] = False,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain", metavar="CODE", help="Show the manual of a code.", autocompletion=o.offer("one_code")
        ),
    ] = None,
    area: o.Area = None,
    quiet: o.Quiet = False,
) -> None:
    """What does not add up, and which misprint would explain it; exit code 1 where there are errors."""
    from bpjscli.commands.work.check import explain_code, run_check

    if explain is not None:
        explain_code(explain, asked)
        return
    answers = asked.answers(tables="none")
    choices = select, ignore, strict, quiet
    if run_check(asked, answers, area_id(answers, area), choices):
        raise typer.Exit(Exit.FINDINGS)

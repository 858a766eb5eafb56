"""`bpjs check`: what does not add up."""

from __future__ import annotations

from typing import Annotated

import typer

from bpjscli.commands.shared import options as o
from bpjscli.commands.shared.run import area_id, open_base
from bpjscli.errors import Exit


def check(
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
    data: o.Data = None,
    as_of: o.AsOf = None,
    format_: o.CheckFormatOption = None,
    output: o.Output = None,
    lang: o.LanguageOption = None,
) -> None:
    """What does not add up, and which misprint would explain it; exit code 1 where there are errors."""
    from bpjscli.commands.work.check import explain_code, run_check

    if explain is not None:
        explain_code(explain, format_, output, o.language(lang))
        return
    answers = open_base(data, as_of)
    choices = select, ignore, strict, quiet
    if run_check(answers, area_id(answers, area), choices, format_, output, o.language(lang)):
        raise typer.Exit(Exit.FINDINGS)

"""Commands that look after a fact base, as others ask it; `bpjscli.cli` enters them."""

from __future__ import annotations

from typing import Annotated

import typer

from bpjscli.commands import options as o
from bpjscli.commands.run import area_id, emit, open_base
from bpjscli.errors import Exit


def sources(
    data: o.Data = None,
    as_of: o.AsOf = None,
    format_: o.FormatOption = None,
    output: o.Output = None,
    lang: o.LanguageOption = None,
) -> None:
    """The publications the figures come from."""
    from bpjscli.report.views.figures import chosen_sources
    from bpjscli.report.views.figures import sources as view

    answers = open_base(data, as_of)
    emit(view(answers, o.language(lang), chosen_sources(answers)), format_, output)


def check(
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="CODES",
            help="Only these codes or families: C, S6, D501.",
            autocompletion=o.offered("codes"),
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            "--ignore", metavar="CODES", help="Not these codes or families.", autocompletion=o.offered("codes")
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail as well.")] = False,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain", metavar="CODE", help="Show the manual of a code.", autocompletion=o.offered("one_code")
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
    from bpjscli.commands.check import explain_code, run_check

    if explain is not None:
        explain_code(explain, format_, output, o.language(lang))
        return
    answers = open_base(data, as_of)
    choices = select, ignore, strict, quiet
    if run_check(answers, area_id(answers, area), choices, format_, output, o.language(lang)):
        raise typer.Exit(Exit.FINDINGS)


def config(
    context: typer.Context,
    data: o.Data = None,
    format_: o.FormatOption = None,
    output: o.Output = None,
    lang: o.LanguageOption = None,
) -> None:
    """Every setting, its value, and where it comes from: command line, environment, bpjs.toml or default."""
    from bpjscli.commands.config import config_file, origins
    from bpjscli.report.views.config import config as view

    file = config_file(data)
    found = file is not None and file.is_file()
    emit(view(origins(context, data), file, o.language(lang), found=found), format_, output)

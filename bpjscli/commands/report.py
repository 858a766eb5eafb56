"""`bpjs report`: all of it as one document."""

# No `from __future__ import annotations`: Typer would have to compile each text in every run.

from pathlib import Path
from typing import Annotated

import typer

from bpjscli.commands.shared import options as o
from bpjscli.commands.shared import values
from bpjscli.commands.shared.asked import Asked, asks
from bpjscli.commands.shared.run import area_id
from bpjscli.commands.shared.values import FailOn
from bpjscli.errors import Exit


@asks()
def report(
    asked: Asked,
    context: typer.Context,
    area: o.Area = None,
    period: o.PeriodText = None,
    sections: Annotated[
        str | None,
        typer.Option("--sections", metavar="A,B", help="Only these sections.", autocompletion=o.offer("sections")),
    ] = None,
    own: Annotated[
        Path | None,
        typer.Option(
            "--template",
            metavar="FILE",
            readable=False,
            help="A template of your own, which makes the text: see bpjs template.",
        ),
    ] = None,
    fail_on: Annotated[
        FailOn | None,
        typer.Option(
            "--fail-on",
            metavar="error|warning",
            help="Exit 1 where the report has errors, or also warnings, about its figures.",
            autocompletion=o.offer("words", *FailOn),
        ),
    ] = None,
) -> None:
    """All of it as one document: headline, ranking, gap, segments, benefits, trend, quality and sources."""
    from bpjscli.commands.work.report import by_template, fails, make_report

    when = values.period(period)
    answers = asked.answers(area)
    answers.traced = answers.traced or (own is not None and own.name.endswith((".html", ".html.j2")))
    document = make_report(answers, asked.language, area_id(answers, area), when, sections, fail_on=fail_on)
    if own is None:
        asked.show(document)
    else:
        by_template(document, own, asked.output, format_given=o.is_given(context, "format_"))
    if fail_on is not None and fails(document, fail_on, area):
        raise typer.Exit(Exit.FINDINGS)

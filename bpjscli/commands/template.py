"""`bpjs report`, and `bpjs template`: the shipped templates of reports, to list, to read, to start one's own from."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bpjscli.commands import options as o
from bpjscli.commands import values
from bpjscli.commands.choices import FailOn
from bpjscli.commands.run import area_id, emit, open_base
from bpjscli.errors import BpjsError, Exit


class Action(StrEnum):
    """What to do with the shipped templates."""

    list = "list"
    show = "show"
    copy = "copy"


def report(
    context: typer.Context,
    area: o.Area = None,
    period: o.PeriodText = None,
    sections: Annotated[
        str | None,
        typer.Option("--sections", metavar="A,B", help="Only these sections.", autocompletion=o.offered("sections")),
    ] = None,
    own: Annotated[
        Path | None,
        typer.Option(
            "--template", metavar="FILE", help="A template of your own, which makes the text: see bpjs template."
        ),
    ] = None,
    fail_on: Annotated[
        FailOn | None,
        typer.Option(
            "--fail-on",
            metavar="error|warning",
            help="Exit 1 where the report has errors, or also warnings, about its figures.",
            autocompletion=o.offered("words", *FailOn),
        ),
    ] = None,
    data: o.Data = None,
    as_of: o.AsOf = None,
    format_: o.FormatOption = None,
    output: o.Output = None,
    lang: o.LanguageOption = None,
) -> None:
    """All of it as one document: headline, ranking, gap, segments, benefits, trend, quality and sources."""
    from bpjscli.commands.report import by_template, fails, make_report

    when = values.period(period)
    answers = open_base(data, as_of)
    document = make_report(answers, o.language(lang), area_id(answers, area), when, sections, fail_on=fail_on)
    if own is None:
        emit(document, format_, output)
    else:
        by_template(document, own, output, format_given=o.given(context, "format_"))
    if fail_on is not None and fails(document, fail_on, area):
        raise typer.Exit(Exit.FINDINGS)


def template(
    action: Annotated[Action, typer.Argument(metavar="[list|show|copy]", help="What to do.")] = Action.list,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Which one: html, md, or a file by its name.")
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FOLDER", help="Folder to copy to [default: this one].")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that exist.")] = False,
    format_: o.FormatOption = None,
    output: o.Output = None,
    lang: o.LanguageOption = None,
) -> None:
    """Templates of reports: list the shipped ones, show one, or copy one to change it for report --template."""
    from bpjscli.commands import templates
    from bpjscli.output import write
    from bpjscli.report.views.templates import copied, listed

    if action is not Action.list and name is None:
        raise BpjsError(f"bpjs: template {action.value}: say which one: bpjs template {action.value} html")
    language = o.language(lang)
    if action is Action.show:
        write(templates.shipped_file(name or "").read_text(encoding="utf-8"), output)
    elif action is Action.copy:
        files = templates.copy(name or "", to or Path(), force=force)
        emit(copied(files, language), format_, output)
    else:
        emit(listed([path.name for path in templates.shipped()], language), format_, output)

"""`bpjs template`: the shipped templates of reports, to list, to read, and to start one's own from."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bpjscli.commands import options as o
from bpjscli.errors import BpjsError


class Action(StrEnum):
    """What to do with the shipped templates."""

    list = "list"
    show = "show"
    copy = "copy"


def template(
    action: Annotated[Action, typer.Argument(help="What to do.")] = Action.list,
    name: Annotated[str | None, typer.Argument(help="Which one: html, md, or a file by its name.")] = None,
    to: Annotated[Path | None, typer.Option("--to", help="Folder to copy to [default: this one].")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that exist.")] = False,
    format_: o.FormatOption = None,
    output: o.Output = None,
    lang: o.LanguageOption = None,
) -> None:
    """Templates of reports: list the shipped ones, show one, or copy one to change it for report --template."""
    from bpjscli.commands import templates
    from bpjscli.commands.run import emit
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


COMMANDS = (template,)

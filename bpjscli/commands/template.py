"""`bpjs template`: the shipped templates of reports, to list, to read, to start from."""

# No `from __future__ import annotations`: Typer would have to compile each text in every run.

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bpjscli.commands.shared.asked import Asked, asks
from bpjscli.errors import BpjsError
from bpjscli.i18n import say as _


class Action(StrEnum):
    """What to do with the shipped templates."""

    list = "list"
    show = "show"
    copy = "copy"


@asks(without=("data", "as_of", "no_config"))
def template(
    asked: Asked,
    action: Annotated[Action, typer.Argument(metavar="[list|show|copy]", help="What to do.")] = Action.list,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Which one: html, md, or a file by its name.")
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FOLDER", help="Folder to copy to [default: this one].")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that exist.")] = False,
) -> None:
    """Templates of reports: list the shipped ones, show one, or copy one to change it for report --template."""
    from bpjscli.commands.work import templates
    from bpjscli.output import write
    from bpjscli.report.views.template import list_templates, report_copies

    if action is not Action.list and name is None:
        raise BpjsError(_("template {action}: say which one: bpjs template {action} html", action=action.value))
    language = asked.language
    if action is Action.show:
        write(templates.find_shipped(name or "").read_text(encoding="utf-8"), asked.output)
    elif action is Action.copy:
        files = templates.copy(name or "", to or Path(), force=force)
        asked.show(report_copies(files, language))
    else:
        asked.show(list_templates([path.name for path in templates.list_shipped()], language))

"""`bpjs init`: a new fact base for a region."""

# No `from __future__ import annotations`: Typer would have to compile each text in every run.

from pathlib import Path
from typing import Annotated

import typer

from bpjscli.commands.shared import options as o
from bpjscli.commands.shared.asked import Asked, asks


@asks("lang")
def init(
    asked: Asked,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to make it in.")],
    region: Annotated[
        str | None,
        typer.Option(
            "--region",
            metavar="NAME",
            help="Group, province or city it is about [default: by the folder's name].",
            autocompletion=o.offer("areas"),
        ),
    ] = None,
    within: Annotated[
        str | None,
        typer.Option(
            "--within",
            metavar="PROVINCE",
            help="Where a regency or city lies that bpjs does not know.",
            autocompletion=o.offer("areas"),
        ),
    ] = None,
) -> None:
    """Make a new fact base for a region, with comments that teach and one invented example."""
    from bpjscli.commands.work.init import run_init
    from bpjscli.output import write

    write(run_init(folder, region, asked.language, within), None)

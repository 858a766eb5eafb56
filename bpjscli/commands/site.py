"""`bpjs site`: the report as pages that link to each other."""

# No `from __future__ import annotations`: Typer would have to compile each text in every run.

from pathlib import Path
from typing import Annotated

import typer

from bpjscli.commands.shared import options as o
from bpjscli.commands.shared.asked import Asked, asks
from bpjscli.commands.shared.values import FailOn
from bpjscli.errors import Exit


@asks("data", "as_of", "lang", "no_config")
def site(
    asked: Asked,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write to: a new one, or that of a site.")],
    area: Annotated[
        str | None,
        typer.Option(
            "--area",
            "--province",
            "-a",
            metavar="NAME",
            envvar="BPJS_AREA",
            help="What the first page is about [default: what all areas lie in].",
            autocompletion=o.offer("areas"),
        ),
    ] = None,
    fail_on: Annotated[
        FailOn | None,
        typer.Option(
            "--fail-on",
            metavar="error|warning",
            help="Exit 1 where there are errors, or also warnings, about the figures.",
            autocompletion=o.offer("words", *FailOn),
        ),
    ] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print no result, only what fails.", rich_help_panel="Output")
    ] = False,
) -> None:
    """The report as pages that link to each other: the region, each area, each source, findings, and a search."""
    from bpjscli.commands.work.site import fails, make_site, tell

    manifest, outcome = make_site(asked, folder, area)
    if not quiet:
        tell(folder, outcome, asked.language)
    if fail_on is not None and fails(manifest, fail_on):
        raise typer.Exit(Exit.FINDINGS)

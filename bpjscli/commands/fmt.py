"""`bpjs fmt`: a fact base in canonical form."""

# No `from __future__ import annotations`: Typer would have to compile each text in every run.

from pathlib import Path
from typing import Annotated

import typer

from bpjscli.commands.shared.asked import Asked, asks
from bpjscli.errors import Exit


@asks("data")
def fmt(
    asked: Asked,
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE]...", readable=False, help="Files [default: those of the fact base in use]."),
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit code 1 if a file would change.")] = False,
) -> None:
    """Put fact-base files into canonical form: order of keys, columns of figures; comments stay."""
    from bpjscli.commands.work.fmt import run_fmt

    if run_fmt(files or [], asked.data, check=check) and check:
        raise typer.Exit(Exit.FINDINGS)

"""`bpjs diff`: what changed between two fact bases."""

# No `from __future__ import annotations`: Typer would have to compile each text in every run.

from typing import Annotated

import typer

from bpjscli.commands.shared import values
from bpjscli.commands.shared.asked import Asked, asks


@asks()
def diff(
    asked: Asked,
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="A fact base, or a git revision: HEAD~1, HEAD~1:data/figures.toml.")
    ],
    new: Annotated[
        str | None, typer.Argument(metavar="[NEW]", help="Likewise [default: the fact base in use].")
    ] = None,
) -> None:
    """What changed between two fact bases: figures, results, ranks and findings."""
    from bpjscli.commands.work.diff import run_diff

    asked.show(run_diff(old, new, asked.data, values.day(asked.as_of, "--as-of"), asked.language))

"""`bpjs diff`: what changed between two fact bases."""

from __future__ import annotations

from typing import Annotated

import typer

from bpjscli.commands.shared import options as o
from bpjscli.commands.shared import values
from bpjscli.commands.shared.run import emit


def diff(
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="A fact base, or a git revision: HEAD~1, HEAD~1:data/figures.toml.")
    ],
    new: Annotated[
        str | None, typer.Argument(metavar="[NEW]", help="Likewise [default: the fact base in use].")
    ] = None,
    data: o.Data = None,
    as_of: o.AsOf = None,
    format_: o.FormatOption = None,
    output: o.Output = None,
    lang: o.LanguageOption = None,
) -> None:
    """What changed between two fact bases: figures, results, ranks and findings."""
    from bpjscli.commands.work.diff import run_diff

    emit(run_diff(old, new, data, values.day(as_of, "--as-of"), o.language(lang)), format_, output)

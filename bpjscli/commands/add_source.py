"""`bpjs add-source`: a source, to which figures are then added."""

# No `from __future__ import annotations`: Typer would have to compile each text in every run.

from typing import Annotated

import typer

from bpjscli.commands.shared import options as o
from bpjscli.commands.shared.asked import Asked, asks
from bpjscli.commands.shared.options import select_given
from bpjscli.commands.shared.values import Language


@asks(without=("as_of", "output"))
def add_source(
    asked: Asked,
    id_: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="A name of its own [default: publisher and date].")
    ] = None,
    publisher: Annotated[
        str | None,
        typer.Option("--publisher", metavar="NAME", help="Who published it.", autocompletion=o.offer("publishers")),
    ] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="Its headline.")] = None,
    published: Annotated[str | None, typer.Option("--published", metavar="DATE", help="When it was.")] = None,
    link: Annotated[str | None, typer.Option("--link", metavar="URL", help="Its address.")] = None,
    language: Annotated[
        Language | None,
        typer.Option(
            "--language",
            metavar="id|en",
            help="How its numbers are read.",
            autocompletion=o.offer("words", *Language),
        ),
    ] = None,
    speaker: Annotated[str | None, typer.Option("--speaker", metavar="NAME", help="Whose numbers they are.")] = None,
    dateline: Annotated[str | None, typer.Option("--dateline", metavar="TEXT", help="The date as printed.")] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="A remark in your own words.")] = None,
    dry_run: o.DryRun = False,
    yes: o.Yes = False,
) -> None:
    """Enter a source, to which figures are then added."""
    from bpjscli.commands.work.add import Manner, run_add_source

    given = select_given(
        id=id_,
        publisher=publisher,
        title=title,
        published=published,
        link=link,
        language=None if language is None else language.value,
        speaker=speaker,
        dateline=dateline,
        note=note,
    )
    run_add_source(asked.data, given, Manner(dry_run, yes, asked))

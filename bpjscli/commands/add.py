"""`bpjs add`: figures by options, by answering questions, or from a table."""

# No `from __future__ import annotations`: Typer would have to compile each text in every run.

from pathlib import Path
from typing import Annotated, Any

import typer

from bpjscli.commands.shared import options as o
from bpjscli.commands.shared.asked import Asked, asks
from bpjscli.commands.shared.options import select_given
from bpjscli.errors import BpjsError

FIGURE_PANEL = "The figure"


def _figure(name: str, text: str, metavar: str | None = None, known: Any = None) -> typer.models.OptionInfo:
    found: typer.models.OptionInfo = typer.Option(
        name, metavar=metavar, help=text, rich_help_panel=FIGURE_PANEL, autocompletion=known
    )
    return found


Source = Annotated[str | None, _figure("--source", "Id of the source that prints it.", "ID", o.offer("sources"))]


OfPeriod = Annotated[
    str | None, _figure("--period", "Period: 2025, 2025-03 or 2025-03-31.", "PERIOD", o.offer("periods"))
]


Segment = Annotated[str | None, _figure("--segment", "Segment: pu, bpu, jakon or pmi.", "ID", o.offer("segments"))]


Programme = Annotated[
    str | None, _figure("--programme", "Programme: jkk, jkm, jht, jp or jkp.", "ID", o.offer("programmes"))
]


OfBase = Annotated[
    str | None, _figure("--base", "Who counts as workforce, if the source says so.", "NAME", o.offer("bases"))
]


FromTable = Annotated[Path | None, typer.Option("--from", metavar="FILE", help="Add the rows of a .csv or .xlsx file.")]


MapColumns = Annotated[
    list[str] | None, typer.Option("--map", metavar="KEY=COLUMN", help="Which column has what: area=Provinsi.")
]


OfSheet = Annotated[
    str | None, typer.Option("--sheet", metavar="NAME", help="Which sheet of a workbook [default: first].")
]


@asks(without=("as_of", "output"))
def add(
    asked: Asked,
    source: Source = None,
    of_area: Annotated[str | None, _figure("--area", "Area by any customary name.", "AREA", o.offer("areas"))] = None,
    indicator: Annotated[str | None, _figure("--indicator", "What is measured.", "ID", o.offer("indicators"))] = None,
    of_period: OfPeriod = None,
    printed: Annotated[str | None, _figure("--printed", "The number as printed: “28,1 persen”.", "TEXT")] = None,
    value: Annotated[str | None, _figure("--value", "A number from a machine, in its place.", "NUMBER")] = None,
    segment: Segment = None,
    programme: Programme = None,
    base: OfBase = None,
    note: Annotated[str | None, _figure("--note", "A remark in your own words.", "TEXT")] = None,
    locator: Annotated[str | None, _figure("--locator", "Where in the source: a page.", "TEXT")] = None,
    table: FromTable = None,
    map_: MapColumns = None,
    sheet: OfSheet = None,
    dry_run: o.DryRun = False,
    yes: o.Yes = False,
) -> None:
    """Enter figures: by options, by answering questions, or from a table; what they change is shown first."""
    from bpjscli.commands.work.add import Manner, TableFile, run_add

    given = select_given(
        source=source,
        area=of_area,
        indicator=indicator,
        period=of_period,
        printed=printed,
        value=value,
        segment=segment,
        programme=programme,
        base=base,
        note=note,
        locator=locator,
    )
    if table is None and (map_ or sheet):
        raise BpjsError("--map and --sheet are about a table; name it with --from")
    rows = None if table is None else TableFile(table, sheet, tuple(map_ or ()))
    run_add(asked.data, given, rows, Manner(dry_run, yes, asked))

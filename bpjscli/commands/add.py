"""`bpjs add`: figures by options, by answering questions, from a table, or from an article."""

# No `from __future__ import annotations`: Typer would have to compile each text in every run.

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bpjscli.commands.shared import options as o
from bpjscli.commands.shared.asked import Asked, asks
from bpjscli.commands.shared.options import select_given
from bpjscli.errors import BpjsError

if TYPE_CHECKING:
    from bpjscli.commands.work.add import Manner

FIGURE_PANEL = "The figure"


def _figure(name: str, text: str, metavar: str | None = None, known: Any = None) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(
        name, metavar=metavar, help=text, rich_help_panel=FIGURE_PANEL, autocompletion=known
    )
    return option


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


Article = Annotated[
    str | None, typer.Option("--article", metavar="FILE|-", help="Propose figures for the numbers of an article.")
]


def _about(name: str, text: str, metavar: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(name, metavar=metavar, help=text, rich_help_panel="The article")
    return option


OfArea = Annotated[str | None, _figure("--area", "Area by any customary name.", "AREA", o.offer("areas"))]
OfIndicator = Annotated[str | None, _figure("--indicator", "What is measured.", "ID", o.offer("indicators"))]
Printed = Annotated[str | None, _figure("--printed", "The number as printed: “28,1 persen”.", "TEXT")]
Value = Annotated[str | None, _figure("--value", "A number from a machine, in its place.", "NUMBER")]
Note = Annotated[str | None, _figure("--note", "A remark in your own words.", "TEXT")]
LocatorText = Annotated[str | None, _figure("--locator", "Where in the source: a page.", "TEXT")]
Publisher = Annotated[str | None, _about("--publisher", "Who published the article.", "TEXT")]
Published = Annotated[str | None, _about("--published", "When it appeared: 2026-02-02.", "DATE")]
Title = Annotated[str | None, _about("--title", "Its title.", "TEXT")]
Link = Annotated[str | None, _about("--link", "Its address.", "TEXT")]

_OF_ARTICLES = ("source", "area", "period", "publisher", "published", "title", "link")

FromTable = Annotated[
    Path | None, typer.Option("--from", metavar="FILE", readable=False, help="Add the rows of a .csv or .xlsx file.")
]


MapColumns = Annotated[
    list[str] | None, typer.Option("--map", metavar="KEY=COLUMN", help="Which column has what: area=Provinsi.")
]


OfSheet = Annotated[
    str | None, typer.Option("--sheet", metavar="NAME", help="Which sheet of a workbook [default: first].")
]


HeaderRow = Annotated[
    int | None, typer.Option("--header", metavar="N", min=1, help="The row with the headings [default: found].")
]


IgnoreColumns = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore-columns", metavar="COLUMN", help="Leave out a column with numbers, or all that are unknown."
    ),
]


@asks(without=("as_of", "output"), formats="add")
def add(
    asked: Asked,
    source: Source = None,
    of_area: OfArea = None,
    indicator: OfIndicator = None,
    of_period: OfPeriod = None,
    printed: Printed = None,
    value: Value = None,
    segment: Segment = None,
    programme: Programme = None,
    base: OfBase = None,
    note: Note = None,
    locator: LocatorText = None,
    article: Article = None,
    publisher: Publisher = None,
    published: Published = None,
    title: Title = None,
    link: Link = None,
    table: FromTable = None,
    map_: MapColumns = None,
    sheet: OfSheet = None,
    header: HeaderRow = None,
    ignore_columns: IgnoreColumns = None,
    dry_run: o.DryRun = False,
    yes: o.Yes = False,
) -> None:
    """Enter figures: by options, by answering questions, from a table or from an article; changes are shown first."""
    from bpjscli.commands.work.add import Manner, run_add, table_file

    given = select_given(
        source=source, area=of_area, indicator=indicator, period=of_period, printed=printed, value=value,
        segment=segment, programme=programme, base=base, note=note, locator=locator,
    )  # fmt: skip
    about = select_given(publisher=publisher, published=published, title=title, link=link)
    manner = Manner(dry_run, yes, asked)
    if article is not None:
        _propose(article, given | about, manner)
        return
    if about or asked.format_ == "toml":
        raise BpjsError("--publisher, --published, --title, --link and --format toml go with --article")
    if table is None and (map_ or sheet or header or ignore_columns):
        raise BpjsError("--map, --sheet, --header and --ignore-columns are about a table; name it with --from")
    rows = table_file(table, sheet, map_, ignore_columns, header)
    run_add(asked.data, given, rows, manner)


def _propose(article: str, given: dict[str, str], manner: "Manner") -> None:
    """Propose figures for the numbers of an article."""
    from bpjscli.commands.work.article import run_article

    others = [f"--{key}" for key in given if key not in _OF_ARTICLES]
    if others:
        raise BpjsError(f"--article finds these itself: leave out {', '.join(others)}")
    if manner.asked.format_ == "toml" and not manner.dry_run:
        raise BpjsError("--format toml goes with --dry-run")
    run_article(article, given, manner)

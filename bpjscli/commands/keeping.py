"""Commands that enter figures and keep fact bases; `bpjscli.cli` enters them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bpjscli.commands import options as o
from bpjscli.commands import values
from bpjscli.commands.choices import Language
from bpjscli.commands.run import emit
from bpjscli.errors import BpjsError, Exit

if TYPE_CHECKING:
    from bpjscli.commands.shells import Completer

FIGURE_PANEL = "The figure"

DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change, and write nothing.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Write without asking, as a script must.")]


def _figure(
    name: str, text: str, metavar: str | None = None, known: Completer | None = None
) -> typer.models.OptionInfo:
    found: typer.models.OptionInfo = typer.Option(
        name, metavar=metavar, help=text, rich_help_panel=FIGURE_PANEL, autocompletion=known
    )
    return found


Source = Annotated[str | None, _figure("--source", "Id of the source that prints it.", "ID", o.offered("sources"))]
OfPeriod = Annotated[
    str | None, _figure("--period", "Period: 2025, 2025-03 or 2025-03-31.", "PERIOD", o.offered("periods"))
]
Segment = Annotated[str | None, _figure("--segment", "Segment: pu, bpu, jakon or pmi.", "ID", o.offered("segments"))]
Programme = Annotated[
    str | None, _figure("--programme", "Programme: jkk, jkm, jht, jp or jkp.", "ID", o.offered("programmes"))
]
OfBase = Annotated[
    str | None, _figure("--base", "Who counts as workforce, if the source says so.", "NAME", o.offered("bases"))
]


FromTable = Annotated[Path | None, typer.Option("--from", metavar="FILE", help="Add the rows of a .csv or .xlsx file.")]
MapColumns = Annotated[
    list[str] | None, typer.Option("--map", metavar="KEY=COLUMN", help="Which column has what: area=Provinsi.")
]
OfSheet = Annotated[
    str | None, typer.Option("--sheet", metavar="NAME", help="Which sheet of a workbook [default: first].")
]


def add(
    source: Source = None,
    of_area: Annotated[str | None, _figure("--area", "Area by any customary name.", "AREA", o.offered("areas"))] = None,
    indicator: Annotated[str | None, _figure("--indicator", "What is measured.", "ID", o.offered("indicators"))] = None,
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
    dry_run: DryRun = False,
    yes: Yes = False,
    data: o.Data = None,
    format_: o.FormatOption = None,
    lang: o.LanguageOption = None,
) -> None:
    """Enter figures: by options, by answering questions, or from a table; what they change is shown first."""
    from bpjscli.commands.add import Manner, Table, run_add

    given = _given(
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
        raise BpjsError("bpjs: --map and --sheet are about a table; name it with --from")
    rows = None if table is None else Table(table, sheet, tuple(map_ or ()))
    run_add(data, given, rows, Manner(dry_run, yes, format_, o.language(lang)))


def add_source(
    id_: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="A name of its own [default: publisher and date].")
    ] = None,
    publisher: Annotated[
        str | None,
        typer.Option("--publisher", metavar="NAME", help="Who published it.", autocompletion=o.offered("publishers")),
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
            autocompletion=o.offered("words", *Language),
        ),
    ] = None,
    speaker: Annotated[str | None, typer.Option("--speaker", metavar="NAME", help="Whose numbers they are.")] = None,
    dateline: Annotated[str | None, typer.Option("--dateline", metavar="TEXT", help="The date as printed.")] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="A remark in your own words.")] = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    data: o.Data = None,
    format_: o.FormatOption = None,
    lang: o.LanguageOption = None,
) -> None:
    """Enter a source, to which figures are then added."""
    from bpjscli.commands.add import Manner, run_add_source

    given = _given(
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
    run_add_source(data, given, Manner(dry_run, yes, format_, o.language(lang)))


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
    from bpjscli.commands.diff import run_diff

    emit(run_diff(old, new, data, values.day(as_of, "--as-of"), o.language(lang)), format_, output)


def fmt(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE]...", help="Files [default: those of the fact base in use].")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit code 1 if a file would change.")] = False,
    data: o.Data = None,
) -> None:
    """Put fact-base files into canonical form: order of keys, columns of figures; comments stay."""
    from bpjscli.commands.fmt import run_fmt

    if run_fmt(files or [], data, check=check) and check:
        raise typer.Exit(Exit.FINDINGS)


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to make it in.")],
    region: Annotated[
        str | None,
        typer.Option(
            "--region",
            metavar="NAME",
            help="Group, province or city it is about [default: by the folder's name].",
            autocompletion=o.offered("areas"),
        ),
    ] = None,
    within: Annotated[
        str | None,
        typer.Option(
            "--within",
            metavar="PROVINCE",
            help="Where a regency or city lies that bpjs does not know.",
            autocompletion=o.offered("areas"),
        ),
    ] = None,
    lang: o.LanguageOption = None,
) -> None:
    """Make a new fact base for a region, with comments that teach and one invented example."""
    from bpjscli.commands.init import run_init
    from bpjscli.output import write

    write(run_init(folder, region, o.language(lang), within), None)


def schema(data: o.Data = None, output: o.Output = None) -> None:
    """The JSON Schema of a fact base, with which editors complete and check it."""
    from bpjscli.commands.run import open_base
    from bpjscli.commands.schema import schema_text
    from bpjscli.output import write

    write(schema_text(open_base(data).base), output)


def _given(**options: str | None) -> dict[str, str]:
    """The options that were given; an empty one is none."""
    return {key: value for key, value in options.items() if value}

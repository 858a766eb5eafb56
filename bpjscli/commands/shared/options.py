"""Options that several commands have, the words they choose from, and what their texts mean."""

from __future__ import annotations

import os
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bpjscli.commands.shared.help import FACTS_PANEL, OUTPUT_PANEL
from bpjscli.commands.shared.shells import VARIABLE
from bpjscli.commands.shared.values import AddFormat, CheckFormat, Format, Language
from bpjscli.errors import BpjsError, OptionError, quoted
from bpjscli.i18n import Lang, language_of_environment
from bpjscli.i18n import say as _
from bpjscli.shipped import find_base

if TYPE_CHECKING:
    from bpjscli.commands.shared.shells import Completer

ENDINGS = {"htm": "html", "markdown": "md", "txt": "plain", "text": "plain"}
SILENT: Final = frozenset(("log", "out", "tmp", "temp", "part", "new", "old", "bak"))
"""Endings that say nothing about what is in a file."""

LONGEST_ENDING: Final = 6  # letters: a longer one is part of a name, as in "tmp.Xy7Kq2Lm9a"
NEAR = 0.7  # how like an ending of ours another one is that was meant to be it: "htlm", "doc"


def offer(name: str, *words: str) -> Completer | None:
    """The function of `bpjscli.commands.shared.complete` of that name, or the one that it makes of `words`.

    `None` unless a shell is asking: importing them, and what Typer does with their signatures, takes a millisecond.
    """
    if VARIABLE not in os.environ:
        return None
    from bpjscli.commands.shared import complete

    completer: Completer = getattr(complete, name)(*words) if words else getattr(complete, name)
    return completer


def is_given(context: typer.Context, name: str) -> bool:
    """Whether a parameter stands on the command line."""
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def by_file_name(formats: type[StrEnum]) -> Callable[[typer.Context, StrEnum | None], StrEnum | None]:
    """The callback of `--format`: unless that is typed, "report.html" is to be HTML, whatever other defaults say.

    An ending of another format, such as ".pages", raises `BpjsError`, but where a template makes the text; one that is
    none, as in "report.2025", says nothing.
    """

    def chosen(context: typer.Context, value: StrEnum | None) -> StrEnum | None:
        output = context.params.get("output")  # options on the command line come before those that are not
        if output is None or is_given(context, "format_"):
            return value
        ending = Path(output).suffix.lower().removeprefix(".")
        ending = ENDINGS.get(ending, ending)
        if ending in (*formats,):
            return formats(ending)
        if context.info_name != "template" and not context.params.get("own"):
            _refuse_unknown(ending, [*formats])
        return value

    return chosen


def _refuse_unknown(ending: str, known: list[str]) -> None:
    """Raise `BpjsError` for the ending of a format that there is not, with the one that was meant or all there are."""
    if not ending[:1].isalpha() or len(ending) > LONGEST_ENDING or ending in SILENT:
        return
    from difflib import get_close_matches

    near = get_close_matches(ending, known, 1, NEAR)
    hint = _("did you mean .{near}?", near=near[0]) if near else _("there are {known};", known=", ".join(known))
    said = _("no format is called {ending}; {hint} --format takes any name", ending=quoted(ending), hint=hint)
    raise BpjsError(f"--output: {said}")


def _formats(formats: type[StrEnum]) -> str:
    known = ", ".join(formats)
    return f"{known} [default: by the name of --output; else table on a terminal, plain elsewhere]."


def _named_base(data: Path | None) -> Path | None:
    """The callback of `--data`: the name of a shipped base becomes its file."""
    return None if data is None else find_base(data)


Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="FILE",
        envvar="BPJS_DATA",
        help="Fact base to read: a file, or “indonesia” [default: the shipped one, of Kalimantan].",
        rich_help_panel=FACTS_PANEL,
        readable=False,  # what may not be read is the base's fault, and no wrong use
        callback=_named_base,
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        envvar="BPJS_AS_OF",
        metavar="DATE",
        help="Use only what had been published by then.",
        rich_help_panel=FACTS_PANEL,
    ),
]
Area = Annotated[
    str | None,
    typer.Option(
        "--area",
        "--province",
        "-a",
        metavar="NAME",
        envvar="BPJS_AREA",
        help="Area by any customary name: kalbar, 61, “West Kalimantan”.",
        autocompletion=offer("areas"),
    ),
]
PeriodText = Annotated[
    str | None,
    typer.Option(
        "--period",
        "-p",
        metavar="PERIOD",
        help="Period: 2025, 2025-03, 2025-Q1, 2025-H1, 2025-01/04 or 2025-03-31.",
        autocompletion=offer("periods"),
    ),
]
Segment = Annotated[
    str | None,
    typer.Option(
        "--segment", metavar="SEGMENT", help="Segment: pu, bpu, jakon or pmi.", autocompletion=offer("segments")
    ),
]
Programme = Annotated[
    str | None,
    typer.Option(
        "--programme",
        metavar="PROGRAMME",
        help="Programme: jkk, jkm, jht, jp or jkp.",
        autocompletion=offer("programmes"),
    ),
]
Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet", "-q", help="Print no result, only what fails; with --output, write it.", rich_help_panel=OUTPUT_PANEL
    ),
]
FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        envvar="BPJS_FORMAT",
        help=_formats(Format),
        rich_help_panel=OUTPUT_PANEL,
        autocompletion=offer("words", *Format),
        callback=by_file_name(Format),
    ),
]
CheckFormatOption = Annotated[
    CheckFormat | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        envvar="BPJS_FORMAT",
        help=_formats(CheckFormat),
        rich_help_panel=OUTPUT_PANEL,
        autocompletion=offer("words", *CheckFormat),
        callback=by_file_name(CheckFormat),
    ),
]
AddFormatOption = Annotated[
    AddFormat | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        envvar="BPJS_FORMAT",
        help=_formats(AddFormat),
        rich_help_panel=OUTPUT_PANEL,
        autocompletion=offer("words", *AddFormat),
        callback=by_file_name(AddFormat),
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="File to write, replaced whole or not at all.",
        rich_help_panel=OUTPUT_PANEL,
        readable=False,
    ),
]
LanguageOption = Annotated[
    Language | None,
    typer.Option(
        "--lang",
        metavar="id|en",
        envvar="BPJS_LANG",
        help="Language [default: the locale's].",
        rich_help_panel=OUTPUT_PANEL,
        autocompletion=offer("words", *Language),
    ),
]


def refuse_before_command(context: typer.Context) -> None:
    """Raise `BpjsError` for an option that stands before the command, where it would change nothing."""
    for parameter in context.command.params:
        source = context.get_parameter_source(parameter.name or "")
        if source is not None and source.name == "COMMANDLINE" and parameter.name != "no_config":
            command, option = context.invoked_subcommand, parameter.opts[0]
            said = _("write {option} after the command: bpjs {command} {option} …", option=option, command=command)
            raise BpjsError(said)


def language(chosen: Language | None) -> Lang:
    """The language chosen, else that of the locale's environment, else English."""
    if chosen is not None:
        return "id" if chosen is Language.id else "en"
    return language_of_environment()


COLOURS: Final = ("auto", "always", "never")


def _check_colour(value: str) -> str:
    if value not in COLOURS:
        raise OptionError(
            "--color", _('unknown "{value}"; choose one of {words}', value=value, words=", ".join(COLOURS))
        )
    return value


Color = Annotated[
    str,
    typer.Option(
        "--color",
        metavar="auto|always|never",
        envvar="BPJS_COLOR",
        help="Colours [default: auto].",
        show_default=False,
        rich_help_panel=OUTPUT_PANEL,
        autocompletion=offer("words", *COLOURS),
        callback=_check_colour,
    ),
]


NOTES: Final = ("none", "short", "full")


def _check_notes(value: str | None) -> str | None:
    if value is not None and value not in NOTES:
        raise OptionError("--notes", _('unknown "{value}"; choose one of {words}', value=value, words=", ".join(NOTES)))
    return value


Notes = Annotated[
    str | None,
    typer.Option(
        "--notes",
        metavar="none|short|full",
        envvar="BPJS_NOTES",
        help="table, plain: notes and sources [default: short in a table, full in plain text].",
        rich_help_panel=OUTPUT_PANEL,
        autocompletion=offer("words", *NOTES),
        callback=_check_notes,
    ),
]


def _flag(name: str, text: str, panel: str = OUTPUT_PANEL) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(name, help=text, rich_help_panel=panel)
    return option


NoConfig = Annotated[bool, _flag("--no-config", "Read no bpjs.toml beside the fact base.", FACTS_PANEL)]
NoPager = Annotated[bool, _flag("--no-pager", "Write long results straight to the terminal.")]
TableId = Annotated[
    str | None,
    typer.Option("--table", metavar="ID", help="csv, tsv: only this table of several.", rich_help_panel=OUTPUT_PANEL),
]
Bom = Annotated[bool, _flag("--bom", "csv, tsv: begin with a byte order mark, for Excel.")]
RawCsv = Annotated[bool, _flag("--raw-csv", "csv, tsv: leave what a spreadsheet takes for a formula as it is.")]

DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change, and write nothing.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Write without asking, as a script must.")]


def select_given(**options: str | None) -> dict[str, str]:
    """The options that were given; an empty one is none."""
    return {key: value for key, value in options.items() if value}

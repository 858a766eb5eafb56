"""How a result is shown: options that every command with a result has, and the pager."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Callable, Mapping
from contextlib import suppress
from shutil import which
from typing import TYPE_CHECKING, Any, Literal, cast

import msgspec
from typer.core import TyperCommand, TyperOption

from bpjscli.commands.shared.help import FACTS_PANEL, OUTPUT_PANEL, write_sections
from bpjscli.errors import BpjsError

ORDINARY = ("less", "-FRX")  # ends where all fits, keeps colours, and leaves the text on the screen


def pager_command(environ: Mapping[str, str]) -> list[str] | None:
    """The command of BPJS_PAGER, else PAGER, else less; `None` where there is none, or it is empty or cat."""
    if environ.get("TERM", "dumb") == "dumb":
        return None
    named = environ.get("BPJS_PAGER", environ.get("PAGER"))
    try:
        command = list(ORDINARY) if named is None else shlex.split(named)
    except ValueError:  # a quotation that does not end
        return None
    return command if command and command[0] != "cat" and which(command[0], path=environ.get("PATH")) else None


def is_longer(text: str, height: int) -> bool:
    """Whether `text` and a prompt take more than `height` lines."""
    return text.count("\n") >= height


def show_paged(text: str, command: list[str], environ: Mapping[str, str]) -> bool:
    """Show `text` through `command`; whether that could be started. Leaving it early is no fault."""
    try:
        process = subprocess.Popen(  # noqa: S603  # the user's own pager, from the user's own environment
            command, stdin=subprocess.PIPE, env={"LESS": "FRX", "LESSCHARSET": "utf-8", "LV": "-c", **environ}
        )
    except OSError:
        return False
    assert process.stdin is not None  # noqa: S101  # a pipe was asked for
    with suppress(BrokenPipeError):
        process.stdin.write(text.encode("utf-8", "backslashreplace"))
    with suppress(BrokenPipeError):
        process.stdin.close()
    while True:
        try:
            process.wait()
        except KeyboardInterrupt:  # the pager's own business
            continue
        return True


if TYPE_CHECKING:
    from bpjscli.commands.shared.shells import Item

COLOURS = ("auto", "always", "never")
DELIMITED = ("csv", "tsv")


class Look(msgspec.Struct, frozen=True):
    """What the options say; `table_id` is that of the one table to show."""

    color: Literal["auto", "always", "never"] = "auto"
    pager: bool = True
    table_id: str | None = None
    bom: bool = False
    raw_csv: bool = False

    def refuse_for(self, format_name: str) -> None:
        """Raise `BpjsError` for an option that would change nothing in this format."""
        given = {"--table": self.table_id is not None, "--bom": self.bom, "--raw-csv": self.raw_csv}
        for option in (option for option, chosen in given.items() if chosen and format_name not in DELIMITED):
            raise BpjsError(f"bpjs: {option} goes with --format csv or --format tsv, not with {format_name}")


_chosen: dict[str, Any] = {}


def look() -> Look:
    """What the command that is running was asked for."""
    return Look(**_chosen)


class Command(TyperCommand):
    """A command that quotes what it cannot use so that it prints: Typer shows a word too many as it came."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As Typer does it."""
        try:
            return super().parse_args(ctx, args)
        except Exception as error:
            said = getattr(error, "message", "")
            if said.startswith("Got unexpected extra") and not said.isprintable():
                shown = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in said)
                error.message = shown  # type: ignore[attr-defined]  # looked for above
            raise

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Under the headings that the options name."""
        write_sections(self, ctx, formatter)


class ShowingCommand(Command):
    """A command with a result: it also has the options of this module."""

    def __init__(self, name: str | None, *, params: list[Any] | None = None, **more: Any) -> None:
        super().__init__(name, params=[*(params or ()), *_options()], **more)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As Typer does it; a word too many is most often an area, of which the option has been left out."""
        try:
            return super().parse_args(ctx, args)
        except Exception as error:
            said = getattr(error, "message", "")
            if said.startswith("Got unexpected extra") and any("--area" in option.opts for option in self.params):
                error.message = f"{said}. An area goes with --area."  # type: ignore[attr-defined]  # looked for above
            raise


def shows(command: Callable[..., Any]) -> bool:
    """Whether a command has a result that is shown: it can be told its format."""
    return "format_" in command.__annotations__


def _options() -> list[TyperOption]:
    """In the order of the help; their values go to `look`, not to the command."""
    return [
        _option(
            "color",
            "--color",
            color=True,
            default="auto",
            metavar="auto|always|never",
            help_="Colours [default: auto].",
        ),
        _option(
            "no_config", "--no-config", flag=True, panel=FACTS_PANEL, help_="Read no bpjs.toml beside the fact base."
        ),
        _option("no_pager", "--no-pager", flag=True, help_="Write long results straight to the terminal."),
        _option("table_id", "--table", metavar="ID", help_="csv, tsv: only this table of several."),
        _option("bom", "--bom", flag=True, help_="csv, tsv: begin with a byte order mark, for Excel."),
        _option(
            "raw_csv", "--raw-csv", flag=True, help_="csv, tsv: leave what a spreadsheet takes for a formula as it is."
        ),
    ]


def _option(
    name: str,
    option: str,
    *,
    flag: bool = False,
    color: bool = False,
    default: str | None = None,
    metavar: str | None = None,
    panel: str = OUTPUT_PANEL,
    help_: str = "",
) -> TyperOption:
    return TyperOption(
        param_decls=[name, option],
        is_flag=flag,
        default=False if flag else default,
        metavar=metavar,
        callback=_keep_color if color else _keep,
        autocompletion=_colours if color else None,
        envvar="BPJS_COLOR" if color else None,
        show_envvar=color,
        expose_value=False,
        help=help_,
        rich_help_panel=panel,
    )


def _colours(context: Any, _arguments: list[str], incomplete: str) -> list[Item]:
    from bpjscli.commands.shared.complete import words

    return words(*COLOURS)(context, incomplete)


def _keep(_context: Any, option: Any, value: Any) -> None:
    name = cast("str", option.name)
    if name == "no_config":  # it has been looked for before anything was read
        return
    if name == "no_pager":
        name, value = "pager", not value
    _chosen[name] = value


def _keep_color(context: Any, option: Any, value: str) -> None:
    if value not in COLOURS:
        raise BpjsError(f'bpjs: --color: unknown "{value}"; choose one of {", ".join(COLOURS)}')
    _keep(context, option, value)

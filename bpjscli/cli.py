"""The command line: every command as one program, or the one that is asked for by itself."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any, Final

import typer

from bpjscli.commands.shared import help as manual
from bpjscli.commands.shared import options as o
from bpjscli.commands.shared import shells
from bpjscli.commands.shared.asked import Asked
from bpjscli.commands.shared.command import Command

_LOOK: Final[dict[str, Any]] = {"pretty_exceptions_enable": False, "rich_markup_mode": None}
_NAMES_OF_HELP: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def run(arguments: Sequence[str]) -> None:
    """Do what `arguments` ask for, and exit.

    A command that they begin with is built alone: to make options from the signatures of all takes longer than an
    answer does.
    """
    name = next(iter(arguments), "")
    if shells.VARIABLE in os.environ:
        every_command(shells.find_begun_command())(prog_name="bpjs")
    elif name in manual.PAGES:
        one_command(name)(arguments[1:], prog_name=f"bpjs {name}")
    else:
        every_command()(arguments, prog_name="bpjs")


def every_command(begun: str = "") -> typer.Typer:
    """The whole program; of the commands only `begun`, where a shell completes the words of that one."""
    app = typer.Typer(name="bpjs", cls=manual.CommandGroup, context_settings=_NAMES_OF_HELP, **_LOOK)
    app.callback(invoke_without_command=True, help=manual.SUMMARY)(main)
    for name in (begun,) if begun in manual.PAGES else manual.PAGES:
        _enter(app, name)
    return app


def one_command(name: str) -> typer.Typer:
    """The program that is one command."""
    app = typer.Typer(add_completion=False, **_LOOK)
    _enter(app, name)
    return app


def _enter(app: typer.Typer, name: str) -> None:
    page = manual.PAGES[name]
    module = name.replace("-", "_")
    command = getattr(import_module(f"bpjscli.commands.{module}"), module)
    app.command(
        name,
        cls=Command,
        context_settings=_NAMES_OF_HELP,
        short_help=page.short,
        rich_help_panel=page.panel,
    )(command)


def _version(wanted: bool) -> None:
    if wanted:
        from bpjscli import __version__
        from bpjscli.output import write

        write(f"bpjs {__version__}\n", None)
        raise typer.Exit


def main(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
    no_config: Annotated[bool, typer.Option("--no-config", help="Read no bpjs.toml beside the fact base.")] = False,
    data: o.Data = None,
    format_: o.FormatOption = None,
    output: o.Output = None,
    lang: o.LanguageOption = None,
) -> None:
    """What published social-insurance figures amount to, and which of them cannot be true."""
    if context.invoked_subcommand is None:
        from bpjscli.report.views.summary import summary

        asked = Asked(data, None, format_, output, lang)
        asked.show(summary(asked.answers(), asked.language))
    else:
        o.refuse_before_command(context)

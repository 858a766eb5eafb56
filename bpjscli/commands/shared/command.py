"""How a command reads its command line: defaults from `bpjs.toml`, and errors that say where a value comes from."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from typer.core import TyperCommand

from bpjscli.commands.shared.help import PAGES, write_sections, write_text, write_usage
from bpjscli.commands.shared.settings import FILE, read_defaults
from bpjscli.commands.shared.usage import Speaking
from bpjscli.errors import OptionError
from bpjscli.i18n import say as _
from bpjscli.i18n import speak
from bpjscli.shipped import find_base

_WITHOUT_BASE = ("help", "show_completion", "install_completion")


class Command(Speaking, TyperCommand):
    """A command of bpjs."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As Typer does it, with the defaults of `bpjs.toml`, and with words of its own for a word too many.

        Raises `LocatedError` for a configuration that cannot be used, and Typer's errors for the rest.
        """
        ctx.allow_extra_args = True
        if not ctx.resilient_parsing:
            self._read_defaults(ctx, args)
        try:
            rest = super().parse_args(ctx, args)
        except OptionError as error:
            raise _with_origin(ctx, error) from error
        if ctx.args and not ctx.resilient_parsing:
            self._refuse(ctx)
        if chosen := ctx.params.get("lang"):  # which `bpjs.toml` may have said
            speak("id" if chosen == "id" else "en")
        return rest

    def invoke(self, ctx: Any) -> Any:
        """As Typer does it; an error about an option says where its value comes from, unless somebody typed it."""
        try:
            return super().invoke(ctx)
        except OptionError as error:
            raise _with_origin(ctx, error) from error

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The usage, what the command is for, its options under the headings that they name, and examples."""
        write_usage(self, ctx, formatter)
        if self.help:
            write_text(_(self.help), formatter)
        write_sections(self, ctx, formatter)
        write_text(PAGES[self.name or ""].epilog, formatter)

    def _read_defaults(self, ctx: Any, args: list[str]) -> None:
        """The command line is looked at twice: what names the fact base decides about the defaults of the rest."""
        if not any(parameter.name == "data" for parameter in self.params):
            return
        typed, _, _ = self.make_parser(ctx).parse_args(args=list(args))
        if typed.keys() & set(_WITHOUT_BASE) or _is_unwanted(ctx, typed):
            return
        data = typed.get("data") or os.environ.get("BPJS_DATA")
        ctx.default_map = read_defaults(self.name or "", find_base(Path(data)) if data else None)

    def _refuse(self, ctx: Any) -> None:
        """A word too many is most often an area, of which the option has been left out."""
        words = " ".join("".join(c if c.isprintable() else ascii(c)[1:-1] for c in word) for word in ctx.args)
        if any("--area" in option.opts for option in self.params):
            ctx.fail(_("nothing takes {words} here; an area goes with --area", words=words))
        ctx.fail(_("nothing takes {words} here; {command} -h shows what may", words=words, command=ctx.command_path))


def _is_unwanted(ctx: Any, typed: dict[str, Any]) -> bool:
    """Whether `bpjs.toml` is not to be read; `--no-config` may stand before the command or behind it."""
    before = ctx.parent is not None and bool(ctx.parent.params.get("no_config"))
    return before or bool(typed.get("no_config")) or bool(os.environ.get("BPJS_NO_CONFIG"))


def _with_origin(ctx: Any, error: OptionError) -> OptionError:
    """The error with the variable or file that its option has its value from."""
    option = next((one for one in ctx.command.params if error.option in one.opts), None)
    source = None if option is None else ctx.get_parameter_source(option.name)
    origin = None
    if option is not None and source is not None:
        origin = {"ENVIRONMENT": option.envvar, "DEFAULT_MAP": FILE}.get(source.name)
    if origin is None:
        return error
    message = _(
        "{message} (this comes from {origin}; bpjs config shows every setting)", message=error.message, origin=origin
    )
    return OptionError(error.option, message, named=False)

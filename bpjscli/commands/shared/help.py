"""What `bpjs --help` and the manual page say beyond the options: which commands come first, and an example of each."""

from __future__ import annotations

import copy
import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import msgspec
from typer.core import TyperCommand, TyperGroup

from bpjscli.commands.shared.usage import Speaking
from bpjscli.i18n import CATALOGUES, N_, spoken
from bpjscli.i18n import say as _


class HelpPage(msgspec.Struct, frozen=True, gc=False):
    """The place of a command in the help, and what to type to see what it is for."""

    panel: str
    short: str
    examples: tuple[str, ...]

    @property
    def epilog(self) -> str:
        """What the help of the command ends with."""
        return "\n".join(["\b", _("Examples:"), *(f"  {line}" for line in self.examples)])


ANSWERS: Final = "Answers"
TRUST: Final = "Sources and checks"
KEEPING: Final = "Keeping a fact base"

PAGES: Final[dict[str, HelpPage]] = {
    "coverage": HelpPage(
        ANSWERS,
        "How many of the workers are covered.",
        ("bpjs coverage --province kalbar", "bpjs coverage --fail-under 45 --quiet"),
    ),
    "ranking": HelpPage(
        ANSWERS,
        "Who leads and who trails.",
        ("bpjs ranking", "bpjs ranking --by participants --format csv"),
    ),
    "gap": HelpPage(
        ANSWERS,
        "How far to the target, in points and in people.",
        ("bpjs gap --province kalbar", "bpjs gap --target 60 --by 2026-12-31"),
    ),
    "report": HelpPage(
        ANSWERS,
        "All of it as one document.",
        (
            "bpjs report --format html --output report.html",
            "bpjs report --province kalbar -f md",
            "bpjs report -f html -o report.html --fail-on error",
        ),
    ),
    "site": HelpPage(
        ANSWERS,
        "The report as pages that link to each other.",
        (
            "bpjs site public",
            "bpjs site public --data figures.toml --lang id",
            "bpjs site public --fail-on error --quiet",
        ),
    ),
    "trend": HelpPage(
        ANSWERS,
        "How a number moved, and whether it may be compared.",
        ("bpjs trend", "bpjs trend participants --province kaltim"),
    ),
    "benefits": HelpPage(ANSWERS, "Claims and benefits by programme.", ("bpjs benefits --period 2025",)),
    "check": HelpPage(
        TRUST,
        "What does not add up, and which misprint explains it.",
        ("bpjs check", "bpjs check --strict --quiet", "bpjs check --explain C401", "bpjs check --explain all"),
    ),
    "explain": HelpPage(
        TRUST,
        "Where a number comes from.",
        ("bpjs explain workforce --period 2024", "bpjs explain coverage --province kalbar"),
    ),
    "figures": HelpPage(
        TRUST,
        "The facts themselves, as printed and as read.",
        ("bpjs figures --province kalbar", "bpjs figures -i claims --format csv"),
    ),
    "sources": HelpPage(TRUST, "The publications they come from.", ("bpjs sources",)),
    "init": HelpPage(
        KEEPING,
        "A new fact base for a region.",
        ("bpjs init sulawesi", 'bpjs init malang --region "Kota Malang"'),
    ),
    "add-source": HelpPage(
        KEEPING, "Enter a source.", ("bpjs add-source --publisher Antara --published 2026-03-04 --dry-run",)
    ),
    "add": HelpPage(
        KEEPING,
        "Enter figures, checked before they are written.",
        (
            "bpjs add",
            'bpjs add --source idntimes-2026-02-02 --area bali --indicator coverage --printed "47 persen" --dry-run',
            "bpjs add --from table.csv --map area=Provinsi --dry-run",
        ),
    ),
    "diff": HelpPage(
        KEEPING,
        "What changed between two fact bases.",
        ("bpjs diff HEAD~1", "bpjs diff old.toml new.toml --format md"),
    ),
    "fmt": HelpPage(
        KEEPING,
        "Put fact-base files into canonical form.",
        ("bpjs fmt figures.toml", "bpjs fmt --check figures.toml"),
    ),
    "template": HelpPage(
        KEEPING,
        "List, show or copy the templates of reports.",
        ("bpjs template", "bpjs template copy html --to mine"),
    ),
    "schema": HelpPage(
        KEEPING, "The JSON Schema of a fact base, for editors.", ("bpjs schema --output bpjs.schema.json",)
    ),
    "config": HelpPage(KEEPING, "Every setting, and where it comes from.", ("bpjs config",)),
}
"""Every command there is, in the order of the help: the common path first."""

FACTS_PANEL, OUTPUT_PANEL = "Facts", "Output"
SHARED: Final = ("Options", FACTS_PANEL, OUTPUT_PANEL)
"""Headings of the help of one command that come last: what most commands have."""

SUMMARY: Final = """\
What published social-insurance figures amount to, and which of them cannot be true.

\b
Begin with:
  bpjs                              what is in the fact base
  bpjs coverage --province kalbar   one province: rate, rank, distance to its target
  bpjs check                        what does not add up, and why
  bpjs report -f html -o out.html   all of it as one document
"""

CODES: Final = (
    ("0", "done"),
    ("1", "check found errors, or a gate such as --fail-under has failed"),
    ("2", "the command line or bpjs.toml is wrong"),
    ("3", "the fact base cannot be read or is invalid"),
    ("4", "a gate cannot be decided at the published precision"),
    ("5", "an output could not be written, or another run holds the lock"),
    ("70", "a bug"),
    ("130, 143", "interrupted, terminated"),
    ("141", "the reader of a pipe has gone"),
)
OF_TYPER: Final = (N_("required"), N_("default: {default}"), N_("env var: {var}"))
"""What Typer puts behind the text of an option, in its own words; it asks gettext for them."""


def exit_codes() -> str:
    """What the help of the whole program ends with."""
    return "\n".join(["\b", _("Exit codes:"), *("  " + code.ljust(9) + " " + _(meaning) for code, meaning in CODES)])


def write_usage(command: TyperCommand | TyperGroup, ctx: Any, formatter: Any) -> None:
    """How the command line is put together."""
    pieces = [_(piece) if piece in SYNTAX else piece for piece in command.collect_usage_pieces(ctx)]
    formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=_("Usage: "))


SYNTAX: Final = ("[OPTIONS]", "COMMAND [ARGS]...")


def write_text(text: str, formatter: Any) -> None:
    """What a command is for, or the examples or codes that its help ends with."""
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(text)


def write_sections(command: TyperCommand | TyperGroup, ctx: Any, formatter: Any) -> None:
    """The arguments and options of a command, each under the heading that it names."""
    panels: dict[str, list[Any]] = {}
    with _typer_speaking():
        for parameter in command.get_params(ctx):
            record = _translated(parameter).get_help_record(ctx)
            if record is not None:
                kind = "Arguments" if parameter.param_type_name == "argument" else "Options"
                panels.setdefault(getattr(parameter, "rich_help_panel", None) or kind, []).append(record)
    own = [panel for panel in panels if panel not in SHARED]
    for panel in (*own, *(panel for panel in SHARED if panel in panels)):
        with formatter.section(_(panel)):
            formatter.write_dl(panels[panel])


def _translated(parameter: Any) -> Any:
    """A parameter with its texts in the language of the run."""
    if spoken() == "en":
        return parameter
    shown = copy.copy(parameter)
    shown.help = _(parameter.help) if getattr(parameter, "help", None) else None
    shown.metavar = _(parameter.metavar) if parameter.metavar else None
    return shown


@contextmanager
def _typer_speaking() -> Iterator[None]:
    """Let Typer find the words of `OF_TYPER` in the catalogue of bpjs, meanwhile."""
    if spoken() == "en":
        yield
        return
    domain, before = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain("bpjs", str(CATALOGUES))
    gettext.textdomain("bpjs")
    os.environ["LANGUAGE"] = spoken()
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before


class CommandGroup(Speaking, TyperGroup):
    """All commands, in the help under what they are for, and before the options."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """As Typer does it, with words of its own for a command that there is not."""
        if args and self.get_command(ctx, args[0]) is None and not ctx.resilient_parsing:
            ctx.fail(self._unknown(args[0]))
        return super().resolve_command(ctx, args)

    def _unknown(self, name: str) -> str:
        from difflib import get_close_matches

        shown = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name)
        if near := get_close_matches(name, self.commands):
            guesses = _(" or ").join(near)
            return _("no command is called {name}; did you mean {guesses}?", name=shown, guesses=guesses)
        return _("no command is called {name}; bpjs -h lists them", name=shown)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The usage, what the program is for, its commands and options, its exit codes."""
        write_usage(self, ctx, formatter)
        write_text(_(SUMMARY), formatter)
        width = max(map(len, self.commands))
        for panel in (ANSWERS, TRUST, KEEPING):
            with formatter.section(_(panel)):
                names = [name for name in self.commands if PAGES[name].panel == panel]
                formatter.write_dl([(name.ljust(width), _(PAGES[name].short)) for name in names])
        write_sections(self, ctx, formatter)
        write_text(exit_codes(), formatter)

"""What `bpjs --help` and the manual page say beyond the options: which commands come first, and an example of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple, cast

import typer
from typer.core import TyperCommand, TyperGroup
from typer.models import CommandInfo


class Page(NamedTuple):
    """The place of a command in the help, and what to type to see what it is for."""

    panel: str
    short: str
    examples: tuple[str, ...]


ANSWERS: Final = "Answers"
TRUST: Final = "Where it comes from, and whether it can be"
KEEPING: Final = "Keeping a fact base"

PAGES: Final[dict[str, Page]] = {
    "coverage": Page(
        ANSWERS,
        "How many of the workers are covered.",
        ("bpjs coverage --province kalbar", "bpjs coverage --fail-under 45 --quiet"),
    ),
    "ranking": Page(
        ANSWERS, "Who leads and who trails.", ("bpjs ranking", "bpjs ranking --by participants --format csv")
    ),
    "gap": Page(
        ANSWERS,
        "How far to the target, in points and in people.",
        ("bpjs gap --province kalbar", "bpjs gap --target 60 --by 2026-12-31"),
    ),
    "report": Page(
        ANSWERS,
        "All of it as one document.",
        (
            "bpjs report --format html --output report.html",
            "bpjs report --province kalbar -f md",
            "bpjs report -f html -o report.html --fail-on error",
        ),
    ),
    "trend": Page(
        ANSWERS,
        "How a number moved, and whether it may be compared.",
        ("bpjs trend", "bpjs trend participants --province kaltim"),
    ),
    "benefits": Page(ANSWERS, "Claims and benefits by programme.", ("bpjs benefits --period 2025",)),
    "check": Page(
        TRUST,
        "What does not add up, and which misprint explains it.",
        ("bpjs check", "bpjs check --strict --quiet", "bpjs check --explain C401", "bpjs check --explain all"),
    ),
    "explain": Page(
        TRUST,
        "Where a number comes from.",
        ("bpjs explain workforce --period 2024", "bpjs explain coverage --province kalbar"),
    ),
    "figures": Page(
        TRUST,
        "The facts themselves, as printed and as read.",
        ("bpjs figures --province kalbar", "bpjs figures -i claims --format csv"),
    ),
    "sources": Page(TRUST, "The publications they come from.", ("bpjs sources",)),
    "init": Page(
        KEEPING,
        "A new fact base for a region.",
        ("bpjs init sulawesi", 'bpjs init malang --region "Kota Malang"'),
    ),
    "add-source": Page(
        KEEPING, "Enter a source.", ("bpjs add-source --publisher Antara --published 2026-03-04 --dry-run",)
    ),
    "add": Page(
        KEEPING,
        "Enter figures, checked before they are written.",
        (
            "bpjs add",
            'bpjs add --source idntimes-2026-02-02 --area bali --indicator coverage --printed "47 persen" --dry-run',
            "bpjs add --from table.csv --map area=Provinsi --dry-run",
        ),
    ),
    "diff": Page(
        KEEPING, "What changed between two fact bases.", ("bpjs diff HEAD~1", "bpjs diff old.toml new.toml --format md")
    ),
    "fmt": Page(
        KEEPING, "Put fact-base files into canonical form.", ("bpjs fmt figures.toml", "bpjs fmt --check figures.toml")
    ),
    "template": Page(
        KEEPING, "List, show or copy the templates of reports.", ("bpjs template", "bpjs template copy html --to mine")
    ),
    "schema": Page(KEEPING, "The JSON Schema of a fact base, for editors.", ("bpjs schema --output bpjs.schema.json",)),
    "config": Page(KEEPING, "Every setting, and where it comes from.", ("bpjs config",)),
}
"""In the order of the help: the common path first."""

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
EXIT_CODES: Final = "\b\nExit codes:\n" + "\n".join(f"  {code:<9} {meaning}" for code, meaning in CODES)


class Group(TyperGroup):
    """All commands, in the help under what they are for, and before the options."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """What stands below the summary."""
        width = max(map(len, self.commands))
        for panel in (ANSWERS, TRUST, KEEPING):
            with formatter.section(panel):
                names = [name for name in self.commands if _panel_of(name) == panel]
                formatter.write_dl([(name.ljust(width), self.commands[name].get_short_help_str(70)) for name in names])
        TyperCommand.format_options(cast("TyperCommand", self), ctx, formatter)


def _panel_of(name: str) -> str:
    return PAGES[name].panel if name in PAGES else KEEPING


def name_of(command: CommandInfo) -> str:
    """What a command is called on the command line."""
    return command.name or (command.callback.__name__.replace("_", "-") if command.callback else "")


def dress(app: typer.Typer) -> None:
    """Give the commands their order, panels and examples. One without a page keeps its place at the end."""
    order = list(PAGES)
    app.registered_commands.sort(key=lambda known: _place(name_of(known), order))
    for command in app.registered_commands:
        page = PAGES.get(name_of(command))
        if page is not None:
            command.rich_help_panel = page.panel
            command.short_help = page.short
            command.epilog = _examples(page.examples)


def _place(name: str, order: list[str]) -> int:
    return order.index(name) if name in order else len(order)


def _examples(lines: Iterable[str]) -> str:
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)

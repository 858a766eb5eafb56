"""The manual pages `docs/bpjs.1` and `docs/bpjs.id.1`, made from the texts of the command line (macros of man)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from bpjscli.cli import every_command
from bpjscli.commands.shared import settings
from bpjscli.commands.shared.help import CODES, PAGES, SUMMARY
from bpjscli.i18n import Lang, speaking
from bpjscli.i18n import say as _

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGES_OF_LANGUAGES: dict[Lang, Path] = {"en": DOCS / "bpjs.1", "id": DOCS / "bpjs.id.1"}

HEADINGS = ("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "ENVIRONMENT", "FILES", "EXIT STATUS", "User commands")
TRACED = "Every number it prints can be traced to who published it and when, and is as precise as its source."
BESIDE = "Beside the fact base: defaults for {keys}."

VARIABLES = {
    "BPJS_DATA": "The fact base, where --data names none.",
    "BPJS_LANG": "The language, id or en.",
    "BPJS_FORMAT": "The format of results.",
    "BPJS_AREA": "The area that commands are about when none is named.",
    "BPJS_AS_OF": "The day up to which publications count.",
    "BPJS_COLOR": "Colour on a terminal: auto, always or never.",
    "BPJS_NO_CONFIG": "Where set to anything, no bpjs.toml is read.",
    "BPJS_CACHE": "The folder in which a large fact base is kept as it was loaded; off keeps nothing.",
    "BPJS_MAX_BYTES": "The largest file of a fact base that is read; 64 MiB where unset.",
    "BPJS_DEBUG": "Where set to anything, a bug is shown with its traceback.",
}


def manual(lang: Lang = "en") -> str:
    """The whole page, in a language."""
    with speaking(lang):
        return _manual()


def _manual() -> str:
    group: Any = typer.main.get_command(every_command())
    about, _blank, begin = _(SUMMARY).partition("\n\n")
    name, synopsis, description, options, environment, files, status, section = map(_, HEADINGS)
    lines = [f'.TH BPJS 1 "" "bpjs" "{section}"', f".SH {name}", f"bpjs \\- {_text(about[0].lower() + about[1:-1])}"]
    lines += [f".SH {synopsis}", ".B bpjs", f"[\\fI{_('command')}\\fR] [\\fI{_('options')}\\fR]"]
    lines += [f".SH {description}", _text(about), _text(_(TRACED))]
    lines += [".PP", ".nf", *(_text(line) for line in begin.splitlines() if line.startswith("  ")), ".fi"]
    lines += [f".SH {options}", *_options(group)]
    panel = ""
    for name, command in group.commands.items():
        page = PAGES[name]
        if page.panel != panel:
            panel = page.panel
            lines.append(f'.SH "{_text(_(panel).upper())}"')
        lines += [f'.SS "bpjs {_text(name)}{_arguments(command)}"', _text(_(command.help)), *_options(command)]
        lines += [".PP", _("Examples:"), ".PP", ".nf", *(f"  {_text(line)}" for line in page.examples), ".fi"]
    lines += [f".SH {environment}", *_listed((name, _(said)) for name, said in VARIABLES.items())]
    lines += [f".SH {files}", *_listed([("bpjs.toml", _(BESIDE, keys=", ".join(settings.KEYS)))])]
    codes = [(code, _(said)) for code, said in CODES]
    lines += [f'.SH "{status}"', *_listed((code, f"{said[0].upper()}{said[1:]}.") for code, said in codes)]
    return "\n".join(lines) + "\n"


def texts() -> list[str]:
    """What the pages say that the help does not: for the catalogue of messages."""
    return [*HEADINGS, "command", "options", TRACED, BESIDE, *VARIABLES.values()]


def _arguments(command: Any) -> str:
    names = [(known.name, known.required) for known in command.params if known.param_type_name == "argument"]
    return "".join(f" {name.upper()}" if needed else f" [{name.upper()}]" for name, needed in names)


def _options(command: Any) -> Iterator[str]:
    for option in command.params:
        if option.param_type_name != "option" or option.hidden:
            continue
        spelled = ", ".join(f"\\fB{_text(name)}\\fR" for name in sorted(option.opts, key=lambda name: name[:2] == "--"))
        if not option.is_flag:
            spelled += f" \\fI{_text(_value(option))}\\fR"
        yield from (".TP", spelled, _text(_(option.help) if option.help else ""))


def _value(option: Any) -> str:
    """What an option takes: its choices, or a word for it."""
    choices = getattr(option.type, "choices", None)
    if choices:
        return "|".join(str(getattr(choice, "value", choice)) for choice in choices)
    return str(_(option.metavar) if option.metavar else option.name.rstrip("_")).strip("<>").upper()


def _listed(entries: Any) -> Iterator[str]:
    for name, said in entries:
        yield from (".TP", f"\\fB{_text(name)}\\fR", _text(said))


def _text(text: str) -> str:
    """`text` as roff takes it: a backslash, a hyphen and a dot in front mean something to it."""
    plain = " ".join(text.replace("\b", "").split(" ")).replace("\n", " ")
    escaped = plain.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return f"\\&{escaped}" if escaped[:1] in (".", "'") else escaped

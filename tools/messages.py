"""The Indonesian catalogue: read from the source what is to be said, keep the translations, compile them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from bpjscli.checks.examine import FAMILIES, known_codes, paragraphs
from bpjscli.checks.examine import manual as manual_of
from bpjscli.cli import every_command
from bpjscli.commands.shared import help as manual
from tools import manpage

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "bpjscli" / "locale" / "id" / "LC_MESSAGES"
CATALOGUE = FOLDER / "bpjs.po"
COMPILED = FOLDER / "bpjs.mo"

_KEYWORDS = {"_": None, "N_": None}
_ALWAYS = datetime(2026, 1, 1, tzinfo=UTC)  # the files say what is in them, not when they were made
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


def extracted() -> Catalog:
    """Every message in the source and in the help, without translations."""
    found = _empty()
    for text in (*_help_texts(), *_code_texts(), *manpage.texts()):
        found.add(text)
    for _file, _line, message, _comments, _context in extract_from_dir(
        ROOT / "bpjscli", method_map=[("**.py", "python")], keywords=_KEYWORDS
    ):
        found.add(message)
    return found


def _help_texts() -> Iterator[str]:
    """What the help says, read from the program: commands, options, what options take, headings, exit codes."""
    program: Any = typer.main.get_command(every_command())
    yield from (manual.SUMMARY, "Examples:", "Exit codes:", "Arguments", "Options", *manual.SYNTAX)
    yield from (*manual.SHARED, manual.ANSWERS, manual.TRUST, manual.KEEPING)
    yield from (meaning for _code, meaning in manual.CODES)
    yield from (page.short for page in manual.PAGES.values())
    for command in (program, *program.commands.values()):
        if command is not program:
            yield command.help
        for parameter in command.get_params(typer.Context(command)):
            said = parameter.help, parameter.metavar, getattr(parameter, "rich_help_panel", None)
            yield from (text for text in said if text and not _is_code(text))


def _is_code(text: str) -> bool:
    """Whether a text is the same in every language: "id|en"."""
    return "|" in text and " " not in text


def _code_texts() -> Iterator[str]:
    """What `bpjs check --explain` says of every code, a paragraph a message."""
    yield from FAMILIES.values()
    for code in known_codes():
        _severity, title, text = manual_of(code)
        yield title
        yield from paragraphs(text)


def catalogue() -> Catalog:
    """The catalogue as it is in the repository."""
    if not CATALOGUE.exists():
        return _empty()
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="id", domain="bpjs")


def compiled(messages: Catalog) -> bytes:
    """What `gettext` reads."""
    file = io.BytesIO()
    write_mo(file, messages)
    return file.getvalue()


def untranslated(messages: Catalog) -> list[str]:
    """The messages that lack a translation, or whose translation is a guess."""
    return [str(message.id) for message in messages if message.id and (not message.string or message.fuzzy)]


def placeholders(text: str) -> list[str]:
    """The places in `text` that are filled in, sorted: a translation has the same."""
    return sorted(_PLACEHOLDER.findall(text))


def update() -> None:
    """Write the catalogue with exactly the messages of the source, and compile it."""
    messages = _empty()
    known = catalogue()
    for message in extracted():
        if message.id:
            old = known.get(message.id)
            messages.add(message.id, "" if old is None else old.string)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, messages, width=120, no_location=True, sort_output=True)
    COMPILED.write_bytes(compiled(messages))
    for text in untranslated(messages):
        print(f"not translated: {text}")


def _empty() -> Catalog:
    return Catalog(
        locale="id",
        domain="bpjs",
        header_comment="# The messages of bpjs in Indonesian.",
        project="bpjs",
        version="1",
        creation_date=_ALWAYS,
        revision_date=_ALWAYS,
        fuzzy=False,
    )

"""The Indonesian catalogue: read from the source what is to be said, keep the translations, compile them."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "bpjscli" / "locale" / "id" / "LC_MESSAGES"
CATALOGUE = FOLDER / "bpjs.po"
COMPILED = FOLDER / "bpjs.mo"

_KEYWORDS = {"_": None, "N_": None}
_ALWAYS = datetime(2026, 1, 1, tzinfo=UTC)  # the files say what is in them, not when they were made
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


def extracted() -> Catalog:
    """Every message in the source, without translations."""
    found = _empty()
    for _file, _line, message, _comments, _context in extract_from_dir(
        ROOT / "bpjscli", method_map=[("**.py", "python")], keywords=_KEYWORDS
    ):
        found.add(message)
    return found


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

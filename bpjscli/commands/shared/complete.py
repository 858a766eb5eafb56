"""What a shell completes: names of the fact base in use, read as far as it can be read.

A fact base that cannot be read is passed over for the shipped one. Nothing is kept from one key press to the next.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typer

from bpjscli.commands.shared.shells import Completer, Item, completer, in_these_letters

if TYPE_CHECKING:
    from bpjscli.load.reader import TomlFile
    from bpjscli.model.facts import Area, Vocabulary

LARGEST: Final = 4 * 1024 * 1024  # bytes; reading more takes longer than anybody waits for a tab
_FAMILIES: Final = {
    "F": "format",
    "R": "reading",
    "C": "contradiction within a source",
    "D": "disagreement between sources",
    "S": "suspicious",
    "T": "trend not comparable",
}


@completer
def areas(ctx: typer.Context, incomplete: str) -> Iterator[Item]:
    """Each area once: by its id, else by the first of its other names or codes that begins with what is written."""
    for area in _names(ctx)[0].values():
        for name in _names_of(area):
            if _begins(name, incomplete):
                yield in_these_letters(name, incomplete), area.name.id
                break


@completer
def indicators(ctx: typer.Context, incomplete: str) -> Iterator[Item]:
    """The indicators that there are names for."""
    return _begun(((one.id, one.name.en) for one in _names(ctx)[1].indicators.values()), incomplete)


@completer
def segments(ctx: typer.Context, incomplete: str) -> Iterator[Item]:
    """The segments."""
    return _begun(((one.id, one.name.en) for one in _names(ctx)[1].segments.values()), incomplete)


@completer
def programmes(ctx: typer.Context, incomplete: str) -> Iterator[Item]:
    """The programmes."""
    return _begun(((one.id, one.name.en) for one in _names(ctx)[1].programmes.values()), incomplete)


@completer
def sources(ctx: typer.Context, incomplete: str) -> Iterator[Item]:
    """The sources by their ids, in the order of the file."""
    blocks = _sources(_documents(_data(ctx)) or _documents(None))
    return _begun(((_text(block, "id"), _text(block, "title")) for block in blocks), incomplete)


@completer
def periods(ctx: typer.Context, incomplete: str) -> Iterator[Item]:
    """The periods that the base has figures of, the largest first."""
    written = {str(table["period"]) for table in _figures(_data(ctx)) if "period" in table}
    return _begun(((period, "") for period in sorted(written, reverse=True)), incomplete)


@completer
def publishers(ctx: typer.Context, incomplete: str) -> Iterator[Item]:
    """Who has published something that is in the base."""
    blocks = _sources(_documents(_data(ctx)) or _documents(None))
    return _begun(((_text(block, "publisher"), "") for block in blocks), incomplete)


@completer
def bases(ctx: typer.Context, incomplete: str) -> Iterator[Item]:
    """What figures of the base name as the workforce they rest on."""
    return _begun(((str(table["base"]), "") for table in _figures(_data(ctx)) if "base" in table), incomplete)


@completer
def codes(ctx: typer.Context, incomplete: str) -> Iterator[Item]:
    """Families of codes and codes, also after a comma."""
    from bpjscli.checks.examination import CHECKS
    from bpjscli.checks.examine import known_codes
    from bpjscli.load.codes import CODES

    titles = {code: entry.title for code, entry in CODES.items()} | {c: entry.title for c, entry in CHECKS.items()}
    before, comma, last = incomplete.rpartition(",")
    for code, title in (*_FAMILIES.items(), *((code, titles.get(code, "")) for code in known_codes())):
        if _begins(code, last):
            yield f"{before}{comma}{in_these_letters(code, last)}", title


@completer
def one_code(ctx: typer.Context, incomplete: str) -> Iterator[Item]:
    """The codes that have a manual, and "all"."""
    listed = [item for item in codes(ctx, incomplete) if len(item[0]) > 1 and "," not in item[0]]
    return iter([*listed, *_begun([("all", "every code")], incomplete)])


@completer
def sections(ctx: typer.Context, incomplete: str) -> Iterator[Item]:
    """The sections of a report, also after a comma."""
    from bpjscli.report.views.report import SECTIONS

    before, comma, last = incomplete.rpartition(",")
    taken = before.split(",")
    return _begun(((f"{before}{comma}{name}", "") for name in SECTIONS if name not in taken), f"{before}{comma}{last}")


def words(*known: str) -> Completer:
    """A completer of words that are always the same."""
    return completer(lambda _ctx, incomplete: _begun(((word, "") for word in known), incomplete))


def _begun(items: Iterable[Item], incomplete: str) -> Iterator[Item]:
    for value, help_ in items:
        if value.startswith(incomplete):
            yield value, help_


def _begins(name: str, begun: str) -> bool:
    """Whether `name` begins like that, in capital or small letters."""
    return name[: len(begun)].casefold() == begun.casefold()


def _names_of(area: Area) -> Iterator[str]:
    yield area.id
    for name in (area.name.id, area.name.en, *area.aliases, area.kemendagri, area.iso):
        if name is not None:
            yield name


def _data(ctx: typer.Context) -> Path | None:
    """The fact base in use; a shell has not yet replaced a tilde."""
    from bpjscli.shipped import find_base

    given = ctx.params.get("data") or os.environ.get("BPJS_DATA")
    return find_base(Path(given).expanduser()) if given else None


def _documents(path: Path | None) -> list[TomlFile]:
    """The files of the base that can be read; none where it is too large to be read for a tab."""
    from bpjscli.load.diagnostics import Diagnostics
    from bpjscli.load.include import gather_files
    from bpjscli.shipped import find_data_file

    file = path or find_data_file("figures.toml")
    if not file.is_file() or file.stat().st_size > LARGEST:
        return []
    return gather_files(file, Diagnostics(), str)


def _names(ctx: typer.Context) -> tuple[dict[str, Area], Vocabulary]:
    """The areas and the vocabulary: those that bpjs ships, and those of the base in use where they can be had."""
    from bpjscli.load.diagnostics import Diagnostics, Guesser
    from bpjscli.load.reader import read_toml_file
    from bpjscli.load.vocabulary import read_vocabulary
    from bpjscli.shipped import VOCABULARY, find_data_file

    files = [read_toml_file(find_data_file(name), name, Diagnostics()) for name in VOCABULARY]
    shipped = [file for file in files if file is not None]
    data = _data(ctx)
    own = [] if data is None else _documents(data)
    try:
        return read_vocabulary(shipped, own, Guesser())
    except Exception:  # noqa: BLE001  # whatever is wrong with the base, the shipped names are right
        return read_vocabulary(shipped, [], Guesser())


def _sources(documents: Iterable[TomlFile]) -> Iterator[dict[str, Any]]:
    for document in documents:
        blocks = document.table.get("source")
        for block in blocks if isinstance(blocks, list) else ():
            if isinstance(block, dict):
                yield block


def _figures(data: Path | None) -> Iterator[dict[str, Any]]:
    """The figures, and what the sources say of all of theirs."""
    for block in _sources(_documents(data) or _documents(None)):
        listed = block.get("figures")
        for table in (block.get("defaults"), *(listed if isinstance(listed, list) else ())):
            if isinstance(table, dict):
                yield table


def _text(table: dict[str, Any], key: str) -> str:
    value = table.get(key)
    return value if isinstance(value, str) else ""

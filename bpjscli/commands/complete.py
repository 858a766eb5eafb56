"""What a shell completes: names of the fact base in use, read as far as it can be read.

A completer never fails and never says a word: a fact base that cannot be read is passed over for the shipped one.
Nothing is kept from one key press to the next.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typer

if TYPE_CHECKING:
    from bpjscli.facts.files.reader import Document
    from bpjscli.facts.model import Area, Vocabulary

Item = tuple[str, str]
"""What may be written, and a word about it, which zsh and fish show."""

VARIABLE: Final = "_BPJS_COMPLETE"
LARGEST: Final = 4 * 1024 * 1024  # bytes; reading more takes longer than anybody waits for a tab
_UNSAFE: Final = re.compile(r"[^\w .,/()–-]")
_FAMILIES: Final = {
    "F": "format",
    "R": "reading",
    "C": "contradiction within a source",
    "D": "disagreement between sources",
    "S": "suspicious",
    "T": "trend not comparable",
}


def begun_command() -> str:
    """The command whose words are being completed; empty where it is its own name, or nothing is being completed.

    Typer would read rich to prepare help texts for zsh and fish; they need none of it, so it is said to be missing.
    """
    if VARIABLE not in os.environ:
        return ""
    sys.modules["rich"] = None  # type: ignore[assignment]  # how the import system spells "there is no such module"
    _join_options_and_values()
    text = os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS", "")
    words = text.split()
    return words[1] if len(words) > 2 or (len(words) == 2 and text[-1:].isspace()) else ""


def _join_options_and_values() -> None:
    """Take out the word "=" that bash makes of `--area=kal`; Typer looks for an option right before its value."""
    words, position = os.environ.get("COMP_WORDS", "").split("\n"), os.environ.get("COMP_CWORD", "")
    taken = [n for n, word in enumerate(words) if word == "=" and n and words[n - 1].startswith("--")]
    if taken and position.isdecimal():
        os.environ["COMP_WORDS"] = "\n".join(word for n, word in enumerate(words) if n not in taken)
        os.environ["COMP_CWORD"] = str(int(position) - sum(n < int(position) for n in taken))


class _Word(str):
    """A completion that Typer keeps although what is written is not letter for letter how it begins."""

    __slots__ = ()

    def startswith(self, *_arguments: object) -> bool:
        """Whether a completer has offered it."""
        return True


def _completer(offer: Callable[[typer.Context, str], Iterable[Item]]) -> Callable[[typer.Context, str], list[Item]]:
    """`offer` made safe: no exception, and nothing that a shell would take for more than a word.

    Typer's scripts hand what they get to `eval` (zsh) or to expansion (bash), and the words come from a file that
    somebody else may have written: an item with a character that means something to a shell is left out.
    """

    def complete(ctx: typer.Context, incomplete: str) -> list[Item]:
        try:
            found = dict.fromkeys(offer(ctx, incomplete))
            return [
                (_Word(_escaped(value)), _UNSAFE.sub(" ", help_).strip())
                for value, help_ in found
                if value and not _UNSAFE.search(value)
            ]
        except Exception:  # noqa: BLE001  # a shell is waiting in the middle of a line: silence is the only answer
            return []

    return complete


@_completer
def areas(ctx: typer.Context, incomplete: str) -> Iterator[Item]:
    """Each area once: by its id, else by the first of its other names or codes that begins with what is written."""
    for area in _names(ctx)[0].values():
        for name in _names_of(area):
            if _begins(name, incomplete):
                yield _in_these_letters(name, incomplete), area.name.id
                break


@_completer
def indicators(ctx: typer.Context, incomplete: str) -> Iterator[Item]:
    """The indicators that there are names for."""
    return _begun(((one.id, one.name.en) for one in _names(ctx)[1].indicators.values()), incomplete)


@_completer
def segments(ctx: typer.Context, incomplete: str) -> Iterator[Item]:
    """The segments."""
    return _begun(((one.id, one.name.en) for one in _names(ctx)[1].segments.values()), incomplete)


@_completer
def programmes(ctx: typer.Context, incomplete: str) -> Iterator[Item]:
    """The programmes."""
    return _begun(((one.id, one.name.en) for one in _names(ctx)[1].programmes.values()), incomplete)


@_completer
def sources(ctx: typer.Context, incomplete: str) -> Iterator[Item]:
    """The sources by their ids, in the order of the file."""
    blocks = _sources(_documents(_data(ctx)) or _documents(None))
    return _begun(((_text(block, "id"), _text(block, "title")) for block in blocks), incomplete)


@_completer
def periods(ctx: typer.Context, incomplete: str) -> Iterator[Item]:
    """The periods that the base has figures of, the largest first."""
    found: set[str] = set()
    for block in _sources(_documents(_data(ctx)) or _documents(None)):
        listed = block.get("figures")
        for table in (block.get("defaults"), *(listed if isinstance(listed, list) else ())):
            if isinstance(table, dict) and "period" in table:
                found.add(str(table["period"]))
    return _begun(((period, "") for period in sorted(found, reverse=True)), incomplete)


@_completer
def codes(ctx: typer.Context, incomplete: str) -> Iterator[Item]:
    """Families of codes and codes, also after a comma."""
    from bpjscli.checks.examine import known_codes
    from bpjscli.checks.registry import CHECKS
    from bpjscli.facts.codes import CODES

    titles = {code: entry.title for code, entry in CODES.items()} | {c: entry.title for c, entry in CHECKS.items()}
    before, comma, last = incomplete.rpartition(",")
    for code, title in (*_FAMILIES.items(), *((code, titles.get(code, "")) for code in known_codes())):
        if _begins(code, last):
            yield f"{before}{comma}{_in_these_letters(code, last)}", title


@_completer
def one_code(ctx: typer.Context, incomplete: str) -> Iterator[Item]:
    """The codes that have a manual, and "all"."""
    listed = [item for item in codes(ctx, incomplete) if len(item[0]) > 1 and "," not in item[0]]
    return iter([*listed, *_begun([("all", "every code")], incomplete)])


@_completer
def sections(ctx: typer.Context, incomplete: str) -> Iterator[Item]:
    """The sections of a report, also after a comma."""
    from bpjscli.report.views.report import SECTIONS

    before, comma, last = incomplete.rpartition(",")
    taken = before.split(",")
    return _begun(((f"{before}{comma}{name}", "") for name in SECTIONS if name not in taken), f"{before}{comma}{last}")


def _begun(items: Iterable[Item], incomplete: str) -> Iterator[Item]:
    for value, help_ in items:
        if value.startswith(incomplete):
            yield value, help_


def _begins(name: str, begun: str) -> bool:
    """Whether `name` begins like that, in capital or small letters."""
    return name[: len(begun)].casefold() == begun.casefold()


def _in_these_letters(name: str, begun: str) -> str:
    """`name`; in zsh, which takes nothing that does not begin with what is written, in the letters it was begun in."""
    return begun + name[len(begun) :] if os.environ.get(VARIABLE) == "complete_zsh" else name


def _names_of(area: Area) -> Iterator[str]:
    yield area.id
    for name in (area.name.id, area.name.en, *area.aliases, area.kemendagri, area.iso):
        if name is not None:
            yield name


def _escaped(value: str) -> str:
    """`value` as bash has to find it: Typer's other scripts quote by themselves."""
    if " " not in value or os.environ.get(VARIABLE) != "complete_bash":
        return value
    words = os.environ.get("COMP_WORDS", "").split("\n")
    position = os.environ.get("COMP_CWORD", "")
    word = words[int(position)] if position.isdecimal() and int(position) < len(words) else ""
    return value if word[:1] in ('"', "'") else value.replace(" ", "\\ ")


def _data(ctx: typer.Context) -> Path | None:
    """The fact base in use; a shell has not yet replaced a tilde."""
    given = ctx.params.get("data") or os.environ.get("BPJS_DATA")
    return Path(given).expanduser() if given else None


def _documents(path: Path | None) -> list[Document]:
    """The files of the base that can be read; none where it is too large to be read for a tab."""
    from bpjscli.facts.files.include import gather
    from bpjscli.facts.problems import Problems
    from bpjscli.facts.shipped import data_file

    file = path or data_file("figures.toml")
    if not file.is_file() or file.stat().st_size > LARGEST:
        return []
    return gather(file, Problems(), str)


def _names(ctx: typer.Context) -> tuple[dict[str, Area], Vocabulary]:
    """The areas and the vocabulary: those that bpjs ships, and those of the base in use where they can be had."""
    from bpjscli.facts.entries.vocabulary import read_vocabulary
    from bpjscli.facts.files.reader import read
    from bpjscli.facts.hints import Guesser
    from bpjscli.facts.load import SHIPPED_VOCABULARY
    from bpjscli.facts.problems import Problems
    from bpjscli.facts.shipped import data_file

    files = [read(data_file(name), name, Problems()) for name in SHIPPED_VOCABULARY]
    shipped = [file for file in files if file is not None]
    data = _data(ctx)
    own = [] if data is None else _documents(data)
    try:
        return read_vocabulary(shipped, own, Guesser())
    except Exception:  # noqa: BLE001  # whatever is wrong with the base, the shipped names are right
        return read_vocabulary(shipped, [], Guesser())


def _sources(documents: Iterable[Document]) -> Iterator[dict[str, Any]]:
    for document in documents:
        blocks = document.table.get("source")
        for block in blocks if isinstance(blocks, list) else ():
            if isinstance(block, dict):
                yield block


def _text(table: dict[str, Any], key: str) -> str:
    value = table.get(key)
    return value if isinstance(value, str) else ""

"""Cases as files: what they are about, the files they need, a command, and what it does."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import NamedTuple

_FILE = re.compile(r"<<< (\S+)(?: \(([\w-]+)\))?")


class File(NamedTuple):
    """A file that a case needs; a folder where its name ends in a slash."""

    name: str
    encoding: str
    text: str


class Done(NamedTuple):
    """All that a command does, as a case shows it."""

    out: str
    err: str
    code: int


class Case(NamedTuple):
    """A case as its file has it."""

    about: str
    files: tuple[File, ...]
    command: str
    done: Done

    @property
    def variables(self) -> dict[str, str]:
        """What is set for the command."""
        return dict(word.split("=", 1) for word in self.words if self.words.index(word) < self.words.index("bpjs"))

    @property
    def arguments(self) -> list[str]:
        """What follows the name of the program."""
        return self.words[self.words.index("bpjs") + 1 :]

    @property
    def words(self) -> list[str]:
        """The command as a shell splits it."""
        return shlex.split(self.command)


def parse(text: str) -> Case:
    """The case in `text`. Raises `ValueError` where it has no command."""
    parts: dict[str, list[str]] = {"about": []}
    heads: list[tuple[str, str]] = []
    command, code, current = "", 0, parts["about"]
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\n")
        if found := _FILE.fullmatch(bare):
            heads.append((found[1], found[2] or "utf-8"))
            current = parts[f"<<< {len(heads) - 1}"] = []
        elif bare.startswith("$ ") and not command:
            command = bare.removeprefix("$ ")
        elif bare.startswith(">>>= ") and command:
            code = int(bare.removeprefix(">>>= "))
        elif bare in (">>>", ">>>2") and command:
            current = parts[bare] = []
        else:
            current.append(line)
    if not command:
        raise ValueError("a case has a line that begins with '$ bpjs'")
    joined = {name: "".join(lines) for name, lines in parts.items()}
    files = [File(name, encoding, joined[f"<<< {number}"]) for number, (name, encoding) in enumerate(heads)]
    return Case(
        joined["about"].strip(), tuple(files), command, Done(joined.get(">>>", ""), joined.get(">>>2", ""), code)
    )


def written(case: Case) -> str:
    """The file of `case`."""
    lines = [f"{case.about}\n\n"]
    for file in case.files:
        encoding = "" if file.encoding == "utf-8" else f" ({file.encoding})"
        lines += [f"<<< {file.name}{encoding}\n", file.text]
    lines.append(f"$ {case.command}\n")
    for mark, text in ((">>>", case.done.out), (">>>2", case.done.err)):
        if text:
            lines += [f"{mark}\n", text if text.endswith("\n") else f"{text}\n"]
    if case.done.code:
        lines.append(f">>>= {case.done.code}\n")
    return "".join(lines)


def prepare(case: Case, folder: Path) -> None:
    """Write the files of `case` below `folder`."""
    for file in case.files:
        path = folder / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        if file.name.endswith("/"):
            path.mkdir()
        else:
            path.write_bytes(file.text.encode(file.encoding))


def shortened(text: str) -> str:
    """An HTML page without what is the same in every one, or is not text."""
    if not text.lstrip().lower().startswith("<!doctype html"):
        return text
    text = re.sub(r"<(style|script|svg)\b[^>]*>.*?</\1>", r"<\1>…</\1>", text, flags=re.DOTALL)
    return re.sub(r"'sha256-[^']+'", "'sha256-…'", text)

"""The files of a fact base: the one that was named and those it includes, none of them outside its folder."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from bpjscli.errors import quoted
from bpjscli.i18n import say as _
from bpjscli.load.diagnostics import Diagnostics, fold, show
from bpjscli.load.reader import TomlFile, read_toml_file
from bpjscli.toml.limits import LONGEST_CHAIN, read_byte_limit

if TYPE_CHECKING:
    from bpjscli.toml.locate import Trail

MOST_ENTRIES: Final = 100_000
"""Files and folders that the patterns of a fact base look at."""

DEEPEST_FOLDER: Final = 64
"""How deep below that of the fact base a folder may lie in which a pattern looks for files."""

_MAGIC: Final = frozenset("*?[")


class _OutsideError(Exception):
    """A pattern leads to a folder or file outside the base's own."""


class _TooManyError(Exception):
    """A pattern has to look at more than anybody keeps in the folder of a fact base; the text says at what."""


def display_path(path: Path) -> str:
    """`path` relative to the current directory where it lies below it, else as given; safe to print.

    Whoever runs it in the root of the file system, as services do, reads what it says somewhere else.
    """
    try:
        here = Path.cwd()
        below = Path(os.path.abspath(path)).relative_to(here)  # noqa: PTH100 - resolve() would follow links
        below = path if here == here.parent else below
    except (OSError, ValueError):
        below = path
    text = os.fsencode(below if below.parts else path).decode("utf-8", "backslashreplace")
    return quoted(text, len(text))[1:-1]


def _real(path: Path) -> Path:
    """`path` without symbolic links, as far as there is any such file."""
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError):  # the current folder is gone, or a NUL in the name: reading it will report that
        return path


Read = Callable[[Path, str, Diagnostics, int], TomlFile | None]


def gather_files(
    path: Path, problems: Diagnostics, name_of: Callable[[Path], str] = display_path, read: Read = read_toml_file
) -> list[TomlFile]:
    """Every file of the base that can be read, each once: the named one first, then what it includes, in name order.

    `name_of` is what diagnostics call each of them, `read` what makes documents of them.
    """
    gatherer = _Gatherer(path, problems, name_of, read)
    gatherer.add(path, ())
    return gatherer.documents


class _Gatherer:
    def __init__(self, path: Path, problems: Diagnostics, name_of: Callable[[Path], str], read: Read) -> None:
        self.documents: list[TomlFile] = []
        self._read = read
        self._problems = problems
        self._name_of = name_of
        self._limit = read_byte_limit()
        self._root = _real(path).parent
        self._seen: set[Path] = set()
        self._looked_at = 0

    def add(self, path: Path, chain: tuple[Path, ...]) -> None:
        """The file at `path`, which those in `chain` (real paths) have led to, and the ones it includes."""
        real = _real(path)
        self._seen.add(real)
        document = self._read(path, self._name_of(path), self._problems, self._limit)
        if document is None:
            return
        self.documents.append(document)
        patterns = document.table.get("include", [])
        if not isinstance(patterns, list):
            document.report(
                "F112",
                _("include is {patterns}; write a list of patterns in quotes", patterns=show(patterns)),
                "include",
            )
            return
        for position, pattern in enumerate(patterns):
            for file in self._files(document, position, pattern, (*chain, real)):
                self.add(file, (*chain, real))

    def _files(self, document: TomlFile, position: int, pattern: object, chain: tuple[Path, ...]) -> Iterator[Path]:
        """The files that a pattern leads to and that have not been read, in name order."""
        trail = ("include", position)
        if not isinstance(pattern, str):
            document.report(
                "F112", _("a pattern in include is {pattern}; write text in quotes", pattern=show(pattern)), *trail
            )
            return
        paths = self._expanded(document, pattern, trail)
        if paths is None:
            return
        if not paths:
            document.report("F161", _("include {pattern} matches no file", pattern=quoted(pattern)), *trail)
        _report_twins(document, paths, trail)
        for path in paths:
            real = _real(path)
            if real in chain:
                if real != chain[-1] or not _MAGIC & set(pattern):  # "*.toml" may match the file it stands in
                    document.report("F163", self._circle(chain, real), *trail)
            elif real not in self._seen:
                if len(chain) >= LONGEST_CHAIN:
                    document.report(
                        "F163",
                        _("more than {most} files include one another", most=LONGEST_CHAIN),
                        *trail,
                    )
                else:
                    yield path

    def _expanded(self, document: TomlFile, pattern: str, trail: Trail) -> list[Path] | None:
        """What a pattern matches, in name order; `None` where that has been reported as an error."""
        folder = (_real(document.path) if document.path.is_symlink() else document.path).parent
        expansion = _Expansion(self._root, self._looked_at)
        try:
            return sorted(set(expansion.expand(folder, _parts(pattern))))
        except _TooManyError as error:
            document.report(
                "F161",
                _("include {pattern} {error}; name the files or a folder", pattern=quoted(pattern), error=error),
                *trail,
            )
        except _OutsideError:
            document.report(
                "F162", _("include {pattern} leads out of the fact base's folder", pattern=quoted(pattern)), *trail
            )
        except OSError as error:
            document.report(
                "F161",
                _("include {pattern} cannot be followed: {reason}", pattern=quoted(pattern), reason=error.strerror),
                *trail,
            )
        finally:
            self._looked_at = expansion.looked_at
        return None

    def _circle(self, chain: tuple[Path, ...], back: Path) -> str:
        names = [self._name_of(path) for path in (*chain[chain.index(back) :], back)]
        return _("files include one another in a circle: {names}", names=" > ".join(names))


def find_data_files(pattern: str, folder: Path) -> list[Path]:
    """The files that a pattern matches in the folder of a fact base, in name order; none where it leads out of it.

    Raises `OSError` where a folder cannot be listed, or where there are too many.
    """
    try:
        return sorted(set(_Expansion(_real(folder)).expand(folder, _parts(pattern))))
    except _OutsideError:
        return []
    except _TooManyError as error:
        raise OSError(errno.EFBIG, _("the pattern {error}", error=error)) from error


def _parts(pattern: str) -> tuple[str, ...]:
    path = PurePosixPath(pattern)
    if path.is_absolute() or Path(pattern).is_absolute() or ".." in path.parts or "\\" in pattern:
        raise _OutsideError
    return path.parts


class _Expansion:
    """The files that a pattern matches. No folder outside `root` is ever listed.

    Several `**` lead to one folder by many ways; each folder is looked at once for each rest of the pattern.
    """

    def __init__(self, root: Path, looked_at: int = 0) -> None:
        self._root = root
        self._seen: set[tuple[str, int]] = set()
        self.looked_at = looked_at

    def expand(self, folder: Path, parts: tuple[str, ...]) -> Iterator[Path]:
        """What the parts of a pattern match below `folder`. Raises `_OutsideError` where that leads out."""
        real = _real(folder)
        if not real.is_relative_to(self._root):
            raise _OutsideError
        if len(real.parts) - len(self._root.parts) > DEEPEST_FOLDER:
            raise _TooManyError(_("leads into folders more than {most} deep", most=DEEPEST_FOLDER))
        if not parts or (place := (str(folder), len(parts))) in self._seen:
            return
        self._seen.add(place)
        first, rest = parts[0], parts[1:]
        if first == "**":
            yield from self._anywhere(folder, parts)
        elif _MAGIC & set(first):
            for entry in self._entries(folder):
                if fnmatchcase(entry.name, first) and (first.startswith(".") or not entry.name.startswith(".")):
                    yield from self._found(Path(entry.path), rest)
        elif os.path.lexists(folder / first):
            yield from self._found(folder / first, rest)

    def _anywhere(self, folder: Path, parts: tuple[str, ...]) -> Iterator[Path]:
        """What follows `**` in `folder` and every folder below it, or every file there where nothing follows."""
        rest = parts[1:]
        yield from self.expand(folder, rest)
        for entry in self._entries(folder):
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from self.expand(Path(entry.path), parts)
            elif not rest:
                yield from self._found(Path(entry.path), rest)

    def _entries(self, folder: Path) -> list[os.DirEntry[str]]:
        with os.scandir(folder) as entries:
            ordered = sorted(islice(entries, MOST_ENTRIES + 1 - self.looked_at), key=lambda entry: entry.name)
        self.looked_at += len(ordered)
        if self.looked_at > MOST_ENTRIES:
            raise _TooManyError(_("looks at more than {most:,} files and folders", most=MOST_ENTRIES))
        return ordered

    def _found(self, path: Path, rest: tuple[str, ...]) -> Iterator[Path]:
        if rest:
            if path.is_dir():
                yield from self.expand(path, rest)
        elif _real(path).is_relative_to(self._root):
            yield path
        else:
            raise _OutsideError


def _report_twins(document: TomlFile, found: list[Path], trail: tuple[str | int, ...]) -> None:
    """Warns of names that are one file on a system that does not tell letter case or Unicode forms apart."""
    names: dict[str, Path] = {}
    for path in found:
        other = names.setdefault(fold(str(path)), path)
        if other is not path:
            pair = _("{one} and {other}", one=quoted(other.name), other=quoted(path.name))
            document.report(
                "F164", _("{pair} differ only by letter case or Unicode form; rename one", pair=pair), *trail
            )

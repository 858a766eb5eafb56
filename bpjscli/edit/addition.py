"""What is to be added to a fact base, the text of the file with it, and the base as it would be."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import msgspec

from bpjscli.edit.insert import NotEditableError, insert_figures, insert_source
from bpjscli.edit.place import area_id, count_of, defaults_of, holder_of, ids_in, position_of
from bpjscli.edit.tidy import Pairs, inline_table, is_number, meaning, period_literal, sort_pairs, text_literal
from bpjscli.errors import BpjsError
from bpjscli.i18n import say as _
from bpjscli.load.diagnostics import Diagnostics, InvalidBaseError
from bpjscli.load.include import display_path, gather_files
from bpjscli.load.load import load
from bpjscli.load.raw import NewFigure, RawDefaults, RawFigure, RawSource, Values
from bpjscli.model.facts import Area, Diagnostic, FactBase, Location
from bpjscli.model.period import parse_period
from bpjscli.temporary import temporary_folder
from bpjscli.toml.locate import Locator


def load_copy(
    files: Mapping[PurePosixPath, bytes], first: PurePosixPath, name_of: Callable[[PurePosixPath], str]
) -> FactBase:
    """The fact base of `files` (by path within its folder) that begins with `first`.

    Diagnostics call each file what `name_of` makes of its path. Raises what `load` raises.
    """
    with temporary_folder() as made:
        folder = made.resolve()
        for path, content in files.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        return load(folder / first, lambda path: name_of(PurePosixPath(path.relative_to(folder).as_posix())))


class Addition(msgspec.Struct, frozen=True):
    """A source to add, if any, and figures; all of them go into one file. `defaults` are those of the new source."""

    source: Values | None = None
    entries: tuple[NewFigure, ...] = ()
    defaults: Values = {}


class PlannedAddition(NamedTuple):
    """The file that would change, how it is shown, its text before and after, and the line of each new figure.

    `source` are the lines of a new source. `files` are all files of the base as they would be, by their path within its
    folder; `first` names the first one.
    """

    file: Path
    display: str
    before: str
    after: str
    lines: tuple[tuple[int, NewFigure], ...]
    source: range
    files: Mapping[PurePosixPath, bytes]
    first: PurePosixPath
    folder: Path

    def is_current(self) -> bool:
        """Whether the files are still those that the plan was made from."""
        here = self.file.relative_to(self.folder).as_posix()
        was = {**self.files, PurePosixPath(here): self.before.encode()}
        return all((self.folder / path).read_bytes() == content for path, content in was.items())

    def load(self) -> FactBase:
        """The fact base as it would be. Raises `InvalidBaseError`, with new figures named by where they come from."""
        try:
            return load_copy(self.files, self.first, lambda path: display_path(self.folder / path))
        except InvalidBaseError as error:
            columns = {line: entry.column for line, entry in self.lines if entry.column}
            named = (_in_column(problem, self.display, columns) for problem in error.problems)
            problems = (_at_origin(problem, self.display, self._origins()) for problem in named)
            raise InvalidBaseError(tuple(sorted(problems, key=_by_origin))) from error

    def _origins(self) -> dict[int, Location]:
        """Where that comes from which is to stand in lines that are not there yet."""
        places = dict.fromkeys(self.source, Location("new source", 1))
        for number, (line, entry) in enumerate(self.lines, 1):
            file, _, row = (entry.origin or "").rpartition(":")
            places[line] = Location(file, int(row)) if file and row.isdigit() else Location("new figure", number)
        return places


def plan_addition(path: Path, addition: Addition, areas: Mapping[str, Area]) -> PlannedAddition:
    """What adding `addition` to the fact base at `path` makes of its files, as they are now.

    Raises `BpjsError` where the base cannot be read, where figures belong to several files or to no source, and where
    the file cannot be edited.
    """
    problems = Diagnostics()
    documents = gather_files(path, problems)
    if problems.failed:
        raise InvalidBaseError(problems.in_order())
    holder = holder_of(documents, addition.source, [entry.source for entry in addition.entries])
    text = before = _mark(holder.path) + holder.text
    sources: list[tuple[str, int | None]] = [(id_, order) for order, id_ in enumerate(ids_in(holder))]
    placed: list[tuple[int, int, NewFigure]] = []
    try:
        if addition.source is not None:
            position = position_of(holder, addition.source.get("published"))
            text = insert_source(
                text, source_pairs(addition.source, figure_pairs(addition.defaults, {}, areas)), position
            )
            sources.insert(len(sources) if position is None else position, (addition.source["id"], None))
        for order, (id_, was) in enumerate(sources):
            entries = [entry for entry in addition.entries if entry.source == id_]
            defaults, count = (
                (addition.defaults, 0) if was is None else (defaults_of(holder, was, areas), count_of(holder, was))
            )
            text = insert_figures(text, order, [figure_pairs(entry.values, defaults, areas) for entry in entries])
            placed += [(order, count + number, entry) for number, entry in enumerate(entries)]
    except NotEditableError as error:
        said = _("does not write its sources as [[source]] blocks with figures = [ … ]")
        raise BpjsError(
            _("{display} {said}, so bpjs cannot add to it; edit it by hand", display=holder.display, said=said)
        ) from error
    _verify(before, text, placed, addition, len(sources))
    locator = Locator(text.removeprefix("\ufeff"))
    lines = tuple((locator.line(("source", order, "figures", number)), entry) for order, number, entry in placed)
    new = next((order for order, (_, was) in enumerate(sources) if was is None), None)
    top = 0 if new is None else locator.line(("source", new))
    block = range(top, top + len(addition.source or ()) + 1)
    folder = path.parent
    files = {_within(d.path, folder): (text if d is holder else _mark(d.path) + d.text).encode() for d in documents}
    return PlannedAddition(
        holder.path, holder.display, before, text, lines, block, files, _within(path, folder), folder
    )


def source_pairs(values: Values, defaults: Pairs = ()) -> Pairs:
    """The keys of a source as TOML writes them, in canonical order; dates that cannot be read stay text."""
    dates = ("published", "accessed")
    pairs = [(key, _period(value) if key in dates else text_literal(value)) for key, value in values.items()]
    if defaults:
        pairs.append(("defaults", inline_table(defaults)))
    return sort_pairs(pairs, RawSource.__struct_fields__)


def figure_pairs(values: Values, defaults: Values, areas: Mapping[str, Area]) -> Pairs:
    """The keys of a figure as TOML writes them, in canonical order, without what `defaults` say already."""
    pairs = []
    for key, value in values.items():
        if key == "area":
            value = area_id(value, areas)
        if defaults.get(key) == value and key in RawDefaults.__struct_fields__:
            continue
        if key == "value" and is_number(value):
            pairs.append((key, value))
        else:
            pairs.append((key, _period(value) if key in ("period", "accepted_until") else text_literal(value)))
    return sort_pairs(pairs, RawFigure.__struct_fields__)


def _period(written: str) -> str:
    try:
        return period_literal(parse_period(written))
    except ValueError:
        return text_literal(written)


def _mark(path: Path) -> str:
    """The byte order mark with which a file begins, if it does."""
    with path.open("rb") as file:
        return "\ufeff" if file.read(3) == b"\xef\xbb\xbf" else ""


def _within(path: Path, folder: Path) -> PurePosixPath:
    return PurePosixPath(path.relative_to(folder).as_posix())


def _verify(
    before: str, after: str, placed: Sequence[tuple[int, int, NewFigure]], addition: Addition, sources: int
) -> None:
    """Hold the new text against the old: it says all that was said, and so much more. A difference would be a bug."""
    was, is_ = meaning(before), meaning(after)
    tables: list[dict[str, Any]] = is_.get("source", [])
    if len(tables) != sources:
        raise AssertionError("a source is missing")  # pragma: no cover - a bug, and nothing is written
    for order, number, _figure in sorted(placed, key=lambda place: place[:2], reverse=True):
        del tables[order]["figures"][number]
    if addition.source is not None:
        tables[:] = [table for table in tables if table.get("id") != addition.source["id"]]
    for side in (was, is_):
        for table in side.get("source", ()):
            table.setdefault("figures", [])
        side.setdefault("source", [])
    if was != is_:
        raise AssertionError("the text says something else")  # pragma: no cover - a bug, and nothing is written


def _in_column(problem: Diagnostic, display: str, columns: Mapping[int, str]) -> Diagnostic:
    """The problem of a number with the column of its table, where it comes from one."""
    column = columns.get(problem.place.line) if problem.place.file == display else None
    if column is None or not problem.code.startswith("R"):
        return problem
    return msgspec.structs.replace(problem, message=f"column {column}: {problem.message}")


def _at_origin(problem: Diagnostic, display: str, origins: Mapping[int, Location]) -> Diagnostic:
    """The problem with each line of a new figure named by where the figure comes from."""

    def named(match: re.Match[str]) -> str:
        return str(origins.get(int(match[1]), match[0]))

    place = origins.get(problem.place.line) if problem.place.file == display else None
    message = re.sub(rf"{re.escape(display)}:(\d+)", named, problem.message)
    return msgspec.structs.replace(problem, place=place or problem.place, message=message)


def _by_origin(problem: Diagnostic) -> tuple[str, int]:
    return (problem.place.file, problem.place.line)

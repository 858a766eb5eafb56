"""The figures of a table, for `bpjs add --from`: read, or refused with all that is wrong with it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import msgspec
from msgspec.structs import replace

from bpjscli.edit.addition import Addition, plan_addition
from bpjscli.edit.place import defaults_in
from bpjscli.errors import BpjsError, Exit, LocatedError, quoted
from bpjscli.i18n import say as _
from bpjscli.load.diagnostics import InvalidBaseError
from bpjscli.load.raw import NewFigure, Values
from bpjscli.model.facts import FactBase
from bpjscli.output import write_error

if TYPE_CHECKING:
    from bpjscli.tables.sheet import Sheet

MOST_SHOWN = 100
"""Errors of a table that are listed; how many more there are is said."""


class TableFile(msgspec.Struct, frozen=True):
    """A table to add from: its file, which of several sheets, the columns chosen by `--map`, and those left out."""

    path: Path
    sheet: str | None = None
    columns: Sequence[str] = ()
    ignored: Sequence[str] = ()
    header: int | None = None


def read_table(path: Path, base: FactBase, given: Values, table: TableFile) -> Addition:
    """The figures of the rows of a table; says on stderr what of it was not used.

    Raises `BpjsError` for a table that cannot be understood, and with all rows that cannot be read.
    """
    from bpjscli.tables.columns import map_columns, parse_map
    from bpjscli.tables.entries import RowError, RowNote, make_figures
    from bpjscli.tables.own import is_own_figures
    from bpjscli.tables.surroundings import find_contradictions

    sheet = _open(table)
    for note in sheet.notes:
        write_error(note)
    if "printed" in given or "value" in given:
        raise BpjsError(_("with --from, the numbers are those of the table; leave out --printed and --value"))
    defaults = defaults_in(path, given["source"], base.areas) if "source" in given else {}
    common = {**defaults, **given}
    columns = map_columns(sheet, parse_map(table.columns), base.vocabulary, common, table.ignored)
    if "source" not in given and "source" not in columns.keys:
        raise BpjsError(_("say which source the table is, with --source ID"))
    languages = {source.id: source.language for source in base.sources}
    outcomes = list(make_figures(sheet, columns, given, base.vocabulary, defaults, languages))
    notes = [one for one in outcomes if isinstance(one, RowNote)]
    _say([one.message for one in notes])
    if columns.unused and not is_own_figures(sheet.titles):
        _tell_unused(sheet.name, columns.unused)
    entries = tuple(one for one in outcomes if isinstance(one, NewFigure))
    alone = [one.alone for one in notes if one.alone is not None]
    faults = [(0, fault) for fault in sheet.faults]
    faults += [(one.number, one.message) for one in outcomes if isinstance(one, RowError)]
    faults += [
        (number, f"{sheet.name}:{number}: error: {said}")
        for number, said in find_contradictions(sheet, columns, entries, alone, defaults, base.vocabulary)
    ]
    if "source" in given and any("period" not in {**defaults, **entry.values} for entry in entries):
        period = _period_above(sheet, base)
        faults.append((0, _without_period(sheet.name, period)))
        entries = tuple(replace(entry, values={"period": period, **entry.values}) for entry in entries)
    if not entries and not faults:
        raise BpjsError(_("{name} has no figures", name=sheet.name), Exit.BAD_BASE)
    if faults:
        _refuse(path, base, Addition(None, entries), [fault for _row, fault in sorted(faults)])
    return Addition(None, entries)


def _tell_unused(name: str, titles: Sequence[str]) -> None:
    write_error(_("{name}: columns not used: {unused}", name=name, unused=", ".join(map(quoted, titles))))


def _without_period(name: str, period: str) -> str:
    return _(
        "{name}: error: no column says of when the numbers are; say it with --period {period}, or which column has it"
        " with --map period=…",
        name=name,
        period=period,
    )


def _period_above(sheet: Sheet, base: FactBase) -> str:
    """The period that a title above a table names, as an example of what to say; else some year."""
    from bpjscli.tables.headings import HeadingReader

    reader = HeadingReader(base.vocabulary)
    return next((period for remark in sheet.remarks for period in reader.mentions(remark.text).periods), "2025")


def _open(table: TableFile) -> Sheet:
    """The table of a file, or what is piped in: a workbook by its first bytes, else CSV."""
    from bpjscli.tables.sheet import read_sheet
    from bpjscli.temporary import temporary_folder
    from bpjscli.toml.limits import read_byte_limit

    if str(table.path) != "-":
        return read_sheet(table.path, table.sheet, table.header)
    content = sys.stdin.buffer.read(read_byte_limit() + 1)
    with temporary_folder() as folder:
        path = folder / ("stdin.xlsx" if content.startswith(b"PK") else "stdin.csv")
        path.write_bytes(content)
        return read_sheet(path, table.sheet, table.header, "stdin")


def _say(notes: Sequence[str]) -> None:
    for note in notes[:MOST_SHOWN]:
        write_error(note)
    if len(notes) > MOST_SHOWN:
        write_error(_("and {count:,} more rows like these", count=len(notes) - MOST_SHOWN))


def _refuse(path: Path, base: FactBase, addition: Addition, faults: Sequence[str]) -> NoReturn:
    """Raise `BpjsError` with the faults of a table, and with those of its rows that could be read."""
    said = list(faults)
    try:
        if addition.entries:
            plan_addition(path, addition, base.areas).load()
    except InvalidBaseError as error:
        said += error.message.splitlines()
    raise first_of(said)


def first_of(said: Sequence[str]) -> LocatedError:
    """The error with the first hundred messages, and how many more there are."""
    more = len(said) - MOST_SHOWN
    rest = [_("and {count:,} more errors; mend these, and run it again", count=more)] if more > 0 else []
    return LocatedError("\n".join([*said[:MOST_SHOWN], *rest]), Exit.BAD_BASE)

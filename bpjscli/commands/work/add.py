"""The parts of `bpjs add` and `bpjs add-source` that are more than parse and call."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import msgspec

from bpjscli.commands.shared.asked import Asked
from bpjscli.commands.shared.prompt import add_advice, ask_yes, is_conversation
from bpjscli.commands.shared.run import area_id, one_of
from bpjscli.commands.shared.writing import replace, writable_base
from bpjscli.edit.addition import Addition, PlannedAddition, plan_addition
from bpjscli.edit.place import defaults_in, unknown_source
from bpjscli.edit.tidy import is_number
from bpjscli.errors import BpjsError, Exit, LocatedError, quoted
from bpjscli.i18n import Lang, translator
from bpjscli.load.diagnostics import InvalidBaseError, list_words
from bpjscli.load.load import load
from bpjscli.load.raw import NewFigure, Values
from bpjscli.measures.answers import Answers
from bpjscli.model.facts import FactBase
from bpjscli.model.period import parse_period
from bpjscli.numerals.reading import NumeralError, read_printed_as
from bpjscli.output import complain, lock_folder, write_error
from bpjscli.report.views.diff import diff

if TYPE_CHECKING:
    from bpjscli.tables.sheet import Sheet

_NEEDED = ("area", "indicator", "period")


class TableFile(msgspec.Struct, frozen=True):
    """A table to add from: its file, which of several sheets, the columns chosen by `--map`, and those left out."""

    path: Path
    sheet: str | None = None
    columns: Sequence[str] = ()
    ignored: Sequence[str] = ()
    header: int | None = None


class Manner(msgspec.Struct, frozen=True):
    """How to go about it: only show, ask before writing or not, and how the changes are shown."""

    dry_run: bool
    yes: bool
    asked: Asked

    @property
    def lang(self) -> Lang:
        """The language of what is shown."""
        return self.asked.language


def run_add(data: Path | None, given: Values, table: TableFile | None, manner: Manner) -> None:
    """Add figures: those of a table, the one that options describe, or what is answered to questions."""
    path = writable_base(data, dry_run=manner.dry_run)
    base = load(path)
    given = _checked(given, base)
    check_manner(manner)
    if table is not None:
        addition = _from_table(path, base, given, table)
    elif not (lacking := _lacking(path, base, given)):
        addition = Addition(None, (NewFigure(given["source"], {k: v for k, v in given.items() if k != "source"}),))
    elif is_conversation():
        from bpjscli.commands.work.conversation import Conversation

        conversation = Conversation(path, base, given, manner.lang)
        try:
            addition = conversation.run()
        except BpjsError as error:
            raise with_commands(error, path, conversation.found) from error
        base = load(path)  # somebody may have written to it while the questions were answered
    else:
        options = list_words([f"--{key}" for key in lacking], "and")
        raise BpjsError(f"say {options}, or run bpjs add on a terminal, where it asks")
    add(path, base, addition, manner)


def run_add_source(data: Path | None, given: Values, manner: Manner) -> None:
    """Add a source without figures: the one that options describe, or what is answered to questions."""
    path = writable_base(data, dry_run=manner.dry_run)
    base = load(path)
    check_manner(manner)
    given = {key: parse_option(value, f"--{key}") if key == "published" else value for key, value in given.items()}
    from bpjscli.commands.work.conversation import ask_source, propose_id

    if {"publisher", "published"} <= given.keys():
        given = {"id": propose_id(given), **given}
    elif is_conversation():
        given = ask_source(path, base, given, manner.lang)
        base = load(path)
    else:
        raise BpjsError("say at least --publisher and --published, or run it on a terminal, where it asks")
    add(path, base, Addition(given), manner)


def add(path: Path, base: FactBase, addition: Addition, manner: Manner) -> None:
    """Show what `addition` changes in the base at `path`, and write it.

    Raises `BpjsError` where the result would not load.
    """
    planned = plan_addition(path, addition, base.areas)
    _ = translator(manner.lang)
    title = _("What this changes in {file}").format(file=planned.display)
    after = Answers(planned.load())
    manner.asked.show(diff(Answers(base), after, manner.lang, title=title, command="add"))
    if manner.dry_run:
        complain("nothing was written, as --dry-run asks")
    elif manner.yes or _agreed(path, addition, _("Write this?")):
        complain(f"{_written(_write(path, base, addition, planned))}")
    else:
        complain("nothing was written")


def _agreed(path: Path, addition: Addition, question: str) -> bool:
    try:
        return ask_yes(question, default=True)
    except BpjsError as error:
        raise with_commands(error, path, addition) from error


def with_commands(error: BpjsError, path: Path, addition: Addition) -> BpjsError:
    """Where a conversation was broken off, the commands that enter what had been answered by then."""
    if error.exit_code != Exit.INTERRUPTED or not (addition.source or addition.entries):
        return error
    lines = [error.message, "what was entered before that, as commands:"]
    if addition.source is not None:
        lines.append(_command("add-source", path, addition.source))
    lines += [_command("add", path, {"source": entry.source, **entry.values}) for entry in addition.entries]
    return BpjsError("\n".join(lines), error.exit_code)


def _command(name: str, path: Path, values: Values) -> str:
    import shlex

    options = [word for key, value in values.items() for word in (f"--{key}", value)]
    return f"  {shlex.join(['bpjs', name, '--data', str(path), *options, '--yes'])}"


def _write(path: Path, base: FactBase, addition: Addition, shown: PlannedAddition) -> PlannedAddition:
    """Write under a lock, to the file as it is by then: another run may have added to it since it was shown."""
    with lock_folder(path, shown.file):
        fresh = shown
        if not shown.is_current():
            fresh = plan_addition(path, addition, base.areas)
            fresh.load()
        replace(fresh.file, fresh.after)
    return fresh


def _written(planned: PlannedAddition) -> str:
    lines = [line for line, _ in planned.lines]
    if not lines:
        return f"wrote a source to {planned.display}"
    count = "1 figure" if len(lines) == 1 else f"{len(lines)} figures"
    return f"wrote {count} to {planned.display}:{min(lines)}"


def check_manner(manner: Manner) -> None:
    """Raise `BpjsError` where nobody can be asked and nothing says what to do."""
    if not (manner.dry_run or manner.yes or is_conversation()):
        raise BpjsError("without a terminal nobody can be asked; say --yes to write, or --dry-run to see")


def _checked(given: Values, base: FactBase) -> Values:
    """The options with names as ids. Raises `BpjsError` for what is unknown or cannot be read, naming the option."""
    known = {
        "indicator": list(base.vocabulary.indicators),
        "segment": list(base.vocabulary.segments),
        "programme": list(base.vocabulary.programmes),
    }
    from bpjscli.tables.columns import match_ids

    found = match_ids(given, base.vocabulary)
    sources = [source.id for source in base.sources]
    if "source" in found and found["source"] not in sources and not is_conversation():
        raise unknown_source(found["source"], sources)
    for key, words in known.items():
        if key in found:
            found[key] = one_of(f"--{key}", found[key], words) or ""
    if "area" in found:
        found["area"] = area_id(Answers(base), found["area"], "it needs an [[area]] block in the fact base") or ""
    if "period" in found:
        found["period"] = parse_option(found["period"], "--period")
    if "printed" in found and "value" in found:
        raise BpjsError("either --printed, as the source has it, or --value, from a machine; not both")
    if "value" in found and not is_number(found["value"]):
        raise BpjsError(f"--value: {quoted(found['value'])} is not a plain number; write for example 41.3")
    if "printed" in found and "indicator" in found:
        _check_printed(found, base)
    return found


def _check_printed(given: Values, base: FactBase) -> None:
    source = next((source for source in base.sources if source.id == given.get("source")), None)
    if source is not None:
        try:
            read_printed_as(base.vocabulary.indicators[given["indicator"]], given["printed"], source.language)
        except NumeralError as error:
            said = add_advice(str(error), "--printed ", "--value ")
            raise BpjsError(f"--printed: {said}") from error


def parse_option(text: str, option: str) -> str:
    """The period that an option names. Raises `BpjsError` where it names none."""
    try:
        return parse_period(text).text
    except ValueError as error:
        raise BpjsError(f"{option}: {error}") from error


def _lacking(path: Path, base: FactBase, given: Values) -> list[str]:
    """What a figure needs and neither the options nor the defaults of the source say."""
    known = {source.id for source in base.sources}
    has = {**(defaults_in(path, given["source"], base.areas) if "source" in given else {}), **given}
    lacking = [key for key in ("source", *_NEEDED) if key not in has]
    if "source" in given and given["source"] not in known and is_conversation():
        lacking.append("source")  # it is entered first
    return lacking + ([] if "printed" in has or "value" in has else ["printed"])


def _from_table(path: Path, base: FactBase, given: Values, table: TableFile) -> Addition:
    """The figures of the rows of a table; says on stderr what of it was not used."""
    from bpjscli.tables.columns import RowError, make_figures, map_columns, parse_map
    from bpjscli.tables.sheet import read_sheet

    sheet = _from_stdin(table) if str(table.path) == "-" else read_sheet(table.path, table.sheet, table.header)
    for note in sheet.notes:
        write_error(note)
    columns = map_columns(sheet, parse_map(table.columns), base.vocabulary, given, table.ignored)
    if "source" not in given and "source" not in columns.keys:
        raise BpjsError("say which source the table is, with --source ID")
    if "printed" in given or "value" in given:
        raise BpjsError("with --from, the numbers are those of the table; leave out --printed and --value")
    found = list(make_figures(sheet, columns, given, base.vocabulary))
    for remark in found:
        if isinstance(remark, str):
            write_error(remark)
    if columns.unused:
        write_error(f"{sheet.name}: columns not used: {', '.join(map(quoted, columns.unused))}")
    entries = tuple(entry for entry in found if isinstance(entry, NewFigure))
    faults = [*sheet.faults, *(row.message for row in found if isinstance(row, RowError))]
    if not entries and not faults:
        raise BpjsError(f"{sheet.name} has no figures", Exit.BAD_BASE)
    if faults:
        _refuse(path, base, Addition(None, entries), faults)
    return Addition(None, entries)


def _from_stdin(table: TableFile) -> Sheet:
    """The table that is piped in: a workbook by its first bytes, else CSV."""
    import sys
    import tempfile

    from bpjscli.tables.sheet import read_sheet
    from bpjscli.toml.limits import read_byte_limit

    content = sys.stdin.buffer.read(read_byte_limit() + 1)
    with tempfile.TemporaryDirectory(prefix="bpjs-") as folder:
        path = Path(folder) / ("stdin.xlsx" if content.startswith(b"PK") else "stdin.csv")
        path.write_bytes(content)
        return read_sheet(path, table.sheet, table.header)._replace(name="stdin")


def _refuse(path: Path, base: FactBase, addition: Addition, faults: Sequence[str]) -> NoReturn:
    """Raise `BpjsError` with the faults of a table, and with those of its rows that could be read."""
    said = list(faults)
    try:
        plan_addition(path, addition, base.areas).load()
    except InvalidBaseError as error:
        said.append(error.message)
    raise LocatedError("\n".join(said), Exit.BAD_BASE)

"""The parts of `bpjs add` and `bpjs add-source` that are more than parse and call."""

from __future__ import annotations

from pathlib import Path

import msgspec

from bpjscli.commands.shared.asked import Asked
from bpjscli.commands.shared.prompt import add_advice, ask_yes, is_conversation
from bpjscli.commands.shared.run import area_id, one_of
from bpjscli.commands.shared.writing import replace, writable_base
from bpjscli.commands.work.add_table import TableFile, first_of, read_table
from bpjscli.commands.work.written_periods import read_written_period
from bpjscli.edit.addition import Addition, PlannedAddition, plan_addition
from bpjscli.edit.place import defaults_in, unknown_source
from bpjscli.edit.tidy import is_number
from bpjscli.errors import BpjsError, Exit, quoted
from bpjscli.i18n import N_, Lang, translator
from bpjscli.i18n import say as _
from bpjscli.load.diagnostics import InvalidBaseError, list_words
from bpjscli.load.load import load
from bpjscli.load.raw import NewFigure, Values
from bpjscli.measures.answers import Answers
from bpjscli.model.facts import FactBase
from bpjscli.numerals.reading import NumeralError, read_printed_as
from bpjscli.output import complain, lock_folder
from bpjscli.report.views.diff import diff

_NEEDED = ("area", "indicator", "period")


class Manner(msgspec.Struct, frozen=True):
    """How to go about it: only show, ask before writing or not, and how the changes are shown."""

    dry_run: bool
    yes: bool
    asked: Asked

    @property
    def lang(self) -> Lang:
        """The language of what is shown."""
        return self.asked.language


def table_file(
    path: Path | None, sheet: str | None, columns: list[str] | None, ignored: list[str] | None, header: int | None
) -> TableFile | None:
    """The table that the options name, if they name one."""
    return None if path is None else TableFile(path, sheet, tuple(columns or ()), tuple(ignored or ()), header)


def run_add(data: Path | None, given: Values, table: TableFile | None, manner: Manner) -> None:
    """Add figures: those of a table, the one that options describe, or what is answered to questions."""
    path = writable_base(data, dry_run=manner.dry_run)
    base = load(path)
    given = _checked(given, base)
    check_manner(manner)
    if table is not None:
        addition = read_table(path, base, given, table)
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
        raise BpjsError(_("say {options}, or run bpjs add on a terminal, where it asks", options=options))
    try:
        add(path, base, addition, manner)
    except InvalidBaseError as error:
        if table is None:
            raise
        raise first_of(error.message.splitlines()) from error


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
        raise BpjsError(_("say at least --publisher and --published, or run it on a terminal, where it asks"))
    add(path, base, Addition(given), manner)


def add(path: Path, base: FactBase, addition: Addition, manner: Manner) -> None:
    """Show what `addition` changes in the base at `path`, and write it.

    Raises `BpjsError` where the result would not load.
    """
    planned = plan_addition(path, addition, base.areas)
    _ = translator(manner.lang)
    title = _("What this changes in {file}").format(file=planned.display)
    after = Answers(planned.load())
    asks = not (manner.dry_run or manner.yes)  # a pager would stand between what changes and the question about it
    shown = msgspec.structs.replace(manner.asked, no_pager=True) if asks else manner.asked
    shown.show(diff(Answers(base), after, manner.lang, title=title, command="add"))
    if manner.dry_run:
        complain(_("nothing was written, as --dry-run asks"))
    elif manner.yes or _agreed(path, addition, _("Write this?")):
        complain(f"{_written(_write(path, base, addition, planned))}")
    else:
        complain(_("nothing was written"))


def _agreed(path: Path, addition: Addition, question: str) -> bool:
    try:
        return ask_yes(question, default=True)
    except BpjsError as error:
        raise with_commands(error, path, addition) from error


def with_commands(error: BpjsError, path: Path, addition: Addition) -> BpjsError:
    """Where a conversation was broken off, the commands that enter what had been answered by then."""
    if error.exit_code != Exit.INTERRUPTED or not (addition.source or addition.entries):
        return error
    lines = [error.message, _("what was entered before that, as commands:")]
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
    lines = [line for line, _figure in planned.lines]
    if not lines:
        return _("wrote a source to {display}", display=planned.display)
    count = _("1 figure") if len(lines) == 1 else _("{count} figures", count=len(lines))
    return _("wrote {count} to {display}:{lines}", count=count, display=planned.display, lines=min(lines))


def check_manner(manner: Manner) -> None:
    """Raise `BpjsError` where nobody can be asked and nothing says what to do."""
    if not (manner.dry_run or manner.yes or is_conversation()):
        raise BpjsError(_("without a terminal nobody can be asked; say --yes to write, or --dry-run to see"))


def _checked(given: Values, base: FactBase) -> Values:
    """The options with names as ids. Raises `BpjsError` for what is unknown or cannot be read, naming the option."""
    known = {
        "indicator": list(base.vocabulary.indicators),
        "segment": list(base.vocabulary.segments),
        "programme": list(base.vocabulary.programmes),
    }
    from bpjscli.tables.columns import match_ids

    values = match_ids(given, base.vocabulary)
    sources = [source.id for source in base.sources]
    if "source" in values and values["source"] not in sources and not is_conversation():
        raise unknown_source(values["source"], sources)
    for key, words in known.items():
        if key in values:
            values[key] = one_of(f"--{key}", values[key], words) or ""
    if "area" in values:
        values["area"] = area_id(Answers(base), values["area"], N_("it needs an [[area]] block in the fact base")) or ""
    if "period" in values:
        values["period"] = parse_option(values["period"], "--period")
    if "printed" in values and "value" in values:
        raise BpjsError(_("either --printed, as the source has it, or --value, from a machine; not both"))
    if "value" in values and not is_number(values["value"]):
        raise BpjsError(
            _("--value: {value} is not a plain number; write for example 41.3", value=quoted(values["value"]))
        )
    if "printed" in values and "indicator" in values:
        _check_printed(values, base)
    return values


def _check_printed(given: Values, base: FactBase) -> None:
    source = next((source for source in base.sources if source.id == given.get("source")), None)
    if source is not None:
        try:
            read_printed_as(base.vocabulary.indicators[given["indicator"]], given["printed"], source.language)
        except NumeralError as error:
            said = add_advice(str(error), "--printed ", "--value ")
            raise BpjsError(f"--printed: {said}") from error


def parse_option(text: str, option: str) -> str:
    """The period that an option names, as people write it. Raises `BpjsError` where it names none."""
    try:
        return read_written_period(text)
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

"""From a command's arguments to its output: load, answer, render, write."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bpjscli.commands.shared.look import Look
from bpjscli.commands.shared.values import CheckFormat, Format, day
from bpjscli.errors import BpjsError, OptionError, quoted
from bpjscli.i18n import N_
from bpjscli.i18n import say as _
from bpjscli.output import complain, write
from bpjscli.progress import PROGRESS
from bpjscli.report.document import Document

if TYPE_CHECKING:
    from bpjscli.measures.answers import Answers

KNOWN_AREAS = N_("bpjs figures shows the areas that there are figures of")
_held: list[Answers] = []
"""The base in use: with the process it ends at once, and is not taken apart object by object before."""

READ = ("table", "plain", "md")
"""The formats in which an empty table has a sentence in its place, for whoever reads it."""


def open_base(
    data: Path | None,
    as_of: str | None = None,
    area: str | None = None,
    tables: Literal["about", "every", "none"] = "about",
) -> Answers:
    """Answers from the fact base at `data`, or the shipped one; raises `BpjsError` where it is invalid.

    Of its tables the figures about `area` are taken in, every one, or none.
    """
    from bpjscli.load.load import load
    from bpjscli.measures.answers import Answers

    when = day(as_of, "--as-of")
    PROGRESS.working_on("bpjs: reading the fact base ...")
    base = load(data, keep=True)
    if base.tables and tables != "none":
        from bpjscli.commands.shared.table_figures import with_figures

        base = with_figures(base, area, every=tables == "every")
    PROGRESS.working_on("bpjs: working it out ...")
    _held[:] = [Answers(base, when)]
    return _held[0]


def refuse_to_replace_base(output: Path, data: Path | None) -> None:
    """Raise `OptionError` where `output` is a file of the fact base, by whatever name: a link, or one it includes."""
    if not output.is_file():
        return
    from bpjscli.load.diagnostics import Diagnostics
    from bpjscli.load.include import gather_files
    from bpjscli.shipped import SHIPPED_BASE, find_base, find_data_file

    path = find_data_file(SHIPPED_BASE) if data is None else find_base(data)
    for file in gather_files(path, Diagnostics()):
        if file.path.samefile(output):
            raise OptionError(
                "--output", _("{output} is a file of the fact base itself; name another one", output=output)
            )


def show(document: Document, format_: Format | CheckFormat | None, output: Path | None, look: Look) -> None:
    """Render and write `document`, through a pager where it is long; say on stderr when its main table is empty.

    Raises `BpjsError` for a file of another program that would go to a terminal.
    """
    from bpjscli.render import BINARY_FORMATS, Options, render, render_binary
    from bpjscli.shipped import find_template_folder

    terminal = output is None and sys.stdout.isatty()
    name = format_.value if format_ is not None else "table" if terminal or look.color == "always" else "plain"
    look.refuse_for(name)
    options = Options(
        width=_size("COLUMNS", 80),
        color=look.color,
        is_terminal=terminal,
        notes=look.notes,
        raw_csv=look.raw_csv,
        bom=look.bom,
        table_id=look.table_id,
        templates=find_template_folder(),
    )
    if name in BINARY_FORMATS:
        if terminal:
            hint = _("add --output {command}.{name}", command=document.command, name=name)
            raise BpjsError(_("--format {name} makes a file that a terminal cannot show; {hint}", name=name, hint=hint))
        write(render_binary(document, name, options), output)
    else:
        text = render(document, name, options)
        if name not in READ:  # read by programs, which expect UTF-8 whatever the locale
            write(text.encode("utf-8", "backslashreplace"), output)
        elif not (terminal and look.pager and _through_pager(text)):
            write(text, output)
    if output is None and name in READ and _go_to_the_same():
        return
    for table in document.tables():
        if table.id == document.rows_of and not table.rows and table.empty:
            complain(f"{table.empty}")


def _go_to_the_same() -> bool:
    """Whether stdout and stderr are one terminal, file or pipe: its reader need not be told twice."""
    try:
        return os.path.sameopenfile(sys.stdout.fileno(), sys.stderr.fileno())
    except (OSError, ValueError):
        return False


def area_id(answers: Answers, name: str | None, hint: str = KNOWN_AREAS) -> str | None:
    """The id of the area that `name` means; raises `BpjsError` with the nearest names, or a `hint` where none is."""
    if name is None:
        return None
    from bpjscli.model.areas import AmbiguousAreaError, UnknownAreaError, resolve_area

    try:
        return resolve_area(name, answers.base.areas).id
    except (UnknownAreaError, AmbiguousAreaError) as error:
        is_enough = isinstance(error, AmbiguousAreaError) or error.tells_how
        more = "" if is_enough else "; " + _(hint)
        more = more if name.strip() else _("; write a name, such as kalbar")
        raise OptionError("--area", f"{error}{more}", named=False) from error


def one_of(option: str, value: str | None, known: list[str]) -> str | None:
    """`value`, which must be among `known`; raises `BpjsError` with the nearest."""
    if value is None or value in known:
        return value
    from difflib import get_close_matches

    from bpjscli.load.diagnostics import list_words

    letters = {name.lower(): name for name in known}
    near = get_close_matches(value.lower(), letters, 3, 0.5)
    hint = (
        _("; did you mean {value}?", value=list_words([quoted(letters[name]) for name in near]))
        if near
        else _("; choose one of {known}", known=", ".join(known))
    )
    raise OptionError(option, _("unknown {value}{hint}", value=quoted(value), hint=hint))


def _through_pager(text: str) -> bool:
    """Show what is longer than the screen through a pager, if there is one."""
    from bpjscli.commands.shared.look import is_longer, pager_command, show_paged, without_links

    PROGRESS.finished()
    if not is_longer(text, _size("LINES", 24)):
        return False
    command = pager_command(os.environ)
    if command is None:
        return False
    return show_paged(text if command[0] == "less" else without_links(text), command, os.environ)


def _size(variable: str, otherwise: int) -> int:
    """The COLUMNS or LINES of the terminal, as the environment says, or as it says itself."""
    try:
        if os.environ.get(variable):
            return int(os.environ[variable])
        size = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError):
        return otherwise
    return (size.columns if variable == "COLUMNS" else size.lines) or otherwise

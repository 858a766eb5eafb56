"""What every command is asked alike: which fact base, up to which day, in which language and form, and where to.

An option for all commands is added here: a field of `Asked` and its line in `_OPTIONS`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec

from bpjscli.commands.shared import options as o
from bpjscli.commands.shared.look import Look
from bpjscli.commands.shared.run import open_base, refuse_to_replace_base, show
from bpjscli.i18n import Lang

if TYPE_CHECKING:
    from bpjscli.measures.answers import Answers
    from bpjscli.report.document import Document


class Asked(msgspec.Struct, frozen=True):
    """The values of the options that commands share; those that a command does not have keep their default."""

    data: Path | None = None
    as_of: str | None = None
    format_: Any = None  # a Format or, of `bpjs check`, a CheckFormat
    output: Path | None = None
    lang: Any = None
    color: Literal["auto", "always", "never"] = "auto"
    notes: Literal["none", "short", "full"] | None = None
    no_pager: bool = False
    table_id: str | None = None
    bom: bool = False
    raw_csv: bool = False

    @property
    def language(self) -> Lang:
        """The language of the answer."""
        return o.language(self.lang)

    def answers(self, area: str | None = None, tables: Literal["about", "every", "none"] = "about") -> Answers:
        """Answers from the fact base that was named, or the shipped one; takes and raises what `open_base` does."""
        answers = open_base(self.data, self.as_of, area, tables)
        answers.traced = self.format_ == "html"
        if self.output is not None:
            refuse_to_replace_base(self.output, self.data)
        return answers

    def show(self, document: Document) -> None:
        """Render and write `document` as was asked; raises what `show` raises."""
        look = Look(self.color, not self.no_pager, self.table_id, self.bom, self.raw_csv, self.notes)
        show(document, self.format_, self.output, look)


_OPTIONS: Final[Mapping[str, Any]] = {
    "data": o.Data,
    "as_of": o.AsOf,
    "format_": o.FormatOption,
    "output": o.Output,
    "lang": o.LanguageOption,
    "color": o.Color,
    "notes": o.Notes,
    "no_config": o.NoConfig,
    "no_pager": o.NoPager,
    "table_id": o.TableId,
    "bom": o.Bom,
    "raw_csv": o.RawCsv,
}
_LOOK: Final = ("color", "notes", "no_config", "no_pager", "table_id", "bom", "raw_csv")
_FLAGS: Final = ("no_config", "no_pager", "bom", "raw_csv")
RESULT: Final = ("data", "as_of", "format_", "output", "lang", *_LOOK)
"""The options of a command that answers from the fact base."""


def asks(
    *names: str, formats: Literal["", "check", "add"] = "", without: tuple[str, ...] = ()
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A decorator that gives a command the shared options `names` (all of a result, where none is named).

    The command gets them as its first argument, an `Asked`. `formats` names the command whose formats it has, where
    these are its own; `without` leaves some options out.
    """
    shared = [name for name in names or RESULT if name not in without]

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        def run(**values: Any) -> None:
            values.pop("no_config", None)  # which has been heeded when the defaults were read
            asked = Asked(**{name: values.pop(name) for name in shared if name in values})
            command(asked, **values)

        own = inspect.signature(command).parameters
        _, *rest = own.values()
        annotations = {name: _OPTIONS[name] for name in shared}
        if formats:
            annotations["format_"] = {"check": o.CheckFormatOption, "add": o.AddFormatOption}[formats]
        added = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=_default(name), annotation=annotation)
            for name, annotation in annotations.items()
        ]
        rest = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in rest]
        run.__signature__ = inspect.Signature([*rest, *added])  # type: ignore[attr-defined]  # functions may have one
        run.__annotations__ = {p.name: p.annotation for p in (*rest, *added)}
        run.__doc__, run.__name__, run.__module__ = command.__doc__, command.__name__, command.__module__
        return run

    return decorate


def _default(name: str) -> object:
    return False if name in _FLAGS else "auto" if name == "color" else None

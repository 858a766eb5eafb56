"""Tables that this program wrote: figures come back as they were printed, answers do not.

An answer (`bpjs coverage`, `ranking`, `gap`, `trend`, `benefits`, `report`, `explain`) has rounded and derived numbers
beside published ones, and not the words in which these were printed. Entered as figures they would be evidence for
themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from bpjscli.errors import BpjsError
from bpjscli.i18n import say as _

PROGRAM: Final = "bpjs"
"""The author of the workbooks that this program writes."""
OWN_KEYS: Final = frozenset({"id", "source", "area", "indicator", "period", "printed", "low", "high", "loose_low"})
"""Columns of `bpjs figures` that no other table has together."""
BOUNDS: Final = ((": from", ": to", ": origin"), (": dari", ": hingga", ": asal"))
"""How the columns beside a number are called in a workbook of this program, in both languages."""
_QUANTITY: Final = ("_low", "_high", "_unit", "_origin")
_PICKED: Final = re.compile(r"(?P<name>.+?)(?:_low|: from|: dari)\Z")


def is_own_figures(titles: Iterable[str]) -> bool:
    """Whether these are columns that `bpjs figures` writes."""
    return OWN_KEYS.issubset(titles)


def check_own(name: str, author: str, rows: Sequence[Sequence[str]]) -> None:
    """Raise `BpjsError` for a table of answers of this program; `author` is that of a workbook."""
    if any(map(is_own_figures, rows)):
        return
    named = next((title for row in rows if (title := _answer(row))), "")
    if named or author == PROGRAM:
        which = _(' ("{title}" has its bounds and origin beside it)', title=named) if named else ""
        raise BpjsError(
            _(
                "{name} holds answers of bpjs{which}: rounded and derived numbers, which are not figures that"
                " somebody printed. The figures behind them are written by bpjs figures --format csv or xlsx,"
                " and come back as they were printed. If these are your own numbers, copy them into a table of"
                " their own",
                name=name,
                which=which,
            )
        )


def _answer(row: Sequence[str]) -> str:
    """The first quantity whose bounds and origin stand in the row; nothing where there is none."""
    there = set(row)
    for title in row:
        match = _PICKED.match(title)
        if match is None:
            continue
        stem = match["name"]
        if all(f"{stem}{part}" in there for part in _QUANTITY) or any(
            all(f"{stem}{part}" in there for part in parts) for parts in BOUNDS
        ):
            return stem
    return ""

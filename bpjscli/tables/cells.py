"""What a cell of a table shows, whatever kind of file it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from bpjscli.i18n import say as _

ERROR_VALUE: Final = re.compile(r"#(?:[A-Z0-9_/]+[!?]|N/A|N/D|GETTING_DATA|#+)\Z|(?:Err|Galat):\d+\Z", re.IGNORECASE)
"""What spreadsheets write where a formula has no result, and where a column is too narrow for its number."""


class SheetCell(NamedTuple):
    """What a cell shows; `is_number` where it is a number to a machine, and so is no text that somebody printed.

    `unit` is a unit of an indicator and `scale` a power of ten, where the format of the cell shows them beside the
    number. `fault` says why the cell cannot be read.
    """

    text: str
    is_number: bool = False
    unit: str = ""
    scale: int = 0
    fault: str = ""


Line = tuple[int, Sequence[SheetCell]]
"""The number by which people find a row, and its cells."""


class Merge(NamedTuple):
    """Merged cells: first and last row, first and last column, all from 1, and how a spreadsheet names them."""

    top: int
    bottom: int
    left: int
    right: int
    name: str


class SheetGrid(NamedTuple):
    """All rows of a sheet, its merged cells, and whom a workbook names as its author."""

    lines: Sequence[Line]
    merges: Sequence[Merge] = ()
    author: str = ""


def letter_of(column: int) -> str:
    """How a spreadsheet calls a column, from 1: A, B, … Z, AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def error_fault(text: str) -> str:
    """What is wrong with a cell that shows an error value; nothing with others."""
    return (
        _("it shows {text}, which is no number; mend its formula, or empty it", text=text)
        if ERROR_VALUE.match(text)
        else ""
    )

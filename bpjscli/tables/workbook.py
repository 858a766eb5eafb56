"""The cells of a spreadsheet as they are shown; needs openpyxl."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Any

import openpyxl

from bpjscli.errors import BpjsError, Exit, LocatedError, quoted
from bpjscli.toml.limits import BYTES_VARIABLE, read_byte_limit

MOST_CELLS = 1_000_000
"""Cells of a sheet that are looked at, with those between them: a number in the last row makes a million of rows."""

_DECIMALS = re.compile(r"\.(0+)")
_LITERALS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def cells_of(path: Path, name: str, sheet: str | None) -> Iterator[tuple[int, list[tuple[str, bool]]]]:
    """The rows of a sheet, the first by default: number, and of each cell its text and whether it is a number.

    Raises `BpjsError` where the file is no workbook, is larger than it looks, has no such sheet, or has a formula that
    was never computed.
    """
    try:
        _refuse_bombs(path, name)
        yield from _cells(path, name, sheet)
    except (BpjsError, OSError, MemoryError):
        raise
    except Exception as error:  # a damaged workbook brings out whatever openpyxl stumbles over
        raise LocatedError(f"{name}: error: the file is no workbook that can be read", Exit.BAD_BASE) from error


def _refuse_bombs(path: Path, name: str) -> None:
    """Raise `BpjsError` for a file of a few bytes that would unpack to very many."""
    with zipfile.ZipFile(path) as parts:
        size = sum(part.file_size for part in parts.infolist())
    if size > read_byte_limit():
        said = f"the workbook unpacks to {size:,} bytes and {read_byte_limit():,} are allowed"
        raise LocatedError(f"{name}: error: {said}; set {BYTES_VARIABLE} to raise the limit", Exit.BAD_BASE)


def _cells(path: Path, name: str, sheet: str | None) -> Iterator[tuple[int, list[tuple[str, bool]]]]:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    formulas = openpyxl.load_workbook(path, read_only=True)
    if sheet is not None and sheet not in book.sheetnames:
        raise LocatedError(f"{name} has no sheet {quoted(sheet)}; it has {', '.join(map(quoted, book.sheetnames))}")
    title = sheet or book.sheetnames[0]
    rows = zip(book[title].iter_rows(), formulas[title].iter_rows(), strict=True)
    seen = 0
    for number, (cells, written) in enumerate(rows, 1):
        seen += len(cells) + 1
        if seen > MOST_CELLS:
            said = f"the sheet reaches over more than {MOST_CELLS:,} cells, empty ones among them"
            raise LocatedError(f"{name}:{number}: error: {said}; delete what is far away", Exit.BAD_BASE)
        for cell, formula in zip(cells, written, strict=True):
            if cell.value is None and formula.value is not None:
                said = f"cell {formula.coordinate} has a formula without its result; save the file in a spreadsheet"
                raise LocatedError(f"{name}:{number}: error: {said}", Exit.BAD_BASE)
        yield number, [_shown(cell.value, str(getattr(cell, "number_format", ""))) for cell in cells]
    book.close()
    formulas.close()


def _shown(value: Any, form: str) -> tuple[str, bool]:
    """What a cell shows, and whether it is a number."""
    if value is None:
        return "", False
    if isinstance(value, bool):
        return str(value).lower(), False
    if isinstance(value, int | float):
        return number_shown(value, form), True
    if isinstance(value, date):
        return _date_shown(value, form), False
    return str(value).strip(), False


def number_shown(value: float, form: str) -> str:
    """A number with the digits that its format shows: 0.2736 as `0.0%` is 27.4; as stored, where it says nothing.

    The shortest decimal that stands for the stored binary number is what somebody typed.
    """
    number = Decimal(repr(value))
    plain = _LITERALS.sub("", form.split(";")[0])
    decimals = _DECIMALS.search(plain)
    if "%" in plain:
        places = len(decimals[1]) if decimals else 0
        return f"{(number * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN):f}"
    if decimals and not plain.rstrip().endswith(","):
        return f"{number.quantize(Decimal(1).scaleb(-len(decimals[1])), ROUND_HALF_EVEN):f}"
    if number == number.to_integral_value():
        return f"{number.quantize(Decimal(1)):f}"
    return f"{number:f}"


def _date_shown(value: date, form: str) -> str:
    """A date as a period: of a format that shows no day, the month or the year."""
    day = value.date() if isinstance(value, datetime) else value
    plain = _LITERALS.sub("", form).lower()
    if "d" in plain or "y" not in plain:
        return day.isoformat()
    return day.isoformat()[:7] if "m" in plain else str(day.year)

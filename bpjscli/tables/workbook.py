"""The cells of a spreadsheet as they are shown; needs openpyxl."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import range_boundaries
from openpyxl.xml.functions import iterparse

from bpjscli.errors import BpjsError, Exit, LocatedError, quoted
from bpjscli.tables.formats import FormatError, show_number
from bpjscli.toml.limits import BYTES_VARIABLE, read_byte_limit

MOST_CELLS = 1_000_000
"""Cells of a sheet that are looked at, with those between them: a number in the last row makes a million of rows."""

Cells = list["ShownCell"]
ShownCell = tuple[str, bool, str, int]
"""What a cell shows, whether it is a number, "percent" or no unit, and a power of ten."""

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LITERALS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def cells_of(
    path: Path, name: str, sheet: str | None, say: Callable[[str], None] | None = None
) -> Iterator[tuple[int, Cells]]:
    """The rows of a sheet, the first by default: number, and its cells. With `say`, the first that is not hidden.

    Raises `BpjsError` where the file is no workbook, is larger than it looks, has no such sheet, has a formula that
    was never computed, an error value, merged cells in its table, or cells in hidden rows and columns.
    """
    try:
        _refuse_bombs(path, name)
        yield from _cells(path, name, sheet, say)
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


def _cells(path: Path, name: str, sheet: str | None, say: Callable[[str], None] | None) -> Iterator[tuple[int, Cells]]:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True, rich_text=True)
    formulas = openpyxl.load_workbook(path, read_only=True)
    title = _choose_sheet(book, name, sheet, say)
    hidden = _read_hidden(path, book[title])
    rows = zip(book[title].iter_rows(), formulas[title].iter_rows(), strict=True)
    seen, begun = 0, False
    for number, (cells, written) in enumerate(rows, 1):
        seen += len(cells) + 1
        if seen > MOST_CELLS:
            said = f"the sheet reaches over more than {MOST_CELLS:,} cells, empty ones among them"
            raise LocatedError(f"{name}:{number}: error: {said}; delete what is far away", Exit.BAD_BASE)
        begun = begun or sum(cell.value is not None for cell in cells) > 1
        said = _trouble(cells, written, hidden) or (hidden.merged(number) if begun else "")
        if said:
            raise LocatedError(f"{name}:{number}: error: {said}", Exit.BAD_BASE)
        yield number, [_shown(cell, name, number) for cell in cells]
    book.close()
    formulas.close()


class _Hidden(NamedTuple):
    """Hidden rows, hidden columns (first and last), merged cells (first and last row), and cells with raised text."""

    rows: frozenset[int]
    columns: tuple[tuple[int, int], ...]
    merges: tuple[tuple[int, int, str], ...]
    raised: frozenset[str]

    def merged(self, row: int) -> str:
        """What is wrong with a row that merged cells reach into; nothing with others."""
        name = next((name for first, last, name in self.merges if first <= row <= last), None)
        return f"the cells {name} are merged; split them, and write into each what it says" if name else ""


def _read_hidden(path: Path, sheet: Any) -> _Hidden:
    """What a sheet that is opened only to be read does not tell."""
    rows: set[int] = set()
    columns: list[tuple[int, int]] = []
    merges: list[tuple[int, int, str]] = []
    raised: set[str] = set()
    row, cell = 0, ""
    with zipfile.ZipFile(path) as parts, parts.open(sheet._worksheet_path.lstrip("/")) as part:
        for event, element in iterparse(part, events=("start", "end")):
            kind = element.tag.rpartition("}")[2]
            is_hidden = element.get("hidden") in ("1", "true")
            if event == "end":
                if kind == "row":
                    element.clear()
            elif kind == "row":
                row = int(element.get("r") or row + 1)
                rows |= {row} if is_hidden else set()
            elif kind == "c":
                cell = element.get("r") or ""
            elif kind == "vertAlign" and element.get("val") == "superscript":
                raised.add(cell)
            elif kind == "col" and is_hidden:
                columns.append((int(element.get("min")), int(element.get("max"))))
            elif kind == "mergeCell":
                _, first, _, last = range_boundaries(element.get("ref"))
                merges.append((int(first or 1), int(last or MOST_CELLS), element.get("ref")))
    return _Hidden(frozenset(rows), tuple(columns), tuple(merges), frozenset(raised))


def _choose_sheet(book: Any, name: str, sheet: str | None, say: Callable[[str], None] | None) -> str:
    if sheet is not None and sheet not in book.sheetnames:
        raise LocatedError(f"{name} has no sheet {quoted(sheet)}; it has {', '.join(map(quoted, book.sheetnames))}")
    if sheet is not None or say is None:
        return sheet or str(book.sheetnames[0])
    hidden: list[str] = []
    for title in book.sheetnames:
        if book[title].sheet_state == "visible":
            if hidden:
                passed = ", ".join(map(quoted, hidden))
                say(f"{name}: hidden sheets passed over: {passed}; reading {quoted(title)}, or that of --sheet")
            return str(title)
        hidden.append(str(title))
    raise LocatedError(f"{name}: all sheets are hidden; name one with --sheet", Exit.BAD_BASE)


def _trouble(cells: Sequence[Any], written: Sequence[Any], hidden: _Hidden) -> str:
    """What keeps a row from being read; nothing, mostly."""
    for cell, formula in zip(cells, written, strict=True):
        if cell.value is None and formula.value is not None:
            return f"cell {formula.coordinate} has a formula without its result; save the file in a spreadsheet"
        if cell.value is None:
            continue
        if cell.data_type == "e":
            return f"cell {cell.coordinate} has the error value {cell.value}"
        if cell.row in hidden.rows:
            return f"cell {cell.coordinate} is in a hidden row; show the row, or delete it"
        if cell.coordinate in hidden.raised:
            return f"cell {cell.coordinate} has raised text; take the mark of the footnote out"
        if any(first <= cell.column <= last for first, last in hidden.columns):
            return f"cell {cell.coordinate} is in a hidden column; show the column, or delete it"
    return ""


def _shown(cell: Any, name: str, row: int) -> ShownCell:
    """What a cell shows, whether it is a number, and its unit and scale where its format shows them."""
    value, form = cell.value, str(getattr(cell, "number_format", "") or "")
    if value is None:
        return "", False, "", 0
    if isinstance(value, bool):
        return str(value).lower(), False, "", 0
    if isinstance(value, int | float):
        try:
            shown = show_number(value, form)
        except FormatError as error:
            raise LocatedError(f"{name}:{row}: error: cell {cell.coordinate}: {error}", Exit.BAD_BASE) from error
        return shown.text, shown.is_number, shown.unit, shown.scale
    if isinstance(value, date):
        return _date_shown(value, form), False, "", 0
    if isinstance(value, CellRichText):
        return "".join(map(_with_raised, value)).strip(), False, "", 0
    return str(value).strip(), False, "", 0


def _with_raised(part: Any) -> str:
    """Text with the digits that are set raised as such: a mark of a footnote is no digit of the number before it."""
    if isinstance(part, TextBlock) and part.font.vertAlign == "superscript":
        return part.text.translate(_RAISED)
    return str(part)


def _date_shown(value: date, form: str) -> str:
    """A date as a period: of a format that shows no day, the month or the year."""
    day = value.date() if isinstance(value, datetime) else value
    plain = _LITERALS.sub("", form).lower()
    if "d" in plain or "y" not in plain:
        return day.isoformat()
    return day.isoformat()[:7] if "m" in plain else str(day.year)

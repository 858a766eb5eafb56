"""The cells of a spreadsheet as they are shown; needs openpyxl."""

from __future__ import annotations

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
from bpjscli.i18n import say as _
from bpjscli.tables.cells import Line, Merge, SheetCell, SheetGrid, error_fault
from bpjscli.tables.formats import LITERAL, FormatError, show_number
from bpjscli.tables.own import PROGRAM, is_own_figures
from bpjscli.toml.limits import BYTES_VARIABLE, read_byte_limit

MOST_CELLS = 1_000_000
"""Cells of a sheet that are looked at, with those between them: a number in the last row makes a million of rows."""
MOST_MERGES = 10_000
"""Merged cells of a sheet."""

Say = Callable[[str], None]

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_HEAD = 5  # rows at the top of a sheet of bpjs in which its headings are


def read_workbook(path: Path, name: str, sheet: str | None, say: Say | None = None) -> SheetGrid:
    """The rows of a sheet, the first by default; with `say`, the first that is not hidden.

    A cell that cannot be read has its fault: a formula that was never computed, an error value, a hidden row or column.
    Raises `BpjsError` where the file is no workbook, is larger than it looks, or has no such sheet.
    """
    try:
        _refuse_bombs(path, name)
        return _grid(path, name, sheet, say)
    except (BpjsError, OSError, MemoryError):
        raise
    except Exception as error:  # a damaged workbook brings out whatever openpyxl stumbles over
        raise LocatedError(
            _("{name}: error: the file is no workbook that can be read", name=name), Exit.BAD_BASE
        ) from error


def _refuse_bombs(path: Path, name: str) -> None:
    """Raise `BpjsError` for a file of a few bytes that would unpack to very many."""
    with zipfile.ZipFile(path) as parts:
        size = sum(part.file_size for part in parts.infolist())
    if size > read_byte_limit():
        said = _(
            "the workbook unpacks to {size:,} bytes and {most:,} are allowed",
            size=size,
            most=read_byte_limit(),
        )
        raise LocatedError(
            _(
                "{name}: error: {said}; set {variable} to raise the limit",
                name=name,
                said=said,
                variable=BYTES_VARIABLE,
            ),
            Exit.BAD_BASE,
        )


def _grid(path: Path, name: str, sheet: str | None, say: Say | None) -> SheetGrid:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True, rich_text=True)
    formulas = openpyxl.load_workbook(path, read_only=True)
    title = _choose_sheet(book, name, sheet, say)
    hidden = _read_hidden(path, book[title])
    if len(hidden.merges) > MOST_MERGES:
        raise LocatedError(
            _("{name}: error: more than {most:,} merged cells; split them", name=name, most=MOST_MERGES),
            Exit.BAD_BASE,
        )
    lines = list(_lines(name, zip(book[title].iter_rows(), formulas[title].iter_rows(), strict=True), hidden))
    author = str(book.properties.creator or "")
    book.close()
    formulas.close()
    return SheetGrid(lines, hidden.merges, author)


def _lines(name: str, rows: Iterator[tuple[Sequence[Any], Sequence[Any]]], hidden: _Hidden) -> Iterator[Line]:
    seen = 0
    for number, (cells, written) in enumerate(rows, 1):
        seen += len(cells) + 1
        if seen > MOST_CELLS:
            said = _("the sheet reaches over more than {most:,} cells, empty ones among them", most=MOST_CELLS)
            raise LocatedError(
                _("{name}:{number}: error: {said}; delete what is far away", name=name, number=number, said=said),
                Exit.BAD_BASE,
            )
        yield number, [_shown(cell, formula, hidden) for cell, formula in zip(cells, written, strict=True)]


class _Hidden(NamedTuple):
    """Hidden rows, hidden columns (first and last), merged cells, cells with raised text, and with an empty result."""

    rows: frozenset[int]
    columns: tuple[tuple[int, int], ...]
    merges: tuple[Merge, ...]
    raised: frozenset[str]
    blank: frozenset[str]


def _read_hidden(path: Path, sheet: Any) -> _Hidden:
    """What a sheet that is opened only to be read does not tell."""
    rows: set[int] = set()
    columns: list[tuple[int, int]] = []
    merges: list[Merge] = []
    raised: set[str] = set()
    blank: set[str] = set()
    row, cell = 0, ""
    with zipfile.ZipFile(path) as parts, parts.open(sheet._worksheet_path.lstrip("/")) as part:
        for event, element in iterparse(part, events=("start", "end")):
            kind = element.tag.rpartition("}")[2]
            is_hidden = element.get("hidden") in ("1", "true")
            if event == "end":
                if kind == "c" and element.get("t") == "str":
                    blank |= set() if any(child.text for child in element if child.tag.endswith("}v")) else {cell}
                elif kind == "row":
                    element.clear()
            elif kind == "row":
                row = int(element.get("r") or row + 1)
                rows |= {row} if is_hidden or element.get("ht") in ("0", "0.0") else set()
            elif kind == "c":
                cell = element.get("r") or ""
            elif kind == "vertAlign" and element.get("val") == "superscript":
                raised.add(cell)
            elif kind == "col" and (is_hidden or element.get("width") in ("0", "0.0")):
                columns.append((int(element.get("min")), int(element.get("max"))))
            elif kind == "mergeCell":
                left, top, right, bottom = range_boundaries(element.get("ref"))
                merges.append(Merge(top or 1, bottom or MOST_CELLS, left or 1, right or MOST_CELLS, element.get("ref")))
    return _Hidden(frozenset(rows), tuple(columns), tuple(merges), frozenset(raised), frozenset(blank))


def _choose_sheet(book: Any, name: str, sheet: str | None, say: Say | None) -> str:
    if sheet is not None and sheet not in book.sheetnames:
        raise LocatedError(
            _(
                "{name} has no sheet {sheet}; it has {known}",
                name=name,
                sheet=quoted(sheet),
                known=", ".join(map(quoted, book.sheetnames)),
            )
        )
    if sheet is not None or say is None:
        return sheet or str(book.sheetnames[0])
    if book.properties.creator == PROGRAM:
        own = next((title for title in book.sheetnames if _has_own_figures(book[title])), None)
        if own is not None:
            return str(own)
    hidden: list[str] = []
    for title in book.sheetnames:
        if book[title].sheet_state == "visible":
            if hidden:
                passed = ", ".join(map(quoted, hidden))
                said = _(
                    "{name}: hidden sheets passed over: {passed}; reading {sheet}, or that of --sheet",
                    name=name,
                    passed=passed,
                    sheet=quoted(title),
                )
                say(said)
            return str(title)
        hidden.append(str(title))
    raise LocatedError(_("{name}: all sheets are hidden; name one with --sheet", name=name), Exit.BAD_BASE)


def _has_own_figures(sheet: Any) -> bool:
    rows = sheet.iter_rows(max_row=_HEAD, values_only=True)
    return any(is_own_figures([str(value) for value in row if value is not None]) for row in rows)


def _shown(cell: Any, written: Any, hidden: _Hidden) -> SheetCell:
    """What a cell shows, with its unit and scale where its format shows them, or why it cannot be read."""
    if cell.value is None and (written.value is None or written.coordinate in hidden.blank):
        return SheetCell("")
    fault = _trouble(cell, written, hidden)
    if cell.value is None:
        return SheetCell(str(written.value), fault=fault)
    try:
        shown = _text_of(cell)
    except FormatError as error:
        return SheetCell(str(cell.value), fault=fault or str(error))
    return shown._replace(fault=fault or shown.fault)


def _trouble(cell: Any, written: Any, hidden: _Hidden) -> str:
    """What keeps a cell from being read; nothing, mostly."""
    if cell.value is None:
        return _("it has a formula without its result; open the file in a spreadsheet, and save it")
    if cell.row in hidden.rows:
        return _("it is in a hidden row; show the row, or delete it")
    if any(first <= cell.column <= last for first, last in hidden.columns):
        return _("it is in a hidden column; show the column, or delete it")
    if written.coordinate in hidden.raised:
        return _("it has raised text; take the mark of the footnote out")
    return ""


def _text_of(cell: Any) -> SheetCell:
    """What a cell shows. Raises `FormatError`."""
    value, form = cell.value, str(getattr(cell, "number_format", "") or "")
    if isinstance(value, bool):
        return SheetCell(str(value).lower())
    if isinstance(value, int | float):
        shown = show_number(value, form)
        return SheetCell(shown.text, shown.is_number, shown.unit, shown.scale)
    if isinstance(value, date):
        return SheetCell(_date_shown(value, form))
    text = "".join(map(_with_raised, value)) if isinstance(value, CellRichText) else str(value)
    return SheetCell(text.strip(), fault=error_fault(text.strip()))


def _with_raised(part: Any) -> str:
    """Text with the digits that are set raised as such: a mark of a footnote is no digit of the number before it."""
    if isinstance(part, TextBlock) and part.font.vertAlign == "superscript":
        return part.text.translate(_RAISED)
    return str(part)


def _date_shown(value: date, form: str) -> str:
    """A date as a period: of a format that shows no day, the month or the year."""
    day = value.date() if isinstance(value, datetime) else value
    plain = LITERAL.sub("", form).lower()
    if "y" not in plain:
        raise FormatError(
            _(
                "the format {form} shows {day} without its year; show the year",
                form=form,
                day=day.isoformat(),
            )
        )
    if "d" in plain:
        return day.isoformat()
    return day.isoformat()[:7] if "m" in plain else str(day.year)

"""Tables as people keep them: a CSV file, or a sheet of a spreadsheet."""

from __future__ import annotations

import csv
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Final

from bpjscli.errors import BpjsError, how_to_install, quoted
from bpjscli.i18n import say as _
from bpjscli.tables.cells import Line, SheetCell, SheetGrid, error_fault
from bpjscli.tables.layout import Say, Sheet, SheetError, lay_out
from bpjscli.tables.own import check_own, is_own_figures
from bpjscli.toml.limits import read_byte_limit

_DELIMITERS: Final = ",;\t|"
_GUARDED: Final = re.compile("(\\A|[;,\t|\r\n][ \"]*)'(?=[=+\\-@\uff1d\uff0b\uff0d\uff20])")
"""An apostrophe that keeps a spreadsheet from computing: at the beginning of a cell, and behind what may end one."""
_NAMED_DELIMITER: Final = re.compile(r'"?sep=([^\r\n"])"?[ \t]*(?:\r\n|\r|\n)', re.IGNORECASE)
_MOST_TRIED: Final = 200  # rows by which the delimiter is found
_MARKS: Final = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}  # how a file begins that Excel calls Unicode text
_SPACES: Final = re.compile("[\\t\\r\\n\u00a0\u2007\u202f]+")


def read_sheet(path: Path, sheet: str | None = None, header: int | None = None, name: str | None = None) -> Sheet:
    """The table in a CSV or XLSX file, by the end of its name.

    `sheet` names one of several sheets, `header` the number of the row with the titles, `name` how messages call the
    file. Raises `SheetError` for what is no table, and `BpjsError` where reading it needs what is not installed, and
    for a table of answers that this program wrote.
    """
    name = name or quoted(str(path), 200)[1:-1]
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # a pipe would be waited for, and a device never ends
            raise SheetError(_("{name}: it is no file that holds a table", name=name))
        size = status.st_size
        if size > read_byte_limit():
            raise SheetError(
                _(
                    "{name}: the file has {size:,} bytes and {most:,} are allowed",
                    name=name,
                    size=size,
                    most=read_byte_limit(),
                )
            )
        reader = _READERS.get(path.suffix.lower())
        if reader is None:
            raise BpjsError(_("{name}: tables are read from .csv, .tsv and .xlsx files", name=name))
        notes: list[str] = []
        grid = reader(path, name, sheet, notes.append)
        return lay_out(name, grid, header, notes)
    except OSError as error:
        raise SheetError(
            _("{name}: the file cannot be read: {reason}", name=name, reason=error.strerror or error)
        ) from error


def _read_csv(path: Path, name: str, sheet: str | None, _say: Say) -> SheetGrid:
    if sheet is not None:
        raise BpjsError(_("--sheet: {name} has no sheets; a CSV file is one table", name=name))
    content = path.read_bytes()
    encoding = next((encoding for mark, encoding in _MARKS.items() if content.startswith(mark)), "utf-8-sig")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1 if encoding == "utf-8-sig" else 1
        raise SheetError(
            _("{name}:{line}: error: the file is not UTF-8 text; save it as “CSV UTF-8”", name=name, line=line)
        ) from error
    match = _NAMED_DELIMITER.match(text)
    delimiter = match[1] if match is not None else _delimiter(text)
    lines = list(
        _lines(text[match.end() if match is not None else 0 :], name, delimiter, 1 if match is not None else 0)
    )
    texts = [[cell.text for cell in cells] for _, cells in lines]
    check_own(name, "", texts)
    if not any(map(is_own_figures, texts)):  # those keep their blanks, as they were printed
        lines = [
            (number, [cell._replace(text=_SPACES.sub(" ", cell.text)) for cell in cells]) for number, cells in lines
        ]
    return SheetGrid(lines)


def _lines(text: str, name: str, delimiter: str, before: int) -> Iterator[Line]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1 + before
    try:
        for line in reader:
            yield number, [_cell(cell) for cell in line]
            number = reader.line_num + 1 + before
    except csv.Error as error:
        raise SheetError(
            _(
                "{name}:{line}: error: not valid CSV: {error}",
                name=name,
                line=reader.line_num + before,
                error=error,
            )
        ) from error


def _delimiter(text: str) -> str:
    """The delimiter by which most rows have one number of cells; among equals, the most frequent in the first line."""
    first = next((line for line in re.split(r"[\r\n]+", text) if line.strip()), "")
    return max(_DELIMITERS, key=lambda one: (_agreement(text, one), first.count(one)))


def _agreement(text: str, delimiter: str) -> int:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    widths: dict[int, int] = {}
    try:
        for _, cells in zip(range(_MOST_TRIED), reader, strict=False):
            if len(cells) > 1:
                widths[len(cells)] = widths.get(len(cells), 0) + 1
    except csv.Error:
        pass
    return max(widths.values(), default=0)


def _cell(written: str) -> SheetCell:
    text = _unguarded(written.strip())
    return SheetCell(text, fault=error_fault(text))


def _unguarded(text: str) -> str:
    """Without the apostrophe that this program, like others, puts before text that looks like a formula."""
    return _GUARDED.sub(r"\1", text)


def _read_xlsx(path: Path, name: str, sheet: str | None, say: Say) -> SheetGrid:
    try:
        from bpjscli.tables.workbook import read_workbook
    except ModuleNotFoundError as error:
        hint = _("{install}, or save the table as CSV", install=how_to_install("office"))
        raise BpjsError(
            _("reading {name} needs the package {package}: {hint}", name=name, package=error.name, hint=hint)
        ) from error
    grid = read_workbook(path, name, sheet, say)
    check_own(name, grid.author, [[cell.text for cell in cells] for _, cells in grid.lines])
    return grid


_READERS: Final[Mapping[str, Callable[[Path, str, str | None, Say], SheetGrid]]] = {
    ".csv": _read_csv,
    ".tsv": _read_csv,
    ".txt": _read_csv,
    ".xlsx": _read_xlsx,
    ".xlsm": _read_xlsx,
}

__all__ = ["Sheet", "SheetCell", "SheetError", "read_sheet"]

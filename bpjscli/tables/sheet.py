"""Tables as people keep them: a CSV file, or a sheet of a spreadsheet."""

from __future__ import annotations

import csv
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from bpjscli.errors import BpjsError, Exit, quoted
from bpjscli.toml.limits import read_byte_limit

_DELIMITERS: Final = ",;\t|"
_GUARDED: Final = ("=", "+", "-", "@")  # before these an apostrophe keeps a spreadsheet from computing


class SheetCell(NamedTuple):
    """What a cell shows; `is_number` where it is a number to a machine, and so is no text that somebody printed.

    `unit` is "percent" and `scale` a power of ten where the format of the cell shows them beside the number.
    """

    text: str
    is_number: bool = False
    unit: str = ""
    scale: int = 0


class Row(NamedTuple):
    """A row by its column titles, and the line or row number by which people find it."""

    number: int
    cells: Mapping[str, SheetCell]


Line = tuple[int, Sequence[SheetCell]]
Say = Callable[[str], None]
_SCALED = re.compile(
    r"\b(?:ribu|juta|mil[iy]ar|triliun|thousand|million|billion|trillion)|%|\bpersen|\bpercent", re.IGNORECASE
)


class Sheet(NamedTuple):
    """A table: the titles in its first row of several cells, and every row after it that is not empty.

    `faults` are messages about rows that do not fit under the titles; these are not among the rows. `notes` say what
    was passed over.
    """

    name: str
    titles: tuple[str, ...]
    rows: tuple[Row, ...]
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class SheetError(BpjsError):
    """A table that cannot be read; exit code 3."""

    def __init__(self, message: str) -> None:
        super().__init__(message, Exit.BAD_BASE)


def read_sheet(path: Path, sheet: str | None = None, header: int | None = None) -> Sheet:
    """The table in a CSV or XLSX file, by the end of its name.

    `sheet` names one of several sheets, `header` the number of the row with the titles.
    Raises `SheetError` for what is no table, and `BpjsError` where reading it needs what is not installed.
    """
    name = quoted(str(path), 200)[1:-1]
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # a pipe would be waited for, and a device never ends
            raise SheetError(f"{name}: it is no file that holds a table")
        size = status.st_size
        if size > read_byte_limit():
            raise SheetError(f"{name}: the file has {size:,} bytes and {read_byte_limit():,} are allowed")
        reader = _READERS.get(path.suffix.lower())
        if reader is None:
            raise BpjsError(f"{name}: tables are read from .csv, .tsv and .xlsx files")
        notes: list[str] = []
        lines = list(reader(path, name, sheet, notes.append))
        return _sheet(name, _from_header(name, lines, header, notes.append), notes)
    except OSError as error:
        raise SheetError(f"{name}: the file cannot be read: {error.strerror or error}") from error


def _from_header(name: str, lines: Sequence[Line], header: int | None, say: Say) -> Sequence[Line]:
    """The rows from that with the titles on, which is the first of several cells, if there is one."""
    many = (place for place, (_, cells) in enumerate(lines) if sum(bool(cell.text) for cell in cells) > 1)
    if header is not None:
        many = (place for place, (number, _) in enumerate(lines) if number == header)
    first = next(many, None)
    if first is None and header is not None:
        raise SheetError(f"{name} has no row {header}")
    for number, cells in lines[: first or 0]:
        said = " ".join(cell.text for cell in cells if cell.text)
        if header is None and ((said and not cells[0].text) or _SCALED.search(said)):
            raise SheetError(
                f"{name}:{number}: error: {quoted(said)} stands above the headings; write it into each heading that it "
                "is about, or say --header N to pass it over"
            )
        if said:
            say(f"{name}:{number}: title row passed over: {quoted(said)}")
    return lines[first or 0 :]


def _sheet(name: str, lines: Iterable[Line], notes: Sequence[str]) -> Sheet:
    titles: tuple[str, ...] = ()
    rows, faults = [], []
    for number, cells in lines:
        if not any(cell.text for cell in cells):
            continue
        if not titles:
            titles = tuple(cell.text for cell in cells)
            while not titles[-1]:
                titles = titles[:-1]
            titles = tuple(title or f"column {place}" for place, title in enumerate(titles, 1))
            _check_titles(name, number, titles)
            continue
        if any(cell.text for cell in cells[len(titles) :]):
            said = f"{len(cells)} cells under {len(titles)} titles; is a comma in a number not quoted?"
            faults.append(f"{name}:{number}: error: {said}")
            continue
        rows.append(Row(number, MappingProxyType(dict(zip(titles, cells, strict=False)))))
    if not titles:
        raise SheetError(f"{name}: error: the table is empty")
    return Sheet(name, titles, tuple(rows), tuple(faults), tuple(notes))


def _check_titles(name: str, number: int, titles: Sequence[str]) -> None:
    twice = [title for title in dict.fromkeys(titles) if title and titles.count(title) > 1]
    if twice:
        raise SheetError(f"{name}:{number}: error: two columns are called {quoted(twice[0])}; rename one")


def _read_csv(path: Path, name: str, _sheet: str | None, _say: Say) -> Iterator[tuple[int, list[SheetCell]]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SheetError(f"{name}:1: error: the file is not UTF-8 text; save it as “CSV UTF-8”") from error
    first = next((line for line in re.split(r"[\r\n]+", text) if line.strip()), "")
    reader = csv.reader(StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=first.count), strict=True)
    number = 1
    try:
        for line in reader:
            yield number, [SheetCell(_unguarded(cell.strip())) for cell in line]
            number = reader.line_num + 1
    except csv.Error as error:
        raise SheetError(f"{name}:{reader.line_num}: error: not valid CSV: {error}") from error


def _unguarded(text: str) -> str:
    """Without the apostrophe that this program, like others, puts before text that looks like a formula."""
    return text[1:] if text[:1] == "'" and text[1:2] in _GUARDED and len(text) > 1 else text


def _read_xlsx(path: Path, name: str, sheet: str | None, say: Say) -> Iterator[tuple[int, list[SheetCell]]]:
    try:
        from bpjscli.tables.workbook import cells_of
    except ModuleNotFoundError as error:
        hint = 'pip install "bpjscli[office]", or save the table as CSV'
        raise BpjsError(f"reading {name} needs the package {error.name}: {hint}") from error
    for number, cells in cells_of(path, name, sheet, say):
        yield number, [SheetCell(*cell) for cell in cells]


_READERS: Final[Mapping[str, Callable[[Path, str, str | None, Say], Iterator[tuple[int, list[SheetCell]]]]]] = {
    ".csv": _read_csv,
    ".tsv": _read_csv,
    ".txt": _read_csv,
    ".xlsx": _read_xlsx,
    ".xlsm": _read_xlsx,
}

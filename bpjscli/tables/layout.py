"""Where in a sheet the table is: title rows, headings over one or several rows, rows, and what hinders reading them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from bpjscli.errors import BpjsError, Exit, quoted
from bpjscli.i18n import say as _
from bpjscli.tables.cells import Line, Merge, SheetCell, SheetGrid, letter_of
from bpjscli.tables.own import is_own_figures

Say = Callable[[str], None]

_MOST_HEADING_ROWS: Final = 5
_COUNTED: Final = re.compile(r"\(?(\d{1,3})\)?\.?\Z")
_NUMBER: Final = re.compile(r"(?:rp)?\.?\s*-?\d", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?:19|20)\d\d(?!\d)")


class Row(NamedTuple):
    """A row by its column titles, and the line or row number by which people find it."""

    number: int
    cells: Mapping[str, SheetCell]


class Remark(NamedTuple):
    """Text that stands above, between or below the rows of a table, and its row."""

    number: int
    text: str


class Sheet(NamedTuple):
    """A table: the titles in its first row of several cells, and every row after it that is not empty.

    `faults` are messages about rows that do not fit under the titles; these are not among the rows. `notes` say what
    was passed over. `remarks` are title rows that may be about the numbers, `head` the cells with the titles.
    """

    name: str
    titles: tuple[str, ...]
    rows: tuple[Row, ...]
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    head: Row = Row(0, MappingProxyType({}))

    def locate(self, title: str) -> str:
        """A column as messages name it: by its letter and its heading."""
        return _("column {letter} ({title})", letter=letter_of(self.titles.index(title) + 1), title=quoted(title))


class SheetError(BpjsError):
    """A table that cannot be read; exit code 3."""

    def __init__(self, message: str) -> None:
        super().__init__(message, Exit.BAD_BASE)


def lay_out(name: str, grid: SheetGrid, header: int | None, notes: list[str]) -> Sheet:
    """The table of a sheet, whose titles stand in row `header` or in the first row of several cells.

    Raises `SheetError` where there is none, or where a title stands over single columns.
    """
    lines = grid.lines
    at = _first_row(name, lines, grid.merges, header)
    above = () if is_own_figures([cell.text for cell in lines[at][1]]) else lines[:at]
    remarks = tuple(_title_rows(name, above, lines[at], grid.merges, header, notes))
    titles, last = _titles(name, lines, at, grid.merges)
    faults: list[str] = []
    rows = []
    for number, cells in _with_merges(_body(name, lines[last + 1 :], lines[at][1], notes), grid.merges):
        if any(cell.text for cell in cells[len(titles) :]):
            said = _(
                "{cells} cells under {titles} titles; is a comma in a number not quoted?",
                cells=len(cells),
                titles=len(titles),
            )
            faults.append(_("{name}:{number}: error: {said}", name=name, number=number, said=said))
            continue
        rows.append(Row(number, MappingProxyType(dict(zip(titles, cells, strict=False)))))
    head = Row(lines[at][0], MappingProxyType(dict(zip(titles, lines[last][1], strict=False))))
    return Sheet(name, titles, tuple(rows), tuple(faults), tuple(notes), remarks, head)


def _first_row(name: str, lines: Sequence[Line], merges: Sequence[Merge], header: int | None) -> int:
    """The place of the first row with titles."""
    if header is not None:
        at = next((place for place, (number, _) in enumerate(lines) if number == header), None)
        if at is None or not any(cell.text for cell in lines[at][1]):
            raise SheetError(_("--header: {name} has no row {header}, or nothing in it", name=name, header=header))
        return at
    counts = [sum(bool(cell.text) for cell in cells) for _, cells in lines]
    several = sorted(count for count in counts if count > 1)
    typical = several[len(several) // 2] if several else 1
    spanned = {merge.top for merge in merges}
    for place, (number, cells) in enumerate(lines):
        if is_own_figures([cell.text for cell in cells]) or (
            counts[place] > 1 and (number in spanned or 2 * counts[place] >= typical)
        ):
            return place
    alone = next((place for place, count in enumerate(counts) if count), None)
    if alone is None:
        raise SheetError(_("{name}: error: the table is empty", name=name))
    return alone


def _title_rows(
    name: str, above: Sequence[Line], titles: Line, merges: Sequence[Merge], header: int | None, notes: list[str]
) -> Iterator[Remark]:
    left = next((place for place, cell in enumerate(titles[1]) if cell.text), 0)
    for number, cells in above:
        said = " ".join(cell.text for cell in cells if cell.text)
        if not said:
            continue
        whole = any(merge.top <= number <= merge.bottom and merge.right > merge.left for merge in merges)
        if header is None and not whole and not any(cell.text for cell in cells[: left + 1]):
            raise SheetError(
                _(
                    "{name}:{number}: error: {said} stands above the headings; write it into each heading that it"
                    " is about, or say --header N to pass it over",
                    name=name,
                    number=number,
                    said=quoted(said),
                )
            )
        notes.append(_("{name}:{number}: title row passed over: {said}", name=name, number=number, said=quoted(said)))
        if header is None:
            yield Remark(number, said)


def _titles(name: str, lines: Sequence[Line], at: int, merges: Sequence[Merge]) -> tuple[tuple[str, ...], int]:
    """The titles of all columns, and the place of the last row that has any of them."""
    last = _last_heading(name, lines, at, merges)
    by_row = dict(lines[at : last + 1])
    width = max(len(cells) for cells in by_row.values())
    merges = [merge for merge in merges if merge.top <= lines[last][0] and merge.bottom >= lines[at][0]]
    titles = []
    for column in range(1, width + 1):
        parts = [_merged_text(by_row, number, column, merges) for number in by_row]
        titles.append(" ".join(part for place, part in enumerate(parts) if part and part not in parts[:place]))
    while not titles[-1]:
        titles.pop()
    named = tuple(title or f"column {place}" for place, title in enumerate(titles, 1))
    twice = [title for title in dict.fromkeys(named) if named.count(title) > 1]
    if twice and not is_own_figures(named):
        raise SheetError(
            _(
                "{name}:{line}: error: two columns are called {title}; rename one",
                name=name,
                line=lines[at][0],
                title=quoted(twice[0]),
            )
        )
    return named, last


def _last_heading(name: str, lines: Sequence[Line], at: int, merges: Sequence[Merge]) -> int:
    """The place of the last row of headings: merged cells reach down to it, or stand over its columns."""
    first, last = lines[at][0], at
    for _row in range(_MOST_HEADING_ROWS):
        number = lines[last][0]
        touching = [merge for merge in merges if first <= merge.top <= number]
        reach = max((merge.bottom for merge in touching), default=number)
        if reach > number:
            last = _place_of(lines, last, reach)
            continue
        over = [merge for merge in touching if merge.bottom == number and merge.right > merge.left]
        if not over:
            return last
        below = lines[last + 1][1] if last + 1 < len(lines) else ()
        for merge in over:
            under = below[merge.left - 1 : merge.right]
            if not all(cell.text for cell in under) or any(_is_number(cell) for cell in under):
                said = _(
                    "{name}:{number}: error: the cells {cells} are merged over several columns; split"
                    " them, and write into each heading what it says",
                    name=name,
                    number=number,
                    cells=merge.name,
                )
                raise SheetError(said)
        last += 1
    raise SheetError(
        _(
            "{name}:{first}: error: the headings take more than {most} rows; write them in one",
            name=name,
            first=first,
            most=_MOST_HEADING_ROWS,
        )
    )


def _place_of(lines: Sequence[Line], after: int, number: int) -> int:
    return next((place for place in range(after, len(lines)) if lines[place][0] >= number), len(lines) - 1)


def _is_number(cell: SheetCell) -> bool:
    return bool(cell.is_number or _NUMBER.match(cell.text)) and not _YEAR.match(cell.text)


def _merged_text(by_row: Mapping[int, Sequence[SheetCell]], number: int, column: int, merges: Sequence[Merge]) -> str:
    for merge in merges:
        if merge.top <= number <= merge.bottom and merge.left <= column <= merge.right:
            number, column = merge.top, merge.left
            break
    cells = by_row.get(number, ())
    return cells[column - 1].text if column <= len(cells) else ""


def _body(name: str, lines: Sequence[Line], titles: Sequence[SheetCell], notes: list[str]) -> Iterator[Line]:
    """The rows below the titles, without empty ones, the numbers of the columns, and titles that are repeated."""
    above = [cell.text for cell in titles]
    begun = False
    for number, cells in lines:
        texts = [cell.text for cell in cells]
        if not any(texts):
            continue
        if not begun and _numbers_columns(texts):
            notes.append(_("{name}:{number}: numbers of the columns passed over", name=name, number=number))
        elif texts == above:
            notes.append(_("{name}:{number}: repeated headings passed over", name=name, number=number))
        else:
            begun = True
            yield number, cells


def _numbers_columns(texts: Sequence[str]) -> bool:
    """Whether a row only counts the columns: (1), (2), (3)."""
    matches = [_COUNTED.match(text) for text in texts if text]
    counted = [int(match[1]) for match in matches if match is not None]
    return len(counted) == len(matches) > 2 and counted == list(range(1, len(counted) + 1))


def _with_merges(lines: Iterator[Line], merges: Sequence[Merge]) -> Iterator[Line]:
    """The rows; cells that are merged with others have that for a fault, unless nothing else stands in their row."""
    coming = sorted(merges, reverse=True)
    here: list[Merge] = []
    for number, cells in lines:
        while coming and coming[-1].top <= number:
            here.append(coming.pop())
        here = [merge for merge in here if merge.bottom >= number]
        alone = sum(bool(cell.text) for cell in cells) < 2 and all(merge.top == merge.bottom for merge in here)
        yield number, cells if not here or alone else _merged(cells, here)


def _merged(cells: Sequence[SheetCell], merges: Sequence[Merge]) -> Sequence[SheetCell]:
    marked = list(cells)
    for merge in merges:
        fault = _("the cells {cells} are merged; split them, and write into each what it says", cells=merge.name)
        for place in range(merge.left - 1, min(merge.right, len(marked))):
            marked[place] = marked[place]._replace(fault=marked[place].fault or fault)
    return marked

"""The columns of a table's sheet, and what stands in them.

First the table as people read it: numbers with their formats, and beside each column that has any the signs, intervals
and footnotes. Then, for every quantity, its bounds, its unit, its origin and its sources in full.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal

import msgspec

from bpjscli.i18n import Lang
from bpjscli.render.office.excel.numberformat import GENERAL, number_format, storable
from bpjscli.render.office.excel.words import SheetWords
from bpjscli.render.page import Page, PageTable, Shown
from bpjscli.render.safety import visible_line
from bpjscli.render.spans import reference_signs
from bpjscli.report.document import Cell, Column, Data, Table

Value = Decimal | date | str


class Entry(msgspec.Struct, frozen=True):
    """What stands in a cell of a sheet, and what it `shows` where that is not its value.

    `format` is that of a number; `note` the number of the first note it has.
    """

    value: Value
    format: str = ""
    note: int = 0
    shows: str = ""

    @property
    def text(self) -> str:
        """What a reader sees."""
        return self.shows or str(self.value)


class Field(msgspec.Struct, frozen=True):
    """A column of a sheet; a `beyond` one is not of the table that people read."""

    title: str
    kind: Literal["text", "number", "date", "notes"]
    entries: tuple[Entry, ...]
    beyond: bool = False


class Source(msgspec.Struct, frozen=True):
    """A shown column of a table, both as it is shown and as machines read it."""

    column: Column
    title: str
    shown: tuple[Shown, ...]
    cells: tuple[Cell, ...]

    @property
    def numeric(self) -> bool:
        """Whether it has numbers."""
        return self.column.kind in ("number", "quantity")


def table_fields(table: PageTable, of: Table, shown: Page, words: SheetWords) -> list[Field]:
    """The columns of the sheet of `table`, which the document has as `of`."""
    places = [place for place, column in enumerate(of.columns) if column.shown]
    sources = [
        Source(
            of.columns[place],
            table.columns[at].title,
            tuple(row[at] for row in table.rows),
            tuple(row[place] for row in of.rows),
        )
        for at, place in enumerate(places)
    ]
    texts = {note.number: f"[{note.number}] {note.text}" for note in shown.notes}
    fields = [field for source in sources for field in _read(source, shown.lang, words)]
    return fields + [field for source in sources for field in _beyond(source, words, texts)]


def _read(source: Source, lang: Lang, words: SheetWords) -> Iterator[Field]:
    if source.numeric:
        pairs = zip(source.shown, source.cells, strict=True)
        yield Field(source.title, "number", tuple(_number(shown, cell.data, lang) for shown, cell in pairs))
    else:
        yield _dates(source) or Field(source.title, "text", tuple(Entry(shown.text) for shown in source.shown))
    beside = tuple(_beside(shown) for shown in source.shown)
    if any(entry.value for entry in beside):
        yield Field(words.notes, "notes", beside)


def _beyond(source: Source, words: SheetWords, notes: dict[int, str]) -> Iterator[Field]:
    title = source.title

    def field(name: str, entries: Iterator[Entry], kind: Literal["text", "number"] = "text") -> Field:
        return Field(name.format(column=title), kind, tuple(entries), beyond=True)

    if source.column.kind == "quantity":
        data = [_quantity(cell) for cell in source.cells]
        for name, key in ((words.low, "low"), (words.high, "high")):
            yield field(name, (_bound(quantity, key) for quantity in data), "number")
        for name, key in ((words.unit, "unit"), (words.origin, "origin")):
            yield field(name, (_term(quantity, key, words) for quantity in data))
    if any(shown.references for shown in source.shown):
        yield field(words.sources, (_sources(shown, notes) for shown in source.shown))


def _number(shown: Shown, data: Data, lang: Lang) -> Entry:
    """A number as a number, where Excel can hold it and show it as the document does; otherwise its text."""
    value = decimal_of(data)
    if value is None:
        return Entry(shown.text)
    stored = storable(value)
    format_ = number_format(shown.text, stored, lang)
    return Entry(shown.text) if format_ is None else Entry(stored, format_, shows=shown.text)


def decimal_of(data: Data) -> Decimal | None:
    """The number of a cell's data: of a quantity its value."""
    if isinstance(data, dict):
        data = data.get("value")
    if isinstance(data, bool) or not isinstance(data, int | str):
        return None
    try:
        value = Decimal(data)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _dates(source: Source) -> Field | None:
    """Dates or years, where a whole column of them is one or the other; Excel would not sort a mixture by time."""
    data = [cell.data for cell in source.cells]
    if source.column.kind != "date" or not all(isinstance(day, str) for day in data):
        return None
    if all(
        len(day) == 4 and day.isdecimal() and day == shown.text for day, shown in zip(data, source.shown, strict=True)
    ):
        return Field(source.title, "date", tuple(Entry(Decimal(day), "0") for day in data))
    pairs = list(zip(data, source.shown, strict=True))
    try:
        return Field(source.title, "date", tuple(Entry(date.fromisoformat(d), shows=shown.text) for d, shown in pairs))
    except ValueError:
        return None


def _beside(shown: Shown) -> Entry:
    """What follows a value: its signs, its interval, its footnotes."""
    parts = (shown.signs, f"({shown.detail})" if shown.detail else "", reference_signs(shown.references))
    note = shown.references[0].number if shown.references else 0
    return Entry(" ".join(part for part in parts if part), note=note)


def _sources(shown: Shown, notes: dict[int, str]) -> Entry:
    numbers = [reference.number for reference in shown.references]
    return Entry("; ".join(notes[number] for number in numbers), note=numbers[0] if numbers else 0)


def _quantity(cell: Cell) -> dict[str, Data]:
    return cell.data if isinstance(cell.data, dict) else {}


def _bound(quantity: dict[str, Data], key: str) -> Entry:
    value = decimal_of(quantity.get(key))
    unit = str(quantity.get("unit"))
    return Entry("") if value is None else Entry(storable(value), GENERAL.get(unit, GENERAL[""]))


def _term(quantity: dict[str, Data], key: str, words: SheetWords) -> Entry:
    term = quantity.get(key) or ""
    return Entry(words.terms.get(term, visible_line(str(term))))

"""The columns of a table's sheet, what stands in them, and the formats that show a number as the document does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from types import MappingProxyType
from typing import Literal

import msgspec

from bpjscli.i18n import Lang
from bpjscli.render.office.excel.words import SheetWords
from bpjscli.render.page import Page, PageTable, Shown
from bpjscli.render.safety import visible_line
from bpjscli.render.spans import reference_signs
from bpjscli.report.document import Cell, Column, Data, Table

_WIDE = Context(prec=60)
_DECIMALS: dict[Lang, tuple[str, str]] = {"en": (",", "."), "id": (".", ",")}
_NUMBER = re.compile(r"\d[\d.,]*")
_THOUSANDS = (0, 3, 6, 9, 12)  # a comma after the digits of a format divides by a thousand
_MINUS = "\N{MINUS SIGN}"
_LONGEST = 255  # characters of a format
_SIGNIFICANT = 15  # digits that Excel keeps of a number

GENERAL: Mapping[str, str] = MappingProxyType({"percent": '0.00##" %"', "IDR": '"Rp"#,##0.##', "": "#,##0.####"})
"""For numbers without a text of their own, the bounds of an interval, by unit; "" for any other."""


def number_format(text: str, value: Decimal, lang: Lang) -> str | None:
    """The format in which Excel shows `value` as `text`, or `None` where there is none, as for "1,7–1,8 juta"."""
    numbers = _NUMBER.findall(text)
    if len(numbers) != 1 or not numbers[0][-1].isdigit():
        return None
    before, after = text.split(numbers[0])
    grouping, point = _DECIMALS[lang]
    whole, _, decimals = numbers[0].replace(grouping, "").partition(point)
    shown = Decimal(f"{whole}.{decimals}" if decimals else whole)
    for thousands in _THOUSANDS:
        if _rounded(abs(value).scaleb(-thousands, _WIDE), len(decimals)) == shown:
            digits = ("#,##0" if grouping in numbers[0] else "0") + ("." + "0" * len(decimals) if decimals else "")
            return _signed(before, digits + "," * (thousands // 3), after, value)
    return None


def storable(value: Decimal) -> Decimal:
    """`value` with the digits that Excel can hold."""
    rounded = value.normalize(Context(prec=_SIGNIFICANT))
    return Decimal(f"{rounded:f}")


def _signed(before: str, digits: str, after: str, value: Decimal) -> str | None:
    """Formats for positive and for negative numbers; a text that has its sign elsewhere has no format."""
    sign = next((sign for sign in (_MINUS, "+") if sign in before), "")
    if '"' in before + after or (value < 0) != (sign == _MINUS) or (sign in after and sign):
        return None
    start, _, rest = before.partition(sign) if sign else (before, "", "")
    positive = _literal(start + ("+" if sign == "+" else "") + rest) + digits + _literal(after)
    negative = _literal(start + _MINUS + rest) + digits + _literal(after)
    whole = f"{positive};{negative}" if sign or value < 0 else positive
    return whole if len(whole) <= _LONGEST else None


def _literal(text: str) -> str:
    return f'"{text}"' if text else ""


def _rounded(value: Decimal, places: int) -> Decimal:
    """As Excel rounds what it shows: half away from zero."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)


Value = Decimal | date | str


class SheetValue(msgspec.Struct, frozen=True):
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
    entries: tuple[SheetValue, ...]
    beyond: bool = False


class ShownColumn(msgspec.Struct, frozen=True):
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
        ShownColumn(
            of.columns[place],
            table.columns[at].title,
            tuple(row[at] for row in table.rows),
            tuple(row[place] for row in of.rows),
        )
        for at, place in enumerate(places)
    ]
    texts = {note.number: f"[{note.number}] {note.text}" for note in shown.notes}
    fields = [field for source in sources for field in _read(source, shown.lang, words)]
    fields += [field for source in sources for field in _beyond(source, words, texts)]
    return fields + (list(_by_key(of)) if of.keyed else [])


def _by_key(of: Table) -> Iterator[Field]:
    """All columns as machines read them, for a table that `bpjs add --from` reads back."""
    for place, column in enumerate(of.columns):
        data = (row[place].data for row in of.rows)
        entries = tuple(SheetValue("" if one is None else str(one)) for one in data)
        yield Field(column.key, "text", entries, beyond=True)


def _read(source: ShownColumn, lang: Lang, words: SheetWords) -> Iterator[Field]:
    if source.numeric:
        pairs = zip(source.shown, source.cells, strict=True)
        yield Field(source.title, "number", tuple(_number(shown, cell.data, lang) for shown, cell in pairs))
    else:
        yield _dates(source) or Field(source.title, "text", tuple(SheetValue(shown.text) for shown in source.shown))
    beside = tuple(_beside(shown) for shown in source.shown)
    if any(entry.value for entry in beside):
        yield Field(words.notes, "notes", beside)


def _beyond(source: ShownColumn, words: SheetWords, notes: dict[int, str]) -> Iterator[Field]:
    title = source.title

    def field(name: str, entries: Iterator[SheetValue], kind: Literal["text", "number"] = "text") -> Field:
        return Field(name.format(column=title), kind, tuple(entries), beyond=True)

    if source.column.kind == "quantity":
        data = [_quantity(cell) for cell in source.cells]
        for name, key in ((words.low, "low"), (words.high, "high")):
            yield field(name, (_bound(quantity, key) for quantity in data), "number")
        for name, key in ((words.unit, "unit"), (words.origin, "origin")):
            yield field(name, (_term(quantity, key, words) for quantity in data))
    if any(shown.references for shown in source.shown):
        yield field(words.sources, (_sources(shown, notes) for shown in source.shown))


def _number(shown: Shown, data: Data, lang: Lang) -> SheetValue:
    """A number as a number, where Excel can hold it and show it as the document does; otherwise its text."""
    value = decimal_of(data)
    if value is None:
        return SheetValue(shown.text)
    stored = storable(value)
    format_ = number_format(shown.text, stored, lang)
    return SheetValue(shown.text) if format_ is None else SheetValue(stored, format_, shows=shown.text)


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


def _dates(source: ShownColumn) -> Field | None:
    """Dates or years, where a whole column of them is one or the other; Excel would not sort a mixture by time."""
    data = [cell.data for cell in source.cells]
    if source.column.kind != "date" or not all(isinstance(day, str) for day in data):
        return None
    if all(
        len(day) == 4 and day.isdecimal() and day == shown.text for day, shown in zip(data, source.shown, strict=True)
    ):
        return Field(source.title, "date", tuple(SheetValue(Decimal(day), "0") for day in data))
    pairs = list(zip(data, source.shown, strict=True))
    try:
        return Field(
            source.title, "date", tuple(SheetValue(date.fromisoformat(d), shows=shown.text) for d, shown in pairs)
        )
    except ValueError:
        return None


def _beside(shown: Shown) -> SheetValue:
    """What follows a value: its signs, its interval, its footnotes."""
    parts = (shown.signs, f"({shown.detail})" if shown.detail else "", reference_signs(shown.references))
    note = shown.references[0].number if shown.references else 0
    return SheetValue(" ".join(part for part in parts if part), note=note)


def _sources(shown: Shown, notes: dict[int, str]) -> SheetValue:
    numbers = [reference.number for reference in shown.references]
    return SheetValue("; ".join(notes[number] for number in numbers), note=numbers[0] if numbers else 0)


def _quantity(cell: Cell) -> dict[str, Data]:
    return cell.data if isinstance(cell.data, dict) else {}


def _bound(quantity: dict[str, Data], key: str) -> SheetValue:
    value = decimal_of(quantity.get(key))
    unit = str(quantity.get("unit"))
    return SheetValue("") if value is None else SheetValue(storable(value), GENERAL.get(unit, GENERAL[""]))


def _term(quantity: dict[str, Data], key: str, words: SheetWords) -> SheetValue:
    term = quantity.get(key) or ""
    return SheetValue(words.terms.get(term, visible_line(str(term))))

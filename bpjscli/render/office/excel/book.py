"""A workbook that is being written: its formats, its sheets and their names, and text that never becomes a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bpjscli.i18n import Lang
from bpjscli.render.office.excel.fields import Value
from bpjscli.render.office.package import PROGRAM, stamp
from bpjscli.render.page import Page
from bpjscli.report.document import Document

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]+")
_LONGEST = 31  # UTF-16 code units
_RESERVED = ("history",)


class SheetNames:
    """Gives each sheet a name that no other has, near the one that is wanted."""

    def __init__(self) -> None:
        self._taken = set(_RESERVED)

    def name(self, wanted: str) -> str:
        """A name like `wanted`, with a number where it is taken; Excel does not tell capitals from small letters."""
        plain = " ".join(_FORBIDDEN.sub(" ", wanted).split()).strip("' ") or "-"
        number = 1
        while True:
            ending = f" ({number})" if number > 1 else ""
            name = _cut(plain, _LONGEST - len(ending)) + ending
            if name.casefold() not in self._taken:
                self._taken.add(name.casefold())
                return name
            number += 1


def _cut(text: str, units: int) -> str:
    """The beginning of `text`, of at most so many code units, with an ellipsis where something is missing."""
    if _units(text) <= units:
        return text
    kept = text[:units]
    while _units(kept) > units - 1:
        kept = kept[:-1]
    return kept.rstrip(" '") + "…"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

INK, QUIET, RULE, ACCENT, TINT = "#1C2530", "#596673", "#DBE0E5", "#0A5878", "#F3F6F8"
_FONT = {"font_name": "Arial", "font_size": 10, "font_color": INK, "valign": "top"}
_DATES: dict[Lang, str] = {"id": "[$-421]d mmmm yyyy", "en": "[$-809]d mmmm yyyy"}
_LONGEST_TEXT = 32_767  # UTF-16 code units in a cell
_LONGEST_ADDRESS = 2_079
_MOST_LINKS = 65_000  # in a sheet
_MOST_FORMATS = 190  # Excel promises 200 number formats in a workbook


class Book:
    """One workbook, written to memory: the same bytes from the same document."""

    def __init__(self, document: Document, shown: Page) -> None:
        import xlsxwriter

        self.lang: Lang = shown.lang
        self.title = shown.title
        self.names = SheetNames()
        self._buffer = io.BytesIO()
        options = {"in_memory": True, "default_format_properties": dict(_FONT)}  # XlsxWriter adds to what it is given
        self.workbook = xlsxwriter.Workbook(self._buffer, options)
        self.workbook.set_properties({"title": shown.title, "author": PROGRAM, "created": stamp(document)})
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._number_formats: set[str] = set()
        self._links: dict[str, int] = {}

    def close(self) -> bytes:
        """The finished file."""
        self.workbook.close()
        return self._buffer.getvalue()

    def sheet(self, name: str, *, landscape: bool = False) -> Worksheet:
        """A new sheet with a name that `names` has given, set up for A4."""
        sheet = self.workbook.add_worksheet(name)
        sheet.set_paper(9)
        sheet.hide_gridlines(2)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
        sheet.set_footer(f"&L&8{_footer(self.title)}&R&8&P / &N")
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        if landscape:
            sheet.set_landscape()
        return sheet

    def format(self, **properties: Any) -> Format:
        """A format; equal ones are the same."""
        key = tuple(properties.items())
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format({**_FONT, **properties})
        return self._formats[key]

    def put(self, sheet: Worksheet, row: int, column: int, value: Value, **look: Any) -> None:
        """Write `value` as what it is; `num_format` of `look` is that of a number."""
        if isinstance(value, Decimal):
            sheet.write_number(row, column, value, self.format(**self._within_limits(look)))
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, self.format(num_format=_DATES[self.lang], **look))
        elif value:
            look.pop("num_format", None)
            sheet.write_string(row, column, clip(value), self.format(**look))
        else:
            sheet.write_blank(row, column, None, self.format(**look))

    def link(self, sheet: Worksheet, row: int, column: int, address: str, text: str, **look: Any) -> None:
        """Write `text` as a link, as far as Excel allows one more, and one of that length, on a sheet."""
        count = self._links[sheet.name] = self._links.get(sheet.name, 0) + 1
        if count > _MOST_LINKS or len(address) > _LONGEST_ADDRESS:
            self.put(sheet, row, column, text, **look)
        else:
            look = {"font_color": ACCENT, **look}
            sheet.write_url(row, column, address, self.format(**look), clip(text))

    def _within_limits(self, look: Mapping[str, Any]) -> Mapping[str, Any]:
        wanted = look.get("num_format", "")
        self._number_formats.add(wanted)
        if len(self._number_formats) <= _MOST_FORMATS:
            return look
        self._number_formats.discard(wanted)
        return {**look, "num_format": "General"}


def clip(text: str) -> str:
    """`text` as far as a cell of Excel can hold it."""
    if len(text.encode("utf-16-le")) // 2 <= _LONGEST_TEXT:
        return text
    return text.encode("utf-16-le")[: 2 * (_LONGEST_TEXT - 1)].decode("utf-16-le", "ignore") + "…"


def strip_edges(name: str, row: int, column: int = 0) -> str:
    """The address of a cell of this workbook, for a link."""
    from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

    return f"internal:{quote_sheetname(name)}!{xl_rowcol_to_cell(row, column)}"


def _footer(title: str) -> str:
    """`title` where "&" begins a code: doubled it is a sign, and no digit may follow the size that stands before.

    XlsxWriter takes a doubled "&G" for a picture all the same.
    """
    cut = title if len(title.replace("&", "&&")) <= 150 else f"{title[:70]}…"
    text = cut.replace("&", "&&").replace("&&G", "&& G").replace("&&[", "&& [")
    return f" {text}" if text[:1].isdigit() else text

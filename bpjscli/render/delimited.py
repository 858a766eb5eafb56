"""CSV and TSV (RFC 4180): tables for machines and spreadsheets.

One table gives one plain table, as csvkit, pandas and spreadsheets read it. Where a document has several, they follow
one another, each with its own header row, separated by an empty line; `Options.table_id` picks one of them.

Numbers have a decimal point and are never grouped. A quantity `k` takes nine columns: k, k_low, k_high, k_unit,
k_origin, k_figures (ids, separated by spaces), k_qualifier, k_status (disputed, cut) and k_why (the reason for what is
not known); what is not known, or has no bound, is empty. Text that a spreadsheet would
run as a formula (CWE-1236) is preceded by an apostrophe, unless `Options.raw_csv` says otherwise; numbers never are.
So is such text behind a semicolon, comma, tab, bar or line break within a field: a spreadsheet whose list separator is
another one than the file's begins a cell there ("a;=1+1" in Indonesia).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from decimal import Decimal

from bpjscli.errors import BpjsError
from bpjscli.i18n import say as _
from bpjscli.render.options import Options
from bpjscli.render.safety import visible
from bpjscli.report.document import Cell, Column, Data, Document, Table

QUANTITY = ("value", "low", "high", "unit", "origin", "figures", "qualifier")
STATUS = ("disputed", "cut")
"""What may be true of a quantity, as its data name it."""

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?\Z", re.ASCII)
_EXPONENT = re.compile(r"[+-]?\d+(\.\d+)?[eE][+-]?\d{1,3}\Z", re.ASCII)
# The characters of CWE-1236 and their full-width forms, which spreadsheets of East Asia take for the same.
_FORMULA = re.compile("[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_WITHIN = re.compile(
    '(?<=[;,\t|\n])([ "]*)'
    "(?=[=@\uff1d\uff20]|[+\\-\uff0b\uff0d](?! |\\Z|[;,\t|\n])(?!\\d+(?:\\.\\d+)?(?:[\\s,;|%)\\]}]|\\Z)))"
)  # a sign that begins a formula and no plain number, behind what may end a cell


def render(document: Document, options: Options) -> str:
    """The document's tables, comma separated."""
    return _render(document, options, ",")


def render_tsv(document: Document, options: Options) -> str:
    """The document's tables, separated by tabs; quoted where need be, as in CSV."""
    return _render(document, options, "\t")


def _render(document: Document, options: Options, delimiter: str) -> str:
    reasons = {note.id: note.text for note in document.notes}
    text = "\n".join(_table(table, reasons, options, delimiter) for table in _chosen(document, options.table_id))
    return f"\ufeff{text}" if options.bom else text


def _chosen(document: Document, table_id: str | None) -> list[Table]:
    tables = document.tables()
    if table_id is None:
        return tables
    chosen = [table for table in tables if table.id == table_id]
    if not chosen:
        known = ", ".join(table.id for table in tables) or "none"
        raise BpjsError(
            _(
                '--table: there is no table "{table_id}" in the output of {command}; there are: {known}',
                table_id=table_id,
                command=document.command,
                known=known,
            )
        )
    return chosen


def _table(table: Table, reasons: Mapping[str, str], options: Options, delimiter: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow([name for column in table.columns for name in _header(column)])
    for row in table.rows:
        cells = zip(row, table.columns, strict=True)
        fields = [field for cell, column in cells for field in _fields(cell, column, reasons)]
        writer.writerow([visible(_guarded(field, options)) for field in fields])
    return out.getvalue()


def _header(column: Column) -> list[str]:
    if column.kind != "quantity":
        return [column.key]
    return [column.key, *(f"{column.key}_{part}" for part in (*QUANTITY[1:], "status", "why"))]


def _fields(cell: Cell, column: Column, reasons: Mapping[str, str]) -> list[str]:
    if column.kind != "quantity":
        return [_field(cell.data) if column.kind != "number" else _plain_number(_field(cell.data))]
    quantity = cell.data if isinstance(cell.data, dict) else {"value": cell.data}
    status = " ".join(part for part in STATUS if quantity.get(part))
    why = " ".join(reasons[note] for note in cell.notes) if cell.data is None else ""
    return [*(_plain_number(_field(quantity.get(part))) for part in QUANTITY), status, why]


def _plain_number(field: str) -> str:
    """A number without an exponent; anything else as it is."""
    return format(Decimal(field), "f") if _EXPONENT.match(field) else field


def _field(data: Data) -> str:
    match data:
        case None:
            return ""
        case bool():
            return "true" if data else "false"
        case list() if all(isinstance(item, str) for item in data):
            return " ".join(data)
        case list() | dict():
            return json.dumps(data, ensure_ascii=False, allow_nan=False)
        case _:
            return str(data)


def _guarded(field: str, options: Options) -> str:
    if options.raw_csv or _NUMBER.match(field):
        return field
    within = _WITHIN.sub(r"\1'", field)
    return f"'{within}" if _FORMULA.match(field) else within

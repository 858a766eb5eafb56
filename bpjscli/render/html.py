"""One self-contained HTML file, through `report.html.j2`: no network, no script needed, every datum escaped.

A content security policy allows only the style and the script that the template brings, by their hashes.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup

from bpjscli.render.options import Options
from bpjscli.render.page import Explained, PageColumn, PageTable, Shown
from bpjscli.render.page_blocks import PageChart
from bpjscli.render.safety import safe_link
from bpjscli.render.spans import reference_signs
from bpjscli.render.svg import svg
from bpjscli.render.templating import Filters, environment, fill
from bpjscli.render.words import ChartWords
from bpjscli.report.document import Document

_SHORT, _LONG = 20, 40  # characters: shorter texts stay on one line, longer ones get a width that keeps them readable
_BREAKS = re.compile(r"(?<=\d) (?=%|(?:million|billion|trillion|juta|miliar|triliun)\b)|(?<=[≈≲<>≤≥]) (?=[\dR\u2212])")
_NARROW = " .,:;'’|·[]()\u00a0\u202f"


def render(document: Document, options: Options) -> str:
    """The document as an HTML page."""
    return fill(environment(options, FILTERS, keep_together), "report.html.j2", document)


def keep_together(value: Any) -> Any:
    """What a template prints: in a text, a number stays on the line of its unit and of its sign."""
    return _BREAKS.sub("\u00a0", value) if isinstance(value, str) and not isinstance(value, Markup) else value


def csp_hash(text: str) -> str:
    """The source expression that allows an inline style or script of exactly this text."""
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def fields(table: PageTable) -> list[dict[str, str]]:
    """For each column its `kind` (number, date; short, text or long by its length); for numbers, `tail` and `detail`.

    A browser knows no decimal alignment: each cell reserves, invisibly, the room of the column's widest tail (what
    follows the units digit, signs and references included) and widest detail.
    """
    return [_fields(column, [row[at] for row in table.rows]) for at, column in enumerate(table.columns)]


def address(_leads_to: str) -> str:
    """The address of the page about what a cell names: a report is one page, and has none."""
    return ""


def drawing(
    chart: PageChart, layout: str, chart_words: ChartWords, address_of: Callable[[str], str] = address
) -> Markup:
    """`chart` as an `svg` element in one of the layouts "wide" and "narrow", as `svg` draws it."""
    drawn = svg(chart, layout, chart_words, address_of)
    return Markup(drawn)  # noqa: S704 - made of numbers, and of texts that it escapes itself


def meanings(cell: Shown, legend: Iterable[Explained]) -> str:
    """What the signs of a cell mean, as one sentence."""
    return "; ".join(entry.meaning for entry in legend if entry.mark in cell.marks)


def kinds(cell: Shown, legend: Iterable[Explained]) -> str:
    """What the signs of a cell mean, in a word or two each."""
    return ", ".join(entry.short for entry in legend if entry.mark in cell.marks)


def _fields(column: PageColumn, cells: list[Shown]) -> dict[str, str]:
    if not column.numeric:
        return {"kind": _kind(cells) if column.wraps else "date"}
    return {
        "kind": "number",
        "tail": max(map(_tail, cells), key=_breadth, default=""),
        "detail": max((cell.detail for cell in cells), key=_breadth, default=""),
    }


def _kind(cells: list[Shown]) -> str:
    longest = max((len(cell.text) for cell in cells), default=0)
    return "short" if longest <= _SHORT else "text" if longest <= _LONG else "long"


def _tail(cell: Shown) -> str:
    parts = [cell.tail, cell.signs and f" {cell.signs}", cell.references and f" {reference_signs(cell.references)}"]
    return "".join(part for part in parts if part)


def _breadth(text: str) -> float:
    """About how wide a text is in a proportional font, in digits."""
    return sum(0.5 if char in _NARROW else 1.0 for char in text)


FILTERS: Filters = {
    "csp_hash": csp_hash,
    "link": safe_link,
    "address": address,
    "fields": fields,
    "meanings": meanings,
    "kinds": kinds,
    "drawing": drawing,
}
"""What a template for HTML may use beside the filters of Jinja."""

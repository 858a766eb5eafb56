"""GitHub-flavoured Markdown through `report.md.j2`, with footnotes and every datum escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from markupsafe import Markup
from msgspec.structs import replace

from bpjscli.render.options import Options
from bpjscli.render.page import PageNode, PageTable, PageTree, Reference, Shown
from bpjscli.render.safety import safe_link
from bpjscli.render.templating import Filters, environment, fill
from bpjscli.report.document import Document

_BREAK = "<!-- -->"

_EMOJI = r"[a-z0-9_+\-]*[a-z][a-z0-9_+\-]*|[+\-]1|100|1234"
_WITHIN = {
    "reference": r"[|$]",
    "mention": r"@(?=[A-Za-z0-9])|\#(?=\d)",
    "number": r"(?<![A-Za-z])[Gg][Hh]-(?=\d)",
    "emoji": rf":(?=(?:{_EMOJI}):)",
    "address": r"(?:[Hh][Tt][Tt][Pp][Ss]?|[Ff][Tt][Pp]):/(?=/)|[Ww]{3}(?=\.)|(?:mailto|xmpp)(?=:)",
    "symbol": r"[\\`*\[\]<{}~^#@]",
    "underscore": r"(?<![^\W_])_|_(?![^\W_])",
    "entity": r"&(?=[#A-Za-z])",
    "image": r"!(?=\[|\Z)",
    "typography": r"-(?=-)|\.(?=\.\.)|[\"']",
}
"""Syntax within a line, by what it would be taken for."""

_SYNTAX = re.compile("|".join(f"(?P<{name}>{rule})" for name, rule in _WITHIN.items()))

# What makes a line a quotation, a list (also lettered, as Pandoc knows it), a definition or a caption of a table.
_AT_START = re.compile(
    r"(?:(?=>)|(?=[-+:](?:\s|\Z))|(?=::)|\(?(?:\d+|[A-Za-z]|[ivxlcdm]+|[IVXLCDM]+)(?=[.)](?:\s|\Z))|[Tt]able(?=:))"
)


def escape(text: str) -> str:
    """`text`, one line, for a place within a line: a cell, or behind something else."""
    return _SYNTAX.sub(_escaped, text)


def escape_line(text: str) -> str:
    """`text`, one line, for a place where a line begins as well."""
    start = _AT_START.match(text)
    if start is None:
        return escape(text)
    return f"{escape(text[: start.end()])}\\{escape(text[start.end() :])}"


def _escaped(match: re.Match[str]) -> str:
    text = match.group()
    match match.lastgroup:
        case "reference":
            return f"&#{ord(text)};"
        case "mention":
            return f"\\{text}{_BREAK}"
        case "number" | "emoji" | "address":
            return f"{text}{_BREAK}"
        case _:
            return f"\\{text}"


def render(document: Document, options: Options) -> str:
    """The document as Markdown."""
    return fill(environment(options, FILTERS, escape_value), "report.md.j2", document)


def table(block: PageTable) -> Markup:
    """A pipe table, numbers aligned to the right; of records a list."""
    if block.style == "records":
        return _markdown("\n".join(line for row in block.rows for line in _record(row)))
    from tabulate import tabulate

    return _markdown(
        tabulate(
            [[_cell(cell) for cell in row] for row in block.rows],
            headers=[escape(column.title) for column in block.columns],
            tablefmt="pipe",
            colalign=["right" if column.numeric else "left" for column in block.columns],
            disable_numparse=True,
        )
    )


def _record(row: Sequence[Shown]) -> Iterator[str]:
    """The cells of a row in one item, with an item below it for each further part of the last one."""
    *short, text = row
    first, *others = text.parts or (text.text,)
    before = [_cell(cell) for cell in short if cell.text]
    if before:
        before[0] = f"**{before[0]}**"
    yield f"- {', '.join(before)}{': ' if before else ''}{_cell(replace(text, head=first, tail=''))}"
    yield from (f"  - {escape_line(part)}" for part in others)


def tree(block: PageTree) -> Markup:
    """A nested list."""
    return _markdown("\n".join(_items(block.nodes, 0)))


def _items(nodes: Iterable[PageNode], depth: int) -> Iterator[str]:
    for node in nodes:
        text = " ".join(part for part in (node.line.text, node.line.signs) if part)
        yield f"{'  ' * depth}- {escape_line(text)}{_references(node.line.references)}"
        yield from _items(node.children, depth + 1)


def references(of: Iterable[Reference]) -> Markup:
    """Footnote references, a space between two of them, so that 1 and 2 do not read as 12."""
    return _markdown(_references(of))


def link(address: str) -> Markup:
    """A link that may be followed as such, any other as text."""
    safe = safe_link(address)
    return _markdown(escape(address) if safe is None else f"<{safe}>")


def _cell(cell: Shown) -> str:
    parts = [cell.text, cell.signs, cell.detail and f"({cell.detail})"]
    return escape(" ".join(part for part in parts if part)) + _references(cell.references)


def _references(of: Iterable[Reference]) -> str:
    return " ".join(f"[^{reference.number}]" for reference in of)


def escape_value(value: Any) -> Any:
    """What a template prints: text becomes Markdown, unless it is Markdown already."""
    return _markdown(escape_line(value)) if isinstance(value, str) and not isinstance(value, Markup) else value


def _markdown(text: str) -> Markup:
    return Markup(text)  # noqa: S704 - Markdown, escaped by the rules of Markdown; nothing is to escape it again


FILTERS: Filters = {
    "table": table,
    "tree": tree,
    "references": references,
    "link": link,
    "e": escape_value,
    "escape": escape_value,
}
"""What a template for Markdown may use beside the filters of Jinja."""

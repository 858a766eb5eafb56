"""Data as Markdown that reads as exactly that data, on GitHub and in Pandoc.

What a Markdown parser takes for syntax gets a backslash. GitHub also looks through the finished text for mentions,
issue numbers and emoji codes, where a backslash no longer helps: an empty comment breaks these up. "|" and "$" become
character references, because the rules for tables and formulas look at the source before backslashes count.
"""

from __future__ import annotations

import re

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

"""Says in plain words why a file is not TOML, where the cause can be seen, and what would be right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

import tomli

from bpjscli.errors import quoted
from bpjscli.i18n import N_
from bpjscli.i18n import say as _
from bpjscli.toml.limits import DEEPEST_NESTING
from bpjscli.toml.locate import Locator
from bpjscli.toml.tokens import find_tokens

_COMMA: Final = N_("{text} has a decimal comma; quote it as printed, or write it with a point")
_DATE: Final = N_("{text} is no date; a date is written 2026-02-02 and exists in the calendar")
_VALUE: Final = r"=\s*"
_NUMBER_SLIPS: Final = tuple(
    (re.compile(_VALUE + pattern), message)
    for pattern, message in (
        (r"([+-]?\d{1,3}(?:\.\d{3})+,\d+)", _COMMA),
        (r"([+-]?\d+,\d+(?:\s*[A-Za-z%]\w*)?)", _COMMA),
        (
            r"([+-]?\d{1,3}(?:\.\d{3}){2,})",
            N_("{text} has thousands dots; quote it as printed, or write its digits alone"),
        ),
        (r"(\d{4}-(?:\d\d|[QH]\d))(?![\d-])", N_('the period {text} is no TOML value by itself; quote it: "{text}"')),
        (r"(\d{4}-\d{1,2}-\d{1,2})(?!\d)", _DATE),
        (r"(\d{1,2}[-/]\d{1,2}[-/]\d{4})", N_("{text} is no date; a date is written 2026-02-02")),
        (r"([+-]?0\d+)", N_("{text} begins with a zero; leave the zero out, or quote it if it is a code")),
        (
            r"([+-]?\d[\d.,]*\s*(?:%|[A-Za-z]\w*(?: \w+)*))(?!\s*=)",
            N_('{text} is not a plain number; quote it: "{text}"'),
        ),
        (r"(Rp\.? ?\d[\d.,]*(?: \w+)*)", N_('{text} is not a plain number; quote it: "{text}"')),
        (r"([+-]?\.\d+|[+-]?\d+\.)(?!\d)", N_("{text} needs a digit on both sides of its point")),
    )
)
_OTHER: Final = {"'": N_('double quotes (")'), '"': N_("single quotes (')")}
_NEAR: Final = 200  # characters on either side of an error that may hold its cause
_TYPOGRAPHIC: Final = "\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb\u2032\u2033"
_TWICE: Final = ("Cannot overwrite", "Cannot declare", "Duplicate inline table key", "Cannot mutate")


def explain_syntax(error: ValueError | RecursionError | ArithmeticError, text: str) -> tuple[str, int, str]:
    """Code, line and message for the error that parsing `text` has raised."""
    if isinstance(error, RecursionError):
        return "F154", 1, _("arrays or tables are nested more than {most} deep", most=DEEPEST_NESTING)
    if not isinstance(error, tomli.TOMLDecodeError):
        is_large = isinstance(error, ArithmeticError)
        number = re.search(r"[eE][+-]?[\d_]{18,}" if is_large else r"\d{4000}", text)
        line = _line(text, number.start()) if number else 1
        said = _("a larger exponent than any number has") if is_large else _("more digits than can be read")
        return "F154", line, _("a number has {said}; figures have at most 30 digits", said=said)
    text = text.replace("\r\n", "\n")  # as the parser counts
    if error.msg.startswith(_TWICE):
        return _twice(error, text)
    line, reason = _reason(error, text)
    return "F155", line, _("not valid TOML: {reason}", reason=reason)


def _twice(error: tomli.TOMLDecodeError, text: str) -> tuple[str, int, str]:
    repeated = Locator(text).repeated()
    if repeated is None:
        return "F156", error.lineno, _("a key or table is written twice here; keep one of them")
    path, first, second = repeated
    name = quoted(".".join(part for part in path if isinstance(part, str)))
    return "F156", second, _("{name} is written twice, first in line {first}; keep one of them", name=name, first=first)


def _reason(error: tomli.TOMLDecodeError, text: str) -> tuple[int, str]:
    start = text.rfind("\n", 0, error.pos) + 1
    line = text[start:].partition("\n")[0]
    column = error.pos - start
    near = max(0, column - _NEAR)
    for reason in (*_character(line[column : column + 1]), *_slips(line[near : column + _NEAR], column - near)):
        return error.lineno, reason
    if error.msg.startswith("Expected newline") and line[:column].rstrip()[-1:] in ("'", '"'):
        said = _(
            "the quotation mark before {rest} ends the text; put it between {better}",
            rest=quoted(line[column:]),
            better=_(_OTHER[line[:column].rstrip()[-1]]),
        )
        return error.lineno, said
    return _structure(error, text, line[column:].strip())


def _character(character: str) -> Iterator[str]:
    """What a character that cannot stand there may have been."""
    if character == "\ufeff":
        yield _("a byte order mark stands where none may be (a file may begin with one); delete it")
    elif character == "\r":
        yield _("a line ends in a carriage return alone; save the file with LF or CRLF line ends")
    elif character and character in _TYPOGRAPHIC:
        yield _('{character} is not a quotation mark that TOML knows; write "', character=character)


def _slips(line: str, column: int) -> Iterator[str]:
    """What a value at `column` may have been meant as."""
    for pattern, message in _NUMBER_SLIPS:
        for match in pattern.finditer(line):
            if match.start(1) <= column <= match.end(1) + 1 and not (message is _DATE and _is_date(match[1])):
                yield _(message, text=quoted(match[1])[1:-1])


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _structure(error: tomli.TOMLDecodeError, text: str, rest: str) -> tuple[int, str]:
    """What is wrong with the order of marks at the place of the error, where `rest` follows."""
    if error.msg.startswith(("Unterminated string", "Expected \"'", "Illegal character '\\n'")):
        opened = next((m.start() for m in find_tokens(text) if m.lastgroup == "unclosed"), error.pos)
        return _line(text, opened), _("a quotation mark that opens here is never closed")
    if error.msg.startswith(("Unclosed", "Invalid value")) and not rest and not text[error.pos :].strip():
        bracket = _last_open(text)
        if bracket is not None:
            return _line(text, bracket), _("the {bracket} that opens here is never closed", bracket=text[bracket])
    return error.lineno, _sentence(error.msg, rest)


def _sentence(said: str, rest: str) -> str:
    word = re.match(r"\w+", rest)
    follows = _(" before {rest}", rest=quoted(rest)) if rest else ""
    if said.startswith("Invalid value"):
        if word is None:
            return _("a value is missing or cannot be read") + follows
        meant = word[0].lower() if word[0].lower() in ("true", "false") else quoted(word[0])
        return _("{word} is no value; write {meant}", word=quoted(word[0])[1:-1], meant=meant)
    if said.startswith(("Unescaped", "Invalid hex", "Escaped")):
        return _("a backslash begins an escape; write two of them, or put the text between single quotes")
    if said.startswith(("Illegal character", "Found invalid character")):
        return _("a control character{follows}; delete it", follows=follows)
    for begin, sentence in _SENTENCES.items():
        if said.startswith(begin):
            return _(sentence, follows=follows)
    return f"{said[:1].lower()}{said[1:]}{follows}"


_SENTENCES: Final = {
    "Unclosed array": N_("a comma or a closing ] is missing{follows}"),
    "Unclosed inline table": N_("a comma or a closing }} is missing{follows}"),
    "Expected '=' after a key": N_("a = is missing after a key{follows}"),
    "Expected newline": N_(
        "something stands after the value where the line should end{follows}; one key and value to a line"
    ),
    "Expected ']": N_("a table header is not closed; write [defaults] or [[source]]{follows}"),
    "Invalid statement": N_("a line must begin with a key, a [table] or a # comment; something else stands{follows}"),
    "Invalid initial character": N_("a key is missing or cannot be read{follows}"),
    "Invalid date": N_("the date{follows} does not exist in the calendar"),
}


def _last_open(text: str) -> int | None:
    opened: list[int] = []
    for token in find_tokens(text):
        if token.lastgroup == "open":
            opened.append(token.start())
        elif token.lastgroup == "close" and opened:
            opened.pop()
    return opened[-1] if opened else None


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1

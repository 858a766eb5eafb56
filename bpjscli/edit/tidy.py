"""The canonical form of a fact-base file: values as TOML writes them, order of keys, columns, blank lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

import tomli

from bpjscli.errors import BpjsError, quoted
from bpjscli.load.raw import BLOCKS, FILE_KEYS, RawDefaults, RawFigure, RawSource, RawText
from bpjscli.model.period import Period
from bpjscli.toml.concrete import Block, Element, Pair, split_blocks, split_elements, split_pairs

_NUMBER = re.compile(r"[+-]?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)


def text_literal(text: str) -> str:
    """`text` in double quotes. Raises `BpjsError` for what no file can hold: bytes that were no text."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise BpjsError(f"{quoted(text)} is not valid text; write it in UTF-8") from error
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")  # TOML has the escapes of JSON


def period_literal(period: Period) -> str:
    """A year as a number, a date as a date, everything else as text."""
    return period.text if period.kind in ("year", "day") else f'"{period.text}"'


def is_number(text: str) -> bool:
    """Whether `text` is a number as TOML writes it, without underscores."""
    return _NUMBER.fullmatch(text) is not None


Pairs = Sequence[tuple[str, str]]
"""Keys and values of an inline table, as written."""

_NUMBER_KEYS = ("printed", "value")
_FIRST_REMARK = RawFigure.__struct_fields__.index("note")
_REMARK_KEYS = frozenset(RawFigure.__struct_fields__[_FIRST_REMARK:])


def inline_table(pairs: Pairs) -> str:
    """The pairs as an inline table with single spaces."""
    return f"{{ {', '.join(f'{key} = {value}' for key, value in pairs)} }}" if pairs else "{}"


def align_columns(tables: Sequence[Pairs]) -> list[str]:
    """Each table as a line; neighbours about the same dimensions have these, and their numbers, in columns."""
    lines: list[str] = []
    for _, run in groupby(tables, _dimensions):
        lines += _in_columns(list(run))
    return lines


def align_like(neighbour: str, pairs: Pairs) -> str:
    """The pairs as a line whose columns stand where those of `neighbour` do, as far as they fit there."""
    other = split_pairs(neighbour)
    if other is None or _dimensions(other) != _dimensions(pairs):
        return inline_table(pairs)
    starts, at = {}, 0
    for key, value in other:
        at = neighbour.index(key, at)
        starts[key] = at
        at = neighbour.index(value, at + len(key)) + len(value)
    line = "{"
    for place, (key, value) in enumerate(pairs):
        line = f"{line}{',' if place else ''} ".ljust(starts.get(key, 0)) + f"{key} = {value}"
    return f"{line} }}"


def _dimensions(pairs: Pairs) -> tuple[str, ...]:
    return tuple(key for key, _ in pairs if key not in _REMARK_KEYS and key not in _NUMBER_KEYS)


def _in_columns(run: Sequence[Pairs]) -> list[str]:
    """Lines about the same dimensions; what follows the number is a column too, what follows that is not."""
    cells = [[f"{key} = {value}" for key, value in pairs] for pairs in run]
    count = len(_dimensions(run[0])) + 1
    widths = [max((len(row[column]) for row in cells if column < len(row)), default=0) for column in range(count)]
    return [_line(row, widths) for row in cells]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    line = "{ "
    for column, cell in enumerate(cells[:-1]):
        line += f"{cell}, ".ljust(widths[column] + 2 if column < len(widths) else 0)
    return f"{line}{cells[-1]} }}" if cells else "{}"


_ORDER: Final[Mapping[tuple[str, ...], tuple[str, ...]]] = {
    (): FILE_KEYS,
    ("source", "defaults"): RawDefaults.__struct_fields__,
    ("source", "figures"): RawFigure.__struct_fields__,
    **{(key,): shape.__struct_encode_fields__ for key, shape in BLOCKS.items()},
}
_INLINE: Final[Mapping[str, tuple[str, ...]]] = {
    "defaults": RawDefaults.__struct_fields__,
    "name": RawText.__struct_fields__,
    "label": RawText.__struct_fields__,
}
SOURCE_COLUMN: Final = max(map(len, RawSource.__struct_fields__))
_INDENT: Final = "  "


def tidy_text(text: str) -> str:
    """`text`, which a parser has accepted, in canonical form; it says the same, and a second time changes nothing."""
    ending = line_ending(text)
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    parts = [part for block in split_blocks(plain) if (part := tidy_block(block, plain))]
    tidied = "\n".join(parts)
    if meaning(tidied) != meaning(plain):
        raise AssertionError("the canonical form says something else")  # pragma: no cover - a bug, and nothing written
    return tidied.replace("\n", ending)


def tidy_block(block: Block, text: str) -> str:
    """A block in canonical form, with the comments around it; it ends with a newline unless there is nothing in it."""
    lines = [*_trimmed(block.lead)]
    if block.header:
        key = block.header.strip("[]").strip()
        lines.append(_beside(f"[[{key}]]" if block.is_array else f"[{key}]", block.comment))
    lines += _body(block, text)
    tail = _collapsed(block.tail)
    while tail and not tail[-1]:
        tail.pop()
    lines += tail if lines else _trimmed(tail)
    return "".join(f"{line}\n" for line in lines)


def line_ending(text: str) -> str:
    """How the first line of `text` ends."""
    first, newline, _ = text.partition("\n")
    return "\r\n" if newline and first.endswith("\r") else "\n"


def meaning(text: str) -> dict[str, Any]:
    """What the text says, with every number as it is written."""
    return tomli.loads(text.removeprefix("\ufeff"), parse_float=_as_written)


def _as_written(number: str) -> tuple[str]:
    """A number that equals another only if it is written with the same digits."""
    return (number,)


def sort_pairs(pairs: Pairs, order: Sequence[str]) -> list[tuple[str, str]]:
    """The pairs in the order of `order`; a key that it lacks comes last."""
    return sorted(pairs, key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order))


def _body(block: Block, text: str) -> Iterator[str]:
    order = _ORDER.get(block.path, ())
    pairs = sorted(block.pairs, key=lambda pair: order.index(pair.parts[0]) if pair.parts[0] in order else len(order))
    width = SOURCE_COLUMN if block.path == ("source",) and block.is_array else 0
    if block.pairs:
        head, _ = _detached(block.pairs[0])
        yield from _trimmed(head) + ([""] if _trimmed(head) else [])
    rows: list[tuple[str, str]] = []
    for pair in pairs:
        lead = _collapsed(_detached(pair)[1] if pair is block.pairs[0] else pair.lead)
        rows += [(line, "") for line in (lead if rows else _trimmed_start(lead))]
        rows.append((f"{pair.key.ljust(width)} = {_value(pair, block, text)}", pair.comment))
    yield from _with_comments(rows)


def _detached(first: Pair) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The comments above the first pair: what stands apart from it by a blank line, and what belongs to it."""
    cut = next((place for place in range(len(first.lead), 0, -1) if first.lead[place - 1] == ""), 0)
    return first.lead[:cut], first.lead[cut:]


def _value(pair: Pair, block: Block, text: str) -> str:
    if pair.parts == ("figures",) and block.path == ("source",):
        return _figures(text, pair)
    pairs = split_pairs(pair.value)
    if pairs is not None:
        return inline_table(sort_pairs(pairs, _INLINE.get(pair.parts[-1], ())))
    return pair.value


def _figures(text: str, pair: Pair) -> str:
    if not pair.value.startswith("["):
        return pair.value
    array = split_elements(text, pair.at)
    if not array.elements and not array.opening and not _trimmed(array.tail):
        return "[]"
    lines = [_beside("[", array.opening)]
    body: list[str] = []
    for run in _runs(array.elements):
        lead = _collapsed(run[0].lead)
        body += lead if body else _trimmed_start(lead)
        body += _with_comments([(f"{line},", e.comment) for line, e in zip(_lines(run), run, strict=True)])
    tail = _collapsed(array.tail)
    while tail and not tail[-1]:
        tail.pop()
    body += tail if body else _trimmed_start(tail)
    lines += [f"{_INDENT}{line}" if line else "" for line in body]
    return "\n".join([*lines, "]"])


def _runs(found: Sequence[Element]) -> list[list[Element]]:
    """Elements that stand line under line, without a comment or a blank line between."""
    runs: list[list[Element]] = []
    for element in found:
        if element.lead or not runs or split_pairs(element.value) is None or split_pairs(runs[-1][0].value) is None:
            runs.append([element])
        else:
            runs[-1].append(element)
    return runs


def _lines(run: Sequence[Element]) -> list[str]:
    tables = [split_pairs(element.value) for element in run]
    known = [sort_pairs(table, RawFigure.__struct_fields__) for table in tables if table is not None]
    return align_columns(known) if len(known) == len(run) else [element.value for element in run]


def _with_comments(rows: Sequence[tuple[str, str]]) -> list[str]:
    """Lines with the comments beside them; those of neighbouring lines begin in one column."""
    lines: list[str] = []
    for has_comment, group in groupby(rows, key=lambda row: bool(row[1])):
        block = list(group)
        width = max(len(line.rpartition("\n")[2]) for line, _ in block) if has_comment else 0
        for line, comment in block:
            head, newline, last = line.rpartition("\n")
            lines.append(f"{head}{newline}{last.ljust(width)}  {comment}" if comment else line)
    return lines


def _beside(line: str, comment: str) -> str:
    return f"{line}  {comment}" if comment else line


def _collapsed(lines: Sequence[str]) -> list[str]:
    """The lines with one blank line where there were several."""
    return [line for place, line in enumerate(lines) if line or place == 0 or lines[place - 1]]


def _trimmed_start(lines: Sequence[str]) -> list[str]:
    """The lines without blank ones at the beginning."""
    start = next((place for place, line in enumerate(lines) if line), len(lines))
    return list(lines[start:])


def _trimmed(lines: Sequence[str]) -> list[str]:
    """The lines without blank ones at either end, and one where there were several within."""
    return _trimmed_start(_trimmed_start(_collapsed(lines))[::-1])[::-1]

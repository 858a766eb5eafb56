"""New sources and new figures in the text of a fact-base file; all other lines stay as they are.

A block that was in canonical form stays in it, so that its columns may move; in any other block only lines are added.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bpjscli.edit.tidy import SOURCE_COLUMN, Pairs, align_columns, align_like, inline_table, line_ending, tidy_block
from bpjscli.toml.concrete import Block, Element, split_blocks, split_elements

_INDENT = "  "
Edit = Callable[[str], str]


class NotEditableError(ValueError):
    """The file writes its sources in a way that no line can be added to."""


def insert_source(text: str, pairs: Pairs, position: int | None = None) -> str:
    """`text` with one more source, without figures; it becomes number `position` (from 0) of the file, or the last.

    Raises `NotEditableError` where the sources do not stand in [[source]] blocks.
    """
    return _in_plain_lines(text, lambda plain: _with_source(plain, pairs, position))


def insert_figures(text: str, order: int, figures: Sequence[Pairs]) -> str:
    """`text` with these further figures at the end of its source number `order` (from 0).

    Raises `NotEditableError` where the sources do not stand in [[source]] blocks.
    """
    return _in_plain_lines(text, lambda plain: _with_figures(plain, order, figures)) if figures else text


def _in_plain_lines(text: str, edit: Edit) -> str:
    """Edit a text of which every line ends alike; the byte order mark stays, too."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    plain = text.removeprefix(mark)
    windows = plain.count("\r\n")
    if windows and windows == plain.count("\n"):
        return mark + edit(plain.replace("\r\n", "\n")).replace("\n", "\r\n")
    return mark + edit(plain)


def _with_source(text: str, pairs: Pairs, position: int | None) -> str:
    newline = line_ending(text)
    lines = [f"{key.ljust(SOURCE_COLUMN)} = {value}" for key, value in (*pairs, ("figures", "[]"))]
    block = newline.join(["[[source]]", *lines, ""])
    blocks = split_blocks(text)
    if blocks[0].pair("source") is not None:
        raise NotEditableError
    own = [place for place, each in enumerate(blocks) if each.path[:1] == ("source",)]
    starts = [place for place in own if blocks[place].path == ("source",)]
    if position is not None and position < len(starts):
        at = blocks[starts[position]].start
    else:
        at = blocks[own[-1]].end if own else len(text)
    before, after = text[:at], text[at:]
    if before and not before.endswith("\n"):
        before += newline
    if before and not before.endswith((newline * 2, newline + "\n")):
        before += newline
    return before + block + (newline + after if after else "")


def _with_figures(text: str, order: int, figures: Sequence[Pairs]) -> str:
    blocks = split_blocks(text)
    places = [place for place, block in enumerate(blocks) if block.path == ("source",) and block.is_array]
    if order >= len(places):
        raise NotEditableError
    place = places[order]
    block = blocks[place]
    was_tidy = _is_tidy(block, text)
    parts = _figure_blocks(blocks, place)
    pair = block.pair("figures")
    if parts:
        return _with_blocks(text, parts[-1], figures)
    if pair is None:
        changed = _with_array(text, block, figures)
    elif pair.value.startswith("["):
        changed = _with_elements(text, pair.at, pair.end, figures)
    else:
        raise NotEditableError
    if not was_tidy:
        return changed
    again = split_blocks(changed)[place]
    return changed[: again.start] + tidy_block(again, changed) + _blank_end(changed, again) + changed[again.end :]


def _is_tidy(block: Block, text: str) -> bool:
    return tidy_block(block, text) + _blank_end(text, block) == text[block.start : block.end]


def _blank_end(text: str, block: Block) -> str:
    """The blank lines at the end of a block."""
    whole = text[block.start : block.end]
    return whole[len(whole.rstrip("\n")) + 1 :]


def _figure_blocks(found: Sequence[Block], place: int) -> list[Block]:
    """The [[source.figures]] blocks of the source at `place`."""
    parts = []
    for block in found[place + 1 :]:
        if block.path[:1] != ("source",) or block.path == ("source",):
            break
        if block.path == ("source", "figures"):
            parts.append(block)
    return parts


def _with_blocks(text: str, last: Block, figures: Sequence[Pairs]) -> str:
    newline = line_ending(text)
    new = ""
    for figure in figures:
        new += newline.join(["", "", "[[source.figures]]", *(f"{key} = {value}" for key, value in figure)])
    return text[: last.body_end] + new + text[last.body_end :]


def _with_array(text: str, block: Block, figures: Sequence[Pairs]) -> str:
    """A source without `figures`: the key, under the last one and with its equals sign under that one's."""
    newline = line_ending(text)
    column = text.index("=", block.pairs[-1].start) - block.pairs[-1].start - 1 if block.pairs else SOURCE_COLUMN
    lines = ["", f"{'figures'.ljust(column)} = [", *(f"{_INDENT}{line}," for line in align_columns(figures)), "]"]
    return text[: block.body_end] + newline.join(lines) + text[block.body_end :]


def _with_elements(text: str, at: int, end: int, figures: Sequence[Pairs]) -> str:
    """More elements in the array from `at` to `end`: on lines of their own, unless it stands on one line itself."""
    newline = line_ending(text)
    array = split_elements(text, at)
    if not array.elements:
        lines = "".join(f"{_INDENT}{line},{newline}" for line in align_columns(figures))
        inside = text[at + 1 : end - 1]
        return text[: at + 1] + (inside.rstrip(" \t") or newline) + lines + text[end - 1 :]
    last = array.elements[-1]
    previous = array.elements[-2].end if len(array.elements) > 1 else at
    if "\n" not in text[previous : last.at]:
        more = ", ".join(map(inline_table, figures))
        return text[: last.end] + f", {more}" + text[last.end :]
    return _after(text, last, figures)


def _after(text: str, last: Element, figures: Sequence[Pairs]) -> str:
    newline = line_ending(text)
    line_start = text.rfind("\n", 0, last.at) + 1
    indent = text[line_start : last.at] if not text[line_start : last.at].strip() else _INDENT
    lines, neighbour = "", last.value
    for figure in figures:
        neighbour = align_like(neighbour, figure)
        lines += f"{newline}{indent}{neighbour},"
    if last.comma is None:
        return text[: last.end] + "," + text[last.end : last.line_end] + lines + text[last.line_end :]
    return text[: last.line_end] + lines + text[last.line_end :]

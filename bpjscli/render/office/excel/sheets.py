"""The sheets of a workbook: an overview, one for each table, and the notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from bpjscli.render.office.excel.book import ACCENT, INK, QUIET, RULE, TINT, Book, strip_edges
from bpjscli.render.office.excel.fields import Field, SheetValue
from bpjscli.render.office.excel.words import SheetWords
from bpjscli.render.office.measure import line_count
from bpjscli.render.page import Explained, Footnote, Page, PageNode, PageParagraph, PageTable, PageTree
from bpjscli.render.safety import safe_link
from bpjscli.render.spans import reference_signs
from bpjscli.render.width import display_width

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

HEAD = 2  # the row of column titles: below the title and where it is from
MOST_ROWS = 1_000_000  # of a table on one sheet; Excel has 1,048,576
_TITLE = {"bold": True, "font_size": 14}
_STYLES: dict[str, dict[str, Any]] = {
    "lead": {"font_size": 12},
    "point": {"font_size": 12},
    "normal": {},
    "warning": {"bg_color": TINT, "left": 5, "left_color": "#805300", "indent": 1},
    "small": {"font_color": QUIET, "font_size": 9},
}
_NARROWEST, _NARROWEST_NUMBER, _WIDEST = 9, 12, 60  # characters
_OVERVIEW, _NOTE = 90, 70
_SIZE = 20  # half-points
_EDGES = {"top": 2, "bottom": 1, "top_color": INK, "bottom_color": INK}
_HEAD_LOOK: dict[str, Any] = {"font_color": QUIET, "text_wrap": True, "valign": "bottom", **_EDGES}
_ALIGNED: dict[str, dict[str, Any]] = {"number": {"align": "right"}, "date": {"align": "left"}, "notes": {"indent": 1}}
_HEAD_OF: dict[str, dict[str, Any]] = {
    "number": {"align": "right", "bold": True},
    "text": {"bold": True},
    "date": {"bold": True},
    "notes": {"indent": 1, "font_size": 8},
}


def table_sheet(
    book: Book, sheet: Worksheet, titles: tuple[str, str], fields: Sequence[Field], widths: Sequence[int], notes: str
) -> int:
    """A table below two lines of titles; `notes` is the name of the sheet of notes. The row after it is returned."""
    book.put(sheet, 0, 0, titles[0], **_TITLE)
    book.put(sheet, 1, 0, titles[1] if titles[1] != titles[0] else "", font_color=QUIET)
    heights = [_head_lines(field, width) for field, width in zip(fields, widths, strict=True)]
    sheet.set_row(HEAD, _height(max(heights)) + 4)
    for column, (field, width) in enumerate(zip(fields, widths, strict=True)):
        sheet.set_column(column, column, width, None, {"level": 1} if field.beyond else {})
        book.put(sheet, HEAD, column, field.title, **_HEAD_LOOK, **_HEAD_OF.get(field.kind, {}))
        look = _look(field, width)
        for row, entry in enumerate(field.entries, HEAD + 1):
            _entry(book, sheet, row, column, field, entry, look, notes)
    rows = len(fields[0].entries)
    wrapped = [(field, width) for field, width in zip(fields, widths, strict=True) if _wraps(field, width)]
    for row in range(rows if wrapped else 0):
        lines = max((_lines_of(field.entries[row].text, width) for field, width in wrapped), default=1)
        if lines > 1:
            sheet.set_row(HEAD + 1 + row, _height(lines))
    sheet.autofilter(HEAD, 0, HEAD + rows, len(fields) - 1)
    sheet.freeze_panes(HEAD + 1, 1)
    sheet.repeat_rows(HEAD)
    return HEAD + 1 + rows


def column_widths(fields: Sequence[Field], least: int) -> list[int]:
    """The widths of columns in characters; those that people read are together at least `least` pixels."""
    widths = [_width(field) for field in fields]
    wide = [place for place, field in enumerate(fields) if not field.beyond and field.kind != "notes"]
    missing = least - sum(pixels(width) for field, width in zip(fields, widths, strict=True) if not field.beyond)
    for place in wide:
        widths[place] += max(missing, 0) // (7 * len(wide))
    return widths


def pixels(width: int) -> int:
    """How wide a column of so many characters is on a screen."""
    return 7 * width + 5


def overview_sheet(book: Book, sheet: Worksheet, shown: Page, sheets: dict[str, str], words: SheetWords) -> None:
    """What the document says in sentences, with links to the `sheets` of its tables, by their ids."""
    sheet.set_column(0, 0, _OVERVIEW)
    lines: list[tuple[str, dict[str, Any]]] = [(shown.title, {**_TITLE, "font_size": 16})]
    if shown.as_of:
        lines.append((shown.as_of, {"font_color": QUIET}))
    lines += [(f"{label}: {text}", {"font_color": QUIET}) for label, text in shown.about]
    row = _lines(book, sheet, 0, lines)
    for section in shown.sections:
        if section.title:
            row = _lines(book, sheet, row + 1, [(section.title, {"bold": True, "font_size": 12})])
        for block in section.blocks:
            if isinstance(block, PageParagraph):
                row = _lines(book, sheet, row, [(_sentence(block, shown), _STYLES[block.style])])
            elif block.id in sheets:
                name = sheets[block.id]
                book.link(sheet, row, 0, strip_edges(name, 0), words.to_table.format(sheet=name))
                row += 1
            elif isinstance(block, PageTable | PageTree):
                named = [(block.title, {"bold": True})] if block.title else []
                row = _lines(book, sheet, row, [*named, (block.empty or shown.words.nothing, {"font_color": QUIET})])


def tree_fields(tree: PageTree, words: SheetWords) -> list[Field]:
    """A tree as lines, each further in than the one it stands under, and its footnotes."""
    lines = list(_nodes(tree.nodes, 0))
    texts = tuple(SheetValue("    " * depth + node.line.text) for depth, node in lines)
    beside = tuple(
        SheetValue(" ".join(filter(None, (node.line.signs, reference_signs(node.line.references)))))
        for _, node in lines
    )
    fields = [Field(tree.title, "text", texts)]
    return [*fields, Field(words.notes, "notes", beside)] if any(entry.value for entry in beside) else fields


def notes_sheet(book: Book, sheet: Worksheet, shown: Page, words: SheetWords) -> None:
    """The notes with their links, by number, and below them what the signs mean."""
    sheet.set_column(0, 0, 8)
    sheet.set_column(1, 2, _NOTE)
    book.put(sheet, 0, 0, shown.words.notes, **_TITLE)
    row = 1
    if shown.notes:
        _heads(book, sheet, row, (words.number, words.note, words.link))
        sheet.freeze_panes(row + 1, 0)
    for note in shown.notes:
        _note(book, sheet, note_row(note.number), note)
    row += len(shown.notes) + 2
    if shown.legend:
        _legend(book, sheet, row, shown.legend, words)


def note_row(number: int) -> int:
    """The row of a note on the sheet of notes."""
    return number + 1


def _look(field: Field, width: int) -> dict[str, Any]:
    """How the entries of a column look."""
    look: dict[str, Any] = {"bottom": 4, "bottom_color": RULE, **_ALIGNED.get(field.kind, {})}
    return {**look, "text_wrap": True} if _wraps(field, width) else look


def _entry(
    book: Book,
    sheet: Worksheet,
    row: int,
    column: int,
    field: Field,
    entry: SheetValue,
    look: dict[str, Any],
    notes: str,
) -> None:
    if entry.note:
        book.link(sheet, row, column, strip_edges(notes, note_row(entry.note)), str(entry.value), **look)
    elif field.kind == "text" and isinstance(entry.value, str) and safe_link(entry.value) == entry.value:
        book.link(sheet, row, column, entry.value, entry.value, **look)
    elif entry.format:
        book.put(sheet, row, column, entry.value, **look, num_format=entry.format)
    else:
        book.put(sheet, row, column, entry.value, **look)


def _width(field: Field) -> int:
    """The width of a column, in characters: that of its longest word in the head or longest entry, within limits."""
    title = max(map(display_width, field.title.split(" "))) + 4  # room for the button of the filter
    if field.beyond:
        title = max(title, display_width(field.title) // 2 + 6)
    longest = max((display_width(entry.text) for entry in field.entries), default=0)
    least = _NARROWEST_NUMBER if field.kind == "number" else _NARROWEST
    return min(max(longest + 2, title, least), _WIDEST)


def _wraps(field: Field, width: int) -> bool:
    """Whether long texts of a column go over several lines; those beside the table are cut off by what follows."""
    return field.kind == "text" and not field.beyond and width >= _WIDEST


def _head_lines(field: Field, width: int) -> int:
    return line_count(field.title, _SIZE, _room(width) - 300, bold=True)


def _lines_of(text: str, width: int, size: int = _SIZE) -> int:
    return line_count(text, size, _room(width))


def _room(width: int) -> int:
    """What a column has for text, in twips."""
    return (pixels(width) - 8) * 15


def _height(lines: int, size: int = _SIZE) -> int:
    """The height of a row, in points."""
    return lines * size * 13 // 20 + 2


def _lines(book: Book, sheet: Worksheet, row: int, lines: Iterable[tuple[str, dict[str, Any]]]) -> int:
    """Lines of text from `row` on, over the width of the overview; the row after them."""
    for text, look in lines:
        size = 2 * int(look.get("font_size", _SIZE // 2))
        book.put(sheet, row, 0, text, text_wrap=True, **look)
        sheet.set_row(row, _height(_lines_of(text, _OVERVIEW, size), size) + 2)
        row += 1
    return row


def _sentence(block: PageParagraph, shown: Page) -> str:
    start = f"{shown.words.warning}: " if block.style == "warning" else ""
    signs = reference_signs(block.references)
    return f"{start}{block.text} {signs}" if signs else start + block.text


def _nodes(nodes: Sequence[PageNode], depth: int) -> Iterable[tuple[int, PageNode]]:
    for node in nodes:
        yield depth, node
        yield from _nodes(node.children, depth + 1)


def _heads(book: Book, sheet: Worksheet, row: int, titles: Sequence[str]) -> None:
    for column, title in enumerate(titles):
        book.put(sheet, row, column, title, bold=True, font_color=QUIET, bottom=1, bottom_color=INK)


def _note(book: Book, sheet: Worksheet, row: int, note: Footnote) -> None:
    book.put(sheet, row, 0, f"[{note.number}]")
    book.put(sheet, row, 1, note.text, text_wrap=True)
    sheet.set_row(row, _height(max(_lines_of(note.text, _NOTE), _lines_of(note.link, _NOTE))))
    address = safe_link(note.link)
    if address is None:
        book.put(sheet, row, 2, note.link, text_wrap=True)
    else:
        book.link(sheet, row, 2, address, note.link, text_wrap=True, font_color=ACCENT)


def _legend(book: Book, sheet: Worksheet, row: int, legend: Sequence[Explained], words: SheetWords) -> None:
    _heads(book, sheet, row, (words.sign, words.meaning))
    for at, entry in enumerate(legend, row + 1):
        book.put(sheet, at, 0, entry.sign)
        book.put(sheet, at, 1, entry.meaning, text_wrap=True)

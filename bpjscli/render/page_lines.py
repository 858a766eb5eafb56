"""A whole page as lines: its title, its sections with tables and trees, the meaning of its signs, and its notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec
from msgspec.structs import replace

from bpjscli.render.page import (
    Block,
    Explained,
    Footnote,
    Page,
    PageNode,
    PageParagraph,
    PageSection,
    PageTable,
    PageTree,
    Shown,
)
from bpjscli.render.page_blocks import PageChart
from bpjscli.render.spans import Line, Role, Span, cell_words, line_width, paragraph_words, text_words, wrap_line
from bpjscli.render.table_lines import GAP, WIDEST, Grid, fitting_grid, widest_grid
from bpjscli.render.width import display_width

BRANCH, LAST, PASS, NOTHING = "├─ ", "└─ ", "│  ", "   "
NARROWEST = 20  # however deep a node is


def tree_lines(tree: PageTree, width: int) -> list[Line]:
    """The nodes of `tree`, each beginning on a line of its own and wrapped to `width` columns."""
    lines: list[Line] = []
    for node in tree.nodes:
        lines += wrap_line(cell_words(node.line), width)
        lines += _under(node, "", width)
    return lines


def _under(node: PageNode, before: str, width: int) -> Iterator[Line]:
    for child in node.children:
        is_last = child is node.children[-1]
        after = before + (NOTHING if is_last else PASS)
        text = wrap_line(cell_words(child.line), max(width - len(after), NARROWEST))
        for place, line in enumerate(text):
            prefix = after if place else before + (LAST if is_last else BRANCH)
            yield (Span(prefix, "rule"), *line)
        yield from _under(child, after, width)


EMPTY: Line = ()
_SIGN = re.compile(r"\[\d+\]")


class PageForm(msgspec.Struct, frozen=True):
    """What a page is set on: the `width` of tables and of running text, and the characters of rules.

    `title_rule` and `heading_rule` may be empty: then there is no rule. A `fixed` sheet lets a table run over its
    width rather than change its form; another one draws bars beside percentages where there is room, leaves out what
    is spare where there is none, and turns a table that still does not fit into one record a row. `notes` says how much
    of them follows: "short" ones are publishers and dates in running text.
    """

    width: int
    text_width: int
    rule: str
    title_rule: str
    heading_rule: str
    fixed: bool
    notes: Literal["none", "short", "full"] = "full"


def page_lines(page: Page, sheet: PageForm) -> list[Line]:
    """Every line of `page`, blocks separated by one empty line.

    Notes to what there was no room for are left out with it; the others keep their numbers.
    """
    lines: list[Line] = []
    for block in _blocks(page, sheet):
        lines += [EMPTY, *block] if lines else block
    signs = {sign for line in lines for span in line if span.role == "reference" for sign in _SIGN.findall(span.text)}
    notes = [note for note in page.notes if f"[{note.number}]" in signs]
    if notes and sheet.notes == "full":
        lines += [EMPTY, *_heading(page.words.notes, "heading", sheet.heading_rule, sheet), EMPTY]
        lines += [line for note in notes for line in _note(note, sheet)]
    elif sheet.notes == "short":
        met = {span.role for line in lines for span in line}
        marks = [entry for entry in page.legend if entry.mark in met]
        short = wrap_line(_short_legend(marks), sheet.text_width) if marks else []
        short += _short_notes(notes, sheet)
        lines += [EMPTY, *short] if short else []
    return lines


def _blocks(page: Page, sheet: PageForm) -> Iterator[list[Line]]:
    yield _heading(page.title, "title", sheet.title_rule, sheet)
    if page.as_of:
        yield _text(page.as_of, "small", sheet)
    if page.about:
        yield _about(page, sheet)
    for section in page.sections:
        yield from _section(section, page, sheet)
    if page.legend and sheet.notes != "short":
        yield _heading(page.words.legend, "heading", sheet.heading_rule, sheet)
        yield _legend(page, sheet)


def _section(section: PageSection, page: Page, sheet: PageForm) -> Iterator[list[Line]]:
    """The blocks of a section; a heading without a rule stands right above the first."""
    heading = _heading(section.title, "heading", sheet.heading_rule, sheet) if section.title else []
    shown = [block for block in section.blocks if not _elsewhere(block, sheet)]
    if heading and sheet.heading_rule and shown:
        yield heading
        heading = []
    lines: list[Line] = []
    for place, block in enumerate(shown):
        lines += _block(block, page, sheet)
        if place + 1 == len(shown) or not _stand_together(block, shown[place + 1]):
            yield heading + lines
            heading, lines = [], []


def _stand_together(one: Block, other: Block) -> bool:
    """Whether no empty line is between two blocks: main points are a list, and a terminal has small print below."""
    styles = [block.style if isinstance(block, PageParagraph) else "" for block in (one, other)]
    return styles == ["point", "point"] or styles[1] == "below"


def _elsewhere(block: object, sheet: PageForm) -> bool:
    """Whether a block says what stands beside it: a chart, and on a short page a table that sentences have told."""
    if isinstance(block, PageParagraph):
        return block.told and not sheet.fixed and sheet.notes != "full"
    if isinstance(block, PageTable):
        return block.told and bool(block.rows) and not sheet.fixed and sheet.notes != "full"
    return isinstance(block, PageChart)


def _block(block: Block, page: Page, sheet: PageForm) -> list[Line]:
    if isinstance(block, PageParagraph) and block.style == "point":
        return _point(block, page, sheet)
    if isinstance(block, PageParagraph):
        return wrap_line(paragraph_words(block, page.words.warning), sheet.text_width)
    if isinstance(block, PageTree):
        return _tree(block, page, sheet)
    return [] if isinstance(block, PageChart) else _table(block, page, sheet)


def _point(block: PageParagraph, page: Page, sheet: PageForm) -> list[Line]:
    sign = "- " if sheet.fixed else "• "
    lines = wrap_line(paragraph_words(block, page.words.warning), sheet.text_width - len(sign))
    return [(Span(" " * len(sign) if place else sign), *line) for place, line in enumerate(lines)]


def _tree(tree: PageTree, page: Page, sheet: PageForm) -> list[Line]:
    caption = [*_text(tree.title, "caption", sheet), EMPTY] if tree.title else []
    return caption + (tree_lines(tree, sheet.width) or _text(tree.empty or page.words.nothing, "", sheet))


def _heading(text: str, role: Literal["title", "heading"], rule: str, sheet: PageForm) -> list[Line]:
    lines = _text(text, role, sheet)
    return [*lines, (Span(rule * max(map(line_width, lines)), "rule"),)] if rule else lines


def _text(text: str, role: Role, sheet: PageForm) -> list[Line]:
    return wrap_line([Span(word, role) for word in text_words(text)], sheet.text_width)


def _table(table: PageTable, page: Page, sheet: PageForm) -> list[Line]:
    caption = [*_text(table.title, "caption", sheet), EMPTY] if table.title else []
    if not (table.rows and table.columns):
        return caption + _text(table.empty or page.words.nothing, "", sheet)
    if table.style == "records":
        return caption + _sentences(table, sheet)
    if sheet.fixed:
        return caption + _ruled(widest_grid(table, sheet.width), sheet)
    fitting = _fitting(table, sheet.width)
    if fitting is None:
        return caption + _records(table, sheet)
    kept, grid = fitting
    return caption + _ruled(grid, sheet) + _left_out(table, kept, page, sheet)


def _fitting(table: PageTable, width: int) -> tuple[PageTable, Grid] | None:
    """The most of `table` that fits, laid out; a spare column of mostly dashes makes way for bars."""
    best = None
    for kept in _without_spare(table):
        grid = fitting_grid(kept, width, bars=True)
        if grid is not None and (best is None or grid.barred > best[1].barred):
            best = kept, grid
        if best is not None and (best[1].barred >= WIDEST or not all(map(_mostly_unknown, _next_spare(kept)))):
            break
    return best


def _next_spare(table: PageTable) -> list[list[Shown]]:
    """The cells of the spare columns that are left out next."""
    greatest = max((column.spare for column in table.columns), default=0)
    places = [place for place, column in enumerate(table.columns) if column.spare == greatest]
    return [[row[place] for row in table.rows] for place in places]


def _mostly_unknown(cells: Sequence[Shown]) -> bool:
    return sum(not cell.order for cell in cells) * 2 > len(cells)


def _without_spare(table: PageTable) -> Iterator[PageTable]:
    """`table`, then the same with fewer and fewer of its spare columns."""
    yield table
    for least in sorted({column.spare for column in table.columns if column.spare}, reverse=True):
        places = [place for place, column in enumerate(table.columns) if column.spare < least]
        yield PageTable(
            table.id,
            table.title,
            tuple(table.columns[place] for place in places),
            tuple(tuple(row[place] for place in places) for row in table.rows),
            table.empty,
            table.style,
        )


def _left_out(table: PageTable, kept: PageTable, page: Page, sheet: PageForm) -> list[Line]:
    titles = [column.title for column in table.columns if column not in kept.columns]
    if not titles:
        return []
    return [*_text(page.words.left_out.format(columns=", ".join(titles)), "small", sheet)]


def _ruled(grid: Grid, sheet: PageForm) -> list[Line]:
    gap = Span(" " * GAP)
    rules = [Span(sheet.rule * width, "rule") for width in grid.widths]
    under = tuple(span for rule in rules for span in (rule, gap))[:-1]
    return [*grid.head, under, *(line for row in grid.rows for line in row)]


def _records(table: PageTable, sheet: PageForm) -> list[Line]:
    """One record a row: its first cell, then a line for each other cell that is not empty, titles on the left."""
    titles = [column.title for column in table.columns[1:]]
    label = min(max(map(display_width, titles), default=0), sheet.width // 3)
    lines: list[Line] = []
    for row in table.rows:
        lines += [EMPTY] if lines else []
        lines += wrap_line(_emphasised(row[0]), sheet.width)
        for title, cell in zip(titles, row[1:], strict=True):
            if words := cell_words(cell):
                lines += _labelled(title, "column", label, wrap_line(words, sheet.width - label - 4), indent=2)
    return lines


def _sentences(table: PageTable, sheet: PageForm) -> list[Line]:
    """A line with the short cells of each row, and the sentences of its last one below."""
    lines: list[Line] = []
    for *short, text in table.rows:
        cells = [_emphasised(cell) if place == 0 else cell_words(cell) for place, cell in enumerate(short)]
        words = [word for cell in cells if cell for word in (Span(""), *cell)][1:]  # two spaces between two cells
        lines += [EMPTY] if lines else []
        lines += wrap_line(words, sheet.width)
        first, *others = text.parts or (text.text,)
        lines += _indented(cell_words(replace(text, head=first, tail="")), "  ", sheet)
        for part in others:
            lines += _indented([Span(word, text.tone) for word in text_words(part)], "  - ", sheet)
    return lines


def _indented(words: Sequence[Span], before: str, sheet: PageForm) -> list[Line]:
    """Words in lines that begin with `before`, or with as many spaces."""
    lines = wrap_line(words, sheet.text_width - len(before))
    return [(Span(" " * len(before) if place else before), *line) for place, line in enumerate(lines)]


def _emphasised(cell: Shown) -> list[Span]:
    return [Span(word.text, word.role or "record", word.glued) for word in cell_words(cell)]


def _labelled(title: str, role: Role, width: int, lines: Sequence[Line], indent: int = 0) -> list[Line]:
    """A title in a field of `width` columns, and `lines` beside it."""
    labels = wrap_line([Span(word, role) for word in title.split(" ")], width)
    labels += [EMPTY] * (len(lines) - len(labels))
    beside = [*lines, *[EMPTY] * (len(labels) - len(lines))]
    return [_with_label(label, line, width, indent) for label, line in zip(labels, beside, strict=True)]


def _with_label(label: Line, line: Line, width: int, indent: int) -> Line:
    return (Span(" " * indent), *label, Span(" " * (width - line_width(label) + 2)), *line)


def _about(page: Page, sheet: PageForm) -> list[Line]:
    width = max(display_width(label) for label, _ in page.about)
    lines: list[Line] = []
    for label, text in page.about:
        lines += _labelled(label, "column", width, _text(text, "", sheet))
    return lines


def _legend(page: Page, sheet: PageForm) -> list[Line]:
    width = max(display_width(entry.sign) for entry in page.legend)
    lines: list[Line] = []
    for entry in page.legend:
        meaning = wrap_line([Span(word) for word in entry.meaning.split(" ")], sheet.text_width - width - 2)
        lines += _labelled(entry.sign, entry.mark, width, meaning)
    return lines


def _small(text: str) -> list[Span]:
    return [Span(word, "small") for word in text_words(text)]


def _short_notes(notes: Sequence[Footnote], sheet: PageForm) -> list[Line]:
    """Sources by publisher and date one after the other, then each other note."""
    sources = [word for note in notes if note.short for word in _short_note(note)]
    lines = wrap_line(sources, sheet.text_width) if sources else []
    for note in notes:
        if not note.short:
            sign = f"[{note.number}]"
            lines += wrap_line([Span(sign, "reference"), *_small(note.text)], sheet.text_width, len(sign) + 1)
    return lines


def _short_note(note: Footnote) -> list[Span]:
    link = note.link if note.link.startswith(("https://", "http://")) else ""
    words = [Span(f"[{note.number}]", "reference"), *_small(f"{note.short}.")]
    return [replace(word, link=link, glued=place == 1) for place, word in enumerate(words)]


def _short_legend(entries: Sequence[Explained]) -> list[Span]:
    words: list[Span] = []
    for entry in entries:
        between = "" if entry is entries[-1] else ","
        words += [Span(entry.sign, entry.mark), *_small(f"{entry.short}{between}")]
    return words


def _note(note: Footnote, sheet: PageForm) -> list[Line]:
    sign = f"[{note.number}]"
    words = [Span(sign, "reference"), *map(Span, text_words(note.text))]
    hang = len(sign) + 1
    lines = wrap_line(words, sheet.text_width, hang)
    return [*lines, (Span(" " * hang), Span(note.link, "detail"))] if note.link else lines

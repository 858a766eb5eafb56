"""Excel: one sheet a table, real numbers with formats, sources beside them, and charts that Excel draws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

import msgspec
from msgspec.structs import replace

from bpjscli.render.office.excel.book import Book, SheetNames
from bpjscli.render.office.excel.charts import ChartSheet, chart, describe, rows_of, size_of
from bpjscli.render.office.excel.fields import Field, table_fields
from bpjscli.render.office.excel.sheets import (
    MOST_ROWS,
    column_widths,
    notes_sheet,
    overview_sheet,
    pixels,
    table_sheet,
    tree_fields,
)
from bpjscli.render.office.excel.words import SheetWords, sheet_words
from bpjscli.render.options import Options
from bpjscli.render.page import Block, Page, PageTable, PageTree, for_machines, page
from bpjscli.render.page_blocks import PageChart
from bpjscli.render.words import ChartWords
from bpjscli.report.document import Document, Table

_MANY_COLUMNS = 7  # on a sheet that is printed sideways
_WIDTH_FOR_CHART, _WIDEST_CHART = 620, 960  # pixels


class _Plan(msgspec.Struct, frozen=True):
    """A sheet to be: of the table or tree `id`, called `name`, under a title."""

    id: str
    name: str
    title: str
    fields: list[Field]


class _Sheet(msgspec.Struct, frozen=True):
    """A planned sheet that is in the workbook: its next free row, and how wide its table is, in pixels."""

    plan: _Plan
    sheet: Any
    free: int
    width: int


DRAWN_ONLY = ("tiles", "multiples")
"""Charts that Excel has no kind for; their tables stand in the workbook all the same."""


def render(document: Document, _options: Options) -> bytes:
    """The document as an .xlsx file. Raises `ModuleNotFoundError` without XlsxWriter."""
    shown, words = page(document), sheet_words(document.lang)
    book = Book(document, shown)
    overview, notes = book.names.name(words.overview), book.names.name(words.notes)
    charts = [block for block in _blocks(shown) if isinstance(block, PageChart) and block.form not in DRAWN_ONLY]
    numbers = book.names.name(words.charts) if charts else ""
    plans = list(_plans(document, shown, book.names, words))
    cover = book.sheet(overview)
    with_charts = {id_ for of in charts for id_ in of.tables}
    tables = [_table(book, plan, shown, notes, charts=plan.id in with_charts) for plan in plans]
    if charts:
        _draw(charts, tables, ChartSheet(book, book.sheet(numbers), words), shown.words.chart)
    overview_sheet(book, cover, shown, {plan.id: plan.name for plan in reversed(plans)}, words)
    notes_sheet(book, book.sheet(notes), shown, words)
    return book.close()


def _blocks(shown: Page) -> Iterator[Block]:
    return chain.from_iterable(section.blocks for section in shown.sections)


def _plans(document: Document, shown: Page, names: SheetNames, words: SheetWords) -> Iterator[_Plan]:
    """A sheet for each table and tree that has anything, and further ones for rows that one has no room for."""
    for section, made in zip(document.sections, shown.sections, strict=True):
        blocks = [block for block in section.blocks if not (isinstance(block, Table) and for_machines(block))]
        for block, block_made in zip(blocks, made.blocks, strict=True):
            title = made.title or shown.title
            fields: list[Field] = []
            if isinstance(block_made, PageTree) and block_made.nodes:
                fields = tree_fields(block_made, words)
            elif (
                isinstance(block, Table)
                and isinstance(block_made, PageTable)
                and block_made.rows
                and block_made.columns
            ):
                fields = table_fields(block_made, block, shown, words)
            if fields and isinstance(block_made, PageTable | PageTree):
                yield from _sheets(block_made, block_made.title or title, fields, names)


def _sheets(block: PageTable | PageTree, title: str, fields: list[Field], names: SheetNames) -> Iterator[_Plan]:
    for start in range(0, len(fields[0].entries), MOST_ROWS):
        part = [replace(field, entries=field.entries[start : start + MOST_ROWS]) for field in fields]
        yield _Plan(block.id, names.name(title), title, part)


def _table(book: Book, plan: _Plan, shown: Page, notes: str, *, charts: bool) -> _Sheet:
    columns = sum(not field.beyond for field in plan.fields)
    sheet = book.sheet(plan.name, landscape=columns >= _MANY_COLUMNS)
    below = f"{shown.title}. {shown.as_of}" if shown.as_of else shown.title
    widths = column_widths(plan.fields, _WIDTH_FOR_CHART if charts else 0)
    free = table_sheet(book, sheet, (plan.title, below), plan.fields, widths, notes)
    sheet.print_area(0, 0, free - 1, columns - 1)
    return _Sheet(plan, sheet, free, sum(pixels(width) for width in widths[:columns]))


def _draw(charts: Sequence[PageChart], tables: Sequence[_Sheet], numbers: ChartSheet, words: ChartWords) -> None:
    """Each chart below the first of its tables that has rows; where none has, beside its own numbers."""
    by_id = {table.plan.id: table for table in reversed(tables)}
    free = {table.plan.id: table.free + 1 for table in tables}
    for of in charts:
        drawn = chart(numbers, of, words)
        place = next((by_id[id_] for id_ in of.tables if id_ in by_id), None)
        size = size_of(of) if place is None else size_of(of, min(place.width, _WIDEST_CHART))
        drawn.set_size(size)
        if place is None:
            numbers.sheet.insert_chart(numbers.row, 0, drawn, describe(of))
            numbers.row += rows_of(size)
            continue
        place.sheet.insert_chart(free[place.plan.id], 0, drawn, describe(of))
        free[place.plan.id] += rows_of(size)
        columns = sum(not field.beyond for field in place.plan.fields)
        place.sheet.print_area(0, 0, free[place.plan.id], columns - 1)

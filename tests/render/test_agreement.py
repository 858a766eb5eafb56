"""Every format says the same: each shown cell is in each format for people, each cell's data in each other one."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from reading import expected_columns, in_full, markdown_rows, read_html, squeezed, text_columns
from samples import SAMPLES

from bpjscli.render import Options, render
from bpjscli.render.page import PageParagraph, PageTable, page
from bpjscli.render.safety import visible
from bpjscli.report.document import Cell, Column, Document, Table

TEMPLATES = Path(__file__).parents[2] / "templates"

BARS = "█▉▊▋▌▍▎▏▒·▸◂"

samples = pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
Sample = Callable[[], Document]


def tables(document: Document) -> list[PageTable]:
    blocks = [block for section in page(document).sections for block in section.blocks]
    return [block for block in blocks if isinstance(block, PageTable) and block.rows]


def shown_rows(document: Document, *, detail_last: bool = False, style: str | None = None) -> list[list[str]]:
    rows = []
    for table in tables(document):
        if style not in (None, table.style):
            continue
        rows.append([squeezed(column.title) for column in table.columns])
        rows += [[squeezed(in_full(cell, detail_last=detail_last)) for cell in row] for row in table.rows]
    return rows


@samples
def test_html_has_every_shown_cell(sample: Sample) -> None:
    text = render(sample(), "html", Options(templates=TEMPLATES))
    rows = [[squeezed(cell) for cell in row] for row in read_html(text).rows()]
    assert rows == shown_rows(sample(), detail_last=True, style="rows")


@samples
def test_html_has_every_number_that_stands_out(sample: Sample) -> None:
    page_ = read_html(render(sample(), "html", Options(templates=TEMPLATES)))
    found = [squeezed(e.text) for e in page_.inside("dl", "numbers") if e.tag in ("dt", "dd")]
    numbers = [table for table in tables(sample()) if table.style == "numbers"]
    assert found == [squeezed(in_full(cell, detail_last=True)) for t in numbers for row in t.rows for cell in row]


@samples
def test_markdown_has_every_shown_cell(sample: Sample) -> None:
    text = render(sample(), "md", Options(templates=TEMPLATES))
    assert [[squeezed(cell) for cell in row] for row in markdown_rows(text)] == shown_rows(sample())


@samples
def test_plain_has_every_shown_cell_in_its_column(sample: Sample) -> None:
    columns = text_columns(render(sample(), "plain"), "-")
    assert columns == [expected_columns(table) for table in tables(sample())]


@samples
def test_a_terminal_of_enough_width_has_every_shown_cell_in_its_column(sample: Sample) -> None:
    text = render(sample(), "table", Options(width=800))
    columns = [[column for column in found if column.strip(BARS)] for found in text_columns(text, "─")]
    assert columns == [expected_columns(table) for table in tables(sample())]


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@samples
def test_a_terminal_of_any_width_has_every_value_whole(sample: Sample, width: int) -> None:
    text = render(sample(), "table", Options(width=width))
    for table in tables(sample()):
        for row in table.rows:
            for cell, column in zip(row, table.columns, strict=True):
                if column.numeric and len(cell.text) < width // 2:
                    assert cell.text in text
                    assert squeezed(cell.detail) in squeezed(text)


@samples
@pytest.mark.parametrize("name", ["plain", "table"])
def test_text_formats_have_every_paragraph_note_and_sign(sample: Sample, name: str) -> None:
    text = squeezed(render(sample(), name, Options(notes="full")))
    shown = page(sample())
    for section in shown.sections:
        assert squeezed(section.title) in text
        for block in section.blocks:
            assert squeezed(block.empty if isinstance(block, PageTable) and not block.rows else "") in text
            if isinstance(block, PageParagraph):
                assert squeezed(block.text) in text
    for label, about in shown.about:
        assert squeezed(label + about) in text
    for note in shown.notes:
        assert squeezed(f"[{note.number}]{note.text}{note.link}") in text
    for entry in shown.legend:
        assert squeezed(entry.sign + entry.meaning) in text


@samples
def test_json_has_the_data_of_every_cell(sample: Sample) -> None:
    document = sample()
    read = json.loads(render(document, "json"))
    found = {**read.get("tables", {}), document.rows_of: read["rows"]}
    for table in document.tables():
        rows = found.pop(table.id)
        unknown = [row.pop("unknown", {}) for row in rows]
        assert unknown == [_reasons(document, table, row) for row in table.rows]
        assert [list(row.values()) for row in rows] == [[cell.data for cell in row] for row in table.rows]
        assert all(list(row) == [column.key for column in table.columns] for row in rows)
    assert found in ({}, {None: []})


@samples
@pytest.mark.parametrize(("name", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_csv_and_tsv_have_the_data_of_every_cell(sample: Sample, name: str, delimiter: str) -> None:
    for table in sample().tables():
        text = render(sample(), name, Options(raw_csv=True, table_id=table.id))
        read = list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter))
        expected = [
            [
                visible(field)
                for cell, column in zip(row, table.columns, strict=True)
                for field in _csv(cell, column, sample())
            ]
            for row in table.rows
        ]
        assert read[1:] == expected


def _csv(cell: Cell, column: Column, document: Document) -> list[str]:
    if column.kind != "quantity":
        return ["" if cell.data is None else str(cell.data)]
    quantity = cell.data or {}
    parts = [quantity.get(key) or "" for key in ("value", "low", "high", "unit", "origin")]
    why = _reason(document, cell) if cell.data is None else ""
    return [*parts, " ".join(quantity.get("figures", [])), quantity.get("qualifier", ""), "", why]


def _reasons(document: Document, table: Table, row: tuple[Cell, ...]) -> dict[str, str]:
    cells = zip(table.columns, row, strict=True)
    return {column.key: _reason(document, cell) for column, cell in cells if cell.data is None and cell.notes}


def _reason(document: Document, cell: Cell) -> str:
    return " ".join(note.text for note in document.notes if note.id in cell.notes)

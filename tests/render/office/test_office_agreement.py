"""Every office file says what the document says: each shown cell, each sentence, each note is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from html import unescape
from typing import Literal

import pytest
from reading_office import (
    OPTIONS,
    detail_of,
    excel_text,
    needs_pdf,
    pdf_text,
    read_docx,
    read_xlsx,
    signs_of,
    squeezed,
    tables_of,
    word_rows,
    word_text,
)
from samples import SAMPLES

from bpjscli.checks.examine import examine
from bpjscli.load.load import load
from bpjscli.measures.answers import Answers, Key
from bpjscli.render import render_binary
from bpjscli.render.page import PageNode, PageParagraph, PageTable, PageTree, Shown, page
from bpjscli.render.page_blocks import PageChart
from bpjscli.report.document import Document
from bpjscli.report.views.explain import explain
from bpjscli.report.views.report import report

Make = Callable[[], Document]


@cache
def _base() -> Answers:
    return Answers(load())


@cache
def _report(lang: Literal["id", "en"]) -> Document:
    return report(_base(), lang, findings=examine(_base(), (), ()))


DOCUMENTS: dict[str, Make] = {
    **SAMPLES,
    "shipped report, Indonesian": lambda: _report("id"),
    "shipped report, English": lambda: _report("en"),
}
documents = pytest.mark.parametrize("make", DOCUMENTS.values(), ids=DOCUMENTS)


@cache
def made(make: Make, name: str) -> bytes:
    return render_binary(make(), name, OPTIONS)


def whole(cell: Shown) -> str:
    """All that a cell shows, as the Word file has it: the interval stands below the rest."""
    return squeezed(cell.text + cell.signs + signs_of(cell) + detail_of(cell))


@documents
def test_word_has_every_cell_in_its_place(make: Make) -> None:
    expected = []
    for table in tables_of(make()):
        rows = [[whole(cell) for cell in row] for row in table.rows]
        if table.style == "numbers":
            cards = ["".join([r.pop(table.row_heading), *r]) for r in rows]
            expected.append([cards[start : start + 3] for start in range(0, len(cards), 3)])
        else:
            expected.append([[squeezed(column.title) for column in table.columns], *rows])
    found = [[[squeezed(cell) for cell in row] for row in table] for table in word_rows(made(make, "docx"))]
    assert found == expected


@documents
def test_word_has_every_sentence_note_and_sign(make: Make) -> None:
    shown = page(make())
    read = read_docx(made(make, "docx"))
    text = squeezed(word_text(read.element.body))
    for section in shown.sections:
        assert squeezed(section.title) in text
        for block in section.blocks:
            if isinstance(block, PageParagraph):
                assert squeezed(block.text) in text
            else:
                assert squeezed(block.title) in text
            if isinstance(block, PageTable) and not block.rows:
                assert squeezed(block.empty or shown.words.nothing) in text
    notes = read.part.part_related_by(_footnotes()).blob.decode()
    for note in shown.notes:
        assert squeezed(note.text) in squeezed(unescape(notes))
        assert squeezed(note.link) in squeezed(unescape(notes))
    for entry in shown.legend:
        assert squeezed(entry.sign + entry.meaning) in text


def _footnotes() -> str:
    return "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


@documents
def test_excel_has_every_cell_on_a_sheet_of_its_own(make: Make) -> None:
    document = make()
    book = read_xlsx(made(make, "xlsx"))
    sheets = book.worksheets[1:-1]
    tables = [block for s in page(document).sections for block in s.blocks if isinstance(block, PageTable | PageTree)]
    tables = [block for block in tables if isinstance(block, PageTree) or (block.rows and block.columns)]
    charts = [block for s in page(document).sections for block in s.blocks if isinstance(block, PageChart)]
    assert len(sheets) == len(tables) + any(chart.form != "tiles" for chart in charts)
    for table, sheet in zip(tables, sheets, strict=False):
        if isinstance(table, PageTable):
            assert _excel_rows(sheet, table, document.lang) == _expected_rows(table)


def _expected_rows(table: PageTable) -> list[list[tuple[str, str]]]:
    rows = []
    for row in table.rows:
        beside = [" ".join(filter(None, (c.signs, detail_of(c), signs_of(c)))) for c in row]
        rows.append([(cell.text, extra) for cell, extra in zip(row, beside, strict=True)])
    return rows


def _excel_rows(sheet: object, table: PageTable, lang: str) -> list[list[tuple[str, str]]]:
    """For each row, the text of each shown column and what stands beside it."""
    cells = list(sheet.iter_rows(min_row=4, max_row=3 + len(table.rows)))  # type: ignore[attr-defined]  # openpyxl has no types for it
    found = []
    for row, expected in zip(cells, table.rows, strict=True):
        place, texts = 0, []
        for at, cell in enumerate(expected):
            shown = excel_text(row[place], lang)
            if row[place].is_date:
                shown = cell.text if cell.order == shown else shown
            place += 1
            beside = ""
            if any(r[at].signs or r[at].detail or r[at].references for r in table.rows):
                beside = row[place].value or ""
                place += 1
            texts.append((shown, beside))
        found.append(texts)
    return found


@documents
def test_excel_has_every_sentence_and_note(make: Make) -> None:
    shown = page(make())
    book = read_xlsx(made(make, "xlsx"))
    overview = {str(cell.value) for row in book.worksheets[0] for cell in row}
    for section in shown.sections:
        assert not section.title or section.title in overview
        for block in section.blocks:
            if isinstance(block, PageParagraph):
                assert any(block.text in line for line in overview)
    notes = [[cell.value or "" for cell in row] for row in book.worksheets[-1]]
    for note in shown.notes:
        assert [f"[{note.number}]", note.text, note.link] in notes
    for entry in shown.legend:
        assert [entry.sign, entry.meaning] in [line[:2] for line in notes]


@pytest.mark.long
@documents
def test_pdf_has_every_cell_sentence_and_note(make: Make) -> None:
    needs_pdf()
    shown = page(make())
    text = pdf_text(made(make, "pdf"))
    for section in shown.sections:
        for block in section.blocks:
            if isinstance(block, PageParagraph):
                assert _readable(block.text) in text
            if isinstance(block, PageTable):
                for cell in (cell for row in block.rows for cell in row):
                    for piece in (*(cell.parts or (cell.text,)), cell.signs, cell.detail):
                        assert _readable(piece) in text
    for note in shown.notes:
        assert _readable(note.text) in text


def _readable(text: str) -> str:
    """What a PDF reader can be asked for: not what is written from right to left, whose order is the page's."""
    return "" if any(0x600 <= ord(char) < 0x700 for char in text) else squeezed(text)


def test_a_tree_is_a_list_with_levels_in_word_and_indented_lines_in_excel() -> None:
    document = explain(_base(), "en", Key("workforce", "kalimantan"), None)
    tree = next(block for block in page(document).sections[0].blocks if isinstance(block, PageTree))
    lines = [(depth, node.line) for depth, node in _flat(tree.nodes, 0)]
    assert {depth for depth, _ in lines} >= {0, 1, 2}

    items = [p for p in read_docx(render_binary(document, "docx", OPTIONS)).paragraphs if p.style.name == "Tree"]
    levels = [int(p._p.pPr.numPr.ilvl.val) for p in items]
    assert levels == [depth for depth, _ in lines]
    assert [squeezed(word_text(p._p)) for p in items] == [whole(line) for _, line in lines]

    sheet = read_xlsx(render_binary(document, "xlsx", OPTIONS)).worksheets[1]
    rows = [row[0].value for row in sheet.iter_rows(min_row=4)]
    assert rows == ["    " * depth + line.text for depth, line in lines]

    needs_pdf()
    text = pdf_text(render_binary(document, "pdf", OPTIONS))
    assert all(squeezed(line.text) in text for _, line in lines)


def _flat(nodes: Sequence[PageNode], depth: int) -> Iterator[tuple[int, PageNode]]:
    for node in nodes:
        yield depth, node
        yield from _flat(node.children, depth + 1)

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pytest
from msgspec.structs import replace
from samples import coverage

from bpjscli.render.page import PageChart, PageTable, Reference, page
from bpjscli.report.document import (
    Category,
    Cell,
    Chart,
    Column,
    Document,
    Note,
    Paragraph,
    Point,
    Section,
    Series,
    Table,
)

Language = Literal["id", "en"]


def one_cell(cell: Cell, column: Column | None = None, lang: Language = "en") -> Document:
    table = Table("t", (column or Column("k", "K", "quantity"),), ((cell,),))
    return Document("c", "T", lang, None, (Section("s", "", (table,)),))


@dataclass
class Split:
    text: str
    head: str
    tail: str


ENGLISH = [
    Split("27%", "27", "%"),
    Split("7.25 million", "7", ".25 million"),
    Split("3,287,020", "3,287,020", ""),
    Split("≈ 16,684.5", "≈ 16,684", ".5"),
    Split("Rp5,060,579,420,000", "Rp5,060,579,420,000", ""),
    Split("−14", "−14", ""),
    Split("1.7–1.8 million", "1", ".7–1.8 million"),
    Split("–", "–", ""),
    Split("3, 4", "3", ", 4"),
]
INDONESIAN = [
    Split("45,34 %", "45", ",34 %"),
    Split("3.287.020", "3.287.020", ""),
    Split("Rp5,06 triliun", "Rp5", ",06 triliun"),
    Split("> 50 %", "> 50", " %"),
    Split("1\u00a0000,5", "1\u00a0000", ",5"),
]


@pytest.mark.parametrize(
    ("lang", "split"), [*(("en", split) for split in ENGLISH), *(("id", split) for split in INDONESIAN)]
)
def test_numbers_are_parted_at_the_decimal_sign_of_the_language(lang: Language, split: Split) -> None:
    block = page(one_cell(Cell(split.text), lang=lang)).sections[0].blocks[0]
    assert isinstance(block, PageTable)
    (cell,) = block.rows[0]
    assert (cell.head, cell.tail, cell.text) == (split.head, split.tail, split.text)


def test_millions_in_full_and_shortened_ones_are_aligned_at_their_ends() -> None:
    def heads(*texts: str) -> list[str]:
        table = Table("t", (Column("k", "K", "quantity"),), tuple((Cell(text),) for text in texts))
        (section,) = page(Document("c", "T", "en", None, (Section("s", "", (table,)),))).sections
        (made,) = section.blocks
        assert isinstance(made, PageTable)
        return [row[0].head for row in made.rows]

    assert heads("3,287,020", "Rp4.53 million", "–") == ["3,287,020", "Rp4.53 million", "–"]
    assert heads("7,435", "4.53 million") == ["7,435", "4"]
    assert heads("3,287,020", "889,957.5") == ["3,287,020", "889,957"]


def test_a_table_for_machines_is_no_part_of_a_page() -> None:
    tables = [Table(id_, (Column("k", "K", shown=id_ == "b"),), ((Cell("1"),),)) for id_ in ("a", "b")]
    (section,) = page(Document("c", "T", "en", None, (Section("s", "", tuple(tables)),))).sections
    assert [block.id for block in section.blocks if isinstance(block, PageTable)] == ["b"]


def test_signs_that_nothing_shown_bears_are_not_explained() -> None:
    columns = (Column("k", "K", "quantity"), Column("h", "H", "quantity", shown=False))
    table = Table("t", columns, ((Cell("1", marks=("cut",)), Cell("2", marks=("disputed",))),))
    section = Section("s", "", (table,))
    shown = page(Document("c", "T", "en", None, (section,), legend=(("disputed", "†", "d"), ("cut", "‡", "c"))))
    assert [entry.sign for entry in shown.legend] == ["‡"]


def test_text_is_not_parted() -> None:
    block = page(one_cell(Cell("12,5 juta"), Column("k", "K", "text"), "id")).sections[0].blocks[0]
    assert isinstance(block, PageTable)
    assert block.rows[0][0].head == "12,5 juta"


def test_notes_are_numbered_as_they_are_met_and_those_nobody_refers_to_are_left_out() -> None:
    notes = tuple(Note(name, name.upper()) for name in ("unused", "second", "first", "hidden"))
    columns = (Column("a", "A"), Column("b", "B", shown=False))
    table = Table("t", columns, ((Cell("x", notes=("second",)), Cell("y", notes=("hidden",))),))
    blocks = (Paragraph("P", notes=("first", "second")), table)
    shown = page(Document("c", "T", "en", None, (Section("s", "", blocks),), notes=notes))
    assert [(note.number, note.text, note.uses) for note in shown.notes] == [(1, "FIRST", 1), (2, "SECOND", 2)]
    block = shown.sections[0].blocks[1]
    assert isinstance(block, PageTable)
    assert block.rows[0][0].references == (Reference(2, 2),)
    assert len(block.columns) == 1


def test_a_note_that_is_not_there_is_a_fault_of_the_view() -> None:
    with pytest.raises(LookupError, match='"c" refers to a note "gone"'):
        page(one_cell(Cell("1", notes=("gone",))))


def test_a_mark_that_nothing_explains_is_a_fault_of_the_view() -> None:
    with pytest.raises(LookupError, match='does not explain the mark "disputed"'):
        page(one_cell(Cell("1", marks=("disputed",))))


def test_what_says_itself_needs_no_sign() -> None:
    block = page(one_cell(Cell("–", marks=("unknown", "shared")))).sections[0].blocks[0]
    assert isinstance(block, PageTable)
    assert block.rows[0][0].signs == ""
    assert block.rows[0][0].marks == ("unknown", "shared")


def test_several_signs_stand_apart() -> None:
    legend = (("disputed", "†", "d"), ("cut", "‡", "c"))
    document = replace(one_cell(Cell("1", marks=("cut", "disputed"))), legend=legend)
    block = page(document).sections[0].blocks[0]
    assert isinstance(block, PageTable)
    assert block.rows[0][0].signs == "‡ †"


@pytest.mark.parametrize(
    ("data", "order"),
    [
        (None, ""),
        (7, "7"),
        ("2025-03", "2025-03"),
        ({"value": "41", "low": "40.5", "high": "41.5"}, "41"),
        ({"value": None, "low": "50", "high": None}, "50"),
        ({"value": None, "low": None, "high": None}, ""),
        ([1], ""),
    ],
)
def test_rows_are_sorted_by_data(data: object, order: str) -> None:
    block = page(one_cell(Cell("x", data))).sections[0].blocks[0]
    assert isinstance(block, PageTable)
    assert block.rows[0][0].order == order


def test_ids_within_a_page_are_unique_and_fit_for_an_address() -> None:
    table = Table("Kab. Banjar/2025", (Column("a", "A"),))
    sections = (Section("a", "A", (table, table)), Section("a", "B"), Section("漢", "C"))
    shown = page(Document("c", "T", "en", None, sections))
    tables = [block.id for block in shown.sections[0].blocks if isinstance(block, PageTable)]
    assert tables == ["kab-banjar-2025", "kab-banjar-2025--2"]
    assert [section.id for section in shown.sections] == ["a", "a--2", "part"]


def test_rows_are_named_by_the_first_column_of_text() -> None:
    columns = (Column("rank", "Rank", "number"), Column("name", "Name"))
    shown = page(Document("c", "T", "en", None, (Section("s", "", (Table("t", columns),)),)))
    block = shown.sections[0].blocks[0]
    assert isinstance(block, PageTable)
    assert block.row_heading == 1
    assert replace(block, columns=block.columns[:1]).row_heading == 0


def test_the_date_of_publication_is_a_sentence() -> None:
    assert page(coverage()).as_of.endswith("2026-02-03")
    assert page(replace(coverage(), as_of=None)).as_of == ""


def chart(*tables: str) -> Chart:
    points = (Point("1", "1", "1", "1", ("disputed",)),)
    return Chart("c", "bars", "C", "T", tables, "percent", (Category("a\x1b"),), (Series("s", points),))


def test_a_chart_leads_to_its_tables_and_has_their_signs() -> None:
    tables = (Table("one", (Column("a", "A"),)), Table("s", (Column("a", "A"),)))
    sections = (Section("s", "S", (chart("s", "one"), *tables)),)
    shown = page(Document("c", "T", "en", None, sections, legend=(("disputed", "†", "d"),)))
    block = shown.sections[0].blocks[0]
    assert isinstance(block, PageChart)
    assert block.tables == ("s--2", "one"), "the section has taken the name of the second"
    assert block.series[0].points[0].label == "1 †"
    assert block.series[0].points[0].disputed
    assert block.categories[0].label == "a␛"


def test_a_chart_without_its_table_is_a_fault_of_the_view() -> None:
    sections = (Section("s", "S", (chart("gone"),)),)
    with pytest.raises(LookupError, match='shows a table "gone" that it does not have'):
        page(Document("c", "T", "en", None, sections))

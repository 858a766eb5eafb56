"""What a table would repeat in every row is said once."""

from __future__ import annotations

from collections.abc import Sequence

from bpjscli.report.document import Block, Cell, Column, Note, Paragraph, Table
from bpjscli.report.tidy import tidied

NOTES = {
    "a": Note("a", "A, 1 May 2025, “Title”", short="A, 1 May 2025"),
    "b": Note("b", "B", short="B"),
    "why": Note("why", "Not printed"),
    "also": Note("also", "Also 3 for 2024: C"),
}
COLUMNS = (Column("name", "Area"), Column("x", "X", "quantity"), Column("y", "Y", "quantity"))


def number(text: str, *notes: str) -> Cell:
    return Cell(text, {"value": text}, notes)


def dash(*notes: str) -> Cell:
    return Cell("–", None, notes)


def table(*rows: Sequence[Cell]) -> Table:
    named = ((Cell(f"r{at}", f"r{at}"), *row) for at, row in enumerate(rows))
    return Table("t", COLUMNS, tuple(named))


def tidy(*blocks: Block) -> tuple[Table, list[str]]:
    """The table, and what is said beside it."""
    found = list(tidied(blocks, "en", NOTES))
    (made,) = (block for block in found if isinstance(block, Table))
    return made, [block.text for block in found if isinstance(block, Paragraph)]


def notes(made: Table) -> list[list[tuple[str, ...]]]:
    return [[cell.notes for cell in row] for row in made.rows]


def test_a_column_of_dashes_is_named_with_its_reason_and_stays_for_machines() -> None:
    made, said = tidy(table([number("1", "a"), dash("why")], [number("2", "b"), dash("why")]))
    assert [column.shown for column in made.columns] == [True, True, False]
    assert [row[2].data for row in made.rows] == [None, None]
    assert said == ["No number here: Y. Not printed."]


def test_many_reasons_are_left_to_the_data() -> None:
    made, said = tidy(table([number("1", "a"), dash("why")], [number("2", "b"), dash("also")], [dash("a"), dash("b")]))
    assert not made.columns[2].shown
    assert said == ["No number here: Y."]


def test_dashes_without_a_reason_and_tables_of_nothing_else_stay() -> None:
    made, said = tidy(table([number("1"), dash()]))
    assert (all(column.shown for column in made.columns), said) == (True, [])
    made, said = tidy(table([dash("why"), dash("why")]))
    assert (all(column.shown for column in made.columns), said) == (True, [])
    assert [cell.told for cell in made.rows[0]] == [False, False, True], "one reason of a row is named once"


def test_a_reason_of_several_rows_is_a_sentence_and_stays_for_machines() -> None:
    rows = [number("1", "a"), dash("why")], [number("2", "b"), dash("why")], [dash("also"), number("3", "a")]
    made, said = tidy(table(*rows))
    assert said == ["No number for Y: not printed."]
    assert [row[2].told for row in made.rows] == [True, True, False]
    assert not made.rows[2][1].told
    assert [row[2].notes for row in made.rows][:2] == [("why",), ("why",)]


def test_a_source_of_every_number_is_named_once_beside_others() -> None:
    made, said = tidy(table([number("1", "a"), number("2", "a", "b")], [number("3", "a"), number("4", "a")]))
    assert notes(made) == [[(), (), ("b",)], [(), (), ()]]
    assert said == ["Source: A, 1 May 2025."]


def test_one_source_of_a_whole_table_is_named_below_it() -> None:
    made, said = tidy(table([number("1", "a", "also"), number("2", "a")], [number("3", "a"), dash("why")]))
    assert notes(made) == [[(), ("also",), ()], [(), (), ("why",)]]
    assert said == ["Source: A, 1 May 2025."]


def test_unless_it_has_just_been_named() -> None:
    before = Paragraph("All from one source.", notes=("a",))
    made, said = tidy(before, table([number("1", "a"), number("2", "a")], [number("3", "a"), number("4", "a")]))
    assert all(not found for row in notes(made) for found in row)
    assert said == ["All from one source."]


def test_one_source_of_a_row_stands_beside_its_name() -> None:
    made, said = tidy(table([number("1", "a"), number("2", "a")], [number("3", "b"), number("4", "b", "a")]))
    assert notes(made) == [[("a",), (), ()], [("b",), (), ("a",)]]
    assert said == []


def test_a_single_number_keeps_its_own() -> None:
    made, _ = tidy(table([number("1", "a"), dash("why")], [number("2", "b"), number("3", "a")]))
    assert notes(made) == [[(), ("a",), ("why",)], [(), ("b",), ("a",)]]


def test_other_blocks_and_tables_without_rows_pass() -> None:
    records = Table("r", COLUMNS, ((Cell("a"), dash("why"), dash("why")),), style="records")
    blocks: list[Block] = [Paragraph("x"), records, Table("e", COLUMNS)]
    assert list(tidied(blocks, "en", NOTES)) == blocks

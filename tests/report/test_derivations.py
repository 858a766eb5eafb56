"""Numbers with marks say where they come from, each once, where that is asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bpjscli.measures.answers import Answers, Key
from bpjscli.report.document import Cell, Document, Node, Table
from bpjscli.report.views.benefits import benefits
from bpjscli.report.views.coverage import coverage
from bpjscli.report.views.gap import gap
from bpjscli.report.views.report import report
from bpjscli.report.views.trend import trend


@pytest.fixture(scope="module")
def traced(shipped: Answers) -> Answers:
    return Answers(shipped.base, traced=True)


def shown(document: Document) -> Iterator[Cell]:
    """The shown cells of all tables."""
    for table in document.tables():
        for row in table.rows:
            yield from (cell for cell, column in zip(row, table.columns, strict=True) if column.shown)


def lines(node: Node, depth: int = 0) -> Iterator[str]:
    yield "  " * depth + node.text
    for child in node.children:
        yield from lines(child, depth + 1)


def derivation(document: Document, table_id: str, key: str, row: int) -> list[str]:
    """The derivation of one cell, a line a node."""
    (table,) = (table for table in document.tables() if table.id == table_id)
    place = next(place for place, column in enumerate(table.columns) if column.key == key)
    nodes = {one.id: one.node for one in document.derivations}
    return list(lines(nodes[table.rows[row][place].derivation]))


def test_without_being_asked_for_there_are_none(shipped: Answers) -> None:
    document = report(shipped, "en")
    assert document.derivations == ()
    assert not any(cell.derivation for cell in shown(document))


@pytest.mark.parametrize("area", ["kalimantan", "kalbar", "kalsel", "singkawang"])
def test_every_number_with_a_mark_has_one(traced: Answers, area: str) -> None:
    documents = [
        report(traced, "en", area),
        coverage(traced, "id", area),
        gap(traced, "en", area),
        trend(traced, "en", Key("participants", area)),
        benefits(traced, "en", area),
    ]
    for document in documents:
        ids = [one.id for one in document.derivations]
        assert len(set(ids)) == len(ids)
        marked = [cell for cell in shown(document) if cell.marks]
        assert all(cell.derivation in ids for cell in marked), [c.text for c in marked if c.derivation not in ids]
        assert {cell.derivation for cell in marked} == set(ids), "and nothing else has"
        for one in document.derivations:
            assert one.node.children, one.node.text


def test_a_derived_number_names_its_rule_and_its_figures(traced: Answers) -> None:
    assert derivation(gap(traced, "en", "kalbar"), "gap", "gap_points", 1) == [
        "Gap in points, West Kalimantan, 31 December 2026: 34 (33.2–34.4)",
        "  computed as target − coverage",
        "    target: “60,80 persen” (Suara Borneo, 9 Oct 2025)",
        "    coverage, 2025: “27 persen” (IDN Times, 2 Feb 2026)",
    ]


def test_a_disputed_figure_names_what_speaks_against_it(traced: Answers) -> None:
    found = derivation(coverage(traced, "en", "singkawang"), "coverage", "coverage", 0)
    assert found[0] == "Coverage, Singkawang City, 18 June 2025: 22.77 %"
    assert "  disputed: cannot all be true together with" in found
    assert any("“sekitar 73.236” (Tribun Kaltim, 18 Jun 2025)" in line for line in found)
    assert found[-1].startswith("  source: Tribun Kaltim, 18 June 2025, ")
    assert not any(".toml" in line for line in found), "a page names publishers, not places in a file"


def test_what_has_a_derivation_is_told_once(traced: Answers) -> None:
    document = report(traced, "en", sections=["segments"])
    nodes = {one.id: one.node for one in document.derivations}
    total = next(id_ for id_, node in nodes.items() if node.text == "All participants, Kalimantan, 2024: 3,287,020")
    shares = [node for node in nodes.values() if node.text.startswith("Share of all participants")]
    assert len(shares) == 3
    for share in shares:
        (rule,) = share.children
        part, whole = rule.children
        assert part.derivation == ""
        assert (whole.derivation, whole.children) == (total, ())


def test_the_data_of_cells_and_notes_stay_as_they_were(shipped: Answers, traced: Answers) -> None:
    plain, told = report(shipped, "en"), report(traced, "en")
    assert plain.dated == told.dated
    assert set(plain.legend) <= set(told.legend)
    for one, other in zip(plain.tables(), told.tables(), strict=True):
        assert isinstance(one, Table)
        assert [[cell.data for cell in row] for row in one.rows] == [[cell.data for cell in row] for row in other.rows]
        assert [[cell.notes for cell in row] for row in one.rows] == [
            [cell.notes for cell in row] for row in other.rows
        ]

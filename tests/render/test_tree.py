"""A tree in every format: each node on a line of its own, under its parent."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from reading import read_html, read_markdown

from bpjscli.render import Options, render
from bpjscli.report.document import Column, Document, Mark, Node, Note, Section, Tree

TEMPLATES = Options(templates=Path(__file__).parents[2] / "templates")
COLUMNS = (Column("kind", "kind"), Column("quantity", "quantity", "quantity"))
COVERAGE = Node(
    "coverage: “45,34 persen”",
    {"kind": "figure", "quantity": {"value": "45.34", "low": "45.335", "high": "45.345", "unit": "percent"}},
    ("sp",),
    ("cut",),
    (Node("read as 45.33–45.35 %", {"kind": "reading"}),),
)
ROOT = Node(
    "workforce: 7.25 million",
    {"kind": "answer"},
    children=(Node("follows from coverage = participants / workforce", children=(COVERAGE,)), Node("source: <SP> [1]")),
)


LEGEND: tuple[tuple[Mark, str, str], ...] = (("cut", "‡", "cut, not rounded"),)


def document(*nodes: Node, title: str = "") -> Document:
    tree = Tree("explain", COLUMNS, nodes, title, "Nobody has published it.")
    sections = (Section("explain", "", (tree,)),)
    return Document("explain", "Why", "en", None, sections, "explain", (Note("sp", "SP"),), LEGEND)


def test_plain_draws_branches() -> None:
    lines = render(document(ROOT, Node("another")), "plain").split("\n")
    assert lines[3:9] == [
        "workforce: 7.25 million",
        "├─ follows from coverage = participants / workforce",
        "│  └─ coverage: “45,34 persen” ‡ [1]",
        "│     └─ read as 45.33–45.35 %",
        "└─ source: <SP> [1]",
        "another",
    ]


def test_a_long_node_is_wrapped_beside_its_branch() -> None:
    words = " ".join(["word"] * 12)
    text = render(
        document(Node("root", children=(Node(words, children=(Node("leaf"),)), Node("last")))),
        "table",
        Options(width=40),
    )
    assert text.split("\n")[2:8] == [
        "root",
        "├─ word word word word word word word",
        "│  word word word word word",
        "│  └─ leaf",
        "└─ last",
        "",
    ]


def test_a_deep_node_keeps_room_to_read() -> None:
    node = Node("some words that need room")
    for _ in range(30):
        node = Node("x", children=(node,))
    lines = render(document(node), "table", Options(width=60)).split("\n")
    assert [line.strip(" └─") for line in lines if "room" in line or "words" in line] == [
        "some words that need",
        "room",
    ]


def test_markdown_nests_lists() -> None:
    text = render(document(ROOT), "md", TEMPLATES)
    tokens = read_markdown(text)
    depths = [token.level for token in tokens if token.type == "list_item_open"]
    assert depths[:5] == [1, 3, 5, 7, 3]
    assert "- source: \\<SP> \\[1\\]" in text
    assert "    - coverage: “45,34 persen” ‡[^1]" in text


def test_html_nests_lists_that_fold() -> None:
    page = read_html(render(document(ROOT), "html", TEMPLATES))
    assert [element.text.strip() for element in page.all("summary")] == [
        "workforce: 7.25\u00a0million",
        "follows from coverage = participants / workforce",
        "coverage: “45,34 persen”\xa0‡\xa0[1]",
    ]
    assert all("open" in element.attributes for element in page.all("details"))
    assert len(page.all("li")) == 5 + 1, "five nodes and a note"
    assert "source: <SP> [1]" in [element.text for element in page.all("p")]


def test_csv_has_a_row_a_node() -> None:
    head, *rows = csv.reader(render(document(ROOT), "csv").splitlines())
    assert head[:4] == ["depth", "text", "kind", "quantity"]
    assert [row[0] for row in rows] == ["0", "1", "2", "3", "1"]
    assert rows[2][1:5] == ["coverage: “45,34 persen”", "figure", "45.34", "45.335"]


def test_json_has_rows_and_the_tree() -> None:
    read = json.loads(render(document(ROOT), "json"))
    assert [(row["depth"], row["kind"]) for row in read["rows"]] == [
        (0, "answer"),
        (1, None),
        (2, "figure"),
        (3, "reading"),
        (1, None),
    ]
    (root,) = read["trees"]["explain"]
    assert root["kind"] == "answer"
    assert root["children"][0]["children"][0]["quantity"]["low"] == "45.335"
    assert root["children"][1] == {"text": "source: <SP> [1]", "children": []}


@pytest.mark.parametrize("name", ["plain", "table", "md", "html"])
def test_nothing_to_show_is_a_sentence(name: str) -> None:
    assert "Nobody has published it." in render(document(), name, TEMPLATES)


@pytest.mark.parametrize("name", ["plain", "table", "md", "html"])
def test_a_title_stands_above(name: str) -> None:
    assert "Where it comes from" in render(document(ROOT, title="Where it comes from"), name, TEMPLATES)

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import coverage, empty, ranking

from bpjscli.errors import BpjsError
from bpjscli.render import Options, render
from bpjscli.report.document import Cell, Column, ColumnKind, Data, Document, Note, Section, Table
from bpjscli.tables.sheet import read_sheet


def document(*data: Data, kind: ColumnKind = "text") -> Document:
    table = Table("t", (Column("k", "K", kind), Column("z", "Z")), tuple((Cell("", item), Cell("")) for item in data))
    return Document("c", "T", "en", None, (Section("s", "", (table,)),), "t")


def first_fields(*data: Data, kind: ColumnKind = "text", options: Options | None = None) -> list[str]:
    text = render(document(*data, kind=kind), "csv", options)
    return [row[0] for row in csv.reader(io.StringIO(text, newline=""))][1:]


def test_one_table_is_one_plain_table() -> None:
    assert render(ranking(), "csv").split("\n")[:3] == [
        "rank_low,rank_high,rank,area,name,coverage,coverage_low,coverage_high,coverage_unit,coverage_origin,"
        "coverage_figures,coverage_qualifier,coverage_status,coverage_why,distance",
        "1,1,,kaltim,East Kalimantan,50,50,,percent,published,idntimes-2026-02-02/5,,,,+9",
        "2,2,,kaltara,North Kalimantan,46,45,47,percent,published,idntimes-2026-02-02/5,,,,+5",
    ]
    assert "\n\n" not in render(ranking(), "csv")


def test_several_tables_have_an_empty_line_between_them() -> None:
    parts = render(coverage(), "csv").split("\n\n")
    assert [part.split(",", 1)[0] for part in parts] == ["area", "area"]
    assert len(parts) == 2


def test_one_of_several_tables_can_be_asked_for() -> None:
    text = render(coverage(), "tsv", Options(table_id="areas"))
    assert text.startswith("area\tname\tcoverage\t")
    assert "\n\n" not in text


def test_a_table_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(BpjsError, match='no table "x" in the output of coverage; there are: coverage, areas'):
        render(coverage(), "csv", Options(table_id="x"))


def test_an_empty_table_has_its_head() -> None:
    assert render(empty(), "csv") == (
        "id,name,coverage,coverage_low,coverage_high,coverage_unit,coverage_origin,coverage_figures,"
        "coverage_qualifier,coverage_status,coverage_why\n"
    )


def test_a_document_without_tables_is_an_empty_file() -> None:
    assert render(Document("c", "T", "en", None, ()), "csv") == ""


def test_what_is_not_known_and_what_has_no_bound_is_empty() -> None:
    quantity = {
        "value": None,
        "low": "50",
        "high": None,
        "unit": "percent",
        "origin": "published",
        "figures": ["a", "b"],
    }
    text = render(document(quantity, None, kind="quantity"), "csv")
    assert text.splitlines()[1:] == [",50,,percent,published,a b,,,,", ",,,,,,,,,"]


def test_a_quantity_says_how_it_was_printed_and_what_is_wrong_with_it() -> None:
    above = {"value": "50", "low": "50", "high": None, "qualifier": "more-than"}
    lines = render(document(above, above | {"disputed": True, "cut": True}, kind="quantity"), "csv").splitlines()
    assert lines[1:] == ["50,50,,,,,more-than,,,", "50,50,,,,,more-than,disputed cut,,"]


def test_what_is_not_known_says_why() -> None:
    table = Table("t", (Column("k", "K", "quantity"),), ((Cell("–", None, ("why",)),),))
    told = Document("c", "T", "en", None, (Section("s", "", (table,)),), "t", (Note("why", "Nobody says."),))
    assert render(told, "csv").splitlines()[1] == ",,,,,,,,Nobody says."
    assert json.loads(render(told, "json"))["rows"] == [{"k": None, "unknown": {"k": "Nobody says."}}]


@pytest.mark.parametrize("text", ["=1+1", "+62 811", "-x", "@SUM(A1)", "\tx", "\nx", "-", "=", "＝1", "－1", "+1-1"])
def test_text_that_a_spreadsheet_would_run_is_disarmed(text: str) -> None:
    assert first_fields(text) == [f"'{text}"]
    assert first_fields(text, options=Options(raw_csv=True)) == [text]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("a;=1+1", "a;'=1+1"),
        (",@x", ",'@x"),
        ("a, =1", "a, '=1"),
        ('a;"=1"', 'a;"\'=1"'),
        ("a\t=1", "a\t'=1"),
        ("a|+cmd", "a|'+cmd"),
        ("a;-2+3", "a;'-2+3"),
        ("a\n=1", "a\n'=1"),
        ("a;＝1", "a;'＝1"),
        ("=a;=b", "'=a;'=b"),
        ("Rp5.000,-", "Rp5.000,-"),
        ("[1, -2]", "[1, -2]"),
        ("from 5, -3 % in all", "from 5, -3 % in all"),
        ("a; - b", "a; - b"),
        ("a=1", "a=1"),
    ],
)
def test_a_formula_behind_a_list_separator_is_disarmed(text: str, field: str, tmp_path: Path) -> None:
    assert first_fields(text) == [field]
    assert first_fields(text, options=Options(raw_csv=True)) == [text]
    (tmp_path / "table.csv").write_text(render(document(text, "x"), "csv"), encoding="utf-8")
    assert read_sheet(tmp_path / "table.csv").rows[0].cells["k"].text == re.sub("[\t\n]", " ", text)


def test_a_carriage_return_is_disarmed_and_shown() -> None:
    assert first_fields("\r=1") == ["'␍=1"]


@pytest.mark.parametrize("kind", ["number", "quantity", "text"])
@pytest.mark.parametrize("number", ["-5", "-0.5", "+11.72", "0", "3287020"])
def test_numbers_never_are(number: str, kind: ColumnKind) -> None:
    assert first_fields(number, kind=kind) == [number]


@pytest.mark.parametrize(
    ("data", "kind", "field"),
    [
        (-3, "number", "-3"),
        ("1E+3", "number", "1000"),
        ("-1.5e-3", "number", "-0.0015"),
        ({"value": "5E+6"}, "quantity", "5000000"),
        ("1E+3", "text", "1E+3"),
        (True, "text", "true"),
        (False, "text", "false"),
        (["a", "b"], "text", "a b"),
        ([1, {"a": "é"}], "text", '[1, {"a": "é"}]'),
        ({"a": None}, "text", '{"a": null}'),
        ("\x1b[31m", "text", "␛[31m"),
        ("two\nlines", "text", "two\nlines"),
    ],
)
def test_every_kind_of_data_has_its_field(data: Data, kind: ColumnKind, field: str) -> None:
    assert first_fields(data, kind=kind) == [field]


def test_a_byte_order_mark_on_demand() -> None:
    assert render(ranking(), "csv", Options(bom=True)) == "\ufeff" + render(ranking(), "csv")


@pytest.mark.parametrize(("name", "delimiter"), [("csv", ","), ("tsv", "\t")])
@given(
    texts=st.lists(st.text(st.characters(exclude_categories=("C", "Z", "M")) | st.sampled_from('",\t\n; ')), max_size=5)
)
def test_any_text_comes_back(name: str, delimiter: str, texts: list[str]) -> None:
    text = render(document(*texts), name, Options(raw_csv=True))
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    assert [row[0] for row in rows[1:]] == texts


@given(st.lists(st.text(), max_size=5))
def test_no_field_is_left_that_a_spreadsheet_would_run(texts: list[str]) -> None:
    for field in first_fields(*texts):
        assert not field.startswith(("=", "@", "\t", "\r", "\n"))
        assert not field.startswith(("+", "-")) or field[1:].replace(".", "").isdigit()
        assert not re.search("[;,\t|\n] *[=@]", field)

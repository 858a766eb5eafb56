from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from samples import coverage, empty, ranking

from bpjscli.render import render
from bpjscli.report.document import Cell, Column, Data, Document, Section, Table

ANYTHING = st.text(st.characters(exclude_categories=()))


def document(data: Data) -> Document:
    table = Table("t", (Column("k", "K"),), ((Cell("", data),),))
    return Document("c", "T", "en", None, (Section("s", "", (table,)),), "t")


def test_the_contract() -> None:
    read = json.loads(render(coverage(), "json"))
    assert list(read) == ["command", "as_of", "rows", "findings", "tables", "notes"]
    assert read["command"] == "coverage"
    assert read["as_of"] == "2026-02-03"
    assert read["rows"][0] == {
        "area": "kalbar",
        "name": "Kalimantan Barat",
        "period": "2025",
        "coverage": {
            "value": "27",
            "low": "26.5",
            "high": "27.5",
            "unit": "percent",
            "origin": "published",
            "figures": ["idntimes-2026-02-02/5"],
        },
        "participants": None,
        "workforce": None,
        "unknown": dict.fromkeys(("participants", "workforce"), "Tidak ada sumber yang menyebut jumlah orangnya."),
    }
    assert read["findings"] == list(coverage().findings)
    assert list(read["tables"]) == ["areas"]
    assert read["notes"][1] == {
        "id": "suaraborneo-2025-10-09",
        "text": "Suara Borneo, 9 Oktober 2025",
        "link": "https://suaraborneo.id/2025/10/pemprov-kalbar-dan-bpjs-ketenagakerjaan.html",
    }


def test_what_there_is_none_of_is_left_out() -> None:
    assert json.loads(render(empty(), "json")) == {"command": "figures", "as_of": None, "rows": [], "findings": []}
    assert list(json.loads(render(ranking(), "json"))) == ["command", "as_of", "rows", "findings", "notes"]


def test_the_text_is_made_for_reading() -> None:
    text = render(replace(empty(), as_of="2025"), "json")
    assert text == '{\n  "command": "figures",\n  "as_of": "2025",\n  "rows": [],\n  "findings": []\n}\n'
    assert "“" in render(coverage(), "json")


def test_without_a_main_table_there_are_no_rows() -> None:
    read = json.loads(render(replace(ranking(), rows_of=None), "json"))
    assert read["rows"] == []
    assert len(read["tables"]["ranking"]) == 5


def test_a_main_table_that_is_not_there_is_a_fault_of_the_view() -> None:
    with pytest.raises(LookupError):
        render(replace(ranking(), rows_of="gone"), "json")


def test_two_tables_of_one_id_are_a_fault_of_the_view() -> None:
    sections = ranking().sections * 2
    with pytest.raises(ValueError, match='two tables of "ranking" have the id "ranking"'):
        render(replace(ranking(), sections=sections), "json")


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_is_not_written(number: float) -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        render(document(number), "json")


@given(ANYTHING)
def test_any_text_comes_back_and_nothing_hidden_is_in_the_file(text: str) -> None:
    written = render(document(text), "json")
    assert json.loads(written)["rows"] == [{"k": text}]
    assert not any((ord(char) < 32 and char != "\n") or 0x7F <= ord(char) <= 0x9F for char in written)
    assert not set(written) & set("\u200b\u200d\u202e\u2066\u2028\ufeff\U000e0041")
    assert written.encode().decode() == written

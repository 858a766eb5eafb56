"""Which column of a table holds what."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pytest

from bpjscli.errors import BpjsError
from bpjscli.load.load import load
from bpjscli.load.raw import NewFigure
from bpjscli.tables.columns import make_figures, map_columns, match_heading, parse_map
from bpjscli.tables.sheet import Row, Sheet, SheetCell

VOCABULARY = load().vocabulary


def sheet(titles: str, *rows: str, numbers: str = "") -> Sheet:
    """A table; titles in `numbers` have cells that are numbers to a machine."""
    names = tuple(titles.split("|"))
    found = []
    for number, row in enumerate(rows, 2):
        cells = {n: SheetCell(text, n in numbers.split("|")) for n, text in zip(names, row.split("|"), strict=False)}
        found.append(Row(number, MappingProxyType(cells)))
    return Sheet("table.csv", names, tuple(found))


def keys(titles: str, chosen: Mapping[str, str] | None = None) -> dict[str, str]:
    found = map_columns(sheet(titles), chosen or {}, VOCABULARY)
    return {**found.keys, **found.indicators}


@pytest.mark.parametrize(
    ("titles", "found"),
    [
        ("source|area|indicator|period|printed", ["source", "area", "indicator", "period", "printed"]),
        ("Sumber|Provinsi|Indikator|Tahun|Angka|Catatan", ["source", "area", "indicator", "period", "printed", "note"]),
        ("Source|Region|Metric|Year|Amount|Page", ["source", "area", "indicator", "period", "value", "locator"]),
        ("Kabupaten/Kota|Segmen|Program|Tercetak", ["area", "segment", "programme", "printed"]),
        ("Nama Provinsi|accepted_until|printed", ["area", "accepted_until", "printed"]),
        ("Wilayah|Cakupan (%)|Peserta", ["area", "coverage", "participants"]),
        ("Area|Coverage|Growth of contributions|claims", ["area", "coverage", "contributions_growth", "claims"]),
        ("Provinsi|Jumlah peserta|Angkatan Kerja", ["area", "participants", "workforce"]),
        ("Provinsi|target_coverage", ["area", "target_coverage"]),
    ],
)
def test_titles_say_what_a_column_holds(titles: str, found: list[str]) -> None:
    assert keys(titles) == dict(zip(found, titles.split("|"), strict=True))


def test_what_is_not_known_is_not_used() -> None:
    found = map_columns(sheet("No|Provinsi|Cakupan|Target|Persen (%)|Keterangan lain|"), {}, VOCABULARY)
    assert (found.keys, found.indicators) == ({"area": "Provinsi"}, {"coverage": "Cakupan"})
    assert found.unused == ("No", "Target", "Persen (%)", "Keterangan lain")


def test_chosen_columns_come_first() -> None:
    chosen = {"area": "Nama", "printed": "Cakupan"}
    assert keys("Nama|Provinsi|Cakupan|Tahun", chosen) == {**chosen, "period": "Tahun"}
    assert keys("A|B", {"participants": "B", "area": "A"}) == {"participants": "B", "area": "A"}


@pytest.mark.parametrize(
    ("titles", "chosen", "message"),
    [
        ("Provinsi|Wilayah|printed", {}, 'the columns "Provinsi" and "Wilayah" may both be the area; say which'),
        ("a|b", {}, 'which column of table.csv has the numbers? say with --map printed=… ("a", "b")'),
        ("Provinsi|printed", {"place": "Provinsi"}, '"place" is no key of a figure and no indicator'),
        ("Provinsi|printed", {"aera": "Provinsi"}, 'no indicator; did you mean "area"?'),
        ("Provinsi|printed", {"area": "Propinsi"}, 'has no column "Propinsi"; did you mean "Provinsi"?'),
        ("Angka|B", {"coverage": "B"}, "either printed or value, or columns by indicator; not both"),
    ],
)
def test_what_cannot_be_told(titles: str, chosen: dict[str, str], message: str) -> None:
    with pytest.raises(BpjsError) as error:
        keys(titles, chosen)
    assert message in error.value.message


def test_the_option() -> None:
    assert parse_map(["area=Provinsi,printed=Cakupan, 2025 (%)", "period = Tahun"]) == {
        "area": "Provinsi",
        "printed": "Cakupan, 2025 (%)",
        "period": "Tahun",
    }
    assert parse_map([]) == {}
    for wrong in ("area", "=Provinsi", "area="):
        with pytest.raises(BpjsError, match=r"is not KEY=COLUMN; write for example --map area=Provinsi"):
            parse_map([wrong])
    with pytest.raises(BpjsError, match='"area" is given two columns'):
        parse_map(["area=A", "area=B"])


def made(table: Sheet, **common: str) -> list[NewFigure | str]:
    return list(make_figures(table, map_columns(table, {}, VOCABULARY), common, VOCABULARY))


def test_a_row_is_a_figure() -> None:
    table = sheet("Sumber|Provinsi|Tahun|Angka|Catatan", "a|Kalbar|2025|27 persen|", "b|Kaltim||58 persen|x")
    assert made(table, indicator="coverage", period="2024") == [
        NewFigure(
            "a",
            {"indicator": "coverage", "period": "2025", "area": "Kalbar", "printed": "27 persen"},
            "table.csv:2",
        ),
        NewFigure(
            "b",
            {"indicator": "coverage", "period": "2024", "area": "Kaltim", "note": "x", "printed": "58 persen"},
            "table.csv:3",
        ),
    ]


def test_a_row_has_a_figure_for_each_indicator() -> None:
    table = sheet("Provinsi|Cakupan|Peserta", "Kalbar|27|900.000", "Kaltim|58|–", numbers="Cakupan")
    assert made(table, source="a", period="2025") == [
        NewFigure("a", {"period": "2025", "area": "Kalbar", "indicator": "coverage", "value": "27"}, "table.csv:2"),
        NewFigure(
            "a", {"period": "2025", "area": "Kalbar", "indicator": "participants", "printed": "900.000"}, "table.csv:2"
        ),
        NewFigure("a", {"period": "2025", "area": "Kaltim", "indicator": "coverage", "value": "58"}, "table.csv:3"),
    ]


def test_what_a_column_names_in_words_is_known_by_its_id() -> None:
    table = sheet("Wilayah|Indikator|Segmen|Angka", "Kalbar|Peserta|Penerima Upah|1.000", "Kalbar|klaim|x|20")
    first, second = made(table, source="a", programme="Work injury")
    assert isinstance(first, NewFigure)
    assert isinstance(second, NewFigure)
    assert {k: first.values[k] for k in ("indicator", "segment", "programme")} == {
        "indicator": "participants",
        "segment": "pu",
        "programme": "jkk",
    }
    assert (second.values["indicator"], second.values["segment"]) == ("claims", "x")
    assert [match_heading(name, VOCABULARY.indicators) for name in ("Angkatan kerja", " WORKFORCE ")] == (
        [VOCABULARY.indicators["workforce"]] * 2
    )


@pytest.mark.parametrize("missing", ["", "-", "–", "…", "n/a", "NA", "tidak ada"])
def test_what_nobody_published_is_left_out(missing: str) -> None:
    assert made(sheet("Provinsi|Angka", f"Kalbar|{missing}"), source="a") == ["table.csv:2: no number; left out"]


def test_what_is_printed_comes_before_its_value() -> None:
    (found,) = made(sheet("area|printed|value", "kalbar|27 persen|27"), source="a")
    assert found == NewFigure("a", {"area": "kalbar", "printed": "27 persen"}, "table.csv:2")

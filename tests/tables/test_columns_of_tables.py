"""Which column of a table holds what."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pytest
from msgspec.structs import replace

from bpjscli.errors import BpjsError, Exit, quoted
from bpjscli.load.labels import match_label
from bpjscli.load.load import load
from bpjscli.load.raw import NewFigure
from bpjscli.tables.cells import SheetCell
from bpjscli.tables.columns import map_columns, parse_map
from bpjscli.tables.entries import RowError, RowNote, make_figures
from bpjscli.tables.layout import Row, Sheet

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


def made(table: Sheet, **common: str) -> list[NewFigure | RowError | RowNote]:
    """What the rows make, without the letters of their columns."""
    found = make_figures(table, map_columns(table, {}, VOCABULARY, common), common, VOCABULARY)
    return [replace(one, column="") if isinstance(one, NewFigure) else one for one in found]


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
    assert [match_label(name, VOCABULARY.indicators) for name in ("Angkatan kerja", " WORKFORCE ")] == (
        [VOCABULARY.indicators["workforce"]] * 2
    )


@pytest.mark.parametrize("missing", ["", "-", "–", "…", "n/a", "NA", "tidak ada"])
def test_what_nobody_published_is_left_out(missing: str) -> None:
    (note,) = made(sheet("Provinsi|Angka", f"Kalbar|{missing}"), source="a")
    assert isinstance(note, RowNote)
    assert note.message == f'table.csv:2: no number; left out: "{f"Kalbar {missing}".strip()}"'


def test_what_is_printed_comes_before_its_value() -> None:
    (found,) = made(sheet("area|printed|value", "kalbar|27 persen|27"), source="a")
    assert found == NewFigure("a", {"area": "kalbar", "printed": "27 persen"}, "table.csv:2")


HEADINGS = [
    ("Peserta", "Kalbar", "900.000", {"indicator": "participants", "printed": "900.000"}),
    ("Jumlah peserta¹", "Kalbar", "900.000", {"indicator": "participants", "printed": "900.000"}),
    ("Peserta (orang)", "Kalbar", "900.000", {"indicator": "participants", "printed": "900.000"}),
    ("Peserta (ribu orang)", "Kalbar", "900,5", {"indicator": "participants", "printed": "900,5 ribu"}),
    ("Participants (million)", "Kalbar", "1.41", {"indicator": "participants", "printed": "1.41 million"}),
    ("Peserta PU", "Kalbar", "5", {"indicator": "participants", "segment": "pu", "printed": "5"}),
    ("Peserta (BPU)", "Kalbar", "5", {"indicator": "participants", "segment": "bpu", "printed": "5"}),
    ("Peserta Jakon", "Kalbar", "5", {"indicator": "participants", "segment": "jakon", "printed": "5"}),
    ("Peserta JKK", "Kalbar", "5", {"indicator": "participants", "programme": "jkk", "printed": "5"}),
    ("Peserta tidak aktif", "Kalbar", "5", {"indicator": "inactive", "printed": "5"}),
    ("Peserta (nonaktif)", "Kalbar", "5", {"indicator": "inactive", "printed": "5"}),
    ("Peserta aktif", "Kalbar", "5", {"indicator": "participants", "printed": "5"}),
    ("Target peserta", "Kalbar", "5", {"indicator": "target_participants", "printed": "5"}),
    ("Peserta target", "Kalbar", "5", None),
    ("Cakupan (target)", "Kalbar", "5", None),
    ("Cakupan (%)", "Kalbar", "38,4", {"indicator": "coverage", "printed": "38,4 persen"}),
    ("Persentase cakupan", "Kalbar", "38,4 persen", {"indicator": "coverage", "printed": "38,4 persen"}),
    ("Cakupan (ribu)", "Kalbar", "38,4", None),
    ("Persentase peserta", "Kalbar", "38,4", None),
    ("Peserta (%)", "Kalbar", "38,4", None),
    ("Cakupan 2024", "Kalbar", "38,4", {"indicator": "coverage", "period": "2024", "printed": "38,4"}),
    ("Peserta per Desember 2024", "Kalbar", "5", {"indicator": "participants", "period": "2024-12", "printed": "5"}),
    ("Peserta TW I 2024", "Kalbar", "5", {"indicator": "participants", "period": "2024-Q1", "printed": "5"}),
    ("Iuran (Rp million)", "Kalbar", "25", {"indicator": "contributions", "printed": "25 million"}),
    ("Iuran (Rp miliar) 2024", "Kalbar", "2", {"indicator": "contributions", "period": "2024", "printed": "2 miliar"}),
    ("Iuran per bulan", "Kalbar", "5", None),
    ("Iuran (USD)", "Kalbar", "5", None),
    ("Manfaat JKM (juta)", "Kalbar", "5", {"indicator": "benefits", "programme": "jkm", "printed": "5 juta"}),
    ("Klaim (orang)", "Kalbar", "5", None),
    ("Klaim JHT (kasus)", "Kalbar", "5", {"indicator": "claims", "programme": "jht", "printed": "5"}),
    ("Peserta PU dan BPU", "Kalbar", "5", None),
    ("Peserta non-PU", "Kalbar", "5", None),
    ("Angka (ribu)", "Kalbar", "5", {"printed": "5 ribu"}),
    ("Angka (target)", "Kalbar", "5", None),
    ("2024", "Kalbar", "5", None),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "area", "text", "values"), HEADINGS, ids=[one[0] for one in HEADINGS])
def test_what_becomes_of_a_heading(heading: str, area: str, text: str, values: dict[str, str] | None) -> None:
    table = sheet(f"Provinsi|{heading}", f"{area}|{text}")
    if values is None:
        with pytest.raises(BpjsError) as error:
            made(table, source="a")
        assert quoted(heading) in error.value.message
        assert error.value.exit_code == Exit.USAGE
    else:
        assert made(table, source="a") == [NewFigure("a", {"area": area, **values}, "table.csv:2")]


def test_years_as_columns() -> None:
    table = sheet("Provinsi|2023|2024|JKK 2024", "Kalbar|27|28|29")
    with pytest.raises(BpjsError, match='"2023": no indicator; say it with --indicator'):
        made(table, source="a")
    found = made(table, source="a", indicator="coverage")
    assert [one.values.get("period") for one in found if isinstance(one, NewFigure)] == ["2023", "2024", "2024"]
    assert [one.values.get("programme") for one in found if isinstance(one, NewFigure)] == [None, None, "jkk"]


def test_two_columns_for_one_figure() -> None:
    assert len(made(sheet("Provinsi|Peserta|Peserta PU|Peserta JKK", "Kalbar|5|6|7"), source="a")) == 3
    for pair in ("Peserta|Jumlah peserta", "Peserta PU|Peserta (PU)", "Cakupan 2024|Coverage 2024"):
        with pytest.raises(BpjsError, match=r"may both be (participants|coverage); say in each heading which"):
            made(sheet(f"Provinsi|{pair}", "Kalbar|5|6"), source="a")
    with pytest.raises(BpjsError, match='"Angka" and "Jumlah" may both have the numbers'):
        made(sheet("Provinsi|Angka|Jumlah", "Kalbar|5|6"), source="a")


def test_columns_with_numbers_are_not_left_out() -> None:
    table = sheet("No|Provinsi|Peserta|Upah|Ket.", "1|Kalbar|5|3|x", "2|Kaltim|6|4|y")
    with pytest.raises(BpjsError) as error:
        map_columns(table, {}, VOCABULARY)
    assert error.value.message == (
        'table.csv: these columns hold numbers and would not be used: "Upah"; say with --map what they are, or leave '
        'them out with --ignore-columns "Upah"'
    )
    for ignored in ("Upah", "all"):
        assert map_columns(table, {}, VOCABULARY, ignored=[ignored]).unused == ("No", "Upah", "Ket.")
    with pytest.raises(BpjsError, match=r'--ignore-columns: table.csv has no column "Upa"; did you mean "Upah"'):
        map_columns(table, {}, VOCABULARY, ignored=["Upa"])
    assert map_columns(table, {}, VOCABULARY, ignored=["all"]).indicators == {"participants": "Peserta"}


def test_a_row_that_contradicts_its_heading_or_scale() -> None:
    table = sheet("Provinsi|Segmen|Peserta PU", "Kalbar|BPU|5", "Kalbar|pu|6")
    refused, taken = made(table, source="a")
    said = 'column C ("Peserta PU"): the heading says segment pu, and the row says "bpu"'
    assert refused == RowError(2, f"table.csv:2: error: {said}")
    assert isinstance(taken, NewFigure)
    (refused,) = made(sheet("Provinsi|Peserta (ribu)", "Kalbar|1,4 juta"), source="a")
    assert isinstance(refused, RowError)
    assert "has a scale or unit of its own" in refused.message


def test_a_scale_makes_an_exponent_of_a_number() -> None:
    (found,) = made(sheet("Provinsi|Peserta (ribu)", "Kalbar|1410.5", numbers="Peserta (ribu)"), source="a")
    assert isinstance(found, NewFigure)
    assert found.values["value"] == "1410.5e3"
    for text, why in (("461.932", "may be a number with decimals"), ("4,5", "is not a plain number")):
        (refused,) = made(sheet("Provinsi|Jumlah (ribu)", f"Kalbar|{text}"), source="a", indicator="participants")
        assert isinstance(refused, RowError)
        assert why in refused.message

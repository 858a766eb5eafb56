"""What an Excel file is made of: sheets, numbers, sources, links, charts."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from reading_office import OPTIONS, excel_text, names, part, read_xlsx
from samples import SAMPLES, number, quantity, text

from bpjscli.render import render_binary
from bpjscli.render.office.excel import book, sheets
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


def xlsx(document: Document) -> bytes:
    return render_binary(document, "xlsx", OPTIONS)


def sample(name: str) -> Any:
    return read_xlsx(xlsx(SAMPLES[name]()))


def one_table(columns: tuple[Column, ...], *rows: tuple[Cell, ...], notes: tuple[Note, ...] = ()) -> Any:
    """The sheet of a document's only table."""
    section = Section("s", "Numbers", (Table("t", columns, rows),))
    return read_xlsx(xlsx(Document("figures", "Title", "en", None, (section,), notes=notes))).worksheets[1]


def values(sheet: Any, row: int) -> list[Any]:
    return [cell.value for cell in sheet[row]]


def test_an_overview_a_sheet_for_each_table_and_the_notes() -> None:
    assert sample("coverage").sheetnames == [
        "Ikhtisar",
        "Cakupan di provinsi dan di Kal…",
        "Daftar kabupaten dan kota",
        "Catatan",
    ]


def test_the_overview_says_what_the_document_says_and_leads_to_its_tables() -> None:
    sheet = sample("coverage").worksheets[0]
    lines = [cell.value for cell in sheet["A"] if cell.value]
    assert lines[0] == "Cakupan kepesertaan di Kalimantan Barat"
    assert any(line.startswith("27 % pekerja") and line.endswith("[1]") for line in lines)
    assert any(line.startswith("Peringatan: Angka Singkawang") for line in lines)
    places = [cell.hyperlink.location for cell in sheet["A"] if cell.hyperlink]
    assert places == ["'Cakupan di provinsi dan di Kal…'!A1", "'Daftar kabupaten dan kota'!A1"]


def test_an_empty_table_has_no_sheet_but_its_sentence() -> None:
    book = sample("empty")
    assert book.sheetnames == ["Overview", "Notes"]
    assert "No figure matches." in [cell.value for cell in book.worksheets[0]["A"]]


def test_numbers_are_numbers_that_look_like_the_document() -> None:
    sheet = sample("coverage").worksheets[1]
    cell = sheet["C6"]
    assert cell.data_type == "n"
    assert cell.value == 45.34
    assert cell.number_format == '0.00" %"'
    assert excel_text(cell, "id") == "45,34 %"
    millions = sheet["E5"]
    assert millions.value == 3300000
    assert excel_text(millions, "id") == "3,3 juta"


def test_no_digit_is_lost_or_added_on_the_way_to_the_file() -> None:
    values_ = ("8.2", "0.1", "45.335", "5060579420000", "0.07", "1234567.89", "123456789012345")
    columns = (Column("v", "V", "number"),)
    document = Document(
        "f", "T", "en", None, (Section("s", "", (Table("t", columns, tuple((Cell(v, v),) for v in values_)),)),)
    )
    written = re.findall(r"<v>([^<]*)</v></c></row>", part(xlsx(document), "xl/worksheets/sheet2.xml"))[-len(values_) :]
    assert [Decimal(v) for v in written] == [Decimal(v) for v in values_]


def test_a_number_of_more_digits_than_excel_holds_stays_text_where_they_are_shown() -> None:
    column = (Column("v", "V", "quantity"),)
    long = "12345678901234567"
    assert one_table(column, (quantity(long, long, None, None, "IDR", notes=()),))["A4"].value == long
    rounded = quantity("≈ 7.25 million", "7249713.2774614031156171152468", None, None, "persons", notes=())
    assert one_table(column, (rounded,))["A4"].value == 7249713.2774614


def test_what_has_no_one_number_is_text() -> None:
    sheet = one_table(
        (Column("v", "V", "quantity"), Column("n", "N", "number")),
        (quantity("1.7–1.8 million", "1750000", "1700000", "1800000", "persons", notes=()), Cell("–", None)),
        (Cell("–", None), Cell("yes", True)),
    )
    assert values(sheet, 4)[:4] == ["1.7–1.8 million", "–", 1700000, 1800000]
    assert values(sheet, 5)[:2] == ["–", "yes"]


def test_bounds_unit_origin_and_sources_stand_beyond_the_table() -> None:
    sheet = sample("coverage").worksheets[1]
    head = values(sheet, 3)
    assert head[:8] == [
        "Wilayah",
        "Periode",
        "Cakupan kepesertaan",
        "Catatan",
        "Peserta",
        "Catatan",
        "Angkatan kerja",
        "Catatan",
    ]
    row = dict(zip(head[8:], values(sheet, 6)[8:], strict=True))
    assert [row[f"Angkatan kerja: {part_}"] for part_ in ("dari", "hingga", "satuan", "asal")] == [
        7248914,
        7250513,
        "orang",
        "diturunkan",
    ]
    assert row["Cakupan kepesertaan: sumber"].startswith("[1] IDN Times, 2 Februari 2026")
    assert sheet.column_dimensions["I"].outline_level == 1
    assert sheet.print_area == "'Cakupan di provinsi dan di Kal…'!$A$1:$H$6"


def test_signs_intervals_and_footnotes_stand_beside_the_number() -> None:
    sheet = sample("coverage").worksheets[1]
    assert sheet["H6"].value == "* (7,249–7,251 juta) [1]"
    assert sheet["H6"].hyperlink.location == "Catatan!A3"


def test_a_column_without_notes_has_none_beside_it() -> None:
    sheet = one_table((Column("name", "Name"), Column("rank", "Rank", "number")), (text("a"), number(1)))
    assert values(sheet, 3) == ["Name", "Rank"]


def test_heads_are_frozen_filtered_and_printed_on_every_page() -> None:
    sheet = sample("ranking").worksheets[1]
    assert sheet.freeze_panes == "B4"
    assert sheet.auto_filter.ref == f"A3:{sheet.cell(3, sheet.max_column).column_letter}8"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.page_setup.paperSize == 9
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)


def test_a_wide_table_is_printed_sideways() -> None:
    assert sample("wide").worksheets[1].page_setup.orientation == "landscape"
    assert sample("ranking").worksheets[1].page_setup.orientation != "landscape"


@pytest.mark.parametrize(
    ("data", "shown", "expected", "format_"),
    [
        (
            ("2026-02-02", "2025-12-31"),
            ("2 February 2026", "31 December 2025"),
            datetime(2026, 2, 2),
            "[$-809]d mmmm yyyy",
        ),
        (("2025", "2024"), ("2025", "2024"), 2025, "0"),
        (("2025", "2025-12-31"), ("2025", "31 December 2025"), "2025", "General"),
        (("2025-Q1", "2025-Q2"), ("Q1 2025", "Q2 2025"), "Q1 2025", "General"),
        ((None, "2025"), ("–", "2025"), "–", "General"),
    ],
)
def test_dates_and_years_are_such_where_all_of_a_column_are(
    data: tuple[str, str], shown: tuple[str, str], expected: object, format_: str
) -> None:
    sheet = one_table((Column("when", "When", "date"),), *((Cell(s, d),) for s, d in zip(shown, data, strict=True)))
    assert sheet["A4"].value == expected
    assert sheet["A4"].number_format == format_


def test_no_text_becomes_a_formula_a_number_or_a_link_that_leads_astray() -> None:
    for sheet in sample("hostile"):
        for row in sheet:
            for cell in row:
                assert cell.data_type != "f"
                if cell.hyperlink is not None:
                    assert cell.hyperlink.target is None or cell.hyperlink.target.startswith("http")
    sheet = sample("hostile").worksheets[1]
    assert {'=HYPERLINK("http://x.example")', "+62 811", "-1+1", "@SUM(A1)"} <= {cell.value for cell in sheet["A"]}


def test_what_looks_like_an_escape_of_excel_stays_as_it_is() -> None:
    assert one_table((Column("t", "T"),), (text("_x0041_ and _x000D_"),))["A4"].value in (
        "_x0041_ and _x000D_",
        "A and \r",  # openpyxl decodes it once more than Excel
    )
    document = Document("f", "T", "en", None, (Section("s", "", (Paragraph("_x0041_"),)),))
    assert "_x005F_x0041_" in part(xlsx(document), "xl/sharedStrings.xml")


def test_an_address_is_a_link() -> None:
    cell = one_table((Column("link", "Link"),), (text("https://example.org/a"),))["A4"]
    assert (cell.value, cell.hyperlink.target) == ("https://example.org/a", "https://example.org/a")


def test_an_address_too_long_for_excel_is_text() -> None:
    address = "https://example.org/" + "a" * 3000
    cell = one_table((Column("link", "Link"),), (text(address),))["A4"]
    assert (cell.value, cell.hyperlink) == (address, None)


def test_no_more_links_than_excel_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "_MOST_LINKS", 1)
    sheet = one_table((Column("link", "Link"),), (text("https://a.example/"),), (text("https://b.example/"),))
    assert [sheet[place].hyperlink is None for place in ("A4", "A5")] == [False, True]


def test_no_more_number_formats_than_excel_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "_MOST_FORMATS", 1)
    sheet = one_table((Column("n", "N", "number"),), (Cell("1 %", "1"),), (Cell("1.5 %", "1.5"),), (Cell("2 %", "2"),))
    assert [sheet[place].number_format for place in ("A4", "A5", "A6")] == ['0" %"', "General", '0" %"']
    assert sheet["A5"].value == 1.5


def test_a_text_longer_than_a_cell_is_cut() -> None:
    cell = one_table((Column("t", "T"),), (text("📈" * 20_000),))["A4"]
    assert len(cell.value.encode("utf-16-le")) // 2 <= 32_767
    assert cell.value.endswith("📈…")


def test_a_table_with_more_rows_than_a_sheet_goes_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bpjscli.render.xlsx.MOST_ROWS", 2)
    section = Section("s", "Rows", (Table("t", (Column("n", "N"),), tuple((text(str(n)),) for n in range(5))),))
    book = read_xlsx(xlsx(Document("figures", "Title", "en", None, (section,))))
    assert book.sheetnames == ["Overview", "Rows", "Rows (2)", "Rows (3)", "Notes"]
    assert [sheet.max_row - 3 for sheet in book.worksheets[1:4]] == [2, 2, 1]
    assert [cell.hyperlink.location for cell in book.worksheets[0]["A"] if cell.hyperlink] == ["Rows!A1"]
    assert sheets.MOST_ROWS < 1_048_576


def test_notes_have_their_links_and_signs_their_meaning() -> None:
    sheet = sample("coverage").worksheets[-1]
    rows = [[cell.value for cell in row] for row in sheet]
    assert rows[1] == ["No.", "Catatan atau sumber", "Tautan"]
    assert rows[5][0] == "[4]"
    assert sheet["C6"].hyperlink.target.startswith("https://suaraborneo.id/")
    assert ["†", "diperselisihkan: bagian dari pertentangan, ditampilkan sebagaimana tercetak", None] in rows


def test_a_bad_link_of_a_note_is_text() -> None:
    sheet = sample("hostile").worksheets[-1]
    assert sheet["C3"].value == "javascript:alert(1)"
    assert sheet["C3"].hyperlink is None


# Charts


def chart_xml(name: str = "charts") -> list[str]:
    file = xlsx(SAMPLES[name]())
    return [part(file, n) for n in names(file) if n.startswith("xl/charts/chart")]


def test_excel_draws_every_chart_but_the_map_below_its_table() -> None:
    book = sample("charts")
    assert book.sheetnames == ["Overview", "Coverage by area", "Chart data", "Notes"]
    charts = book.worksheets[1]._charts
    assert [type(chart).__name__ for chart in charts] == ["BarChart", "BarChart", "LineChart", "BarChart"]
    assert [chart.anchor._from.row for chart in charts] == sorted({chart.anchor._from.row for chart in charts})
    assert charts[0].anchor._from.row > 7


def test_bars_have_intervals_targets_a_reference_and_the_texts_of_the_document() -> None:
    bars = chart_xml()[0]
    assert "<c:barDir" in bars
    assert "<c:lineChart>" in bars
    assert bars.count("<c:errBars>") == 1
    assert "'Chart data'!$C$3:$C$6" in bars
    assert "22.77 % †" in bars
    assert "&gt; 50 %" in bars
    assert bars.count('prst="wdUpDiag"') == 1


def test_the_numbers_of_a_chart_are_on_a_sheet() -> None:
    sheet = sample("charts").worksheets[2]
    assert values(sheet, 1)[0] == "Coverage by area"
    assert values(sheet, 2)[:4] == ["Category", "Coverage", "Coverage: less by", "Coverage: more by"]
    assert values(sheet, 3)[:4] == ["East Kalimantan", 50, 0, None]
    assert values(sheet, 4)[:4] == ["South Kalimantan", 42.37, 1.37, 0.63]
    assert values(sheet, 6)[:4] == ["Aceh", None, None, None]
    assert [row[7].value for row in sheet.iter_rows(min_row=3, max_row=6)] == [42.37] * 4


def line_of(*comparable: bool) -> str:
    """The XML of a line whose points may, or may not, be compared with the ones before."""
    point = Point("5 %", "5", "4", "6")
    places = tuple(Category(f"Y{n}", comparable=fits) for n, fits in enumerate(comparable))
    series = (Series("a", (point,) * len(places)), Series("b", (point,) * len(places)))
    chart = Chart("line", "line", "Over time", "", (), "percent", places, series)
    file = xlsx(Document("r", "T", "en", None, (Section("s", "", (chart,)),)))
    return part(file, "xl/charts/chart1.xml")


def test_a_line_whose_periods_may_all_be_compared_is_one() -> None:
    line = line_of(False, True, True)
    assert line.count("<c:ser>") == 2
    assert "sysDot" not in line


def test_a_line_is_dotted_where_its_periods_may_not_be_compared() -> None:
    line = line_of(True, True, False, False, True)
    assert line.count("sysDot") == 1, "only the first series: the second is on one denominator"
    assert line.count("<c:ser>") == 4, "and two stretches drawn over it"
    assert re.findall(r'<c:legendEntry><c:idx val="(\d)"/><c:delete val="1"/>', line) == ["2", "3"]
    last = line.split("<c:ser>")[-1]
    assert re.findall(r'<c:pt idx="(\d)"><c:v>5</c:v>', last.split("<c:val>")[1]) == ["3", "4"]


def test_a_chart_says_what_its_looks_mean() -> None:
    bars, _, line, _ = chart_xml()
    assert "I  range the figure allows     ▨  disputed" in bars
    assert "···  not comparable, or not known to be" in line
    assert "disputed" not in line
    exact = Chart("b", "bars", "B", "", (), "percent", (Category("a"),), (Series("S", (Point("5 %", "5", "5", "5"),)),))
    file = xlsx(Document("r", "T", "en", None, (Section("s", "", (exact,)),)))
    assert "range the figure allows" not in part(file, "xl/charts/chart1.xml")


def test_the_parts_of_a_whole_are_bars_of_the_first_series_only() -> None:
    parts = chart_xml()[3]
    assert parts.count("<c:ser>") == 1
    assert "<c:legend>" not in parts


def test_a_chart_has_a_text_alternative() -> None:
    drawing = part(xlsx(SAMPLES["charts"]()), "xl/drawings/drawing1.xml")
    assert re.findall(r'descr="([^"]*)"', drawing) == [
        "Highest: East Kalimantan.",
        "Both are alike.",
        "It fell.",
        "One is large.",
    ]


def test_many_bars_lie_so_that_their_names_can_be_read() -> None:
    document = SAMPLES["charts"]()
    chart = document.charts()[0]
    many = type(chart)(
        "bars",
        "bars",
        "Many",
        "",
        ("nowhere",),
        "persons",
        chart.categories * 5,
        tuple(type(s)(s.title, s.points * 5 if s.role != "reference" else s.points, s.role) for s in chart.series),
    )
    nowhere = Table("nowhere", (Column("c", "C"),), empty="Nothing.")
    file = xlsx(Document("r", "T", "en", None, (Section("s", "", (nowhere, many)),), legend=document.legend))
    xml = part(file, "xl/charts/chart1.xml")
    assert '<c:barDir val="bar"/>' in xml
    assert "<c:lineChart>" not in xml
    assert len(read_xlsx(file).worksheets[1]._charts) == 1, "beside its numbers, where its table has no rows"


def test_negative_numbers_have_an_axis_that_shows_them() -> None:
    document = SAMPLES["charts"]()
    chart = document.charts()[2]
    point = type(chart.series[0].points[0])("−5 %", "-5", "-6", "-4")
    below = type(chart)(
        "grouped", "grouped", "Below", "", (), "percent", chart.categories[:1], (type(chart.series[0])("S", (point,)),)
    )
    file = xlsx(Document("r", "T", "en", None, (Section("s", "", (below,)),)))
    assert '<c:min val="0"/>' not in part(file, "xl/charts/chart1.xml")
    assert '<c:min val="0"/>' in chart_xml()[0]


def test_a_long_title_with_ampersands_makes_a_footer_that_excel_accepts() -> None:
    book = read_xlsx(xlsx(Document("f", "R&D " * 60, "en", None, ())))
    assert len(part(xlsx(Document("f", "R&D " * 60, "en", None, ())), "xl/worksheets/sheet1.xml")) > 0
    assert book.worksheets[0].oddFooter.left.text.startswith("R&&D")

"""Tables as people keep them: CSV of every kind, and workbooks."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from bpjscli.errors import BpjsError, Exit
from bpjscli.tables.cells import letter_of
from bpjscli.tables.formats import FormatError, show_number
from bpjscli.tables.layout import Remark
from bpjscli.tables.sheet import Sheet, SheetCell, read_sheet


def csv_of(folder: Path, content: str | bytes, name: str = "table.csv") -> Sheet:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_sheet(path)


def texts(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for cell in row.cells.values()] for row in sheet.rows]


@pytest.mark.parametrize(
    "content",
    [
        'Provinsi,Cakupan\nKalbar,"27,36 persen"\n',
        "Provinsi;Cakupan\r\nKalbar;27,36 persen\r\n",
        "\ufeffProvinsi\tCakupan\nKalbar\t27,36 persen",
        "\n\n Provinsi | Cakupan \n| \nKalbar|27,36 persen\n",
        '"Provinsi";"Cakupan"\n"Kalbar";"27,36 persen"\n;\n',
    ],
)
def test_csv_as_programs_write_it(tmp_path: Path, content: str) -> None:
    sheet = csv_of(tmp_path, content)
    assert sheet.titles == ("Provinsi", "Cakupan")
    assert texts(sheet) == [["Kalbar", "27,36 persen"]]
    assert not sheet.rows[0].cells["Cakupan"].is_number


def test_rows_are_numbered_as_in_the_file(tmp_path: Path) -> None:
    sheet = csv_of(tmp_path, 'a,b\n1,"x\ny"\n\n2,z\n')
    assert [row.number for row in sheet.rows] == [2, 5]


def test_a_short_row_and_one_that_is_too_long(tmp_path: Path) -> None:
    sheet = csv_of(tmp_path, "a,b,,\n1\n2,27,36\n3,4,\n")
    assert texts(sheet) == [["1"], ["3", "4"]]
    assert sheet.faults == (
        f"{tmp_path}/table.csv:3: error: 3 cells under 2 titles; is a comma in a number not quoted?",
    )


def test_an_apostrophe_before_what_looks_like_a_formula_is_taken_off(tmp_path: Path) -> None:
    sheet = csv_of(tmp_path, "a,b,c\n'-3 persen,'x,'\n")
    assert texts(sheet) == [["-3 persen", "'x", "'"]]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "the table is empty"),
        ("\n ,\n", "the table is empty"),
        ("a,a\n1,2\n", '1: error: two columns are called "a"; rename one'),
        (b"a,b\n1,\xe9\n", "2: error: the file is not UTF-8 text; save it as “CSV UTF-8”"),
        ('a,b\n1,"2\n', "2: error: not valid CSV: unexpected end of data"),
    ],
)
def test_what_is_no_table(tmp_path: Path, content: str | bytes, message: str) -> None:
    with pytest.raises(BpjsError) as error:
        csv_of(tmp_path, content)
    assert message in error.value.message
    assert error.value.exit_code == Exit.BAD_BASE


def test_files_that_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BpjsError, match="the file cannot be read: No such file"):
        read_sheet(tmp_path / "none.csv")
    with pytest.raises(BpjsError, match=r"tables are read from \.csv, \.tsv and \.xlsx files"):
        csv_of(tmp_path, "", "table.ods")
    monkeypatch.setenv("BPJS_MAX_BYTES", "3")
    with pytest.raises(BpjsError, match="the file has 4 bytes and 3 are allowed"):
        csv_of(tmp_path, "a,b\n")


def workbook(folder: Path, rows: list[list[Any]], *formats: str) -> Path:
    """A workbook whose last row has these number formats."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Cakupan"
    for row in rows:
        sheet.append(row)
    for column, form in enumerate(formats, 1):
        sheet.cell(len(rows), column).number_format = form
    book.create_sheet("Lain").append(["x"])
    path = folder / "table.xlsx"
    book.save(path)
    return path


def test_a_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["Provinsi", "Cakupan", "Aktif"], [None], ["Kalbar ", "27,36 persen", True]])
    sheet = read_sheet(path)
    assert sheet.titles == ("Provinsi", "Cakupan", "Aktif")
    assert [(row.number, [*row.cells.values()]) for row in sheet.rows] == [
        (3, [SheetCell("Kalbar"), SheetCell("27,36 persen"), SheetCell("true")])
    ]
    assert read_sheet(path, "Lain").titles == ("x",)
    with pytest.raises(BpjsError, match='has no sheet "Lainn"; it has "Cakupan", "Lain"'):
        read_sheet(path, "Lainn")


def test_numbers_and_dates_of_a_workbook_are_as_shown(tmp_path: Path) -> None:
    day = datetime(2025, 3, 31)
    row = [0.2736, 3287020.0, day, day, day]
    path = workbook(tmp_path, [list("abcde"), row], "0.0%", "#,##0", "yyyy-mm-dd", "mmm yyyy", "yyyy")
    (found,) = read_sheet(path).rows
    assert [*found.cells.values()] == [
        SheetCell("27.4", is_number=True, unit="percent"),
        SheetCell("3287020", is_number=True),
        SheetCell("2025-03-31"),
        SheetCell("2025-03"),
        SheetCell("2025"),
    ]


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (0.2736, "0%", ("27", "percent", 0)),
        (0.2736, "0.00%", ("27.36", "percent", 0)),
        (0.40885, "0.00%", ("40.89", "percent", 0)),
        (-0.40885, "0.00%", ("-40.89", "percent", 0)),
        (0.2736, "General", ("0.2736", "", 0)),
        (27.3, "0.00", ("27.30", "", 0)),
        (27.3, "0.0#", ("27.3", "", 0)),
        (2.5, "0", ("3", "", 0)),
        (27.36, "General", ("27.36", "", 0)),
        (3287020.5, "#,##0", ("3287021", "", 0)),
        (3287020, '#,##0 "orang"', ("3287020", "persons", 0)),
        (3287020.0, '0.0,,"juta"', ("3.3", "", 6)),
        (3287020.0, "0.0,,", ("3.3", "", 6)),
        (3.29, '0.0" juta"', ("3.3", "", 6)),
        (41.5, '0.0" % dari"', ("41.5", "percent", 0)),
        (1e21, "General", ("1000000000000000000000", "", 0)),
        (0.1 + 0.2, "0.00", ("0.30", "", 0)),
        (-3.4, "0.0;[Red]-0.0", ("-3.4", "", 0)),
        (-3.4, "0.0;(0.0)", ("-3.4", "", 0)),
        (-3.4, "0.0_);(0.0)", ("-3.4", "", 0)),
        (-1500.0, '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', ("-1500", "", 0)),
        (-42.5, "#,##0.00_ ;[Red]\\-#,##0.00\\ ", ("-42.50", "", 0)),
        (0.2736, "0.0\\ %", ("27.4", "percent", 0)),
        (42.0, '0.0"%"', ("42.0", "percent", 0)),
        (1234567.0, "0,", ("1235", "", 3)),
        (7e10, '"Rp" #,##0.0,,, "miliar"', ("70.0", "IDR", 9)),
        (5000.0, '"Rp"#,##0",-"', ("5000", "IDR", 0)),
        (1500000.0, '[>=1000000]0.0,,"jt";[>=1000]0.0,"rb";0', ("1.5", "", 6)),
        (1500.0, '[>=1000000]0.0,,"jt";[>=1000]0.0,"rb";0', ("1.5", "", 3)),
        (5.0, '[>=1000000]0.0,,"jt";[>=1000]0.0,"rb";0', ("5", "", 0)),
        (42.0, "@", ("42", "", 0)),
        (42.0, "[$-421]#,##0", ("42", "", 0)),
        (27.360000000000003, "General", ("27.36", "", 0)),
        (1 / 3, "General", ("0.333333333", "", 0)),
        (461932.0, '#,##0"*"', ("461932", "", 0)),
        (0.5, ".00", ("0.50", "", 0)),
        (1500.0, '[$Rp-421]#,##0;-#,##0;"-"', ("1500", "IDR", 0)),
    ],
)
def test_the_digits_that_a_format_shows(value: float, form: str, shown: tuple[str, str, int]) -> None:
    assert show_number(value, form)[:3] == shown


def test_a_number_below_zero_that_is_shown_without_its_sign_is_refused() -> None:
    with pytest.raises(FormatError, match="with another sign"):
        show_number(-3.4, "0.0;[Red]0.0")


def test_zeros_before_a_number_stay_and_make_it_a_text() -> None:
    assert show_number(61.0, "0000") == ("0061", "", 0, False)


def test_a_format_that_shows_no_digit() -> None:
    assert show_number(0, '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-')[::3] == ("-", False)
    assert show_number(0, '0.0;-0.0;"-"')[::3] == ("-", False)


@pytest.mark.parametrize(
    "form",
    [
        *("# ?/?", "0.00E+00", ";;;", '[<1000000]0.0,,"jt"', '0.0,"juta"', '0.0"M"', "[$USD]0.0", '0" ribu juta"'),
        *('"≈ "0', '"> "0" %"', '0"."00', '0" 000"', "[$€-2]#,##0", "$#,##0", "[DBNum1]0", "(0)", "0‰", '"target "0'),
        *("00-00", "mm", '0 "k"', "-0"),
    ],
)
def test_formats_that_are_refused(form: str) -> None:
    with pytest.raises(FormatError, match="the format"):
        show_number(3287020.0, form)


def faults(sheet: Sheet) -> dict[str, str]:
    """What is wrong with the cells of a table, by row and column."""
    rows = [sheet.head, *sheet.rows]
    return {
        f"{letter_of(sheet.titles.index(title) + 1)}{row.number}": cell.fault
        for row in rows
        for title, cell in row.cells.items()
        if cell.fault
    }


def test_what_a_workbook_hides_is_named(tmp_path: Path) -> None:
    def faults_of(change: Callable[[Any], None]) -> dict[str, str]:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in (["Peserta 2025"], ["Provinsi", "Peserta"], ["Kalbar", 5], ["Kaltim", 6]):
            sheet.append(row)
        change(sheet)
        book.save(tmp_path / "table.xlsx")
        return faults(read_sheet(tmp_path / "table.xlsx"))

    assert faults_of(lambda s: None) == {}
    row = "it is in a hidden row; show the row, or delete it"
    assert faults_of(lambda s: setattr(s.row_dimensions[4], "hidden", True)) == {"A4": row, "B4": row}
    column = "it is in a hidden column; show the column, or delete it"
    found = faults_of(lambda s: setattr(s.column_dimensions["B"], "hidden", True))
    assert found == dict.fromkeys(("B2", "B3", "B4"), column)
    merged = "the cells B3:B4 are merged; split them, and write into each what it says"
    assert faults_of(lambda s: s.merge_cells("B3:B4")) == {"B3": merged, "B4": merged}
    error = "it shows #REF!, which is no number; mend its formula, or empty it"
    assert faults_of(lambda s: setattr(s["B3"], "value", "#REF!")) == {"B3": error}


@pytest.mark.parametrize("value", ["#REF!", "#N/A", "#DIV/0!", "#NAME?", "#VALUE!", "########", "Err:502"])
def test_error_values_of_csv_are_named(tmp_path: Path, value: str) -> None:
    sheet = csv_of(tmp_path, f"Provinsi,Peserta\nKalbar,{value}\nKaltim,5\n")
    assert faults(sheet) == {"B2": f"it shows {value}, which is no number; mend its formula, or empty it"}


def test_headings_over_several_rows_are_joined(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Tabel 1. Kepesertaan"],
        ["Provinsi", "Peserta", None, "Klaim"],
        [None, "PU", "BPU", None],
        ["(1)", "(2)", "(3)", "(4)"],
        ["Kalbar", 5, 6, 7],
        ["Provinsi", "Peserta", None, "Klaim"],
    ):
        sheet.append(row)
    for cells in ("A1:D1", "A2:A3", "B2:C2", "D2:D3"):
        sheet.merge_cells(cells)
    book.save(tmp_path / "table.xlsx")
    found = read_sheet(tmp_path / "table.xlsx")
    assert found.titles == ("Provinsi", "Peserta PU", "Peserta BPU", "Klaim")
    assert texts(found) == [["Kalbar", "5", "6", "7"]]
    assert [note.partition(".xlsx:")[2] for note in found.notes] == [
        '1: title row passed over: "Tabel 1. Kepesertaan"',
        "4: numbers of the columns passed over",
        "6: repeated headings passed over",
    ]


def test_one_heading_over_columns_of_numbers_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Provinsi", "Peserta", None], ["Kalbar", 5, 6]):
        sheet.append(row)
    sheet.merge_cells("B1:C1")
    book.save(tmp_path / "table.xlsx")
    with pytest.raises(BpjsError, match="1: error: the cells B1:C1 are merged over several columns"):
        read_sheet(tmp_path / "table.xlsx")


def test_a_hidden_sheet_is_passed_over(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title, first.sheet_state = "Kerja", "hidden"
    first.append(["x", "y"])
    second = book.create_sheet("Data")
    second.append(["Provinsi", "Peserta"])
    second.append(["Kalbar", "461.932"])
    book.save(tmp_path / "table.xlsx")
    sheet = read_sheet(tmp_path / "table.xlsx")
    assert texts(sheet) == [["Kalbar", "461.932"]]
    assert sheet.notes == (
        f'{tmp_path}/table.xlsx: hidden sheets passed over: "Kerja"; reading "Data", or that of --sheet',
    )
    assert read_sheet(tmp_path / "table.xlsx", "Kerja").titles == ("x", "y")


def test_raised_digits_are_no_digits_of_a_number(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, raised = book.add_worksheet(), book.add_format({"font_script": 1})
        sheet.write_row(0, 0, ["Provinsi", "Peserta"])
        sheet.write(1, 0, "Kalbar")
        sheet.write_rich_string(1, 1, "461.932", raised, "1")
    assert texts(read_sheet(path)) == [["Kalbar", "461.932¹"]]
    inline = openpyxl.Workbook()
    assert inline.active is not None
    inline.active.append(["Provinsi", CellRichText("Peserta", TextBlock(InlineFont(vertAlign="superscript"), "1"))])
    inline.save(path)
    assert faults(read_sheet(path)) == {"B1": "it has raised text; take the mark of the footnote out"}


def test_title_rows_above_the_heading(tmp_path: Path) -> None:
    sheet = csv_of(tmp_path, "Cakupan 2025;;\nProvinsi;Cakupan;Peserta\nKalbar;5 persen;6\n")
    assert sheet.titles == ("Provinsi", "Cakupan", "Peserta")
    assert sheet.notes == (f'{tmp_path}/table.csv:1: title row passed over: "Cakupan 2025"',)
    assert sheet.remarks == (Remark(1, "Cakupan 2025"),)
    with pytest.raises(BpjsError, match="above the headings"):
        csv_of(tmp_path, ";PU;\nProvinsi;Cakupan;Peserta\nKalbar;5 persen;6\n")
    path = tmp_path / "table.csv"
    assert read_sheet(path, header=2).titles == ("Provinsi", "Cakupan", "Peserta")
    with pytest.raises(BpjsError, match="has no row 9"):
        read_sheet(path, header=9)


def test_rows_end_only_at_ends_of_lines(tmp_path: Path) -> None:
    sheet = csv_of(tmp_path, "a,b\nx\u2028y,z\x85w\n")
    assert texts(sheet) == [["x\u2028y", "z\x85w"]]


def test_a_formula_that_was_never_computed(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["a"], ["=1+1"]])
    said = "it has a formula without its result; open the file in a spreadsheet, and save it"
    assert faults(read_sheet(path)) == {"A2": said}


def test_a_formula_whose_result_is_an_empty_text(tmp_path: Path) -> None:
    made = workbook(tmp_path, [["Provinsi", "Peserta", "Klaim"], ["Kalbar", 5, "=1"]])
    path = tmp_path / "saved.xlsx"
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(path, "w") as saved:
        for name in source.namelist():
            saved.writestr(name, source.read(name).replace(b'<c r="C2">', b'<c r="C2" t="str">'))
    assert faults(read_sheet(path)) == {}
    assert set(faults(read_sheet(made))) == {"C2"}


def test_a_workbook_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "table.xlsx").write_text("a,b")
    with pytest.raises(BpjsError, match="the file is no workbook that can be read"):
        read_sheet(tmp_path / "table.xlsx")


def test_without_openpyxl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path, [["a"]])
    monkeypatch.delitem(sys.modules, "bpjscli.tables.workbook", raising=False)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(BpjsError) as error:
        read_sheet(path)
    assert error.value.message.endswith(
        f'needs the package openpyxl: {sys.executable} -m pip install "bpjscli[office]", or save the table as CSV'
    )
    assert error.value.exit_code == Exit.USAGE

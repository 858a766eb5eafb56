"""Tables as people keep them: CSV of every kind, and workbooks."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bpjscli.errors import BpjsError, Exit
from bpjscli.tables.sheet import Sheet, SheetCell, read_sheet
from bpjscli.tables.workbook import number_shown


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
        (b"a,b\n1,\xe9\n", "1: error: the file is not UTF-8 text; save it as “CSV UTF-8”"),
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
        SheetCell("27.4", is_number=True),
        SheetCell("3287020", is_number=True),
        SheetCell("2025-03-31"),
        SheetCell("2025-03"),
        SheetCell("2025"),
    ]


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (0.2736, "0%", "27"),
        (0.2736, "0.00%", "27.36"),
        (0.2736, "General", "0.2736"),
        (27.3, "0.00", "27.30"),
        (27.36, "General", "27.36"),
        (3287020.4, "#,##0", "3287020.4"),
        (3287020, '#,##0 "orang"', "3287020"),
        (3287020.0, '0.0,,"juta"', "3287020"),
        (3287020.0, "0.0,,", "3287020"),
        (41.5, '0.0" % dari"', "41.5"),
        (1e21, "General", "1000000000000000000000"),
        (0.1 + 0.2, "0.00", "0.30"),
        (-3.4, "0.0;[Red]-0.0", "-3.4"),
    ],
)
def test_the_digits_that_a_format_shows(value: float, form: str, shown: str) -> None:
    assert number_shown(value, form) == shown


def test_a_formula_that_was_never_computed(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["a"], ["=1+1"]])
    with pytest.raises(BpjsError, match=r"2: error: cell A2 has a formula without its result"):
        read_sheet(path)


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
        'needs the package openpyxl: pip install "bpjscli[office]", or save the table as CSV'
    )
    assert error.value.exit_code == Exit.USAGE

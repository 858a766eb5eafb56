"""Tables from strangers: small files that unpack to large ones, far corners, damage, and what is no file."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpjscli.errors import BpjsError, Exit
from bpjscli.tables import workbook
from bpjscli.tables.sheet import read_sheet

SHEET = "xl/worksheets/sheet1.xml"
START = (
    '<?xml version="1.0"?>{}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)
CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>'
END = "</sheetData></worksheet>"
UNREADABLE = "error: the file is no workbook that can be read"


def with_sheet(path: Path, *parts: str) -> Path:
    """A workbook whose only sheet is this XML."""
    plain = path.with_name("plain.xlsx")
    openpyxl.Workbook().save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            with made.open(name, "w") as part:
                for piece in (text.encode() for text in parts) if name == SHEET else (source.read(name),):
                    part.write(piece)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(BpjsError) as caught:
        read_sheet(path)
    assert caught.value.exit_code == Exit.BAD_BASE
    return caught.value.message


def bomb() -> Iterator[str]:
    yield START.format("")
    yield from ["A" * 2**20] * 70
    yield END


def test_a_file_that_unpacks_to_very_much_is_not_unpacked(tmp_path: Path) -> None:
    path = with_sheet(tmp_path / "bomb.xlsx", *bomb())
    assert path.stat().st_size < 200_000
    assert re.search(r"unpacks to 73,4\d\d,\d{3} bytes and 67,108,864 are allowed; set BPJS_MAX_BYTES", refusal(path))


def test_a_cell_in_the_last_corner_takes_no_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_CELLS", 1000)
    far = '<row r="99999999"><c r="XFD99999999"><v>1</v></c></row>'
    path = with_sheet(tmp_path / "far.xlsx", START.format(""), CELL.format("a"), far, END)
    assert "the sheet reaches over more than 1,000 cells, empty ones among them" in refusal(path)


@pytest.mark.parametrize(
    "sheet",
    [
        "<nope",
        "",
        START.format('<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>') + CELL.format("&a;") + END,
        START.format(
            '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">'
            + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
            + "]>"
        )
        + CELL.format("&j;")
        + END,
        START.format("") + '<row r="1"><c r="A1"><v>nan</v></c></row>' + END,
        START.format("") + '<row r="1"><c r="A1" t="s"><v>7</v></c></row>' + END,
        START.format("") + '<row r="x"><c r="?"><v>1</v></c></row>' + END,
    ],
    ids=["no XML", "nothing", "another file", "laughs", "no number", "no such text", "no place"],
)
def test_a_damaged_workbook_is_refused(tmp_path: Path, sheet: str) -> None:
    said = refusal(with_sheet(tmp_path / "table.xlsx", sheet))
    assert said.endswith((UNREADABLE, "the table is empty"))
    assert "root:" not in said


@settings(max_examples=60, deadline=None)
@given(at=st.floats(0, 1, exclude_max=True), put=st.binary(max_size=6), cut=st.integers(0, 40))
def test_any_damage_to_the_file_is_refused_or_harmless(
    tmp_path_factory: pytest.TempPathFactory, at: float, put: bytes, cut: int
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    data = with_sheet(folder / "good.xlsx", START.format(""), CELL.format("a"), END).read_bytes()
    place = int(at * len(data))
    (folder / "table.xlsx").write_bytes(data[:place] + put + data[place + cut :])
    assert outcome(folder / "table.xlsx") in (("a",), Exit.BAD_BASE)


def outcome(path: Path) -> tuple[str, ...] | Exit:
    try:
        return read_sheet(path).titles
    except BpjsError as error:
        return error.exit_code


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
@pytest.mark.parametrize("name", ["table.csv", "table.xlsx"])
def test_what_is_no_file_is_not_waited_for(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    assert refusal(tmp_path / name).endswith(f"{name}: it is no file that holds a table")

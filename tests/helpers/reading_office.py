"""Reading office files back, with parsers that are not ours."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from bpjscli.render import Options
from bpjscli.render.page import PageTable, Shown, page
from bpjscli.report.document import Document

pytest.importorskip("docx", reason="python-docx is not installed")
pytest.importorskip("openpyxl", reason="openpyxl is not installed")
pytest.importorskip("pypdf", reason="pypdf is not installed")
pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")
pytest.importorskip("resvg_py", reason="resvg-py, of the office extra, is not installed")
pytest.importorskip("xlsxwriter", reason="XlsxWriter, of the office extra, is not installed")

import docx
import openpyxl
import pypdf
import pypdfium2

OPTIONS = Options(templates=Path(__file__).parents[2] / "templates")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def squeezed(text: str) -> str:
    """The text without any white space."""
    return re.sub(r"\s", "", text)


def tables_of(document: Document) -> list[PageTable]:
    """The tables that have anything to show."""
    blocks = (block for section in page(document).sections for block in section.blocks)
    return [block for block in blocks if isinstance(block, PageTable) and block.rows and block.columns]


def signs_of(cell: Shown) -> str:
    """The footnote signs of a cell."""
    return "".join(f"[{reference.number}]" for reference in cell.references)


def detail_of(cell: Shown) -> str:
    """The interval of a cell, as it is shown."""
    return f"({cell.detail})" if cell.detail else ""


def part(file: bytes, name: str) -> str:
    """The text of one part of a package."""
    with ZipFile(io.BytesIO(file)) as package:
        return package.read(name).decode()


def names(file: bytes) -> list[str]:
    """The names of the parts of a package, in order."""
    with ZipFile(io.BytesIO(file)) as package:
        return package.namelist()


def read_docx(file: bytes) -> Any:
    return docx.Document(io.BytesIO(file))


def word_text(element: Any) -> str:
    """The text of an element as Word shows it, with footnote signs as "[1]"."""
    return "".join(_word_pieces(element))


def _word_pieces(element: Any) -> Iterator[str]:
    for child in element.iter(f"{W}t", f"{W}tab", f"{W}footnoteReference"):
        style = child.getparent().find(f"{W}rPr/{W}rStyle")
        if child.tag == f"{W}footnoteReference":
            yield f"[{child.get(f'{W}id')}]"
        elif child.tag == f"{W}tab":
            yield "\t" if child.getparent().tag == f"{W}r" else ""  # others are stops, not tabs
        elif style is not None and style.get(f"{W}val") == "FootnoteReference":
            digits = (child.text or "").strip("\u00a0,")
            yield f"[{digits}]" if digits else ""
        else:
            yield child.text or ""


def word_rows(file: bytes) -> list[list[list[str]]]:
    """For each table its rows, and the text of their cells."""
    return [
        [[word_text(cell) for cell in row.iter(f"{W}tc")] for row in table._tbl.iter(f"{W}tr")]
        for table in read_docx(file).tables
    ]


def read_xlsx(file: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(file))


_SHOWN = re.compile(r'(?P<before>(?:"[^"]*")?)(?P<digits>(?:#,##)?0(?:\.0+)?)(?P<thousands>,*)(?P<after>(?:"[^"]*")?)')


def excel_text(cell: Any, lang: str) -> str:
    """What Excel shows for a cell, with the separators of a language."""
    value = cell.value
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    formats = cell.number_format.split(";")
    found = _SHOWN.fullmatch(formats[1] if value < 0 and len(formats) > 1 else formats[0])
    assert found, cell.number_format
    places = len(found["digits"].partition(".")[2])
    number = abs(Decimal(repr(value))).scaleb(-3 * len(found["thousands"]))
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{rounded:,f}" if "#" in found["digits"] else f"{rounded:f}"
    if lang == "id":
        text = text.translate({ord("."): ",", ord(","): "."})
    return found["before"].strip('"') + text + found["after"].strip('"')


def needs_pdf() -> None:
    """Skip where WeasyPrint, or the libraries it needs, are not installed."""
    try:
        import weasyprint  # noqa: F401  # only whether it can be
    except (ImportError, OSError) as error:
        pytest.skip(f"WeasyPrint, of the office extra, does not run: {str(error).splitlines()[0]}")


def read_pdf(file: bytes) -> Any:
    return pypdf.PdfReader(io.BytesIO(file))


def pdf_text(file: bytes) -> str:
    """All text of a PDF, without white space."""
    pages = pypdfium2.PdfDocument(file)
    text = "".join(sheet.get_textpage().get_text_range() for sheet in pages)
    return squeezed(text.replace("\ufffe", "-"))  # pdfium's sign for a hyphen at the end of a line

"""Any text at all, anywhere in a document, comes back as itself from Excel, Word and PDF, titles included."""

from __future__ import annotations

import re
from io import BytesIO
from xml.etree import ElementTree
from xml.sax.saxutils import escape
from zipfile import ZipFile

import pytest
from any_text import DOCUMENTS, PIECES, document_of
from hypothesis import given, settings
from reading_office import (
    OPTIONS,
    names,
    needs_pdf,
    part,
    pdf_text,
    read_docx,
    read_pdf,
    read_xlsx,
    squeezed,
    word_rows,
)

from bpjscli.render import render_binary
from bpjscli.render.safety import visible_line

pytestmark = pytest.mark.long


def seen(texts: tuple[str, ...]) -> list[str]:
    return [visible_line(text) for text in texts]


@settings(max_examples=25, deadline=None)
@given(DOCUMENTS)
def test_excel_has_it_as_text_and_computes_none_of_it(texts: tuple[str, ...]) -> None:
    title, _, _, _, column, cell, other, note, _ = seen(texts)
    file = render_binary(document_of(texts), "xlsx", OPTIONS)
    book = read_xlsx(file)
    if "_x" not in title:  # which XlsxWriter escapes here as it must elsewhere
        assert f"<dc:title>{escape(title)}</dc:title>" in part(file, "docProps/core.xml")
    strings = [c.value for sheet in book for row in sheet.iter_rows() for c in row if isinstance(c.value, str)]
    for text in (title, column, cell, other, note):
        assert not text or text in strings
    assert not [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    for name in names(file):
        assert "<f>" not in part(file, name)
        if name.endswith(".rels"):
            assert not re.search(r'Target="(?!https?://|/|\w+[/.]|\.\./|#)', part(file, name))


@settings(max_examples=25, deadline=None)
@given(DOCUMENTS)
def test_a_title_changes_nothing_of_the_foot_of_a_sheet(texts: tuple[str, ...]) -> None:
    check_foot(texts)


def check_foot(texts: tuple[str, ...]) -> None:
    """Of the codes of a header, "&8" is a size, and "&82025" would be another one."""
    file = render_binary(document_of(texts), "xlsx", OPTIONS)
    sheet = ElementTree.fromstring(part(file, "xl/worksheets/sheet1.xml"))  # noqa: S314  # what this program has made
    foot = sheet.findtext(".//{*}oddFooter")
    assert foot is not None
    left = re.fullmatch(r"&L&8(?P<title>.*)&R&8&P / &N", foot, re.DOTALL)
    assert left
    assert not left["title"][:1].isdigit()
    assert "&" not in left["title"].replace("&&", "")
    assert len(foot) <= 255


@settings(max_examples=25, deadline=None)
@given(DOCUMENTS)
def test_word_has_it_as_text(texts: tuple[str, ...]) -> None:
    title, _, paragraph, _, column, cell, other, _, _ = (squeezed(text) for text in seen(texts))
    file = render_binary(document_of(texts), "docx", OPTIONS)
    with ZipFile(BytesIO(file)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(package.read(name))  # noqa: S314  # likewise
    read = read_docx(file)
    assert squeezed(read.core_properties.title) == title
    assert paragraph in squeezed("".join(p.text for p in read.paragraphs))
    heads, cells = (list(map(squeezed, row)) for row in word_rows(file)[-1])
    assert (heads[0], cells[0].removesuffix("[1]"), cells[1]) == (column, cell, other)


def test_a_pdf_has_it_as_text() -> None:
    needs_pdf()
    everything = " ".join(PIECES)
    file = render_binary(document_of((everything,) * 9), "pdf", OPTIONS)
    assert squeezed(read_pdf(file).metadata.title) == squeezed(visible_line(everything))
    assert b"/JavaScript" not in file
    shown = pdf_text(file)
    for piece in ("<script>alert(1)</script>", "</style>", "]]>", "{{7}}", "javascript:alert(1)", "&#60;", "[red]"):
        assert shown.count(piece) >= 9


@pytest.mark.parametrize("title", ["2025: figures", "&G&F", "x" * 300, "&" * 200])
def test_titles_that_excel_would_take_for_codes(title: str) -> None:
    check_foot((title, *"abcdefgh"))

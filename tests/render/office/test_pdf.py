"""What a PDF is made of: pages, tags, bookmarks, pictures, and nothing from elsewhere."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pytest
from reading_office import OPTIONS, needs_pdf, pdf_text, read_pdf, squeezed
from samples import SAMPLES, quantity, text

from bpjscli.errors import BpjsError, Exit
from bpjscli.render import render_binary
from bpjscli.render.office.pictures import as_images
from bpjscli.render.office.print_style import print_style
from bpjscli.render.page import page
from bpjscli.report.document import Cell, Column, Document, Paragraph, Section, Table

pytestmark = pytest.mark.long

PORTRAIT, LANDSCAPE = (595, 842), (842, 595)


@pytest.fixture(autouse=True)
def _weasyprint() -> None:
    needs_pdf()


def pdf(document: Document) -> bytes:
    return render_binary(document, "pdf", OPTIONS)


def sizes(file: bytes) -> list[tuple[int, int]]:
    boxes = [sheet.mediabox for sheet in read_pdf(file).pages]
    return [(round(box.width), round(box.height)) for box in boxes]


def tags(file: bytes, kind: str) -> list[Any]:
    """The structure elements of a kind."""
    read = read_pdf(file)
    return [tag for tag in _tags(read.trailer["/Root"]["/StructTreeRoot"]) if tag.get("/S") == kind]


def _tags(element: Any) -> Iterator[Any]:
    yield element
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object()
        if isinstance(kid, dict) and kid.get("/Type") != "/OBJR":
            yield from _tags(kid)


def test_the_file_says_what_it_is() -> None:
    read = read_pdf(pdf(SAMPLES["coverage"]()))
    assert read.metadata["/Title"] == "Cakupan kepesertaan di Kalimantan Barat"
    assert read.metadata["/Creator"] == "bpjs"
    assert read.metadata["/CreationDate"] == read.metadata["/ModDate"] == "D:20000101000000Z"
    root = read.trailer["/Root"]
    assert root["/Lang"] == "id"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_pages_are_a4_and_numbered() -> None:
    file = pdf(SAMPLES["report"]())
    assert set(sizes(file)) == {PORTRAIT}
    sheets = pypdfium2.PdfDocument(file)
    for number, sheet in enumerate(sheets, 1):
        assert f"{number} / {len(sheets)}" in sheet.get_textpage().get_text_range()


def test_sections_are_bookmarks() -> None:
    entries = [entry.get_title() for entry in pypdfium2.PdfDocument(pdf(SAMPLES["coverage"]())).get_toc()]
    assert entries == ["Cakupan kepesertaan di Kalimantan Barat", "Kabupaten dan kota", "Tanda", "Catatan dan sumber"]


def test_the_contents_have_page_numbers() -> None:
    report = SAMPLES["report"]()
    sections = (*report.sections, *(Section(f"s{n}", f"Part {n}", (Paragraph("Text."),)) for n in range(3)))
    file = pdf(Document("report", report.title, "en", None, sections, report.rows_of, report.notes, report.legend))
    if "Contents" in pdf_text(file):
        assert re.search(r"Part1\.+\d", pdf_text(file))


def test_the_head_of_a_table_is_on_every_page_of_it() -> None:
    rows = tuple((text(f"Row {n}"), quantity("5 %", "5", "5", "5", notes=())) for n in range(120))
    table = Table("t", (Column("a", "Area"), Column("c", "Coverage", "quantity")), rows)
    sheets = pypdfium2.PdfDocument(pdf(Document("f", "Long", "en", None, (Section("s", "", (table,)),))))
    heads = ["Coverage" in sheet.get_textpage().get_text_range() for sheet in sheets]
    assert len(heads) > 2
    assert all(heads)


def test_cells_name_their_heads_by_numbers_not_by_addresses_in_memory() -> None:
    heads = [tag["/ID"] for tag in tags(pdf(SAMPLES["coverage"]()), "/TH")]
    assert heads == [f"header-{n}" for n in range(1, len(heads) + 1)]
    named = {str(name) for tag in tags(pdf(SAMPLES["coverage"]()), "/TD") for name in tag["/A"]["/Headers"]}
    assert named <= set(heads)
    assert named


def test_a_chart_is_a_figure_with_a_text_alternative_and_its_texts_can_be_searched() -> None:
    file = pdf(SAMPLES["charts"]())
    told = [tag["/Alt"] for tag in tags(file, "/Figure")]
    assert told[0] == "Coverage by area. Highest: East Kalimantan."
    assert len(told) == 5
    assert "rangethefigureallows" in pdf_text(file)
    assert pdf_text(file).count("EastKalimantan") > 5


def test_charts_that_a_page_has_for_phones_are_left_out() -> None:
    wide = '<svg class="wide" viewBox="0 0 9 5"><title>T &amp; t</title></svg>'
    shown = as_images(f'<p>{wide}<svg class="narrow" viewBox="0 0 1 1"></svg></p>')
    assert shown.count("<img") == 1
    assert 'alt="T &amp; t"' in shown
    assert "<svg" not in shown


def test_a_drawing_without_a_size_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="viewBox"):
        as_images('<svg class="wide"></svg>')


# Tables and the width of paper


def money(*columns: str, rows: int = 2, detail: str = "") -> Document:
    row = tuple(Cell("Rp5.060.579.420.000", "5060579420000", detail=detail) for _ in columns)
    table = Table("money", tuple(Column(name, name, "number") for name in columns), (row,) * rows)
    return Document("f", "Money", "id", None, (Section("s", "Money", (table,)),))


def test_a_table_that_fits_changes_nothing() -> None:
    assert "money" not in print_style(page(money("a", "b")))
    assert sizes(pdf(money("a", "b"))) == [PORTRAIT]


def test_intervals_go_below_their_numbers_where_there_is_no_room_beside() -> None:
    style = print_style(page(money(*"abcd", detail="4,52–4,54 triliun")))
    assert "#money .detail { display: block !important" in style
    assert "page: broad" not in style


def test_a_table_too_wide_for_a_page_turns_it_and_the_title_above() -> None:
    document = money(*"abcdefghi")
    assert "#s, header { page: broad !important; }" in print_style(page(document))
    assert sizes(pdf(document))[0] == LANDSCAPE


def test_only_the_section_of_the_wide_table_is_turned() -> None:
    wide = money(*"abcdefghi").sections[0]
    before = Section("before", "Before", (Paragraph("Text."),))
    document = Document("f", "T", "id", None, (before, wide))
    assert "header {" not in print_style(page(document))
    assert sizes(pdf(document)) == [PORTRAIT, LANDSCAPE]


def test_a_table_too_wide_for_any_page_is_set_smaller_and_not_cut_off() -> None:
    names = [f"y{n}" for n in range(16)]
    document = money(*names)
    size = re.search(r"#money, .* font-size: (\d\.\d)pt", print_style(page(document)))
    assert size
    assert 4 <= float(size[1]) < 7
    text_page = pypdfium2.PdfDocument(pdf(document))[0].get_textpage()
    right = max(text_page.get_charbox(n)[2] for n in range(text_page.count_chars()))
    assert right < LANDSCAPE[0]


def test_no_text_of_any_sample_is_beyond_the_edge_of_the_paper() -> None:
    for make in SAMPLES.values():
        for sheet in pypdfium2.PdfDocument(pdf(make())):
            text_page = sheet.get_textpage()
            boxes = [text_page.get_charbox(n) for n in range(text_page.count_chars())]
            assert max((box[2] for box in boxes), default=0) <= sheet.get_width()


def test_numbers_of_very_different_length_are_not_put_in_line() -> None:
    rows = ((Cell("Rp5.060.579.420.000", None),), (Cell("Rp4,530579420", None),))
    table = Table("t", (Column("v", "V", "number"),), rows)
    document = Document("f", "T", "id", None, (Section("s", "", (table,)),))
    assert "#t td:nth-child(1) .field::before { content: none !important; }" in print_style(page(document))


# What it takes, and what it does not


def test_nothing_is_fetched(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    images = '<img alt="a" src="file:///etc/passwd"><img alt="b" src="http://x.example/">'
    source = f'<html lang="en"><title>T</title><p>Text{images}'
    monkeypatch.setattr("bpjscli.render.html.render", lambda *_: source)
    with caplog.at_level(logging.ERROR, logger="weasyprint"):
        file = pdf(SAMPLES["empty"]())
    assert squeezed("Text") in pdf_text(file)
    refused = [record.getMessage() for record in caplog.records]
    assert len([message for message in refused if "disallowed protocol" in message]) == 2


def test_no_script_and_no_file_comes_along() -> None:
    file = pdf(SAMPLES["hostile"]())
    root = read_pdf(file).trailer["/Root"]
    assert "/OpenAction" not in root
    assert "/Names" not in root or not {"/JavaScript", "/EmbeddedFiles"} & set(root["/Names"])
    links = re.findall(rb"/URI \(([^)]*)", file)
    assert all(link.startswith(b"http") for link in links)


def test_without_pango_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Broken:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "weasyprint":
                print("WeasyPrint could not import some external libraries")  # noqa: T201  # as it does
                raise OSError("cannot load library 'libpango-1.0-0': no such file\nand more")

    for name in [name for name in sys.modules if name.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    with pytest.raises(BpjsError) as error:
        pdf(SAMPLES["empty"]())
    assert error.value.exit_code == Exit.USAGE
    assert "\n" not in error.value.message
    assert "apt-get install libpango-1.0-0" in error.value.message
    assert capsys.readouterr().out == ""

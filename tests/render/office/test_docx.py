"""What a Word file is made of: styles, headings, tables, footnotes, pictures, properties."""

from __future__ import annotations

import re
import struct
from typing import Any

import pytest
from reading_office import OPTIONS, W, names, part, read_docx, squeezed, word_rows, word_text
from samples import SAMPLES, quantity, text

from bpjscli.render import render_binary
from bpjscli.render.page import page
from bpjscli.report.document import Cell, Column, Document, Note, Paragraph, Section, Table

TWIPS = 635
CAPTION_KEY = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val"


def docx(document: Document) -> bytes:
    return render_binary(document, "docx", OPTIONS)


def sample(name: str) -> Any:
    return read_docx(docx(SAMPLES[name]()))


def paragraphs(read: Any, style: str) -> list[str]:
    return [word_text(p._p) for p in read.paragraphs if p.style.name == style]


def tables(*given: Table, notes: tuple[Note, ...] = ()) -> Document:
    return Document("coverage", "Title", "en", None, (Section("s", "Section", given),), notes=notes)


def test_the_document_opens_with_its_title_and_what_it_rests_on() -> None:
    read = sample("report")
    shown = page(SAMPLES["report"]())
    assert paragraphs(read, "Title") == [shown.title]
    assert paragraphs(read, "About") == [f"{label}\t{value}" for label, value in shown.about]
    assert shown.about


def test_sections_are_headings_for_the_navigation_pane() -> None:
    read = sample("coverage")
    headings = [p for p in read.paragraphs if p.style.name == "Heading 1"]
    assert [p.text for p in headings] == ["Kabupaten dan kota", "Tanda"]
    assert headings[0].style.element.find(f"{W}pPr/{W}outlineLvl").get(f"{W}val") == "0"


def test_every_style_that_is_used_exists() -> None:
    for make in SAMPLES.values():
        file = docx(make())
        known = {style.style_id for style in read_docx(file).styles}
        body = part(file, "word/document.xml") + part(file, "word/footnotes.xml")
        assert set(re.findall(r'<w:(?:p|r|tbl)Style w:val="([^"]+)"', body)) <= known


def test_the_weight_of_a_paragraph_is_a_style() -> None:
    read = sample("coverage")
    assert paragraphs(read, "Lead")[0].startswith("27 % pekerja")
    assert paragraphs(read, "Warning") == ["Peringatan: Angka Singkawang tidak dapat benar semuanya.[3]"]
    assert paragraphs(read, "Small") == ["Target 2026 menurut RPJMD: 60,80 %.[4]"]
    assert paragraphs(read, "Caption") == ["Cakupan di provinsi dan di Kalimantan", "Daftar kabupaten dan kota"]


def test_table_heads_repeat_and_rows_stay_whole() -> None:
    for table in sample("coverage").tables:
        rows = list(table._tbl.iter(f"{W}tr"))
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_a_table_says_what_it_is_to_who_does_not_see_it() -> None:
    titled, bare = (
        Table("a", (Column("c", "C"),), ((text("x"),),), "Titled"),
        Table("b", (Column("c", "C"),), ((text("y"),),)),
    )
    found = [
        table._tbl.tblPr.find(f"{W}tblCaption").get(f"{W}val") for table in read_docx(docx(tables(titled, bare))).tables
    ]
    assert found == ["Titled", "Section"]


def test_two_tables_in_a_row_stay_two() -> None:
    one = Table("a", (Column("c", "C"),), ((text("x"),),))
    assert len(read_docx(docx(tables(one, one))).tables) == 2


def test_numbers_stand_on_the_right_and_texts_on_the_left() -> None:
    head, row = sample("coverage").tables[0].rows[:2]
    assert [cell.paragraphs[0].style.name for cell in head.cells] == [
        *["Table Head"] * 2,
        *["Table Head Number"] * 3,
    ]
    assert [cell.paragraphs[0].style.name for cell in row.cells] == [*["Table Text"] * 2, *["Table Number"] * 3]
    assert row.cells[2].paragraphs[0].style.paragraph_format.alignment == 2


def test_an_interval_stands_below_its_number() -> None:
    last = sample("coverage").tables[0].rows[-1].cells[-1]
    assert [p.style.name for p in last.paragraphs] == ["Table Number", "Table Interval"]
    assert last.paragraphs[1].text == "(7,249–7,251 juta)"


def test_a_mark_has_a_look_and_a_sign() -> None:
    disputed = sample("coverage").tables[1].rows[1].cells[1].paragraphs[0].runs[0]
    assert disputed.text == "22,77 %\u00a0†"
    assert disputed.style.name == "Disputed"
    assert paragraphs(sample("coverage"), "Legend")[0].startswith("†\tdiperselisihkan")


def test_numbers_that_stand_out_are_cards() -> None:
    table = sample("report").tables[0]
    assert table.style.name == "Report Numbers"
    assert [p.style.name for p in table.rows[0].cells[0].paragraphs][:2] == ["Card Name", "Card Number"]


def test_four_cards_take_two_rows() -> None:
    columns = (Column("name", "Name"), Column("value", "Value", "quantity"))
    rows = tuple((text(name), quantity("5 %", "5", "5", "5", notes=())) for name in "abcd")
    found = word_rows(docx(tables(Table("n", columns, rows, style="numbers", title="Numbers"))))
    assert found == [[["a5 %", "b5 %", "c5 %"], ["d5 %"]]]


def test_an_empty_table_is_a_sentence() -> None:
    assert paragraphs(sample("empty"), "Small") == ["No figure matches."]
    assert sample("empty").tables == []


# Footnotes


def test_notes_are_footnotes_numbered_in_the_order_of_the_text() -> None:
    file = docx(SAMPLES["coverage"]())
    found = re.findall(r'<w:footnoteReference w:id="(\d+)"/>', part(file, "word/document.xml"))
    assert found == [str(note.number) for note in page(SAMPLES["coverage"]()).notes] == ["1", "2", "3", "4"]
    bodies = re.findall(r'<w:footnote w:id="(\d+)">(.*?)</w:footnote>', part(file, "word/footnotes.xml"))
    assert [number for number, _ in bodies] == found
    assert all("<w:footnoteRef/>" in body for _, body in bodies)


def test_a_further_use_of_a_note_repeats_its_number_and_leads_to_it() -> None:
    body = part(docx(SAMPLES["coverage"]()), "word/document.xml")
    fields = re.findall(r'<w:fldSimple w:instr=" NOTEREF _RefNote(\d+) \\f \\h ">.*?<w:t[^>]*>(\d+)</w:t>', body)
    shown = page(SAMPLES["coverage"]())
    assert len(fields) == sum(note.uses - 1 for note in shown.notes)
    assert all(bookmark == number for bookmark, number in fields)
    assert set(re.findall(r'<w:bookmarkStart w:id="\d+" w:name="_RefNote(\d+)"/>', body)) == {"1", "2", "3", "4"}


def test_word_draws_the_line_above_footnotes() -> None:
    file = docx(SAMPLES["coverage"]())
    assert '<w:footnote w:type="separator" w:id="-1">' in part(file, "word/footnotes.xml")
    assert '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>' in part(
        file, "word/settings.xml"
    )


def test_the_link_of_a_source_may_be_followed_and_is_printed() -> None:
    file = docx(SAMPLES["coverage"]())
    address = "https://suaraborneo.id/2025/10/pemprov-kalbar-dan-bpjs-ketenagakerjaan.html"
    found = re.search(r'<w:hyperlink r:id="(\w+)" [^>]*>.*?<w:t [^>]*>([^<]*)<', part(file, "word/footnotes.xml"))
    assert found
    assert found[2] == address
    relations = part(file, "word/_rels/footnotes.xml.rels")
    assert re.search(rf'Id="{found[1]}" [^>]*Target="{re.escape(address)}" TargetMode="External"', relations)


def test_a_link_that_leads_astray_is_only_text() -> None:
    file = docx(SAMPLES["hostile"]())
    assert "javascript:alert(1)" in part(file, "word/footnotes.xml")
    assert "javascript" not in part(file, "word/_rels/footnotes.xml.rels")


# Pages


def test_pages_are_a4_with_their_number_and_the_title_at_the_foot() -> None:
    read = sample("coverage")
    (section,) = read.sections
    assert (section.page_width, section.page_height) == (11906 * TWIPS, 16838 * TWIPS)
    foot = word_text(section.footer._element)
    assert foot == "Cakupan kepesertaan di Kalimantan Barat\t1 / 1"
    assert [f.get(f"{W}instr").strip() for f in section.footer._element.iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"]


def test_a_table_too_wide_for_a_page_turns_it() -> None:
    narrow = Section("n", "Narrow", (Paragraph("Before."),))
    wide = Section("w", "Wide", SAMPLES["wide"]().sections[0].blocks)
    after = Section("a", "After", (Paragraph("After."),))
    document = Document("figures", "Title", "en", None, (narrow, wide, after))
    read = read_docx(docx(document))
    assert [section.orientation for section in read.sections] == [0, 1, 0]
    assert [word_text(section.footer._element) for section in read.sections] == ["Title\t1 / 1"] * 3
    stops = [s.footer.paragraphs[0].paragraph_format.tab_stops[0].position // TWIPS for s in read.sections]
    assert stops == [9412, 14344, 9412]


def test_no_table_is_wider_than_its_page() -> None:
    for make in SAMPLES.values():
        read = read_docx(docx(make()))
        room = max(s.page_width - s.left_margin - s.right_margin for s in read.sections) // TWIPS
        for table in read.tables:
            widths = [int(column.get(f"{W}w")) for column in table._tbl.tblGrid]
            assert sum(widths) <= room


def test_a_heading_is_not_left_behind_by_the_table_it_stands_over() -> None:
    table = Table("t", (Column("c", "C"),), tuple((text(str(n)),) for n in range(4)))
    read = read_docx(docx(Document("c", "T", "en", None, (Section("s", "S", (Paragraph("One:"), table)),))))
    sentence = next(p for p in read.paragraphs if p.text == "One:")
    assert sentence.paragraph_format.keep_with_next
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in read.tables[0].rows[1:]]
    assert kept == [True, True, True, None]


# Charts


def test_a_chart_is_a_picture_with_a_title_and_a_text_alternative() -> None:
    file = docx(SAMPLES["charts"]())
    body = part(file, "word/document.xml")
    described = re.findall(r'<wp:docPr id="(\d+)" name="([^"]*)" descr="([^"]*)"/>', body)
    assert described[0] == ("1", "Coverage by area", "Highest: East Kalimantan.")
    assert [number for number, _, _ in described] == ["1", "2", "3", "4", "5"]
    assert [name for name in names(file) if name.endswith(".png")] == [f"word/media/chart-{n}.png" for n in range(1, 6)]
    read = read_docx(file)
    assert paragraphs(read, "Caption")[:2] == ["Coverage by area", "Map"]


def test_a_picture_is_drawn_at_three_pixels_a_unit_and_keeps_its_shape() -> None:
    read = read_docx(docx(SAMPLES["charts"]()))
    for shape in read.inline_shapes:
        blip = shape._inline.graphic.graphicData.pic.blipFill.blip.embed
        image = read.part.related_parts[blip].blob
        width, height = struct.unpack(">II", image[16:24])
        assert width == 3 * 800
        assert shape.width / shape.height == pytest.approx(width / height, rel=0.01)
        assert shape.width <= 9412 * TWIPS
        assert len(set(image)) > 100


def test_a_very_tall_chart_still_fits_a_page() -> None:
    chart = SAMPLES["charts"]().charts()[0]
    many = Document(
        "ranking",
        "Many",
        "en",
        None,
        (
            Section(
                "s",
                "",
                (
                    type(chart)(
                        "bars",
                        "bars",
                        "Many",
                        "",
                        (),
                        "percent",
                        chart.categories * 12,
                        tuple(type(s)(s.title, s.points * 12, s.role) for s in chart.series[:1]),
                    ),
                ),
            ),
        ),
        legend=SAMPLES["charts"]().legend,
    )
    (shape,) = read_docx(docx(many)).inline_shapes
    assert shape.height <= 12500 * TWIPS


# Properties


def test_the_language_is_that_of_the_document() -> None:
    for name, language, decimal in (("coverage", "id-ID", ","), ("ranking", "en-GB", ".")):
        file = docx(SAMPLES[name]())
        assert f'<w:lang w:val="{language}"' in part(file, "word/styles.xml")
        assert f'<w:decimalSymbol w:val="{decimal}"/>' in part(file, "word/settings.xml")
        assert read_docx(file).core_properties.language == language


def test_properties_name_the_title_and_the_program_and_nobody() -> None:
    properties = sample("coverage").core_properties
    assert properties.title == "Cakupan kepesertaan di Kalimantan Barat"
    assert properties.author == "bpjs"
    assert properties.last_modified_by == ""


def test_hostile_texts_are_shown_as_what_they_are() -> None:
    rows = word_rows(docx(SAMPLES["hostile"]()))
    texts = [squeezed(row[0]) for row in rows[0]]
    assert "see[bps,2024],[/x][red]red[/red]:smile::100:10:30:15[1]" in texts
    assert squeezed("␛[31mred␛[0m ␛]8;;https://evil.example␇link␛]8;;␇[1]") in texts


def test_a_cell_of_text_keeps_its_interval_in_the_line() -> None:
    table = Table("t", (Column("c", "C"),), ((Cell("about", "about", detail="1–2"),),))
    assert word_rows(docx(tables(table))) == [[["C"], ["about (1–2)"]]]

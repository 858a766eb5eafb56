from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from markupsafe import Markup
from msgspec.structs import replace
from reading import Element, HtmlPage, read_html, squeezed
from samples import SAMPLES, coverage, empty, hostile, ranking, wide

from bpjscli.render import Options, render
from bpjscli.render.html import keep_together
from bpjscli.render.page import PageParagraph, page
from bpjscli.render.words import words
from bpjscli.report.document import Cell, Column, Derivation, Document, Mark, Node, Note, Section, Table

OPTIONS = Options(templates=Path(__file__).parents[2] / "templates")

samples = pytest.mark.parametrize("sample", SAMPLES)


def html(sample: str) -> HtmlPage:
    return read_html(render(SAMPLES[sample](), "html", OPTIONS))


def with_attribute(shown: HtmlPage, name: str) -> list[Element]:
    return [element for element in shown.elements if name in element.attributes]


@samples
def test_nothing_of_the_data_becomes_a_tag_or_an_attribute(sample: str) -> None:
    shown = html(sample)
    assert {element.tag for element in shown.elements} <= {
        *("html", "head", "meta", "title", "style", "body", "main", "header", "h1", "h2", "p", "section", "aside"),
        *("strong", "figure", "div", "table", "caption", "thead", "tbody", "tr", "th", "td", "span", "sup", "a"),
        *("dl", "dt", "dd", "ol", "li", "script", "nav"),
        *("figcaption", "svg", "desc", "defs", "pattern", "g", "text", "rect", "line", "polyline", "circle"),
    }
    attributes = {name for element in shown.elements for name in element.attributes}
    assert not [name for name in attributes if name.startswith("on") or name in ("style", "src", "srcset")]
    assert len(shown.all("script")) == len(shown.all("style")) == 1


@samples
def test_style_and_script_are_allowed_by_their_hashes_and_nothing_else_is(sample: str) -> None:
    shown = html(sample)
    (policy,) = (
        element.attributes["content"] or ""
        for element in shown.all("meta")
        if element.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    directives = dict(part.split(" ", 1) for part in policy.split("; "))
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        digest = b64encode(sha256(shown.all(tag)[0].text.encode()).digest()).decode()
        assert directives[directive] == f"'sha256-{digest}'"
    assert directives["default-src"] == directives["base-uri"] == directives["form-action"] == "'none'"


@samples
def test_every_reference_leads_somewhere_and_back(sample: str) -> None:
    shown = html(sample)
    ids = [element.attributes["id"] for element in with_attribute(shown, "id")]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z0-9-]+", id_ or "") for id_ in ids)
    for element in with_attribute(shown, "aria-labelledby"):
        assert set((element.attributes["aria-labelledby"] or "").split()) <= set(ids)
    internal = [link for link in shown.all("a") if (link.attributes["href"] or "").startswith("#")]
    assert {(link.attributes["href"] or "")[1:] for link in internal} <= set(ids)
    references = [link for link in internal if link.attributes.get("role") == "doc-noteref"]
    back = [link for link in internal if link.attributes.get("role") == "doc-backlink"]
    assert len(references) == sum(note.uses for note in page(SAMPLES[sample]()).notes)
    assert len(back) == sum(min(note.uses, 12) for note in page(SAMPLES[sample]()).notes)
    assert all(link.attributes["aria-label"] for link in (*references, *back))


def test_a_number_leads_to_its_derivation_and_back() -> None:
    columns = (Column("name", "Area"), Column("x", "X", "quantity"))
    cell = Cell("34", {"value": "34", "unit": "percent"}, ("s", "why"), ("derived",), derivation="a")
    rows = ((Cell("One"), cell), (Cell("Two"), cell), (Cell("Three"), replace(cell, derivation="b")))
    nodes = (
        Derivation("unused", Node("Never")),
        Derivation("b", Node("Gap: 34", marks=("derived",), children=(Node("whole: 34", derivation="a"),))),
        Derivation("a", Node("Whole: <34>", children=(Node("printed “34”", notes=("s",)),))),
    )
    sections = (Section("t", "", (Table("t", columns, rows),)),)
    notes = (Note("s", "Source", short="S"), Note("why", "Also 3"))
    legend: tuple[tuple[Mark, str, str], ...] = (("derived", "*", "derived; from others"),)
    shown = read_html(
        render(Document("t", "T", "en", None, sections, None, notes, legend, derivations=nodes), "html", OPTIONS)
    )
    links = [link for link in shown.all("a") if "sign" in (link.attributes.get("class") or "")]
    assert [link.attributes["href"] for link in links] == ["#from-1", "#from-1", "#from-2"]
    assert [link.attributes["id"] for link in links] == ["at-1-1", "at-1-2", "at-2-1"]
    assert {link.attributes["aria-label"] for link in links} == {"derived: where this number comes from"}
    panels = [element for element in shown.elements if element.attributes.get("class") == "from"]
    assert [panel.attributes["id"] for panel in panels] == ["from-1", "from-2"]
    back = [(link.attributes["href"] or "") for link in shown.all("a") if link.attributes.get("role") == "doc-backlink"]
    assert [href for href in back if href.startswith("#at-")] == ["#at-1-1", "#at-1-2", "#at-2-1"]
    assert [link.text for link in shown.all("a") if link.attributes["href"] == "#from-1"][2:] == ["whole: 34"]
    references = [link for link in shown.all("a") if link.attributes.get("role") == "doc-noteref"]
    assert len(references) == 4, "three to the remark; to the source only from the derivation"


def test_links_to_sources_are_quoted_and_say_no_more_than_they_must() -> None:
    outside = [link for link in html("coverage").all("a") if "rel" in link.attributes]
    assert [link.attributes for link in outside] == [
        {
            "class": "source",
            "href": "https://suaraborneo.id/2025/10/pemprov-kalbar-dan-bpjs-ketenagakerjaan.html",
            "rel": "noopener noreferrer",
        }
    ]


def test_a_link_of_another_scheme_is_only_text() -> None:
    shown = html("hostile")
    assert [link for link in shown.all("a") if not (link.attributes["href"] or "").startswith("#")] == []
    assert "javascript:alert(1)" in shown.all("main")[0].text


def test_a_long_document_has_a_list_of_contents() -> None:
    shown = html("report")
    links = [(e.text, e.attributes["href"]) for e in shown.inside("nav", "contents") if e.tag == "a"]
    assert links == [
        ("Ranking", "#ranking"),
        ("Gap", "#gap"),
        ("Trend", "#trend"),
        ("More numbers", "#more"),
        ("Signs", "#heading-signs"),
        ("Notes and sources", "#heading-notes"),
    ]
    tags = [element.tag for element in shown.elements]
    assert tags.index("header") < tags.index("dl") < tags.index("nav") < tags.index("h2", tags.index("nav") + 2)
    assert not html("coverage").all("nav")


def test_what_a_report_rests_on_stands_under_its_title() -> None:
    pairs = [squeezed(e.text) for e in html("report").inside("dl", "about") if e.tag in ("dt", "dd")]
    assert pairs == ["Area", "Kalimantan", "Restson", "14publications,2December2021toFebruary2026"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("41,30 % of", "41,30\u00a0% of"),
        ("≈ 3,3 juta orang", "≈\u00a03,3\u00a0juta orang"),
        ("> Rp5 trillion.", ">\u00a0Rp5\u00a0trillion."),
        ("2025 jutaan", "2025 jutaan"),
        ("a % b > c", "a % b > c"),
    ],
)
def test_numbers_stay_on_the_line_of_their_units(text: str, kept: str) -> None:
    assert keep_together(text) == kept
    assert keep_together(Markup(text)) == text  # noqa: S704 - nothing is shown
    assert keep_together(3) == 3


def test_the_language_is_that_of_the_document() -> None:
    assert html("coverage").all("html")[0].attributes["lang"] == "id"
    assert html("ranking").all("html")[0].attributes["lang"] == "en"


@samples
def test_tables_name_their_rows_and_columns_and_scroll_by_themselves(sample: str) -> None:
    shown = html(sample)
    for head in shown.all("th"):
        assert head.attributes["scope"] in ("col", "row")
    rows = [element for element in shown.all("th") if element.attributes["scope"] == "row"]
    assert len(rows) == len(shown.all("tr")) - len(shown.all("thead"))
    for region in (element for element in shown.all("div") if element.attributes.get("class") == "scroll"):
        assert region.attributes["tabindex"] == "0"
        assert region.attributes["role"] == "region"
        assert region.attributes.get("aria-label") or region.attributes.get("aria-labelledby")
    figures = [element.attributes["class"] or "" for element in shown.all("figure")]
    assert sum(class_.startswith("table") for class_ in figures) == len(shown.all("table"))


def test_every_chart_is_drawn_for_a_page_and_for_a_phone() -> None:
    shown = html("charts")
    assert [svg.attributes["class"] for svg in shown.all("svg")] == ["wide", "narrow"] * 5
    titles = [caption.text.split("\n")[0] for caption in shown.all("figcaption")]
    assert titles[0].startswith("Coverage by area Highest: East Kalimantan.")
    assert all(svg.attributes["role"] == "img" for svg in shown.all("svg"))


def test_captions_titles_and_sections() -> None:
    shown = html("coverage")
    assert [caption.text for caption in shown.all("caption")] == [
        "Cakupan di provinsi dan di Kalimantan",
        "Daftar kabupaten dan kota",
    ]
    fixed = words("id")
    assert [heading.text for heading in shown.all("h2")] == ["Kabupaten dan kota", fixed.legend, fixed.notes]
    assert shown.all("h1")[0].text == shown.all("title")[0].text == coverage().title


@samples
def test_all_paragraphs_notes_and_signs_are_there(sample: str) -> None:
    document = page(SAMPLES[sample]())
    text = squeezed(html(sample).all("main")[0].text)
    texts = [
        block.text for section in document.sections for block in section.blocks if isinstance(block, PageParagraph)
    ]
    texts += [note.text + note.link for note in document.notes]
    texts += [entry.sign + entry.meaning for entry in document.legend]
    assert [missing for missing in texts if squeezed(missing) not in text] == []


def test_marks_are_classes_and_signs_explain_themselves() -> None:
    shown = html("coverage")
    disputed = [cell for cell in shown.all("td") if "disputed" in (cell.attributes["class"] or "").split()]
    assert [squeezed(cell.text) for cell in disputed] == ["22,77%†[3]", "73.236†[3]"]
    titles = {
        element.text: element.attributes["title"] for element in shown.all("span") if "title" in element.attributes
    }
    assert titles == {sign: meaning for _, sign, meaning in coverage().legend}


def test_numbers_reserve_the_room_of_the_widest_tail_of_their_column() -> None:
    shown = html("ranking")
    reserved = [e.attributes["data-w"] for e in with_attribute(shown, "data-w") if e.attributes["class"] == "field"]
    assert set(reserved) == {"–4", ".37% [1]", ".07"}


@pytest.mark.parametrize(
    ("column", "kind"),
    [("Published", "date"), ("Title", "long"), ("Publisher", "short"), ("Id", "short"), ("Change", "number")],
)
def test_columns_have_a_kind(column: str, kind: str) -> None:
    (head,) = (head for head in read_html(render(wide(), "html", OPTIONS)).all("th") if head.text == column)
    assert head.attributes["class"] == kind


def test_a_table_without_rows_is_a_sentence() -> None:
    shown = html("empty")
    assert not shown.all("table")
    assert [p.text for p in shown.all("p")] == ["No figure matches."]
    caption = [p.attributes["class"] for p in html("hostile").all("p") if p.attributes["class"] in ("caption", "empty")]
    assert caption == ["empty"]


def test_tables_worth_it_can_be_sorted_by_their_data() -> None:
    shown = html("ranking")
    assert shown.all("table")[0].attributes["class"] == "sortable"
    orders = [cell.attributes["data-order"] for cell in shown.all("td") if "data-order" in cell.attributes]
    assert orders[:2] == ["50", "+9"]


def test_the_page_needs_no_network() -> None:
    for name in ("report.css", "report.js", "report.html.j2"):
        text = (Path(__file__).parents[2] / "templates" / name).read_text()
        assert not re.search(r"https?:|@import|url\(|fetch\(|\.src\b|srcset", text), name


@samples
def test_what_is_not_known_is_never_a_number(sample: str) -> None:
    assert "None" not in render(SAMPLES[sample](), "html", OPTIONS).replace("hostile", "")


def test_regions_have_names_of_their_own() -> None:
    table = Table("t", (Column("a", "A"),), ((Cell("x"),),))
    document = Document("c", "T", "en", None, (Section("s", "S", (table, table)),))
    regions = [
        e for e in read_html(render(document, "html", OPTIONS)).all("div") if e.attributes.get("role") == "region"
    ]
    assert [region.attributes["aria-label"] for region in regions] == ["S", "S 2"]


def luminance(colour: str) -> float:
    """The relative luminance of "#rrggbb", by WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_every_colour_of_text_stands_out_enough(scheme: str) -> None:
    css = (Path(__file__).parents[2] / "templates" / "report.css").read_text()
    blocks = re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", blocks[("light", "dark", "print").index(scheme)]))
    for ground in ("paper", "tint"):
        for text in ("ink", "quiet", "accent", "disputed", "cut", "derived"):
            dark, light = sorted([luminance(colours[ground]), luminance(colours[text])])
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (scheme, text, ground)


def test_samples_differ() -> None:
    pages = {render(make(), "html", OPTIONS) for make in (coverage, ranking, empty, hostile, wide)}
    assert len(pages) == 5

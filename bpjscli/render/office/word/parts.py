"""The parts of a Word package around its text: settings, footer, properties, and charts as pictures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from bpjscli.i18n import Lang
from bpjscli.render.office.package import DECLARATION, LANGUAGES, PROGRAM, element, stamp, text, w
from bpjscli.render.office.pictures import Picture, picture
from bpjscli.render.office.word.text import KEEP, field, paragraph, run
from bpjscli.render.page import Page
from bpjscli.render.page_blocks import PageChart
from bpjscli.report.document import Document

_STYLES = Path(__file__).with_name("styles.xml")
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
PICTURE = f"{_DRAWING}/picture"
NAMESPACES = {
    "xmlns:w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "xmlns:r": f"{_OFFICE}/relationships",
    "xmlns:wp": f"{_DRAWING}/wordprocessingDrawing",
    "xmlns:a": f"{_DRAWING}/main",
    "xmlns:pic": PICTURE,
}
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = {
    "word/document.xml": f"{_WORD}.document.main+xml",
    "word/styles.xml": f"{_WORD}.styles+xml",
    "word/settings.xml": f"{_WORD}.settings+xml",
    "word/numbering.xml": f"{_WORD}.numbering+xml",
    "word/footnotes.xml": f"{_WORD}.footnotes+xml",
    "word/footer-portrait.xml": f"{_WORD}.footer+xml",
    "word/footer-landscape.xml": f"{_WORD}.footer+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
_DECIMALS: dict[Lang, tuple[str, str]] = {"id": (",", ";"), "en": (".", ",")}


class Relation(msgspec.Struct, frozen=True):
    """What a part refers to: a part of the package, or an address outside of it."""

    id: str
    kind: str
    target: str
    external: bool = False


DOCUMENT_RELATIONS = (
    *(Relation(kind, kind, f"{kind}.xml") for kind in ("styles", "settings", "numbering", "footnotes")),
    *(Relation(f"footer-{pages}", "footer", f"footer-{pages}.xml") for pages in ("portrait", "landscape")),
)
_ROOT_RELATIONS = (
    Relation("rId1", "officeDocument", "word/document.xml"),
    Relation("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    Relation("rId3", "extended-properties", "docProps/app.xml"),
)


def part(name: str, *children: str) -> str:
    """A whole part of WordprocessingML: its root element with `children`."""
    return DECLARATION + element(name, NAMESPACES, *children)


def content_types() -> str:
    """[Content_Types].xml."""
    kinds = (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
        ("png", "image/png"),
    )
    return DECLARATION + element(
        "Types",
        {"xmlns": f"{_PACKAGE}/content-types"},
        *(element("Default", {"Extension": extension, "ContentType": kind}) for extension, kind in kinds),
        *(element("Override", {"PartName": f"/{name}", "ContentType": kind}) for name, kind in _PARTS.items()),
    )


def relations(of: Sequence[Relation] = _ROOT_RELATIONS) -> str:
    """A part of relationships."""
    return DECLARATION + element("Relationships", {"xmlns": f"{_PACKAGE}/relationships"}, *map(_relation, of))


def styles(lang: Lang) -> str:
    """The styles, with the language of the document."""
    return _STYLES.read_text(encoding="utf-8").replace("@language@", LANGUAGES[lang])


def settings(lang: Lang) -> str:
    """Settings: the language, how numbers are written in it, and a document that is not one of an older Word."""
    decimal, list_separator = _DECIMALS[lang]
    current = w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val="15")
    return part(
        "w:settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=567),
        w("footnotePr", w("footnote", id=-1), w("footnote", id=0)),
        w("compat", current),
        w("themeFontLang", val=LANGUAGES[lang]),
        w("decimalSymbol", val=decimal),
        w("listSeparator", val=list_separator),
    )


def numbering(list_id: int) -> str:
    """The list that trees are made of: a dash on each of its nine levels."""
    levels = [
        w(
            "lvl",
            w("start", val=1),
            w("numFmt", val="bullet"),
            w("lvlText", val="–"),
            w("lvlJc", val="left"),
            w("pPr", w("ind", left=284 * (level + 1), hanging=284)),
            ilvl=level,
        )
        for level in range(9)
    ]
    abstract = w("abstractNum", w("multiLevelType", val="hybridMultilevel"), *levels, abstractNumId=list_id)
    return part("w:numbering", abstract, w("num", w("abstractNumId", val=list_id), numId=list_id))


def footer(title: str, room: int) -> str:
    """The foot of each page: the title, and at the other end of `room` twips the number of the page, of so many."""
    right = w("tabs", w("tab", val="right", pos=room))
    pages = field("PAGE", "1") + run(" / ") + field("NUMPAGES", "1")
    return part("w:ftr", w("p", w("pPr", w("pStyle", val="Footer"), right), run(title), w("r", w("tab")), pages))


def core_properties(document: Document, title: str) -> str:
    """docProps/core.xml: title, language, and the date of what the document rests on."""
    made = [
        element(f"dcterms:{name}", {"xsi:type": "dcterms:W3CDTF"}, f"{stamp(document):%Y-%m-%dT%H:%M:%SZ}")
        for name in ("created", "modified")
    ]
    namespaces = {
        "xmlns:cp": f"{_PACKAGE}/metadata/core-properties",
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        "xmlns:dcterms": "http://purl.org/dc/terms/",
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    }
    named = {"dc:title": title, "dc:creator": PROGRAM, "dc:language": LANGUAGES[document.lang]}
    properties = [element(name, {}, text(value)) for name, value in named.items()]
    return DECLARATION + element("cp:coreProperties", namespaces, *properties, *made)


def app_properties() -> str:
    """docProps/app.xml: the program."""
    return DECLARATION + element(
        "Properties", {"xmlns": f"{_OFFICE}/extended-properties"}, element("Application", {}, PROGRAM)
    )


def _relation(of: Relation) -> str:
    kind = of.kind if of.kind.startswith("http") else f"{_OFFICE}/relationships/{of.kind}"
    mode = {"TargetMode": "External"} if of.external else {}
    return element("Relationship", {"Id": of.id, "Type": kind, "Target": of.target, **mode})


_EMU = 635  # English metric units to a twip
_TALLEST = 12500  # twips: a chart, its title and its text on one page


class WordPicture(msgspec.Struct, frozen=True):
    """A chart with its picture, and its number in the package."""

    number: int
    chart: PageChart
    picture: Picture

    @property
    def relation(self) -> Relation:
        """The relationship to the picture's part."""
        return Relation(f"image-{self.number}", "image", f"media/chart-{self.number}.png")


def figures(shown: Page) -> dict[str, WordPicture]:
    """The charts of a page by their ids, drawn."""
    charts = [block for section in shown.sections for block in section.blocks if isinstance(block, PageChart)]
    return {
        chart.id: WordPicture(number, chart, picture(chart, shown.words.chart))
        for number, chart in enumerate(charts, 1)
    }


def figure(of: WordPicture, room: int) -> str:
    """The title of a chart, what it shows in words, and its picture, at most `room` twips wide."""
    title = paragraph("Caption", run(of.chart.title))
    said = paragraph("Small", run(of.chart.text), more=KEEP) if of.chart.text else ""
    return title + said + paragraph("Figure", w("r", w("drawing", _inline(of, room))))


def _inline(of: WordPicture, room: int) -> str:
    width = room
    height = int(of.picture.height * room / of.picture.width)
    if height > _TALLEST:
        width, height = width * _TALLEST // height, _TALLEST
    size = {"cx": width * _EMU, "cy": height * _EMU}
    named: dict[str, str | int] = {"id": of.number, "name": of.chart.title}
    blip = element("a:blip", {"r:embed": of.relation.id})
    shape = element("a:xfrm", {}, element("a:off", {"x": 0, "y": 0}), element("a:ext", size))
    drawn = element(
        "pic:pic",
        {},
        element("pic:nvPicPr", {}, element("pic:cNvPr", named), element("pic:cNvPicPr", {})),
        element("pic:blipFill", {}, blip, element("a:stretch", {}, element("a:fillRect", {}))),
        element("pic:spPr", {}, shape, element("a:prstGeom", {"prst": "rect"}, element("a:avLst", {}))),
    )
    return element(
        "wp:inline",
        {"distT": 0, "distB": 0, "distL": 0, "distR": 0},
        element("wp:extent", size),
        element("wp:docPr", {**named, "descr": of.chart.text or of.chart.title}),
        element("a:graphic", {}, element("a:graphicData", {"uri": PICTURE}, drawn)),
    )

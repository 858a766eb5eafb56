"""Word: real styles, headings, footnotes and table heads, in a package that is written part by part.

No library is needed but for pictures of charts. Notes are Word's own footnotes, in the order of the text, so that Word
numbers them as every other format does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, zip_longest

from bpjscli.render.office.package import element, w, zip_parts
from bpjscli.render.office.word import parts
from bpjscli.render.office.word.columns import unbroken_width
from bpjscli.render.office.word.parts import Relation, WordPicture, figure, figures
from bpjscli.render.office.word.text import LIST, link, numbers, paragraph, run, sentence, table, tree
from bpjscli.render.options import Options
from bpjscli.render.page import Explained, Footnote, Page, PageSection, PageTable, PageTree, page
from bpjscli.render.page_blocks import PageChart
from bpjscli.render.safety import safe_link
from bpjscli.report.document import Document

# A4 in twips, with margins of 22 mm at the sides, 20 and 18 mm above and below.
_SHORT_SIDE, _LONG_SIDE, _SIDE_MARGIN = 11906, 16838, 1247
_PORTRAIT, _LANDSCAPE = _SHORT_SIDE - 2 * _SIDE_MARGIN, _LONG_SIDE - 2 * _SIDE_MARGIN

Figures = Mapping[str, WordPicture]


def render(document: Document, _options: Options) -> bytes:
    """The document as a .docx file."""
    shown = page(document)
    notes = [_linked(note) for note in shown.notes]
    drawn = figures(shown)
    pictures = {f"word/{figure.relation.target}": figure.picture.png for figure in drawn.values()}
    relations = [*parts.DOCUMENT_RELATIONS, *(figure.relation for figure in drawn.values())]
    return zip_parts(
        {
            "[Content_Types].xml": parts.content_types(),
            "_rels/.rels": parts.relations(),
            "word/document.xml": parts.part("w:document", w("body", *_body(shown, drawn))),
            "word/_rels/document.xml.rels": parts.relations(relations),
            "word/styles.xml": parts.styles(shown.lang),
            "word/settings.xml": parts.settings(shown.lang),
            "word/numbering.xml": parts.numbering(LIST),
            "word/footnotes.xml": parts.part("w:footnotes", *_SEPARATORS, *map(_footnote, notes)),
            "word/_rels/footnotes.xml.rels": parts.relations([r for _, links in notes for r in links]),
            "word/footer-portrait.xml": parts.footer(shown.title, _PORTRAIT),
            "word/footer-landscape.xml": parts.footer(shown.title, _LANDSCAPE),
            "docProps/core.xml": parts.core_properties(document, shown.title),
            "docProps/app.xml": parts.app_properties(),
            **pictures,
        }
    )


def _body(shown: Page, drawn: Figures) -> Iterator[str]:
    """Pages stand upright, and are turned for sections with a table that has no room otherwise."""
    groups = [(broad, list(sections)) for broad, sections in groupby(shown.sections, _is_broad)] or [(False, [])]
    for place, (broad, sections) in enumerate(groups):
        if place == 0:
            yield from _opening(shown)
        for section in sections:
            yield from _section(section, shown, drawn, _LANDSCAPE if broad else _PORTRAIT)
        if place + 1 < len(groups):
            yield w("p", w("pPr", w("pStyle", val="TableGap"), _pages(broad)))
    yield from _legend(shown.legend, shown.words.legend)
    yield _pages(groups[-1][0])


def _opening(shown: Page) -> Iterator[str]:
    yield paragraph("Title", run(shown.title))
    if shown.as_of:
        yield paragraph("Subtitle", run(shown.as_of))
    for label, text in shown.about:
        yield paragraph("About", run(label, "Quiet"), w("r", w("tab")), run(text))


def _section(section: PageSection, shown: Page, drawn: Figures, room: int) -> Iterator[str]:
    if section.title:
        yield paragraph("Heading1", run(section.title))
    for block, following in zip_longest(section.blocks, section.blocks[1:]):
        if isinstance(block, PageChart):
            yield figure(drawn[block.id], min(room, _PORTRAIT))
        elif isinstance(block, PageTable) and block.style == "numbers" and block.rows and len(block.columns) > 1:
            yield numbers(block, min(room, _PORTRAIT))
        elif isinstance(block, PageTable):
            yield table(block, shown.words, section.title or shown.title, room)
        elif isinstance(block, PageTree):
            yield tree(block, shown.words)
        else:
            yield sentence(block, shown.words, kept=isinstance(following, PageChart | PageTable))


def _is_broad(section: PageSection) -> bool:
    tables = (block for block in section.blocks if isinstance(block, PageTable) and block.rows)
    return any(unbroken_width(block) > _PORTRAIT for block in tables)


def _pages(broad: bool) -> str:
    """How the pages of what comes before are set."""
    width, height, orient = (_LONG_SIDE, _SHORT_SIDE, "landscape") if broad else (_SHORT_SIDE, _LONG_SIDE, "portrait")
    return w(
        "sectPr",
        element("w:footerReference", {"w:type": "default", "r:id": f"footer-{orient}"}),
        w("pgSz", w=width, h=height, orient=orient),
        w("pgMar", top=1134, right=_SIDE_MARGIN, bottom=1021, left=_SIDE_MARGIN, header=567, footer=510, gutter=0),
    )


def _legend(legend: Sequence[Explained], title: str) -> Iterator[str]:
    if legend:
        yield paragraph("Heading1", run(title))
    for entry in legend:
        yield paragraph("Legend", run(entry.sign, "Strong"), w("r", w("tab")), run(entry.meaning))


_SIGN = w("r", w("rPr", w("rStyle", val="FootnoteReference")), w("footnoteRef"))
_SEPARATORS = tuple(
    w("footnote", w("p", w("r", w(kind))), type=kind, id=number)
    for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
)

_Linked = tuple[Footnote, list[Relation]]


def _linked(note: Footnote) -> _Linked:
    address = safe_link(note.link)
    return note, [Relation(f"rId{note.number}", "hyperlink", address, external=True)] if address else []


def _footnote(linked: _Linked) -> str:
    note, relations = linked
    source = link(relations[0].id, note.link) if relations else run(note.link)
    content = (_SIGN, run(f" {note.text}"), run(" ") + source if note.link else "")
    return w("footnote", paragraph("FootnoteText", *content), id=note.number)

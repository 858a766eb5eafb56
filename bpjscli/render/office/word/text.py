"""The text of a Word document: runs, paragraphs, tables and trees in WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bpjscli.render.office.package import element, text, w
from bpjscli.render.office.word.columns import Layout, layout
from bpjscli.render.page import PageNode, PageParagraph, PageTable, PageTree, Reference, Shown
from bpjscli.render.spans import role_of
from bpjscli.render.words import Words

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_STYLES = {"disputed": "Disputed", "doubtful": "Disputed", "cut": "Cut", "derived": "Derived", "unknown": "Unknown"}


def run(content: str, style: str = "") -> str:
    """`content` in a character style; nothing for no text."""
    return _run(style, element("w:t", {"xml:space": "preserve"}, text(content))) if content else ""


def value_runs(cell: Shown, *, with_detail: bool = True) -> str:
    """All that a cell shows: its value and signs in the look of its weightiest mark, its detail and its footnotes."""
    style = _STYLES.get(role_of(cell), "")
    value = f"{cell.text}{NO_BREAK_SPACE}{cell.signs}" if cell.signs else cell.text
    detail = run(f" ({cell.detail})", "Interval") if cell.detail and with_detail else ""
    return run(value, style) + detail + references(cell.references)


def paragraph_runs(block: PageParagraph, warning: str) -> str:
    """The text of a paragraph and its footnotes; one that warns begins with the word `warning`."""
    start = run(f"{warning}: ", "Strong") if block.style == "warning" else ""
    return start + run(block.text) + references(block.references)


def references(of: Iterable[Reference]) -> str:
    r"""Footnote signs: the first use of a note is its footnote, each further one a field that repeats its number.

    Word gives a footnote one place in the text. The field refers to the bookmark around that place (NOTEREF with
    `\f`, in the look of a footnote sign, and `\h`, a link).
    """
    signs = [_footnote(r.number) if r.use == 1 else _repeated(r.number) for r in of]
    between = run(",", "FootnoteReference")
    return run(NO_BREAK_SPACE, "FootnoteReference") + between.join(signs) if signs else ""


def link(relation: str, content: str) -> str:
    """`content` as a link to the target of a relationship."""
    return element("w:hyperlink", {"r:id": relation, "w:history": "1"}, run(content, "Hyperlink"))


def field(instruction: str, shown: str, style: str = "") -> str:
    """A field, with what it shows until it is next updated."""
    return w("fldSimple", run(shown, style), instr=f" {instruction} ")


def _run(style: str, *content: str) -> str:
    return w("r", *([w("rPr", w("rStyle", val=style))] if style else []), *content)


def _footnote(number: int) -> str:
    sign = _run("FootnoteReference", w("footnoteReference", id=number))
    return w("bookmarkStart", id=number, name=_bookmark(number)) + sign + w("bookmarkEnd", id=number)


def _repeated(number: int) -> str:
    return field(rf"NOTEREF {_bookmark(number)} \f \h", str(number), "FootnoteReference")


def _bookmark(number: int) -> str:
    return f"_RefNote{number}"


_BLOCK_STYLES = {"lead": "Lead", "point": "BodyText", "normal": "BodyText", "warning": "Warning", "small": "Small"}
_WHOLE = 14  # rows: a table of no more stays on one page
_ABREAST = 3
_DEEPEST = 8  # the levels of a list in Word are 0 to 8
LIST = 1  # the list of trees in numbering.xml


def paragraph(style: str, *content: str, more: str = "") -> str:
    """A paragraph in a style; `more` are further properties, which follow the style."""
    return w("p", w("pPr", w("pStyle", val=style), more), *content)


def sentence(block: PageParagraph, words: Words, *, kept: bool) -> str:
    """A paragraph of the document; one that is `kept` stays on the page of what follows it."""
    more = KEEP if kept else ""
    if block.style == "point":
        more += w("numPr", w("ilvl", val=0), w("numId", val=LIST))
    return paragraph(_BLOCK_STYLES[block.style], paragraph_runs(block, words.warning), more=more)


def table(block: PageTable, words: Words, name: str, room: int) -> str:
    """A table under its caption, at most `room` twips wide; `name` says what it is where it has no caption."""
    caption = paragraph("Caption", run(block.title)) if block.title else ""
    if not (block.rows and block.columns):
        return caption + paragraph("Small", run(block.empty or words.nothing))
    setting = layout(block, room)
    properties = w(
        "tblPr",
        w("tblStyle", val="ReportTable"),
        w("tblW", w=sum(setting.widths), type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1),
        w("tblCaption", val=block.title or name),
    )
    grid = w("tblGrid", *(w("gridCol", w=width) for width in setting.widths))
    # Without a paragraph between them, two tables would become one.
    return caption + w("tbl", properties, grid, _head(block, setting), *_body(block, setting)) + _GAP


def numbers(block: PageTable, room: int) -> str:
    """A few numbers that stand out, side by side: of each row its name, its number in large type, and the rest."""
    caption = paragraph("Caption", run(block.title)) if block.title else ""
    rows = [block.rows[start : start + _ABREAST] for start in range(0, len(block.rows), _ABREAST)]
    width = room // len(rows[0])
    shape = w("tblW", w=width * len(rows[0]), type="dxa") + w("tblLayout", type="fixed")
    properties = w("tblPr", w("tblStyle", val="ReportNumbers"), shape, w("tblLook", val="0400", noVBand=1))
    grid = w("tblGrid", *(w("gridCol", w=width) for _ in rows[0]))
    cards = [w("tr", _UNBROKEN, *(_cell(width, _card(row, block.row_heading)) for row in line)) for line in rows]
    return caption + w("tbl", properties, grid, *cards) + _GAP


def _card(row: Sequence[Shown], heading: int) -> str:
    number, *rest = [cell for place, cell in enumerate(row) if place != heading]
    lines = [("CardName", row[heading]), ("CardNumber", number), *(("CardText", cell) for cell in rest)]
    return "".join(paragraph(style, value_runs(cell)) for style, cell in lines)


def tree(block: PageTree, words: Words) -> str:
    """A tree as a list with levels."""
    caption = paragraph("Caption", run(block.title)) if block.title else ""
    return caption + ("".join(_nodes(block.nodes, 0)) or paragraph("Small", run(block.empty or words.nothing)))


_GAP = paragraph("TableGap")
KEEP = w("keepNext")
_UNBROKEN = w("trPr", w("cantSplit"))
_HEAD = w("tcBorders", w("bottom", val="single", sz=6, space=0, color="1C2530")) + w("vAlign", val="bottom")


def _head(block: PageTable, setting: Layout) -> str:
    cells = [
        _cell(
            width,
            _styled("TableHeadNumber" if c.numeric else "TableHead", setting, run(c.title), more=_indent(left)),
            _HEAD,
        )
        for c, width, left in zip(block.columns, setting.widths, setting.left, strict=True)
    ]
    return w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *cells)


def _body(block: PageTable, setting: Layout) -> Iterator[str]:
    together = len(block.rows) <= _WHOLE
    for at, row in enumerate(block.rows):
        keep = KEEP if together and at + 1 < len(block.rows) else ""
        cells = zip(row, setting.widths, setting.left, setting.right, strict=True)
        yield w(
            "tr",
            _UNBROKEN,
            *[
                _cell(
                    width,
                    _number(cell, right[at], keep, setting)
                    if right
                    else _styled("TableText", setting, value_runs(cell), more=keep + _indent(left)),
                )
                for cell, width, left, right in cells
            ],
        )


def _cell(width: int, content: str, more: str = "") -> str:
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa"), more), content)


def _number(cell: Shown, right: int, keep: str, setting: Layout) -> str:
    """A number, its decimal sign in line with those of its column, and its interval on a line below."""
    place = w("ind", right=right) if right else ""
    value = _styled("TableNumber", setting, value_runs(cell, with_detail=False), more=keep + place)
    return value + _styled("TableInterval", setting, run(f"({cell.detail})"), more=keep) if cell.detail else value


def _indent(left: int) -> str:
    return w("ind", left=left) if left else ""


def _styled(style: str, setting: Layout, *content: str, more: str = "") -> str:
    return paragraph(style + setting.styles, *content, more=more)


def _nodes(nodes: Sequence[PageNode], depth: int) -> Iterator[str]:
    level = w("numPr", w("ilvl", val=min(depth, _DEEPEST)), w("numId", val=LIST))
    for node in nodes:
        yield paragraph("Tree", value_runs(node.line), more=level)
        yield from _nodes(node.children, depth + 1)

"""A document made ready for people: what every renderer but the machine formats starts from.

Hidden columns are gone, notes are numbered in the order in which they are met, marks have become signs, and every
string is safe to show on one line. A renderer that starts here cannot forget any of that, and all of them agree.

A further kind of block needs three things: a struct here with its own `kind`, a line in `_Builder.block`, and one in
each place where blocks become text: `lines._block` and the templates.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TypeGuard

import msgspec

from bpjscli.i18n import Lang
from bpjscli.render.page_blocks import (
    PageChart,
    PageColumn,
    PageNode,
    PageParagraph,
    PageTable,
    PageTree,
    Reference,
    Shown,
    Style,
    aligned,
    bar_of,
    order_of,
    page_chart,
)
from bpjscli.render.safety import visible_line
from bpjscli.render.words import Words, words
from bpjscli.report.document import Block as DocumentBlock
from bpjscli.report.document import Cell, Chart, Column, Document, Mark, Node, Paragraph, Section, Table, Tree

__all__ = [
    "Block",
    "Explained",
    "Footnote",
    "Page",
    "PageChart",
    "PageColumn",
    "PageDerivation",
    "PageNode",
    "PageParagraph",
    "PageSection",
    "PageTable",
    "PageTree",
    "Reference",
    "Shown",
    "Style",
    "for_machines",
    "page",
]

SELF_EVIDENT: tuple[Mark, ...] = (
    "unknown",
    "shared",
)  # a dash and "3–4" say so themselves: a legend may leave them out

ROOMY = 5
"""Of more columns than this, a table has no room for long dates."""

Block = PageParagraph | PageTable | PageTree | PageChart


class PageSection(msgspec.Struct, frozen=True):
    """A heading, which may be empty, and its blocks. Ids of sections and tables are unique within a page."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    appendix: bool = False


class Footnote(msgspec.Struct, frozen=True, gc=False):
    """A note that the text refers to, `uses` times."""

    number: int
    text: str
    link: str
    uses: int
    short: str = ""  # of a source
    leads_to: str = ""


class PageDerivation(msgspec.Struct, frozen=True):
    """Where a number comes from, to which `uses` cells refer: the number itself, and under it what it rests on."""

    number: int
    node: PageNode
    uses: int


class Explained(msgspec.Struct, frozen=True, gc=False):
    """A sign and its meaning."""

    sign: str
    meaning: str
    mark: Mark

    @property
    def short(self) -> str:
        """The word or two before the explanation."""
        return re.split("[:;]", self.meaning)[0]


class Page(msgspec.Struct, frozen=True):
    """All that a renderer for people needs, in reading order."""

    command: str
    title: str
    lang: Lang
    as_of: str  # a sentence, or nothing
    about: tuple[tuple[str, str], ...]  # labels and texts under the title
    sections: tuple[PageSection, ...]
    legend: tuple[Explained, ...]
    notes: tuple[Footnote, ...]
    words: Words
    derivations: tuple[PageDerivation, ...] = ()


def page(document: Document, *, brief: bool = False, references: bool = True) -> Page:
    """Make `document` ready for people.

    `brief` takes the short form of a cell where it has one; without `references` nothing refers to a note.

    Raises `LookupError` where a cell refers to a note, or bears a mark, that the document does not explain.
    """
    return _Builder(document, brief=brief, references=references).page()


class _Builder:
    """Walks a document once, in reading order, and counts the notes it meets."""

    def __init__(self, document: Document, *, brief: bool, references: bool) -> None:
        self.document = document
        self.brief = brief
        self.referring = references
        self.notes = {note.id: note for note in document.notes}
        self.numbers: dict[str, int] = {}
        self.uses: dict[str, int] = {}
        self.anchors, self.anchors_of_tables = _anchors(document)
        self.signs = {mark: visible_line(sign) for mark, sign, _ in document.legend}
        self.met: set[Mark] = set()
        self.derived: dict[str, list[Reference]] = {}
        self.number = NUMBERS[document.lang]

    def page(self) -> Page:
        document, fixed = self.document, words(self.document.lang)
        sections = tuple(self.section(section) for section in document.sections)
        derivations = self.derivations()
        return Page(
            command=visible_line(document.command),
            title=visible_line(document.title),
            lang=document.lang,
            as_of=fixed.as_of.format(date=visible_line(document.as_of)) if document.as_of else "",
            about=tuple((visible_line(label), visible_line(text)) for label, text in document.about),
            sections=sections,
            legend=tuple(
                Explained(visible_line(s), visible_line(text), mark)
                for mark, s, text in document.legend
                if mark in self.met
            ),
            notes=tuple(self.footnote(note_id) for note_id in self.numbers),
            words=fixed,
            derivations=derivations,
        )

    def derivations(self) -> tuple[PageDerivation, ...]:
        """Those that cells have referred to, in the order of the first of these."""
        nodes = {derivation.id: derivation.node for derivation in self.document.derivations}
        return tuple(
            PageDerivation(uses[0].number, self.node(nodes[id_]), len(uses)) for id_, uses in self.derived.items()
        )

    def derivation(self, id_: str) -> Reference | None:
        """A reference to a derivation, if the document has any."""
        if not (id_ and self.document.derivations):
            return None
        uses = self.derived.setdefault(id_, [])
        number = uses[0].number if uses else len(self.derived)
        uses.append(Reference(number, len(uses) + 1))
        return uses[-1]

    def section(self, section: Section) -> PageSection:
        anchor = next(self.anchors)
        blocks = [(block, self.block(block)) for block in section.blocks]
        shown = [made for block, made in blocks if not (isinstance(block, Table) and for_machines(block))]
        return PageSection(anchor, visible_line(section.title), tuple(_flowing(shown)), section.appendix)

    def block(self, block: DocumentBlock) -> Block:
        if isinstance(block, Paragraph):
            references = self.references(block.notes)
            if self.brief and block.short:
                return PageParagraph(visible_line(block.short), "below", references, block.told)
            return PageParagraph(visible_line(block.text), block.style, references)
        if isinstance(block, Tree):
            nodes = tuple(map(self.node, block.nodes))
            return PageTree(next(self.anchors), visible_line(block.title), nodes, visible_line(block.empty))
        return self.chart(block) if isinstance(block, Chart) else self.table(block)

    def chart(self, chart: Chart) -> PageChart:
        for table in chart.tables:
            if table not in self.anchors_of_tables:
                raise LookupError(f'a chart of "{self.document.command}" shows a table "{table}" that it does not have')
        tables = tuple(self.anchors_of_tables[table] for table in chart.tables)
        return page_chart(chart, next(self.anchors), tables, self.sign)

    def table(self, table: Table) -> PageTable:
        shown = [(place, column) for place, column in enumerate(table.columns) if column.shown]
        brief = self.brief or len(shown) > ROOMY
        rows = [[self.cell(row[place], column, brief=brief) for place, column in shown] for row in table.rows]
        return PageTable(
            id=next(self.anchors),
            title=visible_line(table.title),
            columns=tuple(_column(column) for _, column in shown),
            rows=tuple(zip(*map(aligned, zip(*rows, strict=True)), strict=True)),
            empty=visible_line(table.empty),
            style=table.style,
            told=table.told,
        )

    def node(self, node: Node) -> PageNode:
        text, signs = visible_line(node.text), " ".join(sign for mark in node.marks if (sign := self.sign(mark)))
        uses = self.derived.get(node.derivation, [])
        derivation = Reference(uses[0].number, 0) if uses else None
        references = self.references(node.notes)
        line = Shown(text, "", "", signs, "", node.marks, references, derivation=derivation)
        return PageNode(line, tuple(map(self.node, node.children)))

    def cell(self, cell: Cell, column: Column, *, brief: bool) -> Shown:
        text, tail = visible_line((brief and cell.short) or cell.text), ""
        if column.kind in _NUMERIC and (match := re.search(self.number, text)):
            text, tail = text[: match.end()], text[match.end() :]
        order = order_of(cell.data) if column.kind != "text" else ""
        bar = bar_of(cell.data) if column.kind == "quantity" else None
        if not (cell.marks or cell.detail or cell.notes or cell.parts or cell.tone):
            return Shown(text, tail, order, bar=bar, leads_to=cell.leads_to)
        signs = " ".join(sign for mark in cell.marks if (sign := self.sign(mark)))
        detail, parts = visible_line(cell.detail), tuple(map(visible_line, cell.parts))
        derivation = self.derivation(cell.derivation)
        references = self.references(() if cell.told else self.to_refer_to(cell, derivation))
        return Shown(
            text,
            tail,
            order,
            signs,
            detail,
            cell.marks,
            references,
            bar,
            parts,
            cell.tone,
            cell.leads_to,
            derivation,
        )

    def to_refer_to(self, cell: Cell, derivation: Reference | None) -> tuple[str, ...]:
        """The notes of a cell, without its sources where a derivation names them."""
        if derivation is None or "derived" not in cell.marks:
            return cell.notes
        return tuple(note for note in cell.notes if not self.notes[note].short)

    def sign(self, mark: Mark) -> str:
        self.met.add(mark)
        if mark not in self.signs and mark in SELF_EVIDENT:
            return ""
        if mark not in self.signs:
            raise LookupError(f'the legend of "{self.document.command}" does not explain the mark "{mark}"')
        return self.signs[mark]

    def references(self, note_ids: tuple[str, ...]) -> tuple[Reference, ...]:
        return tuple(self.reference(note_id) for note_id in note_ids) if self.referring else ()

    def reference(self, note_id: str) -> Reference:
        if note_id not in self.notes:
            raise LookupError(f'"{self.document.command}" refers to a note "{note_id}" that it does not have')
        number = self.numbers.setdefault(note_id, len(self.numbers) + 1)
        self.uses[note_id] = self.uses.get(note_id, 0) + 1
        return Reference(number, self.uses[note_id])

    def footnote(self, note_id: str) -> Footnote:
        note = self.notes[note_id]
        link = visible_line(note.link or "")
        text, short = visible_line(note.text), visible_line(note.short)
        return Footnote(self.numbers[note_id], text, link, self.uses[note_id], short, note.leads_to)


def _flowing(blocks: list[Block]) -> Iterator[Block]:
    """`blocks`, where what is said below a table in several short sentences is one paragraph."""
    for place, block in enumerate(blocks):
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        if _is_below(block) and _is_below(following):
            text, references = f"{block.text} {following.text}", (*block.references, *following.references)
            blocks[place + 1] = PageParagraph(text, "below", references)
            continue
        yield block


def _is_below(block: Block | None) -> TypeGuard[PageParagraph]:
    return isinstance(block, PageParagraph) and block.style == "below" and not block.told


_NUMERIC = ("number", "quantity")

# The whole part of the first number of a text, as each language groups thousands; a space groups in both.
NUMBERS = {
    "en": r"\d+(?:[,\u00a0\u202f]\d{3}(?!\d))*",
    "id": r"\d+(?:[.\u00a0\u202f]\d{3}(?!\d))*",
}


def _anchors(document: Document) -> tuple[Iterator[str], dict[str, str]]:
    """Addresses within the page: those of sections and their blocks, in order, and those of tables and trees by id."""
    counts: Counter[str] = Counter()
    names: list[str] = []
    of_tables: dict[str, str] = {}
    for section in document.sections:
        named = [block for block in section.blocks if not isinstance(block, Paragraph)]
        for part in (section, *named):
            plain = re.sub(r"[^a-z0-9]+", "-", part.id.lower()).strip("-") or "part"
            counts[plain] += 1
            names.append(plain if counts[plain] == 1 else f"{plain}--{counts[plain]}")
            if isinstance(part, Table | Tree):
                of_tables.setdefault(part.id, names[-1])
    return iter(names), of_tables


def for_machines(table: Table) -> bool:
    """Whether nothing of a table is for people: no page has it."""
    return bool(table.columns) and not any(column.shown for column in table.columns)


def _column(column: Column) -> PageColumn:
    return PageColumn(visible_line(column.title), column.kind in _NUMERIC, column.kind == "text", column.spare)

"""The document model: the only road to output.

A view builds a `Document`; totals, order, rounding, number formats and footnotes are settled by then. A renderer turns
any document into text or bytes and knows nothing else. A cell carries both faces of a value: `text`, formatted once for
people, and `data`, for machines (JSON types; a quantity is the object of the JSON contract).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

import msgspec

Data = Any  # JSON: None, bool, int, str, list, or dict with string keys; decimals are strings

ColumnKind = Literal["text", "number", "quantity", "date"]
Mark = Literal["disputed", "doubtful", "cut", "derived", "shared", "unknown"]
ChartKind = Literal["bars", "grouped", "dumbbell", "parts", "line", "multiples", "tiles"]
TableStyle = Literal["rows", "numbers", "records"]
Tone = Literal["", "error", "caution", "remark", "settled"]


class Cell(msgspec.Struct, frozen=True, gc=False):
    """One cell. `text` is what people read, without footnote signs or marks; renderers add these.

    `notes` are ids of `Document.notes`, shown as footnote references in order. `marks` say what is special about the
    value; every renderer for people shows each as a sign whose meaning the document's legend gives. A long text may
    have `parts`, which make it up, a space between them: where there is room each stands on a line of its own. A
    `tone` is how grave something is; its text says so too, and a terminal may colour it. `short` is what a terminal
    shows instead of the text, where that is needlessly long ("31 Dec 2026"). `leads_to` is what the text names, for a
    format that has a page about it: "area kalbar", "source antara-2026-02-02". `derivation` is the id of one of
    `Document.derivations`. The notes of a `told` cell are for machines: what they say stands below the table.
    """

    text: str
    data: Data = None
    notes: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    detail: str = ""  # the interval, where it matters ("4,45–4,75 juta"); shown in dimmed or small type
    parts: tuple[str, ...] = ()
    tone: Tone = ""
    short: str = ""
    leads_to: str = ""
    derivation: str = ""
    told: bool = False


class Column(msgspec.Struct, frozen=True, gc=False):
    """A column: `key` in machine formats, `title` for people. `shown=False` keeps it out of formats for people.

    A "quantity" column becomes nine columns in CSV, see `render.delimited`. A terminal that is too narrow leaves
    `spare` columns out, the greatest number first, and says so.
    """

    key: str
    title: str
    kind: ColumnKind = "text"
    shown: bool = True
    spare: int = 0


class Table(msgspec.Struct, frozen=True, tag=True):
    """Rows of cells under columns. `empty` is the sentence that stands in for a table without rows.

    What `told` tables hold stands in the sentences before them: a terminal, unless it is to show all, leaves them out.
    "numbers" are a few that stand out: a page may show each row as a label, its number in large type, and the rest.
    The last column of "records" is a text of several sentences: what is only lines has it below the other cells of its
    row, not beside them. A workbook has all columns of a `keyed` table by their keys, too, so that it can be read back.
    """

    id: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...] = ()
    title: str = ""
    empty: str = ""
    style: TableStyle = "rows"
    told: bool = False
    keyed: bool = False


class Paragraph(msgspec.Struct, frozen=True, gc=False, tag=True):
    """A sentence or several. `style` says how much weight it has; "point" is one of the main points, in a list.

    A terminal shows the `short` text, where there is one, and unless it is to show all nothing of a `told` paragraph.
    """

    text: str
    style: Literal["lead", "point", "normal", "warning", "small"] = "normal"
    notes: tuple[str, ...] = ()
    short: str = ""
    told: bool = False


class Point(msgspec.Struct, frozen=True, gc=False):
    """A number of a chart, as a cell of its table has it: `text` for people, decimal strings in `Chart.unit` to draw.

    A bound that is `None` beside a value is open ("> 50 %"); without value and bounds the number is not known.
    """

    text: str
    value: str | None = None
    low: str | None = None
    high: str | None = None
    marks: tuple[Mark, ...] = ()

    @property
    def known(self) -> bool:
        """Whether there is anything to draw."""
        return self.value is not None

    @property
    def open_ended(self) -> bool:
        """Whether there is a value, and nothing above it or below it is ruled out."""
        return self.known and (self.low is None or self.high is None)


class Series(msgspec.Struct, frozen=True):
    """The numbers of a chart that belong together: one point a category, in the order of `Chart.categories`.

    "target" is drawn as a mark on each category; "reference" has one point, which is a line through all of them.
    """

    title: str
    points: tuple[Point, ...]
    role: Literal["value", "target", "reference"] = "value"


class Category(msgspec.Struct, frozen=True, gc=False):
    """What a point stands over: its `label`, and where there is no room for that, its `short` one or its `code`.

    A `strong` one is what the document is about. On a line, `at` is the day of the point (ISO) and `comparable` says
    whether it may be compared with the one before; on a map of tiles, `column` and `row` (from 0) are its place.
    `leads_to` is that of a cell.
    """

    label: str
    short: str = ""
    code: str = ""
    at: str = ""
    comparable: bool = True
    column: int = 0
    row: int = 0
    strong: bool = False
    leads_to: str = ""


class Chart(msgspec.Struct, frozen=True, tag=True):
    """A picture of numbers that also stand in tables of the same document.

    "bars" has one series with intervals, targets and references; "grouped" several series over the same categories;
    "dumbbell" a line from each value to its target; "parts" the parts of one whole; "line" series over time;
    "multiples" a small line a series, each over categories of its own; "tiles" one tile a category on a map. `text`
    says in a sentence or two what the picture shows, for whoever does not see it. `tables` are the ids of the tables
    that hold every number of it; formats without pictures show these alone.
    """

    id: str
    kind: ChartKind
    title: str
    text: str
    tables: tuple[str, ...]
    unit: str
    categories: tuple[Category, ...]
    series: tuple[Series, ...]


class Node(msgspec.Struct, frozen=True):
    """A node of a tree: a line for people, what it says for machines (by the keys of `Tree.columns`), and its children.

    `notes`, `marks` and `derivation` are those of a cell.
    """

    text: str
    data: Mapping[str, Data] = {}
    notes: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    children: tuple[Node, ...] = ()
    derivation: str = ""


class Tree(msgspec.Struct, frozen=True, tag=True):
    """What rests on what. `columns` are the keys of the nodes' data; `empty` stands in for a tree without nodes."""

    id: str
    columns: tuple[Column, ...]
    nodes: tuple[Node, ...] = ()
    title: str = ""
    empty: str = ""

    def table(self) -> Table:
        """One row a node, parents before their children: `depth` (from 0), `text`, then the data."""
        columns = (Column("depth", "depth", "number"), Column("text", self.title or self.id), *self.columns)
        return Table(self.id, columns, tuple(self._rows(self.nodes, 0)), self.title, self.empty)

    def _rows(self, nodes: tuple[Node, ...], depth: int) -> Iterator[tuple[Cell, ...]]:
        for node in nodes:
            data = [node.data.get(column.key) for column in self.columns]
            text = Cell(node.text, node.text, node.notes, node.marks)
            yield (Cell(str(depth), depth), text, *(Cell(d if isinstance(d, str) else "", d) for d in data))
            yield from self._rows(node.children, depth + 1)


Block = Paragraph | Table | Tree | Chart


class Section(msgspec.Struct, frozen=True):
    """A heading with what stands under it, in order. A title may be empty: then no heading is shown.

    An `appendix` is for whoever wants to know more: a page may set it smaller.
    """

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    appendix: bool = False


class Note(msgspec.Struct, frozen=True, gc=False):
    """A footnote: a source, or a remark. `id` is what cells refer to; the number is its place among the notes used.

    `short` is what names a source where there is little room: its publisher and date. `leads_to` is that of a cell.
    """

    id: str
    text: str
    link: str | None = None
    short: str = ""
    leads_to: str = ""


class Derivation(msgspec.Struct, frozen=True):
    """Where a number comes from: a node with the number itself, and under it what it rests on."""

    id: str
    node: Node


class Document(msgspec.Struct, frozen=True):
    """What one command has to say.

    `rows_of` names the table, or the tree, whose rows are the `rows` of the JSON contract; the other tables stand
    beside them under `tables`. `findings` are objects of the JSON contract. `legend` explains each mark that occurs,
    as (mark, sign, meaning). `dated` is the day of the newest publication it rests on (ISO): the date that files bear.
    `about` stands under the title, as (label, text). `derivations` are those that cells refer to, where a format can
    show them.
    """

    command: str
    title: str
    lang: Literal["id", "en"]
    as_of: str | None
    sections: tuple[Section, ...]
    rows_of: str | None = None
    notes: tuple[Note, ...] = ()
    legend: tuple[tuple[Mark, str, str], ...] = ()
    findings: tuple[dict[str, Data], ...] = ()
    dated: str | None = None
    about: tuple[tuple[str, str], ...] = ()
    derivations: tuple[Derivation, ...] = ()

    def tables(self) -> list[Table]:
        """Every table, in order; a tree counts as the table of its nodes."""
        blocks = (block for section in self.sections for block in section.blocks)
        return [b.table() if isinstance(b, Tree) else b for b in blocks if isinstance(b, Table | Tree)]

    def charts(self) -> list[Chart]:
        """Every chart, in order."""
        return [block for section in self.sections for block in section.blocks if isinstance(block, Chart)]

    def trees(self) -> list[Tree]:
        """Every tree, in order."""
        return [block for section in self.sections for block in section.blocks if isinstance(block, Tree)]

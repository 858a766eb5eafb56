"""Reading rendered documents back, with parsers that are not ours."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from bpjscli.render.page import PageTable, Shown
from bpjscli.render.width import display_width

_VOID = {"meta", "link", "br", "img", "hr", "input"}


def squeezed(text: str) -> str:
    """The text without any white space: what wrapping may not change."""
    return re.sub(r"\s", "", text)


def in_full(cell: Shown, *, detail_last: bool = False) -> str:
    """All that a cell shows: value, signs, then detail and footnote signs in the order of the format."""
    detail = f"({cell.detail})" if cell.detail else ""
    references = "".join(f"[{reference.number}]" for reference in cell.references)
    return cell.text + cell.signs + (references + detail if detail_last else detail + references)


@dataclass
class Element:
    """A tag of an HTML page with the text inside it."""

    tag: str
    attributes: dict[str, str | None]
    text: str = ""
    around: tuple[Element, ...] = ()


@dataclass
class HtmlPage(HTMLParser):
    """Every element of a page in order; fails on tags that do not nest."""

    elements: list[Element] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def __hash__(self) -> int:
        return id(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), attrs
        element = Element(tag, dict(attrs), around=tuple(self.open))
        self.elements.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data

    def all(self, tag: str) -> list[Element]:
        return [element for element in self.elements if element.tag == tag]

    def inside(self, tag: str, class_: str) -> list[Element]:
        """Every element within the elements of one tag and class, in order."""
        return [e for e in self.elements if any(o.tag == tag and o.attributes.get("class") == class_ for o in e.around)]

    def rows(self) -> list[list[str]]:
        """The texts of the cells of all table rows, heads included."""
        rows: list[list[str]] = []
        for element in self.elements:
            if element.tag == "tr":
                rows.append([])
            if element.tag in ("th", "td"):
                rows[-1].append(element.text)
        return rows


def read_html(text: str) -> HtmlPage:
    page = HtmlPage()
    page.feed(text)
    page.close()
    assert not page.open, [element.tag for element in page.open]
    return page


PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).use(footnote_plugin)


def read_markdown(text: str) -> list[Token]:
    return PARSER.parse(text)


def inline_text(token: Token) -> str:
    """The text of an inline token; footnote signs as "[1]", comments left out; anything else is not plain text."""
    parts = []
    for child in token.children or []:
        if child.type == "footnote_ref":
            parts.append(f"[{child.meta['label']}]")
        elif child.type == "text":
            parts.append(child.content)
        elif child.type == "html_inline":
            assert child.content == "<!-- -->"
        else:
            assert child.type in ("strong_open", "strong_close", "link_open", "link_close", "footnote_anchor"), child
    return "".join(parts)


def markdown_rows(text: str) -> list[list[str]]:
    """The texts of the cells of all table rows, heads included."""
    rows: list[list[str]] = []
    tokens = read_markdown(text)
    for before, token in pairwise(tokens):
        if token.type == "tr_open":
            rows.append([])
        if before.type in ("th_open", "td_open"):
            rows[-1].append(inline_text(token))
    return rows


def text_columns(text: str, rule: str) -> list[list[str]]:
    """For each table of a plain text: what stands in each column below its rule, white space removed."""
    lines = text.split("\n")
    tables = []
    for at, line in enumerate(lines):
        if re.fullmatch(f"{rule}+(?:  {rule}+)+", line):
            end = next(place for place in range(at, len(lines)) if not lines[place])
            widths = [(match.start(), match.end()) for match in re.finditer(f"{rule}+", line)]
            widths[-1] = (widths[-1][0], 1 << 20)
            body = lines[at + 1 : end]
            tables.append([squeezed("".join(_between(x, *ends) for x in body)) for ends in widths])
    return tables


def _between(line: str, start: int, end: int) -> str:
    """The characters of a line from one display column to another."""
    places = [display_width(line[:at]) for at in range(len(line))]
    return "".join(char for char, place in zip(line, places, strict=True) if start <= place < end)


def expected_columns(table: PageTable) -> list[str]:
    return [squeezed("".join(in_full(row[at]) for row in table.rows)) for at in range(len(table.columns))]

"""Runs of text: values with the look of their marks, footnotes, and links."""

from __future__ import annotations

from collections.abc import Iterable

from bpjscli.render.office.xml import element, text, w
from bpjscli.render.page import PageParagraph, Reference, Shown
from bpjscli.render.spans import role_of

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

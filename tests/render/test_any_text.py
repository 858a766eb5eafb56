"""Any text at all, anywhere in a document, comes back as itself from HTML, and does nothing on its way."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from any_text import DOCUMENTS, document_of
from hypothesis import given, settings
from reading import read_html, squeezed

from bpjscli.render import Options, render
from bpjscli.render.safety import visible_line

OPTIONS = Options(width=100, templates=Path(__file__).parents[2] / "templates")
HIDDEN = set("\x1b\x00\x7f\x9b\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200e\u200f\ufeff\ud800")


@settings(max_examples=20, deadline=None)
@given(DOCUMENTS)
def test_html_shows_it_and_runs_none_of_it(texts: tuple[str, ...]) -> None:
    title, section, paragraph, caption, column, cell, other, note, link = (squeezed(visible_line(t)) for t in texts)
    plain = read_html(render(document_of(("x",) * 9), "html", OPTIONS))
    source = render(document_of(texts), "html", OPTIONS)
    assert not set(source) & HIDDEN
    shown = read_html(source)
    assert squeezed(shown.all("title")[0].text) == title
    assert squeezed(shown.all("h1")[0].text) == title
    body = squeezed(shown.all("body")[0].text)
    for text in (section, paragraph, caption, note, link):
        assert text in body
    heads, cells = shown.rows()[-2:]
    assert squeezed(heads[0]).startswith(column)
    assert squeezed(cells[0]).startswith(cell)
    assert squeezed(cells[1]) == other
    # Nothing but what a harmless document has: its scripts, its attributes, and links within the page or to the web.
    assert [e.text for e in shown.all("script")] == [e.text for e in plain.all("script")]
    assert {e.tag for e in shown.elements} <= {e.tag for e in plain.elements} | {"a", "h2", "p", "caption"}
    for element in shown.elements:
        assert not [name for name in element.attributes if name.startswith("on") or name in ("style", "srcdoc")]
        for name in ("href", "src", "action"):
            address = element.attributes.get(name) or "#"
            assert address.startswith(("#", "http://", "https://")), address


@settings(max_examples=20, deadline=None)
@pytest.mark.parametrize("name", ["plain", "table", "md", "csv", "tsv", "json"])
@given(texts=DOCUMENTS)
def test_nothing_that_acts_on_a_terminal_is_left(name: str, texts: tuple[str, ...]) -> None:
    text = render(document_of(texts), name, OPTIONS)
    assert text.encode("utf-8")
    assert {char for char in text if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")} <= {"\n", "\t"}
    assert not set(text) & HIDDEN

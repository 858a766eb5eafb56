"""Text for a terminal, through rich: fitted to its width, with colours that repeat what a sign already says.

Everything is a `Text` built from spans, so that nothing in the data is taken for markup, emoji codes or things to
highlight. The 16 colours of the terminal's own theme are used, because they are the ones its user can read.
"""

from __future__ import annotations

import io
import os
import re

from bpjscli.render.options import Options, color_wanted
from bpjscli.render.page import page
from bpjscli.render.page_lines import PageForm, page_lines
from bpjscli.render.spans import Line, Role, join_spans
from bpjscli.report.document import Document

NARROWEST = 40  # on anything narrower the terminal may wrap by itself
WIDEST_TEXT = 88  # running text beyond this is hard to read

STYLES: dict[Role, str] = {
    "title": "bold",
    "heading": "bold",
    "caption": "italic",
    "record": "bold",
    "column": "dim",
    "rule": "dim",
    "detail": "dim",
    "reference": "dim",
    "small": "dim",
    "warning": "yellow",
    "bar": "blue",
    "error": "bold red",
    "caution": "yellow",
    "remark": "cyan",
    "settled": "dim",
    "disputed": "red",
    "doubtful": "magenta",
    "cut": "yellow",
    "derived": "cyan",
    "unknown": "dim",
}


def render(document: Document, options: Options) -> str:
    """The document in lines of at most `options.width` columns, except for links, which are never broken."""
    width = max(options.width, NARROWEST)
    text_width = min(width, WIDEST_TEXT)
    notes = options.notes or "short"
    sheet = PageForm(width, text_width, rule="─", title_rule="", heading_rule="", fixed=False, notes=notes)
    lines = page_lines(page(document, brief=True, references=notes != "none"), sheet)
    if not color_wanted(options, os.environ):
        return "".join(f"{join_spans(line)}\n" for line in lines)
    return _coloured(lines, width, links=options.is_terminal and os.environ.get("TERM") != "linux")


def _coloured(lines: list[Line], width: int, *, links: bool) -> str:
    from rich.console import Console
    from rich.style import Style
    from rich.text import Text

    console = Console(
        file=io.StringIO(),
        force_terminal=True,
        color_system="standard",
        width=width,
        no_color=False,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )
    with console.capture() as capture:
        for line in lines:
            text = Text.assemble(*((span.text, STYLES.get(span.role, "")) for span in line))
            if links:
                start = 0
                for span in line:
                    if span.link:
                        text.stylize(Style(link=span.link), start, start + len(span.text))
                    start += len(span.text)
            text.rstrip()
            console.print(text, soft_wrap=True)
    return re.sub(r"\x1b\]8;id=[^;]*;", "\x1b]8;;", capture.get())  # rich makes up another id in every run

"""Text for pipes and mail: no escape sequences, the same bytes everywhere, numbers aligned on the decimal sign.

A line of running text is at most 80 columns wide, a table at most 100: its columns of text wrap to that, its numbers
never wrap, and it is wider only when its numbers and longest words need more. Links are never broken.

The layout is our own: importing tabulate would add half to the run time of a piped command, for every cron job.
"""

from __future__ import annotations

from msgspec.structs import replace

from bpjscli.render.options import Options
from bpjscli.render.page import page
from bpjscli.render.page_lines import PageForm, page_lines
from bpjscli.render.spans import join_spans
from bpjscli.report.document import Document

SHEET = PageForm(width=100, text_width=80, rule="-", title_rule="=", heading_rule="-", fixed=True)


def render(document: Document, options: Options) -> str:
    """The document as plain text, with all its notes in full unless `options.notes` says otherwise."""
    notes = options.notes or "full"
    sheet = replace(SHEET, notes=notes)
    return "".join(f"{join_spans(line)}\n" for line in page_lines(page(document, references=notes != "none"), sheet))

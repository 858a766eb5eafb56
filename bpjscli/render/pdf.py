"""PDF, of the same page as the HTML, in its print style: A4, tagged, with bookmarks and page numbers.

WeasyPrint needs the libraries of Pango, which no Python package brings.
"""

from __future__ import annotations

from contextlib import redirect_stdout
from io import StringIO
from typing import TYPE_CHECKING, Any

from bpjscli.errors import BpjsError
from bpjscli.i18n import say as _
from bpjscli.render import html
from bpjscli.render.office.package import PROGRAM, stamp
from bpjscli.render.office.pictures import as_images
from bpjscli.render.office.print_style import print_style
from bpjscli.render.options import Options
from bpjscli.render.page import page
from bpjscli.report.document import Document

if TYPE_CHECKING:
    import pydyf
    import weasyprint

_DEBIAN = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def render(document: Document, options: Options) -> bytes:
    """The document as a PDF file after PDF/UA-1, dated like its newest source.

    Raises `ModuleNotFoundError` without WeasyPrint, and `BpjsError` without the libraries that it needs.
    """
    engine = _engine()
    nothing_else = engine.URLFetcher(allowed_protocols=("data",))  # the page holds all that it shows
    style = engine.CSS(string=print_style(page(document)), url_fetcher=nothing_else)
    source = engine.HTML(string=as_images(html.render(document, options)), url_fetcher=nothing_else)
    pages = source.render(stylesheets=[style])
    pages.metadata.generator = PROGRAM
    pages.metadata.created = pages.metadata.modified = f"{stamp(document):%Y-%m-%dT%H:%M:%SZ}"
    made: bytes = pages.write_pdf(finisher=_renumber, pdf_variant="pdf/ua-1", pdf_tags=True)
    return made


def _engine() -> Any:
    """WeasyPrint; where it finds no Pango, it says so on stdout, which is the place of the result."""
    try:
        with redirect_stdout(StringIO()):
            import weasyprint
    except OSError as error:
        reason = str(error).splitlines()[0]
        raise BpjsError(
            _(
                'format "pdf" needs the libraries of Pango ({reason}); on Debian: apt-get install {packages}',
                reason=reason,
                packages=_DEBIAN,
            )
        ) from error
    return weasyprint


def _renumber(_pages: weasyprint.Document, pdf: pydyf.PDF) -> None:
    """Number the header cells that other cells refer to: WeasyPrint names each by its place in memory."""
    names: dict[str, str] = {}
    tags = [entry for entry in pdf.objects if isinstance(entry, dict) and entry.get("Type") == "/StructElem"]
    for tag in tags:
        if header := tag.get("ID"):
            names[header.string] = f"header-{len(names) + 1}"
            header.string = names[header.string]
    for tag in tags:
        for header in tag.get("A", {}).get("Headers", ()):
            header.string = names.get(header.string, header.string)

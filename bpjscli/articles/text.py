"""The text of an article out of a file: HTML, PDF, Word, Markdown or plain text, with what its metadata say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import msgspec

from bpjscli.errors import BpjsError, Exit, how_to_install, quoted
from bpjscli.i18n import say as _

LARGEST: Final = 50 * 1024 * 1024
LONGEST: Final = 500_000  # characters: a long report, and not what somebody named by mistake
_ADDRESS: Final = re.compile(r"(?:https?|ftp)://|www\.", re.IGNORECASE)
_HTML: Final = re.compile(rb"<(?:!doctype html|html|head|body|article|meta|div|p)\b", re.IGNORECASE)


class Article(msgspec.Struct, frozen=True):
    """A text, and what its file says about it; the date is as the file writes it."""

    text: str
    publisher: str | None = None
    title: str | None = None
    published: str | None = None
    link: str | None = None


def read_article(name: str, stdin: bytes | None = None) -> Article:
    """The article in the file `name`, or in `stdin` where the name is "-".

    Raises `BpjsError` for an address, for a file that cannot be read, and for one without text.
    """
    if _ADDRESS.match(name):
        raise BpjsError(
            _(
                "--article: {name} is an address, and bpjs fetches nothing; open it in a browser, save the page"
                " (Ctrl+S, as HTML or PDF), and give the file; or copy its text and give - to paste it",
                name=quoted(name),
            )
        )
    content = stdin if name == "-" and stdin is not None else _bytes_of(Path(name))
    article = _read(content, Path(name).suffix.lower(), name)
    if not article.text.strip():
        raise BpjsError(
            _("--article: {name} has no text{hint}", name=quoted(name), hint=_scanned(content)), Exit.BAD_BASE
        )
    if len(article.text) > LONGEST:
        said = _(
            "has {count:,} characters of text; an article has at most {most:,}, so give a part of it",
            count=len(article.text),
            most=LONGEST,
        )
        raise BpjsError(_("--article: {name} {said}", name=quoted(name), said=said), Exit.BAD_BASE)
    return article


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_file() and path.stat().st_size > LARGEST:
            raise BpjsError(
                _("--article: {path} is larger than 50 MB; is it an article?", path=quoted(str(path))), Exit.BAD_BASE
            )
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or _("no such file")
        raise BpjsError(
            _("--article: cannot read {path}: {reason}", path=quoted(str(path)), reason=reason), Exit.BAD_BASE
        ) from error


def _scanned(content: bytes) -> str:
    if content.startswith(b"%PDF"):
        return _("; its pages may be pictures, so copy the text by hand and give - to paste it")
    return _("; if its page is filled in by a script, copy the text by hand and give - to paste it")


def _read(content: bytes, suffix: str, name: str) -> Article:
    """By what the file begins with, then by its name: a page is often saved under another one."""
    if content.startswith(b"%PDF"):
        return _from_pdf(content, name)
    if content.startswith(b"PK\x03\x04"):
        return _from_docx(content, name)
    if content.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        raise BpjsError(
            _("--article: {name} is an older Word file; save it as .docx or as text", name=quoted(name)), Exit.BAD_BASE
        )
    if suffix in (".html", ".htm", ".xhtml", ".mhtml", ".shtml") or _HTML.search(content[:2000]):
        return _from_html(content, name)
    text = decoded(content, name)
    return Article(without_markup(text) if suffix in (".md", ".markdown") else text)


def decoded(content: bytes, name: str) -> str:
    """Text in UTF-8, UTF-16 with its mark, or the old Western encoding, with ordinary ends of lines."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", errors="replace")
    else:
        if b"\x00" in content[:4096]:
            raise BpjsError(_("--article: {name} is not a text", name=quoted(name)), Exit.BAD_BASE)
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def without_markup(text: str) -> str:
    """Markdown with its signs and addresses as spaces, so that every word stays at its place."""

    def blank(match: re.Match[str]) -> str:
        kept = match["kept"] if "kept" in match.groupdict() and match["kept"] else ""
        at = match.start("kept") - match.start() if kept else 0
        return " " * at + kept + " " * (len(match[0]) - at - len(kept))

    for pattern in (
        r"(?s)\A---\n.*?\n---\n",
        r"!\[[^\]\n]*\]\([^)\n]*\)",
        r"\[(?P<kept>[^\]\n]+)\]\([^)\n]*\)",
        r"(?m)^[ \t]*(?:#{1,6}|>+)[ \t]",
        r"\*{1,3}|_{2,3}|(?<!\w)_|_(?!\w)|`+",
    ):
        text = re.sub(
            pattern, lambda match: re.sub(r"[^\n]", " ", match[0]) if "\n" in match[0] else blank(match), text
        )
    return text


def _from_html(content: bytes, name: str) -> Article:
    try:
        import trafilatura
    except ImportError as error:
        raise BpjsError(
            _("--article: reading HTML needs more packages: {install}", install=how_to_install("articles"))
        ) from error
    import logging

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    extracted = trafilatura.bare_extraction(
        content, with_metadata=True, include_comments=False, include_tables=True, favor_recall=True
    )
    if extracted is None:
        return Article("")
    said = extracted if isinstance(extracted, dict) else extracted.as_dict()
    publisher = said.get("sitename") or said.get("hostname")
    return Article(said.get("text") or "", publisher, said.get("title"), said.get("date"), said.get("url"))


def _from_pdf(content: bytes, name: str) -> Article:
    try:
        import pypdfium2
    except ModuleNotFoundError as error:
        raise BpjsError(
            _("--article: reading PDF needs more packages: {install}", install=how_to_install("articles"))
        ) from error
    try:
        document = pypdfium2.PdfDocument(content)
        pages = [page.get_textpage().get_text_bounded() for page in document]
        said = document.get_metadata_dict()
    except pypdfium2.PdfiumError as error:
        raise BpjsError(
            _("--article: {name} is damaged or locked with a password", name=quoted(name)), Exit.BAD_BASE
        ) from error
    text = "\n".join(pages).replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-")
    return Article(unbroken(text), title=said.get("Title") or None)


def unbroken(text: str) -> str:
    """Lines that were broken at a width joined to paragraphs; a short line ends one."""
    lines = [line.strip() for line in text.split("\n")]
    widths = sorted(len(line) for line in lines if len(line) > 20)
    if not widths:
        return text
    wide = 0.75 * widths[int(len(widths) * 0.8)]
    paragraphs: list[str] = []
    joins = False
    for line in lines:
        if joins and line and paragraphs:
            paragraphs[-1] += f" {line}"
        else:
            paragraphs.append(line)
        joins = len(line) >= wide and not (line.endswith((".", ":", "!", "?")) and len(line) < wide * 1.1)
    return "\n".join(paragraphs)


def _from_docx(content: bytes, name: str) -> Article:
    try:
        import docx
    except ModuleNotFoundError as error:
        raise BpjsError(
            _("--article: reading Word files needs more packages: {install}", install=how_to_install("articles"))
        ) from error
    import io
    import zipfile

    try:
        document = docx.Document(io.BytesIO(content))
    except (KeyError, ValueError, OSError, zipfile.BadZipFile) as error:
        raise BpjsError(
            _("--article: {name} is not a Word file, or damaged", name=quoted(name)), Exit.BAD_BASE
        ) from error
    lines = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            lines += [" | ".join(dict.fromkeys(cell.text.strip() for cell in row.cells)) for row in block.rows]
        else:
            lines.append(block.text)
    title = document.core_properties.title or None
    return Article("\n".join(lines), title=title)

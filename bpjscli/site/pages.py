"""The files of a site: every page with its way back, the style, the script, and what the search looks through."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

import msgspec

from bpjscli.i18n import Lang, translator
from bpjscli.model.areas import ancestors
from bpjscli.model.facts import Source
from bpjscli.render.html import FILTERS, drawing, keep_together
from bpjscli.render.options import Options
from bpjscli.render.templating import Filters, environment, fill
from bpjscli.report.builder import Builder
from bpjscli.report.document import Document
from bpjscli.report.views.site import (
    Contents,
    area_page,
    areas_page,
    findings_page,
    front_page,
    source_page,
    sources_page,
)
from bpjscli.site.addresses import AREAS, FINDINGS, FRONT, SOURCES, page_addresses, way_to
from bpjscli.site.search import SEARCH, search_index
from bpjscli.site.sharing import make_all

STYLE: Final = "site.css"
SCRIPT: Final = "site.js"


class SiteLink(msgspec.Struct, frozen=True):
    """A link of the head of a page; `here` says that it leads to the page itself."""

    label: str
    address: str
    here: bool = False


class PageFrame(msgspec.Struct, frozen=True):
    """What stands around a document: `root` leads to the folder of the site, `trail` to what the page lies in.

    `link` is the address of the publication that a page is about.
    """

    root: str
    name: str
    steps: tuple[SiteLink, ...]
    trail: tuple[SiteLink, ...]
    link: str
    words: dict[str, str]


class SitePage(msgspec.Struct, frozen=True):
    """A document with its address, the areas it lies in, and the address of what it is about elsewhere."""

    address: str
    document: Document
    above: tuple[str, ...] = ()
    link: str = ""


class _Press:
    """Makes pages of documents, by one environment for all of them."""

    def __init__(self, contents: Contents, templates: Path) -> None:
        self.contents = contents
        self.build = Builder(contents.answers, "site", contents.lang)
        self.words = _words(contents.lang)
        self.addresses = page_addresses(
            contents.answers.base.areas, contents.areas, (source.id for source in contents.sources)
        )
        self._at = FRONT
        linked: Filters = {"address": self._address, "drawing": partial(drawing, address_of=self._address)}
        filters = {**FILTERS, **linked}
        self._environment = environment(Options(templates=templates), filters, keep_together)

    def _address(self, leads_to: str) -> str:
        """The address of what a cell names, seen from the page at hand; none for that page itself."""
        address = self.addresses.get(leads_to, "")
        return way_to(address, self._at) if address and address != self._at else ""

    def text(self, page: SitePage) -> tuple[str, bytes]:
        """The address of a page, and the page as HTML."""
        self._at = page.address
        frame = PageFrame(
            root=way_to("", page.address),
            name="bpjs" if self.contents.front is None else self.build.name(self.contents.front),
            steps=tuple(self._step(words, address) for words, address in self._parts()),
            trail=tuple(SiteLink(self.build.name(area), self._address(f"area {area}")) for area in page.above),
            link=page.link,
            words=self.words,
        )
        text = fill(self._environment, "site.html.j2", page.document, site=frame)
        return page.address, text.encode("utf-8", "backslashreplace")

    def asset(self, name: str) -> bytes:
        """The style or the script: that of a report, and what a site has beside it."""
        folder = self._environment
        texts = [folder.loader.get_source(folder, file)[0] for file in (f"report.{name}", f"site.{name}")]  # type: ignore[union-attr]  # it was given one
        return "\n".join(texts).encode()

    def _parts(self) -> list[tuple[str, str]]:
        parts = [("areas", AREAS), ("sources", SOURCES), ("findings", FINDINGS)]
        return [(self.words[word], address) for word, address in parts]

    def _step(self, label: str, address: str) -> SiteLink:
        return SiteLink(label, way_to(address, self._at), here=address == self._at)


def site_files(contents: Contents, templates: Path, processes: int = 1) -> dict[str, bytes]:
    """Every file of the site by its name: the pages, the style, the script and the index of the search.

    The pages are the same however many `processes` make them.
    """
    press = _Press(contents, templates)
    made = make_all(list(_pages(contents, press.addresses)), lambda make: press.text(make()), processes)
    files = dict(made)
    files |= {STYLE: press.asset("css"), SCRIPT: press.asset("js")}
    files[SEARCH] = search_index(contents, press.addresses)
    return files


def _pages(contents: Contents, addresses: dict[str, str]) -> Iterator[Callable[[], SitePage]]:
    """What makes each page: the lists first, then areas of one region side by side, which ask the same."""
    yield lambda: SitePage(FRONT, front_page(contents))
    yield lambda: SitePage(AREAS, areas_page(contents))
    yield lambda: SitePage(SOURCES, sources_page(contents))
    yield lambda: SitePage(FINDINGS, findings_page(contents))
    for area in contents.areas:
        yield partial(_area_page, contents, area, addresses[f"area {area}"])
    for source in contents.sources:
        yield partial(_source_page, contents, source, addresses[f"source {source.id}"])


def _area_page(contents: Contents, area: str, address: str) -> SitePage:
    above = tuple(one.id for one in reversed(ancestors(area, contents.answers.base.areas)))
    return SitePage(address, area_page(contents, area), above)


def _source_page(contents: Contents, source: Source, address: str) -> SitePage:
    return SitePage(address, source_page(contents, source), link=source.link or "")


def _words(lang: Lang) -> dict[str, Any]:
    """What a page of a site says by itself."""
    _ = translator(lang)
    return {
        "areas": _("Areas"),
        "sources": _("Sources"),
        "findings": _("What does not add up"),
        "skip": _("To the text"),
        "parts": _("Parts of this site"),
        "trail": _("Where this lies"),
        "search": _("Search areas and sources"),
        "found": _("Found: {count}"),
        "none": _("Nothing found."),
        "publication": _("Read the publication"),
    }

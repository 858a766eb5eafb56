"""What the search of a site looks through: a script of its own, so that it works without a server."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final
from unicodedata import combining, normalize

import msgspec

from bpjscli.i18n import translator
from bpjscli.model.facts import Area, Level, Source
from bpjscli.report.builder import Builder
from bpjscli.report.document import Cell
from bpjscli.report.views.site import Contents
from bpjscli.site.addresses import FINDINGS

SEARCH: Final = "search.js"


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """A page: what it is called, a word on it, its address, and by which words it is found."""

    name: str
    about: str
    address: str
    words: str


def search_index(contents: Contents, addresses: Mapping[str, str]) -> bytes:
    """The script that names every page: an array of `Entry` under a global name."""
    build = Builder(contents.answers, "site", contents.lang)
    areas = [_area(contents, build, area, addresses) for area in contents.areas]
    sources = [_source(build, source, addresses) for source in contents.sources]
    lines = [msgspec.json.encode(entry).decode() for entry in (*areas, *sources, *_findings(contents))]
    return ("window.bpjsPages = [\n" + ",\n".join(lines) + "\n];\n").encode()


def fold(text: str) -> str:
    """`text` in small letters without accents: what is typed and what is looked through are compared so."""
    plain = "".join(letter for letter in normalize("NFKD", text) if not combining(letter))
    return " ".join(re.findall(r"[^\W_]+", plain.lower()))


def _area(contents: Contents, build: Builder, id_: str, addresses: Mapping[str, str]) -> Entry:
    area = build.base.areas[id_]
    above = contents.answers.base.areas.get(area.parent or "")
    about = _level(contents, area.level)
    if above is not None and above.level != "country":
        about = f"{about}, {build.name(above.id)}"
    return Entry(build.name(id_), about, addresses[f"area {id_}"], " ".join(dict.fromkeys(_names(area))))


def _names(area: Area) -> Iterator[str]:
    for name in (area.id, area.name.id, area.name.en, *area.aliases, area.iso, area.kemendagri, area.bps):
        yield from fold(name or "").split()


def _level(contents: Contents, level: Level) -> str:
    _ = translator(contents.lang)
    return {
        "country": _("Country"),
        "group": _("Region"),
        "province": _("Province"),
        "regency": _("Regency"),
        "city": _("City"),
    }[level]


def _source(build: Builder, source: Source, addresses: Mapping[str, str]) -> Entry:
    name = build.source_name(source)
    texts = (source.id, name, source.title, source.speaker, source.published.text if source.published else "")
    words = " ".join(dict.fromkeys(" ".join(fold(text or "") for text in texts).split()))
    return Entry(name, source.title or "", addresses[f"source {source.id}"], words)


def _findings(contents: Contents) -> Iterator[Entry]:
    """The codes of findings, which lead to the page of all of them."""
    cells = {finding.code: Cell(finding.code) for finding in contents.findings}
    for code in sorted(cells):
        yield Entry(code, translator(contents.lang)("What does not add up"), FINDINGS, fold(code))

"""Where each page of a site stands: names that stay the same, can be read, and exist on every file system."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final

from bpjscli.model.areas import ancestors
from bpjscli.model.facts import Area

FRONT: Final = "index.html"
AREAS: Final = "areas.html"
SOURCES: Final = "sources.html"
FINDINGS: Final = "findings.html"

_LONGEST: Final = 60
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?|.*\.html")
"""Names that Windows keeps for devices, and folders that would be called like a page."""


def slug(id_: str) -> str:
    """A name of a file for an id: itself where it has only small letters, digits, hyphens, dots and underscores.

    Any other gets the beginning of its digest, so that two of them, such as "A" and "a", never get one name.
    """
    plain = re.sub(r"[^a-z0-9._-]+", "-", id_.lower()).strip("-._")[:_LONGEST].rstrip("-._")
    if plain == id_ and not _RESERVED.fullmatch(plain):
        return plain
    return f"{plain or 'page'}-{sha256(id_.encode()).hexdigest()[:8]}"


def area_address(area: str, areas: Mapping[str, Area]) -> str:
    """Where the page of an area stands: a regency's in the folder of its province."""
    inside = [above.id for above in ancestors(area, areas) if above.level not in ("country", "group")]
    return f"areas/{'/'.join(map(slug, (*reversed(inside), area)))}.html"


def source_address(source: str) -> str:
    """Where the page of a source stands."""
    return f"sources/{slug(source)}.html"


def page_addresses(areas: Mapping[str, Area], about: Iterable[str], sources: Iterable[str]) -> dict[str, str]:
    """The address of each page by what it is about, as `Cell.leads_to` names it."""
    of_areas = {f"area {area}": area_address(area, areas) for area in about}
    return of_areas | {f"source {source}": source_address(source) for source in sources}


def way_to(address: str, of: str) -> str:
    """The relative address of a page, seen from the page at `of`."""
    return "../" * of.count("/") + address

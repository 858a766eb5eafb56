"""The ids of figures, made from what they are about."""

from __future__ import annotations

import re

from bpjscli.facts.hints import fold
from bpjscli.facts.model import Indicator, Source
from bpjscli.facts.period import Period

_WORDS = re.compile(r"[^\W_]+")
_LONGEST_SLUG = 60


def figure_id(
    source: Source,
    area: str,
    indicator: Indicator,
    segment: str | None,
    programme: str | None,
    base: str | None,
    period: Period,
    locator: str | None,
) -> str:
    """`source/area/indicator[/segment][/programme][/base]/period[/locator]`: the same whatever stands around it.

    The slash in a period of several months or years becomes two hyphens, ISO 8601's other sign for an interval.
    """
    id_ = f"{source.id}/{area}/{indicator.id}"
    for part in (segment, programme, base):
        if part is not None:
            id_ = f"{id_}/{part}"
    when = period.text.replace("/", "--")
    return f"{id_}/{when}" if locator is None else f"{id_}/{when}/{_slug(locator)}"


def _slug(locator: str) -> str:
    return "-".join(_WORDS.findall(fold(locator)))[:_LONGEST_SLUG] or "-"

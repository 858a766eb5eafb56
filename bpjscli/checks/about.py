"""Which findings an area is told of: those about it and what lies within it, and those that no area is spared."""

from __future__ import annotations

from collections.abc import Iterable

from bpjscli.checks.finding import Finding
from bpjscli.facts.areas import and_within
from bpjscli.facts.model import FactBase, Place
from bpjscli.facts.period import Period


def about(base: FactBase, findings: Iterable[Finding], area: str, period: Period | None = None) -> list[Finding]:
    """The `findings` that concern `area` and the areas within it.

    With a `period`, only figures that begin no later than it ends count. A finding without figures concerns the areas
    of its source's figures; one about no source, or about a source without figures, concerns every area.
    """
    figures = base.select(areas=and_within(area, base.areas))
    if period is not None:
        figures = [figure for figure in figures if figure.period.start <= period.end]
    mine, sources = {figure.id for figure in figures}, {figure.source.id for figure in figures}
    others = {figure.source.id for figure in base.select()} - sources
    return [
        finding
        for finding in findings
        if (
            any(figure.id in mine for figure in finding.figures)
            if finding.figures
            else _source_of(base, finding) not in others
        )
    ]


def _source_of(base: FactBase, finding: Finding) -> str | None:
    """The id of the source that a finding without figures is about, or in whose block its place lies."""
    if finding.source is not None or finding.place is None:
        return None if finding.source is None else finding.source.id
    return _source_at(base, finding.place)


def _source_at(base: FactBase, place: Place) -> str | None:
    lines = {base.line_of_source(source): source.id for source in base.sources if source.file == place.file}
    return lines.get(max((line for line in lines if line <= place.line), default=0))

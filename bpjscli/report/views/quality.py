"""The section of a report on data quality: what the checks found about its areas."""

from __future__ import annotations

from collections.abc import Sequence

from bpjscli.checks.about import about
from bpjscli.checks.finding import Finding
from bpjscli.facts.areas import and_within
from bpjscli.facts.period import Period
from bpjscli.report.build import Builder
from bpjscli.report.document import Paragraph, Table
from bpjscli.report.findings import finding_data
from bpjscli.report.views.check import findings_table, tally


def quality_blocks(
    build: Builder, area: str, findings: Sequence[Finding] | None, period: Period | None = None
) -> list[Paragraph | Table]:
    """How many findings there are that concern `area` and the areas within, and each in a sentence.

    With a `period`, only those about figures of it and of earlier ones. `findings` are those of the whole base; `None`
    says that it was not examined. They become findings of the document.
    """
    if findings is None:
        return [Paragraph(build._("The figures were not examined."))]
    if and_within(area, build.base.areas).isdisjoint(build.answers.areas()):
        return [Paragraph(build._("There are no figures to examine."))]
    found = about(build.base, findings, area, period)
    build.findings.extend(finding_data(build, finding) for finding in found)
    summary = Paragraph(tally(build, found))
    return [summary, findings_table(build, found, "quality", cited=True)] if found else [summary]

"""`bpjs report`: all of it as one document, a section for each question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from bpjscli.checks.finding import Finding
from bpjscli.derive.answers import Answers, Key
from bpjscli.derive.gap import Gap
from bpjscli.derive.ranking import ranking as ranked
from bpjscli.derive.scope import main_area
from bpjscli.derive.snapshot import snapshot
from bpjscli.derive.standing import siblings
from bpjscli.derive.targets import gaps_of, next_gap
from bpjscli.derive.trend import trend as find_trend
from bpjscli.facts.areas import parts_of
from bpjscli.facts.period import Period
from bpjscli.i18n import Lang
from bpjscli.report.build import Builder
from bpjscli.report.document import Block, Document, Paragraph, Table
from bpjscli.report.views.benefits import benefits_blocks
from bpjscli.report.views.coverage import BESIDE, coverage_table
from bpjscli.report.views.figures import sources_table
from bpjscli.report.views.gap import gap_table, remarks
from bpjscli.report.views.headline import headline_blocks
from bpjscli.report.views.method import method_paragraphs
from bpjscli.report.views.quality import quality_blocks
from bpjscli.report.views.ranking import ranked_areas, ranking_blocks
from bpjscli.report.views.segments import segments_blocks
from bpjscli.report.views.trend import trend_table
from bpjscli.report.views.verdicts import trend_remarks


class Subject(NamedTuple):
    """What a report is about: an area, perhaps in one period, and what the checks found in the whole base."""

    area: str
    period: Period | None = None
    findings: Sequence[Finding] | None = None


Blocks = list[Block]
SectionBuilder = Callable[[Builder, Subject], Blocks]


def report(
    answers: Answers,
    lang: Lang,
    area: str | None = None,
    period: Period | None = None,
    *,
    sections: Sequence[str] | None = None,
    findings: Sequence[Finding] | None = None,
) -> Document:
    """The report on `area` (the group with most figures, where none is named), with `sections` in their own order.

    `findings` are those of an examination of the whole base; without them the section on data quality says that the
    figures were not examined. A base without figures has a report that says so.
    """
    build = Builder(answers, "report", lang)
    area = area or main_area(answers)
    if area is None:
        build.section("headline", "", [Paragraph(build._("The fact base has no figures."), "lead")])
        return build.document(build._("Report"))
    subject = Subject(area, period, findings)
    rows_of = None
    for id_, make in SECTIONS.items():
        if sections is None or id_ in sections:
            blocks = make(build, subject)
            build.section(id_, _title(build, id_), blocks)
            if any(isinstance(block, Table) and block.id == "headline" for block in blocks):
                rows_of = "headline"
    return build.document(build._("Social insurance of workers: {area}").format(area=build.name(area)), rows_of)


def _title(build: Builder, id_: str) -> str:
    _ = build._
    return {
        "headline": "",
        "ranking": _("Ranking"),
        "gap": _("Gap to target"),
        "segments": _("Participants by segment"),
        "benefits": _("Claims and benefits"),
        "trend": _("Trend"),
        "quality": _("Data quality"),
        "sources": _("Sources and method"),
    }[id_]


def _headline(build: Builder, subject: Subject) -> Blocks:
    return [*headline_blocks(build, subject.area, subject.period)]


def _ranking(build: Builder, subject: Subject) -> Blocks:
    """The provinces of a region; an area within one among its siblings, and its own parts."""
    answers, area = build.answers, subject.area
    if build.base.areas[area].level in ("country", "group"):
        return [*ranking_blocks(build, ranked(answers, ranked_areas(answers, area), "coverage", subject.period))]
    beside = siblings(answers, area)
    blocks: Blocks = []
    if beside is not None:
        blocks += ranking_blocks(build, ranked(answers, beside[1], "coverage", subject.period))
    within = [
        snapshot(answers, part.id, "coverage", BESIDE, subject.period) for part in parts_of(area, build.base.areas)
    ]
    known = [shot for shot in within if shot.lead is not None]
    if known:
        text = build._("Within {area}:").format(area=build.name(area))
        blocks += [Paragraph(text), coverage_table(build, known, "parts")]
    return blocks


def _gap(build: Builder, subject: Subject) -> Blocks:
    """Every target of the area and the next one of each of its parts, with the pace of the area."""
    answers, period = build.answers, subject.period
    own = gaps_of(answers, subject.area)
    parts = (next_gap(answers, part.id) for part in parts_of(subject.area, build.base.areas))
    found = [gap for gap in (*own, *parts) if gap is not None and _is_of(gap, period)]
    sentences = [Paragraph(text) for gap in found if gap.area == subject.area for text in remarks(build, gap)]
    return [gap_table(build, found), *sentences]


def _is_of(gap: Gap, period: Period | None) -> bool:
    return period is None or (gap.current is not None and period.covers(gap.current.period))


def _segments(build: Builder, subject: Subject) -> Blocks:
    return [*segments_blocks(build, subject.area, subject.period)]


def _benefits(build: Builder, subject: Subject) -> Blocks:
    return [*benefits_blocks(build, subject.area, subject.period)]


def _trend(build: Builder, subject: Subject) -> Blocks:
    found = find_trend(build.answers, Key("coverage", subject.area))
    return [trend_table(build, found), *trend_remarks(build, found)]


def _quality(build: Builder, subject: Subject) -> Blocks:
    return [*quality_blocks(build, subject.area, subject.findings)]


def _sources(build: Builder, _subject: Subject) -> Blocks:
    """The sources that the sections before this one have named, and how the numbers came about."""
    return [sources_table(build, build.cited(), ids=False), *method_paragraphs(build)]


SECTIONS: Mapping[str, SectionBuilder] = MappingProxyType(
    {
        "headline": _headline,
        "ranking": _ranking,
        "gap": _gap,
        "segments": _segments,
        "benefits": _benefits,
        "trend": _trend,
        "quality": _quality,
        "sources": _sources,
    }
)

"""`bpjs report`: all of it as one document, a section for each question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from bpjscli.checks.finding import Finding, select_about
from bpjscli.i18n import Lang
from bpjscli.measures.answers import Answers, Candidate, Key, main_area
from bpjscli.measures.breakdown import benefits_of, breakdown, latest_snapshot
from bpjscli.measures.coverage import Snapshot, SnapshotPart, snapshot
from bpjscli.measures.gap import Gap, gaps_of, next_gap
from bpjscli.measures.ranking import Standing, siblings, standing
from bpjscli.measures.ranking import ranking as ranked
from bpjscli.measures.trend import trend as find_trend
from bpjscli.model.areas import area_and_within, parts_of
from bpjscli.model.period import Period
from bpjscli.report.builder import Builder
from bpjscli.report.cells import How
from bpjscli.report.charts import gap_chart
from bpjscli.report.document import Block, Cell, Column, Document, Paragraph, Table
from bpjscli.report.findings import finding_data
from bpjscli.report.headings import gap_heading, part_heading, ranking_heading, trend_heading
from bpjscli.report.numbers import period_text
from bpjscli.report.phrases import sentence
from bpjscli.report.views.benefits import benefits_blocks
from bpjscli.report.views.check import findings_table, tally
from bpjscli.report.views.coverage import BESIDE, area_points, coverage_table, tell_left_out
from bpjscli.report.views.figures import sources_table
from bpjscli.report.views.gap import gap_table, no_target, points_cell, remarks
from bpjscli.report.views.ranking import ranked_areas, ranking_blocks
from bpjscli.report.views.segments import segments_blocks
from bpjscli.report.views.trend import trend_blocks
from bpjscli.report.views.trends import trends_blocks

APPENDIX = ("quality", "sources")
MOST_DOUBTS = 4  # that are named in front; the appendix has all
NUMBERS = 3
HEADCOUNTS = ("participants", "unregistered")

Row = tuple[str, str, Cell, Cell]  # key, label, number, the period or day it is for


def headline_blocks(
    build: Builder, area: str, period: Period | None = None, findings: Sequence[Finding] | None = None
) -> list[Paragraph | Table]:
    """The main points and the table of numbers; one line where the base has no coverage."""
    _ = build._
    shot = snapshot(build.answers, area, "coverage", BESIDE, period)
    if shot.lead is None:
        text = _("{area}: coverage is not in this fact base.")
        return [Paragraph(build.missing(area, text.format(area=build.name(area))), "lead")]
    place = standing(build.answers, area, shot.lead, period)
    parts = [snapshot(build.answers, part.id, "coverage", (), period) for part in parts_of(area, build.base.areas)]
    known = [part for part in parts if part.lead is not None]
    points = area_points(build, shot, place, known, period=period, findings=findings)
    return [*points, headline_table(build, area, _rows(build, shot, place, period)[:NUMBERS])]


def headline_table(build: Builder, area: str, rows: list[Row]) -> Table:
    """One row a number."""
    _ = build._
    columns = (
        Column("area", _("Id"), shown=False),
        Column("number", _("Id"), shown=False),
        Column("label", _("Number")),
        Column("value", _("Value"), "quantity"),
        Column("period", _("Period"), "date"),
    )
    cells = ((build.id(area), build.id(key), Cell(label, label), value, when) for key, label, value, when in rows)
    return Table("headline", columns, tuple(cells), style="numbers")


def _rows(build: Builder, shot: Snapshot, place: Standing | None, period: Period | None) -> list[Row]:
    """Numbers by weight: coverage, headcounts that are known, distances; then headcounts that are not."""
    _ = build._
    when = build.period(shot.period)
    rows: list[Row] = [("coverage", build.label("coverage"), build.answer(shot.lead), when)]
    headcounts = [(name, shot.parts[name]) for name in HEADCOUNTS]
    rows += [_headcount(build, name, part, when) for name, part in headcounts if part.candidate is not None]
    if place is not None and place.distance is not None and len(rows) < NUMBERS:
        label = _("Points below {region}").format(region=build.name(place.region))
        rows.append(("points_below_region", label, distance_cell(build, place, shot.lead), when))
    gap = next_gap(build.answers, shot.area) if len(rows) < NUMBERS and period is None else None
    if gap is not None and gap.gap_points is not None:
        rows.append(("gap_points", _("Points to the target"), points_cell(build, gap), build.day(gap.by)))
    if len(rows) < NUMBERS:
        rows += [_headcount(build, name, part, when) for name, part in headcounts if part.candidate is None]
    return rows


def distance_cell(build: Builder, place: Standing, lead: Candidate | None) -> Cell:
    """How far an area is below its region, in points."""
    _ = build._
    names = build.name(place.region), "" if lead is None else build.name(lead.key.area)
    what = build.about(_("Points below {region}").format(region=names[0]), names[1])
    operands = ((names[0], place.whole), (names[1], lead))
    how = How(what, _("coverage of the region − coverage of the area"), operands)
    return build.quantity(place.distance, unit="points", how=how)


def _headcount(build: Builder, name: str, part: SnapshotPart, when: Cell) -> Row:
    why_not = build._("not in this fact base for the period of the coverage, nor are figures it would follow from")
    return name, build.label(name), build.answer(part.candidate, tell_left_out(build, part) or why_not), when


def method_paragraphs(build: Builder) -> list[Paragraph]:
    """Reading, derivation, contradictions, choice and comparison, a paragraph each."""
    _ = build._
    texts = (
        _(
            "Reading: a number in full stands for itself, a shortened one for all that round to it, and one with a "
            "word such as “about” or “more than” for what the word allows. Where figures agree only if one of them was "
            "cut or is off by one in its last digit, it is read so and marked."
        ),
        _(
            "Deriving: what is not in the fact base follows, where it does, from equations such as coverage = "
            "participants / workforce. The range beside a derived number holds every value that the figures allow."
        ),
        _(
            "Contradictions: figures of a source that cannot all be true stay as printed, marked as disputed. What "
            "is derived from them holds whichever of them is wrong: it is worked out without each in turn, and the "
            "range covers all of these results."
        ),
        _(
            "Choice: where several sources give a number, the newest is shown, with the digits of an older one if that "
            "is more exact and agrees; areas that the precision cannot separate share a rank."
        ),
        _(
            "Comparison: coverage of two periods is compared only on a workforce that moved by no more than about four "
            "percent a year. A change is split evenly between participants and workforce (Kitagawa, 1955; Das Gupta, "
            "1978), so that the two parts add up to it."
        ),
    )
    return [Paragraph(text, "small") for text in texts]


def quality_blocks(
    build: Builder, area: str, findings: Sequence[Finding] | None, period: Period | None = None
) -> list[Paragraph | Table]:
    """How many findings there are that concern `area` and the areas within, and each in a sentence.

    With a `period`, only those about figures of it and of earlier ones. `findings` are those of the whole base; `None`
    says that it was not examined. They become findings of the document.
    """
    if findings is None:
        return [Paragraph(build._("The figures were not examined."))]
    if area_and_within(area, build.base.areas).isdisjoint(build.answers.areas()):
        return [Paragraph(build._("There are no figures to examine."))]
    found = select_about(build.base, findings, area, period)
    build.findings.extend(finding_data(build, finding) for finding in found)
    summary = Paragraph(tally(build, found))
    return [summary, findings_table(build, found, "quality", cited=True)] if found else [summary]


class Subject(NamedTuple):
    """What a report is about: an area, perhaps in one period; what the checks found in the whole base; its sections.

    `on_map` is for a page whose map leads to other pages: the ranking has that one, though there are few provinces.
    """

    area: str
    period: Period | None = None
    findings: Sequence[Finding] | None = None
    sections: Sequence[str] = ()
    on_map: bool = False


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
    subject = Subject(area, period, findings, [id_ for id_ in SECTIONS if sections is None or id_ in sections])
    rows_of = None
    for id_ in subject.sections:
        blocks = SECTIONS[id_](build, subject)
        build.section(id_, section_heading(build, id_, subject), blocks, appendix=id_ in APPENDIX)
        if id_ == "headline" and "quality" in subject.sections:
            trust_section(build, subject)
        if any(isinstance(block, Table) and block.id == "headline" for block in blocks):
            rows_of = "headline"
    title = build._("Social insurance of workers: {area}").format(area=build.name(area))
    return build.document(title, rows_of, _about(build, subject))


def trust_section(build: Builder, subject: Subject) -> None:
    """What cannot be trusted, the gravest first: a section in front, where there is anything to say."""
    _ = build._
    findings = select_about(build.base, subject.findings or (), subject.area, subject.period)
    grave = [f for f in findings if f.accepted is None and f.severity in ("error", "warning")]
    if not grave:
        return
    texts = [sentence(build, finding.message) for finding in grave[:MOST_DOUBTS]]
    blocks = [Paragraph(text, "point") for text in texts]
    left = len(findings) - len(texts)
    if left:
        more = (
            _("One more finding is in the appendix.") if left == 1 else _("{count} more findings are in the appendix.")
        )
        blocks.append(Paragraph(more.format(count=left), "small"))
    build.section("trust", _("What cannot be trusted"), blocks)


def _about(build: Builder, subject: Subject) -> list[tuple[str, str]]:
    """Which area and period the report is on, and the publications it has named."""
    _ = build._
    lead = snapshot(build.answers, subject.area, "coverage", (), subject.period).lead
    period = subject.period or (None if lead is None else lead.period)
    about = [(_("Area"), build.name(subject.area))]
    if period is not None:
        about.append((_("Period"), period_text(period, build.lang)))
    return [*about, *_made_from(build)]


def _made_from(build: Builder) -> list[tuple[str, str]]:
    """The production line: which fact base, as of which publication, and how many of its publications are named."""
    _ = build._
    dated = [source for source in build.cited() if source.published is not None]
    if not dated:
        return []
    newest = max(dated, key=lambda source: source.published.sort_key if source.published is not None else ())
    text = _("{base}, {count} publications up to {newest}")
    if len(dated) == 1:
        text = _("{base}, one publication: {newest}")
    name = Path(build.base.path).name
    return [(_("Made from"), text.format(base=name, count=len(build.cited()), newest=build.source_name(newest)))]


def section_heading(build: Builder, id_: str, subject: Subject) -> str:
    """The heading of a section: what was found, where that can be said in a line."""
    answers, area = build.answers, subject.area
    if id_ == "gap" and subject.period is None:
        return gap_heading(build, next_gap(answers, area))
    if id_ == "trend":
        return trend_heading(build, snapshot(answers, area, "coverage", (), subject.period).lead)
    if id_ == "ranking":
        beside = siblings(answers, area)
        whole = build.base.areas[area].level in ("country", "group")
        areas = ranked_areas(answers, area) if whole else [] if beside is None else beside[1]
        return ranking_heading(build, ranked(answers, areas, "coverage", subject.period))
    if id_ in ("segments", "benefits"):
        return _part_heading(build, id_, subject)
    return _title(build, id_)


def _part_heading(build: Builder, id_: str, subject: Subject) -> str:
    """Which segment has most of the participants, or which programme takes most of the benefits."""
    _, answers, area = build._, build.answers, subject.area
    if id_ == "benefits":
        found = benefits_of(answers, area, subject.period)
        parts = () if found is None else found.benefits.parts
        return part_heading(build, parts, _("{part}: {share} of benefits"), _title(build, id_))
    shot = latest_snapshot(answers, area, ("participants",), "segment", subject.period)
    parts = () if shot is None else breakdown(answers, area, "participants", "segment", shot).parts
    return part_heading(build, parts, _("{part}: {share} of participants"), _title(build, id_))


def _title(build: Builder, id_: str) -> str:
    _ = build._
    return {
        "headline": "",
        "gap": _("Gap to target"),
        "segments": _("Participants by segment"),
        "benefits": _("Claims and benefits"),
        "quality": _("What does not add up"),
        "sources": _("Method"),
    }[id_]


def _headline(build: Builder, subject: Subject) -> Blocks:
    found = subject.findings if "quality" in subject.sections else None
    about = None if found is None else select_about(build.base, found, subject.area, subject.period)
    return [*headline_blocks(build, subject.area, subject.period, about)]


def _ranking(build: Builder, subject: Subject) -> Blocks:
    name = build.name(subject.area)
    text = build._("{area}: coverage of areas beside or within it is not in this fact base.").format(area=name)
    return [_or_say(block, text) for block in _rankings(build, subject)] or [Paragraph(text)]


def _rankings(build: Builder, subject: Subject) -> Blocks:
    """The provinces of a region; an area within one among its siblings, and its own parts."""
    answers, area = build.answers, subject.area
    if build.base.areas[area].level in ("country", "group"):
        return _ranked(build, subject, ranked_areas(answers, area))
    beside = siblings(answers, area)
    blocks: Blocks = []
    if beside is not None:
        blocks += _ranked(build, subject, beside[1])
    within = [
        snapshot(answers, part.id, "coverage", BESIDE, subject.period) for part in parts_of(area, build.base.areas)
    ]
    known = [shot for shot in within if shot.lead is not None]
    if known:
        text = build._("Within {area}:").format(area=build.name(area))
        blocks += [Paragraph(text), coverage_table(build, known, "parts")]
    return blocks


def _ranked(build: Builder, subject: Subject, areas: Sequence[str]) -> Blocks:
    """A ranking with the coverage of the region, where the headline of the report has it."""
    found = ranked(build.answers, areas, "coverage", subject.period)
    reference = None
    beside = []
    if "headline" in subject.sections and subject.area not in areas:
        lead = snapshot(build.answers, subject.area, "coverage", (), subject.period).lead
        reference = None if lead is None else (build.name(subject.area), build.answer(lead))
        beside += ["headline"] if reference else []
    return ranking_blocks(build, found, reference=reference, beside=beside, subject=subject.area, on_map=subject.on_map)


def _gaps(build: Builder, subject: Subject) -> list[Gap]:
    """The gap of the area to each of its targets, and that of each of its parts to its next one."""
    own = gaps_of(build.answers, subject.area)
    parts = (next_gap(build.answers, part.id) for part in parts_of(subject.area, build.base.areas))
    return [gap for gap in (*own, *parts) if gap is not None and _is_of(gap, subject.period)]


def _gap(build: Builder, subject: Subject) -> Blocks:
    """Every target of the area and the next one of each of its parts, with the pace of the area."""
    found = _gaps(build, subject)
    table = gap_table(build, found)
    chart = gap_chart(build, table, subject.area)
    sentences = [Paragraph(text) for gap in found if gap.area == subject.area for text in remarks(build, gap)]
    blocks: Blocks = [] if chart is None else [chart]
    return [*blocks, _or_say(table, no_target(build, subject.area)), *sentences]


def _is_of(gap: Gap, period: Period | None) -> bool:
    return period is None or (gap.current is not None and period.covers(gap.current.period))


def _segments(build: Builder, subject: Subject) -> Blocks:
    return [*segments_blocks(build, subject.area, subject.period)]


def _benefits(build: Builder, subject: Subject) -> Blocks:
    return [*benefits_blocks(build, subject.area, subject.period)]


def _trend(build: Builder, subject: Subject) -> Blocks:
    until = None if subject.period is None else subject.period.end
    found = find_trend(build.answers, Key("coverage", subject.area), until)
    parts = [part.id for part in parts_of(subject.area, build.base.areas)]
    parts = [part for part in parts if part in build.answers.areas()]
    return [*trend_blocks(build, found), *trends_blocks(build, parts, until)]


def _quality(build: Builder, subject: Subject) -> Blocks:
    return [*quality_blocks(build, subject.area, subject.findings, subject.period)]


def _sources(build: Builder, _subject: Subject) -> Blocks:
    """How the numbers came about, and for machines the sources that the sections before have named.

    For people the notes are the list of these.
    """
    table = sources_table(build, build.cited())
    if not table.rows:
        return [Paragraph(build._("This report rests on no publication."))]
    columns = tuple(msgspec.structs.replace(column, shown=False) for column in table.columns)
    return [msgspec.structs.replace(table, columns=columns), *method_paragraphs(build)]


def _or_say(block: Block, empty: str) -> Block:
    """The block, with what to say in its place if it is a table without rows."""
    return msgspec.structs.replace(block, empty=empty) if isinstance(block, Table) else block


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

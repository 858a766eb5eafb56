"""Participants by segment, with the workforce and coverage of each where they are known."""

from __future__ import annotations

from bpjscli.measures.answers import Key
from bpjscli.measures.breakdown import Breakdown, Part, SourcePeriod, breakdown, latest_snapshot, of_snapshot
from bpjscli.model.period import Period
from bpjscli.report.builder import Builder
from bpjscli.report.charts import parts_chart
from bpjscli.report.document import Block, Cell, Column, Paragraph, Table
from bpjscli.report.numbers import capitalise, period_text
from bpjscli.report.views.benefits import part_cell, share_cell, snapshot_sentence, summed_remark, total_cell

BESIDE = ("workforce", "coverage")


def segments_blocks(build: Builder, area: str, period: Period | None = None) -> list[Block]:
    """The table by segment with its chart, and which source it is from; one line where there are no such figures."""
    shot = latest_snapshot(build.answers, area, ("participants",), "segment", period)
    if shot is None:
        text = build._("{area}: participants by segment are not in this fact base.").format(area=build.name(area))
        return [Paragraph(build.missing(area, text))]
    whole = breakdown(build.answers, area, "participants", "segment", shot)
    remark = summed_remark(build, (whole,))
    table = segments_table(build, area, shot, whole)
    title = build._("{indicator} by segment, {period}").format(
        indicator=build.label("participants"), period=period_text(shot.period, build.lang)
    )
    chart = parts_chart(build, table, "segment", ("participants", "share"), title, "persons")
    pictures: list[Block] = [] if chart is None else [chart]
    blocks: list[Block] = [snapshot_sentence(build, shot), *pictures, table]
    return blocks if remark is None else [*blocks, remark]


def segments_table(build: Builder, area: str, shot: SourcePeriod, whole: Breakdown) -> Table:
    """One row a segment that has figures, and one for all of them."""
    _ = build._
    known = {
        (name, part.term): of_snapshot(build.answers, Key(name, area, part.term), shot)
        for name in BESIDE
        for part in whole.parts
    }
    shown = [name for name in BESIDE if any(known[name, part.term] is not None for part in whole.parts)]
    columns = (
        Column("area", _("Id"), shown=False),
        Column("period", _("Period"), "date", shown=False),
        Column("segment", _("Segment"), shown=False),
        Column("name", _("Segment")),
        build.column("participants"),
        Column("share", _("Share"), "quantity"),
        *(build.column(name, shown=name in shown) for name in BESIDE),
    )
    nobody = _("not in this fact base, nor are the figures it would follow from")
    rows = [
        (
            *_labels(build, area, shot, part.term, build.term(part.term)),
            part_cell(build, part),
            share_cell(build, part, whole),
            *(build.answer(known[name, part.term], nobody if name in shown else "") for name in BESIDE),
        )
        for part in whole.parts
        if _has_figures(build, area, part)
    ]
    answers = [of_snapshot(build.answers, Key(name, area), shot) for name in BESIDE]
    total = (
        *_labels(build, area, shot, None, _("all segments")),
        total_cell(build, whole),
        Cell("", None),
        *(build.answer(c, nobody if name in shown else "") for name, c in zip(BESIDE, answers, strict=True)),
    )
    return Table("segments", columns, (*rows, total))


def _has_figures(build: Builder, area: str, part: Part) -> bool:
    """Whether anything was ever said of a segment here: one that few areas have would only be a row of dashes."""
    return part.candidate is not None or part.elsewhere is not None


def _labels(build: Builder, area: str, shot: SourcePeriod, segment: str | None, name: str) -> tuple[Cell, ...]:
    return build.id(area), build.period(shot.period), build.id(segment), Cell(capitalise(name), name)

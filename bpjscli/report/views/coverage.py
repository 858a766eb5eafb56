"""`bpjs coverage`: how many of the workers are covered, everywhere or in one area."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from bpjscli.i18n import Lang
from bpjscli.measures.agreement import finer
from bpjscli.measures.answers import Answers, Candidate
from bpjscli.measures.candidates import usable
from bpjscli.measures.coverage import Snapshot, SnapshotPart, snapshot
from bpjscli.measures.gap import next_gap
from bpjscli.measures.ranking import Standing, standing
from bpjscli.measures.ranking import ranking as ranked
from bpjscli.model.areas import parts_of
from bpjscli.model.period import Period
from bpjscli.report.builder import Builder
from bpjscli.report.document import Cell, Column, Document, Paragraph, Table
from bpjscli.report.numbers import capitalise, period_text, quantity_text, say_quantity
from bpjscli.report.views.gap import targets_table

if TYPE_CHECKING:
    from bpjscli.checks.finding import Finding

BESIDE = ("participants", "workforce", "unregistered")


def coverage(answers: Answers, lang: Lang, area: str | None = None, period: Period | None = None) -> Document:
    """Coverage of every area with figures, or of `area` with its rank, its targets and its parts."""
    build = Builder(answers, "coverage", lang)
    if area is not None:
        return _one_area(build, area, period)
    shots = [snapshot(answers, place, "coverage", BESIDE, period) for place in answers.areas()]
    build.section("coverage", "", [coverage_table(build, [s for s in shots if s.lead is not None], "coverage")])
    by_segment = segments_table(build, [shot.area for shot in shots if shot.lead is None], period)
    if by_segment.rows:
        build.section("segments", build._("Known for segments only"), [by_segment])
    return build.document(build._("Coverage of workers"), "coverage")


def _one_area(build: Builder, area: str, period: Period | None) -> Document:
    _ = build._
    answers = build.answers
    shot = snapshot(answers, area, "coverage", BESIDE, period)
    place = None if shot.lead is None else standing(answers, area, shot.lead, period)
    parts = [snapshot(answers, part.id, "coverage", BESIDE, period) for part in parts_of(area, build.base.areas)]
    known = [part for part in parts if part.lead is not None]
    if shot.lead is not None:
        build.section("standing", "", area_points(build, shot, place, known, period=period))
    shots = [shot] if shot.lead is not None else []
    table = coverage_table(build, shots, "coverage", {area: place})
    empty = (
        _("{area}: coverage is not in this fact base.")
        if period is None
        else _("{area}: coverage for {period} is not in this fact base.")
    )
    when = "" if period is None else period_text(period, build.lang)
    empty = build.missing(area, empty.format(area=build.name(area), period=when))
    table = replace(table, empty=empty, told=_is_told(shot))
    build.section("coverage", "", [table])
    if shot.lead is None and (by_segment := segments_table(build, [area], period)).rows:
        build.section("segments", _("Coverage by segment"), [by_segment])
    if shots:
        targets = targets_table(build, area)
        if targets.rows:
            build.section("targets", _("Distance to target"), [replace(targets, told=len(targets.rows) == 1)])
    if known:
        build.section("parts", _("Areas within"), [coverage_table(build, known, "parts")])
    return build.document(_("Coverage of workers: {area}").format(area=build.name(area)), "coverage")


def area_points(
    build: Builder,
    shot: Snapshot,
    place: Standing | None,
    known: Sequence[Snapshot],
    *,
    period: Period | None = None,
    findings: Sequence[Finding] | None = None,
) -> list[Paragraph]:
    """The main points about one area; `known` are the snapshots of its parts, `findings` those of a check, if made."""
    from bpjscli.report import main_points as say

    points = [*say.level_point(build, shot), *say.change_point(build, shot.lead), *say.standing_point(build, place)]
    if len(known) > 1:
        within = ranked(build.answers, [part.area for part in known], "coverage", period)
        points += say.extremes_point(build, within)
    gap = next_gap(build.answers, shot.area) if period is None else None
    points += say.target_point(build, gap)
    return [*points, *say.dispute_point(build, known, findings)]


def _is_told(shot: Snapshot) -> bool:
    """Whether the main points say all that the row of one area holds."""
    if shot.lead is None or shot.lead.quantity.disputed:
        return False
    heads = [shot.parts[name].candidate for name in BESIDE]
    return not any(heads) or all(c is not None and usable(c) for c in heads)


def segments_table(build: Builder, areas: Sequence[str], period: Period | None) -> Table:
    """One row a segment whose coverage is known, of areas where that of all workers is not."""
    _ = build._
    columns = (
        Column("area", _("Id"), shown=False),
        Column("name", _("Area"), shown=len(areas) > 1),
        Column("segment", _("Segment"), shown=False),
        Column("of", _("Segment")),
        Column("period", _("Period"), "date"),
        build.column("coverage"),
        *(build.column(indicator, spare=place) for place, indicator in enumerate(BESIDE, 1)),
    )
    rows = []
    for area in areas:
        for segment in build.base.vocabulary.segments:
            shot = snapshot(build.answers, area, "coverage", BESIDE, period, segment=segment)
            if shot.lead is None:
                continue
            row = [
                build.id(area),
                build.area(area),
                build.id(segment),
                Cell(term := capitalise(build.term(segment)), term),
            ]
            row += [build.period(shot.period), _lead_cell(build, shot)]
            rows.append((*row, *(_beside_cell(build, shot, indicator) for indicator in BESIDE)))
    return Table("segments", columns, tuple(rows))


def coverage_table(
    build: Builder, shots: list[Snapshot], id_: str, places: dict[str, Standing | None] | None = None
) -> Table:
    """One row a snapshot: coverage and the headcounts beside it; `places` adds ranks for machines."""
    _ = build._
    columns = [
        Column("area", _("Id"), shown=False),
        Column("name", _("Area")),
        Column("period", _("Period"), "date"),
        build.column("coverage"),
        *(build.column(indicator, spare=place) for place, indicator in enumerate(BESIDE, 1)),
    ]
    if places is not None:
        columns += [
            Column("rank_low", _("Rank from"), "number", shown=False),
            Column("rank_high", _("Rank to"), "number", shown=False),
            Column("ranked", _("Areas ranked"), "number", shown=False),
            Column("region", _("Region"), shown=False),
            Column("region_coverage", _("Coverage of the region"), "quantity", shown=False),
            Column("points_below_region", _("Points below the region"), "quantity", shown=False),
        ]
    rows = []
    for shot in shots:
        row = [build.id(shot.area), build.area(shot.area), build.period(shot.period), _lead_cell(build, shot)]
        row += [_beside_cell(build, shot, indicator) for indicator in BESIDE]
        if places is not None:
            row += _place_cells(build, places.get(shot.area))
        rows.append(tuple(row))
    return Table(id_, tuple(columns), tuple(rows), empty=_("No figure for coverage matches."))


def _lead_cell(build: Builder, shot: Snapshot) -> Cell:
    """The coverage, with a footnote for what agrees with it in more digits for another day."""
    cell = build.answer(shot.lead)
    other = None if shot.lead is None else finer(build.answers, shot.lead)
    return cell if other is None else replace(cell, notes=(*cell.notes, build.agreeing_note(other)))


def _place_cells(build: Builder, place: Standing | None) -> list[Cell]:
    if place is None:
        return [build.number(None)] * 3 + [build.id(None), Cell("–"), Cell("–")]
    return [
        build.number(place.place.low),
        build.number(place.place.high),
        build.number(len(place.table.ranked)),
        build.id(place.region),
        build.answer(place.whole),
        build.quantity(place.distance),
    ]


def _beside_cell(build: Builder, shot: Snapshot, indicator: str) -> Cell:
    part = shot.parts[indicator]
    if part.candidate is not None:
        return build.answer(part.candidate)
    return build.unknown(tell_left_out(build, part) or _why_not(build, shot, indicator, part.elsewhere))


def tell_left_out(build: Builder, part: SnapshotPart) -> str:
    """Why an answer for the same time does not stand beside the lead; empty where there is none."""
    if part.against is None or part.lead is None:
        return ""
    key, lang = part.against.key, build.lang
    return build._(
        "{label}, {area}: {value} is of a source that has {other} for {lead}, and is not shown beside it"
    ).format(
        label=build.label(key.indicator),
        area=build.name(key.area),
        value=say_quantity(quantity_text(part.against.quantity, lang), lang),
        other=say_quantity(quantity_text(part.lead.quantity, lang), lang),
        lead=build.lower(part.lead.key.indicator),
    )


def _why_not(build: Builder, shot: Snapshot, indicator: str, elsewhere: Candidate | None) -> str:
    """Why a cell is empty; the same sentence for every area it is true of, so that they share one footnote."""
    _ = build._
    if shot.lead is not None and shot.lead.quantity.disputed:
        return _("not derived, because the figures it would rest on contradict each other")
    if elsewhere is None:
        return _("not in this fact base, nor are the figures it would follow from")
    return _("{label}, {area}: not in this fact base for this period; the latest is {value} for {other}").format(
        label=build.label(indicator),
        area=build.name(shot.area),
        value=say_quantity(quantity_text(elsewhere.quantity, build.lang), build.lang),
        other=period_text(elsewhere.period, build.lang),
    )

"""The headline of a report: coverage in a sentence, and the three numbers that say most about an area."""

from __future__ import annotations

from bpjscli.derive.snapshot import Part, Snapshot, snapshot
from bpjscli.derive.standing import Standing, standing
from bpjscli.derive.targets import next_gap
from bpjscli.facts.period import Period
from bpjscli.report.build import Builder
from bpjscli.report.document import Cell, Column, Paragraph, Table
from bpjscli.report.views.coverage import doubts, lead_sentence, left_out, standing_sentences
from bpjscli.report.views.gap import points_cell

NUMBERS = 3
HEADCOUNTS = ("participants", "unregistered")

Row = tuple[str, str, Cell, Cell]  # key, label, number, the period or day it is for


def headline_blocks(build: Builder, area: str, period: Period | None = None) -> list[Paragraph | Table]:
    """The sentence and the table of numbers; one line where nobody has published coverage."""
    _ = build._
    shot = snapshot(build.answers, area, "coverage", HEADCOUNTS, period)
    if shot.lead is None:
        return [Paragraph(_("{area}: nobody has published coverage.").format(area=build.name(area)), "lead")]
    place = standing(build.answers, area, shot.lead)
    sentences = [lead_sentence(build, shot.lead), *standing_sentences(build, place), *doubts(build, shot.lead)]
    rows = _rows(build, shot, place, period)
    return [Paragraph(" ".join(sentences), "lead"), headline_table(build, area, rows[:NUMBERS])]


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
        rows.append(("points_below_region", label, build.quantity(place.distance, unit="points"), when))
    gap = next_gap(build.answers, shot.area) if len(rows) < NUMBERS and period is None else None
    if gap is not None and gap.gap_points is not None:
        rows.append(("gap_points", _("Points to the target"), points_cell(build, gap), build.day(gap.by)))
    if len(rows) < NUMBERS:
        rows += [_headcount(build, name, part, when) for name, part in headcounts if part.candidate is None]
    return rows


def _headcount(build: Builder, name: str, part: Part, when: Cell) -> Row:
    why_not = build._("nobody has published it for the period of the coverage, nor figures it would follow from")
    return name, build.label(name), build.answer(part.candidate, left_out(build, part) or why_not), when

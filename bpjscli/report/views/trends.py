"""The coverage of several areas over time: small lines on one scale, and their table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bpjscli.measures.answers import Key
from bpjscli.measures.trend import Trend
from bpjscli.measures.trend import trend as find_trend
from bpjscli.report.builder import Builder
from bpjscli.report.charts import multiples_chart
from bpjscli.report.document import Block, Column, Table
from bpjscli.report.views.trend import change_cell
from bpjscli.report.views.trend_origins import how_change


def trends_table(build: Builder, found: Sequence[Trend]) -> Table:
    """One row a point of the coverage of several areas, and whether it may be compared with the one before."""
    _ = build._
    columns = (
        Column("area", _("Id"), shown=False),
        Column("name", _("Area")),
        Column("period", _("Period"), "date"),
        Column("end", _("Day"), "date", shown=False),
        Column("quantity", build.label("coverage"), "quantity"),
        Column("change", _("Change in points"), "quantity"),
        Column("verdict", _("Comparable"), shown=False),
    )
    not_comparable = _("a change only where the two may be compared")
    rows = tuple(
        (
            build.id(one.key.area),
            build.area(one.key.area),
            build.period(step.point.period),
            build.day(step.point.date),
            build.answer(step.point),
            change_cell(build, step.change, "", narrow=True, how=how_change(build, step))
            if step.verdict is not None and step.verdict.outcome == "comparable"
            else build.unknown(not_comparable),
            build.id(None if step.verdict is None else step.verdict.outcome),
        )
        for one in found
        for step in one.steps
    )
    return Table("trends", columns, rows)


def trends_blocks(build: Builder, areas: Sequence[str], until: date | None = None) -> list[Block]:
    """Small lines of the coverage of several areas with their table; nothing where fewer than two have a course."""
    series = [find_trend(build.answers, Key("coverage", area), until) for area in areas]
    several = [one for one in series if len(one.steps) > 1]
    table = trends_table(build, several)
    chart = multiples_chart(build, table)
    return [] if chart is None else [chart, table]

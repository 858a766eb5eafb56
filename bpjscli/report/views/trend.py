"""`bpjs trend`: how an indicator moved, which periods may be compared, and what a change consists of."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from bpjscli.derive.answers import Answers, Candidate, Key
from bpjscli.derive.candidate import known
from bpjscli.derive.comparability import Verdict
from bpjscli.derive.quantity import Quantity
from bpjscli.derive.trend import Step, Trend
from bpjscli.derive.trend import trend as find_trend
from bpjscli.i18n import Lang
from bpjscli.report.build import Builder
from bpjscli.report.charts import trend_chart
from bpjscli.report.document import Block, Cell, Column, Document, Table
from bpjscli.report.numbers import period_text, quantity_text, spoken
from bpjscli.report.views.verdicts import outcome_text, points_of, reason_text, signed, trend_remarks


def trend(answers: Answers, lang: Lang, key: Key) -> Document:
    """The series of an indicator in one area, with a verdict on every change."""
    build = Builder(answers, "trend", lang)
    found = find_trend(answers, key)
    build.section("trend", "", trend_blocks(build, found))
    title = build._("Trend: {indicator}, {area}").format(indicator=measured(build, key), area=build.name(key.area))
    return build.document(title, "trend")


def trend_blocks(build: Builder, found: Trend) -> list[Block]:
    """The table of a series with its chart, and a remark on what may be compared."""
    table = trend_table(build, found)
    chart = trend_chart(build, found, table)
    before: list[Block] = [] if chart is None else [chart]
    return [*before, table, *trend_remarks(build, found)]


def measured(build: Builder, key: Key) -> str:
    """An indicator with its segment and programme: "participants, wage earners"."""
    return ", ".join(filter(None, (build.lower(key.indicator), build.term(key.segment), build.term(key.programme))))


def trend_table(build: Builder, found: Trend) -> Table:
    """One row a point: the change to the point before it, what that consists of, and whether they are comparable."""
    _ = build._
    indicator = build.base.vocabulary.indicators[found.key.indicator]
    percent = indicator.unit == "percent"
    split = any(step.split is not None for step in found.steps)
    on_latest = sum(step.on_latest_workforce is not None for step in found.steps) > 1
    columns = (
        Column("area", _("Id"), shown=False),
        Column("name", _("Area"), shown=False),
        Column("indicator", _("Indicator"), shown=False),
        Column("segment", _("Segment"), shown=False),
        Column("programme", _("Programme"), shown=False),
        Column("period", _("Period"), "date"),
        Column("quantity", build.label(indicator.id), "quantity"),
        Column("change", _("Change in points") if percent else _("Change"), "quantity"),
        Column("growth_per_year", _("Growth a year"), "quantity", shown=not percent, spare=1),
        Column("participants_effect", _("By participants"), "quantity", shown=split, spare=2),
        Column("denominator_effect", _("By denominator"), "quantity", shown=split, spare=2),
        Column("on_latest_workforce", _latest_title(build, found), "quantity", shown=on_latest, spare=1),
        Column("verdict", _("Comparable")),
        Column("reason", _("Reason"), shown=False),
        Column("reason_code", _("Code of the reason"), shown=False),
        Column("compared_with", _("Compared with"), "date", shown=False),
        Column("months", _("Months between"), "number", shown=False),
        Column("participants", build.label("participants"), "quantity", shown=False),
        Column("workforce", build.label("workforce"), "quantity", shown=False),
        Column("workforce_growth", _("Growth of the workforce"), "quantity", shown=False),
        Column("allowed_growth", _("Greatest plausible growth of the workforce"), "number", shown=False),
        Column("base", _("Base"), shown=False),
        Column("agreeing", _("Agreeing answers at about the same time"), shown=False),
    )
    rows = tuple(_row(build, found, step) for step in found.steps)
    empty = _("{area}: nobody has published {indicator}.").format(
        area=build.name(found.key.area), indicator=measured(build, found.key)
    )
    return Table("trend", columns, rows, empty=empty)


def _latest_title(build: Builder, found: Trend) -> str:
    if found.latest is None:
        return build._("On the latest workforce")
    return build._("On the workforce of {period}").format(period=period_text(found.latest.point.period, build.lang))


def _row(build: Builder, found: Trend, step: Step) -> tuple[Cell, ...]:
    key, verdict = found.key, step.verdict
    return (
        build.id(key.area),
        build.area(key.area),
        build.id(key.indicator),
        build.id(key.segment),
        build.id(key.programme),
        build.period(step.point.period),
        _point_cell(build, step),
        *_change_cells(build, step, narrow=key.indicator == "coverage"),
        build.quantity(
            step.on_latest_workforce, build._("participants or the latest workforce are not known"), narrow=True
        ),
        Cell("–", None) if verdict is None else Cell(outcome_text(build, verdict), verdict.outcome),
        build.id(None if verdict is None else reason_text(build, verdict)),
        build.id(None if verdict is None else verdict.reason),
        build.period(None if step.previous is None else step.previous.period),
        build.number(None if verdict is None else verdict.months),
        build.quantity(None if step.participants is None else known(step.participants)),
        build.quantity(None if step.workforce is None else known(step.workforce)),
        build.quantity(None if verdict is None else verdict.growth),
        _allowed_cell(verdict),
        build.id(step.point.base),
        Cell("", [f"{c.source.id} {c.period.text}" for c in step.merged]),
    )


def _point_cell(build: Builder, step: Step) -> Cell:
    """The number of a point, with a footnote for each answer that agrees with it at about the time."""
    cell = build.answer(step.point)
    return msgspec.structs.replace(cell, notes=(*cell.notes, *(build.agreeing_note(c) for c in step.merged)))


def _change_cells(build: Builder, step: Step, *, narrow: bool) -> list[Cell]:
    """The change, the growth a year, and the two effects; each that is not known with the reason."""
    _ = build._
    split = step.split
    why_not = _why_no_change(build, step)
    no_change = why_not or _("the bounds of the two do not allow a difference")
    no_growth = why_not or _("growth a year needs a year and bounded figures")
    no_split = why_not or _("participants and workforce are not both known at both ends of the change")
    return [
        _noted(build, step, change_cell(build, step.change, no_change, narrow=narrow)),
        relative_cell(build, step.growth_per_year, "" if step.point.quantity.unit == "percent" else no_growth),
        change_cell(build, None if split is None else split.participants_effect, no_split, narrow=narrow),
        change_cell(build, None if split is None else split.denominator_effect, no_split, narrow=narrow),
    ]


def _why_no_change(build: Builder, step: Step) -> str:
    _ = build._
    if step.point.quantity.disputed:
        return _("disputed figures take no part in a comparison")
    if step.previous is None:
        return _("the series begins here")
    if step.verdict is not None and step.verdict.reason == "spans-differ":
        return _("there is no earlier figure over a period of the same length")
    if step.verdict is not None and step.verdict.reason == "unfinished":
        return _("one of the two was published before its period was over")
    if step.verdict is not None and step.verdict.reason == "area-redrawn":
        return _("there is no earlier figure within the same boundaries")
    return ""


def change_cell(build: Builder, quantity: Quantity | None, why_not: str, *, narrow: bool = False) -> Cell:
    """A change with its sign; one of a percentage in points, without the percent sign that would say "relative"."""
    cell = build.quantity(quantity, why_not, narrow=narrow, unit=points_of(quantity))
    if quantity is None or quantity.value is None:
        return cell
    text = signed(quantity, build.lang)
    text = text.removeprefix("≈ ") if cell.detail else text
    return msgspec.structs.replace(cell, text=text)


def relative_cell(build: Builder, quantity: Quantity | None, why_not: str) -> Cell:
    """A relative change in percent, with its sign."""
    cell = build.quantity(quantity, why_not)
    if quantity is None or quantity.value is None:
        return cell
    return msgspec.structs.replace(cell, text=f"{signed(quantity, build.lang).removeprefix('≈ ')} %")


def _allowed_cell(verdict: Verdict | None) -> Cell:
    if verdict is None or verdict.growth is None:
        return Cell("", None)
    text = f"{verdict.allowed.quantize(Decimal('0.01')):f}"
    return Cell(text, text)


def _noted(build: Builder, step: Step, cell: Cell) -> Cell:
    """The cell of a change, with a footnote for each end that counts with more digits than are printed."""
    notes = [_narrowing_note(build, end) for end in (step.previous, step.point) if end is not None]
    if cell.data is None or not any(notes):
        return cell
    return msgspec.structs.replace(cell, notes=(*cell.notes, *filter(None, notes)))


def _narrowing_note(build: Builder, end: Candidate) -> str | None:
    own, closer = quantity_text(end.quantity, build.lang), quantity_text(known(end), build.lang).removeprefix("≈ ")
    if own.removeprefix("≈ ") == closer:
        return None
    text = build._("{own} for {period} counts as {closer}, which the other figures of its source leave of it").format(
        own=spoken(own, build.lang), period=period_text(end.period, build.lang), closer=spoken(closer, build.lang)
    )
    return build.note(f"narrowed-{end.source.id}-{end.key.indicator}-{end.period.text}", text)

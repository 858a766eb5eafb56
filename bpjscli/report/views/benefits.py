"""`bpjs benefits`: claims and benefits by programme, averages, shares, and benefits against contributions."""

from __future__ import annotations

from bpjscli.i18n import Lang
from bpjscli.measures.answers import Answers, Candidate
from bpjscli.measures.breakdown import (
    Benefits,
    Breakdown,
    Part,
    Programme,
    SourcePeriod,
    Totals,
    benefits_of,
    totals_by_period,
)
from bpjscli.model.period import Period
from bpjscli.report.builder import Builder
from bpjscli.report.charts import benefits_chart
from bpjscli.report.document import Block, Cell, Column, Document, Paragraph, Table
from bpjscli.report.numbers import capitalise, period_text, quantity_text, say_quantity


def benefits(answers: Answers, lang: Lang, area: str, period: Period | None = None) -> Document:
    """Claims and benefits of an area: the latest period with figures by programme, or the latest within `period`."""
    build = Builder(answers, "benefits", lang)
    build.section("benefits", "", benefits_blocks(build, area, period))
    return build.document(build._("Claims and benefits: {area}").format(area=build.name(area)), "benefits")


def benefits_blocks(build: Builder, area: str, period: Period | None = None) -> list[Block]:
    """The table by programme with its chart and remarks, and that of all programmes by period where there is any."""
    found = benefits_of(build.answers, area, period)
    table = programmes_table(build, area, found)
    chart = benefits_chart(build, table)
    blocks: list[Block] = [] if found is None else [snapshot_sentence(build, found.snapshot)]
    blocks += [table] if chart is None else [chart, table]
    if found is not None and (remark := summed_remark(build, (found.claims, found.benefits))) is not None:
        blocks.append(remark)
    totals = totals_by_period(build.answers, area, period)
    if totals:
        blocks.append(totals_table(build, area, totals))
    return blocks


def snapshot_sentence(build: Builder, shot: SourcePeriod) -> Paragraph:
    """Which period the numbers are of, and which source has them."""
    text = build._("Figures for {period}, all from one source.").format(period=period_text(shot.period, build.lang))
    return Paragraph(text, "normal", (build.source_note(shot.source),))


def programmes_table(build: Builder, area: str, found: Benefits | None) -> Table:
    """One row a programme and one for all of them."""
    _ = build._
    columns = (
        Column("area", _("Id"), shown=False),
        Column("period", _("Period"), "date", shown=False),
        Column("programme", _("Programme"), shown=False),
        Column("name", _("Programme")),
        build.column("claims"),
        Column("claims_share", _("Share of claims"), "quantity", spare=2),
        build.column("benefits"),
        Column("benefits_share", _("Share of benefits"), "quantity", spare=1),
        Column("average_benefit", _("Average a claim"), "quantity"),
    )
    empty = _("{area}: claims and benefits by programme are not in this fact base.").format(area=build.name(area))
    if found is None:
        return Table("benefits", columns, empty=build.missing(area, empty))
    rows = [_programme_row(build, found, programme) for programme in found.programmes]
    return Table("benefits", columns, (*rows, _total_row(build, found)), empty=empty)


def _programme_row(build: Builder, found: Benefits, programme: Programme) -> tuple[Cell, ...]:
    name = build.term(programme.id)
    return (
        build.id(found.area),
        build.period(found.snapshot.period),
        build.id(programme.id),
        Cell(capitalise(name), name),
        part_cell(build, programme.claims),
        share_cell(build, programme.claims),
        part_cell(build, programme.benefits),
        share_cell(build, programme.benefits),
        build.quantity(programme.average, _no_average(build), narrow=True),
    )


def _total_row(build: Builder, found: Benefits) -> tuple[Cell, ...]:
    _ = build._
    return (
        build.id(found.area),
        build.period(found.snapshot.period),
        build.id(None),
        Cell(_("All programmes"), _("All programmes")),
        total_cell(build, found.claims),
        Cell("", None),
        total_cell(build, found.benefits),
        Cell("", None),
        build.quantity(found.average, _no_average(build), narrow=True),
    )


def part_cell(build: Builder, part: Part) -> Cell:
    """A part's number, or why there is none."""
    return build.answer(part.candidate, _why_not(build, part.elsewhere))


def _why_not(build: Builder, elsewhere: Candidate | None) -> str:
    _ = build._
    if elsewhere is None:
        return _("not in this fact base, nor are the figures it would follow from")
    return _("not in this fact base for this period; the latest is {value} for {period}").format(
        value=say_quantity(quantity_text(elsewhere.quantity, build.lang), build.lang),
        period=period_text(elsewhere.period, build.lang),
    )


def share_cell(build: Builder, part: Part) -> Cell:
    """A part's share of the whole, or why there is none."""
    _ = build._
    disputed = part.candidate is not None and part.candidate.quantity.disputed
    why_not = _("disputed figures leave the share open") if disputed else _("a share needs a part and its whole")
    return build.quantity(part.share, why_not, narrow=True)


def total_cell(build: Builder, whole: Breakdown) -> Cell:
    """The whole as sources have it, or the sum of its parts."""
    return build.quantity(whole.total, build._("not in this fact base, and there is nothing to add up"), narrow=True)


def summed_remark(build: Builder, wholes: tuple[Breakdown, ...]) -> Paragraph | None:
    """That a whole is only the sum of the parts shown; `None` where sources have the wholes themselves."""
    summed = [build.lower(whole.indicator) for whole in wholes if whole.summed]
    if not summed:
        return None
    text = build._(
        "The whole of {indicators} is not in this fact base: it is the sum of the parts shown, and so are shares."
    )
    return Paragraph(text.format(indicators=" / ".join(summed)), "small")


def totals_table(build: Builder, area: str, totals: list[Totals]) -> Table:
    """All programmes together, one row a period, with benefits against contributions."""
    _ = build._
    columns = (
        Column("area", _("Id"), shown=False),
        Column("period", _("Period"), "date"),
        build.column("claims", spare=2),
        build.column("benefits"),
        Column("average_benefit", _("Average a claim"), "quantity", spare=3),
        build.column("contributions"),
        Column("benefits_ratio", _("Benefits of contributions"), "quantity"),
    )
    rows = tuple(
        (
            build.id(area),
            build.period(item.period),
            _narrow(build, item.claims),
            _narrow(build, item.benefits),
            build.quantity(item.average, _no_average(build), narrow=True),
            _narrow(build, item.contributions),
            build.quantity(item.share, _("a ratio needs benefits and contributions"), narrow=True),
        )
        for item in totals
    )
    return Table("totals", columns, rows, title=_("All programmes, by period"))


def _narrow(build: Builder, candidate: Candidate | None) -> Cell:
    """A number without its interval: three of them in rupiah leave no room for it."""
    return build.answer(candidate, _why_not(build, None), narrow=True)


def _no_average(build: Builder) -> str:
    return build._("an average needs claims and benefits for the same period")

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
from bpjscli.report.answer_points import benefits_points
from bpjscli.report.builder import Builder
from bpjscli.report.cells import How
from bpjscli.report.charts import benefits_chart
from bpjscli.report.document import Block, Cell, Column, Document, Paragraph, Table
from bpjscli.report.numbers import capitalise, period_text, quantity_text, say_quantity
from bpjscli.solver.quantity import Quantity


def benefits(answers: Answers, lang: Lang, area: str, period: Period | None = None) -> Document:
    """Claims and benefits of an area: the latest period with figures by programme, or the latest within `period`."""
    build = Builder(answers, "benefits", lang)
    points = benefits_points(build, benefits_of(answers, area, period), totals_by_period(answers, area, period))
    build.section("benefits", "", [*points, *benefits_blocks(build, area, period)])
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
        share_cell(build, programme.claims, found.claims),
        part_cell(build, programme.benefits),
        share_cell(build, programme.benefits, found.benefits),
        _average_cell(
            build, programme.average, name, programme.claims.candidate, programme.benefits.candidate, found.snapshot
        ),
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
        _average_cell(build, found.average, "", found.claims.total, found.benefits.total, found.snapshot),
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


def share_cell(build: Builder, part: Part, whole: Breakdown) -> Cell:
    """A part's share of the whole, or why there is none."""
    _ = build._
    disputed = part.candidate is not None and part.candidate.quantity.disputed
    why_not = _("disputed figures leave the share open") if disputed else _("a share needs a part and its whole")
    if part.candidate is None:
        return build.unknown(why_not)
    key = part.candidate.key
    measured, term = build.measure(key), build.term(key.segment, key.programme)
    when = period_text(part.candidate.period, build.lang)
    all_of = _whole_text(build, whole)
    operands = ((measured, part.candidate), (all_of, whole.total))
    what = build.about(_("Share of {whole}").format(whole=all_of), term, build.name(key.area), when)
    how = How(what, f"{measured} / {all_of}", operands)
    return build.quantity(part.share, why_not, narrow=True, how=how)


def _whole_text(build: Builder, whole: Breakdown) -> str:
    return build._("all {indicator}").format(indicator=build.lower(whole.indicator))


def total_cell(build: Builder, whole: Breakdown) -> Cell:
    """The whole as sources have it, or the sum of its parts."""
    parts = [part.candidate for part in whole.parts if part.candidate is not None]
    place = "" if not parts else build.name(parts[0].key.area)
    when = "" if not parts else period_text(parts[0].period, build.lang)
    what = build.about(_whole_text(build, whole), place, when)
    rule = build._("the sum of the parts") if whole.summed else build._("what its source says of the whole")
    operands = (
        [(build.measure(c.key), c) for c in parts] if whole.summed else [(build.lower(whole.indicator), whole.total)]
    )
    why_not = build._("not in this fact base, and there is nothing to add up")
    return build.quantity(whole.total, why_not, narrow=True, how=How(what, rule, tuple(operands)))


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
            _average_cell(build, item.average, "", item.claims, item.benefits, item),
            _narrow(build, item.contributions),
            build.quantity(
                item.share,
                _("a ratio needs benefits and contributions"),
                narrow=True,
                how=_how_ratio(build, area, item),
            ),
        )
        for item in totals
    )
    return Table("totals", columns, rows, title=_("All programmes, by period"))


def _narrow(build: Builder, candidate: Candidate | None) -> Cell:
    """A number without its interval: three of them in rupiah leave no room for it."""
    return build.answer(candidate, _why_not(build, None), narrow=True)


def _how_ratio(build: Builder, area: str, item: Totals) -> How:
    _ = build._
    names = build.lower("benefits"), build.lower("contributions")
    what = build.about(_("Benefits of contributions"), build.name(area), period_text(item.period, build.lang))
    return How(what, f"{names[0]} / {names[1]}", tuple(zip(names, (item.benefits, item.contributions), strict=True)))


def _average_cell(
    build: Builder,
    average: Quantity | None,
    programme: str,
    claims: Candidate | Quantity | None,
    paid: Candidate | Quantity | None,
    when: SourcePeriod | Totals,
) -> Cell:
    """What a claim brings, or why that is not known."""
    names = build.lower("benefits"), build.lower("claims")
    what = build.about(build._("Average a claim"), programme, period_text(when.period, build.lang))
    how = How(what, f"{names[0]} / {names[1]}", tuple(zip(names, (paid, claims), strict=True)))
    return build.quantity(average, _no_average(build), narrow=True, how=how)


def _no_average(build: Builder) -> str:
    return build._("an average needs claims and benefits for the same period")

"""`bpjs ranking`: who leads, who trails, and which ranks the precision cannot separate."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bpjscli.i18n import Lang
from bpjscli.measures.answers import Answers
from bpjscli.measures.ranking import Rank, Ranking
from bpjscli.measures.ranking import ranking as ranked
from bpjscli.model.areas import ancestors, parts_of, provinces_within
from bpjscli.model.period import Period
from bpjscli.report.builder import Builder
from bpjscli.report.charts import picture_of_ranking
from bpjscli.report.document import Block, Cell, Column, Document, Paragraph, Table
from bpjscli.report.main_points import extremes_point
from bpjscli.report.numbers import period_text, quantity_text, rank_text, say_quantity


def ranked_areas(answers: Answers, region: str | None) -> list[str]:
    """The areas to rank: the parts of `region`, provinces for a group or the country, or all provinces with figures.

    A base of one province, or of none, ranks the areas within, never one beside its own parts.
    """
    areas = answers.base.areas
    if region is not None:
        provinces = [place.id for place in provinces_within(region, areas)]
        parts = parts_of(region, areas)
        return provinces or [p.id for p in parts if p.level != "group"] or [p.id for p in parts]
    known = [area for area in answers.areas() if areas[area].level not in ("country", "group")]
    provinces = [area for area in known if areas[area].level == "province"]
    within = [area for area in known if areas[area].level != "province"]
    widest = [area for area in within if not any(above.id in within for above in ancestors(area, areas))]
    return provinces if len(provinces) > 1 or not widest else widest


def ranking(
    answers: Answers,
    lang: Lang,
    areas: Sequence[str],
    indicator: str = "coverage",
    period: Period | None = None,
    *,
    segment: str | None = None,
    programme: str | None = None,
    region: str | None = None,
) -> Document:
    """Areas ranked by `indicator`, the greatest first; those of `region`, where one was asked for."""
    build = Builder(answers, "ranking", lang)
    table = ranked(answers, areas, indicator, period, segment=segment, programme=programme)
    blocks: list[Block] = [*extremes_point(build, table), *ranking_blocks(build, table)]
    if region is not None and not table.ranks:
        blocks = [replace(b, empty=build.missing(region, b.empty)) if isinstance(b, Table) else b for b in blocks]
    build.section("ranking", "", blocks)
    title = build._("Ranking by {indicator}").format(indicator=build.lower(indicator))
    return build.document(title, "ranking")


def ranking_blocks(
    build: Builder,
    found: Ranking,
    *,
    reference: tuple[str, Cell] | None = None,
    beside: Sequence[str] = (),
    subject: str | None = None,
    on_map: bool = False,
) -> list[Block]:
    """The table of a ranking with its picture, which snapshot it is of, and who is left out.

    `reference`, `beside`, `subject` and `on_map` are those of `charts.picture_of_ranking`.
    """
    table = ranking_table(build, found)
    picture = picture_of_ranking(
        build, found, table, reference=reference, beside=beside, subject=subject, on_map=on_map
    )
    blocks = (snapshot_remark(build, found), picture, table, _left_out(build, found), _not_there(build, found))
    return [block for block in blocks if block is not None]


def ranking_table(build: Builder, table: Ranking) -> Table:
    """One row an area: its rank, or the ranks it shares, and its number; behind that what is known more exactly."""
    _ = build._
    columns = (
        Column("rank_low", _("Rank from"), "number", shown=False),
        Column("rank_high", _("Rank to"), "number", shown=False),
        Column("rank", _("Rank")),
        Column("area", _("Id"), shown=False),
        Column("name", _("Area")),
        Column("period", _("Period"), "date", shown=table.period is None),
        build.column(table.indicator),
        Column("better", _("Known more exactly"), "quantity", shown=False),
        Column("better_period", _("Period of what is known more exactly"), "date", shown=False),
    )
    rows = tuple(
        (
            build.number(rank.low),
            build.number(rank.high),
            Cell("–", None) if rank.low is None else build.id(rank_text(rank)),
            build.id(rank.area),
            build.area(rank.area),
            build.period(rank.candidate.period),
            *_number_cells(build, rank),
        )
        for rank in table.ranks
    )
    return Table("ranking", columns, rows, empty=_("No figure to rank by matches."))


def _number_cells(build: Builder, rank: Rank) -> tuple[Cell, Cell, Cell]:
    """The number that is ranked, with what is known more exactly behind it; the latter and what it is for alone."""
    cell = build.answer(rank.candidate)
    if rank.better is None:
        return cell, Cell("", None), Cell("", None)
    more, period = build.answer(rank.better), build.period(rank.better.period)
    exact = build._("{value} for {period}").format(value=more.text, period=period.text)
    detail = f"{cell.detail}; {exact}" if cell.detail else exact
    return replace(cell, notes=(*cell.notes, *more.notes), detail=detail), more, period


def snapshot_remark(build: Builder, table: Ranking) -> Paragraph | None:
    """Which snapshot was ranked, or that it is a mixture; `None` for an empty ranking."""
    _ = build._
    if not table.ranked:
        return (
            Paragraph(_("Nobody is ranked: that takes two areas of which something is known."), "small")
            if table.ranks
            else None
        )
    if table.mixed:
        return Paragraph(_("No source has these areas together: sources and dates are mixed."), "warning")
    if table.source is None or table.period is None:
        return None
    note = build.source_note(table.source)
    text = _("Figures for {period}, all from one source.").format(period=period_text(table.period, build.lang))
    return Paragraph(text, "normal", (note,))


def _left_out(build: Builder, table: Ranking) -> Paragraph | None:
    _, lang = build._, build.lang
    named = [
        f"{build.name(area)} ({say_quantity(quantity_text(c.quantity, lang), lang)}, {period_text(c.period, lang)})"
        for area, c in table.left_out
        if c is not None
    ]
    if not named:
        return None
    return Paragraph(_("Not ranked, known only from elsewhere: {areas}.").format(areas="; ".join(named)), "small")


def _not_there(build: Builder, table: Ranking) -> Paragraph | None:
    """Which areas were none of their own at the time asked for, and since or until when they are."""
    _, named = build._, []
    for id_ in table.not_there:
        area = build.base.areas[id_]
        since = area.since if area.until is None else None
        words = _("{area} (since {day})") if since else _("{area} (until {day})")
        day = since or area.until
        named.append(words.format(area=build.name(id_), day="" if day is None else build.day_text(day)))
    if not named:
        return None
    text = _("Not ranked, no areas of their own at that time: {areas}.")
    return Paragraph(text.format(areas="; ".join(named)), "small")

"""`bpjs figures` and `bpjs sources`: the facts themselves, as printed and as read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec.structs import replace

from bpjscli.i18n import Lang
from bpjscli.measures.answers import Answers
from bpjscli.model.facts import ANY, Figure, Source
from bpjscli.model.period import Period
from bpjscli.report.builder import Builder, figure_quantity
from bpjscli.report.document import Cell, Column, Document, Table
from bpjscli.report.numbers import interval_text, period_text, plain_decimal


def chosen_figures(
    answers: Answers,
    *,
    area: str | None = None,
    indicator: str | None = None,
    period: Period | None = None,
    segment: str | None = None,
    programme: str | None = None,
    source: str | None = None,
) -> list[Figure]:
    """The figures that match every filter given."""
    found = answers.base.select(
        indicator,
        areas=None if area is None else [area],
        period=period,
        segment=ANY if segment is None else segment,
        programme=ANY if programme is None else programme,
        as_of=answers.as_of,
    )
    return [figure for figure in found if source is None or figure.source.id == source]


def chosen_sources(answers: Answers) -> list[Source]:
    """The sources that had been published by the day of the answers."""
    as_of = answers.as_of
    return [s for s in answers.base.sources if as_of is None or s.published is None or s.published.end <= as_of]


def figures(answers: Answers, lang: Lang, chosen: Iterable[Figure], about: str | None = None) -> Document:
    """Every figure of `chosen`: where it stands, what is printed, and the interval it is read as.

    `about` is the area that was asked for.
    """
    build = Builder(answers, "figures", lang)
    table = figures_table(build, chosen)
    if about is not None and not table.rows:
        table = replace(table, empty=build.missing(about, table.empty))
    build.section("figures", "", [table])
    return build.document(build._("Figures as published"), "figures")


def figures_table(
    build: Builder, chosen: Iterable[Figure], *, area: bool = True, source: Literal["note", "column", ""] = "note"
) -> Table:
    """One row a figure; `area` shows which area each is about, `source` how its source is named."""
    _ = build._
    chosen = list(chosen)
    columns = (
        Column("id", _("Id"), shown=False),
        Column("source", _("Source"), shown=False),
        Column("area", _("Area"), shown=False),
        Column("name", _("Area"), shown=area),
        Column("indicator", _("Indicator"), shown=False),
        Column("label", _("Indicator")),
        Column("of", _("Of"), shown=any(figure.segment or figure.programme for figure in chosen)),
        Column("period", _("Period"), "date"),
        Column("segment", _("Segment"), shown=False),
        Column("programme", _("Programme"), shown=False),
        Column("base", _("Base"), shown=False),
        Column("printed", _("As printed")),
        Column("given", "value", shown=False),
        Column("read", _("Read as")),
        *((Column("publication", _("Source")),) if source == "column" else ()),
        *(Column(key, key, "number", shown=False) for key in ("value", "low", "high")),
        Column("unit", _("Unit"), shown=False),
        Column("qualifier", _("Qualifier"), shown=False),
        *(Column(key, key, "number", shown=False) for key in ("loose_low", "loose_high")),
        *(Column(key, key, shown=False) for key in ("note", "locator", "accepted", "accepted_until", "superseded_by")),
        Column("file", _("File"), shown=False),
        Column("line", _("Line"), "number", shown=False),
    )
    rows = tuple(_figure_row(build, figure, source) for figure in chosen)
    return Table("figures", columns, rows, empty=_("No figure matches."), keyed=True)


def _figure_row(build: Builder, figure: Figure, source: str) -> tuple[Cell, ...]:
    reading = figure.reading
    place = build.base.place_of(figure)
    quantity = figure_quantity(figure)
    read = interval_text(reading.rounded, reading.step, figure.unit, build.lang)
    notes = (build.source_note(figure.source),) if source == "note" else ()
    printed = figure.printed if figure.printed is not None else plain_decimal(figure.given)
    of = build.term(figure.segment, figure.programme)
    return (
        build.id(figure.id),
        build.id(figure.source.id),
        build.id(figure.area),
        build.area(figure.area),
        build.id(figure.indicator),
        Cell(build.label(figure.indicator), build.label(figure.indicator)),
        Cell(of, of or None),
        build.period(figure.period),
        build.id(figure.segment),
        build.id(figure.programme),
        build.id(figure.base),
        Cell(printed or "", printed, notes),
        build.id(None if figure.given is None else str(figure.given)),
        Cell(read, read),
        *((build.source(figure.source),) if source == "column" else ()),
        *(_decimal_cell(value) for value in (quantity.value, reading.rounded.low, reading.rounded.high)),
        build.id(figure.unit),
        build.id(reading.qualifier),
        *(_decimal_cell(value) for value in (reading.loose.low, reading.loose.high)),
        build.id(figure.note),
        build.id(figure.locator),
        build.id(figure.accepted),
        build.id(None if figure.accepted_until is None else figure.accepted_until.isoformat()),
        build.id(figure.superseded_by),
        build.id(place.file),
        build.number(place.line),
    )


def _decimal_cell(value: object) -> Cell:
    text = plain_decimal(value)  # type: ignore[arg-type]  # a Decimal or None
    return Cell(text or "", text)


def sources(answers: Answers, lang: Lang, chosen: Iterable[Source]) -> Document:
    """Every source of `chosen`, with how many figures it has."""
    build = Builder(answers, "sources", lang)
    build.section("sources", "", [sources_table(build, chosen)])
    return build.document(build._("Sources"), "sources")


def sources_table(build: Builder, chosen: Iterable[Source], *, ids: bool = True) -> Table:
    """One row a source; `ids` shows the names by which other commands know them."""
    _ = build._
    columns = (
        Column("id", _("Id"), shown=ids),
        Column("published", _("Published"), "date"),
        Column("publisher", _("Publisher"), spare=1),
        Column("title", _("Title")),
        Column("speaker", _("Speaker"), shown=False),
        Column("language", _("Language"), shown=False),
        Column("link", _("Link"), shown=False),
        Column("figures", _("Figures"), "number"),
        Column("file", _("File"), shown=False),
        Column("line", _("Line"), "number", shown=False),
    )
    counts: dict[str, int] = {}
    for figure in build.base.select(as_of=build.answers.as_of):
        counts[figure.source.id] = counts.get(figure.source.id, 0) + 1
    rows = []
    for source in chosen:
        published = source.published
        when = Cell("–") if published is None else Cell(period_text(published, build.lang), published.text)
        rows.append(
            (
                build.id(source.id),
                when,
                build.id(source.publisher),
                _title_cell(build, source),
                build.id(source.speaker),
                build.id(source.language),
                build.id(source.link),
                build.number(counts.get(source.id, 0)),
                build.id(source.file),
                build.number(build.base.line_of_source(source)),
            )
        )
    return Table("sources", columns, tuple(rows), empty=_("No source matches."))


def _title_cell(build: Builder, source: Source) -> Cell:
    """The title of a source; behind it, as a footnote, its address."""
    notes = (build.source_note(source),) if source.link else ()
    return Cell(source.title or "", source.title, notes, leads_to=f"source {source.id}")

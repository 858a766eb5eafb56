"""`bpjs diff` and the preview of `bpjs add`: what changed between two fact bases, in words and in tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from bpjscli.checks.examine import examine
from bpjscli.checks.finding import Finding
from bpjscli.i18n import Lang
from bpjscli.measures.answers import Answers, Candidate
from bpjscli.measures.changes import Change, Changes, RankChange, ResultChange, changes, id_now
from bpjscli.model.facts import Figure, Source
from bpjscli.report.builder import Builder
from bpjscli.report.document import Block, Cell, Column, Document, Paragraph, Table
from bpjscli.report.findings import finding_data
from bpjscli.report.numbers import Points, interval_text, period_text, rank_text
from bpjscli.report.views.check import findings_table


class Sides(NamedTuple):
    """The builder of the document, which speaks of the new base, and one that can name what only the old one knows."""

    new: Builder
    old: Builder

    def name(self, area: str) -> str:
        """The name of an area, as the base that knows it has it."""
        side = self.new if area in self.new.base.areas else self.old
        return side.name(area)

    def label(self, indicator: str) -> str:
        """The label of an indicator, likewise."""
        side = self.new if indicator in self.new.base.vocabulary.indicators else self.old
        return side.label(indicator)

    def unit(self, indicator: str) -> Points | None:
        """How a percentage of the indicator is shown, likewise."""
        side = self.new if indicator in self.new.base.vocabulary.indicators else self.old
        return side.unit(indicator)

    def of(self, segment: str | None, programme: str | None) -> str:
        """The label of the segment or programme; "" for neither."""
        return self.new.term(segment, programme)


def sources_table(build: Builder, sources: Iterable[Change[Source]]) -> Table:
    """The sources that were added, removed or described otherwise."""
    _ = build._
    columns = (
        Column("change", _("Change")),
        Column("id", _("Id")),
        Column("publisher", _("Publisher")),
        Column("published", _("Published"), "date"),
        Column("title", _("Title")),
    )
    rows = []
    for change in sources:
        source = change.entry
        rows.append(
            (
                _change_cell(build, change.kind),
                _id_cell(build, change),
                build.id(source.publisher),
                build.period(source.published),
                build.id(source.title),
            )
        )
    return Table("sources", columns, tuple(rows))


def _id_cell(build: Builder, change: Change[Source]) -> Cell:
    """The id of a source, with the one that it had before it was renamed."""
    before = "" if change.before is None or change.kind != "renamed" else change.before.id
    return Cell(change.entry.id, change.entry.id, detail=before and build._("before: {id}").format(id=before))


def _change_cell(build: Builder, kind: str) -> Cell:
    _ = build._
    words = {"added": _("added"), "removed": _("removed"), "changed": _("changed"), "renamed": _("renamed")}
    return Cell(words[kind], kind)


def figures_table(sides: Sides, figures: Iterable[Change[Figure]]) -> Table:
    """The figures that were added, removed or changed, as printed and as read, before and after."""
    _ = sides.new._
    columns = (
        Column("change", _("Change")),
        Column("id", _("Id"), shown=False),
        Column("source", _("Source"), shown=False),
        Column("area", _("Area"), shown=False),
        Column("name", _("Area")),
        Column("indicator", _("Indicator"), shown=False),
        Column("label", _("Indicator")),
        Column("segment", _("Segment"), shown=False),
        Column("programme", _("Programme"), shown=False),
        Column("of", _("Of")),
        Column("period", _("Period"), "date"),
        Column("printed_before", _("Printed before")),
        Column("printed", _("As printed")),
        Column("read_before", _("Read before")),
        Column("read", _("Read as")),
    )
    rows = tuple(_figure_row(sides, change) for change in figures)
    return _table("figures", columns, rows, ("of", "printed_before", "read_before"))


def _figure_row(sides: Sides, change: Change[Figure]) -> tuple[Cell, ...]:
    build, figure = sides.new, change.entry
    return (
        _change_cell(build, change.kind),
        build.id(figure.id),
        build.id(figure.source.id),
        build.id(figure.area),
        Cell(name := sides.name(figure.area), name, (build.source_note(figure.source),)),
        build.id(figure.indicator),
        Cell(label := sides.label(figure.indicator), label),
        build.id(figure.segment),
        build.id(figure.programme),
        Cell(of := sides.of(figure.segment, figure.programme), of or None),
        build.period(figure.period),
        *(build.id(_printed(side)) for side in (change.before, change.after)),
        *(build.id(_read(build, side)) for side in (change.before, change.after)),
    )


def _printed(figure: Figure | None) -> str | None:
    if figure is None:
        return None
    return figure.printed if figure.printed is not None else str(figure.given)


def _read(build: Builder, figure: Figure | None) -> str | None:
    """The interval that a figure is read as: "28.05–28.15 %"."""
    if figure is None:
        return None
    return interval_text(figure.reading.rounded, figure.reading.step, figure.unit, build.lang)


def results_table(sides: Sides, results: Iterable[ResultChange], id_: str = "results") -> Table:
    """The answers that moved, before and after."""
    build = sides.new
    _ = build._
    columns = (
        Column("kind", _("What happened"), shown=False),
        Column("area", _("Area"), shown=False),
        Column("name", _("Area")),
        Column("indicator", _("Indicator"), shown=False),
        Column("label", _("Indicator")),
        Column("segment", _("Segment"), shown=False),
        Column("programme", _("Programme"), shown=False),
        Column("of", _("Of")),
        Column("period_before", _("Period before"), "date", shown=False),
        Column("before", _("Before"), "quantity"),
        Column("period", _("Period"), "date", shown=False),
        Column("after", _("After"), "quantity"),
    )
    rows = []
    for result in results:
        key, before, after = result
        mixed = before is not None and after is not None and before.period != after.period
        rows.append(
            (
                build.id(result.kind),
                build.id(key.area),
                Cell(name := sides.name(key.area), name),
                build.id(key.indicator),
                Cell(label := sides.label(key.indicator), label),
                build.id(key.segment),
                build.id(key.programme),
                Cell(of := sides.of(key.segment, key.programme), of or None),
                *_answer_cells(sides, before, dated=mixed),
                *_answer_cells(sides, after, dated=mixed),
            )
        )
    return _table(id_, columns, rows, ("of",))


def _answer_cells(sides: Sides, candidate: Candidate | None, *, dated: bool) -> tuple[Cell, Cell]:
    """The period of an answer and the answer, which names its period where that is not the same on both sides."""
    build = sides.new
    if candidate is None:
        return build.period(None), build.unknown()
    cell = build.quantity(candidate.quantity, unit=sides.unit(candidate.key.indicator))
    if dated:
        when = period_text(candidate.period, build.lang)
        cell = Cell(cell.text, cell.data, cell.notes, cell.marks, f"{cell.detail}; {when}" if cell.detail else when)
    return build.period(candidate.period), cell


def ranks_table(sides: Sides, ranks: Iterable[RankChange]) -> Table:
    """The ranks that moved, before and after."""
    build = sides.new
    _ = build._
    columns = (
        Column("region", _("Region"), shown=False),
        Column("within", _("Within")),
        Column("area", _("Area"), shown=False),
        Column("name", _("Area")),
        Column("segment", _("Segment"), shown=False),
        Column("of", _("Of")),
        Column("rank_low_before", _("Rank from before"), "number", shown=False),
        Column("rank_high_before", _("Rank to before"), "number", shown=False),
        Column("before", _("Before")),
        Column("rank_low", _("Rank from"), "number", shown=False),
        Column("rank_high", _("Rank to"), "number", shown=False),
        Column("after", _("After")),
    )
    rows = []
    for change in ranks:
        row = [
            build.id(change.region),
            Cell(within := sides.name(change.region), within),
            build.id(change.area),
            Cell(name := sides.name(change.area), name),
            build.id(change.segment),
            Cell(of := sides.of(change.segment, None), of or None),
        ]
        for rank in (change.before, change.after):
            row += [
                build.number(None if rank is None else rank.low),
                build.number(None if rank is None else rank.high),
                Cell("–", None) if rank is None or rank.low is None else build.id(rank_text(rank)),
            ]
        rows.append(tuple(row))
    return _table("ranks", columns, rows, ("of",))


def _table(id_: str, columns: Sequence[Column], rows: Sequence[tuple[Cell, ...]], optional: Sequence[str]) -> Table:
    """A table; a column of `optional` is kept from readers where no row says anything in it."""
    kept = []
    for place, column in enumerate(columns):
        hide = column.key in optional and not any(row[place].text for row in rows)
        kept.append(Column(column.key, column.title, column.kind, shown=False) if hide else column)
    return Table(id_, tuple(kept), tuple(rows))


def diff(old: Answers, new: Answers, lang: Lang, *, title: str, command: str = "diff") -> Document:
    """What changed from `old` to `new`; `findings` are those that appeared and went away, each with its `change`."""
    sides = Sides(Builder(new, command, lang), Builder(old, command, lang))
    build = sides.new
    _ = build._
    changed = changes(old, new)
    appeared, gone = _findings(old, new, changed)
    build.section("summary", "", [Paragraph(_summary(build, changed, appeared, gone), "lead")])
    if changed.sources:
        build.section("sources", _("Sources"), [sources_table(build, changed.sources)])
    if changed.figures:
        build.section("figures", _("Figures"), [figures_table(sides, changed.figures)])
    if changed.results:
        blocks: list[Block] = [results_table(sides, changed.results)]
        build.section("results", _("Latest results that moved"), blocks)
    if changed.ranges:
        build.section("ranges", "", [_for_machines(results_table(sides, changed.ranges, "ranges"))])
    if changed.ranks:
        build.section("ranks", _("Ranks that moved"), [ranks_table(sides, changed.ranks)])
    if appeared:
        build.section("appeared", _("Findings that appeared"), [findings_table(build, appeared, "appeared")])
    if gone:
        build.section("gone", _("Findings that went away"), [findings_table(sides.old, gone, "gone")])
    build.findings.extend({**finding_data(build, finding), "change": "appeared"} for finding in appeared)
    build.findings.extend({**finding_data(sides.old, finding), "change": "gone"} for finding in gone)
    return build.document(title, "figures" if changed.figures else None)


def _for_machines(table: Table) -> Table:
    """A table that people are not shown: a sentence tells them how many rows it has."""
    return replace(table, columns=tuple(replace(column, shown=False) for column in table.columns))


def _findings(old: Answers, new: Answers, changed: Changes) -> tuple[list[Finding], list[Finding]]:
    """The findings that only `new` has, and those that only `old` has."""
    renamed = {c.before.id: c.after.id for c in changed.sources if c.before is not None and c.after is not None}
    before = {_identity(finding, renamed): finding for finding in examine(old)}
    after = {_identity(finding, {}): finding for finding in examine(new)}
    return [f for key, f in after.items() if key not in before], [f for key, f in before.items() if key not in after]


def _identity(finding: Finding, renamed: Mapping[str, str]) -> tuple[object, ...]:
    """What makes two findings the same, wherever they stand: what they are about, and how grave they are."""
    source = None if finding.source is None else renamed.get(finding.source.id, finding.source.id)
    about = tuple(sorted(id_now(figure, renamed) for figure in finding.figures))
    text = finding.message.text if not about else None
    return (finding.code, finding.severity, about, source, text, finding.accepted is not None)


def _summary(build: Builder, changed: Changes, appeared: Sequence[Finding], gone: Sequence[Finding]) -> str:
    _ = build._
    counts = (
        (_count(changed.sources, "added"), _("{count} sources added"), _("1 source added")),
        (_count(changed.sources, "removed"), _("{count} sources removed"), _("1 source removed")),
        (_count(changed.sources, "changed"), _("{count} sources changed"), _("1 source changed")),
        (_count(changed.sources, "renamed"), _("{count} sources renamed"), _("1 source renamed")),
        (_count(changed.figures, "added"), _("{count} figures added"), _("1 figure added")),
        (_count(changed.figures, "removed"), _("{count} figures removed"), _("1 figure removed")),
        (_count(changed.figures, "changed"), _("{count} figures changed"), _("1 figure changed")),
        (len(changed.results), _("{count} results moved"), _("1 result moved")),
        (len(changed.ranks), _("{count} ranks moved"), _("1 rank moved")),
        (len(appeared), _("{count} findings appeared"), _("1 finding appeared")),
        (len(gone), _("{count} findings went away"), _("1 finding went away")),
    )
    said = [one if count == 1 else many.format(count=count) for count, many, one in counts if count]
    text = _("{changes}.").format(changes=", ".join(said)) if said else ""
    if changed.ranges:
        count = len(changed.ranges)
        more = _("1 result did not move and has another range.")
        if count > 1:
            more = _("{count} results did not move and have another range.").format(count=count)
        text = f"{text} {more}".strip()
    return text or _("Nothing changed.")


def _count(found: Iterable[Change[Figure] | Change[Source]], kind: str) -> int:
    return sum(change.kind == kind for change in found)

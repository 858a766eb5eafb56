"""`bpjs site`: the documents of its pages: the first one, one an area and one a source, lists of these, findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from types import MappingProxyType

import msgspec
from msgspec.structs import replace

from bpjscli.checks.finding import Finding
from bpjscli.i18n import Lang
from bpjscli.measures.answers import Answers, Key, main_area
from bpjscli.measures.coverage import snapshot
from bpjscli.measures.ranking import ranking as ranked
from bpjscli.model.areas import ancestors, parts_of
from bpjscli.model.facts import Figure, Source
from bpjscli.report.builder import Builder
from bpjscli.report.document import Block, Cell, Column, Document, Paragraph, Table
from bpjscli.report.headings import ranking_heading
from bpjscli.report.numbers import period_text
from bpjscli.report.views.check import findings_table, left_out_paragraphs, tally
from bpjscli.report.views.coverage import BESIDE, coverage_table
from bpjscli.report.views.figures import figures_table
from bpjscli.report.views.ranking import ranked_areas, ranking_blocks
from bpjscli.report.views.report import SECTIONS, Subject, headline_blocks, section_heading

LATEST = 8
"""Publications that the first page names."""

MOST_FIGURES = 600
"""Figures as printed on one page; of more, such as those of a table, the latest are shown."""

ANSWERS = ("gap", "segments", "benefits", "trend")
LEAST: Mapping[str, int] = MappingProxyType({"trend": 2})
"""Rows that a section must have, where one says nothing."""


class Contents(msgspec.Struct, frozen=True):
    """What the pages of a site are made of: answers, findings of the whole base, and both by area and source.

    `areas` are those that have a page, each after the areas it lies in: every one with figures, and what these lie in.
    `left_out` says, by code, how many suspicious figures of tables were too many to examine.
    """

    answers: Answers
    lang: Lang
    front: str | None
    areas: tuple[str, ...]
    findings: Sequence[Finding]
    within: Mapping[str, list[Finding]]
    of_area: Mapping[str, list[Finding]]
    of_source: Mapping[str, list[Finding]]
    figures_of_area: Mapping[str, list[Figure]]
    figures_of_source: Mapping[str, list[Figure]]
    left_out: Mapping[str, int] = MappingProxyType({})

    @property
    def sources(self) -> list[Source]:
        """The sources that have a page, the newest first: those published by the day of the answers."""
        as_of = self.answers.as_of
        known = [
            s for s in self.answers.base.sources if as_of is None or s.published is None or s.published.end <= as_of
        ]
        dated = [source for source in known if source.published is not None]
        dated.sort(key=lambda s: s.published.sort_key, reverse=True)  # type: ignore[union-attr]  # as filtered above
        return [*dated, *(source for source in known if source.published is None)]


def make_contents(
    answers: Answers,
    lang: Lang,
    findings: Sequence[Finding],
    front: str | None = None,
    left_out: Mapping[str, int] = MappingProxyType({}),
) -> Contents:
    """What the pages of a site on `answers` are made of; the first page is about `front`, or what all of it lies in."""
    base = answers.base
    by_area: dict[str, list[Figure]] = {}
    by_source: dict[str, list[Figure]] = {}
    for figure in base.select(as_of=answers.as_of):
        by_area.setdefault(figure.area, []).append(figure)
        by_source.setdefault(figure.source.id, []).append(figure)
    above = {area: [area, *(one.id for one in ancestors(area, base.areas))] for area in by_area}
    wanted = {one for chain in above.values() for one in chain}
    within: dict[str, list[Finding]] = {}
    of_area: dict[str, list[Finding]] = {}
    of_source: dict[str, list[Finding]] = {}
    for finding in findings:
        areas = dict.fromkeys(figure.area for figure in finding.figures if figure.area in above)
        for area in areas:
            of_area.setdefault(area, []).append(finding)
        for one in dict.fromkeys(one for area in areas for one in above[area]):
            within.setdefault(one, []).append(finding)
        own = [] if finding.source is None else [finding.source.id]
        for source in dict.fromkeys([*(figure.source.id for figure in finding.figures), *own]):
            of_source.setdefault(source, []).append(finding)
    order = _depth_first(wanted, answers)
    chosen = front or _front(answers, above)
    found = (within, of_area, of_source, by_area, by_source)
    return Contents(answers, lang, chosen, order, findings, *found, left_out)


def _depth_first(wanted: Iterable[str], answers: Answers) -> tuple[str, ...]:
    """Areas, each followed by those that lie in it; areas of one parent in the order of the gazetteer."""
    areas = answers.base.areas
    order = {area: place for place, area in enumerate(areas)}

    def chain(area: str) -> list[int]:
        return [order[one] for one in (*(above.id for above in reversed(ancestors(area, areas))), area)]

    return tuple(sorted(wanted, key=chain))


def _front(answers: Answers, above: Mapping[str, list[str]]) -> str | None:
    """The smallest area in which all areas with figures lie, those that hold others left aside; none without any."""
    holders = {one for chain in above.values() for one in chain[1:]}
    chains = [list(reversed(chain)) for area, chain in above.items() if area not in holders]
    shared = [step[0] for step in takewhile(lambda step: len(set(step)) == 1, zip(*chains, strict=False))]
    return shared[-1] if shared else main_area(answers)


def front_page(contents: Contents) -> Document:
    """The region: its main points, its map and ranking, what has been published lately, and what does not add up."""
    build = _builder(contents)
    _ = build._
    area = contents.front
    if area is None:
        build.section("headline", "", [Paragraph(_("The fact base has no figures."), "lead")])
        return build.document(_("Report"))
    found = contents.within.get(area, [])
    build.section("headline", "", headline_blocks(build, area, None, found))
    subject = Subject(area, sections=("headline", "ranking"), on_map=True)
    build.section("ranking", section_heading(build, "ranking", subject), SECTIONS["ranking"](build, subject))
    if contents.findings:
        build.section("quality", _("What does not add up"), [Paragraph(tally(build, contents.findings))])
    newest = contents.sources[:LATEST]
    build.section("sources", _("Latest publications"), [_sources_table(build, contents, newest)])
    title = _("Social insurance of workers: {area}").format(area=build.name(area))
    return build.document(title, about=_about(build, contents, None))


def area_page(contents: Contents, area: str) -> Document:
    """All answers about one area, what does not add up in its figures, and these figures as printed."""
    build = _builder(contents)
    _ = build._
    findings, own = contents.within.get(area, []), contents.of_area.get(area, [])
    build.section("headline", "", headline_blocks(build, area, None, findings))
    subject = Subject(area, sections=("headline", *ANSWERS))
    _add_parts(build, area)
    missing = []
    for id_ in ANSWERS:
        blocks, title = SECTIONS[id_](build, subject), section_heading(build, id_, subject)
        if any(isinstance(block, Table) and len(block.rows) >= LEAST.get(id_, 1) for block in blocks):
            build.section(id_, title, blocks)
        else:
            missing.append(title)
    if missing:
        text = _("Not in this fact base about {area}: {sections}.")
        said = Paragraph(text.format(area=build.name(area), sections="; ".join(missing)), "small")
        build.section("missing", "", [said])
    if findings:
        build.section("quality", _("What does not add up"), _area_findings(build, own, len(findings)))
    figures = contents.figures_of_area.get(area, [])
    if figures:
        build.section("figures", _("Figures as printed"), _figures(build, figures, area=False))
    return build.document(build.name(area), about=_about(build, contents, area))


def _add_parts(build: Builder, area: str) -> None:
    """The ranking of what lies in an area: there, and not on the page of each of these areas."""
    answers = build.answers
    found = ranked(answers, ranked_areas(answers, area), "coverage")
    if found.ranked:
        build.section("ranking", ranking_heading(build, found), ranking_blocks(build, found))
        return
    shots = [snapshot(answers, part.id, "coverage", BESIDE) for part in parts_of(area, build.base.areas)]
    known = [shot for shot in shots if shot.lead is not None]
    if known:
        build.section("parts", build._("Areas within"), [coverage_table(build, known, "parts")])


def _area_findings(build: Builder, own: Sequence[Finding], count: int) -> list[Block]:
    """The findings about an area itself, and how many there are about what lies in it."""
    _ = build._
    blocks: list[Block] = [Paragraph(tally(build, own)), findings_table(build, own, cited=True)] if own else []
    if count > len(own):
        more = count - len(own)
        text = _("{count} more are about areas within it.") if own else _("{count} are about areas within it.")
        one = _("1 more is about an area within it.") if own else _("1 is about an area within it.")
        blocks.append(Paragraph(one if more == 1 else text.format(count=more)))
    return blocks


def _figures(build: Builder, figures: Sequence[Figure], *, area: bool) -> list[Block]:
    """Figures as printed, the latest first, with their sources or their areas; of too many only the latest."""
    latest = sorted(figures, key=lambda figure: figure.period.sort_key, reverse=True)[:MOST_FIGURES]
    table = figures_table(build, latest, area=area, source="" if area else "column")
    if len(latest) == len(figures):
        return [table]
    text = build._("The latest {shown} of {count} figures.")
    return [Paragraph(text.format(shown=len(latest), count=len(figures))), table]


def source_page(contents: Contents, source: Source) -> Document:
    """One publication: what does not add up in it, and its figures as printed."""
    build = _builder(contents)
    _ = build._
    findings = contents.of_source.get(source.id, [])
    figures = contents.figures_of_source.get(source.id, [])
    title = source.title or build.source_name(source)
    about = [(_("Publisher"), source.publisher or source.id)]
    if source.published is not None:
        about.append((_("Published"), period_text(source.published, build.lang)))
    about += [(_("Speaker"), source.speaker)] if source.speaker else []
    about.append((_("Figures"), str(len(figures))))
    if findings:
        table = _without_places(findings_table(build, findings))
        build.section("quality", _("What does not add up"), [Paragraph(tally(build, findings)), table])
    build.section("figures", _("Figures as printed"), _figures(build, figures, area=True))
    return build.document(title, about=about)


def _without_places(table: Table) -> Table:
    """A table of findings without where they stand in the fact base, which is no business of a reader of pages."""
    return replace(table, columns=tuple(replace(c, shown=c.shown and c.key != "place") for c in table.columns))


def findings_page(contents: Contents) -> Document:
    """What does not add up, in all areas and sources, the gravest first."""
    build = _builder(contents)
    more = left_out_paragraphs(build, contents.left_out)
    blocks: list[Block] = [Paragraph(tally(build, contents.findings), "lead"), *more]
    if contents.findings:
        blocks.append(findings_table(build, contents.findings, about=True))
    build.section("findings", "", blocks)
    return build.document(build._("What does not add up"))


def areas_page(contents: Contents) -> Document:
    """Every area that has a page, with its coverage and how much there is about it."""
    build = _builder(contents)
    _ = build._
    columns = (
        Column("name", _("Area")),
        Column("within", _("Within")),
        build.column("coverage"),
        Column("period", _("Period"), "date"),
        Column("figures", _("Figures"), "number"),
        Column("findings", _("Findings"), "number"),
    )
    rows = []
    for area in contents.areas:
        above = build.base.areas[area].parent
        best = contents.answers.best(Key("coverage", area))
        rows.append(
            (
                build.area(area),
                Cell("") if above is None or above not in contents.areas else build.area(above),
                build.answer(best),
                build.period(None if best is None else best.period),
                build.number(len(contents.figures_of_area.get(area, ()))),
                build.number(len(contents.of_area.get(area, ()))),
            )
        )
    build.section("areas", "", [Table("areas", columns, tuple(rows), empty=_("The fact base has no figures."))])
    return build.document(_("Areas"))


def sources_page(contents: Contents) -> Document:
    """Every publication, the newest first."""
    build = _builder(contents)
    build.section("sources", "", [_sources_table(build, contents, contents.sources)])
    return build.document(build._("Sources"))


def _sources_table(build: Builder, contents: Contents, sources: Iterable[Source]) -> Table:
    _ = build._
    columns = (
        Column("publication", _("Source")),
        Column("title", _("Title")),
        Column("published", _("Published"), "date"),
        Column("figures", _("Figures"), "number"),
        Column("findings", _("Findings"), "number"),
    )
    rows = tuple(
        (
            Cell(name := source.publisher or source.id, name, leads_to=f"source {source.id}"),
            Cell(source.title or "", source.title),
            build.period(source.published),
            build.number(len(contents.figures_of_source.get(source.id, ()))),
            build.number(len(contents.of_source.get(source.id, ()))),
        )
        for source in sources
    )
    return Table("sources", columns, rows, empty=_("No source matches."))


def _about(build: Builder, contents: Contents, area: str | None) -> list[tuple[str, str]]:
    """How many figures there are, of how many publications, and from when to when these appeared."""
    _ = build._
    found = contents.figures_of_area
    figures = [f for one in found.values() for f in one] if area is None else found.get(area, [])
    sources = {figure.source.id: figure.source for figure in figures}
    published = sorted((s.published for s in sources.values() if s.published is not None), key=lambda p: p.sort_key)
    about = [(_("Figures"), f"{len(figures):,}".replace(",", "." if build.lang == "id" else ","))]
    if published:
        first, last = (period_text(when, build.lang) for when in (published[0], published[-1]))
        text = _("{count} publications, {first} to {last}") if len(published) > 1 else _("one publication, {last}")
        about.append((_("Rests on"), text.format(count=len(sources), first=first, last=last)))
    return about


def _builder(contents: Contents) -> Builder:
    return Builder(contents.answers, "site", contents.lang)

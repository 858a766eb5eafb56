"""`bpjs diff` and the preview of `bpjs add`: what changed between two bases, in words and as a document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bpjscli.checks.examine import examine
from bpjscli.checks.finding import Finding
from bpjscli.derive.answers import Answers
from bpjscli.derive.changes import Change, Changes, changes
from bpjscli.facts.model import Figure, Source
from bpjscli.i18n import Lang
from bpjscli.report.build import Builder
from bpjscli.report.document import Document, Paragraph
from bpjscli.report.findings import finding_data
from bpjscli.report.views.check import findings_table
from bpjscli.report.views.diff_tables import Sides, figures_table, ranks_table, results_table, sources_table


def diff(old: Answers, new: Answers, lang: Lang, *, title: str, command: str = "diff") -> Document:
    """What changed from `old` to `new`; `findings` are those that appeared and went away, each with its `change`."""
    sides = Sides(Builder(new, command, lang), Builder(old, command, lang))
    build = sides.new
    _ = build._
    changed = changes(old, new)
    appeared, gone = _findings(old, new)
    build.section("summary", "", [Paragraph(_summary(build, changed, appeared, gone), "lead")])
    if changed.sources:
        build.section("sources", _("Sources"), [sources_table(build, changed.sources)])
    if changed.figures:
        build.section("figures", _("Figures"), [figures_table(sides, changed.figures)])
    if changed.results:
        build.section("results", _("Latest results that moved"), [results_table(sides, changed.results)])
    if changed.ranks:
        build.section("ranks", _("Ranks that moved"), [ranks_table(sides, changed.ranks)])
    if appeared:
        build.section("appeared", _("Findings that appeared"), [findings_table(build, appeared, "appeared")])
    if gone:
        build.section("gone", _("Findings that went away"), [findings_table(sides.old, gone, "gone")])
    build.findings.extend({**finding_data(build, finding), "change": "appeared"} for finding in appeared)
    build.findings.extend({**finding_data(sides.old, finding), "change": "gone"} for finding in gone)
    return build.document(title, "figures" if changed.figures else None)


def _findings(old: Answers, new: Answers) -> tuple[list[Finding], list[Finding]]:
    """The findings that only `new` has, and those that only `old` has."""
    before, after = ({_identity(f): f for f in examine(side)} for side in (old, new))
    return [f for key, f in after.items() if key not in before], [f for key, f in before.items() if key not in after]


def _identity(finding: Finding) -> tuple[object, ...]:
    """What makes two findings the same, wherever they stand: what they are about, and how grave they are."""
    source = None if finding.source is None else finding.source.id
    about = tuple(sorted(figure.id for figure in finding.figures))
    text = finding.message.text if not about else None
    return (finding.code, finding.severity, about, source, text, finding.accepted is not None)


def _summary(build: Builder, changed: Changes, appeared: Sequence[Finding], gone: Sequence[Finding]) -> str:
    _ = build._
    counts = (
        (_count(changed.sources, "added"), _("{count} sources added"), _("1 source added")),
        (_count(changed.sources, "removed"), _("{count} sources removed"), _("1 source removed")),
        (_count(changed.sources, "changed"), _("{count} sources changed"), _("1 source changed")),
        (_count(changed.figures, "added"), _("{count} figures added"), _("1 figure added")),
        (_count(changed.figures, "removed"), _("{count} figures removed"), _("1 figure removed")),
        (_count(changed.figures, "changed"), _("{count} figures changed"), _("1 figure changed")),
        (len(changed.results), _("{count} results moved"), _("1 result moved")),
        (len(changed.ranks), _("{count} ranks moved"), _("1 rank moved")),
        (len(appeared), _("{count} findings appeared"), _("1 finding appeared")),
        (len(gone), _("{count} findings went away"), _("1 finding went away")),
    )
    said = [one if count == 1 else many.format(count=count) for count, many, one in counts if count]
    return _("{changes}.").format(changes=", ".join(said)) if said else _("Nothing changed.")


def _count(found: Iterable[Change[Figure] | Change[Source]], kind: str) -> int:
    return sum(change.kind == kind for change in found)

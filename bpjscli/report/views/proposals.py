"""`bpjs add --article --dry-run`: every number of an article in its order, with what it may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from bpjscli.articles.rows import Label, ReadNumber
from bpjscli.checks.finding import Finding
from bpjscli.i18n import Lang, translator
from bpjscli.measures.answers import Answers
from bpjscli.report.builder import Builder
from bpjscli.report.document import Cell, Column, Data, Document, Paragraph, Table
from bpjscli.report.findings import finding_data, full_message
from bpjscli.report.numbers import plain_decimal

KEYS: Final = ("indicator", "segment", "programme", "area", "period", "printed")


def proposals(
    answers: Answers, rows: Sequence[ReadNumber], findings: Sequence[Finding], lang: Lang, *, ours: bool = False
) -> Document:
    """The rows as a document; `findings` are those that the proposals would bring. `ours`: without what is not ours."""
    build = Builder(answers, "add", lang)
    _ = build._
    columns = (
        Column("text", _("Number")),
        Column("start", "start", "number", shown=False),
        Column("end", "end", "number", shown=False),
        Column("kind", _("Kind")),
        Column("indicator", _("Indicator")),
        Column("segment", _("Segment"), shown=False),
        Column("programme", _("Programme"), shown=False),
        Column("of", _("Of")),
        Column("area", _("Area")),
        Column("period", _("Period"), "date"),
        Column("printed", _("As printed"), shown=False),
        Column("value", "value", "number", shown=False),
        Column("confidence", _("Confidence")),
        Column("alternatives", _("Or"), spare=1),
        Column("locator", _("Place"), spare=2),
    )
    shown = [row for row in rows if not ours or row.kind != "not-ours"]
    cells = tuple(_cells(build, row) for row in shown)
    build.section("proposals", "", [Table("proposals", columns, cells, empty=_("The text has no numbers."))])
    said = [Paragraph(full_message(build, finding), "warning") for finding in findings if finding.code.startswith("C")]
    if said:
        build.section("again", _("Look at these again"), said)
    build.findings = [finding_data(build, finding) for finding in findings]
    return build.document(_("What the numbers of the article may be"), "proposals")


def kinds(lang: Lang) -> Mapping[str, str]:
    """The kinds of rows and the degrees of confidence, in words."""
    _ = translator(lang)
    return {
        "proposal": _("proposal"),
        "not-ours": _("not ours"),
        "not-understood": _("not understood"),
        "strong": _("strong"),
        "fair": _("fair"),
        "weak": _("weak"),
    }


def label_data(label: Label) -> dict[str, Data]:
    """A label as the JSON contract has it."""
    said = {key: getattr(label, key) for key in KEYS}
    return {**said, "value": plain_decimal(label.value), "confidence": label.confidence}


def locator_of(row: ReadNumber) -> str:
    """The place of a number, as `locator` has it."""
    return f"paragraph {row.paragraph}" if row.paragraph else "title"


def _cells(build: Builder, row: ReadNumber) -> tuple[Cell, ...]:
    words = kinds(build.lang)
    label = row.labels[0] if row.labels and row.kind == "proposal" else None
    others = row.labels[1:] if label is not None else row.labels
    said: dict[str, Data] = dict.fromkeys((*KEYS, "value", "confidence")) if label is None else label_data(label)

    def plain(key: str) -> Cell:
        return Cell(said[key] or "", said[key])

    indicator = "" if label is None else build.label(label.indicator)
    part = "" if label is None else build.term(label.segment, label.programme)
    area = "" if label is None or label.area is None else build.name(label.area)
    alternatives = ", ".join(dict.fromkeys(build.label(other.indicator) for other in others))
    return (
        Cell(row.text, row.text),
        Cell(str(row.start), row.start),
        Cell(str(row.end), row.end),
        Cell(words[row.kind], row.kind),
        Cell(indicator, said["indicator"]),
        plain("segment"),
        plain("programme"),
        Cell(part, part or None),
        Cell(area, said["area"]),
        plain("period"),
        plain("printed"),
        plain("value"),
        Cell(words.get(said["confidence"] or "", ""), said["confidence"]),
        Cell(alternatives, [label_data(other) for other in others]),
        Cell(locator_of(row), locator_of(row)),
    )

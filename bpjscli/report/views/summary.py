"""`bpjs` alone: what is in the fact base, and what to try next."""

from __future__ import annotations

from bpjscli.derive.answers import Answers
from bpjscli.i18n import Lang
from bpjscli.report.build import Builder
from bpjscli.report.document import Cell, Column, Document, Paragraph, Table


def summary(answers: Answers, lang: Lang) -> Document:
    """A short overview of the fact base."""
    build = Builder(answers, "summary", lang)
    _ = build._
    base = answers.base
    figures = base.select(as_of=answers.as_of)
    years = sorted({figure.period.year for figure in figures if _is_actual(answers, figure.indicator)})
    span = "–".join(dict.fromkeys(str(year) for year in (*years[:1], *years[-1:])))
    text = _("{figures} figures from {sources} sources about {areas} areas, {span}.").format(
        figures=len(figures), sources=len(base.sources), areas=len(answers.areas()), span=span
    )
    commands = (
        ("bpjs coverage", _("how many of the workers are covered")),
        ("bpjs coverage --province kalbar", _("one province: rank, targets, its cities and regencies")),
        ("bpjs ranking", _("who leads, who trails")),
        ("bpjs gap", _("how far to the targets, and the pace it takes")),
        ("bpjs report --format md", _("all of it as one document")),
        ("bpjs --help", _("every command")),
    )
    rows = tuple((Cell(command, command), Cell(what, what)) for command, what in commands)
    columns = (Column("command", _("Try")), Column("answers", _("Answers")))
    build.section("summary", "", [Paragraph(text), Table("commands", columns, rows)])
    return build.document(_("Fact base {path}").format(path=base.path), "commands")


def _is_actual(answers: Answers, indicator: str) -> bool:
    return answers.base.vocabulary.indicators[indicator].role == "actual"

"""`bpjs` alone: what is in the fact base, and what to try next."""

from __future__ import annotations

from bpjscli.i18n import Lang
from bpjscli.measures.answers import Answers
from bpjscli.report.builder import Builder
from bpjscli.report.document import Cell, Column, Document, Paragraph, Table


def summary(answers: Answers, lang: Lang) -> Document:
    """A short overview of the fact base."""
    build = Builder(answers, "summary", lang)
    _ = build._
    base = answers.base
    figures = base.select(as_of=answers.as_of)
    years = sorted({figure.period.year for figure in figures if _is_actual(answers, figure.indicator)})
    span = "–".join(dict.fromkeys(str(year) for year in (*years[:1], *years[-1:])))
    text = _("{figures} from {sources} about {areas}, {span}.").format(
        figures=_("1 figure") if len(figures) == 1 else _("{count} figures").format(count=len(figures)),
        sources=_("1 source") if len(base.sources) == 1 else _("{count} sources").format(count=len(base.sources)),
        areas=_("1 area") if len(answers.areas()) == 1 else _("{count} areas").format(count=len(answers.areas())),
        span=span,
    )
    if not figures:
        text = _("No figures yet. bpjs add asks for those of an article, and shows what each amounts to.")
    commands = (
        ("bpjs coverage", _("how many of the workers are covered")),
        (f"bpjs coverage {_an_area(answers)}", _("one area: rank, targets, its parts")),
        ("bpjs ranking", _("who leads, who trails")),
        ("bpjs gap", _("how far to the targets, and the pace it takes")),
        ("bpjs check", _("what does not add up, and what would explain it")),
        ("bpjs report --format md", _("all of it as one document")),
        ("bpjs --help", _("every command")),
    )
    rows = tuple((Cell(command, command), Cell(what, what)) for command, what in commands)
    columns = (Column("command", _("Try")), Column("answers", _("Answers")))
    build.section("summary", "", [Paragraph(text), Table("commands", columns, rows)])
    return build.document(_("Fact base {path}").format(path=base.path), "commands")


def _an_area(answers: Answers) -> str:
    """An area to ask for: a province if the base has one, else whichever comes first."""
    areas = answers.areas()
    for area in areas:
        if answers.base.areas[area].level == "province":
            return f"--province {area}"
    return f"--area {areas[0]}" if areas else "--province kalbar"


def _is_actual(answers: Answers, indicator: str) -> bool:
    return answers.base.vocabulary.indicators[indicator].role == "actual"

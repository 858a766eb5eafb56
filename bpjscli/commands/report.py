"""The parts of `bpjs report` that are more than parse, call and render."""

from __future__ import annotations

from pathlib import Path

from bpjscli.commands.run import one_of
from bpjscli.derive.answers import Answers
from bpjscli.errors import BpjsError
from bpjscli.facts.period import Period
from bpjscli.i18n import Lang
from bpjscli.output import write
from bpjscli.report.document import Document
from bpjscli.report.views.report import SECTIONS, report


def make_report(
    answers: Answers, lang: Lang, area: str | None, period: Period | None, sections: str | None
) -> Document:
    """The report with the `sections` named, separated by commas; the base is examined only if that one is among them.

    Raises `BpjsError` for a section that does not exist.
    """
    chosen = None if sections is None else _chosen(sections)
    findings = None
    if chosen is None or "quality" in chosen:
        from bpjscli.checks.examine import examine

        findings = examine(answers)
    return report(answers, lang, area, period, sections=chosen, findings=findings)


def by_template(document: Document, template: Path, output: Path | None, *, format_given: bool) -> None:
    """Write what the user's `template` makes of `document`. Raises `BpjsError` where it cannot be filled."""
    from bpjscli.commands.templates import fill_template

    if format_given:
        raise BpjsError("bpjs: --template makes the text by itself; leave --format out")
    write(fill_template(document, template), output)


def _chosen(sections: str) -> list[str]:
    names = [name.strip().lower() for name in sections.split(",")]
    return [one_of("--sections", name, list(SECTIONS)) or name for name in names]

"""The parts of `bpjs report` that are more than parse, call and render."""

from __future__ import annotations

import shlex
from pathlib import Path

from bpjscli.commands.shared.run import one_of
from bpjscli.commands.shared.values import FailOn
from bpjscli.errors import BpjsError
from bpjscli.i18n import Lang
from bpjscli.i18n import say as _
from bpjscli.load.diagnostics import list_words
from bpjscli.measures.answers import Answers
from bpjscli.model.period import Period
from bpjscli.output import complain, write
from bpjscli.report.document import Document
from bpjscli.report.views.report import SECTIONS, report


def make_report(
    answers: Answers,
    lang: Lang,
    area: str | None,
    period: Period | None,
    sections: str | None,
    *,
    fail_on: FailOn | None = None,
) -> Document:
    """The report with the `sections` named, separated by commas; the base is examined only if that one is among them.

    Raises `BpjsError` for a section that does not exist, and for `fail_on` without an examination.
    """
    chosen = None if sections is None else _chosen(sections)
    if fail_on is not None and chosen is not None and "quality" not in chosen:
        raise BpjsError(_("--fail-on is about the section quality; name it in --sections"))
    findings = None
    if chosen is None or "quality" in chosen:
        from bpjscli.checks.examine import examine

        findings = examine(answers)
    return report(answers, lang, area, period, sections=chosen, findings=findings)


def fails(document: Document, fail_on: FailOn, area: str | None) -> bool:
    """Whether the report has findings so grave that nobody has accepted; says on stderr how many."""
    grave = [finding for finding in document.findings if "accepted" not in finding]
    errors, warnings = (sum(f["severity"] == severity for f in grave) for severity in ("error", "warning"))
    if not (errors or (warnings and fail_on is FailOn.warning)):
        return False
    counted = [f"{n} {word}{'s' if n > 1 else ''}" for n, word in ((errors, "error"), (warnings, "warning")) if n]
    more = "bpjs check" if area is None else f"bpjs check --area {shlex.quote(area)}"
    complain(
        _(
            "the report has {counted} about its figures; {more} says where",
            counted=list_words(counted, "and"),
            more=more,
        )
    )
    return True


def by_template(document: Document, template: Path, output: Path | None, *, format_given: bool) -> None:
    """Write what the user's `template` makes of `document`. Raises `BpjsError` where it cannot be filled."""
    from bpjscli.commands.work.templates import fill_template

    if format_given:
        raise BpjsError(_("--template makes the text by itself; leave --format out"))
    write(fill_template(document, template), output)


def _chosen(sections: str) -> list[str]:
    names = [name.strip().lower() for name in sections.split(",")]
    return [one_of("--sections", name, list(SECTIONS)) or name for name in names]

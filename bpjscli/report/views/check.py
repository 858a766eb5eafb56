"""`bpjs check`: what does not add up, and the manual of each code."""

from __future__ import annotations

from collections.abc import Sequence

from bpjscli.checks.examine import FAMILIES, counted, known_codes, manual
from bpjscli.checks.finding import Finding
from bpjscli.derive.answers import Answers
from bpjscli.i18n import Lang
from bpjscli.report.build import Builder
from bpjscli.report.document import Cell, Column, Document, Paragraph, Table
from bpjscli.report.findings import WEAK, finding_data, part_of, place_of, sentence, suggestion_text, would_text


def check(answers: Answers, lang: Lang, findings: Sequence[Finding], *, chosen: bool = False) -> Document:
    """The findings, the gravest first, with what would explain them; `chosen` where others may have been left out."""
    build = Builder(answers, "check", lang)
    build.section("summary", "", [Paragraph(tally(build, findings, chosen=chosen), "lead")])
    if findings:
        build.section("findings", "", [findings_table(build, findings)])
    build.findings.extend(finding_data(build, finding) for finding in findings)
    return build.document(build._("What does not add up"))


def tally(build: Builder, findings: Sequence[Finding], *, chosen: bool = False) -> str:
    """How many errors, warnings and notes there are."""
    _ = build._
    accepted = sum(finding.accepted is not None for finding in findings)
    errors, warnings, notes = (len(list(counted(findings, severity))) for severity in ("error", "warning", "note"))
    if not findings and chosen:
        return _("Nothing to say about the codes and areas chosen; others were left out.")
    if not findings:
        return _("Nothing to say: the figures agree as far as they meet.")
    text = _("{errors}, {warnings}, {notes}.").format(
        errors=_("1 error") if errors == 1 else _("{count} errors").format(count=errors),
        warnings=_("1 warning") if warnings == 1 else _("{count} warnings").format(count=warnings),
        notes=_("1 note") if notes == 1 else _("{count} notes").format(count=notes),
    )
    return text + (" " + _("{accepted} accepted.").format(accepted=accepted) if accepted else "")


def findings_table(build: Builder, findings: Sequence[Finding], id_: str = "findings") -> Table:
    """One row a finding: where, how grave, and what."""
    _ = build._
    columns = (
        Column("code", _("Code")),
        Column("severity", _("Severity")),
        Column("place", _("Place")),
        Column("message", _("What, and what would explain it")),
    )
    severities = {"error": _("error"), "warning": _("warning"), "note": _("note")}
    rows = []
    for finding in findings:
        place = place_of(build, finding)
        severity = _("accepted") if finding.accepted is not None else severities[finding.severity]
        rows.append(
            (
                build.id(finding.code),
                Cell(severity, finding.severity),
                Cell("" if place is None else str(place), None if place is None else str(place)),
                Cell(text := _whole_text(build, finding), text),
            )
        )
    return Table(id_, columns, tuple(rows))


def _whole_text(build: Builder, finding: Finding) -> str:
    parts = [sentence(build, finding.message)]
    if finding.would:
        parts.append(would_text(build, finding))
    # A table has no room for what is hardly evidence; the data of the finding have every suggestion.
    telling = [s for place, s in enumerate(finding.suggestions) if place == 0 or s.bits >= WEAK]
    parts += [suggestion_text(build, suggestion, part_of(finding.figures)) for suggestion in telling]
    if finding.accepted is not None:
        parts.append(build._("Accepted: {reason}").format(reason=finding.accepted))
    return " ".join(parts)


def explain_code(answers: Answers, lang: Lang, code: str | None) -> Document:
    """The manual of `code`, or the list of all codes."""
    build = Builder(answers, "check", lang)
    if code is not None:
        severity, title, text = manual(code)
        blocks = [Paragraph(" ".join(part.split())) for part in text.split("\n\n")]
        values = {"code": code, "severity": severity, "title": title, "text": "\n\n".join(b.text for b in blocks)}
        # The paragraphs say it all to people; the row is for machines.
        columns = tuple(Column(key, key.capitalize(), shown=False) for key in values)
        row = Table("manual", columns, (tuple(map(build.id, values.values())),))
        build.section(code, f"{code} ({severity}, {FAMILIES[code[0]]})", [*blocks, row])
        return build.document(title, row.id)
    columns = (
        Column("code", build._("Code")),
        Column("severity", build._("Severity")),
        Column("title", build._("Title")),
    )
    rows = []
    for known in known_codes():
        severity, title, _text = manual(known)
        rows.append((build.id(known), build.id(severity), build.id(title)))
    build.section("codes", "", [Table("codes", columns, tuple(rows))])
    return build.document(build._("Codes"), "codes")

"""`bpjs check`: what does not add up, and the manual of each code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bpjscli.checks.examine import FAMILIES, count_severities, known_codes, manual, paragraphs
from bpjscli.checks.finding import Finding
from bpjscli.i18n import Lang
from bpjscli.measures.answers import Answers
from bpjscli.model.facts import Severity
from bpjscli.report.builder import Builder
from bpjscli.report.document import Cell, Column, Document, Paragraph, Table, Tone
from bpjscli.report.findings import finding_data, leaves_out, place_of, suggestion_texts, would_text
from bpjscli.report.phrases import part_of, sentence

TONES: Mapping[Severity, Tone] = {"error": "error", "warning": "caution", "note": "remark"}


def check(
    answers: Answers,
    lang: Lang,
    findings: Sequence[Finding],
    *,
    chosen: bool = False,
    about: str | None = None,
    left_out: Mapping[str, int] = MappingProxyType({}),
) -> Document:
    """The findings, the gravest first, with what would explain them; `chosen` where others may have been left out.

    `about` is the area that was asked for. `left_out` says, by code, how many suspicious figures of tables were too
    many to examine.
    """
    build = Builder(answers, "check", lang)
    said = tally(build, findings, chosen=chosen)
    lead = Paragraph(said if about is None or findings else build.missing(about, said), "lead")
    build.section("summary", "", [lead, *left_out_paragraphs(build, left_out)])
    if findings:
        table = findings_table(build, findings)
        further = [_see_all(build)] if any(map(leaves_out, findings)) else []
        build.section("findings", "", [table, *further])
    build.findings.extend(finding_data(build, finding) for finding in findings)
    return build.document(build._("What does not add up"))


def _see_all(build: Builder) -> Paragraph:
    """How to see what is only counted above."""
    return Paragraph(build._("With --format json every figure, alternative, explanation and consequence is listed."))


def left_out_paragraphs(build: Builder, left_out: Mapping[str, int]) -> list[Paragraph]:
    """What was not examined, by code, because a table has more of it than a person would read."""
    text = build._("{count} more figures of tables may be wrong ({code}), and are too many to be examined one by one.")
    return [Paragraph(text.format(count=f"{count:,}", code=code)) for code, count in left_out.items()]


def tally(build: Builder, findings: Sequence[Finding], *, chosen: bool = False) -> str:
    """How many errors, warnings and notes there are."""
    _ = build._
    accepted = sum(finding.accepted is not None for finding in findings)
    errors, warnings, notes = (
        len(list(count_severities(findings, severity))) for severity in ("error", "warning", "note")
    )
    if not findings and chosen:
        return _("Nothing to say about the codes and areas chosen; others were left out.")
    if not findings:
        return _("No findings: all figures that can be compared agree.")
    text = _("{errors}, {warnings}, {notes}.").format(
        errors=_("1 error") if errors == 1 else _("{count} errors").format(count=errors),
        warnings=_("1 warning") if warnings == 1 else _("{count} warnings").format(count=warnings),
        notes=_("1 note") if notes == 1 else _("{count} notes").format(count=notes),
    )
    return text + (" " + _("{accepted} accepted.").format(accepted=accepted) if accepted else "")


def findings_table(
    build: Builder, findings: Sequence[Finding], id_: str = "findings", *, cited: bool = False, about: bool = False
) -> Table:
    """One record a finding: where, how grave, and what. With `cited`, the sources it is about are its footnotes.

    With `about`, the first area and the first source that it is about have columns.
    """
    _ = build._
    columns = (
        Column("code", _("Code")),
        Column("severity", _("Severity")),
        *((Column("name", _("Area")), Column("publication", _("Source"))) if about else ()),
        Column("place", _("Place"), shown=not (cited or about)),
        Column("message", _("What, and what would explain it")),
    )
    rows = []
    for finding in findings:
        place = place_of(build, finding)
        notes = dict.fromkeys(build.source_note(figure.source) for figure in finding.figures) if cited else ()
        parts = _parts(build, finding)
        rows.append(
            (
                build.id(finding.code),
                _severity(build, finding),
                *(_about_cells(build, finding) if about else ()),
                build.id(None if place is None else str(place)),
                Cell(text := " ".join(parts), text, tuple(notes), parts=tuple(parts) if len(parts) > 1 else ()),
            )
        )
    return Table(id_, columns, tuple(rows), style="records")


def _about_cells(build: Builder, finding: Finding) -> tuple[Cell, Cell]:
    """The area and the source that a finding is about; where it is about several, the first."""
    first = finding.figures[0] if finding.figures else None
    source = build.source(first.source if first is not None else finding.source)
    return Cell("–") if first is None else build.area(first.area), source


def _severity(build: Builder, finding: Finding) -> Cell:
    _ = build._
    if finding.accepted is not None:
        return Cell(_("accepted"), finding.severity, tone="settled")
    return Cell(_severity_word(build, finding.severity), finding.severity, tone=TONES[finding.severity])


def _severity_word(build: Builder, severity: str) -> str:
    _ = build._
    return {"error": _("error"), "warning": _("warning"), "note": _("note")}[severity]


def _parts(build: Builder, finding: Finding) -> list[str]:
    parts = [sentence(build, finding.message)]
    if finding.would:
        parts.append(would_text(build, finding))
    # A table has no room for what is hardly evidence; the data of the finding have every suggestion.
    parts += suggestion_texts(build, finding.suggestions, part_of(finding.figures))
    if finding.accepted is not None:
        parts.append(build._("Accepted: {reason}").format(reason=finding.accepted))
    return parts


def explain_code(answers: Answers, lang: Lang, code: str | None) -> Document:
    """The manual of `code`, or the list of all codes."""
    build = Builder(answers, "check", lang)
    if code is not None:
        severity, title, text = manual(code)
        title = build._(title)
        blocks = [Paragraph(build._(part)) for part in paragraphs(text)]
        values = {"code": code, "severity": severity, "title": title, "text": "\n\n".join(b.text for b in blocks)}
        # The paragraphs say it all to people; the row is for machines.
        columns = tuple(Column(key, key.capitalize(), shown=False) for key in values)
        row = Table("manual", columns, (tuple(map(build.id, values.values())),))
        family = build._(FAMILIES[code[0]])
        build.section(code, f"{code} ({_severity_word(build, severity)}, {family})", [*blocks, row])
        return build.document(title, row.id)
    columns = (
        Column("code", build._("Code")),
        Column("severity", build._("Severity")),
        Column("title", build._("Title")),
    )
    rows = []
    for known in known_codes():
        severity, title, _text = manual(known)
        rows.append((build.id(known), Cell(_severity_word(build, severity), severity), build.id(build._(title))))
    build.section("codes", "", [Table("codes", columns, tuple(rows))])
    return build.document(build._("Codes"), "codes")

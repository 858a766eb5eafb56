"""All checks over a fact base: what was found, in the order of the file, with what is accepted marked as such."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec

from bpjscli.checks import contradictions, disagreements, flows, rounding, suspicious, trends, usual, wholes
from bpjscli.checks.examination import CHECKS, Examination
from bpjscli.checks.finding import Finding, Message
from bpjscli.load.codes import CODES
from bpjscli.measures.answers import Answers
from bpjscli.model.facts import Diagnostic, Figure

FAMILIES = {
    "F": "format",
    "R": "reading",
    "C": "contradiction within a source",
    "D": "disagreement between sources",
    "S": "suspicious",
    "T": "trend not comparable",
}
# Their checks register themselves.
MODULES = (contradictions, disagreements, rounding, suspicious, usual, flows, trends, wholes)
_ORDER = {"error": 0, "warning": 1, "note": 2}


def examine(answers: Answers, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> list[Finding]:
    """Everything to say about the fact base, the gravest first, then in the order of its sources and figures.

    `select` keeps only findings whose code begins with one of its entries ("C", "S6", "D501"); `ignore` leaves those
    out. A finding about an accepted figure is kept, with the reason, as long as the acceptance lasts.
    """
    examination = Examination(answers)
    findings = of_diagnostics(answers.base.problems)
    for check in CHECKS.values():
        if is_wanted(check.code, select, ignore):
            findings.extend(check.run(examination))
    kept = [accept(finding, examination.today) for finding in findings if is_wanted(finding.code, select, ignore)]
    return sort_findings(kept, answers.base.figures)


def sort_findings(findings: Iterable[Finding], figures: Iterable[Figure]) -> list[Finding]:
    """The gravest first, then in the order of the figures that they are about."""
    positions = {figure.id: place for place, figure in enumerate(figures)}
    return sorted(findings, key=lambda finding: _order(finding, positions))


def known_codes() -> list[str]:
    """Every code that has a manual, sorted by family in the order of `FAMILIES`, then by number."""
    return sorted({*CODES, *CHECKS}, key=lambda code: (list(FAMILIES).index(code[0]), code))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a manual, a line each."""
    return [" ".join(part.split()) for part in text.split("\n\n")]


def manual(code: str) -> tuple[str, str, str]:
    """A code's severity, title and manual. Raises `KeyError` for an unknown code."""
    if code in CHECKS:
        check = CHECKS[code]
        return check.severity, check.title, check.text
    entry = CODES[code]
    return entry.severity, entry.title, entry.text


def count_severities(findings: Iterable[Finding], severity: str) -> Iterator[Finding]:
    """The findings of a severity that nobody has accepted."""
    return (finding for finding in findings if finding.severity == severity and finding.accepted is None)


def is_wanted(code: str, select: Sequence[str], ignore: Sequence[str]) -> bool:
    """Whether findings of a code are asked for."""
    chosen = not select or any(code.startswith(prefix) for prefix in select)
    return chosen and not any(code.startswith(prefix) for prefix in ignore)


def of_diagnostics(diagnostics: Iterable[Diagnostic]) -> list[Finding]:
    """What was said of the base when it was loaded, as findings."""
    return [Finding(one.code, one.severity, Message(one.message), place=one.place) for one in diagnostics]


def accept(finding: Finding, today: date) -> Finding:
    """A finding with the reason for which somebody has accepted one of its figures, as long as that lasts."""
    reasons = [f.accepted for f in finding.figures if f.accepted and not _expired(f, today)]
    return finding if not reasons else msgspec.structs.replace(finding, accepted=reasons[0])


def _expired(figure: Figure, today: date) -> bool:
    return figure.accepted_until is not None and today > figure.accepted_until


def _order(finding: Finding, positions: dict[str, int]) -> tuple[int, int, int, str]:
    first = finding.figures[0].id if finding.figures else ""
    source = finding.source.order if finding.source is not None else 0
    return (_ORDER[finding.severity], positions.get(first, -1), source, finding.code)

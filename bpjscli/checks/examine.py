"""All checks over a fact base: what was found, in the order of the file, with what is accepted marked as such."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec

from bpjscli.checks import contradictions, disagreements, rounding, suspicious, trends, wholes
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
MODULES = (contradictions, disagreements, rounding, suspicious, trends, wholes)
_ORDER = {"error": 0, "warning": 1, "note": 2}


def examine(answers: Answers, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> list[Finding]:
    """Everything to say about the fact base, the gravest first, then in the order of its sources and figures.

    `select` keeps only findings whose code begins with one of its entries ("C", "S6", "D501"); `ignore` leaves those
    out. A finding about an accepted figure is kept, with the reason, as long as the acceptance lasts.
    """
    examination = Examination(answers)
    found = [*map(_of_problem, answers.base.problems)]
    for check in CHECKS.values():
        if _wanted(check.code, select, ignore):
            found.extend(check.run(examination))
    kept = [_accepted(finding, examination.today) for finding in found if _wanted(finding.code, select, ignore)]
    positions = {figure.id: place for place, figure in enumerate(answers.base.figures)}
    return sorted(kept, key=lambda finding: _order(finding, positions))


def known_codes() -> list[str]:
    """Every code that has a manual, sorted by family in the order of `FAMILIES`, then by number."""
    return sorted({*CODES, *CHECKS}, key=lambda code: (list(FAMILIES).index(code[0]), code))


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


def _wanted(code: str, select: Sequence[str], ignore: Sequence[str]) -> bool:
    chosen = not select or any(code.startswith(prefix) for prefix in select)
    return chosen and not any(code.startswith(prefix) for prefix in ignore)


def _of_problem(problem: Diagnostic) -> Finding:
    return Finding(problem.code, problem.severity, Message(problem.message), place=problem.place)


def _accepted(finding: Finding, today: date) -> Finding:
    reasons = [f.accepted for f in finding.figures if f.accepted and not _expired(f, today)]
    return finding if not reasons else msgspec.structs.replace(finding, accepted=reasons[0])


def _expired(figure: Figure, today: date) -> bool:
    return figure.accepted_until is not None and today > figure.accepted_until


def _order(finding: Finding, positions: dict[str, int]) -> tuple[int, int, int, str]:
    first = finding.figures[0].id if finding.figures else ""
    source = finding.source.order if finding.source is not None else 0
    return (_ORDER[finding.severity], positions.get(first, -1), source, finding.code)

"""The parts of `bpjs check` that are more than parse, call and render."""

from __future__ import annotations

from collections.abc import Mapping

from bpjscli.checks.examine import count_severities, examine, known_codes
from bpjscli.checks.finding import select_about
from bpjscli.commands.shared.asked import Asked
from bpjscli.commands.shared.run import one_of, open_base
from bpjscli.errors import BpjsError, OptionError, quoted
from bpjscli.i18n import say as _
from bpjscli.measures.answers import Answers
from bpjscli.progress import PROGRESS
from bpjscli.report.views import check as view

Choices = tuple[list[str] | None, list[str] | None, bool, bool]
"""What --select, --ignore, --strict and --quiet say."""


def run_check(asked: Asked, answers: Answers, area: str | None, choices: Choices) -> bool:
    """Examine, write the findings, and say whether they fail: errors, with `strict` warnings as well.

    Where that is asked for, findings that do not fail are not printed.
    """
    select, ignore, strict, quiet = choices
    chosen_codes = _prefixes(select, "--select"), _prefixes(ignore, "--ignore")
    left_out: Mapping[str, int] = {}
    if answers.base.tables:
        from bpjscli.checks.in_tables import examine_tables
        from bpjscli.commands.shared.table_figures import open_store

        store = open_store(answers.base)
        PROGRESS.working_on("bpjs: checking the tables ...")
        findings, answers, left_out = examine_tables(answers, store, *chosen_codes)
    else:
        findings = examine(answers, *chosen_codes)
    if area is not None:
        findings = select_about(answers.base, findings, area)
    severities = ("error", "warning") if strict else ("error",)
    failed = any(True for severity in severities for _ in count_severities(findings, severity))
    if failed or asked.output is not None or not quiet:
        chosen = bool(select or ignore or area is not None)
        asked.show(view.check(answers, asked.language, findings, chosen=chosen, about=area, left_out=left_out))
    return failed


def explain_code(code: str, asked: Asked) -> None:
    """Write the manual of `code`, or the list of codes for "all"."""
    family = [known for known in known_codes() if known[:1] == code[:1].upper() and code[1:2].isdigit()]
    if code.lower() != "all" and not family:
        raise BpjsError(_("--explain: there is no code {code}; bpjs check --explain all lists them", code=quoted(code)))
    wanted = None if code.lower() == "all" else one_of("--explain", code.upper(), family)
    asked.show(view.explain_code(open_base(None), asked.language, wanted))


def _prefixes(chosen: list[str] | None, option: str) -> tuple[str, ...]:
    """Codes and beginnings of codes, comma-separated or repeated; each must fit some code."""
    prefixes = tuple(part.strip().upper() for entry in chosen or () for part in entry.split(",") if part.strip())
    for prefix in prefixes:
        if not any(code.startswith(prefix) for code in known_codes()):
            raise OptionError(option, _('no code begins with "{prefix}"; see bpjs check --explain all', prefix=prefix))
    return prefixes

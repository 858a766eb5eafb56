"""The gates of `coverage --fail-under` and `gap --fail-over`: what is compared, said on stderr, and the exit code."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bpjscli.commands.ask import wanted_area
from bpjscli.derive.answers import Answers, Key
from bpjscli.derive.gates import Decision, not_over, not_under
from bpjscli.derive.quantity import Quantity
from bpjscli.derive.scope import main_area
from bpjscli.derive.targets import next_gap
from bpjscli.errors import Exit
from bpjscli.facts.period import Period
from bpjscli.i18n import Lang, translator
from bpjscli.output import complain
from bpjscli.report.numbers import amount, interval_text, quantity_text
from bpjscli.report.views.gap import find_gaps

CODES = {Decision.PASSED: Exit.OK, Decision.FAILED: Exit.FINDINGS, Decision.UNDECIDABLE: Exit.UNDECIDABLE}


def coverage_gate(
    answers: Answers, area: str | None, period: Period | None, threshold: Decimal, lang: Lang, *, quiet: bool
) -> Exit:
    """Hold the coverage of `area` (the main area, where none is named) against a least percentage."""
    place = wanted_area(answers, area, main_area)
    best = answers.best(Key("coverage", place), period)
    quantity = None if best is None else best.quantity
    decision = not_under(quantity, threshold)
    limit = amount(threshold, Decimal(0), "percent", lang)
    _say("coverage", answers, place, quantity, f">= {limit}", decision, lang, quiet)
    return CODES[decision]


def gap_gate(
    answers: Answers,
    area: str | None,
    threshold: Decimal,
    lang: Lang,
    *,
    target: Decimal | None = None,
    by: date | None = None,
    quiet: bool,
) -> Exit:
    """Hold the people missing to a target of `area` (the main area, where none is named) against a most.

    The target is the next one, else that of the day `by`, or one of the user's own. One that is reached leaves nobody
    missing.
    """
    place = wanted_area(answers, area, main_area)
    if target is None and by is None:
        found = next_gap(answers, place)
    else:
        found = next(iter(find_gaps(answers, [place], target, by, every=True)), None)
    quantity = None if found is None else found.gap_people
    reached = found is not None and found.surplus_points is not None
    decision = Decision.PASSED if reached else not_over(quantity, threshold)
    limit = amount(threshold, Decimal(0), "persons", lang)
    _say("gap", answers, place, quantity, f"<= {limit}", decision, lang, quiet)
    return CODES[decision]


def _say(
    what: str,
    answers: Answers,
    area: str,
    quantity: Quantity | None,
    wanted: str,
    decision: Decision,
    lang: Lang,
    quiet: bool,
) -> None:
    """The numbers compared, in one line that makes sense in a mail; a gate that passed is silent when asked to be."""
    if quiet and decision is Decision.PASSED:
        return
    _ = translator(lang)
    name = answers.base.areas[area].name.in_language(lang)
    if decision is Decision.UNDECIDABLE:
        verdict = _undecidable(quantity, area, lang)
    else:
        verdict = _("passed") if decision is Decision.PASSED else _("failed")
    complain(f"bpjs: {what} {name}: {_compared(quantity, decision, lang)}, {_('wanted')} {wanted}: {verdict}")


def _compared(quantity: Quantity | None, decision: Decision, lang: Lang) -> str:
    _ = translator(lang)
    if quantity is None or not quantity.known:
        return _("target reached") if decision is Decision.PASSED else _("unknown")
    value = quantity_text(quantity, lang)
    if quantity.interval.width is not None:
        value += f" ({interval_text(quantity.interval, quantity.step, quantity.unit, lang)})"
    return value + (", " + _("disputed") if quantity.disputed else "")


def _undecidable(quantity: Quantity | None, area: str, lang: Lang) -> str:
    """Why a gate cannot be decided: nobody knows the number, it is disputed, or the threshold lies within it."""
    _ = translator(lang)
    if quantity is None or not quantity.known:
        return _("cannot be decided, as nobody has published it, nor what it would follow from")
    if quantity.disputed:
        return _("cannot be decided, as its source contradicts itself; see bpjs check --area {id}").format(id=area)
    return _("cannot be decided at the published precision")

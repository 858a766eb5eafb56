"""The gates of `coverage --fail-under` and `gap --fail-over`: what is compared, said on stderr, and the exit code."""

from __future__ import annotations

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


def gap_gate(answers: Answers, area: str | None, threshold: Decimal, lang: Lang, *, quiet: bool) -> Exit:
    """Hold the people missing to the next target of `area` (the main area, where none is named) against a most.

    A target that is reached leaves nobody missing.
    """
    place = wanted_area(answers, area, main_area)
    found = next_gap(answers, place)
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
    words = {
        Decision.PASSED: _("passed"),
        Decision.FAILED: _("failed"),
        Decision.UNDECIDABLE: _("cannot be decided at the published precision"),
    }
    if quantity is None or not quantity.known:
        value = _("unknown")
    else:
        value = quantity_text(quantity, lang)
        if quantity.interval.width is not None:
            value += f" ({interval_text(quantity.interval, quantity.step, quantity.unit, lang)})"
        if quantity.disputed:
            value += ", " + _("disputed")
    complain(f"bpjs: {what} {name}: {value}, {_('wanted')} {wanted}: {words[decision]}")

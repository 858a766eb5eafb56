"""The gates of `coverage --fail-under` and `gap --fail-over`: what is compared, said on stderr, and the exit code."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bpjscli.commands.shared.ask import choose_area
from bpjscli.errors import Exit
from bpjscli.i18n import Lang, translator
from bpjscli.measures.answers import Answers, Key, main_area
from bpjscli.measures.gap import next_gap
from bpjscli.measures.gates import Decision, Held, coverage_held, gap_held
from bpjscli.model.period import Period
from bpjscli.output import complain
from bpjscli.report.numbers import amount, interval_text, quantity_text, tell_apart
from bpjscli.report.views.gap import find_gaps

CODES = {Decision.PASSED: Exit.OK, Decision.FAILED: Exit.FINDINGS, Decision.UNDECIDABLE: Exit.UNDECIDABLE}


def coverage_gate(
    answers: Answers, area: str | None, period: Period | None, threshold: Decimal, lang: Lang, *, quiet: bool
) -> Exit:
    """Hold the coverage of `area` (the main area, where none is named) against a least percentage."""
    place = choose_area(answers, area, main_area)
    held = coverage_held(answers, answers.best(Key("coverage", place), period), threshold)
    limit = amount(threshold, Decimal(0), "percent", lang)
    _say("coverage", answers, place, held, threshold, f">= {limit}", lang, quiet)
    return CODES[held.decision]


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
    place = choose_area(answers, area, main_area)
    if target is None and by is None:
        gap = next_gap(answers, place)
    else:
        gap = next(iter(find_gaps(answers, [place], target, by, every=True)), None)
    held = gap_held(answers, gap, threshold)
    limit = amount(threshold, Decimal(0), "persons", lang)
    _say("gap", answers, place, held, threshold, f"<= {limit}", lang, quiet)
    return CODES[held.decision]


def _say(
    what: str, answers: Answers, area: str, held: Held, threshold: Decimal, wanted: str, lang: Lang, quiet: bool
) -> None:
    """The numbers compared, in one line that makes sense in a mail; a gate that passed is silent when asked to be."""
    if quiet and held.decision is Decision.PASSED:
        return
    _ = translator(lang)
    name = answers.base.areas[area].name.in_language(lang)
    if held.decision is Decision.UNDECIDABLE:
        verdict = _undecidable(held, area, lang)
    else:
        verdict = _("passed") if held.decision is Decision.PASSED else _("failed")
    word = _("wanted")
    complain(f"{what} {name}: {_compared(held, threshold, lang)}, {word} {wanted}: {verdict}")


def _compared(held: Held, threshold: Decimal, lang: Lang) -> str:
    _ = translator(lang)
    quantity = held.quantity
    if quantity is None or not quantity.known:
        return _("unknown") if held.decision is Decision.UNDECIDABLE and held.rival is None else _("target reached")
    quantity = tell_apart(quantity, threshold)
    value = quantity_text(quantity, lang)
    if quantity.interval.width is not None:
        within = interval_text(quantity.interval, quantity.step, quantity.unit, lang)
        value += f" ({within})" if within != value else ""
    return value + (", " + _("disputed, whichever figure is wrong") if quantity.disputed else "")


def _undecidable(held: Held, area: str, lang: Lang) -> str:
    """Why a gate cannot be decided: nobody knows the number, sources dispute it, or the threshold lies within it."""
    _ = translator(lang)
    if held.rival is not None:
        text = _("cannot be decided, as another source has {value}; see bpjs explain coverage --area {id}")
        return text.format(value=quantity_text(held.rival, lang), id=area)
    quantity = held.quantity
    if quantity is None or not quantity.known:
        return _("cannot be decided, as it is not in this fact base, nor is what it would follow from")
    if quantity.disputed:
        return _("cannot be decided, as its source contradicts itself; see bpjs check --area {id}").format(id=area)
    return _("cannot be decided at the published precision")

"""Which misprint would explain a contradiction, by trial, with the strength of the evidence in bits."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bpjscli.checks.diagnosis.case import Case
from bpjscli.checks.diagnosis.evidence import ABSURD, ALMOST, LOOSE, NEAR, PRIOR, gain, gap, log2, round_bits
from bpjscli.checks.diagnosis.several import consequences, exchanges, parts_of_another_whole
from bpjscli.checks.diagnosis.slips import (
    Explanation,
    Slip,
    copies,
    distinct_values,
    list_written_forms,
    misprints,
    relabels,
)
from bpjscli.checks.diagnosis.sums import incomplete_sums
from bpjscli.checks.diagnosis.views import views
from bpjscli.checks.diagnosis.weigh import weigh
from bpjscli.checks.finding import Agreement, Suggestion
from bpjscli.model.interval import Interval
from bpjscli.solver.quantity import best_value, make_derived, outward

MOST_OFFERED = 5
AS_PRINTED = ("addend", "incomplete")  # what leaves every number as it is
MOST_SUSPECTS = 60
VAGUE = Decimal("0.25")  # of itself: a number that is left so open is not said


def would_be(case: Case, number: int) -> Agreement | None:
    """What the others leave for a figure; `None` where that is anything at all, or the figure itself."""
    figure = case.figure(number)
    predicted = case.predicted(number)
    anything = predicted.high is None and not predicted.low
    if anything or not (predicted & case.item(number).loose).empty:
        return None
    return Agreement(figure, make_derived(figure.unit, predicted.scaled(2) if figure.unit == "percent" else predicted))


def diagnose(case: Case) -> list[Suggestion]:
    """The readings that make all figures agree and that the figures themselves predict, the strongest first."""
    return [suggestion(case, explanation) for explanation in explanations(case)]


def explanations(case: Case) -> list[Explanation]:
    """What `diagnose` suggests, as what would have to be read otherwise."""
    weighed: list[Explanation] = []
    none = Decimal(0)
    for view, cost in views(case):
        suggested = [one for number in view.suspects[:MOST_SUSPECTS] for one in _alone(view, number)]
        suggested += exchanges(view)
        suggested += parts_of_another_whole(view)
        sums = list(incomplete_sums(view))
        suggested = [one for one in suggested if not _says_less(view, one, sums)] + sums
        weighed += [one._replace(bits=one.bits - cost) for one in _charged(view, suggested)]
        none = max(none, view.unexplained_weight)
    return [one for one in weigh(weighed, none) if round_bits(one.bits) >= 0][:MOST_OFFERED]


def _says_less(case: Case, explanation: Explanation, sums: list[Explanation]) -> bool:
    """Whether it says only that a total repeats its part, which a total that leaves out the others does anyhow.

    Where the list may lack a part, nor is it the part that repeats the total: what it should be nobody knows.
    """
    if not explanation.copied_from:
        return False
    totals = {case.figure(one.slips[0].number).id: one.open_ended for one in sums if one.slips[0].kind == "incomplete"}
    twins = (figure.id for figure in explanation.copied_from)
    return case.figure(explanation.slips[0].number).id in totals or any(totals.get(twin) for twin in twins)


def _charged(case: Case, explanations: list[Explanation]) -> Iterator[Explanation]:
    """The explanations after the charges for what nobody expects and for what another does without."""
    some_rounded = any(explanation.rounded and explanation.bits > 0 for explanation in explanations)
    for explanation in explanations:
        charge = LOOSE if some_rounded and not explanation.rounded else Decimal(0)
        if explanation.bits > charge and _absurd(case, explanation):
            charge += ABSURD
        yield explanation._replace(bits=explanation.bits - charge)


def _absurd(case: Case, explanation: Explanation) -> bool:
    """Whether something nobody expects would follow."""
    if explanation.slips[0].kind in AS_PRINTED:
        return False
    if explanation.copied_from or explanation.almost:
        return case.absurd(case.problem, case.without(sum(1 << slip.number for slip in explanation.slips)))
    changed = case.problem.replaced({slip.number: slip.item for slip in explanation.slips})
    return case.absurd(changed, changed.solve(case.active, changed.everything))


def _alone(case: Case, number: int) -> Iterator[Explanation]:
    """Explanations by one figure: every misprint, every other label, and a copy."""
    yield from _misprinted(case, number)
    yield from _relabelled(case, number)
    yield from _copied(case, number)


def _misprinted(case: Case, number: int) -> Iterator[Explanation]:
    predicted = case.predicted(number)
    if predicted.width is None:
        return
    for slip in misprints(number, case.figure(number), case.item(number)):
        if not (predicted & slip.item.loose).empty and case.fits(number, slip.item):
            yield _explanation(case, slip, predicted)


def _relabelled(case: Case, number: int) -> Iterator[Explanation]:
    for slip in relabels(number, case.figure(number), case.item(number), case.vocabulary, case.in_use):
        expected = case.bounds(case.rest(number), slip.item.variable)
        missed, middle = gap(expected, slip.item.loose), slip.item.loose.middle
        if expected.width is None or middle is None or missed > NEAR * abs(middle):
            continue
        if missed:
            yield _explanation(case, slip, expected, missed)
        elif case.fits(number, slip.item):
            yield _explanation(case, slip, expected)


def _explanation(case: Case, slip: Slip, expected: Interval, missed: Decimal = Decimal(0)) -> Explanation:
    own, number = slip.item.loose, slip.number
    earned = gain(expected, own, own.middle, whole=case.whole(number), missed=missed)
    spent = PRIOR[slip.kind] + log2(Decimal(slip.tried)) + case.handicap(number) + (ALMOST if missed else 0)
    off = Decimal(0)
    if own.middle and expected.middle is not None:
        off = abs(own.middle - expected.middle) / abs(own.middle)
    fits_rounded = not missed and case.fits_rounded(number, slip.item)
    return Explanation((slip,), earned - spent, off, fits_rounded, almost=bool(missed))


def _copied(case: Case, number: int) -> Iterator[Explanation]:
    """The figure repeats another's number; what it should have been is what the others predict."""
    figure, predicted = case.figure(number), case.predicted(number)
    group = case.solved.group
    twins = copies(figure, case.item(number).variable, list(zip(group.figures, group.variables, strict=True)))
    if not twins or predicted.width is None:
        return
    left = outward(predicted.scaled(2) if figure.unit == "percent" else predicted, figure.unit)
    value, _ = best_value(left, figure.unit)
    if value is not None and predicted.middle is not None:
        if predicted.width > VAGUE * abs(predicted.middle):
            value = figure.reading.value  # nothing better is known
        tried = max(1, sum(other.unit == figure.unit for other in group.figures) - 1)
        slip = Slip("copied", number, case.item(number), "", value, tried)
        spent = PRIOR["copied"] + log2(Decimal(tried)) + case.handicap(number)
        yield Explanation((slip,), log2(distinct_values(figure)) - spent, copied_from=tuple(twins))


def suggestion(case: Case, explanation: Explanation) -> Suggestion:
    """An explanation as it is offered, with what would follow."""
    first, *more = explanation.slips
    others = tuple((case.figure(slip.number), list_written_forms(slip, case.figure(slip.number))) for slip in more)
    others += tuple((twin, twin.indicator) for twin in explanation.copied_from)
    figure = case.figure(first.number)
    return Suggestion(
        first.kind,
        figure,
        list_written_forms(first, figure),
        first.value,
        round_bits(explanation.bits),
        others,
        () if explanation.copied_from or first.kind in AS_PRINTED else tuple(consequences(case, explanation.slips)),
        explanation.almost,
        explanation.probability,
        first.error,
        explanation.open_ended,
    )

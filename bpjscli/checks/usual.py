"""Family S, too: what is paid for a claim, held against what is usual."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bpjscli.checks.diagnosis.case import Case
from bpjscli.checks.diagnosis.evidence import NONE, PRIOR, gain, log2, round_bits
from bpjscli.checks.diagnosis.slips import Explanation, list_written_forms, misprints
from bpjscli.checks.diagnosis.views import views
from bpjscli.checks.diagnosis.weigh import weigh
from bpjscli.checks.examination import Examination, check
from bpjscli.checks.finding import N_, Argument, Finding, Message, Suggestion
from bpjscli.model.facts import UsualBenefit
from bpjscli.model.interval import Interval
from bpjscli.solver.conflicts import bits as numbers_in
from bpjscli.solver.constraints import REST, Variable
from bpjscli.solver.quantity import make_derived
from bpjscli.solver.solve import Solved

AVERAGE = "average_benefit"
USUAL = Decimal(3)  # bits: how much of all magnitudes what is usual leaves out
MOST_OFFERED = 5


@check("S607", "warning", "Far from what a claim is usually paid")
def unusual_benefit(examination: Examination) -> Iterator[Finding]:
    """What is paid for a claim of a programme, as printed or as benefits over claims, is far from what is usual.

    A death benefit has been Rp42 million by regulation since December 2019, and Rp24 million before, so that Rp33
    thousand a claim is none: the benefits lost three zeros, or the claims have three too many. What is usual stands in
    the vocabulary, with `benefit`, for each programme and time, and leaves room on both sides. Figures of a
    contradiction are not looked at again.
    """
    for solved in examination.solved:
        for variable, index in solved.problem.plan.numbers.items():
            if variable.indicator == AVERAGE and variable.programme is not None and REST not in variable:
                usual = _usual(examination, solved, variable)
                interval = solved.problem.bounds(solved.box, variable, "IDR")
                why = solved.box.reasons(index) & solved.problem.everything
                if usual is not None and why and _far(interval, usual):
                    yield _finding(examination, solved, variable, usual, why)


def _usual(examination: Examination, solved: Solved, variable: Variable) -> UsualBenefit | None:
    programme = examination.base.vocabulary.programmes.get(variable.programme or "")
    return None if programme is None else programme.usual_benefit(solved.group.cell_of(variable).period)


def _far(found: Interval, usual: UsualBenefit) -> bool:
    return (found.high is not None and found.high < usual.low) or (found.low is not None and found.low > usual.high)


def _finding(examination: Examination, solved: Solved, variable: Variable, usual: UsualBenefit, why: int) -> Finding:
    case = Case(
        solved,
        solved.problem.everything & ~solved.disputed,
        solved.problem.everything & ~solved.disputed,
        examination.base.vocabulary,
        examination.answers.identities,
    )
    suggestions = _suggestions(case, variable, usual, why)
    figures = solved.figures_in(why)
    paid = solved.problem.bounds(solved.box, variable, "IDR")
    text = N_("{figures}: {paid} a claim, where {low} to {high} are usual.")
    arguments: dict[str, Argument] = {
        "figures": figures,
        "paid": make_derived("IDR", paid),
        "low": make_derived("IDR", Interval.exactly(Decimal(usual.low))),
        "high": make_derived("IDR", Interval.exactly(Decimal(usual.high))),
    }
    if suggestions:
        figures = (suggestions[0].figure, *(f for f in figures if f is not suggestions[0].figure))
    return Finding("S607", "warning", Message(text, arguments), figures, suggestions)


def _suggestions(case: Case, variable: Variable, usual: UsualBenefit, why: int) -> tuple[Suggestion, ...]:
    """The slips that lead to what is usual; one that closes a sum besides is worth as much as that is unlikely."""
    slips = [
        one._replace(bits=one.bits - cost)
        for view, cost in views(case)
        for number in numbers_in(why & case.active)
        for one in _explanations(view, number, variable, usual, closes=bool(cost))
    ]
    weighed = [one for one in weigh(slips, NONE) if round_bits(one.bits) >= 0][:MOST_OFFERED]
    suggestions = []
    for one in weighed:
        slip = one.slips[0]
        figure = case.figure(slip.number)
        reading = list_written_forms(slip, figure)
        bits = round_bits(one.bits)
        suggestions.append(
            Suggestion(slip.kind, figure, reading, slip.value, bits, probability=one.probability, error=slip.error)
        )
    return tuple(suggestions)


def _explanations(
    view: Case, number: int, variable: Variable, usual: UsualBenefit, *, closes: bool
) -> Iterator[Explanation]:
    rest = view.rest(number)
    if rest.conflict:
        return
    predicted = view.predicted(number)
    for slip in misprints(number, view.figure(number), view.item(number)):
        if (predicted & slip.item.loose).empty:
            continue
        box = view.problem.extended(rest, number, slip.item)
        if box.conflict or _far(view.problem.bounds(box, variable, "IDR"), usual):
            continue
        closing = gain(predicted, slip.item.loose, slip.item.loose.middle, whole=True) if closes else Decimal(0)
        yield Explanation((slip,), USUAL + closing - log2(Decimal(slip.tried)) - PRIOR[slip.kind])

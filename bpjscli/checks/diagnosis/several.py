"""Explanations in which several figures go wrong together, and what would follow if a suggestion were right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice

from bpjscli.checks.diagnosis.case import Case
from bpjscli.checks.diagnosis.evidence import ALMOST, NEAR, PRIOR, SECOND, gain, gap, log2
from bpjscli.checks.diagnosis.slips import Explanation, Slip, alternatives, difference
from bpjscli.checks.finding import Follows, SuggestionKind
from bpjscli.model.facts import Figure
from bpjscli.model.interval import Interval
from bpjscli.solver.conflicts import bits as numbers_in
from bpjscli.solver.constraints import REST, Variable
from bpjscli.solver.quantity import make_derived

MOST_PAIRS = 200  # of figures that may be exchanged: of more, hardly one can be told from chance


def exchanges(case: Case) -> Iterator[Explanation]:
    """Two figures of one unit that stand near each other, each under the other's label."""
    members = numbers_in(case.members)
    near = ((one, other) for one in members for other in case.neighbours(one))
    pairs = {frozenset(pair): pair for pair in islice(near, 2 * MOST_PAIRS + 1)}  # each pair comes twice
    if len(pairs) > MOST_PAIRS:
        return
    spent = PRIOR["relabel"] + SECOND + log2(Decimal(len(pairs))) if pairs else Decimal(0)
    for one, other in pairs.values():
        first, second = case.item(one), case.item(other)
        changed = case.problem.replaced(
            {one: first._replace(variable=second.variable), other: second._replace(variable=first.variable)}
        )
        if first.loose != second.loose and changed.agree(case.active, changed.everything):
            length = case.length(changed)
            unexplained = case.unexplained or case.length(case.problem, 1 << one | 1 << other)
            if length is not None and unexplained is not None:
                slips = _moved(case, one, other, len(pairs)), _moved(case, other, one, 1)
                yield Explanation(slips, unexplained - length - spent)


def _moved(case: Case, number: int, to: int, tried: int) -> Slip:
    own, other = case.item(number).variable, case.item(to).variable
    reading = difference(own, other)
    if own[:3] == other[:3]:  # an exchange of areas or years
        label = case.figure(to)
        reading = label.area if own.area != other.area else label.period.text
    return Slip("relabel", number, case.item(number)._replace(variable=other), reading, _value(case, number), tried)


def _value(case: Case, number: int) -> Decimal:
    return case.figure(number).reading.value


def parts_of_another_whole(case: Case) -> Iterator[Explanation]:
    """Parts that add up to another quantity of the same unit than the one they are printed under."""
    for parts in _families(case):
        first = case.figure(parts[0])
        if any(case.item(n).loose.width is None for n in parts):
            continue
        summed = {i.result for i in case.identities if i.sums_over() == _dimension(first)}
        others = alternatives(first, case.vocabulary, case.in_use)
        for indicator in others:
            if indicator in summed:
                slips = [_part(case, n, indicator, len(others)) for n in parts]
                explanation = _explained_by_parts(case, slips)
                if explanation is not None:
                    yield explanation


def _part(case: Case, number: int, indicator: str, tried: int) -> Slip:
    item = case.item(number)
    moved = item._replace(variable=item.variable._replace(indicator=indicator))
    kind: SuggestionKind = "parts"
    return Slip(kind, number, moved, indicator, _value(case, number), tried)


def _families(case: Case) -> list[list[int]]:
    """The parts printed of each whole that touches the contradiction; two or more of them."""
    families: dict[Variable, list[int]] = defaultdict(list)
    terms = {**case.vocabulary.segments, **case.vocabulary.programmes}
    for number in numbers_in(case.active):
        variable = case.item(number).variable
        term = variable.segment or variable.programme
        if term is not None and terms[term].counted == "apart":
            families[variable._replace(segment=None, programme=None)].append(number)
    told = [sorted(parts, key=lambda number: case.figure(number).order) for parts in families.values()]
    return [parts for parts in told if len(parts) > 1 and any(case.members >> n & 1 for n in parts)]


def _dimension(figure: Figure) -> str:
    return "segment" if figure.segment is not None else "programme"


def _explained_by_parts(case: Case, slips: Sequence[Slip]) -> Explanation | None:
    """The explanation by these slips; `None` where the others do not agree, or do not predict the sum."""
    left_out = sum(1 << slip.number for slip in slips)
    changed = case.problem.replaced({slip.number: slip.item for slip in slips})
    whole = slips[0].item.variable._replace(segment=None, programme=None)
    rest = changed.solve(case.active & ~left_out, changed.everything)
    expected = Interval() if rest.conflict else changed.bounds(rest, whole, "persons")
    added = Interval(_sum(slip.item.loose.low for slip in slips), _sum(slip.item.loose.high for slip in slips))
    missed = gap(expected, added)
    middle = added.middle or Decimal(0)
    almost = missed > 0
    if missed > NEAR * middle:
        return None
    if not almost and not changed.agree(case.active, changed.everything):
        return None
    earned = gain(expected, added, middle, whole=case.whole(slips[0].number), missed=missed)
    spent = PRIOR["parts"] + log2(Decimal(slips[0].tried)) + (ALMOST if almost else 0)
    return Explanation(tuple(slips), earned - spent, almost=almost)


def _sum(values: Iterator[Decimal | None]) -> Decimal:
    return sum((value for value in values if value is not None), Decimal(0))


FIRST = ("participants", "workforce", "coverage", "unregistered")  # what a reader asks for first


def consequences(case: Case, slips: Sequence[Slip]) -> list[Follows]:
    """What nobody printed and would follow from the changed figures.

    First what the suspect was printed as, then what people ask for, of the suspect's own area and part. Of other areas
    and parts only what rests on the suspect.
    """
    changed = case.problem.replaced({slip.number: slip.item for slip in slips})
    active = case.active
    box = changed.solve(active, changed.everything)
    if box.conflict:  # the suspect fits almost: what is printed in full says what would follow, else the others alone
        active = sum(1 << n for n, item in enumerate(changed.items) if item.point is not None and case.active >> n & 1)
        box = changed.solve(active, changed.everything)
    if box.conflict:
        active = case.active & ~sum(1 << slip.number for slip in slips)
        box = changed.solve(active, changed.everything)
    points = changed.points(active)
    stated = {item.variable for number, item in enumerate(changed.items) if case.active >> number & 1}
    own = case.item(slips[0].number).variable
    suspects = sum(1 << slip.number for slip in slips)
    by_place: dict[tuple[bool, bool, int, str], Follows] = {}
    for variable, index in changed.plan.numbers.items():
        here = variable[1:] == own[1:]
        if variable in stated or REST in variable or not (here or box.reasons(index) & suspects):
            continue
        unit = case.vocabulary.indicators[variable.indicator].unit
        interval = changed.bounds(box, variable, unit)
        if interval.width is not None:
            quantity = make_derived(unit, interval, point=changed.point(points, variable, unit))
            cell = case.solved.group.cell_of(variable)
            place = _order(variable, own)
            by_place[place] = Follows(variable.indicator, cell.area, variable.segment, variable.programme, quantity)
    return [by_place[place] for place in sorted(by_place)]


def _order(variable: Variable, own: Variable) -> tuple[bool, bool, int, str]:
    asked = FIRST.index(variable.indicator) if variable.indicator in FIRST else len(FIRST)
    return (variable != own, variable[1:] != own[1:], asked, str(variable))

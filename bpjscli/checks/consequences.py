"""What would follow if a suggestion were right."""

from __future__ import annotations

from collections.abc import Sequence

from bpjscli.checks.case import Case
from bpjscli.checks.finding import Follows
from bpjscli.checks.slips import Slip
from bpjscli.derive.constraints import REST, Variable
from bpjscli.derive.quantity import derived

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
    found: dict[tuple[bool, bool, int, str], Follows] = {}
    for variable, index in changed.plan.numbers.items():
        here = variable[1:] == own[1:]
        if variable in stated or REST in variable or not (here or box.reasons(index) & suspects):
            continue
        unit = case.vocabulary.indicators[variable.indicator].unit
        interval = changed.bounds(box, variable, unit)
        if interval.width is not None:
            quantity = derived(unit, interval, point=changed.point(points, variable, unit))
            cell = case.solved.group.cell_of(variable)
            place = _order(variable, own)
            found[place] = Follows(variable.indicator, cell.area, variable.segment, variable.programme, quantity)
    return [found[place] for place in sorted(found)]


def _order(variable: Variable, own: Variable) -> tuple[bool, bool, int, str]:
    asked = FIRST.index(variable.indicator) if variable.indicator in FIRST else len(FIRST)
    return (variable != own, variable[1:] != own[1:], asked, str(variable))

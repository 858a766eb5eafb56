"""Which misprint would explain a contradiction, by trial, with the strength of the evidence in bits.

A hypothesis gains as far as the other figures predict it: the narrower the interval they leave for the number under
its new reading, relative to the number, the less likely it is to fit by chance. It costs as much as there were readings
to try, and more the less usual the slip is. The difference is a description length (Rissanen, "Modeling by shortest
data description", Automatica 14, 1978); what gains nothing is not offered.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from bpjscli.checks.finding import Follows, Suggestion, SuggestionKind, Would
from bpjscli.checks.slips import Slip, alternatives, copies, distinct_values, misprints, relabels, written
from bpjscli.derive.conflicts import bits as numbers_in
from bpjscli.derive.identity import Identity, indicators_of
from bpjscli.derive.plan import REST, Variable
from bpjscli.derive.problem import Item, Problem
from bpjscli.derive.quantity import derived
from bpjscli.derive.solve import Solved
from bpjscli.facts.interval import Interval
from bpjscli.facts.model import Figure, Vocabulary

# How usual a slip is, as bits spent before its readings are counted. Wrong words and swapped digits are what the
# corrections of newspapers mostly own up to; a single wrong digit among many is rarer.
PRIOR: dict[SuggestionKind, Decimal] = {
    "relabel": Decimal(1),
    "swap": Decimal(1),
    "parts": Decimal(1),
    "copied": Decimal(1),
    "scale": Decimal("1.5"),
    "digit": Decimal(2),
}
MOST_OFFERED = 5
_LN2 = Decimal(2).ln()


class Case(NamedTuple):
    """A contradiction to explain: `members` cannot all be true, `active` is all that must agree in the end."""

    solved: Solved
    members: int
    active: int
    vocabulary: Vocabulary
    identities: tuple[Identity, ...]

    @property
    def problem(self) -> Problem:
        """The group's problem."""
        return self.solved.problem

    def figure(self, number: int) -> Figure:
        """The figure of an item."""
        return self.solved.group.figures[number]

    def agrees(self, problem: Problem, active: int | None = None) -> bool:
        """Whether the items can all be true, read loosely."""
        return not problem.conflict(self.active if active is None else active, problem.everything)

    def without(self, problem: Problem, number: int, variable: Variable) -> Interval:
        """What the items but one say of `variable` (percentages as ratios)."""
        box = problem.solve(self.active & ~(1 << number), problem.everything)
        return Interval() if box.conflict else problem.bounds(box, variable, "persons")


def suspects(case: Case) -> list[int]:
    """The members without any one of which the rest agree."""
    return [n for n in numbers_in(case.members) if case.agrees(case.problem, case.active & ~(1 << n))]


def would_be(case: Case, number: int) -> Would | None:
    """What the others leave for a figure; `None` where that is nothing definite."""
    figure = case.figure(number)
    predicted = case.without(case.problem, number, case.problem.items[number].variable)
    if predicted.width is None:
        return None
    interval = predicted.scaled(2) if figure.unit == "percent" else predicted
    return Would(figure, derived(figure.unit, interval))


def diagnose(case: Case) -> list[Suggestion]:
    """The readings that make all figures agree and that the figures themselves predict, the strongest first."""
    found: dict[tuple[str, str, str], Suggestion] = {}
    alone = suspects(case)
    for number in alone:
        for suggestion in _single(case, number):
            found.setdefault((suggestion.kind, suggestion.figure.id, suggestion.reading), suggestion)
    for suggestion in (*_exchanges(case), *parts_of_another_whole(case)):
        found.setdefault((suggestion.kind, suggestion.figure.id, suggestion.reading), suggestion)
    worth = [suggestion for suggestion in found.values() if suggestion.bits > 0]
    return sorted(worth, key=lambda s: (-s.bits, s.kind, s.figure.order))[:MOST_OFFERED]


def _single(case: Case, number: int) -> Iterator[Suggestion]:
    figure, item = case.figure(number), case.problem.items[number]
    predicted = case.without(case.problem, number, item.variable)
    for slip in misprints(number, figure, item):
        if predicted.width is None or (predicted & slip.item.loose).empty:
            continue
        if case.agrees(case.problem.replaced({number: slip.item})):
            yield _suggestion(case, (slip,), gain(predicted, slip.item, slip.item.loose.middle))
    for slip in relabels(number, figure, item, case.vocabulary, in_use(case.identities)):
        changed = case.problem.replaced({number: slip.item})
        expected = case.without(changed, number, slip.item.variable)
        if expected.width is not None and not (expected & slip.item.loose).empty and case.agrees(changed):
            yield _suggestion(case, (slip,), gain(expected, slip.item, slip.item.loose.middle))
    yield from _copied(case, number, predicted)


def _copied(case: Case, number: int, predicted: Interval) -> Iterator[Suggestion]:
    figure = case.figure(number)
    if predicted.width is None:
        return
    group = case.solved.group.figures
    twins = copies(figure, group)
    if not twins:
        return
    interval = predicted.scaled(2) if figure.unit == "percent" else predicted
    quantity = derived(figure.unit, interval)
    if quantity.value is None:
        return
    spent = PRIOR["copied"] + log2(Decimal(len(group) - 1))
    slip = Slip("copied", number, case.problem.items[number], "", quantity.value, len(group) - 1)
    yield Suggestion(
        "copied",
        figure,
        written(slip, figure),
        quantity.value,
        _rounded(log2(distinct_values(figure)) - spent),
        tuple((twin, twin.indicator) for twin in twins),
    )


def _exchanges(case: Case) -> Iterator[Suggestion]:
    """Two figures of one unit whose labels were exchanged."""
    members = list(numbers_in(case.members))
    pairs = [
        (one, other)
        for position, one in enumerate(members)
        for other in members[position + 1 :]
        if case.figure(one).unit == case.figure(other).unit
        and case.problem.items[one].variable != case.problem.items[other].variable
    ]
    for one, other in pairs:
        first, second = case.problem.items[one], case.problem.items[other]
        slips = (
            _moved("relabel", case, one, second.variable, len(pairs)),
            _moved("relabel", case, other, first.variable, 1),
        )
        changed = case.problem.replaced({slip.number: slip.item for slip in slips})
        if not case.agrees(changed):
            continue
        expected = case.without(changed, one, second.variable)
        if expected.width is not None:
            yield _suggestion(case, slips, gain(expected, slips[0].item, first.loose.middle) - 1)


def parts_of_another_whole(case: Case) -> Iterator[Suggestion]:
    """Parts that add up to another quantity of the same unit than the one they are printed under."""
    for parts in _families(case):
        first = case.figure(parts[0])
        if sum(case.problem.items[n].loose.width is None for n in parts):
            continue
        others = alternatives(first, case.vocabulary, in_use(case.identities))
        summed = {i.result for i in case.identities if i.sums_over() == _dimension(first)}
        for indicator in others:
            if indicator not in summed:
                continue
            slips = tuple(
                _moved("parts", case, n, case.problem.items[n].variable._replace(indicator=indicator), len(others))
                for n in parts
            )
            changed = case.problem.replaced({slip.number: slip.item for slip in slips})
            if not case.agrees(changed):
                continue
            earned = _gain_of_sum(case, changed, slips)
            if earned is not None:
                yield _suggestion(case, slips, earned)


def _families(case: Case) -> list[list[int]]:
    """The parts printed of each whole that touches the contradiction; two or more of them."""
    families: dict[Variable, list[int]] = {}
    touched = set()
    for number, item in enumerate(case.problem.items):
        if not case.active >> number & 1:
            continue
        variable = item.variable
        if variable.segment is not None or variable.programme is not None:
            whole = variable._replace(segment=None, programme=None)
            families.setdefault(whole, []).append(number)
            if case.members >> number & 1:
                touched.add(whole)
    return [parts for whole, parts in families.items() if whole in touched and len(parts) > 1]


def _dimension(figure: Figure) -> str:
    return "segment" if figure.segment is not None else "programme"


def _gain_of_sum(case: Case, changed: Problem, slips: tuple[Slip, ...]) -> Decimal | None:
    removed = sum(1 << slip.number for slip in slips)
    whole = slips[0].item.variable._replace(segment=None, programme=None)
    box = changed.solve(case.active & ~removed, changed.everything)
    expected = Interval() if box.conflict else changed.bounds(box, whole, "persons")
    lows = [slip.item.loose.low for slip in slips if slip.item.loose.low is not None]
    highs = [slip.item.loose.high for slip in slips if slip.item.loose.high is not None]
    added = Interval(sum(lows, Decimal(0)), sum(highs, Decimal(0)))
    total = Item(whole, added, added)
    if expected.width is None or (expected & total.loose).empty:
        return None
    return gain(expected, total, total.loose.middle)


def gain(expected: Interval, item: Item, value: Decimal | None) -> Decimal:
    """Bits of coincidence: how unlikely a number of this size is to meet `expected` by chance.

    Both widths count, since they meet where they touch; whole numbers are not finer than one.
    """
    if not value or expected.width is None or item.loose.width is None:
        return Decimal(0)
    finest = Decimal(1) if item.loose.exact and item.loose.low == item.loose.low.to_integral_value() else Decimal(0)  # type: ignore[union-attr]  # exact
    width = max(expected.width + item.loose.width, finest)
    if not width:
        width = Decimal("0.000001")
    return max(Decimal(0), log2(abs(value) / width))


def _moved(kind: SuggestionKind, case: Case, number: int, variable: Variable, tried: int) -> Slip:
    figure, item = case.figure(number), case.problem.items[number]
    reading = variable.indicator
    if variable.indicator == figure.indicator:  # the same measure of another part, place or year
        reading = _elsewhere(case, item.variable, variable)
    return Slip(kind, number, item._replace(variable=variable), reading, figure.reading.value, max(tried, 1))


def _elsewhere(case: Case, own: Variable, other: Variable) -> str:
    """What tells `other` from a figure's own variable: its segment or programme, its area, or its period."""
    if (own.segment, own.programme) != (other.segment, other.programme):
        return other.segment or other.programme or other.indicator
    cell = case.solved.group.cell_of(other)
    return cell.area if own.area != other.area else cell.period.text


def _suggestion(case: Case, slips: tuple[Slip, ...], earned: Decimal) -> Suggestion:
    first = slips[0]
    changed = case.problem.replaced({slip.number: slip.item for slip in slips})
    others = tuple((case.figure(slip.number), written(slip, case.figure(slip.number))) for slip in slips[1:])
    figure = case.figure(first.number)
    spent = PRIOR[first.kind] + log2(Decimal(first.tried))
    return Suggestion(
        first.kind,
        figure,
        written(first, figure),
        first.value,
        _rounded(earned - spent),
        others,
        tuple(_consequences(case, changed)),
    )


def _consequences(case: Case, changed: Problem) -> Iterator[Follows]:
    """What nobody printed and would follow from the changed figures."""
    box = changed.solve(case.active, changed.everything)
    stated = {item.variable for n, item in enumerate(changed.items) if case.active >> n & 1}
    for variable in changed.plan.variables:
        if variable is None or variable in stated or REST in (variable.segment, variable.programme):
            continue
        unit = case.vocabulary.indicators[variable.indicator].unit
        interval = changed.bounds(box, variable, unit)
        if interval.width is not None:
            cell = case.solved.group.cell_of(variable)
            quantity = derived(unit, interval)
            yield Follows(variable.indicator, cell.area, variable.segment, variable.programme, quantity)


def in_use(identities: tuple[Identity, ...]) -> set[str]:
    """The indicators that identities speak of."""
    return {name for identity in identities for name in (identity.result, *indicators_of(identity.expression))}


def log2(value: Decimal) -> Decimal:
    """The logarithm to base two of a positive number."""
    return value.ln() / _LN2


def _rounded(bits: Decimal) -> Decimal:
    return bits.quantize(Decimal("0.1"))

"""Family C: figures of one source that cannot all be true."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_FLOOR, Decimal

from bpjscli.checks.diagnosis.case import Case
from bpjscli.checks.diagnosis.diagnose import diagnose, explanations, suggestion, would_be
from bpjscli.checks.diagnosis.evidence import gap
from bpjscli.checks.examination import Examination, check
from bpjscli.checks.finding import N_, Agreement, Argument, Finding, Message, Suggestion
from bpjscli.model.facts import Severity, Unit
from bpjscli.model.interval import Interval
from bpjscli.solver.conflicts import Conflict
from bpjscli.solver.conflicts import bits as numbers_in
from bpjscli.solver.quantity import WIDE, Quantity, make_derived
from bpjscli.solver.solve import Solved, read_otherwise

FAIR = Decimal(3)  # bits: an explanation that others may rest on
MOST_HELD = 10_000  # contradictions of a group that are explained, times the figures that each is held against
MOST_TOGETHER = 8  # contradictions of a group that are looked at again in the light of one that is explained
SMALL = Decimal("0.005")  # of a figure: what less than that would mend is more likely a slip of rounding than of fact


@check("C401", "error", "Figures of one source contradict each other")
def contradiction(examination: Examination) -> Iterator[Finding]:
    """Some figures of one source, for the same area and period, cannot all be true.

    Every figure was read as generously as newspapers round: cut instead of rounded, off by one in the last digit. Still
    no set of true values satisfies the identities between them. The finding names the smallest set of figures that
    cannot all be true, what each would have to be for the others to agree, and, where the figures themselves point to
    it, the misprint that would explain it. Nothing is changed and nothing is derived from these figures until one of
    them is corrected, marked `superseded_by`, or left out.

    The size is the least relative change to one of the figures that would restore agreement; from 0.5 % on it is an
    error. Example: 22.77 % covered, 16,684 participants and 73,236 unregistered. Those headcounts would make 18.55 %.
    """
    return (finding for finding in _contradictions(examination) if finding.code == "C401")


@check("C402", "warning", "Figures of one source disagree slightly")
def small_contradiction(examination: Examination) -> Iterator[Finding]:
    """Some figures of one source miss each other by less than half a percent.

    They cannot all be true as printed, but a change of one of them by less than 0.5 % would restore agreement: a
    denominator taken at another date, a sum made before a correction. See C401 for how it is found and what is shown.

    It is a note where they would agree if a source had left workers out of a list whom it counts in the total: up to
    5 % of the participants may be migrant workers that nobody mentions.
    """
    return (finding for finding in _contradictions(examination) if finding.code == "C402")


@check("C403", "error", "A region's rate lies outside the rates of its parts")
def outside_parts(examination: Examination) -> Iterator[Finding]:
    """A region's coverage is a mean of its parts' coverage, weighted by their workforce, so it lies between them.

    Where one source gives the coverage of a region and of all its parts for the same period, and the region's is above
    the highest or below the lowest of them even with generous readings, one of the figures is wrong. The parts are
    those of the period: until 2013 North Kalimantan is a part of East Kalimantan.
    """
    for (indicator, area, segment, programme, base), figures in examination.series.items():
        if indicator != "coverage" or not examination.base.areas[area].complete:
            continue
        for figure in figures:
            places = examination.parts_of(figure)
            parts = [
                part
                for place in places
                for part in examination.series.get((indicator, place, segment, programme, base), ())
                if part.source is figure.source and part.period == figure.period
            ]
            if len(parts) < len(places) or not parts:
                continue
            hull = parts[0].reading.loose
            for part in parts[1:]:
                hull |= part.reading.loose
            if (hull & figure.reading.loose).empty:
                text = N_(
                    "{figure}: a region's rate lies between the rates of its parts, which go from {low} to {high}."
                )
                lowest = min(parts, key=lambda part: part.reading.value)
                highest = max(parts, key=lambda part: part.reading.value)
                message = Message(text, {"figure": figure, "low": lowest, "high": highest})
                yield Finding("C403", "error", message, (figure, *parts))


def _contradictions(examination: Examination) -> Iterator[Finding]:
    if examination.contradictions is None:
        examination.contradictions = [
            finding
            for solved in examination.solved
            for part in solved.by_part()
            if part.conflicts
            for finding in _of_group(examination, part)
        ]
    yield from examination.contradictions


def _of_group(examination: Examination, solved: Solved) -> Iterator[Finding]:
    """One finding a conflict; one for all of them where a single slip explains them together.

    Where no slip does, the best explained one is read as explained, and the others are looked at in that light: what
    two mislabelled figures say together is plain only when one of them has been put right.
    """
    examined = [conflict for conflict in solved.conflicts if conflict.complete]
    del examined[max(1, MOST_HELD // len(solved.problem.items)) :]
    for conflict in solved.conflicts:
        if conflict not in examined:
            yield _unfinished(solved, conflict)
    everything = solved.problem.everything
    cases = [
        (conflict, _case(examination, solved, conflict.members, everything & ~(solved.disputed & ~conflict.members)))
        for conflict in examined
    ]
    few = 1 < len(cases) == len(solved.conflicts) <= MOST_TOGETHER
    if few:
        whole = _case(examination, solved, solved.disputed, everything)
        together = diagnose(whole)
        if together:
            yield _finding(whole, solved.conflicts, together)
            return
    with_explanations = [(conflict, case, explanations(case)) for conflict, case in cases]
    explained = [one for one in with_explanations if one[2] and one[2][0].bits >= FAIR and not one[2][0].copied_from]
    if few and explained:
        conflict, case, best = max(explained, key=lambda one: one[2][0].bits)
        rest = read_otherwise(solved, {slip.number: slip.item for slip in best[0].slips})
        if len(rest.conflicts) < len(solved.conflicts):
            yield _finding(case, (conflict,), [suggestion(case, one) for one in best])
            yield from _of_group(examination, rest)
            return
    for conflict, case, its in with_explanations:
        yield _finding(case, (conflict,), [suggestion(case, one) for one in its])


def _unfinished(solved: Solved, conflict: Conflict) -> Finding:
    """What is said of figures of which too many meet for the smallest contradictions among them to be found."""
    figures = solved.figures_in(conflict.members)
    text = N_("{figures} cannot all be true. They were not examined to the end, as too many meet: fewer may be wrong.")
    return Finding("C401", "error", Message(text, {"figures": figures}), figures)


def _case(examination: Examination, solved: Solved, members: int, active: int) -> Case:
    return Case(solved, members, active, examination.base.vocabulary, examination.answers.identities)


def _finding(case: Case, conflicts: tuple[Conflict, ...], suggestions: list[Suggestion]) -> Finding:
    figures = case.solved.figures_in(case.members)
    size = _size(case, conflicts)
    small = size is not None and size < SMALL
    would = tuple(would for n in case.suspects if (would := would_be(case, n)) is not None)
    would = tuple(sorted(would, key=lambda w: _likelihood(case, w)))
    if suggestions:
        figures = (suggestions[0].figure, *(f for f in figures if f is not suggestions[0].figure))
    elif would:
        figures = (would[0].figure, *(f for f in figures if f is not would[0].figure))
    text = N_("{figures} cannot all be true.") if not small else N_("{figures} miss each other slightly.")
    code = "C402" if small else "C401"
    severity: Severity = "warning" if small else "error"
    if not small and case.problem.with_open_lists().agree(case.members, case.members):
        code, severity = "C402", "note"
        text = N_("{figures} agree only if some workers, such as migrants, are counted in a total and not mentioned.")
    arguments: dict[str, Argument] = {"figures": case.solved.figures_in(case.members)}
    rates = None if would else _nearest_rates(case)
    if rates is not None:
        text = N_(
            "{figures} cannot all be true: of {people}, the nearest shares of whole people are {below} and {above}."
        )
        arguments |= rates
    return Finding(code, severity, Message(text, arguments), figures, tuple(suggestions), would, size)


def _nearest_rates(case: Case) -> dict[str, Argument] | None:
    """The rates next to a printed one that whole people can make, where no whole number of them makes it."""
    divisors = case.problem.planner.divisors
    for number in numbers_in(case.members):
        item, figure = case.item(number), case.figure(number)
        divisor, rate = divisors.get(item.variable.indicator), item.loose.middle
        if divisor is None or rate is None:
            continue
        people = case.bounds(case.rest(number), item.variable._replace(indicator=divisor))
        if people.exact and people.low and (case.predicted(number) & item.loose) == item.loose:
            unit = case.vocabulary.indicators[divisor].unit
            whole = (rate * people.low).to_integral_value(ROUND_FLOOR)
            below, above = (_rate(figure.unit, many, people.low) for many in (whole, whole + 1))
            return {"people": make_derived(unit, people), "below": below, "above": above}
    return None


def _rate(unit: Unit, many: Decimal, people: Decimal) -> Quantity:
    return make_derived(unit, Interval.exactly(WIDE.divide(100 * many, people)))


def _likelihood(case: Case, would: Agreement) -> tuple[bool, bool, int]:
    """Gaps before what they are computed from, wholes before their parts, then in the order of the source."""
    figure = would.figure
    role = case.vocabulary.indicators[figure.indicator].role
    return (role != "gap", figure.segment is not None or figure.programme is not None, figure.order)


def _size(case: Case, conflicts: tuple[Conflict, ...]) -> Decimal | None:
    """The least relative change to one figure that would restore agreement of the smallest conflicts.

    Where that is small, all figures have to agree by it: five of six parts may be more than the total by a hair, and
    with the sixth by a tenth.
    """
    cores = (Case(case.solved, c.core, c.core, case.vocabulary, case.identities) for c in conflicts)
    sizes = [_least_change(core, numbers_in(core.members)) for core in cores]
    size = max((size for size in sizes if size is not None), default=None)
    if size is None or size >= SMALL:
        return size
    return max(size, _least_change(case, case.suspects) or size)


def _least_change(case: Case, numbers: Iterable[int]) -> Decimal | None:
    sizes = []
    for number in numbers:
        loose = case.item(number).loose
        distance = gap(loose, case.predicted(number))
        value = loose.middle or loose.low
        if distance and value:
            sizes.append(distance / abs(value))
    return min(sizes, default=None)

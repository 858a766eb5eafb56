"""Where an answer comes from: figures and how they are read, the identities applied, and what was not chosen."""

from __future__ import annotations

from typing import Literal, NamedTuple

from bpjscli.measures.answers import Answers, Candidate, relative_width
from bpjscli.model.facts import Figure
from bpjscli.model.interval import Interval
from bpjscli.model.period import Period
from bpjscli.solver.conflicts import bits
from bpjscli.solver.plan import REGION, Variable
from bpjscli.solver.quantity import Quantity
from bpjscli.solver.solve import Solved

ReadAs = Literal["full", "rounded", "loose", "cut"]
Why = Literal[
    "superseded",
    "disputed",
    "older",
    "rounding",  # newer, but a rounding of the one chosen
    "less-precise",
    "derived",
    "equal",  # the order of sources decides
    "other-base",
    "other-period",
]


class FigureReading(NamedTuple):
    """A figure and how it is read: in full, as rounded, loosely because its group agrees only so, or as cut itself."""

    figure: Figure
    read_as: ReadAs
    interval: Interval
    disputed: bool = False


class Evidence(NamedTuple):
    """A quantity of a group: what was published of it, and the identities through which it follows or is narrowed.

    `quantity` is what all of that leaves, or `None` where its figures are disputed. `against` are the figures that
    cannot all be true together with those in `readings`, `hull` what holds whichever of them is wrong. A quantity that
    nobody printed and that holds whichever figure is wrong rests on the figures in `whichever`, without steps: each
    repair has its own. `given` marks one that stands elsewhere in the same tree.
    """

    variable: Variable
    area: str
    period: Period
    readings: tuple[FigureReading, ...]
    quantity: Quantity | None
    steps: tuple[AppliedIdentity, ...] = ()
    against: tuple[FigureReading, ...] = ()
    given: bool = False
    hull: Quantity | None = None
    whichever: tuple[FigureReading, ...] = ()


class AppliedIdentity(NamedTuple):
    """An identity as it is written, and the other quantities it was applied to; the sum over areas is not written."""

    identity: str
    holds: str
    operands: tuple[Evidence, ...]


class Alternative(NamedTuple):
    """An answer that was not chosen, with the reasons, the decisive one first."""

    candidate: Candidate
    why: tuple[Why, ...]


class Lineage(NamedTuple):
    """Where `chosen` comes from; alternatives for the same period and for others, the better ones first."""

    chosen: Candidate
    evidence: Evidence
    alternatives: tuple[Alternative, ...]


def lineage(answers: Answers, chosen: Candidate, period: Period | None = None) -> Lineage:
    """The lineage of an answer; with a `period`, its alternatives are only those within it."""
    others = [c for c in answers.candidates(chosen.key, period) if c is not chosen]
    alternatives = tuple(Alternative(other, why_not(other, chosen)) for other in others)
    return Lineage(chosen, evidence(answers, chosen), alternatives)


def evidence(answers: Answers, candidate: Candidate) -> Evidence:
    """What a single answer rests on, within its group."""
    tracer = _Tracer(answers, candidate.solved)
    if candidate.quantity.disputed and candidate.quantity.origin == "derived":
        return tracer.name_figures(candidate.variable, candidate.quantity)
    return tracer.trace(candidate.variable, 0)


def why_not(other: Candidate, chosen: Candidate) -> tuple[Why, ...]:
    """Why `other` stands behind `chosen`: by period, trust, date of publication and precision, in this order."""
    base: tuple[Why, ...] = ("other-base",) if other.base != chosen.base else ()
    if other.period != chosen.period:
        return ("other-period", *base)
    return (_decisive(other, chosen), *base)


def _decisive(other: Candidate, chosen: Candidate) -> Why:
    if other.superseded and not chosen.superseded:
        return "superseded"
    if other.quantity.disputed and not chosen.quantity.disputed:
        return "disputed"
    mine, its = other.source.published, chosen.source.published
    if mine is None or its is None or mine.end == its.end:
        if relative_width(other.quantity) > relative_width(chosen.quantity):
            return "less-precise"
        return "derived" if other.quantity.origin != chosen.quantity.origin else "equal"
    return "older" if mine.end < its.end else "rounding"


class _Tracer:
    """Follows the reasons of a solved group back from a variable to the figures."""

    def __init__(self, answers: Answers, solved: Solved) -> None:
        self.solved = solved
        self.plan = solved.problem.plan
        self.indicators = answers.base.vocabulary.indicators
        self.rules = answers.base.vocabulary.identities
        self.told: set[Variable] = set()

    def trace(self, variable: Variable, used: int) -> Evidence:
        """The evidence for `variable`, without the instances in `used`, which lead here."""
        cell, unit = self.solved.group.cell_of(variable), self.indicators[variable.indicator].unit
        readings = tuple(self._readings(variable))
        if any(reading.disputed for reading in readings):
            against, hull = self._against(variable), self.solved.hull_of(variable, unit)
            return Evidence(variable, cell.area, cell.period, readings, None, against=against, hull=hull)
        own_evidence = Evidence(variable, cell.area, cell.period, readings, self.solved.undisputed(variable, unit))
        if variable in self.told:
            return own_evidence._replace(given=True)
        self.told.add(variable)
        steps = () if self._settled(own_evidence) else self._steps(variable, used)
        return own_evidence._replace(steps=steps)

    def name_figures(self, variable: Variable, quantity: Quantity) -> Evidence:
        """The evidence for a quantity that holds whichever figure is wrong: those that it rests on."""
        cell = self.solved.group.cell_of(variable)
        numbers = {figure.id: number for number, figure in enumerate(self.solved.group.figures)}
        whichever = tuple(self._reading(numbers[figure.id]) for figure in quantity.figures)
        return Evidence(variable, cell.area, cell.period, (), quantity, whichever=whichever)

    def _readings(self, variable: Variable) -> list[FigureReading]:
        return [self._reading(number) for number, own in enumerate(self.solved.group.variables) if own == variable]

    def _reading(self, number: int) -> FigureReading:
        solved = self.solved
        figure = solved.group.figures[number]
        disputed = bool(solved.disputed >> number & 1)
        if figure.reading.rounded.exact:
            return FigureReading(figure, "full", figure.reading.rounded, disputed)
        if solved.loose >> number & 1:
            return FigureReading(figure, "cut" if solved.cut >> number & 1 else "loose", figure.reading.loose, disputed)
        return FigureReading(figure, "rounded", figure.reading.rounded, disputed)

    def _against(self, variable: Variable) -> tuple[FigureReading, ...]:
        """The figures of the contradictions that the variable's own figures are part of."""
        group = self.solved.group
        own = sum(1 << n for n, v in enumerate(group.variables) if v == variable and self.solved.disputed >> n & 1)
        members = 0
        for conflict in self.solved.conflicts:
            if conflict.members & own:
                members |= conflict.members
        return tuple(sorted(map(self._reading, bits(members & ~own)), key=lambda reading: reading.figure.order))

    def _settled(self, found: Evidence) -> bool:
        """Whether the readings alone say all that is known: nothing in its bounds rests on another figure."""
        own = {reading.figure.id for reading in found.readings}
        return found.quantity is None or own.issuperset(figure.id for figure in found.quantity.figures)

    def _steps(self, variable: Variable, used: int) -> tuple[AppliedIdentity, ...]:
        index = self.plan.numbers[variable]
        reasons = self.solved.box.reasons(index) >> len(self.solved.problem.items) & ~used
        numbers = [n for n in bits(reasons) if index in self.plan.instances[n].variables]
        return tuple(self._application(number, index, used) for number in numbers)

    def _application(self, number: int, target: int, used: int) -> AppliedIdentity:
        instance = self.plan.instances[number]
        operands = [self.plan.variables[index] for index in instance.variables if index != target]
        shown = [v for v in operands if v is not None]
        traced = tuple(self.trace(operand, used | 1 << number) for operand in shown)
        rule = self.rules.get(instance.identity)
        holds = "" if rule is None or instance.identity == REGION else rule.holds
        return AppliedIdentity(instance.identity, holds, traced)

"""What several checks need, worked out once, and the register of checks by code."""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

from bpjscli.checks.finding import Finding
from bpjscli.measures.agreement import pair_answers
from bpjscli.measures.answers import Answers
from bpjscli.measures.comparability import Verdict
from bpjscli.model.facts import FactBase, Figure, Severity
from bpjscli.solver.solve import Solved

Series = tuple[str, str, str | None, str | None, str | None]  # indicator, area, segment, programme, base


class Examination:
    """The figures under examination, sorted the ways that checks look at them."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.base: FactBase = answers.base
        self.contradictions: list[Finding] | None = None  # filled by the family that finds them
        self.incomparable: list[Verdict] | None = None  # likewise

    def parts_of(self, figure: Figure) -> tuple[str, ...]:
        """The areas that added up to that of a figure in its period; none where that is not known."""
        named = self._named.get((figure.source.id, figure.period.year), frozenset())
        return self.answers.boundaries.parts(figure.area, figure.period, named)

    @cached_property
    def nested(self) -> set[str]:
        """The areas of figures that lie in another such area at some time, or hold one."""
        areas = {area for _, area, *_ in self.series}
        held = {id_: self.answers.boundaries.over([id_]) & areas for id_ in areas}
        return {id_ for id_, above in held.items() if above}.union(*held.values())

    @cached_property
    def _named(self) -> dict[tuple[str, int], frozenset[str]]:
        """By source and year, the areas of which it matters that the source names them."""
        areas_of: dict[tuple[str, int], set[str]] = defaultdict(set)
        for figure in self.figures:
            areas_of[figure.source.id, figure.period.year].add(figure.area)
        return {place: self.answers.boundaries.telling(areas) for place, areas in areas_of.items()}

    @cached_property
    def figures(self) -> list[Figure]:
        """Every figure that had been published by the day of the examination."""
        return self.base.select(as_of=self.answers.as_of)

    @cached_property
    def solved(self) -> list[Solved]:
        """Every group, solved."""
        return self.answers.solved()

    @cached_property
    def disputed(self) -> set[str]:
        """The ids of figures that are part of a contradiction."""
        return {figure.id for solved in self.solved for figure in solved.figures_in(solved.disputed)}

    @cached_property
    def series(self) -> dict[Series, list[Figure]]:
        """Figures that their sources have not taken back, by what they measure, in the order of the base."""
        by_series: dict[Series, list[Figure]] = defaultdict(list)
        for figure in self.figures:
            if figure.superseded_by is None:
                key = (figure.indicator, figure.area, figure.segment, figure.programme, figure.base)
                by_series[key].append(figure)
        return by_series

    @cached_property
    def undisputed(self) -> dict[Series, list[Figure]]:
        """The series without the figures of contradictions; none is empty."""
        left = ((key, [f for f in figures if f.id not in self.disputed]) for key, figures in self.series.items())
        return {key: figures for key, figures in left if figures}

    @cached_property
    def suspected(self) -> set[str]:
        """The ids of figures that may be what is wrong in a contradiction; of one without suspects all its figures.

        The others of a contradiction are borne out by what stands beside them.
        """
        return {
            figure.id
            for solved in self.solved
            for conflict in solved.conflicts
            for figure in solved.figures_in(conflict.suspects or conflict.members)
        }

    @cached_property
    def pairs(self) -> list[tuple[Figure, Figure]]:
        """The newest figure for each quantity with every other source's, without those that are suspected already."""
        indicators = self.base.vocabulary.indicators
        compared: list[tuple[Figure, Figure]] = []
        for key, figures in self.series.items():
            if len(figures) > 1:
                compared += pair_answers([f for f in figures if f.id not in self.suspected], indicators[key[0]])
        return compared

    @cached_property
    def today(self) -> date:
        """The day against which deadlines are held: `--as-of`, else the day of the newest publication."""
        if self.answers.as_of is not None:
            return self.answers.as_of
        days = [source.published.end for source in self.base.sources if source.published is not None]
        return max(days, default=date.min)


Run = Callable[[Examination], Iterator[Finding]]


class Check(NamedTuple):
    """A check: its stable code, the usual severity of its findings, and what it is about."""

    code: str
    severity: Severity
    title: str
    text: str
    run: Run


CHECKS: dict[str, Check] = {}


def check(code: str, severity: Severity, title: str) -> Callable[[Run], Run]:
    """Enter a function among the checks under `code`; its docstring is what `--explain` prints."""

    def enter(run: Run) -> Run:
        CHECKS[code] = Check(code, severity, title, inspect.cleandoc(run.__doc__ or ""), run)
        return run

    return enter

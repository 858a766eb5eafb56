"""Collects the problems of a fact base, so that one run tells all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from bpjscli.errors import BpjsError, Exit
from bpjscli.facts.hints import Guesser, listed
from bpjscli.facts.model import Place, Problem

MOST_PLACES: Final = 3
"""Places beside the first one that a message names; how many more there are, it says."""


class Problems:
    """Every problem so far, and the one purse from which guesses at misspelt words are paid."""

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self._once: set[tuple[str, str]] = set()
        self.guesser = Guesser()

    def add(self, code: str, message: str, place: Place, *, once: bool = False) -> None:
        """One more problem; how bad it is, its code says.

        With `once`, the same message elsewhere is the same fault: it is told at the first place, and names the others.
        """
        from bpjscli.facts.codes import CODES  # the catalogue is long, and most runs have nothing to say

        self.found.append(Problem(code, CODES[code].severity, message, place))
        if once:
            self._once.add((code, message))

    def in_order(self) -> tuple[Problem, ...]:
        """The problems by file, line and code."""
        told: dict[tuple[str, str, int | None], list[Problem]] = {}
        for number, problem in enumerate(sorted(self.found, key=_order)):
            fault = (problem.code, problem.message)
            told.setdefault((*fault, None if fault in self._once else number), []).append(problem)
        return tuple(map(_at_first, told.values()))

    @property
    def failed(self) -> bool:
        """Whether any problem is an error."""
        return any(problem.severity == "error" for problem in self.found)


def _order(problem: Problem) -> tuple[str, int, str, str]:
    return (problem.place.file, problem.place.line, problem.code, problem.message)


def _at_first(alike: Sequence[Problem]) -> Problem:
    """One fault at the first of its places, with the next ones and how many more there are."""
    _, *others = dict.fromkeys(problem.place for problem in alike)
    if not others:
        return alike[0]
    named = [str(place) for place in others[:MOST_PLACES]]
    more = [f"{len(others) - MOST_PLACES} more"] if len(others) > MOST_PLACES else []
    message = f"{alike[0].message} (also at {listed([*named, *more], 'and')})"
    return msgspec.structs.replace(alike[0], message=message)


class InvalidBaseError(BpjsError):
    """A fact base that cannot be used; `problems` are all there are, by file, line and code."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)), Exit.BAD_BASE)
        self.problems = problems

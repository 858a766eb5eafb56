"""Collects the problems of a fact base, so that one run tells all of them."""

from __future__ import annotations

from bpjscli.errors import BpjsError, Exit
from bpjscli.facts.hints import Guesser
from bpjscli.facts.model import Place, Problem


class Problems:
    """Every problem so far, and the one purse from which guesses at misspelt words are paid."""

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self.guesser = Guesser()

    def add(self, code: str, message: str, place: Place, figure: str | None = None) -> None:
        """One more problem; how bad it is, its code says."""
        from bpjscli.facts.codes import CODES  # the catalogue is long, and most runs have nothing to say

        self.found.append(Problem(code, CODES[code].severity, message, place, figure))

    def in_order(self) -> tuple[Problem, ...]:
        """The problems by file, line and code."""
        return tuple(sorted(self.found, key=lambda p: (p.place.file, p.place.line, p.code, p.message)))

    @property
    def failed(self) -> bool:
        """Whether any problem is an error."""
        return any(problem.severity == "error" for problem in self.found)


class InvalidBaseError(BpjsError):
    """A fact base that cannot be used; `problems` are all there are, by file, line and code."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)), Exit.BAD_BASE)
        self.problems = problems

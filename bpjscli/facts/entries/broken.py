"""What is reported as wrong where it is defined, so that its use elsewhere is not one more fault."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from bpjscli.facts.hints import MOST_GUESSES, fold
from bpjscli.facts.reading.strange_words import one_slip

KINDS: Final = ("area", "indicator", "segment", "programme", "source")


class Broken:
    """Names that may well be known, once another fault is mended; a figure counts as a name of its source.

    A block that is wrong breaks its own names. One that cannot be told by name, and a file that cannot be read, break
    a whole kind: any name might be defined there.
    """

    def __init__(self) -> None:
        self._names: dict[str, set[str]] = defaultdict(set)
        self._kinds: set[str] = set()
        self._answers: dict[tuple[str, str], bool] = {}

    def add(self, kind: str, *names: str | None) -> None:
        """Names of a kind whose definition is reported as wrong."""
        self._names[kind].update(fold(name) for name in names if name is not None)

    def add_all(self, *kinds: str) -> None:
        """Kinds of which some definition is missing that nobody can name."""
        self._kinds.update(kinds)

    def explains(self, kind: str, name: str, known: Iterable[str]) -> bool:
        """Whether it follows from another fault that `name` is not among the `known`.

        Where a whole kind is broken, a name that is one slip of the pen from a known one is told all the same.
        """
        if kind not in self._kinds:
            return fold(name) in self._names[kind]
        asked = kind, fold(name)
        if asked not in self._answers and len(self._answers) < MOST_GUESSES:
            self._answers[asked] = not any(one_slip(asked[1], fold(other)) for other in known)
        return self._answers.get(asked, True)

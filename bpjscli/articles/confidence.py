"""How sure a proposal is: the evidence for and against it, weighed by how often proposals of its kind were right.

The weights (`data/confidence.toml`) are those of a logistic regression on the half of the corpus for development
(`python -m tools.confidence`). Evidence is a name that holds or does not, so that a verdict can be explained.
"""

# No `from __future__ import annotations`: msgspec would have to compile each text in every run.

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from bpjscli.articles.rows import Confidence, Label, ReadNumber
from bpjscli.shipped import find_data_file

FILE: Final = "confidence.toml"
_BINS: Final = (0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0)
_COUNTERPARTS: Final = frozenset(
    map(
        frozenset,
        (
            ("claims", "benefits"),
            ("participants", "coverage"),
            ("participants", "workforce"),
            ("coverage", "workforce"),
            ("unregistered", "uncovered"),
            ("target_participants", "target_coverage"),
            ("coverage", "target_coverage"),
            ("participants", "target_participants"),
        ),
    )
)
_DIGITS: Final = 2  # a number of one digit is printed for many things


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What each piece of evidence counts, in logits, and how probable a label must be to be strong or fair."""

    strong: float
    fair: float
    base: float
    evidence: Mapping[str, float]

    def probability(self, evidence: Iterable[str]) -> float:
        """How probably a label with that evidence is right, from 0 to 1."""
        logit = self.base + sum(self.evidence.get(name, 0.0) for name in evidence)
        return 1 / (1 + math.exp(-logit))

    def confidence(self, evidence: Iterable[str]) -> Confidence:
        """The same in words."""
        probability = self.probability(evidence)
        return "strong" if probability >= self.strong else "fair" if probability >= self.fair else "weak"


def read_weights() -> Weights:
    """The shipped weights."""
    import tomli

    return msgspec.convert(tomli.loads(find_data_file(FILE).read_text(encoding="utf-8")), Weights)


def size_of(name: str, value: float) -> str:
    """A number as evidence: "margin 2-3"."""
    low = max((end for end in _BINS if value >= end), default=None)
    high = min((end for end in _BINS if value < end), default=None)
    if low is None:
        return f"{name} below {_BINS[0]:g}"
    return f"{name} from {low:g}" if high is None else f"{name} {low:g}-{high:g}"


def weighed(rows: Sequence[ReadNumber], closed: Collection[int], weights: Weights) -> list[ReadNumber]:
    """The rows, each first label as sure as its evidence makes it."""
    said = list(_evidence_of(rows, closed))
    return [
        row if row.kind != "proposal" else _with_confidence(row, own, weights)
        for row, own in zip(rows, said, strict=True)
    ]


def _evidence_of(rows: Sequence[ReadNumber], closed: Collection[int]) -> Iterator[tuple[str, ...]]:
    """The evidence for each row: its own, and what the other numbers of the article add."""
    labels: dict[str, Counter[tuple[str | None, ...]]] = {}
    for row in rows:
        if row.kind == "proposal" and sum(c.isdigit() for c in row.text) >= _DIGITS:
            labels.setdefault(row.text, Counter())[_key(row.labels[0])] += 1
    for at, row in enumerate(rows):
        if row.kind != "proposal":
            yield ()
            continue
        label = row.labels[0]
        again = labels.get(row.text, Counter())
        extra = ["closes an identity"] if at in closed else []
        extra += ["said again"] if again[_key(label)] > 1 else []
        extra += ["said otherwise"] if len(again) > 1 else []
        extra += ["in the title"] if row.paragraph == 0 else []
        extra += ["beside its counterpart"] if any(_go_together(row, other) for other in _beside(rows, at)) else []
        yield (*label.evidence, *extra)


def _beside(rows: Sequence[ReadNumber], at: int) -> Iterator[ReadNumber]:
    """The proposals before and after one, in its sentence."""
    for place in (at - 1, at + 1):
        if 0 <= place < len(rows) and rows[place].kind == "proposal" and rows[place].sentence == rows[at].sentence:
            yield rows[place]


def _go_together(row: ReadNumber, other: ReadNumber) -> bool:
    """Whether two numbers say one thing in two ways: claims and what was paid for them, people and their share."""
    first, second = row.labels[0], other.labels[0]
    return frozenset((first.indicator, second.indicator)) in _COUNTERPARTS and _key(first)[1:] == _key(second)[1:]


def _key(label: Label) -> tuple[str | None, ...]:
    return (label.indicator, label.segment, label.programme)


def _with_confidence(row: ReadNumber, evidence: tuple[str, ...], weights: Weights) -> ReadNumber:
    first, *others = row.labels
    confidence: Confidence = "weak" if first.value is None else weights.confidence(evidence)
    first = msgspec.structs.replace(first, confidence=confidence, evidence=evidence)
    return msgspec.structs.replace(row, labels=(first, *others))

"""Weighs the evidence for a proposal of `bpjs add --article`: writes `data/confidence.toml`.

    python -m tools.confidence CORPUS.jsonl --texts FOLDER [--write]

A logistic regression on the articles of the half for development: for each first label whether it is right, and the
evidence that the reader has for it. Five folds of articles say how often a label that is as probable as that is right
in articles that the weights were not made from; the lowest probability at which enough of them are is the bound.
The same corpus gives the same file.
"""

from __future__ import annotations

import argparse
import hashlib
import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from bench.reading import AREAS, Article, Number, Row, matching_rows, read_corpus
from bpjscli.articles.confidence import FILE
from bpjscli.articles.periods import Frame
from bpjscli.articles.reader import Reader
from bpjscli.articles.rows import ReadNumber
from bpjscli.load.load import load
from bpjscli.model.facts import FactBase
from bpjscli.model.period import parse_period

DATA: Final = Path(__file__).parent.parent / "data" / FILE
WANTED: Final = {"strong": 0.98, "fair": 0.90}
"""How many of the labels that are called so are to be right in articles that the weights were not made from."""
_FOLDS: Final = 5
_PENALTY: Final = 4.0
_STEPS: Final = 400
_RATE: Final = 0.25
_MOMENTUM: Final = 0.9
_LEAST: Final = 8  # labels that a piece of evidence must be there for
_FINENESS: Final = 100  # probabilities tried, from 0 to 1


class Case(NamedTuple):
    """A first label of an article: its evidence, and whether it is right."""

    article: str
    evidence: tuple[str, ...]
    is_right: bool


class Fit(NamedTuple):
    """Weights in logits."""

    base: float
    weights: dict[str, float]

    def probability(self, evidence: Sequence[str]) -> float:
        """How probably a label with that evidence is right."""
        return _logistic(self.base + sum(self.weights.get(name, 0.0) for name in evidence))


def cases_of(base: FactBase, article: Article, text: str) -> list[Case]:
    """The first labels of an article."""
    published = None if article.published is None else parse_period(article.published).end
    frame = Frame(article.area, article.period, published, article.language, article.title)
    found = Reader(base.vocabulary, base.areas, frame).read(text)
    rows = [_as_row(row) for row in found]
    matched: dict[int, Number] = {}
    for number in article.numbers:
        matched |= {id(row): number for row in matching_rows(number, rows)}
    return [
        Case(article.id, read.labels[0].evidence, _is_right(row, matched.get(id(row))))
        for read, row in zip(found, rows, strict=True)
        if read.kind == "proposal"
    ]


def _as_row(read: ReadNumber) -> Row:
    row = Row(text=read.text, start=read.start, end=read.end, kind=read.kind)
    if read.kind == "proposal":
        label = read.labels[0]
        row.indicator, row.segment, row.programme = label.indicator, label.segment, label.programme
    return row


def _is_right(row: Row, number: Number | None) -> bool:
    return number is not None and any(row.label == choice[0].label for choice in number.choices)


def fit(cases: Sequence[Case]) -> Fit:
    """Weights that make the cases likely, kept small by a penalty on their squares; gradient descent with momentum."""
    counts = Counter(name for case in cases for name in case.evidence)
    names = sorted(name for name, count in counts.items() if count >= _LEAST)
    place = {name: at for at, name in enumerate(names)}
    data = [([place[n] for n in case.evidence if n in place], float(case.is_right)) for case in cases]
    weights, pace = [0.0] * len(names), [0.0] * len(names)
    base, base_pace = 0.0, 0.0
    for _ in range(_STEPS):
        slope = [_PENALTY * weight / len(cases) for weight in weights]
        base_slope = 0.0
        for held, right in data:
            error = (_logistic(base + sum(weights[at] for at in held)) - right) / len(cases)
            base_slope += error
            for at in held:
                slope[at] += error
        base_pace = _MOMENTUM * base_pace + base_slope
        base -= _RATE * base_pace
        for at, one in enumerate(slope):
            pace[at] = _MOMENTUM * pace[at] + one
            weights[at] -= _RATE * pace[at]
    return Fit(round(base, 2), {name: round(weights[at], 2) for name, at in place.items()})


def _logistic(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))


def held_out(cases: Sequence[Case]) -> list[tuple[float, bool]]:
    """For each case how probable it is by the weights of the other folds of articles, and whether it is right."""
    found = []
    for fold in range(_FOLDS):
        known = fit([case for case in cases if _fold(case.article) != fold])
        found += [(known.probability(c.evidence), c.is_right) for c in cases if _fold(c.article) == fold]
    return found


def _fold(article: str) -> int:
    return hashlib.sha256(article.encode()).digest()[0] % _FOLDS


def bound(known: Sequence[tuple[float, bool]], wanted: float) -> float:
    """The lowest probability at which that share of the cases that are as probable or more is right."""
    for step in range(_FINENESS):
        least = step / _FINENESS
        above = [right for probability, right in known if probability >= least]
        if above and sum(above) / len(above) >= wanted:
            return least
    return 1.0


def as_toml(made: Fit, bounds: dict[str, float]) -> str:
    """The file."""
    lines = ["# How much each piece of evidence counts, in logits; made by `python -m tools.confidence`.", ""]
    lines += [f"{name} = {least:.3f}" for name, least in bounds.items()]
    lines += [f"base = {made.base:.2f}", "", "[evidence]"]
    lines += [f'"{name}" = {weight:.2f}' for name, weight in made.weights.items()]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print how the two folds do, and write the file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--texts", type=Path, required=True, help="folder of ID.txt")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(arguments)
    base = load(AREAS)
    cases = [
        case
        for article in read_corpus(given.corpus)
        for case in cases_of(base, article, (given.texts / f"{article.id}.txt").read_bytes().decode())
    ]
    known = held_out(cases)
    bounds = {name: bound(known, wanted) for name, wanted in WANTED.items()}
    for name, least in bounds.items():
        above = [right for probability, right in known if probability >= least]
        share = 100 * sum(above) / len(above) if above else 0.0
        print(f"{name}: from {least:.3f}; {len(above)} of {len(known)} labels, {share:.1f} % of them right")
    if given.write:
        DATA.write_text(as_toml(fit(cases), bounds), encoding="utf-8")


if __name__ == "__main__":
    main()

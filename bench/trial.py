"""How often contradictions are found and rightly explained, and how often there is an alarm over nothing.

Invents articles whose numbers agree, prints them as newspapers do, plants one slip of each kind, and looks at what
`bpjs check` says of family C. A slip counts where the numbers cannot all be true even when read generously; that is
decided by linear programming, not by the solver. Same seed, same table: `python tasks.py trial [ARTICLES] [SEED]`.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from random import Random
from typing import NamedTuple

from bench.determined import determined
from bench.plant import PLANTS, Slip
from bench.possible import possible
from bench.press import Line, any_style, read_line, unit_of, write_up
from bench.worlds import YEAR, invent
from bpjscli.checks.examine import examine
from bpjscli.checks.finding import Finding, Suggestion
from bpjscli.load.load import load
from bpjscli.measures.answers import Answers
from bpjscli.model.facts import FactBase, Figure, Source
from bpjscli.model.period import parse_period
from bpjscli.numerals.reading import NumeralError


class Outcome(NamedTuple):
    """What became of one planted slip."""

    kind: str
    caught: bool
    error: bool
    blamed: bool  # the first figure that the finding names is one that is wrong
    offered: bool  # the right explanation is among those offered
    first: bool
    anything: bool  # some explanation was offered
    determined: bool  # the evidence leaves hardly another
    bits: Decimal | None


class Tally:
    """Counts over all articles."""

    def __init__(self) -> None:
        self.articles = 0
        self.false: Counter[str] = Counter()
        self.undetectable: Counter[str] = Counter()
        self.outcomes: dict[str, list[Outcome]] = defaultdict(list)
        self.failures: list[tuple[str, str, Slip, list[Finding]]] = []

    def all(self) -> list[Outcome]:
        """Every outcome of every kind."""
        return [outcome for outcomes in self.outcomes.values() for outcome in outcomes]


def run(articles: int, seed: int = 1) -> Tally:
    """Try so many articles."""
    tally = Tally()
    for number in range(articles):
        rng = Random(f"{seed}/{number}")  # noqa: S311  # a trial, no secret
        world, keys = invent(rng)
        style = any_style(rng)
        lines = write_up(world, keys, style, rng)
        if not _readable(lines):
            continue
        tally.articles += 1
        for finding in check(lines):
            tally.false[finding.severity] += 1
            tally.failures.append(("false alarm", finding.severity, Slip("none", lines, {}), [finding]))
        for kind, plant in PLANTS.items():
            slip = plant(world, lines, style, rng)
            if slip is None or not _readable(slip.lines):
                continue
            if possible(slip.lines) is not None:
                tally.undetectable[kind] += 1
            else:
                _record(tally, kind, slip)
    return tally


def _record(tally: Tally, kind: str, slip: Slip) -> None:
    findings = check(slip.lines)
    outcome = judge(kind, slip, findings)
    tally.outcomes[kind].append(outcome)
    if not outcome.caught:
        tally.failures.append(("missed", kind, slip, findings))
    elif not outcome.first:
        how = "explained otherwise" if outcome.anything else "unexplained"
        how = how if outcome.determined else f"{how}, open"
        tally.failures.append((how, kind, slip, findings))


def judge(kind: str, slip: Slip, findings: list[Finding]) -> Outcome:
    """Hold the findings about an article against the slip that was planted in it."""
    suggestions = [s for finding in findings for s in finding.suggestions]
    first = [finding.suggestions[0] for finding in findings if finding.suggestions]
    right = [suggestion for suggestion in suggestions if undoes(suggestion, slip)]
    return Outcome(
        kind,
        bool(findings),
        any(finding.severity == "error" for finding in findings),
        any(finding.figures[0].order in slip.undone for finding in findings),
        bool(right),
        any(suggestion in first for suggestion in right),
        bool(first),
        determined(slip),
        right[0].bits if right else None,
    )


def undoes(suggestion: Suggestion, slip: Slip) -> bool:
    """Whether a suggestion is the right one."""
    readings = {suggestion.figure.order: suggestion.reading}
    readings |= {figure.order: reading for figure, reading in suggestion.others}
    if slip.kind == "relabel":
        return suggestion.kind == "relabel" and readings == slip.undone
    if slip.kind == "parts":
        return suggestion.kind == "parts" and readings == slip.undone
    (number, printed), *_ = slip.undone.items()
    if suggestion.figure.order != number or suggestion.kind in ("relabel", "parts"):
        return False
    value = read_line(slip.lines[number]._replace(printed=printed)).value
    return suggestion.value == value or suggestion.kind == slip.kind == "copied"


def check(lines: list[Line]) -> list[Finding]:
    """What `bpjs check` says of contradictions in an article."""
    return list(examine(Answers(base_of(lines)), ["C"]))


def base_of(lines: list[Line]) -> FactBase:
    """A fact base of one article."""
    shipped = _shipped()
    source = Source("article", published=parse_period(f"{YEAR + 1}-01-15"))
    figures = []
    for order, (key, printed) in enumerate(lines):
        figures.append(
            Figure(
                f"article/{order}",
                source,
                key.area,
                key.indicator,
                parse_period(str(YEAR + key.year)),
                key.segment,
                key.programme,
                None,
                printed,
                None,
                read_line(Line(key, printed)),
                unit_of(key.indicator),
                order=order,
            )
        )
    return FactBase(
        path="article",
        sources=(source,),
        figures=tuple(figures),
        areas=shipped.areas,
        vocabulary=shipped.vocabulary,
        problems=(),
        line_of=_no_line,
        line_of_source=_no_line,
        place_of_identity=shipped.place_of_identity,
    )


@cache
def _shipped() -> FactBase:
    return load()


def _no_line(_: object) -> int:
    return 1


def _readable(lines: list[Line]) -> bool:
    for line in lines:
        try:
            reading = read_line(line)
        except NumeralError:
            return False
        if reading.value < 0 and line.key.indicator not in ("contributions_growth", "gap_points", "gap_people"):
            return False
    return True


def table(tally: Tally) -> Iterator[str]:
    """The tally in lines of text."""
    consistent = ", ".join(f"{tally.false[severity]} {severity}s" for severity in ("error", "warning", "note"))
    yield f"{tally.articles} articles that agree: {consistent}"
    heads = ("possible", "planted", "caught", "error", "blamed", "offered", "first", "determ.", "first")
    yield f"{'slip':10}" + "".join(f"{head:>9}" for head in heads)
    rows: Mapping[str, list[Outcome]] = {**tally.outcomes, "all": tally.all()}
    for kind, outcomes in rows.items():
        unseen = sum(tally.undetectable.values()) if kind == "all" else tally.undetectable[kind]
        shares = [_share(outcomes, name) for name in ("caught", "error", "blamed", "offered", "first", "determined")]
        shares.append(_share([outcome for outcome in outcomes if outcome.determined], "first"))
        yield f"{kind:10}{unseen:>9}{len(outcomes):>9}" + "".join(f"{share:>9}" for share in shares)
    bits = sorted(outcome.bits for outcome in tally.all() if outcome.bits is not None)
    if bits:
        quartiles = ", ".join(str(bits[len(bits) * part // 4]) for part in (1, 2, 3))
        yield f"bits of the right explanation, quartiles: {quartiles}"
    reasons = Counter(reason for reason, *_ in tally.failures)
    yield "not first: " + ", ".join(f"{reason} {count}" for reason, count in sorted(reasons.items()))


def _share(outcomes: list[Outcome], name: str) -> str:
    good = sum(bool(getattr(outcome, name)) for outcome in outcomes)
    return f"{100 * good / len(outcomes):.1f} %" if outcomes else "–"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python tasks.py trial", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("articles", nargs="?", type=int, default=300, help="how many articles to invent")
    parser.add_argument("seed", nargs="?", type=int, default=1, help="the same seed gives the same table")
    given = parser.parse_args()
    print("\n".join(table(run(given.articles, given.seed))))


if __name__ == "__main__":
    main()

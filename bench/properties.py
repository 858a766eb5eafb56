"""Three properties of contradictions, over random sources of worlds whose numbers all agree.

- A consistent world, printed as newspapers print, never gives an error.
- A figure added never silences: a contradiction among some figures is still one when another figure stands beside them,
  save one that completes a list (construction workers are no part of the workforce unless the source counts them).
- What holds whichever figure is wrong contains the truth, whichever one figure was changed.

`python bench/properties.py [BASES] [SEED]` tries so many bases for each, and names the first that fail.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from random import Random
from typing import NamedTuple

from bench.linked import FAITHFUL, base_of_lines, invent_linked, period_of, print_source, some_of
from bench.press import Line, any_style, read_line
from bench.worlds import Key, World
from bpjscli.checks.examine import examine
from bpjscli.checks.finding import Finding
from bpjscli.load.load import load
from bpjscli.measures.answers import Answers
from bpjscli.model.facts import FactBase
from bpjscli.numerals.reading import NumeralError
from bpjscli.solver.constraints import Variable
from bpjscli.solver.solve import Solved


class Failure(NamedTuple):
    """A base that breaks a property, and how."""

    number: int
    what: str
    lines: tuple[Line, ...]


class Result(NamedTuple):
    """How many bases were tried, how many of them contradict themselves, and those that break the property."""

    tried: int
    contradict: int
    failures: tuple[Failure, ...]


def consistent_worlds(bases: int, seed: int) -> Result:
    """Whether a world that agrees with itself gives an error, in any style of printing."""
    failures = []
    for number, rng in _each(bases, seed, "consistent"):
        world = invent_linked(rng)
        lines = print_source(world, some_of(world, rng), any_style(rng), rng)
        errors = [finding for finding in _findings(lines, rng) if finding.severity == "error"]
        if errors:
            failures.append(Failure(number, _told(errors[0]), tuple(lines)))
    return Result(bases, 0, tuple(failures))


def added_figures(bases: int, seed: int) -> Result:
    """Whether a contradiction is still told when one more true figure stands beside it."""
    failures, contradict = [], 0
    for number, rng in _each(bases, seed, "added"):
        world = invent_linked(rng)
        lines = print_source(world, some_of(world, rng), FAITHFUL, rng)
        place = rng.randrange(len(lines))
        wrong = changed(lines[place], rng)
        if wrong is None or len(lines) < 3:
            continue
        lines[place] = wrong
        added = rng.choice([n for n in range(len(lines)) if n != place and not _completes(lines[n].key)] or [place])
        periods = [period_of(line.key, shipped(), rng) for line in lines]
        fewer = [n for n in range(len(lines)) if n != added]
        before = _errors([lines[n] for n in fewer], [periods[n] for n in fewer])
        contradict += bool(before)
        after = _errors(lines, periods) if before else []
        named = {fewer[n] for finding in before for n in finding}
        for finding in before:
            if not any({fewer[n] for n in finding} & its for its in after):
                failures.append(Failure(number, f"{sorted(named)} and then {added}", tuple(lines)))
                break
    return Result(bases, contradict, tuple(failures))


def changed_figures(bases: int, seed: int) -> Result:
    """Whether what holds whichever figure is wrong contains the truth, where one is."""
    failures, contradict = [], 0
    for number, rng in _each(bases, seed, "changed"):
        world = invent_linked(rng)
        lines = print_source(world, some_of(world, rng), FAITHFUL, rng)
        place = rng.randrange(len(lines))
        wrong = changed(lines[place], rng)
        if wrong is None:
            continue
        lines[place] = wrong
        periods = [period_of(line.key, shipped(), rng) for line in lines]
        answers = Answers(base_of_lines(lines, periods, shipped()))
        disputing = [solved for solved in answers.solved() if solved.conflicts]
        contradict += bool(disputing)
        missed = next((text for solved in disputing for text in _missed(world, solved)), None)
        if missed is not None:
            failures.append(Failure(number, f"{wrong.key} {wrong.printed}: {missed}", tuple(lines)))
    return Result(bases, contradict, tuple(failures))


def _completes(key: Key) -> bool:
    """Whether a figure says of a list that it was not complete: that construction workers are in the workforce."""
    return key.segment == "jakon" and key.indicator != "participants"


def _missed(world: World, solved: Solved) -> Iterator[str]:
    """The quantities of a group whose hull leaves out what is true."""
    indicators = shipped().vocabulary.indicators
    for variable in solved.variables():
        true = _truth(world, solved, variable)
        if true is None:
            continue
        unit = indicators[variable.indicator].unit
        hull = solved.hull(variable, unit)
        if hull is None:
            continue
        slack = Fraction(1, 2) if unit == "IDR" and variable.indicator == "average_benefit" else Fraction(0)
        low = None if hull.low is None else Fraction(hull.low) - slack
        high = None if hull.high is None else Fraction(hull.high) + slack
        if (low is not None and true < low) or (high is not None and true > high):
            yield f"{variable} is {float(true)}, not {hull.low} to {hull.high}"


def _truth(world: World, solved: Solved, variable: Variable) -> Fraction | None:
    cell = solved.group.cell_of(variable)
    key = Key(variable.indicator, cell.area, variable.segment, variable.programme, cell.period.year - 2025)
    try:
        return world.true(key)
    except (KeyError, ZeroDivisionError):
        return None


def changed(line: Line, rng: Random) -> Line | None:
    """A line with one digit wrong, two swapped, or ten times as much; `None` where that cannot be read."""
    places = [place for place, letter in enumerate(line.printed) if letter.isdigit()]
    how = rng.choice(["digit", "swap", "scale"])
    letters = list(line.printed)
    if how == "digit" and places:
        place = rng.choice(places)
        letters[place] = rng.choice([digit for digit in "123456789" if digit != letters[place]])
    elif how == "swap" and len(places) > 1:
        first = rng.randrange(len(places) - 1)
        one, other = places[first], places[first + 1]
        letters[one], letters[other] = letters[other], letters[one]
    elif places and "," not in line.printed and "." not in line.printed:
        letters.insert(places[-1] + 1, "0")
    printed = "".join(letters)
    try:
        reading = read_line(line._replace(printed=printed))
    except NumeralError:
        return None
    return None if printed == line.printed or reading.value < Decimal(0) else line._replace(printed=printed)


def _each(bases: int, seed: int, name: str) -> Iterator[tuple[int, Random]]:
    for number in range(bases):
        yield number, Random(f"{seed}/{name}/{number}")  # noqa: S311  # a trial, no secret


def _findings(lines: Sequence[Line], rng: Random) -> list[Finding]:
    periods = [period_of(line.key, shipped(), rng) for line in lines]
    return list(examine(Answers(base_of_lines(lines, periods, shipped())), ["C"]))


def _errors(lines: Sequence[Line], periods: Sequence[str]) -> list[set[int]]:
    """The places of the figures of each contradiction that is an error."""
    answers = Answers(base_of_lines(lines, periods, shipped()))
    found = (finding for finding in examine(answers, ["C4"]) if finding.severity == "error")
    return [{figure.order for figure in finding.figures} for finding in found]


def _told(finding: Finding) -> str:
    return f"{finding.code} {[(f.indicator, f.area, f.segment, f.programme, f.printed) for f in finding.figures]}"


@cache
def shipped() -> FactBase:
    """The shipped base, whose areas and vocabulary the invented sources use."""
    return load()


PROPERTIES = {"consistent": consistent_worlds, "added": added_figures, "changed": changed_figures}


def main() -> None:
    """Try each property and print what came out."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("bases", nargs="?", type=int, default=10_000)
    parser.add_argument("seed", nargs="?", type=int, default=1)
    parser.add_argument("--only", choices=PROPERTIES)
    given = parser.parse_args()
    for name, run in PROPERTIES.items():
        if given.only in (None, name):
            result = run(given.bases, given.seed)
            counts = Counter(failure.what.partition(" ")[0] for failure in result.failures)
            print(f"{name}: {result.tried} bases, {result.contradict} contradict themselves,", end=" ")
            print(f"{len(result.failures)} break it {dict(counts) if len(counts) < 9 else ''}")
            for failure in result.failures[:3]:
                print(f"  {failure.number}: {failure.what}")
                for line in failure.lines:
                    print(f"      {tuple(line.key)} {line.printed}")


if __name__ == "__main__":
    main()

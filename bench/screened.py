"""Groups for the screening: articles of invented worlds, many of a shape, right and wrong.

A group is wrong by a planted slip, or by one unit in the last digit of one number, which is the hardest to see. The
screening clears none that the solver finds anything wrong with. Run as `python -m bench.screened --groups 20000`.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

import duckdb

from bench.press import Line, any_style, write_up
from bench.worlds import KALIMANTAN, YEAR, Key, World, endow, invent, populate
from bpjscli.load.load import load
from bpjscli.measures.answers import read_identities
from bpjscli.model.facts import FactBase, Figure, Source
from bpjscli.model.period import parse_period
from bpjscli.numerals.digits import NumeralError
from bpjscli.numerals.reading import read_printed_as
from bpjscli.solver.groups import Group, Grouper
from bpjscli.solver.plan import Planner
from bpjscli.solver.solve import solve
from bpjscli.tables.rows import Numbering, enter
from bpjscli.tables.screening import Screening

A_SHAPE = 25  # groups of each shape


class Tally(NamedTuple):
    """How many groups there were, how many are faulty to the solver, how many were cleared, and how many wrongly."""

    groups: int
    faulty: int
    cleared: int
    wrong: int


def sources(base: FactBase, seed: int, shapes: int) -> Iterator[list[Figure]]:
    """The figures of one source each: so many of each shape."""
    rng = Random(seed)  # noqa: S311  # test data, not a secret
    number = 0
    for _ in range(shapes):
        _, keys = invent(rng)
        style = any_style(rng)
        for _ in range(A_SHAPE):
            lines = write_up(_like(keys, rng), keys, style, rng)
            if rng.random() < 0.4:
                lines = _wrong(lines, rng)
            number += 1
            figures = _figures(base, f"s{seed}-{number}", lines)
            if figures:
                yield figures


def _like(keys: list[Key], rng: Random) -> World:
    """Another world that has what the keys name."""
    world = World()
    region = any(key.area == "kalimantan" for key in keys)
    places = KALIMANTAN if region else (keys[0].area,)
    for area in places:
        populate(world, area, rng)
    if region:
        for key in list(world.masses):
            whole = key._replace(area="kalimantan")
            world.masses[whole] = sum(world.masses[key._replace(area=area)] for area in KALIMANTAN)
    endow(world, "kalimantan" if region else keys[0].area, rng)
    for key in keys:  # what only some worlds have
        for name in ("workforce", "participants"):
            its = Key(name, key.area, key.segment, None, key.year)
            world.masses[its] = world.masses.get(its) or 1
    return world


def _wrong(lines: list[Line], rng: Random) -> list[Line]:
    """One digit of one number made another, often the last by one."""
    number = rng.randrange(len(lines))
    printed = lines[number].printed
    places = [place for place, letter in enumerate(printed) if letter.isdigit()]
    place = places[-1] if rng.random() < 0.5 else rng.choice(places)
    digit = str((int(printed[place]) + rng.choice([1, 9, rng.randrange(1, 10)])) % 10)
    changed = list(lines)
    changed[number] = lines[number]._replace(printed=printed[:place] + digit + printed[place + 1 :])
    return changed


def _figures(base: FactBase, id_: str, lines: list[Line]) -> list[Figure]:
    source = Source(id_)
    found = []
    for order, (key, printed) in enumerate(lines):
        indicator = base.vocabulary.indicators[key.indicator]
        try:
            reading = read_printed_as(indicator, printed, "id")
        except NumeralError:
            return []
        period = parse_period(str(YEAR + key.year))
        found.append(
            Figure(
                f"{id_}/{order}", source, key.area, key.indicator, period, key.segment, key.programme, None, printed,
                None, reading, indicator.unit, order=order,
            )
        )  # fmt: skip
    return found


class Screened(NamedTuple):
    """Groups, of each whether the solver has something to say and whether it was cleared, and figures not cleared."""

    groups: list[Group]
    faulty: list[bool]
    cleared: list[bool]
    suspects: set[str]


def screen(base: FactBase, sets: list[list[Figure]]) -> Screened:
    """The groups of these sources, screened and solved."""
    identities = read_identities(base)
    planner = Planner(base.vocabulary, identities)
    grouper = Grouper(base.vocabulary.indicators, base.areas, identities)
    numbering = Numbering(planner.quotients)
    figures = [figure for one in sets for figure in one]
    connection = duckdb.connect()
    enter(connection, numbering.rows(figures))
    screening = Screening(connection, numbering.names(), base.vocabulary, base.areas, identities, planner, (8, 8))
    screening.run()
    suspects = connection.execute(
        "SELECT p.id FROM placed p JOIN cell c ON c.source = p.source AND c.base = p.base AND c.area = p.area "
        "AND c.period = p.place JOIN suspect s ON s.cell = c.cell"
    ).fetchall()
    suspicious = {figures[row[0]].id for row in suspects}
    groups = [group for one in sets for group in grouper.groups(one)]
    faulty = []
    for group in groups:
        solved = solve(group, planner)
        faulty.append(bool(solved.conflicts or solved.loose))
    cleared = [not any(figure.id in suspicious for figure in group.figures) for group in groups]
    return Screened(groups, faulty, cleared, suspicious)


def main() -> None:
    """Screen and solve so many groups, and say what came out."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--groups", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    base = load()
    total = [0, 0, 0, 0]
    seed = options.seed
    start = time.process_time()
    while total[0] < options.groups:
        groups, faulty, cleared, _ = screen(base, list(sources(base, seed, 40)))
        wrong = [g for g, f, c in zip(groups, faulty, cleared, strict=True) if f and c]
        for group in wrong[:3]:
            print(
                "WRONG",
                [(f.indicator, f.segment, f.programme, f.area, f.period.text, f.printed) for f in group.figures],
            )
        total = [a + b for a, b in zip(total, (len(groups), sum(faulty), sum(cleared), len(wrong)), strict=True)]
        seed += 1
        print(seed, Tally(*total), f"{time.process_time() - start:.0f} s")


if __name__ == "__main__":
    main()

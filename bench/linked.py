"""Worlds with all links together: a region with its provinces, segments, programmes and two years, in any period form.

Any of their true numbers may stand in one source. What is printed says more than the shapes of `worlds.py`, which each
have a few links: here sums over areas meet sums over segments, and growth meets both.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from random import Random

from bench.press import Line, Style, read_line, unit_of, write_up
from bench.worlds import KALIMANTAN, PEOPLE, PROGRAMMES, YEAR, Key, World, endow, populate
from bpjscli.model.facts import FactBase, Figure, Source
from bpjscli.model.period import parse_period
from bpjscli.numerals.reading import NumeralError

REGION = "kalimantan"
FAITHFUL = Style(cuts=0, decimals=2, in_full=0.7, qualified=0, off_by_one=0)
RATES = ("coverage", "uncovered", "unregistered")
PLANS = ("target_coverage", "gap_points", "gap_people", "achievement", "target_participants")
FORMS = ("{year}", "{year}", "{year}-12", "{year}-12-31", "{year}-Q4")  # of what is counted at the end of a year


def invent_linked(rng: Random) -> World:
    """A region of five provinces that adds up in every respect."""
    world = World()
    for area in KALIMANTAN:
        populate(world, area, rng)
        endow(world, area, rng)
    masses = [key for key in world.masses if key.area == KALIMANTAN[0]]
    masses += [Key("workforce", KALIMANTAN[0], part) for part in PEOPLE]
    for key in dict.fromkeys(masses):
        world.masses[key._replace(area=REGION)] = sum(world.masses[key._replace(area=area)] for area in KALIMANTAN)
    return world


def sayable(world: World) -> list[Key]:
    """Everything that a source may say of the world, as far as it has a meaning there."""
    keys = []
    for area in (REGION, *KALIMANTAN):
        keys += [Key(name, area) for name in ("participants", "workforce", *RATES, *PLANS)]
        for part in PEOPLE:
            keys.append(Key("participants", area, part))
            if world.has("workforce", area, part):
                keys += [Key(name, area, part) for name in ("workforce", *RATES)]
        keys += [Key(name, area, None, p) for p in (None, *PROGRAMMES) for name in ("claims", "benefits")]
        keys += [Key("average_benefit", area, None, p) for p in PROGRAMMES]
        keys += [Key("contributions", area), Key("contributions", area, year=-1), Key("contributions_growth", area)]
    return keys


def some_of(world: World, rng: Random) -> list[Key]:
    """What one source says: much of few areas, or a little of all; a workforce of construction wherever there is one.

    A source that counts construction workers as a part of the workforce says so: else its sum would be taken for the
    whole.
    """
    areas = rng.choice([(REGION,), (rng.choice(KALIMANTAN),), (rng.choice(KALIMANTAN),), (REGION, *KALIMANTAN)])
    keys = [key for key in sayable(world) if key.area in areas]
    chosen = rng.sample(keys, min(len(keys), rng.choice([6, 10, 16, 24, 40])))
    parts = {key.area for key in chosen if key.segment and key.indicator != "participants"}
    places = (REGION, *KALIMANTAN) if parts else ()
    own = [Key("workforce", area, "jakon") for area in places if world.has("workforce", area, "jakon")]
    return list(dict.fromkeys([*chosen, *own]))


def print_source(world: World, keys: Sequence[Key], style: Style, rng: Random) -> list[Line]:
    """The lines of a source, without those that no reading of a newspaper holds (docs/method.md, "Readings").

    The workforce of construction is printed in any case: see `some_of`.
    """
    lines = [line for line in write_up(world, list(keys), style, rng) if _holds_truth(world, line)]
    printed = {line.key for line in lines}
    lost = [key for key in keys if key.indicator == "workforce" and key.segment == "jakon" and key not in printed]
    return lines + write_up(world, lost, FAITHFUL._replace(in_full=1), rng)


def _holds_truth(world: World, line: Line) -> bool:
    try:
        loose = read_line(line).loose
    except NumeralError:
        return False
    true = world.true(line.key)
    if unit_of(line.key.indicator) == "IDR":  # an average in full is to the nearest rupiah
        true = Fraction(round(true))
    return (loose.low is None or loose.low <= true) and (loose.high is None or true <= loose.high)


def period_of(key: Key, vocabulary: FactBase, rng: Random) -> str:
    """A form in which the period of a quantity is written."""
    indicator = vocabulary.vocabulary.indicators[key.indicator]
    dated = indicator.kind == "stock" and indicator.role == "actual"
    return (rng.choice(FORMS) if dated else "{year}").format(year=YEAR + key.year)


def base_of_lines(lines: Sequence[Line], periods: Sequence[str], shipped: FactBase) -> FactBase:
    """A fact base of one source."""
    source = Source("source", published=parse_period(date(YEAR + 1, 1, 15).isoformat()))
    figures = tuple(
        Figure(
            f"source/{order}", source, line.key.area, line.key.indicator, parse_period(period), line.key.segment,
            line.key.programme, None, line.printed, None, read_line(line),
            unit_of(line.key.indicator), order=order,
        )
        for order, (line, period) in enumerate(zip(lines, periods, strict=True))
    )  # fmt: skip
    return FactBase("source", (source,), figures, shipped.areas, shipped.vocabulary, (), _no_line, _no_line,
                    shipped.place_of_identity)  # fmt: skip


def _no_line(_: object) -> int:
    return 1

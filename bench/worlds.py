"""Invented worlds whose numbers all agree, and what an article about one of them mentions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from random import Random
from typing import NamedTuple

YEAR = 2025  # of every article
PEOPLE = ("pu", "bpu", "jakon")
PROGRAMMES = ("jkk", "jkm", "jht", "jp", "jkp")
KALIMANTAN = ("kalbar", "kalteng", "kalsel", "kaltim", "kaltara")


class Key(NamedTuple):
    """A quantity; `year` counts from that of the article."""

    indicator: str
    area: str
    segment: str | None = None
    programme: str | None = None
    year: int = 0


class World:
    """Headcounts and money by key (`masses`, whole numbers); everything else follows from them."""

    def __init__(self) -> None:
        self.masses: dict[Key, int] = {}

    def true(self, key: Key) -> Fraction:
        """The true value of any indicator, percentages as percent."""

        def of(indicator: str, year: int = key.year) -> Fraction:
            return Fraction(self.masses[key._replace(indicator=indicator, year=year)])

        formulas: Mapping[str, Callable[[], Fraction]] = {
            "coverage": lambda: 100 * of("participants") / of("workforce"),
            "uncovered": lambda: 100 - 100 * of("participants") / of("workforce"),
            "unregistered": lambda: of("workforce") - of("participants"),
            "target_coverage": lambda: 100 * of("target_participants") / of("workforce"),
            "gap_points": lambda: 100 * (of("target_participants") - of("participants")) / of("workforce"),
            "gap_people": lambda: of("target_participants") - of("participants"),
            "achievement": lambda: 100 * of("participants") / of("target_participants"),
            "average_benefit": lambda: of("benefits") / of("claims"),
            "contributions_growth": lambda: 100 * of("contributions") / of("contributions", key.year - 1) - 100,
        }
        formula = formulas.get(key.indicator)
        return of(key.indicator) if formula is None else formula()

    def has(self, indicator: str, area: str, part: str) -> bool:
        """Whether a segment has any of the indicator."""
        return self.masses.get(Key(indicator, area, part), 0) > 0


def populate(world: World, area: str, rng: Random) -> None:
    """People of three segments, and a target above what is reached.

    In one world of four the workforce counts construction workers as a segment of their own.
    """
    size = round(10 ** rng.uniform(4.6, 6.9))
    own = rng.random() < 0.25
    shares = {"pu": rng.uniform(0.3, 0.6), "jakon": rng.uniform(0.03, 0.1) if own else 0.0}
    shares["bpu"] = 1 - sum(shares.values())
    rates = {"pu": rng.uniform(0.35, 0.85), "bpu": rng.uniform(0.04, 0.3), "jakon": rng.uniform(0.3, 0.9)}
    for part in PEOPLE:
        workforce = round(size * shares[part])
        people = round(workforce * rates[part]) if workforce else round(size * rng.uniform(0.005, 0.06))
        world.masses[Key("workforce", area, part)] = workforce
        world.masses[Key("participants", area, part)] = people
    for indicator in ("workforce", "participants"):
        world.masses[Key(indicator, area)] = sum(world.masses[Key(indicator, area, part)] for part in PEOPLE)
    reached = Fraction(world.masses[Key("participants", area)], world.masses[Key("workforce", area)])
    target = round(min(99.0, float(reached) * 100 + rng.uniform(1, 25)), 2)
    world.masses[Key("target_participants", area)] = round(world.masses[Key("workforce", area)] * target / 100)


def endow(world: World, area: str, rng: Random) -> None:
    """Claims and benefits by programme, and two years of contributions."""
    typical = {"jkk": 9e6, "jkm": 28e6, "jht": 12e6, "jp": 2.2e6, "jkp": 2.4e6}
    for programme in PROGRAMMES:
        claims = round(10 ** rng.uniform(3, 4.9))
        world.masses[Key("claims", area, None, programme)] = claims
        paid = round(claims * typical[programme] * rng.uniform(0.6, 1.5), -4)
        world.masses[Key("benefits", area, None, programme)] = int(paid)
    for indicator in ("claims", "benefits"):
        parts = (world.masses[Key(indicator, area, None, programme)] for programme in PROGRAMMES)
        world.masses[Key(indicator, area)] = sum(parts)
    before = round(10 ** rng.uniform(11, 12.9), -4)
    world.masses[Key("contributions", area, year=-1)] = int(before)
    world.masses[Key("contributions", area)] = int(round(before * rng.uniform(0.95, 1.25), -4))


def headline(world: World, area: str, rng: Random) -> list[Key]:
    """Coverage, participants and workforce, some with who is not covered."""
    keys = [Key(name, area) for name in ("coverage", "participants", "workforce")]
    keys += [Key("unregistered", area)] * (rng.random() < 0.6) + [Key("uncovered", area)] * (rng.random() < 0.3)
    return keys if len(keys) == 3 else [key for key in keys if rng.random() < 0.9 or key.indicator == "participants"]


def segments(world: World, area: str, rng: Random) -> list[Key]:
    """Participants by segment with their total; some leave construction out."""
    parts = PEOPLE if rng.random() < 0.8 else PEOPLE[:2]
    extra = rng.choice([[], ["coverage"], ["coverage", "workforce"], ["workforce", "unregistered"]])
    return [Key(name, area) for name in ("participants", *extra)] + [Key("participants", area, p) for p in parts]


def segment_rates(world: World, area: str, rng: Random) -> list[Key]:
    """Participants, workforce and coverage of each segment, some with what is not covered or with the totals."""
    names = ["participants", "workforce", "coverage"] + ["unregistered"] * (rng.random() < 0.3)
    parts = [part for part in PEOPLE if world.has("workforce", area, part)]
    keys = [Key(name, area, part) for part in parts for name in names]
    if rng.random() < 0.6:
        keys += [Key(name, area) for name in names]
        if rng.random() < 0.5 and "jakon" not in parts:
            keys.append(Key("participants", area, "jakon"))
    return keys


def programmes(world: World, area: str, rng: Random) -> list[Key]:
    """Claims and benefits by programme, some with totals or averages."""
    chosen = rng.choice([("claims",), ("benefits",), ("claims", "benefits")])
    keys = [Key(name, area, None, programme) for programme in PROGRAMMES for name in chosen]
    keys += [Key(name, area) for name in chosen if rng.random() < 0.85]
    if len(chosen) == 2 and rng.random() < 0.4:
        keys += [Key("average_benefit", area, None, programme) for programme in PROGRAMMES if rng.random() < 0.5]
    return keys


def payments(world: World, area: str, rng: Random) -> list[Key]:
    """All claims and benefits with their average, and contributions with their growth."""
    keys = [Key(name, area) for name in ("claims", "benefits", "average_benefit")] if rng.random() < 0.6 else []
    if rng.random() < 0.6 or not keys:
        keys += [Key("contributions", area), Key("contributions", area, year=-1), Key("contributions_growth", area)]
    return keys


def target(world: World, area: str, rng: Random) -> list[Key]:
    """What is reached, the target, and the way there."""
    keys = [Key("coverage", area), Key("target_coverage", area)]
    more = ("gap_points", "gap_people", "workforce", "participants", "achievement", "target_participants")
    keys += [Key(name, area) for name in more if rng.random() < 0.5]
    return keys if len(keys) > 2 else [*keys, Key("gap_points", area)]


def region(world: World, area: str, rng: Random) -> list[Key]:
    """Kalimantan and its provinces: headcounts that add up, some with coverage."""
    names = rng.choice([("participants",), ("participants", "workforce"), ("participants", "coverage")])
    return [Key(name, place) for place in ("kalimantan", *KALIMANTAN) for name in names]


Shape = Callable[[World, str, Random], list[Key]]
SHAPES: tuple[Shape, ...] = (headline, segments, segment_rates, programmes, payments, target, region)


def invent(rng: Random) -> tuple[World, list[Key]]:
    """A world, and what one article says of it: one shape, or two or three of them together."""
    world = World()
    shapes = rng.sample(SHAPES, rng.choice([1, 1, 1, 2, 2, 3]))
    area = "kalimantan" if region in shapes else rng.choice(KALIMANTAN)
    if region in shapes:
        for part in KALIMANTAN:
            populate(world, part, rng)
        names = ("participants", "workforce", "target_participants")
        for name, segment in ((n, s) for n in names for s in (None, *PEOPLE)):
            if name != "target_participants" or segment is None:
                world.masses[Key(name, area, segment)] = sum(world.masses[Key(name, k, segment)] for k in KALIMANTAN)
    else:
        populate(world, area, rng)
    endow(world, area, rng)
    keys = [key for shape in shapes for key in shape(world, area, rng)]
    return world, list(dict.fromkeys(keys))

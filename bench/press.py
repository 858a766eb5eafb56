"""How a newspaper prints a number: in full or shortened, rounded or cut, with or without a qualifier."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from random import Random
from typing import NamedTuple

from bench.worlds import Key, World
from bpjscli.load.load import load
from bpjscli.model.facts import Reading, Unit, Vocabulary
from bpjscli.numerals.reading import read_printed_as

UNITS: dict[str, Unit] = {
    "coverage": "percent",
    "uncovered": "percent",
    "target_coverage": "percent",
    "gap_points": "percent",
    "achievement": "percent",
    "contributions_growth": "percent",
    "average_benefit": "IDR",
    "benefits": "IDR",
    "contributions": "IDR",
    "claims": "count",
}
SCALES = ((1, ""), (1000, " ribu"), (10**6, " juta"), (10**9, " miliar"), (10**12, " triliun"))


class Line(NamedTuple):
    """A quantity as an article prints it."""

    key: Key
    printed: str


class Style(NamedTuple):
    """What a newspaper does to its numbers: how often it cuts, decimals of percentages, how often it prints in full.

    `off_by_one` is how often a number is one off in its last digit, in the ways that were seen of real articles (see
    `_one_off`).
    """

    cuts: float
    decimals: int
    in_full: float
    qualified: float
    off_by_one: float


def unit_of(indicator: str) -> Unit:
    """The unit of an indicator; people where nothing else is said."""
    return UNITS.get(indicator, "persons")


def read_line(line: Line) -> Reading:
    """What the number of a line may stand for; raises `NumeralError`."""
    return read_printed_as(_vocabulary().indicators[line.key.indicator], line.printed, "id")


@cache
def _vocabulary() -> Vocabulary:
    return load().vocabulary


def any_style(rng: Random) -> Style:
    """A newspaper."""
    return Style(
        cuts=rng.choice([0, 0, 0, 0.2, 1]),
        decimals=rng.choice([0, 1, 2, 2, 2]),
        in_full=rng.choice([0.2, 0.7, 0.7, 1]),
        qualified=rng.choice([0, 0.1, 0.3]),
        off_by_one=rng.choice([0, 0, 0.1]),
    )


def write_up(world: World, keys: list[Key], style: Style, rng: Random) -> list[Line]:
    """The lines of an article, every one of which holds its true value by a generous reading."""
    return [Line(key, _printed(world.true(key), key.indicator, style, rng)) for key in keys]


def _printed(true: Fraction, indicator: str, style: Style, rng: Random) -> str:
    unit = unit_of(indicator)
    scale, decimals, word = _form(true, unit, style, rng)
    prefix, suffix = ("Rp" if unit == "IDR" else ""), (" persen" if unit == "percent" else word)
    steps = true / scale * 10**decimals
    if rng.random() < style.qualified:
        kind = rng.choice(["sekitar", "hampir", "lebih dari"])
        if kind == "lebih dari" and steps != int(steps) and steps > 1:
            return f"lebih dari {prefix}{_digits(int(steps), decimals)}{suffix}"
        if kind == "hampir" and (steps != int(steps) or decimals or scale > 1):
            return f"hampir {prefix}{_digits(-int(-steps // 1), decimals)}{suffix}"
        return f"sekitar {prefix}{_digits(_rounded(steps, style, rng), decimals)}{suffix}"
    number = _rounded(steps, style, rng)
    if rng.random() < style.off_by_one and steps != number:
        number = _one_off(steps, number, subtracted=_vocabulary().indicators[indicator].negative)
    return f"{prefix}{_digits(number, decimals)}{suffix}"


def _rounded(steps: Fraction, style: Style, rng: Random) -> int:
    return steps.__floor__() if rng.random() < style.cuts else (steps + Fraction(1, 2)).__floor__()


def _one_off(steps: Fraction, number: int, *, subtracted: bool) -> int:
    """How a rounded number comes to be one off: it was rounded twice, or is the difference of two rounded ones.

    Of 142 numbers without a word (docs/method.md, "Readings") none lies further above the true value than rounding
    twice explains: 38.47 is 38.5, and that 39. What is subtracted may miss the true value by one on either side.
    """
    if subtracted:
        return number + (1 if steps > number else -1)
    half, tenths = Fraction(1, 2), (steps * 10 + Fraction(1, 2)).__floor__()
    return (Fraction(tenths, 10) + half).__floor__()


def _form(true: Fraction, unit: str, style: Style, rng: Random) -> tuple[int, int, str]:
    """The scale, the decimals and the scale word in which a number is printed."""
    if unit == "percent":
        return 1, style.decimals, ""
    if rng.random() < style.in_full or true < 20_000:  # an average too, to the nearest rupiah
        return 1, 0, ""
    if unit != "IDR" and rng.random() < 0.2:
        return 1000, 0, ".000"
    scale, word = max((scale, word) for scale, word in SCALES if scale <= true)
    return scale, rng.choice([1, 2] if scale >= 10**6 else [0, 1]), word


def _digits(steps: int, decimals: int) -> str:
    """`steps` units of the last decimal, the Indonesian way."""
    sign, steps = "-" * (steps < 0), abs(steps)
    whole, fraction = divmod(steps, 10**decimals)
    text = f"{whole:,}".replace(",", ".")
    return f"{sign}{text},{fraction:0{decimals}}" if decimals else f"{sign}{text}"

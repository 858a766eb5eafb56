"""Slips: one thing wrong in an article that was right, and the explanation that undoes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from random import Random
from typing import NamedTuple

from bench.press import Line, Style, write_up
from bench.worlds import YEAR, Key, World

HEADCOUNTS = ("participants", "workforce", "unregistered", "target_participants", "gap_people")
PERCENTAGES = ("coverage", "uncovered", "target_coverage", "gap_points", "achievement")
CONFUSED = (HEADCOUNTS, PERCENTAGES, ("claims",), ("benefits", "contributions"))


class Slip(NamedTuple):
    """An article with one slip: the lines, which of them are wrong, and what undoes it.

    `kind` names the explanation; `undone` is for each wrong line its true indicator, segment or programme where its
    label is wrong, else the number as it should have been printed.
    """

    kind: str
    lines: list[Line]
    undone: dict[int, str]


Plant = Callable[[World, list[Line], Style, Random], Slip | None]


def relabel(world: World, lines: list[Line], style: Style, rng: Random) -> Slip | None:
    """A number under the name of another indicator."""
    taken = {line.key for line in lines}
    choices = [
        (number, key)
        for number, line in enumerate(lines)
        for family in CONFUSED
        if line.key.indicator in family
        for name in family
        if (key := line.key._replace(indicator=name)) not in taken
    ]
    return _relabelled(lines, *rng.choice(choices)) if choices else None


def target_as_coverage(world: World, lines: list[Line], style: Style, rng: Random) -> Slip | None:
    """The percentage of the target printed as coverage."""
    for number, line in enumerate(lines):
        if line.key.indicator == "coverage" and line.key._replace(indicator="target_participants") in world.masses:
            achieved = line.key._replace(indicator="achievement")
            if achieved not in {other.key for other in lines}:
                changed = list(lines)
                changed[number] = write_up(world, [achieved], style, rng)[0]._replace(key=line.key)
                return Slip("relabel", changed, {number: "achievement"})
    return None


def exchange(world: World, lines: list[Line], style: Style, rng: Random) -> Slip | None:
    """Two numbers of one unit, each under the other's name."""
    pairs = [
        (one, other)
        for one, first in enumerate(lines)
        for other, second in enumerate(lines[:one])
        if neighbours(first.key, second.key) and first.printed != second.printed
    ]
    if not pairs:
        return None
    one, other = rng.choice(pairs)
    changed = list(lines)
    changed[one] = lines[one]._replace(key=lines[other].key)
    changed[other] = lines[other]._replace(key=lines[one].key)
    return Slip("relabel", changed, {one: told_apart(lines, one, other), other: told_apart(lines, other, one)})


def swap(world: World, lines: list[Line], style: Style, rng: Random) -> Slip | None:
    """Two neighbouring digits in the wrong order."""
    return _respelt("swap", lines, rng, swapped)


def digit(world: World, lines: list[Line], style: Style, rng: Random) -> Slip | None:
    """One digit wrong."""
    return _respelt("digit", lines, rng, lambda text: rng.sample(mistyped(text), 1))


def scale(world: World, lines: list[Line], style: Style, rng: Random) -> Slip | None:
    """Ten or a thousand times too much, or too little."""
    return _respelt("scale", lines, rng, rescaled)


def copied(world: World, lines: list[Line], style: Style, rng: Random) -> Slip | None:
    """A number repeated in the line of another."""
    pairs = [
        (one, other)
        for one, first in enumerate(lines)
        for other, second in enumerate(lines)
        if neighbours(first.key, second.key) and first.printed != second.printed
    ]
    if not pairs:
        return None
    one, other = rng.choice(pairs)
    changed = list(lines)
    changed[one] = lines[one]._replace(printed=lines[other].printed)
    return Slip("copied", changed, {one: lines[one].printed})


def parts(world: World, lines: list[Line], style: Style, rng: Random) -> Slip | None:
    """The workforce's segments printed as the participants'."""
    numbers = [n for n, line in enumerate(lines) if line.key.indicator == "participants" and line.key.segment]
    areas = {lines[number].key.area for number in numbers}
    if len(numbers) < 2 or len(areas) > 1 or any(x.key.indicator == "workforce" and x.key.segment for x in lines):
        return None
    changed, undone = list(lines), {}
    for number in numbers:
        key = lines[number].key._replace(indicator="workforce")
        if not world.masses[key]:
            return None
        changed[number] = write_up(world, [key], style, rng)[0]._replace(key=lines[number].key)
        undone[number] = "workforce"
    return Slip("parts", changed, undone)


PLANTS: dict[str, Plant] = {
    "relabel": relabel,
    "target": target_as_coverage,
    "exchange": exchange,
    "swap": swap,
    "digit": digit,
    "scale": scale,
    "copied": copied,
    "parts": parts,
}


def _relabelled(lines: list[Line], number: int, key: Key) -> Slip:
    changed = list(lines)
    changed[number] = lines[number]._replace(key=key)
    return Slip("relabel", changed, {number: lines[number].key.indicator})


def neighbours(one: Key, other: Key) -> bool:
    """Whether two numbers stand near each other and might be taken for one another: one thing different, same kind."""
    differences = sum(mine != its for mine, its in zip(one, other, strict=True))
    alike = one.indicator == other.indicator or any({one.indicator, other.indicator} <= {*names} for names in CONFUSED)
    return differences == 1 and alike


def told_apart(lines: Sequence[Line], one: int, other: int) -> str:
    """What the label of line `one` is and that of `other` is not."""
    mine, its = lines[one].key, lines[other].key
    if mine.indicator != its.indicator:
        return mine.indicator
    if mine.year != its.year:
        return str(YEAR + mine.year)
    if mine.area != its.area:
        return mine.area
    return mine.segment or mine.programme or mine.indicator


def _respelt(kind: str, lines: list[Line], rng: Random, change: Callable[[str], list[str]]) -> Slip | None:
    choices = [(number, text) for number, line in enumerate(lines) for text in change(line.printed)]
    if not choices:
        return None
    number = rng.choice(sorted({number for number, _ in choices}))
    text = rng.choice([text for other, text in choices if other == number])
    changed = list(lines)
    changed[number] = lines[number]._replace(printed=text)
    return Slip(kind, changed, {number: lines[number].printed})


def _places(text: str) -> list[int]:
    return [place for place, char in enumerate(text) if char.isdigit()]


def swapped(text: str) -> list[str]:
    """A number with two neighbouring digits exchanged, in every way."""
    places, found = _places(text), []
    for one, other in pairwise(places):
        if text[one] != text[other] and not (one == places[0] and text[other] == "0"):
            chars = list(text)
            chars[one], chars[other] = chars[other], chars[one]
            found.append("".join(chars))
    return found


def mistyped(text: str) -> list[str]:
    """A number with one digit changed, in every way."""
    places = _places(text)
    return [
        text[:place] + new + text[place + 1 :]
        for place in places
        for new in "0123456789"
        if new != text[place] and not (new == "0" and place == places[0] and len(places) > 1)
    ]


def rescaled(text: str) -> list[str]:
    """A number ten or a thousand times as large, or as small."""
    words = [" ribu", " juta", " miliar", " triliun"]
    for word in words:
        if word in text:
            return [text.replace(word, other) for other in words if abs(words.index(other) - words.index(word)) == 1]
    if "," in text:
        digits, _, rest = text.partition(",")
        if "." in digits or not rest[:1].isdigit():
            return []
        left = f"{digits[:-1]},{digits[-1]}{rest}" if len(digits) > 1 and digits[-2:-1].isdigit() else None
        right = f"{digits}{rest[0]},{rest[1:]}" if rest[1:2].isdigit() else f"{digits}{rest[0]}{rest[1:]}"
        return [text for text in (left, right.lstrip("0")) if text]
    return [text + ".000"] if text[-1].isdigit() else []

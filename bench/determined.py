"""Whether the numbers of an article point to one explanation of what is wrong with it.

Every single slip that the trial knows is undone in turn, and kept where the article is possible then. Each weighs as
much as its kind and its figure leave it among its like; the evidence determines the right one where that has
more than half of all the weight. Nothing here is shared with the diagnosis under trial.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from bench.plant import CONFUSED, Slip, mistyped, neighbours, rescaled, swapped, told_apart
from bench.possible import World, loose, possible, value_in
from bench.press import Line, read_line, unit_of
from bpjscli.numerals.reading import NumeralError

ROOM = Fraction(6, 5)  # a number that may as well be a fifth larger or smaller is not predicted
STEPS = [Fraction(1, 2**n) for n in range(1, 20)]  # of a number: how far it is moved to see what the others leave


class Undoing(NamedTuple):
    """A slip undone: what of each line, its weight, and the lines that are left."""

    kind: str
    undone: dict[int, str]
    weight: Fraction
    lines: Sequence[Line] = ()


def determined(slip: Slip) -> bool:
    """Whether the evidence determines the slip that was planted."""
    found = list(_undoings(slip.lines))
    right = [undoing for undoing in found if _same(undoing, slip)]
    weight = sum((undoing.weight for undoing in right), Fraction(0))
    return 2 * weight > sum(undoing.weight for undoing in found) and weight > _chance(slip, right[0])


def _chance(slip: Slip, right: Undoing) -> Fraction:
    """How much of all numbers of its size would agree with the others as well as the right one: the least of them."""
    if right.kind in ("copied", "parts"):
        return Fraction(0)
    return min(_left(right.lines, number) for number in right.undone)


def _left(lines: Sequence[Line], number: int) -> Fraction:
    """The part of a number by which it may move, up and down, before the others disagree."""
    low, high = loose(lines[number])
    if low is None or high is None or not high:
        return Fraction(1)
    size = max(abs(low), abs(high))
    left = Fraction(high - low, size)
    for sign in (1, -1):
        possible_steps = (s for s in STEPS if possible(lines, number, (low + sign * s * size, high + sign * s * size)))
        left += next(possible_steps, Fraction(0))
    return left


def _same(undoing: Undoing, slip: Slip) -> bool:
    if undoing.kind == slip.kind == "copied":
        return list(undoing.undone) == list(slip.undone)
    return undoing.undone == slip.undone


def _undoings(lines: Sequence[Line]) -> Iterator[Undoing]:
    for number in range(len(lines)):
        world = possible(lines, number)
        if world is not None:
            yield from _misprints(lines, number, world)
            yield from _labels(lines, number)
            yield from _copies(lines, number)
    yield from _exchanges(lines)
    yield from _parts(lines)


def _misprints(lines: Sequence[Line], number: int, world: World) -> Iterator[Undoing]:
    line = lines[number]
    expected = value_in(world, line.key)
    for kind, texts in (("swap", swapped(line.printed)), ("digit", mistyped(line.printed))):
        readable = sorted((value, text) for text in texts if (value := _value(line, text)) is not None)
        middle = 0 if expected is None else bisect(readable, (expected, ""))
        # What is possible lies around what the others say, so that the first that is not ends the search.
        for towards in (readable[middle:], reversed(readable[:middle])):
            for _, text in towards:
                changed = _with(lines, number, line._replace(printed=text))
                if possible(changed) is None:
                    break
                yield Undoing(kind, {number: text}, Fraction(1, len(texts)), changed)
    texts = [text for text in rescaled(line.printed) if _value(line, text) is not None]
    for text in texts:
        changed = _with(lines, number, line._replace(printed=text))
        if possible(changed) is not None:
            yield Undoing("scale", {number: text}, Fraction(1, len(texts)), changed)


def _value(line: Line, text: str) -> Fraction | None:
    try:
        value = read_line(line._replace(printed=text)).value
    except NumeralError:
        return None
    return Fraction(value) / (100 if unit_of(line.key.indicator) == "percent" else 1)


def _with(lines: Sequence[Line], number: int, line: Line) -> list[Line]:
    return [*lines[:number], line, *lines[number + 1 :]]


def _labels(lines: Sequence[Line], number: int) -> Iterator[Undoing]:
    line = lines[number]
    taken = {other.key for other in lines}
    names = [name for family in CONFUSED if line.key.indicator in family for name in family]
    free = [name for name in names if line.key._replace(indicator=name) not in taken]
    for name in free:
        changed = _with(lines, number, line._replace(key=line.key._replace(indicator=name)))
        if possible(changed) is not None and _predicted(changed, number):
            yield Undoing("relabel", {number: name}, Fraction(1, len(free)), changed)


def _predicted(lines: Sequence[Line], number: int) -> bool:
    low, high = loose(lines[number])
    if low is None or high is None:
        return False
    return not all(possible(lines, number, limits) for limits in ((low * ROOM, high * ROOM), (low / ROOM, high / ROOM)))


def _copies(lines: Sequence[Line], number: int) -> Iterator[Undoing]:
    unit = unit_of(lines[number].key.indicator)
    alike = [line for other, line in enumerate(lines) if other != number and unit_of(line.key.indicator) == unit]
    if any(line.printed == lines[number].printed for line in alike):
        yield Undoing("copied", {number: ""}, Fraction(1, len(alike)))


def _exchanges(lines: Sequence[Line]) -> Iterator[Undoing]:
    pairs = [(one, other) for one in range(len(lines)) for other in range(one)]
    pairs = [(one, other) for one, other in pairs if neighbours(lines[one].key, lines[other].key)]
    for one, other in pairs:
        changed = [*lines]
        changed[one], changed[other] = (
            lines[one]._replace(key=lines[other].key),
            lines[other]._replace(key=lines[one].key),
        )
        if lines[one].printed != lines[other].printed and possible(changed) is not None:
            undone = {one: told_apart(lines, other, one), other: told_apart(lines, one, other)}
            yield Undoing("relabel", undone, Fraction(1, len(pairs)), changed)


def _parts(lines: Sequence[Line]) -> Iterator[Undoing]:
    numbers = [n for n, line in enumerate(lines) if line.key.indicator == "participants" and line.key.segment]
    if len(numbers) < 2 or any(line.key.indicator == "workforce" and line.key.segment for line in lines):
        return
    changed = [*lines]
    for number in numbers:
        changed[number] = lines[number]._replace(key=lines[number].key._replace(indicator="workforce"))
    if possible(changed) is not None and _predicted(changed, numbers[0]):
        yield Undoing("parts", dict.fromkeys(numbers, "workforce"), Fraction(1))

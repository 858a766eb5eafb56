"""The numbers that one typing error turns into a printed one, each with its chance.

The four errors of the keyboard (Damerau, "A technique for computer detection and correction of spelling errors",
Communications of the ACM 7, 1964; for figures Scholtus, "Automatic correction of simple typing errors in numerical data
with balance edits", Statistics Netherlands, 2009): two neighbours swapped, a digit wrong, a digit left out, a digit too
many. Each is as likely as the others, at each place of the number; of digits too many half are the neighbour once more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Literal, NamedTuple

DIGITS = "0123456789"

Error = Literal["swapped", "wrong", "missing", "added"]


class Retyped(NamedTuple):
    """A true number: its digits, the error that was made in it, and how far its last digit has moved.

    `ways` is one divided by the chance that this error makes the printed number of the true one, among all that it
    could make. `shift` is 1 where the printed number has a decimal too many, -1 where it has one too few.
    """

    digits: str
    error: Error
    ways: Decimal
    shift: int = 0


def retype(digits: str, decimals: int) -> Iterator[Retyped]:
    """What `digits`, of which the last `decimals` stand behind the mark, may have been before one typing error."""
    yield from _swapped(digits)
    yield from _wrong(digits)
    yield from _missing(digits, decimals)
    yield from _added(digits, decimals)


def _swapped(digits: str) -> Iterator[Retyped]:
    for place in range(len(digits) - 1):
        one, other = digits[place], digits[place + 1]
        if one != other and not (place == 0 and other == "0"):
            true = f"{digits[:place]}{other}{one}{digits[place + 2 :]}"
            yield Retyped(true, "swapped", Decimal(sum(a != b for a, b in pairwise(true))))


def _wrong(digits: str) -> Iterator[Retyped]:
    for place, old in enumerate(digits):
        for new in DIGITS:
            if new != old and not (place == 0 and new == "0" and len(digits) > 1):
                yield Retyped(f"{digits[:place]}{new}{digits[place + 1 :]}", "wrong", Decimal(9 * len(digits)))


def _missing(digits: str, decimals: int) -> Iterator[Retyped]:
    """Those with one digit more; not at the end, where a zero is a matter of scale and a decimal one of rounding."""
    size, whole = len(digits), len(digits) - decimals
    ways: Counter[tuple[str, int]] = Counter()
    for place in range(size + (not decimals)):
        for new in DIGITS:
            if not (new == "0" and place in (0, size)):
                true = f"{digits[:place]}{new}{digits[place:]}"
                ways.update([(true, 0)] if place <= whole else [])
                ways.update([(true, -1)] if decimals and place >= whole else [])
    for (true, shift), places in ways.items():
        yield Retyped(true, "missing", Decimal(size + 1) / places, shift)


def _added(digits: str, decimals: int) -> Iterator[Retyped]:
    size, whole = len(digits), len(digits) - decimals
    ways: Counter[tuple[str, int]] = Counter()
    for place in range(size):
        true = digits[:place] + digits[place + 1 :]
        if true and (true[0] != "0" or len(true) == 1):
            ways[true, int(decimals > 0 and place >= whole)] += 1
    for (true, shift), places in ways.items():
        doubled = Decimal(places - 1) / (2 * (size - 1))
        yield Retyped(true, "added", 1 / (doubled + Decimal(places) / (20 * size)), shift)

"""What the reader says of a number, and what mentions of one number say of each other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Final, Literal

import msgspec

Kind = Literal["proposal", "not-ours", "not-understood"]
Confidence = Literal["strong", "fair", "weak"]

_ORDER: Final = {"weak": 0, "fair": 1, "strong": 2}
_DIGITS: Final = 2  # a number of one digit is printed for many things


class Label(msgspec.Struct, frozen=True):
    """What a number may be: the keys of a figure, and how sure that is."""

    indicator: str
    segment: str | None
    programme: str | None
    area: str | None
    period: str | None
    printed: str
    value: Decimal | None
    confidence: Confidence
    evidence: tuple[str, ...] = ()


class ReadNumber(msgspec.Struct, frozen=True):
    """A number of the text, from `start` to `end`, and what it may be, the likeliest first."""

    text: str
    start: int
    end: int
    kind: Kind
    paragraph: int
    sentence: tuple[int, int]
    labels: tuple[Label, ...] = ()


def agreed(rows: Sequence[ReadNumber], closed: Collection[int]) -> list[ReadNumber]:
    """The rows, those at the places `closed` strong, and a number that is printed again as its clearest mention says.

    What the title says is short, so that it follows the text.
    """
    rows = [_with_confidence(row, "strong") if at in closed else row for at, row in enumerate(rows)]
    best: dict[str, ReadNumber] = {}
    for row in rows:
        known = best.get(row.text.casefold())
        if row.kind != "proposal" or (row.paragraph == 0 and known is not None):
            continue
        if known is None or known.paragraph == 0 or _sureness(row) > _sureness(known):
            best[row.text.casefold()] = row
    return [_following(row, best.get(row.text.casefold())) for row in rows]


def _following(row: ReadNumber, clearest: ReadNumber | None) -> ReadNumber:
    """`row` with the labels of the clearest mention of its number."""
    if clearest is not None and _differ(clearest, row):
        return row
    if clearest is None or row is clearest or row.kind == "not-ours" or sum(c.isdigit() for c in row.text) < _DIGITS:
        return row
    if _sureness(clearest) <= _sureness(row) and not (row.paragraph == 0 and clearest.paragraph):
        return row
    return msgspec.structs.replace(row, kind="proposal", labels=clearest.labels)


def _differ(one: ReadNumber, other: ReadNumber) -> bool:
    """Whether two mentions of a number are surely of different parts: "81.315 pekerja rentan" and "… formal"."""
    if not one.labels or not other.labels or not other.paragraph:
        return False
    first, second = one.labels[0], other.labels[0]
    return None not in (first.segment, second.segment) and first.segment != second.segment


def _sureness(row: ReadNumber) -> int:
    return _ORDER[row.labels[0].confidence] if row.kind == "proposal" else -1


def _with_confidence(row: ReadNumber, confidence: Confidence) -> ReadNumber:
    first, *others = row.labels
    return msgspec.structs.replace(row, labels=(msgspec.structs.replace(first, confidence=confidence), *others))

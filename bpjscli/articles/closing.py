"""Which proposals close an identity: "22,77 persen", "16.684" and "73.270" are right together, or by chance.

Arithmetic chooses no label. It says of labels that were chosen how sure they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import msgspec

from bpjscli.articles.rows import Label, ReadNumber
from bpjscli.model.facts import Vocabulary
from bpjscli.model.interval import Interval
from bpjscli.model.period import parse_period
from bpjscli.numerals.digits import Language, NumeralError
from bpjscli.numerals.reading import read_printed_as

_BINARY: Final = re.compile(r"(\w+) = (\w+) ([-*/]) (\w+)\Z")
_SUM: Final = re.compile(r"(\w+) = sum\(\1, (segment|programme)\)\Z")
_TELLING: Final = Decimal("0.02")  # an interval wider than such a part of its middle meets another by chance
_PARTS: Final = 2  # parts that must be known before their sum says anything

Key = tuple[str | None, object]  # the area, and the end of the period


class _Known(msgspec.Struct, frozen=True):
    """A number of the article as one of an indicator, by the place of its row."""

    at: int
    label: Label
    interval: Interval


def closed_rows(rows: Sequence[ReadNumber], vocabulary: Vocabulary, language: Language) -> set[int]:
    """The places of the rows whose first labels close an identity of the vocabulary with those of others."""
    groups: dict[Key, list[_Known]] = {}
    for at, row in enumerate(rows):
        known = _known(at, row, vocabulary, language)
        if known is not None and known.label.period is not None:
            groups.setdefault((known.label.area, parse_period(known.label.period).end), []).append(known)
    closed: set[int] = set()
    for group in groups.values():
        for rule in vocabulary.identities.values():
            closed |= set(_closed_by(rule.holds, group))
    return closed


def _known(at: int, row: ReadNumber, vocabulary: Vocabulary, language: Language) -> _Known | None:
    if row.kind != "proposal":
        return None
    label = row.labels[0]
    indicator = vocabulary.indicators[label.indicator]
    try:
        rounded = read_printed_as(indicator, label.printed, language).rounded
    except NumeralError:
        return None
    if indicator.unit == "percent":
        low, high = (None if end is None else end / 100 for end in (rounded.low, rounded.high))
        rounded = Interval(low, high)
    return _Known(at, label, rounded)


def _closed_by(holds: str, group: Sequence[_Known]) -> Iterator[int]:
    """The places of the rows that meet the equation `holds`."""
    if match := _SUM.match(holds):
        yield from _closed_sum(match[1], match[2], group)
    elif match := _BINARY.match(holds):
        whole, first, sign, second = match.groups()
        for part in {known.label.segment for known in group}:
            own = [known for known in group if known.label.segment == part and known.label.programme is None]
            yield from _closed_pair(own, whole, first, sign, second)


def _closed_pair(own: Sequence[_Known], whole: str, first: str, sign: str, second: str) -> Iterator[int]:
    one = _Known(-1, own[0].label, Interval.exactly(Decimal(1))) if first == "1" and own else None
    for result in (known for known in own if known.label.indicator == whole):
        for left in [one] if one is not None else [known for known in own if known.label.indicator == first]:
            for right in (known for known in own if known.label.indicator == second):
                made = _computed(left.interval, sign, right.interval)
                if made is not None and _meets(made, result.interval):
                    yield from (known.at for known in (result, left, right) if known.at >= 0)


def _closed_sum(indicator: str, kind: str, group: Sequence[_Known]) -> Iterator[int]:
    own = [known for known in group if known.label.indicator == indicator]
    totals = [known for known in own if known.label.segment is None and known.label.programme is None]
    parts: dict[str, _Known] = {}
    for known in own:
        part = getattr(known.label, kind)
        if part is not None:
            parts.setdefault(part, known)
    if len(parts) < _PARTS:
        return
    lows, highs = [p.interval.low for p in parts.values()], [p.interval.high for p in parts.values()]
    if None in lows or None in highs:
        return
    made = Interval(sum(filter(None, lows), Decimal(0)), sum(filter(None, highs), Decimal(0)))
    for total in totals:
        if _meets(made, total.interval):
            yield from (total.at, *(known.at for known in parts.values()))


def _computed(left: Interval, sign: str, right: Interval) -> Interval | None:
    """What an equation makes of two bounded positive intervals; `None` for others."""
    ends = (left.low, left.high, right.low, right.high)
    if any(end is None for end in ends):
        return None
    a, b, c, d = (end for end in ends if end is not None)
    if sign == "-":
        return Interval(a - d, b - c)
    if a < 0 or c <= 0:
        return None
    return Interval(a * c, b * d) if sign == "*" else Interval(a / d, b / c)


def _meets(one: Interval, other: Interval) -> bool:
    """Whether two intervals have a value in common, and are narrow enough for that to say something."""
    for interval in (one, other):
        if interval.low is None or interval.high is None:
            return False
        middle = (interval.low + interval.high) / 2
        if middle <= 0 or (interval.high - interval.low) / middle > _TELLING:
            return False
    return not (one & other).empty

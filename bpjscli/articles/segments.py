"""The segment of each number: named in its sentence, said of its pair, or carried over from an earlier sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec

from bpjscli.articles.lexicon import LexiconWords
from bpjscli.articles.lines import Line
from bpjscli.articles.pairs import Pairs
from bpjscli.articles.parts import Parts

_BACK: Final = 3  # sentences that a segment may be carried over
_CARRIED: Final = ("persons", "bare", "percent")


class Carried(msgspec.Struct, frozen=True):
    """The segment that a sentence is about without naming it, and those that it may be about, the nearest first."""

    surely: str | None
    perhaps: tuple[str, ...]
    is_open: bool = False


class SegmentFinder:
    """Finds segments."""

    def __init__(self, words: LexiconWords, parts: Parts, pairs: Pairs) -> None:
        self._words = words
        self._parts = parts
        self._pairs = pairs

    def carried(self, lines: Sequence[Line]) -> Iterator[Carried]:
        """For each sentence the segment that it goes on about, or may go on about, without naming it."""
        named = [sorted(self._parts.all_named(line, "segment")) for line in lines]
        every = {id_ for ids in named for id_ in ids}
        theme = next(iter(every)) if len(every) == 1 and named[0] and not every & self._words.no_theme else None
        last: str | None = None
        for at, (line, own) in enumerate(zip(lines, named, strict=True)):
            recent = tuple(dict.fromkeys(id_ for ids in reversed(named[max(0, at - _BACK) : at]) for id_ in ids))
            refers = self._words.wholes.isdisjoint(line.words) or self._parts.refers(line)
            realised = not self._words.realised.isdisjoint(line.words)
            if own:
                last = own[0] if len(own) == 1 else None
                yield Carried(None, recent)
            elif not refers:
                yield Carried(None, recent, last is not None)
                last = None
            else:
                surely = last if (realised or self._parts.goes_on(line)) and last else theme
                yield Carried(surely, recent, last is not None)

    def of(self, line: Line, values: Sequence[int], units: Mapping[int, str], carried: str | None) -> dict[int, str]:
        """The segment of each number; what one of a pair says of it holds for the other."""
        segments = {}
        for place in values:
            ids = self._parts.ids_for(line, place, "segment", values)
            if len(ids) == 1:
                segments[place] = ids[0]
        for first, second in self._pairs.related(line, values):
            for one, other in ((first, second), (second, first)):
                if one in segments and other not in segments:
                    segments[other] = segments[one]
        if carried is not None:
            segments |= {place: carried for place in values if place not in segments and units[place] in _CARRIED}
        return segments

"""What the figures of one source share while they are read."""

from __future__ import annotations

from typing import Literal

from bpjscli.facts.entries.lookups import Lookups
from bpjscli.facts.entries.sources import Defaults
from bpjscli.facts.entries.tables import Spot
from bpjscli.facts.model import Source
from bpjscli.facts.period import Period

Said = Literal["said", "unsaid", "wrong"]


class Origin:
    """A source, its defaults, and what has been seen of its figures so far.

    `language`: whether the source says its language, or what it says is none.
    """

    def __init__(self, source: Source, defaults: Defaults, lookups: Lookups, spot: Spot, language: Said) -> None:
        self.source = source
        self.defaults = defaults
        self.lookups = lookups
        self.spot = spot
        self.language = language
        self.seen: dict[str, int] = {}
        self._warned: set[Period] = set()

    def warn_of_future(self, period: Period, order: int) -> None:
        """Reports, once a period, that a figure says what was counted before it could be."""
        published = self.source.published
        if published is None or published.end >= period.start or period in self._warned:
            return
        self._warned.add(period)
        said = f"the period {period} begins after the source was published, {published}"
        self.spot.report("F124", f"{said}; check both, or enter it as a target", "figures", order, "period")

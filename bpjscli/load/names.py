"""Finds the areas, periods and bases that figures name, and remembers every answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Final

from bpjscli.errors import quoted
from bpjscli.i18n import say as _
from bpjscli.load.diagnostics import Broken, Guesser, fold, show
from bpjscli.load.labels import match_label
from bpjscli.load.raw_tables import TableLocation, check_id, normalise_id
from bpjscli.model.areas import AmbiguousAreaError, UnknownAreaError, resolve_area
from bpjscli.model.facts import Area, Indicator, Vocabulary
from bpjscli.model.gazetteer import Gazetteer
from bpjscli.model.period import EXAMPLES, Period, parse_period

_WRITES_PERIOD: Final = (int, str, date)


class AreaIds(dict[str | None, str | None]):
    """Area ids by any customary name; `None` for what names no area, or several."""

    def __init__(self, areas: Mapping[str, Area], guesser: Guesser) -> None:
        super().__init__((id_, id_) for id_ in (None, *areas))
        self._areas = areas
        self._guesser = guesser
        self._hasty = _WithoutNearest(areas)
        self.faults: dict[str, tuple[str, str]] = {}  # code and message for each name without an id

    def __missing__(self, name: str) -> str | None:
        self[name] = self._resolved(name)
        return self[name]

    def _resolved(self, name: str) -> str | None:
        try:
            return self._hasty.resolve(name).id
        except AmbiguousAreaError as error:
            self.faults[name] = "F105", str(error)
        except UnknownAreaError as error:
            nearest = self._with_nearest(name) or error
            hint = "" if nearest.tells_how else _("; define it in an [[area]] block")
            self.faults[name] = "F104", f"{nearest}{hint}"
        return None

    def _with_nearest(self, name: str) -> UnknownAreaError | None:
        if self._guesser.spend():
            try:
                resolve_area(name, self._areas)
            except UnknownAreaError as error:
                return error
        return None


class _WithoutNearest(Gazetteer):
    """A gazetteer that does not look for similar names, which takes a thousand times as long as to look up one."""

    def nearest(self, name: str) -> list[str]:
        return []


class Periods(dict[object, Period | None]):
    """Periods by the way they are written: a year as a number, a text, or a date; `None` for what is none."""

    def find(self, written: object) -> Period | None:
        """The period; the type is looked at first, because 2025.0 and true are keys equal to 2025 and 1."""
        return self[written] if type(written) in _WRITES_PERIOD else None

    def __missing__(self, written: object) -> Period | None:
        period = _parsed(written)
        self[written] = period if isinstance(period, Period) else None
        return self[written]


def _parsed(written: object) -> Period | ValueError:
    """The period, or the error that says why there is none."""
    try:
        return parse_period(written if isinstance(written, str) else show(written))
    except ValueError as error:
        return error


def period_fault(written: object) -> str:
    """What is wrong with a period that `Periods` does not find."""
    if isinstance(written, datetime):
        return _("{written} has a time in it; write the date alone, such as 2025-03-31", written=show(written))
    if type(written) not in _WRITES_PERIOD:
        return _("{written} is not a period; write {examples}", written=show(written), examples=EXAMPLES)
    return str(_parsed(written))


class Bases:
    """Definitions of the workforce that figures name, each known by the way it was spelt first."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._first: dict[str, tuple[str, TableLocation, int | None]] = {}

    def find(self, written: str | None, spot: TableLocation, order: int | None = None) -> str | None:
        """The base in its normal form; `None` where it cannot be one, or looks like another.

        `order` is that of the figure in the source at `spot`; without it, `spot` is where the base stands.
        """
        if written is None or written in self._known:
            return None if written is None else self._known[written]
        base = normalise_id(written)
        if base is None or self._first.setdefault(fold(base), (base, spot, order))[0] != base:
            return None
        self._known[written] = base
        return base

    def report(self, written: str, spot: TableLocation) -> None:
        """Says why `find` does not find a base."""
        base = check_id(written, "base", spot)
        if base is not None:
            other, first, order = self._first[fold(base)]
            place = first if order is None else first.at("figures", order)
            spot.report_name(
                "F117",
                _(
                    "base {base} looks like {other} at {place}; spell them alike",
                    base=quoted(base),
                    other=quoted(other),
                    place=place,
                ),
                "base",
            )


class Lookups:
    """All of them, and the words for what is not found."""

    def __init__(self, areas: Mapping[str, Area], vocabulary: Vocabulary, guesser: Guesser, broken: Broken) -> None:
        self.areas = AreaIds(areas, guesser)
        self.periods = Periods()
        self.bases = Bases()
        self.indicators = vocabulary.indicators
        self.segments = vocabulary.segments
        self.programmes = vocabulary.programmes
        self.guesser = guesser
        self.broken = broken
        self._areas = areas
        self._labelled: dict[str, Indicator | None] = {}

    def indicator(self, name: str) -> Indicator | None:
        """The indicator by its id, or by a label such as "cakupan"."""
        known = self.indicators.get(name)
        if known is None:
            if name not in self._labelled:
                self._labelled[name] = match_label(name, self.indicators)
            known = self._labelled[name]
        return known

    def names_of_areas(self) -> Iterator[str]:
        """What areas are called, most of them under several names."""
        return (name for area in self._areas.values() for name in (area.id, area.name.id, *area.aliases))

    def knows(self, segment: str | None, programme: str | None) -> bool:
        """Whether the vocabulary has both, where they are given."""
        return (segment is None or segment in self.segments) and (programme is None or programme in self.programmes)

"""Says everything that is wrong with a figure; imported only when something is."""

from __future__ import annotations

from typing import Final

from bpjscli.errors import quoted
from bpjscli.i18n import say as _
from bpjscli.load.diagnostics import list_words, show
from bpjscli.load.figure_parts import Origin, is_finite, make_figure_id, read_number_of, reads_plainly
from bpjscli.load.raw import RawFigure
from bpjscli.load.raw_tables import RawFigures, TableLocation
from bpjscli.load.sources import check_terms, find_area, find_indicator, find_period
from bpjscli.model.facts import Indicator
from bpjscli.numerals.digits import NAMES, OTHER, ErrorKind, Language, NumeralError
from bpjscli.numerals.qualifiers import is_below_zero

CODE_OF_KIND: Final[dict[ErrorKind, str]] = {
    "ambiguous": "R201",
    "unit": "R202",
    "no-number": "R203",
    "malformed": "R204",
    "range": "R205",
}
_NEEDED: Final = ("area", "indicator", "period")
_NOT_IN_ID: Final = frozenset(("printed", "value", "note", "accepted", "accepted_until", "superseded_by"))


class Faults:
    """What is wrong with the figures of one source."""

    def __init__(self, origin: Origin, raws: RawFigures) -> None:
        self._origin = origin
        self._raws = raws
        self._foreign: list[tuple[TableLocation, str, str, str | None]] = []
        self._missing = self._needed_by_all() if len(raws) > 1 else []
        if self._missing:
            lacking = list_words([_("no {key}", key=key) for key in self._missing], "and")
            said = _(
                "the source gives its {count} figures {lacking}; write it in its defaults, or in each figure",
                count=len(raws),
                lacking=lacking,
            )
            origin.spot.report("F111", said, "defaults")

    def _needed_by_all(self) -> list[str]:
        """The keys that no figure has, nor the defaults: one fault of the source."""
        return [
            key
            for key in _NEEDED
            if self._is_due(key) and all(getattr(raw, key) is None and key not in bad for raw, bad in self._raws)
        ]

    def _is_due(self, key: str) -> bool:
        """Whether a figure must say it, because the defaults do not, nor tried to."""
        defaults = self._origin.defaults
        return getattr(defaults.raw, key) is None and key not in defaults.faulty

    def report(self, order: int) -> None:
        """Reports what is wrong with a figure, and notes that its id is there all the same."""
        raw, bad = self._raws[order]
        lookups, defaults = self._origin.lookups, self._origin.defaults
        spot = self._origin.spot.at("figures", order)
        for key in _NEEDED:
            if getattr(raw, key) is None and key not in bad and key not in self._missing and self._is_due(key):
                spot.report(
                    "F111",
                    _("the figure has no {key}; write one, here or in the defaults of its source", key=key),
                )
        area = find_area(raw.area, spot, lookups) if raw.area is not None else defaults.area
        indicator = find_indicator(raw.indicator, spot, lookups) if raw.indicator is not None else defaults.indicator
        period = find_period(raw.period, spot, lookups) if raw.period is not None else defaults.period
        check_terms(raw.segment, raw.programme, spot, lookups)
        base = defaults.base if raw.base is None else lookups.bases.find(raw.base, self._origin.spot, order)
        if base is None and raw.base is not None:
            lookups.bases.report(raw.base, spot)
        if raw.accepted_until is not None and raw.accepted is None and "accepted" not in bad:
            spot.report("F111", _('accepted_until needs a reason; write accepted = "why" as well'), "accepted_until")
        if not bad & {"printed", "value"}:
            self._check_number(raw, indicator, spot)
        known = not bad - _NOT_IN_ID and not any(getattr(raw, key) is None for key in defaults.faulty)
        if area is None or indicator is None or period is None or not known or (base is None and raw.base is not None):
            lookups.broken.add("source", self._origin.source.id)
            return
        segment = defaults.raw.segment if raw.segment is None else raw.segment
        programme = defaults.raw.programme if raw.programme is None else raw.programme
        id_ = make_figure_id(self._origin.source, area, indicator, segment, programme, base, period, raw.locator)
        self._note(id_, order, spot)
        if indicator.role == "actual":
            self._origin.warn_of_future(period, order)

    def _note(self, id_: str, order: int, spot: TableLocation) -> None:
        """Takes down that a figure of this id is there; reports a second one."""
        self._origin.lookups.broken.add("source", id_)
        first = self._origin.seen.setdefault(id_, order)
        if first != order:
            place = self._origin.spot.at("figures", first)
            said = _("{id} is already at {place}; remove one, or give each a locator", id=quoted(id_, 200), place=place)
            spot.report("F116", said)

    def _check_number(self, raw: RawFigure, indicator: Indicator | None, spot: TableLocation) -> None:
        if (raw.printed is None) == (raw.value is None):
            said = _("neither printed nor value") if raw.printed is None else _("both printed and value")
            spot.report("F113", _("the figure has {said}; write one of them", said=said))
        elif raw.value is not None and not is_finite(raw.value):
            spot.report(
                "R207",
                _("value is {value}, not a finite number; leave the figure out", value=show(raw.value)),
                "value",
            )
        elif indicator is None:
            self._check_without_indicator(raw, spot)
        else:
            self._check_reading(raw, indicator, spot)

    def _check_reading(self, raw: RawFigure, indicator: Indicator, spot: TableLocation) -> None:
        key, written = ("value", raw.value) if raw.printed is None else ("printed", raw.printed)
        try:
            reading = self._origin.read_number(raw, indicator)
        except NumeralError as error:
            said = _message(key, written, error)
            if (
                self._origin.language == "said"
                or _refusal(raw, indicator, OTHER[self._origin.source.language]) is not None
            ):
                spot.report(CODE_OF_KIND[error.kind], said, key)
            else:
                self._foreign.append((spot, CODE_OF_KIND[error.kind], said, raw.printed))
            return
        if reading is not None and is_below_zero(reading) and not indicator.negative:
            spot.report(
                "R206",
                _(
                    "{key} is {written}; {id} cannot be below zero, check the source",
                    key=key,
                    written=show(written),
                    id=indicator.id,
                ),
                key,
            )

    def _check_without_indicator(self, raw: RawFigure, spot: TableLocation) -> None:
        """Reports a number that nobody could read, whatever it is a number of."""
        if raw.printed is None:
            return
        by_unit = {indicator.unit: indicator for indicator in self._origin.lookups.indicators.values()}
        refusals = [_refusal(raw, indicator, self._origin.source.language) for indicator in by_unit.values()]
        refusal = refusals.pop()
        if refusal is not None and {str(refusal)}.issuperset(map(str, refusals)):
            spot.report(CODE_OF_KIND[refusal.kind], _message("printed", raw.printed, refusal), "printed")

    def report_language(self) -> None:
        """Reports the numbers that the other language would read: as one fault where all are of a source in it."""
        if self._origin.language == "wrong":
            return
        other = OTHER[self._origin.source.language]
        if len(self._foreign) > 1 and all(self._is_readable(raw, other) for raw, _bad in self._raws):
            spot, _key, _said, printed = self._foreign[0]
            said = _(
                "printed {printed} and {count} more of its source can be read in {other} and not in {own};"
                " give the source language = {code}, or correct them",
                printed=show(printed),
                count=len(self._foreign) - 1,
                other=_(NAMES[other]),
                own=_(NAMES[OTHER[other]]),
                code=quoted(other),
            )
            spot.report("R201", said, "printed")
            return
        for spot, code, said, _printed in self._foreign:
            spot.report(code, said, "printed")

    def _is_readable(self, raw: RawFigure, language: Language) -> bool:
        """Whether a number can be read in `language`, or cannot in that of the source either."""
        key = raw.indicator or self._origin.defaults.raw.indicator
        indicator = self._origin.lookups.indicator(key or "")
        return (
            raw.printed is None
            or indicator is None
            or reads_plainly(raw, indicator, language)
            or _refusal(raw, indicator, self._origin.source.language) is not None
        )


def _refusal(raw: RawFigure, indicator: Indicator, language: Language) -> NumeralError | None:
    """Why the number cannot be read in `language`; `None` where it can be."""
    try:
        read_number_of(raw, indicator, language)
    except NumeralError as error:
        return error
    return None


def _message(key: str, written: object, error: NumeralError) -> str:
    said, quote = str(error), show(written)
    return f"{key} {said if said.startswith(quote) else f'{quote}: {said}'}"

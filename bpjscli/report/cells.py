"""Cells: every number is rounded, formatted and given its footnote here, once, when its cell is made."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from msgspec.structs import replace

from bpjscli.i18n import Lang, translator
from bpjscli.measures.agreement import find_doubtful
from bpjscli.measures.answers import Answers, Candidate, Key, area_of_base
from bpjscli.model.areas import area_and_within
from bpjscli.model.facts import Area, Figure, Source
from bpjscli.model.interval import Interval
from bpjscli.model.period import Period
from bpjscli.report.document import Cell, Column, Data, Mark, Note
from bpjscli.report.numbers import Points, capitalise, interval_text, period_text, plain_decimal, quantity_text
from bpjscli.shipped import SHIPPED_BASE, name_shipped_file
from bpjscli.solver.quantity import Quantity, best_value, outward

ONE_SIDED = ("at-least", "at-most", "less-than", "more-than")


class How(NamedTuple):
    """How a number was computed: what it is, by which rule, and of which numbers, each with a name."""

    what: str
    rule: str
    operands: tuple[tuple[str, Candidate | Quantity | None], ...] = ()


class Trace(NamedTuple):
    """A number as its cell shows it, and what it comes from: an answer, or a computation."""

    quantity: Quantity
    shown: Cell
    unit: Points | None
    how: Candidate | How


class Cells:
    """Makes the cells and names of one document, and collects their footnotes; `_` translates into its language."""

    def __init__(self, answers: Answers, command: str, lang: Lang) -> None:
        self.answers = answers
        self.base = answers.base
        self.command = command
        self.lang: Lang = lang
        self._ = translator(lang)
        self._notes: dict[str, Note] = {}
        self._newest: date | None = None
        self._marks: set[Mark] = set()
        self._doubtful: dict[Key, frozenset[str]] = {}
        self._absent: set[str] = set()  # areas of which it has been said that there is nothing about them
        self._ids_of_traces: dict[object, str] = {}
        self.traces: dict[str, Trace] | None = {} if answers.traced else None  # by id; none are remembered

    def quantity(
        self,
        quantity: Quantity | None,
        why_not: str = "",
        *,
        narrow: bool = False,
        unit: Points | None = None,
        how: Candidate | How | None = None,
    ) -> Cell:
        """The cell of a quantity, with its sources as footnotes; an unknown one gives `why_not` as its footnote.

        `narrow` leaves out the interval, where a column has no room for it; `unit` is how a percentage is shown that is
        a difference; `how` is where the number comes from.
        """
        if quantity is None or not quantity.known:
            return self.unknown(why_not)
        marks: list[Mark] = []
        if quantity.disputed:
            marks.append("disputed")
        if quantity.cut:
            marks.append("cut")
        if quantity.origin == "derived":
            marks.append("derived")
        self._marks.update(marks)
        detail = ""
        bounded = quantity.interval.width is not None and quantity.qualifier not in ONE_SIDED
        uncertain = quantity.origin == "derived" and not quantity.interval.exact and bounded
        if uncertain and not narrow:
            detail = interval_text(quantity.interval, quantity.step, unit or quantity.unit, self.lang)
        notes = tuple(dict.fromkeys(self.source_note(figure.source) for figure in quantity.figures))
        if quantity.disputed and quantity.origin == "published" and not narrow:
            notes = (*notes, *self._hull_note(quantity, unit))
        text = quantity_text(quantity, self.lang, unit)
        if detail:
            text = text.removeprefix("≈ ")  # the interval beside it says so better
        return self._traced(Cell(text, quantity_data(quantity), notes, tuple(marks), detail), quantity, unit, how)

    def _traced(self, cell: Cell, quantity: Quantity, unit: Points | None, how: Candidate | How | None) -> Cell:
        """`cell` with the id of its derivation, if it bears marks and derivations are remembered."""
        if self.traces is None or how is None or not cell.marks:
            return cell
        if isinstance(how, How) and quantity.origin == "published":
            how = self._as_printed(quantity) or how
        what: tuple[object, ...] = how[:2] if isinstance(how, How) else (how.key, how.period, how.source.id, how.base)
        key = (what, quantity.unit, quantity.value, quantity.interval, tuple(f.id for f in quantity.figures))
        id_ = self._ids_of_traces.setdefault(key, f"from-{len(self._ids_of_traces) + 1}")
        self.traces.setdefault(id_, Trace(quantity, cell, unit, how))
        return replace(cell, derivation=id_)

    def _as_printed(self, quantity: Quantity) -> Candidate | None:
        """The answer that a figure is, as its source prints it."""
        (figure,) = quantity.figures
        key = Key(figure.indicator, figure.area, figure.segment, figure.programme)
        found = self.answers.at(key, figure.period)
        return next((c for c in found if c.quantity.origin == "published" and figure in c.quantity.figures), None)

    def _hull_note(self, quantity: Quantity, unit: Points | None) -> tuple[str, ...]:
        """The footnote of a disputed figure: what holds whichever is wrong, unless that is nothing or the figure."""
        if quantity.held.width is None or quantity.interval.covers(quantity.held):
            return ()
        shown = interval_text(*self._held(quantity), unit or quantity.unit, self.lang)
        text = self._("{figure}: whichever figure is wrong, it is {interval}").format(
            figure=", ".join(f"“{self._printed(figure)}”" for figure in quantity.figures), interval=shown
        )
        return (self.note("hull-" + "-".join(figure.id for figure in quantity.figures), text),)

    def hull_text(self, quantity: Quantity, indicator: str) -> str:
        """What holds of a quantity whichever figure of a contradiction is wrong."""
        return interval_text(*self._held(quantity), self.unit(indicator) or quantity.unit, self.lang)

    def _held(self, quantity: Quantity) -> tuple[Interval, Decimal]:
        """The hull of a quantity, and the place of the last digit that it carries."""
        held = outward(quantity.held, quantity.unit)
        return held, best_value(held, quantity.unit)[1]

    def _printed(self, figure: Figure) -> str:
        return figure.printed if figure.printed is not None else plain_decimal(figure.given) or ""

    def answer(self, candidate: Candidate | None, why_not: str = "", *, narrow: bool = False) -> Cell:
        """The cell of a candidate's quantity, with a mark where other figures speak against it."""
        if candidate is None:
            return self.unknown(why_not)
        unit = self.unit(candidate.key.indicator)
        cell = self.quantity(candidate.quantity, why_not, narrow=narrow, unit=unit, how=candidate)
        if candidate.quantity.disputed or not self.in_doubt(candidate):
            return cell
        self._marks.add("doubtful")
        cell = replace(cell, marks=("doubtful", *cell.marks), data={**cell.data, "doubtful": True})
        return self._traced(cell, candidate.quantity, unit, candidate)

    def unit(self, indicator: str) -> Points | None:
        """How a percentage is shown: a gap is a difference, in points; what others are, their own unit says."""
        found = self.base.vocabulary.indicators[indicator]
        return "points" if found.points and found.role == "gap" else None

    def in_doubt(self, candidate: Candidate) -> bool:
        """Whether it is a figure that another source speaks against, or that moved further than it can."""
        if candidate.quantity.origin != "published":
            return False
        if candidate.key not in self._doubtful:
            self._doubtful[candidate.key] = find_doubtful(self.answers, candidate.key)
        return any(figure.id in self._doubtful[candidate.key] for figure in candidate.quantity.figures)

    def missing(self, area: str, text: str) -> str:
        """`text`, which says what the base lacks of an area; first of all that it has nothing about it, if so."""
        if area in self._absent or not area_and_within(area, self.base.areas).isdisjoint(self.answers.areas()):
            return text
        self._absent.add(area)
        main = area_of_base(self.answers)
        if main is None:
            said = self._("{area}: this fact base has nothing about it.").format(area=self.name(area))
        else:
            said = self._("{area}: this fact base has nothing about it; its figures are about {region}.").format(
                area=self.name(area), region=self.name(main)
            )
        elsewhere = self._("All of Indonesia: --data indonesia.")
        return f"{said} {elsewhere}" if self.base.path == name_shipped_file(SHIPPED_BASE) else said

    def unknown(self, why: str = "") -> Cell:
        """The cell of what the base does not have: a dash, and the reason as a footnote."""
        notes: tuple[str, ...] = ()
        if why:
            id_ = "why-" + "".join(c if c.isalnum() else "-" for c in why.lower())[:60]
            notes = (self.note(id_, capitalise(why)),)
        return Cell("–", None, notes)

    def area(self, area: str) -> Cell:
        """The cell of an area's name."""
        name = self.name(area)
        return Cell(name, name, leads_to=f"area {area}")

    def source(self, source: Source | None) -> Cell:
        """The cell of a source, by its publisher and date."""
        if source is None:
            return Cell("–", None)
        return Cell(self.source_name(source), source.id, leads_to=f"source {source.id}")

    def id(self, value: str | None) -> Cell:
        """A cell for machines: an id as it is."""
        return Cell(value or "", value)

    def period(self, period: Period | None) -> Cell:
        """The cell of a period."""
        if period is None:
            return Cell("–", None)
        text, short = (period_text(period, self.lang, short=short) for short in (False, True))
        return Cell(text, period.text, short="" if short == text else short)

    def day(self, day: date | None) -> Cell:
        """The cell of a date."""
        if day is None:
            return Cell("–", None)
        return replace(self.period(_on(day)), data=day.isoformat())

    def number(self, value: int | None) -> Cell:
        """The cell of a small whole number."""
        return Cell("" if value is None else str(value), value)

    def name(self, area: str) -> str:
        """An area's name in the language of the document."""
        place: Area = self.base.areas[area]
        return place.name.in_language(self.lang)

    def label(self, indicator: str) -> str:
        """An indicator's name, capitalised for a heading."""
        text = self.base.vocabulary.indicators[indicator].name.in_language(self.lang)
        return capitalise(text)

    def lower(self, indicator: str) -> str:
        """An indicator's name within a sentence."""
        return self.base.vocabulary.indicators[indicator].name.in_language(self.lang)

    def term(self, *ids: str | None) -> str:
        """The name of a segment or programme, or of both; empty for the total."""
        terms = self.base.vocabulary
        names = []
        for id_ in filter(None, ids):
            term = terms.segments.get(id_) or terms.programmes.get(id_)
            names.append(id_ if term is None else term.name.in_language(self.lang))
        return ", ".join(names)

    def measure(self, key: Key) -> str:
        """An indicator with its segment and programme: "participants, wage earners"."""
        return ", ".join(filter(None, (self.lower(key.indicator), self.term(key.segment), self.term(key.programme))))

    def about(self, *parts: str) -> str:
        """What a number is: "Gap in points, Kalimantan, 31 December 2026"."""
        return capitalise(", ".join(filter(None, parts)))

    def day_text(self, day: date) -> str:
        """A date in the language of the document."""
        return period_text(_on(day), self.lang)

    def column(self, indicator: str, *, shown: bool = True, spare: int = 0) -> Column:
        """A column of quantities."""
        return Column(indicator, self.label(indicator), "quantity", shown, spare)

    def note(self, id_: str, text: str, link: str | None = None, short: str = "", leads_to: str = "") -> str:
        """Remember a footnote and return its id."""
        self._notes.setdefault(id_, Note(id_, text, link, short, leads_to))
        return id_

    def agreeing_note(self, candidate: Candidate) -> str:
        """The footnote that names another answer for about the same time."""
        text = self._("also {value} for {period}: {source}").format(
            value=quantity_text(candidate.quantity, self.lang, self.unit(candidate.key.indicator)),
            period=period_text(candidate.period, self.lang),
            source=candidate.source.publisher or candidate.source.id,
        )
        return self.note(
            "also-" + "-".join((candidate.source.id, *filter(None, candidate.key), candidate.period.text)),
            capitalise(text),
        )

    def source_note(self, source: Source) -> str:
        """The footnote that names a source."""
        if source.published is not None:
            self._newest = max(self._newest or source.published.end, source.published.end)
        name = self.source_name(source)
        return self.note(source.id, self.source_text(source), source.link, name, f"source {source.id}")

    def cited(self) -> list[Source]:
        """The sources that cells and paragraphs have named so far, in the order of the base."""
        return [source for source in self.base.sources if source.id in self._notes]

    def source_name(self, source: Source) -> str:
        """A source by its publisher and date: "IDN Times, 2 Feb 2026"."""
        name = source.publisher or source.id
        return name if source.published is None else f"{name}, {period_text(source.published, self.lang, short=True)}"

    def source_text(self, source: Source) -> str:
        """A source in words: "IDN Times, 2 February 2026, “Title” (speaker)"."""
        parts = [source.publisher or source.id]
        if source.published is not None:
            parts.append(period_text(source.published, self.lang))
        if source.title:
            parts.append(f"“{source.title}”")
        text = ", ".join(parts)
        return f"{text} ({source.speaker})" if source.speaker else text


def _on(day: date) -> Period:
    return Period(day.isoformat(), "day", day, day)


def quantity_data(quantity: Quantity) -> dict[str, Data]:
    """A quantity as the JSON contract has it, with what else is known about it."""
    data: dict[str, Data] = {
        "value": plain_decimal(quantity.value),
        "low": plain_decimal(quantity.interval.low),
        "high": plain_decimal(quantity.interval.high),
        "unit": quantity.unit,
        "origin": quantity.origin,
        "figures": [figure.id for figure in quantity.figures],
        "qualifier": quantity.qualifier,
    }
    if quantity.identities:
        data["identities"] = list(quantity.identities)
    if quantity.disputed:
        data["disputed"] = True
        held = outward(quantity.held, quantity.unit)
        data["hull_low"], data["hull_high"] = plain_decimal(held.low), plain_decimal(held.high)
    if quantity.cut:
        data["cut"] = True
    return data


def figure_quantity(figure: Figure) -> Quantity:
    """A figure's own reading as a quantity, whatever other figures say."""
    reading = figure.reading
    return Quantity(
        figure.unit, reading.value, reading.rounded, reading.step, "published", (figure,), qualifier=reading.qualifier
    )

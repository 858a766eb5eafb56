"""Reads an article: every number of it in its order, with what it may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, Literal

import msgspec

from bpjscli.articles.candidates import NOT_OURS, Chooser
from bpjscli.articles.closing import closed_rows
from bpjscli.articles.dates import dates_in
from bpjscli.articles.lexicon import Lexicon, read_lexicon
from bpjscli.articles.lines import Finder, Line
from bpjscli.articles.numbers import FoundNumber, numbers_in
from bpjscli.articles.pairs import Pairs
from bpjscli.articles.paragraphs import paragraphs_of, sentences_of
from bpjscli.articles.parts import Parts, Said
from bpjscli.articles.places import UNKNOWN, Places
from bpjscli.articles.rows import Confidence, Kind, Label, ReadNumber, agreed
from bpjscli.model.facts import Area, Indicator, Vocabulary
from bpjscli.model.period import Period, parse_period, years_later
from bpjscli.numerals.digits import NumeralError
from bpjscli.numerals.reading import read_printed_as

_MOST_LABELS: Final = 3
_UNDERSTOOD: Final = 0.62
_FAIR: Final = 2.2  # votes
_BY_PROGRAMME: Final = frozenset(
    {"claims", "benefits", "claims_growth", "benefits_growth", "average_benefit", "contributions", "managed_funds"}
)


_OF_THEME: Final = frozenset({"claims", "benefits", "claims_growth", "benefits_growth"})
_PAID: Final = ("benefits", "claims")
_NATIONAL: Final = frozenset({"wage_ceiling"})  # the same everywhere, by the year
_NEWS: Final = 7  # days
_BY_SEGMENT: Final = 0.7  # workers of a segment of whom nothing else is said
_TOTAL, _OTHER_PART = 0.5, 0.45  # how likely another part is, beside the one that is named
_NEAR: Final = 6  # words between "realisasi" and its number
_AIMED: Final = ("target_new_participants", "target_participants")
_CARRIED_ON: Final = ("IDR",)
_CARRY: Final = 1.2
_BACK: Final = 3  # sentences that a segment may be carried over
_CARRIED: Final = ("persons", "bare", "percent")
_WHOLE: Final = frozenset(
    {"employers", "projects", "branch_offices", "service_units", "trauma_centres", "wage_ceiling"}
)


class Frame(msgspec.Struct, frozen=True):
    """What is known of an article before it is read: its main area and period, its language, and when it appeared."""

    area: str | None = None
    period: str | None = None
    published: date | None = None
    language: Literal["id", "en"] = "id"
    title: str | None = None


Option = tuple[float, str, str | None, str | None]
"""Votes, indicator, segment and programme."""


class Carried(msgspec.Struct, frozen=True):
    """The segment that a sentence is about without naming it, and those that it may be about, the nearest first."""

    surely: str | None
    perhaps: tuple[str, ...]
    is_open: bool = False


class Reader:
    """Reads articles with one vocabulary, one gazetteer and one lexicon."""

    def __init__(
        self, vocabulary: Vocabulary, areas: Mapping[str, Area], frame: Frame, lexicon: Lexicon | None = None
    ) -> None:
        lexicon = read_lexicon() if lexicon is None else lexicon
        self._vocabulary = vocabulary
        self._frame = frame
        self._areas = areas
        self._sure = lexicon.sure
        self._often = lexicon.rivals
        self._finder = Finder(lexicon, Places(areas, frame.area, lexicon.words))
        self._chooser = Chooser(lexicon, vocabulary, self._finder)
        self._pairs = Pairs(lexicon)
        self._parts = Parts(self._finder)

    def read(self, text: str) -> list[ReadNumber]:
        """The numbers of `text`, in its order."""
        lines = list(self._lines(text))
        self._programme: str | None = None
        self._area: str | None = None
        self._periods: dict[str, str] = {}
        self._listed: tuple[str, ...] = ()
        self._dangling: str | None = None
        programmes = {id_ for line in lines for id_ in self._parts.all_named(line, "programme")}
        self._theme = next(iter(programmes)) if len(programmes) == 1 else None
        self._before: str | None = None
        self._aimed: str | None = None
        self._last: dict[str, str | None] = {}
        self._units: dict[int, str] = {}
        self._carried = list(self._carry(lines))
        rows: list[ReadNumber] = []
        for at, line in enumerate(lines):
            if at and line.sentence.paragraph != lines[at - 1].sentence.paragraph and not self._parts.resumes(line):
                self._periods = {}
            found = list(self._rows(text, lines, at))
            self._keep_periods(line, found)
            rows += found
            self._last |= {self._units[row.start]: _meaning(row) for row in found if row.start in self._units}
            aimed = [_indicator(row) for row in found]
            self._aimed = next((name for name in reversed(aimed) if name in _AIMED), self._aimed)
            counted = [row for row in found if row.kind != "not-ours" or row.labels]
            self._before = _indicator(counted[-1]) if counted else self._before
            programmes = self._parts.named(line, "programme")
            self._programme = programmes[-1] if programmes else self._programme
            self._area = self._parts.dangling_area(line)
            self._listed = self._parts.listed_areas(line)
            self._dangling = self._parts.dangling_programme(line)
        return agreed(rows, closed_rows(rows, self._vocabulary, self._frame.language))

    def _keep_periods(self, line: Line, rows: Sequence[ReadNumber]) -> None:
        """Remember the period that a sentence names for all its numbers of one indicator: the next goes on with it."""
        if not any(number.kind == "date" and number.period for number in line.numbers.values()):
            return
        self._periods = {}
        labels = [row.labels[0] for row in rows if row.kind == "proposal"]
        for indicator in dict.fromkeys(label.indicator for label in labels):
            periods = {label.period for label in labels if label.indicator == indicator}
            period = periods.pop()
            if not periods and period is not None and self._vocabulary.indicators[indicator].role == "actual":
                self._periods[indicator] = period

    def _lines(self, text: str) -> Iterator[Line]:
        numbers = numbers_in(text, dates_in(text, self._frame.published))
        for paragraph in paragraphs_of(text, self._frame.title):
            for sentence in sentences_of(text, paragraph):
                own = [number for number in numbers if sentence.start <= number.start < sentence.end]
                yield self._finder.line_of(sentence, own, text)

    def _carry(self, lines: Sequence[Line]) -> Iterator[Carried]:
        """For each sentence the segment that it goes on about, or may go on about, without naming it."""
        named = [sorted(self._parts.all_named(line, "segment")) for line in lines]
        every = {id_ for ids in named for id_ in ids}
        theme = next(iter(every)) if len(every) == 1 and named[0] and not every & self._finder.words.no_theme else None
        last: str | None = None
        for at, (line, own) in enumerate(zip(lines, named, strict=True)):
            recent = tuple(dict.fromkeys(id_ for ids in reversed(named[max(0, at - _BACK) : at]) for id_ in ids))
            refers = self._finder.words.wholes.isdisjoint(line.words) or self._parts.refers(line)
            realised = not self._finder.words.realised.isdisjoint(line.words)
            if own:
                last = own[0] if len(own) == 1 else None
                yield Carried(None, recent)
            elif not refers:
                yield Carried(None, recent, last is not None)
                last = None
            else:
                surely = last if (realised or self._parts.goes_on(line)) and last else theme
                yield Carried(surely, recent, last is not None)

    def _rows(self, text: str, lines: Sequence[Line], at: int) -> Iterator[ReadNumber]:
        line = lines[at]
        self._at = at
        values = [place for place, number in line.numbers.items() if number.kind not in ("date", "code", "foreign")]
        units = {place: self._finder.unit_of(line, place) for place in values}
        values = [place for place in values if units[place] != "none"]
        self._segments = self._segments_in(line, values, units, self._carried[at].surely)
        self._units = {line.numbers[place].start: units[place] for place in values}
        votes = {place: self._chooser.votes_for(lines, at, place, units[place]) for place in values}
        for place in values:
            if place in self._segments and units[place] in ("persons", "bare"):
                for target in ("participants", "target_participants") if "target_participants" in votes[place] else ("participants",):
                    votes[place][target] = votes[place].get(target, 0.0) + _BY_SEGMENT
        self._carry_on(line, units, votes)
        self._pairs.link(line, units, votes, self._before)
        for place, number in line.numbers.items():
            if place in votes:
                yield from self._judged(text, line, place, votes[place], values)
            else:
                yield _row(text, line, number, "not-ours")

    def _carry_on(self, line: Line, units: Mapping[int, str], votes: Mapping[int, dict[str, float]]) -> None:
        """A sum of money of which its sentence says little is what the last one was, in the same subject."""
        for place, own in votes.items():
            before = self._last.get(units[place])
            if units[place] in _CARRIED_ON and before is not None and not self._chooser.is_said(line, place, units[place]):
                own[before] = own.get(before, 0.0) + _CARRY

    def _judged(
        self, text: str, line: Line, place: int, votes: Mapping[str, float], values: Sequence[int]
    ) -> Iterator[ReadNumber]:
        """The row of a number, or one for each area where it is said of several."""
        number = line.numbers[place]
        if self._is_future(line, place):
            votes = self._chooser.aimed(votes)
        elif self._aimed == "target_new_participants" and self._is_realised(line, place):
            votes = {**votes, "new_participants": votes.get("participants", 0.0) + 1.0}
        ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
        areas: tuple[str | None, ...] = self._parts.ids_for(line, place, "area", values)
        if not areas and self._parts.begins_with_each(line) and len(values) == len(self._listed):
            areas = (self._listed[values.index(place)],)
        if not areas:
            areas = (self._area or self._frame.area,)
        areas = tuple(self._frame.area if area == UNKNOWN else area for area in areas)
        kind: Kind = "proposal"
        if not ranked or ranked[0][1] < _UNDERSTOOD:
            kind = "not-understood"
        elif ranked[0][0] == NOT_OURS:
            kind = "not-ours"
        doubt = votes.get(NOT_OURS, 0.0)
        ranked = [(target, vote) for target, vote in ranked if target != NOT_OURS]
        for area in areas if kind == "proposal" else areas[:1]:
            yield _row(text, line, number, kind, tuple(self._labels(line, place, ranked, area, values, doubt)))

    def _is_future(self, line: Line, place: int) -> bool:
        """Whether the period of a number begins after the article appeared."""
        said, published = self._parts.period_for(line, place).period, self._frame.published
        try:
            return said is not None and published is not None and parse_period(said).year > published.year
        except ValueError:
            return False

    def _is_realised(self, line: Line, place: int) -> bool:
        """Whether a number is what became of a target."""
        return not self._finder.words.realised.isdisjoint(line.words[max(0, place - _NEAR) : place])

    def _labels(
        self,
        line: Line,
        place: int,
        ranked: Sequence[tuple[str, float]],
        area: str | None,
        values: Sequence[int],
        doubt: float,
    ) -> Iterator[Label]:
        """The three likeliest labels: of the indicators, each with the parts that it may be of."""
        votes = [vote for _, vote in ranked] + [0.0, 0.0]
        options = [
            (vote * weight, target, segment, programme)
            for target, vote in ranked[:_MOST_LABELS]
            for weight, segment, programme in self._part_options(line, place, target, values)
        ]
        options.sort(key=lambda option: -option[0])
        options += self._rivals(line, place, options, values)
        for order, (_, target, segment, programme) in enumerate(options[:_MOST_LABELS]):
            indicator = self._vocabulary.indicators[target]
            printed, value = self._printed(line.numbers[place], indicator)
            confidence: Confidence = "weak"
            if order == 0 and value is not None:
                confidence = self._confidence(target, votes[0], votes[0] - max(votes[1], doubt))
                if confidence == "fair" and self._is_doubtful(line, place, target, segment, values):
                    confidence = "weak"
            period = self._period(line, place, indicator)
            if target in _NATIONAL:
                area = next((known.id for known in self._areas.values() if known.level == "country"), area)
                period = period and str(parse_period(period).year)
            yield Label(target, segment, programme, area, period, printed, value, confidence)

    def _rivals(self, line: Line, place: int, options: Sequence[Option], values: Sequence[int]) -> list[Option]:
        """What the first of `options` is most often mistaken for, where there are fewer than three."""
        if not options or len(options) >= _MOST_LABELS:
            return []
        _, first, segment, programme = options[0]
        unit = self._finder.unit_of(line, place)
        rivals = [target for target in self._often.get(first, ()) if self._chooser.fits(target, unit)]
        found = [(0.0, target, segment, programme if target in _BY_PROGRAMME else None) for target in rivals]
        known = {option[1:] for option in options}
        return [option for option in found if option[1:] not in known]

    def _confidence(self, target: str, votes: float, margin: float) -> Confidence:
        """How sure a label is, by its votes and by how many more these are than those of the next one.

        Words alone make none strong: that is for what closes an identity with others (see `rows.agreed`).
        """
        return "fair" if votes >= _FAIR and margin >= self._sure.get(target, self._sure["others"]) else "weak"

    def _is_doubtful(self, line: Line, place: int, target: str, segment: str | None, values: Sequence[int]) -> bool:
        """Whether a segment was only carried over or may have been, or it is a range; then a label is weak."""
        if target in _WHOLE:
            return False
        if target in _BY_PROGRAMME:
            return not self._parts.is_clear(line, place, "programme", values)
        if line.numbers[place].is_range or not self._parts.is_clear(line, place, "segment", values):
            return True
        carried = self._carried[self._at]
        own = self._parts.all_named(line, "segment")
        return (segment is not None and segment not in own) or (segment is None and carried.is_open)

    def _part_options(
        self, line: Line, place: int, target: str, values: Sequence[int]
    ) -> Iterator[tuple[float, str | None, str | None]]:
        """The segment and the programme that a number may be of, each with how likely that is beside the first."""
        if target in _BY_PROGRAMME:
            programmes = self._parts.ids_for(line, place, "programme", values)
            if len(programmes) == 1:
                yield 1.0, None, programmes[0]
                yield _TOTAL, None, None
                return
            if self._dangling is not None and not self._parts.all_named(line, "programme"):
                yield 1.0, None, self._dangling
                yield _TOTAL, None, None
                return
            if self._theme is not None and target in _OF_THEME and self._finder.words.wholes.isdisjoint(line.words):
                yield 1.0, None, self._theme
                yield _TOTAL, None, None
                return
            others = self._parts.named(line, "programme") or ([self._programme] if self._programme else [])
            segment = self._segments.get(place)
            yield 1.0, segment, None
            yield from ((_OTHER_PART, None, other) for other in dict.fromkeys(others[:2]))
            return
        if target in _WHOLE:
            yield 1.0, self._parts.right_after(line, place, "segment") if target == "employers" else None, None
            return
        segment = self._segments.get(place)
        yield 1.0, segment, None
        if segment is not None:
            yield _TOTAL, None, None
        perhaps = [*self._parts.named(line, "segment"), *self._carried[self._at].perhaps]
        yield from ((_OTHER_PART, other, None) for other in dict.fromkeys(perhaps) if other != segment)

    def _segments_in(
        self, line: Line, values: Sequence[int], units: Mapping[int, str], carried: str | None
    ) -> dict[int, str]:
        """The segment of each number; what one of a pair says of it holds for the other."""
        found = {}
        for place in values:
            ids = self._parts.ids_for(line, place, "segment", values)
            if len(ids) == 1:
                found[place] = ids[0]
        for first, second in self._pairs.related(line, values):
            for one, other in ((first, second), (second, first)):
                if one in found and other not in found:
                    found[other] = found[one]
        if carried is not None:
            found |= {place: carried for place in values if place not in found and units[place] in _CARRIED}
        return found

    def _period(self, line: Line, place: int, indicator: Indicator) -> str | None:
        """The period of a number: the one its sentence names, else the main one, as the indicator has it.

        A flow until a day or a month is that of the year to date; a target is for a year.
        """
        said = self._parts.period_for(line, place)
        carried = self._periods.get(indicator.id)
        if carried is None and indicator.kind == "flow" and self._parts.resumes(line):
            carried = next((self._periods[id_] for id_ in _PAID if id_ in self._periods), None)
        if indicator.role == "target":
            said = said._replace(period=self._parts.yet_to_come(line, self._frame.published) or said.period)
        if said.period is None and said.years is None and carried is not None:
            return carried
        main = None if self._frame.period is None else parse_period(self._frame.period)
        try:
            period = main if said.period is None else parse_period(said.period)
        except ValueError:
            period = main
        if period is None:
            return None
        if indicator.role == "target" and said.period is None:
            return str(self._target_year(period, said.years))
        if main is not None:
            period = self._in_main(period, main, said, indicator)
        if indicator.kind == "flow" and (said.until or said.period is None or period is main):
            return year_to_date(period, said.until)
        return period.text

    def _target_year(self, main: Period, years: int | None) -> int:
        """The year of a target: "tahun ini" is that of publication, "tahun depan" the next one, else the main one."""
        published = self._frame.published
        return main.year if years is None or years < 0 or published is None else published.year + years

    def _is_news(self, period: Period) -> bool:
        """Whether a day is that on which something was said: no more than a week before the article appeared."""
        published = self._frame.published
        return published is not None and 0 <= (published - period.end).days <= _NEWS

    def _in_main(self, period: Period, main: Period, said: Said, indicator: Indicator) -> Period:
        """The period as the main one has it: the part of a year that the article is about, or that of another year."""
        if said.period is None:
            return years_later(main, -1) if said.years == -1 else main
        if indicator.role == "target":
            return period
        if period.kind == "day" and not said.until and self._is_news(period):
            return main
        if period.covers(main) and (period.kind == "year" or indicator.kind == "stock"):
            return main
        if said.same and period.kind == "year" and main.kind != "year":
            return years_later(main, period.year - main.year)
        return period

    def _printed(self, number: FoundNumber, indicator: Indicator) -> tuple[str, Decimal | None]:
        """A number as printed, with its qualifiers if these can be read, and its value."""
        for printed in dict.fromkeys((number.printed, number.bare)):
            try:
                return printed, read_printed_as(indicator, printed, self._frame.language).value
            except NumeralError:
                continue
        return number.printed, None


def year_to_date(period: Period, until: bool = False) -> str:
    """From January to the end of `period`, where it is a month or a day, or a quarter `until` which it was counted."""
    if period.kind not in ("month", "day", "quarter", "half") or (period.kind in ("quarter", "half") and not until):
        return period.text
    month, year = period.end.month, period.year
    names = {1: f"{year}-01", 3: f"{year}-Q1", 6: f"{year}-H1", 12: f"{year}"}
    return names.get(month, f"{year}-01/{month:02}")


def _row(text: str, line: Line, number: FoundNumber, kind: Kind, labels: tuple[Label, ...] = ()) -> ReadNumber:
    sentence = line.sentence
    fragment = text[number.start : number.end]
    return ReadNumber(
        fragment, number.start, number.end, kind, sentence.paragraph.number, (sentence.start, sentence.end), labels
    )


def _meaning(row: ReadNumber) -> str | None:
    """The likeliest indicator of a number, or that it is none of ours."""
    return NOT_OURS if row.kind == "not-ours" else _indicator(row) if row.kind == "proposal" else None


def _indicator(row: ReadNumber) -> str | None:
    """The likeliest indicator of a number."""
    return row.labels[0].indicator if row.labels else None

"""Reads an article: every number of it in its order, with what it may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from bpjscli.articles.candidates import NOT_OURS, Chooser
from bpjscli.articles.closing import closed_rows
from bpjscli.articles.confidence import Weights, read_weights, size_of, weighed
from bpjscli.articles.dates import dates_in
from bpjscli.articles.lexicon import Lexicon, read_lexicon
from bpjscli.articles.lines import Finder, Line
from bpjscli.articles.numbers import FoundNumber, numbers_in
from bpjscli.articles.pairs import Pairs
from bpjscli.articles.paragraphs import paragraphs_of, sentences_of
from bpjscli.articles.parts import Parts
from bpjscli.articles.periods import Frame, PeriodFinder
from bpjscli.articles.places import UNKNOWN, Places
from bpjscli.articles.rows import Kind, Label, ReadNumber, agreed
from bpjscli.articles.segments import SegmentFinder
from bpjscli.model.facts import Area, Indicator, Vocabulary
from bpjscli.model.period import parse_period
from bpjscli.numerals.digits import NumeralError
from bpjscli.numerals.reading import read_printed_as

_MOST_LABELS: Final = 3
_UNDERSTOOD: Final = 0.62
_BY_PROGRAMME: Final = frozenset(
    {"claims", "benefits", "claims_growth", "benefits_growth", "average_benefit", "contributions", "managed_funds"}
)


_OF_THEME: Final = frozenset({"claims", "benefits", "claims_growth", "benefits_growth"})
_NATIONAL: Final = frozenset({"wage_ceiling"})  # the same everywhere, by the year
_BY_SEGMENT: Final = 0.7  # workers of a segment of whom nothing else is said
_TOTAL, _OTHER_PART = 0.5, 0.45  # how likely another part is, beside the one that is named
_NEAR: Final = 6  # words between "realisasi" and its number
_AIMED: Final = ("target_new_participants", "target_participants")
_COUNTED: Final = ("participants", "target_participants")
_CARRIED_ON: Final = ("IDR",)
_CARRY: Final = 1.2
_WHOLE: Final = frozenset(
    {"employers", "projects", "branch_offices", "service_units", "trauma_centres", "wage_ceiling"}
)


Option = tuple[float, str, str | None, str | None]
"""Votes, indicator, segment and programme."""


class Reader:
    """Reads articles with one vocabulary, one gazetteer and one lexicon."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        areas: Mapping[str, Area],
        frame: Frame,
        lexicon: Lexicon | None = None,
        weights: Weights | None = None,
    ) -> None:
        lexicon = read_lexicon() if lexicon is None else lexicon
        self._vocabulary = vocabulary
        self._frame = frame
        self._areas = areas
        self._weights = read_weights() if weights is None else weights
        self._often = lexicon.rivals
        self._finder = Finder(lexicon, Places(areas, frame.area, lexicon.words))
        self._chooser = Chooser(lexicon, vocabulary, self._finder)
        self._pairs = Pairs(lexicon)
        self._parts = Parts(self._finder)
        self._segment_finder = SegmentFinder(lexicon.words, self._parts, self._pairs)

    def read(self, text: str) -> list[ReadNumber]:
        """The numbers of `text`, in its order."""
        lines = list(self._lines(text))
        self._programme: str | None = None
        self._area: str | None = None
        self._periods = PeriodFinder(self._frame, self._vocabulary, self._parts)
        self._listed: tuple[str, ...] = ()
        self._dangling: str | None = None
        programmes = {id_ for line in lines for id_ in self._parts.all_named(line, "programme")}
        self._theme = next(iter(programmes)) if len(programmes) == 1 else None
        self._before: str | None = None
        self._aimed: str | None = None
        self._last: dict[str, str | None] = {}
        self._units: dict[int, str] = {}
        self._carried = list(self._segment_finder.carried(lines))
        rows: list[ReadNumber] = []
        for at, line in enumerate(lines):
            if at and line.sentence.paragraph != lines[at - 1].sentence.paragraph:
                self._periods.begin_paragraph(line)
            own_rows = list(self._rows(text, lines, at))
            self._periods.keep(line, own_rows)
            rows += own_rows
            self._last |= {self._units[row.start]: _meaning(row) for row in own_rows if row.start in self._units}
            aimed = [_indicator(row) for row in own_rows]
            self._aimed = next((name for name in reversed(aimed) if name in _AIMED), self._aimed)
            counted = [row for row in own_rows if row.kind != "not-ours" or row.labels]
            self._before = _indicator(counted[-1]) if counted else self._before
            named = self._parts.named(line, "programme")
            self._programme = named[-1] if named else self._programme
            self._area = self._parts.dangling_area(line)
            self._listed = self._parts.listed_areas(line)
            self._dangling = self._parts.dangling_programme(line)
        closed = closed_rows(rows, self._vocabulary, self._frame.language)
        return agreed(weighed(rows, closed, self._weights), closed)

    def _lines(self, text: str) -> Iterator[Line]:
        numbers = numbers_in(text, dates_in(text, self._frame.published))
        for paragraph in paragraphs_of(text, self._frame.title):
            for sentence in sentences_of(text, paragraph):
                own = [number for number in numbers if sentence.start <= number.start < sentence.end]
                yield self._finder.line_of(sentence, own, text)

    def _rows(self, text: str, lines: Sequence[Line], at: int) -> Iterator[ReadNumber]:
        line = lines[at]
        self._at = at
        values = [place for place, number in line.numbers.items() if number.kind not in ("date", "code", "foreign")]
        units = {place: self._finder.unit_of(line, place) for place in values}
        values = [place for place in values if units[place] != "none"]
        self._segments = self._segment_finder.of(line, values, units, self._carried[at].surely)
        self._units = {line.numbers[place].start: units[place] for place in values}
        votes = {place: self._chooser.votes_for(lines, at, place, units[place]) for place in values}
        for place in values:
            if place in self._segments and units[place] in ("persons", "bare"):
                votes[place].setdefault("participants", 0.0)
                votes[place] |= {t: votes[place][t] + _BY_SEGMENT for t in _COUNTED if t in votes[place]}
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
            unit = units[place]
            before = self._last.get(unit)
            if unit in _CARRIED_ON and before is not None and not self._chooser.is_said(line, place, unit):
                own[before] = own.get(before, 0.0) + _CARRY

    def _judged(
        self, text: str, line: Line, place: int, votes: Mapping[str, float], values: Sequence[int]
    ) -> Iterator[ReadNumber]:
        """The row of a number, or one for each area where it is said of several."""
        number = line.numbers[place]
        if self._periods.is_future(line, place):
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
            evidence = () if order else tuple(self._evidence(line, place, options, (votes[0], votes[1], doubt), values))
            period = self._periods.of(line, place, indicator)
            if target in _NATIONAL:
                area = next((known.id for known in self._areas.values() if known.level == "country"), area)
                period = period and str(parse_period(period).year)
            yield Label(target, segment, programme, area, period, printed, value, "weak", evidence)

    def _rivals(self, line: Line, place: int, options: Sequence[Option], values: Sequence[int]) -> list[Option]:
        """What the first of `options` is most often mistaken for, where there are fewer than three."""
        if not options or len(options) >= _MOST_LABELS:
            return []
        _, first, segment, programme = options[0]
        unit = self._finder.unit_of(line, place)
        rivals = [target for target in self._often.get(first, ()) if self._chooser.fits(target, unit)]
        others = [(0.0, target, segment, programme if target in _BY_PROGRAMME else None) for target in rivals]
        known = {option[1:] for option in options}
        return [option for option in others if option[1:] not in known]

    def _evidence(
        self,
        line: Line,
        place: int,
        options: Sequence[Option],
        votes: tuple[float, float, float],
        values: Sequence[int],
    ) -> Iterator[str]:
        """What speaks for and against the first of `options`.

        `votes` are its own, those of the next one, and those for none of ours.
        """
        best, second, doubt = votes
        weight, target, segment, programme = options[0]
        unit = self._finder.unit_of(line, place)
        number = line.numbers[place]
        yield f"indicator {target}"
        yield f"unit {unit}"
        yield size_of("votes", best)
        yield size_of("margin", best - second)
        yield size_of("margin over none of ours", best - doubt)
        same = [option[0] for option in options[1:] if option[1] == target]
        yield size_of("margin of the part", weight - max(same, default=0.0))
        if self._is_doubtful(line, place, target, segment, values):
            yield "part in doubt"
        if target in _BY_PROGRAMME:
            yield "of a programme" if programme else "of no programme"
        elif segment:
            yield "of a segment"
        if doubt >= 1.0:
            yield "perhaps none of ours"
        if not self._chooser.is_said(line, place, unit):
            yield "not said in its sentence"
        if number.has_scale:
            yield "rounded"
        if number.is_range:
            yield "a range"
        yield "alone in its sentence" if len(values) == 1 else "one of many" if len(values) > 4 else "one of a few"
        if self._frame.language == "en":
            yield "in English"

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
        programmes = self._parts.ids_for(line, place, "programme", values) if target == "participants" else ()
        if len(programmes) == 1 and self._parts.is_membership(line, place, programmes[0]):
            yield 1.0, None, programmes[0]
            yield _TOTAL, segment, None
            return
        yield 1.0, segment, None
        if segment is not None:
            yield _TOTAL, None, None
        perhaps = [*self._parts.named(line, "segment"), *self._carried[self._at].perhaps]
        yield from ((_OTHER_PART, other, None) for other in dict.fromkeys(perhaps) if other != segment)

    def _printed(self, number: FoundNumber, indicator: Indicator) -> tuple[str, Decimal | None]:
        """A number as printed, with its qualifiers if these can be read, and its value."""
        for printed in dict.fromkeys((number.printed, number.bare)):
            try:
                return printed, read_printed_as(indicator, printed, self._frame.language).value
            except NumeralError:
                continue
        return number.printed, None


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

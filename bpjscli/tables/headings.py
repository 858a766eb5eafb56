"""What the heading of a column says: indicator, segment, programme, period, unit and scale, in either language.

Every word of a heading is accounted for. A heading with a word that is not known says nothing that could be used, since
that word may change what the numbers are ("Peserta target", "Peserta nonaktif").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from bpjscli.articles.dates import dates_in
from bpjscli.load.diagnostics import fold
from bpjscli.load.labels import ALSO
from bpjscli.model.facts import Indicator, Term, Vocabulary
from bpjscli.model.period import parse_period

SCALES: Final[Mapping[str, int]] = {
    **dict.fromkeys(("ribu", "ribuan", "rb", "thousand", "thousands"), 3),
    **dict.fromkeys(("juta", "jutaan", "jt", "million", "millions"), 6),
    **dict.fromkeys(("miliar", "milyar", "miliaran", "billion", "billions"), 9),
    **dict.fromkeys(("triliun", "trilyun", "triliunan", "trillion", "trillions"), 12),
}
_UNITS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("%", "persen", "persentase", "percent", "percentage", "percentage of"), "percent"),
    **dict.fromkeys(("poin", "poin persen", "points", "percentage points"), "points"),
    **dict.fromkeys(("orang", "jiwa", "people", "persons"), "persons"),
    **dict.fromkeys(("rp", "rupiah", "idr"), "IDR"),
    **dict.fromkeys(("kasus", "cases"), "count"),
}
_SEGMENTS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("ppu", "pekerja penerima upah", "peserta penerima upah"), "pu"),
    **dict.fromkeys(("pbpu", "pekerja bukan penerima upah", "peserta bukan penerima upah"), "bpu"),
    "jasa konstruksi": "jakon",
}
_STATUS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("aktif", "active"), "participants"),
    **dict.fromkeys(("tidak aktif", "nonaktif", "non aktif", "inactive"), "inactive"),
}  # of participants, and of nobody else
_PERSONS: Final = frozenset({"pekerja", "workers", "tenaga kerja", "tk"})  # a unit in brackets
DOUBTFUL: Final = frozenset({"pekerja", "workers", "tenaga kerja", "jumlah tenaga kerja", "tk"})
_FILLERS: Final = frozenset(
    {
        *("jumlah", "jml", "jlh", "total", "number", "number of", "banyaknya", "dalam", "in", "realisasi"),
        *("bpjs ketenagakerjaan", "bpjs tk", "bpjamsostek", "bp jamsostek", "jamsostek"),
    }
)
_BEFORE_PERIOD: Final = re.compile(
    r"(?:(?<!\w)(?P<until>s\s?/\s?d|s\.\s?d\.?|sd|sampai dengan|sampai|hingga|until)\s+)?"
    r"(?:(?<![\w/])(?:per|tahun|thn\.?|th\.?|bulan|bln\.?|tanggal|tgl\.?|year|posisi|periode)\s+)*\Z",
    re.IGNORECASE,
)
_ISO: Final = re.compile(r"(?<![\w-])(?:19|20)\d\d-(?:\d\d(?:-\d\d|/\d\d)?|[QH][1-4])(?![\w-])")
_TOKEN: Final = re.compile(r"[^\W_]+(?:_[^\W_]+)*|%|[()\[\]]|[^\s\w,.;:/–—-]")
RAISED: Final = re.compile("[\u00b9\u00b2\u00b3\u2070-\u2079*†‡]")
_COUNTED: Final = re.compile(rf"\d[\d.,]*\s*(?:{'|'.join(SCALES)}|%|persen|percent)(?!\w)", re.IGNORECASE)
_BRACKETS: Final = {"(": 1, "[": 1, ")": -1, "]": -1}


class Heading(NamedTuple):
    """What a heading says; `strange` are its words that are not known, or that say two things at once.

    `period` is a period of the format, `scale` a power of ten, `unit` a unit of an indicator or "points"; `until` is
    true where the numbers run up to the period, from a beginning that is not said.
    """

    indicator: str | None = None
    segment: str | None = None
    programme: str | None = None
    period: str | None = None
    unit: str | None = None
    scale: int | None = None
    strange: tuple[str, ...] = ()
    until: bool = False

    @property
    def parts(self) -> dict[str, str]:
        """The keys of a figure that the heading gives."""
        named = {"segment": self.segment, "programme": self.programme, "period": self.period}
        return {key: value for key, value in named.items() if value is not None}


class Mentions(NamedTuple):
    """What a sentence mentions; `indicators` are the words of their phrases by id, `words` all of its words."""

    periods: tuple[str, ...]
    segments: frozenset[str]
    programmes: frozenset[str]
    scales: frozenset[int]
    units: frozenset[str]
    indicators: Mapping[str, frozenset[str]]
    words: tuple[str, ...]


class HeadingReader:
    """Reads headings with the words of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._phrases: dict[tuple[str, ...], tuple[str, str | int]] = {}
        self._add("scale", ((word, number) for word, number in SCALES.items()))
        self._add("unit", ((word, unit) for word, unit in _UNITS.items()))
        self._add("filler", ((word, "") for word in _FILLERS))
        self._add("indicator", ((word, one) for word, one in ALSO.items() if one in vocabulary.indicators))
        self._add("segment", ((word, one) for word, one in _SEGMENTS.items() if one in vocabulary.segments))
        self._add("segment", _names(vocabulary.segments.values()))
        self._add("programme", _names(vocabulary.programmes.values()))
        self._add("indicator", _names(vocabulary.indicators.values()))
        self._add("status", ((word, one) for word, one in _STATUS.items() if one in vocabulary.indicators))
        self._add("doubtful", ((word, "") for word in DOUBTFUL))
        self._longest = max(map(len, self._phrases))

    def _add(self, role: str, names: Iterable[tuple[str, str | int]]) -> None:
        for name, meaning in names:
            words = tuple(_tokens(name))
            self._phrases[words] = (role, meaning)
            short = words[1:]
            if role == "indicator" and words[:1] in {("jumlah",), ("total",)} and short:
                self._phrases.setdefault(short, (role, meaning))

    def read(self, title: str, doubtful: str | None = None) -> Heading:
        """What a heading says. A word with two meanings, and two words that disagree, are `strange`.

        `doubtful` is the indicator that "workers" stand for, where that is known.
        """
        text, periods, strange, until = _without_periods(RAISED.sub(" ", title))
        said: dict[str, list[str | int]] = {"period": [*periods]}
        for role, meaning, words in self._parse(_tokens(text)):
            if role == "doubtful" and doubtful is not None:
                role, meaning = "indicator", doubtful
            if role in ("strange", "doubtful"):
                strange.append(words)
            elif role != "filler" and meaning not in said.setdefault(role, []):
                if said[role]:
                    strange.append(words)
                said[role].append(meaning)
        if len(periods) > 1:
            strange.append(periods[1])
        scale = next((one for one in said.get("scale", []) if isinstance(one, int)), None)
        first = {role: str(meanings[0]) for role, meanings in said.items() if meanings and role != "scale"}
        status = first.pop("status", None)
        if status is not None and not _apply_status(first, status):
            strange.append(next(word for word, one in _STATUS.items() if one == status))
        if first.get("indicator") == "uncovered" and first.get("unit") == "persons":
            first["indicator"] = "unregistered"  # "belum terlindungi" has one word for the share and for the people
        return Heading(**first, scale=scale, strange=tuple(strange), until=until)

    def mentions(self, text: str) -> Mentions:
        """What a sentence mentions, whatever else it says; a scale behind a number belongs to that number."""
        plain, periods, _, _ = _without_periods(RAISED.sub(" ", text))
        tokens = _tokens(_COUNTED.sub(" ", plain))
        meanings: dict[str, set[str | int]] = {}
        phrases: dict[str, frozenset[str]] = {}
        fillers = {words[0] for words, (role, _) in self._phrases.items() if role == "filler" and len(words) == 1}
        for role, meaning, words in self._parse([token for token in tokens if token not in fillers]):
            meanings.setdefault(role, set()).add(meaning)
            if role in ("indicator", "status"):
                phrases[str(meaning)] = phrases.get(str(meaning), frozenset()) | {*words.split()}
        named = {role: frozenset(map(str, meanings.get(role, ()))) for role in ("segment", "programme", "unit")}
        scales = frozenset(one for one in meanings.get("scale", ()) if isinstance(one, int))
        return Mentions(
            tuple(periods), named["segment"], named["programme"], scales, named["unit"], phrases, tuple(tokens)
        )

    def period(self, text: str) -> str | None:
        """The period that a text names, and nothing besides: "Desember 2024", "31/12/2024"; `None` for any other."""
        rest, periods, strange, until = _without_periods(text)
        return periods[0] if len(periods) == 1 and not strange and not until and not rest.strip() else None

    def phrases_of(self, indicator: str) -> list[frozenset[str]]:
        """The words of each phrase for an indicator."""
        return [frozenset(words) for words, known in self._phrases.items() if known == ("indicator", indicator)]

    def _parse(self, tokens: list[str]) -> Iterator[tuple[str, str | int, str]]:
        at = depth = 0
        while at < len(tokens):
            length, role, meaning = self._longest_at(tokens, at, depth)
            if not length:
                depth += _BRACKETS.get(tokens[at], 0)
                if tokens[at] not in _BRACKETS:
                    yield "strange", "", tokens[at]
                at += 1
                continue
            words = " ".join(tokens[at : at + length])
            depth += sum(_BRACKETS.get(token, 0) for token in tokens[at : at + length])
            yield role, meaning, words
            at += length

    def _longest_at(self, tokens: list[str], at: int, depth: int) -> tuple[int, str, str | int]:
        for length in range(min(self._longest, len(tokens) - at), 0, -1):
            words = tuple(tokens[at : at + length])
            if depth and " ".join(words) in _PERSONS:
                return length, "unit", "persons"
            if words in self._phrases:
                return length, *self._phrases[words]
        return 0, "", ""


def bracketed(title: str) -> str:
    """What a heading says in brackets."""
    return " ".join(f"({one})" for pair in re.findall(r"\(([^)]*)\)|\[([^\]]*)\]", title) for one in pair if one)


def _apply_status(first: dict[str, str], status: str) -> bool:
    """Apply "active" or "not active" where participants are meant, and say whether it was."""
    indicator = first.get("indicator")
    if indicator not in (None, "participants", status) or (
        indicator is None and not {"segment", "programme"} & {*first}
    ):
        return False
    first["indicator"] = status
    return True


def _names(known: Iterable[Indicator | Term]) -> Iterator[tuple[str, str]]:
    for one in known:
        for name in (one.name.en, one.name.id, one.id, one.id.replace("_", " ")):
            yield name, one.id


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(fold(text))


def _without_periods(title: str) -> tuple[str, list[str], list[str], bool]:
    """A heading without the periods it names; these; what looks like a period and is none; whether it runs up to it."""
    dates: list[tuple[int, int, str | None]] = []
    for match in _ISO.finditer(title):
        try:
            dates.append((*match.span(), parse_period(match[0]).text))
        except ValueError:
            dates.append((*match.span(), None))
    if not dates:
        dates = [(dated.start, dated.end, dated.period) for dated in dates_in(title, None)]
    periods: list[str] = []
    strange: list[str] = []
    until = False
    for start, end, period in reversed(dates):
        before = _BEFORE_PERIOD.search(title[:start])
        until = until or bool(before and before["until"])
        if period is None:
            strange.append(title[start:end])
        elif period not in periods:
            periods.insert(0, period)
        title = f"{title[: before.start() if before else start]} {title[end:]}"
    return title, periods, strange, until

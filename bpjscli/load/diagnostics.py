"""What is wrong with a fact base, collected in one run, and the known word that was probably meant."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final, Literal

import msgspec

from bpjscli.errors import Exit, LocatedError, quoted
from bpjscli.i18n import say as _
from bpjscli.model.facts import Diagnostic, Location, Severity
from bpjscli.numerals.words import one_slip

MOST_GUESSES: Final = 100
MOST_FOLDED: Final = 1_000_000  # known words that are compared in all but letter case, for all unknown ones together
_LONGEST: Final = 80  # no known word is longer
_MOST_KNOWN: Final = 2000  # comparing with more takes longer than a reader waits
_MANY: Final = 12  # more known words than this are not listed

SYNONYMS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("province", "provinsi", "region", "wilayah", "daerah", "kabupaten", "kota", "city"), "area"),
    **dict.fromkeys(("indikator", "metric", "measure"), "indicator"),
    **dict.fromkeys(("periode", "year", "tahun", "month", "bulan"), "period"),
    **dict.fromkeys(("segmen", "kelompok"), "segment"),
    **dict.fromkeys(("program", "scheme"), "programme"),
    **dict.fromkeys(("tercetak", "text", "teks", "number", "angka"), "printed"),
    **dict.fromkeys(("nilai", "amount", "jumlah"), "value"),
    **dict.fromkeys(("penerbit", "media"), "publisher"),
    **dict.fromkeys(("judul", "headline"), "title"),
    **dict.fromkeys(("date", "tanggal", "terbit"), "published"),
    **dict.fromkeys(("narasumber", "spokesperson"), "speaker"),
    **dict.fromkeys(("url", "href", "tautan"), "link"),
    **dict.fromkeys(("bahasa", "lang"), "language"),
    **dict.fromkeys(("catatan", "comment", "remark"), "note"),
    **dict.fromkeys(("page", "halaman", "paragraph", "paragraf"), "locator"),
    **dict.fromkeys(("facts", "data", "figure"), "figures"),
    **dict.fromkeys(("sumber", "sources"), "source"),
    **dict.fromkeys(("nama", "label"), "name"),
    **dict.fromkeys(("version", "versi"), "format"),
    **dict.fromkeys(("includes", "import"), "include"),
}
"""Keys that people write, in either language, and the ones they mean."""


def show(value: object) -> str:
    """A TOML value as a message shows it: short, and safe on a terminal."""
    match value:
        case str():
            return quoted(value)
        case bool():
            return str(value).lower()
        case int() if value.bit_length() > 128:  # one of thousands of digits cannot even be turned into text
            return _("a number of more than 38 digits")
        case int() | Decimal():
            return quoted(str(value))[1:-1]
        case datetime():
            return value.isoformat(" ")
        case date() | time():
            return value.isoformat()
        case dict():
            return _("a table")
    return _("an array")


def list_words(words: Sequence[str], last: Literal["or", "and"] = "or") -> str:
    """The words with commas, and `last` before the last one, in the language of the run."""
    joined = _(" and ") if last == "and" else _(" or ")
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + joined + words[-1]


def fold(name: str) -> str:
    """What two ids that look alike have in common: letter case, Unicode form and foreign twins of letters aside."""
    if name.isascii():
        return name.lower()
    from unicodedata import normalize

    return normalize("NFKC", normalize("NFKC", name).casefold()).translate(_TWINS)


_TWINS: Final = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0445\u0443\u0456\u0458\u0455\u0501\u04bb\u051b\u051d\u0432\u043a\u043c\u043d\u0442"
    "\u03bf\u03b1\u03c1\u03bd\u03b9\u03ba\u03c5\u0131",
    "aeopcxyijsdhqwbkmhtoapvikui",
)


class Guesser:
    """Finds the nearest known word, for so many words and no more: comparing is dear, and slips may be many."""

    def __init__(self) -> None:
        self._left, self._folded = MOST_GUESSES, 0
        self._guesses: dict[tuple[str, ...], str | None] = {}

    def spend(self) -> bool:
        """Whether one more comparison may be made."""
        self._left -= 1
        return self._left >= 0

    def nearest(self, word: str, known: Collection[str], but: str | None = None) -> str | None:
        """The known word most like `word`, and not `but`; `None` where none is, or too many have been looked for."""
        self._folded += len(known)
        if len(known) > _MOST_KNOWN or self._folded > MOST_FOLDED:
            return None
        folded = fold(word[:_LONGEST])
        by_fold = {fold(name): name for name in known if name != but}
        if folded in by_fold:
            return by_fold[folded]
        asked = (folded, *by_fold)
        if asked not in self._guesses:
            if not self.spend():
                return None
            from difflib import get_close_matches

            matches = get_close_matches(folded, by_fold)
            self._guesses[asked] = by_fold[matches[0]] if matches else None
        return self._guesses[asked]

    def meant(self, word: str, known: Collection[str]) -> str:
        """The end of a message: `; did you mean "x"?` where a known word is near, else the known, if few."""
        near = self.nearest(word, known)
        if near is not None:
            return _("; did you mean {near}?", near=quoted(near))
        return _("; known are {known}", known=list_words(list(known), "and")) if 0 < len(known) <= _MANY else ""

    def nearest_key(self, word: str, known: Collection[str]) -> str | None:
        """As `nearest`, for keys, which people also write in another language."""
        near = SYNONYMS.get(fold(word[:_LONGEST]))
        return near if near in known else self.nearest(word, known)


MOST_PROBLEMS: Final = 10_000
"""Problems of a base that are named; of more, it says how many there are."""

MOST_PLACES: Final = 3
"""Places beside the first one that a message names; how many more there are, it says."""


class Diagnostics:
    """Every problem so far, and the one purse from which guesses at misspelt words are paid."""

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []
        self._once: set[tuple[str, str]] = set()
        self._first_unnamed: Location | None = None
        self._unnamed: Counter[Severity] = Counter()
        self.guesser = Guesser()

    def add(self, code: str, message: str, place: Location, *, once: bool = False) -> None:
        """One more problem; how bad it is, its code says. Past `MOST_PROBLEMS` they are only counted.

        With `once`, the same message elsewhere is the same fault: it is told at the first place, and names the others.
        """
        from bpjscli.load.codes import CODES

        severity = CODES[code].severity
        if len(self.found) >= MOST_PROBLEMS:
            self._first_unnamed = self._first_unnamed or place
            self._unnamed[severity] += 1
            return
        self.found.append(Diagnostic(code, severity, message, place))
        if once:
            self._once.add((code, message))

    def in_order(self) -> tuple[Diagnostic, ...]:
        """The problems by file, line and code."""
        told: dict[tuple[str, str, int | None], list[Diagnostic]] = {}
        for number, problem in enumerate(sorted(self.found, key=_order)):
            fault = (problem.code, problem.message)
            told.setdefault((*fault, None if fault in self._once else number), []).append(problem)
        named = map(_at_first, told.values())
        if self._first_unnamed is None:
            return tuple(named)
        more = _(
            "{count:,} more problems from here on are not named; mend those that are first", count=self._unnamed.total()
        )
        severity: Severity = "error" if self._unnamed["error"] else "warning"
        return (*named, Diagnostic("F154", severity, more, self._first_unnamed))

    @property
    def failed(self) -> bool:
        """Whether any problem is an error."""
        return self._unnamed["error"] > 0 or any(problem.severity == "error" for problem in self.found)


def _order(problem: Diagnostic) -> tuple[str, int, str, str]:
    return (problem.place.file, problem.place.line, problem.code, problem.message)


def _at_first(alike: Sequence[Diagnostic]) -> Diagnostic:
    """One fault at the first of its places, with the next ones and how many more there are."""
    others = list(dict.fromkeys(problem.place for problem in alike))[1:]
    if not others:
        return alike[0]
    named = [str(place) for place in others[:MOST_PLACES]]
    more = [_("{count} more", count=len(others) - MOST_PLACES)] if len(others) > MOST_PLACES else []
    message = _("{message} (also at {places})", message=alike[0].message, places=list_words([*named, *more], "and"))
    return msgspec.structs.replace(alike[0], message=message)


class InvalidBaseError(LocatedError):
    """A fact base that cannot be used; `problems` are all there are, by file, line and code."""

    def __init__(self, problems: tuple[Diagnostic, ...]) -> None:
        super().__init__("\n".join(map(str, problems)), Exit.BAD_BASE)
        self.problems = problems


KINDS: Final = ("area", "indicator", "segment", "programme", "source")


class Broken:
    """Names that may well be known, once another fault is mended; a figure counts as a name of its source.

    A block that is wrong breaks its own names. One that cannot be told by name, and a file that cannot be read, break
    a whole kind: any name might be defined there.
    """

    def __init__(self) -> None:
        self._names: dict[str, set[str]] = defaultdict(set)
        self._kinds: set[str] = set()
        self._answers: dict[tuple[str, str], bool] = {}

    def add(self, kind: str, *names: str | None) -> None:
        """Names of a kind whose definition is reported as wrong."""
        self._names[kind].update(fold(name) for name in names if name is not None)

    def add_all(self, *kinds: str) -> None:
        """Kinds of which some definition is missing that nobody can name."""
        self._kinds.update(kinds)

    def explains(self, kind: str, name: str, known: Iterable[str]) -> bool:
        """Whether it follows from another fault that `name` is not among the `known`.

        Where a whole kind is broken, a name that is one slip of the pen from a known one is told all the same.
        """
        if kind not in self._kinds:
            return fold(name) in self._names[kind]
        asked = kind, fold(name)
        if asked not in self._answers and len(self._answers) < MOST_GUESSES:
            self._answers[asked] = not any(one_slip(asked[1], fold(other)) for other in known)
        return self._answers.get(asked, True)

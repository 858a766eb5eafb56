"""Numbers that the press spells out: "dua belas", "sejuta", "setengah triliun", "separuh", "ratusan ribu".

A run of number words becomes digits with at most one scale word, in the marks of its language: "dua juta lima ratus
ribu" is "2,5 juta". What is spelled has no zeros that would be digits: its precision is that of its last word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from bpjscli.numerals.digits import DECIMAL_MARK, DIGIT, Language
from bpjscli.numerals.lexicon import BEFORE

_ONES: Final = {
    word: number
    for words in (
        "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas",
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen",
    )
    for number, word in enumerate(words.split())
} | {"nihil": 0}
_TENS: Final = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
                "ninety": 90}  # fmt: skip
_SCALES: Final = {"ribu": 3, "juta": 6, "miliar": 9, "milyar": 9, "triliun": 12, "trilyun": 12, "thousand": 3,
                  "million": 6, "billion": 9, "trillion": 12}  # fmt: skip
_ONE_OF: Final = {
    "seribu": "ribu",
    "sejuta": "juta",
    "semiliar": "miliar",
    "semilyar": "miliar",
    "setriliun": "triliun",
}
_JOINING: Final = frozenset(("seratus", "belas", "puluh", "ratus", "hundred", "setengah", "half", "a", "koma", "point"))
_SCALE_WORDS: Final = {
    "id": {3: "ribu", 6: "juta", 9: "miliar", 12: "triliun"},
    "en": {3: "thousand", 6: "million", 9: "billion", 12: "trillion"},
}
_SHARES: Final = {
    "separuh": 50, "setengah": 50, "half": 50, "a half": 50, "one half": 50, "sepertiga": 33, "a third": 33,
    "one third": 33, "seperempat": 25, "a quarter": 25, "one quarter": 25, "dua pertiga": 67, "two thirds": 67,
    "tiga perempat": 75, "three quarters": 75,
}  # fmt: skip
_SOME: Final = {
    "belasan": (11, 20), "puluhan": (10, 100), "ratusan": (100, 1000), "ribuan": (10**3, 10**6),
    "jutaan": (10**6, 10**9), "miliaran": (10**9, 10**12), "triliunan": (10**12, 10**15), "dozens": (12, 100),
    "tens": (10, 100), "hundreds": (100, 1000), "thousands": (10**3, 10**6), "millions": (10**6, 10**9),
}  # fmt: skip
SPELLED_WORDS: Final = frozenset((*_ONES, *_TENS, *_ONE_OF, *_SOME, *(w for phrase in _SHARES for w in phrase.split())))
_COUNTS_SCALES: Final = ("belasan", "puluhan", "ratusan", "tens", "hundreds")

# Compiled when a number in words is met first: few fact bases have one, and every command would wait for them.
_WORD: Final = r"(?i)[a-z]+(?:-[a-z]+)*"
_SHARE: Final = rf"(?i)(?<![a-z])({'|'.join(sorted(_SHARES, key=len, reverse=True))})(?: of(?: the)?)?(?![a-z-])"
_SOME_OF: Final = rf"(?i)(?<![a-z-])({'|'.join(_SOME)})(?: of)?(?: ({'|'.join(_SCALES)})s?)?(?![a-z-])"


class Spelled(NamedTuple):
    """A run of number words: where it stands, and the same in digits."""

    start: int
    end: int
    digits: str


class Some(NamedTuple):
    """A power of ten in words, "ratusan ribu": what it begins with and ends before, and the words around it."""

    low: Decimal
    high: Decimal
    head: str
    tail: str


def write_in_digits(text: str, language: Language, share: bool = False) -> str:
    """`text` with the one number that it spells out in digits; unchanged where it has digits, or several numbers.

    `share`: the number is a percentage, so that "separuh" is about 50 of them.
    """
    if DIGIT.search(text):
        return text
    parts = list(re.finditer(_SHARE, text)) if share else []
    if len(parts) == 1:
        head, tail = text[: parts[0].start()], text[parts[0].end() :]
        if not find_runs(head, language) and not find_runs(tail, language):
            about = "" if _is_qualified(head) else "about "
            return f"{head}{about}{_SHARES[parts[0][1].lower()]} %{tail}"
    runs = find_runs(text, language)
    return f"{text[: runs[0].start]}{runs[0].digits}{text[runs[0].end :]}" if len(runs) == 1 else text


def find_some(text: str) -> Some | None:
    """The power of ten that `text` has in words; `None` where it has none, or any other number."""
    matches = [] if DIGIT.search(text) else list(re.finditer(_SOME_OF, text))
    if len(matches) != 1:
        return None
    some, scale = matches[0][1].lower(), (matches[0][2] or "").lower()
    head, tail = text[: matches[0].start()], text[matches[0].end() :]
    if (scale and some not in _COUNTS_SCALES) or find_runs(head, "id") or find_runs(tail, "id"):
        return None
    low, high = (Decimal(bound).scaleb(_SCALES.get(scale, 0)) for bound in _SOME[some])
    return Some(Decimal(f"{low:f}"), Decimal(f"{high:f}"), head, tail)


def _is_qualified(head: str) -> bool:
    words = (BEFORE.get(match[0].lower()) for match in re.finditer(_WORD, head))
    return any(word is not None and word.role == "qualifier" for word in words)


def find_runs(text: str, language: Language) -> list[Spelled]:
    """Every run of number words in `text` that makes a number, in its order, each with the same in digits."""
    return [run for words in _split_runs(text) if (run := _read_run(words, language)) is not None]


def _split_runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Number words that stand side by side."""
    run: list[re.Match[str]] = []
    for match in re.finditer(_WORD, text):
        joins = _is_number_word(match[0].lower())
        if run and (not joins or text[run[-1].end() : match.start()].strip(" ")):
            yield run
            run = []
        if joins:
            run.append(match)
    if run:
        yield run


def _is_number_word(word: str) -> bool:
    tens, dash, one = word.partition("-")
    if dash:
        return tens in _TENS and 0 < _ONES.get(one, 0) < 10
    return any(word in words for words in (_ONES, _TENS, _ONE_OF, _SCALES, _JOINING))


def _read_run(matches: list[re.Match[str]], language: Language) -> Spelled | None:
    """What one run of words stands for; `None` where it is no number ("juta", "setengah", "a")."""
    words = [part for match in matches for part in _spread(match[0].lower())]
    if words[0] == "a" and len(words) > 1:
        words[0] = "one"  # "a million"
    evaluated = _evaluate(words)
    if evaluated is None:
        return None
    value, scale = evaluated
    if value % 10:
        scale = 0  # known to the last one
    number = format(value.scaleb(-scale), "f")
    if "." in number:
        number = number.rstrip("0").rstrip(".").replace(".", DECIMAL_MARK[language])
    word = f" {_SCALE_WORDS[language][scale]}" if scale else ""
    return Spelled(matches[0].start(), matches[-1].end(), number + word)


def _spread(word: str) -> list[str]:
    """A word in its parts: "seribu" is "satu ribu", and "twenty-seven" is two words."""
    return ["satu", _ONE_OF[word]] if word in _ONE_OF else word.split("-")


def _evaluate(words: list[str]) -> tuple[Decimal, int] | None:
    """The value of number words, and the power of ten of the largest scale word among them."""
    total, largest, group = Decimal(0), 0, list[str]()
    last = 99
    for word in words:
        scale = _SCALES.get(word, 0)
        if not scale:
            group.append(word)
            continue
        count = _evaluate_group(group)
        if count is None or scale >= last:
            return None
        total, last, largest, group = total + count.scaleb(scale), scale, max(largest, scale), []
    if not group:
        return total, largest
    count = _evaluate_group(group)
    if count is None or "setengah" in group or "half" in group:
        return None
    return total + count, largest


def _evaluate_group(words: list[str]) -> Decimal | None:
    """A number below a thousand, perhaps with a half or decimals: "dua ratus lima puluh", "satu setengah"."""
    if words in (["setengah"], ["half"], ["half", "a"]):
        return Decimal("0.5")
    for mark in {"koma", "point"}.intersection(words):
        at = words.index(mark)
        whole, decimals = _evaluate_hundreds(words[:at]), [_ONES.get(word, 10) for word in words[at + 1 :]]
        if whole is None or not decimals or max(decimals) > 9:
            return None
        return Decimal(f"{whole}.{''.join(map(str, decimals))}")
    half = len(words) > 1 and words[-1] == "setengah"
    hundreds = _evaluate_hundreds(words[:-1] if half else words)
    return None if hundreds is None else Decimal(hundreds) + (Decimal("0.5") if half else 0)


def _evaluate_hundreds(words: list[str]) -> int | None:
    hundreds, rest = 0, words
    if words[:1] == ["seratus"]:
        hundreds, rest = 100, words[1:]
    elif len(words) > 1 and words[1] in ("ratus", "hundred"):
        hundreds, rest = 100 * _ONES.get(words[0], 0), words[2:]
        if not 100 <= hundreds <= 900:
            return None
    if not rest:
        return hundreds or None
    below = _evaluate_tens(rest)
    return None if below is None or (hundreds and not below) else hundreds + below


def _evaluate_tens(words: list[str]) -> int | None:
    """A number below a hundred: "nol", "dua belas", "dua puluh tujuh", "twenty seven"."""
    one = _ONES.get(words[0])
    if len(words) == 1:
        return one if one is not None else _TENS.get(words[0])
    if words[1] == "belas":
        return 10 + one if len(words) == 2 and one is not None and 1 < one < 10 else None
    if words[1] == "puluh" and one is not None and 1 < one < 10:
        tens, rest = 10 * one, words[2:]
    else:
        tens, rest = _TENS.get(words[0], 0), words[1:]
    if not rest:
        return tens
    last = _ONES.get(rest[0], 0) if len(rest) == 1 else 0
    return tens + last if tens and 0 < last < 10 else None

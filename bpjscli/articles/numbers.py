"""Every number of a text, in its order: what it is printed as, its unit, and what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from bpjscli.articles.dates import Dated
from bpjscli.numerals.lexicon import BEFORE
from bpjscli.numerals.spelling import find_runs

_SCALE: Final = (
    r"(?P<scale>ribu|rb|juta|jt|miliar|milyar|miliyar|milliar|triliun|trilyun|triliyun|thousand|million|mn|mln|billion|bn"
    r"|trillion)(?P<loose>-?an)?(?![^\W\d_])"
)
_PERCENT: Final = r"(?P<percent>%|persen|prosen|percent|per cent|pct)(?:-?nya)?(?![^\W\d_])"
_POINTS: Final = (
    r"(?P<points>(?:poin(?: persentase| persen)?|percentage points?|points?|bps|basis poin|basis points?)(?![^\W\d_]))"
)
_NUMBER: Final = re.compile(
    r"(?P<money>(?:(?<![^\W\d_])(?:Rp|IDR)[.:]?\s?)|(?:US|S|A)?\$\s?|(?<![^\W\d_])(?:USD|SGD|MYR|RM|EUR|JPY)\s?)?"
    r"(?P<digits>\d+(?:[.,]\d+)*(?:\. \d{3}(?!\d)(?![.,]\d)|, \d{1,2}(?=\s?(?:juta|miliar|milyar|triliun)))?)"
    rf"(?P<odd>,-|,–)?(?:(?:\s|-)?{_SCALE}|(?P<letter>\s?[mtbk](?![^\W\d_])))?(?:\s?{_PERCENT})?(?:\s?{_POINTS})?(?:\s?(?P<rupiah>rupiah|idr)(?![^\W\d_]))?",
    re.IGNORECASE,
)
_REACHED: Final = ("hingga", "sampai")  # "naik hingga 42 persen" has reached it
_QUALIFIERS: Final = sorted(
    (word for word, known in BEFORE.items() if known.role in ("qualifier", "minus") and word not in _REACHED),
    key=lambda word: (-len(word), word),
)
_FILLERS: Final = r"(?:(?:mencapai|mancapai|sebanyak|sebesar|sejumlah|of)\s+)?"
_ONE_BEFORE: Final = f"(?:{'|'.join(map(re.escape, _QUALIFIERS))}|belum mancapai)"
_BEFORE: Final = re.compile(
    rf"(?:(?<![^\W\d_]){_ONE_BEFORE}(?:\s+(?:dari|daripada|than))?\s*)+{_FILLERS}\Z", re.IGNORECASE
)
_AFTER: Final = re.compile(
    r"\s*(?:-an(?![^\W\d_])|lebih(?! (?:dari|tinggi|rendah|besar|banyak|baik))(?![^\W\d_]))", re.IGNORECASE
)
_RANGE: Final = re.compile(r"\s?(?:-|–|—|hingga|sampai(?: dengan)?|s/d|s\.d\.|to)\s?", re.IGNORECASE)
_SHARE: Final = re.compile(rf"\s?{_PERCENT}", re.IGNORECASE)
_LONGEST_BEFORE: Final = 50
_NUMBERED: Final = re.compile(r"(?<![^\W\d_])(?:no|nomor)\s?\.?:?\s{0,2}\Z", re.IGNORECASE)
_POWERS: Final = {
    "tril": 1e12,
    "million": 1e6,
    "mil": 1e9,
    "bill": 1e9,
    "juta": 1e6,
    "jt": 1e6,
    "ribu": 1e3,
    "rb": 1e3,
    "thou": 1e3,
}


class FoundNumber(msgspec.Struct, frozen=True, gc=False):
    """A number of the text: `start` to `end` are its digits with currency, scale and percent sign.

    `printed` has its qualifiers, too, `bare` has none. `kind` is percent, points, IDR, foreign, plain,
    spelled, date or code (part of a name, as in "Covid-19"). `first` is where its digits begin.
    """

    start: int
    end: int
    first: int
    printed: str
    bare: str
    kind: str
    has_scale: bool = False
    period: str | None = None

    @property
    def is_range(self) -> bool:
        """Whether it has two ends."""
        return len(re.findall(r"\d[\d.,]*", self.bare)) > 1

    @property
    def size(self) -> float | None:
        """Roughly how much it is, for telling a family's benefit from a province's; `None` where it is not said."""
        digits = re.search(r"\d[\d.,]*", self.bare)
        if digits is None:
            return None
        plain = re.sub(r"[.,](?=\d{3}(?!\d))", "", digits[0].rstrip(".,")).replace(",", ".")
        scale = next((power for beginning, power in _POWERS.items() if beginning in self.bare.lower()), 1.0)
        try:
            return float(plain) * scale
        except ValueError:
            return None


def numbers_in(text: str, dates: Sequence[Dated]) -> list[FoundNumber]:
    """All numbers of `text`, in their order; a date is one number, and so is a sum of money with its currency."""
    numbers = [
        FoundNumber(d.start, d.end, d.start, text[d.start : d.end], text[d.start : d.end], "date", period=d.period)
        for d in dates
    ]
    spans = [(d.start, d.end) for d in dates]
    for match in _NUMBER.finditer(text):
        start, end = match.start("digits"), match.end()
        if any(s < end and start < e for s, e in spans):
            start, end = _outside(text, match, spans)
            if start >= end:
                continue
        numbers.append(_number(text, match, start if start != match.start("digits") else match.start(), end))
    covered = [(n.start, n.end) for n in numbers]
    numbers = list(_with_ranges(text, sorted(numbers, key=lambda number: number.start)))
    numbers += [n for n in _spelled(text) if not any(s < n.end and n.start < e for s, e in covered)]
    return sorted(numbers, key=lambda number: number.start)


def _with_ranges(text: str, numbers: Sequence[FoundNumber]) -> Iterator[FoundNumber]:
    """The numbers, the two ends of a range ("30 hingga 40 persen") as one."""
    held: FoundNumber | None = None
    for number in numbers:
        if held is not None and _is_range(text, held, number):
            bare = " ".join(text[held.start : number.end].split())
            printed = f"{held.printed[: len(held.printed) - len(held.bare)]}{bare}"
            held = FoundNumber(held.start, number.end, held.first, printed, bare, number.kind, number.has_scale)
            continue
        if held is not None:
            yield held
        held = number
    if held is not None:
        yield held


def _is_range(text: str, first: FoundNumber, second: FoundNumber) -> bool:
    if first.kind not in ("plain", second.kind) or second.kind not in ("plain", "percent", "points", "IDR"):
        return False
    if first.kind == second.kind == "plain" and not second.has_scale:
        return False
    return _RANGE.fullmatch(text, first.end, second.start) is not None


def _outside(text: str, match: re.Match[str], spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """What of a match lies outside of dates: nothing, as a rule."""
    start, end = match.start("digits"), match.end("digits")
    for s, e in spans:
        if s <= start < e:
            start = e
        elif start < s < end:
            end = s
    return (start, end) if text[start:end].strip(" .,")[:1].isdigit() else (end, end)


def _number(text: str, match: re.Match[str], start: int, end: int) -> FoundNumber:
    money = (match["money"] or "").strip(" .:").lower()
    letter = match["letter"]
    is_scale = letter is not None and (bool(money) or (letter[0] != " " and letter in "mbk"))
    if letter is not None and not is_scale:
        end = min(end, match.start("letter"))
    has_scale = match["scale"] is not None or is_scale
    if match["points"] is not None:
        kind = "points"
    elif match["percent"] is not None:
        kind = "percent"
    elif money in ("rp", "idr") or match["rupiah"] is not None:
        kind = "IDR"
    elif money:
        kind = "foreign"
    elif _is_code(text, match) or _is_item(text, match):
        kind = "code"
    else:
        kind = "plain"
    before = _BEFORE.search(text, max(0, start - _LONGEST_BEFORE), start)
    after = _AFTER.match(text, end)
    head = text[before.start() : start] if before is not None else ""
    tail = after[0] if after is not None else ""
    printed = re.sub(r"\s+", " ", f"{head}{text[start:end]}{tail}").strip()
    return FoundNumber(start, end, match.start("digits"), printed, " ".join(text[start:end].split()), kind, has_scale)


def _is_code(text: str, match: re.Match[str]) -> bool:
    """Whether the digits are part of a word: "Covid-19", "G20", "ke-48", "12A"."""
    before = text[max(0, match.start() - 2) : match.start()]
    after = text[match.end() : match.end() + 1]
    glued = before[-1:].isalpha() or (before[-1:] == "-" and before[:1].isalpha()) or before[-1:] in ("#", "@", "_")
    if glued or (after.isalpha() and match["scale"] is None and match["letter"] is None and len(match["digits"]) < 4):
        return True
    if match["money"] or match["scale"] is not None:
        return False
    if _NUMBERED.search(text, max(0, match.start() - _LONGEST_BEFORE), match.start()):
        return True
    beyond = text[match.end() + 1 : match.end() + 2]
    if (after == "/" and beyond.isalpha() and beyond.isupper()) or (before[-1:] == "/" and before[:1].isalnum()):
        return True  # the number of a letter: "842.2/5193/SJ"
    return after in ("-", "/") and beyond.isalnum() and len(match["digits"]) < 4


def _is_item(text: str, match: re.Match[str]) -> bool:
    """Whether the digits number an item of a list, at the beginning of its line: "1. Kolaborasi", "2) "."""
    before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    after = text[match.end() : match.end() + 2]
    return not before.strip(" \t*#-•") and len(match["digits"]) <= 2 and bool(re.match(r"[.)]\s", after + " "))


def _spelled(text: str) -> Iterator[FoundNumber]:
    """Numbers in words, such as "tiga", "dua belas" and "delapan persen"; what they count stands behind them."""
    for run in find_runs(text, "id"):
        before = text[max(0, run.start - 7) : run.start].lower()
        if before.endswith(("salah ", "ke ", "-")) or re.search(r"\d\s*\Z", before):
            continue
        share = _SHARE.match(text, run.end)
        end = run.end if share is None else share.end()
        words = text[run.start : end]
        yield FoundNumber(run.start, end, run.start, words, words, "spelled" if share is None else "percent")

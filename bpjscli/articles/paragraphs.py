"""The text of an article in paragraphs, sentences and words, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

_TOKEN: Final = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<mark>[.,;:!?()\[\]|–—•])"
)
_ENDING: Final = re.compile(r"[.!?…][\"”’')\]]*(?=\s)")
_SHORT: Final = frozenset(
    [
        "rp",
        "no",
        "nomor",
        "kab",
        "prov",
        "kec",
        "kel",
        "jl",
        "dr",
        "dra",
        "drs",
        "ir",
        "h",
        "hj",
        "prof",
        "st",
        "se",
        "sh",
        "mm",
        "msi",
        "si",
        "hum",
        "sos",
        "kom",
        "pd",
        "tn",
        "ny",
        "bpk",
        "dll",
        "dkk",
        "dsb",
        "tgl",
        "hal",
        "s.e",
        "s.h",
        "s.t",
        "s.sos",
        "m.m",
        "m.si",
        "s.kom",
        "s.pd",
        "m.h",
        "m.kom",
        "s.d",
        "a.n",
        "d.a",
        "u.b",
        "pt",
        "cv",
        "tbk",
        "ltd",
        "mr",
        "mrs",
        "ms",
        "vs",
        "al",
        "approx",
        "inc",
        "st",
    ]
)
_LONGEST_LINE: Final = 100


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word, a number's digits or a mark, in lower case; `kind` is word, number or mark."""

    text: str
    kind: str
    start: int
    end: int


class TextParagraph(msgspec.Struct, frozen=True):
    """A stretch of the text, from `start` to `end`, numbered from 1; 0 is the title."""

    number: int
    start: int
    end: int


class Sentence(msgspec.Struct, frozen=True):
    """A sentence, or a line of a list; `tokens` are its words, digits and marks."""

    paragraph: TextParagraph
    start: int
    end: int
    tokens: tuple[Token, ...]


def paragraphs_of(text: str, title: str | None = None) -> list[TextParagraph]:
    """The paragraphs of `text`: its lines, or its blocks of lines where lines are broken at a width.

    The first one that says just `title` has the number 0; the others are counted from 1.
    """
    spans = list(_blocks(text) if _is_wrapped(text) else _lines(text))
    paragraphs = []
    number = 0
    for start, end in spans:
        is_title = title is not None and number == 0 and _alike(text[start:end], title)
        number += 0 if is_title else 1
        paragraphs.append(TextParagraph(0 if is_title else number, start, end))
    return paragraphs


def sentences_of(text: str, paragraph: TextParagraph) -> Iterator[Sentence]:
    """The sentences of a paragraph; abbreviations and numbers do not end one."""
    start = paragraph.start
    for match in _ENDING.finditer(text, paragraph.start, paragraph.end):
        if _ends_sentence(text, match, paragraph.end):
            yield _sentence(text, paragraph, start, match.end())
            start = match.end()
    if text[start : paragraph.end].strip():
        yield _sentence(text, paragraph, start, paragraph.end)


def tokens_of(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The words, digits and marks of `text` from `start` to `end`, in lower case."""
    tokens = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        tokens.append(Token(match[0].lower(), match.lastgroup or "", match.start(), match.end()))
    return tuple(tokens)


def _sentence(text: str, paragraph: TextParagraph, start: int, end: int) -> Sentence:
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return Sentence(paragraph, start, end, tokens_of(text, start, end))


def _ends_sentence(text: str, match: re.Match[str], end: int) -> bool:
    """Whether a mark that ends sentences does so here: not after "Kab.", nor before a small letter."""
    after = text[match.end() : end].lstrip()
    if not after:
        return True
    if match[0][0] == ".":
        before = re.search(r"[\w.]*\Z", text[max(0, match.start() - 20) : match.start()])
        word = before[0].lower() if before is not None else ""
        if word in _SHORT or (len(word) == 1 and word.isalpha()):
            return False
        if word.isdigit() and len(word) <= 2 and text[max(0, match.start() - 20) : match.start()].strip() == word:
            return False  # the number of an item
        if word[-1:].isdigit() and re.match(r"\d{3}(?!\d)", after) and len(word) <= 3:
            return False  # "229. 405"
    return not after[0].islower()


def _lines(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\n\r\f\v\x85\u2028\u2029]+", text):
        start, end = _trimmed(text, match.start(), match.end())
        if start < end:
            yield start, end


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in re.finditer(r"\n[ \t\r]*(?:\n[ \t\r]*)+|\Z", text):
        start, end = _trimmed(text, at, match.start())
        at = match.end()
        if start < end:
            yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


def _is_wrapped(text: str) -> bool:
    """Whether lines are broken at a width: most that are followed by another end in the middle of a sentence."""
    pairs = re.findall(r"([^\n]+)\n(?=([^\n]+))", text)
    wide = [(first, second) for first, second in pairs if 45 <= len(first.strip()) <= _LONGEST_LINE]
    broken = [first for first, _ in wide if first.strip()[-1:] not in tuple('.!?:;|”"')]
    return len(wide) >= 3 and len(broken) >= 0.6 * len(wide) and len(wide) >= 0.5 * len(pairs)


def _alike(line: str, title: str) -> bool:
    plain = re.sub(r"[\W_]+", " ", line).strip().casefold()
    return bool(plain) and plain == re.sub(r"[\W_]+", " ", title).strip().casefold()

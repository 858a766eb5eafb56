"""What an article says of itself in its text: title, publisher, date, language, main area and main period."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Final, Literal

import msgspec

from bpjscli.articles.dates import dates_in, day_of
from bpjscli.articles.lexicon import read_lexicon, stem
from bpjscli.articles.paragraphs import paragraphs_of, sentences_of
from bpjscli.articles.places import Places
from bpjscli.articles.text import Article
from bpjscli.model.facts import Area
from bpjscli.model.period import parse_period

_DATELINE: Final = re.compile(
    r"\A\W*(?P<first>[^\W\d_][\w .'&]{2,40}?)\s*[,;(/]\s*(?P<second>[^\W\d_][\w .'&]{1,40}?)\)?\s*[-–—|:]{1,2}\s"
)
_LINK: Final = re.compile(r"https?://[^\s<>\"')\]]+")
_ENGLISH: Final = frozenset(
    ["the", "of", "and", "in", "to", "is", "has", "was", "with", "for", "that", "workers", "percent"]
)
_INDONESIAN: Final = frozenset(
    ["yang", "dan", "di", "dari", "untuk", "dengan", "pada", "pekerja", "persen", "telah", "ini", "itu"]
)
_LONGEST_TITLE: Final = 200


class Known(msgspec.Struct, frozen=True):
    """What may be asked about an article, as far as it could be found out; all of it is to be confirmed."""

    publisher: str | None
    title: str | None
    published: str | None
    link: str | None
    language: Literal["id", "en"]
    area: str | None
    period: str | None


def known_of(article: Article, areas: Mapping[str, Area]) -> Known:
    """What the metadata of a file say, and where they say nothing, what the text shows."""
    text = article.text
    lines = [text[p.start : p.end] for p in paragraphs_of(text)][:8]
    title = article.title or _title(lines)
    published = _date(article.published) or _published(text)
    places = Places(areas, None, read_lexicon().words)
    publisher = article.publisher or _publisher(lines, places)
    link = article.link or _link(text)
    period = _period(text, published)
    return Known(publisher, title, published, link, language_of(text), _area(text, title, places), period or published)


def language_of(text: str) -> Literal["id", "en"]:
    """The language of a text, by its small words."""
    words = re.findall(r"[a-z]+", text.lower())
    english, indonesian = (sum(word in known for word in words) for known in (_ENGLISH, _INDONESIAN))
    return "en" if english > indonesian else "id"


def _title(lines: list[str]) -> str | None:
    for line in lines[:3]:
        plain = line.strip(" #*_\t")
        if 20 <= len(plain) <= _LONGEST_TITLE and not plain.endswith((".", ",")) and not _DATELINE.match(line):
            return plain
    return None


def _date(written: str | None) -> str | None:
    if written is None:
        return None
    try:
        return parse_period(written[:10]).text
    except ValueError:
        return day_of(written)


def _published(text: str) -> str | None:
    """The first day with its year in a text: where it says when something was said."""
    return day_of(text)


def _publisher(lines: list[str], places: Places) -> str | None:
    for line in lines:
        match = _DATELINE.match(line)
        if match is None:
            continue
        names = [match["first"].strip(), match["second"].strip()]
        own = [name for name in names if not places.is_name(name)]
        if len(own) == 1:
            return own[0]
    return None


def _link(text: str) -> str | None:
    match = _LINK.search(text[:3000])
    return match[0].rstrip(".,;") if match else None


def _area(text: str, title: str | None, places: Places) -> str | None:
    """The area that is named most, and most firmly; the title counts most."""
    votes: Counter[str] = Counter()
    for order, paragraph in enumerate(paragraphs_of(text, title)):
        weight = 3.0 if paragraph.number == 0 else 1.5 if order < 4 else 1.0
        for sentence in sentences_of(text, paragraph):
            tokens = list(sentence.tokens)
            words = [stem(token.text) for token in tokens]
            for place in places.find(tokens, words, text):
                votes[place.area] += int(100 * weight * place.firmness)
    return votes.most_common(1)[0][0] if votes else None


def _period(text: str, published: str | None) -> str | None:
    """The period that most numbers may be of: a year or month that the text names, no later than its publication."""
    day: date | None = parse_period(published).end if published else None
    votes: Counter[str] = Counter()
    for dated in dates_in(text, day):
        if dated.period is None or dated.kind in ("years",):
            continue
        try:
            period = parse_period(dated.period)
        except ValueError:
            continue
        if day is not None and period.start > day:
            continue
        if dated.kind == "day" and dated.period == published:
            continue
        before = text[max(0, dated.start - 30) : dated.start].lower()
        if re.search(r"nomor|no\.|pasal|sejak|dibanding|senin|selasa|rabu|kamis|jumat|sabtu|minggu", before):
            continue
        votes[dated.period] += 2 if re.search(r"hingga|sepanjang|per|selama|pada|sampai", before) else 1
    return votes.most_common(1)[0][0] if votes else published

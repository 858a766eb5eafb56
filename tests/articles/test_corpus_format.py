"""The articles of the corpus are well formed: places in order, known names, numbers that can be read, no sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.reading import SHAPES, Answer, Article, Number, read_corpus
from bpjscli.load.load import load
from bpjscli.model.period import parse_period
from bpjscli.numerals.reading import NumeralError, read_printed_as

FOLDER = Path(__file__).parent / "corpus"
HALVES = [path for path in (FOLDER / "dev.jsonl", FOLDER / "unseen.jsonl") if path.exists()]
MOST_WORDS = 8
UNREADABLE = 0.025
"""The share of numbers of ours that `printed` cannot hold as they stand: "Rp 46 T", "592,932 peserta", "separuh"."""

BASE = load(FOLDER / "areas.toml")
VOCABULARY = BASE.vocabulary


@pytest.fixture(params=HALVES, ids=lambda path: path.stem)
def articles(request: pytest.FixtureRequest) -> tuple[Article, ...]:
    return read_corpus(request.param)


def answers_of(article: Article) -> Iterator[tuple[Number, Answer]]:
    for number in article.numbers:
        for choice in number.choices:
            for answer in choice:
                yield number, answer


def test_every_article_stands_once_under_the_start_of_its_address() -> None:
    ids = [article.id for path in HALVES for article in read_corpus(path)]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch("[0-9a-f]{12}", id_) for id_ in ids)


def test_an_article_has_what_is_confirmed_first(articles: tuple[Article, ...]) -> None:
    for article in articles:
        assert article.shape in SHAPES, article.id
        assert article.area in BASE.areas, article.id
        assert str(parse_period(article.period)) == article.period
        assert article.published is None or parse_period(article.published), article.id
        assert article.link is None or article.link.startswith(("https://", "http://")), article.id
        assert sum(number.kind == "ours" for number in article.numbers) >= 2, article.id


def test_numbers_stand_in_the_order_of_the_text_and_do_not_overlap(articles: tuple[Article, ...]) -> None:
    for article in articles:
        ends = [0, *(number.end for number in article.numbers)]
        for number, end in zip(article.numbers, ends, strict=False):
            assert end <= number.start < number.end, (article.id, number.text)
            assert len(number.text) == number.end - number.start, (article.id, number.text)


def test_beside_a_number_stand_few_words_and_no_sentence(articles: tuple[Article, ...]) -> None:
    for article in articles:
        for number in article.numbers:
            assert len(number.words.split()) <= MOST_WORDS, (article.id, number.words)
            assert " ".join(number.text.split()) in number.words, (article.id, number.words)


def test_what_is_ours_has_an_answer_and_what_is_not_has_none(articles: tuple[Article, ...]) -> None:
    for article in articles:
        for number in article.numbers:
            has_answer = bool(number.answers), number.printed is not None
            assert has_answer == (number.kind == "ours",) * 2, (article.id, number.words)
            assert number.answers or not number.also, (article.id, number.words)


def test_answers_use_the_names_of_the_vocabulary(articles: tuple[Article, ...]) -> None:
    for article in articles:
        for number, answer in answers_of(article):
            where = (article.id, number.words)
            if answer.indicator == "other":
                assert answer.note, where
                assert answer.label == ("other", None, None), where
                continue
            assert answer.note is None, where
            assert answer.indicator in VOCABULARY.indicators, where
            assert answer.segment is None or answer.segment in VOCABULARY.segments, where
            assert answer.programme is None or answer.programme in VOCABULARY.programmes, where
            assert answer.area in BASE.areas, where
            assert parse_period(answer.period or ""), where


def test_answers_that_are_as_good_differ(articles: tuple[Article, ...]) -> None:
    for article in articles:
        for number in article.numbers:
            assert len(set(number.choices)) == len(number.choices), (article.id, number.words)


def test_nearly_every_number_reads_as_it_is_printed(articles: tuple[Article, ...]) -> None:
    scored = [(article, number) for article in articles for number in article.numbers if number.is_scored]
    refused = []
    for article, number in scored:
        try:
            indicator = VOCABULARY.indicators[number.answers[0].indicator]
            read_printed_as(indicator, number.printed or "", article.language)
        except NumeralError:
            refused.append((article.id, number.printed))
    assert len(refused) <= UNREADABLE * len(scored), refused

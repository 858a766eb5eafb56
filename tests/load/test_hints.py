"""How messages show what a user wrote, and which known word they take it to mean."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from bpjscli.load.diagnostics import SYNONYMS, Guesser, fold, list_words, show
from bpjscli.load.raw import BLOCKS, FILE_KEYS

KEYS = [*FILE_KEYS, *(key for shape in BLOCKS.values() for key in shape.__struct_fields__)]
KEYS += ["indicator", "period", "segment", "programme", "printed", "value", "locator"]  # of figures, within a source


@pytest.mark.parametrize(
    ("meant", "written"),
    [
        ("area", "province provinsi region wilayah daerah kabupaten kota city"),
        ("indicator", "indikator metric measure"),
        ("period", "periode year tahun month bulan"),
        ("segment", "segmen kelompok"),
        ("programme", "program scheme"),
        ("printed", "tercetak text teks number angka"),
        ("value", "nilai amount jumlah"),
        ("publisher", "penerbit media"),
        ("title", "judul headline"),
        ("published", "date tanggal terbit"),
        ("speaker", "narasumber spokesperson"),
        ("link", "url href tautan"),
        ("language", "bahasa lang"),
        ("note", "catatan comment remark"),
        ("locator", "page halaman paragraph paragraf"),
        ("figures", "facts data figure"),
        ("source", "sumber sources"),
        ("name", "nama label"),
        ("format", "version versi"),
        ("include", "includes import"),
    ],
)
def test_keys_in_other_words_and_in_indonesian(meant: str, written: str) -> None:
    assert {word: SYNONYMS.get(word) for word in written.split()} == dict.fromkeys(written.split(), meant)
    assert Guesser().nearest_key(written.split()[-1].title(), KEYS) == meant


def test_a_key_in_other_words_is_offered_only_where_it_may_stand() -> None:
    assert Guesser().nearest_key("tanggal", ["id", "name", "level"]) is None
    assert Guesser().nearest_key("nama", ["id", "name", "level"]) == "name"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("kal\u202ebar", '"kal\\u202ebar"'),
        (True, "true"),
        (2**128 - 1, "340282366920938463463374607431768211455"),
        (2**128, "a number of more than 38 digits"),
        (Decimal("3.20"), "3.20"),
        (datetime(2026, 2, 2, 10, 30), "2026-02-02 10:30:00"),
        (date(2026, 2, 2), "2026-02-02"),
        (time(10, 30), "10:30:00"),
        ({"a": 1}, "a table"),
        ([1], "an array"),
    ],
)
def test_values_in_messages(value: object, text: str) -> None:
    assert show(value) == text


def test_lists_in_messages() -> None:
    assert list_words(["a"]) == "a"
    assert list_words(["a", "b"]) == "a or b"
    assert list_words(["a", "b", "c"], "and") == "a, b and c"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("KalBar", "kalbar"),
        ("ｋａｌｂａｒ", "kalbar"),
        ("kаlbаr", "kalbar"),
        ("É", "é"),
        ("Straße", "strasse"),
        ("ı", "i"),
    ],
)
def test_words_that_look_alike_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)
    assert fold(one) != fold(f"{other}2")


def test_a_suggestion_is_a_word_that_is_like_it_and_not_the_one_left_out() -> None:
    known = ["coverage", "claims"]
    assert Guesser().nearest("covrage", known) == "coverage"
    assert Guesser().nearest("COVERAGE", known) == "coverage"
    assert Guesser().nearest("coverages", ["coverage", "average"], but="coverage") == "average"
    assert Guesser().nearest("workforce", known) is None
    assert Guesser().nearest("coverage" + "x" * 1000, known) is None


def test_the_same_slip_among_other_words_means_another() -> None:
    guesser = Guesser()
    assert guesser.nearest("clams", ["claims", "coverage"]) == "claims"
    assert guesser.nearest("clams", ["clamps", "coverage"]) == "clamps"
    assert guesser.nearest("clams", ["claims", "coverage"]) == "claims"


def test_where_nothing_is_like_it_few_known_words_are_listed() -> None:
    words = [f"word-{letter}" for letter in "abcdefghijklm"]
    assert Guesser().meant("x", words[:1]) == "; known are word-a"
    assert Guesser().meant("x", words[:12]).endswith("word-j, word-k and word-l")
    assert Guesser().meant("x", words) == ""
    assert Guesser().meant("x", []) == ""
    assert Guesser().meant("word-aa", words) == '; did you mean "word-a"?'

"""What the numbers of a text are taken for; every sentence is of our own making."""

from __future__ import annotations

import time
from datetime import date

import pytest
from articles import SINGKAWANG, known, rows_of, said
from hypothesis import given, settings
from hypothesis import strategies as st

from bpjscli.articles.periods import year_to_date
from bpjscli.model.period import parse_period


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cakupan kepesertaan di Kalbar mencapai 27,4 persen.", ["coverage 27,4 persen"]),
        (
            "Tingkat kepesertaan baru 41 persen dari total 7,9 juta pekerja.",
            ["coverage 41 persen", "workforce 7,9 juta"],
        ),
        (
            "Sekitar 16.684 pekerja sudah terlindungi dan 73.236 pekerja belum terdaftar.",
            ["participants Sekitar 16.684", "unregistered 73.236"],
        ),
        ("Peserta aktif tercatat 3.000 orang atau 25 persen.", ["participants 3.000", "coverage 25 persen"]),
        ("Sebanyak 9.000 pekerja atau 75 persen belum terlindungi.", ["unregistered 9.000", "uncovered 75 persen"]),
        ("Dari 711.707 pekerja, baru 328.276 orang yang terdaftar.", ["workforce 711.707", "participants 328.276"]),
        ("Ditargetkan cakupan kepesertaan 45 persen.", ["target_coverage 45 persen"]),
        ("Target 50.000 peserta baru harus dikejar.", ["target_new_participants 50.000"]),
        (
            "Penerimaan iuran sebesar Rp5,06 triliun, naik 11,7 persen.",
            ["contributions Rp5,06 triliun", "contributions_growth 11,7 persen"],
        ),
        (
            "BPJS melayani lebih dari 63.680 badan usaha dan 30 kantor cabang.",
            ["employers lebih dari 63.680", "branch_offices 30"],
        ),
        (
            "JHT sebanyak 63.435 klaim senilai Rp786,8 miliar, Jaminan Kematian 3.749 klaim senilai Rp105 miliar.",
            ["claims jht 63.435", "benefits jht Rp786,8 miliar", "claims jkm 3.749", "benefits jkm Rp105 miliar"],
        ),
        ("Dibayarkan 12.041 kasus JKK dan 1.510 kasus JKM.", ["claims jkk 12.041", "claims jkm 1.510"]),
        ("Klaim yang dibayarkan Rp22,2 miliar untuk 986 peserta.", ["benefits Rp22,2 miliar", "claims 986"]),
        (
            "Peserta terdiri dari pekerja formal (1.953.661 orang) dan pekerja informal (889.957 orang).",
            ["participants pu 1.953.661", "participants bpu 889.957"],
        ),
        (
            "Cakupan Kaltara 46 persen, sedangkan Kalimantan Selatan dan Kalimantan Tengah masing-masing 42 persen.",
            ["coverage kaltara 46 persen", "coverage kalsel 42 persen", "coverage kalteng 42 persen"],
        ),
        ("Di Kota Singkawang 16.684 peserta aktif terlindungi.", ["participants singkawang 16.684"]),
        ("Cakupan kepesertaan 41 persen pada tahun 2023.", ["coverage 2023 41 persen"]),
        (
            "Coverage of the workers reached 24.22 percent, or 231,145 participants.",
            ["coverage 24.22 percent", "participants 231,145"],
        ),
        ("Rata-rata sekitar 1,7 hingga 1,8 juta peserta aktif.", ["participants sekitar 1,7 hingga 1,8 juta"]),
    ],
)
def test_a_sentence(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Rapat berlangsung pukul 10.30 WIB, Rabu (18/6/2025).",
        "Aturannya Permenaker Nomor 5 Tahun 2021 Pasal 12.",
        "Iurannya Rp16.800 per bulan.",
        "Ahli waris almarhum menerima santunan Rp42 juta secara simbolis.",
        "Covid-19 dan G20 dibahas di lima provinsi.",
        "Piutang Rp2,3 miliar dipulihkan Kejaksaan Negeri.",
        "1. Kolaborasi lintas sektor",
    ],
)
def test_what_is_none_of_ours(text: str) -> None:
    rows = rows_of(text)
    assert {row.kind for row in rows} == {"not-ours"}


def test_every_number_stands_in_the_list_in_its_order() -> None:
    rows = rows_of(SINGKAWANG, "singkawang", "2025-06-18", date(2025, 6, 18))
    assert [row.text for row in rows] == [
        "22 Persen", "22,77 persen", "16.684", "18/6/2025", "73.236", "77,23 persen", "2024", "1.250", "Rp18,4 miliar",
        "310", "Rp13 miliar", "5", "2021",
    ]  # fmt: skip
    assert [row.start for row in rows] == sorted(row.start for row in rows)
    assert all(SINGKAWANG[row.start : row.end] == row.text for row in rows)
    assert [row.paragraph for row in rows][:5] == [1, 2, 2, 2, 3]


def test_alternatives_are_no_more_than_two_and_differ() -> None:
    for row in rows_of(SINGKAWANG):
        labels = [(label.indicator, label.segment, label.programme) for label in row.labels]
        assert len(labels) <= 3
        assert len(set(labels)) == len(labels)


def test_a_number_that_is_not_understood_is_not_dropped() -> None:
    rows = rows_of("Ada 4.512 di sana.")
    assert [(row.text, row.kind) for row in rows] == [("4.512", "not-understood")]


def test_the_second_mention_follows_the_clearer_one() -> None:
    rows = rows_of("4,6 Juta Pekerja\nSebanyak 4,6 juta pekerja belum terdaftar sebagai peserta.")
    assert [row.labels[0].indicator for row in rows] == ["unregistered", "unregistered"]


def test_a_flow_until_a_month_is_that_of_the_year_to_date() -> None:
    assert said("Klaim dibayarkan Rp3,49 triliun hingga November 2024.") == ["benefits 2024-01/11 Rp3,49 triliun"]
    assert year_to_date(parse_period("2024-03-31")) == "2024-Q1"
    assert year_to_date(parse_period("2024-12")) == "2024"
    assert year_to_date(parse_period("2024-H1")) == "2024-H1"


def test_without_a_main_area_there_is_none() -> None:
    (row,) = rows_of("Cakupan kepesertaan 41 persen.", None, None, None)
    assert (row.labels[0].area, row.labels[0].period) == (None, None)


WORDS = ("Rp", "000", " persen", " juta", " dan ", "peserta ", "Kalbar ", "2025", "hingga ", " masing-masing ", "JHT ")
PIECES = st.sampled_from((*WORDS, " klaim ", "1e9", "tahun lalu ", *"5.,-/()%…–Q\n\u2028\x00٣"))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_text_brings_it_down(text: str) -> None:
    rows = rows_of(text)
    assert all(text[row.start : row.end] == row.text for row in rows)
    assert [row.start for row in rows] == sorted(row.start for row in rows)
    for row in rows:
        assert all(label.indicator in known().vocabulary.indicators for label in row.labels)


def test_a_thousand_words_take_little_time() -> None:
    """Thirty times what it takes, for busy machines; the time itself is measured in docs/dev/reading.md."""
    text = SINGKAWANG * 16
    assert len(text.split()) > 1000
    rows_of("Cakupan 5 persen.")
    begun = time.process_time()
    rows_of(text)
    assert time.process_time() - begun < 9

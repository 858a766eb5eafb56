"""The numbers and dates of a text, and where they stand."""

from __future__ import annotations

from datetime import date

import pytest

from bpjscli.articles.dates import dates_in
from bpjscli.articles.numbers import numbers_in

PUBLISHED = date(2025, 6, 18)


def kinds(text: str) -> list[tuple[str, str]]:
    return [(number.printed, number.kind) for number in numbers_in(text, dates_in(text, PUBLISHED))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lebih dari Rp70,2 miliar", [("lebih dari Rp70,2 miliar", "IDR")]),
        ("sekitar 3,3 juta pekerja", [("sekitar 3,3 juta", "plain")]),
        ("naik 3,37 poin persen", [("3,37 poin persen", "points")]),
        ("30 hingga 40 persen", [("30 hingga 40 persen", "percent")]),
        ("23–24 persen", [("23–24 persen", "percent")]),
        ("US$5.85 billion", [("US$5.85 billion", "foreign")]),
        ("30.5m participants", [("30.5m", "plain")]),
        ("Rp 293 T", [("Rp 293 T", "IDR")]),
        ("1 juta lebih", [("1 juta lebih", "plain")]),
        ("229. 405 peserta", [("229. 405", "plain")]),
        ("tiga klaim", [("tiga", "spelled")]),
        ("salah satu", []),
        ("Covid-19 ke-48 G20", [("19", "code"), ("48", "code"), ("20", "code")]),
        ("hampir mencapai 5 persen", [("hampir mencapai 5 persen", "percent")]),
        ("Rp90 juta rupiah", [("Rp90 juta rupiah", "IDR")]),
        ("naik hingga 42 persen", [("42 persen", "percent")]),
    ],
)
def test_numbers(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("31 Oktober 2025", "2025-10-31"),
        ("Oktober 2025", "2025-10"),
        ("(2/2/2026)", "2026-02-02"),
        ("(7/11)", "2024-11-07"),
        ("2025-03-31", "2025-03-31"),
        ("March 31, 2025", "2025-03-31"),
        ("triwulan I 2025", "2025-Q1"),
        ("semester kedua tahun 2024", "2024-H2"),
        ("Januari hingga April 2025", "2025-01/04"),
        ("Januari-Juni 2025", "2025-H1"),
        ("Januari 2023 hingga Mei 2024", "2023-01/2024-05"),
        ("hingga Mei", "2025-05"),
        ("tahun 2025", "2025"),
        ("2023-2024", "2023/2024"),
        ("31 Februari 2025", None),
        ("1/1/1900", None),
        ("pukul 16:02", None),
    ],
)
def test_dates(text: str, period: str | None) -> None:
    assert [dated.period for dated in dates_in(text, PUBLISHED)] == [period]


@pytest.mark.parametrize("text", ["2.025 peserta", "2025 persen", "Rp2.025", "mei", "12025"])
def test_what_is_no_date(text: str) -> None:
    assert dates_in(text, PUBLISHED) == []

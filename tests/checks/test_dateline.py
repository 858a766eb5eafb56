"""Weekdays and months by every name that articles use."""

from __future__ import annotations

from datetime import date

import pytest

from bpjscli.checks.dateline import weekday_of
from bpjscli.model.period import parse_period

WEEKDAYS = {
    "Monday": "Senin Monday",
    "Tuesday": "Selasa Tuesday",
    "Wednesday": "Rabu Wednesday",
    "Thursday": "Kamis Thursday",
    "Friday": "Jumat Jum'at Jum’at Friday",
    "Saturday": "Sabtu Saturday",
    "Sunday": "Minggu Ahad Sunday",
}
MONTHS = """
Januari January Jan, Februari February Feb, Maret March Mar, April Apr, Mei May, Juni June Jun, Juli July Jul,
Agustus August Agu Aug, September Sep Sept, Oktober October Okt Oct,
November Nopember Nov Nop, Desember December Des Dec
"""


@pytest.mark.parametrize("name", WEEKDAYS)
def test_weekdays(name: str) -> None:
    day = next(day for day in range(2, 9) if date(2026, 2, day).strftime("%A") == name)
    for word in WEEKDAYS[name].split():
        found = weekday_of(f"{word} ({day}/2/2026)", parse_period("2026-02"))
        assert found is not None, word
        assert found.named == found.true == found.day.weekday(), word
        assert found.true_name == name


def test_months() -> None:
    for month, names in enumerate(MONTHS.split(","), 1):
        for name in names.split():
            found = weekday_of(f"Senin, 2 {name} 2026", parse_period("2026"))
            assert found is not None, name
            assert found.day == date(2026, month, 2), name


@pytest.mark.parametrize(
    ("dateline", "published", "expected"),
    [
        ("Kamis (7/11)", "2024-11-08", date(2024, 11, 7)),
        ("Kamis (7/11)", "2024-11-07", date(2024, 11, 7)),
        ("Kamis (7/11)", "2024-11-06", date(2023, 11, 7)),
        ("Kamis (7/11/2025)", "2024-11-06", date(2025, 11, 7)),
        ("Kamis (7/11/25)", "2024-11-06", date(2025, 11, 7)),
        ("Kamis (29/2)", "2025-03-01", date(2024, 2, 29)),
        ("Kamis (29/2)", "2023-03-01", None),
        ("Kamis (31/4/2024)", "2024-05-01", None),
        ("Kamis, 7 Nov. 2024", "2024-11-08", date(2024, 11, 7)),
        ("Kamis, 7 November", "2024-11-06", date(2023, 11, 7)),
        ("Kamis, 7 orang", "2024-11-06", None),
        ("Kamis", "2024-11-06", None),
        ("7/11/2024", "2024-11-06", None),
        ("Kamisan (7/11)", "2024-11-08", None),
    ],
)
def test_days(dateline: str, published: str, expected: date | None) -> None:
    found = weekday_of(dateline, parse_period(published))
    assert (found and found.day) == expected


@pytest.mark.parametrize(
    ("dateline", "published", "named"),
    [
        ("Selasa, 4 Februari 2025 | 08.11 WIB", "2025-02-04", "2025-02-04"),
        ("08.11 WIB, Selasa (4/2/2025)", "2025-02-04", "2025-02-04"),
        ("Senin-Selasa (3-4/2/2025)", "2025-02-04", "2025-02-03"),
        ("Sabtu (1/2), Senin (3/2) dan Selasa (4/2)", "2025-02-04", "2025-02-01"),
        ("Minggu ke-5 Desember, 31 Desember 2025", "2025-12-31", None),
        ("Senin dan Selasa, 3 dan 4 Februari 2025", "2025-02-04", "2025-02-03"),
        ("Senin, 3 Feb. 2025, pukul 10.20", "2025-02-03", "2025-02-03"),
        ("Friday, August 15, 2025", "2025-08-15", "2025-08-15"),
        ("Selasa (4/2), bukan Rabu", "2025-02-04", None),
    ],
)
def test_datelines_that_are_right(dateline: str, published: str, named: str | None) -> None:
    """Times are no dates, weeks no Sundays, and several days each have a weekday of their own."""
    found = weekday_of(dateline, parse_period(published))
    assert (None if found is None else str(found.day)) == named
    assert found is None or found.named == found.true


@pytest.mark.parametrize(
    ("dateline", "published", "day"),
    [
        ("Rabu, 4 Februari 2025 10.30 WIB", "2025-02-04", "2025-02-04"),
        ("Kamis, 15 Agt 2025", "2025-08-15", "2025-08-15"),
        ("Rabu, 29 Pebruari 2024", "2024-02-29", "2024-02-29"),
        ("Rabu, 06-Mei-2025", "2025-05-06", "2025-05-06"),
        ("Thursday, August 15, 2025", "2025-08-15", "2025-08-15"),
        ("Sabtu (1/2), Senin (3/2) dan Rabu (4/2)", "2025-02-04", "2025-02-04"),
    ],
)
def test_datelines_that_are_wrong(dateline: str, published: str, day: str) -> None:
    found = weekday_of(dateline, parse_period(published))
    assert found is not None
    assert (str(found.day), found.named != found.true) == (day, True)

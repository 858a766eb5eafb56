"""The same records for every program: one fact base of N figures, and as many ledger transactions or table rows.

Ten figures make a source, as in an article with coverage, headcounts, segments, claims and benefits. Numbers come from
a seeded generator and agree with each other, except that one source in a hundred has a planted misprint.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

PROVINCES = [
    "aceh", "sumut", "sumbar", "riau", "jambi", "sumsel", "bengkulu", "lampung", "babel", "kepri",
    "dki", "jabar", "jateng", "diy", "jatim", "banten", "bali", "ntb", "ntt", "kalbar",
    "kalteng", "kalsel", "kaltim", "kaltara", "sulut", "sulteng", "sulsel", "sultra", "gorontalo", "sulbar",
    "maluku", "malut", "papua", "pabar", "papsel", "papteng", "papeg", "pbd",
]  # fmt: skip
FIGURES_A_SOURCE = 10
FIRST_YEAR = 1980  # months of a base go on from there, so that the largest has the same in it as the others, and more
HALF_A_WAVE = 100  # quarters; a coverage that fell back at once would be a finding, and only the largest base have it
SEED = 20240207


def fact_base(figures: int) -> Iterator[str]:
    """The lines of a fact base with so many figures."""
    chance = random.Random(SEED)  # noqa: S311  # test data, not a secret
    yield "format = 1\n"
    for number in range(figures // FIGURES_A_SOURCE):
        yield from _source(number, chance)


def _source(number: int, chance: random.Random) -> Iterator[str]:
    area = PROVINCES[number % len(PROVINCES)]
    month = number // len(PROVINCES)
    year, of_year = FIRST_YEAR + month // 12, 1 + month % 12
    start = 200_000 + 7_919 * (number % len(PROVINCES) + 1) * 9
    workforce = start * (1000 + month) // 1000 + chance.randint(0, 300)  # grows by about one percent a year
    participants = workforce * (200 + 10 * (number % len(PROVINCES)) + _rise(month)) // 1000
    wage, own = participants * 6 // 10, participants * 3 // 10
    claims = chance.randint(1_000, 90_000)
    benefits = claims * chance.randint(5, 12) * 1_000_000 + 7
    shown = participants + (participants // 3 if number % 100 == 50 else 0)  # the planted misprint
    yield f'\n[[source]]\nid = "s{number}"\npublisher = "Koran"\npublished = {year}-{of_year:02}-28\n'
    yield f'defaults = {{ area = "{area}", period = "{year}-{of_year:02}" }}\nfigures = [\n'
    lines = (
        ("coverage", "", f"{_percent(participants, workforce)} persen"),
        ("uncovered", "", f"{_percent(workforce - participants, workforce)} persen"),
        ("participants", "", f"{_grouped(shown)}"),
        ("workforce", "", f"{_grouped(workforce)}"),
        ("unregistered", "", f"{_grouped(workforce - participants)}"),
        ("participants", 'segment = "pu", ', f"{_grouped(wage)}"),
        ("participants", 'segment = "bpu", ', f"{_grouped(own)}"),
        ("participants", 'segment = "jakon", ', f"{_grouped(participants - wage - own)}"),
        ("claims", "", f"{_grouped(claims)}"),
        ("benefits", "", f"Rp{_grouped(benefits)}"),
    )
    for indicator, part, printed in lines:
        yield f'  {{ indicator = "{indicator}", {part}printed = "{printed}" }},\n'
    yield "]\n"


def _rise(month: int) -> int:
    """Thousandths that coverage has risen by: one a quarter for 25 years, then it falls as slowly, and so on."""
    return HALF_A_WAVE - abs(HALF_A_WAVE - month // 3 % (2 * HALF_A_WAVE))


def many_areas(count: int) -> Iterator[str]:
    """The lines of a fact base with so many districts, all in one report: three figures each, one source a year."""
    chance = random.Random(SEED)  # noqa: S311  # test data, not a secret
    yield "format = 1\n"
    for number in range(count):
        yield f'\n[[area]]\nid = "d{number}"\nname = "District {number}"\nlevel = "regency"\nparent = "kalbar"\n'
    for year in (2024, 2025):
        yield f'\n[[source]]\nid = "s{year}"\npublisher = "Koran"\npublished = {year}-12-28\n'
        yield f"defaults = {{ period = {year} }}\nfigures = [\n"
        for number in range(count):
            workforce = 20_003 + number * 997
            participants = workforce * chance.randint(200, 600) // 1000
            for indicator, printed in (
                ("coverage", f"{_percent(participants, workforce)} persen"),
                ("participants", _grouped(participants)),
                ("workforce", _grouped(workforce)),
            ):
                yield f'  {{ area = "d{number}", indicator = "{indicator}", printed = "{printed}" }},\n'
        yield "]\n"


def journal(records: int) -> Iterator[str]:
    """So many transactions as hledger and ledger read them."""
    for date, area, amount in _payments(records):
        yield f"{date} {area}\n    claims:{area}  {amount}.00 IDR\n    cash\n\n"


def beancount(records: int) -> Iterator[str]:
    """So many transactions as beancount reads them."""
    yield "1979-01-01 open Assets:Cash\n"
    for area in PROVINCES:
        yield f"1979-01-01 open Expenses:Claims:{area.title()}\n"
    for date, area, amount in _payments(records):
        yield f'\n{date} * "{area}"\n  Expenses:Claims:{area.title()}  {amount}.00 IDR\n  Assets:Cash\n'


def table(records: int) -> Iterator[str]:
    """So many rows of CSV."""
    yield "date,area,amount\n"
    for date, area, amount in _payments(records):
        yield f"{date},{area},{amount}.00\n"


def _payments(records: int) -> Iterator[tuple[str, str, int]]:
    chance = random.Random(SEED)  # noqa: S311  # test data, not a secret
    for number in range(records):
        year, month, day = 1980 + number // 336 % 40, 1 + number // 28 % 12, 1 + number % 28
        yield f"{year}-{month:02}-{day:02}", PROVINCES[number % len(PROVINCES)], chance.randint(1_000, 90_000_000)


def write(folder: Path, records: int) -> dict[str, Path]:
    """All files for so many records, by kind."""
    kinds = {"toml": fact_base, "journal": journal, "beancount": beancount, "csv": table}
    files = {kind: folder / f"records-{records}.{kind}" for kind in kinds}
    for kind, make in kinds.items():
        with files[kind].open("w", encoding="utf-8") as stream:
            stream.writelines(make(records))
    return files


def _percent(part: int, whole: int) -> str:
    hundredths = (part * 20_000 + whole) // (2 * whole)
    return f"{hundredths // 100},{hundredths % 100:02}"


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")

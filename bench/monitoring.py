"""Monthly monitoring of regencies as a table: numbers that agree, in full or rounded, with planted slips.

Each row is an area in a month, each column a figure; ragged tables leave out columns, other ones for each area. The
same figures can be written as a CSV file, wide or long, and as a fact base in TOML.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Literal, NamedTuple

from bpjscli.model.facts import Area

PROGRAMMES = ("jkk", "jkm", "jht", "jp", "jkp")
PAID = {
    "jkk": (6_000_000, 12_000_000), "jkm": (40_000_000, 44_000_000), "jht": (9_000_000, 16_000_000),
    "jp": (2_000_000, 5_000_000), "jkp": (2_000_000, 5_000_000),
}  # fmt: skip
"""Rupiah a claim, about what is usual."""
COLUMNS = (
    "workforce", "workforce/pu", "workforce/bpu", "participants", "participants/pu", "participants/bpu",
    "participants/jakon", "coverage", "unregistered",
    *(f"{indicator}{part}" for indicator in ("claims", "benefits") for part in ("", *(f"/{p}" for p in PROGRAMMES))),
)  # fmt: skip
FIRST_YEAR = 2023  # by then all programmes exist
Printing = Literal["exact", "rounded"]


class Row(NamedTuple):
    """The figures of an area in a month, as they are printed; `slip` is the column with a planted slip."""

    area: str
    month: str
    figures: Mapping[str, str]
    slip: str | None = None


class Kind(NamedTuple):
    """What a table is like: how it prints, whether it is ragged, how often a row has a slip, whether it has regions."""

    printing: Printing = "exact"
    ragged: bool = False
    slips: float = 0.001
    regions: bool = False


def regencies(areas: Mapping[str, Area], count: int) -> list[str]:
    """So many regencies and cities, province by province."""
    return [area.id for area in areas.values() if area.level in ("regency", "city")][:count]


def rows(places: Sequence[str], months: int, kind: Kind, areas: Mapping[str, Area], seed: int = 1) -> Iterator[Row]:
    """The rows of a table, month by month; with regions, the provinces and the country after their regencies."""
    rng = Random(seed)  # noqa: S311  # test data, not a secret
    lives = {place: _life(rng) for place in places}
    columns = {place: _columns(kind, rng) for place in (*places, *{areas[place].parent or "" for place in places})}
    for number in range(months):
        month = f"{FIRST_YEAR + number // 12}-{1 + number % 12:02}"
        counted = {place: _counts(life, number, rng) for place, life in lives.items()}
        if kind.regions:
            counted |= _regions(counted, areas)
        for place, counts in counted.items():
            yield _row(place, month, counts, columns.get(place, COLUMNS), kind, rng)


def _life(rng: Random) -> dict[str, float]:
    """What an area is like: its workers by segment, and how many of them are covered."""
    size = 10 ** rng.uniform(4.7, 6.3)
    wage = rng.uniform(0.3, 0.6)
    return {
        "pu": size * wage, "bpu": size * (1 - wage), "rate_pu": rng.uniform(0.4, 0.8),
        "rate_bpu": rng.uniform(0.05, 0.3), "jakon": size * rng.uniform(0.01, 0.05),
    }  # fmt: skip


def _counts(life: Mapping[str, float], number: int, rng: Random) -> dict[str, int]:
    """The whole numbers of one month; the workforce grows by about one percent a year."""
    growth = 1 + number / 1200
    found: dict[str, int] = {}
    for part in ("pu", "bpu"):
        found[f"workforce/{part}"] = int(life[part] * growth) + rng.randrange(20)
        found[f"participants/{part}"] = int(life[part] * life[f"rate_{part}"] * growth) + rng.randrange(20)
    found["participants/jakon"] = int(life["jakon"] * growth) + rng.randrange(20)
    for programme in PROGRAMMES:
        claims = rng.randrange(200, 40_000)
        found[f"claims/{programme}"] = claims
        found[f"benefits/{programme}"] = claims * rng.randrange(*PAID[programme]) + rng.randrange(1000)
    return found


def _regions(counted: Mapping[str, dict[str, int]], areas: Mapping[str, Area]) -> dict[str, dict[str, int]]:
    """The provinces all of whose regencies are there, and the country where all provinces are."""
    provinces: dict[str, list[dict[str, int]]] = {}
    for place, counts in counted.items():
        provinces.setdefault(areas[place].parent or "", []).append(counts)
    sizes: dict[str, int] = {}
    for area in areas.values():
        if area.level in ("regency", "city") and area.parent is not None:
            sizes[area.parent] = sizes.get(area.parent, 0) + 1
    found = {p: _sum(parts) for p, parts in provinces.items() if len(parts) == sizes.get(p)}
    if len(found) == sum(area.level == "province" for area in areas.values()):
        found |= {area.id: _sum(found.values()) for area in areas.values() if area.level == "country"}
    return found


def _sum(parts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in parts:
        for name, count in part.items():
            found[name] = found.get(name, 0) + count
    return found


def _columns(kind: Kind, rng: Random) -> Sequence[str]:
    if not kind.ragged:
        return COLUMNS
    dropped = {rng.choice(COLUMNS) for _ in range(rng.choice([0, 1, 1, 3]))}
    return [column for column in COLUMNS if column not in dropped]


def _row(place: str, month: str, counts: Mapping[str, int], columns: Sequence[str], kind: Kind, rng: Random) -> Row:
    full = dict(counts)
    for indicator in ("workforce", "participants", "claims", "benefits"):
        full[indicator] = sum(count for name, count in counts.items() if name.startswith(f"{indicator}/"))
    full["unregistered"] = full["workforce"] - full["participants"]
    figures = {column: _printed(column, full, kind.printing) for column in columns}
    if rng.random() >= kind.slips:
        return Row(place, month, figures)
    column = rng.choice([c for c in columns if len(figures[c]) > 3 or c == "coverage"] or list(columns))
    figures[column] = _slipped(figures[column], rng)
    return Row(place, month, figures, column)


def _printed(column: str, full: Mapping[str, int], printing: Printing) -> str:
    if column == "coverage":
        hundredths = (full["participants"] * 20_000 + full["workforce"]) // (2 * full["workforce"])
        return f"{hundredths // 100}.{hundredths % 100:02}"
    count = full[column]
    if printing == "exact":
        return str(count)
    for scale, word in ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu")):
        if abs(count) >= 10 * scale or (abs(count) >= scale and scale > 1000):
            tenths = (abs(count) * 200 // scale + 1) // 2
            sign = "-" if count < 0 else ""
            return f"{sign}{tenths // 100},{tenths % 100:02} {word}"
    return str(count)


def _slipped(printed: str, rng: Random) -> str:
    """Two neighbouring digits swapped, or one digit wrong."""
    digits = [place for place, letter in enumerate(printed) if letter.isdigit()]
    swaps = [(a, b) for a, b in pairwise(digits) if b == a + 1 and printed[a] != printed[b] and printed[b] != "0"]
    letters = list(printed)
    if swaps and rng.random() < 0.5:
        a, b = rng.choice(swaps)
        letters[a], letters[b] = letters[b], letters[a]
    else:
        place = rng.choice(digits)
        letters[place] = rng.choice([d for d in "123456789" if d != letters[place]])
    return "".join(letters)


def write_wide(path: Path, table: Iterable[Row]) -> None:
    """A CSV file with a column for each figure."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["kode", "bulan", *COLUMNS])
        for row in table:
            writer.writerow([row.area, row.month, *(row.figures.get(column, "") for column in COLUMNS)])


def write_long(path: Path, table: Iterable[Row]) -> None:
    """A CSV file with a row for each figure."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["kode", "bulan", "indikator", "rincian", "nilai"])
        for row in table:
            for column, printed in row.figures.items():
                indicator, _, part = column.partition("/")
                writer.writerow([row.area, row.month, indicator, part, printed])


def toml(table: Iterable[Row], printing: Printing) -> Iterator[str]:
    """The same figures as a source of a fact base, line by line."""
    yield 'format = 1\n\n[[source]]\nid = "dashboard"\npublisher = "BPJS"\npublished = 2100\nfigures = [\n'
    for row in table:
        for column, printed in row.figures.items():
            indicator, _, part = column.partition("/")
            kind = "programme" if part in PROGRAMMES else "segment"
            of = f'{kind} = "{part}", ' if part else ""
            number = f"value = {printed}" if printing == "exact" or column == "coverage" else f'printed = "{printed}"'
            yield f'  {{ area = "{row.area}", period = "{row.month}", indicator = "{indicator}", {of}{number} }},\n'
    yield "]\n"

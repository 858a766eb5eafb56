"""S608 over tables: its query misses nothing that the check finds in the same figures as TOML, and hardly more."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from bpjscli.checks.examine import examine
from bpjscli.checks.in_tables import examine_tables
from bpjscli.load.load import load
from bpjscli.measures.answers import Answers
from bpjscli.tables.store import TableStore

pytest.importorskip("duckdb")

AREAS = ("sambas", "landak", "sanggau", "ketapang")
PROGRAMMES = ("jkk", "jkm", "jht", "jp", "jkp")
COLUMNS = ("claims", *(f"claims/{programme}" for programme in PROGRAMMES))
Row = tuple[str, str, tuple[int | None, ...]]  # area, period, one number a column
Sources = dict[str, list[Row]]


def numbers(rng: Random, base: int) -> tuple[int | None, ...]:
    """A total, now and then left out, and its parts, of which one is left out now and then."""
    parts: list[int | None] = [round(base * share * rng.uniform(0.9, 1.1)) for share in (1, 0.4, 3, 0.7, 0.1)]
    total = sum(part for part in parts if part is not None)
    if rng.random() < 0.3:
        parts[rng.randrange(5)] = None
    return (None if rng.random() < 0.5 else total, *parts)


def invented(seed: int) -> Sources:
    """Years and months told by two sources, with jumps."""
    rng = Random(seed)  # noqa: S311  # test data, not a secret
    told: Sources = {"one": [], "two": []}
    for area in AREAS:
        size = rng.choice((60, 900, 20_000))
        for period in (*range(2019, 2025), *(f"2025-{month:02}" for month in range(1, 9))):
            jump = rng.choice((3.2, 0.3, 10)) if rng.random() < 0.2 else 1
            for source in told:
                if rng.random() < 0.6:
                    told[source].append((area, str(period), numbers(rng, round(size * jump))))
    return told


def steady() -> Sources:
    """Fifteen years that grow by a seventh each, every other year told by another source."""
    told: Sources = {"one": [], "two": []}
    for area in AREAS:
        for place in range(15):
            parts = [round(share * 1.14**place) for share in (1000, 400, 3000, 700, 150)]
            told["two" if place % 2 else "one"].append((area, str(2010 + place), (sum(parts), *parts)))
    return told


def head(source: str) -> str:
    return f'[[source]]\nid = "{source}"\npublished = {2026 if source == "one" else 2027}\n'


def in_tables(folder: Path, told: Sources) -> TableStore:
    text = "format = 1\n"
    columns = ", ".join(f'"{column}" = "{column}"' for column in COLUMNS)
    for source, its in told.items():
        lines = [",".join(("kode", "tahun", *COLUMNS))]
        lines += [",".join((area, period, *("" if n is None else str(n) for n in row))) for area, period, row in its]
        (folder / f"{source}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        text += head(source) + f'[[table]]\nsource = "{source}"\nfile = "{source}.csv"\n'
        text += f'columns = {{ area = "kode", period = "tahun", {columns} }}\n'
    (folder / "tables.toml").write_text(text, encoding="utf-8")
    base = load(folder / "tables.toml")
    return TableStore(base, Answers(base).planner.quotients)


def in_toml(folder: Path, told: Sources) -> Answers:
    text = "format = 1\n"
    for source, its in told.items():
        text += head(source) + "figures = [\n"
        for area, period, row in its:
            for column, number in zip(COLUMNS, row, strict=True):
                programme = f', programme = "{column[7:]}"' if column[7:] else ""
                if number is not None:
                    text += f'  {{ area = "{area}", indicator = "claims"{programme}, period = "{period}", '
                    text += f"value = {number} }},\n"
        text += "]\n"
    (folder / "figures.toml").write_text(text, encoding="utf-8")
    return Answers(load(folder / "figures.toml"))


@pytest.mark.parametrize("seed", range(4))
def test_jumps_are_found_as_in_toml(tmp_path: Path, seed: int) -> None:
    told = invented(seed)
    store = in_tables(tmp_path, told)
    found = examine_tables(Answers(store.base), store, ["S608"]).findings
    expected = examine(in_toml(tmp_path, told), ["S608"])
    its = [
        sorted(sorted((f.id, f.source.id, str(f.reading.value)) for f in one.figures) for one in findings)
        for findings in (found, expected)
    ]
    assert its[0] == its[1]
    assert len(expected) > 5


def test_steady_growth_selects_nothing(tmp_path: Path) -> None:
    store = in_tables(tmp_path, steady())
    assert not examine_tables(Answers(store.base), store, ["S608"]).findings
    assert store.connection.execute("SELECT count(*) FROM chosen").fetchone() == (0,)

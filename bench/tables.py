"""What the runs of `bench/peers.py` amount to, as rows and as Markdown: medians, ratios, growth, and the goals."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

Row = dict[str, Any]

TYPER = "typer hello"
SHIPPED = "bpjs coverage --province kalbar, shipped base"
CHECK, RANKING = "bpjs check", "bpjs ranking"
OWN = ("bpjs coverage --province kalbar", RANKING, CHECK)
PYTHON_PEERS = ("bean-check", "bean-query", "csvstat", "sqlite-utils memory", "frictionless validate")
FIRST_LINEAR = 20_000  # records below which starting up is what takes the time
MOST_GROWTH = 1.15
GROWTH_REMARK = "Processor time and peak memory a record, over those at the smaller size: 1.00 is linear."


class Run(NamedTuple):
    """One run: wall and processor seconds, and peak memory in MiB."""

    wall: float
    cpu: float
    memory: float


def rows(size: int, taken: Mapping[str, Sequence[Run]], counts: Mapping[str, float]) -> list[Row]:
    """One row a program: medians, the ratio of the processor time to `bpjs check`, and millions of instructions."""
    check = statistics.median(run.cpu for run in taken[CHECK])
    found: list[Row] = []
    for name, made in taken.items():
        cpu = statistics.median(run.cpu for run in made)
        row: Row = {
            "records": size,
            "program": name,
            "wall_seconds": round(statistics.median(run.wall for run in made), 4),
            "cpu_seconds": round(cpu, 4),
            "least_cpu_seconds": round(min(run.cpu for run in made), 4),
            "peak_mib": round(max(run.memory for run in made), 1),
            "of_bpjs_check": round(cpu / check, 2),
            "runs": len(made),
        }
        found.append(row | ({"instructions_millions": round(counts[name])} if name in counts else {}))
    return found


def markdown(table: Sequence[Row], machine: Mapping[str, str]) -> str:
    """The table as GitHub shows it, one section a size, in the order of processor time."""
    lines = [f"{key}: {value}  " for key, value in machine.items()]
    for size in dict.fromkeys(row["records"] for row in table):
        chosen = sorted((row for row in table if row["records"] == size), key=lambda row: row["cpu_seconds"])
        counted = any("instructions_millions" in row for row in chosen)
        lines += ["", f"### {size:,} records", ""]
        lines.append("| program | wall s | cpu s | peak MiB | of `bpjs check` |" + " instructions, M |" * counted)
        lines.append("|:--|--:|--:|--:|--:|" + "--:|" * counted)
        for row in chosen:
            number = f"{row['instructions_millions']:,}" if "instructions_millions" in row else "–"
            lines.append(
                f"| {row['program']} | {row['wall_seconds']:.3f} | {row['cpu_seconds']:.3f} | {row['peak_mib']:.0f} "
                f"| {row['of_bpjs_check']:.2f} |" + f" {number} |" * counted
            )
    return "\n".join(lines) + "\n"


def growth(table: Sequence[Row]) -> str:
    """Processor time and memory a record, as multiples of those at the size before: 1 is linear, less is fixed cost."""
    sizes = [size for size in dict.fromkeys(row["records"] for row in table) if size >= FIRST_LINEAR]
    steps = list(pairwise(sizes)) + ([(sizes[0], sizes[-1])] if len(sizes) > 2 else [])
    lines = ["", "### Growth", "", GROWTH_REMARK, ""]
    lines.append("| program | " + " | ".join(f"{a:,} to {b:,}: time | memory" for a, b in steps) + " |")
    lines.append("|:--|" + "--:|--:|" * len(steps))
    by = {(row["program"], row["records"]): row for row in table}
    for program in dict.fromkeys(row["program"] for row in table):
        cells = []
        for small, large in steps:
            one, other = by.get((program, small)), by.get((program, large))
            for key in ("cpu_seconds", "peak_mib"):
                cells.append("–" if not (one and other) else f"{other[key] / one[key] * small / large:.2f}")
        if program not in (TYPER, SHIPPED) and set(cells) != {"–"}:
            lines.append(f"| {program} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n" if steps else ""


def goals(table: Sequence[Row], wide: float) -> str:
    """What was aimed at and what came of it, in processor time; what could not be measured is left out."""
    by = {(row["program"], row["records"]): row for row in table}
    lines = ["### Aims", "", "Ratios of processor time or memory, medians of runs in turn.", ""]
    lines += ["| aim | found | reached |", "|:--|--:|:--|"]
    for aim in _aims():
        if aim.one in by and aim.other in by:
            found = by[aim.one][aim.key] / by[aim.other][aim.key] * aim.other[1] / aim.one[1]
            lines.append(f"| {aim.words} | {found:.2f} | {'yes' if found <= aim.most else 'no'} |")
    lines.append(f"| an HTML report of 514 areas in 1.5 s | {wide:.2f} s | {'yes' if wide <= 1.5 else 'no'} |")
    return "\n".join(lines) + "\n\n"


class Aim(NamedTuple):
    """In words, the two (program, size) that are compared a record, and the most that the ratio may be."""

    words: str
    one: tuple[str, int]
    other: tuple[str, int]
    most: float = 1.0
    key: str = "cpu_seconds"


def _aims() -> Iterator[Aim]:
    yield Aim("a piped `bpjs coverage --province kalbar` to a bare Typer program: 1.5", (SHIPPED, 50), (TYPER, 50), 1.5)
    for peer in PYTHON_PEERS:
        yield Aim(f"`bpjs coverage` at 50 records to `{peer}`: less than 1", (OWN[0], 50), (peer, 50))
    for size in (20_000, 100_000):
        for peer in ("hledger check", "bean-check"):
            yield Aim(f"`bpjs check` at {size:,} figures to `{peer}`: less than 1", (CHECK, size), (peer, size))
    for name in (RANKING, f"{RANKING}, kept"):
        words = f"`{name}` at 20,000 figures to `ledger balance`: 1.5"
        yield Aim(words, (name, 20_000), ("ledger balance", 20_000), 1.5)
    for name in OWN:
        for key, what in (("cpu_seconds", "time"), ("peak_mib", "memory")):
            words = f"{what} a figure of `{name}` at 500,000 to that at 20,000: {MOST_GROWTH}"
            yield Aim(words, (name, 500_000), (name, 20_000), MOST_GROWTH, key)
    for size in (20_000, 100_000, 500_000):
        words = f"memory of `bpjs check` at {size:,} figures to that of `hledger check`: less than 1"
        yield Aim(words, (CHECK, size), ("hledger check", size), 1.0, "peak_mib")

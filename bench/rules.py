"""`bpjs check` on a table beside programs that check one rule: coverage is participants by workforce.

Run as `python -m bench.rules --months 110 --python OTHER/bin/python`, where OTHER has pandera, pointblank and duckdb.
Each runs as a process of its own, one after the other; what can be compared are the ratios.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.monitoring import COLUMNS, Kind, regencies, rows, write_wide
from bpjscli.load.load import load

PROGRAMS = {
    "pandera": f"""
import sys, pandas, pandera.pandas as pa
table = pandas.read_csv(sys.argv[1])
rule = pa.Check(lambda t: (t.coverage / 100 - t.participants / t.workforce).abs() <= 0.00005000001)
schema = pa.DataFrameSchema({{name: pa.Column() for name in {COLUMNS!r}}}, checks=rule)
try:
    schema.validate(table, lazy=True)
except pa.errors.SchemaErrors as error:
    print(len(error.failure_cases.groupby("index")))
""",
    "pointblank": """
import sys, polars, pointblank
table = polars.read_csv(sys.argv[1])
rule = (polars.col("coverage") / 100 - polars.col("participants") / polars.col("workforce")).abs() <= 0.00005000001
found = pointblank.Validate(table).col_vals_expr(expr=rule).interrogate()
print(found.n_failed())
""",
    "a query of DuckDB": """
import sys, duckdb
print(duckdb.sql(f"SELECT count(*) FROM '{sys.argv[1]}' "
                 "WHERE abs(coverage / 100 - participants / workforce) > 0.00005000001").fetchall())
""",
}


def measure(command: list[str]) -> tuple[float, float, str]:
    """Processor seconds, peak memory in MiB, and the last line of what it wrote."""
    with tempfile.TemporaryFile("w+") as written:
        process = subprocess.Popen(command, stdout=written, stderr=subprocess.DEVNULL)
        _, _, used = os.wait4(process.pid, 0)
        written.seek(0)
        lines = written.read().splitlines() or [""]
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, lines[-1][:60]


def main() -> None:
    """Write a table, run all programs, and print processor time, memory and the ratio to pandera."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--months", type=int, default=10)
    parser.add_argument("--python", default=sys.executable)
    options = parser.parse_args()
    areas = load().areas
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        write_wide(folder / "m.csv", rows(regencies(areas, 514), options.months, Kind(), areas))
        columns = ", ".join(f'"{name}" = "{name}"' for name in COLUMNS)
        (folder / "base.toml").write_text(
            'format = 1\n[[source]]\nid = "d"\npublisher = "BPJS"\npublished = 2100\n[[table]]\nsource = "d"\n'
            f'file = "m.csv"\ncolumns = {{ area = "kode", period = "bulan", {columns} }}\n',
            encoding="utf-8",
        )
        commands = {name: [options.python, "-c", text, str(folder / "m.csv")] for name, text in PROGRAMS.items()}
        check = [sys.executable, "-m", "bpjscli", "check", "--data", str(folder / "base.toml"), "--format", "csv"]
        taken = {name: measure(command) for name, command in {**commands, "bpjs check": check}.items()}
    for name, (seconds, memory, said) in taken.items():
        print(f"{name:18} {seconds:6.2f} s {memory:5.0f} MiB {seconds / taken['pandera'][0]:5.2f}  {said}")


if __name__ == "__main__":
    main()

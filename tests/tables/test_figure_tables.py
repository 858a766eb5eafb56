"""[[table]] blocks: how files are read, what is said of rows that are wrong, and that checks find the same in them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bench.monitoring import COLUMNS, Kind, regencies, rows, toml, write_long, write_wide
from bpjscli.checks.examination import CHECKS
from bpjscli.checks.examine import examine
from bpjscli.checks.finding import Finding
from bpjscli.checks.in_tables import examine_tables
from bpjscli.load.diagnostics import InvalidBaseError
from bpjscli.load.load import load
from bpjscli.measures.answers import Answers
from bpjscli.model.facts import FactBase
from bpjscli.tables.store import TableStore
from bpjscli.tables.suspects import GROUPS, query

duckdb = pytest.importorskip("duckdb")

SOURCE = 'format = 1\n\n[[source]]\nid = "dashboard"\npublisher = "BPJS"\npublished = 2100\n\n'
WIDE = ", ".join(f'"{column}" = "{column}"' for column in COLUMNS)
LONG = 'area = "kode", period = "bulan", indicator = "indikator", segment = "rincian", value = "nilai"'


def write_base(folder: Path, block: str) -> Path:
    path = folder / "base.toml"
    path.write_text(SOURCE + "[[table]]\n" + block, encoding="utf-8")
    return path


def block(columns: str, file: str = "m.csv", more: str = "") -> str:
    return f'source = "dashboard"\nfile = "{file}"\ncolumns = {{ {columns} }}\n{more}'


def read(path: Path) -> tuple[FactBase, TableStore]:
    base = load(path)
    return base, TableStore(base, Answers(base).planner.quotients)


def errors_of(path: Path) -> list[str]:
    with pytest.raises(InvalidBaseError) as caught:
        read(path)
    return [f"{problem.code} {problem.place} {problem.message}" for problem in caught.value.problems]


def told(finding: Finding) -> tuple[object, ...]:
    return (
        finding.code,
        finding.severity,
        [figure.id for figure in finding.figures],
        finding.size,
        [(s.kind, s.figure.id, s.reading, s.bits) for s in finding.suggestions],
        [(would.figure.id, would.quantity.interval) for would in finding.would],
    )


@pytest.mark.long
@pytest.mark.parametrize(
    ("kind", "areas"),
    [(Kind(slips=0.02), 40), (Kind(slips=0.02, ragged=True), 40), (Kind(slips=0.02, regions=True), 60)],
    ids=["plain", "ragged", "regions"],
)
def test_checks_find_the_same_in_a_table_and_in_toml(tmp_path: Path, kind: Kind, areas: int) -> None:
    known = load().areas
    table = list(rows(regencies(known, areas), 6, kind, known, seed=5))
    write_wide(tmp_path / "m.csv", table)
    base, store = read(write_base(tmp_path, block(f'area = "kode", period = "bulan", {WIDE}')))
    found = examine_tables(Answers(base), store)
    other = tmp_path / "toml.toml"
    other.write_text("".join(toml(table, "exact")), encoding="utf-8")
    expected = examine(Answers(load(other)))
    assert list(map(told, found.findings)) == list(map(told, expected))
    assert not found.left_out
    assert any(finding.code in ("C401", "C402") for finding in found.findings)


def test_a_finding_names_its_row(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text(
        "kode,bulan,cakupan,peserta,pekerja\n6171,2024-05,45.00,450,1000\n6172,2024-05,45.00,460,1000\n"
    )
    columns = 'area = "kode", period = "bulan", coverage = "cakupan", participants = "peserta", workforce = "pekerja"'
    (tmp_path / "m.csv").write_text(
        (tmp_path / "m.csv").read_text().replace("6171", "sambas").replace("6172", "landak")
    )
    base, store = read(write_base(tmp_path, block(columns)))
    found = examine_tables(Answers(base), store)
    (finding,) = found.findings
    assert finding.code == "C401"
    place = found.answers.base.place_of(finding.figures[0])
    assert str(place).endswith("m.csv[kode=landak, bulan=2024-05]")
    assert place.line == 3


def test_long_and_wide_tables_have_the_same_figures(tmp_path: Path) -> None:
    known = load().areas
    table = list(rows(regencies(known, 3), 2, Kind(slips=0), known))
    write_wide(tmp_path / "m.csv", table)
    write_long(tmp_path / "l.csv", table)
    _, wide = read(write_base(tmp_path, block(f'area = "kode", period = "bulan", {WIDE}')))
    _, long = read(write_base(tmp_path, block(LONG, "l.csv")))
    figures = {figure.id: figure.reading for figure in wide.base_with("true").figures}
    assert len(figures) == 3 * 2 * len(COLUMNS)
    assert {figure.id: figure.reading for figure in long.base_with("true").figures} == figures


def test_parquet_keeps_digits_by_the_block(tmp_path: Path) -> None:
    duckdb.sql(
        "COPY (SELECT 'sambas' AS kode, DATE '2024-05-31' AS hari, 45.3::DOUBLE AS cakupan, 1200::BIGINT AS peserta) "
        f"TO '{tmp_path / 'm.parquet'}'"
    )
    columns = 'area = "kode", period = "hari", coverage = "cakupan", participants = "peserta"'
    for more, step in (("digits = { coverage = 2 }\n", "0.01"), ("", "0.1")):
        _, store = read(write_base(tmp_path, block(columns, "*.parquet", more)))
        coverage, participants = store.base_with("true").figures
        assert str(coverage.reading.step) == step
        assert coverage.period.text == "2024-05-31"
        assert participants.reading.rounded.exact


def test_a_workbook_and_printed_numbers(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Daerah", "Peserta"], ["Kab. Sambas", "sekitar 206.000"], ["Landak", "Rp5"]):
        sheet.append(row)
    book.save(tmp_path / "m.xlsx")
    columns = 'area = "Daerah", printed = "Peserta"'
    more = 'defaults = { period = 2024, indicator = "participants" }\n'
    path = write_base(tmp_path, block(columns, "m.xlsx", more))
    (error,) = errors_of(path)
    assert error.startswith("R202")
    assert "m.xlsx[Daerah=Landak]" in error
    sheet.delete_rows(3)
    book.save(tmp_path / "m.xlsx")
    (figure,) = read(path)[1].base_with("true").figures
    assert (figure.area, figure.printed, figure.reading.qualifier) == ("sambas", "sekitar 206.000", "about")


@pytest.mark.parametrize(
    ("head", "rows_", "columns"),
    [
        ("kode,bulan,min,max", ["sambas,2024-05,45.1,46.3"],
         'area = "kode", period = "bulan", "coverage.low" = "min", "coverage.high" = "max"'),
        ("kode,bulan,ind,min,max", ["sambas,2024-05,coverage,45.1,46.3"],
         'area = "kode", period = "bulan", indicator = "ind", low = "min", high = "max"'),
    ],
    ids=["wide", "long"],
)  # fmt: skip
def test_an_interval_is_given_by_its_ends(tmp_path: Path, head: str, rows_: list[str], columns: str) -> None:
    (tmp_path / "m.csv").write_text("\n".join([head, *rows_]), encoding="utf-8")
    (figure,) = read(write_base(tmp_path, block(columns)))[1].base_with("true").figures
    ends = figure.reading.rounded
    assert (str(ends.low), str(ends.high)) == ("45.05", "46.35")
    assert figure.printed == "45.1–46.3"
    (tmp_path / "m.csv").write_text("\n".join([head, rows_[0].replace("45.1", "47"), *rows_]), encoding="utf-8")
    (error, _) = errors_of(write_base(tmp_path, block(columns)))
    assert "m.csv[kode=sambas, bulan=2024-05]" in error
    assert "runs backwards" in error


def test_words_are_renamed_and_sources_named_by_a_column(tmp_path: Path) -> None:
    (tmp_path / "m.tsv").write_text("asal\tkode\tthn\tind\tnilai\nD\tsambas\t2024\tPeserta\t12\n", encoding="utf-8")
    text = (
        'source = { column = "asal" }\nfile = "m.tsv"\n'
        'columns = { area = "kode", period = "thn", indicator = "ind", value = "nilai" }\n'
        'rename = { indicator = { Peserta = "participants" }, source = { D = "dashboard" } }\n'
    )
    (figure,) = read(write_base(tmp_path, text))[1].base_with("true").figures
    assert figure.id == "dashboard/sambas/participants/2024"


def test_errors_are_told_by_row(tmp_path: Path) -> None:
    lines = [
        "kode,bulan,indikator,rincian,nilai",
        "sambass,2024-05,participants,,12",
        "sambas,2024-13,participants,,12",
    ]
    lines += ["sambas,2024-05,pesertaa,,12", "sambas,2024-05,participants,puu,12", "sambas,2024-05,participants,,x"]
    lines += ["landak,2024-05,participants,,1", "landak,2024-05,participants,,2", "landak,2024-06,participants,,-4"]
    (tmp_path / "m.csv").write_text("\n".join(lines), encoding="utf-8")
    found = errors_of(write_base(tmp_path, block(LONG)))
    codes = [line.split()[0] for line in found]
    assert codes == ["F104", "F121", "F102", "F103", "R204", "F116", "R205"]
    assert "m.csv[kode=sambass, bulan=2024-05] unknown area" in found[0]


def test_many_errors_are_counted(tmp_path: Path) -> None:
    lines = ["kode,bulan,indikator,rincian,nilai", *(f"nowhere,2024-05,participants,,{n}" for n in range(250))]
    (tmp_path / "m.csv").write_text("\n".join(lines), encoding="utf-8")
    found = errors_of(write_base(tmp_path, block(LONG)))
    assert len(found) == 101
    assert "150 more rows" in found[-1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (block(LONG, "n.csv"), "matches no file"),
        (block(LONG, "../m.csv"), "matches no file"),
        (block(LONG, "m.txt"), "is no table that bpjs reads"),
        (block(LONG.replace("nilai", "value")), 'no column "value"; it has "kode", "bulan", "indikator"'),
        (block('area = "kode", period = "bulan", coverag = "nilai"'), 'did you mean "coverage"?'),
        (block('area = "kode", period = "bulan", "claims/jhtt" = "nilai"'), 'is no segment and no programme'),
        (block('area = "kode", coverage = "nilai"'), "which one holds the period"),
        (block('area = "kode", period = "bulan"'), "names no number"),
        (block(LONG + ', coverage = "nilai"'), "either wide or long"),
        (block('area = "kode", period = "bulan", "coverage.low" = "nilai"'), 'no "coverage.high"'),
        (block('area = "kode", period = "bulan", "coverage.lo" = "nilai"'), "after a point stands low or high"),
        (block(LONG).replace("dashboard", "dashbord"), "does not exist"),
        ('source = "dashboard"\n' + f"columns = {{ {LONG} }}\n", "the table has no file"),
        ('source = "dashboard"\nfile = "m.csv"\n', "the table has no columns"),
        (f'file = "m.csv"\ncolumns = {{ {LONG} }}\n', "the table has no source"),
    ],
)  # fmt: skip
def test_a_block_that_leads_to_no_figures_is_an_error(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "m.csv").write_text("kode,bulan,indikator,rincian,nilai\nsambas,2024-05,participants,,12\n")
    (tmp_path / "m.txt").write_text("x")
    found = errors_of(write_base(tmp_path, text))
    assert any(said in line for line in found), found


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "bpjscli", *arguments], capture_output=True, text=True, check=False)


def test_commands_answer_from_tables(tmp_path: Path) -> None:
    known = load().areas
    table = list(rows(regencies(known, 20), 3, Kind(slips=0), known))
    write_wide(tmp_path / "m.csv", table)
    path = str(write_base(tmp_path, block(f'area = "kode", period = "bulan", {WIDE}')))
    area = table[0].area
    printed = next(row for row in table if row.area == area and row.month == "2023-03").figures
    assert printed["coverage"] in run("coverage", "--area", area, "--data", path, "--lang", "en").stdout
    explained = run("explain", "coverage", "--area", area, "--data", path).stdout
    unwrapped = "".join(letter for letter in explained if letter not in "│├└─ \n")
    assert f"m.csv[kode={area},bulan=2023-03]" in unwrapped
    assert printed["participants"] in run("figures", "--area", area, "--data", path).stdout
    ranking = run("ranking", "--area", str(known[area].parent), "--data", path, "--format", "json")
    assert ranking.returncode == 0
    assert area in ranking.stdout
    assert run("check", "--data", path).returncode == 0
    assert run("report", "--area", area, "--data", path).returncode == 0


ASKED = [
    ["coverage"], ["coverage", "--area", "aceh-selatan"], ["ranking"], ["ranking", "--area", "aceh"], ["gap"],
    ["trend", "coverage", "--area", "aceh-selatan"], ["benefits", "--area", "aceh-selatan"], ["report"], ["check"],
    ["report", "--area", "aceh-selatan"], ["explain", "coverage", "--area", "aceh-selatan"], ["figures"], ["sources"],
]  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("both", [False, True], ids=["a table", "a table and TOML"])
def test_every_command_answers_as_from_toml(tmp_path: Path, both: bool) -> None:
    """The same figures as a table, or partly as one, and as TOML; only where they stand is another place."""
    known = load().areas
    table = list(rows(regencies(known, 26), 3, Kind(slips=0.03, regions=True), known, seed=8))
    parts = (table[: len(table) // 2], table[len(table) // 2 :]) if both else ([], table)
    write_wide(tmp_path / "m.csv", parts[1])
    path = tmp_path / "base.toml"
    its = block(f'area = "kode", period = "bulan", {WIDE}')
    path.write_text("".join(toml(parts[0], "exact")) + "\n[[table]]\n" + its, encoding="utf-8")
    other = tmp_path / "other"
    other.mkdir()
    (other / "base.toml").write_text("".join(toml(table, "exact")), encoding="utf-8")
    for asked in ASKED:
        options = ("--lang", "en", "--format", "json", "--data")
        found, expected = run(*asked, *options, str(path)), run(*asked, *options, str(other / "base.toml"))
        assert (found.returncode, found.stderr) == (expected.returncode, expected.stderr), asked
        assert without_places(json.loads(found.stdout)) == without_places(json.loads(expected.stdout)), asked


def without_places(value: object) -> object:
    """An answer without files, lines and the number of figures that stand in TOML."""
    if isinstance(value, dict):
        return {key: without_places(its) for key, its in value.items() if key not in ("file", "line", "data", "place")}
    if isinstance(value, str):
        return re.sub(r"[^ (]*(m\.csv\[[^\]]*\]|base\.toml(:\d+)?)", "PLACE", value)
    return [without_places(one) for one in value] if isinstance(value, list) else value


def test_every_check_says_what_it_has_to_look_at_in_tables() -> None:
    without = [code for code in CHECKS if code not in (*GROUPS, "S604")]
    assert all(query(code, {}) for code in without)


def test_a_benefit_far_from_what_is_usual_is_found_in_a_table(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text(
        "kode,bulan,klaim,manfaat\nsambas,2024-05,100,3300000\nlandak,2024-05,100,4200000000\n"
    )
    columns = 'area = "kode", period = "bulan", "claims/jkm" = "klaim", "benefits/jkm" = "manfaat"'
    base, store = read(write_base(tmp_path, block(columns)))
    found = examine_tables(Answers(base), store).findings
    assert [(finding.code, finding.figures[0].area) for finding in found] == [("S607", "sambas")]


def test_a_fall_of_claims_is_found_in_a_table(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text(
        "kode,tahun,klaim,jkk\nsambas,2022,9010,4010\nsambas,2024,2001,1900\nlandak,2024,9001,4001\n"
    )
    path = write_base(tmp_path, block('area = "kode", period = "tahun", claims = "klaim", "claims/jkk" = "jkk"'))
    before = "".join(
        f'  {{ area = "{area}", indicator = "claims", period = 2023, value = 9010 }},\n'
        for area in ("sambas", "landak")
    )
    path.write_text(f'{path.read_text()}\n[[source]]\nid = "old"\npublished = 2024-01-10\nfigures = [\n{before}]\n')
    base, store = read(path)
    found = examine_tables(Answers(base), store, ["S608"]).findings
    assert [[figure.area for figure in finding.figures] for finding in found] == [["sambas", "sambas"]]


def test_a_target_in_a_table_is_held_against_the_latest_coverage(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text(
        "kode,tahun,cakupan,target\nsambas,2020,53,\nsambas,2024,40,\nsambas,2026,,49\nlandak,2024,53,\nlandak,2026,,49\n"
    )
    columns = 'area = "kode", period = "tahun", coverage = "cakupan", target_coverage = "target"'
    base, store = read(write_base(tmp_path, block(columns)))
    found = examine_tables(Answers(base), store, ["S605"]).findings
    assert [finding.figures[0].area for finding in found] == ["landak"]

"""`bpjs add --from`: the rows of a table, all of them or none."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from asking import run
from keeping import BASE, base_in, options

from bpjscli.errors import how_to_install
from bpjscli.load.load import load
from bpjscli.model.facts import FactBase

SOURCE = "antara-2026-01-05"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return base_in(tmp_path)


def table(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_column_mapping(base: Path) -> None:
    table(base.parent, "Propinsi;Cakupan 2025;Sumber data\nKalimantan Timur;58,53 persen;x\n65;sekitar 46 persen;y\n")
    chosen = options(map="area=Propinsi,printed=Cakupan 2025", source=SOURCE, indicator="coverage")
    done = run("add", "--data", "figures.toml", "--from", "table.csv", *chosen, "--yes", cwd=base.parent)
    assert done.returncode == 0
    assert done.stderr == ('table.csv: columns not used: "Sumber data"\nbpjs: wrote 2 figures to figures.toml:11\n')
    assert base.read_text(encoding="utf-8") == BASE.replace(
        "# page 1\n",
        "# page 1\n"
        '  { area = "kaltim",  indicator = "coverage", printed = "58,53 persen" },\n'
        '  { area = "kaltara", indicator = "coverage", printed = "sekitar 46 persen" },\n',
    )


def test_a_table_without_a_period_is_told_how_to_say_it(base: Path) -> None:
    """The year of a title is not applied, since nobody knows how far it reaches; it is what to type."""
    text = "Jumlah Peserta menurut Provinsi Tahun 2023;\nProvinsi;Peserta (juta orang)\nJawa Barat;6,41\nBanten;x\n"
    table(base.parent, text)
    undated = base.with_name("undated.toml")
    undated.write_text('format = 1\n[[source]]\nid = "kem"\npublished = 2026\nfigures = []\n', encoding="utf-8")
    chosen = ("--data", "undated.toml", "--from", "table.csv", "--source", "kem")
    done = run("add", *chosen, "--yes", cwd=base.parent)
    assert done.returncode == 3
    assert "table.csv: error: no column says of when the numbers are; say it with --period 2023," in done.stderr
    assert "table.csv:4: error[R203]: column B" in done.stderr, "what else is wrong is said as well"
    table(base.parent, text.replace("Banten;x\n", ""))
    assert run("add", *chosen, "--yes", "--period", "2023", cwd=base.parent).returncode == 0


def test_titles_that_say_what_they_hold(base: Path) -> None:
    path = table(
        base.parent, "Provinsi,Tahun,Peserta,Angkatan Kerja\nKaltim,2025,900.000,-\nKaltara,2024,200.500,375.513\n"
    )
    done = run("add", "--data", str(base), "--from", str(path), "--source", SOURCE, "--yes")
    assert (done.returncode, done.stderr) == (0, f"bpjs: wrote 3 figures to {base}:11\n")
    found = [(f.area, f.period.text, f.indicator, f.printed) for f in load(base).figures[1:]]
    assert found == [
        ("kaltim", "2025", "participants", "900.000"),
        ("kaltara", "2024", "participants", "200.500"),
        ("kaltara", "2024", "workforce", "375.513"),
    ]


BAD = """\
area,indicator,period,printed
kaltim,coverage,2025,58 persen
kalbr,coverage,2025,27 persen
kaltara,covrage,2025,46 persen
kalsel,coverage,2025-13,42 persen
kalteng,coverage,2025,"27.025 ribu"
kaltim,coverage,2025,59 persen
kaltara,coverage,2025,46,5 persen
kaltara,coverage,2025,
"""


def test_every_row_that_cannot_be_read_is_reported_and_nothing_written(base: Path) -> None:
    table(base.parent, BAD)
    done = run("add", "--data", "figures.toml", "--from", "table.csv", "--source", SOURCE, "--yes", cwd=base.parent)
    assert (done.returncode, done.stdout) == (3, "")
    said = done.stderr.splitlines()
    assert [line.partition(":")[2].partition(":")[0] for line in said] == ["9", "8", "3", "4", "5", "6", "7"]
    assert said[0] == 'table.csv:9: no number; left out: "kaltara coverage 2025"'
    assert said[1] == "table.csv:8: error: 5 cells under 4 titles; is a comma in a number not quoted?"
    assert said[2].startswith('table.csv:3: error[F104]: unknown area "kalbr"; did you mean "kalbar"')
    assert said[3].startswith('table.csv:4: error[F102]: unknown indicator "covrage"; did you mean "coverage"?')
    assert said[4].startswith("table.csv:5: error[F121]: ")
    assert said[5].startswith("table.csv:6: error[R20")
    assert said[6].startswith("table.csv:7: error[F116]: ")
    assert said[6].endswith("is already at table.csv:2; remove one, or give each a locator")
    assert base.read_text(encoding="utf-8") == BASE


def test_a_workbook(base: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Kabupaten/Kota", "Cakupan"], ["Kota Pontianak", 0.4003], ["Kab. Sambas", "24 persen"]):
        sheet.append(row)
    sheet["B2"].number_format = "0.0%"
    book.save(base.parent / "table.xlsx")
    path = str(base.parent / "table.xlsx")
    assert run("add", "--data", str(base), "--from", path, "--source", SOURCE, "--yes").returncode == 0
    assert base.read_text(encoding="utf-8").splitlines()[10:12] == [
        '  { area = "pontianak", indicator = "coverage", value = 40.0 },',
        '  { area = "sambas",    indicator = "coverage", printed = "24 persen" },',
    ]
    done = run("add", "--data", str(base), "--from", path, "--sheet", "Data", "--source", SOURCE, "--yes")
    assert done.returncode == 2
    assert 'has no sheet "Data"; it has "Sheet"' in done.stderr


def test_without_openpyxl(base: Path) -> None:
    path = base.parent / "table.xlsx"
    path.write_bytes(b"")
    (base.parent / "openpyxl.py").write_text("raise ModuleNotFoundError('gone', name='openpyxl')")
    env = {"PYTHONPATH": f"{base.parent}:{Path(__file__).parents[2]}"}
    done = run("add", "--data", str(base), "--from", str(path), "--source", SOURCE, "--yes", env=env)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"bpjs: reading {path} needs the package openpyxl: {how_to_install('office')}, or save the table as CSV\n"
    )


@pytest.mark.parametrize(
    ("text", "arguments", "message"),
    [
        ("area,printed\nkalbar,1\n", (), "say which source the table is, with --source ID"),
        ("area,printed\nkalbar,-\n", ("--source", SOURCE), "table.csv has no figures"),
        ("a,b\n1,2\n", ("--source", SOURCE), "which column of table.csv has the numbers?"),
        ("source,printed\nantara,1\n", (), 'there is no source "antara"; did you mean "antara-2026-01-05"?'),
        ("area,printed\nkalbar,1\n", ("--source", SOURCE, "--printed", "7"), "the numbers are those of the table"),
    ],
)
def test_what_a_table_must_say(base: Path, text: str, arguments: tuple[str, ...], message: str) -> None:
    table(base.parent, text)
    done = run("add", "--data", "figures.toml", "--from", "table.csv", *arguments, "--yes", cwd=base.parent)
    assert done.returncode in (2, 3)
    assert message in done.stderr
    assert base.read_text(encoding="utf-8") == BASE


OWN_WORDS = ("area", "segment", "programme", "indicator")


def sources_alone(data: Path, base: FactBase) -> str:
    """A base with the sources of another, its words and areas, and none of its figures."""
    files = [data, *sorted((data.parent / data.stem).glob("*.toml"))]
    blocks = [block for file in files for block in re.split(r"\n(?=\[\[)", file.read_text(encoding="utf-8"))]
    kept = [block for block in blocks if block.startswith(tuple(f"[[{word}]]" for word in OWN_WORDS))]
    sources = [
        f'[[source]]\nid = "{source.id}"\npublished = "{source.published}"\nlanguage = "{source.language}"\n'
        for source in base.sources
    ]
    return "\n".join(["format = 1", *kept, *sources])


def what_they_say(base: FactBase) -> dict[str, tuple[object, ...]]:
    return {
        f.id: (f.printed, f.given, f.reading, f.note, f.locator, f.accepted, f.accepted_until, f.superseded_by)
        for f in base.figures
    }


@pytest.mark.parametrize("format_", ["csv", "tsv", "xlsx"])
@pytest.mark.parametrize("name", ["figures.toml", pytest.param("indonesia.toml", marks=pytest.mark.long)])
def test_what_figures_writes_add_reads(tmp_path: Path, name: str, format_: str) -> None:
    """Every figure by way of a file, into a base that has its sources alone."""
    data = Path(__file__).parents[2] / "data" / name
    out = tmp_path / f"all.{format_}"
    assert run("figures", "--data", str(data), "--format", format_, "--output", str(out)).returncode == 0
    shipped = load(data)
    base = base_in(tmp_path, sources_alone(data, shipped))
    done = run("add", "--data", str(base), "--from", str(out), "--yes")
    assert done.returncode == 0, done.stderr
    assert done.stderr == f"bpjs: wrote {len(shipped.figures)} figures to {base}:{done.stderr.rpartition(':')[2]}"
    assert what_they_say(load(base)) == what_they_say(shipped)


def test_a_number_of_a_machine_comes_back_with_its_digits(tmp_path: Path) -> None:
    figures = [
        '{ area = "kaltim", indicator = "participants", period = 2025, value = 3.2e6, note = "a;=c", locator = "x" }',
        '{ area = "kaltim", indicator = "participants", period = 2025, value = 3_200_001, locator = "y" }',
        '{ area = "kaltim", indicator = "coverage", period = 2025, value = 41.30 }',
        '{ area = "kaltim", indicator = "contributions_growth", period = 2025, value = -4.0 }',
    ]
    source = f'[[source]]\nid = "{SOURCE}"\npublished = "2026-01-05"\n'
    base = base_in(tmp_path, f"format = 1\n{source}figures = [{', '.join(figures)}]\n")
    said = what_they_say(load(base))
    for format_ in ("csv", "xlsx"):
        out = tmp_path / f"all.{format_}"
        assert run("figures", "--data", str(base), "--format", format_, "--output", str(out)).returncode == 0
        other = tmp_path / f"{format_}.toml"
        other.write_text(f"format = 1\n{source}", encoding="utf-8")
        done = run("add", "--data", str(other), "--from", str(out), "--yes")
        assert done.returncode == 0, done.stderr
        assert what_they_say(load(other)) == said


ANSWERS = [
    *("coverage", "ranking", "gap", "trend", "benefits", "report"),
    "explain coverage --area kalimantan",
]


@pytest.mark.parametrize("format_", ["csv", "tsv", "xlsx"])
@pytest.mark.parametrize("lang", ["en", "id"])
@pytest.mark.parametrize("command", ANSWERS)
def test_answers_do_not_come_back_as_figures(base: Path, command: str, lang: str, format_: str) -> None:
    out = base.parent / f"answer.{format_}"
    words = command.split()
    assert run(*words, "--lang", lang, "--format", format_, "--output", str(out)).returncode == 0
    options_ = ("--map", "coverage=coverage", "--ignore-columns", "all")
    for more in ((), options_):
        done = run("add", "--data", str(base), "--source", SOURCE, "--from", str(out), *more, "--yes")
        assert done.returncode == 2, done.stderr
        assert f"{out} holds answers of bpjs" in done.stderr
        assert "bpjs figures --format csv or xlsx" in done.stderr
    assert base.read_text(encoding="utf-8") == BASE


def test_answers_that_somebody_saved_anew_are_known_by_their_columns(base: Path) -> None:
    out = base.parent / "answer.xlsx"
    assert run("coverage", "--format", "xlsx", "--output", str(out)).returncode == 0
    book = openpyxl.load_workbook(out)
    book.properties.creator = "somebody"
    del book["Overview"]
    book.save(out)
    done = run("add", "--data", str(base), "--source", SOURCE, "--from", str(out), "--ignore-columns", "all", "--yes")
    assert done.returncode == 2
    assert '("Coverage" has its bounds and origin beside it)' in done.stderr


REAL = [
    (  # https://spn.or.id/jumlah-peserta-bpjs-ketenagakerjaan-capai-6108-juta-orang
        "Jumlah Peserta Menurut Provinsi dan Status Keaktifan Sampai Dengan Bulan Desember Tahun 2023;;;\n"
        "No.;Provinsi;Kepesertaan Aktif;Kepesertaan Non Aktif\n"
        "1;Aceh;583.638;117.947\n9;Kep. Bangka Belitung;216.685;88.194\n14;DI Yogyakarta;558.681;190.397\n",
        "2023-12",
        [
            *[("aceh", "participants", "583.638"), ("aceh", "inactive", "117.947")],
            *[("babel", "participants", "216.685"), ("babel", "inactive", "88.194")],
            *[("diy", "participants", "558.681"), ("diy", "inactive", "190.397")],
        ],
    ),
    (  # https://databoks.katadata.co.id/index.php/ketenagakerjaan/statistik/67f5ed64a9a66
        'Provinsi,Peserta aktif\nDKI Jakarta,"8,01 juta orang"\nSulawesi Barat,"65,33 ribu orang"\n',
        "2025-02",
        [("dki", "participants", "8,01 juta orang"), ("sulbar", "participants", "65,33 ribu orang")],
    ),
    (  # https://www.tangerangnews.com/print/57375
        "No;Provinsi;Perusahaan\n1;Jawa Timur;132.364\n10;Kalimantan Timur;19.465\n",
        "2025-12",
        [("jatim", "employers", "132.364"), ("kaltim", "employers", "19.465")],
    ),
]


@pytest.mark.parametrize(("text", "period", "wanted"), REAL)
def test_published_tables(base: Path, text: str, period: str, wanted: list[tuple[str, str, str]]) -> None:
    path = table(base.parent, text)
    done = run("add", "--data", str(base), "--from", str(path), "--source", SOURCE, "--period", period, "--yes")
    assert done.returncode == 0, done.stderr
    assert [(f.area, f.indicator, f.printed) for f in load(base).figures[1:]] == wanted


def test_years_as_columns_under_merged_headings(base: Path) -> None:
    """As in https://satudata.banjarmasinkota.go.id/data-statistik/87472466-695c-40c2-bedc-44c5084f3430 ."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["No", "Kepesertaan", "Tahun", None],
        [None, None, 2023, 2024],
        [1, "Perusahaan", "2.490", "2.356"],
        [2, "Pekerja", "80.225", "86.329"],
        ["-", None, "82.715", "88.685"],
        ["Catatan :"],
    ):
        sheet.append(row)
    for cells in ("A1:A2", "B1:B2", "C1:D1"):
        sheet.merge_cells(cells)
    path = base.parent / "table.xlsx"
    book.save(path)
    where = ("--source", SOURCE, "--area", "Kota Banjarmasin", "--map", "indicator=Kepesertaan")
    done = run("add", "--data", str(base), "--from", str(path), *where, "--yes")
    assert done.returncode == 3
    assert (
        '4: error: column C ("Tahun 2023"): "Pekerja" may be the workforce or participants; write which' in done.stderr
    )
    assert "5: error[F111]: the figure has no indicator" in done.stderr
    sheet.delete_rows(4, 3)
    book.save(path)
    done = run("add", "--data", str(base), "--from", str(path), *where, "--yes")
    assert done.returncode == 0, done.stderr
    found = [(f.area, f.indicator, f.period.text, f.printed) for f in load(base).figures[1:]]
    assert found == [("banjarmasin", "employers", "2023", "2.490"), ("banjarmasin", "employers", "2024", "2.356")]


def test_the_first_hundred_errors_are_listed_with_their_columns(base: Path) -> None:
    rows = "".join(f"Kaltim;#REF!;x{number}\n" for number in range(80))
    path = table(base.parent, f"Provinsi;Peserta;Klaim\n{rows}")
    done = run("add", "--data", str(base), "--from", str(path), "--source", SOURCE, "--period", "2025", "--yes")
    assert done.returncode == 3
    said = done.stderr.splitlines()
    first = (
        'table.csv:2: error: column B ("Peserta"): it shows #REF!, which is no number; mend its formula, or empty it'
    )
    assert said[0].endswith(first)
    assert len(said) == 80
    rows = "".join(f"Kaltim;x{number};\n" for number in range(140))
    table(base.parent, f"Provinsi;Peserta;Klaim\n{rows}")
    done = run("add", "--data", str(base), "--from", str(path), "--source", SOURCE, "--period", "2025", "--yes")
    said = done.stderr.splitlines()
    assert len(said) == 101
    assert "error[R204]: column B: printed" in said[0]
    assert said[-1].endswith("more errors; mend these, and run it again")


def test_a_matrix_of_an_indicator_that_the_source_names(base: Path) -> None:
    text = base.read_text(encoding="utf-8")
    base.write_text(
        text.replace("period = 2025 }", 'indicator = "coverage" }').replace(
            "{ indicator", "{ period = 2025, indicator"
        ),
        encoding="utf-8",
    )
    path = table(base.parent, "Provinsi;2023;2024\nKaltara;27,4 persen;28,1 persen\n")
    done = run("add", "--data", str(base), "--from", str(path), "--source", SOURCE, "--yes")
    assert done.returncode == 0, done.stderr
    found = [(f.area, f.indicator, f.period.text, f.printed) for f in load(base).figures[1:]]
    assert found == [("kaltara", "coverage", "2023", "27,4 persen"), ("kaltara", "coverage", "2024", "28,1 persen")]


def test_a_table_that_is_piped_in(base: Path) -> None:
    command = [sys.executable, "-m", "bpjscli", "add", "--data", str(base), "--from", "-", "--source", SOURCE, "--yes"]
    text = "Provinsi,Cakupan (%)\nKaltara,27\n"
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "27 persen" in [figure.printed for figure in load(base).figures]
    text = "Provinsi,Cakupan (%)\nKaltara,#N/A\n"
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    assert done.stderr.startswith('stdin:2: error: column B ("Cakupan (%)"): it shows #N/A')

"""Text above, between and below the rows of a table is held against the figures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from bpjscli.load.load import load
from bpjscli.load.raw import NewFigure
from bpjscli.tables.columns import map_columns
from bpjscli.tables.entries import RowNote, make_figures
from bpjscli.tables.sheet import read_sheet
from bpjscli.tables.surroundings import find_contradictions

VOCABULARY = load().vocabulary
ROWS = "Provinsi;Cakupan (%);Peserta\nKalbar;27,4;5.000\n"


def contradictions(
    folder: Path, text: str, defaults: Mapping[str, str] | None = None, header: int | None = None
) -> list[str]:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    sheet = read_sheet(path, header=header)
    common = {"period": "2025"}
    columns = map_columns(sheet, {}, VOCABULARY, common)
    found = list(make_figures(sheet, columns, common, VOCABULARY, defaults or {}))
    figures = [one for one in found if isinstance(one, NewFigure)]
    alone = [one.alone for one in found if isinstance(one, RowNote) and one.alone is not None]
    return [f"{n}: {m}" for n, m in find_contradictions(sheet, columns, figures, alone, defaults or {}, VOCABULARY)]


@pytest.mark.parametrize(
    ("title", "why"),
    [
        ("Peserta per Desember 2024", "says 2024-12, where a figure is of 2025"),
        ("Kepesertaan PU", "says segment pu, which its figures do not"),
        ("Kepesertaan Jaminan Hari Tua", "says programme jht, which its figures do not"),
        ("Kepesertaan (dalam ribuan)", 'says thousands, which "Peserta" does not'),
        ("Jumlah Peserta Baru", "says new participants, which no figure is"),
        ("Peserta tidak aktif", "says inactive participants, which no figure is"),
        ("Target Kepesertaan", "says target, which no figure is"),
    ],
)
def test_a_title_that_says_something_else_is_refused(tmp_path: Path, title: str, why: str) -> None:
    (said,) = contradictions(tmp_path, f"{title};;\n{ROWS}")
    assert said.startswith(f'1: "{title}" stands above the table, and {why}; ')
    assert "say --header N" in said
    assert contradictions(tmp_path, f"{title};;\n{ROWS}", header=2) == []


@pytest.mark.parametrize(
    "title",
    [
        *("Tabel 4.2 Cakupan dan Peserta Tahun 2025", "Kepesertaan PU, BPU dan Jakon", "Peserta per 31 Desember 2025"),
        *("Sumber: Dashboard, 3 Maret 2026", "Persentase Cakupan", "Realisasi terhadap Target"),
        "Menuju target 4,6 juta pekerja",
    ],
)
def test_a_title_that_says_the_same_or_nothing_is_passed_over(tmp_path: Path, title: str) -> None:
    assert contradictions(tmp_path, f"{title};;\n{ROWS}") == []


def test_what_the_source_says_of_all_figures_counts(tmp_path: Path) -> None:
    text = f"Kepesertaan PU;;\n{ROWS}"
    assert contradictions(tmp_path, text, {"segment": "pu"}) == []
    assert len(contradictions(tmp_path, text, {"segment": "bpu"})) == 1


def test_a_section_is_about_the_rows_that_follow(tmp_path: Path) -> None:
    text = f"{ROWS}PU;;\nKaltim;58,5;6.000\nWilayah II;;\nKaltara;46,1;7.000\n"
    (said,) = contradictions(tmp_path, text)
    assert said.startswith('3: "PU" stands alone in its row, and says segment pu')
    assert contradictions(tmp_path, f"{ROWS}Tahun 2025;;\nKaltim;58,5;6.000\n") == []
    assert len(contradictions(tmp_path, f"{ROWS}Tahun 2024;;\nKaltim;58,5;6.000\n")) == 1


def test_a_footnote_is_about_the_scale_only(tmp_path: Path) -> None:
    assert contradictions(tmp_path, f"{ROWS}Keterangan: PU = Penerima Upah, angka 2023 direvisi;;\n") == []
    (said,) = contradictions(tmp_path, f"{ROWS}Catatan: angka dalam ribuan;;\n")
    assert said.startswith('3: "Catatan: angka dalam ribuan" stands alone in its row, and says thousands')


def test_workers_under_a_title_about_participants(tmp_path: Path) -> None:
    (said,) = contradictions(tmp_path, "Peserta BPJS Ketenagakerjaan;\nProvinsi;Jumlah pekerja\nKalbar;5.000\n")
    assert "and says participants, where the numbers are taken for the workforce" in said


def test_percent_and_foreign_money(tmp_path: Path) -> None:
    (said,) = contradictions(tmp_path, "Dalam persen;\nProvinsi;Peserta\nKalbar;5.000\n")
    assert "and says percent, which no column is" in said
    (said,) = contradictions(tmp_path, "Iuran, US dollar;\nProvinsi;Iuran\nKalbar;5.000\n")
    assert "and says a currency that is not rupiah" in said

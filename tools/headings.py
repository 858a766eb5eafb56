"""The page of headings: what `bpjs add --from` makes of a column, made by trying each."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from bpjscli.errors import BpjsError
from bpjscli.load.load import load
from bpjscli.load.raw import NewFigure
from bpjscli.tables.cells import SheetCell
from bpjscli.tables.columns import map_columns
from bpjscli.tables.entries import make_figures
from bpjscli.tables.layout import Row, Sheet

INTRODUCTION: Final = """\
# Headings of tables

What [`bpjs add --from`](editing.md#a-table) makes of a column under a heading: the figure of a cell, or a refusal with
its reason. Every word of a heading is applied or refused; none is passed over. What is refused can be renamed, named
with `--map`, or left out with `--ignore-columns`.

This page is made by `python tasks.py docs`, which tries each heading on a table of one row.

| Heading | Cell | Figure |
|---|---|---|
"""

HEADINGS: Final = (
    ("Peserta", "900.000"),
    ("Jumlah peserta¹", "900.000"),
    ("Jml. Peserta (jiwa)", "900.000"),
    ("Peserta (orang)", "900.000"),
    ("Peserta (ribu orang)", "900,5"),
    ("Peserta (rb)", "900,5"),
    ("Participants (million)", "1.41"),
    ("Peserta aktif", "5"),
    ("Kepesertaan Aktif", "5"),
    ("Kepesertaan Non Aktif", "5"),
    ("Peserta tidak aktif", "5"),
    ("Peserta (nonaktif)", "5"),
    ("Peserta BPJS Ketenagakerjaan", "5"),
    ("Peserta BPJS Kesehatan", "5"),
    ("Peserta PU", "5"),
    ("Peserta (BPU)", "5"),
    ("PBPU aktif", "5"),
    ("Peserta Jakon", "5"),
    ("Peserta JKK", "5"),
    ("Peserta PU dan BPU", "5"),
    ("Peserta non-PU", "5"),
    ("Peserta laki-laki", "5"),
    ("Peserta baru", "5"),
    ("Jumlah NIK", "5"),
    ("Tenaga kerja", "5"),
    ("Jumlah pekerja", "5"),
    ("Angkatan kerja", "5"),
    ("TK terdaftar", "5"),
    ("TK belum terlindungi", "5"),
    ("Belum terlindungi (orang)", "5"),
    ("Belum terlindungi (%)", "61,6"),
    ("Target peserta", "5"),
    ("Peserta target", "5"),
    ("Target cakupan 2026", "65 persen"),
    ("Cakupan (target)", "5"),
    ("Realisasi cakupan (%)", "38,4"),
    ("Realisasi thd target", "5"),
    ("Capaian target (%)", "98,7"),
    ("Capaian (%)", "98,7"),
    ("Cakupan (%)", "38,4"),
    ("Persentase cakupan", "38,4 persen"),
    ("Cakupan (ribu)", "38,4"),
    ("Persentase peserta", "38,4"),
    ("Peserta (%)", "38,4"),
    ("Cakupan 2024", "38,4 persen"),
    ("Cakupan s/d Nov 2025 (%)", "38,4"),
    ("Peserta per Desember 2024", "5"),
    ("Peserta per 31/12/2024", "5"),
    ("Peserta TW I 2024", "5"),
    ("Peserta 2023 2024", "5"),
    ("Perusahaan", "1.233"),
    ("Perusahaan aktif", "5"),
    ("Pemberi Kerja/Badan Usaha", "5"),
    ("Iuran (Rp million)", "25"),
    ("Iuran (Rp miliar) 2024", "2"),
    ("Iuran Rp ribu", "5.000"),
    ("Iuran (M)", "5"),
    ("Iuran per bulan", "5"),
    ("Iuran (USD)", "5"),
    ("Pertumbuhan iuran (%)", "5,2"),
    ("Iuran yoy", "5"),
    ("Manfaat JKM (juta)", "5"),
    ("Nominal klaim JHT (Rp jt)", "5"),
    ("Klaim JHT (Rp jt)", "5"),
    ("Klaim (orang)", "5"),
    ("Klaim JHT (kasus)", "5"),
    ("Klaim s/d Nov 2025", "5"),
    ("Klaim Januari-November 2025", "5"),
    ("Kasus JKK", "5"),
    ("Angka (ribu)", "5"),
    ("Angka (target)", "5"),
    ("2024", "5"),
)
"""Headings as people write them, each with a cell."""


def becomes(heading: str, cell: str) -> str:
    """The figure that a cell under a heading makes, or why it is refused."""
    vocabulary = load().vocabulary
    titles = ("Provinsi", heading)
    cells = MappingProxyType({"Provinsi": SheetCell("Kalbar"), heading: SheetCell(cell)})
    sheet = Sheet("table", titles, (Row(2, cells),))
    try:
        (found,) = make_figures(sheet, map_columns(sheet, {}, vocabulary), {}, vocabulary)
    except BpjsError as error:
        return f"refused: {_reason(error.message, heading)}"
    if not isinstance(found, NewFigure):
        return f"refused: {_reason(found.message, heading)}"
    parts = [found.values[key] for key in ("indicator", "segment", "programme", "period") if key in found.values]
    return f"{', '.join(parts) or 'the indicator of the row, or of `--indicator`'}: {found.values['printed']}"


def _reason(message: str, heading: str) -> str:
    line = next((line for line in message.splitlines() if f'"{heading}": ' in line), "")
    return line.partition(f'"{heading}": ')[2].partition("; say with --map")[0].removesuffix(")") or "says no indicator"


def page() -> str:
    """The page as Markdown."""
    return INTRODUCTION + "".join(f"| {head} | {cell} | {becomes(head, cell)} |\n" for head, cell in HEADINGS)

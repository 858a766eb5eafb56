"""What stands around a number: targets and what became of them, shares, changes, budgets; made-up sentences."""

from __future__ import annotations

from datetime import date

import pytest
from articles import known, rows_of, said

from bpjscli.articles.mentions import Mention, figures_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what was aimed at, and what there is
        (
            "Cakupan kepesertaan baru mencapai 35,6 persen dari target 52,1 persen.",
            ["coverage 35,6 persen", "target_coverage 52,1 persen"],
        ),
        (
            "Ditargetkan menjadi 2 juta peserta dari yang saat ini 1.450.000 peserta.",
            ["target_participants 2 juta", "participants 1.450.000"],
        ),
        (
            "Kami menargetkan penambahan peserta sebanyak 822.000 orang. Realisasinya baru 547.642 peserta.",
            ["target_new_participants 822.000", "new_participants 547.642"],
        ),
        ("Target iuran sudah mencapai 51,6 persen.", ["contributions_achievement 51,6 persen"]),
        (
            "Peserta aktif mencapai 89,6 persen (19,6 juta) dari target 21,9 juta.",
            ["achievement 89,6 persen", "participants 19,6 juta", "target_participants 21,9 juta"],
        ),
        ("Ditargetkan jumlah peserta bertambah 45 persen.", ["target_growth 45 persen"]),
        # changes and achievements are those of the number before
        (
            "Perusahaan aktif mencapai 234.088 perusahaan, meningkat 21,6 persen.",
            ["employers 234.088", "employers_growth 21,6 persen"],
        ),
        ("Dana investasi mencapai Rp712 triliun, meningkat 13,4 persen.", ["managed_funds Rp712 triliun"]),
        # shares of something else
        ("BPJS Ketenagakerjaan sudah menjangkau 70 persen kota dan kabupaten.", []),
        ("Dana investasi JHT mencapai Rp452 triliun atau 63,4 persen.", ["managed_funds jht Rp452 triliun"]),
        # whose money, whose people
        ("Pemkab mengalokasikan anggaran Rp3 miliar untuk iuran pekerja rentan.", []),
        ("Sebanyak 66 perusahaan menunggak iuran BPJS Ketenagakerjaan.", []),
        ("Peserta BPJS Kesehatan mencapai 812.000 jiwa.", []),
        ("Siswa SMA sebanyak 22 anak dengan total Rp66 juta.", []),
        ("Desa yang belum membayar iuran ada 188.", []),
        # who is registered, where those who are active are told apart
        (
            "Tenaga kerja terdaftar sebanyak 61 juta, serta tenaga kerja aktif sebanyak 41 juta.",
            ["registered 61 juta", "participants 41 juta"],
        ),
        # programmes, segments, areas
        ("Peserta aktif program JHT mencapai 18,2 juta orang.", ["participants jht 18,2 juta"]),
        (
            "Terdiri dari 7,3 juta peserta Jasa Konstruksi (Jakon), Bukan Penerima Upah (BPU) 9,1 juta.",
            ["participants jakon 7,3 juta", "participants bpu 9,1 juta"],
        ),
        (
            "Kota Singkawang memiliki coverage tertinggi di Kalimantan Barat sebesar 58,6 persen.",
            ["coverage singkawang 58,6 persen"],
        ),
        (
            "Pekerja terlindungi di Kabupaten Sambas baru 5.000 pekerja, Kabupaten Landak baru 3.191 pekerja.",
            ["participants sambas 5.000", "participants landak 3.191"],
        ),
        (
            "Sebanyak 465.888 penduduk bekerja di Kabupaten Sambas, Kalimantan Barat, belum terlindungi.",
            ["unregistered sambas 465.888"],
        ),
        (
            "Jumlah peserta aktif mencapai 40,2 juta pekerja, di mana 48 persennya adalah Penerima Upah.",
            ["participants 40,2 juta"],
        ),
        (
            "Klaim JKM yang dibayarkan Rp408 juta untuk 17 orang.",
            ["benefits jkm Rp408 juta", "claims jkm 17"],
        ),
    ],
)  # fmt: skip
def test_what_the_words_around_a_number_make_of_it(text: str, expected: list[str]) -> None:
    assert said(text) == expected


def test_what_is_yet_to_come_is_a_target() -> None:
    (row,) = (r for r in rows_of("Cakupan kepesertaan 99,5 persen pekerja pada 2045.") if r.kind == "proposal")
    assert (row.labels[0].indicator, row.labels[0].period) == ("target_coverage", "2045")
    (row,) = (r for r in rows_of("Cakupan kepesertaan 99,5 persen pada 2024.") if r.kind == "proposal")
    assert (row.labels[0].indicator, row.labels[0].period) == ("coverage", "2024")


def test_one_programme_of_an_article_goes_on() -> None:
    text = "Klaim JKP dibayarkan Rp366,5 miliar pada 2023. Nilai tersebut dibayarkan kepada 53.720 peserta."
    assert said(text) == ["benefits jkp 2023 Rp366,5 miliar", "claims jkp 2023 53.720"]


def test_two_months_without_a_dash_are_a_span() -> None:
    assert said("Klaim JHT Rp81,8 miliar selama periode Januari Desember 2023.") == ["benefits jht 2023 Rp81,8 miliar"]


def test_a_period_that_is_compared_with_is_not_that_of_a_change() -> None:
    text = "Peserta aktif meningkat 67,2 persen dibandingkan periode yang sama pada Agustus 2020."
    (row,) = (r for r in rows_of(text, period="2021-08") if r.kind == "proposal")
    assert (row.labels[0].indicator, row.labels[0].period) == ("participants_growth", "2021-08")


@pytest.mark.parametrize(
    "text", ["Surat Edaran No. 842.2/5193/SJ kepada peserta.", "Nomor 560/307/DTKT tentang peserta."]
)
def test_the_number_of_a_letter_is_none_of_ours(text: str) -> None:
    assert said(text) == []


def test_a_dateline_behind_the_name_of_a_publisher_is_no_area() -> None:
    text = "KONTAN.CO.ID - JAKARTA. Peserta aktif mencapai 29,6 juta orang."
    rows = rows_of(text, area="indonesia", published=date(2018, 5, 1))
    assert [row.labels[0].area for row in rows if row.kind == "proposal"] == ["indonesia"]


def test_two_numbers_that_cannot_be_one_figure_have_two_places() -> None:
    rows = rows_of("Peserta aktif 3.000 orang. Peserta aktif tercatat 4.000 orang.")
    mentions = [Mention(row, row.labels[0]) for row in rows]
    figures = figures_of(mentions, known().vocabulary.indicators, "id")
    assert [figure["locator"] for figure in figures] == ["paragraph 1: 3.000", "paragraph 1: 4.000"]


def test_numbers_in_words_are_those_that_the_readings_know() -> None:
    assert said("Cakupan kepesertaan sektor informal baru delapan persen.") == ["coverage bpu delapan persen"]
    assert said("Dibayarkan dua puluh lima klaim JKM.") == ["claims jkm dua puluh lima"]
    assert said("Program ini menambah puluhan ribu pekerja.") == []

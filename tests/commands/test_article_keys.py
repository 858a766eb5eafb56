"""How many keys an article takes at a terminal; the articles are of our own making, with the figures of real ones."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TypeAlias

import pexpect
import pytest
from articles import saved
from asking import environment
from keeping import base_in

from bpjscli.load.load import load

Terminal: TypeAlias = "pexpect.spawn[str]"
MOST_KEYS = 60
FIVE_PROVINCES = """\
Lima Provinsi Kalimantan Kejar Perlindungan Pekerja

BANJARMASIN, Kabar Uji - Tingkat kepesertaan di Kalimantan baru 41 persen dari total 7,9 juta pekerja, atau sekitar \
3,3 juta pekerja terlindungi, kata kepala kantor wilayah, Senin (2/2/2026).
Cakupan tertinggi ada di Kalimantan Timur dengan lebih dari 50 persen. Kalimantan Utara sekitar 46 persen, Kalimantan \
Selatan dan Kalimantan Tengah masing-masing sekitar 42 persen, serta Kalimantan Barat terendah dengan 27 persen.
Sepanjang 2025 dibayarkan 7.435 klaim Jaminan Kecelakaan Kerja senilai Rp70,2 miliar dan 63.435 klaim Jaminan Hari Tua \
senilai Rp786,8 miliar.
Jaminan Pensiun mencatat 9.377 klaim senilai Rp20,8 miliar, Jaminan Kehilangan Pekerjaan 9.377 klaim senilai \
Rp20 miliar, dan Jaminan Kematian 3.749 klaim senilai Rp105 miliar.
"""
CONTRADICTORY = """\
Cakupan Singkawang Masih Rendah

SINGKAWANG, Kabar Uji - Capaian di Kota Singkawang baru mencapai 22,77 persen, atau sekitar 16.684 tenaga kerja yang \
telah terlindungi, kata kepala kantor wilayah, Rabu (18/6/2025). Sekitar 73.236 tenaga kerja belum terdaftar, atau \
77,23 persen dari total potensi.
"""


def go_through(base: Path, article: Path) -> tuple[str, int]:
    """Enter at every question, `a` at the first number, `y` at the last: what was said, and how many keys it took."""
    command = ["-m", "bpjscli", "add", "--article", str(article), "--data", str(base), "--no-pager"]
    variables = environment(TERM="xterm-256color", COLUMNS="100", LINES="60", LANG="C.UTF-8")
    terminal: Terminal = pexpect.spawn(
        sys.executable, command, env=variables, encoding="utf-8", timeout=30, dimensions=(60, 100)
    )
    said, keys, has_accepted = "", 0, False
    while terminal.expect([r"\w.*(?:\]|\?|Enter to go on): ", pexpect.EOF]) == 0:
        said += f"{terminal.before}{terminal.after}"
        typed = "y" if "Write this?" in str(terminal.after) else ""
        if not has_accepted and "b, a, q or ?" in str(terminal.after):
            typed, has_accepted = "a", True
        terminal.sendline(typed)
        keys += len(typed) + 1
    said += str(terminal.before)
    terminal.close()
    return said, keys


@pytest.mark.long
def test_an_article_of_nineteen_figures_in_at_most_sixty_keys(tmp_path: Path) -> None:
    base = base_in(tmp_path, "format = 1\n")
    said, keys = go_through(base, saved(tmp_path, "a.txt", FIVE_PROVINCES))
    figures = load(base).figures
    assert keys <= MOST_KEYS
    assert len(figures) == 18
    assert {f.area for f in figures} == {"kalimantan", "kaltim", "kaltara", "kalsel", "kalteng", "kalbar"}
    assert "wrote 18 figures" in said


@pytest.mark.long
def test_a_contradiction_is_named_before_anything_is_written(tmp_path: Path) -> None:
    base = base_in(tmp_path, "format = 1\n")
    said, keys = go_through(base, saved(tmp_path, "a.txt", CONTRADICTORY))
    assert keys <= MOST_KEYS // 2
    assert "Look again at" in said
    assert said.index("Look again at") < said.index("Write this?") < said.index("wrote 4 figures")

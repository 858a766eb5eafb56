"""Short articles of our own making, and what the reader says of them."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from bpjscli.articles.lexicon import Lexicon, read_lexicon
from bpjscli.articles.periods import Frame
from bpjscli.articles.reader import Reader
from bpjscli.articles.rows import ReadNumber
from bpjscli.load.load import load
from bpjscli.model.facts import FactBase

SINGKAWANG = """\
Cakupan Jamsostek Singkawang Baru 22 Persen

SINGKAWANG, Kabar Uji - Cakupan kepesertaan di Kota Singkawang baru mencapai 22,77 persen, atau sekitar 16.684 pekerja \
yang sudah terlindungi, kata kepala cabang, Rabu (18/6/2025).
Masih ada sekitar 73.236 pekerja yang belum terdaftar, atau 77,23 persen dari potensi.
Sepanjang 2024 dibayarkan 1.250 klaim Jaminan Hari Tua senilai Rp18,4 miliar dan 310 klaim Jaminan Kematian senilai \
Rp13 miliar sesuai Peraturan Nomor 5 Tahun 2021.
"""


@cache
def known() -> FactBase:
    """The shipped base, for its areas and its vocabulary."""
    return load()


def rows_of(
    text: str,
    area: str | None = "kalbar",
    period: str | None = "2025",
    published: date | None = date(2026, 2, 2),
    lexicon: Lexicon | None = None,
) -> list[ReadNumber]:
    """The numbers of a text, read with a main area and a main period."""
    language = "en" if " the " in text else "id"
    frame = Frame(area, period, published, "en" if language == "en" else "id")
    return Reader(known().vocabulary, known().areas, frame, lexicon or _lexicon()).read(text)


_lexicon = cache(read_lexicon)


def said(text: str, area: str = "kalbar", period: str = "2025") -> list[str]:
    """The proposals for a text in words: indicator, part, area and period where these are not the main ones, number."""
    found = []
    for row in rows_of(text, area, period):
        if row.kind != "proposal":
            continue
        label = row.labels[0]
        words = [label.indicator, label.segment or label.programme]
        words += [label.area if label.area != area else None, label.period if label.period != period else None]
        found.append(" ".join([*filter(None, words), label.printed]))
    return found


def saved(folder: Path, name: str, content: str | bytes) -> Path:
    """A file with that content."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path

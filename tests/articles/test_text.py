"""Text out of files, and what an article says of itself."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
import weasyprint
from articles import SINGKAWANG, known, saved

from bpjscli.articles.metadata import known_of, language_of
from bpjscli.articles.paragraphs import paragraphs_of, sentences_of
from bpjscli.articles.text import Article, read_article, unbroken, without_markup
from bpjscli.errors import BpjsError

PAGE = """<!DOCTYPE html>
<html><head><title>Cakupan Naik | Kabar Uji</title>
<meta property="og:title" content="Cakupan Naik"><meta property="og:site_name" content="Kabar Uji">
<meta property="article:published_time" content="2025-06-18T09:00:00+07:00">
<link rel="canonical" href="https://kabar.example/cakupan"></head>
<body><nav><a href="/">Beranda</a> <a href="/2">99 berita lain</a></nav>
<article><h1>Cakupan Naik</h1>
<p>Cakupan kepesertaan di Kota Singkawang baru mencapai 22,77 persen, kata kepala cabang hari ini di kantornya.</p>
<p>Sekitar 16.684 pekerja sudah terlindungi, dan masih banyak pekerja lain yang belum terdaftar sebagai peserta.</p>
</article><footer>Hak cipta 2025</footer></body></html>
"""


def test_a_saved_page_without_what_stands_around_it(tmp_path: Path) -> None:
    article = read_article(str(saved(tmp_path, "page.html", PAGE)))
    assert "22,77 persen" in article.text
    assert "99 berita" not in article.text
    assert article.title == "Cakupan Naik"
    assert article.publisher == "Kabar Uji"
    assert article.published == "2025-06-18"
    assert article.link == "https://kabar.example/cakupan"


def test_a_page_under_any_name(tmp_path: Path) -> None:
    assert "16.684" in read_article(str(saved(tmp_path, "page.txt", PAGE))).text


def test_a_word_file_with_its_tables(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "Cakupan Naik"
    document.add_paragraph("Cakupan kepesertaan 22,77 persen.")
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Kota Singkawang", "16.684 peserta"
    stream = io.BytesIO()
    document.save(stream)
    article = read_article(str(saved(tmp_path, "a.docx", stream.getvalue())))
    text = "Cakupan kepesertaan 22,77 persen.\nKota Singkawang | 16.684 peserta"
    assert article == Article(text, title="Cakupan Naik")


def test_a_pdf_with_its_lines_joined(tmp_path: Path) -> None:
    words = "Cakupan kepesertaan di Kota Singkawang baru mencapai 22,77 persen menurut kepala kantor cabang. " * 4
    content = weasyprint.HTML(string=f"<title>Cakupan</title><p>{words}</p><p>Akhir.</p>").write_pdf()
    article = read_article(str(saved(tmp_path, "a.pdf", content)))
    assert article.text.count("22,77 persen") == 4
    assert len(paragraphs_of(article.text)) == 2
    assert article.title == "Cakupan"


def test_markdown_keeps_every_word_at_its_place() -> None:
    text = "## Cakupan **22,77 persen**\n\n[Baca 5 hal](https://a.example/99) dan _peserta_ ![x](y)\n"
    plain = without_markup(text)
    assert len(plain) == len(text)
    assert plain.index("22,77") == text.index("22,77")
    assert "99" not in plain
    assert "Baca 5 hal" in plain
    assert "*" not in plain


@pytest.mark.parametrize(
    "content",
    ["\ufeffCakupan 5 persen".encode(), "Cakupan 5 persen".encode("utf-16"), "Cakupan – 5 persen".encode("cp1252")],
)
def test_encodings(tmp_path: Path, content: bytes) -> None:
    text = read_article(str(saved(tmp_path, "a.txt", content))).text
    assert text.startswith("Cakupan")
    assert text.endswith("5 persen")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"", "has no text"),
        ("a.html", b"<html><body></body></html>", "filled in by a script"),
        ("a.pdf", b"%PDF-1.4 broken", "is damaged or locked"),
        ("a.docx", b"PK\x03\x04 broken", "is not a Word file"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an older Word file"),
        ("a.bin", b"ab\x00cd", "is not a text"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    with pytest.raises(BpjsError, match=said):
        read_article(str(saved(tmp_path, name, content)))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BpjsError, match="cannot read"):
        read_article(str(tmp_path / "none.txt"))


@pytest.mark.parametrize("address", ["https://kabar.example/a", "www.kabar.example"])
def test_an_address_is_answered_with_how_to_save_the_page(address: str) -> None:
    with pytest.raises(BpjsError, match="save the page"):
        read_article(address)


def test_what_an_article_says_of_itself() -> None:
    found = known_of(Article(SINGKAWANG), known().areas)
    assert found.title == "Cakupan Jamsostek Singkawang Baru 22 Persen"
    assert found.publisher == "Kabar Uji"
    assert found.published == "2025-06-18"
    assert found.area == "singkawang"
    assert found.period == "2024"
    assert found.language == "id"


def test_metadata_of_the_file_come_first() -> None:
    found = known_of(Article(SINGKAWANG, "Kabar", "Judul", "2025-07-01T08:00", "https://a.example"), known().areas)
    assert (found.publisher, found.title, found.published, found.link) == (
        "Kabar",
        "Judul",
        "2025-07-01",
        "https://a.example",
    )


def test_nothing_is_invented() -> None:
    found = known_of(Article("Angka 5."), known().areas)
    assert (found.publisher, found.title, found.published, found.link, found.area) == (None,) * 5


def test_language() -> None:
    assert language_of("The number of workers in the province has grown") == "en"
    assert language_of("Jumlah pekerja di provinsi ini telah naik") == "id"


def test_paragraphs_are_counted_and_the_title_is_none_of_them() -> None:
    paragraphs = paragraphs_of("Judul\n\nSatu.\nDua.", "Judul")
    assert [p.number for p in paragraphs] == [0, 1, 2]


def test_lines_broken_at_a_width_are_one_paragraph() -> None:
    line = "kata " * 14
    assert len(paragraphs_of(f"{line}\n{line}\n{line}\n{line}\nakhir.\n\nBaru.")) == 2


def test_sentences_end_where_they_end() -> None:
    text = "Rp. 5 juta di Kab. Sambas. Kedua 3.5 naik. “Ketiga.” Akhir"
    (paragraph,) = paragraphs_of(text)
    assert [text[s.start : s.end] for s in sentences_of(text, paragraph)] == [
        "Rp. 5 juta di Kab. Sambas.", "Kedua 3.5 naik.", "“Ketiga.”", "Akhir",
    ]  # fmt: skip


def test_broken_lines_of_a_pdf() -> None:
    assert unbroken("a\nb") == "a\nb"
    wide = "x" * 60
    assert unbroken(f"{wide}\n{wide}\npendek.\nBaru") == f"{wide} {wide} pendek.\nBaru"


def test_a_text_that_no_article_has_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(BpjsError, match=r"has 600,001 characters of text; an article has at most 500,000"):
        read_article(str(saved(tmp_path, "a.txt", "a" * 600_001)))

"""Whole documents in every format, as they are printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import Golden
from samples import DOCUMENT_FORMATS, SAMPLES

from bpjscli.i18n import Lang, Translate
from bpjscli.render import Options, render, words

TEMPLATES = Path(__file__).parents[2] / "templates"
ENDINGS = {"table": "txt", "plain": "txt", "md": "md", "html": "html", "csv": "csv", "tsv": "tsv", "json": "json"}

INDONESIAN = {
    "As published by {date}": "Menurut publikasi sampai {date}",
    "Notes and sources": "Catatan dan sumber",
    "Signs": "Tanda",
    "Warning": "Perhatian",
    "note {number}": "catatan {number}",
    "back to place {place} in the text": "kembali ke tempat {place} dalam teks",
}


@pytest.fixture(autouse=True)
def _fixed_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """These files shall change when a renderer does, not when a translator finds a better word."""

    def translator(lang: Lang) -> Translate:
        return (lambda message: INDONESIAN.get(message, message)) if lang == "id" else (lambda message: message)

    monkeypatch.setattr(words, "translator", translator)


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("name", DOCUMENT_FORMATS)
def test_documents_are_printed_as_before(name: str, sample: str, golden: Golden) -> None:
    printed = render(SAMPLES[sample](), name, Options(templates=TEMPLATES))
    golden(f"{name}/{sample}.{ENDINGS[name]}", without_assets(printed) if name == "html" else printed)


def without_assets(page: str) -> str:
    """A page with the names of its style sheet and script in their place: they are in it whole, as they are."""
    for name in ("report.css", "report.js"):
        asset = (TEMPLATES / name).read_text(encoding="utf-8").strip()
        assert page.count(asset) == 1
        page = page.replace(asset, f"({name})")
    return re.sub(r"'sha256-[^']+'", "'sha256-…'", page)


@pytest.mark.parametrize("width", [60, 120])
@pytest.mark.parametrize("sample", ["coverage", "ranking"])
def test_terminals_of_other_widths(width: int, sample: str, golden: Golden) -> None:
    golden(f"table/{sample}-{width}.txt", render(SAMPLES[sample](), "table", Options(width=width)))


def test_a_terminal_with_colours(golden: Golden) -> None:
    golden("table/coverage-colour.txt", render(SAMPLES["coverage"](), "table", Options(width=100, color="always")))


@pytest.mark.parametrize("name", DOCUMENT_FORMATS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_the_same_bytes_every_time(name: str, sample: str) -> None:
    options = Options(color="always", templates=TEMPLATES)
    assert render(SAMPLES[sample](), name, options) == render(SAMPLES[sample](), name, options)

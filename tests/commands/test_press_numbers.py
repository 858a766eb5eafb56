"""Numbers as the press writes them, entered with `bpjs add` or written in a fact base; the ambiguous are refused."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from asking import run
from keeping import base_in, options

from bpjscli.load.diagnostics import InvalidBaseError
from bpjscli.load.load import load

BASE = """\
format = 1

[[source]]
id        = "kabar-2026-01-05"
publisher = "Kabar"
published = 2026-01-05
language  = "id"
defaults  = {{ area = "kalbar", period = 2025 }}
figures   = [
{figures}]
"""
FORMS = [
    ("benefits", "Rp1.68 triliun", "1680000000000", True),
    ("participants", "229. 405", "229405", True),
    ("contributions", "Rp25,5 M", "25500000000", True),
    ("benefits", "Rp 46 T", "46000000000000", True),
    ("participants", "sejuta", "1000000", False),
    ("participants", "seribu pekerja", "1000", False),
    ("benefits", "setengah triliun", "500000000000", False),
    ("coverage", "separuh", "50", False),
    ("claims", "dua belas", "12", False),
    ("claims", "nihil", "0", False),
    ("claims", "nol", "0", False),
    ("benefits", "hingga sebesar Rp 22 miliar", "22000000000", False),
    ("coverage", "delapan persen", "8", False),
    ("participants", "dua juta lima ratus ribu", "2500000", False),
]
"""Indicator, as printed, what it is read as, and whether `bpjs check` notes that a reading was chosen."""
REFUSED = [
    ("participants", "27,703", ("27.703", "27703")),
    ("coverage", "1.234 persen", ("1.234", "1,234")),
    ("benefits", "Rp1.234 triliun", ("1.234.000.000.000.000", "1.234.000.000.000")),
    ("participants", "1.68", ("1,68", "168")),
]
"""Indicator, as printed, and both readings, which the message names."""


def figure(indicator: str, printed: str) -> str:
    return f'  {{ indicator = "{indicator}", printed = "{printed}" }},\n'


@pytest.mark.parametrize(("indicator", "printed", "value", "noted"), FORMS)
def test_a_form_of_the_press_in_a_fact_base(
    tmp_path: Path, indicator: str, printed: str, value: str, noted: bool
) -> None:
    base = base_in(tmp_path, BASE.format(figures=figure(indicator, printed)))
    (found,) = load(base).figures
    assert found.reading.value == Decimal(value)
    said = json.loads(run("check", "--data", str(base), "--format", "json").stdout)
    assert ("R303" in {finding["code"] for finding in said["findings"]}) is noted


@pytest.mark.parametrize(("indicator", "printed", "value", "noted"), FORMS)
def test_a_form_of_the_press_as_it_is_entered(
    tmp_path: Path, indicator: str, printed: str, value: str, noted: bool
) -> None:
    base = base_in(tmp_path, BASE.format(figures=figure("projects", "12")))
    given = options(source="kabar-2026-01-05", indicator=indicator, printed=printed)
    done = run("add", "--data", str(base), *given, "--yes")
    assert done.returncode == 0, done.stderr
    assert load(base).figures[-1].reading.value == Decimal(value)
    assert f'printed = "{printed}"' in base.read_text(encoding="utf-8")


@pytest.mark.parametrize(("indicator", "printed", "readings"), REFUSED)
def test_what_is_ambiguous_is_refused_with_both_readings(
    tmp_path: Path, indicator: str, printed: str, readings: tuple[str, str]
) -> None:
    base = base_in(tmp_path, BASE.format(figures=figure("projects", "12")))
    before = base.read_text(encoding="utf-8")
    given = options(source="kabar-2026-01-05", indicator=indicator, printed=printed)
    done = run("add", "--data", str(base), *given, "--yes")
    assert done.returncode == 2
    assert all(reading in done.stderr for reading in readings)
    assert base.read_text(encoding="utf-8") == before
    base = base_in(tmp_path, BASE.format(figures=figure(indicator, printed)))
    with pytest.raises(InvalidBaseError) as error:
        load(base)
    assert all(reading in str(error.value.problems[0].message) for reading in readings)


def test_commas_beside_others_that_group_by_commas_are_group_marks(tmp_path: Path) -> None:
    figures = figure("participants", "27,703") + figure("workforce", "127,703") + figure("coverage", "21,7 persen")
    base = base_in(tmp_path, BASE.format(figures=figures))
    assert [f.reading.value for f in load(base).figures][:2] == [27703, 127703]
    said = json.loads(run("check", "--data", str(base), "--format", "json").stdout)
    assert [finding["code"] for finding in said["findings"]].count("R303") == 2


def test_an_indicator_goes_by_its_label_in_a_fact_base(tmp_path: Path) -> None:
    labels = ("cakupan", "Peserta", "belum terdaftar", "unregistered")
    printed = ("27 persen", "812.345", "1.000.000", "1.000.000")
    base = base_in(tmp_path, BASE.format(figures="".join(map(figure, labels[:3], printed))))
    assert [f.indicator for f in load(base).figures] == ["coverage", "participants", "unregistered"]
    with pytest.raises(InvalidBaseError, match='unknown indicator "cakupann"'):
        load(base_in(tmp_path, BASE.format(figures=figure("cakupann", "27 persen"))))

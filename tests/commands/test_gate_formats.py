"""A gate, and the numbers beside it, say the same whatever the format of the answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import run

FORMATS = ("table", "plain", "md", "html", "csv", "tsv", "json")
HEAD = 'format = 1\n[[source]]\nid = "a"\npublisher = "A"\npublished = 2026-01-10\n'
HEAD += 'defaults = { area = "kalbar", period = 2025 }\nfigures = [\n'


def base(folder: Path, **figures: int) -> Path:
    path = folder / "figures.toml"
    rows = "".join(f'  {{ indicator = "{name}", value = {value} }},\n' for name, value in figures.items())
    path.write_text(f"{HEAD}{rows}]\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("format_", FORMATS)
def test_digits_of_a_gate_in_every_format(tmp_path: Path, format_: str) -> None:
    path = base(tmp_path, participants=449_996, workforce=1_000_000)
    done = run("coverage", "--data", str(path), "--fail-under", "45", "--format", format_)
    assert done.returncode == 1
    assert done.stderr == "bpjs: coverage West Kalimantan: 44.9996 % (44.99960 %), wanted >= 45 %: failed\n"
    if format_ in ("csv", "tsv", "json"):
        assert "44.9996" in done.stdout


@pytest.mark.parametrize("format_", FORMATS)
def test_all_but_two_are_not_all_in_any_format(tmp_path: Path, format_: str) -> None:
    path = base(tmp_path, participants=2_999_999, workforce=3_000_001)
    done = run("coverage", "--data", str(path), "--fail-under", "100", "--format", format_)
    assert done.returncode == 1
    assert "99.9999" in done.stderr
    assert "99.9999" in done.stdout
    assert "100.00" not in done.stdout


@pytest.mark.parametrize("format_", FORMATS)
def test_missing_people_are_whole_in_every_format(tmp_path: Path, format_: str) -> None:
    path = base(tmp_path, participants=1_349_999, workforce=3_000_001)
    done = run("gap", "--data", str(path), "--target", "45", "--fail-over", "1", "--format", format_)
    assert done.returncode == 1
    assert done.stderr == "bpjs: gap West Kalimantan: 2, wanted <= 1: failed\n"
    passed = run("gap", "--data", str(path), "--target", "45", "--fail-over", "2", "--format", format_)
    assert passed.returncode == 0
    assert passed.stdout == done.stdout

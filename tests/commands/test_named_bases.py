"""`--data indonesia`: the national base by its name, wherever the command is run and however bpjs is installed."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import answer, run

from bpjscli.commands.shared.writing import writable_base
from bpjscli.errors import BpjsError
from bpjscli.load.load import load
from bpjscli.shipped import find_base, find_data_file

ONE = """format = 1
[[source]]
id = "a"
published = 2026-02-01
defaults = { area = "bali", period = 2025 }
figures = [{ indicator = "coverage", printed = "45 persen" }]
"""


def test_the_name_is_that_of_a_shipped_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = answer("ranking", "--data", "indonesia", "--lang", "en")
    assert "West Java" in text
    assert text == answer("ranking", "--lang", "en", env={"BPJS_DATA": "indonesia"})
    assert "West Java" not in answer("ranking", "--lang", "en")


def test_findings_name_its_files_as_they_are_called_everywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = run("check", "--data", "indonesia", "--select", "C401", "--lang", "en")
    assert "C401  error  data/indonesia/bali.toml:" in found.stdout
    assert "C401  error  data/figures.toml:" in found.stdout
    assert str(find_data_file("indonesia.toml").parent) not in found.stdout


def test_a_file_of_that_name_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("indonesia").write_text(ONE, encoding="utf-8")
    assert find_base(Path("indonesia")) == Path("indonesia")
    assert "Bali: 45 % of the workers" in answer("coverage", "--area", "bali", "--data", "indonesia", "--lang", "en")
    Path("indonesia").unlink()
    Path("indonesia").mkdir()
    done = run("ranking", "--data", "indonesia")
    assert (done.returncode, "the path is a folder" in done.stderr) == (3, True)


def test_other_names_are_files() -> None:
    for name in ("figures.toml", "Indonesia", "data/indonesia", "indonesia.toml"):
        assert find_base(Path(name)) == Path(name)


def test_no_configuration_goes_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = answer("config", "--data", "indonesia", "--lang", "en")
    assert "No configuration goes with the shipped fact base." in text


def test_an_installed_one_is_not_written_to(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "_data").symlink_to(find_data_file("figures.toml").parent)
    monkeypatch.setattr("bpjscli.shipped._PACKAGE", tmp_path)
    with pytest.raises(BpjsError, match="the next upgrade would replace it"):
        writable_base(find_base(Path("indonesia")))


def test_every_province_has_coverage_or_participants_but_the_one_that_is_listed() -> None:
    """What nobody was found to have published is said in docs/audit.md."""
    base = load(find_base(Path("indonesia")))
    known = {f.area for f in base.figures if f.indicator in ("coverage", "participants")}
    provinces = {area.id for area in base.areas.values() if area.level == "province"}
    assert provinces - known == {"papeg"}
    assert all(source.link and source.published for source in base.sources if source.id != "sp-2024-11-07")

"""The compiled areas and vocabulary: what the TOML files say, or nothing."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from bpjscli.load import compiled, from_files
from bpjscli.load.diagnostics import Diagnostics
from bpjscli.load.from_files import shipped_documents
from bpjscli.load.load import load
from bpjscli.load.vocabulary import read_vocabulary
from bpjscli.shipped import VOCABULARY, find_data_file

OLD = "the shipped areas or vocabulary have changed: run python tasks.py vocabulary"


def test_it_says_what_the_files_say() -> None:
    problems = Diagnostics()
    areas, vocabulary = read_vocabulary(list(shipped_documents(problems)), (), problems.guesser)
    found = compiled.read_compiled()
    assert found is not None, OLD
    assert repr(found.areas) == repr(areas), OLD
    assert repr(found.vocabulary) == repr(vocabulary), OLD
    assert find_data_file(compiled.FILE).read_bytes() == compiled.to_bytes(areas, vocabulary), OLD


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped data, which the loader takes for the shipped one."""
    for name in (*VOCABULARY, compiled.FILE):
        shutil.copy(find_data_file(name), tmp_path / name)
    monkeypatch.setattr(compiled, "find_data_file", lambda name: tmp_path / name)
    monkeypatch.setattr(from_files, "find_data_file", lambda name: tmp_path / name)
    return tmp_path


def test_a_changed_file_is_read_itself(data: Path) -> None:
    areas = data / "regencies.toml"
    areas.write_text(areas.read_text(encoding="utf-8").replace("Singkawang", "Sinkawang"), encoding="utf-8")
    assert compiled.read_compiled() is None
    assert load().areas["singkawang"].name.id == "Kota Sinkawang"


@pytest.mark.parametrize("content", [None, b"", b"\x93\x01", b"{}"], ids=str)
def test_without_it_the_files_are_read(data: Path, content: bytes | None) -> None:
    before = load()
    (data / compiled.FILE).unlink()
    if content is not None:
        (data / compiled.FILE).write_bytes(content)
    assert compiled.read_compiled() is None
    assert repr(load().vocabulary) == repr(before.vocabulary)


def test_a_base_without_words_of_its_own_needs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "bpjscli.load.vocabulary", None)
    assert load().areas["singkawang"].name.id == "Kota Singkawang"


def test_a_base_with_words_of_its_own_adds_them(tmp_path: Path) -> None:
    path = tmp_path / "base.toml"
    path.write_text(
        'format = 1\n[[segment]]\nid = "relawan"\nname = "Relawan"\n\n'
        '[[source]]\nid = "a"\npublished = 2025\n'
        'figures = [{ area = "kalbar", period = 2024, indicator = "participants", segment = "relawan", value = 5 }]\n',
        encoding="utf-8",
    )
    found = load(path)
    assert [*found.vocabulary.segments][-1] == "relawan"
    assert len(found.areas) == len(load().areas)

"""A few of the damaged copies of the shipped base that `python tasks.py fuzz` makes, and that task itself."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from bpjscli.shipped import find_data_file
from tools import fuzz
from tools.damage import KINDS, damaged

pytestmark = pytest.mark.long

SHIPPED = find_data_file("figures.toml").read_bytes()
SEED = 4


@pytest.mark.parametrize("first", range(0, 80, 20))
def test_copies_that_are_damaged(first: int) -> None:
    outcomes = list(fuzz.batch(SEED, range(first, first + 20)))
    assert [outcome.fault for outcome in outcomes] == [""] * 20
    assert {outcome.code for outcome in outcomes} == {0, 3}


def test_a_copy_is_the_same_every_time() -> None:
    assert fuzz.copy_of(SHIPPED, SEED, 7) == fuzz.copy_of(SHIPPED, SEED, 7)
    assert fuzz.copy_of(SHIPPED, SEED, 7) != fuzz.copy_of(SHIPPED, SEED, 8)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_damage_damages(kind: str) -> None:
    assert any(KINDS[kind](SHIPPED, Random(seed)) != SHIPPED for seed in range(20))  # noqa: S311  # nothing secret


def test_nothing_is_left_to_damage() -> None:
    for seed in range(50):
        damaged(b"", Random(seed))  # noqa: S311  # likewise
        damaged(b"x", Random(seed))  # noqa: S311  # likewise


def test_what_goes_wrong_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> int:
        raise ZeroDivisionError("what")

    monkeypatch.setattr(fuzz, "_everything", fail)
    assert "ZeroDivisionError: what" in fuzz.tried(SHIPPED, 0, "bits", tmp_path).fault
    monkeypatch.setattr(fuzz, "_everything", lambda _: 0)
    monkeypatch.setattr(fuzz, "SECONDS", 0)
    assert fuzz.tried(SHIPPED, 0, "bits", tmp_path).fault.startswith("took ")
    monkeypatch.setattr(fuzz, "SECONDS", 60)
    monkeypatch.setattr(fuzz, "CODES", frozenset({2}))
    assert fuzz.tried(SHIPPED, 1, "bits", tmp_path).fault.startswith("bpjs coverage: exit code 0")


def test_a_copy_that_ends_its_process_is_told_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BPJS_FUZZ_KILLED_BY", "1")
    assert fuzz.run(3, SEED) == 1
    said = capsys.readouterr().out
    assert "copy 1 of seed 4 (?):" in said
    assert "3 copies, seed 4: " in said
    assert "1 failed" in said

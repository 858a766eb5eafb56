"""Any table gives the figures that its author meant, or is refused: never another number, never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawn_tables import draw, wrongs_of
from hypothesis import given, settings
from hypothesis import strategies as st


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_no_number_becomes_another_one(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert list(wrongs_of(draw(seed), tmp_path_factory.mktemp("any"))) == []


@pytest.mark.long
def test_no_number_of_thousands_of_tables_becomes_another_one(tmp_path: Path) -> None:
    taken: list[int] = []
    wrongs = [wrong for seed in range(4000) for wrong in wrongs_of(draw(seed), tmp_path, taken)]
    assert wrongs == []
    assert len(taken) > 600  # tables that were not refused

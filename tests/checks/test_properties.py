"""Three properties of contradictions over random sources of one world; `bench/properties.py` tries many more."""

from __future__ import annotations

from fractions import Fraction

import pytest

from bench import properties
from bench.properties import added_figures, changed_figures, consistent_worlds


def test_a_consistent_world_gives_no_error() -> None:
    assert consistent_worlds(40, 4).failures == ()


def test_a_figure_added_never_silences() -> None:
    result = added_figures(60, 4)
    assert result.contradict > 4
    assert result.failures == ()


def test_what_holds_whichever_figure_is_wrong_contains_the_truth() -> None:
    result = changed_figures(60, 4)
    assert result.contradict > 4
    assert result.failures == ()


def test_a_property_that_does_not_hold_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were the truth more than anybody has, no hull would contain it."""
    monkeypatch.setattr(properties, "_truth", lambda world, solved, variable: Fraction(10**30))
    assert changed_figures(40, 4).failures

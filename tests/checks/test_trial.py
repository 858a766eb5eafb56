"""A short trial of invented articles with planted slips: few misses, no alarm over nothing, the right cause first."""

from __future__ import annotations

from bench.trial import run


def test_slips_are_caught_explained_and_never_seen_where_there_are_none() -> None:
    tally = run(24, seed=7)
    outcomes = tally.all()
    assert len(outcomes) > 60
    assert tally.false["error"] == 0
    assert sum(outcome.caught for outcome in outcomes) >= 0.98 * len(outcomes)
    determined = [outcome for outcome in outcomes if outcome.determined]
    assert len(determined) > 30
    assert sum(outcome.first for outcome in determined) >= 0.8 * len(determined)

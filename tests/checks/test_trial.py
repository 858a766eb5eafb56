"""A short trial of invented articles with planted slips: few misses, no alarm over nothing, the right cause first."""

from __future__ import annotations

import pytest

from bench import trial
from bench.determined import determined
from bench.plant import Slip
from bpjscli.checks.finding import Finding

pytestmark = pytest.mark.long


def test_slips_are_caught_explained_and_never_seen_where_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    # Whether the evidence leaves only one cause takes long to say; here only where another was named first.
    puzzles: list[Slip] = []

    def judged(kind: str, slip: Slip, findings: list[Finding]) -> trial.Outcome:
        outcome = judge(kind, slip, findings)
        if not outcome.first:
            puzzles.append(slip)
        return outcome

    judge = trial.judge
    monkeypatch.setattr(trial, "judge", judged)
    monkeypatch.setattr(trial, "determined", lambda slip: True)
    tally = trial.run(16, seed=7)
    outcomes = tally.all()
    assert len(outcomes) > 60
    assert tally.false["error"] == 0
    assert sum(outcome.caught for outcome in outcomes) >= 0.98 * len(outcomes)
    assert sum(outcome.first for outcome in outcomes) >= 0.65 * len(outcomes)
    assert sum(map(determined, puzzles)) <= 0.05 * len(outcomes)

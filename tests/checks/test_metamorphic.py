"""However a base is written, its findings are the same; `bench/metamorphic.py` tries many more."""

from __future__ import annotations

import pytest

from bench.metamorphic import WAYS, Base, added, written_otherwise


@pytest.mark.parametrize("way", [*WAYS, "files"])
def test_the_findings_are_the_same(way: str) -> None:
    findings, failures = written_otherwise(way, 12, 4)
    assert findings > 4
    assert failures == []


def test_a_true_figure_that_is_added_leaves_an_error() -> None:
    errors, failures = added(12, 4)
    assert errors > 2
    assert failures == []


def test_a_way_that_changes_something_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its last figures, a base has other findings."""

    def cut(base: Base, _: object) -> Base:
        return tuple(source._replace(figures=source.figures[:2]) for source in base)

    monkeypatch.setitem(WAYS, "order", cut)
    assert written_otherwise("order", 12, 4)[1]

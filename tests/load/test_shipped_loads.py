"""The shipped base and every case load whole, and nothing is lost or altered on the way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli

from bpjscli.load.load import load
from bpjscli.model.areas import area_faults
from bpjscli.model.facts import Figure

ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "tests" / "cases").glob("*.toml"))
DIMENSIONS = ("area", "indicator", "period", "segment", "programme", "base", "printed", "note")


def as_written(path: Path) -> list[tuple[str, ...]]:
    """Each figure of a file with the defaults of its source, as text."""
    sources: list[dict[str, Any]] = tomli.loads(path.read_text(encoding="utf-8"))["source"]
    return [
        (source["id"], *(str({**source.get("defaults", {}), **figure}.get(key)) for key in DIMENSIONS))
        for source in sources
        for figure in source["figures"]
    ]


def as_loaded(figure: Figure) -> tuple[str, ...]:
    return (figure.source.id, *(str(getattr(figure, key)) for key in DIMENSIONS))


@pytest.mark.parametrize("path", [ROOT / "data" / "figures.toml", *CASES], ids=lambda p: p.stem)
def test_every_figure_arrives_as_written(path: Path) -> None:
    base = load(path)
    assert [str(problem) for problem in base.problems] == []
    assert [as_loaded(figure) for figure in base.figures] == as_written(path)
    assert len({figure.id for figure in base.figures}) == len(base.figures)


def test_the_shipped_base_is_the_default() -> None:
    assert load().figures == load(ROOT / "data" / "figures.toml").figures


def test_a_case_brings_its_own_areas() -> None:
    areas = load(ROOT / "tests" / "cases" / "soloaja-2025-11-13.toml").areas
    assert areas["wonogiri"].parent == "jateng"
    assert area_faults(areas) == []

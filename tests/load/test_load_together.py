"""Figures next to one another: the same one twice, names that look alike, one that replaces another."""

from __future__ import annotations

from pathlib import Path

import pytest
from loading import figures, loaded, said
from work import bounded_work

AT = "figures.toml:8: error"


def test_the_same_figure_twice_names_the_first(tmp_path: Path) -> None:
    text = figures(
        'indicator = "coverage", printed = "27 persen"',
        'indicator = "coverage", printed = "28 persen", area = "West Kalimantan"',
        'indicator = "coverage", printed = "28 persen", period = "2025"',
        'indicator = "coverage", printed = "29 persen", locator = "p. 2"',
        'indicator = "coverage", printed = "29 persen", locator = "P 2"',
        'indicator = "coverage", printed = "29 persen", locator = "§"',
    )
    first = "is already at figures.toml:8; remove one, or give each a locator"
    assert said(tmp_path, text) == [
        f'figures.toml:9: error[F116]: "antara/kalbar/coverage/2025" {first}',
        f'figures.toml:10: error[F116]: "antara/kalbar/coverage/2025" {first}',
        'figures.toml:12: error[F116]: "antara/kalbar/coverage/2025/p-2" is already at figures.toml:11; '
        "remove one, or give each a locator",
    ]


def test_a_figure_with_other_faults_is_still_known_to_be_there_twice(tmp_path: Path) -> None:
    text = figures('indicator = "coverage", printed = "x"', 'indicator = "coverage", printed = "27 persen"')
    assert [line.split(": ")[:2] for line in said(tmp_path, text)] == [
        ["figures.toml:8", "error[R203]"],
        ["figures.toml:9", "error[F116]"],
    ]


@pytest.mark.parametrize("other", ["Eligible", "\u0435ligible", "ｅligible"])
def test_bases_that_look_alike(tmp_path: Path, other: str) -> None:
    text = figures(
        'indicator = "workforce", value = 1, base = "eligible"',
        'indicator = "participants", value = 1, base = "eligible"',
        f'indicator = "participants", value = 1, base = "{other}"',
    )
    (line,) = said(tmp_path, text)
    assert line == (
        f'figures.toml:10: error[F117]: base "{other}" looks like "eligible" at figures.toml:8; spell them alike'
    )


def test_a_base_is_first_spelt_among_the_defaults(tmp_path: Path) -> None:
    text = figures('indicator = "workforce", value = 1', 'indicator = "claims", value = 1, base = "Eligible"')
    text = text.replace("period = 2025", 'period = 2025, base = "eligible"')
    assert said(tmp_path, text) == [
        'figures.toml:9: error[F117]: base "Eligible" looks like "eligible" at figures.toml:6; spell them alike'
    ]


def test_bases_in_either_unicode_form_are_one(tmp_path: Path) -> None:
    text = figures(
        'indicator = "workforce", value = 1, base = "pekerja-é"',
        'indicator = "participants", value = 1, base = "pekerja-e\u0301"',
    )
    assert len({figure.base for figure in loaded(tmp_path, text).figures}) == 1


def test_a_figure_is_superseded_by_a_figure_or_a_source_that_exists(tmp_path: Path) -> None:
    text = figures(
        'indicator = "coverage", value = 1, superseded_by = "later"',
        'indicator = "claims", value = 1, superseded_by = "later/kalbar/claims/2025"',
        'indicator = "benefits", value = 1, superseded_by = "later/kalbar/benefits/2025"',
    )
    later = """
[[source]]
id = "later"
published = 2026
defaults = { area = "kalbar", period = 2025 }
figures = [{ indicator = "claims", value = 2 }]
"""
    assert said(tmp_path, text + later) == [
        'figures.toml:10: error[F107]: superseded_by names "later/kalbar/benefits/2025", which does not exist; '
        'did you mean "later/kalbar/claims/2025"?'
    ]


def test_a_figure_with_faults_of_its_own_is_there_to_be_named(tmp_path: Path) -> None:
    text = figures(
        'indicator = "coverage", value = 1, superseded_by = "antara/kalbar/claims/2025"',
        'indicator = "claims", printed = "x"',
    )
    assert [line.split(": ")[1] for line in said(tmp_path, text)] == ["error[R203]"]


def test_what_cannot_be_guessed_is_asked_for(tmp_path: Path) -> None:
    assert said(tmp_path, figures('indicator = "coverage", value = 1, superseded_by = "zzzzz"')) == [
        f'{AT}[F107]: superseded_by names "zzzzz", which does not exist; write the id of a figure or source'
    ]


def test_figures_that_supersede_one_another(tmp_path: Path) -> None:
    def by(indicator: str, other: str) -> str:
        return f'indicator = "{indicator}", value = 1, superseded_by = "antara/kalbar/{other}/2025"'

    text = figures(
        by("claims", "claims"),
        by("employers", "workforce"),
        by("workforce", "participants"),
        by("participants", "projects"),
        by("projects", "workforce"),
        by("coverage", "achievement"),
        'indicator = "achievement", value = 1',
    )
    assert said(tmp_path, text) == [
        "figures.toml:8: error[F109]: the figure is superseded by itself; "
        "name what replaces it, or remove superseded_by",
        "figures.toml:10: error[F109]: figures supersede one another in a circle: "
        '"antara/kalbar/workforce/2025" > "antara/kalbar/participants/2025" > "antara/kalbar/projects/2025" > '
        '"antara/kalbar/workforce/2025"',
    ]


def test_two_figures_that_supersede_each_other(tmp_path: Path) -> None:
    first, second = "antara/kalbar/claims/2025", "antara/kalbar/coverage/2025"
    text = figures(
        f'indicator = "claims", value = 1, superseded_by = "{second}"',
        f'indicator = "coverage", value = 1, superseded_by = "{first}"',
    )
    assert said(tmp_path, text) == [
        f'{AT}[F109]: figures supersede one another in a circle: "{first}" > "{second}" > "{first}"'
    ]


def test_sources_that_take_each_other_back(tmp_path: Path) -> None:
    def source(id_: str, by: str, indicator: str = "participants") -> str:
        line = f'{{ indicator = "{indicator}", printed = "9.009"{by} }}'
        head = f'[[source]]\nid = "{id_}"\npublished = 2026-01-01\n'
        return f'{head}defaults = {{ period = 2025, area = "kalbar" }}\nfigures = [{line}]\n'

    by_b, by_a = ', superseded_by = "b"', ', superseded_by = "a"'
    first, second = "a/kalbar/participants/2025", "b/kalbar/participants/2025"
    assert said(tmp_path, "format = 1\n" + source("a", by_b) + source("b", by_a)) == [
        f'figures.toml:6: error[F109]: figures supersede one another in a circle: "{first}" > "{second}" > "{first}"'
    ]
    assert said(tmp_path, "format = 1\n" + source("a", by_b) + source("b", "")) == []
    assert said(tmp_path, "format = 1\n" + source("a", by_b) + source("b", by_a, "workforce")) == []


def test_many_superseded_figures_take_linear_time(tmp_path: Path) -> None:
    lines = [
        f'indicator = "claims", value = 1, locator = "p {n}", superseded_by = "antara/kalbar/claims/2025/p-{n + 1}"'
        for n in range(20_000)
    ]
    with bounded_work():
        assert [line.split(": ")[1] for line in said(tmp_path, figures(*lines))] == ["error[F107]"]

"""`bpjs ranking`: who leads, who trails, and where the figures cannot tell."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import answer, rows, run


def test_the_provinces_of_kalimantan() -> None:
    assert [(row["rank"], row["area"]) for row in rows("ranking")] == [
        ("1", "kaltim"),
        ("2", "kaltara"),
        ("3–4", "kalteng"),
        ("3–4", "kalsel"),
        ("5", "kalbar"),
    ]


def test_more_than_fifty_has_no_upper_bound() -> None:
    row = rows("ranking")[0]
    first = row["coverage"]
    assert (first["low"], first["high"], first["qualifier"]) == ("50", None, "more-than")
    assert (row["better"]["value"], row["better_period"]) == ("58.53", "2025-12-01")
    assert "1     East Kalimantan     > 50 % (58.53 % for 1 December 2025) [2]" in answer("ranking", "--lang", "en")


def test_one_sources_snapshot_is_preferred_to_a_mixture() -> None:
    """Kalbar has later figures elsewhere (37 % on 24 December), which do not enter the table of another source."""
    sources = {figure.split("/")[0] for row in rows("ranking") for figure in row["coverage"]["figures"]}
    assert sources == {"idntimes-2026-02-02"}
    assert {row["period"] for row in rows("ranking")} == {"2025"}


def test_an_earlier_snapshot() -> None:
    found = rows("ranking", "--period", "2023")
    assert [row["area"] for row in found] == ["kaltim", "kaltara", "kalteng", "kalsel", "kalbar"]
    assert [row["rank"] for row in found] == ["1", "2", "3", "4", "5"]


def test_a_mixture_says_so() -> None:
    text = answer("ranking", "--by", "participants", "--lang", "en")
    assert "No source has these areas together: sources and dates are mixed." in text


def test_an_indicator_without_figures_is_an_empty_table() -> None:
    done = run("ranking", "--by", "wage_ceiling", "--format", "csv")
    assert done.returncode == 0
    assert done.stdout.count("\n") == 1
    assert done.stderr.startswith("bpjs: ")


def test_an_unknown_indicator_gets_the_nearest() -> None:
    done = run("ranking", "--by", "covrage")
    assert (done.returncode, done.stdout) == (2, "")
    assert 'unknown "covrage"; did you mean "coverage"' in done.stderr


def base(tmp_path: Path, *areas: str) -> str:
    figures = ", ".join(
        f'{{ area = "{area}", period = 2025, indicator = "coverage", value = {30 + place} }}'
        for place, area in enumerate(areas)
    )
    path = tmp_path / "figures.toml"
    path.write_text(f'format = 1\n[[source]]\nid = "a"\npublished = 2026-01-05\nfigures = [{figures}]\n', "utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("areas", "ranked"),
    [
        (("kalbar", "sambas", "singkawang"), ["singkawang", "sambas"]),  # a province is not one of its own parts
        (("kalbar", "sambas", "singkawang", "samarinda"), ["samarinda", "singkawang", "sambas"]),
        (("kalbar", "kaltim", "sambas"), ["kaltim", "kalbar"]),
        (("kalbar",), ["kalbar"]),
    ],
)
def test_no_area_is_ranked_beside_its_own_parts(tmp_path: Path, areas: tuple[str, ...], ranked: list[str]) -> None:
    assert [row["area"] for row in rows("ranking", "--data", base(tmp_path, *areas))] == ranked


def test_one_alone_is_shown_without_a_rank_and_a_disputed_one_where_it_stands_in_any_case(tmp_path: Path) -> None:
    (row,) = rows("ranking", "--data", base(tmp_path, "kalbar"))
    assert (row["rank"], row["rank_low"], row["rank_high"]) == (None, None, None)
    assert "Nobody is ranked: that takes two areas of which something is known." in answer(
        "ranking", "--data", base(tmp_path, "kalbar"), "--lang", "en"
    )
    (disputed,) = [row for row in rows("ranking", "--area", "kalbar") if row["area"] == "singkawang"]
    assert (disputed["rank"], disputed["coverage"]["disputed"]) == ("3", True)


def test_points_are_no_percent() -> None:
    """A gap is a difference of percentages; a percent sign would say that it is relative."""
    assert "  29.15 * (29.140–29.160) [" in answer("ranking", "--by", "gap_points", "--lang", "en")
    assert "29.15 %" not in answer("explain", "gap_points", "--area", "kalbar", "--lang", "en")
    assert "20.61 instead of" in " ".join(answer("check", "--area", "kalteng", "--lang", "en").split())


def test_an_area_has_no_rank_before_it_was_there() -> None:
    text = answer("ranking", "--data", "indonesia", "--period", "2020", "--lang", "en")
    note = "Not ranked, no areas of their own at that time: South Papua (since 11 November 2022);"
    assert note in " ".join(text.split())
    assert "no areas of their own" not in answer("ranking", "--data", "indonesia", "--lang", "en")

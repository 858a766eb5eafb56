"""Changes that no workforce can make in the time: five points and ten a year, twice the people within a year."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bpjscli.checks.examine import examine
from bpjscli.measures.answers import Answers

Ask = Callable[..., Answers]


def series(indicator: str, *figures: tuple[str, str], **more: str) -> str:
    """Figures of sources of their own: (day, number)."""
    extra = "".join(f', {key} = "{value}"' for key, value in more.items())
    return "".join(
        f'[[source]]\nid = "s{n}"\npublished = 2027-01-0{n + 1}\nlanguage = "en"\n'
        f'defaults = {{ area = "kalbar", period = {day} }}\n'
        f'figures = [{{ indicator = "{indicator}", printed = "{printed}"{extra} }}]\n'
        for n, (day, printed) in enumerate(figures)
    )


def jumps(answers: Answers) -> list[list[str]]:
    return [[f.source.id for f in finding.figures] for finding in examine(answers, ["S603"])]


@pytest.mark.parametrize(
    ("first", "day", "second", "too_far"),
    [
        ("27.36", "2025-12-24", "37.00", True),
        ("27.36", "2025-12-24", "33.00", False),
        ("27.36", "2025-12-24", "33.01", True),
        ("33.01", "2025-12-24", "27.36", True),
        ("33.00", "2025-12-24", "27.36", False),
        ("27.36", "2026-01-01", "32.36", False),
        ("20.00", "2027-01-01", "35.80", False),
    ],
)
def test_coverage_moves_by_five_points_and_ten_a_year(
    ask: Ask, first: str, day: str, second: str, too_far: bool
) -> None:
    """From 1 to 24 December: 23 days are 0.63 points, and 0.01 more on either side for the last digit."""
    text = series("coverage", ("2025-12-01", f"{first} percent"), (day, f"{second} percent"))
    assert jumps(ask(text)) == ([["s1", "s0"]] if too_far else [])


@pytest.mark.parametrize(
    ("first", "day", "second", "too_far"),
    [
        ("100,001", "2025-11-30", "200,003", True),
        ("100,001", "2025-11-30", "200,002", False),
        ("200,003", "2025-11-30", "100,001", True),
        ("100,001", "2026-12-31", "900,003", False),
        ("100 thousand", "2025-11-30", "201,999", False),
        ("100 thousand", "2025-11-30", "202,001", True),
        ("more than 100 thousand", "2025-11-30", "900,003", False),
    ],
)
def test_headcounts_may_double_within_a_year(ask: Ask, first: str, day: str, second: str, too_far: bool) -> None:
    for indicator in ("participants", "workforce"):
        text = series(indicator, ("2024-12-01", first), (day, second))
        assert jumps(ask(text)) == ([["s1", "s0"]] if too_far else [])
    assert jumps(ask(series("employers", ("2024-12-01", first), (day, second)))) == []


def test_one_that_differs_from_both_neighbours_is_the_odd_one_out(ask: Ask) -> None:
    days = ("2025-01-01", "2025-02-01", "2025-03-01", "2025-04-01")
    odd = series("coverage", *zip(days, ("27.1 percent", "47.1 percent", "27.3 percent", "27.4 percent"), strict=True))
    assert jumps(ask(odd)) == [["s1", "s0", "s2"]]
    (finding,) = examine(ask(odd), ["S603"])
    arguments = finding.message.arguments
    assert [getattr(arguments[name], "id", "")[:2] for name in ("figure", "before", "after")] == ["s1", "s0", "s2"]


def test_two_jumps_in_one_direction_are_two(ask: Ask) -> None:
    days = ("2025-01-01", "2025-02-01", "2025-03-01", "2025-04-01")
    up = series("coverage", *zip(days, ("27.1 percent", "37.1 percent", "47.3 percent", "47.4 percent"), strict=True))
    assert jumps(ask(up)) == [["s1", "s0"], ["s2", "s1"]]
    late = series("coverage", *zip(days, ("27.1 percent", "27.2 percent", "27.3 percent", "47.4 percent"), strict=True))
    assert jumps(ask(late)) == [["s3", "s2"]]


def test_the_order_in_the_file_does_not_matter(ask: Ask) -> None:
    text = series("coverage", ("2025-12-24", "37.00 percent"), ("2025-12-01", "27.36 percent"))
    assert jumps(ask(text)) == [["s0", "s1"]]


def test_a_figure_for_the_year_is_dated_to_its_publication(ask: Ask) -> None:
    """To the first days of 2027, which are a year after December 2025 and not two."""
    text = series("coverage", ("2028", "47.00 percent"), ("2025-12-30", "27.36 percent"))
    assert jumps(ask(text)) == [["s0", "s1"]]
    years_apart = series("coverage", ("2028", "47.00 percent"), ("2023-12-30", "27.36 percent"))
    assert jumps(ask(years_apart)) == []


def test_bases_segments_and_disputed_figures_are_not_compared(ask: Ask) -> None:
    one = series("coverage", ("2025-12-01", "27.36 percent"), base="eligible")
    other = series("coverage", ("2025-12-24", "37.00 percent")).replace('"s0"', '"s1"')
    assert jumps(ask(one + other)) == []
    wrong = ', { indicator = "participants", printed = "100,001" }, { indicator = "workforce", printed = "900,001" }]'
    disputed = series("coverage", ("2025-12-24", "37.00 percent"), ("2025-12-01", "27.36 percent"))
    assert jumps(ask(disputed.replace("}]", "}" + wrong, 1))) == []


def test_numbers_for_one_day_are_no_jump_but_a_disagreement(ask: Ask) -> None:
    text = series("coverage", ("2025-12-31", "27.36 percent"), ("2025", "37.00 percent"))
    assert jumps(ask(text)) == []
    assert [finding.code for finding in examine(ask(text), ["D", "S"])] == ["D501"]


def of_one_source(*figures: str) -> str:
    lines = ", ".join(figures)
    return f'[[source]]\nid = "a"\npublished = 2025-11-27\nlanguage = "en"\nfigures = [{lines}]\n'


def test_a_source_knows_how_far_apart_its_own_numbers_are(ask: Ask) -> None:
    first = '{ area = "jabar", indicator = "coverage", period = "2024-12", printed = "39%" }'
    second = '{ area = "jabar", indicator = "coverage", period = "2025-04", printed = "25.77%" }'
    third = '{ area = "jabar", indicator = "coverage", period = "2025-08", printed = "39.2%" }'
    assert jumps(ask(of_one_source(first, second))) == []
    assert jumps(ask(of_one_source(first, second, third))) == [["a", "a", "a"]], "the odd one out still is one"


@pytest.mark.parametrize(("workforce", "expected"), [("3,000,001", []), ("2,100,001", [["s1", "s0"]])])
def test_a_workforce_that_was_counted_anew_explains_a_fall(ask: Ask, workforce: str, expected: list[list[str]]) -> None:
    """39 percent of two million are 26 percent of three."""
    text = series("coverage", ("2024-12-01", "39%"), ("2025-04-01", "26%"))
    before = ', { indicator = "workforce", printed = "2,000,001" }]'
    after = f', {{ indicator = "workforce", printed = "{workforce}" }}]'
    text = text.replace("}]", "}" + before, 1)
    place = text.rindex("}]")
    assert jumps(ask(text[:place] + "}" + after + text[place + 2 :])) == expected

"""What a printed number means for its indicator: points are no share, and nothing that counts is below zero."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from loading import figures, loaded, said

from bpjscli.model.facts import Indicator, Text
from bpjscli.model.interval import Interval
from bpjscli.numerals.reading import NumeralError, read_printed, read_printed_as, read_value_as

NAME = Text("nama", "name")
SHARE = Indicator("coverage", NAME, "percent", "stock")
DIFFERENCE = Indicator("gap_points", NAME, "percent", "stock", "gap", negative=True, points=True)
GROWTH = Indicator("claims_growth", NAME, "percent", "flow", negative=True, points=True)


@pytest.mark.parametrize("points", ["poin", "poin persen", "poin persentase", "percentage points", "% points", "pp"])
def test_points_are_percent_of_a_difference_and_no_share(points: str) -> None:
    assert read_printed_as(DIFFERENCE, f"20,5 {points}", "id") == read_printed_as(DIFFERENCE, "20,5 persen", "id")
    for text in (f"20,5 {points}", f"4 hingga 5 {points}"):
        with pytest.raises(NumeralError, match=r"points are a difference .* such as gap_points, or print") as caught:
            read_printed_as(SHARE, text, "id")
        assert caught.value.kind == "unit"
    with pytest.raises(NumeralError, match="a difference in percentage points, and this indicator is a number of pers"):
        read_printed(f"20,5 {points}", "persons", "id")


@pytest.mark.parametrize(
    ("text", "rounded", "loose"),
    [
        ("0 persen", ("0", "0.5"), ("0", "1")),
        ("-0,0 persen", ("0", "0.05"), ("0", "0.1")),
        ("sekitar 0 persen", ("0", "1"), ("0", "1")),
        ("0,2 persen", ("0.15", "0.25"), ("0.145", "0.3")),
        ("0 hingga 3 persen", ("0", "3.5"), ("0", "4")),
        ("-1 hingga 3 persen", ("-1.5", "3.5"), ("-2", "4")),  # which the loader refuses
        ("sekitar 0 hingga 3 persen", ("0", "4"), ("0", "4")),
        ("-0,2 persen", ("-0.25", "-0.15"), ("-0.3", "-0.145")),  # likewise
    ],
)
def test_a_share_that_rounds_to_nothing_is_not_below_it(
    text: str, rounded: tuple[str, str], loose: tuple[str, str]
) -> None:
    reading = read_printed_as(SHARE, text, "id")
    assert reading.rounded == Interval(Decimal(rounded[0]), Decimal(rounded[1]))
    assert reading.loose == Interval(Decimal(loose[0]), Decimal(loose[1]))


def test_a_difference_between_cut_numbers_lies_below_it() -> None:
    """22.779 and 77.221 of a hundred: who cuts the one to 22.77 prints 77.23 for the other."""
    uncovered = Indicator("uncovered", NAME, "percent", "stock", negative=True)
    assert Decimal("77.221") in read_printed_as(uncovered, "77,23 persen", "id").loose
    assert Decimal("77.221") not in read_printed_as(SHARE, "77,23 persen", "id").loose
    unregistered = Indicator("unregistered", NAME, "persons", "stock", negative=True)
    assert read_printed_as(unregistered, "1 juta", "id").loose == Interval(Decimal(0), Decimal(2_000_000))
    assert read_printed_as(unregistered, "sekitar 3,2 juta", "id") == read_printed("sekitar 3,2 juta", "persons", "id")


def test_what_may_fall_rounds_to_nothing_from_both_sides() -> None:
    assert read_value_as(DIFFERENCE, Decimal("-0.0")).rounded == Interval(Decimal("-0.05"), Decimal("0.05"))
    assert read_value_as(SHARE, Decimal("-0.0")).rounded == Interval(Decimal(0), Decimal("0.05"))


def test_every_shipped_share_refuses_points_and_no_difference_does(tmp_path: Path) -> None:
    indicators = loaded(tmp_path, "format = 1\n").vocabulary.indicators.values()
    takes = {indicator.id for indicator in indicators if indicator.points}
    assert takes == {"gap_points"} | {indicator.id for indicator in indicators if indicator.id.endswith("_growth")}


def test_a_difference_of_ones_own_says_so(tmp_path: Path) -> None:
    own = '[[indicator]]\nid = "rise"\nname = "kenaikan"\nunit = "percent"\nkind = "stock"\n'
    text = figures('area = "kalbar", indicator = "rise", period = 2025, printed = "naik 5 poin"')
    assert ["error[R202]" in line for line in said(tmp_path, text + own)] == [True]
    assert loaded(tmp_path, text + own + "points = true\n").figures[0].reading.value == 5


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("turun 8%", "-8%"),
        ("Penurunan 8%", "-8%"),
        ("menurun sekitar 1,5 persen", "sekitar -1,5 persen"),
        ("penurunan sebesar 3 poin", "-3 poin"),
        ("fell by 4 percent", "-4 percent"),
        ("Turun menjadi 8%", "8%"),
        ("naik 8%", "8%"),
    ],
)
def test_a_fall_is_a_growth_below_zero(text: str, signed: str) -> None:
    assert read_printed_as(GROWTH, text, "id") == read_printed_as(GROWTH, signed, "id")


@pytest.mark.parametrize("indicator", [SHARE, DIFFERENCE], ids=lambda indicator: indicator.id)
def test_a_fall_says_nothing_of_a_share_or_a_gap(indicator: Indicator) -> None:
    with pytest.raises(NumeralError, match="says a fall"):
        read_printed_as(indicator, "turun 8%", "id")

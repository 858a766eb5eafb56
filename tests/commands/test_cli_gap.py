"""`bpjs gap`: how far to the target, in points and in people, and the pace that takes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from asking import answer, rows, run


def test_kalimantan_has_everybody_to_reach() -> None:
    kalimantan = rows("gap")[0]
    assert kalimantan["area"] == "kalimantan"
    people = kalimantan["gap_people"]
    assert (people["value"], people["low"], people["high"]) == ("4600000", "4500000", "4700000")
    assert Decimal(kalimantan["target"]["low"]) < 100 < Decimal(kalimantan["target"]["high"])
    text = answer("gap", "--lang", "en")
    assert "(4,694,064): it means full coverage." in " ".join(text.split())


def test_the_pace_to_the_end_of_2026() -> None:
    """4,6 million in twelve months is 383 thousand a month; lately it was some twelve hundred."""
    kalimantan = rows("gap")[0]
    assert kalimantan["by"] == "2026-12-31"
    assert kalimantan["months"] == 12
    pace = kalimantan["people_per_month"]
    assert Decimal(pace["low"]) == 4_500_000 / Decimal(12)
    assert Decimal(pace["low"]) < Decimal(4_600_000) / 12 < Decimal(pace["high"])
    present = kalimantan["present_people_per_month"]
    assert 1_000 < Decimal(present["low"]) <= Decimal(present["high"]) < 1_500
    needed = kalimantan["months_at_present_pace"]
    assert 300 < Decimal(needed["low"]) / 12 < Decimal(needed["high"]) / 12 < 330


def test_a_target_of_ones_own() -> None:
    (row,) = rows("gap", "--province", "kalbar", "--target", "60")
    assert row["target"] == {
        "value": "60", "low": "60", "high": "60",
        "unit": "percent", "origin": "given", "figures": [], "qualifier": "exact",
    }  # fmt: skip
    assert (row["gap_points"]["low"], row["gap_points"]["high"]) == ("32.5", "33.5")
    assert row["gap_people"] is None
    assert "No workforce is known" in answer("gap", "-a", "kalbar", "--target", "60", "--lang", "en")


def test_a_target_in_people_where_the_workforce_is_known() -> None:
    """60 % of 7.996.826 are 4.798.095,6, of whom 3.302.762 are there: 1.495.334 whole people are missing."""
    (row,) = rows("gap", "--area", "kalimantan", "--target", "60")
    low, high = Decimal(row["gap_people"]["low"]), Decimal(row["gap_people"]["high"])
    assert low <= 4_798_096 - 3_302_762 <= high
    assert high - low < 1_000


def test_a_target_already_reached_is_a_surplus() -> None:
    (row,) = rows("gap", "--province", "kalbar", "--target", "20")
    assert row["gap_points"]["value"] == "0"
    assert row["gap_people"]["value"] == "0"
    assert (row["surplus_points"]["low"], row["surplus_points"]["high"]) == ("6.5", "7.5")
    text = answer("gap", "--province", "kalbar", "--target", "20", "--lang", "en")
    assert "reached, 7 points to spare" in text
    assert "−" not in text


def test_by_a_day_of_ones_own() -> None:
    (row,) = rows("gap", "--area", "kalimantan", "--target", "60", "--by", "2027-06-30")
    assert (row["by"], row["months"]) == ("2027-06-30", 18)


@pytest.mark.parametrize("written", ["60", "60%", "60,0", " 60.0 % "])
def test_ways_to_write_a_percentage(written: str) -> None:
    (row,) = rows("gap", "--province", "kalbar", "--target", written)
    assert Decimal(row["target"]["value"]) == 60


@pytest.mark.parametrize("written", ["sixty", "-1", "nan", "inf", "1e9", ""])
def test_what_is_no_percentage(written: str) -> None:
    done = run("gap", f"--target={written}")
    assert (done.returncode, done.stdout) == (2, "")
    assert "is not a percentage; write for example --target 60" in done.stderr


def test_a_target_that_may_be_reached_says_so() -> None:
    text = answer("gap", "-a", "kalteng", "--target", "42", "--lang", "en")
    assert "0 * (−1.0 to 1.0)" in text
    assert "The figures leave open whether the target is reached" in text


def test_a_gap_that_is_closed_has_data_like_any_other() -> None:
    (row,) = rows("gap", "-a", "kalbar", "--target", "20")
    for key, unit in (("gap_points", "percent"), ("gap_people", "persons"), ("people_per_month", "persons")):
        assert row[key] == {
            "value": "0", "low": "0", "high": "0", "unit": unit, "origin": "derived", "qualifier": "exact",
            "figures": ["idntimes-2026-02-02/kalbar/coverage/2025"],
        }  # fmt: skip


def test_without_coverage_a_target_of_ones_own_is_for_no_day() -> None:
    (row,) = rows("gap", "-a", "bali", "--target", "60")
    assert (row["by"], row["target"]["value"]) == (None, "60")


@pytest.mark.parametrize(
    ("target", "time"),
    [("41.31", "less than a month."), ("41.35", "3–4 months."), ("41.6", "19–20 months."), ("42", "4 years.")],
)
def test_a_short_time_is_told_in_months(target: str, time: str) -> None:
    text = " ".join(answer("gap", "-a", "kalimantan", "--target", target, "--lang", "en").split())
    assert f"at which it takes {time}" in text


def test_a_target_above_everybody_is_doubted() -> None:
    said = "A target above 100 % asks for more people than there are workers."
    assert said in answer("gap", "-a", "kalimantan", "--target", "150", "--lang", "en")
    assert said not in answer("gap", "-a", "kalimantan", "--target", "100", "--lang", "en")


def test_a_gap_that_a_source_states_is_shown_as_printed() -> None:
    """The target that it is to is not in the fact base, and the source contradicts itself."""
    (row,) = rows("gap", "-a", "kalteng")
    assert (row["gap_points"]["value"], row["gap_points"]["disputed"]) == ("20.59", True)
    assert (row["gap_people"]["value"], row["target"], row["by"]) == ("211438", None, None)
    text = " ".join(answer("gap", "-a", "kalteng", "--lang", "en").split())
    assert "Central Kalimantan: the target is not in this fact base, only how far it is" in text


def test_what_nobody_has_published_is_said_of_the_area() -> None:
    target = answer("gap", "-a", "bali", "--lang", "en")
    assert "Bali: this fact base has nothing about it; its figures are about Kalimantan." in target
    assert "Bali: this fact base has nothing about it; its figures are about Kalimantan." in answer(
        "coverage", "-a", "bali", "--lang", "en"
    )
    earlier = answer("coverage", "-a", "kalbar", "--period", "2019", "--lang", "en")
    assert "West Kalimantan: coverage for 2019 is not in this fact base." in earlier

"""`bpjs coverage`: how many of the workers are covered."""

from __future__ import annotations

import pytest
from asking import answer, rows, run, told

KALBAR = ["kalbar", "West Kalimantan", "Kalimantan Barat", "61", "ID-KB", "KALBAR", "kalimantan-barat"]


def test_kalbar_stands_last_of_five_and_below_its_region() -> None:
    text = answer("coverage", "--province", "kalbar", "--lang", "en")
    assert "27 % of the workers were covered in 2025" in text
    assert "Last of 5 in Kalimantan" in text
    assert "14 points below Kalimantan (41 %)" in text


def test_kalbar_for_machines() -> None:
    (row,) = rows("coverage", "--province", "kalbar")
    assert row["area"] == "kalbar"
    assert row["period"] == "2025"
    assert (row["coverage"]["value"], row["coverage"]["low"], row["coverage"]["high"]) == ("27", "26.5", "27.5")
    assert row["coverage"]["figures"] == ["idntimes-2026-02-02/kalbar/coverage/2025"]
    assert (row["rank_low"], row["rank_high"], row["ranked"]) == (5, 5, 5)
    assert row["region_coverage"]["value"] == "41"
    assert row["points_below_region"]["value"] == "14"


def test_kalbar_has_three_targets() -> None:
    targets = told("coverage", "--province", "kalbar")["tables"]["targets"]
    assert [(t["by"], t["target"]["value"]) for t in targets] == [
        ("2025-12-31", "59.56"),
        ("2026-12-31", "60.80"),
        ("2030-12-31", "65.77"),
    ]
    for target in targets:
        low, high = float(target["gap_points"]["low"]), float(target["gap_points"]["high"])
        assert low < float(target["target"]["value"]) - 27 < high


def test_kalbar_has_its_cities_and_regencies() -> None:
    parts = told("coverage", "--province", "kalbar")["tables"]["parts"]
    assert {part["area"]: part["coverage"]["value"] for part in parts} == {
        "singkawang": "22.77",
        "sambas": "24",
        "pontianak": "40",
    }


def test_what_the_base_lacks_is_a_dash_with_its_reason() -> None:
    text = answer("coverage", "--province", "kalbar", "--lang", "en")
    line = next(line for line in text.splitlines() if line.startswith("West Kalimantan  2025"))
    number = line.split()[-1]
    assert line.count(f"– {number}") == 3
    assert f"{number} Not in this fact base, nor are the figures it would follow from" in text
    (row,) = rows("coverage", "--province", "kalbar")
    assert row["participants"] is None
    assert row["workforce"] is None


@pytest.mark.parametrize("name", KALBAR)
def test_every_customary_name_means_the_same_province(name: str) -> None:
    assert answer("coverage", "--province", name) == answer("coverage", "--area", "kalbar")


def test_a_typing_mistake_gets_the_nearest_names() -> None:
    done = run("coverage", "--province", "kalbr")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == 'bpjs: unknown area "kalbr"; did you mean "kalbar", "halmahera-barat" or "kaltara"?\n'


def test_kalimantan_in_2024_has_a_derived_workforce() -> None:
    """45,34 % and three segments, 3.287.020 people together, leave little room for the workforce."""
    (row,) = rows("coverage", "--area", "kalimantan", "--period", "2024")
    workforce = row["workforce"]
    assert workforce["origin"] == "derived"
    assert 7_248_000 < int(workforce["low"]) <= 7_250_000 <= int(workforce["high"]) < 7_252_000
    assert workforce["identities"] == ["coverage", "participants-by-segment"]
    assert [figure.split("/", 1)[1] for figure in workforce["figures"]] == [
        "kalimantan/coverage/2024",
        "kalimantan/participants/pu/2024",
        "kalimantan/participants/bpu/2024",
        "kalimantan/participants/jakon/2024",
    ]


def test_singkawang_is_shown_as_printed_and_disputed() -> None:
    shown = told("coverage", "--area", "singkawang")
    (row,) = shown["rows"]
    for name, printed in (("coverage", "22.77"), ("participants", "16684"), ("unregistered", "73236")):
        assert row[name]["value"] == printed
        assert row[name]["origin"] == "published"
        assert row[name]["disputed"] is True
    assert (row["workforce"]["low"], row["workforce"]["high"]) == ("73251", "94836")
    assert (row["workforce"]["hull_low"], row["workforce"]["hull_high"]) == ("73251", "94836")
    assert row["workforce"]["disputed"] is True
    text = answer("coverage", "--area", "singkawang", "--lang", "en")
    assert "22.77 % †" in text
    assert "†  disputed: part of a contradiction" in text


def test_as_of_knows_only_what_was_published_by_then() -> None:
    (now,), (then,) = rows("coverage", "-a", "kalbar"), rows("coverage", "-a", "kalbar", "--as-of", "2023-12-31")
    assert (now["period"], now["coverage"]["value"]) == ("2025", "27")
    assert (then["period"], then["coverage"]["value"]) == ("2023-03", "32.28")


def test_every_area_with_a_figure_has_a_row() -> None:
    areas = [row["area"] for row in rows("coverage")]
    assert areas[:6] == ["kalimantan", "kalbar", "kalteng", "kalsel", "kaltim", "kaltara"]
    assert set(areas[6:]) == {"sambas", "pontianak", "singkawang", "banjar"}


def test_what_agrees_in_more_digits_is_named() -> None:
    """More than 50 percent for the year; 58.53 on 1 December."""
    text = answer("coverage", "--area", "kaltim", "--lang", "en")
    assert "> 50 % [1][2]" in text
    assert "[2] Also 58.53 % for 1 December 2025: Interaksi" in text
    assert "Also" not in answer("coverage", "--area", "kaltara", "--lang", "en"), "what is as rough says nothing"


def test_a_rank_among_figures_of_several_dates_says_so() -> None:
    """Sambas, Pontianak and Singkawang, which is last whichever of its figures is wrong."""
    text = " ".join(answer("coverage", "--area", "pontianak", "--lang", "en").split())
    assert "First of 3 in West Kalimantan." in text
    assert "No source has these areas together: sources and dates are mixed." in text
    assert "mixed" not in answer("coverage", "--area", "kalbar", "--lang", "en")


@pytest.mark.parametrize(
    ("area", "said"),
    [
        ("kalteng", "Whether above or below Kalimantan (41 %) is within the rounding."),  # −2.5 to 0.5
        ("kalbar", "14 points below Kalimantan (41 %)."),
        ("kaltara", "5 points above Kalimantan (41 %)."),
    ],
)
def test_a_distance_is_told_where_rounding_leaves_one(area: str, said: str) -> None:
    assert said in " ".join(answer("coverage", "--area", area, "--lang", "en").split())


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--area", "kalbar", "--period", "2025-12"), "on 24 December 2025. That figure is in doubt: others speak"),
        (("--area", "singkawang"), "That figure is disputed: it contradicts others of its source."),
        (("--area", "kalbar"), None),
    ],
)
def test_what_is_doubted_is_not_told_as_a_fact(asked: tuple[str, ...], said: str | None) -> None:
    for command in (("coverage",), ("report", "--sections", "headline")):
        text = " ".join(answer(*command, *asked, "--lang", "en", "--format", "plain").split())
        assert ("That figure is" in text) == (said is not None)
        assert said is None or said in text

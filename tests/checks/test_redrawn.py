"""Areas as they were on the day: parts add up, bracket and are within only what they were parts of then."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from bpjscli.checks.examine import examine
from bpjscli.measures.answers import Answers, Key

Ask = Callable[..., Answers]

KALTIM = {
    "paser": 20_123, "kutai-kartanegara": 50_123, "berau": 20_124, "kutai-barat": 10_123, "kutai-timur": 50_124,
    "penajam-paser-utara": 10_124, "balikpapan": 100_123, "samarinda": 100_124, "bontang": 39_123,
}  # fmt: skip
MAHAKAM_ULU = {"mahakam-ulu": 1_123}
KALTARA = {"bulungan": 30_123, "malinau": 20_124, "nunukan": 49_123, "tana-tidung": 5_124, "tarakan": 49_766}
SOME_OF_KALTARA = {"nunukan": 49_123, "tarakan": 49_766}
PABAR = {
    "fak-fak": 10_111, "kaimana": 10_112, "teluk-wondama": 10_113, "teluk-bintuni": 10_114, "manokwari": 20_115,
    "manokwari-selatan": 1_116, "pegunungan-arfak": 1_117,
}  # fmt: skip
FOUR = {"kalbar": 200_001, "kalteng": 100_001, "kalsel": 200_001, "kaltim": 300_001}


def total(*parts: Mapping[str, int]) -> int:
    return sum(number for part in parts for number in part.values())


def base(period: str, *parts: Mapping[str, int], **wholes: int) -> str:
    """One source that counts participants of these areas in a period."""
    numbers = {**wholes, **{area: number for part in parts for area, number in part.items()}}
    lines = [f'{{ area = "{area}", printed = "{number:_}" }}'.replace("_", ".") for area, number in numbers.items()]
    return (
        f'[[source]]\nid = "koran"\npublished = {int(period[:4]) + 1}-01-10\n'
        f'defaults = {{ indicator = "participants", period = "{period}" }}\nfigures = [\n{",".join(lines)}\n]\n'
    )


def codes(answers: Answers) -> list[str]:
    return [finding.code for finding in examine(answers)]


@pytest.mark.parametrize(
    ("period", "parts", "wholes"),
    [
        ("2012-12-31", (KALTIM, MAHAKAM_ULU, SOME_OF_KALTARA), {"kaltim": 500_123}),
        ("2012-12-31", (KALTIM, KALTARA), {"kaltim": total(KALTIM, KALTARA)}),
        ("2012-12-31", (FOUR,), {"kalimantan": total(FOUR)}),
        ("2012-12-31", (FOUR, {"kaltara": 90_001}), {"kalimantan": total(FOUR) + 90_001}),
        ("2014-06", (KALTIM, MAHAKAM_ULU, SOME_OF_KALTARA), {"kaltim": 500_123}),
        ("2014-06", (FOUR,), {"kalimantan": total(FOUR) + 90_001}),
        ("2021-12-31", (PABAR, {"kota-sorong": 30_118}), {"pabar": 95_301}),
        ("2023-08", (PABAR,), {"pabar": total(PABAR)}),
        ("1998-06", ({"kutai-kartanegara": 150_123, "paser": 20_123},), {"kaltim": 500_123}),
    ],
)
def test_what_was_true_then_is_no_contradiction(
    ask: Ask, period: str, parts: tuple[dict[str, int], ...], wholes: dict[str, int]
) -> None:
    assert codes(ask(base(period, *parts, **wholes))) == []


@pytest.mark.parametrize(
    ("period", "parts", "wholes", "code"),
    [
        ("2012-12-31", (FOUR,), {"kalimantan": total(FOUR) + 100_000}, "C401"),
        ("2012-12-31", (KALTIM, KALTARA), {"kaltim": total(KALTIM, KALTARA) + 50_000}, "C401"),
        ("2012-12-31", (KALTIM, MAHAKAM_ULU, KALTARA), {"kaltim": total(KALTIM, KALTARA) + 50_000}, "C401"),
        ("2012-12-31", (SOME_OF_KALTARA,), {"kaltim": 50_123}, "C405"),
        ("2014-06", (FOUR, {"kaltara": 90_001}), {"kalimantan": total(FOUR)}, "C401"),
        ("2016-06", (KALTIM, MAHAKAM_ULU), {"kaltim": total(KALTIM) + 50_000}, "C401"),
        ("2023-08", (PABAR,), {"pabar": total(PABAR) + 30_000}, "C401"),
    ],
)
def test_what_was_not_true_then_is_found(
    ask: Ask, period: str, parts: tuple[dict[str, int], ...], wholes: dict[str, int], code: str
) -> None:
    assert code in codes(ask(base(period, *parts, **wholes)))


def test_regencies_are_held_against_the_province_that_they_lay_in(ask: Ask) -> None:
    """Since 2013 the same numbers say nothing of East Kalimantan."""
    assert codes(ask(base("2016-06", SOME_OF_KALTARA, kaltim=50_123))) == []


def test_no_total_of_parts_that_are_not_all_there(ask: Ask) -> None:
    """Bulungan, Malinau and Tana Tidung belong to East Kalimantan in 2012, and nothing is said of them."""
    answers = ask(base("2012-12-31", KALTIM, MAHAKAM_ULU, SOME_OF_KALTARA))
    for area in ("kaltim", "kaltara", "kalimantan"):
        assert answers.best(Key("participants", area)) is None


def test_a_total_of_all_that_were_there(ask: Ask) -> None:
    answers = ask(base("2012-12-31", KALTIM, KALTARA))
    found = answers.best(Key("participants", "kaltim"))
    assert found is not None
    assert found.quantity.value == total(KALTIM, KALTARA)
    assert answers.best(Key("participants", "kaltara")) is None


def coverage(period: str, **rates: str) -> str:
    lines = ",".join(
        f'{{ area = "{area.replace("_", "-")}", printed = "{rate} persen" }}' for area, rate in rates.items()
    )
    return (
        f'[[source]]\nid = "koran"\npublished = {int(period[:4]) + 1}-01-10\n'
        f'defaults = {{ indicator = "coverage", period = "{period}" }}\nfigures = [\n{lines}\n]\n'
    )


TODAY_IN_PAPUA = {
    "kab_jayapura": "30,1", "kepulauan_yapen": "20,1", "biak_numfor": "25,1", "sarmi": "21,1", "keerom": "22,1",
    "waropen": "23,1", "supiori": "24,1", "mamberamo_raya": "26,1", "kota_jayapura": "40,1",
}  # fmt: skip


@pytest.mark.parametrize(("period", "found"), [("2021-12-31", []), ("2025-06", ["C403"])])
def test_a_rate_lies_between_those_of_the_parts_of_then(ask: Ask, period: str, found: list[str]) -> None:
    """45.3 % is above all nine regencies that are left; in 2021 there were 29, Mimika with 80 % among them."""
    assert codes(ask(coverage(period, papua="45,3", **TODAY_IN_PAPUA))) == found


def test_years_of_one_series_are_each_cut_as_they_were(ask: Ask) -> None:
    """A growth joins both years in one group; only the first has four provinces."""
    text = base("2012-12-31", FOUR, kalimantan=total(FOUR)).replace(
        "\n]\n",
        ',\n{ period = "2013-12-31", printed = "850.004", area = "kalimantan" },'
        '{ period = "2013-12-31", printed = "6,25 persen", area = "kalimantan", indicator = "participants_growth" },'
        + ",".join(
            f'{{ period = "2013-12-31", area = "{area}", printed = "{number:_}" }}'.replace("_", ".")
            for area, number in FOUR.items()
        )
        + "\n]\n",
    )
    text = text.replace("published = 2013", "published = 2014")
    assert codes(ask(text)) == []
    assert codes(ask(text.replace("800.004", "900.004"))) != []

"""The readings of a figure that a slip of the pen would explain, each kind by itself."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from bpjscli.checks.diagnosis.slips import (
    Slip,
    alternatives,
    copies,
    difference,
    distinct_values,
    list_written_forms,
    misprints,
    relabels,
)
from bpjscli.measures.answers import Answers
from bpjscli.model.facts import Figure
from bpjscli.model.interval import Interval
from bpjscli.solver.constraints import Variable
from bpjscli.solver.problem import as_item

Ask = Callable[..., Answers]
OfFigure = Callable[..., Figure]


@pytest.fixture
def figure(ask: Ask) -> OfFigure:
    def make(indicator: str, printed: str, language: str = "en") -> Figure:
        text = f'[[source]]\nid = "a"\nlanguage = "{language}"\ndefaults = {{ area = "kalbar", period = 2025 }}\n'
        base = ask(f'{text}figures = [{{ indicator = "{indicator}", printed = "{printed}" }}]').base
        return base.figures[0]

    return make


def slips(figure: Figure, kind: str) -> list[Slip]:
    found = misprints(3, figure, as_item(figure, Variable(figure.indicator)))
    return [slip for slip in found if slip.kind == kind]


def values(figure: Figure, kind: str) -> list[str]:
    return [f"{slip.value:f}" for slip in slips(figure, kind)]


def test_neighbouring_digits_change_places(figure: OfFigure) -> None:
    assert values(figure("claims", "7,435"), "swap") == ["4735", "7345", "7453"]
    assert values(figure("claims", "1,033"), "swap") == ["1303"], "no zero to begin with, no digit for itself"
    assert values(figure("coverage", "45.34 percent"), "swap") == ["54.34", "43.54", "45.43"]
    assert values(figure("participants", "3.2 million"), "swap") == ["2300000"]


def test_one_digit_is_another(figure: OfFigure) -> None:
    one = figure("claims", "20")
    found = [f"{slip.value:f}" for slip in slips(one, "digit") if slip.error == "wrong"]
    assert len(found) == 8 + 9
    assert {"10", "30", "90", "21", "29"} <= set(found)
    assert "0" not in found
    assert "20" not in found
    assert "0" in values(figure("claims", "7"), "digit"), "a single digit may be zero"
    rates = slips(figure("coverage", "45.34 percent"), "digit")
    assert sum(slip.error == "wrong" for slip in rates) == 8 + 3 * 9


def of_error(figure: Figure, error: str) -> dict[str, Decimal]:
    """What a typing error may have changed, with one divided by its chance."""
    return {f"{slip.value:f}": Decimal(slip.tried) for slip in slips(figure, "digit") if slip.error == error}


def test_a_digit_was_left_out(figure: OfFigure) -> None:
    found = of_error(figure("claims", "31"), "missing")
    assert {"131", "931", "301", "331", "391", "319"} <= set(found)
    assert "310" not in found, "that is off by a power of ten"
    assert len(found) == 26
    assert (found["131"], found["331"]) == (Decimal(3), Decimal("1.5")), "one of three places, or either of two"
    assert "17" in of_error(figure("gap_points", "about 7 percent"), "missing")
    assert of_error(figure("claims", "31 thousand"), "missing")["131000"] == 3


def test_a_decimal_was_left_out(figure: OfFigure) -> None:
    one = figure("coverage", "41.3 percent")
    found = of_error(one, "missing")
    assert found["41.53"] == 10 * 4, "ten times as seldom"
    assert found["421.3"] == 4
    assert "41.35" not in found, "that is rounded"
    slip = next(slip for slip in slips(one, "digit") if f"{slip.value:f}" == "41.53")
    assert slip.item.rounded == Interval(Decimal("0.41525"), Decimal("0.41535")), "it has the precision of its digits"
    assert list_written_forms(slip, one) == "41.53 percent"


def test_a_digit_too_many(figure: OfFigure) -> None:
    found = of_error(figure("claims", "7,445"), "added")
    assert set(found) == {"745", "445", "744"}
    assert found["745"] == 1 / (Decimal(1) / 6 + Decimal(2) / 80), "doubled, or one of ten at either place"
    assert found["445"] == 80
    assert of_error(figure("claims", "7"), "added") == {}
    assert set(of_error(figure("claims", "105"), "added")) == {"15", "10"}, "no number begins with zero"


@pytest.mark.parametrize(
    ("printed", "value", "expected"),
    [
        ("41.33 percent", "41.3", "41.3 percent"),
        ("41.33 percent", "1.33", "1.33 percent"),
        ("4.1 percent", "4", "4 percent"),
    ],
)
def test_a_decimal_too_many(figure: OfFigure, printed: str, value: str, expected: str) -> None:
    one = figure("coverage", printed)
    slip = next(slip for slip in slips(one, "digit") if slip.error == "added" and f"{slip.value:f}" == value)
    assert list_written_forms(slip, one) == expected


def test_zeros_that_are_digits(figure: OfFigure) -> None:
    """A number read in full has its zeros for digits."""
    one = figure("claims", "7,000")
    item = as_item(one, Variable("claims"))._replace(point=Decimal(7000))
    found = {f"{slip.value:f}" for slip in misprints(0, one, item) if slip.error == "wrong"}
    assert {"7001", "7100", "8000"} <= found
    assert "7001" not in {f"{slip.value:f}" for slip in misprints(0, one, as_item(one, Variable("claims")))}


@pytest.mark.parametrize(
    ("indicator", "printed", "expected"),
    [
        ("coverage", "4.5 percent", ["45", "0.45"]),
        ("participants", "3.2 million", ["32000000", "320000", "3200000000", "3200"]),
        ("claims", "7,430", ["74300", "743", "7430000"]),
        ("claims", "7,000", ["70000", "700", "7000000", "7"]),
        ("claims", "7,435", ["74350", "7435000"]),
        ("benefits", "Rp7,000", ["70000", "700", "7000000", "7"]),
    ],
)
def test_powers_of_ten_that_get_lost(figure: OfFigure, indicator: str, printed: str, expected: list[str]) -> None:
    assert values(figure(indicator, printed), "scale") == expected


def test_how_many_were_tried_of_a_kind(figure: OfFigure) -> None:
    one = figure("claims", "7,435")
    assert {slip.tried for slip in slips(one, "swap")} == {3}
    assert {slip.tried for slip in slips(one, "digit") if slip.error == "wrong"} == {4 * 9}
    assert {slip.tried for slip in slips(one, "scale")} == {4}
    assert {slip.tried for slip in slips(figure("coverage", "4.5 percent"), "scale")} == {2}
    assert {slip.number for slip in slips(one, "digit")} == {3}


def test_the_reading_moves_with_the_number(figure: OfFigure) -> None:
    coverage = figure("coverage", "45.34 percent")
    swapped = slips(coverage, "swap")[0]
    assert swapped.item.rounded == Interval(Decimal("0.54335"), Decimal("0.54345"))
    assert swapped.item.loose == Interval(Decimal("0.543345"), Decimal("0.5435"))
    scaled = slips(coverage, "scale")[0]
    assert scaled.item.rounded == Interval(Decimal("4.5335"), Decimal("4.5345"))
    assert scaled.item.loose == Interval(Decimal("4.53345"), Decimal("4.535"))
    assert scaled.item.variable == Variable("coverage")


def test_what_is_open_stays_open(figure: OfFigure) -> None:
    more = figure("claims", "more than 70")
    assert slips(more, "digit")[0].item.rounded == Interval(Decimal(10), None, low_open=True)
    assert slips(more, "scale")[0].item.rounded == Interval(Decimal(700), None, low_open=True)


def test_a_number_in_full_stays_one(figure: OfFigure) -> None:
    about = figure("participants", "about 16,684")
    assert slips(about, "swap")[0].item.point == 61684
    assert slips(about, "scale")[0].item.point == 166840
    assert slips(figure("participants", "3.2 million"), "swap")[0].item.point is None


def test_a_range_is_only_moved_by_powers_of_ten(figure: OfFigure) -> None:
    found = misprints(0, both := figure("participants", "1.7 to 1.8 million"), as_item(both, Variable("participants")))
    assert {slip.kind for slip in found} == {"scale"}


def test_a_gap_that_was_passed_keeps_its_sign(ask: Ask) -> None:
    base = ask('{ indicator = "gap_points", value = -4.5 }').base
    assert values(base.figures[0], "swap") == ["-5.4"]


def test_another_word_for_the_same_number(figure: OfFigure, shipped: Answers) -> None:
    one = figure("unregistered", "73,236")
    used = {"unregistered", "workforce", "participants", "coverage", "claims"}
    vocabulary = shipped.base.vocabulary
    assert set(alternatives(one, vocabulary, used)) == {"workforce", "participants"}
    found = list(relabels(5, one, as_item(one, Variable("unregistered", "bpu")), vocabulary, used))
    assert {(s.reading, s.item.variable.indicator, s.item.variable.segment, s.tried) for s in found} == {
        (name, name, "bpu", 2) for name in ("workforce", "participants")
    }
    assert {(s.kind, s.number, s.value) for s in found} == {("relabel", 5, Decimal(73236))}


def test_what_one_label_says_beyond_another() -> None:
    own = Variable("participants", "pu")
    assert difference(own, Variable("workforce", "pu")) == "workforce"
    assert difference(own, Variable("participants", "bpu")) == "bpu"
    assert difference(Variable("claims", None, "jkk"), Variable("claims", None, "jkm")) == "jkm"
    assert difference(own, Variable("participants")) == "participants"


def test_the_same_number_for_another_quantity_may_be_a_copy(ask: Ask) -> None:
    text = """
        { indicator = "claims", programme = "jkk", printed = "7,435" }
        { indicator = "claims", programme = "jkm", printed = "7,435" }
        { indicator = "employers", printed = "7,436" }
        { indicator = "participants", printed = "7,435" }
        { indicator = "claims", programme = "jkk", printed = "7,435", locator = "b" }
        """
    figures = ask(text).base.figures
    others = [(f, Variable(f.indicator, f.segment, f.programme)) for f in figures[1:]]
    assert copies(figures[0], Variable("claims", None, "jkk"), others) == [figures[1]]


def test_a_range_is_no_copy(figure: OfFigure) -> None:
    both = figure("participants", "1.7 to 1.8 million")
    assert copies(both, Variable("participants"), [(both, Variable("workforce"))]) == []


def test_how_many_numbers_have_as_many_digits(figure: OfFigure) -> None:
    assert distinct_values(figure("claims", "7")) == 9
    assert distinct_values(figure("claims", "7,435")) == 9000
    assert distinct_values(figure("participants", "3.2 million")) == 90
    assert distinct_values(figure("coverage", "0.5 percent")) == 9


@pytest.mark.parametrize(
    ("printed", "language", "kind", "value", "expected"),
    [
        ("3.2 million", "en", "scale", "3200000000", "3.2 billion"),
        ("3,2 juta", "id", "scale", "3200", "3,2 ribu"),
        ("3,2 juta", "id", "scale", "32000000", "32,0 juta"),
        ("1,2345 juta", "id", "scale", "12345000", "12,3450 juta"),
        ("Lebih dari 3,2 Juta", "id", "scale", "3200000000", "3,2 miliar"),
        ("3,2 juta", "id", "swap", "2300000", "2,3 juta"),
        ("about 16,684", "en", "swap", "61684", "61,684"),
    ],
)
def test_a_slip_is_written_as_the_source_writes(
    figure: OfFigure, printed: str, language: str, kind: str, value: str, expected: str
) -> None:
    one = figure("participants", printed, language)
    slip = next(s for s in slips(one, kind) if s.value == Decimal(value))
    assert list_written_forms(slip, one) == expected
    assert list_written_forms(slip._replace(reading="workforce"), one) == "workforce"


def test_a_value_is_written_in_full(ask: Ask) -> None:
    (one,) = ask('{ indicator = "participants", value = 3.2e6 }').base.figures
    assert list_written_forms(slips(one, "swap")[0], one) == "2300000"

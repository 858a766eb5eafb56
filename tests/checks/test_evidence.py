"""How strong evidence is, in bits; and what the other figures of a contradiction say of each."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from bpjscli.checks.diagnosis import evidence, views
from bpjscli.checks.diagnosis.case import Case
from bpjscli.checks.diagnosis.evidence import far_off, gain, gap, log2, round_bits
from bpjscli.checks.examine import examine
from bpjscli.measures.answers import Answers
from bpjscli.model.interval import Interval

Ask = Callable[..., Answers]
D = Decimal


def of(low: str | None, high: str | None) -> Interval:
    return Interval(None if low is None else D(low), None if high is None else D(high))


def bits(predicted: Interval, own: Interval, value: str, missed: str = "0", *, whole: bool = True) -> str:
    return str(round_bits(gain(predicted, own, D(value), whole=whole, missed=D(missed))))


def test_bits_are_logarithms_to_base_two() -> None:
    assert [round_bits(log2(D(n))) for n in (1, 2, 1024)] == [0, 1, 10]
    assert str(round_bits(D("6.94"))) == "6.9"


def test_a_narrow_prediction_of_a_large_number_gains_most() -> None:
    assert bits(of("100", "100"), of("100", "100"), "1024") == "10.0"
    assert bits(of("100", "102"), of("100", "102"), "1024") == "8.0"
    assert bits(of("100", "102"), of("100", "102"), "1024", "6") == "6.0", "missed by six, to either side"
    assert bits(of("0", "2000"), of("100", "102"), "1024") == "0.0", "never less than none"


def test_a_rate_is_finer_than_one_and_spread_over_tens_of_points() -> None:
    assert bits(of("0.40", "0.45"), of("0.40", "0.45"), "0.4", whole=False) == "2.0"
    assert bits(of("0.040", "0.045"), of("0.040", "0.045"), "0.04", whole=False) == "4.3"
    assert bits(of("0.4", "0.4"), of("0.4", "0.4"), "-0.4", whole=False) == "25.3"


@pytest.mark.parametrize(("predicted", "own"), [(of("1", None), of("1", "1")), (of("1", "1"), of(None, "1"))])
def test_nothing_is_gained_without_bounds(predicted: Interval, own: Interval) -> None:
    assert bits(predicted, own, "1024") == "0.0"


def test_nothing_is_gained_of_zero() -> None:
    assert bits(of("0", "0"), of("0", "0"), "0") == "0.0"
    assert gain(of("1", "1"), of("1", "1"), None, whole=True) == 0


def test_what_is_many_times_too_large_or_small_counts_against_itself() -> None:
    assert far_off(D(4)) == far_off(D("0.25")) == 0
    assert str(round_bits(far_off(D(10)))) == "1.7"
    assert far_off(D(10)) == far_off(D("0.1"))
    assert str(round_bits(far_off(D(1000)))) == "5.4"


def test_how_far_apart_intervals_are() -> None:
    assert gap(of("1", "2"), of("5", "6")) == gap(of("5", "6"), of("1", "2")) == 3
    assert gap(of("1", "2"), of("2", "6")) == gap(of("1", "3"), of("2", "6")) == 0
    assert gap(of("5", None), of(None, "2")) == 3
    assert gap(of(None, None), of("1", "2")) == 0


SINGKAWANG = """
{ area = "singkawang", indicator = "coverage", printed = "22.77 percent" }
{ area = "singkawang", indicator = "participants", printed = "about 16,684" }
{ area = "singkawang", indicator = "unregistered", printed = "about 73,236" }
"""


def case(answers: Answers) -> Case:
    (solved,) = answers.solved()
    everything = solved.problem.everything
    return Case(solved, solved.conflicts[0].members, everything, answers.base.vocabulary, answers.identities)


def test_what_the_others_say_of_a_figure(ask: Ask) -> None:
    found = case(ask(SINGKAWANG))
    assert found.suspects == [0, 1, 2]
    coverage, participants, unregistered = map(found.predicted, range(3))
    assert coverage.low is not None
    assert round_bits(coverage.low * 1000) == D("185.5")
    assert participants.low is not None
    assert participants.low < 21_600 < (participants.high or 0)
    assert unregistered.low is not None
    assert 56_500 < unregistered.low < 56_600
    assert [found.whole(n) for n in range(3)] == [False, True, True]
    assert found.in_use >= {"coverage", "participants", "workforce", "contributions_growth"}
    assert "branch_offices" not in found.in_use


def test_only_what_would_leave_agreement_is_suspect(ask: Ask) -> None:
    """Two rates that add up to all are not both wrong: without either the other still contradicts the headcounts."""
    found = case(ask(SINGKAWANG + '{ area = "singkawang", indicator = "uncovered", printed = "77.23 percent" }'))
    assert [found.figure(n).indicator for n in found.suspects] == ["participants", "unregistered"]


def test_what_does_not_fit_and_what_would(ask: Ask) -> None:
    found = case(ask(SINGKAWANG))
    item = found.item(2)
    assert not found.fits(2, item)
    workforce = item._replace(variable=item.variable._replace(indicator="workforce"))
    assert found.fits(2, workforce)
    assert not found.fits_rounded(2, workforce), "22.77 is then cut"
    barely = item._replace(rounded=of("56595", "56595"), loose=of("56580", "56610"))
    assert found.fits(2, barely)
    assert not found.fits_rounded(2, item._replace(rounded=of("56700", "56700"), loose=of("56580", "56710")))


def test_bits_to_state_all_figures(ask: Ask) -> None:
    found = case(ask(SINGKAWANG))
    assert found.length(found.problem) is None, "they conflict"
    assert found.length(found.problem, 0b111) is not None
    lengths = [found.length(found.problem, 1 << n) for n in range(3)]
    assert found.unexplained is not None
    assert all(length is not None and length >= found.unexplained for length in lengths)
    two = [length for length in lengths if length is not None]
    assert all(10 < length < 60 for length in two)
    free, all_free = found.length(found.problem, 0b001), found.length(found.problem, 0b111)
    assert free is not None
    assert all_free is not None
    assert free <= all_free


def test_the_figure_that_is_most_easily_wrong_sets_the_line(ask: Ask) -> None:
    bali = """
        { area = "bali", indicator = "coverage", printed = "50.88 percent" }
        { area = "bali", indicator = "participants", printed = "935,079" }
        { area = "bali", indicator = "workforce", printed = "18,378,990" }
        """
    found = case(ask(bali))
    bits = [found.length(found.problem, 1 << n) for n in found.suspects]
    lines = [length + found.oddity(n) for n, length in zip(found.suspects, bits, strict=True) if length is not None]
    assert len(set(lines)) > 1
    assert found.unexplained == min(lines)


def test_neighbours_differ_in_one_respect(ask: Ask) -> None:
    text = """
        { indicator = "claims", programme = "jkk", printed = "1,001" }
        { indicator = "claims", programme = "jkm", printed = "1,002" }
        { indicator = "claims", programme = "jht", printed = "1,003" }
        { indicator = "claims", programme = "jp", printed = "1,004" }
        { indicator = "claims", programme = "jkp", printed = "1,005" }
        { indicator = "claims", printed = "9,001" }
        { indicator = "benefits", programme = "jkk", printed = "Rp9,001" }
        """
    found = case(ask(text))
    near = {found.figure(n).id: len(list(found.neighbours(n))) for n in range(7)}
    assert [near[f"a/kalimantan/claims/{name}2025"] for name in ("", "jkk/", "jkp/")] == [5, 5, 5]
    assert near["a/kalimantan/benefits/jkk/2025"] == 0


@pytest.mark.parametrize(
    ("coverage", "expected"),
    [("99 percent", False), ("101.5 percent", True), ("0.05 percent", True), ("100 percent", False)],
)
def test_what_nobody_expects_is_expected_where_it_is_printed(ask: Ask, coverage: str, expected: bool) -> None:
    found = case(ask(SINGKAWANG.replace("22.77 percent", coverage)))
    assert found.anything_goes is expected


@pytest.mark.parametrize(
    ("indicator", "value", "expected"),
    [
        ("average_benefit", "99998", True),  # a quotient, which may be off by one
        ("average_benefit", "99999", False),
        ("average_benefit", "1000000001", False),
        ("average_benefit", "1000000002", True),
        ("target_coverage", "100.0", False),
        ("target_coverage", "100.2", True),
        ("unregistered", "0", False),
    ],
)
def test_where_the_unexpected_begins(ask: Ask, indicator: str, value: str, expected: bool) -> None:
    beside = f'{{ area = "singkawang", indicator = "{indicator}", value = {value}, locator = "b" }}'
    assert case(ask(SINGKAWANG + beside)).anything_goes is expected


def test_what_would_follow_may_be_absurd(ask: Ask) -> None:
    found = case(ask(SINGKAWANG))
    over = found.item(0)._replace(rounded=of("1.2", "1.2"), loose=of("1.2", "1.2"))
    changed = found.problem.replaced({0: over})
    assert found.absurd(changed, changed.solve(0b001))
    under = changed.replaced({0: over._replace(rounded=of("0.001", "0.001"), loose=of("0.001", "0.001"))})
    assert found.absurd(under, under.solve(0b001))
    assert not found.absurd(found.problem, found.problem.solve(0b001))


def test_what_nobody_expects_may_follow_from_what_nobody_expects(ask: Ask) -> None:
    found = case(ask(SINGKAWANG.replace("22.77 percent", "101.5 percent")))
    over = found.item(0)._replace(rounded=of("1.2", "1.2"), loose=of("1.2", "1.2"))
    changed = found.problem.replaced({0: over})
    assert not found.absurd(changed, changed.solve(0b001))


SLIGHTLY = """
{{ area = "kalbar", indicator = "participants", printed = "100,001" }}
{{ area = "kalbar", indicator = "unregistered", printed = "100,001" }}
{{ area = "kalbar", indicator = "workforce", printed = "{0}" }}
"""


@pytest.mark.parametrize(
    ("workforce", "code"),
    [("200,990", "C402"), ("201,005", "C402"), ("202,007", "C401"), ("199,503", "C402"), ("199,001", "C401")],
)
def test_a_small_change_that_mends_it_makes_it_small(ask: Ask, workforce: str, code: str) -> None:
    (finding,) = examine(ask(SLIGHTLY.format(workforce)), ["C"])
    assert finding.code == code
    assert finding.size is not None
    difference = abs(D(workforce.replace(",", "")) - 200_002)
    assert finding.size == difference / D(workforce.replace(",", ""))


def test_some_parts_that_are_too_much_by_a_hair_do_not_make_all_of_them_small(ask: Ask) -> None:
    parts = {"pu": "60,001", "bpu": "40,003", "jakon": "9,001"}
    lines = [f'{{ indicator = "participants", segment = "{id_}", printed = "{n}" }}' for id_, n in parts.items()]
    (finding,) = examine(ask("\n".join(['{ indicator = "participants", printed = "100,001" }', *lines])), ["C"])
    assert (finding.code, finding.size) == ("C401", D(9004) / 100_001)


def test_regions_lie_between_their_parts(ask: Ask) -> None:
    provinces = ("kalbar", "kalteng", "kalsel", "kaltim", "kaltara")
    lines = [
        f'{{ area = "{area}", indicator = "coverage", printed = "{n + 41} percent" }}'
        for n, area in enumerate(provinces)
    ]

    def codes(region: str, parts: list[str] = lines) -> list[str]:
        text = "\n".join([f'{{ indicator = "coverage", printed = "{region} percent" }}', *parts])
        return [finding.code for finding in examine(ask(text), ["C"])]

    assert codes("43") == codes("40") == codes("46") == [], "they may be cut, or rounded twice"
    assert codes("39") == codes("47") == codes("48") == ["C403"]
    assert codes("39", lines[:4]) == []
    others = [line.replace("coverage", "uncovered") for line in lines]
    assert codes("39", others) == []


def test_the_manual_says_what_is_spent() -> None:
    """The table in docs/method.md has the numbers of the program, one row for each."""
    text = (Path(__file__).parents[2] / "docs" / "method.md").read_text(encoding="utf-8")
    rows = text.partition("| spent, in bits | |\n| --- | --- |\n")[2].partition("\n\n")[0].splitlines()
    spent = [row.strip("| ").rsplit(" | ", 1) for row in rows]
    kinds = {kind: D(number) for names, number in spent for kind in re.findall(r"`(\w+)`", names)}
    assert kinds == evidence.PRIOR
    others = [D(number) for names, number in spent if "`" not in names]
    assert others == [
        *(evidence.SECOND, evidence.ALMOST, evidence.LOOSE, evidence.ABSURD),
        *(views.COMPLETE, views.IN_FULL),
    ]

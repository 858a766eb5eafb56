"""Small bases, each of a kind that was read wrongly once: the numbers are made up, the kinds are real."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from bpjscli.checks.examine import examine
from bpjscli.checks.finding import Finding, Suggestion, tied
from bpjscli.measures.answers import Answers

Ask = Callable[..., Answers]


def base(area: str, *figures: str, published: str = "2025-12-30") -> str:
    lines = ",\n".join(f"{{ {figure} }}" for figure in figures)
    return (
        f'[[source]]\nid = "a"\npublished = {published}\nlanguage = "id"\n'
        f'defaults = {{ area = "{area}", period = 2023 }}\nfigures = [\n{lines}\n]\n'
    )


def benefits(printed: str, programme: str = "") -> str:
    part = f', programme = "{programme}"' if programme else ""
    return f'indicator = "benefits"{part}, printed = "{printed}"'


def segments(indicator: str) -> list[str]:
    return [
        f'indicator = "{indicator}", printed = "1.021.340"',
        f'indicator = "{indicator}", segment = "pu", printed = "1.021.340"',
        f'indicator = "{indicator}", segment = "bpu", printed = "18.117"',
    ]


def only(answers: Answers, code: str) -> Finding:
    (finding,) = examine(answers, ["C", "S"])
    assert finding.code == code
    return finding


def reads(suggestion: Suggestion) -> tuple[str, str | None, str]:
    return suggestion.kind, suggestion.figure.programme, suggestion.reading


def test_a_death_benefit_short_of_three_zeros(ask: Ask) -> None:
    """Rp33 thousand a claim; with three zeros more the parts come to the total that was cut."""
    lines = (
        benefits("Rp 221 miliar lebih"),
        benefits("Rp 186.412.907.115", "jht"),
        benefits("Rp 29.106.500", "jkm"),
        benefits("Rp 4.118.532.077", "jkk"),
        benefits("Rp 1.517.240.903", "jp"),
        'indicator = "claims", programme = "jkm", printed = "871"',
    )
    finding = only(ask(base("bengkulu", *lines)), "S607")
    assert reads(finding.suggestions[0]) == ("scale", "jkm", "Rp 29.106.500.000")
    assert finding.suggestions[0].evidence == "strong"
    usual = [line.replace("29.106.500", "29.106.500.000") for line in lines]
    assert examine(ask(base("bengkulu", *usual)), ["C", "S"]) == []


@pytest.mark.parametrize(
    ("period", "amount", "expected"),
    [
        ("2018", "Rp8,4 miliar", []),
        ("2018", "Rp0,84 miliar", ["S607"]),
        ("2023", "Rp2,1 miliar", ["S607"]),
        ("2019-Q4", "Rp2,1 miliar", []),
        ("2023", "Rp420 miliar", ["S607"]),
    ],
)
def test_what_is_usual_changes_with_the_regulation(ask: Ask, period: str, amount: str, expected: list[str]) -> None:
    """351 claims, before and after death benefits were raised, and in the quarter of the change."""
    lines = (benefits(amount, "jkm"), 'indicator = "claims", programme = "jkm", printed = "351"')
    text = base("bengkulu", *lines).replace("period = 2023", f'period = "{period}"')
    assert [finding.code for finding in examine(ask(text), ["C", "S"])] == expected


def test_the_slip_that_closes_a_sum_to_the_rupiah(ask: Ask) -> None:
    """The amount that ends in zeros is in full, and no programme is missing: one of four digits is wrong."""
    lines = (
        benefits("Rp98.114.702.861"),
        benefits("Rp84.200.318.140", "jht"),
        benefits("Rp1.007.655.201", "jkk"),
        benefits("Rp12.306.500.000", "jkm"),
        benefits("Rp601.229.520", "jp"),
    )
    finding = only(ask(base("jambi", *lines)), "C402")
    alike = finding.suggestions[: tied(finding.suggestions)]
    assert {reads(one) for one in alike} == {
        ("digit", None, "Rp98.115.702.861"),
        ("digit", "jkk", "Rp1.006.655.201"),
        ("digit", "jkm", "Rp12.305.500.000"),
        ("digit", "jp", "Rp600.229.520"),
    }
    assert sum(one.probability for one in alike) > Decimal("0.99")


def test_the_total_may_be_what_is_wrong(ask: Ask) -> None:
    lines = (
        'indicator = "claims", printed = "19.200"',
        'indicator = "claims", programme = "jht", printed = "23.400"',
    )
    finding = only(ask(base("bengkulu", *lines)), "C401")
    total, part = finding.would
    assert total.figure.programme is None
    assert (str(total.quantity.interval.low), total.quantity.interval.high) == ("23400", None)
    assert (part.figure.programme, str(part.quantity.interval.high)) == ("jht", "19200")


def test_a_gap_that_lost_a_digit(ask: Ask) -> None:
    lines = (
        'indicator = "coverage", printed = "44 persen"',
        'indicator = "target_coverage", printed = "61 persen"',
        'indicator = "gap_points", printed = "sekitar 7 persen"',
    )
    first = only(ask(base("sulteng", *lines)), "C401").suggestions[0]
    assert (first.kind, first.error, first.reading) == ("digit", "missing", "17 persen")


@pytest.mark.parametrize("indicator", ["participants", "registered"])
def test_a_total_that_leaves_a_part_out(ask: Ask, indicator: str) -> None:
    first, *others = only(ask(base("jabar", *segments(indicator))), "C401").suggestions
    assert (first.kind, first.figure.segment, first.reading, first.open_ended) == (
        "incomplete",
        None,
        "1.039.457",
        True,
    )
    assert [figure.segment for figure, _ in first.others] == ["bpu"]
    assert first.evidence == "strong"
    assert "copied" not in {one.kind for one in others}, "what the wage earners should be, nobody knows"


def test_a_figure_that_belongs_into_the_sum(ask: Ask) -> None:
    """70 claims of construction workers are what the programmes lack to their total."""
    numbers = {"jkk": 1435, "jkm": 749, "jht": 8437, "jp": 1377, "jkp": 912}
    lines = [f'indicator = "claims", programme = "{name}", printed = "{n}"' for name, n in numbers.items()]
    total = sum(numbers.values()) + 70
    lines += [f'indicator = "claims", printed = "{total}"', 'indicator = "claims", segment = "jakon", printed = "70"']
    first = only(ask(base("jambi", *lines)), "C401").suggestions[0]
    assert (first.kind, first.figure.segment) == ("addend", "jakon")
    assert [figure.reading.value for figure, _ in first.others] == [total]


def test_a_programme_has_no_more_participants_than_there_are(ask: Ask) -> None:
    lines = (
        'indicator = "participants", printed = "41,56 juta"',
        'indicator = "participants", programme = "jht", printed = "{}"',
    )
    assert only(ask(base("jabar", lines[0], lines[1].format("58,27 juta"))), "C401").suggestions == ()
    assert examine(ask(base("jabar", lines[0], lines[1].format("18,27 juta"))), ["C"]) == []


@pytest.mark.parametrize(("ratio", "codes"), [("112 persen", []), ("122 persen", ["C401"])])
def test_a_ratio_to_the_year_before(ask: Ask, ratio: str, codes: list[str]) -> None:
    lines = (
        'indicator = "claims", printed = "11.207"',
        'indicator = "claims", period = 2022, printed = "10.011"',
        f'indicator = "claims_ratio", printed = "{ratio}"',
    )
    assert [finding.code for finding in examine(ask(base("jambi", *lines)), ["C"])] == codes


@pytest.mark.parametrize(("net", "codes"), [("1.196", []), ("1.916", ["C401"])])
def test_a_net_increase(ask: Ask, net: str, codes: list[str]) -> None:
    lines = (
        'indicator = "participants", printed = "11.207"',
        'indicator = "participants", period = 2022, printed = "10.011"',
        f'indicator = "net_new_participants", printed = "{net}"',
    )
    assert [finding.code for finding in examine(ask(base("jambi", *lines)), ["C"])] == codes


def test_a_total_that_leaves_parts_out_is_held_against_all_that_are_printed(ask: Ask) -> None:
    """The smallest contradiction needs three parts; with all of them the total leaves out too many to be meant."""
    parts = (
        ("jkk", "62.546.430"),
        ("jkm", "235.188.523"),
        ("jht", "87.142.310"),
        ("jp", "40.342.681"),
        ("jkp", "145.074.077"),
    )
    lines = [benefits(f"Rp{printed}", programme) for programme, printed in parts]
    (finding,) = examine(ask(base("kalbar", *lines, benefits("Rp235.188.523"))), ["C"])
    assert finding.suggestions[0].kind == "copied"
    assert not any(suggestion.kind == "incomplete" for suggestion in finding.suggestions)


def test_a_total_too_short_explains_nothing_where_a_part_contradicts_itself(ask: Ask) -> None:
    """212.061 wage earners are not 76,81 percent of 174.250, whatever the total leaves out."""
    figures = (
        'indicator = "participants", segment = "pu", printed = "212.061"',
        'indicator = "workforce", segment = "pu", printed = "174.250"',
        'indicator = "coverage", segment = "pu", printed = "76,81 persen"',
        'indicator = "participants", segment = "bpu", printed = "58.446"',
        'indicator = "participants", printed = "212.061"',
    )
    findings = examine(ask(base("kalbar", *figures)), ["C"])
    assert findings
    assert not any(one.kind == "incomplete" for finding in findings for one in finding.suggestions[:1])

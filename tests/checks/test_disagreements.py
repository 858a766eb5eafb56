"""Sources that are held against each other: which two, from where on they disagree, and when a number was only cut."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bpjscli.checks.examine import examine
from bpjscli.checks.finding import tied
from bpjscli.measures.answers import Answers

Ask = Callable[..., Answers]


def source(name: str, published: str, *figures: str, period: str = "2025") -> str:
    head = f'[[source]]\nid = "{name}"\npublished = {published}\nlanguage = "en"\n'
    return f'{head}defaults = {{ area = "kalbar", period = {period} }}\nfigures = [{", ".join(figures)}]\n'


def workforce(printed: str, **more: str) -> str:
    extra = "".join(f', {key} = "{value}"' for key, value in more.items())
    return f'{{ indicator = "workforce", printed = "{printed}"{extra} }}'


def found(answers: Answers) -> list[tuple[str, list[str]]]:
    return [(f.code, [figure.source.id for figure in f.figures]) for f in examine(answers, ["D"])]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("7.9 million", "8.0 million", []),
        ("7.9 million", "8.1 million", [("D501", ["one", "other"])]),
        ("7.9 million", "8.2 million", [("D501", ["one", "other"])]),
        ("7.9 million", "8,000,001", [("D501", ["one", "other"])]),
        ("7.9 million", "7,999,999", [("D502", ["one"])]),
        ("7.9 million", "7,950,001", [("D502", ["one"])]),
        ("7.9 million", "7,949,999", []),
        ("7,950,001", "7.9 million", [("D502", ["other"])]),
        ("7.9 million", "7.96 million", [("D502", ["one"])]),
        ("7.9 million", "7.95 million", []),
        ("7,435", "7,436", [("D501", ["one", "other"])]),
        ("7,435", "7,435", []),
        ("more than 7.9 million", "7,950,001", []),
        ("7.9 million", "more than 7,950,001", [("D502", ["one"])]),
        ("7.9 million", "at most 7,950,001", []),
    ],
)
def test_rounding_is_no_disagreement_and_cutting_a_note(
    ask: Ask, one: str, other: str, expected: list[tuple[str, list[str]]]
) -> None:
    text = source("one", "2026-01-01", workforce(one)) + source("other", "2026-02-01", workforce(other))
    said = [(code, ids[: len(expected[0][1])] if expected else ids) for code, ids in found(ask(text))]
    assert said == expected


@pytest.mark.parametrize(("number", "expected"), [("7950000", [("D502", ["one", "other"])]), ("8000000", [])])
def test_a_cut_number_lies_from_half_way_up_to_the_next(
    ask: Ask, number: str, expected: list[tuple[str, list[str]]]
) -> None:
    exact = f'{{ indicator = "workforce", value = {number} }}'
    text = source("one", "2026-01-01", workforce("7.9 million")) + source("other", "2026-02-01", exact)
    assert found(ask(text)) == expected


def test_each_source_is_held_against_the_newest(ask: Ask) -> None:
    text = source("a", "2026-01-01", workforce("7,001")) + source("c", "2026-03-01", workforce("7,003"))
    text += source("b", "2026-02-01", workforce("7,002"))
    assert found(ask(text)) == [("D501", ["a", "c"]), ("D501", ["b", "c"])]
    undated = text.replace("published = 2026-03-01\n", "")
    assert found(ask(undated)) == [("D501", ["a", "b"]), ("D501", ["c", "b"])]


def test_of_two_newest_the_more_precise_is_held_against_others(ask: Ask) -> None:
    both = source("new", "2026-03-01", workforce("7.9 million"), workforce("7,900,001", locator="b"))
    assert found(ask(source("old", "2026-01-01", workforce("7,900,002")) + both)) == [("D501", ["old", "new"])]


def test_a_source_is_not_held_against_itself(ask: Ask) -> None:
    assert found(ask(source("one", "2026-01-01", workforce("7.9 million"), workforce("7,996,826", locator="b")))) == []


def test_periods_and_bases_are_held_apart(ask: Ask) -> None:
    one = source("one", "2026-01-01", workforce("7,001"))
    assert found(ask(one + source("other", "2026-02-01", workforce("9,001"), period="2024"))) == []
    assert found(ask(one + source("other", "2026-02-01", workforce("9,001", base="eligible")))) == []


@pytest.mark.parametrize("same", ['"2025-12"', "2025-12-31", '"2025-Q4"', '"2025-H2"'])
def test_a_day_has_many_spellings(ask: Ask, same: str) -> None:
    one = source("one", "2026-01-01", workforce("7,001"))
    assert found(ask(one + source("other", "2026-02-01", workforce("9,001"), period=same))) == [
        ("D501", ["one", "other"])
    ]
    assert found(ask(one + source("other", "2026-02-01", workforce("7,001"), period=same))) == []


def test_a_year_that_was_not_over_is_not_held_against_its_last_day(ask: Ask) -> None:
    early = source("early", "2025-11-30", workforce("7,001"))
    assert found(ask(early + source("late", "2026-02-01", workforce("9,001"), period="2025-12-31"))) == []
    assert found(ask(early + source("late", "2026-02-01", workforce("9,001")))) == [("D501", ["early", "late"])]


@pytest.mark.parametrize(
    ("indicator", "printed", "another"),
    [
        ("claims", "7,001", "901"),  # of the year, and of its last month
        ("participants_growth", "7.11 percent", "0.41 percent"),
        ("target_participants", "7,001", "901"),
    ],
)
def test_what_is_over_a_period_has_one_spelling(ask: Ask, indicator: str, printed: str, another: str) -> None:
    one = source("one", "2026-01-01", f'{{ indicator = "{indicator}", printed = "{printed}" }}')
    month = source("month", "2026-02-01", f'{{ indicator = "{indicator}", printed = "{another}" }}', period='"2025-12"')
    assert found(ask(one + month)) == []
    assert found(ask(one + month.replace('"2025-12"', "2025"))) == [("D501", ["one", "month"])]


def test_a_figure_of_a_contradiction_that_others_bear_out_is_held_against_other_sources(ask: Ask) -> None:
    """The segments say that the participants are right; what is wrong beside them does not hide the other source."""
    participants = '{{ indicator = "participants", printed = "{}"{} }}'.format
    own = [
        participants("21,274", ""),
        *(participants(n, f', segment = "{s}"') for s, n in (("pu", "14,112"), ("bpu", "6,480"), ("jakon", "682"))),
        workforce("48,360"),
        '{ indicator = "unregistered", printed = "27,068" }',
    ]
    answers = ask(source("one", "2026-01-01", *own) + source("other", "2026-02-01", participants("21,724", "")))
    assert "C402" in [finding.code for finding in examine(answers)]
    assert found(answers) == [("D501", ["one", "other"])]


def test_a_disputed_figure_disagrees_with_nobody(ask: Ask) -> None:
    wrong = ('{ indicator = "participants", printed = "5,001" }', '{ indicator = "unregistered", printed = "5,001" }')
    text = source("one", "2026-01-01", workforce("7,001"), *wrong) + source("other", "2026-02-01", workforce("9,001"))
    assert found(ask(text)) == []


def test_a_slip_that_turns_one_number_into_the_other(ask: Ask) -> None:
    text = source("one", "2026-01-01", workforce("7,435")) + source("other", "2026-02-01", workforce("4,735"))
    (finding,) = examine(ask(text), ["D501"])
    slip, other = finding.suggestions
    assert (slip.kind, slip.reading, str(slip.bits)) == ("swap", "4,735", "10.6")
    assert slip.figure.source.id == "one"
    assert (other.kind, other.reading, other.figure.source.id) == ("swap", "7,435", "other")
    assert tied(finding.suggestions) == 2, "nothing tells which of the two is wrong"


@pytest.mark.parametrize(
    ("people", "period", "expected"),
    [("4,636,826", "2025", [("D502", ["new"])]), ("4,670,001", "2025", [("D502", ["new"])]), ("4,636,826", "2024", [])],
)
def test_a_target_for_everybody_who_is_left_was_cut(
    ask: Ask, people: str, period: str, expected: list[tuple[str, list[str]]]
) -> None:
    target = '{ indicator = "target_new_participants", printed = "4.6 million" }'
    left = f'{{ indicator = "unregistered", printed = "{people}" }}'
    text = source("new", "2026-03-01", target, period="2026") + source("left", "2026-02-01", left, period=period)
    said = [(code, ids[:1]) for code, ids in found(ask(text))]
    assert said == ([("D502", ["new"])] if expected and people == "4,670,001" else [])
    same = source("new", "2026-03-01", target.replace(" }", ", period = 2026 }"), left)
    assert found(ask(same)) == []

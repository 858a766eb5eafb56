"""The families that hold sources and periods against each other, and what is only suspicious."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from bpjscli.checks.dateline import weekday_of
from bpjscli.checks.examine import FAMILIES, count_severities, examine, known_codes, manual
from bpjscli.checks.finding import Finding
from bpjscli.measures.answers import Answers
from bpjscli.model.period import parse_period

Ask = Callable[..., Answers]


def source(name: str, published: str, figures: str, **more: str) -> str:
    extra = "".join(f'{key} = "{value}"\n' for key, value in more.items())
    head = f'[[source]]\nid = "{name}"\npublished = {published}\nlanguage = "en"\n{extra}'
    return f'{head}defaults = {{ area = "kalbar", period = 2025 }}\nfigures = [\n{figures}\n]\n'


def figure(indicator: str, printed: str, **more: str) -> str:
    extra = "".join(f', {key} = "{value}"' for key, value in more.items())
    return f'{{ indicator = "{indicator}", printed = "{printed}"{extra} }},\n'


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def test_sources_that_disagree_and_the_digit_between_them(ask: Ask) -> None:
    one = source("one", "2026-01-01", figure("claims", "7,435"))
    other = source("other", "2026-02-01", figure("claims", "7,935"))
    (found,) = examine(ask(one + other))
    assert (found.code, found.severity) == ("D501", "warning")
    assert [f.source.id for f in found.figures] == ["one", "other"]
    assert (found.suggestions[0].kind, found.suggestions[0].reading) == ("digit", "7,935")


def test_a_source_that_has_taken_its_figure_back_disagrees_with_nobody(ask: Ask) -> None:
    one = source("one", "2026-01-01", figure("claims", "7,435", superseded_by="other"))
    other = source("other", "2026-02-01", figure("claims", "7,935"))
    assert codes(examine(ask(one + other))) == []


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("7.9 million", "7,996,826", ["D502"]),
        ("8.0 million", "7,996,826", []),
        ("7.9 million", "7,896,826", []),
        ("7.9 million", "8,396,826", ["D501"]),
    ],
)
def test_a_number_cut_elsewhere_is_a_note(ask: Ask, short: str, full: str, expected: list[str]) -> None:
    text = source("one", "2026-01-01", figure("workforce", short)) + source(
        "b", "2026-02-01", figure("workforce", full)
    )
    assert codes(examine(ask(text))) == expected


def test_a_target_for_everybody_is_held_against_their_number(ask: Ask) -> None:
    target = '{ indicator = "target_new_participants", period = 2026, printed = "about 4.6 million" }'
    claims = figure("claims", "9,377", programme="jp")
    text = source("one", "2026-01-01", claims + target)
    text += source("b", "2026-02-01", figure("unregistered", "4,694,064"))
    (found,) = examine(ask(text))
    assert found.code == "D502"
    assert found.figures[0].indicator == "target_new_participants"


def test_several_sources_of_one_coincidence_are_told_once(ask: Ask) -> None:
    figures = "".join(figure("claims", "9,377", programme=name) for name in ("jp", "jkp"))
    (found,) = examine(ask(source("one", "2026-01-01", figures) + source("two", "2026-02-01", figures)))
    assert [known.source.id for known in found.figures] == ["one", "one", "two", "two"]
    assert found.message.arguments["count"] == 2
    assert "in {count} sources" in found.message.text


@pytest.mark.parametrize(("number", "expected"), [("9,377", ["S601"]), ("1,001", ["S601"]), ("937", [])])
def test_equal_numbers_of_two_programmes(ask: Ask, number: str, expected: list[str]) -> None:
    figures = figure("claims", number, programme="jp") + figure("claims", number, programme="jkp")
    assert codes(examine(ask(source("one", "2026-01-01", figures)))) == expected


@pytest.mark.parametrize(
    ("printed", "expected"), [("104.2 percent", ["S602"]), ("101 percent", ["S602"]), ("about 100 percent", [])]
)
def test_coverage_above_everybody(ask: Ask, printed: str, expected: list[str]) -> None:
    assert codes(examine(ask(source("one", "2026-01-01", figure("coverage", printed))))) == expected


@pytest.mark.parametrize(
    ("participants", "workforce", "rate", "expected"),
    [
        ("5,012", "4,871", "", [("S602", ["5,012", "4,871"])]),
        ("4,871", "5,012", "", []),
        ("5,012", "more than 4,871", "", []),
        ("about 5 thousand", "4,871", "", []),
        ("5.1 thousand", "5,050", "", []),
        ("5.1 thousand", "5,020", "", [("S602", ["5.1 thousand", "5,020"])]),
        ("5,012", "4,871", "102.9 percent", [("S602", ["102.9 percent"])]),
    ],
)
def test_more_participants_than_workers(
    ask: Ask, participants: str, workforce: str, rate: str, expected: list[tuple[str, list[str]]]
) -> None:
    figures = figure("participants", participants) + figure("workforce", workforce)
    figures += figure("coverage", rate) if rate else ""
    found = examine(ask(source("one", "2026-01-01", figures)))
    assert [(one.code, [said.printed for said in one.figures]) for one in found] == expected


def coverage_on(*points: tuple[str, str]) -> str:
    return "".join(
        source(f"s{n}", "2026-03-01", figure("coverage", value, period=day)) for n, (day, value) in enumerate(points)
    )


def test_an_odd_one_out_is_named(ask: Ask) -> None:
    text = coverage_on(("2025-12-01", "27.36 percent"), ("2025-12-24", "37 percent"), ("2025-12-31", "27 percent"))
    (found,) = examine(ask(text))
    assert found.code == "S603"
    assert [f.printed for f in found.figures] == ["37 percent", "27.36 percent", "27 percent"]


@pytest.mark.parametrize(
    ("later", "value", "expected"),
    [
        ("2025-12-24", "37 percent", ["S603"]),
        ("2025-12-24", "31 percent", []),
        ("2026-12-01", "40 percent", []),
        ("2026-12-01", "50 percent", ["S603"]),
    ],
)
def test_a_jump_needs_points_and_little_time(ask: Ask, later: str, value: str, expected: list[str]) -> None:
    text = coverage_on(("2025-12-01", "27.36 percent"), (later, value)).replace("2026-03-01", "2027-03-01")
    assert codes(examine(ask(text))) == expected


def test_headcounts_do_not_double_in_a_year_and_bases_are_not_compared(ask: Ask) -> None:
    one = source("one", "2026-03-01", figure("workforce", "1,000,123", period="2025-03"))
    other = source("b", "2026-03-01", figure("workforce", "2,100,123", period="2025-09"))
    assert codes(examine(ask(one + other))) == ["S603"]
    based = source("b", "2026-03-01", figure("workforce", "2,100,123", period="2025-09", base="eligible"))
    assert codes(examine(ask(one + based))) == []


@pytest.mark.parametrize(
    ("dateline", "published", "expected"),
    [
        ("Kamis (7/11)", "2024-11-07", []),
        ("Kamis (7/11)", "2023-11-07", ["S604"]),
        ("Monday, 2 February 2026", "2026-02-02", []),
        ("Selasa (2/2/2026)", "2026-02-02", ["S604"]),
    ],
)
def test_a_weekday_must_fit_its_date(ask: Ask, dateline: str, published: str, expected: list[str]) -> None:
    text = source("one", published, figure("claims", "1,001", period="2020"), dateline=dateline)
    assert codes(examine(ask(text))) == expected
    plain = source("plain", published, figure("claims", "1,002", period="2020"))
    assert codes(examine(ask(plain + text), ["S604"])) == expected, "whatever stands before it"


@pytest.mark.parametrize(
    ("dateline", "published", "day"),
    [
        ("Kamis (7/11)", "2024-11-07", date(2024, 11, 7)),
        ("Rabu (31/12)", "2026-01-02", date(2025, 12, 31)),
        ("Jum'at, 5 Des 2025", "2025-12", date(2025, 12, 5)),
        ("Sunday 2/2/26", "2026", date(2026, 2, 2)),
        ("Senin", "2026-02-02", None),
        ("2 Februari 2026", "2026-02-02", None),
        ("Senin (31/2)", "2026-03-02", None),
        ("Senin 5 Foo 2025", "2025", None),
    ],
)
def test_datelines_as_they_are_written(dateline: str, published: str, day: date | None) -> None:
    found = weekday_of(dateline, parse_period(published))
    assert (found.day if found else None) == day


def test_a_target_behind_what_is_reached(ask: Ask) -> None:
    reached = source("one", "2025-12-01", figure("coverage", "40 percent", period="2025-11"))
    behind = source("b", "2026-01-01", '{ indicator = "target_coverage", period = 2027, printed = "35 percent" }')
    assert codes(examine(ask(reached + behind))) == ["S605"]
    undated = behind.replace("published = 2026-01-01\n", "")
    assert "S605" not in codes(examine(ask(reached + undated))), "nobody knows when"
    assert codes(examine(ask(reached + behind.replace("published = 2026-01-01", "published = 2025-10-01")))) == []
    for rate, expected in (("35", []), ("36", []), ("37", ["S605"])):  # one may be cut, and the other rounded twice
        near = reached.replace("40 percent", f"{rate} percent")
        assert codes(examine(ask(near + behind))) == expected
    same_year = behind.replace("2027", "2025")
    assert codes(examine(ask(reached + same_year))) == []
    before = source("before", "2025-03-01", figure("coverage", "38 percent", period="2025-02"))
    (found,) = examine(ask(reached + before + behind))
    assert [f.source.id for f in found.figures] == ["b", "one"], "the latest that was reached"


def test_a_region_outside_its_parts(ask: Ask) -> None:
    provinces = {"kalbar": 27, "kalteng": 42, "kalsel": 42, "kaltim": 58, "kaltara": 46}
    lines = "".join(figure("coverage", f"{rate} percent", area=area) for area, rate in provinces.items())
    fits = source("one", "2026-01-01", lines + figure("coverage", "41 percent", area="kalimantan"))
    assert codes(examine(ask(fits))) == []
    beyond = source("one", "2026-01-01", lines + figure("coverage", "61 percent", area="kalimantan"))
    assert codes(examine(ask(beyond))) == ["C403"]


def test_an_accepted_finding_is_kept_with_its_reason_until_its_day(ask: Ask) -> None:
    known = 'accepted = "counted at the seat", accepted_until = %s'
    line = f'{{ indicator = "coverage", printed = "104.2 percent", {known} }},\n'
    answers = ask(source("one", "2026-01-01", line % "2026-06-30"))
    (found,) = examine(answers)
    assert found.accepted == "counted at the seat"
    assert list(count_severities([found], "warning")) == []
    (last,) = examine(ask(source("one", "2026-01-01", line % "2026-06-30"), date(2026, 6, 30)))
    assert last.accepted == "counted at the seat"
    (later,) = examine(ask(source("one", "2026-01-01", line % "2026-06-30"), date(2026, 7, 1)))
    assert later.accepted is None


def test_an_acceptance_lasts_where_no_source_has_a_date(ask: Ask) -> None:
    known = 'accepted = "counted at the seat", accepted_until = 2026-06-30'
    line = f'{{ indicator = "coverage", printed = "104.2 percent", {known} }},\n'
    undated = source("one", "2026-01-01", line).replace("published = 2026-01-01\n", "")
    (found,) = (one for one in examine(ask(undated)) if one.code == "S602")
    assert found.accepted == "counted at the seat"


def test_errors_come_before_warnings_wherever_they_stand(ask: Ask) -> None:
    suspicious = figure("coverage", "104.2 percent")
    wrong = "".join(figure(name, "5,001") for name in ("participants", "workforce", "unregistered"))
    text = source("one", "2026-01-01", suspicious) + source(
        "other", "2026-01-02", wrong.replace("},", ', area = "bali" },')
    )
    found = examine(ask(text))
    assert [(one.severity, one.figures[0].source.id) for one in found] == [("error", "other"), ("warning", "one")]


def test_what_is_said_of_the_file_comes_before_what_is_said_of_a_source(ask: Ask) -> None:
    text = source("one", "2023-11-07", figure("claims", "1,001", period="2020"), dateline="Kamis (7/11)")
    early = source("early", "2018-01-01", figure("claims", "1,002", period="2019"))
    assert codes(examine(ask(text + early))) == ["F124", "S604"], "both are warnings"


def test_an_acceptance_ends_when_something_newer_is_published(ask: Ask) -> None:
    known = 'accepted = "counted at the seat", accepted_until = 2026-06-30'
    line = f'{{ indicator = "coverage", printed = "104.2 percent", {known} }},\n'
    newer = source("newer", "2026-07-01", figure("claims", "1,001"))
    for text in (source("one", "2026-01-01", line) + newer, newer + source("one", "2026-01-01", line)):
        (found,) = examine(ask(text))
        assert found.accepted is None


def test_codes_are_selected_and_ignored_by_their_beginning(ask: Ask) -> None:
    figures = figure("coverage", "104.2 percent") + figure("claims", "9,377", programme="jp")
    text = source("one", "2026-01-01", figures + figure("claims", "9,377", programme="jkp"))
    assert codes(examine(ask(text))) == ["S602", "S601"]
    assert codes(examine(ask(text), select=["S601"])) == ["S601"]
    assert codes(examine(ask(text), ignore=["S601"])) == ["S602"]
    assert codes(examine(ask(text), select=["C"])) == []


def test_codes_are_listed_by_family() -> None:
    """As the families follow one another, from the format to what may be compared, and not by the alphabet."""
    families = list(dict.fromkeys(code[0] for code in known_codes()))
    assert families == ["F", "R", "C", "D", "S", "T"]
    within = [code for code in known_codes() if code[0] == "C"]
    assert within[:3] == ["C401", "C402", "C403"]
    assert within == sorted(within)


def test_every_code_has_a_manual_that_says_something() -> None:
    for code in known_codes():
        severity, title, text = manual(code)
        assert code[0] in FAMILIES
        assert severity in ("error", "warning", "note")
        assert title
        assert len(text.split()) > 15, code


def test_warnings_of_the_loader_are_findings_too(ask: Ask) -> None:
    found = examine(ask('[[source]]\nid = "one"\nlanguage = "en"\nfigures = []\n'))
    assert found
    assert all(finding.code[0] in "FR" and finding.place is not None for finding in found)


def test_many_numbers_for_one_that_cannot_all_be_true(ask: Ask) -> None:
    """Nothing is left of some of them, not even loosely."""
    lines = "\n".join(
        f'{{ indicator = "coverage", printed = "{number % 90} percent", locator = "p {number}" }}'
        for number in range(500)
    )
    assert {finding.code for finding in examine(ask(lines))} >= {"C401"}

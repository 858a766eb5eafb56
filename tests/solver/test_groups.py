"""Which figures meet: by area and period, by years that growth links, by regions and their parts, by target."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from bpjscli.measures.answers import Answers, Key
from bpjscli.model.period import parse_period
from bpjscli.solver.groups import Group
from bpjscli.solver.plan import Planner

Ask = Callable[..., Answers]
PROVINCES = ("kalbar", "kalteng", "kalsel", "kaltim", "kaltara")


def meeting(answers: Answers) -> list[list[str]]:
    """The groups: indicator, area and period of each of their figures."""
    return [
        [" ".join((figure.indicator, figure.area, figure.period.text)) for figure in solved.group.figures]
        for solved in answers.solved()
    ]


def groups(answers: Answers) -> list[Group]:
    return [solved.group for solved in answers.solved()]


def line(indicator: str, area: str, period: str = "2025", **more: str) -> str:
    extra = "".join(f', {key} = "{value}"' for key, value in more.items())
    return f'{{ area = "{area}", indicator = "{indicator}", period = "{period}", value = 1{extra} }}'


def test_areas_periods_and_bases_do_not_meet(ask: Ask) -> None:
    lines = [
        line("coverage", "kalbar"),
        line("coverage", "kaltim"),
        line("coverage", "kalbar", "2024"),
        line("workforce", "kalbar", base="eligible"),
        line("workforce", "kalbar"),
    ]
    assert meeting(ask("\n".join(lines))) == [
        ["coverage kalbar 2025", "workforce kalbar 2025"],
        ["coverage kaltim 2025"],
        ["coverage kalbar 2024"],
        ["workforce kalbar 2025"],
    ]


def test_figures_stand_in_one_order_whatever_that_of_their_file(ask: Ask) -> None:
    lines = [line("workforce", "kalbar"), line("coverage", "kalbar"), line("coverage", "kalbar", segment="pu")]
    expected = [("coverage", None), ("coverage", "pu"), ("workforce", None)]
    for turned in (lines, lines[::-1]):
        (group,) = groups(ask("\n".join(turned)))
        assert [(figure.indicator, figure.segment) for figure in group.figures] == expected
        assert [(variable.indicator, variable.segment) for variable in group.variables] == expected


def test_a_moment_is_one_however_its_figures_write_it(ask: Ask) -> None:
    forms = ("2024", "2024-12", "2024-12-31", "2024-Q4")
    workforce = line("workforce", "kalbar", forms[0]).replace("value = 1", "value = 100")
    answers = ask("\n".join([workforce, *(line("coverage", "kalbar", f) for f in forms)]))
    (group,) = groups(answers)
    assert len(group.figures) == 5
    assert {variable.year for variable in group.variables} == {0}
    found = {form: answers.at(Key("participants", "kalbar"), parse_period(form)) for form in forms}
    assert [len(found[form]) for form in forms] == [1, 1, 1, 1], "derived once, and found under each name"
    assert [c.period.text for c in answers.candidates(Key("participants", "kalbar"))] == ["2024"]
    (found_workforce,) = answers.at(Key("workforce", "kalbar"), parse_period("2024-12"))
    assert found_workforce.period.text == "2024"


def test_areas_of_a_region_meet_however_their_moment_is_written(ask: Ask) -> None:
    parts = [line("participants", area, "2024-12" if area == "kalbar" else "2024") for area in PROVINCES]
    (group,) = groups(ask("\n".join(parts)))
    assert [area for area, _, _ in group.regions] == [group.areas.index("kalimantan")]


def test_what_is_counted_over_a_period_or_was_published_before_its_end_stays_apart(ask: Ask) -> None:
    flows = [line("claims", "kalbar", form) for form in ("2024", "2024-12")]
    assert [len(figures) for figures in meeting(ask("\n".join(flows)))] == [1, 1]
    early = [line("coverage", "kalbar", form) for form in ("2026", "2026-12")]
    assert [len(figures) for figures in meeting(ask("\n".join(early)))] == [1, 1]
    spans = [line("coverage", "kalbar", form) for form in ("2024", "2017/2024")]
    assert [len(figures) for figures in meeting(ask("\n".join(spans)))] == [1, 1]


def test_growth_finds_the_year_before_however_it_is_written(ask: Ask) -> None:
    lines = [
        line("participants", "kalbar", "2024-12-31"),
        line("participants", "kalbar", "2023-12"),
        line("claims", "kalbar", "2023-12"),
        line("participants_growth", "kalbar", "2024"),
    ]
    first, second = groups(ask("\n".join(lines)))
    assert [(f.indicator, v.year) for f, v in zip(first.figures, first.variables, strict=True)] == [
        ("participants", 0),
        ("participants", 1),
        ("participants_growth", 1),
    ]
    assert [figure.indicator for figure in second.figures] == ["claims"]


def test_growth_links_a_year_to_the_one_before(ask: Ask) -> None:
    before, after = line("contributions", "kalbar", "2024"), line("contributions", "kalbar", "2025")
    growth = line("contributions_growth", "kalbar", "2025")
    assert len(meeting(ask(f"{before}\n{growth}"))) == 1
    assert len(meeting(ask(f"{before}\n{after}"))) == 2
    assert len(meeting(ask(f"{before}\n{after}\n{growth}"))) == 1
    assert len(meeting(ask(f"{before}\n{line('coverage', 'kalbar', '2025')}"))) == 2
    assert len(meeting(ask(f"{line('contributions', 'kalbar', '2023')}\n{growth}"))) == 2
    assert len(meeting(ask(f"{line('contributions', 'kaltim', '2024')}\n{growth}"))) == 2
    (group,) = groups(ask(f"{growth}\n{before}"))
    assert group.first.text == "2024"
    assert [variable.year for variable in group.variables] == [0, 1]
    assert group.cell_of(group.variables[1]).period.text == "2025"


def test_the_parts_of_a_region_meet_where_all_are_there(ask: Ask) -> None:
    parts = [line("participants", area) for area in PROVINCES]
    (group,) = groups(ask("\n".join(parts)))
    assert group.areas == tuple(sorted([*PROVINCES, "kalimantan"]))
    assert [[group.areas[n] for n in (area, *parts)] for area, parts, _ in group.regions] == [
        ["kalimantan", *PROVINCES]
    ]
    with_whole = [line("participants", "kalimantan"), *parts]
    (group,) = groups(ask("\n".join(with_whole)))
    assert [[group.areas[n] for n in (area, *parts)] for area, parts, _ in group.regions] == [
        ["kalimantan", *PROVINCES]
    ]
    assert len(meeting(ask("\n".join(with_whole[:-1])))) == 5, "one of the parts is not there"
    rates = [line("coverage", "kalimantan"), *(line("coverage", area) for area in PROVINCES)]
    assert len(meeting(ask("\n".join(rates)))) == 6, "rates do not add up"
    mixed = [*parts, *(line("coverage", area) for area in PROVINCES[:2]), line("coverage", "kalimantan")]
    assert len(meeting(ask("\n".join(mixed)))) == 1
    years = [line("participants", "kalimantan", "2024"), *parts]
    assert len(meeting(ask("\n".join(years)))) == 2


def test_groups_of_provinces_are_taken_apart(shipped: Answers) -> None:
    provinces = shipped.boundaries.parts("indonesia", parse_period("2025"))
    assert set(PROVINCES) <= set(provinces)
    assert "kalimantan" not in provinces
    assert len(provinces) == 38


def test_a_target_meets_the_latest_figures_that_identities_hold_it_against(ask: Ask) -> None:
    march, october = (line("coverage", "kalbar", period) for period in ("2025-03", "2025-10-31"))
    target = line("target_coverage", "kalbar")
    assert meeting(ask("\n".join((march, october, target)))) == [
        ["coverage kalbar 2025-03"],
        ["coverage kalbar 2025-10-31", "target_coverage kalbar 2025"],
    ]
    money = line("contributions", "kalbar", "2025-12")
    assert meeting(ask("\n".join((march, money, target))))[0] == [
        "coverage kalbar 2025-03",
        "target_coverage kalbar 2025",
    ]
    other_year = line("coverage", "kalbar", "2024")
    assert len(meeting(ask(f"{other_year}\n{target}"))) == 2
    elsewhere = line("coverage", "kaltim")
    assert len(meeting(ask(f"{elsewhere}\n{target}"))) == 2


def test_a_gap_meets_the_figures_of_its_own_day_where_there_are_any(ask: Ask) -> None:
    march, october = (line("coverage", "kalbar", period) for period in ("2025-03-31", "2025-10-31"))
    target = line("target_coverage", "kalbar")
    gap = line("gap_points", "kalbar", "2025-03-31")
    found = meeting(ask("\n".join((march, october, target, gap))))
    assert ["coverage kalbar 2025-03-31", "gap_points kalbar 2025-03-31"] in found
    late = line("gap_points", "kalbar", "2025-06-30")
    found = meeting(ask("\n".join((march, october, target, late))))
    assert ["coverage kalbar 2025-10-31", "gap_points kalbar 2025-06-30", "target_coverage kalbar 2025"] in found


def test_of_several_targets_for_a_year_only_the_latest_meets_its_figures(ask: Ask) -> None:
    lines = [line("coverage", "kalbar", "2025-10-31")]
    lines += [line("target_coverage", "kalbar", period) for period in ("2025-06", "2025-12", "2025-09")]
    found = meeting(ask("\n".join(lines)))
    assert ["coverage kalbar 2025-10-31", "target_coverage kalbar 2025-12"] in found
    assert len(found) == 3
    by_segment = [
        lines[0],
        line("target_coverage", "kalbar", "2025-06"),
        line("target_coverage", "kalbar", "2025-12", segment="bpu"),
    ]
    assert len(meeting(ask("\n".join(by_segment)))) == 1


def test_targets_of_a_year_without_figures_meet_each_other(ask: Ask) -> None:
    lines = [line("target_coverage", "kalbar", "2026-06"), line("target_participants", "kalbar", "2026")]
    (found,) = meeting(ask("\n".join(lines)))
    assert found == ["target_coverage kalbar 2026-06", "target_participants kalbar 2026"]


def known(answers: Answers) -> set[str]:
    """Everything that the plan of the one group has a variable for, by indicator and segment or programme."""
    (group,) = groups(answers)
    plan = Planner(answers.base.vocabulary, answers.identities).plan(frozenset(group.variables), group.regions)
    return {"/".join(filter(None, v[:3])) for v in plan.variables if v is not None}


def test_what_one_identity_gives_another_may_need(ask: Ask) -> None:
    lines = [line("coverage", "kalbar"), line("workforce", "kalbar")]
    assert known(ask("\n".join(lines))) == {"coverage", "workforce", "participants", "unregistered", "uncovered"}
    assert known(ask(line("coverage", "kalbar"))) == {"coverage", "uncovered"}


def test_differences_add_up_where_their_terms_do(ask: Ask) -> None:
    """Unregistered is workforce less participants, and construction has participants without a workforce."""
    two = [line("unregistered", "kalbar", segment=segment) for segment in ("pu", "bpu")]
    assert "unregistered" in known(ask("\n".join(two)))
    builders = [*two, line("participants", "kalbar", segment="jakon")]
    assert "unregistered" not in known(ask("\n".join(builders)))
    assert "unregistered" not in known(ask(two[0]))


def test_a_whole_has_a_rest_where_parts_are_missing(ask: Ask) -> None:
    part = line("participants", "kalbar", segment="pu")
    assert known(ask(part)) == {"participants/pu"}
    assert "participants/(rest)" in known(ask(f"{part}\n{line('participants', 'kalbar')}"))
    all_parts = [line("participants", "kalbar", segment=segment) for segment in ("pu", "bpu", "jakon")]
    assert known(ask("\n".join(all_parts))) >= {"participants"}
    assert "participants/(rest)" not in known(ask("\n".join(all_parts)))


@pytest.mark.parametrize(("period", "exact"), [("2014", True), ("2016", False)])
def test_programmes_that_were_not_there_yet_are_not_waited_for(ask: Ask, period: str, exact: bool) -> None:
    """Old-age, accident and death benefits were all there was until pensions came in July 2015."""
    claims = [
        f'{{ area = "kalbar", indicator = "claims", period = {period}, programme = "{programme}", value = {n} }}'
        for n, programme in enumerate(("jkk", "jkm", "jht"), 5)
    ]
    best = ask("\n".join(claims)).best(Key("claims", "kalbar"))
    assert (best is not None and best.quantity.value) == (Decimal(18) if exact else False)


def test_what_a_sum_gives_is_used_further(ask: Ask) -> None:
    parts = [line("participants", "kalbar", segment=segment) for segment in ("pu", "bpu", "jakon")]
    found = known(ask("\n".join([*parts, line("workforce", "kalbar")])))
    assert {"participants", "coverage", "uncovered", "unregistered"} <= found
    regions = [line("participants", area) for area in PROVINCES]
    answers = ask("\n".join([*regions, line("workforce", "kalimantan")]))
    assert answers.best(Key("coverage", "kalimantan")) is not None


def test_what_was_paid_over_several_years_meets_no_plan_and_not_one_of_them(ask: Ask) -> None:
    answers = ask(
        '{ indicator = "new_participants", period = "2023/2025", value = 1900 }\n'
        '{ indicator = "new_participants", period = "2025-06", value = 900 }\n'
        '{ indicator = "target_new_participants", period = 2025, value = 1000 }\n'
        '{ indicator = "claims", period = "2024-01/2025-10", value = 12 }\n'
        '{ indicator = "claims_growth", period = "2024-01/2025-10", value = 20 }'
    )
    reached = answers.best(Key("new_participants_achievement", "kalimantan"))
    assert reached is not None
    assert (reached.period.text, reached.quantity.value) == ("2025-06", Decimal(90))
    before = [candidate.period.text for candidate in answers.candidates(Key("claims", "kalimantan"))]
    assert before == ["2024-01/2025-10", "2023-01/2024-10"]

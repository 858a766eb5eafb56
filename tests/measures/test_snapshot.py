"""One area at one time: what may stand beside its leading figure."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bpjscli.measures.answers import Answers, Candidate, Key, main_area, paying_area, widest_area
from bpjscli.measures.coverage import SnapshotPart, find_beside, snapshot
from bpjscli.model.period import parse_period

Ask = Callable[..., Answers]


def source(name: str, published: str, *figures: str) -> str:
    head = f'[[source]]\nid = "{name}"\npublished = {published}\ndefaults = {{ area = "kalbar", period = 2025 }}\n'
    return f"{head}figures = [{', '.join(figures)}]\n"


def figure(indicator: str, value: int, **more: object) -> str:
    extra = "".join(f', {key} = "{given}"' for key, given in more.items())
    return f'{{ indicator = "{indicator}", value = {value}{extra} }}'


def told(part: SnapshotPart) -> tuple[str, object, bool] | None:
    found = part.candidate or part.elsewhere
    return None if found is None else (found.source.id, found.quantity.value, part.candidate is not None)


def best(answers: Answers, indicator: str) -> Candidate:
    found = answers.best(Key(indicator, "kalbar"))
    assert found is not None
    return found


def test_others_are_taken_from_the_group_of_the_lead(ask: Ask) -> None:
    lead = source("lead", "2026-01-01", figure("coverage", 40), figure("employers", 7))
    newer = source("newer", "2025-12-31", figure("employers", 9))
    newest = source("newest", "2026-03-01", figure("employers", 8))
    found = snapshot(ask(lead + newer + newest), "kalbar", "coverage", ("employers", "claims"))
    assert told(found.parts["employers"]) == ("lead", 7, True)
    assert found.parts["claims"] == SnapshotPart(None, None)
    assert found.period == parse_period("2025")


def test_another_source_fills_in_on_the_same_base_only(ask: Ask) -> None:
    lead = source("lead", "2026-01-01", figure("coverage", 40, base="eligible"))
    on_another = source("other", "2026-03-01", figure("workforce", 9, base="employed-bps"))
    on_the_same = source("same", "2026-02-01", figure("workforce", 8, base="eligible"))
    found = snapshot(ask(lead + on_another + on_the_same), "kalbar", "coverage", ("workforce",))
    assert told(found.parts["workforce"]) == ("same", 8, True)
    found = snapshot(ask(lead + on_another), "kalbar", "coverage", ("workforce",))
    assert told(found.parts["workforce"]) == ("other", 9, False), "elsewhere"


def test_a_source_that_has_another_lead_does_not_fill_the_row(ask: Ask) -> None:
    """40.87 percent of them is not 45: not in its row, nor as the denominator of a gap."""
    counted = figure("participants", 410_123), figure("workforce", 1_003_457)
    lead = source("lead", "2026-02-01", figure("coverage", 45))
    for own in ((figure("coverage", 41), *counted), counted):  # also where its coverage only follows
        answers = ask(source("other", "2026-01-01", *own) + lead)
        found = snapshot(answers, "kalbar", "coverage", ("participants",)).parts["participants"]
        assert (found.candidate, found.elsewhere) == (None, None)
        assert found.against is not None
        assert found.lead is not None
        assert told(SnapshotPart(found.against)) == ("other", 410_123, True)
        assert found.lead.source.id == "other"
        assert find_beside(answers, best(answers, "coverage"), "workforce") is None
    agreeing = ask(source("other", "2026-01-01", *counted) + lead.replace("value = 45", 'printed = "40 percent"'))
    assert told(snapshot(agreeing, "kalbar", "coverage", ("participants",)).parts["participants"]) is not None, "cut"


def test_what_can_be_asked_is_in_the_order_of_the_sources(ask: Ask) -> None:
    answers = ask(source("z", "2026-01-01", figure("projects", 7)) + source("a", "2026-01-02", figure("employers", 8)))
    assert [key.indicator for key in answers.keys("kalbar")] == ["projects", "employers"]


def test_another_time_is_told_as_such_the_best_first(ask: Ask) -> None:
    lead = source("lead", "2026-01-01", figure("coverage", 40))
    old = source("old", "2026-03-01", figure("claims", 9).replace(" }", ", period = 2023 }"))
    newer = source("newer", "2026-02-01", figure("claims", 8).replace(" }", ", period = 2024 }"))
    found = snapshot(ask(lead + old + newer), "kalbar", "coverage", ("claims",))
    assert told(found.parts["claims"]) == ("newer", 8, False)


def test_without_a_lead_there_is_the_best_of_each(ask: Ask) -> None:
    found = snapshot(ask(source("a", "2026-01-01", figure("claims", 9))), "kalbar", "coverage", ("claims", "employers"))
    assert (found.lead, found.period) == (None, None)
    assert told(found.parts["claims"]) == ("a", 9, True)
    assert told(found.parts["employers"]) is None


def test_beside_a_disputed_lead_stand_only_figures_of_its_source(ask: Ask) -> None:
    disputed = (figure("coverage", 40), figure("participants", 50_001), figure("workforce", 100_002))
    lead = source("lead", "2026-04-01", *disputed, figure("employers", 7))
    other = source("other", "2026-05-01", figure("claims", 9), figure("unregistered", 8))
    found = snapshot(ask(lead + other), "kalbar", "coverage", ("employers", "claims", "participants", "unregistered"))
    assert found.lead is not None
    assert found.lead.quantity.disputed
    assert told(found.parts["employers"]) == ("lead", 7, True)
    assert told(found.parts["participants"]) == ("lead", 50_001, True)
    assert told(found.parts["claims"]) == ("other", 9, False)
    unregistered = found.parts["unregistered"].candidate
    assert unregistered is not None
    assert (unregistered.source.id, unregistered.quantity.disputed) == ("lead", True), "whichever figure is wrong"


def test_the_lead_of_one_source_is_taken_where_it_has_one(ask: Ask) -> None:
    text = source("one", "2026-01-01", figure("coverage", 40)) + source("two", "2026-02-01", figure("coverage", 41))
    answers = ask(text)
    leads = [snapshot(answers, "kalbar", "coverage", (), source=name).lead for name in ("one", "two", "three", None)]
    assert [lead and lead.source.id for lead in leads] == ["one", "two", "two", "two"]


def test_segment_programme_and_period_are_those_asked_for(ask: Ask) -> None:
    figures = (
        figure("participants", 5, segment="bpu"),
        figure("participants", 9),
        figure("participants", 4, segment="bpu").replace(" }", ", period = 2024 }"),
        figure("claims", 3, programme="jkk"),
        figure("claims", 2),
    )
    answers = ask(source("a", "2026-01-01", *figures))
    own = snapshot(answers, "kalbar", "participants", (), segment="bpu").lead
    earlier = snapshot(answers, "kalbar", "participants", (), parse_period("2024"), segment="bpu").lead
    work = snapshot(answers, "kalbar", "claims", (), programme="jkk").lead
    assert [found and found.quantity.value for found in (own, earlier, work)] == [5, 4, 3]


def test_what_stands_beside_has_both_bounds_and_no_dispute(ask: Ask) -> None:
    lead = source("lead", "2026-01-01", figure("coverage", 40))
    bounded = source("bounded", "2026-02-01", figure("workforce", 900))
    open_ = source("open", "2026-03-01", '{ indicator = "workforce", printed = "lebih dari 901" }')
    back = source("back", "2026-03-02", figure("workforce", 902, superseded_by="bounded"))
    apart = source("apart", "2026-03-03", figure("workforce", 903, base="eligible"))
    answers = ask(lead + bounded + open_ + back + apart)
    found = find_beside(answers, best(answers, "coverage"), "workforce")
    assert found is not None
    assert found.source.id == "bounded"
    for nothing in (open_ + apart, back.replace('"bounded"', '"lead"')):
        answers = ask(lead + nothing)
        assert find_beside(answers, best(answers, "coverage"), "workforce") is None


def test_what_stands_beside_is_of_its_own_group_first(ask: Ask) -> None:
    lead = source("lead", "2026-01-01", figure("coverage", 40), figure("workforce", 900))
    newer = source("newer", "2026-02-01", figure("workforce", 901))
    answers = ask(lead + newer)
    found = find_beside(answers, best(answers, "coverage"), "workforce")
    assert found is not None
    assert found.source.id == "lead"


WIDE = """
{ area = "kalimantan", indicator = "coverage", value = 40 }
{ area = "kalimantan", indicator = "claims", value = 1 }
{ area = "indonesia", indicator = "coverage", value = 40 }
{ area = "indonesia", indicator = "coverage", period = 2024, value = 40 }
{ area = "indonesia", indicator = "participants", segment = "bpu", value = 4 }
{ area = "indonesia", indicator = "benefits", value = 1 }
{ area = "indonesia", indicator = "benefits", programme = "jkk", value = 1 }
{ area = "kalimantan", indicator = "participants", value = 4 }
{ area = "kalimantan", indicator = "claims", programme = "jkk", value = 1 }
{ area = "kalimantan", indicator = "claims", programme = "jht", value = 1 }
{ area = "kalbar", indicator = "claims", programme = "jkm", value = 1 }
"""


def test_the_area_of_a_question_is_the_wide_one_with_most_to_say(ask: Ask) -> None:
    answers = ask(WIDE)
    assert widest_area(answers, Key("coverage", "")) == "indonesia", "of two periods"
    assert widest_area(answers, Key("participants", "", "bpu")) == "indonesia"
    assert widest_area(answers, Key("participants", "")) == "kalimantan"
    assert widest_area(answers, Key("benefits", "", None, "jkk")) == "indonesia"
    assert widest_area(answers, Key("claims", "", None, "jkm")) == "kalbar"
    assert widest_area(answers, Key("claims", "")) == "kalimantan"
    assert paying_area(answers) == "kalimantan", "three figures, against two"
    assert main_area(answers) == "kalimantan", "a group, before the country"


def test_the_group_with_most_figures_is_the_main_area(ask: Ask) -> None:
    groups = '{ area = "kalimantan", indicator = "coverage", value = 40 }\n' + "\n".join(
        f'{{ area = "sulawesi", indicator = "{name}", value = 40 }}' for name in ("coverage", "claims")
    )
    assert main_area(ask(groups)) == "sulawesi"
    turned = groups.replace("sulawesi", "x").replace("kalimantan", "sulawesi").replace("x", "kalimantan")
    assert main_area(ask(turned)) == "kalimantan"


@pytest.mark.parametrize("indicator", ["claims", "benefits"])
def test_only_what_had_been_published_counts(ask: Ask, indicator: str) -> None:
    of_bali = (figure(indicator, 1, area="bali"), figure("coverage", 1, area="bali"))
    early = source("early", "2025-06-01", *of_bali, figure("employers", 1, area="ntb"))
    late = source("late", "2026-06-01", *(figure(indicator, 1, area="ntb", period=year) for year in (2022, 2023)))
    late += source("last", "2026-06-02", *(figure("coverage", 1, area="ntb", period=year) for year in (2022, 2023)))
    then, now = (ask(early + late, as_of) for as_of in (parse_period("2025").end, None))
    assert [paying_area(then), paying_area(now)] == ["bali", "ntb"]
    assert [main_area(then), main_area(now)] == ["bali", "ntb"]
    assert [widest_area(answers, Key("coverage", "")) for answers in (then, now)] == ["bali", "ntb"]

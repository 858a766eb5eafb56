"""Where an answer comes from, and why another was not chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from bpjscli.measures.answers import Answers, Candidate, Key
from bpjscli.measures.lineage import AppliedIdentity, Evidence, evidence, lineage, why_not
from bpjscli.model.period import parse_period

Ask = Callable[..., Answers]


def answer(answers: Answers, key: Key, period: str | None = None) -> Candidate:
    found = answers.best(key, None if period is None else parse_period(period))
    assert found is not None
    return found


def of(found: Evidence) -> str:
    """The quantity an evidence is about, in short."""
    return " ".join(filter(None, (found.variable.indicator, found.variable.segment, found.variable.programme)))


def printed(found: Evidence) -> list[tuple[str | None, str]]:
    return [(reading.figure.printed, reading.read_as) for reading in found.readings]


def only_step(found: Evidence) -> AppliedIdentity:
    (step,) = found.steps
    return step


def test_a_workforce_that_nobody_published(shipped: Answers) -> None:
    """45.34 % of it are 3.2 million by the cut figure, 3 287 020 by their segments."""
    found = evidence(shipped, answer(shipped, Key("workforce", "kalimantan"), "2024"))
    assert printed(found) == []
    step = only_step(found)
    assert (step.identity, step.holds) == ("coverage", "coverage = participants / workforce")
    coverage, participants = step.operands
    assert (printed(coverage), coverage.steps) == ([("45,34 persen", "loose")], ())
    assert printed(participants) == [("3,2 juta", "cut")]
    segments = only_step(participants)
    assert segments.identity == "participants-by-segment"
    assert [of(part) for part in segments.operands] == ["participants pu", "participants bpu", "participants jakon"]
    assert {read_as for part in segments.operands for _, read_as in printed(part)} == {"full"}


def test_a_figure_that_others_leave_as_it_is_needs_no_identity(shipped: Answers) -> None:
    found = evidence(shipped, answer(shipped, Key("coverage", "kalimantan"), "2023-12-31"))
    assert (printed(found), found.steps) == ([("46,33 persen", "rounded")], ())


def test_a_figure_that_others_narrow_keeps_its_reading_and_gains_an_identity(shipped: Answers) -> None:
    found = evidence(shipped, answer(shipped, Key("participants", "kalimantan"), "2023-12-31"))
    assert printed(found) == [("2,5 juta", "rounded")]
    assert found.quantity is not None
    assert [of(operand) for operand in only_step(found).operands] == ["coverage", "workforce"]


def everything_in(found: Evidence) -> Iterator[Evidence]:
    yield found
    for step in found.steps:
        for operand in step.operands:
            yield from everything_in(operand)


def test_every_tree_ends_in_figures_and_tells_of_each_quantity_once(shipped: Answers) -> None:
    for area in shipped.areas():
        for key in shipped.keys(area):
            for candidate in shipped.candidates(key):
                parts = list(everything_in(evidence(shipped, candidate)))
                told = [part.variable for part in parts if not part.given]
                assert len(set(told)) == len(told)
                assert {part.variable for part in parts if part.given} <= set(told)
                assert all(part.readings or part.whichever for part in parts if not (part.steps or part.given))


def paths(found: Evidence, above: tuple[object, ...] = ()) -> Iterator[tuple[object, ...]]:
    """The identities on the way down to each quantity, each with the quantities that it holds together there."""
    yield above
    for step in found.steps:
        held = (step.identity, frozenset({found.variable, *(operand.variable for operand in step.operands)}))
        for operand in step.operands:
            yield from paths(operand, (*above, held))


def test_no_identity_leads_back_to_where_it_came_from(shipped: Answers) -> None:
    for area in shipped.areas():
        for key in shipped.keys(area):
            for candidate in shipped.candidates(key):
                for path in paths(evidence(shipped, candidate)):
                    assert len(set(path)) == len(path)


def test_the_tree_of_an_undisputed_answer_has_all_its_figures(shipped: Answers) -> None:
    for area in shipped.areas():
        for key in shipped.keys(area):
            for candidate in shipped.candidates(key):
                tree = everything_in(evidence(shipped, candidate))
                assert candidate.quantity.figures, "what needs no figure is not derived"
                found = {
                    reading.figure.id for part in tree for reading in (*part.readings, *part.against, *part.whichever)
                }
                assert {figure.id for figure in candidate.quantity.figures} <= found


def test_last_year_from_this_years_growth(shipped: Answers) -> None:
    found = evidence(shipped, answer(shipped, Key("contributions", "kalimantan"), "2023"))
    assert found.period.text == "2023"
    assert [(of(x), x.period.text) for x in only_step(found).operands] == [
        ("contributions", "2024"),
        ("contributions_growth", "2024"),
    ]


def test_a_disputed_figure_names_those_it_cannot_stand_beside(shipped: Answers) -> None:
    found = evidence(shipped, answer(shipped, Key("coverage", "singkawang")))
    assert (printed(found), found.quantity, found.steps) == ([("22,77 persen", "rounded")], None, ())
    assert [reading.figure.indicator for reading in found.against] == ["participants", "unregistered", "uncovered"]
    found = evidence(shipped, answer(shipped, Key("unregistered", "singkawang")))
    assert [reading.figure.indicator for reading in found.against] == ["coverage", "participants", "uncovered"]


def test_what_holds_whichever_figure_is_wrong_names_them_all(shipped: Answers) -> None:
    candidate = answer(shipped, Key("workforce", "singkawang"))
    found = evidence(shipped, candidate)
    assert (found.readings, found.steps, found.quantity) == ((), (), candidate.quantity)
    names = ["coverage", "participants", "unregistered", "uncovered"]
    assert [reading.figure.indicator for reading in found.whichever] == names
    assert evidence(shipped, answer(shipped, Key("unregistered", "singkawang"))).hull is not None


def test_a_region_is_the_sum_of_its_parts(ask: Ask) -> None:
    provinces = ("kalbar", "kalteng", "kalsel", "kaltim", "kaltara")
    answers = ask(
        "\n".join(f'{{ area = "{p}", indicator = "employers", value = {n} }}' for n, p in enumerate(provinces))
    )
    found = evidence(answers, answer(answers, Key("employers", "kalimantan")))
    step = only_step(found)
    assert (step.identity, step.holds) == ("region", "")
    assert [(x.area, printed(x)) for x in step.operands] == [(p, [(None, "full")]) for p in provinces]


def test_parts_that_nobody_named_are_left_out(ask: Ask) -> None:
    """Two segments and whatever else there is make the total; the rest has no figure to show."""
    answers = ask(
        """{ indicator = "participants", segment = "pu", value = 30 }
        { indicator = "participants", segment = "bpu", value = 20 }
        { indicator = "participants", printed = "more than 10" }"""
    )
    found = evidence(answers, answer(answers, Key("participants", "kalimantan")))
    shown = [of(x) for step in found.steps for x in step.operands]
    assert shown in (["participants pu", "participants bpu"], [])


def test_a_bound_that_others_leave_alone_needs_no_identity(ask: Ask) -> None:
    answers = ask('{ indicator = "workforce", printed = "more than 1 million" }')
    found = evidence(answers, answer(answers, Key("workforce", "kalimantan")))
    assert (printed(found), found.steps) == ([("more than 1 million", "rounded")], ())


SOURCES = """
[[source]]
id = "chosen"
published = 2026-02-03
defaults = { area = "bali", period = 2025 }
figures = [{ indicator = "coverage", printed = "41,30 persen" }]
[[source]]
id = "older"
published = 2026-02-02
defaults = { area = "bali", period = 2025, base = "eligible" }
figures = [{ indicator = "coverage", printed = "41 persen" }]
[[source]]
id = "newer"
published = 2026-02-04
defaults = { area = "bali", period = 2025 }
figures = [{ indicator = "coverage", printed = "41 persen" }]
[[source]]
id = "retracted"
published = 2026-02-05
defaults = { area = "bali", period = 2025 }
figures = [{ indicator = "coverage", printed = "44 persen", superseded_by = "chosen" }]
[[source]]
id = "contradicted"
published = 2026-02-05
defaults = { area = "bali", period = 2025 }
figures = [{ indicator = "coverage", printed = "43 persen" }, { indicator = "uncovered", printed = "50 persen" }]
[[source]]
id = "rougher"
published = 2026-02-03
defaults = { area = "bali", period = 2025 }
figures = [{ indicator = "coverage", printed = "40 persen" }]
[[source]]
id = "as-good"
published = 2026-02-03
defaults = { area = "bali", period = 2025 }
figures = [{ indicator = "coverage", printed = "41,30 persen" }]
[[source]]
id = "computed"
published = 2026-02-03
defaults = { area = "bali", period = 2025 }
figures = [{ indicator = "uncovered", printed = "58,70 persen" }]
[[source]]
id = "before"
defaults = { area = "bali", period = 2024 }
figures = [{ indicator = "coverage", printed = "40 persen" }]
"""


def test_every_answer_not_chosen_has_its_reason(ask: Ask) -> None:
    answers = ask(SOURCES)
    chosen = next(c for c in answers.candidates(Key("coverage", "bali")) if c.source.id == "chosen")
    reasons = {a.candidate.source.id: a.why for a in lineage(answers, chosen).alternatives}
    assert reasons == {
        "older": ("older", "other-base"),
        "newer": ("rounding",),
        "retracted": ("superseded",),
        "contradicted": ("disputed",),
        "rougher": ("less-precise",),
        "as-good": ("equal",),
        "computed": ("derived",),
        "before": ("other-period",),
    }


def test_alternatives_of_one_period_only(ask: Ask) -> None:
    answers = ask(SOURCES)
    chosen = answer(answers, Key("coverage", "bali"))
    found = lineage(answers, chosen, parse_period("2025"))
    assert "before" not in [alternative.candidate.source.id for alternative in found.alternatives]


@pytest.mark.parametrize("key", [Key("coverage", "kalimantan"), Key("benefits", "kalimantan", None, "jht")])
def test_the_best_answer_is_first_and_no_alternative_to_itself(shipped: Answers, key: Key) -> None:
    chosen = answer(shipped, key)
    assert chosen not in [alternative.candidate for alternative in lineage(shipped, chosen).alternatives]
    assert why_not(chosen, chosen) == ("equal",)

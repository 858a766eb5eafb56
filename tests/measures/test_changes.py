"""What changed between two bases: figures, the best answers, and ranks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from conftest import Ask

from bpjscli.measures.answers import Answers, Candidate
from bpjscli.measures.changes import Changes, changes

COVERAGE = '{ area = "kalbar", indicator = "coverage", printed = "27%" }'
PEOPLE = '{ area = "kalbar", indicator = "participants", printed = "270,000" }'
OTHER = '{ area = "kaltim", indicator = "coverage", printed = "58%" }'


def source(id_: str, *figures: str, published: str = "2026-02-01") -> str:
    return (
        f'[[source]]\nid = "{id_}"\npublished = {published}\nlanguage = "en"\n'
        f"defaults = {{ period = 2025 }}\nfigures = [{', '.join(figures)}]\n"
    )


def shown(candidate: Candidate | None) -> str | None:
    return None if candidate is None else f"{candidate.quantity.value} ({candidate.period})"


def results(found: Changes) -> dict[tuple[str, str], tuple[str | None, str | None]]:
    return {(r.key.area, r.key.indicator): (shown(r.before), shown(r.after)) for r in found.results}


def test_the_same_base_twice(shipped: Answers) -> None:
    assert changes(shipped, shipped) == Changes((), (), (), ())


def test_an_added_figure_and_what_follows_from_it(ask: Ask) -> None:
    found = changes(ask(COVERAGE), ask(f"{COVERAGE}\n{PEOPLE}"))
    (change,) = found.figures
    assert (change.before, change.entry.printed) == (None, "270,000")
    assert results(found)["kalbar", "participants"] == (None, "270000 (2025)")
    assert {indicator for _, indicator in results(found)} == {"participants", "workforce", "unregistered"}


def test_a_removed_figure(ask: Ask) -> None:
    found = changes(ask(f"{COVERAGE}\n{OTHER}"), ask(COVERAGE))
    (change,) = found.figures
    assert (change.entry.area, change.after) == ("kaltim", None)
    assert results(found)["kaltim", "coverage"] == ("58 (2025)", None)


@pytest.mark.parametrize(
    ("after", "is_change"),
    [
        (COVERAGE.replace("27%", "28%"), True),
        (COVERAGE.replace("27%", "27 percent"), True),
        (COVERAGE.replace('printed = "27%"', "value = 27"), True),
        (COVERAGE.replace(" }", ', accepted = "known" }'), True),
        (COVERAGE.replace(" }", ', note = "seen" }'), False),
        (f"\n\n{COVERAGE}", False),
    ],
)
def test_what_makes_a_figure_another(ask: Ask, after: str, is_change: bool) -> None:
    found = changes(ask(COVERAGE), ask(after))
    assert [change.before is not None and change.after is not None for change in found.figures] == [True] * is_change


def test_a_number_with_more_digits_is_a_change(ask: Ask) -> None:
    given = '{ area = "kalbar", indicator = "coverage", value = 27.0 }'
    (change,) = changes(ask(given), ask(given.replace("27.0", "27.00"))).figures
    assert change.after is not None
    assert change.after.given == Decimal("27.00")


def test_a_better_answer_of_a_newer_source(ask: Ask) -> None:
    old = source("a", COVERAGE.replace(" }", ", period = 2024 }"), published="2025-06-01")
    found = changes(ask(old), ask(old + source("b", COVERAGE.replace("27%", "29%"))))
    assert [change.entry.id for change in found.sources] == ["b"]
    assert results(found)["kalbar", "coverage"] == ("27 (2024)", "29 (2025)")


def test_a_source_that_is_described_otherwise(ask: Ask) -> None:
    text = source("a", COVERAGE)
    found = changes(ask(text), ask(text.replace('id = "a"', 'id = "a"\npublisher = "Antara"')))
    (change,) = found.sources
    assert change.before is not None
    assert change.entry.publisher == "Antara"
    assert (found.figures, found.results) == ((), ())


def test_a_source_elsewhere_in_its_file_is_the_same(ask: Ask) -> None:
    one, two = source("a", COVERAGE), source("b", COVERAGE)
    found = changes(ask(one + two), ask(two + one))
    assert (found.sources, found.figures) == ((), ())


def test_ranks_that_moved(ask: Ask) -> None:
    names = ("kalbar", "kalteng", "kalsel")
    printed = zip(names, ("20%", "30%", "40%"), strict=True)
    old = "\n".join(f'{{ area = "{name}", indicator = "coverage", printed = "{each}" }}' for name, each in printed)
    found = changes(ask(old), ask(old.replace("20%", "35%")))
    ranks = {r.area: (r.before and r.before.low, r.after and r.after.low) for r in found.ranks}
    assert ranks == {"kalbar": (3, 2), "kalteng": (2, 3)}
    assert {r.region for r in found.ranks} == {"kalimantan"}
    assert {r.segment for r in found.ranks} == {None}


def test_a_rank_that_is_shared_since(ask: Ask) -> None:
    names = ("kalbar", "kalteng", "kalsel")
    printed = zip(names, ("20.2%", "30%", "40%"), strict=True)
    old = "\n".join(f'{{ area = "{name}", indicator = "coverage", printed = "{each}" }}' for name, each in printed)
    ranks = {
        r.area: r.after and (r.after.low, r.after.high) for r in changes(ask(old), ask(old.replace("30%", "20%"))).ranks
    }
    assert ranks == {"kalbar": (2, 3), "kalteng": (2, 3)}


def test_a_rank_that_is_new_and_one_that_is_gone(ask: Ask) -> None:
    two = f"{COVERAGE}\n{OTHER}"
    (kaltim,) = [r for r in changes(ask(COVERAGE), ask(two)).ranks if r.area == "kaltim"]
    assert (kaltim.before, kaltim.after is not None) == (None, True)
    (kaltim,) = [r for r in changes(ask(two), ask(COVERAGE)).ranks if r.area == "kaltim"]
    assert (kaltim.before is not None, kaltim.after) == (True, None)


def test_an_area_that_only_one_base_has(ask: Ask) -> None:
    area = '[[area]]\nid = "wonogiri"\nname = "Kabupaten Wonogiri"\nlevel = "regency"\nparent = "jateng"\n'
    there = ask(area + source("a", COVERAGE.replace("kalbar", "wonogiri")))
    away = ask(source("a"))
    assert results(changes(away, there))["wonogiri", "coverage"] == (None, "27 (2025)")
    assert results(changes(there, away))["wonogiri", "coverage"] == ("27 (2025)", None)


def test_another_vocabulary_changes_results_without_figures(ask: Ask) -> None:
    text = source("a", COVERAGE, PEOPLE)
    own = '[[identity]]\nid = "goal"\nholds = "target_coverage = coverage"\n'
    found = changes(ask(text), ask(text + own))
    assert found.figures == ()
    assert results(found)["kalbar", "target_coverage"] == (None, "27 (2025)")


def test_a_source_counts_from_the_day_it_was_published(ask: Ask) -> None:
    base = ask(source("a", COVERAGE) + source("b", OTHER).replace("published = 2026-02-01\n", "")).base
    dated = {day: changes(Answers(base, date(2026, 1, 1)), Answers(base, date(2026, 2, day))) for day in (1, 28)}
    assert [[change.entry.id for change in found.sources] for found in dated.values()] == [["a"], ["a"]]
    assert changes(Answers(base, date(2026, 1, 1)), Answers(base, date(2026, 1, 31))).sources == ()


def test_another_day(shipped: Answers) -> None:
    earlier = Answers(shipped.base, date(2026, 2, 2))
    found = changes(earlier, shipped)
    assert {change.entry.id for change in found.sources} >= {"borneotrend-2026-02-03"}
    assert all(change.before is None for change in found.figures)
    assert results(found._replace(results=found.ranges))["kalimantan", "coverage"] == ("41 (2025)", "41.30 (2025)")


def test_what_moved_is_told_from_what_has_another_range(ask: Ask) -> None:
    wider = changes(ask(COVERAGE), ask(COVERAGE.replace("27%", "about 27%")))
    assert (wider.results, {r.key.indicator for r in wider.ranges}) == ((), {"coverage", "uncovered"})
    finer = changes(ask(COVERAGE), ask(COVERAGE.replace("27%", "27.4%")))
    assert (finer.results, {r.kind for r in finer.ranges}) == ((), {"range"})
    moved = changes(ask(COVERAGE), ask(COVERAGE.replace("27%", "28.4%")))
    assert ({r.kind for r in moved.results}, moved.ranges) == ({"moved"}, ())


def test_an_answer_of_another_period_is_told(ask: Ask) -> None:
    old, new = source("a", COVERAGE), source("b", COVERAGE.replace(" }", ", period = 2026 }"), published="2026-12-01")
    assert {r.kind for r in changes(ask(old), ask(old + new)).results} == {"dated"}


def test_what_became_part_of_a_contradiction_is_told(ask: Ask) -> None:
    old = f"{COVERAGE}\n{PEOPLE}"
    wrong = f'{old}\n{{ area = "kalbar", indicator = "workforce", printed = "2,000,000" }}'
    kinds = {r.key.indicator: r.kind for r in changes(ask(old), ask(wrong)).results}
    assert (kinds["coverage"], kinds["participants"], kinds["workforce"]) == ("disputed", "disputed", "moved")
    back = {r.key.indicator: r.kind for r in changes(ask(wrong), ask(old)).results}
    assert back["coverage"] == "settled"


def test_what_matters_most_comes_first(ask: Ask) -> None:
    def base(kalbar: str, kaltim: str, all_of_it: str, regency: str) -> Answers:
        figures = {"kalbar": kalbar, "kaltim": kaltim, "kalimantan": all_of_it, "sambas": regency}
        lines = (f'{{ area = "{a}", indicator = "coverage", printed = "{p}" }}' for a, p in figures.items())
        return ask("\n".join(lines))

    found = changes(base("27%", "58%", "40%", "20%"), base("28.5%", "54%", "42%", "24%"))
    order = [r.key.area for r in found.results if r.key.indicator == "coverage"]
    assert order == ["kaltim", "kalimantan", "sambas", "kalbar"]  # 2 x 4, 3 x 2, 1 x 4, 2 x 1.5
    assert [change.entry.area for change in found.figures] == order


TITLED = source("a", COVERAGE, PEOPLE).replace("[[source]]", '[[source]]\ntitle = "One"')


def test_a_source_that_has_another_id_was_renamed_and_nothing_moved(ask: Ask) -> None:
    found = changes(ask(TITLED), ask(TITLED.replace('id = "a"', 'id = "b"')))
    assert [(c.kind, c.before and c.before.id, c.entry.id) for c in found.sources] == [("renamed", "a", "b")]
    assert found._replace(sources=()) == Changes((), (), (), ())


def test_a_renamed_source_whose_figure_changed(ask: Ask) -> None:
    found = changes(ask(TITLED), ask(TITLED.replace('id = "a"', 'id = "b"').replace("27%", "30%")))
    assert [change.kind for change in found.figures] == ["changed"]
    assert [change.kind for change in found.sources] == ["renamed"]


def test_sources_that_cannot_be_told_apart_are_not_renamed(ask: Ask) -> None:
    found = changes(ask(source("a", COVERAGE)), ask(source("b", COVERAGE)))
    assert sorted(change.kind for change in found.sources) == ["added", "removed"]

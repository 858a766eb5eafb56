"""The main points about an area: made from the data, in both languages, and none where there is no news."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from shown import paragraphs, rows, shown, table

from bpjscli.i18n import Lang
from bpjscli.measures.answers import Answers
from bpjscli.report.views.coverage import coverage
from bpjscli.report.views.gap import gap

Ask = Callable[..., Answers]


def points(answers: Answers, area: str = "kalimantan", lang: Lang = "en") -> list[str]:
    return paragraphs(coverage(answers, lang, area), "point")


def test_kalimantan(shipped: Answers) -> None:
    assert points(shipped) == [
        "Kalimantan: 41.30 % of the workers were covered in 2025. "
        "That is 3,302,762 of 7,996,826 workers; 4,694,064 are not covered.",
        "This cannot be compared with 45.34 % (2024): "
        "the number of workers that it is measured against has changed too much.",
        "East Kalimantan leads (more than 50 %), West Kalimantan trails (27 %).",
        "The target is all workers by 31 December 2026, 58 points more. That takes about 4.6 million more people, "
        "about 380,000 a month. Lately it was about 1,210 a month: not at this pace within a lifetime.",
    ]


def test_kalimantan_in_indonesian(shipped: Answers) -> None:
    first, _, third, last = points(shipped, lang="id")
    assert first.startswith("Kalimantan: 41,30 persen pekerja terlindungi pada 2025. Itu 3.302.762 dari")
    assert third == "Tertinggi Kalimantan Timur (lebih dari 50 persen), terendah Kalimantan Barat (27 persen)."
    assert "masih kurang 58 poin" in last
    assert last.endswith("dengan laju itu, seumur hidup pun tidak tercapai.")


def test_a_province_with_a_disputed_part(shipped: Answers) -> None:
    assert points(shipped, "kalbar") == [
        "West Kalimantan: 27 % of the workers were covered in 2025.",
        "Last of 5 in Kalimantan. 14 points below Kalimantan (41 %).",
        "The target is 60.80 % by 31 December 2026, 34 points more.",
        "The figures of Singkawang City contradict each other.",
    ]


WORKERS = '{ indicator = "workforce", period = 2024, value = 1000 }, { indicator = "workforce", period = 2025, value = '


@pytest.mark.parametrize(
    ("before", "after", "workforce", "sentence"),
    [
        ("40.0", "42.0", 1010, "That is 2 points up from 40.0 % (2024)."),
        ("42.0", "40.0", 1010, "That is 2 points down from 42.0 % (2024)."),
        ("40", "40", 1010, "That is about as much as before (40 %, 2024)."),
        ("40", "42", 1300, "This cannot be compared with 40 % (2024): the number of workers"),
        ("40", "42", None, "It was 40 % (2024); the two may not be comparable."),
    ],
)
def test_change(ask: Ask, before: str, after: str, workforce: int | None, sentence: str) -> None:
    heads = "" if workforce is None else f"{WORKERS}{workforce} }},\n"
    answers = ask(
        f'{heads}{{ indicator = "coverage", period = 2024, printed = "{before} percent" }},\n'
        f'{{ indicator = "coverage", period = 2025, printed = "{after} percent" }}'.replace("},", "}\n")
    )
    found = points(answers)
    assert len(found) == 2
    assert found[1].replace(".0 points", " points").startswith(sentence)


def test_one_figure_alone_makes_one_sentence(ask: Ask) -> None:
    assert points(ask('{ indicator = "coverage", printed = "nearly 40 percent" }')) == [
        "Kalimantan: almost 40 % of the workers were covered in 2025."
    ]


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ("30", "The target of 30 % by 31 December 2026 is reached, with 10 points to spare."),
        ("40", "Whether the target of 40 % by 31 December 2026 is reached is within the rounding."),
        ("55", "The target is 55 % by 31 December 2026, 15 points more."),
    ],
)
def test_target(ask: Ask, target: str, sentence: str) -> None:
    answers = ask(
        f"""{{ indicator = "coverage", printed = "40 percent" }}
        {{ indicator = "target_coverage", period = 2026, printed = "{target} percent" }}"""
    )
    assert points(answers)[-1] == sentence
    assert paragraphs(gap(answers, "en", "kalimantan"), "point") == [sentence]


def test_what_the_sentences_tell_stays_for_machines_and_files(shipped: Answers) -> None:
    document = coverage(shipped, "en", "kalimantan")
    assert table(document, "coverage").told
    assert rows(document, "coverage")[0]["participants"]["value"] == "3302762"
    assert table(document, "targets").told
    assert not table(coverage(shipped, "en", "singkawang"), "coverage").told


def test_coverage_of_segments_where_only_that_is_known(ask: Ask) -> None:
    answers = ask(
        """{ indicator = "coverage", segment = "pu", printed = "60 percent" }
        { indicator = "coverage", segment = "bpu", printed = "9 percent" }"""
    )
    one = coverage(answers, "en", "kalimantan")
    assert [row[:3] for row in shown(one, "segments")] == [
        ["Wage earners", "2025", "60 %"],
        ["Own-account workers", "2025", "9 %"],
    ]
    everywhere = coverage(answers, "en")
    assert len(rows(everywhere, "segments")) == 2
    assert points(answers) == []

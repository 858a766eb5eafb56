"""Findings as people read them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from shown import paragraphs, shown

from bpjscli.checks.examine import examine
from bpjscli.measures.answers import Answers
from bpjscli.report.views.check import check, explain_code

Ask = Callable[..., Answers]

SUMS = """\
[[area]]
id = "north"
name = "North"
level = "group"
complete = true
{places}
[[source]]
id = "a"
published = 2026-02-01
language = "en"
defaults = {{ area = "north", period = 2025, indicator = "employers" }}
figures = [
  {{ printed = "{total}" }},
{figures}
]
"""


def said(answers: Answers) -> list[str]:
    """What `bpjs check` says, finding by finding."""
    return [row[-1] for row in shown(check(answers, "en", examine(answers)), "findings")]


def of_places(ask: Ask, count: int) -> Answers:
    """A sum over `count` places of 100 employers each that is one too high."""
    places = "\n".join(
        f'[[area]]\nid = "p{n}"\nname = "Place {n}"\nlevel = "city"\nparent = "north"' for n in range(count)
    )
    figures = "\n".join(f'  {{ area = "p{n}", printed = "{101 + n}" }},' for n in range(count))
    total = sum(101 + n for n in range(count)) + 1
    return ask(SUMS.format(places=places, figures=figures, total=f"{total:,}"))


def test_area_and_period_are_said_once(ask: Ask) -> None:
    answers = ask(
        """
        { indicator = "coverage", printed = "50.88 percent" }
        { indicator = "participants", printed = "935,079" }
        { indicator = "workforce", printed = "1,873,899" }
        """
    )
    (text,) = said(answers)
    assert text.startswith(
        "Kalimantan, 2025: coverage “50.88 percent”, participants “935,079” and workforce “1,873,899” "
        "cannot all be true. They would agree if coverage were about 49.90 % instead of “50.88 percent”, or "
    )


def test_several_areas_are_each_named(ask: Ask) -> None:
    (text,) = said(of_places(ask, 2))
    assert text.startswith("2025: employers of North “204”, employers of Place 0 “101” and employers of Place 1 “102” ")
    assert "instead of “204”, or employers of Place 0 were 102 instead of “101”" in text
    assert "Either one digit of “204” is wrong: 203, or one digit of “101” is wrong: 102, or " in text
    assert "; the figures do not tell which (evidence: fair)." in text


def test_a_long_list_is_cut_and_counted(ask: Ask) -> None:
    (text,) = said(of_places(ask, 20))
    named, _, _ = text.partition(" miss each other")
    assert named.endswith("employers of Place 4 “105” and 15 more")


def of_two(ask: Ask, other: str = "B", period: str = "2025") -> str:
    """What is said of a number of participants that A and another newspaper have."""
    blocks = (
        f'[[source]]\nid = "s{n}"\npublisher = "{publisher}"\npublished = {published}\nlanguage = "en"\n'
        f'figures = [{{ area = "bali", period = "{when}", indicator = "participants", printed = "{printed}" }}]\n'
        for n, publisher, published, when, printed in (
            (1, "A", "2026-01-01", "2025", "100,001"),
            (2, other, "2026-02-01", period, "900,001"),
        )
    )
    return said(ask("".join(blocks)))[0]


def test_figures_of_several_sources_name_their_publishers(ask: Ask) -> None:
    assert of_two(ask).startswith(
        "Participants of Bali for 2025, “100,001” (A) and “900,001” (B) are the same quantity, and too far apart"
    )


def test_one_publisher_of_both_is_named_by_its_sources(ask: Ask) -> None:
    assert "“100,001” (s1) and “900,001” (s2)" in of_two(ask, other="A")


def test_of_a_second_figure_only_what_differs_is_said(ask: Ask) -> None:
    text = of_two(ask, period="2026-01-15")
    assert text.startswith(
        "Participants of Bali for 15 January 2026, “900,001” (B): too far from “100,001” for 2025 (A)"
    )


def test_several_periods_are_each_named(ask: Ask) -> None:
    answers = ask(
        """
        { indicator = "contributions", period = 2024, printed = "Rp4.5 trillion" }
        { indicator = "contributions", printed = "Rp5.1 trillion" }
        { indicator = "contributions_growth", printed = "41.72 percent" }
        """
    )
    (text,) = said(answers)
    assert text.startswith(
        "Contributions of Kalimantan for 2024, “Rp4.5 trillion”; "
        "contributions of Kalimantan for 2025, “Rp5.1 trillion” and "
        "growth of contributions of Kalimantan for 2025, “41.72 percent” cannot all be true."
    )


def test_what_is_only_bounded_is_said_as_a_bound(ask: Ask) -> None:
    """With programmes missing, the others leave no more than a most for each part."""
    answers = ask(
        """
        { indicator = "claims", printed = "164,123" }
        { indicator = "claims", programme = "jht", printed = "136,641" }
        { indicator = "claims", programme = "jkk", printed = "31,547" }
        """
    )
    (text,) = said(answers)
    assert "if claims were at least 168,188 instead of “164,123”" in text
    assert "or claims (old-age savings) were at most 132,576 instead of “136,641”" in text
    assert "or claims (work injury) were at most 27,482 instead of “31,547”." in text


@pytest.mark.parametrize(
    ("figures", "tally"),
    [
        ('{ indicator = "coverage", printed = "104.2 percent" }', "0 errors, 1 warning, 0 notes."),
        (
            '{ indicator = "coverage", printed = "104.2 percent" }\n'
            '{ indicator = "coverage", area = "kalbar", printed = "104.2 percent" }',
            "0 errors, 2 warnings, 0 notes.",
        ),
    ],
)
def test_one_is_no_plural(ask: Ask, figures: str, tally: str) -> None:
    answers = ask(figures)
    assert paragraphs(check(answers, "en", examine(answers)))[0] == tally


def test_a_segment_that_all_figures_share_is_said_once(ask: Ask) -> None:
    (text,) = said(
        ask(
            """{ indicator = "coverage", segment = "bpu", printed = "6.07 percent" }
            { indicator = "participants", segment = "bpu", printed = "178,215" }
            { indicator = "workforce", segment = "bpu", printed = "2.76 million" }"""
        )
    )
    assert text.startswith(
        "Kalimantan, 2025, own-account workers: coverage “6.07 percent”, participants “178,215” and "
        "workforce “2.76 million” cannot all be true."
    )
    assert "participants were about 168,000 instead of “178,215”" in text
    assert "Then workforce ≈ 2.936 million, not covered ≈ 93.93 % would follow." in text


def test_what_follows_for_all_segments_is_not_taken_for_the_one(ask: Ask) -> None:
    (text,) = said(
        ask(
            """{ indicator = "coverage", segment = "bpu", printed = "6.07 percent" }
            { indicator = "participants", segment = "bpu", printed = "178,215" }
            { indicator = "workforce", segment = "bpu", printed = "2.76 million" }
            { indicator = "workforce", segment = "pu", printed = "2.7 million" }"""
        )
    )
    assert "Then workforce ≈ 2.936 million, not covered ≈ 93.93 %, workforce (all segments) ≈ 5.7 million" in text


def test_a_programme_that_all_figures_share_is_said_once_and_the_segments_of_each(ask: Ask) -> None:
    answers = ask(
        '{ indicator = "claims", programme = "jkk", value = 278564 }\n'
        '{ indicator = "claims", programme = "jkk", segment = "pu", value = 300000 }'
    )
    (text,) = said(answers)
    assert "2025, work injury: claims “278564” and claims (wage earners) “300000” cannot" in text


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("F104", "F104 (error, format)"),
        ("R301", "R301 (note, reading)"),
        ("C402", "C402 (warning, contradiction within a source)"),
        ("D501", "D501 (warning, disagreement between sources)"),
        ("S605", "S605 (note, suspicious)"),
        ("T701", "T701 (note, trend not comparable)"),
    ],
)
def test_a_code_is_explained_under_its_severity_and_family(shipped: Answers, code: str, said: str) -> None:
    (section,) = explain_code(shipped, "en", code).sections
    assert section.title == said

"""The main points of rankings, trends and benefits: made from the data, and none where there is no news."""

from __future__ import annotations

import pytest
from conftest import Ask
from shown import paragraphs

from bpjscli.measures.answers import Answers, Key
from bpjscli.render import render
from bpjscli.render.options import Options
from bpjscli.report.views.benefits import benefits
from bpjscli.report.views.ranking import ranking
from bpjscli.report.views.report import report
from bpjscli.report.views.trend import trend

PROVINCES = ("kaltim", "kalsel", "kalteng")


def test_a_trend_says_where_it_stands_and_what_has_changed(shipped: Answers) -> None:
    assert paragraphs(trend(shipped, "en", Key("coverage", "kalimantan")), "point") == [
        "Kalimantan: 41.30 % of the workers were covered in 2025.",
        "This cannot be compared with 45.34 % (2024): "
        "the number of workers that it is measured against has changed too much.",
    ]
    assert paragraphs(trend(shipped, "en", Key("participants", "kalimantan")), "point") == [
        "Kalimantan, participants: 3,302,762 (2025).",
        "That is 15,742 more than 3,287,020 (2024).",
    ]
    assert paragraphs(trend(shipped, "id", Key("participants", "kalimantan")), "point")[1] == (
        "Itu 15.742 lebih banyak daripada 3.287.020 (2024)."
    )


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("1000", "900", "That is 100 fewer than 1,000 (2024)."),
        ("1000", "1000", "That is about as much as before (1,000, 2024)."),
    ],
)
def test_fewer_and_as_many(ask: Ask, before: str, after: str, sentence: str) -> None:
    answers = ask(
        f'{{ indicator = "claims", period = 2024, value = {before} }}, '
        f'{{ indicator = "claims", period = 2025, value = {after} }}'
    )
    assert paragraphs(trend(answers, "en", Key("claims", "kalimantan")), "point")[1] == sentence


def test_one_number_is_no_change_and_none_is_no_point(ask: Ask) -> None:
    answers = ask('{ indicator = "claims", period = 2024, value = 1000 }')
    assert paragraphs(trend(answers, "en", Key("claims", "kalimantan")), "point") == [
        "Kalimantan, claims: 1,000 (2024)."
    ]
    assert paragraphs(trend(answers, "en", Key("coverage", "kalimantan")), "point") == []
    assert paragraphs(benefits(answers, "en", "kalimantan"), "point") == []


def test_a_ranking_says_who_leads(shipped: Answers) -> None:
    areas = ["kalbar", "kalteng", "kalsel", "kaltim", "kaltara"]
    assert paragraphs(ranking(shipped, "en", areas), "point") == [
        "East Kalimantan leads (more than 50 %), West Kalimantan trails (27 %)."
    ]


def test_a_ranking_that_cannot_tell_says_nothing(ask: Ask) -> None:
    answers = ask("\n".join(f'{{ area = "{area}", indicator = "coverage", printed = "42%" }}' for area in PROVINCES))
    assert paragraphs(ranking(answers, "en", PROVINCES), "point") == []


def test_benefits_say_who_takes_most_and_what_a_claim_brings(shipped: Answers) -> None:
    assert paragraphs(benefits(shipped, "en", "kalimantan"), "point") == [
        "The largest part of the benefits paid goes to old-age savings: 78.5 % (Rp786.8 billion). "
        "Of the claims it is 67.94 %. That figure is in doubt: others speak against it.",
        "A claim brings Rp10.74 million on average: from Rp2.1 million (job loss) to Rp28.0 million (death).",
        "Benefits were 67.85 % of contributions in 2024.",
    ]


def test_headings_name_the_greatest_part_where_it_can_be_told(shipped: Answers, ask: Ask) -> None:
    titles = {section.id: section.title for section in report(shipped, "en").sections}
    assert titles["segments"] == "Wage earners: 59.44 % of participants"
    assert titles["benefits"] == "Old-age savings: 78.5 % of benefits"
    alike = ask('{ indicator = "participants", segment = "pu", value = 10 }\n'
                '{ indicator = "participants", segment = "bpu", value = 10 }')  # fmt: skip
    titles = {section.id: section.title for section in report(alike, "en").sections}
    assert titles["segments"] == "Participants by segment"
    assert titles["benefits"] == "Claims and benefits"


def test_points_are_in_json_with_their_notes(shipped: Answers) -> None:
    document = ranking(shipped, "en", ["kalbar", "kaltim", "kalsel"])
    text = render(document, "json", Options())
    assert '"points": [\n    {\n      "section": "ranking",\n      "text": "East Kalimantan leads' in text

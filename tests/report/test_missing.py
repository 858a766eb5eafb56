"""What the base lacks is said to be lacking from the base: the program cannot know what nobody has published."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bpjscli.i18n import Lang
from bpjscli.measures.answers import Answers, Key
from bpjscli.report.builder import Builder
from bpjscli.report.document import Table, Tree
from bpjscli.report.views.benefits import benefits
from bpjscli.report.views.check import check
from bpjscli.report.views.coverage import coverage
from bpjscli.report.views.explain import explain
from bpjscli.report.views.figures import figures
from bpjscli.report.views.gap import gap
from bpjscli.report.views.ranking import ranked_areas, ranking
from bpjscli.report.views.report import report
from bpjscli.report.views.trend import trend
from tools.messages import catalogue

Ask = Callable[..., Answers]

NOTHING = {
    "en": "West Java: this fact base has nothing about it; its figures are about Kalimantan. "
    "All of Indonesia: --data indonesia.",
    "id": "Jawa Barat: belum ada apa pun tentang wilayah ini di basis fakta ini; angka-angkanya tentang Kalimantan. "
    "Seluruh Indonesia: --data indonesia.",
}


def test_no_message_says_what_nobody_has_published() -> None:
    said = [f"{message.id} {message.string}" for message in catalogue() if message.id]
    assert not [text for text in said if "obody has published" in text or "pernah dipublikasikan" in text]
    assert sum("ot in this fact base" in text for text in said) >= 15
    assert sum("elum ada di basis fakta ini" in text for text in said) >= 15


@pytest.mark.parametrize("lang", ["en", "id"])
def test_an_area_that_is_not_there_at_all_is_said_to_be_so(shipped: Answers, lang: Lang) -> None:
    documents = [
        coverage(shipped, lang, "jabar"),
        trend(shipped, lang, Key("participants", "jabar")),
        gap(shipped, lang, "jabar"),
        benefits(shipped, lang, "jabar"),
        explain(shipped, lang, Key("participants", "jabar")),
        ranking(shipped, lang, ranked_areas(shipped, "jabar"), region="jabar"),
    ]
    for document in documents:
        shown: list[Tree] | list[Table] = document.trees() or document.tables()
        assert shown[0].empty == NOTHING[lang]


def test_a_report_says_so_once_and_first(shipped: Answers) -> None:
    text = repr(report(shipped, "en", "jabar", findings=()))
    assert text.count(NOTHING["en"]) == 1
    assert text.index(NOTHING["en"]) < text.index("West Java: participants by segment are not in this fact base.")


@pytest.mark.parametrize("lang", ["en", "id"])
def test_figures_and_findings_of_an_area_that_is_not_there_say_so_too(shipped: Answers, lang: Lang) -> None:
    assert figures(shipped, lang, (), "jabar").tables()[0].empty == NOTHING[lang]
    assert NOTHING[lang] in repr(check(shipped, lang, (), chosen=True, about="jabar"))
    assert NOTHING[lang] not in repr(check(shipped, lang, (), chosen=True, about="kalbar"))


@pytest.mark.parametrize("area", ["kalbar", "kaltara", "kalimantan", "indonesia"])
def test_an_area_of_which_something_is_there_lacks_only_the_rest(shipped: Answers, area: str) -> None:
    """Its own figures count, and those of what lies in it."""
    assert Builder(shipped, "trend", "en").missing(area, "text") == "text"


def test_a_base_of_all_provinces_is_about_the_country(ask: Ask) -> None:
    """Though its largest group is one of them."""
    places = ("kalbar", "kalsel", "kalimantan", "bali", "aceh", "papua", "dki")
    figures = ",".join(f'{{ area = "{place}", indicator = "employers", value = 1 }}' for place in places)
    answers = ask(f'[[source]]\nid = "a"\npublished = 2026\ndefaults = {{ period = 2025 }}\nfigures = [{figures}]\n')
    said = Builder(answers, "trend", "en").missing("kota-bandung", "text")
    assert said == "Bandung City: this fact base has nothing about it; its figures are about Indonesia."


def test_an_empty_base_is_about_nothing(ask: Ask) -> None:
    empty = ask('[[source]]\nid = "a"\npublished = 2026\n')
    assert Builder(empty, "trend", "en").missing("jabar", "text") == "West Java: this fact base has nothing about it."

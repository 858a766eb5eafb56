"""What commands make of the names in their arguments."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bpjscli.commands.shared.ask import choose_area, choose_key
from bpjscli.commands.work.report import make_report
from bpjscli.errors import BpjsError, Exit
from bpjscli.measures.answers import Answers, Key, main_area, widest_area

Ask = Callable[..., Answers]

EMPTY = '[[source]]\nid = "a"\nfigures = []'


def test_an_area_by_any_name_or_by_default(shipped: Answers) -> None:
    assert choose_area(shipped, "West Kalimantan", main_area) == "kalbar"
    assert choose_area(shipped, None, main_area) == "kalimantan"
    with pytest.raises(BpjsError, match='unknown area "kalbr"; did you mean "kalbar"'):
        choose_area(shipped, "kalbr", main_area)


def test_a_base_without_figures_needs_to_be_told_the_area(ask: Ask) -> None:
    answers = ask(EMPTY)
    assert choose_area(answers, "bali", main_area) == "bali"
    with pytest.raises(BpjsError, match="has no figures; say which area with --area") as caught:
        choose_area(answers, None, main_area)
    assert caught.value.exit_code == Exit.USAGE


def test_a_key_from_names(shipped: Answers) -> None:
    found = choose_key(shipped, "claims", None, None, "jkk", widest_area)
    assert found == Key("claims", "kalimantan", None, "jkk")
    assert choose_key(shipped, "participants", "kaltim", "pu", None, widest_area) == Key("participants", "kaltim", "pu")


@pytest.mark.parametrize(
    ("indicator", "segment", "programme", "message"),
    [
        ("coverag", None, None, 'INDICATOR: unknown "coverag"; did you mean "coverage"'),
        ("claims", "jkk", None, '--segment: unknown "jkk"'),
        ("claims", None, "jhtt", '--programme: unknown "jhtt"; did you mean "jht"'),
    ],
)
def test_unknown_names_get_the_nearest(
    shipped: Answers, indicator: str, segment: str | None, programme: str | None, message: str
) -> None:
    with pytest.raises(BpjsError, match=message):
        choose_key(shipped, indicator, None, segment, programme, widest_area)


def test_sections_of_a_report_by_name(shipped: Answers) -> None:
    document = make_report(shipped, "en", None, None, "Trend, headline")
    assert [section.id for section in document.sections] == ["headline", "trend"], "in the order of the report"
    with pytest.raises(BpjsError, match='--sections: unknown "trnd"; did you mean "trend"'):
        make_report(shipped, "en", None, None, "trnd")


def test_the_base_is_examined_for_data_quality(shipped: Answers) -> None:
    assert make_report(shipped, "en", "singkawang", None, "quality").findings
    assert make_report(shipped, "en", "singkawang", None, None).findings
    assert not make_report(shipped, "en", "singkawang", None, "headline").findings

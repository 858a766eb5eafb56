"""Indicators, segments and programmes by whatever name the program itself prints, in every command alike."""

from __future__ import annotations

import pytest
from asking import answer, run


@pytest.mark.parametrize(
    ("named", "by_id"),
    [
        (("ranking", "--by", "Cakupan kepesertaan"), ("ranking", "--by", "coverage")),
        (("ranking", "--by", "tenaga kerja"), ("ranking", "--by", "workforce")),
        (("trend", "participants", "--segment", "Wage earners"), ("trend", "participants", "--segment", "pu")),
        (("explain", "claims", "--programme", "pension"), ("explain", "claims", "--programme", "jp")),
        (("figures", "-i", "belum terdaftar"), ("figures", "-i", "unregistered")),
    ],
)
def test_a_label_is_as_good_as_an_id(named: tuple[str, ...], by_id: tuple[str, ...]) -> None:
    assert answer(*named) == answer(*by_id)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("trend", "cakup"), 'INDICATOR: unknown "cakup"; did you mean "coverage" or "target_coverage"?'),
        (("figures", "-i", "n kepesertaan"), '--indicator: unknown "n kepesertaan"; did you mean "coverage"?'),
        (("trend", "covrage"), 'INDICATOR: unknown "covrage"; did you mean "coverage"'),
        (("trend", "zz"), 'INDICATOR: unknown "zz"; known are coverage, uncovered, participants, workforce, '),
        (("trend", "--segment", "zz"), '--segment: unknown "zz"; known are pu, bpu, jakon, pmi'),
    ],
)
def test_another_name_gets_those_it_is_a_part_of_or_the_nearest(arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"bpjs: {said}")
    assert len(done.stderr) < 160

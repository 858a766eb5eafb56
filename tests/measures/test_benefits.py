"""Claims and benefits by programme, and any whole with its parts."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpjscli.load.load import load
from bpjscli.measures.answers import Answers, Key
from bpjscli.measures.breakdown import (
    Benefits,
    Breakdown,
    Programme,
    SourcePeriod,
    benefits_of,
    breakdown,
    latest_snapshot,
    share_of_sum,
    totals_by_period,
)
from bpjscli.model.period import parse_period
from bpjscli.solver.arithmetic import add
from bpjscli.solver.quantity import Quantity

Ask = Callable[..., Answers]


def known(found: Benefits | None) -> Benefits:
    assert found is not None
    return found


def by_id(found: Benefits) -> dict[str, Programme]:
    return {programme.id: programme for programme in found.programmes}


def bounds(quantity: Quantity | None) -> tuple[str, str]:
    assert quantity is not None
    return str(quantity.interval.low), str(quantity.interval.high)


def values(found: Breakdown) -> list[int | None]:
    return [None if p.candidate is None else int(p.candidate.quantity.value or 0) for p in found.parts]


def test_kalimantan_by_programme(shipped: Answers) -> None:
    """Of three sources for 2025 the one that has both claims and benefits, undisputed."""
    found = known(benefits_of(shipped, "kalimantan"))
    assert (found.snapshot.source.id, found.snapshot.period.text) == ("idntimes-2026-02-02", "2025")
    assert [programme.id for programme in found.programmes] == ["jkk", "jkm", "jht", "jp", "jkp"]
    assert values(found.claims) == [7_435, 3_749, 63_435, 9_377, 9_377]
    assert values(found.benefits) == [70_200_000_000, 105_000_000_000, 786_800_000_000, 20_800_000_000, 20_000_000_000]
    assert bounds(found.claims.total) == ("93373", "93373")
    assert not found.claims.summed, "the source's figures imply it"


def test_averages_and_shares_carry_the_precision_of_their_figures(shipped: Answers) -> None:
    jkp = by_id(known(benefits_of(shipped, "kalimantan")))["jkp"]
    low, high = Fraction("19.5e9"), Fraction("20.5e9")
    assert jkp.average is not None
    assert bounds(jkp.average) == (str(low // 9_377), str(high // 9_377 + 1))
    share = bounds(jkp.benefits.share)  # of itself and the other four, which are 982.15 to 983.45 billion
    assert 0 <= 100 * low / (low + Fraction("983.45e9")) - Fraction(share[0]) < Fraction(1, 10**6)
    assert 0 <= Fraction(share[1]) - 100 * high / (high + Fraction("982.15e9")) < Fraction(1, 10**6)


def test_all_programmes_by_period(shipped: Answers) -> None:
    totals = {item.period.text: item for item in totals_by_period(shipped, "kalimantan")}
    assert list(totals) == ["2025", "2024", "2023"]
    share, average = totals["2024"].share, totals["2024"].average
    assert [str(found and found.value) for found in (share, average)] == ["67.849974", "11784336"]
    assert totals["2025"].share is None, "nobody has published the contributions of 2025"
    assert totals["2023"].benefits is None


def test_a_period_without_programmes(shipped: Answers) -> None:
    assert benefits_of(shipped, "kalimantan", parse_period("2024")) is None
    assert [item.period.text for item in totals_by_period(shipped, "kalimantan", parse_period("2024"))] == ["2024"]
    assert benefits_of(shipped, "bali") is None
    assert totals_by_period(shipped, "bali") == []


def test_what_is_computed_of_disputed_figures_holds_whichever_is_wrong() -> None:
    """93 468 claims in all, but the programmes add up to 93 373."""
    answers = Answers(load(Path(__file__).parents[1] / "cases" / "interaksi-2025-12.toml"))
    found = known(benefits_of(answers, "kalimantan"))
    assert [p.candidate and p.candidate.quantity.disputed for p in found.claims.parts] == [True] * 5
    shares = [p.share for p in found.claims.parts]
    assert all(share is not None and share.disputed for share in shares)
    assert bounds(shares[0]) == ("7.954594", "8.06443")
    assert found.claims.total is not None
    assert found.claims.total.disputed
    assert found.claims.total.value == 93_468
    assert found.average is None


PARTS = """
{ indicator = "claims", programme = "jkk", value = 30 }
{ indicator = "claims", programme = "jkm", printed = "about 11" }
"""


def claims_of(answers: Answers, period: str | None = None) -> Breakdown:
    asked = None if period is None else parse_period(period)
    shot = latest_snapshot(answers, "kalimantan", ("claims",), "programme", asked)
    assert shot is not None
    return breakdown(answers, "kalimantan", "claims", "programme", shot)


def test_without_a_whole_parts_are_shares_of_their_sum(ask: Ask) -> None:
    found = claims_of(ask(PARTS))
    assert found.summed
    assert bounds(found.total) == ("40", "42")
    jkk, jkm, *missing = found.parts
    assert (bounds(jkk.share), bounds(jkm.share)) == (("71.428571", "75"), ("25", "28.571429"))
    assert [(part.candidate, part.elsewhere, part.share) for part in missing] == [(None, None, None)] * 3


def test_a_published_whole_is_the_whole(ask: Ask) -> None:
    found = claims_of(ask(PARTS + '{ indicator = "claims", value = 60 }'))
    assert not found.summed
    assert bounds(found.parts[0].share) == ("50", "50")


def test_one_part_alone_is_no_sum(ask: Ask) -> None:
    found = claims_of(ask(PARTS.splitlines()[1]))
    assert (found.total, found.summed, found.parts[0].share) == (None, False, None)


def test_a_part_without_bounds_has_no_share(ask: Ask) -> None:
    found = claims_of(ask(PARTS + '{ indicator = "claims", programme = "jp", printed = "more than 5" }'))
    assert found.parts[3].candidate is not None
    assert found.parts[3].share is None


def test_a_whole_without_a_bound_has_no_shares(ask: Ask) -> None:
    found = claims_of(ask(PARTS + '{ indicator = "claims", printed = "more than 50" }'))
    assert bounds(found.total) == ("50", "None")
    assert [part.share for part in found.parts[:2]] == [None, None]


def test_parts_of_nothing_are_no_share_of_it(ask: Ask) -> None:
    none = (
        '{ indicator = "claims", programme = "jkk", value = 0 }\n{ indicator = "claims", programme = "jkm", value = 0 }'
    )
    for whole in ("", '\n{ indicator = "claims", value = 0 }', '\n{ indicator = "claims", printed = "about 0" }'):
        assert [part.share for part in claims_of(ask(none + whole)).parts[:2]] == [None, None], whole


OTHER_SOURCE = """
[[source]]
id = "parts"
published = 2026-01-01
defaults = {{ area = "kalimantan", period = 2025, indicator = "claims" }}
figures = [{{ programme = "jkk", value = 30 }}, {{ programme = "jp", value = 5, superseded_by = "whole" }}]
[[source]]
id = "whole"
published = 2026-02-01
defaults = {{ area = "kalimantan", period = 2025, indicator = "claims" }}
figures = [{{ value = {whole} }}, {{ programme = "jkm", period = 2024, value = 9 }}]
"""


@pytest.mark.parametrize(("whole", "share"), [(60, ("50", "50")), (20, None)])
def test_another_sources_whole_fills_in_unless_it_is_too_small(
    ask: Ask, whole: int, share: tuple[str, str] | None
) -> None:
    found = claims_of(ask(OTHER_SOURCE.format(whole=whole)))
    assert (found.parts[0].share and bounds(found.parts[0].share)) == share
    elsewhere = found.parts[1].elsewhere
    assert elsewhere is not None
    assert elsewhere.period.text == "2024"
    assert found.parts[3].candidate is None, "its source has taken it back"


def test_the_period_asked_for_comes_before_a_later_one_within(ask: Ask) -> None:
    figures = PARTS + '{ indicator = "claims", programme = "jkk", period = "2025-12", value = 3 }'
    assert values(claims_of(ask(figures), "2025"))[0] == 30
    assert values(claims_of(ask(figures), "2025-Q4"))[0] == 3


HEADS_AND_MONEY = """
[[source]]
id = "heads"
language = "en"
defaults = {{ area = "bali", period = 2025, programme = "jkm" }}
figures = [{{ indicator = "claims", {claims} }}]
[[source]]
id = "money"
language = "en"
defaults = {{ area = "bali", period = 2025, programme = "jkm" }}
figures = [{{ indicator = "benefits", {benefits} }}]
"""


@pytest.mark.parametrize(
    ("claims", "benefits", "average"),
    [
        ("value = 4", "value = 100", ("25", "25")),
        ("value = 4", 'printed = "more than Rp100"', ("25", "None")),
        ("value = 0", "value = 100", None),
        ('printed = "less than 5"', "value = 100", None),
        ("value = 4", 'printed = "more than Rp0"', None),
    ],
)
def test_an_average_across_sources(ask: Ask, claims: str, benefits: str, average: tuple[str, str] | None) -> None:
    answers = ask(HEADS_AND_MONEY.format(claims=claims, benefits=benefits))
    found = by_id(known(benefits_of(answers, "bali")))["jkm"].average
    assert (found and bounds(found)) == average


def test_participants_by_segment(shipped: Answers) -> None:
    shot = latest_snapshot(shipped, "kalimantan", ("participants",), "segment")
    assert shot is not None
    found = breakdown(shipped, "kalimantan", "participants", "segment", shot)
    assert [part.term for part in found.parts] == ["pu", "bpu", "jakon", "pmi"]
    assert values(found) == [1_953_661, 889_957, 443_402, None]
    assert bounds(found.total) == ("3287020", "3287020")
    assert bounds(found.parts[2].share) == ("13.489482", "13.489483")


def test_a_total_taken_back_is_no_total(ask: Ask) -> None:
    answers = ask(
        """{ indicator = "claims", period = 2024, value = 40, superseded_by = "a/kalimantan/claims/2025" }
        { indicator = "claims", period = 2025, value = 41 }"""
    )
    assert [item.period.text for item in totals_by_period(answers, "kalimantan")] == ["2025"]


def test_a_year_and_its_last_months_are_two_periods(ask: Ask) -> None:
    answers = ask(
        """
        { indicator = "benefits", printed = "Rp9,000,555" }
        { indicator = "benefits", period = "2025-H2", printed = "Rp5,000,333" }
        { indicator = "claims", period = "2025-12", printed = "1,001" }
        """
    )
    assert [item.period.text for item in totals_by_period(answers, "kalimantan")] == ["2025-12", "2025-H2", "2025"]


def test_a_segment_that_totals_need_not_have_is_listed_where_a_figure_names_it(ask: Ask) -> None:
    text = '{ indicator = "participants", segment = "pu", value = 7 }'
    for more, segments in (
        ("", ["pu", "bpu", "jakon", "pmi"]),
        (text.replace("pu", "desa"), ["pu", "bpu", "jakon", "pmi", "desa"]),
    ):
        answers = ask(f"{text}\n{more}")
        shot = latest_snapshot(answers, "kalimantan", ["participants"], "segment")
        assert shot is not None
        assert [
            part.term for part in breakdown(answers, "kalimantan", "participants", "segment", shot).parts
        ] == segments


def test_one_claim_has_an_average(ask: Ask) -> None:
    figures = [
        '{ indicator = "claims", programme = "jkk", value = 1 }',
        '{ indicator = "benefits", programme = "jkk", value = 5000333 }',
    ]
    found = known(benefits_of(ask("\n".join(figures)), "kalimantan"))
    assert bounds(by_id(found)["jkk"].average) == ("5000333", "5000333")


def test_the_sum_of_parts_of_which_one_is_disputed_holds_whichever_is_wrong(ask: Ask) -> None:
    parts = [f'{{ indicator = "claims", programme = "{name}", value = 1001 }}' for name in ("jkk", "jkm", "jht")]
    wrong = ['{ indicator = "benefits", programme = "jkk", value = 9000555 }']
    wrong += ['{ indicator = "average_benefit", programme = "jkk", value = 5111 }']
    for figures, total in ((parts, ("3003", "3003")), ([*parts, *wrong], ("3003", "3764"))):
        answers = ask("\n".join(figures))
        shot = latest_snapshot(answers, "kalimantan", ["claims"], "programme")
        assert shot is not None
        found = breakdown(answers, "kalimantan", "claims", "programme", shot).total
        assert found is not None
        assert (bounds(found), found.disputed) == (total, total[0] != total[1])


def test_a_part_of_another_source_is_on_the_same_base(ask: Ask) -> None:
    def source(name: str, segment: str, base: str) -> str:
        head = f'[[source]]\nid = "{name}"\npublished = 2026-01-01\n'
        figure = f'{{ indicator = "participants", segment = "{segment}", base = "{base}", value = 7 }}'
        return f'{head}defaults = {{ area = "kalbar", period = 2025 }}\nfigures = [{figure}]\n'

    own = source("own", "pu", "eligible") + source("more", "pu", "eligible")
    for base, filled in (("eligible", True), ("employed-bps", False)):
        answers = ask(own + source("other", "bpu", base))
        (candidate,) = (c for c in answers.candidates(Key("participants", "kalbar", "pu")) if c.source.id == "own")
        shot = SourcePeriod(candidate.source, candidate.period, "eligible")
        found = breakdown(answers, "kalbar", "participants", "segment", shot)
        assert [part.candidate is not None for part in found.parts][:2] == [True, filled]


def test_a_snapshot_is_of_figures_that_stand(ask: Ask) -> None:
    of_2024, of_2025 = (
        f'{{ indicator = "claims", programme = "jkk", period = {year}, value = 7 }}' for year in (2024, 2025)
    )
    back = of_2025.replace(" }", ', superseded_by = "a/kalimantan/claims/jkk/2024" }')
    found = latest_snapshot(ask(f"{of_2024}\n{back}"), "kalimantan", ["claims"], "programme")
    assert found is not None
    assert found.period.text == "2024"


COUNTS = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**3)), min_size=2, max_size=5)


@settings(deadline=None)
@given(COUNTS, st.data())
def test_shares_hold_all_that_the_readings_allow(counts: list[tuple[int, int]], data: st.DataObject) -> None:
    intervals = [(Decimal(low), Decimal(low + spread)) for low, spread in counts]
    others = intervals[1]
    for interval in intervals[2:]:
        others = add(others, interval)
    low, high = share_of_sum(intervals[0], others)
    truth = [data.draw(st.integers(int(a), int(b))) for a, b in intervals]
    if sum(truth):
        assert Fraction(low) <= Fraction(truth[0], sum(truth)) <= Fraction(high)

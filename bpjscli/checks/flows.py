"""Family S: what is counted over a period, held against the same a year before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import msgspec

from bpjscli.checks.examination import Examination, Series, check
from bpjscli.checks.finding import N_, Argument, Finding, Message
from bpjscli.measures.answers import Candidate, Key
from bpjscli.measures.candidates import known_interval, usable
from bpjscli.model.facts import Figure, Source, Term
from bpjscli.model.interval import Interval
from bpjscli.model.period import Period
from bpjscli.solver.quantity import WIDE, make_derived

MOST = Decimal(3)  # times as much, or as little, within a year
MONTHS = 12  # between the beginnings of two periods
FEW = Decimal(100)  # people or claims: of fewer, chance alone may make three times as many
TOLD = (Decimal(-50), Decimal(100))  # percent: a growth beyond says itself that something is out of the ordinary
GROWTHS = {  # indicators that say how a flow moved, and what is to be taken off them to make a growth
    "claims": (("claims_growth", 0), ("claims_ratio", 100)),
    "benefits": (("benefits_growth", 0), ("benefits_ratio", 100)),
    "contributions": (("contributions_growth", 0), ("contributions_ratio", 100)),
}
_HUNDRED = Decimal(100)


class Amount(msgspec.Struct, frozen=True):
    """What is known of a flow over a period, as generously as newspapers round, and the figures that say so."""

    period: Period
    interval: Interval
    figures: tuple[Figure, ...]
    source: Source
    derived: bool

    @property
    def whole(self) -> bool:
        """Whether it was published after its period had ended; else there may be more to come."""
        return self.source.published is None or self.source.published.end >= self.period.end


@check("S608", "warning", "Three times as much, or as little, as a year before")
def flow_moved(examination: Examination) -> Iterator[Finding]:
    """Claims, benefits, contributions or new participants are three times as many as a year before, or a third.

    Two sources tell of equally long periods of one area, no more than a year apart, and the numbers are too far apart
    to be of the same scope: 291,370 claims of Kalimantan in 2024, and 93,373 in 2025. Often one of the two is of a
    province and was said of its region, of one programme, or of a part of the year. A total that no source prints is
    added up where all its parts are known.

    A source that prints both numbers knows how far apart they are. Nothing is said where a printed growth explains the
    change, where a programme has just begun, where the boundaries of the area changed, and of fewer than 100 people or
    claims. A period that had not ended when its number was published may have become more, so that only what is already
    too much counts.
    """
    indicators = examination.base.vocabulary.indicators
    for series, figures in examination.series.items():
        indicator = indicators[series[0]]
        if indicator.kind == "flow" and indicator.role == "actual" and indicator.additive and not indicator.negative:
            amounts = _amounts(examination, series, figures)
            for place, later in enumerate(amounts):
                earlier = next((one for one in reversed(amounts[:place]) if _comparable(one, later)), None)
                if earlier is not None and _moved(examination, series, earlier, later):
                    yield _finding(earlier, later)


def _amounts(examination: Examination, series: Series, figures: Sequence[Figure]) -> list[Amount]:
    """What is known of a series, by period, the earliest first: printed, or added up from its parts."""
    indicator, area, segment, programme, base = series
    key = Key(indicator, area, segment, programme)
    answers = examination.answers
    periods = {figure.period: None for figure in figures}
    if segment is None and programme is None:
        periods |= dict.fromkeys(answers.prospects(key))
    if len(periods) == 1:
        return []
    amounts = [_amount(answers.best(key, period, exactly=True), base) for period in periods]
    return sorted((one for one in amounts if one is not None), key=lambda one: one.period.sort_key)


def _amount(best: Candidate | None, base: str | None) -> Amount | None:
    if best is None or best.base != base or not usable(best):
        return None
    quantity, derived = best.quantity, best.quantity.origin != "published"
    generous = best.generous if derived else quantity.interval | quantity.figures[0].reading.loose
    interval = known_interval(best) if quantity.disputed else generous
    return Amount(best.period, interval, quantity.figures, best.source, derived)


def _comparable(earlier: Amount, later: Amount) -> bool:
    one, other = earlier.period, later.period
    apart = 12 * (other.start.year - one.start.year) + other.start.month - one.start.month
    return one.months == other.months > 0 and one.end < other.start and apart <= max(MONTHS, one.months)


def _moved(examination: Examination, series: Series, earlier: Amount, later: Amount) -> bool:
    """Whether a flow moved further than can be explained."""
    rose, fell = _above(earlier, later), _above(later, earlier)
    if not (rose or fell) or earlier.source is later.source:
        return False
    largest = (later if rose else earlier).interval.low or Decimal(0)
    if earlier.figures[0].unit != "IDR" and largest < FEW:
        return False
    redrawn = examination.answers.boundaries.redrawn(series[1])
    if any(earlier.period.start < day <= later.period.end for day in redrawn):
        return False
    return not (_has_just_begun(examination, series, earlier) or _is_told(examination, series, later, rose=rose))


def _above(less: Amount, more: Amount) -> bool:
    """Whether one amount is more than three times another, which had ended when it was published."""
    most, least = less.interval.high, more.interval.low
    return less.whole and most is not None and least is not None and least > MOST * most


def _has_just_begun(examination: Examination, series: Series, earlier: Amount) -> bool:
    """Whether a programme or segment began less than a year before the end of the earlier period."""
    vocabulary = examination.base.vocabulary
    terms: Mapping[str, Term] = {**vocabulary.segments, **vocabulary.programmes}
    begun = (terms[term].since for term in series[2:4] if term is not None)
    return any(since is not None and (earlier.period.end - since).days < 366 for since in begun)


def _is_told(examination: Examination, series: Series, later: Amount, *, rose: bool) -> bool:
    """Whether a source prints a growth that says that the flow moved so far."""
    for indicator, less in GROWTHS.get(series[0], ()):
        for figure in examination.series.get((indicator, *series[1:]), ()):
            growth = figure.reading.value - less
            if figure.period == later.period and (growth >= TOLD[1] if rose else growth <= TOLD[0]):
                return True
    return False


def _finding(earlier: Amount, later: Amount) -> Finding:
    text = N_(
        "{earlier} and {later} are over equally long periods, and differ by {change}: are both of the same scope?"
    )
    arguments: dict[str, Argument] = {"earlier": earlier.figures, "later": later.figures}
    if earlier.derived or later.derived:
        text = N_(
            "{earlier} and {later} come to {before} and {after} for equally long periods, and differ by {change}: are "
            "both of the same scope?"
        )
        unit = earlier.figures[0].unit
        arguments |= {"before": make_derived(unit, earlier.interval), "after": make_derived(unit, later.interval)}
    arguments["change"] = make_derived("percent", _change(earlier.interval, later.interval))
    return Finding("S608", "warning", Message(text, arguments), (*later.figures, *earlier.figures))


def _change(before: Interval, after: Interval) -> Interval:
    """The relative change in percent; a side that is open leaves it open."""
    low = None if after.low is None or not before.high else _percent(after.low, before.high)
    high = None if after.high is None or not before.low else _percent(after.high, before.low)
    return Interval(low, high)


def _percent(after: Decimal, before: Decimal) -> Decimal:
    return WIDE.subtract(WIDE.multiply(WIDE.divide(after, before), _HUNDRED), _HUNDRED)
